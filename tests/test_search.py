"""The vocabulary: it finds what a look through every folded text would find; and names by how they sound."""

from random import Random

import pytest

from events.fold import fold
from geodata.search import CYRILLIC, ONE_SOUND, Vocabulary, forms, sounded

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


SOUND_ALIKE = """
    Қорғас=Qorghas=Korgas  Хоргос=Khorgos=Horgos  Қазақстан=Qazaqstan=Kazakstan  Казахстан=Kazakhstan
    Жаркент=Zharkent=Jarkent  Джамбул=Dzhambul=Djambul=Jambul  Ғулҗа=Ghulzha=Gulja  Шымкент=Shymkent
    Европа=Yevropa=Evropa  Киев=Kiyev=Kiev  Россия=Rossiya=Rossia  Юрга=Yurga  Цюй=Tsyuy  Щучинск=Shchuchinsk
    Эльба=El’ba=Elba  Объект=Obyekt=Obekt  Чарын=Charyn=Charin  Тарбагатай=Tarbagatay=Tarbağatay=Tarbagatai
    Алма-Ата=Alma-Ata=Almaata  Үштөбе=Ushtobe  Қызылорда=Qyzylorda=Kizilorda  Yining=Yi’ning=Yinıng
    Oʻral=O‘ral=Oral  Illi=Ili=Yili  سین\u200cکیانگ=سینکیانگ  Лёссовое=Lessovoye
""".split()


@pytest.mark.parametrize("alike", [words.split("=") for words in SOUND_ALIKE], ids=lambda words: words[0])
def test_spellings_of_one_name_sound_alike(alike):
    assert len({sounded(fold(word)) for word in alike}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Almaty", "Astana"), ("Ili", "Ile"), ("Kashgar", "Kashmir"), ("Xinjiang", "Sinkiang"), ("Ош", "Ос")],
)
def test_names_of_different_sound_stay_different(one, other):
    assert sounded(fold(one)) != sounded(fold(other))


@pytest.mark.parametrize("text", ["新疆", "吉尔吉斯斯坦", "قەشقەر", "ئۈرۈمچى", "2019", "asia", "a b"])
def test_scripts_that_are_not_spelled_in_sounds_stay_as_they_are(text):
    assert sounded(fold(text)) == fold(text)


def test_every_folded_russian_and_kazakh_letter_has_its_latin_ones():
    letters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі"
    assert {c for c in fold(letters) if ord(c) not in CYRILLIC} == set()
    assert not set("".join(CYRILLIC.values())) - set("abcdefghijklmnopqrstuvwxyz")


def test_no_later_spelling_brings_an_earlier_one_back():
    for n, (_, other) in enumerate(ONE_SOUND):
        assert not any(spelling in other for spelling, _ in ONE_SOUND[: n + 1])


def test_a_name_is_found_closed_up_and_in_pieces():
    names = Vocabulary.of([forms("Nur-Sultan"), forms("نور سلطان"), forms("Нұр-Сұлтан Назарбаев")])
    found = {text: names.sounding(text).tolist() for text in ("Nursultan", "nur sultan", "Нурсултан")}
    assert set(map(tuple, found.values())) == {(True, False, True)}
    assert names.sounding("نورسلطان").tolist() == [False, True, False]
    assert names.sounding("Nursultan Nazarbayev").tolist() == [False, False, True]
    assert names.sounding("nazar-sultan").tolist() == [False, False, False]


@pytest.mark.parametrize("text", ["", "sea", "SEA side", "x)", "_", "50%", "عب", "қаз", "k", "’"])
def test_what_is_found_as_it_is_is_found_as_it_sounds_too(text):
    names = Vocabulary.of(map(forms, TEXTS))
    assert not (VOCABULARY.matching(text) & ~names.sounding(text)).any()
