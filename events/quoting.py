"""Ready passages: the only way in which words of an article get into the repository."""

import re
from decimal import Decimal

from events.selector import LONGEST_QUOTE, WANTED, TextQuoteSelector, likely_slip, places_of, select

FEW = 5
"""A quote of fewer words is shown with a little context."""

ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class CannotQuote(ValueError):
    """The words cannot be quoted, with the reason."""


def find(text: str, words: str, nth: int | None = None) -> int:
    """The offset of the words in the text; raises CannotQuote where that is not one place."""
    found = places_of(words, text)
    if not words.strip():
        raise CannotQuote("there are no words to find")
    if not found:
        raise CannotQuote(f"these words are not in the text: {likely_slip(words, text)}")
    if nth is None and len(found) > 1:
        raise CannotQuote(f"these words stand {len(found)} times; add --nth 1 … {len(found)}")
    if nth is not None and not 1 <= nth <= len(found):
        raise CannotQuote(f"--nth {nth}: these words stand {len(found)} times")
    return found[(nth or 1) - 1]


def ready(
    text: str, words: str, nth: int | None = None, wanted: int | None = None
) -> tuple[TextQuoteSelector, int]:
    """The selector of the words and their offset.

    Without ``wanted`` (code points of context), a quote of few words gets a word or two on
    either side, and one that speaks for itself only what makes it the only one: the repository
    quotes, it does not republish.
    """
    start = find(text, words, nth)
    if wanted is None:
        wanted = WANTED if len(words.split()) < FEW else 0
    found = select(text, start, start + len(words), wanted)
    if found.words > LONGEST_QUOTE:
        raise CannotQuote(f"a quote holds at most {LONGEST_QUOTE} words, this has {found.words}")
    if len(places_of(found.whole, text)) > 1:
        raise CannotQuote("these words stand more than once with the same words around; quote more of them")
    return found, start


def passage_toml(
    selector: TextQuoteSelector, start: int, kind: str = "event", voice: str = "author",
    supports: tuple[str, ...] = ("what",),
) -> str:  # fmt: skip
    """A passage table as it stands under its record."""
    return "\n".join([
        f"[[{kind}.passage]]",
        f"exact = {toml_string(selector.exact)}",
        f"prefix = {toml_string(selector.prefix)}",
        f"suffix = {toml_string(selector.suffix)}",
        f"start = {start}",
        f"end = {start + len(selector.exact)}",
        f"voice = {toml_string(voice)}",
        f"supports = {toml_list(supports)}",
    ])  # fmt: skip


def toml_string(text: str) -> str:
    """A TOML basic string in which every invisible character is an escape."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return (
        '"' + re.sub(r'["\\]|[^\S ]|[^\x20-\uffff]|.', lambda m: _escape(m.group()), text, flags=re.S) + '"'
    )


def _escape(char: str) -> str:
    if char in ESCAPES:
        return ESCAPES[char]
    if char.isprintable():
        return char
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


def toml_list(words: tuple[str, ...] | list[str]) -> str:
    return "[" + ", ".join(toml_string(word) for word in words) + "]"


def toml_number(value: Decimal) -> str:
    """A number as TOML writes it, thousands set apart so that a reviewer can count zeros."""
    return f"{int(value):_}" if value == value.to_integral_value() else f"{value:f}"
