"""Plain statistics of what was measured, and figures as they are printed."""

import math
import statistics
from collections.abc import Sequence

MEGA = 1_000_000
CHANGES = 50


def median(values: Sequence[float]) -> float | None:
    return statistics.median(values) if values else None


def p95(values: Sequence[float]) -> float | None:
    """The smallest value that at least 95 % of all do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1] if values else None


def slope(values: Sequence[float]) -> float | None:
    """How much a value grows from one reading to the next, by least squares; None below two readings."""
    if len(values) < 2:
        return None
    return statistics.linear_regression(range(len(values)), values).slope


def growth(values: Sequence[float]) -> float | None:
    """The growth over fifty changes by the slope: one odd reading at an end does not decide."""
    step = slope(values)
    return None if step is None else step * CHANGES


def milliseconds(value: float) -> str:
    return f"{value:,.0f} ms"


def kilobytes(value: float) -> str:
    return f"{value / 1000:,.1f} kB"


def megabytes(value: float) -> str:
    return f"{value / MEGA:,.1f} MB"


def mebibytes(value: float) -> str:
    return f"{value:,.0f} MiB"


def times(value: float | None, other: float | None) -> str:
    """How many times the other a value is; nothing where that says nothing."""
    if value is None or other is None or value < 0 or other <= 0:
        return ""
    return f"{value / other:.2f}×"
