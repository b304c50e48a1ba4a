"""Dates in words: at their own precision, with the doubt that the text has, and no day or month added.

All functions are pure; ``locale`` is the reader's (BCP 47), and English where phrases.py lacks its language.
"""

import re
from datetime import date

from babel.dates import format_date

from dashboard.phrases import Phrases, phrases
from events.expression import Component, Expression, taken_apart
from events.when import SET, When

ENGLISH = "en"
OPEN = ("", "..")
TIME = re.compile(r"(.+)T(\d\d:\d\d:\d\d)(?:(Z)|([+-]\d\d(?::\d\d)?))?")
SPRING, NORTHERN, SOUTHERN, QUARTERS = 21, 25, 29, 33
"""The first numbers of seasons without a hemisphere, in each hemisphere, and of parts of a year."""


def when_words(when: When, locale: str = ENGLISH) -> str:
    """A date in words as it stands: “September 2019”, “by March 2019”, “the 1990s”, “1667 or 1668”."""
    say = phrases(locale)
    return joined_words(when, say, say.by, say.since, say.to)


def once_words(when: When, locale: str = ENGLISH) -> str:
    """The date of what happened once: “some time in 2016”, “between July 2018 and September 2019”."""
    say = phrases(locale)
    if vague(when.edtf):
        return say.some_time.format(part_words(when.edtf, say))
    return joined_words(when, say, say.by, say.since, say.between)


def lasting_words(when: When, locale: str = ENGLISH) -> str:
    """The date of what lasted: “until March 2019”, “from 1931 to 1933”."""
    say = phrases(locale)
    return joined_words(when, say, say.until, say.since, say.lasting)


def as_of_words(when: When, locale: str = ENGLISH) -> str:
    """The time that a number holds for: “as of 2016”, “as of 2016 or later”."""
    say = phrases(locale)
    return say.as_of.format(joined_words(when, say, say.earlier, say.later, say.to))


def vague(part: str) -> bool:
    """Whether a date is a year, month, season or decade, undoubted: less than a day, and nothing between."""
    found = taken_apart(part)
    if found is None or any(component.doubt for component in found.components):
        return False
    month, day = written(found)
    return day is None and (month is None or month.known)


def written(found: Expression) -> list[Component | None]:
    """The month and the day of a date, None where no digit of them is given."""
    return [None if c is None or c.digits == "XX" else c for c in (found.month, found.day)]


# ---- intervals and sets --------------------------------------------------------------
def joined_words(when: When, say: Phrases, until: str, since: str, both: str) -> str:
    """A date in words; ``until``, ``since`` and ``both`` take the ends of an interval."""
    members = SET.fullmatch(when.edtf)
    if members is not None:
        return set_words(members[1] or members[2], say.either if members[1] else say.each, say)
    start, slash, end = when.edtf.partition("/")
    if not slash:
        return part_words(start, say)
    if start in OPEN:
        return until.format(part_words(end, say))
    if end in OPEN:
        return since.format(part_words(start, say))
    return both.format(part_words(start, say), part_words(end, say))


def set_words(members: str, last: str, say: Phrases) -> str:
    """The members of a set: “1667, 1668 or 1670 to 1672”."""
    found = [member_words(member, say) for member in members.split(",")]
    return f" {last} ".join(filter(None, [", ".join(found[:-1]), found[-1]]))


def member_words(member: str, say: Phrases) -> str:
    start, dots, end = member.partition("..")
    if not dots:
        return part_words(member, say)
    if not start or not end:
        return (say.later if start else say.earlier).format(part_words(start or end, say))
    return say.to.format(part_words(start, say), part_words(end, say))


# ---- one date ------------------------------------------------------------------------
def part_words(part: str, say: Phrases) -> str:
    """One date in words: doubt of all of it before it, doubt of a part of it behind."""
    found = taken_apart(part)
    if found is None:
        return time_words(part, say)
    told = [c for c in found.components if c.digits != "XX"]
    words = plain_words(found, part, say)
    if len({component.doubt for component in told}) > 1:
        return f"{words} ({', '.join(doubts(found, say))})"
    words = say.about.format(words) if "~" in told[0].doubt else words
    return say.perhaps.format(words) if "?" in told[0].doubt else words


def doubts(found: Expression, say: Phrases) -> list[str]:
    """What is doubtful of a date, component by component: “year uncertain”, “day approximate”."""
    signs = {"?": say.uncertain, "~": say.approximate, "?~": say.both}
    named = zip(say.components, found.components, strict=False)
    return [signs[component.doubt].format(name) for name, component in named if component.doubt]


def time_words(part: str, say: Phrases) -> str:
    """A time of day as it is written; what is nothing known is shown as it stands."""
    found = TIME.fullmatch(part)
    if found is None:
        return part
    zone = " UTC" + (found[4] or "") if found[3] or found[4] else ""
    return f"{part_words(found[1], say)}, {found[2]}{zone}"


def plain_words(found: Expression, part: str, say: Phrases) -> str:
    """A date without its doubt; as it is written where no phrase is made for it."""
    month, day = written(found)
    if found.season is not None:
        return season_words(found, say)
    if day and not month:
        return say.day_of_a_month.format(int(day.digits), year_words(found.year, say)) if day.known else part
    if not all(c.known for c in (month, day) if c):
        return between_words(found, say)
    if not month:
        return year_words(found.year, say)
    return calendar_words(found.year, month, day, say)


def calendar_words(year: Component, month: Component, day: Component | None, say: Phrases) -> str:
    """A month or a day of a year, or of any of several years."""
    number = int(year.digits) if year.known else 2000  # a leap year has every day
    given = date(number, int(month.digits), int(day.digits) if day else 1)
    if year.known:
        return format_date(given, "d MMMM y" if day else "LLLL y", say.locale)
    return of_a_year(format_date(given, "d MMMM" if day else "LLLL", say.locale), year, say)


def of_a_year(words: str, year: Component, say: Phrases) -> str:
    """A day, month or season of a year that is not known: “May of a year in the 1990s”."""
    phrase = say.of_years if year.digits.rstrip("X").count("X") or year.digits[0] == "X" else say.of_a_year
    return phrase.format(words, year_words(year, say))


def between_words(found: Expression, say: Phrases) -> str:
    """A month or day of which one digit is known: “a month between October 1984 and December 1984”."""
    first, last = found.bounds
    pattern = "d MMMM y" if found.day and found.day.digits != "XX" else "LLLL y"
    phrase = say.some_day if pattern[0] == "d" else say.some_month
    words = [format_date(day, pattern, say.locale) for day in (first, last)]
    return words[0] if words[0] == words[1] else phrase.format(*words)


def season_words(found: Expression, say: Phrases) -> str:
    """A season, or a quarter, third or half of a year."""
    season, year = found.season, found.year
    if season >= QUARTERS:
        return say.fractions[season - QUARTERS].format(year_words(year, say))
    name = say.seasons[(season - SPRING) % 4]
    words = f"{name} {year.digits}" if year.known else of_a_year(name, year, say)
    return words if season < NORTHERN else say.hemispheres[season >= SOUTHERN].format(words)


def year_words(year: Component, say: Phrases) -> str:
    """“2016”, “the 1990s”, “the years 1900–1999”, “one of the years 20X9”."""
    known = year.digits.rstrip("X")
    if year.known or "X" in known or not known:
        return year.digits if year.known else say.some_year.format(year.digits)
    if len(known) == 3:
        return say.decade.format(f"{known}0")
    return say.years.format(known.ljust(4, "0"), known.ljust(4, "9"))
