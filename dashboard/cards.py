"""What a panel shows of one record, one place, one source: plain values, ready for JSON."""

from typing import Any

from dashboard.view import View
from dashboard.wording import amount_words, counted, language_name, record_date, when_words
from events.record import READINGS, ROLES, VOICES, Figure, Investment, Passage, Record
from events.source import Source
from geodata.atlas import Atlas
from geodata.place import KINDS, PRECISIONS, Place

SAFE_LINKS = ("https://", "http://")
MOST_MENTIONS = 12
READING_ORDER = ("where", "about", "base", "government", "caption", "headline", "organisation")


def row(atlas: Atlas, record: Record, view: View) -> dict[str, Any]:
    """A record as a line of the list."""
    return {
        "id": record.id,
        "kind": record.kind,
        "title": record.title,
        "date": record_date(record),
        "inferred": record.when is None and record.inferred is not None,
        "places": [atlas.places[link.id].title for link in record.places],
        "on": record.id == view.record,
    }


def card(atlas: Atlas, record: Record, place: str | None) -> dict[str, Any]:
    """A record with its passages, and why it stands at ``place``."""
    source = atlas.archive.source(record.source)
    titles = {t.id: t.title for t in atlas.archive.topics}
    return {
        "id": record.id,
        "kind": record.kind,
        "type": record.type,
        "title": record.title,
        "date": record_date(record),
        "inferred": record.inferred.reason if record.inferred else "",
        "amount": amount(record),
        "facts": facts(record),
        "topics": [titles[t] for t in record.topics],
        "quotes": [quote(source, p) for p in record.passages],
        "source": citation(source),
        "places": [
            {"id": link.id, "title": atlas.places[link.id].title, "role": ROLES[link.role]}
            for link in record.places
        ],
        "why": why_here(record, place),
        "note": record.note,
    }


def amount(record: Record) -> str:
    return amount_words(record.amount) if isinstance(record, Figure) else ""


def facts(record: Record) -> list[list[str]]:
    """The fields that only some records have, as pairs of name and words."""
    found = [["Who", ", ".join(record.actors)]]
    if isinstance(record, Figure) and record.amount.currency_inferred:
        found.append(["Currency", record.amount.currency_inferred])
    if isinstance(record, Investment):
        found += [["Parties", ", ".join(record.parties)], ["Status", record.status]]
        found.append(["Projects", "" if record.projects is None else str(record.projects)])
    return [pair for pair in found if pair[1]]


def why_here(record: Record, place: str | None) -> dict[str, Any] | None:
    """The role of a place in a record and the number of the passage that names it."""
    role = next((link.role for link in record.places if link.id == place), None)
    if role is None:
        return None
    numbers = [n for n, p in enumerate(record.passages, 1) if "where" in p.supports]
    return {"role": ROLES[role], "passages": numbers}


def quote(source: Source, passage: Passage) -> dict[str, Any]:
    """A passage with the words to show and the words to copy."""
    position = passage.position
    return {
        "prefix": passage.quote.prefix,
        "exact": passage.quote.exact,
        "suffix": passage.quote.suffix,
        "voice": passage.voice,
        "voice_hint": VOICES[passage.voice],
        "supports": list(passage.supports),
        "part": source.part_at(position.start, position.end),
        "cite": f"“{passage.quote.exact}” — {cited(source)}, {where_in_file(source, passage)}.",
    }


def where_in_file(source: Source, passage: Passage) -> str:
    position = passage.position
    return f"characters {position.start}–{position.end} of {source.file}"


def cited(source: Source) -> str:
    """A source in one line, from its own words; what it does not say is left out."""
    words = [", ".join(a.quote.exact for a in source.authors)]
    words.append(f"“{source.title.quote.exact}”" if source.title else source.label)
    words.append(source.publisher.quote.exact if source.publisher else "")
    words.append(when_words(source.published_when) if source.published_when else "no date in the text")
    return ", ".join(filter(None, words))


def citation(source: Source) -> dict[str, Any]:
    """A source as the line under a quote and its editor's note."""
    note = source.note
    return {
        "id": source.id,
        "title": source.title.quote.exact if source.title else source.label,
        "publisher": source.publisher.quote.exact if source.publisher else "",
        "authors": ", ".join(a.quote.exact for a in source.authors),
        "date": when_words(source.published_when) if source.published_when else "no date in the text",
        "absent": [words for _, words in source.absent],
        "note": note.text if note else "",
        "url": note.url if note and note.url.startswith(SAFE_LINKS) else "",
    }


def place_facts(atlas: Atlas, place: Place) -> dict[str, Any]:
    """A place: its names, what it is, how precisely it is drawn, how the articles print it."""
    mentions = sorted(atlas.mentions_of.get(place.id, []), key=lambda m: READING_ORDER.index(m.reading))
    told = [m for m in mentions if m.reading in ("base", "caption", "headline")]
    return {
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


def part_of(atlas: Atlas, place: Place) -> dict[str, str] | None:
    parent = atlas.places.get(place.part_of or "")
    return {"id": parent.id, "title": parent.title} if parent else None


def name_facts(name: Any) -> dict[str, str]:
    years = "–".join(filter(None, [name.start, name.end]))
    return {
        "toponym": name.toponym, "lang": name.lang, "language": language_name(name.lang),
        "citation": name.citation, "years": years,
    }  # fmt: skip


def readings(mentions: list[Any]) -> str:
    """How often each reading of the printed name occurs, in words."""
    counts = {r: sum(m.reading == r for m in mentions) for r in READING_ORDER}
    words = [f"{r} {n}" for r, n in counts.items() if n]
    return f"Named {counted(len(mentions), 'time')} in the articles: {', '.join(words)}." if mentions else ""


def mention_facts(atlas: Atlas, mention: Any) -> dict[str, Any]:
    source = atlas.archive.source(mention.passage.source)
    return quote(source, mention.passage) | {
        "reading": READINGS[mention.reading],
        "source": citation(source),
    }
