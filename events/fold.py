"""Folding: the form in which words are searched, blind to case and diacritics in any script."""

import unicodedata
from itertools import filterfalse

KEPT_BY_NFKD = str.maketrans({
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
    "қ": "к", "ң": "н", "ғ": "г", "ү": "у", "ұ": "у", "һ": "х", "ө": "о", "ә": "а", "і": "и", "ё": "е",
    "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": "", "ی": "ي", "ک": "ك", "ہ": "ه",
    "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-",
})  # fmt: skip
"""Letters that readers type without their stroke or hook, or as another keyboard has them."""


def fold(text: str) -> str:
    """The search form: case folded, decomposed, marks dropped, spaces made one.

    й decomposes into и and a breve and so meets и, on both sides alike.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    small = unicodedata.normalize("NFKC", text).casefold()  # № is No before it is small
    plain = unicodedata.normalize("NFKD", unhooked(small))
    bare = "".join(filterfalse(unicodedata.combining, plain))
    return " ".join(unhooked(bare).split())


def unhooked(text: str) -> str:
    """What ``text.translate(KEPT_BY_NFKD)`` gives, faster: few of its letters are there to be replaced."""
    for code, plain in KEPT_BY_NFKD.items():
        if chr(code) in text:
            text = text.replace(chr(code), plain)
    return text
