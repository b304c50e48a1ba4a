"""The panels: messages that never change, and one that tells all of them what to show and stays small."""

import json
import tomllib
from dataclasses import replace

from dashboard import cards, words
from dashboard.panels import LOADER, NAMES, READ, TOLD, loader, written
from dashboard.picture import Picture
from dashboard.published import SERVED
from dashboard.scene import scene
from dashboard.view import SHOWS, View
from geodata.atlas import Atlas
from geodata.query import FACETS
from tests.conftest import ROOT
from tests.visiting import PANELS, act, go, panel, shown, version, visit

FILTERED = 4_600
"""Bytes of JSON that tell the panels of the map's page what to show, nothing chosen: 4,218 at most."""
CHOSEN = 10_400
"""The same with a place and a record chosen: 10,053 at most; the five cards of a place are most of it."""


def fed(atlas, view):
    """What the panels of the map's page are told for a view, as the page sends it."""
    shown = Picture(scene(atlas, view), None).told()
    assert set(shown) == set(PANELS)
    return {"version": "0" * 16, "heard": 0, "shown": shown}


def size(atlas, view):
    """Bytes of JSON that cross for a view."""
    return len(written(fed(atlas, view)))


def options(atlas):
    return [(facet, option["id"]) for facet in FACETS for option in words.options(atlas, facet)]


# ---- the loader ----------------------------------------------------------------------
def messages(page):
    """The messages that mount the panels, and where each stands."""
    return {name: panel(page, name).SerializeToString(deterministic=True) for name in PANELS}


def test_a_panel_is_mounted_by_a_message_that_is_the_same_whatever_is_shown(page, shipped):
    before = messages(page)
    for params in ({}, {"q": "camp"}, {"record": shipped.archive.records[0].id}):
        assert messages(go(page, **params)) == before
        for name in PANELS:
            found = panel(page, name)
            assert json.loads(found.json) == {"version": version(page)}
            assert found.js_content == loader(f'mount("{name}",c)')
            assert (found.html_content, found.css_content) == ("", "")
            assert found.component_name == f"atlas_{name}"
    assert messages(visit(kind="event")) == before


def test_a_panels_message_is_long_enough_to_cross_as_a_hash(page):
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert all(len(one) > settings["global"]["minCachedMessageSize"] for one in messages(page).values())


def test_one_message_tells_all_panels_what_to_show_and_stands_where_it_stood(page):
    found = panel(go(page), TOLD)
    assert found.js_content == loader("tell(c,d)", READ)
    assert (found.html_content, found.css_content) == ("", "")
    assert set(shown(page)) == set(PANELS)
    for show in SHOWS[1:]:
        go(page, show=show)
        assert {"head", show} <= set(shown(page)) <= {"head", "facets", "years", show}
        assert panel(page, TOLD).id == found.id


def test_what_the_panels_are_told_comes_after_each_has_its_place(page):
    keys = [found.key for found in go(page).main.get("bidi_component")]
    assert keys[-1] == TOLD and sorted(keys[:-1]) == sorted({*PANELS} - {"facets"})


def test_the_loader_fetches_from_our_own_server_alone():
    assert "http" not in LOADER and "//" not in LOADER and len(LOADER) < 300
    assert "document.baseURI" in LOADER and SERVED == "component/dashboard.assets.atlas"


def test_there_is_a_panel_for_each_part_of_the_map_and_one_for_every_other_page():
    assert set(NAMES) == {*PANELS, *SHOWS[1:]}
    static = ROOT / "dashboard" / "static"
    for name in NAMES:
        source = (static / f"{name}.js").read_text("utf-8")
        assert "export default" in source, name


def test_the_facts_of_a_place_stand_with_the_panel_and_cross_again_for_another_place_alone(page, shipped):
    before = messages(go(page, place="almaty"))
    for params in ({"q": "camp"}, {"kind": "event"}, {"record": shipped.archive.records[0].id}):
        assert messages(go(page, place="almaty", **params)) == before
    found = json.loads(panel(page, "panel").json)["facts"]
    assert found == cards.place_facts(shipped, shipped.places["almaty"])
    after = messages(go(page, place="xinjiang"))
    assert {name for name in PANELS if after[name] != before[name]} == {"panel"}


def test_every_panel_is_fed_the_same_version(page):
    found = version(page)
    assert len(found) == 16 and set(found) <= set("0123456789abcdef")


# ---- the payload ---------------------------------------------------------------------
def test_what_is_measured_here_is_what_is_sent(page, shipped):
    for params, view in (({}, View()), ({"kind": "figure"}, View(kind=("figure",)))):
        go(page, **params)
        assert len(panel(page, TOLD).bytes) == size(shipped, view)


def test_a_filter_sends_little(shipped):
    sizes = {one: size(shipped, View(**{one[0]: (one[1],)})) for one in options(shipped)}
    low, high = shipped.columns.year_range
    sizes |= {year: size(shipped, View(years=(year, year))) for year in range(low, high + 1, 5)}
    pages = scene(shipped, View()).rows["pages"]
    sizes |= {f"page {n}": size(shipped, View(page=n)) for n in range(1, pages + 1)}
    most = max(sizes, key=sizes.__getitem__)
    assert sizes[most] <= FILTERED, (most, sizes[most])


def test_a_chosen_place_or_record_sends_a_page_of_cards_and_no_more(shipped):
    sizes = {place: size(shipped, View(place=place)) for place in shipped.places}
    sizes |= {record: size(shipped, View(record=record)) for record in shipped.records}
    most = max(shipped.places, key=sizes.__getitem__)
    sizes |= {r: size(shipped, View(place=most, record=r)) for r in shipped.records}
    most = max(sizes, key=sizes.__getitem__)
    assert sizes[most] <= CHOSEN, (most, sizes[most])


def test_twenty_times_the_records_send_no_more(shipped):
    records = shipped.archive.records
    many = tuple(replace(r, id=f"{r.id[:-2]}{n:02}") for n in range(20) for r in records)
    large = Atlas(replace(shipped.archive, records=many), shipped.gazetteer, shipped.version)
    assert large.columns.rows == 20 * len(records)
    for view in (View(), View(kind=("event",)), View(topic=(shipped.archive.topics[0].id,))):
        assert size(large, view) < 1.1 * size(shipped, view)


def test_an_act_sends_no_more_than_the_page_itself(page, shipped):
    go(page)
    act(page, "facets", do="toggle", facet=FACETS[0], option=shipped.archive.topics[0].id)
    assert len(panel(page, TOLD).bytes) <= FILTERED
