"""An article as one reads it: its passages in the order of the text, and its whole text with them marked.

The whole text is read from a folder that whoever runs the page has; it is never part of an atlas.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from events import errors, grounding
from events.errors import AtlasFaults, Ledger, Spot
from events.record import Mention, Passage, Record
from events.source import Source

KEPT = 32
"""Full texts that stay in memory."""

AROUND = ("caption", "headline", "furniture")
"""The parts that are no part of the article."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One run of words, the records that rest on it and the place names printed in it."""

    passage: Passage
    records: tuple[Record, ...]
    mentions: tuple[Mention, ...]

    @property
    def run(self) -> tuple[int, int]:
        return self.passage.position.start, self.passage.position.end


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the file, or a piece of one; ``kind`` is body or a part."""

    kind: str
    start: int
    end: int


# ---- passages --------------------------------------------------------------------------
def entries(records: Iterable[Record], mentions: Iterable[Mention]) -> list[Entry]:
    """The passages of an article in the order of its text.

    Words that several records rest on are one entry. A place name inside a record's words is
    named there and is no entry of its own.
    """
    named = sorted(mentions, key=lambda m: m.passage.position.start)
    starts = [m.passage.position.start for m in named]
    found, inside = [], set()
    for passage, resting in together(records):
        here = within(passage, named, starts)
        inside.update(here)
        found.append(Entry(passage, resting, tuple(named[n] for n in here)))
    found += alone([m for n, m in enumerate(named) if n not in inside])
    return sorted(found, key=lambda e: (e.run[0], -e.run[1]))


def together(records: Iterable[Record]) -> list[tuple[Passage, tuple[Record, ...]]]:
    """Each passage with the records that rest on the same words in the same voice."""
    found: dict[object, tuple[Passage, dict[str, Record]]] = {}
    for record in records:
        for passage in record.passages:
            same = (passage.position, passage.quote, passage.voice)
            found.setdefault(same, (passage, {}))[1][record.id] = record
    return [(passage, tuple(resting.values())) for passage, resting in found.values()]


def within(passage: Passage, named: Sequence[Mention], starts: Sequence[int]) -> list[int]:
    """The numbers of the place names that lie inside a passage; both in the order of the text."""
    at = passage.position
    possible = range(bisect_left(starts, at.start), bisect_left(starts, at.end))
    return [n for n in possible if named[n].passage.position.end <= at.end]


def alone(mentions: Iterable[Mention]) -> list[Entry]:
    """Place names without a record, one entry a run: the same words may name two places."""
    found: dict[object, list[Mention]] = {}
    for mention in mentions:
        found.setdefault(mention.passage.position, []).append(mention)
    return [Entry(group[0].passage, (), tuple(group)) for group in found.values()]


# ---- the whole text --------------------------------------------------------------------
@lru_cache(maxsize=KEPT)
def full_text(source: Source, texts: Path) -> str:
    """The text of an article, kept once it is found to be the one that the atlas was made from.

    Raises AtlasFaults for a file that is missing or different; that is never kept, so a file
    put into the folder later is found.
    """
    ledger = Ledger()
    text = grounding.load_text(source, texts, Spot(source.file), ledger)
    ledger.settle()
    return text or ""


def text_of(source: Source, texts: Path | None) -> tuple[str | None, str]:
    """The full text if it is at hand, else why not: ``missing`` or ``different``; no folder, no reason."""
    if texts is None:
        return None, ""
    try:
        return full_text(source, texts), ""
    except AtlasFaults as found:
        gone = any(isinstance(fault, errors.Missing) for fault in found.faults)
        return None, "missing" if gone else "different"


def blocks(source: Source, text: str, longest: int) -> Iterator[Block]:
    """The paragraphs of a text: its lines, cut where a part begins or ends; blank ones left out."""
    edges = {edge for part in source.parts for edge in (part.start, part.end)}
    lines = {line.end() for line in re.finditer("\n", text)}
    for start, end in pairwise(sorted({0, len(text)} | edges | lines)):
        shown = start + len(text[start:end].rstrip())
        kind = source.part_at(start, end)
        yield from (Block(kind, a, b) for a, b in pieces(text, start, shown, longest))


def pieces(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """A run in pieces of at most ``longest``, cut after a space where there is one."""
    while end - start > longest:
        cut = text.rfind(" ", start + longest // 2, start + longest) + 1 or start + longest
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def chunks(found: Iterable[Block], longest: int) -> list[list[Block]]:
    """Blocks in runs of at most ``longest`` characters; none holds more than that alone."""
    chunked: list[list[Block]] = [[]]
    left = longest
    for block in found:
        size = block.end - block.start
        if size > left and chunked[-1]:
            chunked.append([])
            left = longest
        chunked[-1].append(block)
        left -= size
    return chunked


def runs(block: Block, marked: Sequence[tuple[int, int]]) -> list[tuple[int, int, list[int]]]:
    """A block split wherever a marked run begins or ends, each piece with the numbers of what covers it."""
    here = [n for n, (start, end) in enumerate(marked) if start < block.end and end > block.start]
    edges = {edge for n in here for edge in marked[n] if block.start < edge < block.end}
    return [
        (a, b, [n for n in here if marked[n][0] <= a and b <= marked[n][1]])
        for a, b in pairwise(sorted({block.start, block.end} | edges))
    ]
