"""Grounding: every quote is where it says it is, and the lock that shows it without the texts.

``grounding.lock`` holds one line a passage: owner, n, source id, start, end and the SHA-256 of
the JSON list [source sha, start, end, prefix, exact, suffix]. It catches accidents, not forgers.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from json.encoder import encode_basestring as json_string
from pathlib import Path

from events import errors
from events.archive import Archive
from events.errors import Ledger, Spot
from events.record import Passage
from events.selector import likely_slip, locate
from events.source import Source, read_text

LOCK = "events/grounding.lock"
PRINTED = ("mention", "name")
"""The fields of passages that are a printed name."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A passage with its owner's name in the lock, its number there (from 1), and its owner's id."""

    owner: str
    n: int
    passage: Passage
    id: str
    field: str

    def spot(self, archive: Archive) -> Spot:
        """Where it is written."""
        if self.field in PRINTED:
            return Spot(archive.spots[self.passage.source].file, f"{self.field}s", None, self.id)
        return archive.spots[self.id]


def owned(archive: Archive) -> Iterator[Owned]:
    """Every passage of the archive: of sources, of records, of printed names."""
    for source in archive.sources:
        said = [source.title, source.publisher, *source.authors, source.published]
        for n, passage in enumerate(filter(None, said), 1):
            yield Owned(f"source:{source.id}", n, passage, source.id, "source words")
    for record in archive.records:
        for n, passage in enumerate(record.passages, 1):
            yield Owned(record.id, n, passage, record.id, f"passage[{n}]")
    yield from numbered("place", ((m.place, m.passage) for m in archive.mentions), "mention")
    yield from numbered("name", ((n.name, n.passage) for n in archive.namings), "name")


def numbered(sort: str, printed: Iterable[tuple[str, Passage]], field: str) -> Iterator[Owned]:
    """Printed names, numbered by article: a change in one leaves the others' lines alone."""
    seen: Counter[tuple[str, str]] = Counter()
    for given, passage in printed:
        seen[given, passage.source] += 1
        yield Owned(f"{sort}:{given}", seen[given, passage.source], passage, given, field)


def seal(passage: Passage, sha256: str) -> str:
    """The hash that the lock keeps for a passage of a source with this digest."""
    quote, position = passage.quote, passage.position
    words = [json_string(words) for words in (sha256, quote.prefix, quote.exact, quote.suffix)]
    facts = f"[{words[0]}, {position.start}, {position.end}, {', '.join(words[1:])}]"
    return hashlib.sha256(facts.encode()).hexdigest()


def lock_lines(archive: Archive) -> Iterator[str]:
    """The lock of an archive, one line a passage, in the archive's order."""
    shas = {s.id: s.sha256 for s in archive.sources}
    for o in owned(archive):
        at = o.passage.position
        sealed = seal(o.passage, shas[o.passage.source])
        yield f"{o.owner} {o.n} {o.passage.source} {at.start} {at.end} {sealed}"


def check_lock(archive: Archive, lock: Path, ledger: Ledger) -> None:
    """Refuse every passage that the lock does not hold, and every line without a passage."""
    if not lock.is_file():
        write = "run atlas verify --texts DIR"
        ledger.add(errors.Missing(Spot(LOCK), "file", "grounding.lock", write))
        return
    if not in_step(archive, lock):
        compare_lock(archive, lock.read_text("utf-8", errors="replace").splitlines(), ledger)


def in_step(archive: Archive, lock: Path) -> bool:
    """Whether the lock is, line for line, what an archive without an id twice gives."""
    with lock.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        given = (f"{line}\n" for line in lock_lines(archive))
        same = all(kept == line for kept, line in zip_longest(lines, given))
    return same and len(archive.spots) == len(archive.sources) + len(archive.records)


def compare_lock(archive: Archive, lines: list[str], ledger: Ledger) -> None:
    """Name every passage that the lock does not hold, and every line without a passage."""
    locked = {tuple([*line.split(" "), "", ""][:3]): line for line in lines if line}
    for own, line in zip(owned(archive), lock_lines(archive), strict=True):
        kept = locked.pop((own.owner, str(own.n), own.passage.source), None)
        if kept != line:
            write = (
                "run atlas verify --texts DIR"
                if kept is None
                else "the quote, its place or its source changed"
            )
            exact = own.passage.quote.exact
            ledger.add(errors.LockMismatch(own.spot(archive), own.field, exact, write))
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
            verify_passage(own, text, archive, ledger)


def verify_passage(own: Owned, text: str, archive: Archive, ledger: Ledger) -> None:
    quote, position = own.passage.quote, own.passage.position
    found = locate(quote, text)
    if found == [position]:
        return
    spot = own.spot(archive)
    if not found:
        slip = likely_slip(quote.exact, text) if quote.exact not in text else "its prefix or suffix differs"
        ledger.add(errors.QuoteNotFound(spot, own.field, quote.whole, slip))
    elif len(found) > 1:
        write = "copy it again with atlas quote, which adds context until it is the only one"
        ledger.add(errors.QuoteTwice(spot, own.field, quote.exact, write))
    else:
        write = f"write start = {found[0].start}, end = {found[0].end}"
        ledger.add(errors.QuoteMoved(spot, own.field, quote.exact, write))


def write_lock(archive: Archive, lock: Path) -> int:
    """Write the lock whole or not at all; returns the number of lines."""
    lines = list(lock_lines(archive))
    fresh = lock.with_suffix(".fresh")
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8")
    fresh.replace(lock)
    return len(lines)
