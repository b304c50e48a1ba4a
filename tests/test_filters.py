"""The filters that are no lists of options: years, the search, what becomes of undated records."""

import pytest

from dashboard.view import LONGEST_TEXT, View
from dashboard.words import UNDATED, WITHOUT
from geodata.query import DATES
from tests.visiting import act, go, sent, visit


@pytest.fixture(scope="module")
def page():
    """One session, sent to the address that each test needs."""
    return visit()


# ---- what they show ------------------------------------------------------------------
def test_the_filters_show_what_the_link_says(page):
    go(page, years="2016..2019", undated="left-out", q="camp", date="as-of")
    found = sent(page, "facets")
    assert (found["text"], found["undated"], found["date"]) == ("camp", False, "as-of")
    assert sent(page, "years")["range"] == [2016, 2019]


def test_the_filters_without_a_link_show_everything(page, shipped):
    found = sent(go(page), "facets")
    assert (found["text"], found["undated"], found["date"]) == ("", None, "happened")
    assert sent(page, "years")["range"] is None
    assert sent(page, "years")["span"] == list(shipped.columns.year_range)


def test_years_outside_the_span_stay_in_the_link(page):
    go(page, years="3000..3100")
    assert page.query_params == {"years": "3000..3100"}
    assert sent(page, "years")["range"] == [3000, 3100]


def test_every_choice_for_undated_records_has_words_and_can_be_asked_for():
    assert [value for value, _ in UNDATED] == [None, True, False]
    assert len({said for _, said in UNDATED}) == len(UNDATED)
    assert set(WITHOUT) == set(DATES)
    assert [View(undated=value).params() for value, _ in UNDATED] == [
        {}, {"undated": "kept"}, {"undated": "left-out"},
    ]  # fmt: skip


# ---- what they do --------------------------------------------------------------------
def test_years_keep_the_place_and_begin_at_the_first_page(page):
    go(page, place="almaty", page="2")
    act(page, "years", do="years", low=2016, high=2019)
    assert page.query_params == {"years": "2016..2019", "place": "almaty"}


@pytest.mark.parametrize(
    ("choice", "params"), [(True, {"undated": "kept"}), (False, {"undated": "left-out"}), (None, {})]
)
def test_undated_records_are_kept_or_left_out(page, shipped, choice, params):
    go(page, undated="kept" if choice is None else [])
    act(page, "facets", do="undated", undated=choice)
    assert page.query_params == params
    undated = sum(r.dated is None for r in shipped.archive.records)
    head = sent(page, "head")
    assert len(shipped.archive.records) - head["left"] == (undated if choice is False else 0)
    assert head["undated"] == undated


def test_a_search_filters_and_stands_in_the_link(page, shipped):
    go(page, page="3")
    act(page, "facets", do="search", text="  Алматы ")
    assert page.query_params == {"q": "Алматы"}
    assert sent(page, "facets")["text"] == "Алматы"
    assert 0 < sent(page, "head")["left"] < len(shipped.archive.records)


def test_a_search_copied_out_of_an_article_reads_the_same_from_its_link(page):
    go(page)
    act(page, "facets", do="search", text="Kazakh\u00a0people\t")
    left = sent(page, "head")["left"]
    assert page.query_params == {"q": "Kazakh people"}
    again = sent(visit(q="Kazakh people"), "head")
    assert (again["left"], again["ignored"]) == (left, [])


def test_a_search_holds_no_more_than_a_link_can_carry(page):
    go(page)
    act(page, "facets", do="search", text="camp " * LONGEST_TEXT)
    assert len(page.query_params["q"]) == LONGEST_TEXT - 1  # it ended in a space
    assert sent(visit(**page.query_params), "head")["ignored"] == []


def test_an_empty_search_is_none(page):
    go(page, q="camp")
    act(page, "facets", do="search", text=" ")
    assert page.query_params == {}
