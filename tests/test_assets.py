"""What the browser loads is published whole or not at all, and never changes under its version."""

import json
import multiprocessing
import os
import re
import shutil
import signal
import stat
import sys
from pathlib import Path
from types import ModuleType

import pytest

from dashboard import assets, panels, words
from geodata import atlas as atlas_module
from geodata import drawing, paths
from tests.making import TOPICS, almaty, collection, make_atlas, swap, zhetysu

STATIC = Path(assets.__file__).parent / "static"
OURS = {p.name for p in STATIC.iterdir() if p.suffix in (".js", ".css")} - set(assets.STYLES)
FILES = {*OURS, *assets.LEAFLET, "places.json", "basemap.json", "words.json"}
PATIENCE = 240
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.test_assets"])  # imported once, not in every process


@pytest.fixture(autouse=True)
def no_main(monkeypatch):
    """AppTest leaves the page behind as ``__main__``; a new process would run it first."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    """A cache folder of this test alone."""
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "cache"))
    assets.root.cache_clear()
    yield tmp_path / "cache"
    assets.root.cache_clear()


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small atlas."""
    return make_atlas(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def small(folder):
    return atlas_module.load(folder)


def names_in(found: Path) -> set[str]:
    return {path.name for path in found.iterdir()}


# ---- what is published ---------------------------------------------------------------
def test_a_version_holds_every_file_and_nothing_else(own_cache, small):
    version = assets.publish(small)
    assert re.fullmatch("[0-9a-f]{16}", version)
    assert names_in(own_cache) == {version}
    assert names_in(own_cache / version) == FILES
    assert json.loads((own_cache / version / "places.json").read_bytes()) == paths.of_places(
        drawing.places_data(small)
    )
    assert json.loads((own_cache / version / "words.json").read_bytes()) == words.words(small)
    for name, raw in assets.ours().items():
        assert raw and (own_cache / version / name).read_bytes() == raw


def test_what_is_published_is_plain_files_that_any_server_may_read(own_cache, small):
    version = own_cache / assets.publish(small)
    assert stat.S_IMODE(version.stat().st_mode) == 0o755
    for path in [version, *version.iterdir()]:
        assert not path.is_symlink()
        assert path.is_dir() or path.is_file()


def test_publishing_again_touches_nothing(own_cache, small):
    version = own_cache / assets.publish(small)
    before = {path: path.stat().st_mtime_ns for path in [version, *version.iterdir()]}
    assert own_cache / assets.publish(small) == version
    assert {path: path.stat().st_mtime_ns for path in [version, *version.iterdir()]} == before


@pytest.mark.parametrize(
    "pieces",
    [
        {"topics": swap(TOPICS, "One bridge", "Another bridge")},
        {"places": collection(almaty(note="A note."), zhetysu())},
    ],
    ids=["a-title", "a-place"],
)
def test_a_changed_atlas_gets_a_version_of_its_own_and_the_old_one_stays(own_cache, tmp_path, small, pieces):
    before = assets.publish(small)
    changed = atlas_module.load(make_atlas(tmp_path, **pieces))
    after = assets.publish(changed)
    assert before != after
    assert names_in(own_cache) == {before, after}
    assert names_in(own_cache / before) == names_in(own_cache / after) == FILES


def test_the_same_atlas_elsewhere_has_the_same_version(own_cache, tmp_path, small):
    assert assets.publish(atlas_module.load(make_atlas(tmp_path))) == assets.publish(small)


def test_every_script_that_the_page_loads_is_published_and_so_is_what_it_imports():
    assert {f"{name}.js" for name in (*panels.NAMES, "atlas-map", "words")} <= OURS
    for name in OURS:
        source = (STATIC / name).read_text("utf-8")
        imported = re.findall(r"""(?:from|import|new URL\()\s*["']\./([^"']+)["']""", source)
        assert [one for one in imported if one not in FILES] == [], name


# ---- the style of the page -----------------------------------------------------------
def test_the_page_brings_its_styles_along_in_their_order():
    found = assets.page_style()
    assert assets.STYLES[:2] == ("page.css", "panels.css")
    assert {path.name for path in STATIC.glob("*.css")} == {*assets.STYLES, "atlas-map.css", "first-map.css"}
    whole = [(STATIC / name).read_text("utf-8") for name in assets.STYLES]
    assert found == f"<style>{''.join(whole)}</style>"
    assert found.count("<") == 2, "a style could end before its end"
    assert re.findall(r"url\(|@import|https?:|expression\(", found) == []


# ---- where ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"ATLAS_CACHE": "own"}, "own"),
        ({"ATLAS_CACHE": "own", "XDG_CACHE_HOME": "xdg"}, "own"),
        ({"XDG_CACHE_HOME": "xdg"}, "xdg/passage-atlas"),
        ({"ATLAS_CACHE": "", "XDG_CACHE_HOME": "xdg"}, "xdg/passage-atlas"),
        ({"HOME": "home"}, "home/.cache/passage-atlas"),
    ],
    ids=["ours", "ours-first", "the-users", "empty-is-unset", "at-home"],
)
def test_the_cache_folder_is_the_first_that_is_named(tmp_path, monkeypatch, environment, chosen):
    for name in ("ATLAS_CACHE", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, str(tmp_path / value) if value else "")
    assert assets.root.__wrapped__() == tmp_path / chosen
    assert (tmp_path / chosen).is_dir()


def test_a_cache_folder_that_cannot_be_made_gives_way_to_a_temporary_one(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("ATLAS_CACHE", str(tmp_path / "file" / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    found = assets.root.__wrapped__()
    assert found.parent == tmp_path and found.name.startswith("passage-atlas-")


# ---- two at the same time ------------------------------------------------------------
def publish_with_others(folder, cache, together, said):
    """In a process of its own: open the atlas, wait for the others, publish."""
    os.environ["ATLAS_CACHE"] = cache
    atlas = atlas_module.load(Path(folder))
    together.wait(PATIENCE)
    said.put(assets.publish(atlas))


def write_with_others(cache, rounds, together, said):
    """In a process of its own: write the same folders as the others at the same moments."""
    for n in range(rounds):
        together.wait(PATIENCE)
        assets.write_whole(Path(cache) / f"{n:016x}", {f"{m}.txt": b"%d" % n * 500 for m in range(20)})
    said.put("done")


def at_the_same_time(count, work, *given):
    """What processes that work side by side say."""
    together, said = processes.Barrier(count), processes.SimpleQueue()
    workers = [processes.Process(target=work, args=(*given, together, said)) for _ in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(PATIENCE)
    assert [worker.exitcode for worker in workers] == [0] * count
    return [said.get() for _ in range(count)]


def test_two_processes_that_publish_at_once_leave_one_whole_folder(tmp_path, folder):
    first, second = at_the_same_time(2, publish_with_others, str(folder), str(tmp_path))
    assert first == second
    assert names_in(tmp_path) == {first}
    assert names_in(tmp_path / first) == FILES


def test_three_processes_that_write_the_same_folders_leave_each_whole_once(tmp_path):
    at_the_same_time(3, write_with_others, str(tmp_path), 40)
    assert names_in(tmp_path) == {f"{n:016x}" for n in range(40)}
    for n in range(40):
        for path in (tmp_path / f"{n:016x}").iterdir():
            assert path.read_bytes() == b"%d" % n * 500
        assert len(names_in(tmp_path / f"{n:016x}")) == 20


# ---- killed in the middle ------------------------------------------------------------
class Endless(dict):
    """Files of which the next one after ``ready`` is never given."""

    def items(self):
        for n, pair in enumerate(super().items()):
            yield pair
            if n == 3:
                self.ready.set()
                self.never.wait(PATIENCE)


def publish_and_never_end(target, ready, never):
    files = Endless({f"{n}.txt": b"x" * 1000 for n in range(8)})
    files.ready, files.never = ready, never
    assets.write_whole(Path(target), files)


def test_a_publishing_that_is_killed_leaves_nothing_that_is_served(own_cache, small):
    version = assets.publish(small)
    whole = {path.name: path.read_bytes() for path in (own_cache / version).iterdir()}
    shutil.rmtree(own_cache / version)

    ready, never = processes.Event(), processes.Event()
    worker = processes.Process(target=publish_and_never_end, args=(str(own_cache / version), ready, never))
    worker.start()
    assert ready.wait(PATIENCE)
    os.kill(worker.pid, signal.SIGKILL)
    worker.join(PATIENCE)
    assert worker.exitcode == -signal.SIGKILL

    assert not (own_cache / version).exists()
    assert all(name.startswith(".fresh-") for name in names_in(own_cache))
    assert assets.publish(small) == version
    assert {path.name: path.read_bytes() for path in (own_cache / version).iterdir()} == whole
