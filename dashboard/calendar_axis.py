"""A scale of years that dates share: linear, with long runs of years without any date cut out.

Positions are fractions of its length from 0 to 1, days proleptic Gregorian ordinals.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import ceil, floor

from babel.dates import get_month_names

from events.when import When

LEAST_CUT = 3
"""Years without any date that are cut out at once; fewer stay, an axis in pieces is harder to read."""

BREAK, MOST_BROKEN = 0.025, 0.25
"""The width of a cut, and the most that all cuts may take."""

TICKS = 9
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
ROOM = 0.055
"""The least distance between two labels."""

QUARTERLY = 2
"""Up to so many years the quarters have ticks of their own."""

LAST_DAY = date.max.toordinal()
PLACES = 10_000
"""Positions are rounded to this part of the length, outwards: a mark is never narrower than its date."""

Run = tuple[int, int]
"""The first and the last year of years in a row."""


@dataclass(frozen=True)
class CalendarAxis:
    """Runs of years in order; between two there is a cut."""

    runs: tuple[Run, ...]

    @property
    def gap(self) -> float:
        """The width of a cut."""
        cuts = len(self.runs) - 1
        return min(BREAK, MOST_BROKEN / cuts) if cuts else 0

    @cached_property
    def pieces(self) -> list[tuple[int, int, float, float]]:
        """Of each run its first day, the day after its last, and the two as positions."""
        room = 1 - self.gap * (len(self.runs) - 1)
        days = [(first_day(low), first_day(high + 1)) for low, high in self.runs]
        whole, at, found = sum(end - start for start, end in days), 0.0, []
        for start, end in days:
            wide = room * (end - start) / whole
            found.append((start, end, at, at + wide))
            at += wide + self.gap
        return found

    def at(self, day: int) -> float:
        """Where a day begins; outside all runs, the nearest end of one."""
        for start, end, left, right in self.pieces:
            if day <= end:
                return left + (right - left) * max(0, day - start) / (end - start)
        return 1.0

    def extent(self, when: When) -> list[float]:
        """Where a date begins and ends, rounded outwards; an open end is the end of the axis."""
        low = 0.0 if when.earliest is None else self.at(when.earliest.toordinal())
        high = 1.0 if when.latest is None else self.at(when.latest.toordinal() + 1)
        return [floor(low * PLACES) / PLACES, min(1.0, ceil(high * PLACES) / PLACES)]

    @property
    def breaks(self) -> list[tuple[float, float, Run]]:
        """Each cut: where it begins and ends, and the years that are cut out."""
        pairs = zip(self.pieces, self.pieces[1:], self.runs, self.runs[1:], strict=False)
        return [
            (round(left[3], 4), round(right[2], 4), (before[1] + 1, after[0] - 1))
            for left, right, before, after in pairs
        ]

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """Round years, the first of each run, and quarters where there is room; none too close to another."""
        found: list[tuple[float, str]] = []
        for day, words in self.candidates():
            at = self.at(day)
            if at <= 1 - ROOM / 2 and (not found or at - found[-1][0] >= ROOM):
                found.append((round(at, 4), words))
        return found

    def candidates(self) -> Iterable[tuple[int, str]]:
        years = sum(high - low + 1 for low, high in self.runs)
        step = next((s for s in STEPS if years <= TICKS * s), STEPS[-1])
        months = get_month_names("abbreviated", "stand-alone", "en_GB")
        for low, high in self.runs:
            for year in range(low, high + 1):
                if year == low or year % step == 0:
                    yield first_day(year), str(year)
                if years <= QUARTERLY:
                    yield from ((date(year, month, 1).toordinal(), months[month]) for month in (4, 7, 10))


def first_day(year: int) -> int:
    """The first day of a year; of the year 10000, the day after the last there is."""
    return date(year, 1, 1).toordinal() if year <= 9999 else LAST_DAY + 1


def calendar_axis(whens: Sequence[When]) -> CalendarAxis:
    """The axis for dates, of which there is at least one; an open end has a year to fade out in."""
    runs = joined(known_years(when) for when in whens)
    if any(when.earliest is None for when in whens):
        runs[0] = (max(1, runs[0][0] - 1), runs[0][1])
    if any(when.latest is None for when in whens):
        runs[-1] = (runs[-1][0], min(9999, runs[-1][1] + 1))
    return CalendarAxis(tuple(runs))


def known_years(when: When) -> Run:
    """The years that a date surely names: of an interval with an open end, the other end alone."""
    first, last = when.years
    known = [year for year in (first, last) if year is not None]
    return known[0], known[-1]


def joined(given: Iterable[Run]) -> list[Run]:
    """Runs in order, those that touch or nearly touch made one."""
    found: list[Run] = []
    for low, high in sorted(given):
        if found and low - found[-1][1] <= LEAST_CUT:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return found
