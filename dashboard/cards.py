"""What a panel shows of one record or one place: plain values, ready for JSON.

What is empty is left out, and what ``words`` has already told is named by its id.
"""

from typing import Any

from dashboard.view import View
from dashboard.wording import amount_words, counted, language_name, record_date
from events.record import Figure, Investment, Passage, Record
from events.source import Source
from geodata.atlas import Atlas
from geodata.place import KINDS, PRECISIONS, Place

MOST_MENTIONS = 8
READING_ORDER = ("where", "about", "base", "government", "caption", "headline", "organisation")


def slim(found: dict[str, Any]) -> dict[str, Any]:
    """The values without those that say nothing: false, none, empty."""
    return {name: value for name, value in found.items() if value not in ("", False, None, [], {})}


def row(atlas: Atlas, record: Record, view: View) -> dict[str, Any]:
    """A record as a line of the list."""
    return slim(
        {
            "id": record.id,
            "kind": record.kind,
            "title": record.title,
            "date": record_date(record),
            "inferred": record.when is None and record.inferred is not None,
            "places": [atlas.places[link.id].title for link in record.places],
            "on": record.id == view.record,
        }
    )


def card(atlas: Atlas, record: Record, place: str | None) -> dict[str, Any]:
    """A record with its passages, and why it stands at ``place``."""
    source = atlas.archive.source(record.source)
    return slim(
        {
            "id": record.id,
            "kind": record.kind,
            "type": record.type,
            "title": record.title,
            "date": record_date(record),
            "inferred": record.inferred.reason if record.inferred else "",
            "amount": amount(record),
            "facts": facts(record),
            "topics": list(record.topics),
            "quotes": [quote(source, p) for p in record.passages],
            "source": source.id,
            "places": [[link.id, atlas.places[link.id].title, link.role] for link in record.places],
            "why": why_here(record, place),
            "note": record.note,
        }
    )


def amount(record: Record) -> str:
    return amount_words(record.amount) if isinstance(record, Figure) else ""


def facts(record: Record) -> list[list[str]]:
    """The fields that only some records have, as pairs of name and words; no name is said twice."""
    parties = record.parties if isinstance(record, Investment) else ()
    found = [["Who", ", ".join(a for a in record.actors if a not in parties)]]
    if isinstance(record, Figure) and record.amount.currency_inferred:
        found.append(["Currency", record.amount.currency_inferred])
    if isinstance(record, Investment):
        found += [["Parties", ", ".join(parties)], ["Status", record.status]]
        found.append(["Projects", "" if record.projects is None else str(record.projects)])
    return [pair for pair in found if pair[1]]


def why_here(record: Record, place: str | None) -> dict[str, Any] | None:
    """The role of a place in a record and the numbers of the passages that name it."""
    role = next((link.role for link in record.places if link.id == place), None)
    if role is None:
        return None
    numbers = [n for n, p in enumerate(record.passages, 1) if "where" in p.supports]
    return {"role": role, "passages": numbers}


def quote(source: Source, passage: Passage) -> dict[str, Any]:
    """A passage: its words, whose they are, where they stand in the file (code points)."""
    position = passage.position
    part = source.part_at(position.start, position.end)
    return slim(
        {
            "prefix": passage.quote.prefix,
            "exact": passage.quote.exact,
            "suffix": passage.quote.suffix,
            "voice": passage.voice,
            "part": "" if part == "body" else part,
            "at": [position.start, position.end],
        }
    )


def place_facts(atlas: Atlas, place: Place) -> dict[str, Any]:
    """A place: its names, what it is, how precisely it is drawn, how the articles print it."""
    mentions = sorted(atlas.mentions_of.get(place.id, []), key=lambda m: READING_ORDER.index(m.reading))
    told = [m for m in mentions if m.reading in ("base", "caption", "headline")]
    return slim(
        {
            "id": place.id,
            "title": place.title,
            "kind": KINDS[place.kind],
            "ccodes": list(place.ccodes),
            "precision": PRECISIONS[place.precision],
            "certainty": place.certainty,
            "citation": place.citation,
            "unplaced": place.unplaced,
            "note": place.note,
            "part_of": part_of(atlas, place),
            "names": [name_facts(n) for n in place.names],
            "printed": list(dict.fromkeys(m.passage.quote.exact for m in mentions)),
            "readings": readings(mentions),
            "named": [mention_facts(atlas, m) for m in told[:MOST_MENTIONS]],
        }
    )


def part_of(atlas: Atlas, place: Place) -> dict[str, str] | None:
    parent = atlas.places.get(place.part_of or "")
    return {"id": parent.id, "title": parent.title} if parent else None


def name_facts(name: Any) -> dict[str, str]:
    return slim(
        {
            "toponym": name.toponym,
            "lang": name.lang,
            "language": language_name(name.lang),
            "citation": name.citation,
            "years": "–".join(filter(None, [name.start, name.end])),
        }
    )


def readings(mentions: list[Any]) -> str:
    """How often each reading of the printed name occurs, in words."""
    counts = {r: sum(m.reading == r for m in mentions) for r in READING_ORDER}
    found = [f"{r} {n}" for r, n in counts.items() if n]
    return f"Named {counted(len(mentions), 'time')} in the articles: {', '.join(found)}." if mentions else ""


def mention_facts(atlas: Atlas, mention: Any) -> dict[str, Any]:
    source = atlas.archive.source(mention.passage.source)
    return quote(source, mention.passage) | {"reading": mention.reading, "source": source.id}
