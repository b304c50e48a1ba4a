"""Coverage: the body sentences of an article, which are told, and the silences between."""

import pytest

from events.coverage import quoted_share, sentences, untold
from events.source import Part
from tests.making import (
    ARTICLE,
    FIGURE,
    MENTIONS,
    PRINTED_DATE,
    SILENT,
    SOURCE,
    TEXT,
    faults_of,
    make_atlas,
    mention,
    passage,
    read_archive,
    swap,
)
from tests.test_source import source

RIVER = TEXT.index("The river")

TWICE = f"""
[[event]]
id = "one-again"
type = "visit"
title = "The same words again"
topics = ["roads"]
passage = [{passage("300 people", "what")}]
"""


def split(text: str, *parts: Part) -> list[str]:
    """The sentences of a text; each must stand where it says."""
    found = list(sentences(source(len(text), *parts), text))
    assert [text[s.position.start : s.position.end] for s in found] == [s.text for s in found]
    return [s.text for s in found]


SPLIT = {
    "full stops": ["One here. ", "Two there."],
    "questions and cries": ["Is it? ", "It is! ", "Really?! ", "Yes."],
    "closing quotes": ["“It’s ours.” ", "“No,” he said. ", "(An aside.) ", "Then."],
    "straight quotes": ['"Ours." ', "'Yes.' ", "Then."],
    "guillemets": ["«Нет.» ", "Потом."],
    "initials": ["The U.S. government and S. Frederick met. ", "They left."],
    "titles": ["Dr. Sauytbay and Mr. Smith met. ", "No. 5 came."],
    "decimals": ["It cost 1.8 million. ", "Then 2.5 more."],
    "ellipsis": ["It went on… ", "And on."],
    "no-break space": ["One here.\u00a0", "Two there."],
    "lines": ["A heading without a stop\n", "The text under it.\n\n", "Another."],
    "Windows lines": ["A heading\r\n", "The text."],
    "no letters": ["One. ", "Two.\n* * *\n—\n"],
    "Cyrillic": ["Алматы — город. ", "Астана — столица."],
    "Arabic": ["أين هي؟ ", "هنا."],
}
"""The pieces of a text, one a sentence with what follows it."""


@pytest.mark.parametrize("pieces", SPLIT.values(), ids=SPLIT)
def test_a_text_falls_into_its_sentences(pieces):
    assert split("".join(pieces)) == [piece.removesuffix("\n* * *\n—\n").rstrip() for piece in pieces]


@pytest.mark.parametrize("text", ["", "\n \n", "* * *", "…"])
def test_a_text_without_letters_has_no_sentence(text):
    assert split(text) == []


def test_furniture_and_bylines_are_no_body_sentences():
    text = "Headline\nBy me\nThe body is here. It goes on.\nSign up now"
    parts = (Part("title", 0, 8), Part("byline", 9, 14), Part("furniture", len(text) - 11, len(text)))
    assert split(text, *parts) == ["Headline", "The body is here.", "It goes on."]


def left_untold(tmp_path, **pieces) -> list[str]:
    archive, _ = read_archive(make_atlas(tmp_path, **pieces))
    return [sentence.text for sentence in untold(archive, {"one": TEXT})]


def test_an_article_that_is_wholly_told_leaves_nothing_untold(tmp_path):
    assert left_untold(tmp_path) == []


def test_a_sentence_without_a_record_or_a_silence_is_untold(tmp_path):
    assert left_untold(tmp_path, silent=None) == ["Bridge opens in Almaty", "The river was quiet."]


def test_the_sentences_of_a_record_that_is_taken_away_are_untold(tmp_path):
    assert left_untold(tmp_path, article=swap(ARTICLE, FIGURE, "")) == [
        "About 300 people came.",
        "People from Zhetysu crossed the bridge too.",
    ]


def test_a_mention_alone_does_not_tell_a_sentence(tmp_path):
    assert "People from Zhetysu crossed the bridge too." in left_untold(tmp_path, article=SOURCE + MENTIONS)


def test_a_passage_that_ends_where_a_sentence_begins_does_not_tell_it(tmp_path):
    people = passage("About 300 people came. ", "what", "amount")
    article = SOURCE + MENTIONS + FIGURE.replace(passage("About 300 people came", "what", "amount"), people)
    left = left_untold(tmp_path, article=article)
    assert "About 300 people came." not in left
    assert "The bridge cost $5\u00a0million, which the city paid in 2018." in left


def test_the_records_of_one_article_do_not_tell_another(tmp_path):
    two = swap(SOURCE, 'id = "one"', 'id = "two"')
    archive, _ = read_archive(make_atlas(tmp_path, more={"events/records/two.toml": two}))
    assert {sentence.source for sentence in untold(archive, {"one": TEXT, "two": TEXT})} == {"two"}
    assert len(untold(archive, {"two": TEXT})) == 7
    assert quoted_share(archive, archive.source("one")) > 0.5
    assert quoted_share(archive, archive.source("two")) == 0.0


def test_nothing_is_untold_of_a_source_whose_text_is_not_at_hand(tmp_path):
    archive, _ = read_archive(make_atlas(tmp_path, silent=None))
    assert untold(archive, {}) == []


MISPLACED = {
    "other words": ('exact = "The river was quiet."', 'exact = "The river was loud."', "The river was loud."),
    "later": (f"start = {RIVER}", f"start = {RIVER + 1}", "The river was quiet."),
    "behind the text": (f"end = {RIVER + 20}", "end = 9999", "The river was quiet."),
}


@pytest.mark.parametrize(("old", "new", "words"), MISPLACED.values(), ids=MISPLACED)
def test_a_silence_whose_words_are_not_where_it_says_is_refused(tmp_path, old, new, words):
    folder = make_atlas(tmp_path, silent=swap(SILENT, old, new))
    assert faults_of(folder, folder / "texts") == [
        f'events/silent.toml: silent[1]: exact: "{words}" is not in the source; '
        "copy the words with atlas quote"
    ]
    assert faults_of(folder) == []


def test_a_silence_that_would_begin_before_its_text_is_refused_without_the_texts(tmp_path):
    folder = make_atlas(tmp_path, silent=swap(SILENT, f"start = {RIVER}", "start = -300"))
    for texts in (None, folder / "texts"):
        (fault,) = faults_of(folder, texts)
        assert fault.startswith('events/silent.toml: silent[1]: start: "-300" does not fit')


def test_the_quoted_share_counts_every_quoted_character_of_the_body_once(tmp_path):
    archive, _ = read_archive(make_atlas(tmp_path, article=SOURCE + FIGURE + TWICE))
    quoted = len("About 300 people came") + len("People from Zhetysu")
    share = quoted_share(archive, archive.sources[0])
    assert share == pytest.approx(quoted / (len(TEXT) - len(PRINTED_DATE)))


def test_the_context_of_a_quote_is_quoted_too(tmp_path):
    almaty = "[mentions]\nalmaty = [" + mention("Almaty", "where", 2) + "]\n"
    archive, _ = read_archive(make_atlas(tmp_path, article=SOURCE + almaty))
    share = quoted_share(archive, archive.sources[0])
    assert share == pytest.approx(len(" in Almaty, ") / (len(TEXT) - len(PRINTED_DATE)))


def test_a_source_without_a_body_has_no_quoted_share(tmp_path):
    whole = f'part = [{{ kind = "furniture", start = 0, end = {len(TEXT)} }}]\n'
    article = SOURCE[: SOURCE.index("part = [")] + whole
    archive, _ = read_archive(make_atlas(tmp_path, article=article))
    assert quoted_share(archive, archive.sources[0]) == 0.0
