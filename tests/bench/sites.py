"""The servers that are measured: our page on an atlas, the floor, and the usual page with its files."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tests.serving import ROOT, free_port, stop, wait_for

HERE = Path(__file__).resolve().parent
JQUERY = """window.$ = window.jQuery = (html) => {
  const made = document.createElement("template");
  made.innerHTML = html.trim();
  return [made.content.firstChild];
};"""
"""All of jQuery that folium's popups use; smaller than the real one, to the usual page's advantage."""
EMPTY = ("bootstrap.js", "awesome.js", "bootstrap.css", "awesome.css")


@dataclass(frozen=True)
class Site:
    """A server that runs: its address, and the session of processes it is."""

    home: str
    session: int

    def memory(self) -> float:
        """The peak of the server's largest process so far, in MiB; 0 where /proc is missing."""
        return max((peak(pid) for pid in pids_of(self.session)), default=0.0)

    def worked(self) -> float:
        """Milliseconds of processor time of all its processes so far."""
        ticks = sum(int(f[11]) + int(f[12]) for f in map(stat, pids_of(self.session)) if f)
        return 1000 * ticks / os.sysconf("SC_CLK_TCK")


def stat(pid: int) -> list[str]:
    """What /proc says of a process, from its state on; nothing if it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def pids_of(session: int) -> list[int]:
    """The processes of a session."""
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if [str(session)] == stat(pid)[3:4]]


def peak(pid: int) -> float:
    """VmHWM of a process in MiB: its peak resident set, loading included."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


@contextmanager
def dashboard(folder: Path, cache: Path) -> Iterator[Site]:
    """Our own page on the atlas in a folder, as ``atlas run`` serves it."""
    command = [sys.executable, "-m", "dashboard.cli", "run", str(folder), "--headless", "--port"]
    with running(command, {"ATLAS_CACHE": str(cache)}, cache) as site:
        yield site


@contextmanager
def floor(cache: Path) -> Iterator[Site]:
    """The page that does nothing."""
    with running(streamlit(HERE / "floor_page.py"), {}, cache) as site:
        yield site


@contextmanager
def usual(folder: Path, cache: Path) -> Iterator[Site]:
    """The usual page on the atlas in a folder, with the files that it would get from CDNs."""
    home = cache / "usual"
    lay_out(home)
    given = {"ATLAS_FOLDER": str(folder), "PYTHONPATH": str(ROOT)}
    with running(streamlit(home / "usual_page.py"), given, cache) as site:
        yield site


def streamlit(script: Path) -> list[str]:
    flags = [f"--{name}=true" for name in ("server.headless", "server.enableStaticServing")]
    return [sys.executable, "-m", "streamlit", "run", str(script), *flags, "--server.port"]


def lay_out(home: Path) -> None:
    """The script beside its folder ``static``; empty files stand in for what the page never uses."""
    static = home / "static"
    leaflet = Path(str(files("js_lib_leaflet").joinpath("static", "js_lib_leaflet")))
    shutil.copytree(leaflet / "images", static / "images")
    shutil.copy(HERE / "usual_page.py", home)
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(leaflet / name, static)
    shutil.copy(leaflet / "images" / "layers.png", static / "tile.png")
    (static / "jquery.js").write_text(JQUERY, "utf-8")
    for name in EMPTY:
        (static / name).write_text("", "utf-8")


@contextmanager
def running(command: list[str], more: dict[str, str], cache: Path) -> Iterator[Site]:
    """A command that ends in ``--…port``, with a free port, until the block ends."""
    port = free_port()
    log = (cache / f"server-{port}.log").open("wb")
    process = subprocess.Popen(
        [*command, str(port)], cwd=ROOT, env=os.environ | more, stdout=log, stderr=log, start_new_session=True
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield Site(f"http://127.0.0.1:{port}/", process.pid)
    finally:
        stop(process)
        log.close()
