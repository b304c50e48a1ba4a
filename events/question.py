"""Disagreement: questions that several records answer, whom articles have it from, what may be added up."""

from dataclasses import dataclass

from events.amount import Amount

RELATIONS = {
    "contradicts": "Both can hardly be true as they are printed.",
    "restates": "Both say the same, in other words or from elsewhere.",
    "is part of": "What one tells is contained in what the other tells.",
    "differs in scope": "They count or mean different things: another time, place, group or word.",
}
"""How two answers to one question stand to each other; ``is part of`` alone has a direction."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A record as the answer to a question: what it says in a few words of ours, and about what."""

    record: str
    says: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """How one answer stands to another, and why we read them so."""

    start: str
    kind: str
    end: str
    reason: str


@dataclass(frozen=True, slots=True)
class Settles:
    """The record that says what would settle a question, or why it cannot be known."""

    record: str
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers; ``unit`` is a unit or currency (ISO 4217) in which some are numbers."""

    id: str
    title: str
    why: str
    answers: tuple[Answer, ...]
    relations: tuple[Relation, ...]
    unit: str = ""
    settles: Settles | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Whom articles have it from: the records, or whole articles, that rest on one origin are one voice."""

    id: str
    title: str
    reason: str
    records: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an ambiguous sum; ``ours`` where the number is our arithmetic and not printed."""

    means: str
    amount: Amount
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """What is known of one record's money: whether it may be added up, and how it overlaps with others.

    ``same_as`` names a record that tells the same sum, perhaps with another number; ``part_of`` one
    whose sum contains it.
    """

    record: str
    counts: bool
    reason: str
    part_of: str | None = None
    same_as: str | None = None
    readings: tuple[Reading, ...] = ()
