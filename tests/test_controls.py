"""The filters that are Streamlit's own widgets: seeded from the view, and changing nothing else."""

from random import Random

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.controls import UNDATED, UNDATED_WORDS, clamped
from dashboard.view import LONGEST_TEXT, View
from tests.visiting import PATIENCE, go, sent, untroubled, visit

SPAN = (1916, 2021)


# ---- years inside what the widgets can show ------------------------------------------
@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (None, (1916, 2021)),
        ((2016, 2019), (2016, 2019)),
        ((2016, 2016), (2016, 2016)),
        ((2016, None), (2016, 2021)),
        ((None, 2016), (1916, 2016)),
        ((1000, 3000), (1916, 2021)),
        ((1000, 1500), (1916, 1916)),
        ((2500, 3000), (2021, 2021)),
        ((2500, None), (2021, 2021)),
        ((None, -44), (1916, 1916)),
        ((0, 0), (1916, 1916)),
        ((1916, 2021), (1916, 2021)),
    ],
)
def test_years_are_shown_inside_the_span(given, shown):
    assert clamped(given, SPAN) == shown


def test_any_years_are_shown_inside_any_span_and_in_order():
    random = Random(5)

    def year():
        return random.choice([None, random.randint(-9999, 9999), random.randint(1990, 2030)])

    for _ in range(5000):
        span = tuple(sorted(random.randint(1900, 2030) for _ in "ab"))
        given = year(), year()
        if None not in given:
            given = tuple(sorted(given))
        low, high = clamped(given, span)
        assert span[0] <= low <= high <= span[1], (given, span)
        assert clamped((low, high), span) == (low, high)


def test_every_choice_for_undated_records_has_words_and_can_be_asked_for():
    assert set(UNDATED) == set(UNDATED_WORDS)
    assert sorted(map(str, UNDATED.values())) == ["False", "None", "True"]
    for key, value in UNDATED.items():
        assert View(undated=value).params() == ({} if value is None else {"undated": key})


# ---- the widgets on the page ---------------------------------------------------------
@pytest.fixture(scope="module")
def page():
    """One session, sent to the address that each test needs."""
    return visit()


def years_shown(page):
    typed = tuple(page.number_input(key=key).value for key in ("year_from", "year_to"))
    assert tuple(page.slider(key="year_range").value) == typed
    return typed


def test_widgets_show_what_the_link_says(page):
    go(page, years="2016..2019", undated="left-out", q="camp")
    assert years_shown(page) == (2016, 2019)
    assert page.selectbox(key="undated").value == "left-out"
    assert page.text_input(key="search").value == "camp"


def widgets(page):
    """The messages that draw the widgets, as they cross."""
    found = [*page.text_input, *page.number_input, *page.slider, *page.selectbox]
    return {one.key: one.proto.SerializeToString(deterministic=True) for one in found}


def test_a_widget_whose_value_stays_crosses_as_it_did(page):
    go(page, years="2016..2019", undated="kept", q="camp")
    before = widgets(go(page, years="2016..2019", undated="kept", q="camp", place="almaty"))
    assert set(before) >= {"search", "year_range", "year_from", "year_to", "undated"}
    after = widgets(go(page, years="2016..2019", undated="kept", q="camp", kind="figure"))
    assert after == before
    assert not any(one.proto.set_value for one in [*page.text_input, *page.slider, *page.selectbox])


def test_a_widget_that_has_to_show_another_value_is_told_it(page):
    go(page, years="2016..2019", undated="kept", q="camp")
    go(page, years="2016..2018", undated="left-out", q="camps")
    told = {one.key: one.proto.set_value for one in [*page.text_input, *page.number_input, *page.slider]}
    told |= {one.key: one.proto.set_value for one in page.selectbox if one.key == "undated"}
    assert told.pop("year_from") is False  # it stays
    assert set(told.values()) == {True} and len(told) == 4
    assert years_shown(page) == (2016, 2018)
    assert page.selectbox(key="undated").value == "left-out"
    assert page.text_input(key="search").value == "camps"


def test_widgets_without_a_link_show_everything(page, shipped):
    go(page)
    assert years_shown(page) == shipped.columns.year_range
    assert page.selectbox(key="undated").value == "auto"
    assert page.text_input(key="search").value == ""


def test_years_outside_the_span_stay_in_the_link_and_are_shown_at_its_end(page, shipped):
    go(page, years="3000..3100")
    assert years_shown(page) == (shipped.columns.year_range[1],) * 2
    assert page.query_params == {"years": "3000..3100"}


def test_a_moved_slider_sets_the_years(page):
    go(page, place="almaty", page="2")
    page.slider(key="year_range").set_value((2016, 2019)).run()
    assert page.query_params == {"years": "2016..2019", "place": "almaty"}
    assert years_shown(page) == (2016, 2019)


def test_a_slider_moved_back_to_its_ends_is_no_filter(page, shipped):
    go(page, years="2016..2019")
    page.slider(key="year_range").set_value(shipped.columns.year_range).run()
    assert page.query_params == {}


def test_a_typed_year_sets_the_years(page, shipped):
    go(page)
    page.number_input(key="year_from").set_value(2018).run()
    assert page.query_params == {"years": f"2018..{shipped.columns.year_range[1]}"}
    page.number_input(key="year_to").set_value(2019).run()
    assert page.query_params == {"years": "2018..2019"}


def test_years_typed_in_the_wrong_order_are_put_right(page):
    go(page, years="2016..2018")
    page.number_input(key="year_from").set_value(2019).run()
    assert page.query_params == {"years": "2018..2019"}
    assert years_shown(page) == (2018, 2019)


@pytest.mark.parametrize(
    ("choice", "params"), [("kept", {"undated": "kept"}), ("left-out", {"undated": "left-out"}), ("auto", {})]
)
def test_undated_records_are_kept_or_left_out(page, shipped, choice, params):
    go(page, undated="kept" if choice == "auto" else [])
    page.selectbox(key="undated").set_value(choice).run()
    assert page.query_params == params
    undated = sum(r.dated is None for r in shipped.archive.records)
    head = sent(page, "head")
    assert len(shipped.archive.records) - head["left"] == (undated if choice == "left-out" else 0)
    assert head["undated"] == undated
    assert page.selectbox(key="undated").label == "Records without a date"


def test_a_search_filters_and_stands_in_the_link(page, shipped):
    go(page, page="3")
    page.text_input(key="search").set_value("  Алматы ").run()
    assert page.query_params == {"q": "Алматы"}
    assert 0 < sent(page, "head")["left"] < len(shipped.archive.records)


def test_a_search_copied_out_of_an_article_reads_the_same_from_its_link(page):
    go(page)
    page.text_input(key="search").set_value("Kazakh\u00a0people\t").run()
    left = sent(page, "head")["left"]
    assert page.query_params == {"q": "Kazakh people"}
    again = sent(visit(q="Kazakh people"), "head")
    assert (again["left"], again["ignored"]) == (left, [])


def test_a_search_holds_no_more_than_a_link_can_carry(page):
    assert page.text_input(key="search").max_chars == LONGEST_TEXT


# ---- downloads -----------------------------------------------------------------------
def buttons(page):
    return {button.proto.label: button.proto for button in page.get("download_button")}


def test_what_the_filters_leave_can_be_downloaded_and_is_made_when_asked_for(page):
    go(page)
    found = buttons(page)
    assert list(found) == ["Records (CSV)", "Places (GeoJSON)"]
    assert all(b.deferred_file_id and not b.url and not b.disabled and b.ignore_rerun for b in found.values())


def test_nothing_left_is_nothing_to_download(page):
    go(page, q="no word of any article is this one")
    assert all(b.disabled for b in buttons(page).values())
    go(page, q="camp")
    assert not any(b.disabled for b in buttons(page).values())


def downloads_of(count):
    from dashboard import controls
    from dashboard.view import View

    controls.downloads(None, lambda: View().query, count)


@pytest.mark.parametrize(
    ("count", "said"),
    [(50_000, []), (50_001, ["The CSV holds the first 50,000; atlas export writes all."])],
)
def test_a_download_that_is_cut_says_so(count, said):
    page = AppTest.from_function(downloads_of, args=(count,), default_timeout=PATIENCE)
    assert [text.value for text in untroubled(page.run()).markdown] == said


# ---- an atlas of one year ------------------------------------------------------------
def years_of(given):
    from dashboard import controls
    from dashboard.view import View

    controls.years(View(), given)


@pytest.mark.parametrize(("span", "widgets"), [((2018, 2018), 0), ((0, 0), 0), ((2018, 2019), 1)])
def test_there_is_no_slider_where_there_is_nothing_to_slide(span, widgets):
    page = untroubled(AppTest.from_function(years_of, args=(span,), default_timeout=PATIENCE).run())
    assert (len(page.slider), len(page.number_input)) == (widgets, 2 * widgets)
