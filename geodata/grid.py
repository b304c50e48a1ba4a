"""The coverage grid, place by year: which dated records touch a year, and which articles span it.

An article spans the years from the earliest to the latest that its dated records name. An open end
(“since 2016”) names no year of its own: it touches every later year, and lengthens no article's span.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geodata.columns import Columns
from geodata.dates import OPEN_END, OPEN_START

MOST_COLUMNS = 60
"""Columns that a grid may have; with more, years are drawn together in steps."""

STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Years to whose multiples the beginnings of columns are rounded down."""

Years = tuple[int | None, int | None]
"""The first and last year, both inclusive; None is an open side."""


@dataclass(frozen=True, slots=True)
class Spans:
    """The first and last year of each article, in the order of the sources, as two int64 arrays.

    An article that names no year spans none: its first year is after its last.
    """

    first: np.ndarray
    last: np.ndarray

    @classmethod
    def of(cls, columns: Columns) -> "Spans":
        links = columns.facets["source"]
        dated = columns.dated[links.row]
        first, last = named_years(columns, links.row[dated])
        low = np.full(len(links.options), OPEN_END, dtype=np.int64)
        high = np.full(len(links.options), OPEN_START, dtype=np.int64)
        np.minimum.at(low, links.code[dated], first)
        np.maximum.at(high, links.code[dated], last)
        return cls(low, high)

    def touching(self, years: Years) -> np.ndarray:
        """The numbers of the articles whose span shares a year with these."""
        low, high = reach(years)
        return np.flatnonzero((self.first <= self.last) & (self.first <= high) & (self.last >= low))

    def covered(self, low: int, high: int) -> np.ndarray:
        """For each year from ``low`` to ``high``, whether some article spans it."""
        real = self.first <= self.last
        starts = np.bincount(self.first[real] - low, minlength=high - low + 2)
        ends = np.bincount(self.last[real] + 1 - low, minlength=high - low + 2)
        return np.cumsum(starts - ends)[: high - low + 1] > 0


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of some places: arrays of places × columns, and what holds for a whole column.

    ``counts`` are the dated records that touch a column, ``named`` those of them that name a year in
    it: the others reach it with an open end alone. ``covered`` says of each column whether some
    article spans a year of it, ``undated`` of each place how many of its records have no date.
    The first column is all years before any that is named, the last all after.
    """

    columns: tuple[Years, ...]
    covered: tuple[bool, ...]
    counts: np.ndarray
    named: np.ndarray
    undated: np.ndarray

    @classmethod
    def of(cls, columns: Columns, places: Sequence[str]) -> "Grid":
        """The grid of these places; it has no columns where no record has a date."""
        held = [columns.places.rows_of(place) for place in places]
        rows = np.concatenate([*held, np.empty(0, dtype=np.int32)])
        line = np.repeat(np.arange(len(places)), [len(found) for found in held])
        dated = columns.dated[rows]
        undated = np.bincount(line[~dated], minlength=len(places))
        if not columns.dated.any():
            none = np.zeros((len(places), 0), dtype=np.int64)
            return cls((), (), none, none, undated)
        rows, line = rows[dated], line[dated]
        low, high = columns.year_range
        covered = Spans.of(columns).covered(low, high)
        named = named_years(columns, rows)
        begins = beginnings(low, high, covered, named)
        ends = np.array([*begins, high + 1])
        inside = np.add.reduceat(covered.astype(np.int64), begins - low) > 0
        counts = table(ends, line, touched_years(columns, rows), len(places))
        in_span = (False, *inside.tolist(), False)
        return cls(years_of(ends), in_span, counts, table(ends, line, named, len(places)), undated)


def reach(years: Years) -> tuple[int, int]:
    """The years with their open sides as numbers."""
    low, high = years
    return OPEN_START if low is None else low, OPEN_END if high is None else high


def touched_years(columns: Columns, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first and last year of dated records, an open end as far as any year."""
    dates = columns.happened
    return dates.by_row(dates.first)[rows].astype(np.int64), dates.by_row(dates.last)[rows].astype(np.int64)


def named_years(columns: Columns, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The first and last year that dated records name: of an open interval both are its one end."""
    first, last = touched_years(columns, rows)
    return np.where(first == OPEN_START, last, first), np.where(last == OPEN_END, first, last)


def beginnings(
    low: int, high: int, covered: np.ndarray, named: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:  # fmt: skip
    """The first year of each column: a new one begins where a record begins or has ended, or the
    cover changes. Within a column every place has the same records, unless years had to be drawn
    together to keep to MOST_COLUMNS.
    """
    new = np.zeros(high - low + 2, dtype=bool)
    new[0] = True
    new[named[0] - low] = True
    new[named[1] + 1 - low] = True
    new[1:-1] |= covered[1:] != covered[:-1]
    years = low + np.flatnonzero(new[:-1])
    for step in STEPS:
        found = np.unique(np.maximum(years - years % step, low))
        if len(found) <= MOST_COLUMNS:
            break
    return found


def years_of(ends: np.ndarray) -> tuple[Years, ...]:
    """The columns between the beginnings, with the open ones on both sides."""
    begins = ends.tolist()
    inner = [(a, b - 1) for a, b in zip(begins, begins[1:], strict=False)]
    return ((None, begins[0] - 1), *inner, (begins[-1], None))


def table(ends: np.ndarray, line: np.ndarray, span: tuple[np.ndarray, np.ndarray], lines: int) -> np.ndarray:
    """Spans by line and column: how many touch each cell."""
    width = len(ends) + 2
    first, last = (np.searchsorted(ends, side, side="right") for side in span)
    starts = np.bincount(line * width + first, minlength=lines * width)
    stops = np.bincount(line * width + last + 1, minlength=lines * width)
    return np.cumsum((starts - stops).reshape(lines, width), axis=1)[:, :-1]
