"""The acts of a reader: each does what it says, and what makes no sense changes nothing."""

from dataclasses import replace
from itertools import product

import pytest

from dashboard.link import ACTS, acted, canonical
from dashboard.opening import known
from dashboard.view import LAST_PAGE, LAST_YEAR, SHOWS, Known, Parser, View
from geodata.query import FACETS

KNOWN = Known(
    options={
        "topic": ["land", "protest"],
        "kind": ["event", "investment", "figure"],
        "source": ["000-people"],
        "voice": ["author", "official"],
    },
    places={"almaty": "any mapping of ids will do", "astana": ""},
    records={"trial": ["almaty"], "loan": [], "march": ["almaty", "astana"]},
    names={"Bank": "any mapping will do"},
)
BUSY = View(
    years=(2016, 2019), undated=True, topic=("land", "protest"), every_topic=True, kind=("event",),
    source=("000-people",), voice=("author",), text="camp", place="almaty", record="trial", page=3, cards=2,
)  # fmt: skip
READING = View(show="sources", article="000-people", record="trial", page=2, kind=("event",))
NAMING = View(show="names", name="Bank", cards=2)


def after(view, **act):
    return acted(view, act, KNOWN)


# ---- every act -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "act", "expected"),
    [
        (View(), {"do": "toggle", "facet": "topic", "option": "land"}, View(topic=("land",))),
        (View(kind=("event",)), {"do": "toggle", "facet": "kind", "option": "event"}, View()),
        (View(page=3), {"do": "toggle", "facet": "voice", "option": "author"}, View(voice=("author",))),
        (View(), {"do": "every", "every": True}, View(every_topic=True)),
        (View(every_topic=True), {"do": "every", "every": False}, View()),
        (BUSY, {"do": "clear"}, View(place="almaty", record="trial")),
        (View(), {"do": "page", "page": 2}, View(page=2)),
        (View(), {"do": "cards", "page": 5}, View(cards=5)),
        (View(page=4), {"do": "page", "page": 0}, View()),
        (View(), {"do": "page", "page": -(10**30)}, View()),
        (View(), {"do": "page", "page": 10**30}, View(page=LAST_PAGE)),
        (View(), {"do": "place", "id": "almaty"}, View(place="almaty")),
        (View(place="almaty", cards=3, page=2), {"do": "place", "id": "astana"}, View(place="astana")),
        (View(record="trial"), {"do": "place", "id": "astana"}, View(place="astana")),
        (View(place="almaty", record="trial"), {"do": "place", "id": None}, View()),
        (View(), {"do": "record", "id": "loan"}, View(record="loan")),
        (View(page=3), {"do": "record", "id": "loan"}, View(page=3, record="loan")),
        (View(place="almaty"), {"do": "record", "id": "march"}, View(place="almaty", record="march")),
        (View(place="astana"), {"do": "record", "id": "trial"}, View(record="trial")),
        (View(place="astana"), {"do": "record", "id": "loan"}, View(record="loan")),
        (View(place="astana", record="march"), {"do": "record", "id": None}, View(place="astana")),
        (View(), {"do": "toggle", "facet": "kind", "option": "event", "on": True}, View(kind=("event",))),
        (View(kind=("event",)), {"do": "toggle", "facet": "kind", "option": "event", "on": False}, View()),
        (View(), {"do": "toggle", "facet": "kind", "option": "event", "on": False}, View()),
        (
            View(kind=("event",)),
            {"do": "toggle", "facet": "kind", "option": "event", "on": True},
            View(kind=("event",)),
        ),
        (View(page=2), {"do": "years", "low": 2016, "high": 2019}, View(years=(2016, 2019))),
        (View(), {"do": "years", "low": 2019, "high": 2016}, View(years=(2016, 2019))),
        (View(), {"do": "years", "low": -44, "high": 0, "playing": True}, View(years=(-44, 0))),
        (View(), {"do": "years", "low": -9999, "high": 9999}, View(years=(-9999, 9999))),
        (View(years=(2016, None), cards=4), {"do": "years", "low": None, "high": None}, View()),
        (View(years=(2016, None)), {"do": "years"}, View()),
        (View(page=2), {"do": "search", "text": " rail\x00way "}, View(text="railway")),
        (View(text="rail"), {"do": "search", "text": ""}, View()),
        (View(cards=2), {"do": "undated", "undated": True}, View(undated=True)),
        (View(undated=True), {"do": "undated", "undated": False}, View(undated=False)),
        (View(undated=False), {"do": "undated", "undated": None}, View()),
        (READING, {"do": "place", "id": "astana"}, View(place="astana", kind=("event",))),
        (READING, {"do": "record", "id": "loan"}, replace(READING, record="loan")),
        (READING, {"do": "record", "id": None}, replace(READING, record=None)),
        (
            READING,
            {"do": "record", "id": "march", "show": "map"},
            View(record="march", kind=("event",)),
        ),
        (View(page=3), {"do": "record", "id": "loan", "show": "map"}, View(page=3, record="loan")),
        (NAMING, {"do": "record", "id": "loan", "show": "sources"}, View(show="sources", record="loan")),
        (
            View(place="almaty", cards=2),
            {"do": "show", "show": "sources", "article": "000-people", "record": "loan"},
            View(show="sources", article="000-people", record="loan", place="almaty"),
        ),
        (READING, {"do": "show", "show": "map"}, View(record="trial", kind=("event",))),
        (READING, {"do": "show", "show": "sources"}, replace(READING, article=None, page=1)),
        (READING, {"do": "show", "show": "about", "record": None}, View(show="about", kind=("event",))),
        (NAMING, {"do": "show", "show": "names", "name": None}, View(show="names")),
        (View(), {"do": "show", "show": "names", "name": "Bank"}, View(show="names", name="Bank")),
        (READING, {"do": "clear"}, replace(READING, kind=(), page=1)),
        (READING, {"do": "page", "page": 5}, replace(READING, page=5)),
        (NAMING, {"do": "cards", "page": 5}, replace(NAMING, cards=5)),
    ],
    ids="""
        an-option-is-chosen an-option-is-let-go a-filter-starts-on-page-one all-topics any-topic clear
        turn-the-list turn-the-cards below-the-first-page far-below-the-first-page beyond-the-last-page
        a-place another-place a-place-lets-the-record-go a-place-is-closed a-record
        a-record-keeps-the-page-of-the-list a-record-of-the-place-keeps-it
        a-record-elsewhere-lets-the-place-go a-record-without-places-lets-it-go a-record-is-closed
        an-option-is-ticked an-option-is-unticked an-option-unticked-twice an-option-ticked-twice
        years years-in-the-wrong-order years-before-christ the-widest-years all-years no-years-named
        a-search no-search undated-kept undated-left-out undated-as-usual
        a-place-opens-the-map a-record-in-an-article an-article-lets-its-record-go
        a-record-shown-on-the-map a-record-shown-where-it-is a-record-shown-in-its-article
        an-article-with-a-record another-page-keeps-the-record a-page-from-its-beginning
        a-page-without-the-record a-name-let-go a-name clear-keeps-the-page turn-an-article turn-a-name
    """.split(),
)
def test_an_act_does_what_it_says(before, act, expected):
    assert acted(before, act, KNOWN) == expected


@pytest.mark.parametrize(
    ("facet", "option", "left"),
    [
        ("topic", "land", {"topic": ("protest",)}),
        ("kind", "event", {"kind": ()}),
        ("source", "000-people", {"source": ()}),
        ("voice", "author", {"voice": ()}),
        ("years", "", {"years": None}),
        ("undated", "", {"undated": None}),
        ("text", "", {"text": ""}),
    ],
)
def test_a_dropped_filter_leaves_every_other(facet, option, left):
    found = after(BUSY, do="drop", facet=facet, option=option)
    assert found == BUSY.narrowed(**left)
    assert (found.page, found.cards) == (1, 1)


def test_filters_dropped_one_by_one_leave_none():
    view = BUSY
    for facet in FACETS:
        for option in getattr(view, facet):
            view = after(view, do="drop", facet=facet, option=option)
    for facet in ("years", "undated", "text"):
        view = after(view, do="drop", facet=facet, option="")
    assert not view.filtered
    assert (view.place, view.record) == ("almaty", "trial")


# ---- nonsense ------------------------------------------------------------------------
STRANGE = [
    None, "", "nowhere", 7, -1.5, float("nan"), float("inf"), True, False, [], ["land"], {}, {"id": "almaty"},
    "\ud800", 10**30, -(10**30), LAST_YEAR + 1,
]  # fmt: skip


@pytest.mark.parametrize(
    "act",
    [
        {},
        {"do": "dance"},
        {"do": None},
        {"do": ["place"], "id": "almaty"},
        {"do": "toggle"},
        {"do": "toggle", "facet": "topic"},
        {"do": "toggle", "facet": "topic", "option": "event"},
        {"do": "toggle", "facet": "years", "option": "2016"},
        {"do": "toggle", "facet": "every_topic", "option": True},
        {"do": "toggle", "facet": ["topic"], "option": "land"},
        {"do": "toggle", "facet": "topic", "option": ["land"]},
        {"do": "drop"},
        {"do": "drop", "facet": "place", "option": "almaty"},
        {"do": "drop", "facet": "topic", "option": "trade"},
        {"do": "drop", "facet": {"topic": 1}, "option": "land"},
        {"do": "page"},
        {"do": "page", "page": "2"},
        {"do": "page", "page": 2.5},
        {"do": "page", "page": [2]},
        {"do": "cards", "page": None},
        {"do": "place", "id": "atlantis"},
        {"do": "place", "id": ["almaty"]},
        {"do": "place", "id": {}},
        {"do": "place", "id": 0},
        {"do": "place", "id": ""},
        {"do": "record", "id": "almaty"},
        {"do": "record", "id": ["trial"]},
        {"do": "record", "id": False},
        {"do": "record", "id": "loan", "show": "nowhere"},
        {"do": "record", "id": "loan", "show": None},
        {"do": "record", "id": "loan", "show": ["map"]},
        {"do": "page", "page": True},
        {"do": "cards", "page": False},
        {"do": "years", "low": 2016},
        {"do": "years", "high": 2016},
        {"do": "years", "low": 2016, "high": None},
        {"do": "years", "low": True, "high": True},
        {"do": "years", "low": "2016", "high": "2019"},
        {"do": "years", "low": 2016.0, "high": 2019.0},
        {"do": "years", "low": float("nan"), "high": float("inf")},
        {"do": "years", "low": [2016], "high": 2019},
        {"do": "years", "low": 0, "high": LAST_YEAR + 1},
        {"do": "years", "low": -LAST_YEAR - 1, "high": 0},
        {"do": "years", "low": -(10**30), "high": 10**30},
        {"do": "search"},
        {"do": "search", "text": None},
        {"do": "search", "text": 7},
        {"do": "search", "text": ["camp"]},
        {"do": "undated"},
        {"do": "undated", "undated": "kept"},
        {"do": "undated", "undated": 0},
        {"do": "undated", "undated": [True]},
        {"do": "show"},
        {"do": "show", "show": "all"},
        {"do": "show", "show": None},
        {"do": "show", "show": True},
        {"do": "show", "show": ["map"]},
        {"do": "show", "show": "sources", "article": "001-people"},
        {"do": "show", "show": "sources", "article": ""},
        {"do": "show", "show": "sources", "article": 0},
        {"do": "show", "show": "sources", "article": "000-people", "name": "Nobody"},
        {"do": "show", "show": "names", "name": True},
        {"do": "show", "show": "names", "name": 7},
        {"do": "show", "show": "sources", "article": "000-people", "record": "nowhere"},
        {"do": "show", "show": "sources", "record": 1},
        {"do": "toggle", "facet": True, "option": True},
        {"do": "drop", "facet": True, "option": 1},
        {"do": "place", "id": True},
    ],
    ids=str,
)
def test_a_nonsense_act_changes_nothing(act):
    assert acted(BUSY, act, KNOWN) == BUSY
    assert acted(View(), act, KNOWN) == View()


@pytest.mark.parametrize("do", [*ACTS, "dance"])
def test_no_act_raises_or_leads_to_what_is_not_known(do):
    """Every key with every strange value, alone and beside what makes sense."""
    sense = {"facet": "topic", "show": "sources", "low": 2016, "high": 2019}
    for key in "id facet option page every low high show article name record on text undated".split():
        for value, before in product(STRANGE, (BUSY, READING, NAMING)):
            found = acted(before, {"do": do, **sense, key: value}, KNOWN)
            assert found.show in SHOWS and found.article in (None, *KNOWN.options["source"])
            assert found.name in (None, *KNOWN.names)
            assert canonical(Parser(KNOWN).view(canonical(found))) == canonical(found)
            assert found.place in (None, *KNOWN.places) and found.record in (None, *KNOWN.records)
            assert all(set(getattr(found, facet)) <= set(KNOWN.options[facet]) for facet in FACETS)
            assert 1 <= found.page <= LAST_PAGE and 1 <= found.cards <= LAST_PAGE


def test_all_topics_takes_nothing_but_true_for_yes():
    for value in STRANGE:
        assert after(View(topic=("land", "protest")), do="every", every=value).every_topic is (value is True)


# ---- the address ---------------------------------------------------------------------
def test_the_address_holds_lists_alone():
    view = View(text="camp", topic=("protest", "land"))
    assert canonical(view) == {"topic": ["land", "protest"], "q": ["camp"]}


def test_every_record_and_place_of_the_shipped_atlas_can_be_chosen(shipped):
    may_name = known(shipped)
    for place in shipped.places:
        assert acted(View(), {"do": "place", "id": place}, may_name).place == place
    for record in shipped.archive.records:
        for link in record.places:
            found = acted(View(place=link.id), {"do": "record", "id": record.id}, may_name)
            assert (found.place, found.record) == (link.id, record.id)
