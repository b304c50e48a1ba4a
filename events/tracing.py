"""Reading ``events/origins.toml``: whom the articles have it from, which may be fewer than the articles."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from events import errors
from events.authored import Told, check_filled, check_ids, load
from events.errors import Ledger, Spot
from events.question import Origin
from events.reading import one_of
from events.tables import Line, Many, Prose, Table

ORIGINS = "events/origins.toml"


class OriginTable(Table):
    id: Annotated[Line, Field(description="small letters, digits and single hyphens")]
    title: Annotated[Line, Field(description="the publication, study, agency or data set")]
    records: Annotated[Many[Line], Field(description="the records that rest on it")] = []
    sources: Annotated[Many[Line], Field(description="the articles that rest on it as a whole")] = []
    reason: Annotated[Prose, Field(description="where an article names it")]
    inferred: Annotated[bool, Field(description="true where none does: the reason is then our own")] = False


class OriginsFile(Table):
    origin: Many[OriginTable] = []


def read_origins(folder: Path, told: Told, ledger: Ledger) -> tuple[Origin, ...]:
    """The origins of an atlas, in the order of the file."""
    found = load(folder, ORIGINS, OriginsFile, ledger)
    if found is None:
        return ()
    check_ids([o.id for o in found.origin], "origin", ORIGINS, ledger)
    for n, table in enumerate(found.origin, 1):
        check_origin(table, Spot(ORIGINS, "origin", n, table.id), told, ledger)
    check_one_origin(found.origin, told, ledger)
    return tuple(
        Origin(o.id, o.title, o.reason, tuple(o.records), tuple(o.sources), o.inferred) for o in found.origin
    )


def check_origin(table: OriginTable, spot: Spot, told: Told, ledger: Ledger) -> None:
    check_filled(table, ("title", "reason"), spot, ledger)
    if not table.records and not table.sources:
        write = "name the records, or the articles, that rest on it"
        ledger.add(errors.TooFew(spot, "records", "no records", write))
    for n, given in enumerate(table.records, 1):
        told.check_record(given, spot, f"records[{n}]", ledger)
    for n, given in enumerate(table.sources, 1):
        if told.whole:
            one_of(given, told.sources, spot, f"sources[{n}]", ledger, errors.Dangling)


def check_one_origin(found: list[OriginTable], told: Told, ledger: Ledger) -> None:
    """A record, and an article as a whole, has one origin."""
    first: dict[str, str] = {}
    for spot, field, given in resting(found):
        if given in first:
            write = f"it rests on {first[given]} already; a record has one origin"
            ledger.add(errors.StandsTwice(spot, field, given, write))
        first.setdefault(given, spot.id)
    whole = {source: table.id for table in found for source in table.sources}
    for spot, field, given in resting(found):
        source = told.records[given].source if given in told.records else ""
        if source in whole:
            write = f"its article rests on {whole[source]} as a whole; a record has one origin"
            ledger.add(errors.StandsTwice(spot, field, given, write))


def resting(found: list[OriginTable]) -> Iterator[tuple[Spot, str, str]]:
    """Every record and article that an origin names, with where it is written."""
    for n, table in enumerate(found, 1):
        for field in ("records", "sources"):
            for m, given in enumerate(getattr(table, field), 1):
                yield Spot(ORIGINS, "origin", n, table.id), f"{field}[{m}]", given
