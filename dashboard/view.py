"""The View: what a reader asked for, and its two-way codec to the link.

The link is ours, not the widgets': slugs, one parameter a filter, nothing that changes when a
count or a translation does. Parsing is total: it never raises, and names whatever it ignored.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from events.fold import fold
from geodata.query import FACETS, Query

LONGEST_TEXT = 200
LONGEST_VALUE = 80
MOST_VALUES = 64
NAMES = ("years", "undated", "topics", "q", "place", "record", "page", "cards", *FACETS)
TRACKERS = ("utm_", "fbclid", "gclid", "mc_")
"""What other sites hang on a link they pass on: dropped without a word, the reader did not ask."""

LAST_PAGE = 999_999
YEARS = re.compile(r"(-?\d{1,4})?\.\.(-?\d{1,4})?|(\d{1,4})")


@dataclass(frozen=True, slots=True)
class View:
    """Every filter, the place, the record, the page of the list and of the cards; the default shows all."""

    years: tuple[int | None, int | None] | None = None
    undated: bool | None = None
    topic: tuple[str, ...] = ()
    every_topic: bool = False
    kind: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    text: str = ""
    place: str | None = None
    record: str | None = None
    page: int = 1
    cards: int = 1

    @property
    def query(self) -> Query:
        return Query(
            self.years, self.undated, self.topic, self.every_topic and len(self.topic) > 1,
            self.kind, self.source, self.voice, fold(self.text),
        )  # fmt: skip

    @property
    def filtered(self) -> bool:
        """Whether any filter is set; “all of these topics” alone is none."""
        return bool(self.with_selection(None, None).params())

    def with_selection(self, place: str | None, record: str | None) -> "View":
        return replace(self, place=place, record=record, page=1, cards=1)

    def cleared(self) -> "View":
        """No filter, the same selection."""
        return View(place=self.place, record=self.record)

    def narrowed(self, **filters: object) -> "View":
        """Other filters, from the first page on."""
        return replace(self, **filters, page=1, cards=1)

    def toggled(self, facet: str, option: str) -> "View":
        """One option of a facet switched on or off."""
        chosen = getattr(self, facet)
        kept = tuple(o for o in chosen if o != option)
        return self.narrowed(**{facet: kept if option in chosen else (*chosen, option)})

    def params(self) -> dict[str, str | list[str]]:
        """The link's parameters, canonical: defaults left out, options in order."""
        found: dict[str, str | list[str]] = {}
        if self.years is not None:
            low, high = ("" if y is None else str(y) for y in self.years)
            found["years"] = f"{low}..{high}"
        if self.undated is not None:
            found["undated"] = "kept" if self.undated else "left-out"
        for facet in FACETS:
            if getattr(self, facet):
                found[facet] = sorted(getattr(self, facet))
        if self.every_topic and len(self.topic) > 1:
            found["topics"] = "all"
        single = {"q": self.text, "place": self.place, "record": self.record}
        found |= {name: value for name, value in single.items() if value}
        pages = {"page": self.page, "cards": self.cards}
        return found | {name: str(number) for name, number in pages.items() if number > 1}


def searchable(given: str) -> str:
    """A search as a link carries it: printable, any space a plain one, not too long."""
    found = (c if c.isprintable() else " " * c.isspace() for c in given[: LONGEST_TEXT * 4])
    return "".join(found).strip()[:LONGEST_TEXT].strip()


@dataclass(frozen=True, slots=True)
class Known:
    """What a link may name: the options of each facet, the places, the records with their places."""

    options: Mapping[str, Sequence[str]]
    places: Collection[str]
    records: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Parser:
    """One reading of a link; ``ignored`` says in words what was left aside."""

    known: Known
    ignored: list[str] = field(default_factory=list)

    def view(self, params: Mapping[str, Sequence[str]]) -> View:
        """A View from any parameters whatever."""
        first = {name: values[-1] for name, values in params.items() if values}
        for name in first:
            if name not in NAMES and not name.startswith(TRACKERS):
                self.ignore(name, "", "is no part of a link here")
        return View(
            years=self.years(first.get("years")),
            undated=self.word("undated", first.get("undated"), {"kept": True, "left-out": False}),
            every_topic=bool(self.word("topics", first.get("topics"), {"all": True, "any": False})),
            **{facet: self.options(facet, params.get(facet, ())) for facet in FACETS},
            text=self.text(first.get("q", "")),
            **self.selection(first.get("place"), first.get("record")),
            page=self.page("page", first.get("page")),
            cards=self.page("cards", first.get("cards")),
        )

    def ignore(self, name: str, value: str, why: str) -> None:
        shown = "".join(c for c in f"{name[:LONGEST_VALUE]}={value[:LONGEST_VALUE]}" if c.isprintable())
        said = f"{shown if value else shown.removesuffix('=')} {why}"
        if len(self.ignored) < 8 and said not in self.ignored:
            self.ignored.append(said)

    def years(self, given: str | None) -> tuple[int | None, int | None] | None:
        if given is None:
            return None
        match = YEARS.fullmatch(given)
        if match is None or given == "..":
            self.ignore("years", given, "is not a range such as 2016..2019")
            return None
        low, high = (match[3], match[3]) if match[3] else (match[1], match[2])
        first, last = (None if y is None else int(y) for y in (low, high))
        if first is not None and last is not None and first > last:
            self.ignore("years", given, "ends before it begins; the ends were swapped")
            first, last = last, first
        return first, last

    def word(self, name: str, given: str | None, meaning: Mapping[str, bool]) -> bool | None:
        if given is None:
            return None
        if given not in meaning:
            self.ignore(name, given, "is not " + " or ".join(meaning))
        return meaning.get(given)

    def options(self, facet: str, given: Sequence[str]) -> tuple[str, ...]:
        known = set(self.known.options[facet])
        if len(given) > MOST_VALUES:
            self.ignore(facet, "", f"has more than {MOST_VALUES} values; the rest was left aside")
        for value in given[:MOST_VALUES]:
            if value not in known:
                self.ignore(facet, value, "is not known here")
        return tuple(sorted({v for v in given[:MOST_VALUES] if v in known}))

    def text(self, given: str) -> str:
        clean = searchable(given)
        if clean != given.strip():
            self.ignore("q", clean, "was cut to what can be searched")
        return clean

    def selection(self, place: str | None, record: str | None) -> dict[str, str | None]:
        if place is not None and place not in self.known.places:
            self.ignore("place", place, "is not known here")
            place = None
        if record is not None and record not in self.known.records:
            self.ignore("record", record, "is not known here")
            record = None
        return {"place": place, "record": record}

    def page(self, name: str, given: str | None) -> int:
        if given is None:
            return 1
        if not re.fullmatch(r"[1-9]\d{0,5}", given):
            self.ignore(name, given, "is not a page")
            return 1
        return int(given)
