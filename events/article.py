"""One article file of ``events/records``: from its tables to a source, mentions and records.

The shape of the tables was checked in ``tables``; here is checked what their values mean.
"""

import dataclasses
from bisect import bisect_left
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from events import errors, reading, tables
from events.amount import ISO_4217, Amount
from events.errors import Ledger, Spot
from events.reading import check_slug, one_of, read_when
from events.record import (
    KINDS,
    READINGS,
    ROLES,
    SUPPORTS,
    TYPES,
    VOICES,
    Figure,
    Inferred,
    Mention,
    Naming,
    Passage,
    PlaceLink,
    Record,
)
from events.selector import CONTEXT, LONGEST_QUOTE, LONGEST_RUN, TextPositionSelector, TextQuoteSelector
from events.source import PARTS, EditorsNote, Part, Source

T = TypeVar("T", bound=Hashable)
PrintedT = TypeVar("PrintedT", Mention, Naming)
WordsT = TypeVar("WordsT", bound=tables.Words)


@dataclass(frozen=True, slots=True)
class Article:
    """What one file holds."""

    source: Source
    mentions: tuple[Mention, ...]
    namings: tuple[Naming, ...]
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads article files; ``spots`` gathers every id with where it stands.

    ``topics`` is None where they could not be read: then no record is held against them.
    ``kept`` holds, each once, the words and lists that many records share.
    """

    topics: list[str] | None
    spots: dict[str, Spot]
    ledger: Ledger
    kept: dict[Hashable, Any] = dataclasses.field(default_factory=dict)

    def read(self, path: Path) -> Article | None:
        """One file, or None where its shape is wrong; every fault goes to the ledger."""
        name = f"events/records/{path.name}"
        given = tables.load_toml(path, name, self.ledger)
        found = None if given is None else tables.shape(tables.ArticleFile, given, name, self.ledger)
        if found is None:
            return None
        source = self.source(found.source, Spot(name, "source", None, found.source.id))
        mentions = [self.mention(*one, source.id) for one in located(found.mentions, name, "mentions")]
        namings = [self.naming(*one, source) for one in located(found.names, name, "names")]
        records = [
            self.record(kind, table, source.id, Spot(name, kind, n, table.id))
            for kind in KINDS
            for n, table in enumerate(getattr(found, kind), 1)
        ]
        told = Told.of([passage for record in records for passage in record.passages])
        mentions, namings = (tuple(map(told.voiced, named)) for named in (mentions, namings))
        return Article(source, mentions, namings, tuple(records))

    def once(self, value: T) -> T:
        """The first value that is equal to this one."""
        return self.kept.setdefault(value, value)

    def claim(self, given: str, spot: Spot) -> None:
        """An id has to be a slug, and nobody else's in the atlas."""
        check_slug(given, spot, self.ledger)
        if given in self.spots:
            self.ledger.add(errors.DuplicateId(spot, "id", given, f"also in {self.spots[given]}"))
        self.spots[given] = spot

    # ---- the source ------------------------------------------------------------------
    def source(self, table: tables.SourceTable, spot: Spot) -> Source:
        self.claim(table.id, spot)
        for n, part in enumerate(table.part, 1):
            one_of(part.kind, PARTS, spot, f"part[{n}].kind", self.ledger)
            if not 0 <= part.start < part.end <= table.length:
                write = f"a part starts before it ends and lies within 0 and {table.length}"
                self.ledger.add(errors.OutOfStep(spot, f"part[{n}]", f"{part.start} to {part.end}", write))
        if "/" in table.file or "\\" in table.file:
            write = "write the name of the file alone"
            self.ledger.add(errors.WrongShape(spot, "file", table.file, write))

        def words(found: tables.Words | None) -> Passage | None:
            return found and self.passage(found, table.id, "author", ["what"], spot)

        published = table.published
        return Source(
            id=table.id,
            file=table.file,
            sha256=table.sha256,
            language=table.language,
            length=table.length,
            title=words(table.title),
            publisher=words(table.publisher),
            authors=tuple(filter(None, map(words, table.authors))),
            published=words(published),
            published_when=read_when(published and published.edtf, spot, "published.edtf", self.ledger),
            absent=tuple(table.absent.items()),
            parts=tuple(Part(p.kind, p.start, p.end) for p in table.part),
            note=EditorsNote(table.note.text, table.note.url) if table.note else None,
            label=table.label,
        )

    def mention(self, place: str, table: tables.MentionTable, spot: Spot, source: str) -> Mention:
        one_of(table.reading, READINGS, spot, "reading", self.ledger)
        voice = "caption" if table.reading in ("caption", "headline") else "author"
        passage = self.passage(table, source, voice, ["where"], spot)
        return Mention(self.once(place), self.once(table.reading), passage)

    def naming(self, name: str, table: tables.Words, spot: Spot, source: Source) -> Naming:
        aside = source.part_at(table.start, table.end) in ("caption", "headline")
        voice = "caption" if aside else "author"
        return Naming(self.once(name), self.passage(table, source.id, voice, ["actors"], spot))

    # ---- a record --------------------------------------------------------------------
    def record(self, kind: str, table: tables.EventTable, source: str, spot: Spot) -> Record:
        self.claim(table.id, spot)
        self.check_words(kind, table, spot)
        fields = self.common_fields(table, source, spot)
        if isinstance(table, tables.FigureTable | tables.InvestmentTable):
            fields |= self.amount_fields(table.amount, spot)
        if isinstance(table, tables.InvestmentTable):
            fields |= {
                "parties": self.once(tuple(map(self.once, table.parties))),
                "status": self.once(table.status),
                "projects": table.projects,
            }
        record = KINDS[kind](**fields)
        self.check_grounded(record, spot)
        return record

    def check_words(self, kind: str, table: tables.EventTable, spot: Spot) -> None:
        """Type, topics and roles are words of their vocabularies; title and topics are there."""
        one_of(table.type, TYPES[kind], spot, "type", self.ledger)
        for topic in () if self.topics is None else table.topics:
            one_of(topic, self.topics, spot, "topics", self.ledger, errors.Dangling)
        for place in table.places:
            one_of(place.role, ROLES, spot, "places.role", self.ledger)
        for name in ("title", "topics"):
            if not getattr(table, name):
                self.ledger.add(errors.MissingField(spot, name, "", f"write {name}"))

    def common_fields(self, table: tables.EventTable, source: str, spot: Spot) -> dict[str, object]:
        inferred = table.inferred
        inferred_when = read_when(inferred and inferred.when, spot, "inferred.when", self.ledger)
        return {
            "id": table.id,
            "source": source,
            "type": self.once(table.type),
            "title": table.title,
            "passages": tuple(
                self.passage(p, source, p.voice, p.supports, spot, f"passage[{n}]")
                for n, p in enumerate(table.passage, 1)
            ),
            "topics": self.once(tuple(map(self.once, table.topics))),
            "actors": self.once(tuple(map(self.once, table.actors))),
            "places": self.once(tuple(self.place(p.id, p.role) for p in table.places)),
            "when": read_when(table.when, spot, "when", self.ledger),
            "when_words": self.once(table.when_words),
            "inferred": Inferred(inferred_when, inferred.reason) if inferred and inferred_when else None,
            "note": table.note,
        }

    def place(self, given: str, role: str) -> PlaceLink:
        """A place in a role, the same for all records."""
        found = self.kept.get((given, role))
        return found if found is not None else self.kept.setdefault((given, role), PlaceLink(given, role))

    def amount_fields(self, given: tables.AmountTable | None, spot: Spot) -> dict[str, object]:
        if given is None:
            return {"amount": Amount(), "as_of": None}
        amount = Amount(
            value_min=given.min,
            value_max=given.max,
            unit=self.once(given.unit),
            qualifier=self.once(given.qualifier),
            currency=self.once(given.currency),
            currency_inferred=self.once(given.currency_inferred),
            as_of=self.once(given.as_of),
        )
        if amount.fault:
            self.ledger.add(errors.BadAmount(spot, "amount", given.min, amount.fault))
        self.check_currency(given.currency, spot)
        return {"amount": amount, "as_of": read_when(given.as_of, spot, "amount.as_of", self.ledger)}

    def check_currency(self, given: str | None, spot: Spot) -> None:
        if given is None or given in ISO_4217:
            return
        near = reading.suggestion(given.upper(), sorted(ISO_4217))
        mend = f"write {near}, if that is meant" if near else "write a code such as USD"
        self.ledger.add(errors.UnknownCurrency(spot, "amount.currency", given, mend))

    # ---- passages --------------------------------------------------------------------
    def passage(
        self, table: tables.Words, source: str, voice: str, supports: list[str], spot: Spot, field="exact"
    ) -> Passage:
        one_of(voice, VOICES, spot, f"{field}.voice", self.ledger)
        for word in supports:
            one_of(word, SUPPORTS, spot, f"{field}.supports", self.ledger)
        quote = TextQuoteSelector(table.exact, self.once(table.prefix), self.once(table.suffix))
        self.check_size(quote, spot, field)
        if table.end - table.start != len(table.exact):
            write = f"{len(table.exact)} code points; run atlas quote again"
            self.ledger.add(errors.OutOfStep(spot, f"{field}.end", table.end, write))
        position = TextPositionSelector(self.once(table.start), self.once(table.end))
        return Passage(source, quote, position, self.once(voice), self.once(tuple(supports)))

    def check_size(self, quote: TextQuoteSelector, spot: Spot, field: str) -> None:
        """A quote has words, and no more than a quote may have."""
        if not quote.exact.strip():
            self.ledger.add(errors.QuoteNotFound(spot, field, quote.exact, "copy it with atlas quote"))
        if quote.words > LONGEST_QUOTE:
            write = f"{quote.words} words with its context; the most is {LONGEST_QUOTE}"
            self.ledger.add(errors.QuoteTooLong(spot, field, quote.exact, write))
        for side, most in (("exact", LONGEST_RUN), ("prefix", CONTEXT), ("suffix", CONTEXT)):
            given = getattr(quote, side)
            if len(given) > most:
                write = f"the most is {most} characters"
                self.ledger.add(errors.QuoteTooLong(spot, f"{field}.{side}", given, write))

    def check_grounded(self, record: Record, spot: Spot) -> None:
        """Every filled field is carried by some passage."""
        carried = {word for passage in record.passages for word in passage.supports}
        for field in fields_in_need(record):
            if field not in carried:
                write = f'add a passage with supports = ["{field}"]'
                self.ledger.add(errors.Ungrounded(spot, field, record.title, write))
        printed = [passage.quote.exact for passage in record.passages]
        if record.when_words and not any(record.when_words in words for words in printed):
            write = "copy the date words out of a passage"
            self.ledger.add(errors.OutOfStep(spot, "when_words", record.when_words, write))


def located(found: dict[str, list[WordsT]], file: str, table: str) -> Iterator[tuple[str, WordsT, Spot]]:
    """Each located name of an article with its id and where it is written."""
    for given, rows in found.items():
        for n, row in enumerate(rows, 1):
            yield given, row, Spot(file, f"{table}.{given}", n)


@dataclass(frozen=True, slots=True)
class Told:
    """The quotes of an article's records, sorted by their starts: start, length, number, voice."""

    quotes: list[tuple[int, int, int, str]]
    longest: int

    @classmethod
    def of(cls, passages: list[Passage]) -> "Told":
        runs = [(p.position.start, p.position.end - p.position.start, p.voice) for p in passages]
        found = sorted((start, length, n, voice) for n, (start, length, voice) in enumerate(runs))
        return cls(found, max((length for _, length, _ in runs), default=0))

    def voiced(self, printed: PrintedT) -> PrintedT:
        """A printed name in the voice of the shortest quote it stands in, else as it was read."""
        name, at = printed.passage, printed.passage.position
        first = bisect_left(self.quotes, (at.end - self.longest,))
        last = bisect_left(self.quotes, (at.start + 1,))
        around = [quote[1:] for quote in self.quotes[first:last] if at.end <= quote[0] + quote[1]]
        if name.voice == "caption" or not around or min(around)[2] == name.voice:
            return printed
        return replace(printed, passage=replace(name, voice=min(around)[2]))


def fields_in_need(record: Record) -> list[str]:
    """The filled fields of a record that some passage has to carry."""
    need = {
        "what": True,
        "when": record.when or record.when_words,
        "where": record.places,
        "actors": record.actors,
        "inferred": record.inferred,
    }
    if isinstance(record, Figure):
        need |= {"amount": record.amount != Amount(), "as_of": record.as_of}
        need |= {name: getattr(record, name, None) for name in ("parties", "status", "projects")}
    return [name for name, filled in need.items() if filled]
