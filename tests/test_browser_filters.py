"""The filters that are no lists, in real Chromium: the range of years, the search, undated records."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browsing import Reader
from tests.making import ARTICLE, make_atlas, swap
from tests.serving import serving
from tests.sites import Site


@pytest.fixture
def reader(browser: Browser, shipped_site: Site) -> Iterator[Reader]:
    found = Reader(browser, shipped_site.home)
    yield found
    assert found.errors == []
    assert found.strangers() == []
    found.close()


@pytest.fixture
def span(shipped_site: Site) -> tuple[int, int]:
    return shipped_site.atlas.columns.year_range


def thumbs(reader: Reader) -> list[Locator]:
    return [reader.page.get_by_label(name) for name in ("First year shown", "Last year shown")]


def typed(reader: Reader) -> list[Locator]:
    return [reader.page.get_by_label(name) for name in ("From year", "To year")]


def shows(reader: Reader, low: int, high: int) -> None:
    """The thumbs, the numbers and the bars show these years."""
    for one, year in zip([*thumbs(reader), *typed(reader)], [low, high] * 2, strict=True):
        expect(one).to_have_value(str(year))
    expect(reader.page.locator("[data-atlas=years] .bars .bar:not(.out)")).to_have_count(high - low + 1)


def middle(reader: Reader, side: int, span: tuple[int, int]) -> tuple[float, float]:
    """Where a thumb stands on the page: of its box 10 pixels at either end are never reached."""
    box, year = thumbs(reader)[side].bounding_box(), int(thumbs(reader)[side].input_value())
    run = (year - span[0]) / (span[1] - span[0])
    return box["x"] + 10 + run * (box["width"] - 20), box["y"] + box["height"] / 2


def elsewhere(reader: Reader, kind: str = "event") -> None:
    """Another filter changes and is answered, while the hand and the focus stay where they are."""
    before = reader.status()
    reader.page.locator(f"[data-key=kind-{kind}]").evaluate("box => box.click()")
    reader.page.wait_for_function(
        "before => document.querySelector('.status strong').textContent !== before", arg=before
    )


# ---- years: what is shown --------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "low", "high"),
    [
        ("", None, None), ("2016..2019", 2016, 2019), ("2016..2016", 2016, 2016), ("2016..", 2016, None),
        ("..2016", None, 2016), ("1000..3000", None, None), ("1000..1500", None, "low"),
        ("2500..3000", "high", None), ("..-44", None, "low"),
    ],
)  # fmt: skip
def test_years_are_shown_inside_what_there_is(reader: Reader, span, given, low, high):
    at = {None: None, "low": span[0], "high": span[1]}
    low, high = at.get(low, low) or span[0], at.get(high, high) or span[1]
    reader.open(f"?years={given}" if given else "")
    for one, year in zip([*thumbs(reader), *typed(reader)], [low, high] * 2, strict=True):
        expect(one).to_have_value(str(year))


@pytest.mark.parametrize("width", [1440, 390])
def test_each_thumb_stands_over_its_bar(browser: Browser, shipped_site: Site, span, width: int):
    reader = Reader(browser, shipped_site.home, width=width)
    for years in (span, (2010, 2016)):
        reader.open("?years={}..{}".format(*years))
        for side, year in enumerate(years):
            bar = reader.page.locator("[data-atlas=years] .bars .bar").nth(year - span[0]).bounding_box()
            assert abs(middle(reader, side, span)[0] - bar["x"] - bar["width"] / 2) < 1.5
    reader.close()


def test_another_date_has_other_years(reader: Reader, span):
    reader.open()
    reader.page.locator("[data-key=compare-summary]").click()
    reader.page.locator("[data-key=compare-date-published]").click()
    shows(reader, 2019, 2021)
    expect(thumbs(reader)[0]).to_have_attribute("min", "2019")
    reader.page.locator("[data-key=compare-date-happened]").click()
    shows(reader, *span)


def test_there_is_no_range_where_all_is_of_one_year(browser: Browser, tmp_path):
    folder = make_atlas(tmp_path, article=swap(ARTICLE, 'when = "2019-05-12"', 'when = "2018-05-12"'))
    with serving(folder, tmp_path) as home:
        reader = Reader(browser, home).open()
        expect(reader.page.locator("[data-atlas=years] .compare")).to_be_visible()
        assert reader.page.locator(".range").count() == 0
        reader.close()


# ---- years: by hand and by key ---------------------------------------------------------
def test_a_thumb_is_moved_by_key_and_keeps_the_focus(reader: Reader, span):
    reader.open()
    thumbs(reader)[0].focus()
    for n in (1, 2, 3):
        reader.page.keyboard.press("ArrowRight")
        reader.wait_for_address(f"years={span[0] + n}..{span[1]}")
    expect(thumbs(reader)[0]).to_be_focused()
    reader.page.keyboard.press("Home")
    reader.page.wait_for_function("!location.search.includes('years')")
    shows(reader, *span)


def test_keys_and_clicks_that_come_before_the_answer_all_count(reader: Reader, span):
    reader.open("?years=1950..1952")
    thumbs(reader)[0].focus()
    for _ in range(30):
        reader.page.keyboard.press("ArrowLeft")
    reader.wait_for_address("years=1920..1952")
    shows(reader, 1920, 1952)
    reader.page.evaluate("for (const n of [1, 2]) document.querySelector('[data-key=years-on]').click()")
    reader.wait_for_address("years=1986..2018")
    shows(reader, 1986, 2018)


def test_a_thumb_that_goes_past_the_other_takes_its_side(reader: Reader):
    reader.open("?years=2016..2017")
    thumbs(reader)[1].focus()
    for years in ("2016..2016", "2015..2016", "2014..2016"):
        reader.page.keyboard.press("ArrowLeft")
        reader.wait_for_address(f"years={years}")
    expect(thumbs(reader)[0]).to_be_focused()
    shows(reader, 2014, 2016)


def test_what_a_dragged_thumb_would_leave_is_seen_before_it_is_let_go(reader: Reader, span):
    reader.open("?years=2000..2021")
    (x, y), (step, _) = middle(reader, 0, span), middle(reader, 1, span)
    wide = (step - x) / 21
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + 10 * wide, y, steps=5)
    shows(reader, 2010, 2021)
    assert "years=2000..2021" in reader.page.url
    elsewhere(reader)  # another change is answered, and the thumb stays in the hand
    shows(reader, 2010, 2021)
    reader.page.mouse.move(x + 16 * wide, y, steps=5)
    reader.page.mouse.up()
    reader.wait_for_address("years=2016..2021")
    shows(reader, 2016, 2021)


def test_the_nearer_thumb_comes_where_the_line_is_pressed(reader: Reader, span):
    reader.open("?years=1950..2000")
    left, right, y = middle(reader, 0, span)[0], middle(reader, 1, span)[0], middle(reader, 0, span)[1]
    wide = (right - left) / 50
    reader.page.mouse.click(left + 10 * wide, y)
    reader.wait_for_address("years=1960..2000")
    reader.page.mouse.click(right + 15 * wide, y)
    reader.wait_for_address("years=1960..2015")


def test_typed_years_are_taken_inside_what_there_is_and_in_order(reader: Reader, span):
    reader.open()
    low, high = typed(reader)
    low.fill("2016")
    low.press("Enter")
    reader.wait_for_address(f"years=2016..{span[1]}")
    high.fill("2014")
    high.press("Enter")
    reader.wait_for_address("years=2014..2016")
    low.fill("99")
    low.blur()
    reader.wait_for_address(f"years={span[0]}..2016")
    shows(reader, span[0], 2016)
    high.fill("")
    high.blur()
    expect(high).to_have_value("2016")


def test_a_year_that_is_being_typed_stays_when_another_change_is_answered(reader: Reader, span):
    reader.open()
    low, _ = typed(reader)
    low.focus()
    low.press("Control+a")
    low.press_sequentially("201")
    elsewhere(reader)
    expect(low).to_have_value("201")
    expect(low).to_be_focused()
    low.press_sequentially("6")
    low.press("Enter")
    reader.wait_for_address(f"years=2016..{span[1]}")


def test_a_year_that_is_not_entered_goes_back_to_what_holds(reader: Reader, span):
    reader.open()
    thumbs(reader)[0].evaluate(
        "box => { box.value = 2000; box.dispatchEvent(new Event('input', { bubbles: true })); }"
    )
    shows(reader, 2000, span[1])
    thumbs(reader)[0].focus()
    thumbs(reader)[0].blur()
    shows(reader, *span)


# ---- the search ------------------------------------------------------------------------
def box(reader: Reader) -> Locator:
    return reader.page.get_by_label("Search titles, quotes and names")


def test_a_search_is_entered_cleaned_and_emptied(reader: Reader):
    reader.open()
    whole = reader.status()
    box(reader).fill("  camp ")
    box(reader).press("Enter")
    reader.wait_for_address("q=camp")
    expect(box(reader)).to_have_value("camp")
    expect(box(reader)).to_be_focused()
    box(reader).fill("")
    box(reader).press("Enter")
    reader.page.wait_for_function("!location.search.includes('q=')")
    expect(reader.page.locator(".status strong")).to_have_text(whole)


def test_a_search_that_says_the_same_is_put_as_it_holds(reader: Reader):
    reader.open("?q=camp")
    box(reader).fill("camp  ")
    box(reader).press("Enter")
    expect(box(reader)).to_have_value("camp")


def test_words_that_are_being_typed_stay_when_another_change_is_answered(reader: Reader):
    reader.open()
    box(reader).press_sequentially("cam")
    elsewhere(reader)
    expect(box(reader)).to_have_value("cam")
    expect(box(reader)).to_be_focused()
    box(reader).press_sequentially("p")
    reader.page.locator("[data-atlas=list] h2").click()  # who goes elsewhere has entered them too
    reader.wait_for_address("q=camp")


def test_back_takes_the_words_out_of_the_box(reader: Reader):
    reader.open()
    box(reader).fill("camp")
    box(reader).press("Enter")
    reader.wait_for_address("q=camp")
    reader.page.go_back()
    expect(box(reader)).to_have_value("")


# ---- downloads ---------------------------------------------------------------------------
def test_a_csv_that_is_cut_says_so_above_its_button(reader: Reader, shipped_site: Site):
    reader.open()
    script = next(url for url in reader.asked if url.endswith("/words.js"))
    reader.page.evaluate("async (url) => { (await import(url)).words.rows = 100; }", script)
    said = reader.page.get_by_text("The CSV holds the first 100; atlas export writes all.")
    assert said.count() == 0
    elsewhere(reader)
    expect(said).to_be_visible()
    elsewhere(reader, "figure")
    reader.page.locator("[data-key=clear]").click()
    box(reader).fill("camp")
    box(reader).press("Enter")
    expect(said).to_have_count(0)


# ---- undated records ---------------------------------------------------------------------
def test_by_keyboard_undated_records_are_left_out(reader: Reader, shipped_site: Site):
    reader.open()
    reader.page.locator("[data-key=undated-null]").focus()
    reader.page.keyboard.press("ArrowDown")
    reader.wait_for_address("undated=kept")
    expect(reader.page.locator("[data-key=undated-true]")).to_be_focused()
    reader.page.keyboard.press("ArrowDown")
    reader.wait_for_address("undated=left-out")
    dated = sum(record.dated is not None for record in shipped_site.atlas.archive.records)
    expect(reader.page.locator(".status strong")).to_contain_text(f"{dated} of ")
    group = reader.page.get_by_role("group", name="Records without a date")
    expect(group.get_by_role("radio", name="Leave out")).to_be_checked()
