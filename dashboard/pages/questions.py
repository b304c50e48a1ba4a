"""Where the articles disagree: each question with every answer, its quotes, its voices, its date.

Numbers stand as printed on a common scale; nothing is averaged and no answer is called right.
"""

from collections import Counter
from dataclasses import replace
from typing import Any

from babel.numbers import get_currency_name

from dashboard import cards
from dashboard.chart import ENOUGH_TO_COMPARE, Value, chart, numbers, other_readings
from dashboard.paging import page_of, pages_of
from dashboard.phrases import ENGLISH
from dashboard.view import View
from dashboard.wording import LOCALE, unit_words
from events.amount import ISO_4217, Amount
from events.question import RELATIONS, Answer, Question, Relation
from events.record import Figure, Record
from geodata.atlas import Atlas

QUESTIONS = 40
"""Questions of the index at a time."""
ANSWERS = 12
"""Answers at a time: each brings all its passages."""
KEPT = (
    "id", "kind", "title", "date", "amount", "inferred", "quotes", "source", "note", "senses", "origin",
    "places",
)  # fmt: skip
"""What an answer shows of its record's card."""
RANK = "rank"
"""A unit whose numbers are no quantities: they stand on no scale."""


def data(atlas: Atlas, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """The chosen question, else the index; pages beyond the last are the last."""
    if not atlas.questions:
        return {}
    return index(atlas, view) if view.question is None else opened(atlas, view, language)


# ---- the index -------------------------------------------------------------------------
def index(atlas: Atlas, view: View) -> dict[str, Any]:
    facts, shown = page_of(atlas.archive.questions, QUESTIONS, view.page)
    return facts | {"questions": [summary(atlas, question) for question in shown]}


def summary(atlas: Atlas, question: Question) -> dict[str, Any]:
    """A question with how many answers, articles and origins it has, and how they are related."""
    counts = Counter(relation.kind for relation in question.relations)
    sources = dict.fromkeys(atlas.records[a.record].source for a in question.answers)
    return {
        "id": question.id,
        "why": question.why,
        "answers": len(question.answers),
        "articles": len(sources),
        "origins": len(origins(atlas, question)),
        "kinds": [[kind, counts[kind]] for kind in RELATIONS if counts[kind]],
    }


def origins(atlas: Atlas, question: Question) -> dict[tuple[bool, str], list[int]]:
    """The origins of a question's answers with the numbers of the answers, from 1.

    An origin is one that is known (True) with its id, else the article itself with its id.
    """
    found: dict[tuple[bool, str], list[int]] = {}
    for n, answer in enumerate(question.answers, 1):
        origin = atlas.origin_of.get(answer.record)
        key = (False, atlas.records[answer.record].source) if origin is None else (True, origin)
        found.setdefault(key, []).append(n)
    return found


# ---- one question ----------------------------------------------------------------------
def opened(atlas: Atlas, view: View, language: str) -> dict[str, Any]:
    """A question with a page of its answers, and those before and after it."""
    question, ids = atlas.questions[view.question or ""], list(atlas.questions)
    at = ids.index(question.id)
    marked = next((n for n, a in enumerate(question.answers) if a.record == view.record), None)
    pages = pages_of(len(question.answers), ANSWERS)
    page = min(view.cards, pages)
    if view.cards == 1 and marked is not None:
        page = marked // ANSWERS + 1
    chosen = summary(atlas, question) | cards.slim(
        {
            "page": page,
            "pages": pages,
            "size": ANSWERS,
            "scale": scale(atlas, question),
            "aside": aside(atlas, question),
            "known": known_origins(atlas, question),
            "each": each_answer(atlas, question, view, page, language),
            "settles": settles(atlas, question),
        }
    )
    around = {"before": ids[at - 1] if at else "", "after": ids[at + 1] if at + 1 < len(ids) else ""}
    return cards.slim({"chosen": chosen, "at": at + 1, "total": len(ids)} | around)


def known_origins(atlas: Atlas, question: Question) -> list[list[Any]]:
    """The origins beside the articles themselves, each with the numbers of the answers that rest on it."""
    return [[given, numbers] for (known, given), numbers in origins(atlas, question).items() if known]


def settles(atlas: Atlas, question: Question) -> dict[str, Any] | None:
    """The record that says what would settle the question, with its first passage."""
    if question.settles is None:
        return None
    record = atlas.records[question.settles.record]
    source = atlas.sources[record.source]
    quote = cards.quote(source, record.passages[0])
    return {
        "why": question.settles.why, "record": record.id, "title": record.title,
        "source": source.id, "quote": quote,
    }  # fmt: skip


# ---- the answers -----------------------------------------------------------------------
def each_answer(
    atlas: Atlas, question: Question, view: View, page: int, language: str
) -> list[dict[str, Any]]:
    start = (page - 1) * ANSWERS
    shown = question.answers[start : start + ANSWERS]
    return [answer(atlas, question, n, one, view, language) for n, one in enumerate(shown, start + 1)]


def answer(
    atlas: Atlas, question: Question, n: int, given: Answer, view: View, language: str
) -> dict[str, Any]:
    """An answer: our few words for it, then what the record's card has, then how it is related."""
    record = atlas.records[given.record]
    card = cards.card(atlas, record, None, language)
    return cards.slim(
        {name: card[name] for name in KEPT if name in card}
        | {
            "n": n,
            "says": given.says,
            "scope": given.scope,
            "relations": relations(question, given.record),
            **cards.asked([q for q in atlas.questions_of[given.record] if q != question.id]),
            "on": record.id == view.record,
        }
    )


def relations(question: Question, record: str) -> list[list[Any]]:
    """How an answer is related: kind, number and words of the other, reason, whether it begins here."""
    return [related(question, r, record) for r in question.relations if record in (r.start, r.end)]


def related(question: Question, relation: Relation, record: str) -> list[Any]:
    starts = relation.start == record
    other = relation.end if starts else relation.start
    n, says = next((n, a.says) for n, a in enumerate(question.answers, 1) if a.record == other)
    return [relation.kind, n, says, relation.reason, starts]


# ---- the scale -------------------------------------------------------------------------
def measured(atlas: Atlas, question: Question) -> list[tuple[int, Figure]]:
    """The answers with a number in the question's unit, with their numbers."""
    if not question.unit or question.unit == RANK:
        return []
    found = ((n, atlas.records[a.record]) for n, a in enumerate(question.answers, 1))
    return [(n, record) for n, record in found if in_unit(record, question.unit)]


def in_unit(record: Record, unit: str) -> bool:
    if not isinstance(record, Figure) or not numbers(record.amount):
        return False
    return (record.amount.currency or record.amount.unit) == unit


def scale(atlas: Atlas, question: Question) -> dict[str, Any] | None:
    """The numbers of the answers as printed, on one scale; one alone has nothing beside it."""
    found = measured(atlas, question)
    if len(found) < ENOUGH_TO_COMPARE:
        return None
    values = [Value(bare(r.amount), r.id, title_of(atlas, n, r), "", readings(atlas, r)) for n, r in found]
    money = question.unit in ISO_4217
    title = get_currency_name(question.unit, 2, LOCALE) if money else question.unit
    return chart(title[:1].upper() + title[1:], question.unit if money else "", values)


def bare(amount: Amount) -> Amount:
    """An amount without its unit, which the scale has in its title; what is part of the number stays."""
    return replace(amount, unit="") if unit_words(amount) else amount


def title_of(atlas: Atlas, n: int, record: Record) -> str:
    """The number of an answer and the article that gives it."""
    return f"{n} · {atlas.sources[record.source].label}"


def readings(atlas: Atlas, record: Figure) -> tuple[Amount, ...]:
    return other_readings(atlas.overlap.sums.get(record.id), record.amount)


def aside(atlas: Atlas, question: Question) -> list[int]:
    """The numbers of the answers that are not on the scale, where there is one."""
    found = {n for n, _ in measured(atlas, question)}
    if len(found) < ENOUGH_TO_COMPARE:
        return []
    return [n for n in range(1, len(question.answers) + 1) if n not in found]
