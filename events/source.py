"""Sources: an article as captured, what of its file is the article, and what it says of itself."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from events.record import Passage
from events.when import When

PARTS = {
    "title": "the article's own headline",
    "standfirst": "the summary under the headline",
    "dateline": "its date",
    "byline": "its authors",
    "caption": "a photo caption",
    "headline": "the headline of another story",
    "furniture": "page furniture: boxes, forms, lists, notes on the authors",
}
"""What a run of the file may be besides body text."""

BODY = ("body", "title", "standfirst")
"""The parts that records may rest on."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the file (code points) that is not body text."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class EditorsNote:
    """What we know from elsewhere: visibly ours, never the article's own word."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """An article file and what its own words say about it; what they do not say is ``absent``."""

    id: str
    file: str
    sha256: str
    language: str
    length: int
    title: Passage | None
    publisher: Passage | None
    authors: tuple[Passage, ...]
    published: Passage | None
    published_when: When | None
    absent: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    note: EditorsNote | None
    label: str

    def part_at(self, start: int, end: int) -> str:
        """The part that a run lies in: the first part it touches, else the body."""
        for part in self.parts:
            if start < part.end and end > part.start:
                return part.kind
        return "body"

    def body_runs(self) -> list[tuple[int, int]]:
        """The runs of the file that records may rest on, in order."""
        runs, at = [], 0
        for part in sorted(self.parts, key=lambda p: p.start):
            runs.append((at, part.start))
            if part.kind in BODY:
                runs.append((part.start, part.end))
            at = part.end
        return [run for run in [*runs, (at, self.length)] if run[0] < run[1]]


def digest(raw: bytes) -> str:
    """SHA-256 of the file as it lies on disk, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def read_text(path: Path) -> tuple[str, str]:
    """The text of a file, undecoded line ends and all, and its digest; raises UnicodeDecodeError."""
    raw = path.read_bytes()
    return raw.decode("utf-8"), digest(raw)
