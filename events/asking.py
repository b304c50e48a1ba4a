"""Reading ``events/questions.toml``: what several records answer, and how the answers are related."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from events import errors
from events.authored import Told, check_filled, check_ids, load, reached
from events.errors import Ledger, Spot
from events.question import RELATIONS, Answer, Question, Relation, Settles
from events.reading import listed, one_of, repeated, suggestion
from events.record import Figure
from events.tables import Few, Line, Many, Prose, Table

QUESTIONS = "events/questions.toml"
FEWEST_ANSWERS = 2
Words = Annotated[str, Field(max_length=90)]
"""What stands on one line beside the other answers."""


class AnswerTable(Table):
    record: Annotated[Line, Field(description="the record that answers")]
    says: Annotated[Words, Field(description="what it says, in a few neutral words of ours")]
    scope: Annotated[Words, Field(description="of whom, where and when it says so")] = ""


class RelationTable(Table):
    start: Annotated[Line, Field(alias="from", description="the answer that is related")]
    kind: Annotated[Line, Field(description="one of the kinds of relation")]
    end: Annotated[Line, Field(alias="to", description="the answer it is related to")]
    reason: Annotated[Prose, Field(description="why we read them so")]


class SettlesTable(Table):
    record: Line
    why: Prose


class QuestionTable(Table):
    id: Annotated[Line, Field(description="small letters, digits and single hyphens")]
    title: Annotated[Line, Field(description="a neutral question")]
    why: Annotated[Prose, Field(description="in which way the answers differ, or seem to")]
    unit: Annotated[Line, Field(description="the unit or currency that numbers of two answers share")] = ""
    settles: Annotated[
        SettlesTable | None,
        Field(description="`record` and `why`: what would settle it, or why it cannot be known"),
    ] = None
    answer: Annotated[Few[AnswerTable], Field(description="the answers, at least two")] = []
    relation: Annotated[Many[RelationTable], Field(description="how they stand to each other")] = []


class QuestionsFile(Table):
    question: Many[QuestionTable] = []


def read_questions(folder: Path, told: Told, ledger: Ledger) -> tuple[Question, ...]:
    """The questions of an atlas, in the order of the file."""
    found = load(folder, QUESTIONS, QuestionsFile, ledger)
    if found is None:
        return ()
    check_ids([q.id for q in found.question], "question", QUESTIONS, ledger)
    for n, table in enumerate(found.question, 1):
        check_question(table, Spot(QUESTIONS, "question", n, table.id), told, ledger)
    check_parts(found.question, ledger)
    return tuple(map(question, found.question))


def question(table: QuestionTable) -> Question:
    settles = table.settles
    return Question(
        table.id, table.title, table.why,
        tuple(Answer(a.record, a.says, a.scope) for a in table.answer),
        tuple(Relation(r.start, r.kind, r.end, r.reason) for r in table.relation),
        table.unit, Settles(settles.record, settles.why) if settles else None,
    )  # fmt: skip


def check_question(table: QuestionTable, spot: Spot, told: Told, ledger: Ledger) -> None:
    check_filled(table, ("title", "why"), spot, ledger)
    if table.settles is not None:
        told.check_record(table.settles.record, spot, "settles.record", ledger)
        check_filled(table.settles, ("why",), spot, ledger, "settles.")
    check_answers(table, spot, told, ledger)
    check_relations(table, spot, ledger)
    check_unit(table, spot, told, ledger)


def check_answers(table: QuestionTable, spot: Spot, told: Told, ledger: Ledger) -> None:
    """At least two records, each known and each once."""
    records = [answer.record for answer in table.answer]
    if len(set(records)) < FEWEST_ANSWERS:
        write = "a question has at least two answers"
        ledger.add(errors.TooFew(spot, "answer", listed(records) or "no answers", write))
    for n, answer in enumerate(table.answer, 1):
        told.check_record(answer.record, spot, f"answer[{n}].record", ledger)
        check_filled(answer, ("says",), spot, ledger, f"answer[{n}].")
    for n, given in repeated(records):
        write = f"a record answers a question once; see answer[{records.index(given) + 1}]"
        ledger.add(errors.StandsTwice(spot, f"answer[{n + 1}].record", given, write))


def check_relations(table: QuestionTable, spot: Spot, ledger: Ledger) -> None:
    """Relations are between two different answers, one for a pair, and reach every answer."""
    records = [answer.record for answer in table.answer]
    seen: dict[frozenset[str], int] = {}
    for n, relation in enumerate(table.relation, 1):
        at, pair = f"relation[{n}].", frozenset((relation.start, relation.end))
        one_of(relation.kind, RELATIONS, spot, f"{at}kind", ledger)
        check_filled(relation, ("reason",), spot, ledger, at)
        check_end(relation.start, records, spot, f"{at}from", ledger)
        check_end(relation.end, records, spot, f"{at}to", ledger)
        if len(pair) == 1:
            ledger.add(errors.Circular(spot, f"{at}to", relation.end, "write another answer"))
        if pair in seen:
            write = f"these two are related in relation[{seen[pair]}]; keep one"
            ledger.add(errors.StandsTwice(spot, f"{at}to", relation.end, write))
        seen.setdefault(pair, n)
    related = {end for relation in table.relation for end in (relation.start, relation.end)}
    for n, answer in enumerate(table.answer, 1):
        if answer.record not in related:
            write = "add a [[question.relation]] from it or to it"
            ledger.add(errors.WithoutRelation(spot, f"answer[{n}].record", answer.record, write))


def check_end(given: str, records: list[str], spot: Spot, field: str, ledger: Ledger) -> None:
    if given not in records:
        near = suggestion(given, records)
        write = f"write {near}, or add it as an answer" if near else "add it as an answer"
        ledger.add(errors.NoAnswer(spot, field, given, write))


def check_unit(table: QuestionTable, spot: Spot, told: Told, ledger: Ledger) -> None:
    """At least two answers are measured in the unit of their question."""
    records = [told.records.get(answer.record) for answer in table.answer]
    if not table.unit or None in records:
        return
    given = [unit_of(record) for record in records if isinstance(record, Figure)]
    if given.count(table.unit) < FEWEST_ANSWERS:
        near = suggestion(table.unit, given) or listed(dict.fromkeys(given))
        write = "no two answers have an amount in it; remove it" + (f", or write {near}" if near else "")
        ledger.add(errors.OutOfStep(spot, "unit", table.unit, write))


def unit_of(record: Figure) -> str:
    """What an amount is measured in: its currency, else its unit."""
    return record.amount.currency or record.amount.unit


def check_parts(found: list[QuestionTable], ledger: Ledger) -> None:
    """No record is part of itself by way of others, in one question or across several."""
    wholes: dict[str, set[str]] = {}
    for n, table in enumerate(found, 1):
        for m, relation in enumerate(table.relation, 1):
            if relation.kind != "is part of" or relation.start == relation.end:
                continue
            if relation.start in reached(wholes, relation.end):
                spot = Spot(QUESTIONS, "question", n, table.id)
                write = f"{relation.end} is itself part of {relation.start}"
                ledger.add(errors.Circular(spot, f"relation[{m}].to", relation.end, write))
            wholes.setdefault(relation.start, set()).add(relation.end)
