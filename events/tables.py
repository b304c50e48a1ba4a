"""The shape of the TOML files: pydantic tables, strict, and how a misfit is named.

Pydantic checks the shape of a table; what its values mean is checked in ``article``. Nothing is
coerced or dropped, and every failure is a fault that names file, record and field.
"""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from events import errors
from events.errors import Ledger, Spot


def exact_decimal(value: object) -> Decimal:
    """An integer or a decimal of TOML; a string or a boolean is refused."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("write a number without quotation marks")
    return Decimal(value)


Number = Annotated[Decimal, BeforeValidator(exact_decimal)]


class Table(BaseModel):
    """A TOML table: no unknown keys, no coercion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


T = TypeVar("T", bound=Table)


class Words(Table):
    """Located words: both selectors, as ``atlas quote`` prints them."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int
    end: int


class PassageTable(Words):
    voice: str
    supports: list[str]


class MentionTable(Words):
    reading: str


class PlaceTable(Table):
    id: str
    role: str


class InferredTable(Table):
    when: str
    reason: str


class AmountTable(Table):
    min: Number | None = None
    max: Number | None = None
    unit: str = ""
    qualifier: str = ""
    currency: str | None = None
    currency_inferred: str = ""
    as_of: str | None = None


class EventTable(Table):
    id: str
    type: str
    title: str
    when: str | None = None
    when_words: str = ""
    inferred: InferredTable | None = None
    topics: list[str]
    actors: list[str] = []
    places: list[PlaceTable] = []
    note: str = ""
    passage: list[PassageTable] = []


class FigureTable(EventTable):
    amount: AmountTable


class InvestmentTable(EventTable):
    amount: AmountTable | None = None
    parties: list[str] = []
    status: str = ""
    projects: int | None = None


class PublishedTable(Words):
    edtf: str


class PartTable(Table):
    kind: str
    start: int
    end: int


class NoteTable(Table):
    text: str
    url: str = ""


class SourceTable(Table):
    id: str
    label: str
    file: str
    sha256: str
    length: int
    language: str
    title: Words | None = None
    publisher: Words | None = None
    authors: list[Words] = []
    published: PublishedTable | None = None
    absent: dict[str, str] = {}
    note: NoteTable | None = None
    part: list[PartTable] = []


class ArticleFile(Table):
    """One file of ``events/records/``: an article, what it names, what it tells."""

    source: SourceTable
    mentions: dict[str, list[MentionTable]] = {}
    event: list[EventTable] = []
    investment: list[InvestmentTable] = []
    figure: list[FigureTable] = []


class TopicTable(Table):
    id: str
    title: str
    definition: str


class AboutTable(Table):
    title: str
    summary: str = ""
    contact: str = ""


class TopicsFile(Table):
    """``events/topics.toml``: what this atlas is called, and its taxonomy."""

    atlas: AboutTable
    topic: list[TopicTable]


class SilentTable(Table):
    source: str
    exact: str
    start: int
    end: int
    reason: str


class SilentFile(Table):
    silent: list[SilentTable] = []


def load_toml(path: Path, name: str, ledger: Ledger) -> dict[str, Any] | None:
    """The tables of a TOML file, or None with the fault in the ledger."""
    try:
        raw = path.read_bytes().decode("utf-8")
        return tomllib.loads(raw, parse_float=Decimal)
    except OSError:
        ledger.add(errors.Missing(Spot(name), "file", path.name, "write the file"))
    except UnicodeDecodeError as error:
        at = f"save it as UTF-8; byte {error.start} is {error.object[error.start]:#04x}"
        ledger.add(errors.NotUtf8(Spot(name), "file", path.name, at))
    except (ValueError, RecursionError) as error:  # among them TOMLDecodeError
        ledger.add(errors.NotToml(Spot(name), "file", path.name, str(error)))
    return None


def shape(model: type[T], tables: dict[str, Any], name: str, ledger: Ledger) -> T | None:
    """The tables as a typed value, or None with every misfit in the ledger."""
    try:
        return model.model_validate(tables)
    except ValidationError as found:
        for error in found.errors(include_url=False):
            ledger.add(misfit(error, tables, name))
    return None


def misfit(error: Any, tables: dict[str, Any], name: str) -> errors.Fault:
    """A pydantic error as a fault that names the record it sits in."""
    path = list(error["loc"])
    spot, rest = spot_of(path, tables, name)
    field = named(rest) or spot.table
    last = rest[-1] if rest else field
    if error["type"] == "missing":
        return errors.MissingField(spot, field, last, f"write {last} = …")
    if error["type"] == "extra_forbidden":
        return errors.UnknownField(spot, field, last, "remove it")
    return errors.WrongShape(spot, field, error["input"], error["msg"].removeprefix("Value error, "))


def named(path: list[Any]) -> str:
    """A path of keys as an author counts: ``passage[2].voice`` is in the second passage."""
    steps = (f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def spot_of(path: list[Any], tables: dict[str, Any], name: str) -> tuple[Spot, list[Any]]:
    """The record that a path of keys leads into, and what is left of the path."""
    if len(path) > 1 and isinstance(path[1], int):
        table = tables[path[0]][path[1]]
        given = table.get("id", "") if isinstance(table, dict) else ""
        return Spot(name, str(path[0]), path[1] + 1, str(given)), path[2:]
    return Spot(name, str(path[0]) if path else ""), path[1:]
