"""Reading ``events/corrections.toml``: why something in the atlas was changed, in the editor's words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

from pydantic import Field

from events import errors
from events.authored import check_filled, load
from events.errors import Ledger, Spot
from events.question import Origin, Question
from events.reading import check_slug, one_of, read_when
from events.record import Investment, Name
from events.source import Source
from events.tables import Line, Prose, Table

CORRECTIONS = "events/corrections.toml"

CORRECTED = ("record", "place", "name", "question", "source", "origin")
"""The kinds of things that a correction may be about; each has an id."""

FIELDS = {
    kind: tuple(field.name for field in fields(shape))
    for kind, shape in {
        "record": Investment, "name": Name, "question": Question, "source": Source, "origin": Origin,
    }.items()
}  # fmt: skip
"""The fields that a correction may name; an investment has those of every record."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Why a thing was changed on a day (ISO 8601); without a ``field`` the reason is for all of it.

    ``removed`` says that the thing itself is gone: then its id is known no more.
    """

    date: str
    kind: str
    id: str
    reason: str
    field: str = ""
    removed: bool = False


class CorrectionTable(Table):
    date: Annotated[Line, Field(description="the day of the change, as in 2026-11-22")]
    record: Annotated[Line | None, Field(description="the id of what was changed: one of these")] = None
    place: Line | None = None
    name: Line | None = None
    question: Line | None = None
    source: Line | None = None
    origin: Line | None = None
    field: Annotated[Line, Field(description="the field that was changed; all of it if left out")] = ""
    removed: Annotated[bool, Field(description="true where the thing itself is gone")] = False
    reason: Annotated[Prose, Field(description="why")]

    @property
    def named(self) -> list[tuple[str, str]]:
        """The things that are named, as kind and id; there should be one."""
        given = [(kind, getattr(self, kind)) for kind in CORRECTED]
        return [(kind, one) for kind, one in given if one is not None]


class CorrectionsFile(Table):
    correction: list[CorrectionTable] = []


def read(folder: Path, ledger: Ledger) -> tuple[Correction, ...]:
    """The corrections of an atlas, in the order of the file; an atlas without the file has none."""
    found = load(folder, CORRECTIONS, CorrectionsFile, ledger)
    corrections = []
    for n, table in enumerate(found.correction if found else [], 1):
        spot = Spot(CORRECTIONS, "correction", n, table.named[0][1] if table.named else "")
        check_filled(table, ("reason",), spot, ledger)
        check_day(table.date, spot, ledger)
        if check_one(table, spot, ledger):
            kind, given = table.named[0]
            if table.removed:  # any other id is held against those that are there
                check_slug(given, spot, ledger, kind)
            corrections.append(Correction(table.date, kind, given, table.reason, table.field, table.removed))
    return tuple(corrections)


def check_day(given: str, spot: Spot, ledger: Ledger) -> None:
    """A correction is made on one certain day."""
    when = read_when(given, spot, "date", ledger)
    if when is not None and (when.earliest != when.latest or len(given) != len("2026-11-22")):
        ledger.add(errors.BadDate(spot, "date", given, "write one day, as in 2026-11-22"))


def check_one(table: CorrectionTable, spot: Spot, ledger: Ledger) -> bool:
    """A correction names exactly one thing."""
    kinds = ", ".join(CORRECTED)
    if not table.named:
        ledger.add(errors.MissingField(spot, "record", "", f"name what was changed: one of {kinds}"))
    elif len(table.named) > 1:
        given = ", ".join(kind for kind, _ in table.named)
        ledger.add(errors.OutOfStep(spot, table.named[1][0], given, "write one correction for each"))
    return len(table.named) == 1


def check_known(
    corrections: tuple[Correction, ...], known: Mapping[str, Collection[str]],
    named: Mapping[str, Collection[str]], ledger: Ledger,
) -> None:  # fmt: skip
    """What is corrected is there, unless it was removed: then it is not; its field is one it has.

    ``known`` holds the ids of each kind to check, ``named`` its fields; other kinds are left alone.
    """
    for n, one in enumerate(corrections, 1):
        if one.kind in known:
            check_target(
                one, known[one.kind], named[one.kind], Spot(CORRECTIONS, "correction", n, one.id), ledger
            )


def check_target(
    one: Correction, ids: Collection[str], named: Collection[str], spot: Spot, ledger: Ledger
) -> None:
    if not one.removed:
        one_of(one.id, ids, spot, one.kind, ledger, errors.Dangling)
    elif one.id in ids:
        ledger.add(errors.OutOfStep(spot, "removed", "true", f"{one.id} is still in the atlas"))
    if one.field:
        one_of(one.field, named, spot, "field", ledger)
