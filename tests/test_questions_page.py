"""The page where the articles disagree: every question, every answer with all its quotes, and no average."""

import json
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from dashboard import cards
from dashboard.pages import data, questions
from dashboard.view import View
from dashboard.words import words
from events.amount import Amount
from events.question import RELATIONS, Answer, Origin, Question, Relation, Settles
from events.record import VOICES, Figure
from geodata.atlas import Atlas
from tests.visiting import act, sent, strings, unstepped, visit

HERE = View(show="questions")


def opened(atlas: Atlas, question: str, **more) -> dict:
    return data(atlas, replace(HERE, question=question, **more))["chosen"]


@pytest.fixture
def of(shipped: Atlas):
    """The shipped atlas with other questions and origins."""

    def made(*asked: Question, origins: tuple[Origin, ...] = ()) -> Atlas:
        archive = replace(shipped.archive, questions=asked, origins=origins, sums=())
        return Atlas(archive, shipped.gazetteer, "made")

    return made


def asking(records: list[str], unit: str = "", settles: Settles | None = None) -> Question:
    """A question that records answer, each related to the first."""
    first, *others = records
    return Question(
        "q", "What?", "They differ.", tuple(Answer(r, f"says {n}") for n, r in enumerate(records)),
        tuple(Relation(r, "contradicts", first, "So.") for r in others), unit, settles,
    )  # fmt: skip


# ---- the index -------------------------------------------------------------------------
def test_the_index_has_every_question_with_what_it_holds(shipped: Atlas):
    found = data(shipped, HERE)
    assert [q["id"] for q in found["questions"]] == list(shipped.questions)
    for entry in found["questions"]:
        question = shipped.questions[entry["id"]]
        sources = {shipped.records[a.record].source for a in question.answers}
        assert (entry["answers"], entry["articles"]) == (len(question.answers), len(sources))
        assert dict(entry["kinds"]) == Counter(r.kind for r in question.relations)
        assert entry["why"] == question.why


def test_an_atlas_without_questions_has_an_empty_page(of):
    assert data(of(), HERE) == {}


def test_many_questions_come_in_pages_and_none_twice(of, shipped: Atlas):
    one = shipped.archive.questions[0]
    atlas = of(*[replace(one, id=f"q-{n}") for n in range(questions.QUESTIONS * 2 + 5)])
    pages = [data(atlas, replace(HERE, page=n)) for n in (1, 2, 3, 9)]
    assert [len(found["questions"]) for found in pages] == [40, 40, 5, 5]
    assert len({q["id"] for found in pages for q in found["questions"]}) == 85
    assert (pages[3]["page"], pages[0]["pages"]) == (3, 3)


# ---- origins ---------------------------------------------------------------------------
def three(shipped: Atlas) -> list[str]:
    """A record of each of three articles."""
    return [shipped.records_in[source.id][0].id for source in shipped.archive.sources[:3]]


def test_two_articles_that_rest_on_one_origin_are_one_voice(of, shipped: Atlas):
    first, second, third = three(shipped)
    origin = Origin("agency", "The agency", "Both name it.", (first, third))
    found = opened(of(asking([first, second, third]), origins=(origin,)), "q")
    assert (found["articles"], found["origins"], found["known"]) == (3, 2, [["agency", [1, 3]]])


def test_an_article_that_reprints_another_is_one_voice_with_it(of, shipped: Atlas):
    records = three(shipped)
    sources = tuple(source.id for source in shipped.archive.sources[:2])
    origin = Origin("reprint", "One text", "The second prints the first.", (), sources, True)
    found = opened(of(asking(records), origins=(origin,)), "q")
    assert (found["articles"], found["origins"], found["known"]) == (3, 2, [["reprint", [1, 2]]])


def test_answers_of_one_article_that_names_nobody_are_one_voice(of, shipped: Atlas):
    records = [r.id for r in shipped.records_in[shipped.archive.sources[0].id][:3]]
    found = opened(of(asking(records)), "q")
    assert (found["answers"], found["articles"], found["origins"], found.get("known")) == (3, 1, 1, None)


def test_every_origin_comes_with_its_reason_and_whether_it_is_ours(shipped: Atlas):
    told = words(shipped)["origins"]
    for question in shipped.questions:
        for origin, numbers in opened(shipped, question).get("known", []):
            title, reason, inferred = told[origin]
            assert title and reason and numbers
            assert inferred == shipped.origins[origin].inferred
    assert [o for o, (_, _, inferred) in told.items() if inferred] == [
        "joint-projects-list", "eurasia-daily-monitor",
    ]  # fmt: skip


# ---- one question ----------------------------------------------------------------------
def test_every_question_opens_with_every_answer_and_all_its_quotes(shipped: Atlas):
    for question in shipped.archive.questions:
        found = opened(shipped, question.id)
        assert [(a["id"], a["says"], a.get("scope", "")) for a in found["each"]] == [
            (a.record, a.says, a.scope) for a in question.answers
        ]
        for given in found["each"]:
            record = shipped.records[given["id"]]
            assert [q["exact"] for q in given["quotes"]] == [p.quote.exact for p in record.passages]
            assert [q["voice"] for q in given["quotes"]] == [p.voice for p in record.passages]
            assert (given["source"], given.get("note", "")) == (record.source, record.note)
            assert given["date"]


def test_every_relation_stands_at_both_of_its_answers_with_its_reason(shipped: Atlas):
    for question in shipped.archive.questions:
        each = {a["id"]: a for a in opened(shipped, question.id)["each"]}
        for relation in question.relations:
            for mine, other, starts in (
                (relation.start, relation.end, True),
                (relation.end, relation.start, False),
            ):
                said = [relation.kind, each[other]["n"], each[other]["says"], relation.reason, starts]
                assert said in each[mine]["relations"]
        assert sum(len(a["relations"]) for a in each.values()) == 2 * len(question.relations)


def test_what_would_settle_a_question_is_quoted(shipped: Atlas):
    found = opened(shipped, "after-release")["settles"]
    record = shipped.records[found["record"]]
    assert found["quote"]["exact"] == record.passages[0].quote.exact
    assert found["why"] == shipped.questions["after-release"].settles.why
    assert "settles" not in opened(shipped, "atajurt")


def test_a_question_leads_to_those_before_and_after_it(shipped: Atlas):
    ids = list(shipped.questions)
    first, second = (data(shipped, replace(HERE, question=q)) for q in ids[:2])
    assert ("before" in first, first["after"], first["at"]) == (False, ids[1], 1)
    assert (second["before"], second["after"]) == (ids[0], ids[2])
    assert "after" not in data(shipped, replace(HERE, question=ids[-1]))


def test_answers_come_in_pages_and_a_selected_one_opens_on_its_own(of, shipped: Atlas):
    records = [r.id for r in shipped.archive.records[:30]]
    atlas = of(asking(records))
    found = [opened(atlas, "q", cards=n) for n in (1, 2, 3)]
    assert [a["id"] for one in found for a in one["each"]] == records
    assert [a["n"] for a in found[1]["each"]][0] == questions.ANSWERS + 1
    marked = opened(atlas, "q", record=records[20])
    assert (marked["page"], [a["id"] for a in marked["each"] if a.get("on")]) == (2, [records[20]])


def test_what_crosses_of_a_question_is_bounded(of, shipped: Atlas):
    atlas = of(asking([r.id for r in shipped.archive.records[:50]]))
    assert max(len(json.dumps(opened(atlas, q))) for q in atlas.questions) < 40_000
    assert max(len(json.dumps(opened(shipped, q))) for q in shipped.questions) < 16_000


# ---- the scale -------------------------------------------------------------------------
def test_numbers_stand_on_one_scale_as_their_articles_print_them(shipped: Atlas):
    found = opened(shipped, "kazakhs-in-xinjiang")
    scale = found["scale"]
    assert (scale["title"], scale.get("log")) == ("People", None)
    assert [(m["words"], m["at"][0], m.get("about")) for m in scale["marks"]] == [
        ("nearly 2,000,000", 1.0, True),
        ("1,800,000 (“estimated to be around”)", 0.9, True),
        ("some 1,500,000", 0.75, True),
        ("Around 1,200,000", 0.6, True),
    ]
    assert found["aside"] == [5]


def test_a_question_has_a_scale_where_two_answers_give_a_number_in_its_unit(shipped: Atlas):
    assert {q for q in shipped.questions if opened(shipped, q).get("scale")} == {
        "sum-of-projects", "kazakhs-in-xinjiang",
    }  # fmt: skip


def test_no_average_is_anywhere_on_a_question(of, shipped: Atlas):
    one = next(r for r in shipped.archive.records if isinstance(r, Figure))
    records = [
        replace(one, id=f"made-{n}", amount=Amount(Decimal(n), Decimal(n), unit="people"))
        for n in (1_000_001, 3_000_003)
    ]
    archive = replace(shipped.archive, records=tuple(records), sums=(), origins=())
    asked = asking(["made-1000001", "made-3000003"], "people")
    found = opened(Atlas(replace(archive, questions=(asked,)), shipped.gazetteer, "made"), "q")
    said = " ".join(strings(found)).replace(",", "")
    assert "1000001" in said
    assert not any(mean in said for mean in ("2000002", "1732", "1500001"))


def test_ranks_stand_on_no_scale(shipped: Atlas):
    assert shipped.questions["china-rank-in-trade"].unit == questions.RANK
    assert "scale" not in opened(shipped, "china-rank-in-trade")


def test_an_open_end_stays_open_on_the_scale(of, shipped: Atlas):
    one = next(r for r in shipped.archive.records if isinstance(r, Figure))
    bounds = [
        Amount(*ends, unit="days")
        for ends in ((Decimal(10), None), (None, Decimal(5)), (Decimal(2), Decimal(4)))
    ]
    records = tuple(replace(one, id=f"made-{n}", amount=a) for n, a in enumerate(bounds))
    archive = replace(shipped.archive, records=records, sums=(), origins=())
    asked = asking([r.id for r in records], "days")
    marks = opened(Atlas(replace(archive, questions=(asked,)), shipped.gazetteer, "made"), "q")["scale"][
        "marks"
    ]
    assert {m["id"]: m["at"] for m in marks} == {
        "made-0": [1.0, None], "made-1": [None, 0.5], "made-2": [0.2, 0.4],
    }  # fmt: skip


# ---- cards and links -------------------------------------------------------------------
def test_the_card_of_an_answer_names_its_questions_and_no_other_card_does(shipped: Atlas):
    told = words(shipped)
    for record in shipped.archive.records:
        found = cards.card(shipped, record, None)
        wanted = [q.id for q in shipped.archive.questions if record.id in [a.record for a in q.answers]]
        assert found.get("questions", []) == wanted
        assert "more_questions" not in found
        assert found.get("origin", "") == shipped.origin_of.get(record.id, "")
        assert all(told["questions"][q] == shipped.questions[q].title for q in wanted)
    assert told["relations"] == RELATIONS


def test_a_card_of_many_questions_names_some_and_counts_the_others(of, shipped: Atlas):
    records = three(shipped)
    atlas = of(*[replace(asking(records), id=f"q-{n}") for n in range(50)])
    found = cards.card(atlas, atlas.records[records[0]], None)
    assert (len(found["questions"]), found["more_questions"]) == (8, 42)


def test_a_question_opens_by_link_from_a_card_and_from_an_answer_leads_to_the_map_and_back(shipped: Atlas):
    record = "002-kazakhs-in-xinjiang"
    page = visit(record=record)
    (question,) = sent(page, "panel")["card"]["questions"]
    page = act(page, "panel", do="show", show="questions", question=question, record=record)
    assert [a["id"] for a in sent(page, "questions")["chosen"]["each"] if a.get("on")] == [record]
    assert page.query_params["question"] == question
    other = sent(page, "questions")["chosen"]["each"][1]["id"]
    page = act(page, "questions", do="record", id=other, show="map")
    assert sent(page, "panel")["card"]["id"] == other
    assert sent(page, "panel")["card"]["questions"] == [question]
    page = act(page, "panel", do="show", show="questions", question=question, record=other)
    assert sent(page, "questions")["chosen"]["id"] == question


def test_an_unknown_question_is_named_and_the_index_opens():
    page = visit(show="questions", question="none")
    assert sent(page, "head")["ignored"] == ["question=none is not known here"]
    assert len(sent(page, "questions")["questions"]) == 24


# ---- voices ----------------------------------------------------------------------------
def test_every_passage_has_one_voice_and_its_card_says_it(shipped: Atlas):
    for record in shipped.archive.records:
        said = [quote["voice"] for quote in cards.card(shipped, record, None)["quotes"]]
        assert said == [p.voice for p in record.passages]
        assert set(said) <= set(VOICES)
    assert all(p.passage.voice in VOICES for p in (*shipped.archive.mentions, *shipped.archive.namings))


def test_officials_and_witnesses_give_different_maps(shipped: Atlas):
    maps = {}
    for voice in ("official", "witness"):
        page = visit(voice=[voice])
        marks = sent(page, "head")["marks"]["counts"]
        left = sum(voice in record.voices for record in shipped.archive.records)
        assert sent(page, "head")["left"] == left > 0
        maps[voice] = unstepped(marks)
    assert maps["official"] != maps["witness"]
    assert set(maps["official"]) != set(maps["witness"])
    assert all(maps.values())
