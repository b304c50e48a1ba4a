"""Dates in words: at their own precision, with the doubt that the text has, and no day or month added.

All functions are pure; ``locale`` is the reader's (BCP 47), and English where phrases.py lacks its language.
One date is said in all forms of its language, and the phrase around it takes the one that it needs.
"""

import re
from datetime import date

from babel.dates import format_date

from dashboard.phrases import ALONE, ENGLISH, Phrase, Phrases, Said, phrases
from events.expression import Component, Expression, taken_apart
from events.when import SET, When

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
        return say.some_time.words(part_words(when.edtf, say))
    return joined_words(when, say, say.by, say.since, say.between)


def lasting_words(when: When, locale: str = ENGLISH) -> str:
    """The date of what lasted: “until March 2019”, “from 1931 to 1933”."""
    say = phrases(locale)
    return joined_words(when, say, say.until, say.since, say.lasting)


def as_of_words(when: When, locale: str = ENGLISH) -> str:
    """The time that a number holds for: “as of 2016”, “as of 2016 or later”."""
    say = phrases(locale)
    return say.as_of.words(joined_words(when, say, say.earlier, say.later, say.to))


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
def joined_words(when: When, say: Phrases, until: Phrase, since: Phrase, both: Phrase) -> str:
    """A date in words; ``until``, ``since`` and ``both`` take the ends of an interval."""
    members = SET.fullmatch(when.edtf)
    if members is not None:
        return set_words(members[1] or members[2], say.either if members[1] else say.each, say)
    start, slash, end = when.edtf.partition("/")
    if not slash:
        return str(part_words(start, say))
    if start in OPEN:
        return until.words(part_words(end, say))
    if end in OPEN:
        return since.words(part_words(start, say))
    return both.words(part_words(start, say), part_words(end, say))


def set_words(members: str, last: Phrase, say: Phrases) -> str:
    """The members of a set: “1667, 1668 or 1670 to 1672”."""
    found = [member_words(member, say) for member in members.split(",")]
    return last.words().join(filter(None, [say.comma.words().join(found[:-1]), found[-1]]))


def member_words(member: str, say: Phrases) -> str:
    start, dots, end = member.partition("..")
    if not dots:
        return str(part_words(member, say))
    if not start or not end:
        return (say.later if start else say.earlier).words(part_words(start or end, say))
    return say.to.words(part_words(start, say), part_words(end, say))


# ---- one date ------------------------------------------------------------------------
def part_words(part: str, say: Phrases) -> Said:
    """One date in words: doubt of all of it around it, doubt of a part of it behind."""
    found = taken_apart(part)
    if found is None:
        return time_words(part, say)
    told = [c for c in found.components if c.digits != "XX"]
    words = plain_words(found, part, say)
    if len({component.doubt for component in told}) > 1:
        return say.doubts.said(words, say.comma.words().join(doubts(found, say)))
    signs = {"~": say.about, "?": say.perhaps, "?~": say.perhaps_about}
    return signs[told[0].doubt].said(words) if told[0].doubt else words


def doubts(found: Expression, say: Phrases) -> list[str]:
    """What is doubtful of a date, component by component: “year uncertain”, “day approximate”."""
    signs = {"?": say.uncertain, "~": say.approximate, "?~": say.both}
    named = zip(say.components, found.components, strict=False)
    return [signs[component.doubt].words(name.words()) for name, component in named if component.doubt]


def time_words(part: str, say: Phrases) -> Said:
    """A time of day as it is written; what is nothing known is shown as it stands."""
    found = TIME.fullmatch(part)
    if found is None:
        return Said({ALONE: part})
    zone = " UTC" + (found[4] or "") if found[3] or found[4] else ""
    return say.at.said(part_words(found[1], say), found[2] + zone)


def plain_words(found: Expression, part: str, say: Phrases) -> Said:
    """A date without its doubt; as it is written where no phrase is made for it."""
    month, day = written(found)
    if found.season is not None:
        return season_words(found, say)
    if day and not month:
        return day_of_a_month(found.year, day, say) if day.known else Said({ALONE: part})
    if not all(c.known for c in (month, day) if c):
        return between_words(found, say)
    if not month:
        return year_words(found.year, say)
    number = int(found.year.digits) if found.year.known else 2000  # a leap year has every day
    given = date(number, int(month.digits), int(day.digits) if day else 1)
    return in_year(calendar_words(given, day is not None, say), found.year, say.of_year, say)


def calendar_words(given: date, with_day: bool, say: Phrases) -> Said:
    """The month of a day, or the day, without its year."""
    pattern = (say.first_day if given.day == 1 else say.day) if with_day else say.month
    return Said({form: format_date(given, cldr, say.locale) for form, cldr in pattern.templates.items()})


def in_year(words: Said, year: Component, of: Phrase, say: Phrases) -> Said:
    """A day, month or season ``of`` its year; of an unknown one: “May of a year in the 1990s”."""
    if year.known:
        return of.said(words, say.year.said(str(int(year.digits))))
    several = year.digits.rstrip("X").count("X") or year.digits[0] == "X"
    return (say.of_years if several else say.of_a_year).said(words, year_words(year, say))


def day_of_a_month(year: Component, day: Component, say: Phrases) -> Said:
    return say.day_of_a_month.said(str(int(day.digits)), year_words(year, say))


def between_words(found: Expression, say: Phrases) -> Said:
    """A month or day of which one digit is known: “a month between October 1984 and December 1984”."""
    with_day = found.day is not None and found.day.digits != "XX"
    first, last = (
        say.of_year.said(calendar_words(bound, with_day, say), say.year.said(str(bound.year)))
        for bound in found.bounds
    )
    return first if first == last else (say.some_day if with_day else say.some_month).said(first, last)


def season_words(found: Expression, say: Phrases) -> Said:
    """A season, or a quarter, third or half of a year."""
    season, year = found.season, found.year
    if season >= QUARTERS:
        return in_year(say.fractions[season - QUARTERS].said(), year, say.fraction_of, say)
    words = in_year(say.seasons[(season - SPRING) % 4].said(), year, say.of_year, say)
    return words if season < NORTHERN else say.hemispheres[season >= SOUTHERN].said(words)


def year_words(year: Component, say: Phrases) -> Said:
    """“2016”, “the 1990s”, “the years 1900–1999”, “one of the years 20X9”."""
    known = year.digits.rstrip("X")
    if year.known or "X" in known or not known:
        return (say.year if year.known else say.some_year).said(year.digits)
    if len(known) == 3:
        return say.decade.said(f"{known}0")
    return say.years.said(known.ljust(4, "0"), known.ljust(4, "9"))
