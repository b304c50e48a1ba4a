"""Opening an atlas for the page: which folder, loaded once per version, its faults in words."""

import gc
import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import streamlit as st

from dashboard import assets, published
from dashboard.view import Known
from events.changes import CHANGES
from events.errors import AtlasFaults
from events.record import KINDS, VOICES
from geodata import atlas as atlas_module
from geodata import drawing
from geodata.atlas import Atlas
from geodata.drawing import Bounds
from geodata.version import facts_of

FOLDER = "ATLAS_FOLDER"
SHIPPED = Path(__file__).resolve().parent.parent
MOST_FAULTS = 50
LOOKS = 1.0
"""Seconds between two looks at the folder: with many files they were a tenth of a busy server's work."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An atlas ready to be shown: with the version of its files, its first view, what a link may name."""

    atlas: Atlas
    version: str
    bounds: Bounds
    known: Known


def folder() -> Path:
    """The atlas folder: the one named in ATLAS_FOLDER, else the shipped one."""
    return Path(os.environ.get(FOLDER) or SHIPPED)


@st.cache_resource(show_spinner="Opening the atlas …", max_entries=4)
def open_atlas(path: str, version: str) -> Opened:
    """The atlas in a folder.

    ``version`` is the key: an atlas that changes on disk is opened anew, and so is one whose list of
    changes, which is no part of its version, was written anew. Once it is loaded it
    is kept out of the garbage collector, which Streamlit runs after every run.
    """
    atlas = atlas_module.load(Path(path))
    _ = atlas.columns
    found = Opened(atlas, assets.publish(atlas), drawing.first_view(atlas), known(atlas))
    published.OPENED.append(found)
    gc.collect()
    gc.freeze()
    return found


def opened() -> Opened:
    """The atlas of this page, or its faults as a readable list and the end of the run."""
    try:
        return as_it_stands()
    except AtlasFaults as found:
        show_faults(found)
        st.stop()


def as_it_stands() -> Opened:
    """The atlas as its folder has it now; a fault of it is raised."""
    path = folder()
    return open_atlas(str(path), state_of(path, int(time.monotonic() / LOOKS)))


@lru_cache(maxsize=4)
def state_of(path: Path, moment: int) -> str:
    """The version of an atlas folder and the facts of its list of changes, looked at once in a ``moment``."""
    return f"{atlas_module.version_of(path)} {facts_of(str(path / CHANGES))}"


def stands(found: Opened) -> bool:
    """Whether its folder still holds this atlas."""
    try:
        return as_it_stands() is found
    except AtlasFaults:
        return False


def show_faults(found: AtlasFaults) -> None:
    """Every fault as text, one line each, without a path of the machine."""
    st.title("This atlas cannot be shown yet")
    count = len(found.faults)
    st.write(
        "One thing has to be mended first:" if count == 1 else f"{count} things have to be mended first:"
    )
    st.code("\n".join(str(f) for f in found.faults[:MOST_FAULTS]), language=None, wrap_lines=True)
    if count > MOST_FAULTS:
        st.write(f"These are the first {MOST_FAULTS}.")
    st.write("Whoever keeps the atlas sees the same list with the command: atlas check")


def known(atlas: Atlas) -> Known:
    """What a link into this atlas may name."""
    options = {
        "topic": [t.id for t in atlas.archive.topics],
        "kind": list(KINDS),
        "source": [s.id for s in atlas.archive.sources],
        "voice": list(VOICES),
    }
    records = {r.id: [link.id for link in r.places] for r in atlas.archive.records}
    return Known(options, atlas.places, records, atlas.names, atlas.questions)
