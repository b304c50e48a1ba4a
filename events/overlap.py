"""Which runs of an article touch a run: sorted once, asked often."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from events.selector import TextPositionSelector


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of one article in the order of their starts, each with its owner's number.

    ``reach`` is the furthest end up to each run, so that two bisections leave few to look at.
    """

    runs: tuple[tuple[int, int, int], ...]
    starts: tuple[int, ...]
    reach: tuple[int, ...]

    @classmethod
    def of(cls, owned: Iterable[tuple[int, TextPositionSelector]]) -> "Runs":
        runs = tuple(sorted((at.start, at.end, owner) for owner, at in owned))
        reach = accumulate((end for _, end, _ in runs), max)
        return cls(runs, tuple(start for start, _, _ in runs), tuple(reach))

    def touching(self, at: TextPositionSelector) -> set[int]:
        """The owners of the runs that share a code point with ``at``."""
        near = self.runs[bisect_right(self.reach, at.start) : bisect_left(self.starts, at.end)]
        return {owner for _, end, owner in near if end > at.start}
