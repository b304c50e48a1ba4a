"""The vocabulary: it finds what a look through every folded text would find."""

from random import Random

import pytest

from events.fold import fold
from geodata.search import Vocabulary

WORDS = [
    "عبّارة",
    "Ferry",
    "Nukuʻalofa",
    "école",
    "a_b",
    "50%",
    "Қазақ",
    "sea",
    "seaside",
    "(x)",
    "ﬁre",
    "’tis",
]
TEXTS = [" ".join(Random(n).choices(WORDS, k=n % 7)) for n in range(200)]
VOCABULARY = Vocabulary.of(TEXTS)


def by_hand(text):
    return [all(word in fold(given) for word in fold(text).split()) for given in TEXTS]


@pytest.mark.parametrize(
    "text", ["", " ", "\u0301", "sea", "SEA side", "e", "fire", "50%", "x)", "عب", "қаз", "zz"]
)
def test_a_text_is_found_by_any_part_of_its_words(text):
    assert VOCABULARY.matching(text).tolist() == by_hand(text)


def test_every_word_has_to_stand_in_the_text():
    assert VOCABULARY.matching("ferry sea").tolist() == by_hand("ferry sea")
    assert 0 < VOCABULARY.matching("ferry sea").sum() < VOCABULARY.matching("sea").sum()


def test_a_word_is_kept_once_however_often_it_stands():
    assert Vocabulary.of(["sea sea", "SEA"]).words.to_pylist() == ["sea"]


def test_no_texts_have_no_words():
    found = Vocabulary.of([])
    assert found.matching("sea").tolist() == []
    assert Vocabulary.of(["", ""]).matching("sea").tolist() == [False, False]
