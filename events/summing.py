"""Reading ``events/sums.toml``: what money may be added up, what overlaps, how a sentence can be read."""

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from events import errors
from events.amount import Amount
from events.authored import Told, check_filled, load, reached
from events.errors import Ledger, Spot
from events.question import Question, Reading, Sum
from events.reading import repeated
from events.record import Figure
from events.tables import MOST_DIGITS, Few, Line, Many, Prose, Table

SUMS = "events/sums.toml"
FEWEST_READINGS = 2
DIGITS = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def written_decimal(value: object) -> Decimal:
    """A number in quotation marks: digits alone, so that none is lost on the way."""
    if not isinstance(value, str) or not DIGITS.fullmatch(value):
        raise ValueError('write digits in quotation marks, as in "27600000000"')
    if len(value) > MOST_DIGITS:
        raise ValueError(f"write a number of at most {MOST_DIGITS} digits")
    return Decimal(value)


Written = Annotated[Decimal, BeforeValidator(written_decimal)]


class ReadingTable(Table):
    means: Annotated[Line, Field(description="what the sentence then says")]
    min: Annotated[Written | None, Field(description="the smallest value, digits in quotation marks")] = None
    max: Annotated[Written | None, Field(description="the largest value")] = None
    ours: Annotated[bool, Field(description="true where the number is our arithmetic, not printed")] = False


class SumTable(Table):
    record: Annotated[Line, Field(description="a record with a currency")]
    counts: Annotated[bool, Field(description="whether a total may add it")]
    part_of: Annotated[Line | None, Field(description="the record whose sum contains it")] = None
    same_as: Annotated[
        Line | None, Field(description="a record that tells the same sum: the two make a range")
    ] = None
    reason: Annotated[Prose, Field(description="why it counts or does not")]
    reading: Annotated[
        Few[ReadingTable], Field(description="where a sentence is ambiguous, every way to read it")
    ] = []


class SumsFile(Table):
    sum: Many[SumTable] = []


def read_sums(folder: Path, told: Told, questions: Iterable[Question], ledger: Ledger) -> tuple[Sum, ...]:
    """The sums of an atlas, in the order of the file; an atlas without the file adds nothing up."""
    found = load(folder, SUMS, SumsFile, ledger)
    if found is None:
        return ()
    for n, table in enumerate(found.sum, 1):
        check_sum(table, spot_of(n, table), told, ledger)
    for n, given in repeated([table.record for table in found.sum]):
        ledger.add(errors.StandsTwice(Spot(SUMS, "sum", n + 1, given), "record", given, "keep one"))
    check_overlap(found.sum, ledger)
    check_against(found.sum, told, questions, ledger)
    return tuple(read_sum(table, told) for table in found.sum)


def read_sum(table: SumTable, told: Told) -> Sum:
    record = told.records.get(table.record)
    currency = record.amount.currency if isinstance(record, Figure) else None
    readings = (
        Reading(r.means, Amount(r.min, r.max, unit="money", currency=currency), r.ours) for r in table.reading
    )
    return Sum(table.record, table.counts, table.reason, table.part_of, table.same_as, tuple(readings))


def check_sum(table: SumTable, spot: Spot, told: Told, ledger: Ledger) -> None:
    """Its records are known and have a currency, a part does not count, readings are several."""
    check_filled(table, ("reason",), spot, ledger)
    for field in ("record", "part_of", "same_as"):
        given = getattr(table, field)
        if given is not None and told.check_record(given, spot, field, ledger):
            check_money(given, table.record, spot, field, told, ledger)
    if table.counts and table.part_of is not None:
        write = f"a part of {table.part_of} does not count beside it; write counts = false"
        ledger.add(errors.OutOfStep(spot, "counts", "true", write))
    if len(table.reading) == 1:
        write = "write every way to read the sentence, or none"
        ledger.add(errors.TooFew(spot, "reading", table.reading[0].means, write))
    for n, reading in enumerate(table.reading, 1):
        check_filled(reading, ("means",), spot, ledger, f"reading[{n}].")
        fault = Amount(reading.min, reading.max).fault
        if fault:
            ledger.add(errors.BadAmount(spot, f"reading[{n}]", reading.min, fault))


def check_money(given: str, beside: str, spot: Spot, field: str, told: Told, ledger: Ledger) -> None:
    """Whatever is added up, or overlaps with it, has a currency, and the same one."""
    mine, other = (currency_of(told, record) for record in (given, beside))
    if mine is None:
        write = "the record has no currency; remove the entry, or give its amount one"
        ledger.add(errors.OutOfStep(spot, field, given, write))
    elif other is not None and mine != other:
        write = f"its currency is {mine}, that of {beside} is {other}"
        ledger.add(errors.OutOfStep(spot, field, given, write))


def currency_of(told: Told, given: str) -> str | None:
    record = told.records.get(given)
    return record.amount.currency if isinstance(record, Figure) else None


def check_overlap(found: list[SumTable], ledger: Ledger) -> None:
    """No sum leads back to itself, by what it is the same as or by what it is part of.

    What is the same leads both ways; a step to a whole leads one way.
    """
    steps: dict[str, set[str]] = {}
    for n, table in enumerate(found, 1):
        if table.same_as is None:
            continue
        if table.record in reached(steps, table.same_as):
            write = f"{table.same_as} is the same already; each is written once"
            ledger.add(errors.Circular(spot_of(n, table), "same_as", table.same_as, write))
        steps.setdefault(table.record, set()).add(table.same_as)
        steps.setdefault(table.same_as, set()).add(table.record)
    for n, table in enumerate(found, 1):
        if table.part_of is None:
            continue
        if table.record in reached(steps, table.part_of):
            write = f"{table.part_of} is itself a part of {table.record}, or the same"
            ledger.add(errors.Circular(spot_of(n, table), "part_of", table.part_of, write))
        steps.setdefault(table.record, set()).add(table.part_of)


def spot_of(n: int, table: SumTable) -> Spot:
    return Spot(SUMS, "sum", n, table.record)


def check_against(found: list[SumTable], told: Told, questions: Iterable[Question], ledger: Ledger) -> None:
    """What a question calls a part of other money does not count here."""
    wholes = {
        r.start: r.end
        for question in questions
        for r in question.relations
        if r.kind == "is part of" and currency_of(told, r.start) == currency_of(told, r.end) is not None
    }
    for n, table in enumerate(found, 1):
        if table.counts and table.part_of is None and table.record in wholes:
            write = f"events/questions.toml calls it a part of {wholes[table.record]}; write counts = false"
            ledger.add(errors.OutOfStep(spot_of(n, table), "counts", "true", write))
