"""The embedded engine: its counts against a count by hand over seeded random records."""

from random import Random

import numpy as np
import pytest

from events.fold import fold
from events.record import KINDS, VOICES, Inferred, Passage, PlaceLink
from events.selector import TextPositionSelector, TextQuoteSelector
from events.when import parse
from geodata.columns import Columns
from geodata.query import FACETS, Query

OPTIONS = {"topic": ["sea", "school", "money", "idle"], "source": ["ferry-line", "island-school"]}
PLACES = ["fiji", "tonga", "suva", "apia", "levuka"]
WORDS = ["عبّارة", "Ferry", "Nukuʻalofa", "école", "a_b", "50%", "Қазақ", "sea", "seaside", "(x)", "ﬁre"]
DATES = """
    2016 2018-03 2018-03-03 2016/2018 2019-21 201X 2017~ 2016? ../2014 2018/.. /2016 2020/ 1950/1951-02
    2035 2018-07/2019-09 2019-12-31 2020-01-01
""".split()


def record(random, n):
    """A record with any date, none, or one inferred; any topics, places and voices."""
    kind = random.choice(list(KINDS))
    voices = random.sample(list(VOICES), random.randint(1, 3))
    position = TextPositionSelector(0, 1)
    date, inferred, as_of = (parse(random.choice(DATES)) if random.random() < 0.4 else None for _ in range(3))
    more = {} if kind == "event" else {"as_of": as_of}
    return KINDS[kind](
        id=f"r{n}",
        source=random.choice(OPTIONS["source"]),
        type="statement",
        title="",
        passages=tuple(
            Passage("ferry-line", TextQuoteSelector("x"), position, voice) for voice in [*voices, voices[0]]
        ),
        topics=tuple(random.sample(OPTIONS["topic"][:3], random.randint(1, 3))),
        places=tuple(PlaceLink(random.choice(PLACES), "where") for _ in range(random.randint(0, 3))),
        when=date,
        inferred=Inferred(inferred, "a reason") if inferred else None,
        **more,
    )


def make(seed, count):
    random = Random(seed)
    records = [record(random, n) for n in range(count)]
    words = [" ".join(random.sample(WORDS, 4)) for _ in records]
    return records, words, Columns.of(records, OPTIONS, PLACES, words)


RECORDS, TEXTS, COLUMNS = make(7, 250)
FOLDED = [fold(words) for words in TEXTS]


# ---- the count by hand ---------------------------------------------------------------
def values(found, facet):
    return {
        "topic": found.topics,
        "kind": (found.kind,),
        "source": (found.source,),
        "voice": tuple(p.voice for p in found.passages),
    }[facet]


def in_years(found, query):
    if found.dated is None:
        return query.undated if query.undated is not None else query.years is None
    low, high = query.years or (None, None)
    first, last = found.dated.years
    begins_after = high is not None and first is not None and first > high
    ends_before = low is not None and last is not None and last < low
    return not begins_after and not ends_before


def in_facet(found, facet, query):
    wanted, has = getattr(query, facet), values(found, facet)
    if facet == "topic" and query.every_topic:
        return all(option in has for option in wanted)
    return not wanted or any(option in has for option in wanted)


def passing(query, left=()):
    """The row numbers that pass every filter but those left out, counted one by one."""
    return [
        n
        for n, (found, words) in enumerate(zip(RECORDS, FOLDED, strict=True))
        if ("years" in left or in_years(found, query))
        and all(facet in left or in_facet(found, facet, query) for facet in FACETS)
        and all(word in words for word in fold(query.text).split())
    ]


def options_by_hand(facet, query):
    narrowing = facet == "topic" and query.every_topic
    rows = passing(query, () if narrowing else (facet,))
    options = {"kind": KINDS, "voice": VOICES} | OPTIONS
    return {o: sum(o in values(RECORDS[n], facet) for n in rows) for o in options[facet]}


def years_by_hand(query):
    named = [y for r in RECORDS if r.dated for y in r.dated.years if y is not None]
    spans = [RECORDS[n].dated.years for n in passing(query, ("years",)) if RECORDS[n].dated]
    found = {}
    for first, last in spans:
        for year in range(min(named) if first is None else first, (max(named) if last is None else last) + 1):
            found[year] = found.get(year, 0) + 1
    return found


def in_order(rows):
    def key(n):
        when = RECORDS[n].dated
        return (1, 0, n) if when is None else (0, (when.earliest or when.latest).toordinal(), n)

    return sorted(rows, key=key)


def some(random, options, most=2):
    return tuple(random.sample(options, random.randint(0, most)))


def random_query(seed):
    """Any filters at once, most of them empty."""
    random = Random(seed)
    ends = sorted(random.sample(range(2012, 2022), 2))
    years = random.choice([None, None, tuple(ends), (ends[0], None), (None, ends[1]), (ends[0], ends[0])])
    return Query(
        years=years,
        undated=random.choice([None, None, True, False]),
        topic=some(random, OPTIONS["topic"]),
        every_topic=random.random() < 0.3,
        kind=some(random, list(KINDS)),
        source=some(random, OPTIONS["source"], 1),
        voice=some(random, list(VOICES), 3) if random.random() < 0.3 else (),
        text=random.choice(["", "", "", "sea", "FERRY عباره", "ecole"]),
    )


SINGLE = {
    "nothing asked": Query(),
    "a year": Query((2018, 2018)),
    "years": Query((2016, 2018)),
    "since a year": Query((2018, None)),
    "until a year": Query((None, 2016)),
    "years, both ends open": Query((None, None)),
    "years, undated kept": Query((2016, 2018), undated=True),
    "undated left out": Query(undated=False),
    "years nobody names": Query((1800, 1801)),
    "one topic": Query(topic=("sea",)),
    "either topic": Query(topic=("sea", "school")),
    "every topic": Query(topic=("sea", "school"), every_topic=True),
    "every topic, one of them named twice": Query(topic=("sea", "sea"), every_topic=True),
    "a topic nobody has": Query(topic=("idle",)),
    "kinds": Query(kind=("event", "figure")),
    "a source": Query(source=("island-school",)),
    "voices": Query(voice=("hearsay", "caption")),
    "text": Query(text="sea"),
    "text, two words": Query(text="sea ferry"),
    "text that a pattern would read": Query(text="(x) 50% a_b"),
    "text that is no pattern": Query(text="a.b"),
    "text in Arabic without its marks": Query(text="عبارة"),
    "text in Kazakh typed on a Russian keyboard": Query(text="казак"),
    "text that nobody has": Query(text="aeroplane"),
}
ASKED = [pytest.param(query, id=name) for name, query in SINGLE.items()] + [
    pytest.param(random_query(seed), id=f"random {seed}") for seed in range(30)
]


def test_the_records_hold_every_case_that_is_counted():
    assert 30 < sum(r.dated is None for r in RECORDS) < 150
    assert {r.dated.edtf for r in RECORDS if r.dated} == set(DATES)
    assert {len({p.id for p in r.places}) for r in RECORDS} == {0, 1, 2, 3}
    assert sum(0 < len(passing(random_query(seed))) < 250 for seed in range(30)) > 18


@pytest.mark.parametrize("query", ASKED)
def test_every_count_is_what_counting_by_hand_gives(query):
    answer, rows = COLUMNS.ask(query), passing(query)
    assert answer.total == len(rows)
    assert answer.place_counts() == [
        sum(place in {link.id for link in RECORDS[n].places} for n in rows) for place in PLACES
    ]
    for facet in FACETS:
        assert answer.option_counts(facet) == options_by_hand(facet, query)
    assert answer.year_counts() == years_by_hand(query)


@pytest.mark.parametrize("step", [2, 5, 7, 100, 5000])
@pytest.mark.parametrize("query", ASKED)
def test_a_run_of_years_counts_each_record_that_touches_it_once(query, step):
    named = [y for r in RECORDS if r.dated for y in r.dated.years if y is not None]
    expected = {}
    for when in (RECORDS[n].dated for n in passing(query, ("years",)) if RECORDS[n].dated):
        first, last = when.years
        first, last = min(named) if first is None else first, max(named) if last is None else last
        for run in range(first // step, last // step + 1):
            expected[run * step] = expected.get(run * step, 0) + 1
    assert COLUMNS.ask(query).year_counts(step) == expected


@pytest.mark.parametrize("query", ASKED)
def test_undated_records_stay_in_sight(query):
    answer = COLUMNS.ask(query)
    undated = [n for n in passing(query, ("years",)) if RECORDS[n].dated is None]
    assert answer.undated == len(undated)
    assert answer.undated_left_out == len(set(undated) - set(passing(query)))


@pytest.mark.parametrize("query", ASKED)
def test_the_list_is_in_date_order_with_undated_records_last(query):
    answer, rows = COLUMNS.ask(query), in_order(passing(query))
    assert answer.page(0, len(RECORDS)) == rows
    for place in PLACES:
        here = [n for n in rows if place in {link.id for link in RECORDS[n].places}]
        assert answer.page(0, len(RECORDS), place) == here
        assert answer.count_at(place) == len(here)


def test_pages_laid_end_to_end_are_the_list():
    answer = COLUMNS.ask(Query())
    pages = [answer.page(start, 30) for start in range(0, 250, 30)]
    assert [len(page) for page in pages] == [30] * 8 + [10]
    assert sum(pages, []) == in_order(range(250))
    assert answer.page(250, 30) == []


def test_an_inferred_date_counts_and_a_printed_one_goes_before_it():
    found = make(1, 1)[0][0]
    printed = type(found)(**{**fields_of(found), "when": parse("2016"), "inferred": guess("2019")})
    inferred = type(found)(**{**fields_of(found), "when": None, "inferred": guess("2019")})
    columns = Columns.of([printed, inferred], OPTIONS, PLACES, ["", ""])
    assert columns.ask(Query((2016, 2016))).page(0, 9) == [0]
    assert columns.ask(Query((2019, 2019))).page(0, 9) == [1]


def fields_of(found):
    return {name: getattr(found, name) for name in ("id", "source", "type", "title", "passages", "topics")}


def guess(date):
    return Inferred(parse(date), "a reason")


def test_a_number_is_dated_by_the_year_it_holds_for():
    common = {"id": "n", "source": "ferry-line", "type": "people", "title": "", "passages": (), "topics": ()}
    figure = KINDS["figure"](**common, as_of=parse("2018"), inferred=guess("2001"))
    columns = Columns.of([figure], OPTIONS, PLACES, [""])
    assert columns.ask(Query()).year_counts() == {2018: 1}


def test_open_ends_are_counted_within_the_years_that_are_named():
    common = {"source": "ferry-line", "type": "statement", "title": "", "passages": (), "topics": ()}
    dates = ["../2014", "2012/2013", "2016/.."]
    events = [KINDS["event"](id=d, **common, when=parse(d)) for d in dates]
    columns = Columns.of(events, OPTIONS, PLACES, [""] * 3)
    assert columns.year_range == (2012, 2016)
    assert columns.ask(Query()).year_counts() == {2012: 2, 2013: 2, 2014: 1, 2016: 1}
    assert columns.ask(Query()).year_counts(5) == {2010: 2, 2015: 1}
    assert columns.ask(Query((2500, None))).page(0, 9) == [2]
    assert columns.ask(Query((None, 1))).page(0, 9) == [0]


def test_no_records_are_no_counts():
    answer = Columns.of([], OPTIONS, PLACES, []).ask(Query((2016, 2018), text="sea"))
    assert (answer.total, answer.undated, answer.year_counts(), answer.page(0, 10)) == (0, 0, {}, [])
    assert answer.place_counts() == [0] * len(PLACES)
    assert set(answer.option_counts("topic").values()) == {0}


def test_records_without_a_date_have_no_years():
    undated = [r for r in RECORDS if r.dated is None]
    columns = Columns.of(undated, OPTIONS, PLACES, [""] * len(undated))
    assert columns.year_range == (0, 0)
    assert columns.ask(Query()).year_counts() == {}
    assert columns.ask(Query((0, 0))).total == 0


@pytest.mark.parametrize("every", [True, False])
def test_a_topic_that_is_not_known_leaves_nothing(every):
    assert COLUMNS.ask(Query(topic=("unheard",), every_topic=every)).total == 0


def test_answers_are_plain_python_that_json_can_write():
    answer = COLUMNS.ask(Query((2016, 2018)))
    numbers = [answer.total, answer.undated, answer.count_at("fiji"), *answer.place_counts()]
    numbers += [*answer.page(0, 5), *answer.option_counts("kind").values()]
    numbers += [n for step in (1, 5) for pair in answer.year_counts(step).items() for n in pair]
    assert not [n for n in numbers if isinstance(n, np.generic) or not isinstance(n, int)]
