"""Records: which date the filters use, and whose voices are heard."""

import pytest

from events.record import (
    KINDS,
    READINGS,
    ROLES,
    SUPPORTS,
    TYPES,
    VOICES,
    Event,
    Figure,
    Inferred,
    Passage,
    Record,
)
from events.selector import TextPositionSelector, TextQuoteSelector
from events.when import parse

PRINTED, YEAR, INFERRED = parse("2019-09-21"), parse("2018"), parse("2017")
WORDS = (TextQuoteSelector("words"), TextPositionSelector(0, 5))


def record(kind: type[Record], *voices: str, **fields) -> Record:
    passages = tuple(Passage("one", *WORDS, voice) for voice in voices)
    return kind("one-a", "one", "sum", "A title", passages, ("money",), **fields)


@pytest.mark.parametrize(
    ("fields", "dated"),
    [
        ({}, None),
        ({"when": PRINTED}, PRINTED),
        ({"as_of": YEAR}, YEAR),
        ({"inferred": Inferred(INFERRED, "the next line")}, INFERRED),
        ({"when": PRINTED, "as_of": YEAR, "inferred": Inferred(INFERRED, "")}, PRINTED),
        ({"as_of": YEAR, "inferred": Inferred(INFERRED, "")}, YEAR),
    ],
    ids=["none", "printed", "year of the sum", "inferred", "printed first", "then the year of the sum"],
)
def test_a_figure_is_dated_by_what_is_printed_before_what_is_inferred(fields, dated):
    assert record(Figure, **fields).dated == dated


def test_an_event_is_dated_by_what_is_printed_before_what_is_inferred():
    inferred = Inferred(INFERRED, "")
    assert record(Event, when=PRINTED, inferred=inferred).dated == PRINTED
    assert record(Event, inferred=inferred).dated == INFERRED
    assert record(Event).dated is None


def test_voices_are_named_once_in_the_order_they_speak():
    assert record(Event, "official", "author", "official").voices == ("official", "author")


def test_every_kind_names_itself_and_has_its_types():
    assert {name: kind.kind for name, kind in KINDS.items()} == {name: name for name in TYPES}


@pytest.mark.parametrize("words", [VOICES, READINGS, ROLES], ids=["voices", "readings", "roles"])
def test_every_word_is_defined_in_a_sentence(words):
    assert [word for word, sentence in words.items() if not sentence.endswith(".")] == []


def test_no_word_stands_twice_in_a_vocabulary():
    for words in [SUPPORTS, *TYPES.values()]:
        assert len(set(words)) == len(words)


def test_a_record_cannot_be_changed():
    with pytest.raises(AttributeError):
        record(Event).title = "Another"
