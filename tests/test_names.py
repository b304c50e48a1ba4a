"""The index of people and organisations: read, grounded, joined to records, and put on its page."""

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.opening import known
from dashboard.pages import names
from dashboard.scene import CARDS
from dashboard.view import Parser, View
from dashboard.words import words as page_words
from events import coverage
from events.grounding import LOCK
from events.record import NAME_KINDS, Name, Passage
from events.selector import TextPositionSelector, TextQuoteSelector
from events.source import digest
from geodata import export
from geodata.atlas import Atlas, load
from tests.making import (
    ARTICLE,
    INVESTMENT,
    MENTIONS,
    SOURCE,
    TEXT,
    faults_of,
    make_atlas,
    read_archive,
    swap,
    words,
)

ONE, FILE = "events/records/one.toml", "events/names.toml"

INDEX = """\
[[name]]
id = "mayor"
title = "The mayor"
kind = "person"
note = "The article gives no name."
inferred = "The one who speaks is the mayor."

[[name]]
id = "river"
title = "River"
kind = "group"

[[name]]
id = "city"
title = "City"
kind = "state body"
"""


def printed(exact: str, nth: int | None = None) -> str:
    """An occurrence of a name as an inline table."""
    return f"{{ {words(exact, nth)} }}"


NAMES = f"""
[names]
mayor = [
  {printed("mayor")},
  {printed("she said")},
]
city = [
  {printed("city")},
]
river = [
  {printed("river")},
]
"""
NAMED = swap(ARTICLE, "\n[[event]]", NAMES + "\n[[event]]")


def named(tmp_path: Path, article: str = NAMED, index: str | None = INDEX, **pieces) -> Path:
    """The small atlas with an index of names."""
    more = {} if index is None else {FILE: index}
    return make_atlas(tmp_path, article=article, more=more | pieces.pop("more", {}), **pieces)


def faults_in(tmp_path: Path, article: str = NAMED, index: str | None = INDEX) -> list[str]:
    return read_archive(named(tmp_path, article, index))[1]


# ---- reading -------------------------------------------------------------------------
def test_an_atlas_without_the_file_has_an_empty_index(tmp_path):
    folder = make_atlas(tmp_path)
    found = load(folder, folder / "texts")
    assert (found.archive.names, found.archive.namings) == ((), ())
    assert (found.names, found.namings_of, found.records_naming) == ({}, {}, {})


def test_the_index_and_every_occurrence_are_read_in_their_order(tmp_path):
    folder = named(tmp_path)
    archive = read_archive(folder)[0]
    assert faults_of(folder, folder / "texts") == []
    assert archive.names == (
        Name(
            "mayor", "The mayor", "person", "The article gives no name.", "The one who speaks is the mayor."
        ),
        Name("river", "River", "group"),
        Name("city", "City", "state body"),
    )
    assert [(n.name, n.passage.quote.exact, n.passage.position.start) for n in archive.namings] == [
        ("mayor", "mayor", TEXT.index("mayor")),
        ("mayor", "she said", TEXT.index("she said")),
        ("city", "city", TEXT.index("city")),
        ("river", "river", TEXT.index("river")),
    ]
    assert {(n.passage.source, n.passage.supports) for n in archive.namings} == {("one", ("actors",))}


def test_a_name_speaks_with_the_shortest_quote_around_it(tmp_path):
    voices = [n.passage.voice for n in read_archive(named(tmp_path))[0].namings]
    assert voices == ["author", "official", "author", "author"]


@pytest.mark.parametrize(
    ("kind", "voice"), [("caption", "caption"), ("headline", "caption"), ("title", "author")]
)
def test_a_name_in_a_caption_or_in_another_headline_speaks_as_one(tmp_path, kind, voice):
    at = TEXT.index("The river")
    part = f'{{ kind = "{kind}", start = {at}, end = {at + 20} }},\n]'
    article = swap(NAMED, "end = 35 },\n]", f"end = 35 }},\n  {part}")
    namings = read_archive(named(tmp_path, article))[0].namings
    assert [n.passage.voice for n in namings if n.name == "river"] == [voice]


def test_an_article_may_have_an_empty_table_of_names(tmp_path):
    assert faults_in(tmp_path, swap(ARTICLE, "\n[[event]]", "\n[names]\n\n[[event]]"), None) == []


def test_a_name_that_the_index_lacks_is_said_once_an_article_with_the_nearest(tmp_path):
    article = swap(NAMED, "mayor = [", "mayors = [")
    assert faults_in(tmp_path, article) == [
        f'{ONE}: names mayors: names: "mayors" is not known; write mayor',
        f'{FILE}: name[1] mayor: id: "mayor" rests on no passage; '
        "remove the name, or add the occurrence that prints it",
    ]


def test_without_the_file_every_name_of_an_article_is_unknown(tmp_path):
    assert [line.split(": ")[1] for line in faults_in(tmp_path, index=None)] == [
        "names mayor", "names city", "names river",
    ]  # fmt: skip


def test_a_name_that_no_article_prints_rests_on_nothing(tmp_path):
    article = swap(NAMED, f"river = [\n  {printed('river')},\n]\n", "river = []\n")
    assert faults_in(tmp_path, article) == [
        f'{FILE}: name[2] river: id: "river" rests on no passage; '
        "remove the name, or add the occurrence that prints it"
    ]


def test_an_article_that_cannot_be_read_is_not_held_against_the_index(tmp_path):
    assert [line.partition(":")[0] for line in faults_in(tmp_path, NAMED + "[[")] == [ONE]


def test_an_index_that_cannot_be_read_is_not_held_against_the_articles(tmp_path):
    for n, index in enumerate(["[[name]\n", '[[name]]\nid = "mayor"\n']):
        found = faults_in(tmp_path / str(n), index=index)
        assert found and all(line.startswith(FILE) for line in found)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('id = "city"', 'id = "river"', 'name[3] river: id: "river" is an id twice; write another'),
        ('id = "city"', 'id = "City"', 'name[3] City: id: "City" is not a slug; '),
        ('"state body"', '"state"', 'name[3] city: kind: "state" is not one of the words for this field; '),
        ('title = "City"', 'title = ""', 'name[3] city: title: "" is missing; write title'),
        ('title = "City"\n', "", 'name[3] city: title: "title" is missing; '),
        ('title = "City"', 'title = "City"\nborn = 1', 'name[3] city: born: "born" is not a field here; '),
        ('title = "City"', "title = 7", 'name[3] city: title: "7" does not fit; '),
    ],
)  # fmt: skip
def test_a_slip_in_the_index_is_named_with_its_entry(tmp_path, old, new, fault):
    found = faults_in(tmp_path, index=swap(INDEX, old, new))
    assert any(line.startswith(f"{FILE}: {fault}") for line in found), found


@pytest.mark.parametrize("kind", NAME_KINDS)
def test_every_kind_of_name_can_be_written(tmp_path, kind):
    assert faults_in(tmp_path, index=swap(INDEX, '"state body"', f'"{kind}"')) == []


def test_an_occurrence_has_both_selectors_and_nothing_else(tmp_path):
    found = faults_in(tmp_path, swap(NAMED, "city = [\n  { exact", 'city = [\n  { reading = "where", exact'))
    assert [line.partition(";")[0] for line in found] == [
        f'{ONE}: names: city[1].reading: "reading" is not a field here'
    ]


def test_the_same_words_name_one_and_count_once(tmp_path):
    twice = swap(NAMED, "city = [\n", f"city = [\n  {printed('mayor')},\n  {printed('city')},\n")
    assert faults_in(tmp_path, twice) == [
        f'{ONE}: names city: names: "mayor" contradicts another field; these words stand under mayor already',
        f'{ONE}: names city: names: "city" contradicts another field; these words stand under city already',
    ]


# ---- grounding -----------------------------------------------------------------------
def lock_lines(folder: Path) -> list[list[str]]:
    lines = (folder / LOCK).read_text("utf-8").splitlines()
    return [line.split(" ")[:5] for line in lines if line.startswith("name:")]


def test_the_lock_numbers_the_occurrences_by_name(tmp_path):
    at = [TEXT.index(exact) for exact in ("mayor", "she said", "city", "river")]
    assert lock_lines(named(tmp_path)) == [
        ["name:mayor", "1", "one", str(at[0]), str(at[0] + 5)],
        ["name:mayor", "2", "one", str(at[1]), str(at[1] + 8)],
        ["name:city", "1", "one", str(at[2]), str(at[2] + 4)],
        ["name:river", "1", "one", str(at[3]), str(at[3] + 5)],
    ]


def test_the_lock_numbers_a_name_anew_in_each_article(tmp_path):
    folder = named(tmp_path, more={"events/records/two.toml": second(), "texts/two.txt": TEXT})
    assert faults_of(folder, folder / "texts") == []
    assert [line[:3] for line in lock_lines(folder) if line[0] == "name:mayor"] == [
        ["name:mayor", "1", "one"], ["name:mayor", "2", "one"], ["name:mayor", "1", "two"],
    ]  # fmt: skip


def second() -> str:
    """Another article with the same text, which names the mayor once."""
    source = swap(swap(SOURCE, 'id = "one"', 'id = "two"'), "one.txt", "two.txt")
    return source + MENTIONS + f"\n[names]\nmayor = [{printed('mayor')}]\n"


def test_a_changed_and_a_new_occurrence_do_not_match_the_lock(tmp_path):
    folder = named(tmp_path)
    path = folder / ONE
    path.write_text(
        swap(path.read_text("utf-8"), f"city = [\n  {printed('city')}", f"city = [\n  {printed('which')}")
    )
    assert faults_of(folder) == [
        f'{ONE}: names city: name: "which" does not match {LOCK}; the quote, its place or its source changed'
    ]


def test_an_occurrence_that_is_gone_leaves_a_stale_line(tmp_path):
    folder = named(tmp_path)
    path = folder / ONE
    path.write_text(swap(path.read_text("utf-8"), f"  {printed('she said')},\n", ""))
    assert faults_of(folder) == [
        f'{LOCK}: name:mayor: "2" is in {LOCK} but not in the atlas; run atlas verify --texts DIR'
    ]


@pytest.mark.parametrize(
    ("mend", "fault"),
    [
        (lambda row: row.replace('"river"', '"River"'), '"The River was quiet" is not in the source'),
        (lambda row: row.replace("start = ", "start = 1"), "contradicts another field"),
    ],
)
def test_an_occurrence_is_located_like_any_passage(tmp_path, mend, fault):
    row = (
        printed("river")
        .replace('prefix = ""', 'prefix = "The "')
        .replace('suffix = ""', 'suffix = " was quiet"')
    )
    folder = named(tmp_path, swap(NAMED, printed("river"), mend(row)))
    assert any(fault in line for line in faults_of(folder, folder / "texts"))


def test_names_count_among_the_words_that_are_quoted(tmp_path):
    (bare,), (full,) = (
        read_archive(f)[0].sources for f in (make_atlas(tmp_path / "a"), named(tmp_path / "b"))
    )
    shares = [
        coverage.quoted_share(read_archive(folder)[0], source)
        for folder, source in ((tmp_path / "a" / "atlas", bare), (tmp_path / "b" / "atlas", full))
    ]
    assert shares[1] > shares[0] > 0  # “city” and “river” stand in no other quote


@pytest.mark.parametrize(
    ("other", "touches"),
    [((0, 5), False), ((4, 6), True), ((6, 7), True), ((8, 12), True), ((9, 12), False)],
)
def test_passages_touch_where_they_share_a_character_of_one_source(other, touches):
    words = TextQuoteSelector("word")
    one = Passage("one", words, TextPositionSelector(5, 9), "author")
    two = Passage("one", words, TextPositionSelector(*other), "author")
    assert one.touches(two) is two.touches(one) is touches
    assert not one.touches(replace(two, source="two"))


# ---- joined to records ---------------------------------------------------------------
@pytest.fixture
def atlas(tmp_path) -> Atlas:
    return load(named(tmp_path))


def test_a_name_has_the_records_with_a_passage_in_which_it_stands(atlas):
    ids = {
        name: [atlas.archive.records[row].id for row in rows] for name, rows in atlas.records_naming.items()
    }
    assert ids == {"mayor": ["one-bridge-opens"], "river": [], "city": ["one-bridge-cost"]}
    assert {name: len(found) for name, found in atlas.namings_apart.items()} == {
        "mayor": 0,
        "river": 1,
        "city": 0,
    }


def test_records_of_the_same_words_in_another_article_are_not_meant(tmp_path):
    event = ARTICLE[ARTICLE.index("\n[[event]]") : ARTICLE.index("\n[[investment]]")]
    source = swap(swap(SOURCE, 'id = "one"', 'id = "two"'), "one.txt", "two.txt")
    two = source + MENTIONS + swap(event, "one-bridge-opens", "two-bridge-opens")
    found = load(named(tmp_path, more={"events/records/two.toml": two, "texts/two.txt": TEXT}))
    assert [found.archive.records[row].source for row in found.records_naming["mayor"]] == ["one"]
    assert found.articles_naming["mayor"] == {"one": 2}


def test_the_records_of_a_name_are_in_the_order_of_the_list(shipped):
    order = shipped.columns.order.tolist()
    for rows in shipped.records_naming.values():
        assert rows == sorted(rows, key=order.index) and len(rows) == len(set(rows))


def test_the_records_of_every_shipped_name_are_those_that_asking_each_passage_finds(shipped):
    for name, namings in shipped.namings_of.items():
        found = {
            row
            for row, record in enumerate(shipped.archive.records)
            for p in record.passages
            if any(naming.passage.touches(p) for naming in namings)
        }
        assert set(shipped.records_naming[name]) == found, name


# ---- exports -------------------------------------------------------------------------
def test_the_summary_counts_namings_where_there_are_any(atlas, tmp_path):
    assert "4 namings of 3 people and organisations" in export.summary(atlas)
    assert not any("naming" in line for line in export.summary(load(make_atlas(tmp_path / "bare"))))


def test_every_occurrence_is_a_row_of_the_passages(atlas, tmp_path):
    list(export.write(atlas, tmp_path / "out"))
    with (tmp_path / "out" / "passages.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] == "name"]
    assert [(row["record_id"], row["n"], row["exact"], row["voice"], row["reading"]) for row in rows] == [
        ("mayor", "1", "mayor", "author", ""),
        ("mayor", "2", "she said", "official", ""),
        ("city", "1", "city", "author", ""),
        ("river", "1", "river", "author", ""),
    ]


# ---- the shipped index ---------------------------------------------------------------
def test_the_shipped_articles_name_thirty_people_and_organisations_sixty_three_times(shipped):
    assert (len(shipped.names), len(shipped.archive.namings)) == (30, 63)
    counts = Counter(naming.passage.source[:3] for naming in shipped.archive.namings)
    assert counts == {"001": 2, "002": 31, "003": 22, "004": 8}


def test_a_misprint_stays_as_printed_and_is_said_to_be_one(shipped):
    name = shipped.names["pricewaterhousecoopers"]
    assert name.title == "PricewaterhouseCooopers" and "three o’s" in name.note


def test_every_title_is_printed_or_its_making_is_explained(shipped):
    for name in shipped.archive.names:
        forms = names.spellings(shipped.namings_of[name.id])
        assert name.title in forms or name.note or name.inferred, name.id


def test_forms_without_a_common_word_are_one_entry_only_with_a_reason(shipped):
    for name in shipped.archive.names:
        forms = [set(form.split()) for form in names.spellings(shipped.namings_of[name.id])]
        assert set.intersection(*forms) or name.inferred, name.id


def test_nobody_is_named_from_furniture_captions_or_bylines(shipped):
    for naming in shipped.archive.namings:
        at = naming.passage.position
        assert shipped.archive.source(naming.passage.source).part_at(at.start, at.end) == "body"


# ---- the page ------------------------------------------------------------------------
def page(atlas: Atlas, name: str | None = None, cards: int = 1) -> dict:
    found = names.data(atlas, View(show="names", name=name, cards=cards))
    assert json.loads(json.dumps(found)).keys() == found.keys()
    return found


def test_a_link_may_name_whom_the_index_has(atlas):
    parser = Parser(known(atlas))
    assert parser.view({"show": ["names"], "name": ["mayor"]}).name == "mayor"
    assert parser.view({"show": ["names"], "name": ["minister"]}).name is None
    assert parser.ignored == ["name=minister is not known here"]


def test_the_index_is_grouped_by_kind_and_in_the_order_of_the_alphabet(shipped):
    found = page(shipped)
    kinds = [group["kind"] for group in found["groups"]]
    assert kinds == [kind for kind in NAME_KINDS if kind in kinds] and len(kinds) == 7
    for group in found["groups"]:
        titles = [entry[1] for entry in group["names"]]
        assert titles == sorted(titles, key=str.casefold)
    assert (found["names"], found["namings"], found["more"]) == (30, 63, 0)


def test_an_entry_says_how_often_and_in_how_many_articles(shipped):
    entries = {entry[0]: entry[1:] for group in page(shipped)["groups"] for entry in group["names"]}
    assert entries["atajurt-eriktileri"] == ["Atajurt Eriktileri", 7, 2]
    assert entries["communist-party-ccp"] == ["Communist Party (CCP)", 5, 3]
    assert sum(entry[1] for entry in entries.values()) == 63


def test_an_entry_brings_the_spellings_that_its_title_lacks(atlas):
    entries = {entry[0]: entry[4:] for group in page(atlas)["groups"] for entry in group["names"]}
    assert entries == {"mayor": ["she said"], "river": ["river"], "city": ["city"]}


def test_without_a_name_nothing_is_chosen(atlas):
    assert page(atlas)["chosen"] is None


def test_the_page_of_an_atlas_without_names_is_empty(tmp_path):
    found = page(load(make_atlas(tmp_path)))
    assert found == {"groups": [], "names": 0, "namings": 0, "more": 0, "chosen": None}


def test_a_chosen_name_tells_how_and_where_it_is_printed(atlas):
    found = page(atlas, "mayor")["chosen"]
    assert (found["title"], found["kind"], found["times"]) == ("The mayor", "person", 2)
    assert (found["note"], found["inferred"]) == (
        "The article gives no name.", "The one who speaks is the mayor.",
    )  # fmt: skip
    assert (found["printed"], found["articles"]) == (["mayor", "she said"], [("one", 2)])
    assert (found["records"], [card["id"] for card in found["cards"]]) == (1, ["one-bridge-opens"])


def test_a_name_outside_every_passage_shows_its_own_words(atlas):
    found = page(atlas, "river")["chosen"]
    assert "cards" not in found and found["records"] == 0
    assert [(one["exact"], one["source"]) for one in found["apart"]] == [("river", "one")]


def test_a_card_opens_at_the_first_passage_that_has_the_name(shipped):
    for name, namings in shipped.namings_of.items():
        for card in page(shipped, name)["chosen"].get("cards", []):
            record, first = shipped.records[card["id"]], card.get("first", 0)
            hits = [any(one.passage.touches(p) for one in namings) for p in record.passages]
            assert hits.index(True) == first, (name, record.id)


def test_cards_come_six_at_a_time_and_a_page_beyond_the_last_is_the_last(shipped):
    name = max(shipped.records_naming, key=lambda one: len(shipped.records_naming[one]))
    rows = shipped.records_naming[name]
    assert len(rows) > CARDS
    shown = []
    for n in range(1, page(shipped, name)["chosen"]["pages"] + 1):
        shown += [card["id"] for card in page(shipped, name, n)["chosen"]["cards"]]
    assert shown == [shipped.archive.records[row].id for row in rows]
    assert page(shipped, name, 999)["chosen"] == page(shipped, name, n)["chosen"]


def test_a_person_has_nothing_on_the_page_but_what_the_articles_and_the_index_say(shipped):
    allowed = {
        "id", "title", "kind", "note", "inferred", "times", "printed", "articles", "records", "page", "pages",
        "cards", "apart",
    }  # fmt: skip
    assert all(set(page(shipped, name)["chosen"]) <= allowed for name in shipped.names)


def test_every_kind_has_its_words_in_the_browser(shipped):
    assert {kind: one["hint"] for kind, one in page_words(shipped)["name_kinds"].items()} == NAME_KINDS


# ---- many names ----------------------------------------------------------------------
def crowd(tmp_path: Path, count: int, forms: int = 1) -> Atlas:
    """An atlas whose one article prints ``count`` names once, the last of them in ``forms`` forms."""
    each = [f"Person{n:04d}" for n in range(count)]
    many = [f"Alias{n:04d}" for n in range(forms)]
    text = TEXT + " ".join([*each, *many]) + "\n"
    source = swap(
        swap(SOURCE, digest(TEXT.encode()), digest(text.encode())),
        f"length = {len(TEXT)}",
        f"length = {len(text)}",
    )

    def at(word: str) -> str:
        start = text.index(word)
        return f'{{ exact = "{word}", start = {start}, end = {start + len(word)} }}'

    rows = [f"person-{n} = [{at(word)}]" for n, word in enumerate(each[:-1])]
    rows.append(f"person-{count - 1} = [{', '.join(map(at, [each[-1], *many]))}]")
    index = "".join(
        f'[[name]]\nid = "person-{n}"\ntitle = "{word}"\nkind = "person"\n' for n, word in enumerate(each)
    )
    article = source + MENTIONS + "\n[names]\n" + "\n".join(rows) + "\n" + INVESTMENT
    return load(make_atlas(tmp_path, text=text, article=article, silent=None, more={FILE: index}))


def test_of_many_names_those_named_most_cross_and_the_chosen_one(tmp_path):
    found = crowd(tmp_path, names.MOST_NAMES + 20)
    for name in (None, f"person-{names.MOST_NAMES + 5}"):
        shown = page(found, name)
        ids = {entry[0] for group in shown["groups"] for entry in group["names"]}
        assert (len(ids), shown["more"], shown["names"]) == (names.MOST_NAMES, 20, names.MOST_NAMES + 20)
        assert f"person-{names.MOST_NAMES + 19}" in ids
        assert (f"person-{names.MOST_NAMES + 5}" in ids) == (name is not None)


def test_of_many_spellings_some_are_listed_and_the_rest_counted(tmp_path):
    found = page(crowd(tmp_path, 2, forms=names.MOST_LISTED + 6), "person-1")["chosen"]
    assert (len(found["printed"]), found["more_printed"]) == (names.MOST_LISTED, 7)
    assert len(found["apart"]) == names.MOST_APART


def test_of_many_articles_some_are_listed_and_the_rest_counted(shipped):
    """The same occurrence in more articles than are listed."""
    naming = shipped.namings_of["xi-jinping"][0]
    sources = [f"{n}" for n in range(names.MOST_LISTED + 3)]
    namings = tuple(replace(naming, passage=replace(naming.passage, source=source)) for source in sources)
    made = tuple(replace(shipped.archive.sources[0], id=source) for source in sources)
    archive = replace(shipped.archive, sources=made, namings=namings, records=())
    found = page(
        replace(shipped, archive=replace(archive, names=(shipped.names["xi-jinping"],))), "xi-jinping"
    )
    assert len(found["chosen"]["articles"]) == names.MOST_LISTED and found["chosen"]["more_articles"] == 3
