"""Dates and amounts in words: as precise as what they are made from, and no more."""

import re
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from dashboard.wording import (
    NO_DATE,
    all_digits,
    amount_words,
    counted,
    language_name,
    record_date,
    when_words,
    years_words,
)
from events.amount import ISO_4217, Amount
from events.record import Event, Figure, Inferred
from events.when import NotADate, When, parse

MONTHS = "January February March April May June July August September October November December".split()


# ---- dates ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2019-09-21", "21 September 2019"),
        ("2019-09-01", "1 September 2019"),
        ("2019-09", "September 2019"),
        ("2019", "2019"),
        ("2019-09-XX", "September 2019"),
        ("2019-XX", "2019"),
        ("2019-XX-XX", "2019"),
        ("2019-XX-05", "day 5 of a month in 2019"),
        ("201X", "the 2010s"),
        ("190X", "the 1900s"),
        ("19XX", "the years 1900–1999"),
        ("1XXX", "the years 1000–1999"),
        ("0044", "0044"),
        ("2018-21", "spring 2018"),
        ("2017-22", "summer 2017"),
        ("2018-23", "autumn 2018"),
        ("2018-24", "winter 2018"),
        ("2018-33", "the first quarter of 2018"),
        ("2016?", "perhaps 2016"),
        ("1990~", "about 1990"),
        ("2016%", "perhaps about 2016"),
        ("2016-05~", "about May 2016"),
        ("2004-06-~11", "11 June 2004 (day approximate)"),
        ("2019-09-XX~", "about September 2019"),
        ("199X~", "about the 1990s"),
        ("2018-07/2019-09", "July 2018 to September 2019"),
        ("1916/1941", "1916 to 1941"),
        ("2018~/2019?", "about 2018 to perhaps 2019"),
        ("2013-09/..", "since September 2013"),
        ("2016/", "since 2016"),
        ("../2019-03", "by March 2019"),
        ("/1926", "by 1926"),
        ("[1667,1668]", "1667 or 1668"),
    ],
)
def test_a_date_is_said_at_its_own_precision(edtf, words):
    assert when_words(parse(edtf)) == words


def test_no_date_is_said_with_a_day_or_month_that_was_not_written():
    random = Random(20190921)
    for _ in range(3000):
        year, month, day = random.randint(1, 9999), random.randint(1, 12), random.randint(1, 28)
        parts = [f"{year:04}", f"-{month:02}", f"-{day:02}"][: random.randint(1, 3)]
        edtf = "".join(parts) + random.choice(["", "", "~", "?", "%"])
        words = when_words(When(edtf, None, None))
        assert [m for m in MONTHS if m in words] == ([MONTHS[month - 1]] if len(parts) > 1 else []), edtf
        numbers = [int(n) for n in re.findall(r"\d+", words)]
        assert numbers == ([day] if len(parts) > 2 else []) + [year], edtf


def test_every_date_that_can_be_read_can_be_said():
    random = Random(7)
    pieces = "1990 -09 -21 -XX X ~ ? % / .. [ ] , T10:00:00 -33 Y E".split()
    said = 0
    for _ in range(120):
        more = "".join(random.choices(pieces, k=random.randint(0, 2)))
        edtf = random.choice(["2019", "199X", "../", "1941"]) + more
        try:
            when = parse(edtf)
        except NotADate:
            continue
        assert when_words(when).strip(), edtf
        said += 1
    assert said > 30


# ---- the date of a record ------------------------------------------------------------
def dated(kind=Event, **fields):
    return kind("r", "s", "statement", "A title", (), ("t",), **fields)


INFERRED = Inferred(parse("2016"), "the sentence before says so")


@pytest.mark.parametrize(
    ("record", "words"),
    [
        (dated(when=parse("2019-09"), when_words="September"), "some time in September 2019"),
        (dated(Figure, when=parse("2016"), as_of=parse("2019")), "2016"),
        (dated(Figure, as_of=parse("2019")), "as of 2019"),
        (dated(when_words="in May"), "“in May”; the year is not in the text"),
        (dated(when_words="in May", inferred=INFERRED), "“in May”; inferred 2016"),
        (dated(inferred=INFERRED), "no date in the text; inferred 2016"),
        (dated(), NO_DATE),
    ],
    ids="printed printed-before-as-of as-of words-only words-and-inferred inferred none".split(),
)
def test_a_record_says_where_its_date_comes_from(record, words):
    assert record_date(record) == words


def test_no_record_without_a_printed_year_is_said_with_one(shipped):
    undated = [r for r in shipped.archive.records if r.dated is None]
    assert len(undated) > 100
    for record in undated:
        without_quotes = re.sub("“[^”]*”", "", record_date(record))
        assert not re.search(r"\d", without_quotes), record.id


def test_every_year_said_of_a_shipped_record_lies_within_its_date(shipped):
    for record in shipped.archive.records:
        when = record.dated
        for year in re.findall(r"\b\d{4}\b", re.sub("“[^”]*”", "", record_date(record))):
            low, high = when.earliest or date.min, when.latest or date.max
            assert low.year <= int(year) <= high.year, record.id


# ---- amounts -------------------------------------------------------------------------
def amount(low=None, high=None, **fields):
    low, high = (None if v is None else Decimal(str(v)) for v in (low, high))
    return Amount(low, high, **fields)


def exactly(value, **fields):
    return amount(value, value, **fields)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (exactly(27_700_000_000, unit="money", currency="USD"), "US$27.7\u00a0billion"),
        (exactly(623_000_000, unit="money", currency="USD"), "US$623\u00a0million"),
        (exactly(1_500_000_000_000, unit="money", currency="EUR"), "€1.5\u00a0trillion"),
        (exactly(999_999, unit="money", currency="USD"), "US$999,999"),
        (exactly(5_000_000, unit="money", currency="KZT"), "KZT\u00a05\u00a0million"),
        (exactly("1234.56", unit="money", currency="GBP"), "£1,234.56"),
        (amount(5_000_000, 7_000_000, currency="USD"), "US$5\u00a0million to US$7\u00a0million"),
        (amount(55, None, unit="projects", qualifier="at least"), "at least 55 projects"),
        (amount(None, 25, unit="years", qualifier="up to"), "up to 25 years"),
        (amount(55, None, unit="projects"), "at least 55 projects"),
        (amount(None, 25, unit="years"), "at most 25 years"),
        (amount(None, 25_000_000, currency="USD"), "at most US$25\u00a0million"),
        (exactly(15, unit="percent"), "15\u202f%"),
        (exactly("0.5", unit="percent", qualifier="less than"), "less than 0.5\u202f%"),
        (amount(10, 23, unit="percent"), "10\u202f% to 23\u202f%"),
        (exactly(1_500_000, unit="people"), "1,500,000 people"),
        (amount(24, 300, unit="people"), "24 to 300 people"),
        (exactly(1_200_000, unit="people", qualifier="Around"), "Around 1,200,000 people"),
        (exactly(200_000, unit="people", qualifier="approximate"), "200,000 people (“approximate”)"),
        (exactly(27_600_000_000, currency="USD", qualifier="half"), "US$27.6\u00a0billion (“half”)"),
        (exactly(2, unit="rank", qualifier="second largest"), "no. 2 (“second largest”)"),
        (amount(unit="people", qualifier="tens of thousands"), "tens of thousands of people"),
        (amount(unit="factories", qualifier="dozens"), "dozens of factories"),
        (amount(unit="people", qualifier="a few to a hundred"), "a few to a hundred people"),
        (amount(unit="money", qualifier="large sums"), "large sums"),
        (amount(unit="share", qualifier="vast majority"), "vast majority"),
        (amount(unit="share", qualifier="hundreds"), "hundreds"),
        (amount(), ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_an_amount_is_said_as_the_text_has_it(given, words):
    assert amount_words(given) == words


def test_no_digit_of_an_amount_is_lost():
    random = Random(27)
    sizes = {"trillion": 10**12, "billion": 10**9, "million": 10**6}
    for _ in range(3000):
        value = Decimal(random.randint(1, 10 ** random.randint(1, 15))) / 10 ** random.choice([0, 0, 1, 2])
        words = amount_words(exactly(value, unit="money", currency="USD"))
        digits, _, size = words.removeprefix("US$").partition("\u00a0")
        assert Decimal(digits.replace(",", "")) * sizes.get(size, 1) == value, words
        assert Decimal(all_digits(value).replace(",", "")) == value


def test_every_currency_is_set_apart_from_its_number():
    for currency in ISO_4217:
        sign = amount_words(exactly(5, currency=currency)).removesuffix("5")
        assert sign and not sign[-1].isalnum(), currency


def test_every_shipped_amount_has_its_qualifier_in_its_words(shipped):
    for record in shipped.archive.records:
        if isinstance(record, Figure):
            assert record.amount.qualifier in amount_words(record.amount), record.id


# ---- counts, years, languages --------------------------------------------------------
@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 records"), (1, "1 record"), (12, "12 records"), (1_000_000, "1,000,000 records")],
)
def test_a_count_agrees_with_its_noun(count, words):
    assert counted(count, "record") == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (2016, 2019, "2016–2019"),
        (2016, 2016, "2016"),
        (None, 2016, "until 2016"),
        (2016, None, "since 2016"),
        (0, None, "since 0"),
        (-44, 14, "-44–14"),
    ],
)
def test_a_range_of_years_is_said(first, last, words):
    assert years_words(first, last) == words


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("kk", "Kazakh"),
        ("ug", "Uyghur"),
        ("zh-Hans", "Chinese (Simplified)"),
        ("qqq", "qqq"),
        ("", ""),
        ("not a language", "not a language"),
    ],
)
def test_a_language_is_named_or_left_as_its_code(lang, name):
    assert language_name(lang) == name
