"""Sums of money: read strictly, added only where they cannot overlap, and shown as a range with its ends."""

import json
import random
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest

from dashboard import adding
from dashboard.pages import data
from dashboard.view import View
from events.amount import Amount
from events.question import Answer, Question, Reading, Relation, Sum
from events.record import Investment
from events.totals import UNSEEN, Overlap, Total, totals
from geodata import export
from geodata.atlas import Atlas, load
from tests.making import ARTICLE, FIGURE, INVESTMENT, faults_of, make_atlas, read_archive, swap

HERE = View(show="investments")
FILE = "events/sums.toml"
SECOND = swap(INVESTMENT, "one-bridge-cost", "one-bridge-price")
THIRD = swap(INVESTMENT, "one-bridge-cost", "one-bridge-bill")
EUROS = swap(swap(INVESTMENT, "one-bridge-cost", "one-bridge-euros"), '"USD"', '"EUR"')
MONEY = swap(ARTICLE, FIGURE, SECOND + THIRD + EUROS + FIGURE)


def entry(record: str, more: str = "", counts: str = "false") -> str:
    return f'[[sum]]\nrecord = "{record}"\ncounts = {counts}\nreason = "A reason."\n{more}\n'


COST, PRICE, BILL = "one-bridge-cost", "one-bridge-price", "one-bridge-bill"
WHOLE = entry(COST, counts="true")
READINGS = """\
[[sum.reading]]
means = "all of it"
min = "5000000"
max = "5000000"
[[sum.reading]]
means = "half of it"
min = "10000000.50"
max = "10000000.50"
ours = true
"""


def summed(tmp_path: Path, sums: str, more: dict[str, str] | None = None) -> Path:
    return make_atlas(tmp_path, article=MONEY, more={FILE: sums} | (more or {}))


def faults_in(tmp_path: Path, sums: str, more: dict[str, str] | None = None) -> list[str]:
    return read_archive(summed(tmp_path, sums, more))[1]


# ---- reading ---------------------------------------------------------------------------
def test_sums_are_read_in_their_order_with_every_digit_of_their_readings(tmp_path):
    folder = summed(tmp_path, WHOLE + entry(PRICE, f'same_as = "{COST}"\n' + READINGS))
    assert faults_of(folder, folder / "texts") == []
    first, second = read_archive(folder)[0].sums
    assert first == Sum(COST, True, "A reason.")
    assert second.same_as == COST
    assert [(r.means, str(r.amount.value_min), r.amount.currency, r.ours) for r in second.readings] == [
        ("all of it", "5000000", "USD", False),
        ("half of it", "10000000.50", "USD", True),
    ]


def test_the_check_counts_sums(tmp_path):
    folder = summed(tmp_path, WHOLE + entry(PRICE))
    assert "2 sums, 1 of which may be added" in export.summary(load(folder, folder / "texts"))


WRONG = {
    "an unknown record": (
        entry("one-bridge-costs"),
        'sum[1] one-bridge-costs: record: "one-bridge-costs" is not known; write one-bridge-cost',
    ),
    "a record without a currency": (
        entry("one-visitors"),
        'sum[1] one-visitors: record: "one-visitors" contradicts another field; '
        "the record has no currency; remove the entry, or give its amount one",
    ),
    "an event": (
        entry("one-bridge-opens"),
        'sum[1] one-bridge-opens: record: "one-bridge-opens" contradicts another field; '
        "the record has no currency; remove the entry, or give its amount one",
    ),
    "an entry twice": (
        WHOLE + entry(COST),
        'sum[2] one-bridge-cost: record: "one-bridge-cost" stands there already; keep one',
    ),
    "a part that counts": (
        entry(COST, f'part_of = "{PRICE}"', "true"),
        'sum[1] one-bridge-cost: counts: "true" contradicts another field; '
        "a part of one-bridge-price does not count beside it; write counts = false",
    ),
    "the same in another currency": (
        entry("one-bridge-euros", f'same_as = "{COST}"'),
        'sum[1] one-bridge-euros: same_as: "one-bridge-cost" contradicts another field; '
        "its currency is USD, that of one-bridge-euros is EUR",
    ),
    "a circle of parts": (
        entry(COST, f'part_of = "{PRICE}"') + entry(PRICE, f'part_of = "{COST}"'),
        'sum[2] one-bridge-price: part_of: "one-bridge-cost" leads back to itself; '
        "one-bridge-cost is itself a part of one-bridge-price, or the same",
    ),
    "a part of what is the same": (
        entry(COST, f'same_as = "{PRICE}"\npart_of = "{BILL}"') + entry(BILL, f'same_as = "{PRICE}"'),
        'sum[1] one-bridge-cost: part_of: "one-bridge-bill" leads back to itself; '
        "one-bridge-bill is itself a part of one-bridge-cost, or the same",
    ),
    "a circle of the same": (
        entry(COST, f'same_as = "{PRICE}"') + entry(PRICE, f'same_as = "{COST}"'),
        'sum[2] one-bridge-price: same_as: "one-bridge-cost" leads back to itself; '
        "one-bridge-cost is the same already; each is written once",
    ),
    "the same as itself": (
        entry(COST, f'same_as = "{COST}"'),
        'sum[1] one-bridge-cost: same_as: "one-bridge-cost" leads back to itself; '
        "one-bridge-cost is the same already; each is written once",
    ),
    "a reading upside down": (
        entry(COST, swap(READINGS, 'max = "5000000"', 'max = "4000000"')),
        'sum[1] one-bridge-cost: reading[1]: "5000000" is not an amount; '
        "the smallest value is above the largest",
    ),
    "a reading without a number": (
        entry(COST, swap(READINGS, 'min = "5000000"\nmax = "5000000"\n', "")),
        'sum[1] one-bridge-cost: reading[1]: "None" is not an amount; neither a number nor the words for one',
    ),
    "one reading alone": (
        entry(COST, READINGS[: READINGS.index("[[sum.reading]]", 1)]),
        'sum[1] one-bridge-cost: reading: "all of it" are too few; '
        "write every way to read the sentence, or none",
    ),
    "a number without quotation marks": (
        entry(COST, swap(READINGS, 'min = "5000000"', "min = 5000000")),
        'sum[1] one-bridge-cost: reading[1].min: "5000000" does not fit; '
        'write digits in quotation marks, as in "27600000000"',
    ),
    "a number that is none": (
        entry(COST, swap(READINGS, 'min = "5000000"', 'min = "5e6"')),
        'sum[1] one-bridge-cost: reading[1].min: "5e6" does not fit; '
        'write digits in quotation marks, as in "27600000000"',
    ),
    "no reason": (
        swap(WHOLE, "A reason.", ""),
        'sum[1] one-bridge-cost: reason: "" is missing; write reason',
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_sum_is_refused_with_its_likely_slip(tmp_path, name):
    sums, said = WRONG[name]
    assert faults_in(tmp_path, sums) == [f"{FILE}: {said}"]


def test_what_a_question_calls_a_part_does_not_count(tmp_path):
    question = f"""\
[[question]]
id = "cost"
title = "What did it cost?"
why = "Two sums are told."
answer = [{{ record = "{COST}", says = "five" }}, {{ record = "{PRICE}", says = "five" }}]
relation = [{{ from = "{COST}", kind = "is part of", to = "{PRICE}", reason = "It is in it." }}]
"""
    assert faults_in(tmp_path, WHOLE, {"events/questions.toml": question}) == [
        f'{FILE}: sum[1] one-bridge-cost: counts: "true" contradicts another field; '
        "events/questions.toml calls it a part of one-bridge-price; write counts = false",
    ]


# ---- adding ----------------------------------------------------------------------------
@pytest.fixture
def money(shipped: Atlas):
    """Investments of given amounts in US dollars, named a, b, c …; None is a record without a number."""
    one = next(r for r in shipped.archive.records if isinstance(r, Investment))

    def made(*ends: tuple | int | None, currency: str = "USD") -> list[Investment]:
        pairs = [end if isinstance(end, tuple) else (end, end) for end in ends]
        amounts = [
            Amount(*[None if v is None else Decimal(v) for v in p], unit="money", currency=currency)
            for p in pairs
        ]
        return [replace(one, id="abcdefghij"[n], amount=amount) for n, amount in enumerate(amounts)]

    return made


def counting(*records: str) -> list[Sum]:
    return [Sum(record, True, "It stands alone.") for record in records]


def asked(*relations: tuple[str, str, str]) -> Question:
    ends = sorted({end for start, _, stop in relations for end in (start, stop)})
    return Question(
        "q", "?", "", tuple(Answer(e, e) for e in ends), tuple(Relation(a, k, b, "") for a, k, b in relations)
    )


def added(records: list[Investment], sums: list[Sum], *questions: Question) -> Total:
    (found,) = totals(records, Overlap.of(sums, questions))
    return found


def test_sums_that_count_are_added_and_the_others_are_named_with_their_reasons(money):
    sums = [*counting("a", "b"), Sum("c", False, "It may overlap."), Sum("d", False, "In a.", part_of="a")]
    found = added(money(1, 2, 4, 8, 16), sums)
    assert (found.low, found.high) == (3, 3)
    assert [(one.record, one.reason, one.whole) for one in found.left_out] == [
        ("c", "It may overlap.", None), ("d", "In a.", "a"), ("e", UNSEEN, None),
    ]  # fmt: skip


def test_what_is_the_same_makes_a_range_over_its_readings_and_is_never_added(money):
    half = Reading("half", Amount(Decimal(30), Decimal(30)), ours=True)
    whole = Reading("whole", Amount(Decimal(15), Decimal(15)))
    sums = [*counting("a", "c"), Sum("b", False, "The same.", same_as="a", readings=(whole, half))]
    found = added(money(10, 15, 100), sums)
    assert (found.low, found.high) == (110, 130)
    item = found.items[0]
    assert (item.low.record, item.low.reading) == ("a", None)
    assert (item.high.record, item.high.reading) == ("b", half)
    assert (item.records, found.left_out) == (("a", "b"), ())


def test_another_number_for_a_sum_counts_where_filters_leave_it_alone(money):
    sums = [*counting("a"), Sum("b", False, "The same.", same_as="a")]
    assert (added(money(10, 15)[1:], sums).low, added(money(10, 15)[:1], sums).low) == (15, 10)


def test_what_questions_call_restated_is_one_sum(money):
    found = added(money(10, 15), counting("a", "b"), asked(("a", "restates", "b")))
    assert (found.low, found.high, len(found.items)) == (10, 15, 1)


def test_what_a_question_calls_a_part_is_left_out_even_where_it_is_said_to_count(money):
    found = added(money(10, 15), counting("a", "b"), asked(("a", "is part of", "b")))
    assert (found.low, [one.whole for one in found.left_out]) == (15, ["b"])


def test_wholes_that_share_a_part_overlap_and_are_not_added(money):
    sums = [*counting("a", "b"), Sum("c", False, "In both.", part_of="a")]
    found = added(money(10, 15, 3), sums, asked(("c", "is part of", "b")))
    assert (found.low, found.high) == (10, 15)


def test_contradicting_sums_or_sums_of_other_scope_may_both_count(money):
    relations = asked(("a", "contradicts", "b"), ("b", "differs in scope", "c"))
    assert added(money(1, 2, 4), counting("a", "b", "c"), relations).low == 7


def test_an_open_end_leaves_the_total_open(money):
    found = added(money((5, None), 10), counting("a", "b"))
    assert (found.low, found.high) == (15, None)
    assert adding.range_words(found.low, found.high, "USD") == "at least US$15"
    found = added(money((None, 5), 10), counting("a", "b"))
    assert adding.range_words(found.low, found.high, "USD") == "at most US$15"
    found = added(money((None, 5), (10, None)), counting("a", "b"))
    assert adding.range_words(found.low, found.high, "USD") == "open at both ends"


def test_a_sum_without_a_number_is_left_out(money):
    found = added(money(None, 10), counting("a", "b"))
    assert (found.low, [one.record for one in found.left_out]) == (10, ["a"])


def test_currencies_are_never_added_to_each_other(money):
    euros = replace(money(7, currency="EUR")[0], id="e")
    found = totals([*money(1, 2), euros], Overlap.of(counting("a", "b", "e"), ()))
    assert [(one.currency, one.low) for one in found] == [("USD", 3), ("EUR", 7)]


# ---- no total adds what overlaps -------------------------------------------------------
KINDS = ("is part of", "restates", "contradicts", "differs in scope")


def overlapping(sums: list[Sum], relations: list[Relation], one: str, other: str) -> bool:
    """Whether two records are the same, or one is a part of the other, by any path of what is written."""
    same = [(s.record, s.same_as) for s in sums if s.same_as] + [
        (r.start, r.end) for r in relations if r.kind == "restates"
    ]
    parts = [(s.record, s.part_of) for s in sums if s.part_of] + [
        (r.start, r.end) for r in relations if r.kind == "is part of"
    ]
    up = [*same, *[(b, a) for a, b in same], *parts]
    return other in above(up, one) or one in above(up, other)


def above(steps: list[tuple[str, str]], start: str) -> set[str]:
    found = {start}
    while fresh := {b for a, b in steps if a in found} - found:
        found |= fresh
    return found


@pytest.mark.parametrize("seed", range(300))
def test_no_two_summed_records_overlap_whatever_is_written(money, seed):
    made = random.Random(seed)
    records = money(*[made.randint(1, 99) for _ in range(8)])
    names = [record.id for record in records]

    def other(name):
        return made.choice([n for n in names if n != name])

    sums = [
        Sum(name, made.random() < 0.7, "", other(name) if made.random() < 0.15 else None,
            other(name) if made.random() < 0.15 else None)
        for name in names if made.random() < 0.9
    ]  # fmt: skip
    written = [(name, made.choice(KINDS), other(name)) for name in names if made.random() < 0.4]
    question = asked(*written)
    (found,) = totals(records, Overlap.of(sums, [question]))
    items = [item.records for item in found.items]
    for first, second in combinations(items, 2):
        for one in first:
            assert not any(overlapping(sums, list(question.relations), one, two) for two in second)
    counted = [record for item in items for record in item]
    left = [one.record for one in found.left_out]
    assert sorted(counted + left) == sorted(names)
    for item in found.items:
        values = [r.amount.value_min for r in records if r.id in item.records]
        assert (item.low.value, item.high.value) == (min(values), max(values))


def test_no_two_summed_records_of_the_shipped_atlas_overlap(shipped: Atlas):
    archive = shipped.archive
    relations = [r for q in archive.questions for r in q.relations]
    investments = [r for r in archive.records if isinstance(r, Investment)]
    for found in totals(investments, shipped.overlap):
        for first, second in combinations([item.records for item in found.items], 2):
            assert not any(overlapping(list(archive.sums), relations, a, b) for a in first for b in second)


# ---- the page --------------------------------------------------------------------------
def said(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_every_shipped_record_with_a_currency_has_been_looked_at(shipped: Atlas):
    priced = {r.id for r in shipped.archive.records if getattr(r, "amount", None) and r.amount.currency}
    assert priced == {one.record for one in shipped.archive.sums}


def test_the_shipped_total_is_one_range_with_how_both_ends_come_about(shipped: Atlas):
    (found,) = data(shipped, HERE)["totals"]
    assert said(found["words"]) == "US$27.6 billion to US$55.2 billion"
    (item,) = found["items"]
    assert said(item["low"]["words"]) == "US$27.6 billion"
    assert item["low"]["record"] == item["high"]["record"] == "000-china-investment-sum"
    assert "ours" not in item["low"]
    assert item["low"]["means"] == "the sum is the whole, half of it is in oil and gas"
    assert said(item["high"]["words"]) == "US$55.2 billion"
    assert item["high"]["ours"] is True
    assert item["high"]["means"] == "the sum is the half in oil and gas, the whole would be twice as much"
    assert {r for r, _, _ in item["records"]} == {"000-china-investment-sum", "002-joint-projects-total"}
    left = {one["id"]: one["reason"] for one in found["left_out"]}
    assert set(left) == {"002-exports-2016", "002-khorgos-investment", "002-projects-starting"}
    assert all(left.values())


def test_the_total_follows_the_filters(shipped: Atlas):
    def total(source: str) -> str:
        return said(data(shipped, replace(HERE, source=(source,)))["totals"][0]["words"])

    assert total("000-arresting-its-own-people") == "US$27.6 billion to US$55.2 billion"
    assert total("002-economic-ties-headache") == "US$27.7 billion"


def test_where_nothing_may_be_added_there_is_no_total(shipped: Atlas):
    found = data(shipped, replace(HERE, text="khorgos"))["totals"]
    assert [("words" in one, [out["id"] for out in one["left_out"]]) for one in found] == [
        (False, ["002-khorgos-investment"])
    ]
    alone = Atlas(replace(shipped.archive, sums=()), shipped.gazetteer, "alone")
    (bare,) = data(alone, HERE)["totals"]
    assert "words" not in bare
    assert {out["reason"] for out in bare["left_out"]} == {UNSEEN}


def test_an_ambiguous_sum_keeps_both_readings_in_its_row_and_on_its_card(shipped: Atlas):
    found = data(shipped, replace(HERE, record="000-china-investment-sum"))
    row = next(r for g in found["groups"] for r in g["rows"] if r["id"] == "000-china-investment-sum")
    assert [(said(words), ours) for _, words, ours in row["senses"]] == [
        ("US$27.6 billion", False), ("US$55.2 billion", True),
    ]  # fmt: skip
    assert found["card"]["senses"] == row["senses"]
    others = [r for g in found["groups"] for r in g["rows"] if r.get("senses")]
    assert {r["id"] for r in others} == {"000-china-investment-sum", "002-exports-2016"}


def test_another_reading_is_drawn_apart_from_the_number_that_is_printed(shipped: Atlas):
    chart = data(shipped, HERE)["charts"][0]
    marks = {m["id"]: (m["at"], m.get("readings")) for m in chart["marks"]}
    assert chart["ticks"][-1][1] == "US$60\u00a0billion"
    assert marks["000-china-investment-sum"] == ([0.46, 0.46], [[0.92, 0.92]])
    assert [m for m, (_, readings) in marks.items() if readings] == ["000-china-investment-sum"]


def test_what_crosses_of_many_sums_is_bounded(shipped: Atlas, money):
    records = tuple(replace(r, id=f"made-{n}") for n, r in enumerate(money(*range(1, 10)) * 300))
    sums = tuple(Sum(r.id, n % 2 == 0, "A reason.") for n, r in enumerate(records))
    many = Atlas(
        replace(shipped.archive, records=records, sums=sums, questions=()), shipped.gazetteer, "many"
    )
    (found,) = data(many, HERE)["totals"]
    assert (len(found["items"]), len(found["left_out"])) == (adding.MOST_ITEMS, adding.MOST_ITEMS)
    assert (found["sums"], found["more_left_out"]) == (1350, 1350 - adding.MOST_ITEMS)
    assert len(json.dumps(found)) < 20_000
