"""What of an article the records tell: its body sentences, and which stand on no passage."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from events import errors
from events.archive import Archive
from events.errors import Ledger, Spot
from events.selector import TextPositionSelector
from events.source import Source

SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\bDr)(?<!\bMr)(?<!\bNo)[.!?…؟]+[”\"’'»)]*\s+(?=[“\"‘(]?\S)")
"""A full stop, its closing quotes and a space; initials (U.S., S. Frederick) do not end one."""

LETTERS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body and its run."""

    source: str
    text: str
    position: TextPositionSelector


def sentences(source: Source, text: str) -> Iterator[Sentence]:
    """The body sentences of an article in order; lines end sentences too."""
    for start, end in source.body_runs():
        for line in re.finditer(r"[^\n]+", text[start:end]):
            yield from _split(source.id, text, start + line.start(), start + line.end())


def _split(source: str, text: str, start: int, end: int) -> Iterator[Sentence]:
    cuts = [start + m.end() for m in SENTENCE_END.finditer(text[start:end])]
    for a, b in zip([start, *cuts], [*cuts, end], strict=True):
        piece = text[a:b].rstrip()
        if LETTERS.search(piece):
            yield Sentence(source, piece, TextPositionSelector(a, a + len(piece)))


def covered_runs(archive: Archive, source: str) -> list[TextPositionSelector]:
    """The runs of an article that records or silences account for."""
    told = [p.position for r in archive.records if r.source == source for p in r.passages]
    return told + [s.position for s in archive.silences if s.source == source]


def untold(archive: Archive, texts: dict[str, str]) -> list[Sentence]:
    """The body sentences that neither a record's passage nor a silence touches."""
    return [
        sentence
        for source in archive.sources
        if source.id in texts
        for runs in [covered_runs(archive, source.id)]
        for sentence in sentences(source, texts[source.id])
        if not any(r.start < sentence.position.end and r.end > sentence.position.start for r in runs)
    ]


def check_silences(archive: Archive, texts: dict[str, str], ledger: Ledger) -> None:
    """Refuse a silence whose words are not where it says."""
    for n, silence in enumerate(archive.silences, 1):
        text = texts.get(silence.source)
        at = silence.position
        if text is not None and text[at.start : at.end] != silence.exact:
            spot = Spot("events/silent.toml", "silent", n)
            write = "copy the words with atlas quote"
            ledger.add(errors.QuoteNotFound(spot, "exact", silence.exact, write))


def quoted_share(archive: Archive, source: Source) -> float:
    """The share of the article's own code points that stands in some quote, 0 to 1."""
    marked = bytearray(source.length)
    printed = [one.passage for one in (*archive.mentions, *archive.namings)]
    for passage in [p for r in archive.records for p in r.passages] + printed:
        if passage.source == source.id:
            a = passage.position.start - len(passage.quote.prefix)
            b = passage.position.end + len(passage.quote.suffix)
            marked[a:b] = b"\1" * (b - a)
    own = sum(end - start for start, end in source.body_runs())
    return sum(sum(marked[a:b]) for a, b in source.body_runs()) / own if own else 0.0
