"""Exports: everything that was read comes back from the files, nothing shortened or rounded."""

import codecs
import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import geopandas
import pytest

from events.record import Figure
from events.when import parse
from geodata import export
from geodata.atlas import load
from geodata.query import Query
from tests.making import ARTICLE, INVESTMENT, MENTIONS, SOURCE, almaty, collection, make_atlas, swap, zhetysu

FIJI = Path(__file__).parent / "atlases" / "fiji"
PROMISED_OF_PASSAGES = {
    "record_id", "kind", "source_id", "source_file", "start", "end", "exact", "prefix", "suffix", "voice",
    "supports",
}  # fmt: skip
PROMISED_OF_RECORDS = {
    "record_id", "kind", "title", "edtf", "earliest", "latest", "inferred", "place_ids", "topics",
    "value_min", "value_max", "unit", "qualifier", "currency", "as_of",
}  # fmt: skip


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def listed(cell):
    return tuple(cell.split(export.SEPARATOR)) if cell else ()


@pytest.fixture(scope="module")
def fiji():
    return load(FIJI)


@pytest.fixture(scope="module")
def out(fiji, tmp_path_factory):
    folder = tmp_path_factory.mktemp("export") / "a" / "b"
    assert dict(export.write(fiji, folder)) == {
        "places.geojson": 12,
        "records.csv": 14,
        "passages.csv": 14 + 23,
    }
    return folder


@pytest.fixture(scope="module")
def records(out):
    return {row["record_id"]: row for row in read(out / "records.csv")}


@pytest.fixture(scope="module")
def passages(out):
    return read(out / "passages.csv")


# ---- columns -------------------------------------------------------------------------
def test_the_columns_that_the_project_promises_are_there(out):
    assert set(read(out / "passages.csv")[0]) >= PROMISED_OF_PASSAGES
    assert set(read(out / "records.csv")[0]) >= PROMISED_OF_RECORDS


def test_the_header_stands_once_and_in_order(out):
    first, *rest = (out / "records.csv").read_text("utf-8").splitlines()
    assert first == ",".join(export.RECORD_FIELDS)
    assert first not in rest


# ---- records -------------------------------------------------------------------------
def test_every_record_comes_back_with_its_ids_and_lists(fiji, records):
    assert list(records) == list(fiji.records)
    for record in fiji.archive.records:
        row = records[record.id]
        assert (row["kind"], row["type"], row["source_id"]) == (record.kind, record.type, record.source)
        assert (row["title"], row["note"], row["when_words"]) == (
            record.title,
            record.note,
            record.when_words,
        )
        assert listed(row["topics"]) == record.topics
        assert listed(row["actors"]) == record.actors
        assert listed(row["place_ids"]) == tuple(p.id for p in record.places)
        assert listed(row["place_roles"]) == tuple(p.role for p in record.places)


def day(cell):
    return date.fromisoformat(cell) if cell else None


def test_every_date_comes_back_with_its_doubt_and_its_open_ends(fiji, records):
    for record in fiji.archive.records:
        row = records[record.id]
        read_back = (row["edtf"], day(row["earliest"]), day(row["latest"]))
        when = record.dated
        assert read_back == ((when.edtf, when.earliest, when.latest) if when else ("", None, None))
        assert not row["edtf"] or parse(row["edtf"]) == when
    assert {row["edtf"] for row in records.values()} == {
        "2018-03-03", "2018-07", "2016/2018", "", "2018", "2017~", "../2014", "2019-21", "2020-01", "2018/..",
        "2019",
    }  # fmt: skip
    assert records["school-none-before"]["earliest"] == ""
    assert records["school-none-before"]["latest"] == "2014-12-31"


def test_an_inferred_date_says_so(records):
    inferred = {id: row["inferred_reason"] for id, row in records.items() if row["inferred"] == "true"}
    assert inferred == {"school-pupils": "“آنذاك”, then, points to the opening in the sentence before."}
    assert {row["inferred"] for row in records.values()} == {"true", "false"}


def number(cell):
    return Decimal(cell) if cell else None


def test_every_amount_comes_back_digit_for_digit(fiji, records):
    for record in fiji.archive.records:
        row = records[record.id]
        amount = getattr(record, "amount", None)
        if not isinstance(record, Figure):
            assert row["value_min"] == row["value_max"] == row["currency"] == row["unit"] == ""
            continue
        assert (number(row["value_min"]), number(row["value_max"])) == (amount.value_min, amount.value_max)
        assert (row["unit"], row["qualifier"]) == (amount.unit, amount.qualifier)
        assert (row["currency"] or None, row["as_of"] or None) == (amount.currency, amount.as_of)
    assert records["ferry-port-cost"]["value_min"] == "2500000"
    assert records["ferry-port-cost"]["currency"] == records["school-library"]["currency"] == "FJD"
    assert (records["ferry-passengers"]["value_min"], records["ferry-passengers"]["value_max"]) == (
        "1200",
        "",
    )
    assert records["ferry-passengers"]["qualifier"] == "أكثر من"


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        pytest.param("27.70", "27.70", id="a last nought"),
        pytest.param("0.1", "0.1", id="what binary cannot hold"),
        pytest.param(
            "123_456_789_012_345_678_901.5", "123456789012345678901.5", id="more than a float holds"
        ),
        pytest.param("1e9", "1000000000", id="an exponent"),
        pytest.param("-3", "-3", id="below zero"),
    ],
)
def test_a_number_is_written_as_its_digits(tmp_path, written, cell):
    amount = "amount = { min = 5_000_000, max = 5_000_000,"
    article = swap(ARTICLE, amount, f"amount = {{ min = {written}, max = {written},")
    list(export.write(load(make_atlas(tmp_path, article=article)), tmp_path / "out"))
    rows = {row["record_id"]: row for row in read(tmp_path / "out" / "records.csv")}
    assert rows["one-bridge-cost"]["value_min"] == cell


HARD = {
    "quotation marks": 'said "no", twice',
    "commas and semicolons": "one, two; three",
    "line ends of every kind": "one\ntwo\r\nthree\rfour",
    "spaces at the ends": "  kept  ",
    "no-break space": "5\u00a0million",
    "two directions": "«الموجة» (Wave)",
    "beyond the basic plane": "🚢 𝟙",
    "leading nought": "007",
    "a date that a spreadsheet would turn": "1-2",
    "tab": "a\tb",
    "backslash": "a\\nb",
}


@pytest.mark.parametrize("words", HARD.values(), ids=HARD)
def test_words_that_are_hard_on_csv_come_back_as_they_were(tmp_path, words):
    note = f"note = {json.dumps(words, ensure_ascii=True)}\n" if words.isascii() else f'note = "{words}"\n'
    article = SOURCE + MENTIONS + swap(INVESTMENT, 'type = "sum"\n', 'type = "sum"\n' + note)
    atlas = load(make_atlas(tmp_path, article=article))
    assert atlas.records["one-bridge-cost"].note == words
    list(export.write(atlas, tmp_path / "out"))
    (row,) = read(tmp_path / "out" / "records.csv")
    assert row["note"] == words and row["record_id"] == "one-bridge-cost"


# ---- passages ------------------------------------------------------------------------
def test_every_passage_of_a_record_comes_back_word_for_word(fiji, passages):
    rows = [row for row in passages if row["kind"] != "place"]
    told = [(r, n, p) for r in fiji.archive.records for n, p in enumerate(r.passages, 1)]
    for row, (record, n, passage) in zip(rows, told, strict=True):
        assert (row["record_id"], row["kind"], row["n"]) == (record.id, record.kind, str(n))
        assert (row["source_id"], row["source_file"]) == (passage.source, f"{passage.source}.txt")
        assert (int(row["start"]), int(row["end"])) == (passage.position.start, passage.position.end)
        quote = passage.quote
        assert (row["exact"], row["prefix"], row["suffix"]) == (quote.exact, quote.prefix, quote.suffix)
        assert (row["voice"], listed(row["supports"])) == (passage.voice, passage.supports)
        assert (row["part"], row["reading"]) == ("body", "")


def test_the_passages_of_places_come_with_their_reading_and_part(fiji, passages):
    rows = [row for row in passages if row["kind"] == "place"]
    assert len(rows) == len(fiji.archive.mentions)
    levuka = [row for row in rows if row["record_id"] == "levuka"]
    assert [(r["reading"], r["part"], r["voice"]) for r in levuka] == [("caption", "caption", "caption")]
    assert {row["part"] for row in rows} == {"title", "caption", "body"}


def test_the_positions_of_a_passage_cut_its_words_out_of_the_text(passages):
    for row in passages:
        text = (FIJI / "texts" / row["source_file"]).read_bytes().decode("utf-8")
        start, end = int(row["start"]), int(row["end"])
        assert text[start:end] == row["exact"]
        assert text[:start].endswith(row["prefix"]) and text[end:].startswith(row["suffix"])


# ---- the layer -----------------------------------------------------------------------
def test_geopandas_reads_the_layer_back(fiji, out):
    frame = geopandas.read_file(out / "places.geojson")
    assert frame.crs.to_epsg() == 4326 or frame.crs.to_authority() == ("OGC", "CRS84")
    assert list(frame["id"]) == list(fiji.places)
    assert list(frame["records"]) == list(fiji.joined().records)
    for place, geometry in zip(fiji.gazetteer.places, frame.geometry, strict=True):
        assert geometry == place.geometry or geometry.equals(place.geometry)
    columns = {"title": "title", "kind": "kind", "precision": "precision", "certainty": "certainty"}
    columns |= {"note": "note", "unplaced": "unplaced", "coordinates_from": "citation"}
    for column, name in columns.items():
        assert list(frame[column]) == [getattr(place, name) for place in fiji.gazetteer.places]
    assert list(frame["part_of"].fillna("")) == [place.part_of or "" for place in fiji.gazetteer.places]
    assert list(frame["ccodes"].map(list)) == [list(place.ccodes) for place in fiji.gazetteer.places]


def test_the_layer_is_a_feature_collection_with_the_names_of_its_places(out):
    layer = json.loads((out / "places.geojson").read_text("utf-8"))
    assert layer["type"] == "FeatureCollection" and "crs" not in layer
    apia = next(feature for feature in layer["features"] if feature["id"] == "apia")
    made = [{"label": "made for tests"}]
    assert apia["names"] == [
        {"toponym": "أبيا", "lang": "ar", "citations": made},
        {"toponym": "Apia", "lang": "en", "citations": made},
    ]
    assert apia["geometry"] == {"type": "Point", "coordinates": [-171.77, -13.83]}
    assert apia["properties"]["printed"] == ["أبيا"]


def test_a_place_that_is_not_placed_is_a_feature_without_geometry(out):
    layer = json.loads((out / "places.geojson").read_text("utf-8"))
    school = next(feature for feature in layer["features"] if feature["id"] == "moj-school")
    assert school["geometry"] is None and school["properties"]["unplaced"]


def test_letters_of_any_script_are_written_as_themselves(out):
    assert "تافيوني" in (out / "places.geojson").read_text("utf-8")
    assert "تافيوني" in (out / "passages.csv").read_text("utf-8")


# ---- downloads -----------------------------------------------------------------------
def rows_of(raw):
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))


def noted(tmp_path, words):
    """The small atlas of one sum, with a note of our choosing."""
    note = f"note = {json.dumps(words)}\n"
    return load(
        make_atlas(
            tmp_path, article=SOURCE + MENTIONS + swap(INVESTMENT, 'type = "sum"\n', 'type = "sum"\n' + note)
        )
    )


FORMULAS = {
    "equals": "=1+1", "plus": "+1+1", "minus": "-1+1", "at": "@SUM(A1)", "a link": '=HYPERLINK("x";"y")',
    "minus alone": "-", "a command": "=cmd|' /C calc'!A0", "a telephone": "+998 71", "twice": "==",
    "wide": "＝1+1", "wide at": "＠x", "a word": "-nought", "a list": "-1, -2", "a power": "-1e5",
    "comma": "-1,5",
}  # fmt: skip


@pytest.mark.parametrize("words", FORMULAS.values(), ids=FORMULAS)
def test_a_cell_that_would_begin_a_formula_is_made_safe(tmp_path, words):
    atlas = noted(tmp_path, words)
    (row,) = rows_of(export.csv_of(atlas, Query()))
    assert row["note"] == "'" + words
    list(export.write(atlas, tmp_path / "out"))
    assert read(tmp_path / "out" / "records.csv")[0]["note"] == words


@pytest.mark.parametrize("first", ["\t", "\r", "\n", "\r\n", "=", "+", "-", "@"], ids=repr)
def test_whatever_a_spreadsheet_may_take_for_a_formula_gets_an_apostrophe(first):
    assert export.calm(f"{first}SUM(A1)") == f"'{first}SUM(A1)"
    assert export.calm(f"x{first}") == f"x{first}"


@pytest.mark.parametrize("number", ["0", "7", "-3", "-0.5", "27.70", "-123456789012345678901.5", "007"])
def test_a_number_is_left_a_number(number):
    assert export.calm(number) == number


@pytest.mark.parametrize("words", ["", "plain", "a = b", "'=1", " =1", "50 %", "«الموجة»", "🚢", "2019-05"])
def test_words_that_begin_no_formula_are_left_alone(words):
    assert export.calm(words) == words


def test_a_negative_sum_stays_a_number(tmp_path):
    article = swap(
        ARTICLE, "amount = { min = 5_000_000, max = 5_000_000,", "amount = { min = -3.5, max = -3.5,"
    )
    rows = {
        row["record_id"]: row
        for row in rows_of(export.csv_of(load(make_atlas(tmp_path, article=article)), Query()))
    }
    assert rows["one-bridge-cost"]["value_min"] == "-3.5"


def test_a_download_begins_with_a_byte_order_mark_and_its_columns(fiji):
    raw = export.csv_of(fiji, Query())
    assert raw.startswith(codecs.BOM_UTF8) and raw.count(codecs.BOM_UTF8) == 1
    assert next(csv.reader(io.StringIO(raw.decode("utf-8-sig")))) == [*export.RECORD_FIELDS, "quotes"]
    assert export.DOWNLOAD_FIELDS[:-1] == export.RECORD_FIELDS


def calm_again(cell):
    """The cell as it was before it was made safe."""
    return cell[1:] if cell[:1] == "'" and export.calm(cell[1:]) == cell else cell


def test_a_download_holds_the_same_cells_as_the_export_and_the_quotes(fiji, shipped):
    for atlas in (fiji, shipped):
        rows = {row["record_id"]: row for row in rows_of(export.csv_of(atlas, Query()))}
        for row in export.record_rows(atlas):
            found = {name: calm_again(cell) for name, cell in rows.pop(row["record_id"]).items()}
            quotes = [p.quote.exact for p in atlas.records[row["record_id"]].passages]
            assert found == row | {"quotes": export.SEPARATOR.join(quotes)}
        assert rows == {}


def test_every_quote_comes_back_from_a_download_character_for_character(shipped):
    for row in rows_of(export.csv_of(shipped, Query())):
        quotes = [p.quote.exact for p in shipped.records[row["record_id"]].passages]
        assert calm_again(row["quotes"]).split(export.SEPARATOR) == quotes


ASKED = [
    Query(), Query(years=(2016, 2019)), Query(undated=False), Query(kind=("figure",)), Query(text="almaty"),
    Query(topic=("land",), voice=("official",)), Query(text="no word of any article is this one"),
]  # fmt: skip


@pytest.mark.parametrize("query", ASKED, ids=repr)
def test_a_download_holds_what_the_filters_leave_in_the_order_of_the_list(shipped, query):
    answer = shipped.columns.ask(query)
    records = [shipped.archive.records[n].id for n in answer.page(0, answer.total)]
    assert [row["record_id"] for row in rows_of(export.csv_of(shipped, query))] == records


def test_a_download_has_a_last_row(fiji, monkeypatch):
    monkeypatch.setattr(export, "MOST_ROWS", 3)
    answer = fiji.columns.ask(Query())
    first = [fiji.archive.records[n].id for n in answer.page(0, 3)]
    assert [row["record_id"] for row in rows_of(export.csv_of(fiji, Query()))] == first


def strict(raw):
    """JSON that any reader takes: no NaN, no key twice, UTF-8 without a mark."""

    def table(pairs):
        assert len({key for key, _ in pairs}) == len(pairs)
        return dict(pairs)

    def refused(word):
        raise ValueError(word)

    return json.loads(raw.decode("utf-8"), object_pairs_hook=table, parse_constant=refused)


@pytest.mark.parametrize("query", ASKED, ids=repr)
def test_places_are_downloaded_with_the_counts_of_the_map(shipped, query):
    found = strict(export.geojson_of(shipped, query))
    assert set(found) == {"type", "features"} and found["type"] == "FeatureCollection"
    counts = zip(shipped.places, shipped.columns.ask(query).place_counts(), strict=True)
    assert {f["id"]: f["properties"]["records"] for f in found["features"]} == {
        place: count for place, count in counts if count
    }
    for feature in found["features"]:
        assert feature["type"] == "Feature" and {"id", "properties", "geometry"} <= set(feature)
        assert feature["geometry"] is None or set(feature["geometry"]) == {"type", "coordinates"}


def test_geopandas_reads_the_downloaded_places(shipped, tmp_path):
    (tmp_path / "places.geojson").write_bytes(export.geojson_of(shipped, Query(kind=("event",))))
    frame = geopandas.read_file(tmp_path / "places.geojson")
    for id, geometry in zip(frame["id"], frame.geometry, strict=True):
        place = shipped.places[id]
        assert geometry == place.geometry or geometry.equals(place.geometry)


def test_a_place_left_without_a_record_is_no_feature(shipped):
    assert strict(export.geojson_of(shipped, ASKED[-1])) == {"type": "FeatureCollection", "features": []}


# ---- in all --------------------------------------------------------------------------
def test_an_export_can_be_written_again_over_itself(fiji, tmp_path):
    first = {path: (tmp_path / path).read_bytes() for path, _ in export.write(fiji, tmp_path)}
    second = {path: (tmp_path / path).read_bytes() for path, _ in export.write(fiji, tmp_path)}
    assert first == second and len(first) == 3


def test_an_atlas_without_records_has_headers_alone(tmp_path):
    atlas = load(make_atlas(tmp_path, article=SOURCE + MENTIONS, places=collection(almaty(), zhetysu())))
    assert dict(export.write(atlas, tmp_path / "out"))["records.csv"] == 0
    assert (tmp_path / "out" / "records.csv").read_bytes() == ",".join(
        export.RECORD_FIELDS
    ).encode() + b"\r\n"


def test_the_summary_says_what_an_atlas_holds(fiji):
    lines = export.summary(fiji)
    assert lines[:5] == [
        "Fiji in two test articles",
        "2 sources, 14 records: 8 events, 2 investments, 4 figures",
        "14 passages of records",
        "23 mentions of 12 places, 11 of them on the map",
        "2 records without a date",
    ]
    assert [line.split(":")[0] for line in lines[5:]] == ["ferry-line", "island-school"]
