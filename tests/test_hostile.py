"""Hostile words in every field of an atlas: read or refused, carried as plain values, and never run."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import pages, words
from dashboard.opening import FOLDER
from dashboard.scene import scene
from dashboard.view import SHOWS, View
from events import changes
from events.errors import Ledger, shown
from events.quoting import toml_string
from events.reading import SLUG
from geodata import atlas as atlas_module
from geodata import export
from geodata.atlas import Atlas
from geodata.diff import compare
from geodata.query import Query
from tests.hostile import (
    BIG,
    CHANGES,
    EVENT_YEAR,
    FIELDS,
    IDS,
    JOINED,
    LISTED,
    MADE,
    NO_SLUG,
    PAYLOADS,
    SILENT_YEAR,
    VOCABULARIES,
    article_of,
    bare_list,
    changes_of,
    hostile_atlas,
    places_of,
    slug_of,
    spoken,
    with_joined,
    with_refused,
)
from tests.making import (
    ARTICLE,
    TOPICS,
    almaty,
    collection,
    faults_of,
    make_atlas,
    swap,
    write,
    write_lock,
)
from tests.visiting import elements, go, sent, strings, untroubled, visit, wordless

each_payload = pytest.mark.parametrize("payload", PAYLOADS.values(), ids=list(PAYLOADS))
SLUGS = [slug_of(n) for n in range(len(PAYLOADS))]
NOT_SHOWN = {"absent-key", "date", "silent", "why-silent", "correction", "change-source"}
"""Which field is absent is told in words of ours, a date by its EDTF; the others stand on no page."""


@pytest.fixture(scope="module", autouse=True)
def nothing_runs_on_the_server() -> Iterator[None]:
    MADE.unlink(missing_ok=True)
    yield
    assert not MADE.exists()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_atlas(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def atlas(folder: Path) -> Atlas:
    return atlas_module.load(folder, folder / "texts")


# ---- read ------------------------------------------------------------------------------
def test_there_are_sixty_payloads_and_more_and_no_two_are_the_same():
    assert len(set(PAYLOADS.values())) == len(PAYLOADS) >= 60


def test_an_atlas_of_hostile_words_is_read_and_every_quote_is_found(folder, atlas):
    assert faults_of(folder, folder / "texts") == []
    assert len(atlas.archive.sources) == len(PAYLOADS) + 1
    assert atlas.archive.source("constructor").label == spoken(PAYLOADS["script"])("label")


@each_payload
def test_a_title_a_summary_and_a_contact_are_read_as_they_are_written(tmp_path, payload):
    folder = make_atlas(tmp_path, topics=topics_with(payload, payload, payload))
    read = atlas_module.load(folder).archive
    assert (read.title, read.summary, read.contact) == (payload,) * 3


def topics_with(title: str, summary: str, contact: str) -> str:
    found = swap(TOPICS, '"One bridge"', toml_string(title))
    found = swap(found, '"What one article tells about a bridge."', toml_string(summary))
    return swap(found, '"someone@example.org"', toml_string(contact))


# ---- carried ---------------------------------------------------------------------------
def views(n: int) -> list[View]:
    """Views that show everything of an article and its places, and each page."""
    slug = SLUGS[n]
    return [
        View(place=f"p-{n}", record=f"{slug}-event"),
        View(place=f"u-{n}", record=f"{slug}-investment"),
        View(record=f"{slug}-figure"),
        View(show="sources", article=slug),
        View(show="names", name=f"n-{n}"),
        View(show="questions", question=f"q-{n}"),
        View(show="investments", source=(slug,)),
        View(show="corrections", article=slug),
        View(show="coverage", place=f"p-{n}", years=(EVENT_YEAR, EVENT_YEAR)),
        View(show="coverage", place=f"p-{n}", years=(SILENT_YEAR, SILENT_YEAR)),
    ]


def sent_for(atlas: Atlas, view: View) -> str:
    """Every string that crosses to the browser for a view, a control character between them."""
    if view.show != "map":
        return "\x1e".join(strings(pages.data(atlas, view)))
    found = scene(atlas, view)
    return "\x1e".join(strings([found.head, found.facets, found.years, found.rows, found.panel, found.facts]))


def test_every_payload_of_every_field_reaches_a_panel_unchanged(atlas):
    once = [words.words(atlas), *(pages.data(atlas, View(show=show)) for show in SHOWS[1:])]
    always = "\x1e".join(strings(once))
    missing = []
    for n, payload in enumerate(PAYLOADS.values()):
        here = always + "\x1e".join(sent_for(atlas, view) for view in views(n))
        said = spoken(payload)
        missing += [(n, field) for field in FIELDS if field not in NOT_SHOWN and said(field) not in here]
    assert missing == []


def test_the_marks_of_the_map_are_numbers_whatever_the_words_are(atlas):
    for n in range(len(PAYLOADS)):
        marks = scene(atlas, views(n)[0]).marks
        assert wordless(marks)
        assert marks["counts"] and marks["selected"] == atlas.numbers[f"p-{n}"]


def test_the_address_of_an_editors_note_is_the_only_address_and_is_http(atlas):
    addresses = {source["url"] for source in words.words(atlas)["sources"].values()}
    assert all(address.startswith("https://example.org/") for address in addresses - {""})
    assert len(addresses) == len(PAYLOADS) + 1


@pytest.fixture(scope="module")
def page(folder, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER, str(folder))
        yield visit()


def maps(page):
    """What goes through folium."""
    return [found for found in elements(page) if type(found).DESCRIPTOR.name == "ComponentInstance"]


def test_of_every_place_there_is_a_cell_that_its_article_tells_of_and_one_on_which_it_is_silent(atlas):
    for n, slug in enumerate(SLUGS):
        told, silent = (
            pages.data(atlas, View(show="coverage", place=f"p-{n}", years=(year, year)))["chosen"]
            for year in (EVENT_YEAR, SILENT_YEAR)
        )
        assert [card["id"] for card in told["cards"]] == [f"{slug}-event"]
        assert (silent["count"], silent["silent"][0][0]) == (0, slug)


@each_payload
def test_a_payload_alone_is_carried_wherever_the_list_of_changes_takes_words(tmp_path, payload):
    found = atlas_module.load(make_atlas(tmp_path, more={CHANGES: json.dumps(bare_list(payload))}))
    listed = pages.data(found, View(show="corrections"))
    assert [listed[key] for key in LISTED] == [payload] * 3
    assert [change["kind"] for change in listed["changes"]] == ["record", payload]
    for change in listed["changes"]:
        (differs,) = change["fields"]
        assert {change[key] for key in ("id", "title", "reason", "date")} == {payload}
        assert (differs["name"], differs["new"], differs["reason"]) == (payload, [payload], payload)
        words_of_it, quoted = differs["old"]
        assert (words_of_it, quoted["exact"], quoted["voice"]) == (payload,) * 3


def test_a_payload_that_is_a_reason_is_told_with_what_was_changed(folder, atlas, tmp_path):
    before = atlas_module.load(make_atlas(tmp_path))
    found = compare(before, atlas, "2026-11-22")
    reasons = {change.id: change.reason for change in found.changes if change.kind == "record"}
    for n, payload in enumerate(PAYLOADS.values()):
        assert reasons[f"{SLUGS[n]}-event"] == spoken(payload)("correction")
    changes.write(found, tmp_path / "atlas")
    assert changes.read(tmp_path / "atlas", Ledger()) == found
    assert all(line.isprintable() for line in changes.lines(found))


@pytest.mark.parametrize("show", SHOWS)
@pytest.mark.parametrize("n", [0, 35, 90])
def test_words_of_an_atlas_reach_the_page_through_the_panels_alone(page, show, n):
    slug = SLUGS[n]
    before = [one.SerializeToString(deterministic=True) for one in maps(go(page))]
    chosen = {"place": f"p-{n}", "record": f"{slug}-event", "name": f"n-{n}", "question": f"q-{n}"}
    chosen |= {"years": f"{EVENT_YEAR}..{EVENT_YEAR}"} if show == "coverage" else {}
    go(page, show=show, article=slug, topic=f"t-{n}", **chosen)
    assert sent(page, "head")["ignored"] == []
    after = [one.SerializeToString(deterministic=True) for one in maps(page)]
    assert after == (before if show == "map" else []) and len(before) == 1
    tags = {"·" + field[:3] for field in FIELDS}
    for found in elements(page):
        said = str(found)
        if type(found).DESCRIPTOR.name != "BidiComponent":
            assert not any(tag in said or tag.encode("unicode_escape").decode() in said for tag in tags), said
            assert "hostile" not in said


@each_payload
def test_a_payload_as_a_search_is_a_search(atlas, payload):
    view = View(text=payload.strip()[:60])
    found = scene(atlas, view)
    assert found.head["active"] == ([["text", "", f"“{view.text}”"]] if view.text else [])


# ---- downloaded ------------------------------------------------------------------------
def test_no_cell_of_the_download_is_a_formula_and_each_can_be_had_back(atlas):
    rows = list(csv.DictReader(io.StringIO(export.csv_of(atlas, Query()).decode("utf-8-sig"), newline="")))
    assert len(rows) == len(atlas.archive.records)
    cells = [cell for row in rows for cell in row.values()]
    assert not [c for c in cells if c.startswith(export.FORMULA) and not export.NUMBER.fullmatch(c)]
    titles = {row["record_id"]: row["title"] for row in rows}
    for record in atlas.archive.records:
        assert titles[record.id].removeprefix("'" * record.title.startswith(export.FORMULA)) == record.title


def test_the_download_of_the_places_is_geojson_with_the_words_as_they_are(atlas):
    found = json.loads(export.geojson_of(atlas, Query()))
    titles = {feature["id"]: feature["properties"]["title"] for feature in found["features"]}
    for n, payload in enumerate(PAYLOADS.values()):
        assert titles[f"p-{n}"] == spoken(payload)("place")


# ---- refused ---------------------------------------------------------------------------
@each_payload
def test_a_payload_for_an_id_is_refused_by_file_record_and_field(tmp_path, payload):
    faults = faults_of(with_refused(tmp_path, payload, IDS))
    wanted = () if SLUG.fullmatch(payload) else IDS.values()
    for file, field in wanted:
        said = f': {field}: "{shown(payload)}" is not a slug; write small letters'
        assert any(line.startswith(file) and said in line for line in faults), (file, faults)
    assert all(line.isprintable() for line in faults)


@each_payload
def test_a_payload_for_a_word_of_a_vocabulary_is_refused_by_file_record_and_field(tmp_path, payload):
    faults = faults_of(with_refused(tmp_path, payload, VOCABULARIES))
    for file, field in VOCABULARIES.values():
        said = f': {field}: "{shown(payload)}" is not '
        assert any(line.startswith(file) and said in line for line in faults), (field, faults)
    assert all(line.isprintable() and len(line) < 1000 for line in faults)


@each_payload
def test_a_payload_in_a_file_that_joins_records_is_refused_by_file_record_and_field(tmp_path, payload):
    for n, ((file, old), (says, where)) in enumerate(JOINED.items()):
        faults = faults_of(with_joined(tmp_path / str(n), payload, file, old))
        wanted = f'{file}: {where.format(shown(payload))}: "{shown(payload)}" {says}'
        known = says == NO_SLUG and SLUG.fullmatch(payload)
        assert known or any(line.startswith(wanted) for line in faults), (wanted, faults)
        assert all(line.isprintable() and len(line) < 1000 for line in faults)


@pytest.mark.parametrize(("file", "old"), JOINED)
def test_a_megabyte_in_a_file_that_joins_records_is_refused_in_a_line(tmp_path, file, old):
    faults = faults_of(with_joined(tmp_path, BIG, file, old))
    assert any(fault.startswith(f"{file}: ") for fault in faults)
    assert all(len(fault) < 1000 for fault in faults)


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://x",
        "data:text/html,x",
        "//x",
        "file:///etc",
        "x",
    ],
)
def test_an_address_that_is_not_of_the_web_is_refused(tmp_path, address):
    article = swap(ARTICLE, 'language = "en"', f'language = "en"\nnote = {{ text = "x", url = "{address}" }}')
    assert faults_of(make_atlas(tmp_path, article=article)) == [
        f'events/records/one.toml: source: note.url: "{address}" does not fit;'
        " write an address that begins with https://"
    ]


@pytest.mark.parametrize("number", ["1e999999", "1e-999999", "9" * 4000, "0." + "1" * 40, "1e999999999999"])
def test_a_number_that_would_fill_the_page_is_refused(tmp_path, number):
    article = swap(ARTICLE, "amount = { min = 300, max = 300,", f"amount = {{ min = {number},")
    (fault,) = faults_of(make_atlas(tmp_path, article=article))
    assert fault.startswith("events/records/one.toml: figure[1] one-visitors: amount.min: ")
    assert fault.endswith(" does not fit; write a number of at most 30 digits") and len(fault) < 300


@pytest.mark.parametrize("field", [*FIELDS, "title", "summary", "contact-of-atlas"])
def test_a_megabyte_in_any_field_is_refused_in_a_line(tmp_path, field):
    def say(payload):
        words = spoken(payload)
        return lambda asked: BIG if asked == field else words(asked)

    about = {"title": "title", "summary": "summary", "contact-of-atlas": "contact"}
    big = {about[field]: BIG} if field in about else {}
    faults = faults_of(hostile_atlas(tmp_path, ["x"], say=say, **big))
    assert faults
    assert all("at most" in fault or "the most is" in fault for fault in faults), faults
    assert all(len(fault) < 1000 for fault in faults)


@pytest.mark.parametrize("old", [*IDS, *VOCABULARIES])
def test_a_megabyte_for_an_id_or_a_word_is_refused_in_a_line(tmp_path, old):
    fields = {**IDS, **VOCABULARIES}
    faults = faults_of(with_refused(tmp_path, BIG, {old: fields[old]}))
    assert faults and all(len(fault) < 1000 for fault in faults)


@pytest.mark.parametrize("list_of", ["actors", "topics", "places", "passage", "parties"])
def test_a_list_that_no_panel_could_show_is_refused(tmp_path, list_of):
    article, _ = article_of(1, spoken("x"), "many")
    line = next(one for one in article.splitlines() if one.startswith(f"{list_of} = ["))
    items = line.removeprefix(f"{list_of} = [").removesuffix("]")
    if list_of == "passage":
        line, items = "passage = [", next(one for one in article.splitlines() if one.startswith("  {"))
    begin = f"{list_of} = [" + ", ".join([items.rstrip(",")] * 60)
    article = article.replace(line, begin + ("," if list_of == "passage" else "]"), 1)
    faults = faults_of(make_atlas(tmp_path, more={"events/records/many.toml": article}))
    assert any(f"{list_of}: " in fault and "at most 50 items" in fault for fault in faults), faults


LONE = "\ud800 alone"


def test_a_half_character_in_any_word_of_the_layer_is_refused(tmp_path):
    whole = json.dumps(collection(almaty(), *places_of(0, spoken("x"))), ensure_ascii=True)
    given = sorted(set(strings(json.loads(whole)["features"])) - {"Feature"})
    values = [one for one in given if whole.count(json.dumps(one)) > whole.count(f"{json.dumps(one)}: ")]
    assert len(values) > 15
    for value in values:
        broken = whole.replace(json.dumps(value), json.dumps(LONE))
        faults = faults_of(make_atlas(tmp_path, places=broken))
        assert faults and all(fault.isprintable() for fault in faults), value


def test_a_half_character_in_any_word_of_the_list_of_changes_is_refused(tmp_path):
    whole = json.dumps(LISTED | {"changes": changes_of([spoken("x")])})
    values = [found for found in re.finditer(r'"[^"]*"', whole) if whole[found.end()] != ":"]
    assert len(values) > 20
    for value in values:
        broken = whole[: value.start()] + json.dumps(LONE) + whole[value.end() :]
        faults = faults_of(make_atlas(tmp_path, more={CHANGES: broken}))
        assert len(faults) == 1, (value, faults)
        assert faults[0].startswith(f"{CHANGES}: ") and '"\\ud800 alone" does not fit; ' in faults[0]


def test_a_half_character_in_toml_is_no_toml(tmp_path):
    faults = faults_of(make_atlas(tmp_path, topics=swap(TOPICS, '"One bridge"', '"\\ud800"')))
    assert faults[0].startswith('events/topics.toml: file: "topics.toml" is not TOML')


# ---- file names ------------------------------------------------------------------------
def file_names() -> list[str]:
    """The payloads as names that a file can have."""
    bare = [payload.translate({ord(c): None for c in "/\0"}).strip() for payload in PAYLOADS.values()]
    return sorted({name for name in bare if name and len(name.encode()) < 240})


def test_a_file_of_records_may_have_any_name(tmp_path):
    folder = make_atlas(tmp_path)
    for n, name in enumerate(file_names()):
        text = ARTICLE.replace('"one', f'"r{n}')
        write(folder / "events/records" / f"{name}.toml", text.replace('file = "r', 'file = "one'))
    write_lock(folder)
    assert faults_of(folder) == []
    assert len(atlas_module.load(folder).archive.sources) == len(file_names()) + 1


def test_a_fault_in_a_file_of_any_name_is_told_in_a_printable_line(tmp_path):
    folder = make_atlas(tmp_path)
    names = [*file_names(), b"\xff\xfe\x80".decode(errors="surrogateescape")]
    for name in names:
        write(folder / "events/records" / f"{name}.toml", "no = TOML")
    faults = faults_of(folder)
    assert len(faults) == len(names)
    for name in names:
        assert any(line.startswith(shown(f"events/records/{name}.toml")) for line in faults), name
    assert all(line.isprintable() and len(line) < 500 for line in faults)
    assert len(atlas_module.version_of(folder)) == 16


# ---- the page of faults ----------------------------------------------------------------
def test_the_page_of_faults_shows_them_as_text_and_nothing_else_of_the_atlas(tmp_path, monkeypatch):
    folder = with_refused(tmp_path, PAYLOADS["script"], {**IDS, **VOCABULARIES})
    monkeypatch.setenv(FOLDER, str(folder))
    page = visit()
    (code,) = page.code
    assert code.value.split("\n") == faults_of(folder)[:50]
    assert code.language in ("", "plaintext", None)
    others = [found for found in elements(page) if type(found).DESCRIPTOR.name != "Code"]
    assert others and not any("hostile" in str(found) for found in others)
    untroubled(page)
