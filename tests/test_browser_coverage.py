"""The coverage grid, the corrections and a report in real Chromium: by mouse, by keyboard, on a phone."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from dashboard.pages import corrections, coverage
from dashboard.view import View
from geodata.query import Query
from tests.browsing import PATIENCE, Reader
from tests.making import make_atlas
from tests.serving import serving
from tests.sites import Site

RECORD = "000-china-projects"


@pytest.fixture
def open_page(browser: Browser, shipped_site: Site) -> Iterator[Callable[..., Reader]]:
    """Open a page beside the map; nothing goes wrong in it, and no stranger is asked."""
    readers = []

    def opened(
        show: str, query: str = "", width: int = 1440, height: int = 900, scheme: str = "light"
    ) -> Reader:
        reader = Reader(browser, shipped_site.home, width, height, scheme)
        readers.append(reader)
        reader.page.goto(f"{reader.home}?show={show}{query}")
        reader.page.locator(f"[data-atlas={show}] h2").first.wait_for(timeout=PATIENCE * 4)
        return reader

    yield opened
    for reader in readers:
        assert reader.errors == [] and reader.strangers() == []
        reader.close()


def cell(reader: Reader, words: str):
    """The cell whose words begin so."""
    return reader.page.get_by_role("gridcell").get_by_role("button", name=re.compile(f"^{re.escape(words)}"))


def chosen(reader: Reader):
    return reader.page.get_by_label("The chosen cell")


def fits(reader: Reader) -> bool:
    return reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# ---- the grid ------------------------------------------------------------------------
def test_each_state_is_said_in_words_and_differs_in_its_sign(open_page, shipped):
    reader = open_page("coverage")
    found = {name: cell(reader, f"Turkey, {words}") for name, words in {
        "silent": "2016: in an article’s span, but silent", "none": "before 1916: no article covers it",
    }.items()}  # fmt: skip
    count = shipped.columns.ask(Query(years=(2019, 2019))).count_at("china")
    expect(cell(reader, f"China, 2019: {count} records")).to_have_text(str(count))
    expect(found["silent"]).to_have_text("·")
    expect(found["none"]).to_have_text("")
    styles = [
        reader.page.evaluate("n => getComputedStyle(n).backgroundImage", found[n].element_handle())
        for n in found
    ]
    assert styles[0] == "none" and "gradient" in styles[1]


def test_undated_records_are_said_beside_their_place(open_page, shipped):
    reader = open_page("coverage")
    dated = shipped.columns.dated[shipped.columns.places.rows_of("kazakhstan")]
    head = reader.page.get_by_role("rowheader", name="Kazakhstan", exact=False).first
    expect(head).to_contain_text(f"+ {(~dated).sum()} undated")


def test_a_quoted_cell_opens_its_passages_and_the_link_keeps_it(open_page, shipped):
    reader = open_page("coverage")
    cell(reader, "Astana (Nur-Sultan in 2019), 2019").click()
    reader.wait_for_address("years=2019..2019")
    reader.wait_for_address("place=astana")
    wanted = coverage.data(shipped, View(show="coverage", place="astana", years=(2019, 2019)))["chosen"]
    expect(chosen(reader).locator(".card")).to_have_count(len(wanted["cards"]))
    expect(chosen(reader).locator("mark").first).to_have_text(wanted["cards"][0]["quotes"][0]["exact"])
    reader.page.reload()
    expect(chosen(reader).locator("h3")).to_have_text("Astana (Nur-Sultan in 2019), 2019")


def test_a_silent_cell_says_which_articles_are_silent_and_one_opens(open_page, shipped):
    reader = open_page("coverage", "&place=turkey&years=2015..2015")
    expect(chosen(reader)).to_contain_text("In an article’s span, but silent.")
    silent = coverage.data(shipped, View(show="coverage", place="turkey", years=(2015, 2015)))["chosen"][
        "silent"
    ]
    expect(chosen(reader).locator(".cov-silent li")).to_have_count(len(silent))
    chosen(reader).locator(".cov-silent button").first.click()
    reader.wait_for_address(f"article={silent[0][0]}")


def test_a_cell_that_no_article_covers_says_so_and_closes(open_page):
    reader = open_page("coverage")
    cell(reader, "Turkey, before 1916").click()
    expect(chosen(reader)).to_contain_text("No article covers it.")
    reader.wait_for_address("years=..1915")
    chosen(reader).get_by_role("button", name="Close").click()
    expect(chosen(reader)).to_contain_text("Choose a cell")
    reader.page.wait_for_function("!location.search.includes('years')")


def test_a_cell_leads_to_the_map_with_its_place_and_years(open_page, shipped):
    reader = open_page("coverage", "&place=xinjiang&years=2019..2019")
    chosen(reader).get_by_role("button", name="Show on the map").click()
    count = shipped.columns.ask(Query(years=(2019, 2019))).count_at("xinjiang")
    expect(reader.panel("Xinjiang")).to_be_visible()
    expect(reader.page.locator("[data-atlas=panel] .card[data-record]")).to_have_count(count)
    reader.wait_for_address("years=2019..2019")


def test_the_grid_is_one_tab_stop_and_the_arrows_walk_its_cells(open_page):
    reader = open_page("coverage", "&place=china&years=2019..2019")
    page, focused = reader.page, "document.activeElement.getAttribute('aria-label')"
    expect(page.locator(".cov-grid button[tabindex='0']")).to_have_count(1)
    cell(reader, "China, 2019").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused).startswith("Xinjiang, 2019")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused).startswith("Xinjiang, 2018")
    page.keyboard.press("Home")
    assert page.evaluate(focused).startswith("Xinjiang, before")
    page.keyboard.press("Control+End")
    assert ", after" in page.evaluate(focused)
    expect(page.locator(".cov-grid button[tabindex='0']")).to_have_count(1)
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.cov-grid')")


def test_enter_opens_a_cell_and_the_focus_stays_on_it(open_page):
    reader = open_page("coverage")
    cell(reader, "China, 2018").focus()
    reader.page.keyboard.press("Enter")
    expect(chosen(reader).locator("h3")).to_have_text("China, 2018")
    expect(cell(reader, "China, 2018")).to_be_focused()


def test_the_grid_is_told_in_words_too(open_page):
    reader = open_page("coverage")
    line = reader.page.locator(".cov-words li", has_text="Silk Road")
    expect(line).to_be_hidden()
    reader.page.get_by_text("The grid in words").click()
    expect(line).to_be_visible()
    expect(line).to_contain_text("Quoted: 2013 (1), 2017 (1).")


def test_on_a_phone_the_grid_scrolls_in_its_own_box_beside_the_places(open_page):
    reader = open_page("coverage", width=390, height=844)
    box = reader.page.locator(".cov-box")
    assert fits(reader) and box.evaluate("n => n.scrollWidth > n.clientWidth")
    head = reader.page.get_by_role("rowheader", name="Kazakhstan", exact=False).first
    first = cell(reader, "Kazakhstan, before 1916")
    before, moves = (found.bounding_box()["x"] for found in (head, first))
    box.evaluate("n => { n.scrollLeft = 300; }")
    assert head.bounding_box()["x"] == pytest.approx(before, abs=3)
    assert first.bounding_box()["x"] == pytest.approx(moves - 300, abs=3)
    cell(reader, "China, 2019").click()
    expect(chosen(reader).locator("h3")).to_be_in_viewport()


@pytest.mark.parametrize("cell_of", ["&place=xinjiang&years=2019..2019", "&place=turkey&years=2015..2015"])
def test_on_a_phone_a_cell_that_its_link_opens_is_in_sight_and_read_on_from(open_page, cell_of):
    reader = open_page("coverage", cell_of, width=390, height=844)
    title = chosen(reader).locator("h3")
    expect(title).to_be_in_viewport()
    expect(title).to_be_focused()
    reader.page.keyboard.press("Tab")
    expect(chosen(reader).get_by_role("button", name="Show on the map")).to_be_focused()
    box, on = (reader.page.locator(name).first.bounding_box() for name in (".cov-box", ".cov-grid button.on"))
    assert box["x"] <= on["x"] and on["x"] + on["width"] <= box["x"] + box["width"]


@pytest.mark.parametrize("query", ["", "&years=2019..2019", "&place=xinjiang"])
def test_on_a_phone_a_link_without_a_cell_opens_at_the_beginning(open_page, query):
    reader = open_page("coverage", query, width=390, height=844)
    expect(reader.page.locator(".cov-grid")).to_be_attached()
    expect(reader.page.locator("[data-atlas=coverage] h2")).to_be_in_viewport()
    assert reader.page.evaluate("document.activeElement === document.body")


def test_sources_lead_to_the_grid_and_to_the_corrections(open_page):
    for title, show in (("What no article covers", "coverage"), ("Corrections", "corrections")):
        reader = open_page("sources")
        reader.page.get_by_role("button", name=title).click()
        reader.wait_for_address(f"show={show}")
        expect(reader.page.locator(f"[data-atlas={show}] h2").first).to_have_text(title)


# ---- the corrections -----------------------------------------------------------------
def test_the_corrections_show_both_sides_and_open_what_they_are_about(open_page, shipped):
    found = corrections.data(shipped, View(show="corrections"))
    change = next(c for c in found["changes"] if c["what"] == "changed" and c.get("opens"))
    reader = open_page("corrections")
    shown = reader.page.locator(f'[data-change="{change["kind"]}-{change["id"]}"]')
    field = change["fields"][0]
    expect(shown.locator("tbody th").first).to_have_text(field["name"])
    for side, label in (("old", "Before"), ("new", "Now")):
        values = shown.locator(f"tbody tr >> nth=0 >> td[data-label={label}]").locator(".cor-value, mark")
        expect(values).to_have_text([v if isinstance(v, str) else v["exact"] for v in field[side]])
    expect(shown.locator("tbody .cor-reason").first).to_have_text(f"Why: {field['reason']}")
    shown.locator("h4 button").click()
    reader.wait_for_address(f"{change['kind']}={change['id']}")


def test_the_corrections_turn_and_narrow_to_an_article(open_page, shipped):
    reader = open_page("corrections")
    first = reader.page.locator(".cor h4").first.inner_text()
    reader.page.get_by_role("button", name="Later →").click()
    reader.wait_for_address("page=2")
    expect(reader.page.locator(".cor h4").first).not_to_have_text(first)
    source, count = corrections.data(shipped, View(show="corrections"))["articles"][-1]
    reader.page.get_by_label("Article").select_option(source)
    reader.wait_for_address(f"article={source}")
    found = corrections.data(shipped, View(show="corrections", article=source))
    expect(reader.page.locator(".cor h4")).to_have_text([change["title"] for change in found["changes"]])
    assert all(source in change["sources"] for change in found["changes"])
    assert found["pages"] == -(-count // corrections.CHANGES)
    turning = reader.page.get_by_label("Pages of the changes")
    expect(turning).to_contain_text(f"Page 1 of {found['pages']}")


# ---- a report ------------------------------------------------------------------------
def test_only_the_selected_card_offers_to_report_a_problem(open_page, browser, shipped_site):
    reader = Reader(browser, shipped_site.home).open(f"?record={RECORD}&place=kazakhstan")
    expect(reader.page.locator(".card").nth(2)).to_be_visible()
    expect(reader.page.get_by_text("Report a problem")).to_have_count(1)
    assert reader.errors == []
    reader.close()


def test_a_report_is_prepared_by_keyboard_and_copied_and_nothing_is_sent(browser, shipped_site, shipped):
    reader = Reader(browser, shipped_site.home).open(f"?record={RECORD}")
    page = reader.page
    page.locator(".report summary").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What is wrong?").select_option("sum")
    asked = len(reader.asked)
    page.get_by_role("button", name="Copy the message").click()
    found = page.evaluate("navigator.clipboard.readText()")
    record = shipped.records[RECORD]
    for part in (f"Record: {RECORD} ({record.title})", "Field: sum", f"Article: {record.source}",
                 f"version {shipped.version}", f"Page: {reader.home}?record={RECORD}"):  # fmt: skip
        assert part in found
    assert reader.asked[asked:] == [] and reader.errors == []
    reader.close()


def test_a_report_is_a_mail_where_there_is_a_contact(browser, tmp_path):
    with serving(make_atlas(tmp_path), tmp_path) as home:
        reader = Reader(browser, home).open("?record=one-bridge-cost")
        reader.page.get_by_text("Report a problem").click()
        reader.page.get_by_label("What is wrong?").select_option("quote")
        url = urlsplit(reader.page.get_by_role("link", name="Write a mail").get_attribute("href"))
        said = parse_qs(url.query)
        assert (url.scheme, url.path) == ("mailto", "someone@example.org")
        assert said["subject"] == ["One bridge: a problem with one-bridge-cost"]
        assert "Field: quote" in said["body"][0] and f"{home}?record=one-bridge-cost" in said["body"][0]
        assert said["body"][0].split("\r\n")[0].startswith("Record: one-bridge-cost (")
        reader.close()


def test_an_atlas_without_a_list_says_how_one_is_made(browser, tmp_path):
    with serving(make_atlas(tmp_path), tmp_path) as home:
        reader = Reader(browser, home)
        reader.page.goto(f"{home}?show=corrections")
        expect(reader.page.locator("[data-atlas=corrections]")).to_contain_text(
            "No list of changes is stored"
        )
        assert reader.errors == []
        reader.close()


# ---- for everybody -------------------------------------------------------------------
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious(open_page, browser, shipped_site, width):
    pages = [
        ("coverage", ""), ("coverage", "&place=kazakhstan&years=2019..2019"),
        ("coverage", "&place=turkey&years=2015..2015"), ("corrections", ""), ("corrections", "&page=4"),
    ]  # fmt: skip
    for show, query in pages:
        reader = open_page(show, query, width)
        assert fits(reader)
        assert reader.grave() == []
        reader.page.close()
    card = Reader(browser, shipped_site.home, width, 900).open(f"?record={RECORD}")
    card.page.evaluate("document.querySelector('.report').open = true")
    assert fits(card)
    assert card.grave() == []
    card.close()
