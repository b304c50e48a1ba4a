"""Amounts: numbers as printed, and the currency codes of ISO 4217."""

from datetime import date
from decimal import Decimal

import pytest
from babel.core import get_global
from babel.numbers import get_territory_currencies, list_currencies

from events.amount import ISO_4217, Amount

ONE, FIVE = Decimal(1), Decimal(5)


@pytest.mark.parametrize(
    "amount",
    [
        Amount(FIVE, FIVE),
        Amount(ONE, FIVE),
        Amount(ONE, None, qualifier="at least"),
        Amount(None, FIVE),
        Amount(qualifier="tens of thousands"),
        Amount(Decimal("-1.5"), Decimal(0)),
        Amount(Decimal(0), Decimal(0)),
    ],
    ids=["number", "range", "at least", "at most", "in words", "below zero", "zero"],
)
def test_what_a_text_may_count_is_an_amount(amount):
    assert amount.fault == ""


@pytest.mark.parametrize(
    ("amount", "fault"),
    [
        (Amount(), "neither a number nor the words for one"),
        (Amount(unit="people", currency="USD"), "neither a number nor the words for one"),
        (Amount(FIVE, ONE), "the smallest value is above the largest"),
        (Amount(Decimal("nan"), ONE), "not a finite number"),
        (Amount(ONE, Decimal("inf")), "not a finite number"),
        (Amount(Decimal("-inf"), None), "not a finite number"),
        (Amount(Decimal("snan"), Decimal("snan")), "not a finite number"),
    ],
    ids=["nothing", "a unit alone", "reversed", "not a number", "infinite", "below all", "signalling"],
)
def test_what_is_no_amount_says_why(amount, fault):
    assert amount.fault == fault


def test_amounts_keep_their_digits():
    assert Amount(Decimal("0.1"), Decimal("0.10")).fault == ""
    assert Decimal("0.1") + Decimal("0.2") == Decimal("0.3")


def test_every_currency_code_is_one_that_babel_knows():
    assert ISO_4217 - list_currencies() == set()


NO_LONGER = {"BGN"}
"""Bulgaria has had the euro since 1 January 2026; babel 2.18 does not know yet."""


def test_every_currency_that_is_legal_tender_somewhere_has_its_code():
    today = date(2026, 6, 1)
    tender = {
        code
        for territory in get_global("territory_currencies")
        for code in get_territory_currencies(territory, start_date=today)
    }
    assert len(tender) > 140
    assert tender - NO_LONGER - ISO_4217 == set()


@pytest.mark.parametrize("code", ["usd", "US$", "$", "RMB", "DEM", "SUR", "XXX", "XAU", ""])
def test_what_is_no_code_in_use_is_none(code):
    assert code not in ISO_4217


@pytest.mark.parametrize("value", ["1e31", "-1e999999", "1e-31"])
def test_a_number_beyond_any_article_is_refused(value):
    number = Decimal(value)
    assert Amount(number, number, unit="people").fault.startswith("larger or smaller")


def test_a_large_number_that_an_article_may_print_is_kept():
    assert Amount(Decimal("9e30"), Decimal("9e30"), unit="people").fault == ""
    assert Amount(Decimal(0), Decimal(0), unit="people").fault == ""
