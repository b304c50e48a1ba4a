"""Totals of money: added only where sums are known not to overlap, as a range where articles disagree.

Records that tell the same sum are one item, whose value runs from the smallest to the largest number
that any of them, in any reading, gives. A part never counts, nor does what nobody has looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from events.amount import Amount
from events.question import Question, Reading, Sum
from events.record import Figure

JOINING = "restates"
PART = "is part of"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a range: a record's own number, or a reading of it; None is an open end."""

    value: Decimal | None
    record: str
    reading: Reading | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One sum of money and the records that tell it."""

    low: End
    high: End
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that no total adds, and why; ``whole`` is the record that it is part of."""

    record: str
    reason: str
    whole: str | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """What may be added of one currency; both ends None where nothing may, or where an end is open."""

    currency: str
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def low(self) -> Decimal | None:
        return added([item.low.value for item in self.items])

    @property
    def high(self) -> Decimal | None:
        return added([item.high.value for item in self.items])


def added(values: list[Decimal | None]) -> Decimal | None:
    """The sum of ends that are all known; with an open one, or with none, the sum is open."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


@dataclass(frozen=True)
class Overlap:
    """How the money of an atlas overlaps: which records tell one sum, which are parts of others."""

    sums: Mapping[str, Sum]
    restated: tuple[tuple[str, str], ...]
    wholes: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, sums: Iterable[Sum], questions: Iterable[Question]) -> "Overlap":
        known = {one.record: one for one in sums}
        relations = [relation for question in questions for relation in question.relations]
        wholes: dict[str, list[str]] = defaultdict(list)
        for one in known.values():
            wholes[one.record] += [one.part_of] * (one.part_of is not None)
        for relation in relations:
            wholes[relation.start] += [relation.end] * (relation.kind == PART)
        restated = tuple((r.start, r.end) for r in relations if r.kind == JOINING)
        return cls(known, restated, {part: tuple(found) for part, found in wholes.items() if found})

    @cached_property
    def same(self) -> dict[str, str]:
        """Each record that ``same_as`` joins, with the one that stands for all it is the same as."""
        return joined((one.record, one.same_as) for one in self.sums.values() if one.same_as is not None)

    @cached_property
    def items(self) -> dict[str, str]:
        """The same, joined further: by what questions call restated, and as wholes that share a part."""
        edges = [*self.same.items(), *self.restated]
        found = joined(edges)
        while shared := list(self.sharing(found)):
            edges += shared
            found = joined(edges)
        return found

    def sharing(self, found: Mapping[str, str]) -> Iterable[tuple[str, str]]:
        """Pairs of wholes that share a part and are not joined yet."""
        first: dict[str, str] = {}
        for part, wholes in self.wholes.items():
            for whole in wholes:
                one = first.setdefault(found.get(part, part), whole)
                if found.get(one, one) != found.get(whole, whole):
                    yield one, whole

    @cached_property
    def parts(self) -> frozenset[str]:
        """The items that hold a part of something: their money stands in another sum."""
        return frozenset(self.items.get(part, part) for part in self.wholes)

    @cached_property
    def counting(self) -> frozenset[str]:
        """What stands for the records that count, each with all that tell the same sum."""
        return frozenset(self.same.get(one.record, one.record) for one in self.sums.values() if one.counts)

    def counts(self, record: str) -> bool:
        """Whether a total may add a record, alone or as another number for a sum that it adds."""
        one = self.sums.get(record)
        if one is None or self.items.get(record, record) in self.parts:
            return False
        return self.same.get(record, record) in self.counting


def joined(edges: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each end of an edge with the one that stands for everything it hangs together with."""
    groups: dict[str, list[str]] = {}
    for start, end in edges:
        one, other = (groups.get(given, [given]) for given in (start, end))
        if one is not other:
            whole = [*one, *other]
            groups |= dict.fromkeys(whole, whole)
    return {given: group[0] for given, group in groups.items()}


# ---- adding ----------------------------------------------------------------------------
UNSEEN = "Nobody has said whether it overlaps with other sums, so it does not count."
NO_NUMBER = "The text gives no number for it."
PART_ELSEWHERE = "Told as a part of another sum."


def totals(records: Iterable[Figure], overlap: Overlap) -> list[Total]:
    """For each currency of some records what may be added, most records first."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for record in records:
        if record.amount.currency:
            found[record.amount.currency].append(record)
    most = sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [total(currency, given, overlap) for currency, given in most]


def total(currency: str, records: Iterable[Figure], overlap: Overlap) -> Total:
    """What may be added of records in one currency, and what was left out with its reason."""
    items: dict[str, list[Figure]] = defaultdict(list)
    left_out: list[LeftOut] = []
    for record in records:
        if overlap.counts(record.id) and ends(record, overlap.sums[record.id]):
            items[overlap.items.get(record.id, record.id)].append(record)
        else:
            left_out.append(why_left_out(record, overlap))
    return Total(currency, tuple(item(given, overlap) for given in items.values()), tuple(left_out))


def why_left_out(record: Figure, overlap: Overlap) -> LeftOut:
    one, wholes = overlap.sums.get(record.id), overlap.wholes.get(record.id, ())
    if one is None:
        return LeftOut(record.id, UNSEEN, wholes[0] if wholes else None)
    if overlap.counts(record.id):
        return LeftOut(record.id, NO_NUMBER)
    reason = PART_ELSEWHERE if one.counts else one.reason
    return LeftOut(record.id, reason, wholes[0] if wholes else None)


def item(records: list[Figure], overlap: Overlap) -> Item:
    """One sum: from the smallest to the largest that any of its records gives; an open end is the widest."""
    found = [pair for record in records for pair in ends(record, overlap.sums[record.id])]
    low = min((low for low, _ in found), key=lambda end: (end.value is not None, end.value or Decimal(0)))
    high = max((high for _, high in found), key=lambda end: (end.value is None, end.value or Decimal(0)))
    return Item(low, high, tuple(record.id for record in records))


def ends(record: Figure, one: Sum) -> list[tuple[End, End]]:
    """Both ends of every reading of a sum, else of the number as printed; none where there is no number."""
    if one.readings:
        return [pair_of(reading.amount, record.id, reading) for reading in one.readings]
    amount = record.amount
    if amount.value_min is None and amount.value_max is None:
        return []
    return [pair_of(amount, record.id, None)]


def pair_of(amount: Amount, record: str, reading: Reading | None) -> tuple[End, End]:
    return End(amount.value_min, record, reading), End(amount.value_max, record, reading)
