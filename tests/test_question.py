"""Questions and origins: read strictly, joined to records, every fault named with its likely slip."""

from pathlib import Path

import pytest

from dashboard.opening import known
from dashboard.view import Parser
from events.question import RELATIONS, Answer, Origin, Question, Relation, Settles
from geodata import export
from geodata.atlas import Atlas, load
from tests.making import faults_of, make_atlas, read_archive, swap

FILE, ORIGINS = "events/questions.toml", "events/origins.toml"

QUESTION = """\
[[question]]
id = "what-of-the-bridge"
title = "What is said of the bridge?"
why = "An opening, a price and a number of people are told."
settles = { record = "one-visitors", why = "The article counts." }
[[question.answer]]
record = "one-bridge-opens"
says = "it opens"
[[question.answer]]
record = "one-bridge-cost"
says = "it cost five million"
scope = "paid in 2018"
[[question.relation]]
from = "one-bridge-cost"
kind = "differs in scope"
to = "one-bridge-opens"
reason = "A price, against a day."
"""

AGENCY = """\
[[origin]]
id = "agency"
title = "The agency"
records = ["one-bridge-cost"]
reason = "The article names it."
inferred = true
"""


def asked(tmp_path: Path, questions: str | None = QUESTION, origins: str | None = None, **pieces) -> Path:
    """The small atlas with questions and origins."""
    given = {FILE: questions, ORIGINS: origins}
    more = {path: text for path, text in given.items() if text is not None}
    return make_atlas(tmp_path, more=more | pieces.pop("more", {}), **pieces)


def faults_in(tmp_path: Path, questions: str | None = QUESTION, origins: str | None = None) -> list[str]:
    return read_archive(asked(tmp_path, questions, origins))[1]


def second(exchanged: str = "", by: str = "") -> str:
    """Another question with the same answers, and one of its lines exchanged."""
    other = swap(QUESTION, "what-of-the-bridge", "another")
    return swap(other, exchanged, by) if exchanged else other


# ---- reading ---------------------------------------------------------------------------
def test_an_atlas_without_the_files_has_no_questions_and_no_origins(tmp_path):
    folder = make_atlas(tmp_path)
    found = load(folder, folder / "texts")
    assert (found.archive.questions, found.archive.origins, found.archive.sums) == ((), (), ())
    assert (found.questions, found.questions_of, found.origins, found.origin_of) == ({}, {}, {}, {})


@pytest.mark.parametrize("path", [FILE, ORIGINS, "events/sums.toml"])
def test_a_file_may_be_empty(tmp_path, path):
    folder = make_atlas(tmp_path, more={path: ""})
    assert faults_of(folder, folder / "texts") == []


def test_questions_and_origins_are_read_in_their_order(tmp_path):
    folder = asked(tmp_path, QUESTION + second(), AGENCY)
    archive = read_archive(folder)[0]
    assert faults_of(folder, folder / "texts") == []
    assert archive.questions[0] == Question(
        "what-of-the-bridge",
        "What is said of the bridge?",
        "An opening, a price and a number of people are told.",
        (Answer("one-bridge-opens", "it opens"),
         Answer("one-bridge-cost", "it cost five million", "paid in 2018")),
        (Relation("one-bridge-cost", "differs in scope", "one-bridge-opens", "A price, against a day."),),
        "",
        Settles("one-visitors", "The article counts."),
    )  # fmt: skip
    assert [q.id for q in archive.questions] == ["what-of-the-bridge", "another"]
    assert archive.origins == (
        Origin("agency", "The agency", "The article names it.", ("one-bridge-cost",), (), True),
    )


def test_a_record_knows_its_questions_and_its_origin(tmp_path):
    folder = asked(tmp_path, QUESTION + second(), AGENCY)
    found = load(folder, folder / "texts")
    both = ["what-of-the-bridge", "another"]
    assert found.questions_of == {"one-bridge-opens": both, "one-bridge-cost": both}
    assert found.origin_of == {"one-bridge-cost": "agency"}


def test_an_article_may_rest_on_an_origin_as_a_whole(tmp_path):
    whole = swap(AGENCY, 'records = ["one-bridge-cost"]', 'sources = ["one"]')
    folder = asked(tmp_path, None, whole)
    found = load(folder, folder / "texts").origin_of
    assert found == dict.fromkeys(["one-bridge-opens", "one-bridge-cost", "one-visitors"], "agency")


def test_the_check_counts_questions_and_origins(tmp_path):
    folder = asked(tmp_path, QUESTION + second(), AGENCY)
    lines = export.summary(load(folder, folder / "texts"))
    assert "2 questions with 4 answers and 2 relations" in lines
    assert "1 origins of 1 records" in lines


def test_a_link_names_a_question_and_no_other(shipped: Atlas):
    one = next(iter(shipped.questions))
    found = Parser(known(shipped))
    assert found.view({"show": ["questions"], "question": [one]}).question == one
    assert found.ignored == []
    assert found.view({"question": ["none"]}).question is None
    assert found.ignored == ["question=none is not known here"]


def test_the_shipped_questions_hold_what_the_texts_were_read_for(shipped: Atlas):
    questions = shipped.archive.questions
    kinds = [r.kind for q in questions for r in q.relations]
    assert (len(questions), sum(len(q.answers) for q in questions), len(kinds)) == (24, 125, 105)
    assert {kind: kinds.count(kind) for kind in RELATIONS} == {
        "contradicts": 10, "restates": 9, "is part of": 13, "differs in scope": 73,
    }  # fmt: skip
    assert len(shipped.archive.origins) == 8


# ---- what is refused -------------------------------------------------------------------
WRONG = {
    "an unknown record": (
        ('record = "one-bridge-opens"', 'record = "one-bridge-open"'),
        'answer[1].record: "one-bridge-open" is not known; write one-bridge-opens',
    ),
    "an end that is no answer": (
        ('from = "one-bridge-cost"', 'from = "one-bridge-costs"'),
        'relation[1].from: "one-bridge-costs" is no answer of this question; '
        "write one-bridge-cost, or add it as an answer",
    ),
    "an unknown kind of relation": (
        ('kind = "differs in scope"', 'kind = "difers in scope"'),
        'relation[1].kind: "difers in scope" is not one of the words for this field; write differs in scope',
    ),
    "a relation to itself": (
        ('to = "one-bridge-opens"', 'to = "one-bridge-cost"'),
        'relation[1].to: "one-bridge-cost" leads back to itself; write another answer',
    ),
    "an unknown unit": (
        ('id = "what-of-the-bridge"', 'id = "what-of-the-bridge"\nunit = "USd"'),
        'unit: "USd" contradicts another field; no two answers have an amount in it; remove it, or write USD',
    ),
    "an empty answer": (
        ('says = "it opens"', 'says = " "'),
        'answer[1].says: "" is missing; write says',
    ),
    "an unknown record that settles": (
        ('record = "one-visitors"', 'record = "one-visitor"'),
        'settles.record: "one-visitor" is not known; write one-visitors',
    ),
    "a bad id": (
        ('id = "what-of-the-bridge"', 'id = "What of the bridge"'),
        'id: "What of the bridge" is not a slug; write small letters, digits and single hyphens',
    ),
    "an unknown field": (
        ('reason = "A price', 'because = "A price'),
        'relation[1].because: "because" is not a field here; remove it',
    ),
    "a long answer": (
        ('says = "it opens"', f'says = "{"o" * 91}"'),
        f'answer[1].says: "{"o" * 79}…" does not fit; String should have at most 90 characters',
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_question_is_refused_with_its_likely_slip(tmp_path, name):
    change, said = WRONG[name]
    id = "What of the bridge" if name == "a bad id" else "what-of-the-bridge"
    lines = faults_in(tmp_path, swap(QUESTION, *change))
    assert f"{FILE}: question[1] {id}: {said}" in lines


def test_every_fault_of_a_question_is_named_in_one_go(tmp_path):
    wrong = QUESTION.replace("one-bridge-opens", "one-bridge-open").replace(
        'reason = "A price, against a day."', 'reason = ""'
    )
    assert faults_in(tmp_path, wrong) == [
        f'{FILE}: question[1] what-of-the-bridge: answer[1].record: "one-bridge-open" is not known; '
        "write one-bridge-opens",
        f'{FILE}: question[1] what-of-the-bridge: relation[1].reason: "" is missing; write reason',
    ]


def test_a_question_with_one_answer_is_none(tmp_path):
    start = QUESTION.index('[[question.answer]]\nrecord = "one-bridge-cost"')
    lines = faults_in(tmp_path, QUESTION[:start])
    assert lines == [
        f'{FILE}: question[1] what-of-the-bridge: answer: "one-bridge-opens" are too few; '
        "a question has at least two answers",
        f'{FILE}: question[1] what-of-the-bridge: answer[1].record: "one-bridge-opens" stands in no relation '
        "to another answer; add a [[question.relation]] from it or to it",
    ]


def test_a_record_answers_a_question_once(tmp_path):
    twice = swap(
        QUESTION,
        "[[question.relation]]",
        '[[question.answer]]\nrecord = "one-bridge-cost"\nsays = "dear"\n[[question.relation]]',
    )
    assert faults_in(tmp_path, twice) == [
        f'{FILE}: question[1] what-of-the-bridge: answer[3].record: "one-bridge-cost" stands there already; '
        "a record answers a question once; see answer[2]",
    ]


def test_an_answer_without_a_relation_is_refused(tmp_path):
    alone = swap(
        QUESTION,
        "[[question.relation]]",
        '[[question.answer]]\nrecord = "one-visitors"\nsays = "300"\n[[question.relation]]',
    )
    assert faults_in(tmp_path, alone) == [
        f'{FILE}: question[1] what-of-the-bridge: answer[3].record: "one-visitors" stands in no relation to '
        "another answer; add a [[question.relation]] from it or to it",
    ]


def test_two_answers_are_related_once(tmp_path):
    relation = QUESTION[QUESTION.index("[[question.relation]]") :]
    back = relation.replace("differs in scope", "restates")
    assert faults_in(tmp_path, QUESTION + back) == [
        f'{FILE}: question[1] what-of-the-bridge: relation[2].to: "one-bridge-opens" stands there already; '
        "these two are related in relation[1]; keep one",
    ]


def test_nothing_is_part_of_itself_by_way_of_another_question(tmp_path):
    part = swap(QUESTION, "differs in scope", "is part of")
    back = swap(second("differs in scope", "is part of"), 'from = "one-bridge-cost"', 'from = "x"')
    back = swap(
        swap(back, 'to = "one-bridge-opens"', 'to = "one-bridge-cost"'),
        'from = "x"',
        'from = "one-bridge-opens"',
    )
    assert faults_in(tmp_path, part + back) == [
        f'{FILE}: question[2] another: relation[1].to: "one-bridge-cost" leads back to itself; '
        "one-bridge-cost is itself part of one-bridge-opens",
    ]


def test_an_id_of_a_question_stands_once(tmp_path):
    assert faults_in(tmp_path, QUESTION + QUESTION) == [
        f'{FILE}: question[2] what-of-the-bridge: id: "what-of-the-bridge" is an id twice; write another',
    ]


def test_records_of_an_article_that_cannot_be_read_are_not_held_against_a_question(tmp_path):
    folder = asked(tmp_path, more={"events/records/two.toml": "x = "})
    wrong = swap(QUESTION, 'record = "one-bridge-opens"', 'record = "two-of-them"').replace(
        'to = "one-bridge-opens"', 'to = "two-of-them"'
    )
    (folder / FILE).write_text(wrong)
    assert [line.split(":")[0] for line in read_archive(folder)[1]] == ["events/records/two.toml"]


# ---- origins ---------------------------------------------------------------------------
OTHER = swap(AGENCY, '"agency"', '"other"')


@pytest.mark.parametrize(
    ("origins", "said"),
    [
        (
            swap(AGENCY, '"one-bridge-cost"', '"one-bridge-costs"'),
            'origin[1] agency: records[1]: "one-bridge-costs" is not known; write one-bridge-cost',
        ),
        (
            swap(AGENCY, 'records = ["one-bridge-cost"]', 'sources = ["ones"]'),
            'origin[1] agency: sources[1]: "ones" is not known; write one',
        ),
        (
            swap(AGENCY, 'records = ["one-bridge-cost"]\n', ""),
            'origin[1] agency: records: "no records" are too few; '
            "name the records, or the articles, that rest on it",
        ),
        (swap(AGENCY, "The agency", ""), 'origin[1] agency: title: "" is missing; write title'),
        (
            AGENCY + OTHER,
            'origin[2] other: records[1]: "one-bridge-cost" stands there already; '
            "it rests on agency already; a record has one origin",
        ),
        (
            AGENCY + swap(OTHER, 'records = ["one-bridge-cost"]', 'sources = ["one"]'),
            'origin[1] agency: records[1]: "one-bridge-cost" stands there already; '
            "its article rests on other as a whole; a record has one origin",
        ),
        (
            AGENCY + swap(AGENCY, '"one-bridge-cost"', '"one-visitors"'),
            'origin[2] agency: id: "agency" is an id twice; write another',
        ),
    ],
)  # fmt: skip
def test_an_origin_is_refused_with_its_likely_slip(tmp_path, origins, said):
    assert faults_in(tmp_path, None, origins) == [f"{ORIGINS}: {said}"]


def test_a_question_changes_the_version_of_an_atlas(tmp_path):
    folder = asked(tmp_path)
    before = load(folder, folder / "texts").version
    (folder / FILE).write_text(swap(QUESTION, "it opens", "it is open"))
    assert load(folder, folder / "texts").version != before
