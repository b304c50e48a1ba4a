"""Every way in which an atlas can be wrong: one frozen class each, one line each.

A fault holds facts and writes itself as
``file: record[n] id: field: "value" is …; write …``.
Faults are gathered in an :class:`AtlasFaults`, so that an author mends a folder in one go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

LONGEST_VALUE = 80
LONGEST_MEND = 400


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the atlas a fault sits: a file, then a table, its number and its id."""

    file: str
    table: str = ""
    n: int | None = None
    id: str = ""

    def __str__(self) -> str:
        number = "" if self.n is None else f"[{self.n}]"
        record = f"{shown(self.table)}{number} {shown(self.id)}".strip()
        return f"{shown(self.file)}: {record}" if record else shown(self.file)


def visible(text: str) -> str:
    """The text with its invisible characters and line ends written out."""
    return "".join(c if c.isprintable() else escaped(c) for c in text)


def escaped(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def shown(value: object, longest: int = LONGEST_VALUE) -> str:
    """A value short enough for one line, its invisible characters written out."""
    text = visible((value if isinstance(value, str) else str(value))[: longest + 1])
    return text if len(text) <= longest else text[: longest - 1] + "…"


@dataclass(frozen=True)
class Fault(Exception):
    """The family of all faults; ``says`` is the verdict, ``write`` the likely mend."""

    spot: Spot
    field: str
    value: object = ""
    write: str = ""
    says: ClassVar[str] = "is wrong"

    def __str__(self) -> str:
        mend = f"; {shown(self.write, LONGEST_MEND)}" if self.write else ""
        at = f"{self.spot}: {shown(self.field)}" if self.field else str(self.spot)
        return f'{at}: "{shown(self.value)}" {self.says}{mend}'


class AtlasFaults(Exception):
    """All faults of one atlas, in the order they were found.

    Not a frozen dataclass: a context manager on the way out writes its ``__traceback__``.
    """

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)

    def group(self) -> ExceptionGroup:
        return ExceptionGroup(f"{len(self.faults)} faults", list(self.faults))


class Ledger:
    """Collects faults while reading goes on."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self.faults.append(fault)

    def extend(self, faults: Sequence[Fault]) -> None:
        self.faults.extend(faults)

    def settle(self) -> None:
        """Raise everything that was found, or return in peace."""
        if self.faults:
            raise AtlasFaults(tuple(self.faults))


# ---- files ---------------------------------------------------------------------------
class EmptyFolder(Fault):
    says = "holds no atlas"


class Missing(Fault):
    says = "is missing"


class NotUtf8(Fault):
    says = "is not UTF-8"


class NotToml(Fault):
    says = "is not TOML"


class NotJson(Fault):
    says = "is not JSON"


class DuplicateKey(Fault):
    says = "stands twice in one object"


# ---- shape ---------------------------------------------------------------------------
class WrongShape(Fault):
    says = "does not fit"


class UnknownField(Fault):
    says = "is not a field here"


class MissingField(Fault):
    says = "is missing"


class DuplicateId(Fault):
    says = "is an id twice"


class BadId(Fault):
    says = "is not a slug"


class Dangling(Fault):
    says = "is not known"


class NotOneOf(Fault):
    says = "is not one of the words for this field"


class Ungrounded(Fault):
    says = "rests on no passage"


class OutOfStep(Fault):
    says = "contradicts another field"


class StandsTwice(Fault):
    says = "stands there already"


class TooFew(Fault):
    says = "are too few"


class Circular(Fault):
    says = "leads back to itself"


class NoAnswer(Fault):
    says = "is no answer of this question"


class WithoutRelation(Fault):
    says = "stands in no relation to another answer"


# ---- dates and sums ------------------------------------------------------------------
class BadDate(Fault):
    says = "is not an EDTF date"


class ReversedDate(Fault):
    says = "ends before it begins"


class UnknownCurrency(Fault):
    says = "is not an ISO 4217 code"


class BadAmount(Fault):
    says = "is not an amount"


# ---- words ---------------------------------------------------------------------------
class QuoteNotFound(Fault):
    says = "is not in the source"


class QuoteTwice(Fault):
    says = "is in the source more than once"


class QuoteMoved(Fault):
    says = "stands elsewhere in the source"


class QuoteTooLong(Fault):
    says = "is too long for a quote"


class SourceAltered(Fault):
    says = "is not the text that was read"


class LockMismatch(Fault):
    says = "does not match events/grounding.lock"


class LockStale(Fault):
    says = "is in events/grounding.lock but not in the atlas"


# ---- geometry ------------------------------------------------------------------------
class BadGeometry(Fault):
    says = "is not a geometry of RFC 7946"


class BadPosition(Fault):
    says = "is not a position"


class SwappedPosition(Fault):
    says = "is no longitude, latitude pair"


class OpenRing(Fault):
    says = "is a ring that does not close"


class CrossingRing(Fault):
    says = "crosses itself"


class WrongCrs(Fault):
    says = "is not WGS 84"
