"""The phrases that dates are said in, by language: whatever a date needs beside its months and numbers.

A language stands here with all of its phrases or not at all; a reader of another one gets English.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language, with a place for each date; ``locale`` says which months (CLDR)."""

    locale: str
    about: str
    perhaps: str
    by: str
    until: str
    since: str
    to: str
    between: str
    lasting: str
    some_time: str
    earlier: str
    later: str
    decade: str
    years: str
    some_year: str
    of_a_year: str
    of_years: str
    some_month: str
    some_day: str
    day_of_a_month: str
    seasons: tuple[str, ...]
    hemispheres: tuple[str, str]
    fractions: tuple[str, ...]
    components: tuple[str, str, str]
    uncertain: str
    approximate: str
    both: str
    either: str
    each: str
    no_date: str
    no_year: str
    inferred: str
    as_of: str
    no_as_of: str
    article: str
    no_article: str


ENGLISH = Phrases(
    locale="en_GB",
    about="about {}",
    perhaps="perhaps {}",
    by="by {}",
    until="until {}",
    since="since {}",
    to="{} to {}",
    between="between {} and {}",
    lasting="from {} to {}",
    some_time="some time in {}",
    earlier="{} or earlier",
    later="{} or later",
    decade="the {}s",
    years="the years {}–{}",
    some_year="one of the years {}",
    of_a_year="{} of a year in {}",
    of_years="{} of {}",
    some_month="a month between {} and {}",
    some_day="a day between {} and {}",
    day_of_a_month="day {} of a month in {}",
    seasons=("spring", "summer", "autumn", "winter"),
    hemispheres=("{} (northern hemisphere)", "{} (southern hemisphere)"),
    fractions=(
        "the first quarter of {}", "the second quarter of {}", "the third quarter of {}",
        "the last quarter of {}", "the first third of {}", "the second third of {}", "the last third of {}",
        "the first half of {}", "the second half of {}",
    ),
    components=("year", "month", "day"),
    uncertain="{} uncertain",
    approximate="{} approximate",
    both="{} uncertain and approximate",
    either="or",
    each="and",
    no_date="no date in the text",
    no_year="{}; the year is not in the text",
    inferred="{}; inferred {}",
    as_of="as of {}",
    no_as_of="no year that it is as of",
    article="article of {}",
    no_article="the article prints no date",
)  # fmt: skip

PHRASES = {"en": ENGLISH}
"""By language (BCP 47, its first part)."""


def phrases(locale: str) -> Phrases:
    """The phrases for a locale such as ``en-GB``; English where its language is not here."""
    return PHRASES.get(locale.replace("_", "-").partition("-")[0].lower(), ENGLISH)
