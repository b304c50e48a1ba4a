"""The timeline's page: a mark per record, never narrower than its date, on an axis that tells its cuts."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from dashboard import pages
from dashboard.calendar_axis import LEAST_CUT, PLACES, CalendarAxis, calendar_axis, first_day
from dashboard.pages.timeline import LANE, ROWS, data, date_of
from dashboard.view import View
from dashboard.wording import date_words
from events.when import parse
from geodata.query import DATES
from tests.visiting import act, sent, visit

HERE = View(show="timeline")


def every_row(atlas, view):
    """The dated rows of all pages, each with the axis of its page."""
    first = data(atlas, view)
    for page in range(1, first["pages"] + 1):
        found = data(atlas, replace(view, page=page))
        yield from ((row, found["axis"]) for row in found.get("rows", []))


def every_undated(atlas, view):
    first = data(atlas, view)["lane"]
    for page in range(1, first["pages"] + 1):
        yield from data(atlas, replace(view, cards=page))["lane"].get("rows", [])


# ---- which records have a mark -------------------------------------------------------
VIEWS = [
    replace(HERE, date=date, **more)
    for date in DATES
    for more in (
        {}, {"years": (2016, 2019)}, {"years": (2016, 2019), "rule": "inside"}, {"kind": ("figure",)},
        {"years": (2016, 2019), "undated": True}, {"undated": False}, {"years": (1700, 1701)},
    )
]  # fmt: skip
SEVERAL = pytest.mark.parametrize(
    "view", VIEWS, ids=lambda v: "&".join(f"{n}={p}" for n, p in v.params().items())
)


@SEVERAL
def test_every_record_that_the_filters_leave_stands_once_among_the_marks_or_in_the_lane(shipped, view):
    answer = shipped.columns.ask(view.query)
    left = [shipped.archive.records[n].id for n in answer.page(0, answer.total)]
    marks = [row["id"] for row, _ in every_row(shipped, view)]
    undated = [row["id"] for row in every_undated(shipped, view)]
    assert marks + undated == left
    found = data(shipped, view)
    assert (found["dated"], found["lane"]["count"]) == (len(marks), len(undated))
    assert found["lane"]["left_out"] == answer.undated_left_out


@SEVERAL
def test_a_row_says_the_date_in_question_and_its_doubt(shipped, view):
    for row, _ in every_row(shipped, view):
        record = shipped.records[row["id"]]
        when = date_of(shipped, record, view.date)
        assert row["date"] == date_words(record, shipped.sources[record.source].published_when, view.date)
        assert row.get("open", "") == ("start" if not when.earliest else "end" if not when.latest else "")
        assert row.get("day", False) == (when.earliest == when.latest)
        inferred = view.date == "happened" and record.when is None and getattr(record, "as_of", None) is None
        assert row.get("inferred", "") == (record.inferred.reason if inferred else "")


def test_the_lane_has_the_words_that_the_text_has_instead_of_a_date(shipped):
    rows = list(every_undated(shipped, HERE))
    assert {r["id"]: r.get("words", "") for r in rows} == {
        r.id: r.when_words for r in shipped.archive.records if r.dated is None
    }
    assert all("words" not in r for r in every_undated(shipped, replace(HERE, date="as-of")))


def test_what_crosses_is_a_page_of_each(shipped):
    found = data(shipped, HERE)
    assert len(found["rows"]) <= ROWS
    assert len(found["lane"]["rows"]) == LANE
    settled = pages.settle(
        replace(HERE, page=999, cards=999), data(shipped, replace(HERE, page=999, cards=999))
    )
    assert (settled.page, settled.cards) == (found["pages"], found["lane"]["pages"])


def test_the_selected_record_brings_its_card_and_says_whether_it_is_elsewhere(shipped):
    first, last = data(shipped, HERE)["rows"][0]["id"], shipped.archive.records[-1].id
    here, there = (data(shipped, replace(HERE, record=r)) for r in (first, last))
    assert here["card"]["id"] == first and "elsewhere" not in here
    assert there["card"]["id"] == last and there["elsewhere"] is True
    assert [row["id"] for row in here["rows"] if row.get("on")] == [first]


# ---- no mark is narrower than its date -----------------------------------------------
EDTF = """
    2016 2018-03 2018-03-03 2016/2018 2018-24 201X 2017~ 2016? ../2014 2018/.. /2016 2020/ 1950/1951-02 2035
    2018-07/2019-09 2019-12-31 2020-01-01 1XXX 0001-01-01 9999-12-31 9999-12-31/.. ../0001 1667-02 [..1760]
""".split()


def days_at(axis: CalendarAxis, part: float) -> float:
    """The day at a position, by going along the axis; in a cut, the day after its first year."""
    for start, end, left, right in axis.pieces:
        if part <= right:
            return start + (end - start) * max(0.0, part - left) / (right - left)
    return axis.pieces[-1][1]


@pytest.mark.parametrize("seed", range(40))
def test_a_mark_begins_no_later_and_ends_no_earlier_than_its_date(seed):
    random = Random(seed)
    whens = [parse(edtf) for edtf in random.sample(EDTF, random.randint(1, 8))]
    axis = calendar_axis(whens)
    for when in whens:
        low, high = axis.extent(when)
        assert 0 <= low < high <= 1, when
        if when.earliest:
            assert days_at(axis, low) <= when.earliest.toordinal() + 1e-6
        else:
            assert low == 0
        if when.latest:
            assert days_at(axis, high) >= when.latest.toordinal() + 1 - 1e-6
        else:
            assert high == 1


@SEVERAL
def test_no_mark_on_the_page_is_narrower_than_its_date(shipped, view):
    """Positions cross as they are drawn; the true ones are taken from a year's length between two ticks."""
    for page in range(1, data(shipped, view)["pages"] + 1):
        rows = data(shipped, replace(view, page=page)).get("rows", [])
        whens = [date_of(shipped, shipped.records[row["id"]], view.date) for row in rows]
        axis = calendar_axis(whens) if whens else None
        for row, when in zip(rows, whens, strict=True):
            low, high = row["at"]
            assert low <= (axis.at(when.earliest.toordinal()) if when.earliest else 0)
            assert high >= min(1, axis.at(when.latest.toordinal() + 1) if when.latest else 1)
            assert high - low >= 1 / PLACES / 2


# ---- the axis ------------------------------------------------------------------------
def axis_of(*edtf):
    return calendar_axis([parse(one) for one in edtf])


@pytest.mark.parametrize(
    ("edtf", "runs"),
    [
        (["2016"], [(2016, 2016)]),
        (
            ["1916/1941", "1990", "2008", "2013", "2016"],
            [(1916, 1941), (1990, 1990), (2008, 2008), (2013, 2016)],
        ),
        (["2016", "2019"], [(2016, 2019)]),
        (["2016", "2020"], [(2016, 2016), (2020, 2020)]),
        (["2016/.."], [(2016, 2017)]),
        (["../2016"], [(2015, 2016)]),
        (["1990/..", "2016"], [(1990, 1990), (2016, 2017)]),
        (["9999/.."], [(9999, 9999)]),
        (["../0001"], [(1, 1)]),
        (["2010", "2000/2020", "2005"], [(2000, 2020)]),
    ],
)
def test_years_without_any_date_are_cut_out_and_an_open_end_has_a_year_to_fade(edtf, runs):
    assert list(axis_of(*edtf).runs) == runs


def test_a_cut_is_told_with_its_years_and_lies_between_its_runs():
    axis = axis_of("1916/1941", "1990", "2016")
    assert [years for _, _, years in axis.breaks] == [(1942, 1989), (1991, 2015)]
    for left, right, (first, last) in axis.breaks:
        assert left < right
        assert abs(axis.at(first_day(first)) - left) < 1e-3
        assert abs(axis.at(first_day(last + 1)) - right) < 0.03
    assert all(b - a > LEAST_CUT - 1 for _, _, (a, b) in axis.breaks)


def test_however_many_cuts_there_are_the_years_keep_most_of_the_axis():
    axis = axis_of(*(str(year) for year in range(1000, 2000, 10)))
    assert len(axis.breaks) == 99
    assert sum(right - left for left, right, _ in axis.breaks) <= 0.26


def test_time_runs_evenly_within_a_run():
    axis = axis_of("2000/2009")
    days = [date(2000, 1, 1), date(2002, 7, 3), date(2005, 1, 1), date(2009, 12, 31)]
    whole = first_day(2010) - first_day(2000)
    assert [axis.at(d.toordinal()) for d in days] == pytest.approx([(d - days[0]).days / whole for d in days])


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        (["2016"], ["2016", "Apr", "Jul", "Oct"]),
        (["2016/2019"], ["2016", "2017", "2018", "2019"]),
        (["1916/1941"], ["1916", "1920", "1925", "1930", "1935", "1940"]),
        (["1XXX"], "1000 1200 1400 1600 1800".split()),
    ],
)
def test_ticks_are_the_first_year_and_round_ones(edtf, words):
    assert [said for _, said in axis_of(*edtf).ticks] == words


@pytest.mark.parametrize("seed", range(20))
def test_ticks_never_touch(seed):
    random = Random(seed)
    axis = axis_of(*random.sample(EDTF, 6))
    at = [place for place, _ in axis.ticks]
    assert at[0] == 0
    assert all(right - left > 0.05 for left, right in zip(at, at[1:], strict=False))


# ---- on the page ---------------------------------------------------------------------
def test_switching_the_rule_changes_the_counts_by_exactly_the_records_it_names(shipped):
    page = visit(show="timeline", years="2016..2018")
    loose, before = {row["id"] for row in sent(page, "timeline")["rows"]}, sent(page, "head")
    page = act(page, "years", do="compare", rule="inside")
    strict, after = {row["id"] for row in sent(page, "timeline")["rows"]}, sent(page, "head")
    crossing = {
        r.id
        for r in shipped.archive.records
        if r.id in loose
        and (None in r.dated.years or r.dated.years[0] < 2016 or r.dated.years[1] > 2018)
    }  # fmt: skip
    assert crossing and loose - strict == crossing and strict < loose
    assert before["left"] - after["left"] == after["outside"] - before["outside"] == len(crossing)
    for head in (before, after):
        assert head["left"] + head["outside"] + head["left_out"] == len(shipped.archive.records)
    assert page.query_params["rule"] == "inside"


def test_switching_the_date_filters_by_the_day_of_the_article(shipped):
    page = visit(show="timeline", years="2021..2021")
    page = act(page, "years", do="compare", date="published")
    wanted = [s.id for s in shipped.archive.sources if s.published_when and 2021 in s.published_when.years]
    assert sent(page, "head")["left"] == sum(r.source in wanted for r in shipped.archive.records) > 0
    assert sent(page, "years")["span"] == [2019, 2021]
    assert sent(page, "years")["range"] == [2021, 2021]
    assert sent(page, "head")["active"] == [["years", "", "published 2021"]]
    page = act(page, "years", do="compare", date="happened")
    assert sent(page, "years")["span"] == list(shipped.columns.year_range)


def test_a_date_that_no_record_has_is_still_a_choice_that_can_be_taken_back(shipped):
    events = visit(show="timeline", kind="event", date="as-of")
    found = sent(events, "timeline")
    assert (found["dated"], "rows" in found) == (0, False)
    assert sent(events, "years")["date"] == "as-of"
    page = act(events, "years", do="compare", date="happened")
    assert sent(page, "timeline")["dated"] > 0


def test_a_record_selected_on_the_timeline_is_selected_on_the_map():
    page = visit(show="timeline")
    record = sent(page, "timeline")["rows"][0]["id"]
    page = act(page, "timeline", do="record", id=record)
    assert sent(page, "timeline")["card"]["id"] == record
    page = act(page, "timeline", do="record", id=record, show="map")
    assert sent(page, "panel")["card"]["id"] == record


@pytest.mark.parametrize("show", ["map", "timeline"])
def test_the_list_and_the_histogram_follow_the_date_in_question(shipped, show):
    page = visit(show=show, date="published", years="2019..2019")
    answer = shipped.columns.ask(View(date="published", years=(2019, 2019)).query)
    assert sent(page, "head")["left"] == answer.total
    if show == "map":
        assert {row["date"] for row in sent(page, "list")["rows"]} == {"article of 31 October 2019"}
        assert not any(row.get("inferred") for row in sent(page, "list")["rows"])
