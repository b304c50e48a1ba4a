"""Search: texts by the words in which a part stands.

What is searched for has no space in it, so it stands in a text where it stands in one of its words;
and the words of all texts, each once, are few beside the texts.
"""

from array import array
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from events.fold import fold


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
