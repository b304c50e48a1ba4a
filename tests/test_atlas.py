"""The Atlas: places joined to records, what the search looks through, and the version."""

import json
import os
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from events.errors import AtlasFaults
from geodata.atlas import Atlas, load, version_of
from geodata.query import Query
from tests.making import (
    ARTICLE,
    INVESTMENT,
    MENTIONS,
    SOURCE,
    almaty,
    collection,
    faults_of,
    feature,
    make_atlas,
    mention,
    swap,
    write,
    write_lock,
    zhetysu,
)

FIJI = Path(__file__).parent / "atlases" / "fiji"


@pytest.fixture(scope="module")
def fiji() -> Atlas:
    return load(FIJI, FIJI / "texts")


def titles(atlas, text):
    """What the list holds for a search."""
    rows = atlas.columns.ask(Query(text=text)).page(0, 99)
    return [atlas.archive.records[n].id for n in rows]


# ---- the second atlas ----------------------------------------------------------------
def test_another_continent_in_another_language_is_an_atlas_too(fiji):
    assert fiji.archive.title == "Fiji in two test articles"
    assert [source.language for source in fiji.archive.sources] == ["ar", "ar"]
    assert len(fiji.records) == 14 and len(fiji.places) == 12


def test_the_texts_of_the_second_atlas_say_that_they_are_tests(fiji):
    for source in fiji.archive.sources:
        assert "اختباري" in (FIJI / "texts" / source.file).read_text("utf-8")


def test_the_layer_carries_how_many_records_each_place_has(fiji):
    counts = dict(zip(fiji.joined().id, fiji.joined().records, strict=True))
    assert counts == {
        "fiji": 1, "tonga": 1, "samoa": 1, "suva": 1, "viti-levu": 1, "taveuni": 4, "lau-group": 2,
        "levuka": 0, "apia": 1, "nukualofa": 1, "suva-taveuni-line": 1, "moj-school": 3,
    }  # fmt: skip


def test_the_mentions_of_a_place_keep_the_order_of_the_sources(fiji):
    found = fiji.mentions_of["taveuni"]
    assert [m.passage.source for m in found] == ["ferry-line"] * 3 + ["island-school"] * 3
    assert [m.reading for m in fiji.mentions_of["levuka"]] == ["caption"]


def test_a_place_knows_what_lies_directly_within_it(fiji):
    within = [place.id for place in fiji.parts_of("fiji")]
    assert within == ["viti-levu", "taveuni", "lau-group", "levuka", "suva-taveuni-line"]
    assert [place.id for place in fiji.parts_of("viti-levu")] == ["suva"]
    assert fiji.parts_of("suva") == []


def test_an_atlas_does_not_change(fiji):
    with pytest.raises(FrozenInstanceError):
        fiji.version = "0" * 16


# ---- what the search looks through ---------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("rumour", [], id="ids are not words"),
        pytest.param("library", ["school-library"], id="title"),
        pytest.param("الزيارة الأولى", ["ferry-lau-visit"], id="title in Arabic"),
        pytest.param("الزياره الاولي", ["ferry-lau-visit"], id="Arabic as it is typed in haste"),
        pytest.param("الليلية", ["ferry-night-trips"], id="quote"),
        pytest.param("معلمين", ["school-teachers"], id="another quote"),
        pytest.param("مصرف التجريبي", ["school-library"], id="two words, of the actors"),
        pytest.param("nuku'alofa", ["ferry-tonga-pause"], id="title with another apostrophe"),
        pytest.param("TONGA", ["ferry-tonga-pause"], id="English name of a place"),
        pytest.param("samoa apia", ["ferry-apia-rumour"], id="names of two places"),
        pytest.param("خط سوفا", ["ferry-opening"], id="name without its marks"),
        pytest.param("levuka", [], id="a place that no record is about"),
    ],
)
def test_a_search_finds_titles_quotes_actors_and_the_names_of_places(fiji, text, found):
    assert titles(fiji, text) == found


def test_every_name_of_a_place_is_searched_as_printed_and_as_data_sets_have_it(tmp_path):
    named = almaty() | {"names": [{"toponym": "Верный", "lang": "ru", "citations": [{"label": "GeoNames"}]}]}
    more = mention("The new bridge", "about")
    article = swap(ARTICLE, "almaty = [\n", f"almaty = [\n  {more},\n")
    atlas = load(make_atlas(tmp_path, article=article, places=collection(named, zhetysu())))
    assert atlas.names_of("almaty") == "Almaty Верный The new bridge Almaty"
    assert titles(atlas, "верный") == titles(atlas, "the new") == ["one-bridge-opens"]
    assert atlas.names_of("zhetysu") == "Zhetysu Zhetysu"


def test_an_actor_is_searched_who_is_in_no_quote(tmp_path):
    article = swap(ARTICLE, 'actors = ["the mayor"]', 'actors = ["Городской голова"]')
    assert titles(load(make_atlas(tmp_path, article=article)), "голова") == ["one-bridge-opens"]


# ---- faults of the join --------------------------------------------------------------
def test_a_whole_atlas_has_no_faults(tmp_path):
    folder = make_atlas(tmp_path)
    assert faults_of(folder) == faults_of(folder, folder / "texts") == []


def test_a_record_at_a_place_that_is_not_known_is_refused(tmp_path):
    article = swap(ARTICLE, '{ id = "almaty", role', '{ id = "almati", role')
    assert faults_of(make_atlas(tmp_path, article=article)) == [
        'events/records/one.toml: event[1] one-bridge-opens: places: "almati" is not known; write almaty'
    ]


def test_a_mention_of_a_place_that_is_not_known_is_refused(tmp_path):
    article = swap(ARTICLE, "zhetysu = [", "ili = [")
    article = swap(article, 'places = [{ id = "zhetysu", role = "about" }]\n', "")
    assert faults_of(make_atlas(tmp_path, article=article, places=collection(almaty()))) == [
        'events/records/one.toml: mentions ili: mentions: "ili" is not known; write almaty'
    ]


UNGROUNDED = "rests on no passage; remove the place, or add the mention that prints it"


def test_a_place_without_a_passage_is_refused(tmp_path):
    ili = feature("ili", "Ili", "region", None, unplaced="not drawn")
    assert faults_of(make_atlas(tmp_path, places=collection(almaty(), zhetysu(), ili))) == [
        f'geodata/places.geojson: feature[3] ili: id: "ili" {UNGROUNDED}'
    ]


def test_a_place_named_in_an_organisation_only_is_not_on_the_layer(tmp_path):
    article = swap(ARTICLE, 'reading = "base"', 'reading = "organisation"')
    assert faults_of(make_atlas(tmp_path, article=article)) == [
        f'geodata/places.geojson: feature[2] zhetysu: id: "zhetysu" {UNGROUNDED}'
    ]


@pytest.mark.parametrize("reading", ["caption", "headline", "government", "base"])
def test_a_place_named_in_any_other_way_is_on_the_layer(tmp_path, reading):
    article = swap(ARTICLE, 'reading = "base"', f'reading = "{reading}"')
    assert faults_of(make_atlas(tmp_path, article=article)) == []


def test_faults_of_every_room_are_named_in_one_go(tmp_path):
    article = swap(ARTICLE, 'when = "2019-05-12"', 'when = "2019-13"')
    folder = make_atlas(
        tmp_path, article=article, places=collection(almaty(part_of="ili"), zhetysu()), lock=False
    )
    with pytest.raises(AtlasFaults) as caught:
        load(folder)
    files = {fault.spot.file for fault in caught.value.faults}
    assert files == {"events/records/one.toml", "geodata/places.geojson", "events/grounding.lock"}
    assert len(caught.value.group().exceptions) == len(caught.value.faults) == 3


def test_a_folder_that_is_no_atlas_is_refused(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert faults_of(empty)[0] == (
        'empty: folder: "empty" holds no atlas; an atlas folder has events/ and geodata/'
    )


def test_a_text_that_changed_is_refused_with_the_texts_alone(tmp_path):
    folder = make_atlas(tmp_path)
    text = folder / "texts" / "one.txt"
    text.write_bytes(text.read_bytes() + b"!")
    assert faults_of(folder) == []
    (fault,) = faults_of(folder, folder / "texts")
    assert fault.startswith('events/records/one.toml: source one: sha256: "one.txt" is not the text')


# ---- the version ---------------------------------------------------------------------
READ = [
    "events/topics.toml",
    "events/silent.toml",
    "events/records/ferry-line.toml",
    "events/records/island-school.toml",
    "events/grounding.lock",
    "geodata/places.geojson",
]


@pytest.fixture
def copy(tmp_path) -> Path:
    """The second atlas, to be changed."""
    for path in READ:
        write(tmp_path / path, (FIJI / path).read_bytes())
    return tmp_path


def test_the_version_is_sixteen_hexadecimal_digits_over_what_is_read(fiji, copy):
    assert len(fiji.version) == 16 and int(fiji.version, 16)
    assert load(copy).version == version_of(copy) == fiji.version


@pytest.mark.parametrize("path", READ)
def test_the_version_changes_with_any_file(copy, path):
    before = version_of(copy)
    (copy / path).write_bytes((copy / path).read_bytes() + b"\n")
    assert version_of(copy) != before


@pytest.mark.parametrize("path", READ)
def test_the_version_changes_when_a_file_goes(copy, path):
    before = version_of(copy)
    (copy / path).unlink()
    assert version_of(copy) != before


def test_the_version_changes_when_an_article_comes_or_is_called_otherwise(copy):
    before = version_of(copy)
    (copy / "events/records/ferry-line.toml").rename(copy / "events/records/a-ferry.toml")
    renamed = version_of(copy)
    write(copy / "events/records/empty.toml", "")
    assert len({before, renamed, version_of(copy)}) == 3


def test_words_that_move_from_one_file_to_the_next_change_the_version(copy):
    records = copy / "events/records"
    write(records / "ferry-line.toml", "ab")
    write(records / "island-school.toml", "c")
    before = version_of(copy)
    write(records / "ferry-line.toml", "a")
    write(records / "island-school.toml", "bc")
    assert version_of(copy) != before


def test_the_version_holds_when_nothing_but_the_clock_or_the_texts_change(copy):
    before = version_of(copy)
    for path in READ:
        os.utime(copy / path, (0, 0))
    write(copy / "texts/ferry-line.txt", "other")
    assert version_of(copy) == before


def test_a_version_is_another_when_a_place_moves(tmp_path):
    folder = make_atlas(tmp_path)
    before = load(folder).version
    moved = almaty()
    moved["geometry"]["coordinates"] = [76.93, 43.26]
    write(folder / "geodata/places.geojson", json.dumps(collection(moved, zhetysu())))
    assert load(folder).version != before


def test_records_without_a_place_are_no_fault(tmp_path):
    folder = make_atlas(
        tmp_path, article=SOURCE + MENTIONS + INVESTMENT, places=collection(almaty(), zhetysu())
    )
    write_lock(folder)
    atlas = load(folder)
    assert [record.places for record in atlas.archive.records] == [()]
    assert atlas.columns.ask(Query()).place_counts() == [0, 0]
