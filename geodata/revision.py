"""An atlas folder as it is, or as it was at a git revision: exported to a temporary folder, read-only."""

import io
import os
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOMS = ("events", "geodata")
"""The folders of an atlas."""


class NoSuchState(Exception):
    """There is neither a folder nor a revision of this name, or it cannot be had; says why in plain words."""


@contextmanager
def folder_of(given: str) -> Iterator[Path]:
    """The folder of this name, else the working directory as it was at this git revision.

    The folder of a revision is gone when the block ends. Raises NoSuchState.
    """
    if is_folder(given):
        yield Path(given)
        return
    with TemporaryDirectory(prefix="atlas-") as found:
        export(given, Path(found))
        yield Path(found)


def is_folder(given: str) -> bool:
    try:
        return Path(given).is_dir()
    except (OSError, ValueError):  # a name too long, or with a NUL
        return False


def export(revision: str, into: Path) -> None:
    """Write the rooms of an atlas as they were at a revision; the repository is only read."""
    found = run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.returncode != 0:
        if run("rev-parse", "--git-dir").returncode != 0:
            raise NoSuchState(f"{revision}: there is no such folder, and this is no git repository")
        raise NoSuchState(f"{revision}: there is no such folder, and no such git revision")
    commit = found.stdout.decode().strip()
    rooms = run("ls-tree", "--name-only", commit, *ROOMS).stdout.decode().split()
    if not rooms:
        raise NoSuchState(f"{revision}: this revision holds no atlas here: events/ and geodata/ are missing")
    archive = run("archive", "--format=tar", commit, *rooms)
    if archive.returncode != 0:
        said = archive.stderr.decode(errors="replace").strip()
        raise NoSuchState(f"{revision}: git could not export this revision: {said}")
    try:
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as packed:
            packed.extractall(into, filter="data")
    except (tarfile.TarError, OSError) as error:
        raise NoSuchState(f"{revision}: this revision cannot be unpacked: {error}") from error


def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A git command that takes no lock; raises NoSuchState where git is missing."""
    environment = os.environ | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(["git", *arguments], capture_output=True, env=environment, check=False)
    except FileNotFoundError as error:
        raise NoSuchState("git is not installed here: name two folders instead of revisions") from error
    except ValueError as error:  # a NUL in an argument
        raise NoSuchState(f"there is no such folder, and no such git revision: {error}") from error
