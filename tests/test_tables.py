"""The shape of the TOML files: nothing coerced, nothing dropped, every misfit named."""

import tomllib
from decimal import Decimal

import pytest

from events.errors import Ledger
from events.tables import AmountTable, ArticleFile, SilentFile, TopicsFile, load_toml, shape
from tests.making import ARTICLE, SILENT, TOPICS, make_atlas, read_archive, swap


def loaded(tmp_path, raw: bytes) -> tuple[dict | None, list[str]]:
    path = tmp_path / "one.toml"
    path.write_bytes(raw)
    ledger = Ledger()
    return load_toml(path, "a/one.toml", ledger), [str(fault) for fault in ledger.faults]


def shaped(model, toml: str):
    ledger = Ledger()
    found = shape(model, tomllib.loads(toml, parse_float=Decimal), "one.toml", ledger)
    return found, [str(fault) for fault in ledger.faults]


def test_a_toml_file_is_read_with_its_decimals_exact(tmp_path):
    assert loaded(tmp_path, b"x = 0.10\ny = 5\n") == ({"x": Decimal("0.10"), "y": 5}, [])


def test_windows_line_ends_are_read(tmp_path):
    assert loaded(tmp_path, b'x = 1\r\ny = "a"\r\n') == ({"x": 1, "y": "a"}, [])


NOT_TOML = {
    "broken": (b"x = \n", "Invalid value (at line 1, column 5)"),
    "key twice": (b"x = 1\nx = 2\n", "Cannot overwrite a value (at line 2, column 6)"),
    "table twice": (b"[a]\n[a]\n", "Cannot declare ('a',) twice (at line 2, column 3)"),
    "cut off": (b'x = "ab', "Unterminated string (at end of document)"),
    "raw control character": (b'x = "\x01"', "Illegal character '\\x01' (at line 1, column 6)"),
    "byte order mark": (b"\xef\xbb\xbfx = 1", "Invalid statement (at line 1, column 1)"),
    "conflict": (b"<<<<<<< HEAD\n", "Invalid statement (at line 1, column 1)"),
    "nested too deep": (b"x = " + b"[" * 5000, ""),
    "endless integer": (
        b"x = " + b"9" * 5000,
        "Exceeds the limit (4300 digits) for integer string conversion",
    ),
}


@pytest.mark.parametrize(("raw", "reason"), NOT_TOML.values(), ids=NOT_TOML)
def test_what_is_not_toml_is_refused_with_the_reason(tmp_path, raw, reason):
    found, lines = loaded(tmp_path, raw)
    assert found is None
    assert len(lines) == 1
    assert lines[0].startswith(f'a/one.toml: file: "one.toml" is not TOML; {reason}')


@pytest.mark.parametrize(
    ("encoding", "byte"), [("latin-1", "byte 5 is 0xe9"), ("utf-16", "byte 0 is 0xff"), ("cp1251", None)]
)
def test_toml_in_another_encoding_is_refused_with_the_byte(tmp_path, encoding, byte):
    text = 'x = "К"' if encoding == "cp1251" else 'x = "é"'
    found, lines = loaded(tmp_path, text.encode(encoding))
    assert found is None
    assert lines == [
        f'a/one.toml: file: "one.toml" is not UTF-8; save it as UTF-8; {byte or "byte 5 is 0xca"}'
    ]


def test_a_missing_file_and_a_folder_in_its_place_are_named(tmp_path):
    (tmp_path / "folder.toml").mkdir()
    ledger = Ledger()
    assert load_toml(tmp_path / "none.toml", "a/none.toml", ledger) is None
    assert load_toml(tmp_path / "folder.toml", "a/folder.toml", ledger) is None
    assert [str(fault) for fault in ledger.faults] == [
        'a/none.toml: file: "none.toml" is missing; write the file',
        'a/folder.toml: file: "folder.toml" is missing; write the file',
    ]


@pytest.mark.parametrize(
    ("model", "toml"), [(ArticleFile, ARTICLE), (TopicsFile, TOPICS), (SilentFile, SILENT)], ids=str
)
def test_a_right_file_has_its_shape(model, toml):
    found, lines = shaped(model, toml)
    assert isinstance(found, model)
    assert lines == []


@pytest.mark.parametrize("number", ["5", "5.0", "0.1", "-3", "1e9", "5_000_000"])
def test_a_number_keeps_its_digits(number):
    found, lines = shaped(AmountTable, f"min = {number}")
    assert lines == []
    assert found.min == Decimal(number)
    assert isinstance(found.min, Decimal)


SOURCE, FIGURE = "source", "figure[1] one-visitors"
EVENT, COST = "event[1] one-bridge-opens", "investment[1] one-bridge-cost"

MISFITS = {
    "number for a string id": (
        'id = "one-visitors"', "id = 1", "figure[1] 1",
        'id: "1" does not fit; Input should be a valid string',
    ),
    "string for a number": (
        "min = 300", 'min = "300"', FIGURE,
        'amount.min: "300" does not fit; write a number without quotation marks',
    ),
    "true for a number": (
        "min = 300", "min = true", FIGURE,
        'amount.min: "True" does not fit; write a number without quotation marks',
    ),
    "not a number": (
        "min = 300", "min = nan", FIGURE,
        'amount.min: "NaN" does not fit; Input should be a finite number',
    ),
    "infinite": (
        "max = 300", "max = inf", FIGURE,
        'amount.max: "Infinity" does not fit; Input should be a finite number',
    ),
    "date for a string": (
        'when = "2019-05-12"', "when = 2019-05-12", EVENT,
        'when: "2019-05-12" does not fit; Input should be a valid string',
    ),
    "year for a string": (
        'as_of = "2018"', "as_of = 2018", COST,
        'amount.as_of: "2018" does not fit; Input should be a valid string',
    ),
    "string for a list": (
        'topics = ["roads"]', 'topics = "roads"', EVENT,
        'topics: "roads" does not fit; Input should be a valid list',
    ),
    "number in a list": (
        'actors = ["the mayor"]', 'actors = ["the mayor", 7]', EVENT,
        'actors[2]: "7" does not fit; Input should be a valid string',
    ),
    "string for a table": (
        'places = [{ id = "almaty", role = "where" }]', 'places = ["almaty"]', EVENT,
        'places[1]: "almaty" does not fit; Input should be a valid dictionary or instance of PlaceTable',
    ),
    "decimal for an offset": (
        "start = 45", "start = 45.0", EVENT,
        'passage[1].start: "45.0" does not fit; Input should be a valid integer',
    ),
    "true for an offset": (
        "start = 45", "start = true", EVENT,
        'passage[1].start: "True" does not fit; Input should be a valid integer',
    ),
    "unknown field": (
        'type = "people"', 'type = "people"\ncolour = "red"', FIGURE,
        'colour: "colour" is not a field here; remove it',
    ),
    "field of another kind": (
        'type = "decision"', 'type = "decision"\namount = { min = 1 }', EVENT,
        'amount: "amount" is not a field here; remove it',
    ),
    "unknown field of a passage": (
        'voice = "official"', 'voice = "official", colour = "red"', EVENT,
        'passage[2].colour: "colour" is not a field here; remove it',
    ),
    "unknown field of the source": (
        'language = "en"', 'language = "en"\nauthor = "me"', SOURCE,
        'author: "author" is not a field here; remove it',
    ),
    "unknown table": (
        "[mentions]", "[comments]\n[mentions]", "comments",
        'comments: "comments" is not a field here; remove it',
    ),
    "missing type": ('type = "people"\n', "", FIGURE, 'type: "type" is missing; write type = …'),
    "missing amount of a figure": (
        'amount = { min = 300, max = 300, unit = "people", qualifier = "about" }\n', "", FIGURE,
        'amount: "amount" is missing; write amount = …',
    ),
    "missing id": ('id = "one-visitors"\n', "", "figure[1]", 'id: "id" is missing; write id = …'),
    "missing voice": (
        'voice = "official", ', "", EVENT, 'passage[2].voice: "voice" is missing; write voice = …',
    ),
    "missing language": (
        'language = "en"\n', "", SOURCE, 'language: "language" is missing; write language = …',
    ),
    "missing reading of a mention": (
        'reading = "base", ', "", "mentions",
        'zhetysu[1].reading: "reading" is missing; write reading = …',
    ),
}  # fmt: skip
"""What is swapped in the article of ``making``, the record it is in, and the line that names it."""


@pytest.mark.parametrize(("old", "new", "record", "line"), MISFITS.values(), ids=MISFITS)
def test_a_misfit_is_named_with_its_record_and_field(tmp_path, old, new, record, line):
    archive, lines = read_archive(make_atlas(tmp_path, article=swap(ARTICLE, old, new), silent=None))
    assert archive.sources == ()
    assert lines == [f"events/records/one.toml: {record}: {line}"]


def test_a_file_without_a_source_says_so():
    found, lines = shaped(ArticleFile, "event = []")
    assert found is None
    assert lines == ['one.toml: source: source: "source" is missing; write source = …']


def test_a_table_where_a_list_of_tables_belongs_is_a_misfit():
    _, lines = shaped(SilentFile, '[silent]\nsource = "one"')
    assert lines == [
        "one.toml: silent: silent: \"{'source': 'one'}\" does not fit; Input should be a valid list"
    ]


def test_every_misfit_of_a_file_is_named_in_order():
    toml = swap(swap(ARTICLE, 'type = "people"', "type = 1"), 'language = "en"', "language = 2")
    toml = swap(toml, "min = 5_000_000", "min = true")
    _, lines = shaped(ArticleFile, toml)
    assert [line.split('"')[0] for line in lines] == [
        "one.toml: source: language: ",
        "one.toml: investment[1] one-bridge-cost: amount.min: ",
        "one.toml: figure[1] one-visitors: type: ",
    ]


def test_shaped_tables_cannot_be_changed():
    found, _ = shaped(ArticleFile, ARTICLE)
    with pytest.raises(ValueError, match="frozen"):
        found.source.id = "two"
