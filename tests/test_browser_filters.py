"""The filters that are no lists, in real Chromium: the range of years, the search, undated records."""

import pytest
from playwright.sync_api import Browser, Locator, expect

from dashboard.view import LONGEST_TEXT
from dashboard.words import WITHOUT
from tests.browsing import Reader
from tests.making import ARTICLE, make_atlas, swap
from tests.serving import serving
from tests.sites import Site


@pytest.fixture
def reader(shipped_reader: Reader) -> Reader:
    return shipped_reader


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
        ("2500..3000", "high", None), ("2500..", "high", None), ("..-44", None, "low"),
        ("0..0", "low", "low"), ("1916..2021", None, None),
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


ONE_YEAR = swap(ARTICLE, 'when = "2019-05-12"', 'when = "2018-05-12"')
NO_YEAR = swap(swap(ARTICLE, 'when = "2019-05-12"\n', ""), ', as_of = "2018" }', " }").replace(
    '"amount", "as_of"', '"amount"'
)


@pytest.mark.parametrize("article", [ONE_YEAR, NO_YEAR], ids=["one year", "no year"])
def test_there_is_no_range_where_there_is_nothing_to_choose(browser: Browser, tmp_path, article):
    folder = make_atlas(tmp_path, article=article)
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
    before = reader.page.evaluate("history.length")
    thumbs(reader)[0].focus()
    for _ in range(30):
        reader.page.keyboard.press("ArrowLeft", delay=30)
    reader.wait_for_address("years=1920..1952")
    assert reader.page.evaluate("history.length") == before + 1  # one entry for thirty keys
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


def test_a_thumb_that_is_brought_back_to_where_it_was_holds_nothing(reader: Reader, span):
    reader.open("?years=1950..2000")
    x, y = middle(reader, 0, span)
    reader.page.mouse.move(x, y)
    reader.page.mouse.down()
    reader.page.mouse.move(x + 60, y, steps=4)
    reader.page.mouse.move(x, y, steps=4)
    reader.page.mouse.up()
    shows(reader, 1950, 2000)
    reader.page.evaluate("document.activeElement.blur()")
    reader.page.locator("[data-key=drop-years-]").evaluate("chip => chip.click()")
    shows(reader, *span)


def touch(reader: Reader, at: tuple[float, float], *way: tuple[float, float]) -> None:
    """A finger that comes down, goes its way and leaves."""
    session = reader.page.context.new_cdp_session(reader.page)
    for kind, point in [("touchStart", at), *(("touchMove", step) for step in way), ("touchEnd", None)]:
        points = [{"x": point[0], "y": point[1]}] if point else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.detach()


def test_a_finger_moves_a_thumb_and_scrolls_past_the_line(browser: Browser, shipped_site: Site, span):
    reader = Reader(browser, shipped_site.home, width=390, height=844).open("?years=1950..2000")
    reader.page.locator(".range").evaluate("node => node.scrollIntoView({ block: 'center' })")
    x, y = middle(reader, 0, span)
    touch(reader, (x, y), (x + 20, y), (x, y))
    shows(reader, 1950, 2000)
    before = reader.page.evaluate("history.length")
    touch(reader, (x - 30, y), *((x - 30, y - 12 * n) for n in range(1, 9)))
    reader.page.wait_for_timeout(600)
    assert "years=1950..2000" in reader.page.url and reader.page.evaluate("history.length") == before
    reader.page.locator(".range").evaluate("node => node.scrollIntoView({ block: 'center' })")
    x, y = middle(reader, 0, span)
    touch(reader, (x, y), (x + 10, y), (x + 25, y))
    reader.page.wait_for_function("!location.search.includes('years=1950..2000')")
    low = int(thumbs(reader)[0].input_value())
    assert 1955 < low < 1970
    reader.wait_for_address(f"years={low}..2000")
    reader.close()


def test_the_nearer_thumb_comes_where_the_line_is_pressed(reader: Reader, span):
    reader.open("?years=1950..2000")
    left, right, y = middle(reader, 0, span)[0], middle(reader, 1, span)[0], middle(reader, 0, span)[1]
    wide = (right - left) / 50
    reader.page.mouse.click(left + 10 * wide, y)
    reader.wait_for_address("years=1960..2000")
    reader.page.mouse.click(right + 15 * wide, y)
    reader.wait_for_address("years=1960..2015")
    reader.page.mouse.click(left + 20 * wide, y, button="right")
    reader.page.wait_for_timeout(500)
    assert "years=1960..2015" in reader.page.url


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
    high.fill("9999")
    high.press("Enter")
    reader.page.wait_for_function("!location.search.includes('years')")
    shows(reader, *span)


def test_years_that_hold_already_turn_no_page(reader: Reader, span):
    reader.open("?years=1950..2021&page=2")
    low, _ = typed(reader)
    low.fill("")
    low.press("Enter")
    expect(low).to_have_value("1950")
    reader.page.wait_for_timeout(500)
    assert "page=2" in reader.page.url


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
    expect(box(reader)).to_have_attribute("maxlength", str(LONGEST_TEXT))
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


def test_words_that_were_not_entered_are_not_entered_by_going_to_another_page(reader: Reader):
    reader.open()
    reader.turn_to("sources")
    reader.page.go_back()
    reader.label("Almaty").wait_for()
    box(reader).press_sequentially("cam")
    reader.page.go_forward()
    reader.page.locator("[data-atlas=sources] h2").first.wait_for()
    reader.page.wait_for_timeout(500)
    assert "q=" not in reader.page.url


def test_a_search_that_is_emptied_before_its_answer_is_none(browser: Browser, shipped_site: Site):
    reader = Reader(browser, shipped_site.home)
    late: list[tuple] = []
    holding: list[bool] = []

    def between(page_side):
        server = page_side.connect_to_server()
        page_side.on_message(server.send)
        server.on_message(lambda said: late.append((page_side, said)) if holding else page_side.send(said))

    def let_go():
        for page_side, said in late[: len(late)]:
            page_side.send(said)
            late.pop(0)

    reader.page.route_web_socket("**/_stcore/stream", between)
    reader.open()
    whole = reader.status()
    holding.append(True)
    reader.page.locator("[data-key=kind-event]").click()
    reader.page.wait_for_timeout(1000)
    box(reader).fill("camp")
    box(reader).press("Enter")
    let_go()  # the answer to the click comes, that to the search not yet
    reader.page.wait_for_timeout(300)
    expect(box(reader)).to_have_value("camp")
    box(reader).fill("")
    box(reader).press("Enter")
    reader.page.wait_for_timeout(300)
    holding.clear()
    let_go()
    reader.page.locator("[data-key=drop-kind-event]").click()
    expect(reader.page.locator(".status strong")).to_have_text(whole)
    expect(box(reader)).to_have_value("")
    assert "q=" not in reader.page.url
    reader.close()


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
    left = int(reader.status().split()[0])
    reader.page.evaluate("async ([url, left]) => { (await import(url)).words.rows = left; }", [script, left])
    reader.page.locator("[data-key=undated-true]").click()
    expect(said).to_have_count(0)
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
    for date, legend in WITHOUT.items():
        reader.page.locator("[data-key=compare-summary]").click()
        reader.page.locator(f"[data-key=compare-date-{date}]").evaluate("radio => radio.click()")
        expect(reader.page.get_by_role("group", name=legend)).to_be_visible()
    reader.page.locator("[data-key=compare-date-happened]").evaluate("radio => radio.click()")
    group = reader.page.get_by_role("group", name="Records without a date")
    expect(group.get_by_role("radio", name="Leave out")).to_be_checked()
