"""What a panel shows of one record or one place: plain values, ready for JSON.

What is empty is left out, and what ``words`` has already told is named by its id.
"""

from collections import Counter
from typing import Any

from dashboard.phrases import ENGLISH
from dashboard.view import View
from dashboard.wording import LOCALE, amount_words, counted, date_inferred, date_words, record_date
from events.record import Figure, Investment, Passage, Record
from events.source import Source
from geodata.atlas import Atlas
from geodata.place import KINDS, PRECISIONS, Place, Toponym
from geodata.standing import standing

MOST_MENTIONS = 8
MOST_PRINTED = 12
MOST_NAMED = 4
MOST_QUESTIONS = 8
READING_ORDER = ("where", "about", "base", "government", "caption", "headline", "organisation")


def slim(found: dict[str, Any]) -> dict[str, Any]:
    """The values without those that say nothing: false, none, empty; the number 0 says something."""
    return {
        name: value
        for name, value in found.items()
        if value is not None and value is not False and value not in ("", [], {})
    }


def row(atlas: Atlas, record: Record, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """A record as a line of the list, with the date that years are compared with, said in ``language``."""
    published = atlas.sources[record.source].published_when
    return slim(
        {
            "id": record.id,
            "kind": record.kind,
            "title": record.title,
            "date": date_words(record, published, view.date, language),
            "inferred": date_inferred(record, view.date),
            "places": [atlas.numbers[link.id] for link in record.places],
            "on": record.id == view.record,
        }
    )


def card(atlas: Atlas, record: Record, place: str | None, language: str = ENGLISH) -> dict[str, Any]:
    """A record with its passages, and why it stands at ``place``."""
    source = atlas.sources[record.source]
    return slim(
        {
            "id": record.id,
            "kind": record.kind,
            "type": record.type,
            "title": record.title,
            "date": record_date(record, language),
            "inferred": record.inferred.reason if record.inferred else "",
            "amount": amount(record),
            "facts": facts(record),
            "topics": list(record.topics),
            "quotes": [quote(source, p) for p in record.passages],
            "source": source.id,
            "places": [[atlas.numbers[link.id], link.role] for link in record.places],
            "why": why_here(atlas, record, place),
            "note": record.note,
            "senses": senses(atlas, record.id),
            "origin": atlas.origin_of.get(record.id, ""),
            **asked(atlas.questions_of.get(record.id, [])),
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


def asked(questions: list[str]) -> dict[str, Any]:
    """The questions that a record answers, and how many more there are than a card names."""
    more = max(0, len(questions) - MOST_QUESTIONS)
    return {"questions": questions[:MOST_QUESTIONS], "more_questions": more or None}


def senses(atlas: Atlas, record: str) -> list[list[Any]]:
    """Every way to read an ambiguous sum: what it means, its number, whether that is our arithmetic."""
    found = atlas.overlap.sums.get(record)
    return [[r.means, amount_words(r.amount), r.ours] for r in found.readings] if found else []


def why_here(atlas: Atlas, record: Record, place: str | None) -> dict[str, Any] | None:
    """Why a record stands at a place: role, rule, printed names with their readings, certainty."""
    role = next((link.role for link in record.places if link.id == place), None)
    if place is None or role is None:
        return None
    found, certainty = standing(atlas, record, place), atlas.places[place].certainty
    named = dict.fromkeys((m.passage.quote.exact, m.reading) for m in found.mentions)
    return slim(
        {
            "role": role,
            "rule": found.rule,
            "named": [list(pair) for pair in named][:MOST_NAMED],
            "passages": list(found.passages),
            "certainty": "" if certainty == "certain" else certainty,
        }
    )


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
            "part_of": None if place.part_of is None else atlas.numbers[place.part_of],
            "names": [name_facts(atlas, n) for n in sorted(place.names, key=foreign)],
            "printed": list(dict.fromkeys(m.passage.quote.exact for m in mentions))[:MOST_PRINTED],
            "readings": readings(mentions),
            "named": [mention_facts(atlas, m) for m in told[:MOST_MENTIONS]],
        }
    )


def foreign(name: Toponym) -> bool:
    """Whether a name is in another language than the page: those stand after its own."""
    return name.lang.partition("-")[0] != LOCALE.partition("_")[0]


def name_facts(atlas: Atlas, name: Toponym) -> list[Any]:
    """A name, its language (BCP 47), the number of the data set it is from, the years it held."""
    years = "–".join(filter(None, [name.start, name.end]))
    return [name.toponym, name.lang, atlas.citations[name.citation], *([years] if years else [])]


def readings(mentions: list[Any]) -> str:
    """How often each reading of the printed name occurs, in words."""
    counts = Counter(m.reading for m in mentions)
    found = [f"{r} {counts[r]}" for r in READING_ORDER if counts[r]]
    return f"Named {counted(len(mentions), 'time')} in the articles: {', '.join(found)}." if mentions else ""


def mention_facts(atlas: Atlas, mention: Any) -> dict[str, Any]:
    source = atlas.sources[mention.passage.source]
    return quote(source, mention.passage) | {"reading": mention.reading, "source": source.id}
