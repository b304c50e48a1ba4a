"""The archive: topics, articles and silences of a folder, and what is missing from it."""

import pytest

from events.archive import Silence, Topic
from events.selector import TextPositionSelector
from tests.making import ARTICLE, SILENT, SOURCE, TEXT, TOPICS, faults_of, make_atlas, read_archive, swap

TOPICS_FILE, SILENT_FILE = "events/topics.toml", "events/silent.toml"


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
