"""Files that the browser loads from our own server: scripts, styles, the base map, the places.

They are written once per version into a cache folder, whole or not at all, and served by
Streamlit under ``published.SERVED``/<version>/. A version is a hash over the
atlas and over our own files, so that a file never changes under an older session.
"""

import hashlib
import json
import os
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

import streamlit.components.v1 as components

from dashboard import words
from dashboard.contact import contact
from geodata import basemap, drawing, paths
from geodata.atlas import Atlas

STYLES = (
    "page.css", "panels.css", "years.css", "sheets.css", "coverage.css", "corrections.css", "plot.css",
    "questions.css", "timeline.css",
)  # fmt: skip
"""Styles that the page brings along itself, so that no word is seen without them."""
LEAFLET = ("leaflet.js", "leaflet.css")


@cache
def root() -> Path:
    """The cache folder: ATLAS_CACHE, else the user's own cache, else a temporary folder."""
    given = os.environ.get("ATLAS_CACHE")
    try:
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        chosen = Path(given) if given else Path(home) / "passage-atlas"
        chosen.mkdir(parents=True, exist_ok=True)
        return chosen
    except (OSError, RuntimeError):  # not writable, or a user without a home
        return Path(tempfile.mkdtemp(prefix="passage-atlas-"))


def serve() -> None:
    """Register the cache folder with Streamlit; has to happen inside a script run."""
    components.declare_component("atlas", path=str(root()))


@cache
def page_style() -> str:
    """The style of the page and its panels: it stands before the first word does."""
    static = files("dashboard").joinpath("static")
    found = (static.joinpath(name).read_text("utf-8") for name in STYLES)
    return f"<style>{''.join(found)}</style>"


def ours() -> dict[str, bytes]:
    """Our own files and Leaflet's, by name."""
    static = files("dashboard").joinpath("static")
    leaflet = files("js_lib_leaflet").joinpath("static", "js_lib_leaflet")
    found = {
        f.name: f.read_bytes()
        for f in static.iterdir()
        if f.name.endswith((".js", ".css")) and f.name not in STYLES
    }
    return found | {name: leaflet.joinpath(name).read_bytes() for name in LEAFLET}


@cache
def code_version() -> str:
    whole = hashlib.sha256()
    for name, raw in sorted(ours().items()):
        whole.update(f"{name} {len(raw)}\n".encode() + raw)
    return whole.hexdigest()


def publish(atlas: Atlas) -> str:
    """Write the files of an atlas unless they are there; returns their version (16 hex digits).

    Whom to write to is the host's to say, so it is a part of the version.
    """
    whole = atlas.version + code_version() + contact(atlas.archive.contact)
    version = hashlib.sha256(whole.encode()).hexdigest()[:16]
    target = root() / version
    if not target.is_dir():
        write_whole(target, ours() | generated(atlas))
    return version


def generated(atlas: Atlas) -> dict[str, bytes]:
    view = drawing.first_view(atlas)
    found = {
        "places.json": paths.of_places(drawing.places_data(atlas)),
        "basemap.json": paths.of_base(basemap.build(view)),
        "words.json": words.words(atlas),
    }  # fmt: skip
    return {
        name: json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        for name, data in found.items()
    }


def write_whole(target: Path, found: dict[str, bytes]) -> None:
    """A folder that appears complete or not at all, whoever else writes it too."""
    fresh = Path(tempfile.mkdtemp(prefix=".fresh-", dir=target.parent))
    for name, raw in found.items():
        (fresh / name).write_bytes(raw)
    fresh.chmod(0o755)
    try:
        fresh.replace(target)
    except OSError:  # another process was first, with the same content
        shutil.rmtree(fresh, ignore_errors=True)
