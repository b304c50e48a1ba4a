"""Faults: one line each that names file, record, field, value and the likely mend."""

import contextlib
import inspect
from pathlib import Path

import pytest

from events import errors
from events.errors import AtlasFaults, Fault, Ledger, Spot, shown

EVENT = Spot("events/records/one.toml", "event", 3, "one-bridge")


def test_a_fault_writes_itself_as_file_record_field_value_and_mend():
    fault = errors.UnknownCurrency(EVENT, "amount.currency", "usd", "write USD")
    assert str(fault) == (
        'events/records/one.toml: event[3] one-bridge: amount.currency: "usd" '
        "is not an ISO 4217 code; write USD"
    )


@pytest.mark.parametrize(
    ("spot", "line"),
    [
        (Spot("a.toml"), "a.toml"),
        (Spot("a.toml", "source"), "a.toml: source"),
        (Spot("a.toml", "source", None, "one"), "a.toml: source one"),
        (Spot("a.toml", "event", 2), "a.toml: event[2]"),
        (Spot("a.toml", "event", 2, "one"), "a.toml: event[2] one"),
    ],
    ids=lambda value: str(value),
)
def test_a_spot_names_only_what_is_known_of_it(spot, line):
    assert str(spot) == line


def test_a_fault_without_field_or_mend_leaves_both_out():
    assert str(errors.Missing(Spot("a.toml"), "", "a.toml")) == 'a.toml: "a.toml" is missing'


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("$5\u00a0million", "$5\\u00a0million"),
        ("12\u2009May", "12\\u2009May"),
        ("two\nlines\tand a tab", "two\\u000alines\\u0009and a tab"),
        ("\u202ereversed", "\\u202ereversed"),
        ("\U000e0041", "\\U000e0041"),
        ("新疆 Қазақстан ☂", "新疆 Қазақстан ☂"),
        (None, "None"),
        ([1, "a"], "[1, 'a']"),
    ],
    ids=ascii,
)
def test_invisible_characters_of_a_value_are_written_out(value, text):
    assert shown(value) == text


def test_a_long_value_is_cut_to_eighty_characters():
    assert shown("x" * 80) == "x" * 80
    assert shown("x" * 81) == "x" * 79 + "…"


@pytest.mark.parametrize("place", ["file", "table", "id", "field", "value", "write"])
def test_a_fault_is_one_line_of_visible_text_whatever_the_author_wrote(place):
    hostile = "a\nb\r\x1b[31m\u2028z"
    facts = {"file": "f", "table": "event", "id": "i", "field": "x", "value": "v", "write": "w"}
    facts[place] = hostile
    spot = Spot(facts["file"], facts["table"], 1, facts["id"])
    line = str(errors.WrongShape(spot, facts["field"], facts["value"], facts["write"]))
    assert line.isprintable()
    assert "a\\u000ab\\u000d\\u001b[31m\\u2028z" in line


def test_faults_with_the_same_facts_are_equal_and_frozen():
    one, other = (errors.BadDate(EVENT, "when", "May", "write 2019") for _ in range(2))
    assert one == other
    with pytest.raises(AttributeError):
        one.field = "as_of"


def test_an_empty_ledger_settles_in_peace():
    assert Ledger().settle() is None


def test_a_single_fault_is_raised():
    ledger = Ledger()
    ledger.add(errors.BadDate(EVENT, "when", "x"))
    with pytest.raises(AtlasFaults, match="is not an EDTF date$"):
        ledger.settle()


def test_a_ledger_raises_every_fault_in_the_order_they_were_found():
    ledger = Ledger()
    first, *rest = (errors.BadDate(EVENT, field, "x") for field in ("when", "as_of", "edtf"))
    ledger.add(first)
    ledger.extend(rest)
    with pytest.raises(AtlasFaults) as raised:
        ledger.settle()
    assert raised.value.faults == (first, *rest)
    assert str(raised.value).split("\n") == [str(fault) for fault in (first, *rest)]


def test_the_faults_of_an_atlas_pass_through_a_context_manager():
    """Streamlit's spinner is one; it writes the exception's traceback on the way out."""

    @contextlib.contextmanager
    def spinner():
        yield

    with pytest.raises(AtlasFaults), spinner():
        raise AtlasFaults((errors.BadDate(EVENT, "when", "x"),))


def test_the_group_of_faults_is_sorted_by_their_kinds():
    faults = (errors.BadDate(EVENT, "when", "x"), errors.NotToml(EVENT, "file", "one.toml"))
    dates, others = AtlasFaults(faults).group().split(errors.BadDate)
    assert dates.exceptions == faults[:1]
    assert others.exceptions == faults[1:]


def test_every_kind_of_fault_is_reported_by_some_line_of_the_code():
    root = Path(errors.__file__).parents[1]
    code = "\n".join(
        path.read_text("utf-8") for room in ("events", "geodata") for path in (root / room).glob("*.py")
    )
    kinds = [name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Fault)]
    assert len(kinds) > 30
    assert [name for name in kinds if name != "Fault" and f"errors.{name}" not in code] == []
