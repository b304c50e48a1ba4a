"""What is drawn for a view: every number against a count by hand over the shipped records."""

import json
from dataclasses import replace
from random import Random

import pytest

from dashboard.scene import (
    CARDS,
    MOST_BARS,
    MOST_CHIPS,
    MOST_FOUND,
    MOST_IGNORED,
    MOST_MARKS,
    MOST_OPTIONS,
    ROWS,
    STEPS,
    chips,
    pages_of,
    scene,
)
from dashboard.view import SHOWS, View
from events.fold import fold
from events.record import KINDS, VOICES
from geodata import atlas as atlas_module
from geodata.atlas import Atlas
from geodata.query import FACETS
from tests.making import ARTICLE, INVESTMENT, TOPICS, almaty, collection, make_atlas, swap, zhetysu
from tests.visiting import unstepped, wordless

FOLDED: dict[str, str] = {}
"""The words of each shipped record, folded once."""


# ---- counting by hand ----------------------------------------------------------------
def options_of(atlas):
    return {
        "topic": [t.id for t in atlas.archive.topics],
        "kind": list(KINDS),
        "source": [s.id for s in atlas.archive.sources],
        "voice": list(VOICES),
    }


def has(record, facet):
    """What a record has of a facet."""
    return {
        "topic": set(record.topics),
        "kind": {record.kind},
        "source": {record.source},
        "voice": {p.voice for p in record.passages},
    }[facet]


def in_years(record, view):
    if record.dated is None:
        return view.undated if view.undated is not None else view.years is None
    first, last = (day and day.year for day in (record.dated.earliest, record.dated.latest))
    low, high = view.years or (None, None)
    too_early = low is not None and last is not None and last < low
    too_late = high is not None and first is not None and first > high
    return not too_early and not too_late


def in_facet(record, view, facet):
    wanted, found = set(getattr(view, facet)), has(record, facet)
    if facet == "topic" and view.every_topic:
        return wanted <= found
    return not wanted or bool(wanted & found)


def in_text(atlas, record, view):
    return all(word in folded(atlas, record) for word in fold(view.text).split()) if view.text else True


def folded(atlas, record):
    if record.id not in FOLDED:
        FOLDED[record.id] = fold(atlas.words_of(record))
    return FOLDED[record.id]


def left(atlas, view):
    """The records that a view leaves, one by one."""
    return [
        r
        for r in atlas.archive.records
        if in_years(r, view) and all(in_facet(r, view, facet) for facet in FACETS) and in_text(atlas, r, view)
    ]


def at(records, place):
    return [r for r in records if place in {link.id for link in r.places}]


def named(atlas, chips):
    """The places of a row of chips by their ids, with the counts on them."""
    assert set(chips) <= {"places", "more"} and [] not in chips.values()
    numbered = chips.get("places", [])
    assert len({n for n, _ in numbered}) == len(numbered)
    return {atlas.gazetteer.places[n].id: count for n, count in numbered}


def bars(years):
    """Every bar of a histogram, those without a record among them."""
    found = dict(map(tuple, years["counts"]))
    assert list(found) == sorted(found) and len(found) == len(years["counts"]) and all(found.values())
    assert set(found) <= set(range(years["bars"]))
    return [found.get(n, 0) for n in range(years["bars"])]


def some_views(atlas, seed, count):
    """Views with a few filters each; most leave something."""
    random, options = Random(seed), options_of(atlas)
    words = [word for r in atlas.archive.records for word in r.title.split() if len(word) > 4]
    low, high = atlas.columns.year_range
    for _ in range(count):
        years = sorted(random.randint(low - 2, high + 2) for _ in "ab")
        few = {facet: random.choice([0, 0, 1, 2]) for facet in FACETS}
        yield View(
            years=random.choice([None, None, tuple(years), (years[0], None), (None, years[1])]),
            undated=random.choice([None, None, True, False]),
            every_topic=random.random() < 0.3,
            text=random.choice(["", "", random.choice(words)]),
            place=random.choice([None, *atlas.places]),
            **{facet: tuple(random.sample(options[facet], few[facet])) for facet in FACETS},
        )


@pytest.fixture(scope="module")
def views(shipped):
    found = [View(), *some_views(shipped, 1, 40)]
    assert sum(bool(left(shipped, view)) for view in found) > 15
    return found


# ---- counts --------------------------------------------------------------------------
def test_the_head_counts_what_is_left(shipped, views):
    for view in views:
        assert scene(shipped, view).head["left"] == len(left(shipped, view)), view


def test_the_head_counts_the_undated_that_pass_every_other_filter(shipped, views):
    for view in views:
        head = scene(shipped, view).head
        undated = [r for r in left(shipped, view.narrowed(years=None, undated=None)) if r.dated is None]
        kept = [r for r in left(shipped, view) if r.dated is None]
        assert head["undated"] == len(undated), view
        assert head["left_out"] == len(undated) - len(kept), view


def test_a_mark_counts_the_records_of_its_place(shipped, views):
    for view in views:
        found = left(shipped, view)
        by_hand = [(n, len(at(found, place.id))) for n, place in enumerate(shipped.gazetteer.places)]
        found = unstepped(scene(shipped, view).marks["counts"])
        assert list(found.items()) == [pair for pair in by_hand if pair[1]], view


def test_the_shade_is_relative_to_the_busiest_place_that_is_left(shipped, views):
    for view in views:
        marks = scene(shipped, view).marks
        assert marks["most"] == max(unstepped(marks["counts"]).values(), default=0)


def test_a_place_counts_its_own_records_and_those_within_apart(shipped, views):
    for view in views:
        if view.place is None:
            continue
        found, place = left(shipped, view), scene(shipped, view).panel["place"]
        assert place["count"] == len(at(found, view.place)), view
        within = {p.id: len(at(found, p.id)) for p in shipped.gazetteer.places if p.part_of == view.place}
        assert named(shipped, place["within"]) == within, view


def test_every_options_live_count_is_the_total_after_choosing_it(shipped, views):
    for view in views[:20]:
        for facet, given in scene(shipped, view).facets["facets"].items():
            for n, count in given["counts"]:
                option = options_of(shipped)[facet][n]
                every = facet == "topic" and view.query.every_topic
                kept = tuple({*view.topic, option}) if every else (option,)
                assert count == scene(shipped, view.narrowed(**{facet: kept})).head["left"], (view, option)


def test_every_option_is_there_by_number_and_says_whether_it_is_chosen(shipped, views):
    for view in views:
        found = scene(shipped, view).facets
        assert found["every"] == view.every_topic
        for facet, given in found["facets"].items():
            options = options_of(shipped)[facet]
            assert [n for n, _ in given["counts"]] == list(range(len(options)))
            assert {options[n] for n in given["on"]} == set(getattr(view, facet))
            assert given["more"] == 0


def test_the_overview_names_the_busiest_places_first(shipped, views):
    for view in views:
        found, panel = left(shipped, view), scene(shipped, view.with_selection(None, None)).panel
        counts = sorted((len(at(found, place)) for place in shipped.places), reverse=True)
        busiest = named(shipped, panel["busiest"])
        assert list(busiest.values()) == [c for c in counts if c][:8]
        assert all(count == len(at(found, place)) for place, count in busiest.items())


# ---- time ----------------------------------------------------------------------------
def years_by_hand(records, first, step, bars, span):
    """Each record counted once in every bar that its date touches."""
    counts = [0] * bars
    for when in (r.dated for r in records if r.dated):
        low, high = (
            day.year if day else end for day, end in zip((when.earliest, when.latest), span, strict=True)
        )
        for n in range((low - first) // step, (high - first) // step + 1):
            counts[n] += 1
    return counts


def test_the_histogram_counts_each_year_under_the_other_filters(shipped, views):
    low, high = shipped.columns.year_range
    for view in views:
        found = scene(shipped, view).years
        others = left(shipped, view.narrowed(years=None))
        assert (found["first"], found["step"], found["bars"]) == (low, 1, high - low + 1)
        assert bars(found) == years_by_hand(others, low, 1, high - low + 1, (low, high)), view
        assert (found["span"], found["range"]) == ([low, high], list(view.years) if view.years else None)


def test_the_histogram_counts_the_undated_apart_as_the_head_does(shipped, views):
    for view in views:
        found = scene(shipped, view)
        assert {name: found.years[name] for name in ("undated", "left_out")} == {
            name: found.head[name] for name in ("undated", "left_out")
        }


def dated(tmp_path, first, last):
    """The small atlas with its event in one year and its sum in another."""
    article = ARTICLE.replace("2019-05-12", f"{first:04}-05-12", 0)
    article = swap(article, 'when = "2019-05-12"', f'when = "{first:04}-05-12"')
    return atlas_module.load(
        make_atlas(tmp_path, article=swap(article, 'as_of = "2018"', f'as_of = "{last:04}"'))
    )


@pytest.mark.parametrize(
    ("first", "last", "begins", "step", "drawn"),
    [
        (2018, 2018, 2018, 1, 1),
        (1900, 2018, 1900, 1, 119),
        (1900, 2019, 1900, 1, 120),
        (1900, 2020, 1900, 2, 61),
        (1801, 2019, 1800, 2, 110),
        (1783, 2019, 1782, 2, 119),
        (1001, 2019, 1000, 10, 102),
        (1, 9999, 0, 100, 100),
    ],
)
def test_a_bar_stands_for_more_years_where_there_are_too_many(tmp_path, first, last, begins, step, drawn):
    found = scene(dated(tmp_path, first, last), View()).years
    assert (found["first"], found["step"], found["bars"]) == (begins, step, drawn)
    assert step in STEPS and drawn <= MOST_BARS
    assert (bars(found)[0], bars(found)[-1]) == ((1, 1) if drawn > 1 else (2, 2))
    assert sum(bars(found)) == 2 and len(found["counts"]) == min(2, drawn)
    assert found["span"] == [first, last]


def test_every_number_of_years_is_drawn_in_few_bars_that_hold_every_record(tmp_path):
    atlas = dated(tmp_path, 2018, 2018)
    for first in (*range(1, 3000, 37), 9999):
        happened = atlas.columns.happened
        moved = {"happened": replace(happened, first=happened.first * 0 + first)}
        vars(atlas)["columns"] = replace(atlas.columns, dates=atlas.columns.dates | moved)
        found = scene(atlas, View()).years
        last = found["first"] + found["step"] * found["bars"] - 1
        assert (
            found["first"] <= found["span"][0] and found["span"][1] <= last < found["span"][1] + found["step"]
        )
        assert len(found["counts"]) <= found["bars"] <= MOST_BARS + 1


def test_an_atlas_without_a_date_has_one_empty_bar(tmp_path):
    undated = swap(ARTICLE, 'when = "2019-05-12"\n', "")
    undated = swap(undated, ', as_of = "2018" }', " }").replace('"amount", "as_of"', '"amount"')
    atlas = atlas_module.load(make_atlas(tmp_path, article=undated))
    found = scene(atlas, View()).years
    assert (found["bars"], found["counts"], found["undated"]) == (1, [], 3)


# ---- marks ---------------------------------------------------------------------------
def test_marks_hold_numbers_yes_and_no_and_nothing_else(shipped, views):
    for view in views:
        marks = scene(shipped, view).marks
        assert set(marks) == {"counts", "selected", "most", "fit", "more"}
        assert wordless(marks), view


def test_the_chosen_place_is_marked_by_its_number(shipped):
    for n, place in enumerate(shipped.places):
        marks = scene(shipped, View(place=place)).marks
        assert (marks["selected"], marks["fit"]) == (n, True)


def test_a_chosen_record_marks_its_first_place_or_none(shipped):
    numbers = {place: n for n, place in enumerate(shipped.places)}
    for record in shipped.archive.records:
        marks = scene(shipped, View(record=record.id)).marks
        expected = numbers[record.places[0].id] if record.places else None
        assert (marks["selected"], marks["fit"]) == (expected, bool(record.places))


# ---- the list ------------------------------------------------------------------------
def test_the_pages_of_the_list_hold_every_record_once_in_date_order(shipped, views):
    for view in views[:25]:
        pages = range(1, scene(shipped, view).rows["pages"] + 1)
        shown = [scene(shipped, replace(view, page=page)).rows for page in pages]
        ids = [row["id"] for rows in shown for row in rows["rows"]]
        assert sorted(ids) == sorted(r.id for r in left(shipped, view)), view
        assert [rows["first"] for rows in shown] == [1 + ROWS * n for n in range(len(shown))]
        dated = [shipped.records[i].dated for i in ids]
        days = [(w.earliest or w.latest).toordinal() for w in dated if w]
        assert days == sorted(days)
        assert [w is None for w in dated] == sorted(w is None for w in dated)


def test_a_page_past_the_last_is_the_last_and_is_named(shipped):
    found = scene(shipped, View(page=999_999), ("before",))
    last = pages_of(len(shipped.archive.records), ROWS)
    assert found.rows["page"] == found.rows["pages"] == found.view.page == last
    assert 1 <= len(found.rows["rows"]) <= ROWS
    assert found.head["ignored"] == ["before", f"page=999999 is beyond the last page, {last}"]


def test_cards_past_the_last_are_the_last_and_are_named(shipped):
    place = max(shipped.places, key=lambda place: len(at(shipped.archive.records, place)))
    last = pages_of(len(at(shipped.archive.records, place)), CARDS)
    found = scene(shipped, View(place=place, cards=last + 1))
    assert last > 1 and found.view == View(place=place, cards=last)
    assert (found.panel["place"]["page"], len(found.panel["place"]["cards"]) > 0) == (last, True)
    assert found.head["ignored"] == [f"cards={last + 1} is beyond the last page, {last}"]
    assert scene(shipped, View(cards=2)).view == View()


def test_a_page_that_exists_is_kept_and_nothing_is_named(shipped):
    for page in range(1, pages_of(len(shipped.archive.records), ROWS) + 1):
        found = scene(shipped, View(page=page))
        assert (found.view.page, found.head["ignored"]) == (page, [])


@pytest.mark.parametrize("show", SHOWS[1:])
def test_the_pages_of_another_page_are_its_own(shipped, show):
    found = scene(shipped, View(show=show, page=9999, cards=77))
    assert (found.view.page, found.view.cards, found.head["ignored"]) == (9999, 77, [])


@pytest.mark.parametrize(
    ("count", "size", "pages"),
    [(0, 12, 1), (1, 12, 1), (12, 12, 1), (13, 12, 2), (24, 12, 2), (25, 12, 3), (5, 5, 1), (6, 5, 2)],
)
def test_a_full_page_begins_the_next(count, size, pages):
    assert pages_of(count, size) == pages
    assert (ROWS, CARDS) == (12, 5)


def test_nothing_left_is_one_empty_page(shipped):
    found = scene(shipped, View(text="no word of any article is this one"))
    assert (found.rows["rows"], found.rows["pages"], found.rows["total"]) == ([], 1, 0)
    assert (found.marks["counts"], found.panel["busiest"]) == ("", {})


def test_the_row_of_the_chosen_record_is_on_and_no_other(shipped):
    record = scene(shipped, View()).rows["rows"][2]["id"]
    rows = scene(shipped, View(record=record)).rows["rows"]
    assert [row["id"] for row in rows if "on" in row] == [record]


def test_the_chosen_record_stands_above_the_list_where_its_page_does_not_show_it(shipped):
    ids = [row["id"] for row in scene(shipped, View()).rows["rows"]]
    elsewhere = next(r.id for r in shipped.archive.records if r.id not in ids)
    assert scene(shipped, View()).rows["chosen"] is None
    assert scene(shipped, View(record=ids[0])).rows["chosen"] is None
    found = scene(shipped, View(record=elsewhere)).rows
    assert (found["chosen"]["id"], found["chosen"]["on"]) == (elsewhere, True)
    assert not [row for row in found["rows"] if "on" in row]
    none_left = scene(shipped, View(record=ids[0], text="no word of any article is this one"))
    assert none_left.rows["chosen"]["id"] == ids[0]


# ---- places that a search names ------------------------------------------------------
def test_a_search_names_the_places_of_that_name_with_what_is_left_there(shipped):
    assert scene(shipped, View()).rows["found"] == {}
    view = View(text="Алматы")
    count = len(at(left(shipped, view), "almaty"))
    assert scene(shipped, view).rows["found"] == {"places": [[shipped.numbers["almaty"], count]]}


def test_every_shipped_place_is_found_by_its_title(shipped):
    for place in shipped.places.values():
        found = scene(shipped, View(text=place.title)).rows["found"]
        assert place.id in named(shipped, found), place.id
        assert len(found["places"]) <= MOST_FOUND


def test_a_place_that_has_one_word_of_two_is_not_found(shipped):
    assert scene(shipped, View(text="Almaty zebra")).rows["found"] == {}


def test_of_more_places_than_a_search_may_offer_the_busiest_stand_first_and_the_rest_are_counted(shipped):
    """The letter “a” stands in a name of nearly every place."""
    found = scene(shipped, View(text="a")).rows["found"]
    records, hits = left(shipped, View(text="a")), shipped.places_named("a")
    counts = sorted((len(at(records, place.id)) for place in hits), reverse=True)
    assert len(hits) > MOST_FOUND == 8
    assert list(named(shipped, found).values()) == counts[:MOST_FOUND]
    assert found["more"] == len(hits) - MOST_FOUND
    assert all(len(at(records, place)) == count for place, count in named(shipped, found).items())


@pytest.mark.parametrize(
    ("count", "shown", "more"), [(0, 0, None), (1, 1, None), (24, 24, None), (25, 24, 1), (33, 24, 9)]
)
def test_of_many_chips_those_with_most_records_are_shown_in_their_order_and_the_rest_counted(
    shipped, count, shown, more
):
    places, answer = shipped.gazetteer.places[:count], shipped.columns.ask(View().query)
    found = chips(shipped, answer, list(places))
    by_hand = [[n, len(at(shipped.archive.records, place.id))] for n, place in enumerate(places)]
    ranked = sorted(by_hand, key=lambda pair: -pair[1])[:MOST_CHIPS] if more else by_hand
    assert found.get("places", []) == ranked and len(ranked) == shown
    assert found.get("more") == more and MOST_CHIPS == 24


def test_places_without_geometry_stand_in_the_list_with_their_counts(shipped, views):
    for view in views:
        found = left(shipped, view)
        by_hand = {p.id: len(at(found, p.id)) for p in shipped.gazetteer.places if p.geometry is None}
        rows = scene(shipped, view).rows
        assert named(shipped, rows["unplaced"]) == by_hand and by_hand
        assert rows["place"] == (None if view.place is None else list(shipped.places).index(view.place))


# ---- the panel -----------------------------------------------------------------------
def test_the_cards_of_a_place_are_its_records_page_by_page(shipped):
    for place in shipped.places:
        expected = [r.id for r in at(shipped.archive.records, place)]
        shown, pages = [], pages_of(len(expected), CARDS)
        for page in range(1, pages + 1):
            panel = scene(shipped, View(place=place, cards=page)).panel["place"]
            assert (panel["page"], panel["pages"]) == (page, pages)
            shown += [card["id"] for card in panel["cards"]]
        assert sorted(shown) == sorted(expected)


@pytest.mark.parametrize(
    ("chosen", "kind", "parts"),
    [("", "overview", set()), ("place", "place", {"place"}), ("record", "record", {"card"})],
)
def test_the_panel_shows_what_is_chosen(shipped, chosen, kind, parts):
    first = next(r for r in shipped.archive.records if r.places)
    names = {"place": first.places[0].id, "record": first.id}
    panel = scene(shipped, View(**({chosen: names[chosen]} if chosen else {}))).panel
    assert panel["kind"] == kind
    assert set(panel) & {"place", "card"} == parts


def test_a_record_chosen_at_a_place_stands_above_the_place(shipped):
    first = next(r for r in shipped.archive.records if r.places)
    place = first.places[0].id
    panel = scene(shipped, View(place=place, record=first.id)).panel
    assert (panel["kind"], panel["card"]["id"], panel["place"]["id"]) == ("place", first.id, place)


# ---- active filters and the whole ----------------------------------------------------
def test_each_active_filter_is_named_and_can_be_taken_away(shipped):
    topic, source = shipped.archive.topics[0], shipped.archive.sources[0]
    facets = {"topic": (topic.id,), "kind": ("figure",), "source": (source.id,), "voice": ("official",)}
    view = View(years=(2016, None), undated=False, text="camp", **facets)
    assert scene(shipped, view).head["active"] == [
        ["topic", topic.id],
        ["kind", "figure"],
        ["source", source.id],
        ["voice", "official"],
        ["years", "", "since 2016"],
        ["undated", "", "undated left out"],
        ["text", "", "“camp”"],
    ]
    assert scene(shipped, View(undated=True)).head["active"] == [["undated", "", "undated kept"]]


def test_without_a_filter_none_is_active(shipped):
    assert scene(shipped, View(place="almaty", page=3)).head["active"] == []


def test_what_the_link_asked_in_vain_is_passed_on(shipped):
    assert scene(shipped, View(), ("zoom is no part of a link here",)).head["ignored"] == [
        "zoom is no part of a link here"
    ]


@pytest.mark.parametrize(
    ("count", "last"),
    [
        (MOST_IGNORED, "23"),
        (MOST_IGNORED + 1, "and 1 more part"),
        (MOST_IGNORED + 2000, "and 2,000 more parts"),
    ],
)
def test_of_much_that_was_ignored_the_first_is_named_and_the_rest_counted(shipped, count, last):
    ignored = scene(shipped, View(), tuple(map(str, range(count)))).head["ignored"]
    assert ignored[:MOST_IGNORED] == [str(n) for n in range(MOST_IGNORED)]
    assert (len(ignored), ignored[-1]) == (min(count, MOST_IGNORED + 1), last)


def test_the_head_says_which_page_this_is(shipped):
    assert [scene(shipped, View(show=show)).head["show"] for show in SHOWS] == list(SHOWS)


def test_a_scene_is_plain_values_that_json_keeps_as_they_are(shipped, views):
    for view in views:
        found = scene(shipped, view)
        for part in (found.marks, found.head, found.facets, found.years, found.rows, found.panel):
            assert json.loads(json.dumps(part, allow_nan=False)) == part, view


# ---- small atlases and large ones ----------------------------------------------------
def test_an_atlas_of_one_placeless_record_is_drawn(tmp_path):
    article = swap(ARTICLE.replace(INVESTMENT, ""), 'places = [{ id = "almaty", role = "where" }]\n', "")
    places = collection(almaty(), zhetysu())
    atlas = atlas_module.load(make_atlas(tmp_path, article=article, places=places))
    found = scene(atlas, View())
    assert unstepped(found.marks["counts"]) == {1: 1}


def test_of_many_places_those_with_most_records_are_marked_and_the_rest_counted(tmp_path):
    """Places 0 to 1,099, of which every second has one record, and the last ones two."""
    atlas = atlas_module.load(make_atlas(tmp_path))
    event, place = atlas.records["one-bridge-opens"], atlas.places["almaty"]
    places = tuple(replace(place, id=f"p{n}") for n in range(MOST_MARKS + 100))
    links = [replace(event.places[0], id=p.id) for p in places]
    records = (replace(event, places=tuple(links)), replace(event, id="two", places=tuple(links[-150:])))
    large = Atlas(
        replace(atlas.archive, records=records, mentions=()),
        replace(atlas.gazetteer, places=places),
        "0" * 16,
    )
    marks = scene(large, View()).marks
    counts = unstepped(marks["counts"])
    assert (len(counts), marks["more"], marks["most"]) == (MOST_MARKS, 100, 2)
    assert [n for n, count in counts.items() if count == 2] == list(range(MOST_MARKS - 50, MOST_MARKS + 100))
    assert scene(atlas, View()).marks["more"] == 0


def test_of_many_options_those_with_most_records_are_shown_and_the_chosen_ones(tmp_path):
    topics = TOPICS + "".join(
        f'[[topic]]\nid = "t{n}"\ntitle = "T{n}"\ndefinition = "x"\n' for n in range(MOST_OPTIONS + 6)
    )
    atlas = atlas_module.load(make_atlas(tmp_path, topics=topics))
    given = scene(atlas, View(topic=("t29",))).facets["facets"]["topic"]
    numbers = [n for n, _ in given["counts"]]
    assert (len(numbers), given["more"], given["on"]) == (MOST_OPTIONS, 8, [31])
    assert numbers == sorted(numbers) and {0, 1, 31} <= set(numbers)
    assert [count for n, count in given["counts"] if n < 2] == [2, 2]
