"""Outlines as a browser draws them at once: SVG paths on a square world (Web Mercator, EPSG:3857)."""

from typing import Any

import numpy as np

WORLD = 2**19
"""Units around the world: one is 0.0007 degrees, finer than what positions are rounded to."""
NORTHMOST = 85.0511287798
"""Degrees: where the square world ends."""


def of_base(base: dict[str, Any]) -> dict[str, Any]:
    """A base map (``basemap.build``) with all land as one path, all borders as another."""
    return base | {"land": area(base["land"]), "borders": lines(base["borders"]), "world": WORLD}


def of_places(found: dict[str, Any]) -> dict[str, Any]:
    """Places (``drawing.places_data``) with the rings and the lines of each as one path."""
    return {"places": [of_place(place) for place in found["places"]]}


def of_place(place: dict[str, Any]) -> dict[str, Any]:
    drawn = {"rings": area, "lines": lines}
    return place | {name: drawn[name](place[name]) for name in drawn if name in place}


def area(polygons: list[list[list[list[float]]]]) -> str:
    """Polygons, each a list of closed rings, as one path for the even-odd rule."""
    return "".join(f"{line(ring)}z" for rings in polygons for ring in rings)


def lines(found: list[list[list[float]]]) -> str:
    return "".join(map(line, found))


def line(positions: list[list[float]]) -> str:
    """A path through longitudes and latitudes in degrees: a start, then steps; y points south."""
    east, north = np.radians(np.array(positions)).T
    north = np.clip(north, -np.radians(NORTHMOST), np.radians(NORTHMOST))
    x, y = 0.5 + east / (2 * np.pi), 0.5 - np.arctanh(np.sin(north)) / (2 * np.pi)
    found = np.round(np.column_stack([x, y]) * WORLD).astype(int)
    steps = np.diff(found, axis=0)
    start, *rest = (f"{x},{y}" for x, y in [found[0], *steps[steps.any(axis=1)]])
    return f"M{start}l{' '.join(rest)}" if rest else f"M{start}h0"
