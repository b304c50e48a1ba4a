"""Selectors: words are located exactly or not at all; what looks similar is only suggested."""

import re
from dataclasses import FrozenInstanceError

import pytest

from events.selector import (
    CONTEXT,
    LONGEST_QUOTE,
    LONGEST_RUN,
    TextPositionSelector,
    TextQuoteSelector,
    context_after,
    context_before,
    differing,
    likely_slip,
    locate,
    nearest,
    places_of,
    select,
)
from tests.making import TEXT


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("ab", "ab ab", [0, 3]),
        ("aa", "aaaa", [0, 1, 2]),
        ("x", "ab", []),
        ("", "ab", []),
        ("ab", "", []),
        ("😀b", "a😀b", [1]),
    ],
    ids=["twice", "overlapping", "absent", "no words", "no text", "code points, not bytes"],
)
def test_words_are_found_at_every_offset_they_stand(words, text, found):
    assert places_of(words, text) == found


def test_a_selector_is_located_by_its_exact_words_not_by_its_context():
    text = "one bridge, two bridge"
    assert locate(TextQuoteSelector("bridge", prefix="two "), text) == [TextPositionSelector(16, 22)]
    assert locate(TextQuoteSelector("bridge", suffix=","), text) == [TextPositionSelector(4, 10)]


def test_a_selector_without_context_is_located_everywhere():
    assert len(locate(TextQuoteSelector("bridge"), "one bridge, two bridge")) == 2


@pytest.mark.parametrize(
    "words",
    ["It's ours", "May 12", "may\u00a012", "It’s  ours", "It’s ours,”  she", "it’s ours"],
)
def test_what_only_looks_like_the_words_is_never_located(words):
    assert locate(TextQuoteSelector(words), TEXT) == []


def test_nothing_is_normalised_before_locating():
    assert locate(TextQuoteSelector("e\u0301"), "caf\u00e9") == []
    assert locate(TextQuoteSelector("\u00e9"), "cafe\u0301") == []


def test_words_are_counted_with_their_context():
    assert TextQuoteSelector("two words", "one ", " four").words == 4
    assert TextQuoteSelector("words", "half", "ened").words == 1


def test_a_quote_holds_at_most_what_the_readme_promises():
    assert (CONTEXT, LONGEST_QUOTE, LONGEST_RUN) == (32, 60, 1000)


@pytest.mark.parametrize(
    "value", [TextQuoteSelector("word", "a ", " b"), TextPositionSelector(0, 4)], ids=repr
)
def test_a_selector_never_changes_and_holds_nothing_else(value):
    for name in value.__slots__:
        with pytest.raises(FrozenInstanceError):
            setattr(value, name, "other")
    assert not hasattr(value, "__dict__")


SLIPS = {
    "curly single quote": (
        "It's ours",
        "a curly quote, dash or special space differs: U+0027 is written, the source has U+2019",
    ),
    "curly double quotes": (
        '"It’s ours,"',
        "a curly quote, dash or special space differs: U+0022 is written, the source has U+201C",
    ),
    "no-break space": (
        "May 12",
        "a curly quote, dash or special space differs: U+0020 is written, the source has U+00A0",
    ),
    "thin space": (
        "12 May 2019",
        "a curly quote, dash or special space differs: U+0020 is written, the source has U+2009",
    ),
    "two spaces": ("people  came", "only spaces or line ends differ; copy it with atlas quote"),
    "line end": ("people\ncame", "only spaces or line ends differ; copy it with atlas quote"),
    "case": ("The Bridge cost", "only upper and lower case differ; copy it with atlas quote"),
    "misprint": ("About 300 peple came", "write “About 300 people came.”, if that is meant"),
    "other words": ("Nothing of the kind was ever said", "copy it with atlas quote"),
}


@pytest.mark.parametrize(("words", "slip"), SLIPS.values(), ids=SLIPS)
def test_the_likely_slip_is_named(words, slip):
    assert likely_slip(words, TEXT) == slip


@pytest.mark.parametrize(
    ("mine", "theirs"), [("-", "–"), ("-", "—"), (" ", "\u202f"), ("'", "‘"), ('"', "”")]
)
def test_every_lookalike_is_named_by_its_code_points(mine, theirs):
    slip = likely_slip(f"left{mine}right", f"some left{theirs}right words")
    assert slip.endswith(f"U+{ord(mine):04X} is written, the source has U+{ord(theirs):04X}")


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b"], ids=["soft hyphen", "zero-width space"])
def test_an_invisible_character_before_the_words_does_not_shift_the_slip(invisible):
    text = f"hyphen{invisible}ated, and it’s ours"
    assert likely_slip("it's ours", text).endswith("U+0027 is written, the source has U+2019")


def test_an_invisible_character_within_the_words_is_named():
    slip = likely_slip("hyphenated", "a hyphen\u00adated word")
    assert slip.endswith("U+0061 is written, the source has U+00AD")


@pytest.mark.parametrize(
    "text", ["About 300 people  came.", "About 300 people\ncame.", "300 people\u2003\tcame"]
)
def test_a_line_end_or_more_than_one_space_in_the_source_is_only_spacing(text):
    assert likely_slip("people came", text) == "only spaces or line ends differ; copy it with atlas quote"


def test_words_that_do_not_differ_are_to_be_copied():
    assert differing("opened", "it opened.") == "copy it with atlas quote"
    assert likely_slip("“It’s ours”", "“It’s ours”") == "a curly quote, dash or special space differs: " + (
        "copy it with atlas quote"
    )


@pytest.mark.parametrize(
    ("words", "text", "near"),
    [
        ("the very firts words", "the very first words of a text", "the very first words"),
        ("the very lats words", "and these are the very last words", "the very last words"),
        ("the whole txet", "the whole text", "the whole text"),
        ("the whole short text", "the whole short", "the whole short"),
        ("one twoo three", "one two three; one twoo three!", "one twoo three!"),
    ],
    ids=["at the beginning", "at the end", "all of it", "longer than the text", "the nearest of two"],
)
def test_the_nearest_words_are_found_wherever_they_stand(words, text, near):
    assert nearest(words, text) == near


@pytest.mark.parametrize("text", ["zzz alpha beta", "alpha beta qqqqqqqq", "", "something else entirely"])
def test_words_are_suggested_as_many_as_were_written_and_only_if_they_are_near(text):
    assert nearest("alpha beta x", text) == ""


LINE = "The very quick brown fox jumps over the lazy dog and runs away into the woods at night"
"""Longer than the context on both sides of its middle."""


def test_context_holds_whole_words_only():
    at = LINE.index("lazy")
    assert context_before(LINE, at) == " quick brown fox jumps over the "
    assert context_after(LINE, at + 4) == " dog and runs away into the "


def test_context_ends_with_the_line():
    text = "above\n" + "here and there" + "\nbelow"
    start = text.index("and")
    assert context_before(text, start) == "here "
    assert context_after(text, start + 3) == " there"


def test_context_at_the_edges_of_the_text_is_empty():
    assert context_before("word", 0) == ""
    assert context_after("word", 4) == ""


def test_context_leaves_out_the_word_that_it_would_cut():
    text = "one two three four five six"
    start = text.index("four")
    assert [context_before(text, start, n) for n in (5, 6, 7, 8)] == [" ", "three ", " three ", " three "]
    assert [context_after(text, start + 4, n) for n in (5, 6, 7, 8)] == [
        " five",
        " five ",
        " five ",
        " five ",
    ]


def test_context_that_just_reaches_the_edge_of_the_text_is_kept_whole():
    assert context_before("one two three", 8, 8) == "one two "
    assert context_before("one two three", 8, 7) == " two "
    assert context_after("one two three", 3, 10) == " two three"
    assert context_after("one two three", 3, 9) == " two "
    assert context_after("one two\nthree", 3, 4) == " two"


def test_a_line_end_at_the_very_beginning_ends_a_line_too():
    assert context_before("\nabove here", 7) == "above "
    assert context_after("\nbelow", 0) == ""


def test_a_word_that_fills_the_context_is_left_out_whole():
    text = "x" * 40 + "here" + "y" * 40
    assert context_before(text, 40) == ""
    assert context_after(text, 44) == ""


RUNS = [
    (start.start(), end.end())
    for start in re.finditer(r"\b\w", TEXT)
    for end in re.finditer(r"\w\b", TEXT)
    if start.start() < end.end() and "\n" not in TEXT[start.start() : end.end()]
]
"""Every run of the text from the start of a word to the end of one, within a line."""


def test_the_full_context_of_every_run_is_the_text_around_it():
    assert len(RUNS) > 200
    for start, end in RUNS:
        found = select(TEXT, start, end, CONTEXT)
        assert TEXT.startswith(found.whole, start - len(found.prefix)), found
        assert max(len(found.prefix), len(found.suffix)) <= CONTEXT, found
        assert "\n" not in found.whole, found


@pytest.mark.parametrize("wanted", [0, 4, 12, 32])
def test_the_selector_of_every_run_is_the_only_one_of_its_kind(wanted):
    for start, end in RUNS:
        found = select(TEXT, start, end, wanted)
        assert locate(found, TEXT) == [TextPositionSelector(start, end)], found


def test_words_that_stand_once_get_the_context_that_is_wanted_and_no_more():
    start = LINE.index("fox")
    assert select(LINE, start, start + 3, 0) == TextQuoteSelector("fox")
    assert select(LINE, start, start + 3, 12) == TextQuoteSelector("fox", "quick brown ", " jumps over ")


def test_a_ready_passage_has_twelve_code_points_of_context_at_most():
    start = LINE.index("fox")
    assert select(LINE, start, start + 3) == TextQuoteSelector("fox", "quick brown ", " jumps over ")


@pytest.mark.parametrize("wanted", [33, 34, 100])
def test_more_context_than_a_passage_may_have_is_not_given(wanted):
    assert select(LINE, 4, 8, wanted) == TextQuoteSelector("very")


def test_no_search_for_context_goes_past_the_longest():
    line = "word " * 20
    assert max(len(select(line, 50, 54, wanted).prefix) for wanted in range(33)) <= CONTEXT


def test_words_that_stand_twice_get_only_as_much_context_as_tells_them_apart():
    text = "she said so; he said so; and a long tail of other words"
    second = text.rindex("said")
    assert select(text, second, second + 4, 0) == TextQuoteSelector("said", " he ", " so;")


def test_words_in_two_equal_lines_get_all_their_context_and_are_still_two():
    text = "Read more\nRead more\n"
    found = select(text, 10, 14, 0)
    assert found == TextQuoteSelector("Read", "", " more")
    assert len(locate(found, text)) == 2
