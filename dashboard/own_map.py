"""The map as folium makes it: our scripts and styles from our own server, nothing of third parties.

No word of an atlas passes through folium: what a map holds is a version, and numbers.
"""

import json
import re
from functools import lru_cache
from typing import Any

import folium
from folium.template import Template

from dashboard.published import SERVED
from geodata.drawing import Bounds

VERSION = re.compile(r"[0-9a-f]{16}")
IN_A_COMPONENT, IN_THE_PAGE = "..", "./component"
"""Where components are served, as seen from the frame of one and from the page."""

DATA = ("places.json", "basemap.json")
"""What the map's script reads: asked for while that still comes."""


def address(version: str, components: str) -> str:
    """Where the files of a version are served."""
    if not VERSION.fullmatch(version):
        raise ValueError("an asset version is 16 hexadecimal digits")
    return f"{components}/{SERVED.removeprefix('component/')}/{version}"


class OwnMap(folium.Map):
    """A folium map whose scripts and styles are ours, relative to where it stands."""

    def __init__(self, version: str, components: str = IN_A_COMPONENT) -> None:
        here = address(version, components)
        scripts = ("leaflet", "atlas-shapes", "atlas-labels", "atlas-legend", "atlas-map")
        styles = ("leaflet", "atlas-map")
        self.default_js = [(f"{name}.js", f"{here}/{name}.js") for name in scripts]
        self.default_css = [(f"{name}.css", f"{here}/{name}.css") for name in styles]
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
    """Hands the map to our script, with the first view (degrees) and whether it stands in for another."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "PassageAtlas.start({{ this._parent.get_name() }}, {{ this.settings }});"
        "{% endmacro %}"
    )

    def __init__(self, view: Bounds, ahead: bool = False) -> None:
        super().__init__()
        self._name = "Start"
        self.settings = json.dumps({"view": [round(float(v), 4) for v in view], "ahead": ahead is True})


@lru_cache(maxsize=8)
def own_map(version: str, view: Bounds) -> OwnMap:
    """The map of an atlas for streamlit-folium, made and rendered once."""
    found = OwnMap(version)
    Start(view).add_to(found)
    found.get_root().render()
    return found


@lru_cache(maxsize=8)
def whole_page(version: str, view: Bounds) -> str:
    """The same map as a document of its own (HTML), for a frame in the page."""
    found = OwnMap(version, IN_THE_PAGE)
    Start(view, ahead=True).add_to(found)
    here = address(version, IN_THE_PAGE)
    asked = "".join(f'<link rel="preload" as="fetch" crossorigin href="{here}/{name}">' for name in DATA)
    found.get_root().header.add_child(folium.Element(f"<title>Map</title>{asked}"), index=0)
    return found.get_root().render().replace("<html>", '<html lang="en">', 1)
