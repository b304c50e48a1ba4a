"""The embedded engine: records as immutable columns, answers as masks and bincounts.

Links (topics, places, voices) are integer-coded pairs of row and option, so that a count over
a million records is one ``bincount``.
"""

from array import array
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from events.record import KINDS, VOICES, Record
from events.when import When
from geodata.dates import Dates, every_date
from geodata.query import Query
from geodata.search import Vocabulary


@dataclass(frozen=True)
class Links:
    """A many-to-many relation: row ``row[i]`` has option ``code[i]``, both int32."""

    options: tuple[str, ...]
    row: np.ndarray
    code: np.ndarray

    @classmethod
    def of(cls, options: Sequence[str], values: Iterable[Collection[str]]) -> "Links":
        """Code the options of each row; an unknown option was refused when reading."""
        numbers = {option: n for n, option in enumerate(options)}
        rows, codes = array("i"), array("i")
        for n, row in enumerate(values):
            for value in row if len(row) < 2 else dict.fromkeys(row):
                rows.append(n)
                codes.append(numbers[value])
        return cls(tuple(options), np.array(rows, dtype=np.int32), np.array(codes, dtype=np.int32))

    def counts(self, mask: np.ndarray) -> np.ndarray:
        """Rows of the mask by option."""
        if mask.all():
            return self.totals
        return np.bincount(self.code[mask[self.row]], minlength=len(self.options))

    def having(self, wanted: Sequence[str], rows: int, *, every: bool = False) -> np.ndarray:
        """A mask of the rows that have any of the options, or every one of them."""
        found = np.zeros(rows, dtype=np.int32)
        for option in set(wanted):
            found[self.rows_of(option)] += 1
        return found == len(set(wanted)) if every else found > 0

    @cached_property
    def totals(self) -> np.ndarray:
        """All rows by option."""
        return np.bincount(self.code, minlength=len(self.options))

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {option: n for n, option in enumerate(self.options)}

    @cached_property
    def by_option(self) -> tuple[np.ndarray, np.ndarray]:
        """All rows, option after option, and where those of each option begin."""
        begins = np.concatenate([[0], np.cumsum(self.totals)])
        return self.row[np.argsort(self.code, kind="stable")], begins

    def rows_of(self, option: str) -> np.ndarray:
        """The rows that have an option, each once; none for an unknown one."""
        number = self.numbers.get(option)
        if number is None:
            return self.row[:0]
        rows, begins = self.by_option
        return rows[begins[number] : begins[number + 1]]


@dataclass(frozen=True)
class Columns:
    """Records in columns; row order is the archive's."""

    rows: int
    dates: dict[str, Dates]
    facets: dict[str, Links]
    places: Links
    vocabulary: Vocabulary

    @classmethod
    def of(
        cls, records: Sequence[Record], options: dict[str, Sequence[str]], places: Sequence[str],
        words: Iterable[str], published: Sequence[When | None] = (),
    ) -> "Columns":  # fmt: skip
        """Columns of records; ``words`` is the searchable text of each, not yet folded.

        ``published`` has a date or None for each option of source; of none at all, no article has any.
        """
        facets = code_facets(records, options)
        dates = every_date(records, facets["source"].code, published or [None] * len(options["source"]))
        linked = Links.of(places, ([p.id for p in r.places] for r in records))
        return cls(len(records), dates, facets, linked, Vocabulary.of(words))

    @property
    def happened(self) -> Dates:
        """The usual date: printed, else the year of a sum, else inferred."""
        return self.dates["happened"]

    @property
    def dated(self) -> np.ndarray:
        """A mask of the rows that have the usual date."""
        return self.happened.dated

    @property
    def order(self) -> np.ndarray:
        """Row numbers in the order of the usual date."""
        return self.happened.order

    @property
    def year_range(self) -> tuple[int, int]:
        """The first and last year of the usual date, open ends aside."""
        return self.happened.year_range

    def ask(self, query: Query) -> "Matches":
        return Matches(self, query)

    def years_mask(self, query: Query) -> np.ndarray:
        """Rows whose date meets the years, and those without that date where they are kept."""
        dates = self.dates[query.date]
        return dates.meeting(query) | ~dates.dated if query.keeps_undated else dates.meeting(query)

    def facet_mask(self, facet: str, query: Query) -> np.ndarray:
        every = facet == "topic" and query.every_topic
        return self.facets[facet].having(getattr(query, facet), self.rows, every=every)


@dataclass(frozen=True)
class Matches:
    """The answer of the embedded engine to one query; masks are made once and shared."""

    columns: Columns
    query: Query

    @property
    def dates(self) -> Dates:
        """The date that the query asks about."""
        return self.columns.dates[self.query.date]

    @cached_property
    def _masks(self) -> dict[str, np.ndarray]:
        """What each filter that is set leaves."""
        columns, query = self.columns, self.query
        masks = {f: columns.facet_mask(f, query) for f in columns.facets if getattr(query, f)}
        if query.text:
            masks["text"] = columns.vocabulary.matching(query.text)
        if query.years is not None or not query.keeps_undated:
            masks["years"] = columns.years_mask(query)
        return masks

    def mask_without(self, *left: str) -> np.ndarray:
        """The rows that pass every filter but those left out."""
        kept = [mask for name, mask in self._masks.items() if name not in left]
        return np.logical_and.reduce(kept) if kept else np.ones(self.columns.rows, dtype=bool)

    @cached_property
    def mask(self) -> np.ndarray:
        return self.mask_without()

    @property
    def total(self) -> int:
        return int(self.mask.sum())

    @cached_property
    def _any_year(self) -> np.ndarray:
        """The rows that pass every filter but the years."""
        return self.mask_without("years")

    @cached_property
    def undated(self) -> int:
        """Records without the date in question that pass every filter but the years."""
        return int((self._any_year & ~self.dates.dated).sum())

    @property
    def undated_left_out(self) -> int:
        return 0 if self.query.keeps_undated else self.undated

    @cached_property
    def outside(self) -> int:
        """Records with that date which the years leave out, under the other filters."""
        return int(self._any_year.sum()) - self.total - self.undated_left_out

    def place_counts(self) -> list[int]:
        return self._place_counts.tolist()

    def busiest(self, most: int) -> list[tuple[int, int]]:
        counts = self._place_counts
        ranked = np.argsort(-counts, kind="stable")[:most]
        return [
            (n, count) for n, count in zip(ranked.tolist(), counts[ranked].tolist(), strict=True) if count
        ]

    @property
    def places(self) -> int:
        return int(np.count_nonzero(self._place_counts))

    @cached_property
    def _place_counts(self) -> np.ndarray:
        return self.columns.places.counts(self.mask)

    def option_counts(self, facet: str) -> dict[str, int]:
        narrowing = facet == "topic" and self.query.every_topic
        mask = self.mask if narrowing else self.mask_without(facet)
        links = self.columns.facets[facet]
        return dict(zip(links.options, links.counts(mask).tolist(), strict=True))

    def year_counts(self, step: int = 1) -> dict[int, int]:
        low, high = (year // step for year in self.dates.year_range)
        years = self.dates.years_of(self._any_year)
        first, last = (np.clip(found // step, low, high) - low for found in years)
        starts, ends = (np.bincount(at, minlength=high - low + 2) for at in (first, last + 1))
        counts = np.cumsum(starts - ends)
        return {(low + n) * step: int(count) for n, count in enumerate(counts) if count}

    def page(self, start: int, length: int, place: str | None = None) -> list[int]:
        order = self.dates.order
        rows = order[self.mask[order]] if place is None else self._rows_at(place)
        return rows[start : start + length].tolist()

    def count_at(self, place: str) -> int:
        return len(self._rows_at(place))

    def _rows_at(self, place: str) -> np.ndarray:
        """The rows of a place in date order."""
        rows = self.columns.places.rows_of(place)
        left = rows[self.mask[rows]]
        return left[np.argsort(self.dates.rank[left])]


def code_facets(records: Sequence[Record], options: dict[str, Sequence[str]]) -> dict[str, Links]:
    return {
        "topic": Links.of(options["topic"], (r.topics for r in records)),
        "kind": Links.of(tuple(KINDS), ([r.kind] for r in records)),
        "source": Links.of(options["source"], ([r.source] for r in records)),
        "voice": Links.of(tuple(VOICES), (r.voices for r in records)),
    }
