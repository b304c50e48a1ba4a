"""What reaches the map's frame: numbers and our own constant scripts, never a word of an atlas."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.map import OwnMap, numbers, picked
from tests.visiting import PATIENCE, go, map_message, sent_to_map, strings, untroubled, visit

VERSION = "[0-9a-f]{16}"
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
MARKS = {"counts": [[0, 3], [12, 1]], "selected": 12, "most": 3, "fit": True, "more": 0}
FIXED = set(
    """
    script header html id height width returned_objects zoom center feature_group return_on_hover
    layer_control pixelated css_links js_links wrap_longitude default key last_active_drawing map_div
    """.split()
) | {""}
"""The words that streamlit-folium sends with any map."""
LINKS = [
    f"../dashboard.assets.atlas/{VERSION}/{name}"
    for name in ("leaflet.js", "atlas-legend.js", "atlas-map.js", "leaflet.css", "atlas-map.css")
]


def map_of_no_atlas():
    from dashboard import map

    marks = {"counts": [], "selected": None, "most": 0, "fit": False, "more": 0}
    map.draw(marks, "0" * 16, (0, 0, 0, 0), lambda: None)


def without_numbers(text):
    """A script with its numbers, null, true and false made alike, and lists of them too."""
    plain = NUMBER.sub("#", re.sub(r"\b(null|true|false)\b", "#", text))
    return re.sub(r"\[[#,\[\]]*\]", "[]", plain)


@pytest.fixture(scope="module")
def ours():
    """The scripts of a map that knows no atlas: they are our own."""
    page = AppTest.from_function(map_of_no_atlas, default_timeout=PATIENCE)
    found = sent_to_map(untroubled(page.run()))
    return {name: without_numbers(found[name]) for name in ("script", "header", "feature_group")}


@pytest.fixture(scope="module")
def pages(shipped):
    """What is sent for the page as it opens, for filters, for searches, for every place and record kind."""
    topics = [t.id for t in shipped.archive.topics]
    page = visit()
    found = [sent_to_map(page)]
    for params in (
        *({"topic": topics[0]}, {"topic": topics, "topics": "all"}, {"kind": "figure", "voice": "official"}),
        *({"years": "2016..2019", "undated": "left-out"}, {"source": shipped.archive.sources[-1].id}),
        *({"q": "</script><b>`${alert(1)}`{{ x }}"}, {"q": "50 {% of the budget"}),
        *({"zoom": "<b>"}, {"place": "<script>"}, {"record": "{{ x }}"}),
        *({"place": place} for place in shipped.places),
        *({"record": r.id} for r in shipped.archive.records[::16]),
    ):
        found.append(sent_to_map(go(page, **params)))
    return found


def test_every_string_sent_is_of_the_fixed_list_a_version_or_our_own_script(pages, ours):
    for sent in pages:
        for text in strings(sent):
            known = text in FIXED or any(re.fullmatch(link, text) for link in LINKS)
            hashed = re.fullmatch("[0-9a-f]{64}", text)
            assert known or hashed or without_numbers(text) in ours.values(), text


def test_our_own_scripts_are_calls_with_numbers(ours):
    assert "PassageAtlas.start(map_div, " in ours["script"]
    assert ours["feature_group"].startswith("window.feature_group = [];")
    call = 'PassageAtlas.show(map_div, {"counts":[],"selected":#,"most":#,"fit":#,"more":#});'
    assert call in ours["feature_group"]


def test_the_main_map_is_the_same_under_every_filter_and_selection(pages):
    rest = [{name: value for name, value in sent.items() if name != "feature_group"} for sent in pages]
    assert all(one == rest[0] for one in rest)
    assert len({sent["feature_group"] for sent in pages}) > 10


def test_nothing_sent_leads_to_another_server(pages, ours):
    for sent in pages:
        for link in [*sent["css_links"], *sent["js_links"]]:
            assert "http" not in link and not link.startswith(("/", "//"))
        for text in strings({name: sent[name] for name in ("script", "feature_group", "html")}):
            assert "//" not in text and "http" not in text
        assert re.findall("https?:|//|src=|href=", sent["header"]) == []


def test_no_name_of_the_atlas_is_sent(pages, shipped):
    words = {p.title for p in shipped.places.values()} | {p.id for p in shipped.places.values()}
    words |= {r.title for r in shipped.archive.records} | {t.title for t in shipped.archive.topics}
    for sent in pages:
        text = json.dumps(sent, ensure_ascii=False).casefold()
        assert [word for word in words if len(word) > 4 and word.casefold() in text] == []


def test_the_frame_is_asked_to_report_a_chosen_place_and_nothing_else(pages):
    assert {tuple(sent["returned_objects"]) for sent in pages} == {("last_active_drawing",)}


def test_a_message_to_the_map_stays_small(pages):
    assert max(len(json.dumps(sent)) for sent in pages) < 6000


def test_the_map_keeps_its_place_on_the_page():
    page = visit()
    first = map_message(page).id
    assert map_message(go(page, kind="figure")).id == first


# ---- numbers alone -------------------------------------------------------------------
def test_marks_are_sent_as_they_are():
    assert json.loads(numbers(MARKS)) == MARKS
    assert json.loads(numbers(MARKS | {"selected": None}))["selected"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"counts": [["almaty", 3]]},
        {"counts": [[1, "3); alert(1"]]},
        {"counts": [[1, 2, 3]]},
        {"counts": ["ab"]},
        {"counts": [[1, None]]},
        {"counts": [[1, float("nan")]]},
        {"counts": [[1, float("inf")]]},
        {"counts": None},
        {"selected": "almaty"},
        {"selected": "</script>"},
        {"selected": [1]},
        {"selected": {}},
        {"most": "many"},
        {"most": None},
        {"more": "some"},
        {"more": None},
    ],
    ids=str,
)
def test_what_is_no_number_is_refused(wrong):
    with pytest.raises((TypeError, ValueError, OverflowError)):
        numbers(MARKS | wrong)


@pytest.mark.parametrize(
    "odd",
    [
        {"counts": [["5", True]]},
        {"fit": "alert(1)"},
        {"fit": ["x"]},
        {"most": 7.9},
        {"name": "x"},
        {"more": "7"},
    ],
)
def test_whatever_passes_leaves_as_numbers(odd):
    assert set(strings(json.loads(numbers(MARKS | odd)))) == {*MARKS}


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
