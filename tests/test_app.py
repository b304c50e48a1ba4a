"""The page as a reader meets it: opened, filtered, clicked, linked to, and gone back to."""

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState

from dashboard.panels import TOLD
from dashboard.view import FILTERED, SHOWS, View
from dashboard.words import options
from geodata.query import FACETS
from tests.visiting import (
    PANELS,
    act,
    elements,
    event,
    go,
    map_message,
    pick,
    run_with,
    sent,
    untroubled,
    visit,
)


@pytest.fixture(scope="module")
def some(shipped):
    """Ids that the shipped atlas has: a topic, a source, a place with a record, the record."""
    record = next(r for r in shipped.archive.records if r.places)
    return {
        "topic": record.topics[0],
        "source": record.source,
        "place": record.places[0].id,
        "record": record.id,
    }


def chosen(page):
    """What the panel shows: the place and the record."""
    found = sent(page, "panel")
    return found.get("place", {}).get("id"), found.get("card", {}).get("id")


BESIDE = {"timeline": {"facets", "years"}, "investments": {"facets"}}
"""Panels that a page has beside the head and its own."""


# ---- opening -------------------------------------------------------------------------
def test_the_page_opens_with_everything_in_sight(page, shipped):
    assert page.query_params == {}
    head = sent(page, "head")
    assert (head["show"], head["left"]) == ("map", len(shipped.archive.records))
    assert (head["active"], head["ignored"]) == ([], [])
    assert sent(page, "panel")["kind"] == "overview"
    assert sorted(found.key for found in page.get("bidi_component")) == sorted((*PANELS, TOLD))
    assert len(page.get("component_instance")) == 1


@pytest.mark.parametrize("show", SHOWS[1:])
def test_every_other_page_opens_in_place_of_the_map(page, show):
    go(page, show=show)
    assert (page.query_params, sent(page, "head")["show"]) == ({"show": show}, show)
    found = {found.key for found in page.get("bidi_component")}
    assert found == {"head", show, TOLD} | BESIDE.get(show, set())
    assert page.get("component_instance") == []
    assert bool(page.get("download_button")) == (show in FILTERED) == ("facets" in found)


@pytest.mark.parametrize("show", SHOWS[1:])
def test_a_page_is_reached_from_the_map_and_back_with_the_filters_kept(page, show):
    go(page, kind="event")
    before = shown(page)
    act(page, "head", do="show", show=show)
    assert page.query_params == {"kind": "event", "show": show}
    act(page, "head", do="show", show="map")
    assert page.query_params == {"kind": "event"}
    assert shown(page) == before


def test_a_record_and_a_place_open_the_map_from_another_page(page, some):
    go(page, show="sources")
    act(page, "sources", do="record", id=some["record"], show="map")
    assert page.query_params == {"record": some["record"]}
    go(page, show="about")
    act(page, "about", do="place", id=some["place"])
    assert page.query_params == {"place": some["place"]}
    assert chosen(page) == (some["place"], None)


def test_an_article_opens_with_a_record_marked_in_it(page, some):
    go(page, place=some["place"])
    act(page, "panel", do="show", show="sources", article=some["source"], record=some["record"])
    assert page.query_params == {
        "place": some["place"], "record": some["record"], "article": some["source"], "show": "sources",
    }  # fmt: skip


def test_the_page_has_no_element_that_reads_text_as_markup(page):
    kinds = {type(found).DESCRIPTOR.name for found in elements(page)}
    assert kinds == {"BidiComponent", "Block", "ComponentInstance", "DownloadButton", "Html"}


def test_a_deep_link_opens_what_it_names(some, shipped):
    page = visit(
        years="2010..2021", undated="kept", topic=[some["topic"]], source=[some["source"]],
        place=some["place"], record=some["record"],
    )  # fmt: skip
    assert chosen(page) == (some["place"], some["record"])
    on = {facet: given["on"] for facet, given in sent(page, "facets")["facets"].items() if given["on"]}
    topics, sources = shipped.archive.topics, shipped.archive.sources
    assert on == {
        "topic": [n for n, t in enumerate(topics) if t.id == some["topic"]],
        "source": [n for n, s in enumerate(sources) if s.id == some["source"]],
    }
    assert [facet for facet, *_ in sent(page, "head")["active"]] == ["topic", "source", "years", "undated"]
    assert page.query_params == {
        "years": "2010..2021", "undated": "kept", "topic": some["topic"], "source": some["source"],
        "place": some["place"], "record": some["record"],
    }  # fmt: skip


def test_the_last_page_of_the_list_opens_by_its_link(shipped):
    pages = sent(visit(), "list")["pages"]
    found = sent(visit(page=str(pages)), "list")
    assert found["page"] == pages
    assert found["first"] + len(found["rows"]) - 1 == len(shipped.archive.records)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"years": "never"}, ["years=never is not a range such as 2016..2019"]),
        ({"place": "atlantis"}, ["place=atlantis is not known here"]),
        ({"topic": ["x", "y"]}, ["topic=x is not known here", "topic=y is not known here"]),
        ({"page": "0", "zoom": "3"}, ["zoom is no part of a link here", "page=0 is not a page"]),
        ({"q": "null\x00byte"}, ["q=nullbyte was cut to what can be searched"]),
        ({"q": "x" * 300_000}, [f"q={'x' * 80} was cut to what can be searched"]),
        ({"record": "<img src=x>"}, ["record=<img src=x> is not known here"]),
        ({"article": "x", "name": "Y"}, ["article=x is not known here", "name=Y is not known here"]),
        ({"show": "all"}, [f"show=all is not {' or '.join(SHOWS)}"]),
    ],
    ids="years place topics page NUL long markup article-and-name show".split(),
)
def test_what_a_link_asks_in_vain_is_named_and_leaves_the_address(page, params, said):
    go(page, **params)
    assert sent(page, "head")["ignored"] == said
    assert not set(page.query_params) - {"q"}
    assert sent(go(page, kind="event"), "head")["ignored"] == []


def test_a_page_past_the_last_falls_to_the_last_and_is_named(page, shipped):
    last = sent(go(page), "list")["pages"]
    go(page, page="9999")
    assert page.query_params == {"page": str(last)}
    assert sent(page, "list")["page"] == last
    assert sent(page, "head")["ignored"] == [f"page=9999 is beyond the last page, {last}"]
    untroubled(page.run())
    assert sent(page, "head")["ignored"] == []


def test_cards_past_the_last_fall_to_the_last_and_are_named(page, some):
    go(page, place=some["place"], cards="9999")
    last = sent(page, "panel")["place"]["pages"]
    assert page.query_params == {"place": some["place"]} | ({"cards": str(last)} if last > 1 else {})
    assert sent(page, "head")["ignored"] == [f"cards=9999 is beyond the last page, {last}"]


def test_years_that_end_before_they_begin_are_put_right_in_the_address(page):
    go(page, years="2019..2016")
    assert page.query_params == {"years": "2016..2019"}
    assert len(sent(page, "head")["ignored"]) == 1


def test_what_was_ignored_is_forgotten_after_the_next_act(page, some):
    go(page, zoom="3")
    assert sent(page, "head")["ignored"]
    act(page, "facets", do="toggle", facet="topic", option=some["topic"])
    assert sent(page, "head")["ignored"] == []


# ---- acts ----------------------------------------------------------------------------
def test_a_filter_chosen_and_dropped_again_leaves_no_trace(page, some, shipped):
    before = sent(page, "list")
    act(page, "facets", do="toggle", facet="topic", option=some["topic"])
    assert page.query_params == {"topic": some["topic"]}
    assert sent(page, "head")["left"] < len(shipped.archive.records)
    act(page, "head", do="drop", facet="topic", option=some["topic"])
    assert page.query_params == {}
    assert sent(page, "list") == before


def test_clear_takes_every_filter_and_keeps_what_is_chosen(page, some):
    go(page, years="2016..2019", q="camp", kind="event", place=some["place"])
    act(page, "head", do="clear")
    assert page.query_params == {"place": some["place"]}
    assert sent(page, "facets")["text"] == ""


def test_the_list_turns_its_pages(page):
    first = sent(page, "list")["rows"]
    act(page, "list", do="page", page=2)
    assert page.query_params == {"page": "2"}
    assert sent(page, "list")["rows"] != first
    act(page, "list", do="page", page=1)
    assert (page.query_params, sent(page, "list")["rows"]) == ({}, first)


def test_a_row_opens_its_record_and_close_takes_it_away(page):
    record = sent(page, "list")["rows"][1]["id"]
    act(page, "list", do="record", id=record)
    assert chosen(page) == (None, record)
    act(page, "panel", do="record", id=None)
    assert chosen(page) == (None, None)


def test_a_nonsense_act_changes_nothing(page, some):
    go(page, place=some["place"], kind="event")
    for what in ({"do": "dance"}, {"do": "place", "id": ["x"]}, {"do": "toggle", "facet": {}, "option": []}):
        act(page, "panel", **what)
        assert page.query_params == {"place": some["place"], "kind": "event"}


@pytest.mark.parametrize("value", ["place", 7, None, [], [{"do": "clear"}]], ids=str)
def test_an_act_that_is_no_table_changes_nothing(page, value):
    go(page, kind="event")
    run_with(page, event(page, "list", value))
    assert page.query_params == {"kind": "event"}


# ---- the map -------------------------------------------------------------------------
def test_a_place_picked_on_the_map_opens(page, some, shipped):
    pick(page, some["place"])
    assert page.query_params == {"place": some["place"]}
    assert chosen(page) == (some["place"], None)
    marks, numbers = sent(page, "head")["marks"], list(shipped.places)
    assert numbers[marks["selected"]] == some["place"]


def test_a_place_can_be_picked_closed_and_picked_again(page, some):
    pick(page, some["place"])
    act(page, "panel", do="place", id=None)
    assert chosen(page) == (None, None)
    pick(page, some["place"])
    assert chosen(page) == (some["place"], None)


def test_an_old_click_does_not_come_back(page, some):
    pick(page, some["place"])
    act(page, "panel", do="place", id=None)
    act(page, "facets", do="search", text="camp")
    untroubled(page.run())
    assert page.query_params == {"q": "camp"}


@pytest.mark.parametrize("given", ["atlantis", "", 7, None, ["almaty"], {"id": "almaty"}], ids=str)
def test_a_click_on_what_is_no_place_changes_nothing(page, given, some):
    go(page, record=some["record"])
    pick(page, given)
    assert page.query_params == {"record": some["record"]}


@pytest.mark.parametrize("given", ["[]", "7", '"x"', "null", '{"last_active_drawing": "x"}'])
def test_a_map_that_reports_nonsense_changes_nothing(page, given):
    run_with(page, WidgetState(id=map_message(page).id, json_value=given))
    assert page.query_params == {}


# ---- back and forth ------------------------------------------------------------------
def shown(page):
    """Everything the reader sees of a view."""
    return [sent(page, name) for name in PANELS]


def test_back_shows_each_earlier_page_as_it_was(page, some):
    trail = []

    def remember():
        trail.append((dict(page.query_params), shown(page)))

    remember()
    act(page, "facets", do="toggle", facet="source", option=some["source"])
    remember()
    act(page, "years", do="years", low=2016, high=2019)
    remember()
    act(page, "list", do="record", id=some["record"])
    remember()
    pick(page, some["place"])
    remember()
    act(page, "facets", do="search", text="camp")
    act(page, "facets", do="undated", undated=True)
    for address, before in reversed(trail):
        go(page, **address)
        assert shown(page) == before, address
        assert dict(page.query_params) == address


def test_forward_after_back_shows_the_later_page_again(page, some):
    pick(page, some["place"])
    later = shown(page)
    go(page)
    assert chosen(page) == (None, None)
    go(page, place=some["place"])
    assert shown(page) == later


def test_a_link_opens_in_another_session_as_it_was_left(page, some):
    act(page, "facets", do="toggle", facet="topic", option=some["topic"])
    act(page, "facets", do="search", text="camp")
    pick(page, some["place"])
    assert shown(visit(**page.query_params)) == shown(page)


def test_two_sessions_do_not_meddle(some):
    one, other = visit(), visit(kind="event")
    pick(one, some["place"])
    untroubled(other.run())
    assert (one.query_params, other.query_params) == ({"place": some["place"]}, {"kind": "event"})


def test_a_run_without_a_change_changes_nothing(page, some):
    go(page, years="2016..", topic=[some["topic"]], q="camp")
    before = shown(page), dict(page.query_params)
    untroubled(page.run())
    assert (shown(page), dict(page.query_params)) == before


def test_every_option_of_every_facet_draws_its_count(page, shipped):
    before = sent(page, "facets")["facets"]
    assert list(before) == list(FACETS)
    for facet, given in before.items():
        known = options(shipped, facet)
        for n, count in given["counts"]:
            go(page, **{facet: known[n]["id"]})
            assert sent(page, "head")["left"] == count
            assert View(**{facet: (known[n]["id"],)}).params() == {facet: [page.query_params[facet]]}


# ---- time ----------------------------------------------------------------------------
def test_years_are_set_and_let_go(page):
    act(page, "years", do="years", low=2016, high=2019)
    assert page.query_params == {"years": "2016..2019"}
    assert sent(page, "years")["range"] == [2016, 2019]
    act(page, "years", do="years", low=None, high=None)
    assert page.query_params == {}


def test_a_play_through_the_years_is_one_entry_of_history(page):
    go(page, kind="event")
    for year in (2016, 2017, 2018):
        act(page, "years", do="years", low=year, high=year, playing=True)
        assert page.query_params == {"kind": "event"}
        assert sent(page, "years")["range"] == [year, year]
    untroubled(page.run())
    assert sent(page, "years")["range"] == [2018, 2018]
    act(page, "years", do="years", low=2019, high=2019, playing=False)
    assert page.query_params == {"kind": "event", "years": "2019..2019"}


@pytest.mark.parametrize("other", ["years", "search", "map", "panel"])
def test_whatever_the_reader_does_while_the_years_play_stands_in_the_address(page, some, other):
    act(page, "years", do="years", low=2016, high=2016, playing=True)
    if other == "years":
        act(page, "years", do="years", low=2016, high=2018)
    elif other == "search":
        act(page, "facets", do="search", text="camp")
    elif other == "map":
        pick(page, some["place"])
    else:
        act(page, "panel", do="place", id=some["place"])
    assert page.query_params["years"] == ("2016..2018" if other == "years" else "2016..2016")
    assert len(page.query_params) == (1 if other == "years" else 2)
