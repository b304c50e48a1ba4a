"""Grounding: every quote is where it says it is, and the lock that shows it without the texts.

``grounding.lock`` holds one line a passage: owner, n, source id, start, end and the SHA-256 of
the JSON list [source sha, start, end, prefix, exact, suffix]. It catches accidents, not forgers.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from events import errors
from events.archive import Archive
from events.errors import Ledger, Spot
from events.record import Passage
from events.selector import TextPositionSelector, likely_slip, locate
from events.source import Source, read_text

LOCK = "events/grounding.lock"


@dataclass(frozen=True, slots=True)
class Owned:
    """A passage with its owner's id, its number there (from 1) and where it is written."""

    owner: str
    n: int
    passage: Passage
    spot: Spot
    field: str


def owned(archive: Archive) -> Iterator[Owned]:
    """Every passage of the archive: of sources, of records, of mentions."""
    for source in archive.sources:
        said = [source.title, source.publisher, *source.authors, source.published]
        for n, passage in enumerate(filter(None, said), 1):
            yield Owned(f"source:{source.id}", n, passage, archive.spots[source.id], "source words")
    for record in archive.records:
        for n, passage in enumerate(record.passages, 1):
            yield Owned(record.id, n, passage, archive.spots[record.id], f"passage[{n}]")
    seen: Counter[tuple[str, str]] = Counter()
    for mention in archive.mentions:
        source = mention.passage.source
        seen[mention.place, source] += 1  # by article: a change in one leaves the others' lines alone
        spot = Spot(archive.spots[source].file, "mentions", None, mention.place)
        yield Owned(f"place:{mention.place}", seen[mention.place, source], mention.passage, spot, "mention")


def seal(passage: Passage, sha256: str) -> str:
    """The hash that the lock keeps for a passage of a source with this digest."""
    quote, position = passage.quote, passage.position
    facts = [sha256, position.start, position.end, quote.prefix, quote.exact, quote.suffix]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def lock_lines(archive: Archive) -> list[str]:
    """The lock of an archive, one line a passage, in the archive's order."""
    shas = {s.id: s.sha256 for s in archive.sources}
    return [
        f"{o.owner} {o.n} {o.passage.source} {o.passage.position.start} {o.passage.position.end}"
        f" {seal(o.passage, shas[o.passage.source])}"
        for o in owned(archive)
    ]


def check_lock(archive: Archive, lock: Path, ledger: Ledger) -> None:
    """Refuse every passage that the lock does not hold, and every line without a passage."""
    if not lock.is_file():
        write = "run atlas verify --texts DIR"
        ledger.add(errors.Missing(Spot(LOCK), "file", "grounding.lock", write))
        return
    lines = lock.read_text("utf-8", errors="replace").splitlines()
    locked = {tuple([*line.split(" "), "", ""][:3]): line for line in lines if line}
    for own, line in zip(owned(archive), lock_lines(archive), strict=True):
        kept = locked.pop((own.owner, str(own.n), own.passage.source), None)
        if kept != line:
            write = (
                "run atlas verify --texts DIR"
                if kept is None
                else "the quote, its place or its source changed"
            )
            ledger.add(errors.LockMismatch(own.spot, own.field, own.passage.quote.exact, write))
    for owner, n, _ in locked if archive.whole else ():
        ledger.add(errors.LockStale(Spot(LOCK), owner, n, "run atlas verify --texts DIR"))


def load_texts(archive: Archive, texts: Path, ledger: Ledger) -> dict[str, str]:
    """The full texts by source id; a missing, altered or undecodable file is a fault."""
    return {
        source.id: text
        for source in archive.sources
        if (text := load_text(source, texts, archive.spots[source.id], ledger)) is not None
    }


def load_text(source: Source, texts: Path, spot: Spot, ledger: Ledger) -> str | None:
    try:
        text, sha256 = read_text(texts / source.file)
    except UnicodeDecodeError as error:
        ledger.add(errors.NotUtf8(spot, "file", source.file, f"byte {error.start} cannot be read"))
        return None
    except (OSError, ValueError):  # not there, a folder, or no name that a file can have
        ledger.add(errors.Missing(spot, "file", source.file, "put it into the folder of texts"))
        return None
    if sha256 != source.sha256:
        write = f"its SHA-256 is {sha256[:12]}…, the atlas was made from {source.sha256[:12]}…"
        ledger.add(errors.SourceAltered(spot, "sha256", source.file, write))
        return None
    if len(text) != source.length:
        ledger.add(errors.OutOfStep(spot, "length", source.length, f"write {len(text)}"))
    return text


def verify(archive: Archive, texts: dict[str, str], ledger: Ledger) -> None:
    """Locate every quote afresh in the full texts; exact or a fault."""
    for own in owned(archive):
        text = texts.get(own.passage.source)
        if text is not None:
            verify_passage(own, text, ledger)


def verify_passage(own: Owned, text: str, ledger: Ledger) -> None:
    quote, position = own.passage.quote, own.passage.position
    found = locate(quote, text)
    if not found:
        slip = likely_slip(quote.exact, text) if quote.exact not in text else "its prefix or suffix differs"
        ledger.add(errors.QuoteNotFound(own.spot, own.field, quote.whole, slip))
    elif len(found) > 1:
        write = "copy it again with atlas quote, which adds context until it is the only one"
        ledger.add(errors.QuoteTwice(own.spot, own.field, quote.exact, write))
    elif found != [TextPositionSelector(position.start, position.end)]:
        write = f"write start = {found[0].start}, end = {found[0].end}"
        ledger.add(errors.QuoteMoved(own.spot, own.field, quote.exact, write))


def write_lock(archive: Archive, lock: Path) -> int:
    """Write the lock whole or not at all; returns the number of lines."""
    lines = lock_lines(archive)
    fresh = lock.with_suffix(".fresh")
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(lock)
    return len(lines)
