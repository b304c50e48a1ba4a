"""The page in real Chromium, on the shipped atlas and on a tiny one across the antimeridian, in Arabic."""

import re

import pytest
from playwright.sync_api import Browser, Frame, Route, expect

from dashboard.scene import CARDS
from dashboard.view import SHOWS
from geodata.query import Query
from tests.browsing import Reader
from tests.sites import Site

once = pytest.mark.parametrize("site", ["shipped_site"], indirect=True)
"""For what the page does whatever it holds: on one of the two atlases."""


def test_the_page_opens_without_an_error_and_asks_nobody_else(reader: Reader, site: Site):
    reader.open()
    expect(reader.page.locator("h1").first).to_have_text(site.atlas.archive.title)
    assert reader.status() == f"All {len(site.atlas.archive.records)} records"
    assert reader.errors == []
    assert reader.strangers() == []


def test_a_click_on_a_city_opens_its_passages(reader: Reader, site: Site):
    reader.open()
    reader.label(site.city.title).click()
    expect(reader.panel(site.city.title)).to_be_visible()
    reader.wait_for_address(f"place={site.city.id}")
    cards = reader.page.locator("[data-atlas=panel] .card[data-record]")
    assert cards.count() == min(CARDS, site.count(site.city))
    shown = cards.first.locator("blockquote mark").inner_text()
    assert any(shown == p.quote.exact for r in site.atlas.archive.records for p in r.passages)
    assert reader.strangers() == []


def test_a_place_can_be_closed_and_clicked_again(reader: Reader, site: Site):
    reader.open()
    for _ in range(2):
        reader.label(site.city.title).click()
        expect(reader.panel(site.city.title)).to_be_visible()
        reader.page.get_by_role("button", name="Close place").click()
        expect(reader.panel("How to read this map")).to_be_visible()


def test_an_area_opens_by_its_label_and_is_no_dot(reader: Reader, site: Site):
    reader.open()
    reader.label(site.area.title).click()
    expect(reader.panel(site.area.title)).to_be_visible()


def spot(reader: Reader, longitude: float, latitude: float) -> dict[str, float]:
    """Where a position stands on the map, in pixels of its box."""
    there = "(box, at) => window.map.latLngToContainerPoint(at)"
    return reader.map.locator("#map_div").evaluate(there, [latitude, longitude])


def test_an_area_is_hit_wherever_it_is_and_the_smallest_first(browser: Browser, shipped_site: Site):
    """Kazakhstan in its west, Xinjiang far from its name inside China, the sea nowhere."""
    reader = Reader(browser, shipped_site.home).open("?years=1900..2030")
    box, tip = reader.map.locator("#map_div"), reader.map.locator(".atlas-tip.shown")
    for at, said in (((50.5, 49.5), "Kazakhstan, "), ((91.5, 40.5), "Xinjiang, ")):
        box.hover(position=spot(reader, *at))
        expect(tip).to_contain_text(said)
        expect(reader.map.locator("#map_div.pointing")).to_have_count(1)
    box.hover(position=spot(reader, 51.0, 41.5))
    expect(tip).to_have_count(0)
    box.click(position=spot(reader, 51.0, 41.5))
    reader.map.locator(".atlas-credit").click()  # a note over China
    reader.page.wait_for_timeout(500)
    assert reader.map.locator(".atlas-label.selected").count() == 0
    box.click(position=spot(reader, 91.5, 40.5))
    expect(reader.panel("Xinjiang")).to_be_visible()
    reader.wait_for_address("place=xinjiang")
    reader.close()


def test_a_border_is_hit_beside_its_line(browser: Browser, shipped_site: Site):
    reader = Reader(browser, shipped_site.home).open()
    border = next(p for p in shipped_site.atlas.gazetteer.places if p.precision == "line")
    line = max(getattr(border.geometry, "geoms", [border.geometry]), key=lambda part: part.length)
    at = spot(reader, *line.interpolate(0.2, normalized=True).coords[0])
    reader.map.locator("#map_div").click(position={"x": at["x"] + 3, "y": at["y"] + 3})
    expect(reader.panel(border.title)).to_be_visible()
    reader.close()


@once
def test_hovering_names_the_place_and_its_count(reader: Reader, site: Site):
    reader.open()
    reader.label(site.city.title).hover()
    tip = reader.map.locator(".atlas-tip.shown")
    expect(tip).to_contain_text(site.city.title)
    expect(tip).to_contain_text(re.compile(rf"\b{site.count(site.city)} record"))


def test_a_filter_changes_counts_and_keeps_the_view_of_the_map(reader: Reader, site: Site):
    reader.open()
    reader.map.locator(".leaflet-control-zoom-in").click()
    reader.page.wait_for_timeout(600)
    before = view_of(reader)
    kind = "figure"
    wanted = sum(r.kind == kind for r in site.atlas.archive.records)
    reader.option("Figures").click()
    reader.wait_for_address("kind=figure")
    expect(reader.page.locator(".status strong")).to_contain_text(f"{wanted} of")
    assert view_of(reader) == before


def view_of(reader: Reader) -> dict:
    """Where the map looks, from its own frame."""
    return frame_of(reader).evaluate("() => ({ ...map.getCenter(), zoom: map.getZoom() })")


def frame_of(reader: Reader) -> Frame:
    """The frame of the map."""
    return next(frame for frame in reader.page.frames if "folium" in frame.url)


# ---- the marks on their way to the map ---------------------------------------------------
LABELS = """nodes => nodes.map((node) => [node.querySelector("bdi"), node.querySelector("b")])
  .map(([title, count]) => [title.textContent, count ? count.textContent : "0"])"""


def labels(reader: Reader) -> dict[str, int]:
    """The places that are named on the map, with the counts beside their names."""
    found = reader.map.locator(".atlas-label:not(.base)").evaluate_all(LABELS)
    return {title: int(count) for title, count in found}


def counts_of(site: Site, **filters: tuple[str, ...]) -> dict[str, int]:
    """The records of each place that filters leave."""
    counts = site.atlas.columns.ask(Query(**filters)).place_counts()
    return {p.title: count for p, count in zip(site.atlas.gazetteer.places, counts, strict=True)}


def check_labels(reader: Reader, site: Site, **filters: tuple[str, ...]) -> None:
    """The map names the busiest place, and each place with the number of records that filters leave."""
    wanted = counts_of(site, **filters)
    drawn = [p.title for p in site.atlas.gazetteer.places if p.geometry is not None]
    busiest = max(drawn, key=wanted.__getitem__)
    assert wanted[busiest] > 0
    said = re.compile(rf"{re.escape(busiest)} *{wanted[busiest]}$")
    expect(reader.map.locator(".atlas-label:not(.base)").filter(has_text=said)).to_have_count(1)
    assert labels(reader).items() <= wanted.items()


def held_back(reader: Reader, name: str) -> list[Route]:
    """The requests for a file of ours, which are not answered before somebody lets them go on."""
    found: list[Route] = []
    reader.page.route(f"**/{name}", lambda route: found.append(route))
    return found


@once
@pytest.mark.parametrize("name", ["atlas-map.js", "places.json"])
def test_marks_that_come_before_the_map_is_there_reach_it_when_it_loads(
    reader: Reader, site: Site, name: str
):
    held = held_back(reader, name)
    reader.page.goto(reader.home, wait_until="commit")  # the first map's frame is held as well
    expect(reader.page.locator(".status strong")).to_contain_text("All")
    expect(reader.page.locator("iframe[title*=folium]")).to_be_attached()
    reader.option("Figures").click()
    expect(reader.page.locator(".status strong")).to_contain_text(" of ")
    reader.wait_for_address("kind=figure")
    while not held:
        reader.page.wait_for_timeout(50)
    assert reader.map.locator("#map_div[data-ready=yes]").count() == 0
    for route in held:
        route.continue_()
    reader.page.unroute(f"**/{name}")
    reader.map.locator("#map_div[data-ready=yes]").wait_for()
    check_labels(reader, site, kind=("figure",))
    reader.option("Figures").click()
    expect(reader.page.locator(".status strong")).to_contain_text("All")
    check_labels(reader, site)
    assert reader.errors == []


@once
def test_a_map_that_is_left_and_come_back_to_shows_the_marks_of_now(reader: Reader, site: Site):
    reader.open()
    check_labels(reader, site)
    reader.turn_to("investments")
    expect(reader.page.locator("iframe[title*=folium]")).to_have_count(0)
    reader.option("Investments").click()
    reader.wait_for_address("kind=investment")
    reader.page.locator("[data-key=nav-map]").click()
    reader.map.locator("#map_div[data-ready=yes]").wait_for()
    check_labels(reader, site, kind=("investment",))
    reader.turn_to("about")
    reader.page.go_back()
    reader.map.locator("#map_div[data-ready=yes]").wait_for()
    check_labels(reader, site, kind=("investment",))
    reader.option("Investments").click()
    expect(reader.page.locator(".status strong")).to_contain_text("All")
    check_labels(reader, site)
    assert reader.errors == []


def test_the_map_stops_at_the_limits_of_its_zoom(browser: Browser, shipped_site: Site):
    reader = Reader(browser, shipped_site.home).open()
    frame, zoom = frame_of(reader), "() => map.getZoom()"
    for way, near, limit, wheel in (("in", 9.5, 10, -2000), ("out", 1.5, 1, 2000)):
        frame.evaluate("near => { map.setZoom(near, { animate: false }); }", near)
        button = reader.map.locator(f".leaflet-control-zoom-{way}")
        assert frame.evaluate(zoom) == near
        button.click()
        expect(button).to_have_class(re.compile("leaflet-disabled"))
        assert frame.evaluate(zoom) == limit
        reader.map.locator("#map_div").hover()
        reader.page.mouse.wheel(0, wheel)
        reader.map.locator("#map_div").press("+" if way == "in" else "-")
        reader.page.wait_for_timeout(600)
        assert frame.evaluate(zoom) == limit
    assert reader.map.locator(".atlas-label").count() > 0
    assert reader.errors == []
    reader.close()


@once
def test_pan_and_zoom_cause_no_run(reader: Reader, site: Site):
    """Nothing is sent to the server while the map moves."""
    sent: list[str] = []
    reader.page.on("websocket", lambda ws: ws.on("framesent", lambda _: sent.append("frame")))
    reader.open()
    settle(reader, sent)
    sent.clear()
    reader.map.locator(".leaflet-control-zoom-in").click()
    reader.page.wait_for_timeout(800)
    box = reader.page.locator("iframe[title*=folium]").bounding_box()
    assert box is not None
    reader.page.mouse.move(box["x"] + 200, box["y"] + 200)
    reader.page.mouse.down()
    reader.page.mouse.move(box["x"] + 320, box["y"] + 240, steps=6)
    reader.page.mouse.up()
    reader.page.wait_for_timeout(1200)
    assert sent == []


def settle(reader: Reader, sent: list[str]) -> None:
    """Wait until the page has had nothing to say for two seconds."""
    before = -1
    while before != len(sent):
        before = len(sent)
        reader.page.wait_for_timeout(2000)


def test_a_link_in_a_new_browser_shows_the_same_picture(reader: Reader, site: Site, browser: Browser):
    reader.open()
    reader.option("Events").click()
    reader.wait_for_address("kind=event")
    reader.label(site.city.title).click()
    reader.wait_for_address("place=")
    reader.row().click()
    reader.wait_for_address("record=")
    reader.page.locator(".card.on").first.wait_for()
    reader.page.get_by_role("button", name="Copy link").click()
    link = reader.page.evaluate("navigator.clipboard.readText()")
    assert link == reader.page.url
    other = Reader(browser, site.home, apart=True)
    other.open(link.removeprefix(site.home))
    for name in ("head", "facets", "list", "panel"):
        expect(other.page.locator(f"[data-atlas={name}]")).to_have_text(
            reader.page.locator(f"[data-atlas={name}]").inner_text().replace("Copied", "Copy link"),
            use_inner_text=True,
        )
    other.close()


@once
def test_back_and_forward_go_one_change_a_step(reader: Reader, site: Site):
    reader.open()
    reader.label(site.city.title).click()
    expect(reader.panel(site.city.title)).to_be_visible()
    reader.option("Events").click()
    reader.wait_for_address("kind=event")
    reader.page.go_back()
    expect(reader.page.locator(".status strong")).to_contain_text("All")
    expect(reader.panel(site.city.title)).to_be_visible()
    reader.page.go_back()
    expect(reader.panel("How to read this map")).to_be_visible()
    reader.page.go_forward()
    expect(reader.panel(site.city.title)).to_be_visible()


@once
def test_quick_changes_are_all_kept(reader: Reader, site: Site):
    """A run may carry the address of a moment ago; the page and the address still end up agreeing."""
    reader.open()
    topics = site.atlas.archive.topics[:2]
    for topic in topics:
        reader.option(topic.title).locator("input").click()
    for topic in topics:
        reader.wait_for_address(f"topic={topic.id}")
    settled = reader.page.locator("[data-atlas=facets] input[type=checkbox]:checked")
    expect(settled).to_have_count(len(topics))
    wanted = sum(any(t.id in r.topics for t in topics) for r in site.atlas.archive.records)
    expect(reader.page.locator(".status strong")).to_contain_text(f"{wanted} of")


@once
def test_acts_of_one_moment_are_all_carried_out(reader: Reader, site: Site):
    """Streamlit keeps the last of the values that wait for a run: each act is sent until it was heard."""
    reader.open()
    topics = [topic.id for topic in site.atlas.archive.topics[:4]]
    reader.page.evaluate(
        "ids => ids.forEach(id => document.querySelector(`[data-key=topic-${id}]`).click())", topics
    )
    for topic in topics:
        reader.wait_for_address(f"topic={topic}")
    expect(reader.page.locator("[data-facet=topic] input[type=checkbox]:checked")).to_have_count(len(topics))


STRAY = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) found.push([walk.currentNode.data.trim(), walk.currentNode.parentElement]);
  const stray = /\\[object|^(undefined|null|NaN|true|false)$/;
  return found.filter(([text, at]) => stray.test(text) || (text === "0" && !at.closest(".count, svg")))
    .map(([text, at]) => [text, at.outerHTML.slice(0, 200)]);
}"""
"""What a template leaves behind where it was handed no words; a count and a mark of a scale may be nought."""


def test_every_panel_shows_words_and_no_objects(reader: Reader, site: Site):
    record = site.atlas.archive.records[0]
    for query in ("", f"?place={site.city.id}", f"?record={record.id}", "?q=zzzz"):
        assert reader.open(query).page.evaluate(STRAY) == [], query
    names = [f"?show=names&name={name}" for name in list(site.atlas.names)[:1]]
    article = f"?show=sources&article={record.source}&record={record.id}"
    for query in ("?show=timeline&q=zzzz", "?show=investments&q=zzzz", article, *names):
        reader.page.goto(reader.home + query)
        reader.page.locator("[data-atlas]:not([data-atlas=head]) h2").first.wait_for()
        assert reader.page.evaluate(STRAY) == [], query


def test_a_search_names_the_places_it_finds_those_without_records_among_them(reader: Reader, site: Site):
    counts = {p.id: site.count(p) for p in site.atlas.gazetteer.places}
    hollow = next(p for p in site.atlas.gazetteer.places if not counts[p.id] and p.geometry is not None)
    reader.open()
    reader.page.get_by_label("Search titles, quotes and names").fill(hollow.title)
    reader.page.keyboard.press("Enter")
    reader.page.locator("[data-atlas=list] .within .chip").filter(has_text=hollow.title).click()
    expect(reader.panel(hollow.title)).to_be_visible()


@once
def test_by_keyboard_the_map_is_one_stop_from_arrows_to_enter_to_the_list(reader: Reader, site: Site):
    reader.open()
    stage = reader.map.locator("#map_div")
    stage.focus()
    spoken = reader.map.locator(".atlas-live")
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        reader.page.keyboard.press(key)
    expect(spoken).to_have_text(re.compile("record|named"))
    title = spoken.inner_text().split(",")[0]
    reader.page.keyboard.press("Enter")
    expect(reader.panel(title)).to_be_visible()
    reader.page.keyboard.press("Escape")
    assert reader.page.evaluate("document.activeElement.className").startswith("row")
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    reader.wait_for_address("record=")
    stops = reader.map.locator("body").evaluate(
        "body => [...body.querySelectorAll('*')].filter(node => node.tabIndex >= 0).length"
    )
    assert stops == 1


def test_the_list_and_the_map_follow_each_other(reader: Reader, site: Site):
    placed = {p.id: p for p in site.atlas.gazetteer.places if p.geometry is not None}
    record = next(r for r in site.atlas.archive.records if r.places and r.places[0].id in placed)
    title = placed[record.places[0].id].title
    reader.open(f"?record={record.id}")
    expect(reader.page.locator(".card.on h4")).to_have_text(record.title)
    expect(reader.map.locator(".atlas-label.selected")).to_have_text(re.compile(re.escape(title)))
    reader.map.locator(".atlas-label.selected").click()
    expect(reader.panel(title)).to_be_visible()


def test_places_without_geometry_are_reached_from_the_list(reader: Reader, site: Site):
    place = next(p for p in site.atlas.gazetteer.places if p.geometry is None)
    reader.open()
    reader.page.locator(".tray .chip").filter(has_text=place.title).first.click()
    expect(reader.panel(place.title)).to_be_visible()
    expect(reader.page.locator("[data-atlas=panel]")).to_contain_text(place.unplaced)


def test_no_match_is_said_in_words_with_a_way_out(reader: Reader, site: Site):
    reader.open("?q=zzzzzz")
    empty = reader.page.locator("[data-atlas=list] .empty")
    expect(empty).to_contain_text("No record matches")
    empty.get_by_role("button", name="Clear all filters").click()
    expect(reader.page.locator(".status strong")).to_contain_text("All")


def test_a_bad_link_opens_and_names_what_it_ignored(reader: Reader):
    reader.open("?years=banana&topic=nothing&place=%3Cscript%3E&page=-1&what=1")
    said = reader.page.locator(".ignored").inner_text()
    for word in ("years=banana", "topic=nothing", "place=<script>", "page=-1", "what"):
        assert word in said
    reader.page.wait_for_function("location.search === ''")


@once
def test_the_map_works_when_the_network_is_cut(reader: Reader, site: Site):
    """Only our own server is reachable; everything else would be refused, and nothing else is tried."""
    reader.page.route(
        re.compile(r".*"),
        lambda route: route.continue_() if route.request.url.startswith(site.home) else route.abort(),
    )
    reader.open()
    expect(reader.map.locator(".atlas-credit")).to_contain_text("Natural Earth")
    assert reader.map.locator(".atlas-label").count() > 3
    assert reader.errors == []


@once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_map_comes_first_and_nothing_is_cut_off(browser: Browser, site: Site, scheme: str):
    reader = Reader(browser, site.home, 390, 844, scheme).open()
    box = reader.page.locator("iframe[title*=folium]").bounding_box()
    assert box is not None
    assert box["height"] >= 0.6 * 844
    assert box["y"] + box["height"] <= 844
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    reader.label(site.city.title).click()
    expect(reader.panel(site.city.title)).to_be_visible()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert reader.errors == []
    reader.close()


@once
def test_a_quote_is_copied_with_its_citation(reader: Reader, site: Site):
    record = site.atlas.archive.records[0]
    reader.open(f"?record={record.id}")
    reader.page.locator(".card.on").get_by_role("button", name="Copy quote").click()
    expect(reader.page.locator(".card.on").get_by_role("button", name="Copied")).to_be_visible()
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{record.passages[0].quote.exact}” — ")
    assert site.atlas.archive.source(record.source).file in copied


def test_axe_finds_nothing_serious_in_any_frame(browser: Browser, site: Site):
    reader = Reader(browser, site.home).open(f"?place={site.city.id}")
    reader.page.locator("[data-atlas=panel] .card").first.wait_for()
    assert reader.grave() == []
    for show in SHOWS[1:]:
        reader.turn_to(show)
        assert (reader.grave(), reader.page.evaluate(STRAY)) == ([], []), show
    reader.close()
