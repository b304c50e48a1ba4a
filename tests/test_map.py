"""What reaches the map's frame: one constant message of our own scripts, and marks that are numbers alone."""

import json
import re
import threading
import time

import folium
import pytest
import streamlit_folium
from streamlit.testing.v1 import AppTest

from dashboard.map import picked
from dashboard.own_map import OwnMap, Start, own_map
from dashboard.view import SHOWS
from tests.visiting import PATIENCE, go, map_message, sent, sent_to_map, strings, untroubled, visit, wordless

VERSION = "[0-9a-f]{16}"
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
MARKS = {"counts", "selected", "most", "fit", "more"}
FIXED = set(
    """
    script header html id height width returned_objects zoom center feature_group return_on_hover
    layer_control pixelated css_links js_links wrap_longitude default key last_active_drawing map_div
    """.split()
) | {""}
"""The words that streamlit-folium sends with any map."""
MESSAGE = 2_950
"""Bytes of the whole message: 2,550."""
LINKS = [
    f"../dashboard.assets.atlas/{VERSION}/{name}"
    for name in (
        "leaflet.js",
        "atlas-shapes.js",
        "atlas-labels.js",
        "atlas-legend.js",
        "atlas-map.js",
        "leaflet.css",
        "atlas-map.css",
    )
]


def map_of_no_atlas():
    from dashboard import map

    map.draw("0" * 16, (0, 0, 0, 0), lambda: None)


def without_numbers(text):
    """A script with its numbers, null, true and false made alike."""
    return NUMBER.sub("#", re.sub(r"\b(null|true|false)\b", "#", text))


@pytest.fixture(scope="module")
def ours():
    """The scripts of a map that knows no atlas: they are our own."""
    page = AppTest.from_function(map_of_no_atlas, default_timeout=PATIENCE)
    found = sent_to_map(untroubled(page.run()))
    return {name: without_numbers(found[name]) for name in ("script", "header")}


@pytest.fixture(scope="module")
def pages(shipped):
    """What is sent for the page as it opens, for filters, for searches, for every place and record kind.

    Of each the message of the map, and the marks that the head hands to the map's frame.
    """
    topics = [t.id for t in shipped.archive.topics]
    page = visit()
    found = [told(page)]
    for params in (
        *({"topic": topics[0]}, {"topic": topics, "topics": "all"}, {"kind": "figure", "voice": "official"}),
        *({"years": "2016..2019", "undated": "left-out"}, {"source": shipped.archive.sources[-1].id}),
        *({"q": "</script><b>`${alert(1)}`{{ x }}"}, {"q": "50 {% of the budget"}),
        *({"zoom": "<b>"}, {"place": "<script>"}, {"record": "{{ x }}"}),
        *({"place": place} for place in shipped.places),
        *({"record": r.id} for r in shipped.archive.records[::16]),
    ):
        found.append(told(go(page, **params)))
    return found


def told(page):
    """The whole message of the map, and the marks."""
    return map_message(page).SerializeToString(deterministic=True), sent(page, "head")["marks"]


@pytest.fixture(scope="module")
def only(pages):
    """What the map's one message says."""
    return sent_to_map(visit())


# ---- one message -----------------------------------------------------------------------
def test_the_message_of_the_map_is_the_same_under_every_filter_and_selection(pages):
    assert len({message for message, _ in pages}) == 1
    assert len({json.dumps(marks) for _, marks in pages}) > 10


def test_the_message_of_the_map_is_the_same_in_every_session_and_from_every_map(pages):
    own_map.cache_clear()
    assert told(visit())[0] == told(visit(kind="event"))[0] == pages[0][0]


def test_the_map_is_made_and_rendered_once_for_each_atlas(monkeypatch):
    own_map.cache_clear()
    made = []
    began = OwnMap.__init__
    monkeypatch.setattr(
        OwnMap, "__init__", lambda self, version: (made.append(version), began(self, version))[1]
    )
    page = visit()
    for params in ({"kind": "figure"}, {"place": "almaty"}, {}, {"show": "about"}, {}):
        go(page, **params)
    visit(q="camp")
    assert len(made) == 1
    view = (46.0, 34.0, 97.0, 56.0)
    assert own_map("0" * 16, view) is own_map("0" * 16, view)
    others = [own_map("1" * 16, view), own_map("0" * 16, (0.0, *view[1:])), own_map("0" * 16, view)]
    assert len(set(map(id, others))) == 3


def test_the_templates_of_folium_are_rendered_once_however_often_the_map_is_drawn(monkeypatch):
    own_map.cache_clear()
    rendered, asked = [], []
    render = folium.Map.render
    monkeypatch.setattr(
        folium.Map, "render", lambda self, **given: (rendered.append(self), render(self, **given))
    )
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: asked.append(given))
    for _ in range(3):
        map_of_no_atlas()
    assert (len(rendered), len(asked)) == (1, 3)


def test_two_sessions_never_write_out_one_map_at_once(monkeypatch):
    """While a map is written out its parts have other ids, and another session would send those."""
    inside, most, asked = [], [], []
    write = streamlit_folium._get_map_string

    def written(found):
        inside.append(found)
        most.append(len(inside))
        time.sleep(0.01)
        text = write(found)
        inside.pop()
        return text

    monkeypatch.setattr(streamlit_folium, "_get_map_string", written)
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: asked.append(given))
    work = [threading.Thread(target=map_of_no_atlas) for _ in range(6)]
    for one in work:
        one.start()
    for one in work:
        one.join(PATIENCE)
    assert (len(asked), set(most)) == (6, {1})
    assert all(one["script"] == asked[0]["script"] and one["key"] == asked[0]["key"] for one in asked)


def test_every_string_sent_is_of_the_fixed_list_a_version_or_our_own_script(only, ours):
    for text in strings(only):
        known = text in FIXED or any(re.fullmatch(link, text) for link in LINKS)
        hashed = re.fullmatch("[0-9a-f]{64}", text)
        assert known or hashed or without_numbers(text) in ours.values(), text


def test_our_own_script_is_a_call_with_numbers(ours):
    assert 'PassageAtlas.start(map_div, {"view": [#, #, #, #], "ahead": #});' in ours["script"]


def test_nothing_sent_leads_to_another_server(only):
    for link in [*only["css_links"], *only["js_links"]]:
        assert "http" not in link and not link.startswith(("/", "//"))
    for text in strings({name: only[name] for name in ("script", "html")}):
        assert "//" not in text and "http" not in text
    assert re.findall("https?:|//|src=|href=", only["header"]) == []


def test_no_name_of_the_atlas_is_sent(only, shipped):
    words = {p.title for p in shipped.places.values()} | {p.id for p in shipped.places.values()}
    words |= {r.title for r in shipped.archive.records} | {t.title for t in shipped.archive.topics}
    text = json.dumps(only, ensure_ascii=False).casefold()
    assert [word for word in words if len(word) > 4 and word.casefold() in text] == []


def test_the_frame_is_asked_to_report_a_chosen_place_and_nothing_else(only):
    assert only["returned_objects"] == ["last_active_drawing"]


def test_the_message_of_the_map_stays_small(pages):
    assert len(pages[0][0]) < MESSAGE


def test_the_map_keeps_its_place_on_the_page():
    page = visit()
    first = map_message(page).id
    assert map_message(go(page, kind="figure")).id == first


# ---- numbers alone -------------------------------------------------------------------
def test_the_marks_are_numbers_yes_and_no_and_nothing_else(pages):
    for _, marks in pages:
        assert set(marks) == MARKS
        assert wordless(marks)


def test_marks_cross_where_there_is_a_map_alone():
    page = visit()
    assert sent(page, "head")["marks"]["counts"]
    for show in SHOWS[1:]:
        assert "marks" not in sent(go(page, show=show), "head")
    assert "marks" in sent(go(page), "head")


@pytest.mark.parametrize(
    "wrong",
    [
        ("almaty", 0, 0, 0),
        ("</script>", 0, 0, 0),
        (None, 0, 0, 0),
        ([1], 0, 0, 0),
        ({}, 0, 0, 0),
        ("3); alert(1",) * 4,
    ],
    ids=str,
)
def test_a_view_that_is_no_number_is_refused(wrong):
    with pytest.raises((TypeError, ValueError)):
        Start(wrong)


@pytest.mark.parametrize("view", [(0, 0, 0, 0), ("5", True, 7.9, -3.00001), (-180, -90.0, 180, 90)], ids=str)
def test_whatever_passes_leaves_as_numbers(view):
    said = json.loads(Start(view).settings)
    assert (
        set(said) == {"view", "ahead"}
        and said["ahead"] is False
        and {type(one) for one in said["view"]} == {float}
    )
    assert said["view"] == [round(float(one), 4) for one in view]


ZEROS = "0" * 16


@pytest.mark.parametrize(
    "version", ["", ZEROS[1:], ZEROS + "0", ZEROS + "\n", "A" * 16, "../../../../etc/", "'); alert(1)//'"]
)
def test_a_version_that_is_not_sixteen_hexadecimal_digits_is_refused(version):
    with pytest.raises(ValueError, match="16 hexadecimal digits"):
        OwnMap(version)


# ---- what comes back -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"last_active_drawing": {"id": "almaty"}}, "almaty"),
        ({"last_active_drawing": {"id": 7}}, None),
        ({"last_active_drawing": {"id": ["almaty"]}}, None),
        ({"last_active_drawing": {}}, None),
        ({"last_active_drawing": None}, None),
        ({"last_active_drawing": "almaty"}, None),
        ({}, None),
        ([], None),
        ("almaty", None),
        (None, None),
    ],
)
def test_a_place_is_picked_by_its_id_alone(value, place):
    assert picked(value) == place
