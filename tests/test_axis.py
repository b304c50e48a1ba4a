"""A scale encloses its values, has round ticks, and is logarithmic where values are far apart."""

from decimal import Decimal

import pytest

from dashboard.axis import axis

HUGE = Decimal("1E+2000000")
TINY = Decimal("1E-2000000")
LOW = HUGE.copy_negate()


def decimals(*given: str | int) -> list[Decimal]:
    return [Decimal(value) for value in given]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (decimals(23, 10), decimals(0, 10, 20, 30)),
        (decimals(55, 51, 5), decimals(0, 20, 40, 60)),
        (decimals(1, 4), decimals(0, 1, 2, 3, 4)),
        (decimals("0.3", "0.1"), decimals(0, "0.1", "0.2", "0.3")),
        (decimals(-3, 4), decimals(-4, -2, 0, 2, 4)),
        (decimals(-30, -10), decimals(-30, -20, -10, 0)),
        (decimals(0), decimals(0, 1)),
    ],
)
def test_a_linear_scale_has_round_steps_and_holds_zero(values, ticks):
    found = axis(values)
    assert list(found.ticks) == ticks
    assert not found.log


def test_values_a_hundredfold_apart_stay_linear_and_beyond_that_are_logarithmic():
    assert not axis(decimals(1, 100)).log
    assert axis(decimals(1, 101)).log


def test_zero_and_negative_values_have_no_logarithm():
    assert not axis(decimals(0, 5000)).log
    assert not axis(decimals(-1, 5000)).log


def test_a_logarithmic_scale_goes_by_powers_of_ten():
    assert list(axis(decimals(30, 40_000)).ticks) == decimals(10, 100, 1000, 10_000, 100_000)
    assert list(axis(decimals(10, 10_000)).ticks) == decimals(10, 100, 1000, 10_000)


def test_many_powers_of_ten_are_thinned_and_still_enclose_the_values():
    found = axis(decimals(1, 10**13))
    assert 3 <= len(found.ticks) <= 8
    assert found.ticks[0] <= 1
    assert found.ticks[-1] >= 10**13


@pytest.mark.parametrize(
    ("values", "value", "part"),
    [
        (decimals(23, 10), 23, 0.7667),
        (decimals(23, 10), 0, 0),
        (decimals(1, 1000), 10, 0.3333),
        (decimals(1, 1000), 1000, 1),
        (decimals(-3, 4), 0, 0.5),
    ],
)
def test_a_value_lies_at_its_fraction_of_the_scale(values, value, part):
    assert axis(values).at(Decimal(value)) == part


@pytest.mark.parametrize("values", [[HUGE], [TINY], [HUGE, TINY], [LOW, HUGE], [LOW, TINY]])
def test_no_finite_number_is_too_large_or_too_small(values):
    found = axis(values)
    assert len(found.ticks) <= 8
    assert all(0 <= found.at(value) <= 1 for value in values)
    assert found.at(max(values)) >= found.at(min(values))
