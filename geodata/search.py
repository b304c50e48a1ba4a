"""Search: texts by the words in which a part stands, and names by how they sound.

What is searched for has no space in it, so it stands in a text where it stands in one of its words;
and the words of all texts, each once, are few beside the texts.

Names go from script to script by many roads. ``sounded`` brings those of Cyrillic and Latin together:
Қорғас, Qorghas and Korgas; Нур-Султан, Nur-Sultan and Nursultan; Алматы, Almaty and Almatı.
"""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.fold import fold

CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "җ": "zh", "з": "z", "и": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya",
})  # fmt: skip
"""Latin letters for folded Cyrillic ones, nearly as BGN/PCGN has them for Russian."""

ONE_SOUND = (("q", "k"), ("kh", "h"), ("gh", "g"), ("zh", "j"), ("dj", "j"), ("ye", "e"), ("y", "i"))
"""Latin spellings of one sound, in the order in which the second replaces the first."""

DOUBLED = re.compile(r"([a-z])\1+")
SILENT = re.compile(r"[^\w ]|[_ʰ-˿]")
"""What is neither letter, digit nor space, and the letters among the apostrophes (ʻ, ʼ, ʹ)."""


def sounded(folded: str) -> str:
    """A folded text as it sounds: in Latin letters where it was Cyrillic, one spelling of each sound.

    Hyphens, apostrophes and other marks are left out, and of the same letter twice one is.
    """
    found = DOUBLED.sub(r"\1", SILENT.sub("", folded).translate(CYRILLIC))
    for spelling, other in ONE_SOUND:
        found = found.replace(spelling, other)
    return DOUBLED.sub(r"\1", found)


def forms(name: str) -> str:
    """A name as it is looked up: folded, as it sounds, and as it sounds when its spaces are closed up."""
    folded = fold(name)
    return " ".join([folded, *map(sounded, dict.fromkeys([folded, folded.replace(" ", "")]))])


@dataclass(frozen=True)
class Vocabulary:
    """The words of so many texts, folded, each once; word after word, the rows of the texts that hold it."""

    texts: int
    words: pa.Array
    rows: np.ndarray
    counts: np.ndarray

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Vocabulary":
        """The vocabulary of texts that are not yet folded."""
        numbers: dict[str, int] = {}
        codes, sizes = array("i"), array("i")
        for text in texts:
            found = dict.fromkeys(fold(text).split())
            codes.extend(numbers.setdefault(word, len(numbers)) for word in found)
            sizes.append(len(found))
        code = np.frombuffer(codes, dtype=np.int32)
        row = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
        counts = np.bincount(code, minlength=len(numbers))
        words = pa.array(numbers, type=pa.large_string())
        return cls(len(sizes), words, row[np.argsort(code, kind="stable")], counts)

    def having(self, part: str) -> np.ndarray:
        """A mask of the texts in a word of which the part stands; it is folded and has no space."""
        hit = pc.match_substring(self.words, part).to_numpy(zero_copy_only=False)
        found = np.zeros(self.texts, dtype=bool)
        found[self.rows[np.repeat(hit, self.counts)]] = True
        return found

    def matching(self, text: str) -> np.ndarray:
        """A mask of the texts in which every word of a text stands, as itself or as a part."""
        found = np.ones(self.texts, dtype=bool)
        for part in fold(text).split():
            found &= self.having(part)
        return found

    def sounding(self, text: str) -> np.ndarray:
        """A mask of the texts in which every word of a text stands, as it is or as it sounds."""
        found = np.ones(self.texts, dtype=bool)
        for part in fold(text).split():
            sound = sounded(part) or part
            hit = self.having(sound)
            found &= hit if sound in part else hit | self.having(part)
        return found
