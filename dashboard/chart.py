"""Values of one unit on a common scale: a dot or a range each, open ends open; never an average."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from dashboard import cards
from dashboard.axis import Axis, axis
from dashboard.wording import amount_words, number_words
from events.amount import Amount
from events.question import Sum

ENOUGH_TO_COMPARE = 2
"""Values that make a chart: one alone has nothing beside it."""


@dataclass(frozen=True, slots=True)
class Value:
    """An amount with a number, whose it is, and the other numbers that its sentence may mean."""

    amount: Amount
    record: str
    title: str
    type: str = ""
    readings: tuple[Amount, ...] = ()


def numbers(amount: Amount) -> list[Decimal]:
    """The ends that an amount has, an open one left out."""
    return [v for v in (amount.value_min, amount.value_max) if v is not None]


def size(amount: Amount) -> Decimal:
    """By what an amount is ordered: its upper end, of an open one the bound."""
    return numbers(amount)[-1]


def other_readings(one: Sum | None, amount: Amount) -> tuple[Amount, ...]:
    """What an ambiguous sentence may mean besides the number that it prints."""
    printed = (amount.value_min, amount.value_max)
    found = (reading.amount for reading in (one.readings if one else ()))
    return tuple(a for a in found if (a.value_min, a.value_max) != printed)


def chart(title: str, code: str, given: Sequence[Value]) -> dict[str, Any]:
    """Marks on a common scale, the largest first; positions are fractions of its length."""
    scale = axis([v for value in given for a in (value.amount, *value.readings) for v in numbers(a)])
    one = given[0].amount
    ordered = sorted(given, key=lambda value: size(value.amount), reverse=True)
    return cards.slim(
        {
            "title": title,
            "code": code,
            "log": scale.log,
            "ticks": [[scale.at(tick), number_words(tick, one)] for tick in scale.ticks],
            "marks": [mark(scale, value) for value in ordered],
        }
    )


def mark(scale: Axis, value: Value) -> dict[str, Any]:
    """Both ends of a value, None an open one; whether the article or we qualify it."""
    amount, ends = value.amount, ends_on(scale, value.amount)
    return cards.slim(
        {
            "id": value.record,
            "title": value.title,
            "type": value.type,
            "words": amount_words(amount),
            "at": ends,
            "about": bool(amount.qualifier) and None not in ends,
            "guess": bool(amount.currency_inferred),
            "readings": [ends_on(scale, reading) for reading in value.readings],
            "also": [amount_words(reading) for reading in value.readings],
        }
    )


def ends_on(scale: Axis, amount: Amount) -> list[float | None]:
    return [None if v is None else scale.at(v) for v in (amount.value_min, amount.value_max)]
