"""A table of EDTF strings, levels 0 to 2: what each may mean at the earliest, at the latest, and in words.

The strings are those of the Library of Congress's page on EDTF (ISO 8601-2) and variants of them.
"""

import re
from datetime import date

import pytest

from dashboard.date_words import lasting_words, once_words, when_words
from events.expression import taken_apart
from events.when import NotADate, parse

TABLE = """
0 | 1985-04-12              | 1985-04-12 | 1985-04-12 | 12 April 1985
0 | 1985-04                 | 1985-04-01 | 1985-04-30 | April 1985
0 | 1985                    | 1985-01-01 | 1985-12-31 | 1985
0 | 2000-02                 | 2000-02-01 | 2000-02-29 | February 2000
0 | 1985-04-12T23:20:30     | 1985-04-12 | 1985-04-12 | 12 April 1985, 23:20:30
0 | 1985-04-12T23:20:30Z    | 1985-04-12 | 1985-04-12 | 12 April 1985, 23:20:30 UTC
0 | 1985-04-12T23:20:30-04  | 1985-04-12 | 1985-04-12 | 12 April 1985, 23:20:30 UTC-04
0 | 1985-04-12T23:20:30+04:30 | 1985-04-12 | 1985-04-12 | 12 April 1985, 23:20:30 UTC+04:30
0 | 1964/2008               | 1964-01-01 | 2008-12-31 | 1964 to 2008
0 | 2004-06/2006-08         | 2004-06-01 | 2006-08-31 | June 2004 to August 2006
0 | 2004-02-01/2005-02-08   | 2004-02-01 | 2005-02-08 | 1 February 2004 to 8 February 2005
0 | 2004-02-01/2005-02      | 2004-02-01 | 2005-02-28 | 1 February 2004 to February 2005
0 | 2004-02-01/2005         | 2004-02-01 | 2005-12-31 | 1 February 2004 to 2005
0 | 2005/2006-02            | 2005-01-01 | 2006-02-28 | 2005 to February 2006
1 | 2001-21                 | 2001-03-01 | 2001-05-31 | spring 2001
1 | 2001-22                 | 2001-06-01 | 2001-08-31 | summer 2001
1 | 2001-23                 | 2001-09-01 | 2001-11-30 | autumn 2001
1 | 2001-24                 | 2001-12-01 | 2002-02-28 | winter 2001
1 | 2003-24                 | 2003-12-01 | 2004-02-29 | winter 2003
1 | 2001-21/2003            | 2001-03-01 | 2003-12-31 | spring 2001 to 2003
1 | 1984?                   | 1984-01-01 | 1984-12-31 | perhaps 1984
1 | 2004-06~                | 2004-06-01 | 2004-06-30 | about June 2004
1 | 2004-06-11%             | 2004-06-11 | 2004-06-11 | perhaps about 11 June 2004
1 | 2001-22?                | 2001-06-01 | 2001-08-31 | perhaps summer 2001
1 | 201X                    | 2010-01-01 | 2019-12-31 | the 2010s
1 | 20XX                    | 2000-01-01 | 2099-12-31 | the years 2000–2099
1 | 2004-XX                 | 2004-01-01 | 2004-12-31 | 2004
1 | 1985-04-XX              | 1985-04-01 | 1985-04-30 | April 1985
1 | 1985-XX-XX              | 1985-01-01 | 1985-12-31 | 1985
1 | 1985-04-12/..           | 1985-04-12 | -          | since 12 April 1985
1 | 1985-04/..              | 1985-04-01 | -          | since April 1985
1 | 1985/..                 | 1985-01-01 | -          | since 1985
1 | ../1985-04-12           | -          | 1985-04-12 | by 12 April 1985
1 | ../2019-09              | -          | 2019-09-30 | by September 2019
1 | ../1985                 | -          | 1985-12-31 | by 1985
1 | 1985-04-12/             | 1985-04-12 | -          | since 12 April 1985
1 | 1985/                   | 1985-01-01 | -          | since 1985
1 | /1985-04                | -          | 1985-04-30 | by April 1985
1 | /1985                   | -          | 1985-12-31 | by 1985
1 | 1984~/2004-06           | 1984-01-01 | 2004-06-30 | about 1984 to June 2004
1 | 1984?/2004%             | 1984-01-01 | 2004-12-31 | perhaps 1984 to perhaps about 2004
1 | 199X/2004~              | 1990-01-01 | 2004-12-31 | the 1990s to about 2004
1 | ../1985?                | -          | 1985-12-31 | by perhaps 1985
1 | 199X/..                 | 1990-01-01 | -          | since the 1990s
2 | 2001-25                 | 2001-03-01 | 2001-05-31 | spring 2001 (northern hemisphere)
2 | 2001-28                 | 2001-12-01 | 2002-02-28 | winter 2001 (northern hemisphere)
2 | 2001-29                 | 2001-09-01 | 2001-11-30 | spring 2001 (southern hemisphere)
2 | 2001-30                 | 2001-12-01 | 2002-02-28 | summer 2001 (southern hemisphere)
2 | 2001-31                 | 2001-03-01 | 2001-05-31 | autumn 2001 (southern hemisphere)
2 | 2001-32                 | 2001-06-01 | 2001-08-31 | winter 2001 (southern hemisphere)
2 | 2001-33                 | 2001-01-01 | 2001-03-31 | the first quarter of 2001
2 | 2001-34                 | 2001-04-01 | 2001-06-30 | the second quarter of 2001
2 | 2001-36                 | 2001-10-01 | 2001-12-31 | the last quarter of 2001
2 | 2001-37                 | 2001-01-01 | 2001-04-30 | the first third of 2001
2 | 2001-39                 | 2001-09-01 | 2001-12-31 | the last third of 2001
2 | 2001-40                 | 2001-01-01 | 2001-06-30 | the first half of 2001
2 | 2001-41                 | 2001-07-01 | 2001-12-31 | the second half of 2001
2 | [1667,1668,1670..1672]  | 1667-01-01 | 1672-12-31 | 1667, 1668 or 1670 to 1672
2 | [..1760-12-03]          | -          | 1760-12-03 | 3 December 1760 or earlier
2 | [1760-12..]             | 1760-12-01 | -          | December 1760 or later
2 | [1760-01,1760-02,1760-12..] | 1760-01-01 | -      | January 1760, February 1760 or December 1760 or later
2 | [1667,1760-12]          | 1667-01-01 | 1760-12-31 | 1667 or December 1760
2 | [..1984]                | -          | 1984-12-31 | 1984 or earlier
2 | [1668,1667]             | 1667-01-01 | 1668-12-31 | 1668 or 1667
2 | [1667?,1668~]           | 1667-01-01 | 1668-12-31 | perhaps 1667 or about 1668
2 | {1667,1668,1670..1672}  | 1667-01-01 | 1672-12-31 | 1667, 1668 and 1670 to 1672
2 | {1960,1961-12}          | 1960-01-01 | 1961-12-31 | 1960 and December 1961
2 | {..1984}                | -          | 1984-12-31 | 1984 or earlier
2 | 2004-06-11%             | 2004-06-11 | 2004-06-11 | perhaps about 11 June 2004
2 | 2004-06~-11             | 2004-06-11 | 2004-06-11 | 11 June 2004 (year approximate, month approximate)
2 | 2004?-06-11             | 2004-06-11 | 2004-06-11 | 11 June 2004 (year uncertain)
2 | ?2004-06-~10            | 2004-06-10 | 2004-06-10 | 10 June 2004 (year uncertain, day approximate)
2 | ?2004-06                | 2004-06-01 | 2004-06-30 | June 2004 (year uncertain)
2 | 2004-~06                | 2004-06-01 | 2004-06-30 | June 2004 (month approximate)
2 | 2004-06-%11             | 2004-06-11 | 2004-06-11 | 11 June 2004 (day uncertain and approximate)
2 | 2004-06?-XX             | 2004-06-01 | 2004-06-30 | perhaps June 2004
2 | 2004-06-~01/2004-07     | 2004-06-01 | 2004-07-31 | 1 June 2004 (day approximate) to July 2004
2 | 2004-06-XX/2004-07-03   | 2004-06-01 | 2004-07-03 | June 2004 to 3 July 2004
2 | 156X-12-25              | 1560-12-25 | 1569-12-25 | 25 December of a year in the 1560s
2 | 15XX-12-25              | 1500-12-25 | 1599-12-25 | 25 December of a year in the years 1500–1599
2 | 19XX-02-29              | 1904-02-29 | 1996-02-29 | 29 February of a year in the years 1900–1999
2 | 1XXX-XX                 | 1000-01-01 | 1999-12-31 | the years 1000–1999
2 | 1XXX-12                 | 1000-12-01 | 1999-12-31 | December of a year in the years 1000–1999
2 | 1984-1X                 | 1984-10-01 | 1984-12-31 | a month between October 1984 and December 1984
2 | 1984-06-1X              | 1984-06-10 | 1984-06-19 | a day between 10 June 1984 and 19 June 1984
2 | 1984-06-3X              | 1984-06-30 | 1984-06-30 | 30 June 1984
2 | 1560-XX-25              | 1560-01-25 | 1560-12-25 | day 25 of a month in 1560
2 | 2019-XX-31              | 2019-01-31 | 2019-12-31 | day 31 of a month in 2019
2 | 20X9-05                 | 2009-05-01 | 2099-05-31 | May of one of the years 20X9
2 | 20XX-21                 | 2000-03-01 | 2099-05-31 | spring of a year in the years 2000–2099
"""
"""Level, string, first and last day (a hyphen: open), words."""

ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]
EACH = pytest.mark.parametrize(("level", "edtf", "earliest", "latest", "words"), ROWS, ids=lambda v: v)
MONTHS = "January February March April May June July August September October November December".split()


def day(text):
    return None if text == "-" else date.fromisoformat(text)


@EACH
def test_a_date_means_its_first_to_its_last_day_and_is_said_so(level, edtf, earliest, latest, words):
    found = parse(edtf)
    assert (found.earliest, found.latest) == (day(earliest), day(latest))
    assert when_words(found) == words


def test_the_table_has_all_three_levels_and_every_sort_of_doubt():
    levels = [row[0] for row in ROWS]
    assert len(ROWS) >= 60
    assert min(map(levels.count, "012")) >= 14
    for sign in ("?", "~", "%", "X", "..", "/", "[", "{", "-24", "-33"):
        assert any(sign in row[1] for row in ROWS), sign


@EACH
def test_no_month_is_said_that_is_not_written(level, edtf, earliest, latest, words):
    named = {MONTHS.index(word) + 1 for word in re.findall(r"[A-Z][a-z]+", words)}
    written = {n for part in re.split(r"[/,.]+|T.*", edtf.strip("[]{}")) for n in months_of(part)}
    assert named <= written, edtf


def months_of(part):
    found = taken_apart(part)
    if found is None or found.month is None or found.month.digits == "XX" or found.season:
        return set()
    return {n for n in range(1, 13) if found.month.fits(n)}


@EACH
def test_no_day_is_said_that_is_not_written(level, edtf, earliest, latest, words):
    """Where no day stands in the string, no number in the words is smaller than a year's."""
    parts = [taken_apart(part) for part in re.split(r"[/,.]+", edtf.strip("[]{}")) if part]
    if None not in parts and all(part.day is None or part.day.digits == "XX" for part in parts):
        assert [n for n in re.findall(r"[\dX]+", words) if len(n) < 3] == [], edtf


@EACH
def test_every_way_of_saying_a_date_names_the_same_years(level, edtf, earliest, latest, words):
    found = parse(edtf)
    years = re.findall(r"\d{3,4}X*", words)
    for said in (once_words(found), lasting_words(found)):
        assert re.findall(r"\d{3,4}X*", said) == years


# ---- events: what happened once, what lasted -----------------------------------------
@pytest.mark.parametrize(
    ("edtf", "once", "lasting"),
    [
        ("2016", "some time in 2016", "2016"),
        ("2019-09", "some time in September 2019", "September 2019"),
        ("2019-09-XX", "some time in September 2019", "September 2019"),
        ("2017-22", "some time in summer 2017", "summer 2017"),
        ("199X", "some time in the 1990s", "the 1990s"),
        ("2001-33", "some time in the first quarter of 2001", "the first quarter of 2001"),
        ("2019-09-21", "21 September 2019", "21 September 2019"),
        ("2016~", "about 2016", "about 2016"),
        ("2016?", "perhaps 2016", "perhaps 2016"),
        ("1984-1X", *["a month between October 1984 and December 1984"] * 2),
        ("2018-07/2019-09", "between July 2018 and September 2019", "from July 2018 to September 2019"),
        ("../2019-09", "by September 2019", "until September 2019"),
        ("2016/..", "since 2016", "since 2016"),
        ("[1667,1668]", "1667 or 1668", "1667 or 1668"),
    ],
)
def test_what_happened_once_and_what_lasted_are_said_differently(edtf, once, lasting):
    assert (once_words(parse(edtf)), lasting_words(parse(edtf))) == (once, lasting)


# ---- what is refused -----------------------------------------------------------------
FAR = "a year before 1 or after 9999 has no day here; leave the date out and write when_words"
ROUNDED = "significant digits give no first and last day; write 195X or 1950~"
INNER = "a set is open only before its first member or after its last"


@pytest.mark.parametrize(
    ("edtf", "reason"),
    [
        ("-1985", FAR),
        ("-0044-03-15", FAR),
        ("0000", FAR),
        ("Y170000002", FAR),
        ("Y-170000002", FAR),
        ("Y-17E7", FAR),
        ("Y12000/..", FAR),
        ("Y171010000S3", FAR),
        ("1950S2", ROUNDED),
        ("[1667,..1668]", INNER),
        ("[1667..,1668]", INNER),
        ("[1672..1670]", "1672-01-01 is after 1670-12-31"),
        ("[..]", "both ends are open"),
        ("[1667,]", "write 2019"),
        ("[]", "write 2019"),
        ("[1667}", "write 2019"),
        ("2018-2X", "write 2019"),
        ("2019-02-3X", "write 2019"),
        ("2019-XX-32", "write 2019"),
        ("9999-24", "write 2019"),
        ("XXXX-12-25", "only what the text gives"),
    ],
)
def test_what_has_no_first_and_last_day_is_refused_with_the_reason(edtf, reason):
    with pytest.raises(NotADate) as refused:
        parse(edtf)
    assert reason in str(refused.value)
