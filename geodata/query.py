"""What is asked of an atlas, and the protocol that any engine answers in the same way."""

from dataclasses import dataclass, replace
from typing import Protocol

FACETS = ("topic", "kind", "source", "voice")
"""The filters that are lists of words."""

DATES = {
    "happened": "When it happened; of a sum or a figure, the year it is of.",
    "as-of": "What year a sum or a figure is as of.",
    "published": "When the article appeared.",
}
"""Which date of a record the years are compared with; the first is the usual one."""


@dataclass(frozen=True, slots=True)
class Query:
    """Filters over records; an empty filter leaves all.

    ``years`` are the first and last year, both inclusive, None an open side; ``date`` (a key of DATES)
    says which date has to overlap them, or lie fully ``inside`` them. ``undated`` keeps records without
    that date: None means as long as no years are set. ``text`` is folded.
    """

    years: tuple[int | None, int | None] | None = None
    undated: bool | None = None
    date: str = "happened"
    inside: bool = False
    topic: tuple[str, ...] = ()
    every_topic: bool = False
    kind: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    voice: tuple[str, ...] = ()
    text: str = ""

    @property
    def keeps_undated(self) -> bool:
        return self.years is None if self.undated is None else self.undated

    def without(self, facet: str) -> "Query":
        return replace(self, **{facet: ()})


class Answer(Protocol):
    """What the page shows of the records that a query leaves; arrays follow the atlas's order.

    ``total``, ``outside`` (those with the date in question which the years leave out) and
    ``undated_left_out`` (those without it) add up to the total under the other filters. ``undated`` are
    all those without it, left out or not.
    """

    total: int
    outside: int
    undated: int
    undated_left_out: int
    places: int
    """How many places have records."""

    def place_counts(self) -> list[int]:
        """Records by place, in the gazetteer's order."""

    def busiest(self, most: int) -> list[tuple[int, int]]:
        """Places that have records, by number, with their records: at most ``most``, the busiest first."""

    def option_counts(self, facet: str) -> dict[str, int]:
        """Live counts: for each option the records it would leave under the other filters."""

    def year_counts(self, step: int = 1) -> dict[int, int]:
        """Records by the first year of each run of ``step`` years, under the other filters.

        Runs begin at multiples of ``step``; an interval counts once in each run it touches.
        """

    def page(self, start: int, length: int, place: str | None = None) -> list[int]:
        """Row numbers in date order, undated last; of one place, or of all."""

    def count_at(self, place: str) -> int:
        """How many records a place has."""


class Engine(Protocol):
    """Answers queries; the embedded one is ``columns.Columns``."""

    def ask(self, query: Query) -> Answer:
        """Answer one query."""
