"""The map: folium through streamlit-folium, with nothing from third parties.

What folium sends is the same on every run, so that the frame is never rebuilt and its message crosses
as a hash. What changes, numbers alone, goes past it: from the head's component to the frame's script
(``static/marks.js``). No word of an atlas passes through folium.
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any

import folium
from folium.template import Template
from streamlit_folium import st_folium

from dashboard.published import SERVED
from geodata.drawing import Bounds

KEY = "map"
HEIGHT = 560
VERSION = re.compile(r"[0-9a-f]{16}")
DRAWING = Lock()
"""Rendering changes the ids in a folium map for a moment, and sessions share it."""


class OwnMap(folium.Map):
    """A folium map whose scripts and styles are ours, relative to the map's frame."""

    def __init__(self, version: str) -> None:
        if not VERSION.fullmatch(version):
            raise ValueError("an asset version is 16 hexadecimal digits")
        here = f"../{SERVED.removeprefix('component/')}/{version}"
        scripts = ("leaflet", "atlas-legend", "atlas-map")
        self.default_js = [(name, f"{here}/{name}.js") for name in scripts]
        self.default_css = [("leaflet", f"{here}/leaflet.css"), ("atlas", f"{here}/atlas-map.css")]
        super().__init__(
            location=(0, 0), zoom_start=3, tiles=None, zoom_control=True, attribution_control=False,
            keyboard=False, zoom_snap=0.25, wheel_px_per_zoom_level=120, minZoom=1, maxZoom=10,
            world_copy_jump=False,
        )  # fmt: skip  # without tiles folium drops min_zoom and max_zoom, and passes Leaflet's own names on
        self._id = "div"  # streamlit-folium gives it this id anyway, and looks for it in what was rendered
        self.rendered = False

    def render(self, **given: Any) -> None:
        """Into the figure, once: folium compiles its templates for every link each time."""
        if not self.rendered:
            super().render(**given)
        self.rendered = True


class Start(folium.MacroElement):
    """Hands the map to our script, with the first view (degrees)."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "PassageAtlas.start({{ this._parent.get_name() }}, {{ this.settings }});"
        "{% endmacro %}"
    )

    def __init__(self, view: Bounds) -> None:
        super().__init__()
        self._name = "Start"
        self.settings = json.dumps({"view": [round(float(v), 4) for v in view]})


@lru_cache(maxsize=8)
def own_map(version: str, view: Bounds) -> OwnMap:
    """The map of an atlas, made and rendered once."""
    found = OwnMap(version)
    Start(view).add_to(found)
    found.get_root().render()
    return found


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
