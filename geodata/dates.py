"""Dates of records in columns: one set for each date that a reader may ask about.

A set keeps its dates in a table and each row's entry in it, so that a million records cost no more
than the numbers that tell them apart: of the year of a figure the different ones, of the day an
article appeared one for each article. Of the usual date each row has its own entry, the fastest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from events.record import Figure, Record
from events.when import When
from geodata.query import Query

OPEN_START, OPEN_END = -32768, 32767
"""The years of an open end."""
UNDATED = 2**31 - 1
"""The day of a record without a date: after all others."""


@dataclass(frozen=True)
class Dates:
    """One date of every row: first and last year (int16) and first day (int32, a proleptic ordinal).

    ``entry`` is the row's place in the table; None where row n has entry n.
    """

    first: np.ndarray
    last: np.ndarray
    day: np.ndarray
    entry: np.ndarray | None = None

    @classmethod
    def of(cls, whens: Sequence[When | None], entry: np.ndarray | None = None) -> "Dates":
        spans = [span(when) for when in whens]
        first, last, day = zip(*spans, strict=True) if spans else ((), (), ())
        return cls(np.array(first, np.int16), np.array(last, np.int16), np.array(day, np.int32), entry)

    @classmethod
    def told_apart(cls, whens: Sequence[When | None]) -> "Dates":
        """A table of the different dates alone, for few among many rows."""
        numbers: dict[When | None, int] = {}
        entries = [numbers.setdefault(when, len(numbers)) for when in whens]
        return cls.of(list(numbers), np.array(entries, np.min_scalar_type(len(numbers))))

    def by_row(self, column: np.ndarray) -> np.ndarray:
        return column if self.entry is None else column[self.entry]

    @cached_property
    def named(self) -> np.ndarray:
        """A mask of the table: the entries that are a date."""
        return self.day != UNDATED

    @cached_property
    def dated(self) -> np.ndarray:
        """A mask of the rows that have this date."""
        return self.by_row(self.named)

    @cached_property
    def order(self) -> np.ndarray:
        """Row numbers by date: the earliest first day first, undated last, else as written."""
        return np.argsort(self.by_row(self.day), kind="stable").astype(np.int32)

    @cached_property
    def rank(self) -> np.ndarray:
        """The place of each row in the order of dates."""
        found = np.empty(len(self.order), dtype=np.int32)
        found[self.order] = np.arange(len(self.order), dtype=np.int32)
        return found

    @cached_property
    def year_range(self) -> tuple[int, int]:
        """The first and last year that any record names, open ends aside; (0, 0) where none does."""
        used = self.named if self.entry is None else self.named & self.used
        years = np.concatenate([self.first[used], self.last[used]])
        found = years[(years != OPEN_START) & (years != OPEN_END)]
        return (int(found.min()), int(found.max())) if len(found) else (0, 0)

    @cached_property
    def used(self) -> np.ndarray:
        """A mask of the table: the entries that any row has."""
        return np.bincount(self.entry, minlength=len(self.day)) > 0

    def meeting(self, query: Query) -> np.ndarray:
        """A mask of the rows whose date overlaps the years of a query, or lies fully inside them.

        An open end overlaps all years on its side; it lies inside none, unless those years are open on that
        side themselves.
        """
        low, high = query.years or (None, None)
        begins, ends = (self.first, self.last) if query.inside else (self.last, self.first)
        found = self.named.copy()
        if low is not None:
            found &= begins >= low
        if high is not None:
            found &= ends <= high
        return self.by_row(found)

    def years_of(self, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The first and last years of the dated rows of a mask."""
        rows = mask & self.dated
        entries = rows if self.entry is None else self.entry[rows]
        return self.first[entries].astype(int), self.last[entries].astype(int)


def span(when: When | None) -> tuple[int, int, int]:
    """The first and last year of a date and its first day; of an open start, the day it ends."""
    if when is None:
        return 0, 0, UNDATED
    first, last = when.years
    day = when.earliest or when.latest
    return OPEN_START if first is None else first, OPEN_END if last is None else last, day.toordinal()


def as_of(record: Record) -> When | None:
    """What year a sum or a figure is as of; an event has none."""
    return record.as_of if isinstance(record, Figure) else None


def every_date(
    records: Sequence[Record], source_of: np.ndarray, published: Sequence[When | None]
) -> dict[str, Dates]:
    """The dates of records by the keys of query.DATES.

    ``published`` has the date of each article, ``source_of`` the number of each row's article.
    """
    return {
        "happened": Dates.of([record.dated for record in records]),
        "as-of": Dates.told_apart([as_of(record) for record in records]),
        "published": Dates.of(published, source_of),
    }
