"""Totals of money in words: a range with how each of its ends comes about, and what was left out and why."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_name

from dashboard import cards
from dashboard.wording import LOCALE, amount_words
from events import totals as adding
from events.amount import Amount
from events.record import Figure
from events.totals import End, Item, LeftOut, Total
from geodata.atlas import Atlas

MOST_ITEMS = 12
"""Sums that a total names, and records that it leaves out by name; of more, their number."""

MOST_CURRENCIES = 8


def totals(atlas: Atlas, records: Iterable[Figure]) -> list[dict[str, Any]]:
    """One entry for each currency of some records, most records first; of many currencies the first."""
    found = adding.totals(records, atlas.overlap)
    return [total(atlas, one) for one in found[:MOST_CURRENCIES]]


def total(atlas: Atlas, found: Total) -> dict[str, Any]:
    return cards.slim(
        {
            "title": get_currency_name(found.currency, 2, LOCALE),
            "code": found.currency,
            "words": range_words(found.low, found.high, found.currency) if found.items else "",
            "items": [item(atlas, one, found.currency) for one in found.items[:MOST_ITEMS]],
            "more_items": max(0, len(found.items) - MOST_ITEMS) or None,
            "sums": len(found.items),
            "records": sum(len(one.records) for one in found.items),
            "about": any(atlas.records[r].amount.qualifier for one in found.items for r in one.records),
            "left_out": [left_out(atlas, one) for one in found.left_out[:MOST_ITEMS]],
            "more_left_out": max(0, len(found.left_out) - MOST_ITEMS) or None,
        }
    )


def range_words(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    """“US$27.6 billion to US$55.2 billion”; with an open end “at least”, with both the word for it."""
    if low is None and high is None:
        return "open at both ends"
    return amount_words(Amount(low, high, unit="money", currency=currency))


def item(atlas: Atlas, found: Item, currency: str) -> dict[str, Any]:
    """One sum with its two ends, and the records that tell the same beside those of the ends."""
    return cards.slim(
        {
            "words": range_words(found.low.value, found.high.value, currency),
            "low": end(atlas, found.low, currency),
            "high": None if found.high == found.low else end(atlas, found.high, currency),
            "records": [[r, atlas.records[r].title, joining(atlas, r)] for r in found.records[:MOST_ITEMS]],
        }
    )


def end(atlas: Atlas, found: End, currency: str) -> dict[str, Any]:
    reading = found.reading
    open_end = found.value is None
    return cards.slim(
        {
            "words": "open" if open_end else range_words(found.value, found.value, currency),
            "record": found.record,
            "title": atlas.records[found.record].title,
            "source": atlas.records[found.record].source,
            "means": reading.means if reading else "",
            "ours": bool(reading and reading.ours),
        }
    )


def joining(atlas: Atlas, record: str) -> str:
    """Why a record is told with others as one sum, or why it counts."""
    return atlas.overlap.sums[record].reason


def left_out(atlas: Atlas, found: LeftOut) -> dict[str, Any]:
    record, whole = atlas.records[found.record], atlas.records.get(found.whole or "")
    return cards.slim(
        {
            "id": record.id,
            "title": record.title,
            "words": amount_words(record.amount),
            "reason": found.reason,
            "whole": whole.title if whole else "",
        }
    )
