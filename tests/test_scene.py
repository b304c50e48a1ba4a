"""What is drawn for a view: every number against a count by hand over the shipped records."""

import json
from dataclasses import replace
from random import Random

import pytest

from dashboard.scene import PAGE, pages_of, scene
from dashboard.view import View
from events.fold import fold
from events.record import KINDS, VOICES
from geodata import atlas as atlas_module
from geodata.query import FACETS
from tests.making import ARTICLE, INVESTMENT, almaty, collection, make_atlas, swap, zhetysu

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
        head = scene(shipped, view).head
        found = left(shipped, view)
        assert (head["total"], head["left"]) == (len(shipped.archive.records), len(found)), view


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
        by_hand = [[n, len(at(found, place.id))] for n, place in enumerate(shipped.gazetteer.places)]
        assert scene(shipped, view).marks["counts"] == [pair for pair in by_hand if pair[1]], view


def test_the_shade_is_relative_to_the_busiest_place_that_is_left(shipped, views):
    for view in views:
        marks = scene(shipped, view).marks
        assert marks["most"] == max((count for _, count in marks["counts"]), default=0)


def test_a_place_counts_its_own_records_and_those_within_apart(shipped, views):
    for view in views:
        if view.place is None:
            continue
        found, place = left(shipped, view), scene(shipped, view).panel["place"]
        assert place["count"] == len(at(found, view.place)), view
        within = {p.id: len(at(found, p.id)) for p in shipped.gazetteer.places if p.part_of == view.place}
        assert {w["id"]: w["count"] for w in place["within"]} == within, view


def test_every_options_live_count_is_the_total_after_choosing_it(shipped, views):
    for view in views[:20]:
        for facet in scene(shipped, view).facets:
            for option in facet["options"]:
                every = facet["id"] == "topic" and view.query.every_topic
                kept = tuple({*view.topic, option["id"]}) if every else (option["id"],)
                chosen = view.narrowed(**{facet["id"]: kept})
                assert option["count"] == scene(shipped, chosen).head["left"], (view, option["id"])


def test_every_option_is_there_and_says_whether_it_is_chosen(shipped, views):
    for view in views:
        for facet in scene(shipped, view).facets:
            assert [o["id"] for o in facet["options"]] == options_of(shipped)[facet["id"]]
            assert {o["id"] for o in facet["options"] if o["on"]} == set(getattr(view, facet["id"]))
            assert all(o["title"] for o in facet["options"])


def test_the_overview_names_the_busiest_places_first(shipped, views):
    for view in views:
        found, panel = left(shipped, view), scene(shipped, view.with_selection(None, None)).panel
        counts = sorted((len(at(found, place)) for place in shipped.places), reverse=True)
        assert [b["count"] for b in panel["busiest"]] == [c for c in counts if c][:8]
        assert all(b["count"] == len(at(found, b["id"])) for b in panel["busiest"])


def test_records_without_a_place_are_counted_in_the_overview(shipped):
    assert scene(shipped, View()).panel["placeless"] == sum(not r.places for r in shipped.archive.records)


# ---- marks ---------------------------------------------------------------------------
def leaves(value):
    if isinstance(value, list | tuple):
        for inner in value:
            yield from leaves(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    else:
        yield value


def test_marks_hold_numbers_yes_and_no_and_nothing_else(shipped, views):
    for view in views:
        marks = scene(shipped, view).marks
        assert set(marks) == {"counts", "selected", "most", "fit"}
        assert {type(leaf) for leaf in leaves(marks)} <= {int, bool, type(None)}, view


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
        assert [rows["first"] for rows in shown] == [1 + PAGE * n for n in range(len(shown))]
        dated = [shipped.records[i].dated for i in ids]
        days = [(w.earliest or w.latest).toordinal() for w in dated if w]
        assert days == sorted(days)
        assert [w is None for w in dated] == sorted(w is None for w in dated)


def test_a_page_past_the_last_is_the_last(shipped):
    last = scene(shipped, View(page=999_999)).rows
    assert last["page"] == last["pages"] == pages_of(len(shipped.archive.records))
    assert 1 <= len(last["rows"]) <= PAGE


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (12, 1), (13, 2), (24, 2), (25, 3)])
def test_twelve_records_fill_a_page(count, pages):
    assert (PAGE, pages_of(count)) == (12, pages)


def test_nothing_left_is_one_empty_page(shipped):
    found = scene(shipped, View(text="no word of any article is this one"))
    assert (found.rows["rows"], found.rows["pages"], found.rows["total"]) == ([], 1, 0)
    assert (found.marks["counts"], found.panel["busiest"]) == ([], [])


def test_the_row_of_the_chosen_record_is_on_and_no_other(shipped):
    record = scene(shipped, View()).rows["rows"][2]["id"]
    rows = scene(shipped, View(record=record)).rows["rows"]
    assert [row["id"] for row in rows if row["on"]] == [record]


def test_places_without_geometry_stand_in_the_list_with_their_counts(shipped, views):
    for view in views:
        found = left(shipped, view)
        by_hand = {p.id: len(at(found, p.id)) for p in shipped.gazetteer.places if p.geometry is None}
        unplaced = scene(shipped, view).rows["unplaced"]
        assert {u["id"]: u["count"] for u in unplaced} == by_hand
        assert [u["id"] for u in unplaced if u["on"]] == [i for i in by_hand if i == view.place]


# ---- the panel -----------------------------------------------------------------------
def test_the_cards_of_a_place_are_its_records_page_by_page(shipped):
    for place in shipped.places:
        expected = [r.id for r in at(shipped.archive.records, place)]
        shown, pages = [], pages_of(len(expected))
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
    view = View((2016, None), False, (topic.id,), False, ("figure",), (source.id,), ("official",), "camp")
    assert [(a["facet"], a["option"], a["words"]) for a in scene(shipped, view).head["active"]] == [
        ("topic", topic.id, topic.title),
        ("kind", "figure", "Figures"),
        ("source", source.id, source.label),
        ("voice", "official", "Official"),
        ("years", "", "since 2016"),
        ("undated", "", "undated left out"),
        ("text", "", "“camp”"),
    ]


def test_without_a_filter_none_is_active(shipped):
    assert scene(shipped, View(place="almaty", page=3)).head["active"] == []


def test_what_the_link_asked_in_vain_is_passed_on(shipped):
    assert scene(shipped, View(), ("zoom is no part of a link here",)).head["ignored"] == [
        "zoom is no part of a link here"
    ]


def test_a_scene_is_plain_values_that_json_keeps_as_they_are(shipped, views):
    for view in views:
        found = scene(shipped, view)
        for part in (found.head, found.facets, found.marks, found.rows, found.panel):
            assert json.loads(json.dumps(part, allow_nan=False)) == part, view


# ---- small atlases -------------------------------------------------------------------
def test_an_atlas_without_a_date_says_so_in_place_of_years(tmp_path):
    undated = swap(ARTICLE, 'when = "2019-05-12"\n', "")
    undated = swap(undated, ', as_of = "2018" }', " }").replace('"amount", "as_of"', '"amount"')
    atlas = atlas_module.load(make_atlas(tmp_path, article=undated))
    assert scene(atlas, View()).head["years"] == "no date in the text"


def test_an_atlas_of_one_placeless_record_is_drawn(tmp_path):
    article = swap(ARTICLE.replace(INVESTMENT, ""), 'places = [{ id = "almaty", role = "where" }]\n', "")
    places = collection(almaty(), zhetysu())
    atlas = atlas_module.load(make_atlas(tmp_path, article=article, places=places))
    found = scene(atlas, View())
    assert found.panel["placeless"] == 1
    assert found.marks["counts"] == [[1, 1]]
