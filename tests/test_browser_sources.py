"""The page Sources in real Chromium: passages in order, the whole text, to the map and back."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from events import edition
from geodata import atlas as atlas_module
from geodata.atlas import Atlas
from tests.browsing import PATIENCE, Reader
from tests.making import make_atlas
from tests.serving import ROOT, serving
from tests.test_sources import long_article, long_text

PANEL = "[data-atlas=sources]"
MARKED = f"{PANEL} [data-reading]:not([hidden]) [aria-current]"


@dataclass(frozen=True)
class Site:
    """A served atlas, and the cache that it is published into."""

    home: str
    atlas: Atlas
    cache: Path


@pytest.fixture(scope="module")
def bare_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The shipped atlas on a server without the texts."""
    yield from site_of(ROOT, None, tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="module")
def long_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One long article with hostile lines, on a server with its text."""
    text = long_text()
    folder = make_atlas(tmp_path_factory.mktemp("long"), text=text, article=long_article(text))
    yield from site_of(folder, folder / "texts", tmp_path_factory.mktemp("cache"))


def site_of(folder: Path, texts: Path | None, cache: Path) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ATLAS_TEXTS", raising=False)
        if texts is not None:
            patch.setenv("ATLAS_TEXTS", str(texts))
        with serving(folder, cache) as home:
            yield Site(home, atlas_module.load(folder), cache)


@pytest.fixture
def reader(browser: Browser, bare_site: Site) -> Iterator[Reader]:
    found = Reader(browser, bare_site.home)
    yield found
    found.close()


@pytest.fixture
def with_text(browser: Browser, long_site: Site) -> Iterator[Reader]:
    found = Reader(browser, long_site.home)
    yield found
    found.close()


def opened(reader: Reader, query: str) -> Locator:
    """The page Sources at an address."""
    reader.page.goto(reader.home + query)
    reader.page.locator(f"{PANEL} h2").wait_for(timeout=3 * PATIENCE)  # the first one opens the atlas
    return reader.page.locator(PANEL)


def in_sight(reader: Reader, node: Locator) -> bool:
    box = node.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + 10 <= reader.height


# ---- all articles, one article -----------------------------------------------------------
def test_the_overview_opens_each_article_and_asks_nobody_else(reader: Reader, bare_site: Site):
    page = opened(reader, "?show=sources")
    sources = bare_site.atlas.archive.sources
    expect(page.locator("article.article")).to_have_count(len(sources))
    for n, source in enumerate(sources):
        records = len(bare_site.atlas.records_in[source.id])
        expect(page.locator("article.article").nth(n)).to_contain_text(f"{records} records")
        for _, why in source.absent:
            expect(page.locator("article.article").nth(n)).to_contain_text(why)
    page.get_by_role("button", name="Read the passages").nth(1).click()
    reader.wait_for_address(f"article={sources[1].id}")
    expect(page.locator("h2")).to_have_text(sources[1].title.quote.exact)
    page.get_by_role("button", name="All sources").click()
    expect(page.locator("article.article")).to_have_count(len(sources))
    assert (reader.errors, reader.strangers()) == ([], [])


def test_passages_stand_in_the_order_of_the_text_character_for_character(reader: Reader, bare_site: Site):
    atlas = bare_site.atlas
    source = atlas.archive.sources[2]
    entries = edition.entries(atlas.records_in[source.id], atlas.mentions_in[source.id])
    page = opened(reader, f"?show=sources&article={source.id}&page=2")
    shown = page.locator(".passage blockquote mark").all_inner_texts()
    assert shown == [entry.passage.quote.exact for entry in entries[40:80]]
    for n, entry in enumerate(entries[40:80]):
        titles = page.locator(".passage").nth(n).locator(".records button").all_inner_texts()
        assert titles == [record.title for record in entry.records]
    assert page.get_by_role("button", name="Whole article").count() == 0


def test_pages_turn_and_a_page_beyond_the_last_is_the_last(reader: Reader, bare_site: Site):
    source = bare_site.atlas.archive.sources[2].id
    page = opened(reader, f"?show=sources&article={source}&page=9999")
    expect(page.locator("nav.pages")).to_contain_text("Page 4 of 4")
    page.get_by_role("button", name="Earlier").click()
    expect(page.locator("nav.pages")).to_contain_text("Page 3 of 4")
    reader.wait_for_address("page=3")
    expect(page.locator("#passages-title")).to_be_focused()
    assert in_sight(reader, page.locator("#passages-title"))


def test_from_the_page_of_a_record_one_can_turn_to_the_first(reader: Reader, bare_site: Site):
    source = bare_site.atlas.archive.sources[2]
    entries = edition.entries(bare_site.atlas.records_in[source.id], bare_site.atlas.mentions_in[source.id])
    early = {r.id for entry in entries[:40] for r in entry.records}
    record = next(r.id for entry in entries[40:80] for r in entry.records if r.id not in early)
    page = opened(reader, f"?show=sources&article={source.id}&record={record}")
    expect(page.locator("nav.pages")).to_contain_text("Page 2 of 4")
    page.get_by_role("button", name="Earlier").click()
    expect(page.locator("nav.pages")).to_contain_text("Page 1 of 4")
    expect(page.locator(".marked-line")).to_have_count(0)


def test_a_citation_and_a_quote_are_copied(reader: Reader, bare_site: Site):
    source = bare_site.atlas.archive.sources[0]
    page = opened(reader, f"?show=sources&article={source.id}")
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = reader.page.evaluate("navigator.clipboard.readText()")
    assert source.title.quote.exact in copied and source.file in copied and source.sha256[:12] in copied
    page.get_by_role("button", name="Copy quote").nth(3).click()
    expect(page.get_by_role("button", name="Copied").last).to_be_visible()
    quote = page.locator(".passage blockquote mark").nth(3).inner_text()
    assert reader.page.evaluate("navigator.clipboard.readText()").startswith(f"“{quote}” — ")


def test_a_place_of_a_passage_opens_on_the_map(reader: Reader, bare_site: Site):
    page = opened(reader, f"?show=sources&article={bare_site.atlas.archive.sources[0].id}")
    chip = page.locator(".passage .chip").first
    title = chip.inner_text()
    chip.click()
    expect(reader.panel(title)).to_be_visible()


# ---- to the map and back -------------------------------------------------------------------
def late_record(site: Site) -> tuple[str, str, str]:
    """A record far down in an article: its id, its title, its article."""
    record = site.atlas.records_in[site.atlas.archive.sources[2].id][45]
    return record.id, record.title, record.source


def test_from_a_card_to_its_passage_and_back_by_mouse(reader: Reader, bare_site: Site):
    record, title, article = late_record(bare_site)
    reader.open(f"?record={record}")
    reader.page.locator(".card.on .cited button").click()
    for part in ("show=sources", f"article={article}", f"record={record}"):
        reader.wait_for_address(part)
    first = reader.page.locator(MARKED).first
    expect(first).to_contain_text(title)
    assert in_sight(reader, first)
    first.locator(".records li.on button").click()
    expect(reader.page.locator(".card.on h4")).to_have_text(title)
    reader.page.go_back()
    expect(reader.page.locator(MARKED).first).to_contain_text(title)
    reader.page.go_back()
    expect(reader.page.locator(".card.on h4")).to_have_text(title)
    assert reader.errors == []


def test_from_a_card_to_its_passage_and_back_by_keyboard(reader: Reader, bare_site: Site):
    record, title, _ = late_record(bare_site)
    reader.open(f"?record={record}")
    reader.page.locator(".card.on .cited button").focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(MARKED).first).to_be_focused()
    for _ in range(2):  # past “Copy quote” to the record, which is listed first
        reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("document.activeElement.textContent") == title
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".card.on h4")).to_have_text(title)


# ---- the whole text ------------------------------------------------------------------------
def test_the_whole_article_is_shown_line_for_line_and_nothing_in_it_runs(with_text: Reader):
    page = opened(with_text, "?show=sources&article=one")
    shown = page.locator(".edition .words").evaluate_all("all => all.map(node => node.textContent)")
    wanted = [line.rstrip() for line in long_text().split("\n") if line.strip()]
    assert shown == wanted[: len(shown)]
    assert any("<script>" in line for line in shown) and any("\u202e" in line for line in shown)
    with_text.page.wait_for_timeout(500)
    assert with_text.page.evaluate("window.hacked") is None
    assert page.locator(":is(script, img, a[href^=javascript])").count() == 0
    assert (with_text.errors, with_text.strangers()) == ([], [])


def test_an_unclosed_direction_stays_in_its_paragraph(with_text: Reader):
    page = opened(with_text, "?show=sources&article=one")
    following = page.locator(".edition .words", has_text="Line 000 tells")
    assert following.evaluate("node => getComputedStyle(node).direction") == "ltr"
    assert following.get_attribute("dir") == "auto"


def test_what_was_left_out_is_folded_away_in_its_place(with_text: Reader):
    page = opened(with_text, "?show=sources&article=one")
    words = page.locator(".edition .words", has_text="a link")
    expect(words).to_be_hidden()
    page.get_by_text("Left out: page furniture").click()
    expect(words).to_be_visible()
    expect(page.locator(".left-out")).to_contain_text("1 other piece of the page")


def test_pages_of_the_text_turn_and_only_one_crosses(with_text: Reader):
    page = opened(with_text, "?show=sources&article=one")
    first = page.locator(".edition").inner_text()
    assert "Line 299" not in first
    page.locator("section.whole").get_by_role("button", name="Later").click()
    expect(page.locator("#whole-title")).to_have_text("The whole article, page 2 of 2")
    expect(page.locator(".edition")).to_contain_text("Line 299")
    expect(page.locator(".edition")).not_to_contain_text("Line 000")
    with_text.wait_for_address("cards=2")


def test_a_mark_tells_what_rests_on_it_and_leads_to_the_map_and_back(with_text: Reader):
    page = opened(with_text, "?show=sources&article=one&record=line-294")
    first = with_text.page.locator(MARKED).first
    expect(first).to_have_text("Line 294 tells")
    assert in_sight(with_text, first)
    first.click()
    beside = page.locator("aside.beside")
    expect(beside).to_contain_text("2 passages")
    beside.get_by_role("button", name="line-294").first.click()
    expect(with_text.page.locator(".card.on h4")).to_have_text("line-294 & <b>co</b>")
    with_text.page.go_back()
    expect(with_text.page.locator(MARKED).first).to_have_text("Line 294 tells")


def test_the_marks_are_one_stop_and_arrows_go_from_one_to_the_next(with_text: Reader):
    page = opened(with_text, "?show=sources&article=one&record=line-6")
    expect(with_text.page.locator(MARKED).first).to_be_focused()
    assert page.locator(".edition mark[tabindex='0']").count() == 1
    with_text.page.keyboard.press("ArrowDown")
    with_text.page.keyboard.press("ArrowDown")
    assert with_text.page.evaluate("document.activeElement.textContent") == "Line 012 tells"
    with_text.page.keyboard.press("Enter")
    beside = page.locator("aside.beside")
    expect(beside).to_be_visible()
    expect(page.locator("mark[aria-expanded=true]")).to_have_text("Line 012 tells")
    with_text.page.keyboard.press("Escape")
    expect(beside).to_have_count(0)
    assert with_text.page.evaluate("document.activeElement.textContent") == "Line 012 tells"
    with_text.page.keyboard.press(" ")
    with_text.page.keyboard.press("Tab")
    with_text.page.keyboard.press("Tab")
    assert with_text.page.evaluate("document.activeElement.textContent") == "line-12 & <b>co</b>"
    with_text.page.keyboard.press("Enter")
    with_text.wait_for_address("record=line-12")


def test_the_passages_are_a_choice_away_from_the_whole_article(with_text: Reader):
    page = opened(with_text, "?show=sources&article=one&record=line-6")
    expect(page.locator(".edition")).to_be_visible()
    expect(page.locator("ol.passages")).to_be_hidden()
    page.get_by_role("button", name="Passages", exact=True).click()
    expect(page.locator(".edition")).to_be_hidden()
    expect(with_text.page.locator(MARKED).first).to_be_focused()
    page.get_by_role("button", name="Whole article").click()
    expect(page.locator(".edition")).to_be_visible()
    expect(page.locator("ol.passages")).to_be_hidden()


def test_nothing_of_a_full_text_is_published_or_written(with_text: Reader, long_site: Site):
    opened(with_text, "?show=sources&article=one")
    expect(with_text.page.locator(".edition")).to_contain_text("So it went on.")
    for path in long_site.cache.rglob("*"):
        assert path.is_dir() or b"So it went on." not in path.read_bytes(), path


# ---- for everybody ---------------------------------------------------------------------------
def test_axe_finds_nothing_serious(browser: Browser, bare_site: Site, long_site: Site):
    article = bare_site.atlas.archive.sources[2].id
    for site, queries in (
        (bare_site, ["?show=sources", f"?show=sources&article={article}&page=2"]),
        (long_site, ["?show=sources&article=one&record=line-6"]),
    ):
        reader = Reader(browser, site.home)
        for query in queries:
            passage_open(opened(reader, query))
            assert reader.grave() == [], query
        reader.close()


def passage_open(page: Locator) -> None:
    """A passage of the whole text is open where there is one."""
    if page.locator("mark[role=button]").count():
        page.locator("mark[role=button]").nth(3).click()
        page.locator("aside.beside").wait_for()


@pytest.mark.parametrize("width", [390, 1024])
def test_nothing_is_cut_off_where_it_is_narrow(browser: Browser, long_site: Site, width: int):
    reader = Reader(browser, long_site.home, width, 844)
    page = opened(reader, "?show=sources&article=one&record=line-6")
    first = reader.page.locator(MARKED).first
    first.click()
    beside = page.locator("aside.beside").bounding_box()
    at = first.bounding_box()
    assert beside is not None and at is not None
    assert at["y"] + at["height"] <= beside["y"]
    assert beside["y"] + beside["height"] <= 845
    page.get_by_role("button", name="Close").click()
    for query in ("?show=sources", "?show=sources&article=one"):
        opened(reader, query)
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
        wide = reader.page.locator(f"{PANEL} *").evaluate_all(
            "(all, wide) => all.filter(node => node.getBoundingClientRect().right > wide + 1).length", width
        )
        assert wide == 0, query
    reader.close()
