"""The View: what a reader asked for, and its two-way codec to the link.

The link is ours, not the widgets': slugs, one parameter a filter, nothing that changes when a
count or a translation does. Parsing is total: it never raises, and names whatever it ignored.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from events.errors import visible
from events.fold import fold
from geodata.query import DATES, FACETS, Query

LONGEST_TEXT = 200
LONGEST_VALUE = 80
MOST_VALUES = 64
SHOWS = (
    "map", "timeline", "investments", "questions", "sources", "names", "coverage", "corrections", "about",
)  # fmt: skip
"""The pages; the map is the first."""

FILTERED = ("map", "timeline", "investments")
"""The pages on which the filters act."""

RULES = {"overlap": False, "inside": True}
"""How a date has to meet the years: overlap them, or lie fully inside them."""

SINGLE = (
    "years", "date", "rule", "undated", "topics", "q", "place", "record", "page", "cards", "show", "article",
    "name", "question",
)  # fmt: skip
NAMES = (*SINGLE, *FACETS)
TRACKERS = ("utm_", "fbclid", "gclid", "mc_")
"""What other sites hang on a link they pass on: dropped without a word, the reader did not ask."""

SELECTED = ("place", "record", "article", "name", "question")
LAST_PAGE = 999_999
LAST_YEAR = 9999
YEARS = re.compile(r"(-?\d{1,4})?\.\.(-?\d{1,4})?|(\d{1,4})")


@dataclass(frozen=True, slots=True)
class View:
    """Every filter, what is selected, which page is shown and how far it is turned; the default shows all.

    ``page`` counts pages of a list, ``cards`` pages of cards, both from 1.
    """

    years: tuple[int | None, int | None] | None = None
    undated: bool | None = None
    date: str = "happened"
    rule: str = "overlap"
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
    show: str = "map"
    article: str | None = None
    name: str | None = None
    question: str | None = None

    @property
    def query(self) -> Query:
        return Query(
            self.years, self.undated, self.date, RULES[self.rule], self.topic,
            self.every_topic and len(self.topic) > 1, self.kind, self.source, self.voice, fold(self.text),
        )  # fmt: skip

    @property
    def filtered(self) -> bool:
        """Whether any filter is set; how topics or years would be compared is none."""
        return bool(replace(self, **UNSELECTED, show="map", date="happened", rule="overlap").params())

    def with_selection(self, place: str | None, record: str | None) -> "View":
        return replace(self, place=place, record=record, page=1, cards=1)

    def cleared(self) -> "View":
        """No filter, the same selection, the same date in question."""
        kept = ("show", "date", "rule", *SELECTED)
        return View(**{name: getattr(self, name) for name in kept})

    def showing(self, show: str, **opened: str | None) -> "View":
        """Another page, from its beginning, under the same filters; what was open in a page is closed."""
        closed = {"article": None, "name": None, "question": None}
        return replace(self, show=show, page=1, cards=1, **closed | opened)

    def narrowed(self, **filters: object) -> "View":
        """Other filters, from the first page on."""
        return replace(self, **filters, page=1, cards=1)

    def toggled(self, facet: str, option: str) -> "View":
        """One option of a facet switched on or off."""
        chosen = getattr(self, facet)
        kept = tuple(o for o in chosen if o != option)
        return self.narrowed(**{facet: kept if option in chosen else (*chosen, option)})

    def beyond(self, settled: "View") -> tuple[str, ...]:
        """In words, the pages that a link asked for and that there are not."""
        asked = {"page": (self.page, settled.page), "cards": (self.cards, settled.cards)}
        return tuple(
            f"{n}={had} is beyond the last page, {now}" for n, (had, now) in asked.items() if had > now
        )

    def params(self) -> dict[str, str | list[str]]:
        """The link's parameters, canonical: defaults left out, options in order."""
        found: dict[str, str | list[str]] = {}
        if self.years is not None:
            low, high = ("" if y is None else str(y) for y in self.years)
            found["years"] = f"{low}..{high}"
        if self.undated is not None:
            found["undated"] = "kept" if self.undated else "left-out"
        usual = {"date": "happened", "rule": "overlap"}
        found |= {name: getattr(self, name) for name, value in usual.items() if getattr(self, name) != value}
        for facet in FACETS:
            if getattr(self, facet):
                found[facet] = sorted(getattr(self, facet))
        if self.every_topic and len(self.topic) > 1:
            found["topics"] = "all"
        single = {
            "q": self.text, "place": self.place, "record": self.record, "article": self.article,
            "name": self.name, "question": self.question, "show": "" if self.show == "map" else self.show,
        }  # fmt: skip
        found |= {name: value for name, value in single.items() if value}
        pages = {"page": self.page, "cards": self.cards}
        return found | {name: str(number) for name, number in pages.items() if number > 1}


UNSELECTED = dict.fromkeys(SELECTED) | {"page": 1, "cards": 1}


def searchable(given: str) -> str:
    """A search as a link carries it: printable, any space a plain one, not too long."""
    found = (c if c.isprintable() else " " * c.isspace() for c in given[: LONGEST_TEXT * 4])
    return "".join(found).strip()[:LONGEST_TEXT].strip()


def cut(given: str) -> str:
    """What somebody wrote, short enough to be told, its invisible characters written out."""
    return visible(given[:LONGEST_VALUE])[:LONGEST_VALUE]


@dataclass(frozen=True, slots=True)
class Known:
    """What a link may name: the options of each facet, places, records with their places, names."""

    options: Mapping[str, Sequence[str]]
    places: Collection[str]
    records: Mapping[str, Sequence[str]]
    names: Collection[str] = ()
    questions: Collection[str] = ()

    def of(self, what: str) -> Collection[str]:
        """The ids of one sort of thing that can be selected."""
        found = {
            "place": self.places, "record": self.records, "name": self.names, "question": self.questions,
        }  # fmt: skip
        return found[what] if what in found else self.options["source"]


@dataclass(slots=True)
class Parser:
    """One reading of a link; ``ignored`` says in words what was left aside."""

    known: Known
    told: dict[str, None] = field(default_factory=dict)

    @property
    def ignored(self) -> list[str]:
        """Each once, in the order of the link."""
        return list(self.told)

    def view(self, params: Mapping[str, Sequence[str]]) -> View:
        """A View from any parameters whatever."""
        first = {name: values[-1] for name, values in params.items() if values}
        self.ignore_strangers(params)
        found = View(
            years=self.years(first.get("years")),
            undated=self.word("undated", first.get("undated"), {"kept": True, "left-out": False}),
            date=self.word("date", first.get("date"), {date: date for date in DATES}) or "happened",
            rule=self.word("rule", first.get("rule"), {rule: rule for rule in RULES}) or "overlap",
            every_topic=bool(self.word("topics", first.get("topics"), {"all": True, "any": False})),
            **{facet: self.options(facet, params.get(facet, ())) for facet in FACETS},
            text=self.text(first.get("q", "")),
            **{what: self.selected(what, first.get(what)) for what in SELECTED},
            **{name: self.page(name, first.get(name)) for name in ("page", "cards")},
            show=self.word("show", first.get("show"), {show: show for show in SHOWS}) or "map",
        )
        if found.every_topic and len(found.topic) < 2:
            self.ignore("topics", "all", "needs two topics or more")
            found = replace(found, every_topic=False)
        return found

    def ignore_strangers(self, params: Mapping[str, Sequence[str]]) -> None:
        """Name the parameters that mean nothing here, and those given twice where one counts."""
        for name, values in params.items():
            if name not in NAMES and not name.startswith(TRACKERS):
                self.ignore(name, "", "is no part of a link here")
            elif name in SINGLE and len(set(values)) > 1:
                self.ignore(name, "", "is given more than once; the last counts")

    def ignore(self, name: str, value: str, why: str) -> None:
        what = cut(name) or "a part without a name"
        self.told[f"{what}={cut(value)} {why}" if value else f"{what} {why}"] = None

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

    def word(self, name: str, given: str | None, meaning: Mapping[str, Any]) -> Any:
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

    def selected(self, what: str, given: str | None) -> str | None:
        if given is None or given in self.known.of(what):
            return given
        self.ignore(what, given, "is not known here")
        return None

    def page(self, name: str, given: str | None) -> int:
        if given is None:
            return 1
        if not re.fullmatch(r"[1-9]\d{0,5}", given):
            self.ignore(name, given, "is not a page")
            return 1
        return int(given)
