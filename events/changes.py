"""What changed between two states of an atlas, field by field; kept in ``events/changes.json``.

A value is words, or a quote: the list of both sides holds what only that side has. The file is
written by ``atlas diff OLD NEW --write`` alone. It is no part of the atlas's version, which hashes
what was said and not what is told about it: so the list can name the version it leads to.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from events import errors, tables
from events.errors import Ledger, Spot, visible
from events.record import Passage
from events.tables import Table

CHANGES = "events/changes.json"

KINDS = (
    "record", "question", "sum", "origin", "source", "place", "name", "mention", "naming", "topic", "silence",
    "atlas",
)  # fmt: skip
"""The kinds of things that change, in the order in which they are listed; others come after them."""

WHAT = ("added", "changed", "removed")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage as one side of a difference: its words, whose they are, what they carry, where they stand."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    voice: str
    supports: tuple[str, ...] = ()

    @classmethod
    def of(cls, passage: Passage) -> "Quoted":
        quote, at = passage.quote, passage.position
        words = quote.exact, quote.prefix, quote.suffix
        return cls(*words, at.start, at.end, passage.voice, passage.supports)

    def __str__(self) -> str:
        carried = f"; {', '.join(self.supports)}" if self.supports else ""
        return f"“{self.exact}” ({self.voice}{carried}; {self.start}–{self.end})"


Value = str | Quoted


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after; of a list, what only the one or the other side has."""

    field: str
    old: tuple[Value, ...]
    new: tuple[Value, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A thing that was added, changed or removed; ``sources`` are the articles it is about.

    ``date`` (ISO 8601) is the day of its reason, where one is given.
    """

    kind: str
    id: str
    what: str
    title: str
    sources: tuple[str, ...]
    differences: tuple[Difference, ...]
    reason: str = ""
    date: str = ""

    @property
    def rank(self) -> tuple[int, str, str]:
        """Where it stands in the list: by kind, then by id."""
        known = KINDS.index(self.kind) if self.kind in KINDS else len(KINDS)
        return known, self.kind, self.id


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between two versions of an atlas, told on a day (ISO 8601)."""

    old: str
    new: str
    date: str
    changes: tuple[Change, ...]

    def counts(self) -> dict[str, int]:
        """How many things were added, changed and removed."""
        found = Counter(change.what for change in self.changes)
        return {what: found[what] for what in WHAT}


# ---- as JSON ---------------------------------------------------------------------------
Words = Annotated[str, Field(max_length=20_000)]
"""A value, a title, reasons; what an atlas may hold is shorter."""


class QuotedTable(Table):
    exact: Words
    prefix: Words = ""
    suffix: Words = ""
    start: int
    end: int
    voice: Words
    supports: list[Words] = []


ValueTable = Annotated[
    Annotated[Words, Tag("words")] | Annotated[QuotedTable, Tag("quote")],
    Discriminator(lambda given: "quote" if isinstance(given, dict) else "words"),
]
"""Told apart before it is read, so that a misfit is one fault, of what was meant."""


class DifferenceTable(Table):
    field: Words
    old: list[ValueTable] = []
    new: list[ValueTable] = []
    reason: Words = ""


class ChangeTable(Table):
    kind: Words
    id: Words
    what: Literal["added", "changed", "removed"]
    title: Words = ""
    sources: list[Words] = []
    differences: list[DifferenceTable] = []
    reason: Words = ""
    date: Words = ""


class ChangesFile(Table):
    old: Words
    new: Words
    date: Words
    changes: list[ChangeTable] = []


def as_json(found: Changes) -> dict[str, Any]:
    """Plain values, what is empty left out; the same changes always give the same."""
    listed = [stripped(change) for change in found.changes]
    return {"old": found.old, "new": found.new, "date": found.date, "changes": listed}


def stripped(one: Any) -> Any:
    """A dataclass as a table of its fields that hold something, and so its parts."""
    if isinstance(one, tuple):
        return [stripped(part) for part in one]
    if not hasattr(one, "__slots__"):
        return one
    kept = ((name, getattr(one, name)) for name in one.__slots__)
    return {name: stripped(value) for name, value in kept if value not in ("", ())}


def write(found: Changes, folder: Path) -> Path:
    """Write the list into an atlas folder, whole or not at all; returns its path."""
    path = folder / CHANGES
    fresh = path.with_suffix(".fresh")
    words = json.dumps(as_json(found), ensure_ascii=False, indent=1)
    fresh.write_text(f"{words}\n", encoding="utf-8")
    fresh.replace(path)
    return path


def read(folder: Path, ledger: Ledger) -> Changes | None:
    """The list of an atlas folder; None where there is none, or it cannot be read."""
    path, spot = folder / CHANGES, Spot(CHANGES)
    if not path.exists():
        return None
    try:
        given = json.loads(path.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        ledger.add(errors.NotUtf8(spot, "file", path.name, f"byte {error.start}; write it again: atlas diff"))
        return None
    except (OSError, ValueError, RecursionError) as error:
        ledger.add(errors.NotJson(spot, "file", path.name, f"{error}; write it again: atlas diff"))
        return None
    if not isinstance(given, dict):
        ledger.add(errors.WrongShape(spot, "file", type(given).__name__, "write it again: atlas diff"))
        return None
    table = tables.shape(ChangesFile, given, CHANGES, ledger)
    return None if table is None else from_table(table)


def from_table(table: ChangesFile) -> Changes:
    changes = (
        Change(
            c.kind, c.id, c.what, c.title, tuple(c.sources),
            tuple(Difference(d.field, values(d.old), values(d.new), d.reason) for d in c.differences),
            c.reason, c.date,
        )
        for c in table.changes
    )  # fmt: skip
    return Changes(table.old, table.new, table.date, tuple(changes))


def values(given: list[str | QuotedTable]) -> tuple[Value, ...]:
    return tuple(
        one if isinstance(one, str)
        else Quoted(one.exact, one.prefix, one.suffix, one.start, one.end, one.voice, tuple(one.supports))
        for one in given
    )  # fmt: skip


# ---- as lines ----------------------------------------------------------------------------
def lines(found: Changes) -> Iterator[str]:
    """The list as text, its invisible characters written out."""
    counts = ", ".join(f"{count} {what}" for what, count in found.counts().items())
    yield f"{found.old} → {found.new}: {counts if found.changes else 'no difference'}"
    for change in found.changes:
        yield from map(visible, change_lines(change))


def change_lines(change: Change) -> Iterator[str]:
    yield f"{change.kind} {change.id} {change.what}: {change.title}"
    for one in change.differences:
        sides = " → ".join("; ".join(map(str, side)) or "nothing" for side in (one.old, one.new))
        alone = {"added": one.new, "removed": one.old}.get(change.what)
        said = sides if alone is None else "; ".join(map(str, alone))
        yield f"    {one.field}: {said}" + (f" — because: {one.reason}" if one.reason else "")
    if change.reason:
        yield f"    because: {change.reason}"
