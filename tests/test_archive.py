"""The archive: topics, articles and silences of a folder, and what is missing from it."""

from dataclasses import FrozenInstanceError, fields

import pytest

from events import archive as archive_reader
from events.archive import Archive, Silence, Topic
from events.errors import Ledger, Spot
from events.record import Name
from events.selector import TextPositionSelector
from tests.making import (
    ARTICLE,
    SILENT,
    SOURCE,
    TEXT,
    TOPICS,
    faults_of,
    make_atlas,
    read_archive,
    swap,
    words,
)

TOPICS_FILE, SILENT_FILE, NAMES_FILE = "events/topics.toml", "events/silent.toml", "events/names.toml"


def test_an_atlas_of_one_article_is_read_without_a_fault(tmp_path):
    folder = make_atlas(tmp_path)
    assert faults_of(folder) == []
    assert faults_of(folder, folder / "texts") == []


def test_the_archive_holds_its_title_topics_and_silences(tmp_path):
    archive, _ = read_archive(make_atlas(tmp_path))
    assert (archive.title, archive.contact) == ("One bridge", "someone@example.org")
    assert archive.summary == "What one article tells about a bridge."
    assert archive.topics == (
        Topic("roads", "Roads and bridges", "What people travel on."),
        Topic("money", "Money", "What it costs."),
    )
    start = TEXT.index("The river")
    assert archive.silences == (
        Silence("one", "The river was quiet.", TextPositionSelector(start, start + 20), "Scenery."),
        Silence("one", "Bridge opens in Almaty", TextPositionSelector(0, 22), "The headline."),
    )
    assert archive.source("one") is archive.sources[0]


def test_articles_are_read_in_the_order_of_their_names(tmp_path):
    more = {f"events/records/{n}.toml": swap(SOURCE, 'id = "one"', f'id = "{n}"') for n in ("b", "a", "10")}
    archive, lines = read_archive(make_atlas(tmp_path, more=more))
    assert lines == []
    assert [source.id for source in archive.sources] == ["10", "a", "b", "one"]


def test_a_source_is_found_by_its_id_among_others(tmp_path):
    other = swap(SOURCE, 'id = "one"', 'id = "another"')
    archive, _ = read_archive(make_atlas(tmp_path, more={"events/records/another.toml": other}))
    assert [source.id for source in archive.sources] == ["another", "one"]
    assert [archive.source(given).id for given in ("another", "one")] == ["another", "one"]
    with pytest.raises(StopIteration):
        archive.source("none")


def test_an_archive_is_whole_unless_an_article_could_not_be_read(tmp_path):
    archive, lines = read_archive(make_atlas(tmp_path))
    assert (archive.whole, lines) == (True, [])
    (tmp_path / "atlas" / "events" / "records" / "two.toml").write_text("x = ")
    archive, lines = read_archive(tmp_path / "atlas")
    assert (archive.whole, len(lines)) == (False, 1)
    assert [source.id for source in archive.sources] == ["one"]


def test_an_archive_made_of_pieces_is_whole(tmp_path):
    archive, _ = read_archive(make_atlas(tmp_path))
    pieces = {f.name: getattr(archive, f.name) for f in fields(Archive) if f.name != "whole"}
    assert Archive(**pieces) == archive


def test_nothing_in_an_archive_changes_or_holds_anything_else(tmp_path):
    archive, _ = read_archive(make_atlas(tmp_path))
    for value in (archive, archive.topics[0], archive.silences[0]):
        for name in value.__slots__:
            with pytest.raises(FrozenInstanceError):
                setattr(value, name, None)
        assert not hasattr(value, "__dict__")


# ---- people and organisations --------------------------------------------------------
NAMES = """\
[[name]]
id = "the-mayor"
title = "The mayor"
kind = "person"

[[name]]
id = "the-city"
title = "City of Almaty"
kind = "state body"
note = "What the article calls the city."
inferred = "The city that paid is Almaty."
"""
NAMED = f"""
[names]
the-mayor = [{{ {words("the mayor")} }}]
the-city = [{{ {words("the city")} }}]
"""
WITH_NAMES = swap(ARTICLE, "\n[mentions]", f"{NAMED}\n[mentions]")


def named_atlas(tmp_path, names=NAMES, article=WITH_NAMES):
    return make_atlas(
        tmp_path, article=article, more={} if names is None else {NAMES_FILE: names}, lock=False
    )


def test_the_archive_holds_its_names_and_where_they_are_printed(tmp_path):
    archive, lines = read_archive(named_atlas(tmp_path))
    assert lines == []
    note, inferred = "What the article calls the city.", "The city that paid is Almaty."
    assert archive.names == (
        Name("the-mayor", "The mayor", "person"),
        Name("the-city", "City of Almaty", "state body", note, inferred),
    )
    printed = [(one.name, one.passage.quote.exact) for one in archive.namings]
    assert printed == [("the-mayor", "the mayor"), ("the-city", "the city")]


@pytest.mark.parametrize("names", [None, "", "name = []"], ids=["no file", "empty", "empty list"])
def test_an_atlas_that_names_nobody_needs_no_index(tmp_path, names):
    archive, lines = read_archive(named_atlas(tmp_path, names, ARTICLE))
    assert (archive.names, archive.namings, lines) == ((), (), [])


def test_a_name_that_no_article_prints_is_held_against_the_index(tmp_path):
    _, lines = read_archive(named_atlas(tmp_path, article=ARTICLE))
    assert [line.partition(";")[0] for line in lines] == [
        f'{NAMES_FILE}: name[1] the-mayor: id: "the-mayor" rests on no passage',
        f'{NAMES_FILE}: name[2] the-city: id: "the-city" rests on no passage',
    ]


def test_names_that_an_unread_article_may_print_are_not_held_against_the_index(tmp_path):
    archive, lines = read_archive(named_atlas(tmp_path, article=f"{WITH_NAMES}x = "))
    assert [line.split(":")[0] for line in lines] == ["events/records/one.toml"]
    assert [name.id for name in archive.names] == ["the-mayor", "the-city"]


def test_topics_that_could_not_be_read_are_not_held_against_the_articles(tmp_path):
    archive, lines = read_archive(make_atlas(tmp_path, topics="[atlas", lock=False))
    assert [line.split(":")[0] for line in lines] == [TOPICS_FILE]
    assert (archive.title, archive.topics, len(archive.records)) == ("Untitled atlas", (), 3)


def test_silences_about_an_unread_article_are_not_held_against_it(tmp_path):
    archive, lines = read_archive(make_atlas(tmp_path, article=f"{ARTICLE}x = ", lock=False))
    assert [line.split(":")[0] for line in lines] == ["events/records/one.toml"]
    assert len(archive.silences) == 2


# ---- what is missing or wrong ------------------------------------------------------------


def test_files_that_are_no_toml_are_left_alone(tmp_path):
    more = {"events/records/notes.txt": "x = ", "events/records/old.toml.bak": "x = "}
    assert faults_of(make_atlas(tmp_path, more=more)) == []


def test_an_atlas_without_silences_needs_no_file_for_them(tmp_path):
    archive, lines = read_archive(make_atlas(tmp_path, silent=None))
    assert (archive.silences, lines) == ((), [])


@pytest.mark.parametrize("silent", ["", "silent = []"])
def test_an_empty_file_of_silences_is_silent_on_none(tmp_path, silent):
    archive, lines = read_archive(make_atlas(tmp_path, silent=silent))
    assert (archive.silences, lines) == ((), [])


FAULTS = {
    "topics missing": (
        {"topics": None, "article": SOURCE},
        [f'{TOPICS_FILE}: file: "topics.toml" is missing; write the file'],
    ),
    "topics broken": (
        {"topics": "[atlas", "article": SOURCE},
        [
            f'{TOPICS_FILE}: file: "topics.toml" is not TOML; '
            "Expected ']' at the end of a table declaration (at end of document)"
        ],
    ),
    "topics with a key twice": (
        {"topics": swap(TOPICS, "[atlas]", '[atlas]\ntitle = "Two"'), "article": SOURCE},
        [f'{TOPICS_FILE}: file: "topics.toml" is not TOML; Cannot overwrite a value (at line 3, column 21)'],
    ),
    "topics in latin-1": (
        {"topics": swap(TOPICS, "One bridge", "Le café").encode("latin-1"), "article": SOURCE},
        [f'{TOPICS_FILE}: file: "topics.toml" is not UTF-8; save it as UTF-8; byte 23 is 0xe9'],
    ),
    "topic with an unknown field": (
        {"topics": swap(TOPICS, 'id = "money"', 'id = "money"\ncolour = "red"'), "article": SOURCE},
        [f'{TOPICS_FILE}: topic[2] money: colour: "colour" is not a field here; remove it'],
    ),
    "topic without a definition": (
        {"topics": swap(TOPICS, 'definition = "What it costs."\n', ""), "article": SOURCE},
        [f'{TOPICS_FILE}: topic[2] money: definition: "definition" is missing; write definition = …'],
    ),
    "atlas without a title": (
        {"topics": swap(TOPICS, 'title = "One bridge"\n', ""), "article": SOURCE},
        [f'{TOPICS_FILE}: atlas: title: "title" is missing; write title = …'],
    ),
    "no topic at all": (
        {"topics": '[atlas]\ntitle = "One"', "article": SOURCE},
        [f'{TOPICS_FILE}: topic: topic: "topic" is missing; write topic = …'],
    ),
    "topic that is no slug": (
        {"topics": swap(TOPICS, 'id = "money"', 'id = "Money"'), "article": SOURCE},
        [
            f'{TOPICS_FILE}: topic[2] Money: id: "Money" is not a slug; '
            "write small letters, digits and single hyphens"
        ],
    ),
    "topic twice": (
        {"topics": swap(TOPICS, 'id = "money"', 'id = "roads"'), "article": SOURCE},
        [f'{TOPICS_FILE}: topic[2] roads: id: "roads" is an id twice; write another'],
    ),
    "no article": (
        {"article": None, "silent": None},
        ['events/records: folder: "events/records" holds no atlas; write one file per article'],
    ),
    "article broken": (
        {"article": ARTICLE + "x = ", "silent": None},
        ['events/records/one.toml: file: "one.toml" is not TOML; Invalid value (at end of document)'],
    ),
    "article with a key twice": (
        {"article": swap(ARTICLE, 'language = "en"', 'language = "en"\nlanguage = "kk"'), "silent": None},
        [
            'events/records/one.toml: file: "one.toml" is not TOML; '
            "Cannot overwrite a value (at line 8, column 16)"
        ],
    ),
    "article in latin-1": (
        {"article": 'x = "café"'.encode("latin-1"), "silent": None},
        ['events/records/one.toml: file: "one.toml" is not UTF-8; save it as UTF-8; byte 8 is 0xe9'],
    ),
    "silence about an unknown source": (
        {"silent": swap(SILENT, 'source = "one"\nexact = "The', 'source = "onne"\nexact = "The')},
        [f'{SILENT_FILE}: silent[1]: source: "onne" is not known; write one'],
    ),
    "silence without a reason": (
        {"silent": swap(SILENT, 'reason = "Scenery."\n', "")},
        [f'{SILENT_FILE}: silent[1]: reason: "reason" is missing; write reason = …'],
    ),
    "silence at a string": (
        {"silent": swap(SILENT, f"start = {TEXT.index('The river')}", 'start = "0"')},
        [f'{SILENT_FILE}: silent[1]: start: "0" does not fit; Input should be a valid integer'],
    ),
    "silences broken": (
        {"silent": "[[silent]"},
        [
            f'{SILENT_FILE}: file: "silent.toml" is not TOML; '
            "Expected ']]' at the end of an array declaration (at line 1, column 9)"
        ],
    ),
}


@pytest.mark.parametrize(("pieces", "lines"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_the_archive_is_named(tmp_path, pieces, lines):
    assert read_archive(make_atlas(tmp_path, **pieces, lock=False))[1] == lines


def test_a_fault_holds_the_place_where_it_is(tmp_path):
    folder = make_atlas(
        tmp_path, topics=TOPICS + TOPICS.partition("\n\n")[2], article=None, silent=None, lock=False
    )
    ledger = Ledger()
    archive_reader.read(folder / "events", ledger)
    assert [fault.spot for fault in ledger.faults] == [
        Spot(TOPICS_FILE, "topic", 3, "roads"),
        Spot(TOPICS_FILE, "topic", 4, "money"),
        Spot("events/records"),
    ]


def test_an_empty_folder_says_everything_that_it_lacks(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    assert faults_of(folder) == [
        'empty: folder: "empty" holds no atlas; an atlas folder has events/ and geodata/',
        'events/topics.toml: file: "topics.toml" is missing; write the file',
        'events/records: folder: "events/records" holds no atlas; write one file per article',
        'geodata/places.geojson: file: "places.geojson" is missing; write a FeatureCollection',
        'events/grounding.lock: file: "grounding.lock" is missing; run atlas verify --texts DIR',
    ]


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path):
    assert faults_of(tmp_path / "none")[0] == (
        'none: folder: "none" holds no atlas; an atlas folder has events/ and geodata/'
    )


def test_faults_come_in_the_order_of_the_files_topics_articles_silences(tmp_path):
    folder = make_atlas(
        tmp_path,
        topics=swap(TOPICS, 'id = "money"', 'id = "Money"'),
        article=swap(ARTICLE, 'currency = "USD"', 'currency = "usd"'),
        silent=swap(SILENT, 'source = "one"\nexact = "The', 'source = "two"\nexact = "The'),
    )
    assert [line.split(":")[0] for line in read_archive(folder)[1]] == [
        "events/topics.toml",
        "events/records/one.toml",
        "events/records/one.toml",
        "events/records/one.toml",
        "events/silent.toml",
    ]
