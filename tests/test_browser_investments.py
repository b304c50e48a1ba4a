"""The page of investments in real Chromium: charts, table and card are one thing, by mouse and keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from dashboard.pages import data
from dashboard.view import View
from tests.browsing import Reader
from tests.sites import Site


def shown(site: Site) -> dict:
    """What the page of investments holds."""
    return data(site.atlas, View(show="investments"))


def all_rows(site: Site) -> list[dict]:
    return [row for group in shown(site)["groups"] for row in group["rows"]]


def first_mark(site: Site) -> dict:
    """The first mark of the first chart."""
    return shown(site)["charts"][0]["marks"][0]


@pytest.fixture(scope="module")
def seen(browser: Browser, site: Site) -> Iterator[Reader]:
    """A page that is looked at and left as it is."""
    found = opened(Reader(browser, site.home))
    yield found
    found.close()


def opened(reader: Reader, more: str = "") -> Reader:
    reader.page.goto(f"{reader.home}?show=investments{more}")
    sheet(reader).locator("h2").wait_for()
    return reader


def sheet(reader: Reader) -> Locator:
    return reader.page.locator("[data-atlas=investments]")


def key(reader: Reader, name: str) -> Locator:
    return sheet(reader).locator(f"[data-key={name!r}]")


def shown_rows(reader: Reader) -> list[str]:
    rows = sheet(reader).locator(".inv-row")
    return rows.evaluate_all("nodes => nodes.map(node => node.dataset.record)")


def test_every_row_stands_there_with_its_words_and_no_total_where_nobody_looked(seen: Reader, site: Site):
    assert shown_rows(seen) == [row["id"] for row in all_rows(site)]
    quotes = sheet(seen).locator(".inv-words blockquote mark")
    assert quotes.all_inner_texts() == [row["quote"]["exact"] for row in all_rows(site)]
    if not site.atlas.archive.sums:
        expect(sheet(seen).locator(".inv-total")).to_contain_text("no total")
    assert seen.errors == []
    assert seen.strangers() == []


def test_a_chart_says_in_words_what_it_shows(seen: Reader, site: Site):
    drawings = sheet(seen).locator("svg[role=img]")
    assert drawings.count() == len(shown(site)["charts"])
    said = drawings.first.get_attribute("aria-label") or ""
    first = first_mark(site)
    for words in (shown(site)["charts"][0]["title"], "linear scale", first["title"], first["words"]):
        assert words in said


def test_each_value_is_drawn_once_and_at_its_place(seen: Reader, site: Site):
    for n, chart in enumerate(shown(site)["charts"]):
        drawing = sheet(seen).locator("svg[role=img]").nth(n)
        drawn = drawing.locator(".one").evaluate_all("nodes => nodes.map(node => node.dataset.record)")
        assert drawn == [mark["id"] for mark in chart["marks"]]
        for given, circle in zip(points(chart), drawing.locator(".dot").all(), strict=True):
            assert circle.get_attribute("cx") == f"{given * 100:.2f}%"


def points(chart: dict) -> list[float]:
    """Where the dots of a chart lie: ranges are bars and have none."""
    ends = [[end for end in mark["at"] if end is not None] for mark in chart["marks"]]
    return [found[0] for found in ends if len(set(found)) == 1]


def test_a_click_on_a_mark_opens_its_record_and_close_leads_back_to_its_row(reader: Reader, site: Site):
    opened(reader)
    first = first_mark(site)
    hit = sheet(reader).locator("svg[role=img]").first.locator(".hit").first
    hit.click()
    expect(sheet(reader).locator(".card.on h4")).to_have_text(first["title"])
    reader.wait_for_address(f"record={first['id']}")
    expect(key(reader, "inv-close")).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(sheet(reader).locator(".card")).to_have_count(0)
    expect(key(reader, f"row-{first['id']}")).to_be_focused()


def test_by_keyboard_a_row_opens_its_record_and_leads_to_the_map(reader: Reader, site: Site):
    opened(reader)
    row = next(row for row in all_rows(site) if row.get("places"))
    key(reader, f"row-{row['id']}").focus()
    reader.page.keyboard.press("Enter")
    expect(sheet(reader).locator(".card.on")).to_have_attribute("data-record", row["id"])
    key(reader, "inv-map").click()
    reader.map.locator("#map_div[data-ready=yes]").wait_for()
    expect(reader.page.locator("[data-atlas=panel] .card.on")).to_have_attribute("data-record", row["id"])


def test_a_row_leads_to_its_article(reader: Reader, site: Site):
    opened(reader)
    row = all_rows(site)[0]
    key(reader, f"read-{row['id']}").click()
    reader.wait_for_address(f"article={row['source']}")
    reader.page.locator("[data-atlas=sources]").wait_for()


def test_a_row_and_its_mark_light_up_together(reader: Reader, site: Site):
    opened(reader)
    first = first_mark(site)
    both = sheet(reader).locator(f"[data-record={first['id']!r}].lit")
    key(reader, f"row-{first['id']}").focus()
    expect(both.locator("visible=true").first).to_be_visible()
    assert set(both.evaluate_all("nodes => nodes.map(node => node.tagName)")) == {"LI", "TR", "g"}
    sheet(reader).locator("h2").hover()
    key(reader, f"row-{first['id']}").blur()
    expect(both).to_have_count(0)


def test_sorting_stays_within_the_groups_and_says_so(reader: Reader, site: Site):
    opened(reader)
    by_year = key(reader, "sort-year")
    by_year.click()
    assert shown_rows(reader) == [row["id"] for group in shown(site)["groups"] for row in oldest_first(group)]
    heading = by_year.locator("..")
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(by_year).to_be_focused()
    by_year.click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    key(reader, "sort-amount").click()
    assert shown_rows(reader) == [row["id"] for row in all_rows(site)]


def oldest_first(group: dict) -> list[dict]:
    return sorted(group["rows"], key=lambda row: row.get("year", 9999))


def test_a_kind_that_leaves_investments_out_is_one_click_away_from_them(browser: Browser, site: Site):
    for more in ("&kind=figure", "&kind=event&kind=figure"):
        reader = opened(Reader(browser, site.home), more)
        assert shown_rows(reader) == []
        key(reader, "inv-unblock").click()
        expect(sheet(reader).locator(".inv-row")).to_have_count(len(all_rows(site)))
        reader.close()


def test_no_match_is_said_with_a_way_out(browser: Browser, site: Site):
    reader = opened(Reader(browser, site.home), "&q=zzzzzz")
    expect(sheet(reader)).to_contain_text("No investment is left")
    key(reader, "inv-clear").click()
    expect(sheet(reader).locator(".inv-row")).to_have_count(len(all_rows(site)))
    reader.close()


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1440, 900, "light"), (1024, 768, "light"), (390, 844, "dark")]
)
def test_nothing_is_cut_off_and_axe_finds_nothing_serious(
    browser: Browser, site: Site, width: int, height: int, scheme: str
):
    reader = opened(Reader(browser, site.home, width, height, scheme), f"&record={first_mark(site)['id']}")
    sheet(reader).locator(".card.on").wait_for()
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    assert "[object" not in sheet(reader).inner_text()
    assert reader.grave() == []
    assert reader.errors == []
    reader.close()
