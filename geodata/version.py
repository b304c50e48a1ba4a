"""The version of an atlas folder: asked in every run of the page, so that an edit on the disk is noticed."""

import hashlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from events.grounding import LOCK

SETTLED = 2 * 10**9
"""Nanoseconds after which a file's facts tell every edit; the coarsest disks count in two seconds."""


def version_of(folder: Path) -> str:
    """The first 16 hexadecimal digits of the SHA-256 over every file of the atlas.

    Files are read again when their facts on the disk change, and for a while after that: two
    edits within one tick of the disk's clock leave the same facts.
    """
    found = Facts.of(folder)
    return hash_of(folder, found) if found.settled else hash_of.__wrapped__(folder, found)


@dataclass(frozen=True, slots=True)
class Facts:
    """The path of each file of an atlas with its size, its times of change and its number on the disk."""

    files: tuple[tuple[str, int, int, int, int], ...]

    @classmethod
    def of(cls, folder: Path) -> "Facts":
        tables = sorted(path for path in below(folder / "events") if path.endswith(".toml"))
        paths = [*tables, str(folder / LOCK), str(folder / "geodata" / "places.geojson")]
        return cls(tuple((path, *facts_of(path)) for path in paths))

    @property
    def settled(self) -> bool:
        newest = max(max(changed, moved) for _, _, changed, moved, _ in self.files)
        return time.time_ns() - newest > SETTLED


def below(folder: Path | str) -> Iterator[str]:
    """Every file under a folder."""
    for parent, _, names in os.walk(folder):
        yield from (os.path.join(parent, name) for name in names)


def facts_of(path: str) -> tuple[int, int, int, int]:
    try:
        found = os.stat(path)
    except OSError:
        return 0, 0, 0, 0
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


@lru_cache(maxsize=8)
def hash_of(folder: Path, facts: Facts) -> str:
    whole = hashlib.sha256()
    for path in (Path(file[0]) for file in facts.files):
        raw = path.read_bytes() if path.is_file() else b""
        name = path.relative_to(folder).as_posix()
        whole.update(f"{name} {len(raw)}\n".encode(errors="surrogateescape") + raw)
    return whole.hexdigest()[:16]
