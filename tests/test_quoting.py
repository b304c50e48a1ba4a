"""Ready passages: the words of an article reach TOML and come back without a character changed."""

import tomllib
from decimal import Decimal

import pytest

from events.quoting import CannotQuote, find, passage_toml, ready, toml_list, toml_number, toml_string
from events.selector import CONTEXT, LONGEST_QUOTE, TextPositionSelector, TextQuoteSelector, locate
from events.source import digest
from tests.making import MENTIONS, SOURCE, TEXT, faults_of, make_atlas, swap

HOSTILE = {
    "curly quotes": "“It’s ‘ours’”",
    "straight quotes": '"It\'s" \'\'\'ours\'\'\' """all"""',
    "no-break space": "$5\u00a0million",
    "thin spaces": "12\u2009May\u202f2019",
    "ideographic space": "新疆\u3000伊犁",
    "backslashes": r"C:\new\table\u0041 \\ \"",
    "line ends": "a\nb\r\nc\rd",
    "line separators": "a\u2028b\u2029c\u0085d",
    "control characters": "".join(map(chr, range(32))) + "\x7f\x9f",
    "emoji": "😀 👩‍👩‍👧 🇰🇿 ☂\ufe0f",
    "bidi controls": "\u202eright\u202c \u2066isolate\u2069 \u200f\u200e\u061c",
    "zero width": "soft\u00adhyphen zero\u200bwidth\ufeff",
    "combining marks": "e\u0301 й и\u0306",
    "scripts": "Қазақстан 新疆 كازاخستان ہند",
    "private and unassigned": "\ue000 \uffff \U000e0041 \U0010ffff",
    "looks like TOML": 'x" # = [a]\n[table]',
    "nothing": "",
    "spaces": "  ",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_string_survives_toml(text):
    assert tomllib.loads(f"x = {toml_string(text)}") == {"x": text}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_string_is_one_line_of_visible_characters(text):
    assert toml_string(text).isprintable()


def test_every_character_of_the_basic_plane_survives_toml():
    text = "".join(chr(n) for n in range(0x10000) if not 0xD800 <= n < 0xE000)
    assert tomllib.loads(f"x = {toml_string(text)}")["x"] == text


def test_letters_of_any_script_are_written_as_they_are():
    assert toml_string("“Қазақстан” 新疆 😀") == '"“Қазақстан” 新疆 😀"'


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_list_of_hostile_strings_survives_toml(text):
    assert tomllib.loads(f"x = {toml_list([text, 'plain', text])}")["x"] == [text, "plain", text]


@pytest.mark.parametrize(
    ("number", "toml"),
    [
        ("5", "5"),
        ("5.00", "5"),
        ("5000000", "5_000_000"),
        ("1E+9", "1_000_000_000"),
        ("0.10", "0.10"),
        ("-1.5", "-1.5"),
        ("1E-7", "0.0000001"),
        ("26.45", "26.45"),
    ],
)
def test_a_number_is_written_so_that_its_zeros_can_be_counted(number, toml):
    assert toml_number(Decimal(number)) == toml
    assert tomllib.loads(f"x = {toml}", parse_float=Decimal)["x"] == Decimal(number)


def test_a_passage_table_reads_back_as_its_selector():
    text = "".join(HOSTILE.values()).replace("\n", " ") + " the words " + HOSTILE["bidi controls"]
    selector, start = ready(text, "the words", wanted=CONTEXT)
    toml = passage_toml(selector, start, "figure", "expert", ("what", "when"))
    given = tomllib.loads(toml)["figure"]["passage"]
    assert given == [
        {
            "exact": selector.exact,
            "prefix": selector.prefix,
            "suffix": selector.suffix,
            "start": start,
            "end": start + 9,
            "voice": "expert",
            "supports": ["what", "when"],
        }
    ]


@pytest.mark.parametrize(
    "words", ["It’s ours", "12\u2009May", "May\u00a012", "people", "About 300 people came"]
)
def test_ready_words_are_located_where_they_stand(words):
    selector, start = ready(TEXT, words)
    assert locate(selector, TEXT) == [TextPositionSelector(start, start + len(words))]
    assert TEXT.startswith(words, start)


def test_few_words_get_a_little_context_and_many_get_none():
    few, _ = ready(TEXT, "she said")
    many, _ = ready(TEXT, "The new bridge opened on May\u00a012 in Almaty")
    assert (few.prefix, few.suffix) == (" ours,” ", ".")
    assert (many.prefix, many.suffix) == ("", "")


def test_the_nth_of_equal_words_is_quoted():
    assert [find(TEXT, "Almaty", n) for n in (1, 2)] == [16, 72]
    selector, start = ready(TEXT, "Almaty", 2, wanted=0)
    assert (selector, start) == (TextQuoteSelector("Almaty", " in ", ", "), 72)


LONG = " ".join(f"word{n}" for n in range(LONGEST_QUOTE + 1))

REFUSED = {
    "absent": (
        (TEXT, "Nothing of the kind was ever said"),
        "these words are not in the text: copy it with atlas quote",
    ),
    "straight quote": (
        (TEXT, "It's ours"),
        "these words are not in the text: a curly quote, dash or special space differs: "
        "U+0027 is written, the source has U+2019",
    ),
    "twice": ((TEXT, "Almaty"), "these words stand 2 times; add --nth 1 … 2"),
    "third of two": ((TEXT, "Almaty", 3), "--nth 3: these words stand 2 times"),
    "none of two": ((TEXT, "Almaty", 0), "--nth 0: these words stand 2 times"),
    "before the first": ((TEXT, "Almaty", -1), "--nth -1: these words stand 2 times"),
    "too long": ((LONG, LONG), "a quote holds at most 60 words, this has 61"),
    "nothing": ((TEXT, ""), "there are no words to find"),
    "only spaces": ((TEXT, " "), "there are no words to find"),
    "in two equal lines": (
        ("Read more\nRead more\n", "Read", 2),
        "these words stand more than once with the same words around; quote more of them",
    ),
}


@pytest.mark.parametrize(("given", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_quoted_says_why(given, reason):
    with pytest.raises(CannotQuote) as refused:
        ready(*given)
    assert str(refused.value) == reason


def test_sixty_words_are_still_a_quote():
    sixty = LONG.rsplit(" ", 1)[0]
    assert ready(LONG, sixty)[0] == TextQuoteSelector(sixty)


@pytest.mark.parametrize("hostile", [text for text in HOSTILE.values() if text.strip()], ids=ascii)
def test_a_ready_passage_of_hostile_words_stands_in_an_atlas(tmp_path, hostile):
    """From a text through ``atlas quote`` into a file, and located again in the text."""
    text = TEXT + f"Somebody wrote {hostile}, no more."
    selector, start = ready(text, f"wrote {hostile}, no")
    source = swap(SOURCE, digest(TEXT.encode()), digest(text.encode()))
    article = swap(source, f"length = {len(TEXT)}", f"length = {len(text)}") + MENTIONS + EVENT
    folder = make_atlas(tmp_path, text=text, article=article + passage_toml(selector, start))
    assert faults_of(folder, folder / "texts") == []


EVENT = """
[[event]]
id = "one-words"
type = "statement"
title = "Somebody writes"
topics = ["roads"]
"""
