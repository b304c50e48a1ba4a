"""The map: folium through streamlit-folium, with nothing from third parties.

The main map's script is the same on every run, so that the frame is never rebuilt; what
changes goes through a feature group of numbers. No word of an atlas passes through folium.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import folium
from folium.template import Template
from streamlit_folium import st_folium

from dashboard.assets import SERVED
from geodata.drawing import Bounds

KEY = "map"
HEIGHT = 560
VERSION = re.compile(r"[0-9a-f]{16}")


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
            keyboard=False, zoom_snap=0.25, wheel_px_per_zoom_level=120, min_zoom=1, max_zoom=10,
            world_copy_jump=False,
        )  # fmt: skip


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


class Marks(folium.FeatureGroup):
    """Counts by place number, sent on every run; the name stays what the frontend expects."""

    _template = Template(
        "{% macro script(this, kwargs) %}window.feature_group = [];"
        "var {{ this.get_name() }} ="
        " PassageAtlas.show({{ this._parent.get_name() }}, {{ this.numbers }});{% endmacro %}"
    )

    def __init__(self, marks: dict[str, Any]) -> None:
        super().__init__()
        self._name = "FeatureGroup"
        self.numbers = numbers(marks)


def numbers(marks: dict[str, Any]) -> str:
    """The marks as JSON; anything but numbers, booleans and null is refused."""
    found = {
        "counts": [[int(n), int(count)] for n, count in marks["counts"]],
        "selected": None if marks["selected"] is None else int(marks["selected"]),
        "most": int(marks["most"]),
        "fit": bool(marks["fit"]),
        "more": int(marks["more"]),
    }
    return json.dumps(found, separators=(",", ":"))


def draw(marks: dict[str, Any], version: str, view: Bounds, on_change: Callable[[], None]) -> None:
    """Draw the map; ``on_change`` is called when the reader picks a place."""
    found = OwnMap(version)
    Start(view).add_to(found)
    st_folium(
        found, key=KEY, height=HEIGHT, use_container_width=True, feature_group_to_add=Marks(marks),
        returned_objects=["last_active_drawing"], on_change=on_change,
    )  # fmt: skip


def picked(value: Any) -> str | None:
    """The place id that the map reports, or None; whether it exists is for the caller."""
    drawing = value.get("last_active_drawing") if isinstance(value, dict) else None
    given = drawing.get("id") if isinstance(drawing, dict) else None
    return given if isinstance(given, str) else None
