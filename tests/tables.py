"""The tables of the README that are made from the code: ``python -m tests.tables`` writes them anew."""

import re
from pathlib import Path

from dashboard.cli import app
from dashboard.view import SHOWS, View
from events import errors
from events.asking import AnswerTable, QuestionTable, RelationTable
from events.question import RELATIONS
from events.record import NAME_KINDS, READINGS, TYPES, VOICES
from events.summing import ReadingTable, SumTable
from events.tables import Table, TopicsFile, load_toml
from events.tracing import OriginTable
from geodata.export import PASSAGE_FIELDS, RECORD_FIELDS
from geodata.place import PRECISIONS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

PARAMETERS = {
    "years": "`2016..2019`, `2016..`, `..2019` or `2016`",
    "date": "`as-of` or `published`: the date that the years are compared with; else when it happened",
    "rule": "`inside`: the date lies fully inside the years; else it overlaps them",
    "undated": "`kept` or `left-out`; without it, kept until years are set",
    "topic": "a topic of the atlas; may be repeated",
    "topics": "`all`: a record needs every topic; else any of them",
    "kind": "`event`, `investment` or `figure`; may be repeated",
    "source": "an article; may be repeated",
    "voice": "whose words; may be repeated",
    "q": "free text over titles, quotes, people and place names in any script",
    "place": "the selected place",
    "record": "the selected record",
    "show": ", ".join(f"`{show}`" for show in SHOWS[1:]) + "; without it, the map",
    "article": "the article whose page is read",
    "name": "the person or organisation in the index",
    "question": "the question on which the articles disagree",
    "page": "the page of the list",
    "cards": "the page of the cards of the selected place",
}


def rows(head: tuple[str, ...], body: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in body)]) + "\n"


def commands() -> str:
    found = []
    for command in app.registered_commands:
        assert command.callback is not None
        found.append((f"`atlas {command.callback.__name__}`", (command.callback.__doc__ or "").strip()))
    return rows(("command", "what it does"), found)


def topics() -> str:
    ledger = errors.Ledger()
    given = load_toml(ROOT / "events" / "topics.toml", "events/topics.toml", ledger)
    assert given is not None
    found = TopicsFile.model_validate(given)
    return rows(("topic", "definition"), [(f"`{t.id}` {t.title}", t.definition) for t in found.topic])


def faults() -> str:
    kinds = [f for f in vars(errors).values() if isinstance(f, type) and issubclass(f, errors.Fault)]
    found = [(f.__name__, f"… {f.says}") for f in kinds if f is not errors.Fault]
    return rows(("fault", "says"), found)


def words(given: dict[str, str]) -> str:
    return rows(("word", "meaning"), [(f"`{word}`", meaning) for word, meaning in given.items()])


def fields(**given: type[Table]) -> str:
    """The fields of TOML tables with their meaning; a table of tables stands after its own."""
    found = [
        (f"`[[{name.replace('_', '.')}]]`", f"`{field.alias or key}`", field.description or "")
        for name, model in given.items()
        for key, field in model.model_fields.items()
        if key not in INNER
    ]
    return rows(("table", "field", "meaning"), found)


INNER = ("answer", "relation", "reading")
"""Fields that are tables of their own."""

TABLES = {
    "commands": commands,
    "topics": topics,
    "faults": faults,
    "link": lambda: rows(("parameter", "value"), [(f"`{n}`", v) for n, v in PARAMETERS.items()]),
    "voices": lambda: words(VOICES),
    "readings": lambda: words(READINGS),
    "names": lambda: words(NAME_KINDS),
    "relations": lambda: words(RELATIONS),
    "questions": lambda: fields(
        question=QuestionTable, question_answer=AnswerTable, question_relation=RelationTable
    ),
    "origins": lambda: fields(origin=OriginTable),
    "sums": lambda: fields(sum=SumTable, sum_reading=ReadingTable),
    "precisions": lambda: words(PRECISIONS),
    "types": lambda: rows(("kind", "types"), [(k, ", ".join(t)) for k, t in TYPES.items()]),
    "exports": lambda: rows(
        ("file", "columns"),
        [("`records.csv`", ", ".join(RECORD_FIELDS)), ("`passages.csv`", ", ".join(PASSAGE_FIELDS))],
    ),
}


def generated(text: str) -> str:
    """The text with every table made anew."""
    return BLOCK.sub(lambda found: found[1] + TABLES[found[2]]() + found[3], text)


def every_parameter() -> set[str]:
    """The parameters that a full view writes."""
    full = View(
        years=(1, 2), date="as-of", rule="inside", undated=True, topic=("a", "b"), every_topic=True,
        kind=("event",), source=("s",), voice=("author",), text="q", place="p", record="r", page=2, cards=2,
        show="names", article="s", name="n", question="q",
    )  # fmt: skip
    return set(full.params())


if __name__ == "__main__":
    for path in (README, ROOT / "CONTRIBUTING.md"):
        path.write_text(generated(path.read_text("utf-8")), encoding="utf-8")
