"""The index of people and organisations in real Chromium: searched, walked by keyboard, read."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, expect

from dashboard.scene import CARDS
from events.fold import KEPT_BY_NFKD, fold
from geodata.atlas import Atlas
from tests.browsing import PATIENCE, Reader
from tests.sites import Site

SAMPLES = [
    "Nur-Sultan", "Ísland", "STRASSE straße", "ΟΔΟΣ οδός", "İstanbul ıssız", "Қазақстан", "Ёлка",
    "Übergrößenträger", "№ 5", "ﬁnance", "“It’s ours” – she",
    "الأُمَم المتحدة", "北京", "Łódź", "  two \u00a0 spaces ", "",
]  # fmt: skip
"""Words in several scripts; the letters of the folding's own table come on top."""


@dataclass
class Index:
    """A reader on the page of names."""

    reader: Reader

    def open(self, query: str = "") -> "Index":
        self.reader.page.goto(f"{self.reader.home}?show=names{query}")
        self.page.locator("[data-atlas=names] h2").first.wait_for(timeout=PATIENCE * 4)
        return self

    @property
    def page(self):
        return self.reader.page

    @property
    def find(self):
        return self.page.get_by_label("Find a name")

    @property
    def status(self):
        return self.page.locator(".index [role=status]")

    @property
    def lines(self):
        return self.page.locator(".index .entry:visible")

    def line(self, title: str):
        return self.lines.filter(has_text=title).first

    @property
    def chosen(self):
        return self.page.get_by_label("The chosen name")


@pytest.fixture
def index(browser: Browser, shipped_site: Site) -> Iterator[Index]:
    found = Index(Reader(browser, shipped_site.home))
    yield found
    assert found.reader.errors == [] and found.reader.strangers() == []
    found.reader.close()


def test_every_name_stands_in_the_index_with_its_counts(index: Index, shipped: Atlas):
    index.open()
    expect(index.lines).to_have_count(len(shipped.names))
    for name in shipped.archive.names:
        times = len(shipped.namings_of[name.id])
        said = f"{times} time{'' if times == 1 else 's'}, {len(shipped.articles_naming[name.id])} article"
        expect(index.line(name.title)).to_contain_text(said)


@pytest.mark.parametrize("typed", ["BÍLASH", "bilash  serik", "ＢＩＬＡＳＨ"])
def test_typing_finds_a_name_whatever_its_case_marks_and_order(index: Index, typed: str):
    index.open().find.fill(typed)
    expect(index.lines).to_have_count(1)
    expect(index.lines).to_contain_text("Serikzhan Bilash")
    expect(index.status).to_have_text("1 of 30 names")
    expect(index.page.locator(".kind:visible")).to_have_count(1)


def test_letters_that_no_name_has_are_said_to_find_nothing(index: Index):
    index.open().find.fill("zzz")
    expect(index.lines).to_have_count(0)
    expect(index.status).to_have_text("No name has these letters.")
    index.find.fill("")
    expect(index.lines).to_have_count(30)


def test_a_chosen_name_opens_beside_the_index_which_keeps_what_was_typed(index: Index, shipped: Atlas):
    index.open().find.fill("party")
    index.line("Communist Party (CCP)").click()
    expect(index.chosen.locator("h2")).to_have_text("Communist Party (CCP)")
    index.reader.wait_for_address("name=communist-party-ccp")
    expect(index.find).to_have_value("party")
    expect(index.lines).to_have_count(1)
    expect(index.line("Communist")).to_have_attribute("aria-current", "true")
    expect(index.line("Communist")).to_be_focused()
    expect(index.chosen).to_contain_text("CCP · Communist Party")
    expect(index.chosen).to_contain_text(shipped.names["communist-party-ccp"].inferred)
    expect(index.chosen.locator(".card")).to_have_count(5)


def test_a_closed_name_leaves_the_index_and_the_address(index: Index):
    index.open("&name=zenz")
    index.chosen.get_by_role("button", name="Close name").click()
    expect(index.chosen).to_contain_text("Choose a name")
    index.page.wait_for_function("!location.search.includes('zenz')")
    expect(index.lines).to_have_count(30)


def test_an_editors_note_stands_apart_from_the_words_of_the_article(index: Index, shipped: Atlas):
    index.open("&name=pricewaterhousecoopers")
    expect(index.chosen.locator("h2")).to_have_text("PricewaterhouseCooopers")
    expect(index.chosen.locator(".note").first).to_have_text(
        "Editor’s note. " + shipped.names["pricewaterhousecoopers"].note
    )


def test_a_card_shows_first_the_words_that_have_the_name(index: Index, shipped: Atlas):
    index.open("&name=xi-jinping")
    rows = shipped.records_naming["xi-jinping"]
    expect(index.chosen.locator(".card mark")).to_have_count(len(rows))
    for quote in index.chosen.locator(".card mark").all_inner_texts():
        assert "Xi Jinping" in quote


def test_the_pages_of_the_cards_turn(index: Index, shipped: Atlas):
    rows = shipped.records_naming["atajurt-eriktileri"]
    index.open("&name=atajurt-eriktileri")
    index.chosen.get_by_role("button", name="Later →").click()
    second = [shipped.archive.records[row].id for row in rows[CARDS : 2 * CARDS]]
    for record in second:
        expect(index.chosen.locator(f'[data-record="{record}"]')).to_be_visible()
    expect(index.chosen.locator(".card")).to_have_count(len(second))
    index.reader.wait_for_address("cards=2")


@pytest.mark.parametrize("way", ["title", "button"])
def test_a_record_opens_on_the_map(index: Index, shipped: Atlas, way: str):
    index.open("&name=zenz")
    record = shipped.archive.records[shipped.records_naming["zenz"][0]]
    card = index.chosen.locator(f'[data-record="{record.id}"]')
    named = {"title": record.title, "button": "Show on the map" if record.places else "Show beside the map"}
    card.get_by_role("button", name=named[way], exact=True).click()
    index.reader.wait_for_address(f"record={record.id}")
    assert "show=" not in index.page.url
    expect(index.page.locator("[data-atlas=panel] .card.on")).to_contain_text(record.title)


def test_an_article_with_the_name_opens_among_the_sources(index: Index, shipped: Atlas):
    index.open("&name=zenz")
    index.chosen.locator(".named-in button").click()
    index.reader.wait_for_address("article=" + next(iter(shipped.articles_naming["zenz"])))


def test_the_index_is_one_tab_stop_and_the_arrows_walk_what_is_in_sight(index: Index):
    index.open().find.fill("university")
    index.find.press("Tab")
    expect(index.lines.nth(0)).to_be_focused()
    index.page.keyboard.press("ArrowDown")
    expect(index.lines.nth(1)).to_be_focused()
    index.page.keyboard.press("ArrowDown")
    expect(index.lines.nth(1)).to_be_focused()
    index.page.keyboard.press("Home")
    expect(index.lines.nth(0)).to_be_focused()
    index.page.keyboard.press("End")
    index.page.keyboard.press("Enter")
    expect(index.chosen.locator("h2")).to_have_text("Nazarbayev University")


def test_on_a_phone_the_chosen_name_comes_into_sight_under_the_index(browser: Browser, shipped_site: Site):
    index = Index(Reader(browser, shipped_site.home, 390, 844)).open()
    index.line("Zenz").click()
    expect(index.chosen.locator("h2")).to_be_in_viewport()
    under, over = (found.bounding_box() for found in (index.chosen, index.page.locator(".index")))
    assert under["y"] >= over["y"] + over["height"]
    assert index.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    index.reader.close()


def test_an_atlas_without_names_says_so(browser: Browser, fiji_site: Site):
    assert len(fiji_site.atlas.names) == 0
    index = Index(Reader(browser, fiji_site.home)).open()
    expect(index.page.locator("[data-atlas=names]")).to_contain_text("has no index of people")
    assert index.reader.errors == []
    index.reader.close()


def test_the_browser_folds_words_as_the_server_does(index: Index):
    index.open()
    letters = [chr(code) for code in KEPT_BY_NFKD]
    given = [*SAMPLES, *letters, *(letter.upper() for letter in letters)]
    fold_there = """async (given) => {
      const mine = performance.getEntriesByType("resource").find((one) => one.name.endsWith("/fold.js"));
      const { fold } = await import(mine.name);
      return given.map(fold);
    }"""
    assert index.page.evaluate(fold_there, given) == [fold(words) for words in given]


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_serious(browser: Browser, shipped_site: Site, width: int):
    index = Index(Reader(browser, shipped_site.home, width, 900))
    for query in ("", "&name=communist-party-ccp", "&name=caci-analyst"):
        index.open(query)
        assert index.reader.grave() == [], query
    index.reader.close()
