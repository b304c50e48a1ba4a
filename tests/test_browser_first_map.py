"""The first map in real Chromium: what a reader sees and does before the page is there."""

import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import FrameLocator, Route, expect

from geodata.query import Query
from tests.browsing import Reader
from tests.serving import PATIENCE
from tests.sites import Site

ENTRY = re.compile(r"/static/js/index\.[\w-]+\.js")
"""Streamlit's own script, without which its page does not begin."""


@pytest.fixture
def site(shipped_site: Site) -> Site:
    return shipped_site


@pytest.fixture
def reader(browser, site) -> Iterator[Reader]:
    """A reader who comes for the first time: nothing is at hand yet."""
    found = Reader(browser, site.home, apart=True)
    yield found
    found.close()


@pytest.fixture(autouse=True)
def opened(site: Site):
    opened_at(site.home)


def opened_at(home: str) -> None:
    """Wait until a server has its atlas open: who comes before that sees no first map."""
    end = time.monotonic() + PATIENCE
    while b"srcdoc" not in urllib.request.urlopen(home).read():
        assert time.monotonic() < end, "the atlas is not opened before a reader comes"
        time.sleep(0.2)


def drawn(reader: Reader) -> None:
    """Wait for the first map; Playwright's own waiting loses a frame whose document is still replaced."""
    there = "document.querySelector('#first-map')?.contentDocument?.querySelector('[data-ready=yes]')"
    reader.page.wait_for_function(there)


@contextmanager
def before_the_page(reader: Reader, query: str = "") -> Iterator[FrameLocator]:
    """The first map, drawn, while the page's script is held back; then that comes."""
    held: list[Route] = []
    reader.page.route(ENTRY, lambda route: held.append(route))
    reader.page.goto(reader.home + query, wait_until="commit")
    frame = reader.page.frame_locator("#first-map")
    drawn(reader)
    yield frame
    while not held:
        reader.page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    reader.page.unroute(ENTRY)
    reader.page.locator("#first-map").wait_for(state="detached")


def names(frame: FrameLocator) -> dict[str, str]:
    """Each name on a map and where it stands."""
    found = frame.locator(".atlas-label").evaluate_all(
        "all => all.map((one) => [one.textContent, one.style.transform])"
    )
    return dict(found)


def at_rest(reader: Reader, frame: FrameLocator) -> dict[str, str]:
    """Where the names stand when the map has come to rest."""
    before, found = None, names(frame)
    while before != found:
        reader.page.wait_for_timeout(400)
        before, found = found, names(frame)
    return found


def near(found: dict[str, str], wanted: dict[str, str]) -> bool:
    """Whether the same names stand where they should, but for a pixel that a browser rounds."""
    far = [
        abs(int(a) - int(b))
        for name in found.keys() & wanted.keys()
        for a, b in zip(*(re.findall(r"-?\d+", at[name]) for at in (found, wanted)), strict=True)
    ]
    return found.keys() == wanted.keys() and max(far) <= 1


def counted(frame: FrameLocator) -> dict[str, int]:
    found = (re.fullmatch(r"(.*\S)\s+([\d,]+)", name, re.S) for name in names(frame))
    return {parts[1]: int(parts[2].replace(",", "")) for parts in found if parts}


def test_it_shows_the_records_of_the_link_before_any_script_of_the_page(reader: Reader, site: Site):
    counts = zip(
        site.atlas.gazetteer.places,
        site.atlas.columns.ask(Query(kind=("figure",))).place_counts(),
        strict=True,
    )
    wanted = {place.title: count for place, count in counts if count}
    with before_the_page(reader, "?kind=figure") as frame:
        assert reader.page.locator(".stApp").count() == 0
        found = counted(frame)
        assert found and found.items() <= wanted.items()
        expect(reader.page.locator("#first-words")).to_have_text("Passage Atlas is opening …")
        assert reader.grave() == []
    assert reader.errors == [] and reader.strangers() == []


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1440, 900, "light"), (1024, 800, "dark"), (390, 844, "dark")]
)
def test_the_pages_own_map_takes_its_place_unseen(browser, site: Site, width: int, height: int, scheme: str):
    """The same names in the same spots, in the same colours, as wide and as high."""
    check_swap(Reader(browser, site.home, width, height, scheme, apart=True), scheme)


def test_it_does_so_across_the_antimeridian_as_well(browser, fiji_site: Site):
    opened_at(fiji_site.home)
    check_swap(Reader(browser, fiji_site.home, 1024, 800, "dark", apart=True), "dark")


def check_swap(reader: Reader, scheme: str) -> None:
    with before_the_page(reader) as frame:
        before = names(frame), theme(frame), reader.page.locator("#first-map").bounding_box()
    after = names(reader.map), theme(reader.map), reader.page.locator("iframe[title*=folium]").bounding_box()
    assert near(before[0], after[0]) and len(before[0]) > 2 and before[1] == after[1]
    assert before[1] == scheme
    for side in ("x", "width", "height"):
        assert abs(before[2][side] - after[2][side]) <= 1, side
    reader.close()


def theme(frame: FrameLocator) -> str:
    return frame.locator("html").get_attribute("data-theme")


def test_what_a_reader_does_to_it_is_kept(reader: Reader, site: Site):
    with before_the_page(reader) as frame:
        before = names(frame)
        frame.locator(".leaflet-control-zoom-in").click()
        frame.locator(".atlas-label:not(.base)").filter(has_text=site.city.title).first.click()
        expect(frame.locator(".atlas-label.selected")).to_contain_text(site.city.title)
        zoomed = at_rest(reader, frame)
        assert zoomed != before
    reader.wait_for_address(f"place={site.city.id}")
    expect(reader.panel(site.city.title)).to_be_visible()
    assert near(names(reader.map), zoomed)
    assert reader.errors == []


def test_it_is_used_by_the_keyboard_and_the_focus_stays_on_the_map(reader: Reader, site: Site):
    with before_the_page(reader) as frame:
        reader.page.keyboard.press("Tab")
        expect(frame.locator("#map_div")).to_be_focused()
        reader.page.keyboard.press("ArrowUp")
        expect(frame.locator(".atlas-ring.shown")).to_have_count(1)
    expect(reader.map.locator("#map_div")).to_be_focused()


def test_a_filter_set_before_the_pages_own_map_is_there_is_shown_on_the_first(reader: Reader, site: Site):
    """No count of another filter is left standing."""
    wanted = site.atlas.columns.ask(Query(kind=("figure",)))
    titles = {
        p.title: c for p, c in zip(site.atlas.gazetteer.places, wanted.place_counts(), strict=True) if c
    }
    held: list[Route] = []
    reader.page.route("**/component/streamlit_folium.st_folium/**", lambda route: held.append(route))
    reader.page.goto(reader.home, wait_until="commit")
    frame = reader.page.frame_locator("#first-map")
    drawn(reader)
    everything = counted(frame)
    reader.option("Figures").click()
    expect(reader.page.locator(".status strong")).to_contain_text(" of ")
    reader.wait_for_address("kind=figure")
    found = counted(frame)
    assert found and found != everything and found.items() <= titles.items()
    for route in held:
        route.continue_()
    reader.page.unroute("**/component/streamlit_folium.st_folium/**")
    reader.page.locator("#first-map").wait_for(state="detached")
    assert counted(reader.map) == found and reader.errors == []


def test_without_its_data_the_page_comes_all_the_same(reader: Reader):
    reader.page.route("**/places.json", lambda route: route.abort())
    reader.page.goto(reader.home, wait_until="commit")
    expect(reader.page.locator(".status strong")).to_contain_text("All")
    expect(reader.map.locator(".atlas-credit")).to_contain_text("could not be loaded")
    reader.page.locator("#first-map").wait_for(state="detached")


def test_without_its_scripts_the_page_comes_all_the_same(reader: Reader):
    reader.page.route("**/leaflet.js", lambda route: route.abort())
    reader.page.goto(reader.home, wait_until="commit")
    expect(reader.page.locator(".status strong")).to_contain_text("All")
    reader.page.locator("[data-atlas=list] h2").wait_for()


@pytest.mark.parametrize("show", ["about", "timeline"])
def test_where_the_page_has_no_map_it_goes(reader: Reader, show: str):
    """The address became that of another page before the page read it."""
    with before_the_page(reader):
        reader.page.evaluate("search => history.replaceState(null, '', search)", f"?show={show}")
    reader.page.locator(f"[data-atlas={show}] h2").first.wait_for()
    expect(reader.page.locator("#first-words")).to_have_count(0)
    assert reader.errors == []


def test_an_atlas_that_broke_meanwhile_shows_its_faults_and_no_map(browser, tmp_path):
    from tests.making import make_atlas
    from tests.serving import serving

    folder = make_atlas(tmp_path)
    with serving(folder, tmp_path) as home:
        Reader(browser, home, apart=True).open().close()
        (folder / "events" / "topics.toml").write_text("title = ", "utf-8")
        reader = Reader(browser, home, apart=True)
        reader.wait_for_a_look()
        reader.page.goto(home, wait_until="commit")
        expect(reader.page.get_by_role("heading", name="This atlas cannot be shown yet")).to_be_visible()
        expect(reader.page.locator("#first-map")).to_have_count(0)
        reader.close()
