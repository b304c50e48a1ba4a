"""What the files share that join records: what was read to be joined, absent files, ids, filled words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from events import errors, tables
from events.errors import Ledger, Spot
from events.reading import check_slug, one_of, repeated
from events.record import Record
from events.tables import Table, TableT


@dataclass(frozen=True, slots=True)
class Told:
    """The records and articles that were read; ``whole`` is False where an article could not be."""

    records: Mapping[str, Record]
    sources: tuple[str, ...]
    whole: bool = True

    def check_record(self, given: str, spot: Spot, field: str, ledger: Ledger) -> bool:
        """Whether a record is known; what could not be read is not held against anybody."""
        if given not in self.records and self.whole:
            return one_of(given, self.records, spot, field, ledger, errors.Dangling)
        return given in self.records


def load(folder: Path, name: str, model: type[TableT], ledger: Ledger) -> TableT | None:
    """A file of an atlas folder that may be absent; then it is as one that is empty."""
    path = folder / name.removeprefix("events/")
    given = tables.load_toml(path, name, ledger) if path.exists() else {}
    return None if given is None else tables.shape(model, given, name, ledger)


def check_ids(given: list[str], table: str, name: str, ledger: Ledger) -> None:
    """Ids are slugs and none stands twice."""
    for n, one in enumerate(given, 1):
        check_slug(one, Spot(name, table, n, one), ledger)
    for n, one in repeated(given):
        ledger.add(errors.DuplicateId(Spot(name, table, n + 1, one), "id", one, "write another"))


def check_filled(table: Table, fields: Iterable[str], spot: Spot, ledger: Ledger, at: str = "") -> None:
    """Words that the page shows are there."""
    for field in fields:
        if not getattr(table, field).strip():
            ledger.add(errors.MissingField(spot, at + field, "", f"write {field}"))


def reached(steps: Mapping[str, set[str]], start: str) -> set[str]:
    """Everything that steps lead to from a start, the start included."""
    seen, left = {start}, [start]
    while left:
        fresh = steps.get(left.pop(), set()) - seen
        seen |= fresh
        left += fresh
    return seen
