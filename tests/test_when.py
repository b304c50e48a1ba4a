"""Dates: EDTF of levels 0 to 2, the first and last day each may mean, and why others are refused."""

import re
from dataclasses import FrozenInstanceError
from datetime import date
from random import Random

import pytest

from events import when
from events.when import LONGEST, NotADate, Reversed, When, parse

VALID = """
level 0: day              2019-09-21              2019-09-21  2019-09-21
level 0: month            2019-09                 2019-09-01  2019-09-30
level 0: February         2019-02                 2019-02-01  2019-02-28
level 0: leap February    2020-02                 2020-02-01  2020-02-29
level 0: leap day         2000-02-29              2000-02-29  2000-02-29
level 0: year             2019                    2019-01-01  2019-12-31
level 0: first year       0001                    0001-01-01  0001-12-31
level 0: last year        9999                    9999-01-01  9999-12-31
level 0: local time       1985-04-12T23:20:30     1985-04-12  1985-04-12
level 0: UTC              1985-04-12T23:20:30Z    1985-04-12  1985-04-12
level 0: time shift       1985-04-12T23:20:30+04  1985-04-12  1985-04-12
level 0: years            1964/2008               1964-01-01  2008-12-31
level 0: months           2018-07/2019-09         2018-07-01  2019-09-30
level 0: days             2004-02-01/2005-02-08   2004-02-01  2005-02-08
level 0: day to month     2004-02-01/2005-02      2004-02-01  2005-02-28
level 0: day to year      2004-02-01/2005         2004-02-01  2005-12-31
level 0: year to month    2005/2006-02            2005-01-01  2006-02-28
level 0: into itself      2019-12-24/2019-12      2019-12-24  2019-12-31
level 0: one day          2019-09-21/2019-09-21   2019-09-21  2019-09-21
level 1: uncertain        1984?                   1984-01-01  1984-12-31
level 1: approximate      2004-06~                2004-06-01  2004-06-30
level 1: both             2004-06-11%             2004-06-11  2004-06-11
level 1: decade           199X                    1990-01-01  1999-12-31
level 1: century          19XX                    1900-01-01  1999-12-31
level 1: some month       2004-XX                 2004-01-01  2004-12-31
level 1: some day         1985-04-XX              1985-04-01  1985-04-30
level 1: some leap day    2020-02-XX              2020-02-01  2020-02-29
level 1: some day of year 1985-XX-XX              1985-01-01  1985-12-31
level 1: spring           2018-21                 2018-03-01  2018-05-31
level 1: summer           2018-22                 2018-06-01  2018-08-31
level 1: autumn           2018-23                 2018-09-01  2018-11-30
level 1: spring to autumn 2012-21/2012-23         2012-03-01  2012-11-30
level 1: season to year   2001-21/2003            2001-03-01  2003-12-31
level 1: open end, day    1985-04-12/..           1985-04-12  -
level 1: open end, month  2013-09/..              2013-09-01  -
level 1: open end, year   2016/..                 2016-01-01  -
level 1: open begin, day  ../1985-04-12           -           1985-04-12
level 1: open begin, year ../1926                 -           1926-12-31
level 1: unknown end      1985-04/                1985-04-01  -
level 1: unknown begin    /1985                   -           1985-12-31
level 1: doubtful ends    1984~/2004-06?          1984-01-01  2004-06-30
level 1: doubtful, open   2019-09-21?/..          2019-09-21  -
level 2: doubtful month   2004-06~-11             2004-06-11  2004-06-11
level 2: doubtful year    2004?-06-11             2004-06-11  2004-06-11
level 2: doubtful parts   ?2004-06-~10            2004-06-10  2004-06-10
level 2: only the month   2004-~06                2004-06-01  2004-06-30
level 2: whole, in front  %2011-06-13             2011-06-13  2011-06-13
level 2: day of a decade  156X-12-25              1560-12-25  1569-12-25
level 2: day of a century 15XX-12-25              1500-12-25  1599-12-25
level 2: month, millennia 1XXX-12                 1000-12-01  1999-12-31
level 2: inner digit      20X9-05                 2009-05-01  2099-05-31
level 2: some month's 31  2019-XX-31              2019-01-31  2019-12-31
level 2: northern spring  2001-25                 2001-03-01  2001-05-31
level 2: southern autumn  2001-31                 2001-03-01  2001-05-31
level 2: first quarter    2001-33                 2001-01-01  2001-03-31
level 2: last quarter     2001-36                 2001-10-01  2001-12-31
level 2: first third      2001-37                 2001-01-01  2001-04-30
level 2: first half       2001-40                 2001-01-01  2001-06-30
level 2: second half      2001-41                 2001-07-01  2001-12-31
level 2: one of           [1667,1760-12]          1667-01-01  1760-12-31
level 2: one of a run     [1667,1668,1670..1672]  1667-01-01  1672-12-31
level 2: all of           {1960,1961-12}          1960-01-01  1961-12-31
level 2: out of order     {2019,2018}             2018-01-01  2019-12-31
level 2: one of, open     [..1984]                -           1984-12-31
level 2: all of, open     {1960..}                1960-01-01  -
level 2: winter           2018-24                 2018-12-01  2019-02-28
level 2: some digit       1984-1X                 1984-10-01  1984-12-31
level 2: doubtful days    2004-06-~01/2004-06-~20 2004-06-01  2004-06-20
level 2: unknown day      2004-06-XX/2004-07-03   2004-06-01  2004-07-03
level 2: decades          19XX/200X               1900-01-01  2009-12-31
"""
"""What it is, the string, its first and its last day (a hyphen: open)."""

ROWS = [(line[:25].strip(), *line[25:].split()) for line in VALID.strip().splitlines()]


def day(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(text)


@pytest.mark.parametrize(("name", "edtf", "earliest", "latest"), ROWS, ids=[row[1] for row in ROWS])
def test_a_date_means_its_first_to_its_last_day(name, edtf, earliest, latest):
    assert parse(edtf) == When(edtf, day(earliest), day(latest)), name


def test_the_table_holds_every_level():
    assert {row[0][:7] for row in ROWS} == {"level 0", "level 1", "level 2"}


def plain_dates():
    """Years, months and days as the shorter way reads them, the last days of months among them."""
    random = Random(7)
    for _ in range(40):
        year, month, day = random.randint(1, 9999), random.randint(1, 12), random.randint(1, 28)
        text = f"{year:04}-{month:02}-{random.choice([day, 1, 28, 29, 30, 31]):02}"
        yield text[: random.choice([4, 7, 10])] + random.choice(["", "", "?", "~", "%"])


@pytest.mark.parametrize("edtf", sorted({*plain_dates(), "1900-02-29", "2000-02-29", "0000", "0000-01-01"}))
def test_a_plain_date_means_what_the_slow_parser_says_it_means(monkeypatch, edtf):
    def both():
        parse.cache_clear()
        when._bound.cache_clear()
        try:
            return parse(edtf)
        except NotADate as refused:
            return str(refused)

    shorter = both()
    monkeypatch.setattr(when, "PLAIN", re.compile("(?!)"))
    assert shorter == both()
    parse.cache_clear()
    when._bound.cache_clear()


def test_a_plain_date_never_reaches_the_slow_parser(monkeypatch):
    monkeypatch.setattr(when, "parse_edtf", None)
    parse.cache_clear()
    when._bound.cache_clear()
    assert parse("2019-02-28?/2020~").years == (2019, 2020)
    assert parse("2020") == When("2020", date(2020, 1, 1), date(2020, 12, 31))
    assert parse("1995-12").latest == date(1995, 12, 31)


def test_a_date_never_changes_and_holds_nothing_else():
    found = parse("2019")
    for name in found.__slots__:
        with pytest.raises(FrozenInstanceError):
            setattr(found, name, None)
    assert not hasattr(found, "__dict__")


FORMS = "write 2019, 2019-09, 2019-09-21 or an interval as 2018-07/2019-09"
ORDER = "write year, month, day as in 2019-09-21, or only what the text gives"

NO_DAY = "a year before 1 or after 9999 has no day here; leave the date out and write when_words"

INVALID = {
    "a year after 9999": ("Y170000002", NO_DAY),
    "a year before 1": ("-0043", NO_DAY),
    "the year 0": ("0000-05", NO_DAY),
    "significant digits": ("1950S2", "significant digits give no first and last day; write 195X or 1950~"),
    "30 February": ("2019-02-30", "day 30 is not in that month; write 2019-02"),
    "a set open in the middle": (
        "[1990,..1995,2000]",
        "a set is open only before its first member or after its last",
    ),
    "month 13": ("1989-13", "month 13; write 1989 or 1989-XX"),
    "month 0": ("1989-00", "month 00; write 1989 or 1989-XX"),
    "month 20, no season yet": ("2019-20", "month 20; write 2019 or 2019-XX"),
    "month 42, no season any more": ("2019-42", "month 42; write 2019 or 2019-XX"),
    "month 13 of an end": ("1988/1989-13", "month 13; write 1989 or 1989-XX"),
    "29 February": ("2019-02-29", "day 29 is not in that month; write 2019-02"),
    "29 February of a century": ("1900-02-29", "day 29 is not in that month; write 1900-02"),
    "31 September": ("2019-09-31", "day 31 is not in that month; write 2019-09"),
    "day 0": ("2019-09-00", "day 00 is not in that month; write 2019-09"),
    "day of the first season": ("2019-21-05", "day 05 is not in that month; write 2019-21"),
    "day of the last half": ("2019-41-05", "day 05 is not in that month; write 2019-41"),
    "32 December": ("2019-12-32", "day 32 is not in that month; write 2019-12"),
    "32 January": ("2019-01-32", "day 32 is not in that month; write 2019-01"),
    "31 April of a beginning": ("2019-04-31/2019-05", "day 31 is not in that month; write 2019-04"),
    "dots": ("21.09.2019", ORDER),
    "month first": ("21 September 2019", ORDER),
    "month in words": ("September 2019", ORDER),
    "month without a year": ("May", ORDER),
    "some year's December": ("XXXX-12-XX", ORDER),
    "circa": ("circa 2019", ORDER),
    "unknown, of the first EDTF": ("unknown/2019", ORDER),
    "open, of the first EDTF": ("2019/open", ORDER),
    "nothing": ("", FORMS),
    "one digit": ("2019-9", FORMS),
    "slashes": ("2019/09/21", FORMS),
    "a third end": ("2019-09-21/2019-09-22/2019-09-23", FORMS),
    "two slashes": ("2019//2020", FORMS),
    "half an end": ("2019-09-21/22", FORMS),
    "years with a hyphen": ("2018-2019", FORMS),
    "years with a dash": ("2018–2019", FORMS),
    "without hyphens": ("20190921", FORMS),
    "week": ("2019-W03", FORMS),
    "day of the year": ("2019-100", FORMS),
    "decade in words": ("1990s", FORMS),
    "small x": ("199x", FORMS),
    "two doubts": ("2019?~", FORMS),
    "only a doubt": ("?", FORMS),
    "hour 25": ("2019-09-21T25:00:00", FORMS),
    "Devanagari digits": ("२०१९", FORMS),
    "space before": (" 2019", FORMS),
    "space after": ("2019 ", FORMS),
    "line end": ("2019\n", FORMS),
    "spaces around the slash": ("2018 / 2019", FORMS),
    "null": ("\x00", FORMS),
    "only open": ("..", FORMS),
    "open at both ends": ("../..", "both ends are open"),
    "unknown at both ends": ("/", "both ends are open"),
    "unknown and open": ("/..", "both ends are open"),
    "too long": ("[" + ",".join(["2019"] * 13) + "]", f"it has 66 characters, the most is {LONGEST}"),
}


@pytest.mark.parametrize(("edtf", "reason"), INVALID.values(), ids=INVALID)
def test_what_is_no_date_is_refused_with_the_reason(edtf, reason):
    with pytest.raises(NotADate) as refused:
        parse(edtf)
    assert str(refused.value) == reason
    assert not isinstance(refused.value, Reversed)


BEYOND = {
    "year 0": "0000",
    "before year 1": "-0044",
    "far year": "Y170000002",
    "far exponent": "Y-17E7",
    "significant digits": "1950S2",
    "open in the middle of a set": "[1667,..1984]",
}


@pytest.mark.parametrize("edtf", BEYOND.values(), ids=BEYOND)
def test_edtf_without_a_first_and_a_last_day_here_is_refused_rather_than_guessed(edtf):
    with pytest.raises(NotADate):
        parse(edtf)


@pytest.mark.parametrize(
    ("edtf", "reason"),
    [
        ("2019-09-21/2019-09-20", "2019-09-21 is after 2019-09-20"),
        ("2008/1964", "2008-01-01 is after 1964-12-31"),
        ("2019-10/2019-09", "2019-10-01 is after 2019-09-30"),
        ("2019-22/2019-21", "2019-06-01 is after 2019-05-31"),
        ("200X/199X", "2000-01-01 is after 1999-12-31"),
    ],
)
def test_an_interval_that_ends_before_it_begins_is_refused(edtf, reason):
    with pytest.raises(Reversed) as refused:
        parse(edtf)
    assert str(refused.value) == reason


def test_the_longest_string_is_still_read():
    edtf = "[" + "2019," * 11 + "2020-06]"
    assert len(edtf) == LONGEST
    assert parse(edtf).years == (2019, 2020)


@pytest.mark.parametrize(
    ("edtf", "doubtful"),
    [
        ("2016?", True),
        ("1990~", True),
        ("2004%", True),
        ("2004-~06", True),
        ("199X", False),
        ("2019/..", False),
    ],
)
def test_only_what_the_text_calls_doubtful_is_doubtful(edtf, doubtful):
    assert parse(edtf).doubtful is doubtful


@pytest.mark.parametrize(
    ("edtf", "years"),
    [("2019-09", (2019, 2019)), ("199X", (1990, 1999)), ("2016/..", (2016, None)), ("../1926", (None, 1926))],
)
def test_the_years_of_an_open_end_are_unknown(edtf, years):
    assert parse(edtf).years == years


@pytest.mark.parametrize(
    "edtf", ["../201%9", "../20E19", "../Z.019", "../20?29", *(edtf for edtf, _ in INVALID.values())]
)
def test_refusing_a_date_prints_nothing(capsys, edtf):
    """The parser prints what it tries; it is given no interval to try."""
    with pytest.raises(NotADate):
        parse(edtf)
    assert capsys.readouterr() == ("", "")
