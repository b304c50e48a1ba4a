"""What the map's frame loads once per atlas: each place's name, shape and label position.

Longitudes are turned by 360° where that brings a place nearer to the middle of the first view,
so that an atlas across the antimeridian is one piece.
"""

from typing import Any

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

from geodata.atlas import Atlas
from geodata.place import KINDS, Place

Bounds = tuple[float, float, float, float]
WORLD: Bounds = (-170.0, -55.0, 190.0, 75.0)


def first_view(atlas: Atlas) -> Bounds:
    """West, south, east, north of the first view; east is above 180 across the antimeridian.

    The layer's own ``view`` where it has one; else the bounds of what is smaller than a
    country, else of everything that is placed.
    """
    if atlas.gazetteer.view is not None:
        west, south, east, north = atlas.gazetteer.view
        return west, south, (east if east >= west else east + 360), north
    placed = [p for p in atlas.gazetteer.places if p.geometry is not None]
    near = [p for p in placed if p.precision in ("point", "area", "line")] or placed
    return around([p.geometry for p in near if p.geometry is not None])


def around(geometries: list[BaseGeometry]) -> Bounds:
    """The smallest bounds around geometries, across the antimeridian where that is smaller."""
    if not geometries:
        return WORLD
    boxes = np.array([part.bounds for g in geometries for part in getattr(g, "geoms", [g])])
    west, east = boxes[:, 0], boxes[:, 2]
    turned = np.where(west < 0, west + 360, west), np.where(west < 0, east + 360, east)
    if turned[1].max() - turned[0].min() < east.max() - west.min():
        west, east = turned
    pad = 2.0
    return (
        float(west.min()) - pad, max(-85.0, float(boxes[:, 1].min()) - pad),
        float(east.max()) + pad, min(85.0, float(boxes[:, 3].max()) + pad),
    )  # fmt: skip


def places_data(atlas: Atlas) -> dict[str, Any]:
    """The places as plain lists, ready for JSON, in the gazetteer's order."""
    west, _, east, _ = first_view(atlas)
    middle = (west + east) / 2
    counts = atlas.columns.places.counts(np.ones(atlas.columns.rows, dtype=bool))
    return {
        "places": [
            drawn(place, int(count), middle, atlas)
            for place, count in zip(atlas.gazetteer.places, counts, strict=True)
        ]
    }


def drawn(place: Place, count: int, middle: float, atlas: Atlas) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": place.id, "title": place.title, "kind": KINDS[place.kind].lower(),
        "certainty": place.certainty, "hollow": count == 0, "why": hollow_reason(place, atlas), "at": None,
    }  # fmt: skip
    if place.geometry is None:
        return found
    geometry = turn(place.geometry, middle)
    point = (
        shapely.maximum_inscribed_circle(largest(geometry)).coords[0]
        if geometry.area
        else middle_of(geometry)
    )
    found |= {"at": [round(c, 4) for c in point], "bounds": list(geometry.bounds), "area": geometry.area}
    if "Polygon" in geometry.geom_type:
        found["rings"] = [polygon_rings(p) for p in getattr(geometry, "geoms", [geometry])]
    elif "Line" in geometry.geom_type:
        found["lines"] = [positions(part) for part in getattr(geometry, "geoms", [geometry])]
    return found if geometry.area or "lines" in found else {k: v for k, v in found.items() if k != "bounds"}


def hollow_reason(place: Place, atlas: Atlas) -> str:
    """Why a place without records is on the map at all."""
    readings = {m.reading for m in atlas.mentions_of.get(place.id, [])}
    if readings <= {"caption", "headline"}:
        return "named in a caption or headline only"
    return "named, but no record is about it"


def turn(geometry: BaseGeometry, middle: float) -> BaseGeometry:
    """Each part moved by whole turns to where it is nearest to the middle."""
    moved = [
        shapely.affinity.translate(part, 360 * round((middle - (part.bounds[0] + part.bounds[2]) / 2) / 360))
        for part in getattr(geometry, "geoms", [geometry])
    ]
    return shapely.union_all(moved) if len(moved) > 1 else moved[0]


def largest(geometry: BaseGeometry) -> BaseGeometry:
    return max(getattr(geometry, "geoms", [geometry]), key=lambda part: part.area)


def middle_of(geometry: BaseGeometry) -> tuple[float, float]:
    """A point, the middle of points, or the middle of the longest line."""
    if "Point" in geometry.geom_type:
        return geometry.centroid.x, geometry.centroid.y
    longest = max(getattr(geometry, "geoms", [geometry]), key=lambda part: part.length)
    point = longest.interpolate(0.5, normalized=True)
    return point.x, point.y


def polygon_rings(polygon: BaseGeometry) -> list[list[list[float]]]:
    return [positions(ring) for ring in (polygon.exterior, *polygon.interiors)]


def positions(found: BaseGeometry) -> list[list[float]]:
    return np.round(np.array(found.coords)[:, :2], 3).tolist()
