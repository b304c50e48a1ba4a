"""Which date meets the years, and by which rule: every answer against a plain loop, and sums that hold."""

import csv
import io
from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from events.record import KINDS, VOICES, Figure, Inferred, Passage
from events.selector import TextPositionSelector, TextQuoteSelector
from events.when import parse
from geodata.columns import Columns
from geodata.export import csv_of
from geodata.query import DATES, Query

OPTIONS = {"topic": ["sea", "school"], "source": ["dated", "month", "undated", "silent"]}
PUBLISHED = [parse("2019-10-31"), parse("2021-08"), None, parse("2017/2018")]
EDTF = """
    2016 2018-03 2018-03-03 2016/2018 2018-24 201X 2017~ 2016? ../2014 2018/.. /2016 2020/ 1950/1951-02
    2035 2018-07/2019-09 2019-12-31 2020-01-01 [..2016] [2016..]
""".split()
POSITION = TextPositionSelector(0, 1)


def record(random, n):
    """A record with any date, none, or one inferred; a figure perhaps as of a year."""
    kind = random.choice(list(KINDS))
    when, inferred, as_of = (parse(random.choice(EDTF)) if random.random() < 0.4 else None for _ in range(3))
    passage = Passage("dated", TextQuoteSelector("x"), POSITION, random.choice(list(VOICES)))
    return KINDS[kind](
        id=f"r{n}", source=random.choice(OPTIONS["source"][:3]), type="statement", title="",
        passages=(passage,), topics=tuple(random.sample(OPTIONS["topic"], random.randint(1, 2))), when=when,
        inferred=Inferred(inferred, "a reason") if inferred else None,
        **({} if kind == "event" else {"as_of": as_of}),
    )  # fmt: skip


def made(seed, count):
    random = Random(seed)
    records = [record(random, n) for n in range(count)]
    return records, Columns.of(records, OPTIONS, [], [""] * count, PUBLISHED)


RECORDS, COLUMNS = made(4, 300)


# ---- the same by hand ----------------------------------------------------------------
def date_of(found, date, published):
    if date == "published":
        return published[found.source]
    if date == "as-of":
        return found.as_of if isinstance(found, Figure) else None
    return found.dated


def meets(when, query):
    low, high = query.years or (None, None)
    first, last = when.years
    if query.inside:
        begins_in = low is None or (first is not None and first >= low)
        return begins_in and (high is None or (last is not None and last <= high))
    begins_after = high is not None and first is not None and first > high
    ends_before = low is not None and last is not None and last < low
    return not begins_after and not ends_before


def passes_others(found, query):
    return (
        (not query.kind or found.kind in query.kind)
        and (not query.source or found.source in query.source)
        and (not query.voice or set(found.voices) & set(query.voice))
        and (not query.topic or (all if query.every_topic else any)(t in found.topics for t in query.topic))
    )


def parted(records, query, published):
    """Row numbers that the query leaves, that its years leave out, and that have no such date."""
    found = {"left": [], "outside": [], "undated": []}
    for n, one in enumerate(records):
        if passes_others(one, query):
            when = date_of(one, query.date, published)
            name = "undated" if when is None else "left" if meets(when, query) else "outside"
            found[name].append(n)
    return found


def random_query(seed, source=OPTIONS["source"], span=(2012, 2022)):
    random = Random(seed)
    low, high = sorted(random.choices(range(*span), k=2))
    return Query(
        years=random.choice([None, (low, high), (low, None), (None, high), (low, low), (low, high)]),
        undated=random.choice([None, True, False]),
        date=random.choice(list(DATES)),
        inside=random.random() < 0.5,
        topic=tuple(random.sample(OPTIONS["topic"], random.choice([0, 0, 0, 1, 2]))) if source else (),
        every_topic=random.random() < 0.3,
        kind=tuple(random.sample(list(KINDS), random.choice([0, 0, 1, 2]))),
        source=tuple(random.sample(source, random.choice([0, 0, 1]))) if source else (),
        voice=tuple(random.sample(list(VOICES), 3)) if random.random() < 0.2 else (),
    )


def check(records, columns, query, published):
    """Every number of an answer is what the plain loop counts, and the three add up."""
    answer, found = columns.ask(query), parted(records, query, published)
    left = found["left"] + found["undated"] * query.keeps_undated
    assert sorted(answer.page(0, len(records))) == sorted(left)
    numbers = (answer.total, answer.outside, answer.undated, answer.undated_left_out)
    undated = len(found["undated"])
    assert numbers == (len(left), len(found["outside"]), undated, undated * (not query.keeps_undated))
    assert answer.total + answer.outside + answer.undated_left_out == sum(map(len, found.values()))


NAMED = dict(zip(OPTIONS["source"], PUBLISHED, strict=True))


@pytest.mark.parametrize("seed", range(12))
def test_whatever_is_asked_the_parts_are_what_a_plain_loop_counts(seed):
    for n in range(50):
        check(RECORDS, COLUMNS, random_query(100 * seed + n), NAMED)


def test_the_random_queries_ask_everything():
    asked = [random_query(n) for n in range(1200)]
    seen = Counter((q.date, q.inside, q.years is None, q.undated) for q in asked)
    assert len(seen) == 3 * 2 * 2 * 3
    assert sum(COLUMNS.ask(q).outside > 0 for q in asked) > 150


def test_the_parts_of_the_shipped_atlas_add_up_whatever_is_asked(shipped):
    published = {source.id: source.published_when for source in shipped.archive.sources}
    for seed in range(400):
        query = random_query(seed, source=[], span=(1910, 2024))
        check(shipped.archive.records, shipped.columns, query, published)


# ---- the rule ------------------------------------------------------------------------
def rows(edtf, years, inside):
    event = KINDS["event"](
        id="e", source="dated", type="statement", title="", passages=(), topics=("sea",), when=parse(edtf)
    )
    columns = Columns.of([event], OPTIONS, [], [""], PUBLISHED)
    return columns.ask(Query(years=years, inside=inside)).total


@pytest.mark.parametrize(
    ("edtf", "years", "overlaps", "lies_inside"),
    [
        ("2016/2018", (2016, 2018), True, True),
        ("2016/2018", (2016, 2017), True, False),
        ("2016/2018", (2017, 2018), True, False),
        ("2016/2018", (2017, 2017), True, False),
        ("2016/2018", (2019, 2020), False, False),
        ("2016", (2016, 2016), True, True),
        ("201X", (2016, 2016), True, False),
        ("2016/..", (2010, 2020), True, False),
        ("2016/..", (2010, None), True, True),
        ("2016/", (2010, 2020), True, False),
        ("../2016", (2010, 2020), True, False),
        ("../2016", (None, 2020), True, True),
        ("../2016", (2010, None), True, False),
        ("2016/..", (None, 2020), True, False),
        ("2016/..", (2010, 9999), True, False),
        ("../2016", (-9999, 2020), True, False),
        ("2018-24", (2018, 2018), True, False),
    ],
)
def test_a_date_overlaps_the_years_or_lies_inside_them(edtf, years, overlaps, lies_inside):
    assert rows(edtf, years, inside=False) == overlaps
    assert rows(edtf, years, inside=True) == lies_inside


def test_without_years_both_rules_leave_the_same():
    for date in DATES:
        loose, strict = (COLUMNS.ask(Query(date=date, inside=inside)) for inside in (False, True))
        assert loose.page(0, 300) == strict.page(0, 300)
        assert strict.outside == 0


def test_what_lies_inside_overlaps():
    for years in ((2016, 2018), (2018, None), (None, 2016), (2019, 2019)):
        strict = set(COLUMNS.ask(Query(years=years, inside=True)).page(0, 300))
        assert strict < set(COLUMNS.ask(Query(years=years)).page(0, 300))


# ---- the date ------------------------------------------------------------------------
@pytest.mark.parametrize("date", DATES)
def test_the_histogram_and_the_order_follow_the_date_in_question(date):
    whens = [date_of(found, date, NAMED) for found in RECORDS]
    years = [when.years for when in whens if when]
    ends = [year for pair in years for year in pair if year is not None]
    low, high = min(ends), max(ends)
    assert COLUMNS.dates[date].year_range == (low, high)
    counts = Counter(
        year
        for first, last in years
        for year in range(low if first is None else first, (high if last is None else last) + 1)
    )
    answer = COLUMNS.ask(Query(date=date))
    assert answer.year_counts() == counts
    days = [(when.earliest or when.latest).toordinal() if when else 10**9 for when in whens]
    assert answer.page(0, 300) == sorted(range(300), key=lambda n: (days[n], n))


def test_a_date_of_an_article_without_records_is_not_among_the_years():
    assert COLUMNS.dates["published"].year_range == (2019, 2021)


def test_without_a_single_such_date_there_are_no_years():
    columns = Columns.of(RECORDS, OPTIONS, [], [""] * 300)
    answer = columns.ask(Query(date="published"))
    assert columns.dates["published"].year_range == (0, 0)
    assert (answer.year_counts(), answer.undated, answer.total) == ({}, 300, 300)
    assert columns.ask(Query(years=(2016, 2018), date="published")).undated_left_out == 300


def test_no_records_have_no_date_of_any_sort():
    columns = Columns.of([], OPTIONS, [], [])
    for date in DATES:
        answer = columns.ask(Query(years=(2016, 2018), date=date))
        assert (answer.total, answer.outside, answer.undated, answer.year_counts()) == (0, 0, 0, {})


def test_a_million_rows_share_what_is_the_same():
    """The year of a number is a few bytes a row; the day of an article is no byte more than the article."""
    assert COLUMNS.dates["published"].entry is COLUMNS.facets["source"].code
    assert len(COLUMNS.dates["published"].first) == len(OPTIONS["source"])
    assert COLUMNS.dates["as-of"].entry.itemsize == 1
    assert len(COLUMNS.dates["as-of"].first) <= len(EDTF) + 1
    for dates in COLUMNS.dates.values():
        assert dates.first.dtype == dates.last.dtype == np.int16


def test_downloads_hold_what_the_date_and_the_rule_leave(shipped):
    for query in (Query((2016, 2018), inside=True), Query((2019, 2019), date="published", inside=True)):
        rows = csv_of(shipped, query).decode("utf-8-sig")
        answer = shipped.columns.ask(query)
        ids = [row["record_id"] for row in csv.DictReader(io.StringIO(rows))]
        assert ids == [shipped.archive.records[n].id for n in answer.page(0, answer.total)]
        assert 0 < len(ids) < shipped.columns.ask(replace(query, years=None)).total
