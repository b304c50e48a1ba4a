"""The panels: a loader that never changes, fed with plain values that stay small."""

import json
from dataclasses import replace

import pytest

from dashboard import words
from dashboard.panels import LOADER, NAMES
from dashboard.scene import scene
from dashboard.view import SHOWS, View
from geodata.atlas import Atlas
from geodata.query import FACETS
from tests.conftest import ROOT
from tests.visiting import PANELS, act, go, panel, sent, visit

FILTERED = 5_400
"""Bytes of JSON over the five panels of the map's page, nothing chosen: 5,133 at most, 3,510 the list."""
CHOSEN = 14_500
"""The same with a place and a record chosen: 13,769 at most; the six cards of a place are most of it."""


def fed(atlas, view):
    """The data of each panel of the map's page for a view, as the page sends it."""
    found = scene(atlas, view)
    data = {
        "head": found.head, "facets": found.facets, "years": found.years, "list": found.rows,
        "panel": found.panel,
    }  # fmt: skip
    return {name: data[name] | {"version": "0" * 16} for name in PANELS}


def size(atlas, view):
    return sum(sizes(atlas, view).values())


def sizes(atlas, view):
    """Bytes by panel."""
    return {name: len(json.dumps(data).encode()) for name, data in fed(atlas, view).items()}


@pytest.fixture(scope="module")
def page():
    return visit()


def options(atlas):
    return [(facet, option["id"]) for facet in FACETS for option in words.options(atlas, facet)]


# ---- the loader ----------------------------------------------------------------------
def test_the_loader_is_the_same_whatever_is_shown(page, shipped):
    for params in ({}, {"place": "almaty"}, {"q": "camp"}, {"record": shipped.archive.records[0].id}):
        go(page, **params)
        for name in PANELS:
            found = panel(page, name)
            assert found.js_content == LOADER % ("component/dashboard.assets.atlas", name)
            assert (found.html_content, found.css_content) == ("", "")
            assert found.component_name == f"atlas_{name}"


def test_the_loader_fetches_from_our_own_server_alone():
    assert "http" not in LOADER and "//" not in LOADER and len(LOADER) < 320
    assert "document.baseURI" in LOADER


def test_there_is_a_panel_for_each_part_of_the_map_and_one_for_every_other_page():
    assert set(NAMES) == {*PANELS, *SHOWS[1:]}
    static = ROOT / "dashboard" / "static"
    for name in NAMES:
        source = (static / f"{name}.js").read_text("utf-8")
        assert "export default" in source, name


def test_every_panel_is_fed_the_same_version(page):
    (version,) = {sent(page, name)["version"] for name in PANELS}
    assert len(version) == 16 and set(version) <= set("0123456789abcdef")


def test_a_panel_keeps_its_place_on_the_page(page):
    before = {name: panel(page, name).id for name in PANELS}
    go(page, kind="figure")
    assert {name: panel(page, name).id for name in PANELS} == before


# ---- the payload ---------------------------------------------------------------------
def test_what_is_measured_here_is_what_is_sent(page, shipped):
    for params, view in (({}, View()), ({"kind": "figure"}, View(kind=("figure",)))):
        go(page, **params)
        really = sum(len(panel(page, name).json.encode()) for name in PANELS)
        assert really == size(shipped, view)


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
    assert sum(len(panel(page, name).json.encode()) for name in PANELS) <= FILTERED
