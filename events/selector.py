"""Words, located: the two selectors of the W3C Web Annotation Data Model.

Offsets are code points of the decoded file; nothing is normalised. Locating is exact or it
fails; what looks similar is only ever suggested.
"""

import difflib
import re
from dataclasses import dataclass

CONTEXT = 32
"""The longest prefix and suffix, in code points."""

WANTED = 12
"""The context that a ready passage has where less would do: a word or two on either side."""

LONGEST_QUOTE = 60
"""The most words that prefix, exact and suffix may hold together."""

LONGEST_RUN = 1000
"""The most code points of the exact words: not every script sets spaces between words."""

LOOKALIKES = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2013": "-",
        "\u2014": "-",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u00ad": "",
        "\u200b": "",
    }
)


@dataclass(frozen=True, slots=True)
class TextQuoteSelector:
    """The words as printed (``exact``) and just enough around them."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def whole(self) -> str:
        return self.prefix + self.exact + self.suffix

    @property
    def words(self) -> int:
        return len(self.whole.split())


@dataclass(frozen=True, slots=True)
class TextPositionSelector:
    """A run of code points, ``start`` inclusive, ``end`` exclusive."""

    start: int
    end: int


def places_of(words: str, text: str) -> list[int]:
    """Every offset at which ``words`` stand, overlapping ones included."""
    found, at = [], text.find(words)
    while at >= 0 and words:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def locate(selector: TextQuoteSelector, text: str) -> list[TextPositionSelector]:
    """All positions of the exact words inside their prefix and suffix; one is the good case."""
    ahead, length = len(selector.prefix), len(selector.exact)
    return [TextPositionSelector(at + ahead, at + ahead + length) for at in places_of(selector.whole, text)]


def likely_slip(words: str, text: str) -> str:
    """What an author probably did to a quote that is not there; never a silent repair."""
    if words.translate(LOOKALIKES) in text.translate(LOOKALIKES):
        return f"a curly quote, dash or special space differs: {differing(words, text)}"
    if re.sub(r"\s+", " ", words) in re.sub(r"\s+", " ", text):
        return "only spaces or line ends differ; copy it with atlas quote"
    if words.casefold() in text.casefold():
        return "only upper and lower case differ; copy it with atlas quote"
    near = nearest(words, text)
    return f"write “{near}”, if that is meant" if near else "copy it with atlas quote"


def differing(words: str, text: str) -> str:
    """Names the first character that looks right and is not."""
    kept = [i for i, char in enumerate(text) if char.translate(LOOKALIKES)]
    at = text.translate(LOOKALIKES).find(words.translate(LOOKALIKES))
    for mine, theirs in zip(words, text[kept[at] :], strict=False):
        if mine != theirs:
            return f"U+{ord(mine):04X} is written, the source has U+{ord(theirs):04X}"
    return "copy it with atlas quote"


def nearest(words: str, text: str) -> str:
    """The line piece of the same length that is most like ``words``, or nothing."""
    width = len(words.split())
    tokens = re.findall(r"\S+", text)
    windows = (" ".join(tokens[i : i + width]) for i in range(max(1, len(tokens) - width + 1)))
    best = difflib.get_close_matches(words, list(windows), n=1, cutoff=0.8)
    return best[0] if best else ""


def context_before(text: str, start: int, longest: int = CONTEXT) -> str:
    """At most ``longest`` code points before ``start``, whole words, within the line."""
    line = text.rfind("\n", 0, start) + 1
    piece = text[max(line, start - longest) : start]
    if start - longest > line and not text[start - longest - 1].isspace():
        piece = piece[_first_gap(piece) :]
    return piece


def context_after(text: str, end: int, longest: int = CONTEXT) -> str:
    """At most ``longest`` code points after ``end``, whole words, within the line."""
    line = text.find("\n", end)
    line = len(text) if line < 0 else line
    piece = text[end : min(line, end + longest)]
    if end + longest < line and not text[end + longest].isspace():
        piece = piece[: len(piece) - _first_gap(piece[::-1])]
    return piece


def _first_gap(piece: str) -> int:
    gap = re.search(r"\s", piece)
    return gap.start() if gap else len(piece)


def select(text: str, start: int, end: int, wanted: int = WANTED) -> TextQuoteSelector:
    """The selector of a run with ``wanted`` context, or as much more as makes it the only one."""
    selector = TextQuoteSelector(text[start:end])
    for longest in range(wanted, CONTEXT + 1, 4):
        before, after = context_before(text, start, longest), context_after(text, end, longest)
        selector = TextQuoteSelector(text[start:end], before, after)
        if len(places_of(selector.whole, text)) == 1:
            break
    return selector
