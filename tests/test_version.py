"""The version of a folder: its files are read once, and again whenever one may have changed."""

import os
import shutil
from pathlib import Path

import pytest

from geodata import version
from geodata.version import hash_of, version_of
from tests.making import make_atlas


@pytest.fixture
def folder(tmp_path):
    hash_of.cache_clear()
    return make_atlas(tmp_path)


@pytest.fixture
def settled(monkeypatch):
    """As if every file had been left alone for long."""
    monkeypatch.setattr(version, "SETTLED", -(10**18))


def test_files_that_are_left_alone_are_read_once(folder, settled, monkeypatch):
    before = version_of(folder)
    monkeypatch.setattr(Path, "read_bytes", None)
    assert version_of(folder) == before


@pytest.mark.usefixtures("settled")
def test_an_edit_is_noticed_though_size_and_time_are_as_before(folder):
    path = folder / "events" / "topics.toml"
    before, facts = version_of(folder), path.stat()
    path.write_bytes(path.read_bytes().replace(b"roads", b"ROADS"))
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert path.stat().st_mtime_ns == facts.st_mtime_ns and path.stat().st_size == facts.st_size
    assert version_of(folder) != before


@pytest.mark.usefixtures("settled")
def test_another_file_moved_into_the_place_of_one_is_noticed(folder):
    path = folder / "geodata" / "places.geojson"
    before, facts = version_of(folder), path.stat()
    other = folder / "other"
    other.write_bytes(path.read_bytes().replace(b"Almaty", b"ALMATY"))
    shutil.copystat(path, other)
    other.replace(path)
    assert path.stat().st_mtime_ns == facts.st_mtime_ns
    assert version_of(folder) != before


def test_files_that_were_changed_just_now_are_read_again(folder, monkeypatch):
    facts = version.facts_of
    monkeypatch.setattr(version, "facts_of", lambda path: (*facts(path)[:1], *facts(str(folder))[1:3], 0))
    path = folder / "events" / "topics.toml"
    before = version_of(folder)
    path.write_bytes(path.read_bytes().replace(b"roads", b"ROADS"))
    assert version_of(folder) != before


def test_a_clock_that_runs_ahead_makes_it_slow_and_never_wrong(folder):
    path = folder / "events" / "topics.toml"
    os.utime(path, (2**33, 2**33))
    before = version_of(folder)
    path.write_bytes(path.read_bytes() + b"\n")
    os.utime(path, (2**33, 2**33))
    assert version_of(folder) != before


def test_a_folder_without_an_atlas_has_a_version_too(tmp_path):
    assert version_of(tmp_path) == version_of(tmp_path / "none")
