"""What every reader checks: words of a vocabulary, slugs, dates, ids that repeat."""

from datetime import date

import pytest

from events import errors
from events.errors import Ledger, Spot
from events.reading import check_slug, listed, one_of, read_when, repeated, suggestion
from events.when import When

SPOT = Spot("one.toml", "event", 1, "one")


def lines(ledger: Ledger) -> list[str]:
    return [str(fault) for fault in ledger.faults]


def test_an_allowed_word_passes():
    ledger = Ledger()
    assert one_of("where", ["where", "about"], SPOT, "role", ledger)
    assert lines(ledger) == []


NOT_ALLOWED = {
    "misprint": ("whre", ["where", "about"], '"whre" is not one of the words for this field; write where'),
    "case": ("Where", ["where", "about"], '"Where" is not one of the words for this field; write where'),
    "no likeness": ("x", ["at", "on"], '"x" is not one of the words for this field; write at, on'),
    "nothing": ("", ["where"], '"" is not one of the words for this field; write where'),
    "nothing is allowed": ("where", [], '"where" is not one of the words for this field'),
    "many": (
        "x", map(str, range(20)),
        '"x" is not one of the words for this field; write 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 …',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("word", "allowed", "line"), NOT_ALLOWED.values(), ids=NOT_ALLOWED)
def test_a_word_that_is_not_allowed_is_refused_with_the_nearest(word, allowed, line):
    ledger = Ledger()
    assert not one_of(word, list(allowed), SPOT, "role", ledger)
    assert lines(ledger) == [f"one.toml: event[1] one: role: {line}"]


def test_the_kind_of_fault_can_be_chosen():
    ledger = Ledger()
    one_of("almaty", ["astana"], SPOT, "places", ledger, errors.Dangling)
    assert lines(ledger) == ['one.toml: event[1] one: places: "almaty" is not known; write astana']


@pytest.mark.parametrize(
    ("word", "near"), [("kazakstan", "kazakhstan"), ("KZ", ""), ("xinjiang-", "xinjiang"), ("", "")]
)
def test_a_suggestion_is_near_or_none(word, near):
    assert suggestion(word, {"kazakhstan": 1, "xinjiang": 2}) == near


def test_a_list_of_words_is_cut_where_it_gets_long():
    assert listed("abc") == "a, b, c"
    assert listed("abcd", most=3) == "a, b, c …"


def test_each_repeated_id_is_given_with_its_number():
    assert list(repeated(["a", "b", "a", "c", "a"])) == [(2, "a"), (4, "a")]
    assert list(repeated(["a", "b"])) == []


@pytest.mark.parametrize("slug", ["a", "0", "one-two", "000-return-program", "a1-2b"])
def test_a_slug_passes(slug):
    ledger = Ledger()
    check_slug(slug, SPOT, ledger)
    assert lines(ledger) == []


@pytest.mark.parametrize(
    "given",
    ["", "-", "a-", "-a", "a--b", "A", "a b", "a_b", "é", "٣", "a\n", "a/b", "../a", "алматы", "a.b"],
    ids=ascii,
)
def test_what_is_no_slug_is_refused(given):
    ledger = Ledger()
    check_slug(given, SPOT, ledger)
    assert lines(ledger) == [
        f'one.toml: event[1] one: id: "{errors.shown(given)}" is not a slug; '
        "write small letters, digits and single hyphens"
    ]


def test_no_date_is_no_fault():
    ledger = Ledger()
    assert read_when(None, SPOT, "when", ledger) is None
    assert lines(ledger) == []


def test_a_date_is_read():
    assert read_when("2019", SPOT, "when", Ledger()) == When("2019", date(2019, 1, 1), date(2019, 12, 31))


@pytest.mark.parametrize(
    ("edtf", "line"),
    [
        ("1989-13", '"1989-13" is not an EDTF date; month 13; write 1989 or 1989-XX'),
        ("2019/2018", '"2019/2018" ends before it begins; swap the ends (2019-01-01 is after 2018-12-31)'),
    ],
)
def test_a_bad_date_is_a_fault_and_none(edtf, line):
    ledger = Ledger()
    assert read_when(edtf, SPOT, "when", ledger) is None
    assert lines(ledger) == [f"one.toml: event[1] one: when: {line}"]
