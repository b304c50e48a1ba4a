"""The timeline in real Chromium: marks as long as their dates, five looks, by mouse and keyboard."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from dashboard.pages.timeline import data
from dashboard.view import View
from tests.browsing import Reader
from tests.sites import Site

HERE = View(show="timeline")


def opened(browser: Browser, site: Site, more: str = "", *screen) -> Reader:
    reader = Reader(browser, site.home, *screen)
    reader.page.goto(f"{site.home}?show=timeline{more}")
    sheet(reader).locator("h2").wait_for()
    return reader


@pytest.fixture
def reader(browser: Browser, shipped_site: Site) -> Iterator[Reader]:
    found = opened(browser, shipped_site)
    yield found
    assert found.errors == []
    assert found.strangers() == []
    found.close()


def sheet(reader: Reader) -> Locator:
    return reader.page.locator("[data-atlas=timeline]")


def key(reader: Reader, name: str) -> Locator:
    return reader.page.locator(f"[data-key={name!r}]")


SPANS = """nodes => nodes.map(node => {
  const box = (name) => node.querySelector(name).getBoundingClientRect();
  const track = box(".tl-track"), mark = box(".tl-mark"), at = (x) => (x - track.left) / track.width;
  return [node.dataset.record, at(mark.left), at(mark.right), 12 / track.width];
})"""

LOOKS = """nodes => nodes.map(node => {
  const drawn = getComputedStyle(node), paper = getComputedStyle(document.querySelector(".tl-head"));
  return [drawn.borderRadius === "50%", drawn.backgroundImage !== "none", drawn.borderTopStyle,
    drawn.maskImage !== "none", drawn.backgroundColor === paper.backgroundColor].join(" ");
})"""


def test_every_mark_covers_the_whole_of_its_date_and_no_more(reader: Reader, shipped_site: Site):
    rows = data(shipped_site.atlas, HERE)["rows"]
    drawn = sheet(reader).locator(".tl-row").evaluate_all(SPANS)
    assert [found[0] for found in drawn] == [row["id"] for row in rows]
    for (name, left, right, least), row in zip(drawn, rows, strict=True):
        start, end = row["at"]
        assert left <= start + 1e-3 and right >= end - 1e-3, name
        assert right - left <= max(end - start, least) + 2e-3, name


def test_the_looks_differ_in_more_than_colour(reader: Reader):
    looks = sheet(reader).locator(".tl-legend .tl-mark").evaluate_all(LOOKS)
    assert len(looks) == len(set(looks)) == 6


def test_a_row_says_its_title_and_its_date_and_opens_its_record(reader: Reader, shipped_site: Site):
    first = data(shipped_site.atlas, HERE)["rows"][0]
    row = sheet(reader).get_by_role("button", name=f"{first['title']}, {first['date']}")
    row.focus()
    reader.page.keyboard.press("ArrowDown")
    expect(sheet(reader).locator(".tl-row").nth(1)).to_be_focused()
    reader.page.keyboard.press("ArrowUp")
    expect(row).to_be_focused()
    reader.page.keyboard.press("Enter")
    expect(sheet(reader).locator(".card.on")).to_have_attribute("data-record", first["id"])
    reader.wait_for_address(f"record={first['id']}")
    expect(key(reader, "tl-close")).to_be_focused()
    reader.page.keyboard.press("Escape")
    expect(sheet(reader).locator(".card")).to_have_count(0)
    expect(row).to_be_focused()


def test_by_keyboard_the_rule_is_switched_and_the_three_numbers_add_up(browser: Browser, shipped_site: Site):
    reader = opened(browser, shipped_site, "&years=2016..2018")
    before = reader.status()
    summary = key(reader, "compare-summary")
    expect(key(reader, "compare-rule-overlap")).to_be_hidden()
    summary.focus()
    reader.page.keyboard.press("Enter")
    key(reader, "compare-rule-overlap").focus()
    reader.page.keyboard.press("ArrowDown")
    reader.wait_for_address("rule=inside")
    expect(key(reader, "compare-rule-inside")).to_be_focused()
    expect(key(reader, "compare-rule-inside")).to_be_checked()
    expect(reader.page.locator(".status .outside")).to_contain_text("not fully inside these years")
    assert reader.status() != before
    answer = shipped_site.atlas.columns.ask(View(years=(2016, 2018), rule="inside").query)
    words = f"{answer.total} shown + {answer.outside} not fully inside the years + {answer.undated_left_out}"
    expect(reader.page.locator(".sums")).to_contain_text(words)
    expect(reader.page.locator(".sums")).to_contain_text(f"= {shipped_site.atlas.columns.rows} records")
    assert reader.errors == []
    reader.close()


def test_the_undated_are_paged_in_a_lane_of_their_own(reader: Reader, shipped_site: Site):
    wanted = [row["id"] for row in data(shipped_site.atlas, View(show="timeline", cards=2))["lane"]["rows"]]
    key(reader, "tl-cards-after").click()
    reader.wait_for_address("cards=2")
    lane = sheet(reader).locator(".tl-undated")
    expect(lane.first).to_have_attribute("data-record", wanted[0])
    assert lane.evaluate_all("nodes => nodes.map(node => node.dataset.record)") == wanted


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1440, 900, "light"), (1024, 768, "light"), (390, 844, "dark")]
)
def test_nothing_is_cut_off_and_axe_finds_nothing_serious(
    browser: Browser, shipped_site: Site, width: int, height: int, scheme: str
):
    record = data(shipped_site.atlas, HERE)["rows"][0]["id"]
    for more in ("", f"&record={record}"):
        reader = opened(browser, shipped_site, more, width, height, scheme)
        key(reader, "compare-summary").click()
        key(reader, "compare-rule-inside").wait_for()
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
        ends = reader.page.locator(".ways .name").evaluate_all(
            "all => all.map(n => n.getBoundingClientRect().right)"
        )
        assert max(ends) <= width
        assert "[object" not in sheet(reader).inner_text()
        assert reader.grave() == []
        assert reader.errors == []
        reader.close()


@pytest.mark.parametrize(
    ("locale", "lang", "said"),
    [
        ("ru-RU", "ru", "; дата выведена: 21 сентября 2019 г."),
        ("en-US", None, "; inferred 21 September 2019"),
    ],
)
def test_dates_are_said_in_the_language_of_the_browser(
    browser: Browser, shipped_site: Site, locale: str, lang: str | None, said: str
):
    """The words that the article prints for a date stay in its language, as does all else on the page."""
    records = [r for r in shipped_site.atlas.archive.records if r.inferred and r.when_words]
    record = next(r for r in records if r.inferred.when.edtf == "2019-09-21")
    reader = Reader(browser, shipped_site.home, apart=True, locale=locale)
    card = reader.open(f"?record={record.id}").page.locator(f"[data-atlas=panel] [data-record='{record.id}']")
    expect(card.locator(".kicker")).to_contain_text(f"“{record.when_words}”{said}")
    assert card.locator("[lang]").evaluate_all("all => all.map(n => [n.lang, n.textContent])") == (
        [[lang, said]] if lang else []
    )
    rows = reader.turn_to("timeline").locator(".tl-row")
    dates = [row["date"] for row in data(shipped_site.atlas, HERE, lang or "en")["rows"]]
    assert rows.locator(".date").all_inner_texts() == dates
    assert (rows.first.get_attribute("aria-label") is None) == (lang is not None)
    expect(reader.page.get_by_role("button", name=dates[0]).first).to_be_visible()
    assert (reader.grave(), reader.errors, reader.strangers()) == ([], [], [])
    reader.close()
