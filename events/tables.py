"""The shape of the TOML files: pydantic tables, strict, and how a misfit is named.

Pydantic checks the shape of a table; what its values mean is checked in ``article``. Nothing is
coerced or dropped, and every failure is a fault that names file, record and field. TOML is read by
``tomli``: the parser of ``tomllib``, compiled, which takes a third of its time.
"""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, TypeVar

import tomli
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from events import errors
from events.errors import Ledger, Spot


def exact_decimal(value: object) -> Decimal:
    """An integer or a decimal of TOML; a string or a boolean is refused."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("write a number without quotation marks")
    found = Decimal(value)
    sizes = (len(found.as_tuple().digits), abs(found.adjusted()) + 1)
    if found.is_finite() and max(sizes) > MOST_DIGITS:
        raise ValueError(f"write a number of at most {MOST_DIGITS} digits")
    return found


def web_address(value: str) -> str:
    """An address that a reader may be sent to; other schemes can run code."""
    if value and not value.startswith(("https://", "http://")):
        raise ValueError("write an address that begins with https://")
    return value


MOST_DIGITS = 30
"""More than any sum of money needs; 1e999999 would be written out as a megabyte of zeros."""

Number = Annotated[Decimal, BeforeValidator(exact_decimal)]
Line = Annotated[str, Field(max_length=300)]
"""A title, a name, a label: what the page shows in a line or two."""
Prose = Annotated[str, Field(max_length=4000)]
"""A note, a definition, a reason: what the page shows as a paragraph."""
Address = Annotated[str, Field(max_length=2000), AfterValidator(web_address)]
Length = Annotated[int, Field(ge=0, le=10**8)]
Offset = Annotated[int, Field(le=10**8)]
T = TypeVar("T")
Few = Annotated[list[T], Field(max_length=50)]
"""What one record may list: all of it is shown at once."""
Many = Annotated[list[T], Field(max_length=1000)]


class Table(BaseModel):
    """A TOML table: no unknown keys, no coercion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


TableT = TypeVar("TableT", bound=Table)


class Words(Table):
    """Located words: both selectors, as ``atlas quote`` prints them."""

    exact: Prose
    prefix: Prose = ""
    suffix: Prose = ""
    start: Offset
    end: Offset


class PassageTable(Words):
    voice: Line
    supports: Few[Line]


class MentionTable(Words):
    reading: Line


class PlaceTable(Table):
    id: Line
    role: Line


class InferredTable(Table):
    when: Line
    reason: Prose


class AmountTable(Table):
    min: Number | None = None
    max: Number | None = None
    unit: Line = ""
    qualifier: Line = ""
    currency: Line | None = None
    currency_inferred: Line = ""
    as_of: Line | None = None


class EventTable(Table):
    id: Line
    type: Line
    title: Line
    when: Line | None = None
    when_words: Line = ""
    inferred: InferredTable | None = None
    topics: Few[Line]
    actors: Few[Line] = []
    places: Few[PlaceTable] = []
    note: Prose = ""
    passage: Few[PassageTable] = []


class FigureTable(EventTable):
    amount: AmountTable


class InvestmentTable(EventTable):
    amount: AmountTable | None = None
    parties: Few[Line] = []
    status: Line = ""
    projects: Length | None = None


class PublishedTable(Words):
    edtf: Line


class PartTable(Table):
    kind: Line
    start: Length
    end: Length


class NoteTable(Table):
    text: Prose
    url: Address = ""


class SourceTable(Table):
    id: Line
    label: Line
    file: Line
    sha256: Line
    length: Length
    language: Line
    title: Words | None = None
    publisher: Words | None = None
    authors: Few[Words] = []
    published: PublishedTable | None = None
    absent: dict[Line, Line] = {}
    note: NoteTable | None = None
    part: Many[PartTable] = []


class ArticleFile(Table):
    """One file of ``events/records/``: an article, what it names, what it tells."""

    source: SourceTable
    mentions: dict[Line, list[MentionTable]] = {}
    names: dict[Line, list[Words]] = {}
    event: list[EventTable] = []
    investment: list[InvestmentTable] = []
    figure: list[FigureTable] = []


class TopicTable(Table):
    id: Line
    title: Line
    definition: Prose


class AboutTable(Table):
    title: Line
    summary: Prose = ""
    contact: Line = ""


class TopicsFile(Table):
    """``events/topics.toml``: what this atlas is called, and its taxonomy."""

    atlas: AboutTable
    topic: Many[TopicTable]


class NameTable(Table):
    id: Line
    title: Line
    kind: Line
    note: Prose = ""
    inferred: Prose = ""


class NamesFile(Table):
    """``events/names.toml``: the people and organisations that the articles name."""

    name: list[NameTable] = []


class SilentTable(Table):
    source: Line
    exact: Prose
    start: Length
    end: Length
    reason: Prose


class SilentFile(Table):
    silent: list[SilentTable] = []


def load_toml(path: Path, name: str, ledger: Ledger) -> dict[str, Any] | None:
    """The tables of a TOML file, or None with the fault in the ledger."""
    try:
        raw = path.read_bytes().decode("utf-8")
        return tomli.loads(raw, parse_float=Decimal)
    except OSError:
        ledger.add(errors.Missing(Spot(name), "file", path.name, "write the file"))
    except UnicodeDecodeError as error:
        at = f"save it as UTF-8; byte {error.start} is {error.object[error.start]:#04x}"
        ledger.add(errors.NotUtf8(Spot(name), "file", path.name, at))
    except (ValueError, RecursionError) as error:  # among them TOMLDecodeError
        ledger.add(errors.NotToml(Spot(name), "file", path.name, str(error)))
    return None


def shape(model: type[TableT], tables: dict[str, Any], name: str, ledger: Ledger) -> TableT | None:
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
        given = table.get("id", table.get("record", "")) if isinstance(table, dict) else ""
        return Spot(name, str(path[0]), path[1] + 1, str(given)), path[2:]
    return Spot(name, str(path[0]) if path else ""), path[1:]
