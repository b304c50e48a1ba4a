"""The embedded engine: records as immutable columns, answers as masks and bincounts.

Links (topics, places, voices) are integer-coded pairs of row and option, so that a count over
a million records is one ``bincount``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.fold import fold
from events.record import KINDS, VOICES, Record
from geodata.query import Query

OPEN_START, OPEN_END = -32768, 32767
"""The years of an open end."""


@dataclass(frozen=True)
class Links:
    """A many-to-many relation: row ``row[i]`` has option ``code[i]``, both int32."""

    options: tuple[str, ...]
    row: np.ndarray
    code: np.ndarray

    @classmethod
    def of(cls, options: Sequence[str], values: Iterable[Iterable[str]]) -> "Links":
        """Code the options of each row; an unknown option was refused when reading."""
        numbers = {option: n for n, option in enumerate(options)}
        pairs = [(n, numbers[v]) for n, row in enumerate(values) for v in dict.fromkeys(row)]
        table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
        return cls(tuple(options), table[:, 0], table[:, 1])

    def counts(self, mask: np.ndarray) -> np.ndarray:
        """Rows of the mask by option."""
        return np.bincount(self.code[mask[self.row]], minlength=len(self.options))

    def having(self, wanted: Sequence[str], rows: int, *, every: bool = False) -> np.ndarray:
        """A mask of the rows that have any of the options, or every one of them."""
        numbers = [self.options.index(w) for w in wanted if w in self.options]
        hit = self.row[np.isin(self.code, numbers)]
        found = np.bincount(hit, minlength=rows)
        return found == len(set(wanted)) if every else found > 0


@dataclass(frozen=True)
class Columns:
    """Records in columns; row order is the archive's."""

    rows: int
    first: np.ndarray
    last: np.ndarray
    dated: np.ndarray
    order: np.ndarray
    facets: dict[str, Links]
    places: Links
    words: pa.Array

    @classmethod
    def of(
        cls, records: Sequence[Record], options: dict[str, Sequence[str]], places: Sequence[str],
        words: Sequence[str],
    ) -> "Columns":  # fmt: skip
        """Columns of records; ``words`` is the searchable text of each, not yet folded."""
        spans = [span(record) for record in records]
        first = np.array([a for a, _, _ in spans], dtype=np.int16)
        last = np.array([b for _, b, _ in spans], dtype=np.int16)
        dated = np.array([d for _, _, d in spans], dtype=bool)
        return cls(
            len(records), first, last, dated, date_order(records), code_facets(records, options),
            Links.of(places, [[p.id for p in r.places] for r in records]),
            pa.array([fold(w) for w in words], type=pa.large_string()),
        )  # fmt: skip

    @cached_property
    def year_range(self) -> tuple[int, int]:
        """The first and last year that any record names, open ends aside."""
        years = np.concatenate([self.first[self.dated], self.last[self.dated]])
        named = years[(years != OPEN_START) & (years != OPEN_END)]
        return (int(named.min()), int(named.max())) if len(named) else (0, 0)

    def ask(self, query: Query) -> "Matches":
        return Matches(self, query)

    def years_mask(self, query: Query) -> np.ndarray:
        """Rows whose date overlaps the years, and undated ones where they are kept."""
        if query.years is None:
            inside = self.dated
        else:
            low, high = query.years
            inside = self.dated.copy()
            inside &= self.last >= (OPEN_START if low is None else low)
            inside &= self.first <= (OPEN_END if high is None else high)
        return inside | ~self.dated if query.keeps_undated else inside

    def text_mask(self, text: str) -> np.ndarray:
        """Rows in whose words every word of the text stands."""
        found = np.ones(self.rows, dtype=bool)
        for word in fold(text).split():
            found &= pc.match_substring(self.words, word).to_numpy(zero_copy_only=False)
        return found

    def facet_mask(self, facet: str, query: Query) -> np.ndarray:
        wanted = getattr(query, facet)
        if not wanted:
            return np.ones(self.rows, dtype=bool)
        every = facet == "topic" and query.every_topic
        return self.facets[facet].having(wanted, self.rows, every=every)


@dataclass(frozen=True)
class Matches:
    """The answer of the embedded engine to one query; masks are made once and shared."""

    columns: Columns
    query: Query

    @cached_property
    def _masks(self) -> dict[str, np.ndarray]:
        columns, query = self.columns, self.query
        masks = {facet: columns.facet_mask(facet, query) for facet in columns.facets}
        return masks | {"text": columns.text_mask(query.text), "years": columns.years_mask(query)}

    def mask_without(self, *left: str) -> np.ndarray:
        """The rows that pass every filter but those left out."""
        kept = [mask for name, mask in self._masks.items() if name not in left]
        return np.logical_and.reduce(kept)

    @cached_property
    def mask(self) -> np.ndarray:
        return self.mask_without()

    @property
    def total(self) -> int:
        return int(self.mask.sum())

    @property
    def undated(self) -> int:
        """Undated records that pass every filter but the years."""
        return int((self.mask_without("years") & ~self.columns.dated).sum())

    @property
    def undated_left_out(self) -> int:
        return 0 if self.query.keeps_undated else self.undated

    def place_counts(self) -> list[int]:
        return self.columns.places.counts(self.mask).tolist()

    def option_counts(self, facet: str) -> dict[str, int]:
        narrowing = facet == "topic" and self.query.every_topic
        mask = self.mask if narrowing else self.mask_without(facet)
        links = self.columns.facets[facet]
        return dict(zip(links.options, links.counts(mask).tolist(), strict=True))

    def year_counts(self) -> dict[int, int]:
        mask = self.mask_without("years") & self.columns.dated
        first, last = self.columns.first[mask].astype(int), self.columns.last[mask].astype(int)
        if not len(first):
            return {}
        low, high = self.columns.year_range
        steps = np.zeros(high - low + 2, dtype=int)
        np.add.at(steps, np.clip(first, low, high) - low, 1)
        np.add.at(steps, np.clip(last, low, high) - low + 1, -1)
        return {low + n: int(c) for n, c in enumerate(np.cumsum(steps)[:-1]) if c}

    def page(self, start: int, length: int, place: str | None = None) -> list[int]:
        order = self.columns.order
        rows = order[self._mask_at(place)[order]]
        return rows[start : start + length].tolist()

    def count_at(self, place: str) -> int:
        return int(self._mask_at(place).sum())

    def _mask_at(self, place: str | None) -> np.ndarray:
        if place is None:
            return self.mask
        return self.mask & self.columns.places.having([place], self.columns.rows)


def span(record: Record) -> tuple[int, int, bool]:
    """The first and last year of a record, and whether it has a date."""
    when = record.dated
    if when is None:
        return 0, 0, False
    first, last = when.years
    return (OPEN_START if first is None else first), (OPEN_END if last is None else last), True


def date_order(records: Sequence[Record]) -> np.ndarray:
    """Row numbers by date: the earliest first day first, undated last, else as written."""

    def key(n: int) -> tuple[bool, int, int]:
        when = records[n].dated
        if when is None:
            return True, 0, n
        day = when.earliest or when.latest
        return False, day.toordinal() if day else 0, n

    return np.array(sorted(range(len(records)), key=key), dtype=np.int64)


def code_facets(records: Sequence[Record], options: dict[str, Sequence[str]]) -> dict[str, Links]:
    return {
        "topic": Links.of(options["topic"], [r.topics for r in records]),
        "kind": Links.of(tuple(KINDS), [[r.kind] for r in records]),
        "source": Links.of(options["source"], [[r.source] for r in records]),
        "voice": Links.of(tuple(VOICES), [r.voices for r in records]),
    }
