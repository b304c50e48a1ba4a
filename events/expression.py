"""One EDTF date taken apart: year, month or season, and day, each with its own doubt (levels 0 to 2).

A component may hold unspecified digits (``201X``, ``2004-1X``) and qualifiers: ``?`` uncertain, ``~``
approximate, ``%`` both. Right of a component a qualifier is also that of all before it, left of it that
of the component alone (ISO 8601-2, 8.4).
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

SHAPE = re.compile(
    r"(?P<q1>[?~%]?)(?P<year>[0-9X]{4})(?P<r1>[?~%]?)"
    r"(?:-(?P<q2>[?~%]?)(?P<month>[0-9X]{2})(?P<r2>[?~%]?)"
    r"(?:-(?P<q3>[?~%]?)(?P<day>[0-9X]{2})(?P<r3>[?~%]?))?)?"
)

UNCERTAIN, APPROXIMATE = "?%", "~%"

SPRING, SUMMER, AUTUMN, WINTER = (3, 3), (6, 3), (9, 3), (12, 3)
SEASONS = (
    dict(zip(range(21, 25), (SPRING, SUMMER, AUTUMN, WINTER), strict=True))
    | dict(zip(range(25, 29), (SPRING, SUMMER, AUTUMN, WINTER), strict=True))
    | dict(zip(range(29, 33), (AUTUMN, WINTER, SPRING, SUMMER), strict=True))
    | {33 + n: (1 + 3 * n, 3) for n in range(4)}
    | {37 + n: (1 + 4 * n, 4) for n in range(3)}
    | {40 + n: (1 + 6 * n, 6) for n in range(2)}
)
"""The first month and the number of months of what stands in a month's place.

21 to 24 are spring to winter without a hemisphere, read as northern ones; 25 to 28 the northern, 29
to 32 the southern, 33 to 36 quarters, 37 to 39 thirds, 40 and 41 halves of a year. A season has the
number of the year in which it begins: it sorts after the others, and ends in the next one.
"""


@dataclass(frozen=True, slots=True)
class Component:
    """A year, a month or season, or a day, as written; ``doubt`` holds ``?``, ``~``, both or neither."""

    digits: str
    doubt: str

    @property
    def known(self) -> bool:
        return "X" not in self.digits

    def fits(self, number: int) -> bool:
        """Whether a number has the digits that are specified."""
        width = len(self.digits)
        return all(d in ("X", n) for d, n in zip(self.digits, f"{number:0{width}}", strict=True))


@dataclass(frozen=True, slots=True)
class Expression:
    """A date taken apart; what is not written is None."""

    year: Component
    month: Component | None = None
    day: Component | None = None

    @property
    def components(self) -> tuple[Component, ...]:
        return tuple(c for c in (self.year, self.month, self.day) if c is not None)

    @property
    def season(self) -> int | None:
        """The number of a season, quarter, third or half (ISO 8601-2, 4.8.3), else None."""
        plain = self.month is not None and self.month.known and self.day is None
        number = int(self.month.digits) if plain else 0
        return number if number in SEASONS else None

    @property
    def bounds(self) -> tuple[date, date] | None:
        """The first and the last day that it may mean; None where no day in the years 1 to 9999 is meant."""
        first = next(self.days(forwards=True), None)
        last = next(self.days(forwards=False), None)
        return None if first is None or last is None else (first, last)

    def days(self, *, forwards: bool) -> Iterator[date]:
        """The ends of the years or months that it may mean, or its days, from one side or the other."""
        way = 1 if forwards else -1
        for year in filter(self.year.fits, range(1, 10_000)[::way]):
            if self.season is not None:
                yield from season_end(year, self.season, first=forwards)
                continue
            for month in filter(self.fits_month, range(1, 13)[::way]):
                days = range(1, monthrange(year, month)[1] + 1)[::way]
                yield from (date(year, month, day) for day in days if self.fits_day(day))

    def fits_month(self, month: int) -> bool:
        return self.month is None or self.month.fits(month)

    def fits_day(self, day: int) -> bool:
        return self.day is None or self.day.fits(day)


def taken_apart(part: str) -> Expression | None:
    """The components of one date, or None where it is no single one: a set, an interval, a time."""
    found = SHAPE.fullmatch(part)
    if found is None:
        return None
    after, components = "", []
    for n, name in reversed(list(enumerate(("year", "month", "day"), 1))):
        after += found[f"r{n}"] or ""
        if found[name] is not None:
            components.append(Component(found[name], doubt_of(after + (found[f"q{n}"] or ""))))
    return Expression(*reversed(components))


def doubt_of(signs: str) -> str:
    uncertain = "?" if any(sign in UNCERTAIN for sign in signs) else ""
    return uncertain + ("~" if any(sign in APPROXIMATE for sign in signs) else "")


def season_end(year: int, season: int, *, first: bool) -> Iterator[date]:
    """The first or the last day of a season; none after the year 9999."""
    month, length = SEASONS[season]
    if not first:
        over, month = divmod(month + length - 2, 12)
        year, month = year + over, month + 1
    if year <= 9999:
        yield date(year, month, 1 if first else monthrange(year, month)[1])
