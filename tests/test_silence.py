"""The coverage grid: what is quoted, where an article is silent, what no article covers."""

import json
from dataclasses import replace
from random import Random

import numpy as np
import pytest

from dashboard import link
from dashboard.opening import known
from dashboard.pages import coverage, settle
from dashboard.paging import pages_of
from dashboard.scene import CARDS
from dashboard.view import Parser, View
from events.record import Event, PlaceLink
from events.when import parse
from geodata import atlas as atlas_module
from geodata import grid
from geodata.columns import Columns
from geodata.grid import Grid, Spans
from geodata.query import Query
from tests.making import ARTICLE, make_atlas, swap
from tests.visiting import act, sent, visit

DATES = ["1990", "1991-05-02", "1990/1993", "2000~", "2005/..", "../1995", "199X", "1980", None]


def event(n: int, date: str | None, places: tuple[str, ...], source: str = "one") -> Event:
    links = tuple(PlaceLink(place, "where") for place in places)
    when = None if date is None else parse(date)
    return Event(f"e{n}", source, "protest", "t", (), (), links, when=when)


def columns(records: list[Event], places: list[str], sources: tuple[str, ...] = ("one", "two")) -> Columns:
    return Columns.of(records, {"topic": [], "source": list(sources)}, places, [""] * len(records))


def random_columns(seed: int, count: int, places: int, dates: list[str | None] = DATES) -> Columns:
    dice, ids = Random(seed), [f"p{n}" for n in range(places)]
    records = [
        event(n, dice.choice(dates), tuple(dice.sample(ids, dice.randint(0, 2))), dice.choice(["one", "two"]))
        for n in range(count)
    ]
    return columns(records, ids)


def at(found: Grid, year: int) -> int:
    """The column that has a year."""
    sides = [grid.reach(years) for years in found.columns]
    return next(n for n, (low, high) in enumerate(sides) if low <= year <= high)


# ---- the grid ------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(6))
def test_a_cell_counts_what_the_map_shows_of_the_place_in_its_years(seed):
    held = random_columns(seed, 60, 5)
    found = Grid.of(held, held.places.options)
    for line, place in enumerate(held.places.options):
        for n, years in enumerate(found.columns):
            assert found.counts[line, n] == held.ask(Query(years=years, undated=False)).count_at(place)


@pytest.mark.parametrize("seed", range(6))
def test_every_year_of_a_column_has_the_same_records_at_every_place(seed):
    held = random_columns(seed, 12, 3)
    found = Grid.of(held, held.places.options)
    for low, high in found.columns[1:-1]:
        for place in held.places.options:
            pages = [
                held.ask(Query(years=(y, y), undated=False)).page(0, 99, place) for y in range(low, high + 1)
            ]
            assert pages == [pages[0]] * len(pages)


def test_the_columns_have_every_year_once(shipped):
    found = Grid.of(shipped.columns, list(shipped.places))
    assert found.columns[0][0] is None and found.columns[-1][1] is None
    for (_, high), (low, _) in zip(found.columns, found.columns[1:], strict=False):
        assert low == high + 1


def test_a_long_run_of_years_that_nothing_tells_apart_is_one_column():
    held = columns([event(1, "1900", ("p",)), event(2, "2000", ("p",))], ["p"])
    assert Grid.of(held, ["p"]).columns == (
        (None, 1899),
        (1900, 1900),
        (1901, 1999),
        (2000, 2000),
        (2001, None),
    )


def test_only_the_places_that_are_shown_tell_columns_apart():
    held = columns([event(1, "1990/2000", ("p",)), event(2, "1995", ("q",))], ["p", "q"])
    assert (1990, 2000) in Grid.of(held, ["p"]).columns
    assert (1990, 2000) not in Grid.of(held, ["p", "q"]).columns


def test_an_article_spans_the_years_from_the_earliest_to_the_latest_that_it_names():
    records = [
        event(1, "1990", ()),
        event(2, "1994", ()),
        event(3, "2000", (), "two"),
        event(4, None, ("p",)),
    ]
    found = Spans.of(columns(records, ["p"]))
    assert (found.first.tolist(), found.last.tolist()) == ([1990, 2000], [1994, 2000])
    assert found.touching((1992, 1992)).tolist() == [0]
    assert found.touching((1995, 1999)).tolist() == []
    assert found.touching((None, None)).tolist() == [0, 1]
    assert found.covered(1990, 2000).tolist() == [True] * 5 + [False] * 5 + [True]


def test_an_open_end_lengthens_no_span():
    records = [event(1, "1990/..", ()), event(2, "../2000", (), "two"), event(3, "2010", (), "two")]
    found = Spans.of(columns(records, []))
    assert (found.first.tolist(), found.last.tolist()) == ([1990, 2000], [1990, 2010])


def test_an_article_without_a_date_spans_no_year():
    found = Spans.of(columns([event(1, "1990", ()), event(2, None, (), "two")], []))
    assert found.touching((None, None)).tolist() == [0]


def test_the_three_states_are_told_apart():
    records = [event(1, "1990", ("p",)), event(2, "1992", ("q",)), event(3, "2000", ("q",), "two")]
    found = Grid.of(columns(records, ["p", "q"]), ["p"])
    assert found.counts[0, at(found, 1990)] == 1
    assert found.counts[0, at(found, 1991)] == 0 and found.covered[at(found, 1991)]
    assert found.counts[0, at(found, 1995)] == 0 and not found.covered[at(found, 1995)]
    assert not found.covered[0] and not found.covered[-1]


def test_what_an_open_end_alone_reaches_is_told_from_what_is_named():
    found = Grid.of(columns([event(1, "1990/..", ("p",)), event(2, "1995", ())], ["p"]), ["p"])
    assert (found.counts[0, at(found, 1990)], found.named[0, at(found, 1990)]) == (1, 1)
    assert (found.counts[0, at(found, 1993)], found.named[0, at(found, 1993)]) == (1, 0)
    assert found.counts[0, -1] == 1 and found.counts[0, 0] == 0


def test_undated_records_stand_in_no_cell_and_are_counted_beside():
    found = Grid.of(
        columns([event(1, None, ("p",)), event(2, "1990", ("p",)), event(3, None, ())], ["p"]), ["p"]
    )
    assert found.undated.tolist() == [1]
    assert found.counts[0, at(found, 1990)] == 1


def test_an_atlas_without_dates_has_no_columns():
    found = Grid.of(columns([event(1, None, ("p",))], ["p"]), ["p"])
    assert found.columns == () and found.undated.tolist() == [1]


def test_many_years_are_drawn_together_in_steps_and_still_count_as_the_map_does():
    held = random_columns(1, 4000, 3, [str(year) for year in range(1200, 2020)])
    found = Grid.of(held, held.places.options)
    assert len(found.columns) <= grid.MOST_COLUMNS + 2
    for n, years in enumerate(found.columns):
        assert found.counts[1, n] == held.ask(Query(years=years, undated=False)).count_at("p1")


def test_years_before_our_era_and_far_apart_fit_too():
    dice = Random(2)
    held = columns([event(n, f"{dice.randint(1, 9990):04d}", ("p",)) for n in range(500)], ["p"])
    found = Grid.of(held, ["p"])
    assert len(found.columns) <= grid.MOST_COLUMNS + 2
    assert found.counts[0].sum() == 500


# ---- the page ------------------------------------------------------------------------
def big(shipped) -> atlas_module.Atlas:
    """The shipped atlas with the columns of a hundred thousand records at five thousand places."""
    dice = np.random.default_rng(1)
    first = shipped.gazetteer.places[0]
    places = tuple(replace(first, id=f"p{n}", title=f"P{n}", part_of=None) for n in range(5000))
    sources = tuple(s.id for s in shipped.archive.sources)
    years, where, who = (
        dice.integers(1900, 2020, 100_000),
        dice.integers(0, 5000, 100_000),
        dice.integers(0, 5, 100_000),
    )
    records = [
        event(n, str(year), (f"p{place}",), sources[source])
        for n, (year, place, source) in enumerate(zip(years, where, who, strict=True))
    ]
    found = replace(shipped, gazetteer=replace(shipped.gazetteer, places=places))
    found = replace(found, archive=replace(shipped.archive, records=tuple(records)))
    found.__dict__["columns"] = columns(records, [p.id for p in places], sources)
    return found


def test_what_crosses_is_bounded_by_what_is_shown(shipped):
    found = coverage.data(big(shipped), View(show="coverage"))
    assert len(found["rows"]) == coverage.PLACES and found["total"] == 5000 and found["pages"] == 125
    assert len(found["columns"]) <= grid.MOST_COLUMNS + 2
    assert len(json.dumps(found)) < 40_000


def test_the_rows_are_the_places_with_records_the_busiest_first(shipped):
    found = coverage.data(shipped, View(show="coverage"))
    totals = [row[1] for row in found["rows"]]
    assert totals == sorted(totals, reverse=True) and min(totals) > 0
    assert len(totals) == np.count_nonzero(shipped.columns.places.totals)


def test_a_chosen_place_of_another_page_stands_before_the_others(shipped):
    atlas = big(shipped)
    last = coverage.data(atlas, View(show="coverage", page=125))["rows"][-1][0]
    found = coverage.data(atlas, View(show="coverage", place=f"p{last}"))
    assert [row[0] for row in found["rows"]].index(last) == 0
    assert len(found["rows"]) == coverage.PLACES + 1


def test_a_quoted_cell_opens_the_records_of_its_place_and_years(shipped):
    found = coverage.data(shipped, View(show="coverage", place="kazakhstan", years=(2019, 2019)))["chosen"]
    answer = shipped.columns.ask(Query(years=(2019, 2019)))
    rows = answer.page(0, CARDS, "kazakhstan")
    assert found["count"] == answer.count_at("kazakhstan")
    assert [card["id"] for card in found["cards"]] == [shipped.archive.records[n].id for n in rows]


def test_the_passages_of_a_cell_are_paged_and_a_page_beyond_is_the_last(shipped):
    view = View(show="coverage", place="kazakhstan", years=(2019, 2019), cards=99)
    found = coverage.data(shipped, view)
    last = pages_of(found["chosen"]["count"], CARDS)
    assert found["chosen"]["pages"] == found["chosen"]["page"] == settle(view, found).cards == last > 1


def test_a_silent_cell_names_the_articles_whose_span_has_its_years(shipped):
    found = coverage.data(shipped, View(show="coverage", place="turkey", years=(2015, 2015)))["chosen"]
    assert found["count"] == 0 and found["spanning"] == len(found["silent"]) > 0
    for source, first, last, here in found["silent"]:
        assert first <= 2015 <= last
        held = [r for r in shipped.records_in[source] if "turkey" in [link.id for link in r.places]]
        assert here == len(held)
        named = [y for r in shipped.records_in[source] if r.dated for y in r.dated.years if y is not None]
        assert (first, last) == (min(named), max(named))


def test_a_cell_that_no_article_covers_says_so(shipped):
    found = coverage.data(shipped, View(show="coverage", place="turkey", years=(None, 1915)))["chosen"]
    assert (found["count"], found["spanning"]) == (0, 0) and "silent" not in found


def test_undated_records_of_a_silent_cell_are_told(shipped):
    found = coverage.data(shipped, View(show="coverage", place="turkey", years=(2015, 2015)))["chosen"]
    assert found["undated"] == sum(
        r.dated is None for r in shipped.archive.records if "turkey" in [link.id for link in r.places]
    )


def test_a_place_that_is_only_named_can_be_asked_too(shipped):
    place = next(p for p, n in zip(shipped.places, shipped.columns.places.totals, strict=True) if n == 0)
    found = coverage.data(shipped, View(show="coverage", place=place, years=(2018, 2018)))
    assert found["rows"][0] == [shipped.numbers[place], 0, 0, []]
    assert found["chosen"]["count"] == found["chosen"]["records"] == 0


def test_an_atlas_without_dates_has_a_page(tmp_path):
    article = swap(ARTICLE, 'when = "2019-05-12"\nwhen_words = "May\\u00A012"\n', "")
    article = (
        swap(article, ', as_of = "2018"', "").replace(', "as_of"', "").replace('"what", "when", ', '"what", ')
    )
    found = coverage.data(atlas_module.load(make_atlas(tmp_path, article=article)), View(show="coverage"))
    assert "columns" not in found and len(found["rows"]) == 2


# ---- the link ------------------------------------------------------------------------
def test_a_cell_is_in_the_link_and_comes_back(shipped):
    may = known(shipped)
    after = link.acted(
        View(show="coverage"), {"do": "cell", "place": "turkey", "low": 2015, "high": 2015}, may
    )
    assert after.params() == {"place": "turkey", "years": "2015..2015", "show": "coverage"}
    given = {name: [value] for name, value in after.params().items()}
    assert Parser(may).view(given) == after


@pytest.mark.parametrize(
    "low, high, years", [(None, 1915, "..1915"), (2022, None, "2022.."), (1942, 1989, "1942..1989")]
)
def test_open_and_folded_columns_are_in_the_link_too(shipped, low, high, years):
    after = link.acted(View(), {"do": "cell", "place": "turkey", "low": low, "high": high}, known(shipped))
    assert after.params()["years"] == years


def test_the_map_opens_with_the_place_and_the_years_by_the_usual_date(shipped):
    before = View(show="coverage", date="published", rule="inside", undated=True, topic=("land",), page=2)
    asked = {"do": "cell", "place": "turkey", "low": 2015, "high": 2015, "show": "map"}
    assert link.acted(before, asked, known(shipped)) == View(
        place="turkey", years=(2015, 2015), topic=("land",)
    )


def test_a_cell_that_is_closed_leaves_the_link(shipped):
    before = View(show="coverage", place="turkey", years=(2015, 2015), page=2)
    assert link.acted(before, {"do": "cell"}, known(shipped)) == View(show="coverage", page=2)


@pytest.mark.parametrize("wrong", [
    {"place": "nowhere"}, {"low": 2016}, {"low": True}, {"low": "2015"}, {"show": "x"},
    {"low": 10**9, "high": 10**9},
])  # fmt: skip
def test_a_cell_that_makes_no_sense_changes_nothing(shipped, wrong):
    before = View(show="coverage", page=3)
    asked = {"do": "cell", "place": "turkey", "low": 2015, "high": 2015} | wrong
    assert link.acted(before, asked, known(shipped)) == before


def test_a_reader_chooses_a_cell_and_goes_to_the_map():
    page = act(visit(show="coverage"), "coverage", do="cell", place="xinjiang", low=2019, high=2019)
    count = sent(page, "coverage")["chosen"]["count"]
    page = act(page, "coverage", do="cell", place="xinjiang", low=2019, high=2019, show="map")
    assert sent(page, "panel")["place"]["count"] == count > 0
