"""Reading in real Chromium: the histogram, the pages, the drawer on a phone, focus, downloads, legend."""

import csv
import json
import re

import pytest
from playwright.sync_api import Browser, expect

from dashboard.view import SHOWS
from geodata.query import Query
from tests.browsing import Reader
from tests.sites import Site


@pytest.fixture
def reader(shipped_reader: Reader) -> Reader:
    return shipped_reader


def bars(reader: Reader):
    return reader.page.locator("[data-atlas=years] .bars .bar")


def drag(reader: Reader, first: int, last: int) -> None:
    """Brush the histogram from one bar to another."""
    boxes = [bars(reader).nth(n).bounding_box() for n in (first, last)]
    (left, right), height = boxes, boxes[0]["y"] + boxes[0]["height"] - 1
    reader.page.mouse.move(left["x"] + 1, height)
    reader.page.mouse.down()
    reader.page.mouse.move(right["x"] + right["width"] / 2, height, steps=4)
    reader.page.mouse.up()


# ---- time ----------------------------------------------------------------------------
def test_the_histogram_counts_each_year_and_the_undated(reader: Reader, shipped_site: Site):
    reader.open()
    low, high = shipped_site.atlas.columns.year_range
    counts = shipped_site.atlas.columns.ask(Query()).year_counts()
    titles = [bars(reader).nth(n).get_attribute("title") for n in range(bars(reader).count())]
    assert [t.partition(":")[0] for t in titles] == [str(year) for year in range(low, high + 1)]
    assert [int(re.search(r": (\d+) record", t)[1]) for t in titles] == [
        counts.get(year, 0) for year in range(low, high + 1)
    ]
    undated = sum(r.dated is None for r in shipped_site.atlas.archive.records)
    expect(reader.page.locator("[data-atlas=years] .undated-bar")).to_contain_text(str(undated))


def test_the_histogram_is_counted_anew_under_the_other_filters(reader: Reader, shipped_site: Site):
    reader.open("?kind=investment")
    low, high = shipped_site.atlas.columns.year_range
    counts = shipped_site.atlas.columns.ask(Query(kind=("investment",))).year_counts()
    year = max(counts, key=counts.__getitem__)
    expect(bars(reader).nth(year - low)).to_have_attribute(
        "title", re.compile(f"{year}: {counts[year]} record")
    )
    said = reader.page.locator("[data-atlas=years] .bars").get_attribute("aria-label")
    assert f"{low} to {high}" in said and "without a date" in said


def test_brushing_the_histogram_sets_the_years_everywhere(reader: Reader, shipped_site: Site):
    reader.open()
    low, high = shipped_site.atlas.columns.year_range
    drag(reader, high - low - 5, high - low - 2)
    reader.wait_for_address(f"years={high - 5}..{high - 2}")
    expect(reader.page.get_by_label("From year")).to_have_value(str(high - 5))
    expect(reader.page.get_by_label("To year")).to_have_value(str(high - 2))
    expect(reader.page.locator("[data-atlas=years] .bar:not(.out):not(.cut-off)")).to_have_count(4)


def test_steps_move_the_range_by_its_own_width(reader: Reader, shipped_site: Site):
    _, high = shipped_site.atlas.columns.year_range
    reader.open(f"?years={high - 5}..{high - 4}")
    reader.page.get_by_role("button", name="The years after").click()
    reader.wait_for_address(f"years={high - 3}..{high - 2}")
    reader.page.get_by_role("button", name="The years before").click()
    reader.wait_for_address(f"years={high - 5}..{high - 4}")


def test_the_years_play_to_the_end_as_one_entry_of_history(reader: Reader, shipped_site: Site):
    _, high = shipped_site.atlas.columns.year_range
    reader.open(f"?years={high - 3}..{high - 3}")
    before = reader.page.evaluate("history.length")
    reader.page.get_by_role("button", name="Play the years").click()
    expect(reader.page.get_by_label("To year")).to_have_value(str(high - 2))
    reader.wait_for_address(f"years={high}..{high}")
    expect(reader.page.get_by_role("button", name="Play the years")).to_be_visible()
    assert reader.page.evaluate("history.length") == before + 1


def test_a_play_can_be_paused_and_stays_where_it_is(reader: Reader, shipped_site: Site):
    low, _ = shipped_site.atlas.columns.year_range
    reader.open()
    reader.page.get_by_role("button", name="Play the years").click()
    expect(reader.page.get_by_label("To year")).to_have_value(str(low + 1))
    reader.page.get_by_role("button", name="Pause").click()
    expect(reader.page.get_by_role("button", name="Play the years")).to_be_visible()
    reader.page.wait_for_function("location.search.includes('years=')")
    paused = reader.page.url
    reader.page.wait_for_timeout(2500)
    assert reader.page.url == paused


def test_a_play_that_is_paused_after_another_act_stays_where_it_is(reader: Reader, shipped_site: Site):
    low, _ = shipped_site.atlas.columns.year_range
    reader.open()
    reader.page.get_by_role("button", name="Play the years").click()
    for on in (True, False):
        reader.page.locator("[data-key=kind-event]").set_checked(on)
    reader.page.get_by_role("button", name="Pause").click()
    reader.page.wait_for_function("location.search.includes('years=')")
    shown = reader.page.get_by_label("To year").input_value()
    reader.page.wait_for_timeout(3000)
    assert reader.page.get_by_label("To year").input_value() == shown
    assert f"..{shown}" in reader.page.url


def test_who_wants_less_motion_gets_steps_and_no_play(browser: Browser, shipped_site: Site):
    reader = Reader(browser, shipped_site.home)
    reader.page.emulate_media(reduced_motion="reduce")
    reader.open()
    expect(reader.page.get_by_role("button", name="The years after")).to_be_visible()
    expect(reader.page.get_by_role("button", name="Play the years")).to_have_count(0)
    reader.close()


UNDER = {"coverage": "sources", "corrections": "about"}
"""Pages that another one leads to, not the head."""


# ---- pages ---------------------------------------------------------------------------
def test_every_page_opens_from_the_head_and_by_its_link_and_back(reader: Reader):
    reader.open()
    headed = reader.page.locator("nav.nav button").evaluate_all("all => all.map((node) => node.dataset.key)")
    assert headed == [f"nav-{show}" for show in SHOWS if show not in UNDER]
    for show in SHOWS[1:]:
        reader.turn_to(show)
        reader.wait_for_address(f"show={show}")
        here = reader.page.locator("nav.nav [aria-current]")
        expect(here).to_have_attribute("data-key", f"nav-{UNDER.get(show, show)}")
        expect(here).to_have_attribute("aria-current", "true" if show in UNDER else "page")
    reader.turn_to(SHOWS[1])
    reader.turn_to(SHOWS[2])
    reader.page.go_back()
    reader.page.locator(f"[data-atlas={SHOWS[1]}] h2").first.wait_for()
    reader.page.reload()
    reader.page.locator(f"[data-atlas={SHOWS[1]}] h2").first.wait_for()


def test_filters_are_kept_from_page_to_page(reader: Reader):
    reader.open("?topic=investment")
    reader.page.locator("[data-key=nav-about]").click()
    reader.wait_for_address("show=about")
    reader.page.locator("[data-key=nav-map]").click()
    reader.page.wait_for_function("!location.search.includes('show')")
    reader.wait_for_address("topic=investment")
    expect(reader.page.locator(".status strong")).to_contain_text(" of ")


@pytest.mark.parametrize("show", SHOWS[1:])
def test_no_page_is_wider_than_a_phone(browser: Browser, shipped_site: Site, show: str):
    reader = Reader(browser, shipped_site.home, 390, 844)
    reader.page.goto(f"{reader.home}?show={show}")
    reader.page.locator(f"[data-atlas={show}] h2").first.wait_for()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    reader.close()


def test_the_page_about_says_what_it_must(reader: Reader, shipped_site: Site):
    reader.page.goto(f"{reader.home}?show=about")
    about = reader.page.locator("[data-atlas=about]")
    about.locator("h2").wait_for()
    for words in ("MIT", "CC BY 4.0", "de facto", "Corrections and take-down", "How to cite"):
        expect(about).to_contain_text(words)
    for topic in shipped_site.atlas.archive.topics:
        expect(about).to_contain_text(topic.definition)
    expect(about).to_contain_text(shipped_site.atlas.version)


# ---- the drawer on a phone -----------------------------------------------------------
def test_on_a_phone_the_panel_is_a_drawer_that_opens_with_a_place(browser: Browser, shipped_site: Site):
    reader = Reader(browser, shipped_site.home, 390, 844)
    reader.page.goto(reader.home)
    reader.map.locator("#map_div[data-ready=yes]").wait_for()
    handle = reader.page.locator("[data-atlas=panel] .handle")
    expect(handle).to_have_attribute("aria-expanded", "false")
    expect(reader.panel("How to read this map")).to_be_hidden()
    handle.click()
    expect(reader.panel("How to read this map")).to_be_visible()
    handle.click()
    reader.label(shipped_site.city.title).click()
    expect(reader.panel(shipped_site.city.title)).to_be_visible()
    expect(handle).to_have_attribute("aria-expanded", "true")
    expect(handle).to_contain_text(shipped_site.city.title)
    reader.close()


# ---- focus ---------------------------------------------------------------------------
def test_focus_is_never_lost_where_a_control_goes_away(reader: Reader):
    reader.open("?kind=event&topic=land")
    reader.page.locator(".chip").first.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".status .chip")).to_have_count(1)
    assert reader.page.evaluate("document.activeElement.closest('[data-atlas=head]') !== null")
    reader.page.get_by_role("button", name="Clear all").focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".status strong")).to_contain_text("All")
    assert reader.page.evaluate("document.activeElement.closest('[data-atlas=head]') !== null")


# ---- the legend and the downloads ----------------------------------------------------
def test_the_legend_gives_the_numbers_of_what_is_in_sight(reader: Reader, shipped_site: Site):
    reader.open()
    legend = reader.map.locator(".atlas-legend")
    expect(legend).to_contain_text(str(shipped_site.count(shipped_site.city)))
    expect(legend).to_contain_text(str(shipped_site.count(shipped_site.area)))


def test_downloads_hold_what_the_filters_leave(reader: Reader, shipped_site: Site):
    """Those of now: the buttons are laid out once, and the filters change without them."""
    reader.open()
    reader.page.locator("[data-key=kind-investment]").check()
    reader.wait_for_address("kind=investment")
    with reader.page.expect_download() as got:
        reader.page.get_by_role("button", name="Records (CSV)").click()
    with open(got.value.path(), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    wanted = {r.id for r in shipped_site.atlas.archive.records if r.kind == "investment"}
    assert {row["record_id"] for row in rows} == wanted
    with reader.page.expect_download() as got:
        reader.page.get_by_role("button", name="Places (GeoJSON)").click()
    with open(got.value.path(), encoding="utf-8") as file:
        found = json.load(file)
    counts = shipped_site.atlas.columns.ask(Query(kind=("investment",))).place_counts()
    wanted = {p.id: n for p, n in zip(shipped_site.atlas.gazetteer.places, counts, strict=True) if n}
    assert {f["id"]: f["properties"]["records"] for f in found["features"]} == wanted


@pytest.mark.parametrize("show", ["sources", "names", "about"])
def test_on_a_phone_the_page_that_is_open_is_in_sight_among_the_pages(
    browser: Browser, shipped_site: Site, show: str
):
    reader = Reader(browser, shipped_site.home, 390, 844)
    reader.page.goto(f"{reader.home}?show={show}")
    on = reader.page.locator(".nav [aria-current]")
    on.wait_for()
    box, nav = on.bounding_box(), reader.page.locator(".nav").bounding_box()
    assert nav["x"] <= box["x"] and box["x"] + box["width"] <= nav["x"] + nav["width"] + 1
    reader.close()
