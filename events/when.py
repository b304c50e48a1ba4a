"""Dates with their doubt: the Extended Date/Time Format (ISO 8601-2, EDTF levels 0 to 2)."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from edtf import parse_edtf

from events.expression import Expression, taken_apart

LONGEST = 64
"""Longer strings are refused unread: a long set takes the parser seconds."""

MOST = 65_536
"""Dates that are kept, so that an atlas of many records reads each of its dates once."""

PLAIN = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?[?~%]?")
"""A year, a month or a day, as a whole doubtful or not: nearly every date, and the others take longer."""

SET = re.compile(r"\[([^][{}]+)\]|\{([^][{}]+)\}")
"""One of a set of dates, or all of them."""

FAR = re.compile(r"Y-?\d+(E\d+)?(S\d+)?|-\d{4}.*|0000.*")
ROUNDED = re.compile(r"-?\d{4}S\d+.*")


class NotADate(ValueError):
    """The string is no EDTF date, with the reason."""


class Reversed(NotADate):
    """The date ends before it begins."""


@dataclass(frozen=True, slots=True)
class When:
    """An EDTF string with the first and last day it may mean; None is an open end."""

    edtf: str
    earliest: date | None
    latest: date | None

    @property
    def doubtful(self) -> bool:
        """Whether the text itself calls the date uncertain (?) or approximate (~, %)."""
        return any(mark in self.edtf for mark in "?~%")

    @property
    def years(self) -> tuple[int | None, int | None]:
        first = None if self.earliest is None else self.earliest.year
        return first, None if self.latest is None else self.latest.year


@lru_cache(maxsize=MOST)
def parse(text: str) -> When:
    """Read one EDTF string.

    Unknown (``/2019``) and open (``../2019``) ends are both open: the parser's ten years of
    padding would be a date that nobody wrote. Raises NotADate, and Reversed where the
    interval runs backwards.
    """
    if len(text) > LONGEST:
        raise NotADate(f"it has {len(text)} characters, the most is {LONGEST}")
    given = SET.fullmatch(text)
    if given is not None:
        return When(text, *_set_bounds(given[1] or given[2]))
    start, slash, end = text.partition("/")
    return When(text, *_interval(start, end if slash else start, ("", "..") if slash else ()))


def _interval(start: str, end: str, opened: Sequence[str]) -> tuple[date | None, date | None]:
    """The first and the last day of an interval; an end that is one of ``opened`` is open."""
    earliest = None if start in opened else _bound(start, "lower_strict")
    latest = None if end in opened else _bound(end, "upper_strict")
    if earliest is None and latest is None:
        raise NotADate("both ends are open")
    if earliest and latest and earliest > latest:
        raise Reversed(f"{earliest} is after {latest}")
    return earliest, latest


def _set_bounds(members: str) -> tuple[date | None, date | None]:
    """The first and the last day of a set; before its first member or after its last it may be open."""
    found = []
    for member in members.split(","):
        start, dots, end = member.partition("..")
        found.append(_interval(start, end if dots else start, ("",) if dots else ()))
    inner = [*(first for first, _ in found[1:]), *(last for _, last in found[:-1])]
    if None in inner:
        raise NotADate("a set is open only before its first member or after its last")
    firsts, lasts = zip(*found, strict=True)
    return None if None in firsts else min(firsts), None if None in lasts else max(lasts)


@lru_cache(maxsize=4096)
def _bound(part: str, side: str) -> date:
    if re.search(r"[\sS/]", part):  # the parser skips spaces, a third end and significant digits
        raise NotADate(_reason(part))
    plain = _plain_bound(part, side == "lower_strict")
    if plain is not None:
        return plain
    expression = taken_apart(part)
    if expression is not None:
        return _calendar_bound(part, expression, side == "lower_strict")
    try:
        found = getattr(parse_edtf(part), side)()
        return date(found.tm_year, found.tm_mon, found.tm_mday)
    except Exception as error:  # the parser raises many kinds, among them AttributeError
        raise NotADate(_reason(part)) from error


def _calendar_bound(part: str, expression: Expression, first: bool) -> date:
    """The first or last day of a season, or of a date with doubtful or unspecified components."""
    bounds = None if expression.year.digits == "XXXX" else expression.bounds
    if bounds is None:
        raise NotADate(_reason(part))
    return bounds[not first]


def _plain_bound(part: str, first: bool) -> date | None:
    """The first or last day of a plain date, or None: the parser then reads it, or says what is wrong."""
    found = PLAIN.fullmatch(part)
    if found is None:
        return None
    year, month = int(found[1]), int(found[2] or (1 if first else 12))
    day = int(found[3] or (1 if first else monthrange(year, month)[1]))
    try:
        return date(year, month, day)
    except ValueError:  # the year 0, the 31st of a shorter month
        return None


def _reason(part: str) -> str:
    """The slip that authors make most, in words."""
    if FAR.fullmatch(part):
        return "a year before 1 or after 9999 has no day here; leave the date out and write when_words"
    if ROUNDED.fullmatch(part):
        return "significant digits give no first and last day; write 195X or 1950~"
    month = re.fullmatch(r"(\d{4})-(\d{2})(-\d{2})?", part)
    if month and not 1 <= int(month[2]) <= 12 and not 21 <= int(month[2]) <= 41:
        return f"month {month[2]}; write {month[1]} or {month[1]}-XX"
    if month and month[3]:
        return f"day {month[3][1:]} is not in that month; write {month[1]}-{month[2]}"
    if re.fullmatch(r"\d{1,2}[./]\d{1,2}[./]\d{4}", part) or re.search(r"[A-Za-z]{3}", part):
        return "write year, month, day as in 2019-09-21, or only what the text gives"
    return "write 2019, 2019-09, 2019-09-21 or an interval as 2018-07/2019-09"
