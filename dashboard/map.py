"""The map on the page: folium through streamlit-folium.

What folium sends is the same on every run, so that the frame is never rebuilt and its message crosses
as a hash. What changes, numbers alone, goes past it: from the head's component to the frame's script
(``static/marks.js``).
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

from streamlit_folium import st_folium

from dashboard.own_map import own_map
from geodata.drawing import Bounds

KEY = "map"
HEIGHT = 560
DRAWING = Lock()
"""Rendering changes the ids in a folium map for a moment, and sessions share it."""


def draw(version: str, view: Bounds, on_change: Callable[[], None]) -> None:
    """Draw the map; ``on_change`` is called when the reader picks a place."""
    with DRAWING:
        st_folium(
            own_map(version, view), key=KEY, height=HEIGHT, use_container_width=True,
            returned_objects=["last_active_drawing"], on_change=on_change, render=False,
        )  # fmt: skip


def picked(value: Any) -> str | None:
    """The place id that the map reports, or None; whether it exists is for the caller."""
    drawing = value.get("last_active_drawing") if isinstance(value, dict) else None
    given = drawing.get("id") if isinstance(drawing, dict) else None
    return given if isinstance(given, str) else None
