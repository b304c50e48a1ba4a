"""What is measured, as rows of a table, and which goals each row has."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.bench.figures import MEGA, growth, kilobytes, median, megabytes, milliseconds, p95

FLAT = 1.0 * MEGA
"""Growth of the browser's heap, in bytes over 50 changes, that is noise and no leak."""


@dataclass
class Measured:
    """Everything that was measured of one page: milliseconds and bytes, one entry a change or visit.

    ``server`` and ``browser`` are processor time, one entry a page: the mean of several changes.
    """

    filter: list[float] = field(default_factory=list)
    years: list[float] = field(default_factory=list)
    click: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    load: list[float] = field(default_factory=list)
    bytes: list[float] = field(default_factory=list)
    bytes_open: list[float] = field(default_factory=list)
    crossed: list[float] = field(default_factory=list)
    crossed_open: list[float] = field(default_factory=list)
    http: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    browser: list[float] = field(default_factory=list)
    heap: list[float] = field(default_factory=list)


Values = Mapping[str, float | None]
"""What a row shows, by column."""


@dataclass(frozen=True)
class Goal:
    """A column's value is at most ``limit``, or so many times another column's; or below it."""

    words: str
    column: str
    limit: float
    other: str | None = None
    below: bool = False

    def met(self, values: Values) -> bool | None:
        """Whether it is met; None where something was not measured."""
        value = values.get(self.column)
        base = 1.0 if self.other is None else values.get(self.other)
        if value is None or base is None:
            return None
        return value < self.limit * base if self.below else value <= self.limit * base


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    title: str
    read: Callable[[Measured], float | None]
    shown: Callable[[float], str]
    goals: tuple[Goal, ...] = ()


def said(goal: Goal, values: Values) -> str:
    """A goal with its outcome in words."""
    return f"{goal.words}: {({True: 'met', False: '**not met**', None: 'not measured'})[goal.met(values)]}"


FASTER = Goal("faster than usual", "ours", 1, "usual", below=True)
FEWER = Goal("less than usual", "ours", 1, "usual", below=True)
FLOOR = Goal("≤ 2× floor", "ours", 2, "floor")
LARGE = Goal("large atlas ≤ 3× floor", "large", 3, "floor")
SOON = Goal("first map ≤ 1.5 s", "ours", 1500)
SMALL = Goal("≤ 10 kB", "ours", 10_000)
SMALL_LARGE = Goal("large atlas ≤ 10 kB", "large", 10_000)
STEADY = Goal("flat", "ours", FLAT)
STEADY_LARGE = Goal("large atlas flat", "large", FLAT)

QUICK = (FLOOR, LARGE, FASTER)
LIGHT = (SMALL, SMALL_LARGE, FEWER)

ROWS = (
    Row("filter → map and panel painted, median", lambda m: median(m.filter), milliseconds, QUICK),
    Row("filter → painted, p95", lambda m: p95(m.filter), milliseconds, (FASTER,)),
    Row("years → map and panel painted, median", lambda m: median(m.years), milliseconds, (FLOOR, LARGE)),
    Row("years → painted, p95", lambda m: p95(m.years), milliseconds),
    Row("click on a place → panel painted, median", lambda m: median(m.click), milliseconds, (FASTER,)),
    Row("click → painted, p95", lambda m: p95(m.click), milliseconds, (FASTER,)),
    Row("first load → first map painted, median", lambda m: median(m.first), milliseconds, (SOON, FASTER)),
    Row("first load → all painted, median", lambda m: median(m.load), milliseconds, (FASTER,)),
    Row("WebSocket, a filter change", lambda m: median(m.bytes), kilobytes, LIGHT),
    Row("WebSocket, the same with a place open", lambda m: median(m.bytes_open), kilobytes, LIGHT),
    Row("HTTP, a filter change", lambda m: median(m.http), kilobytes),
    Row("on the line, a filter change", lambda m: median(m.crossed), kilobytes, LIGHT),
    Row("on the line, the same with a place open", lambda m: median(m.crossed_open), kilobytes, LIGHT),
    Row("processor, a filter change, server", lambda m: median(m.server), milliseconds, (FASTER,)),
    Row("processor, a filter change, browser", lambda m: median(m.browser), milliseconds, (FASTER,)),
    Row("heap after the first change", lambda m: m.heap[0] if m.heap else None, megabytes),
    Row("heap after the last change", lambda m: m.heap[-1] if m.heap else None, megabytes),
    Row("heap, growth over 50 changes", lambda m: growth(m.heap), megabytes, (STEADY, STEADY_LARGE)),
)  # fmt: skip
