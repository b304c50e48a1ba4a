"""A scale that values of one unit share: linear from zero, or logarithmic, with round ticks."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_CEILING, ROUND_FLOOR, Context, Decimal

EXACT = Context(prec=28, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])
"""Arithmetic that raises on no finite number, however large or small."""

FAR_APART = 100
"""Where the largest value is more than so many times the smallest, a linear scale hides the small ones."""

TICKS = 4
"""Intervals that a scale aims at."""

ROUND = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale with its ticks in order; the first and the last are its ends."""

    ticks: tuple[Decimal, ...]
    log: bool

    def at(self, value: Decimal) -> float:
        """Where a value lies between the ends, as a fraction from 0 to 1."""
        low, high, given = (self.height(v) for v in (self.ticks[0], self.ticks[-1], value))
        part = EXACT.divide(EXACT.subtract(given, low), EXACT.subtract(high, low))
        return round(min(1.0, max(0.0, float(part))), 4)

    def height(self, value: Decimal) -> Decimal:
        return EXACT.log10(value) if self.log else value


def axis(values: Sequence[Decimal]) -> Axis:
    """A scale for values, of which there is at least one; negative ones and zero keep it linear."""
    low, high = min(values), max(values)
    if low > 0 and high > EXACT.multiply(low, Decimal(FAR_APART)):
        return Axis(decades(low, high), log=True)
    return Axis(round_steps(min(low, Decimal(0)), max(high, Decimal(0))), log=False)


def round_steps(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Multiples of a round step that enclose two values; an empty range becomes 0 to 1."""
    if low == high:
        return Decimal(0), Decimal(1)
    rough = EXACT.divide(EXACT.subtract(high, low), Decimal(TICKS))
    size = Decimal(1).scaleb(rough.adjusted(), EXACT)
    step = next(s for s in (EXACT.multiply(size, Decimal(r)) for r in ROUND) if s >= rough)
    first = whole(EXACT.divide(low, step), ROUND_FLOOR)
    last = whole(EXACT.divide(high, step), ROUND_CEILING)
    return tuple(EXACT.multiply(step, Decimal(n)) for n in range(first, last + 1))


def decades(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    """Powers of ten that enclose two values, every second or third where they are many."""
    first = low.adjusted()
    last = whole(EXACT.log10(high), ROUND_CEILING)
    every = max(1, -(-(last - first) // (TICKS + 2)))
    last += (first - last) % every
    return tuple(Decimal(1).scaleb(n, EXACT) for n in range(first, last + 1, every))


def whole(value: Decimal, rounding: str) -> int:
    return int(value.to_integral_value(rounding))
