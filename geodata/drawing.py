"""What the map's frame loads once per atlas: each place's name, shape and label position.

Longitudes are turned by 360° where that brings a place nearer to the middle of the first view,
so that an atlas across the antimeridian is one piece.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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
    counts = atlas.columns.places.counts(np.ones(atlas.columns.rows, dtype=bool)).tolist()
    turned = {p.id: turn(p.geometry, middle) for p in atlas.gazetteer.places if p.geometry is not None}
    areas = Areas.of(turned.values())
    return {
        "places": [
            facts(place, count, atlas) | shapes(turned.get(place.id), areas)
            for place, count in zip(atlas.gazetteer.places, counts, strict=True)
        ]
    }


@dataclass(frozen=True)
class Areas:
    """The geometries that have an area, ready to be asked which of them meet another."""

    geometries: np.ndarray
    sizes: np.ndarray
    tree: shapely.STRtree

    @classmethod
    def of(cls, geometries: Iterable[BaseGeometry]) -> "Areas":
        found = np.array([g for g in geometries if g.area > 0], dtype=object)
        return cls(found, shapely.area(found), shapely.STRtree(found))

    def within_reach(self, geometry: BaseGeometry) -> np.ndarray:
        """The smaller areas that share a point with a geometry."""
        near = np.sort(self.tree.query(geometry, predicate="intersects"))
        return self.geometries[near[self.sizes[near] < geometry.area]]


def facts(place: Place, count: int, atlas: Atlas) -> dict[str, Any]:
    """What the map says of a place; ``hollow`` is one that no record is about."""
    return {
        "id": place.id,
        "title": place.title,
        "kind": KINDS[place.kind].lower(),
        "precision": place.precision,
        "certainty": place.certainty,
        "hollow": count == 0,
        "why": hollow_reason(place, atlas),
    }


def shapes(geometry: BaseGeometry | None, areas: Areas) -> dict[str, Any]:
    """How a place is drawn: ``at`` is where its label stands, None for a place without geometry."""
    if geometry is None:
        return {"at": None}
    bare = bare_of(geometry, areas)
    found: dict[str, Any] = {"at": [round(c, 4) for c in label_point(bare)], "area": geometry.area}
    if "Point" in geometry.geom_type:
        return found
    found["bounds"] = list(geometry.bounds)
    if "Polygon" in geometry.geom_type:
        found["spots"] = other_spots(bare)
        return found | {"rings": [polygon_rings(p) for p in getattr(geometry, "geoms", [geometry])]}
    return found | {"lines": [positions(part) for part in getattr(geometry, "geoms", [geometry])]}


def label_point(bare: BaseGeometry) -> tuple[float, float]:
    """Deep inside the largest part of what is bare of an area."""
    if not bare.area:
        return middle_of(bare)
    x, y = shapely.maximum_inscribed_circle(largest(bare), tolerance=0.05).coords[0]
    return x, y


def bare_of(geometry: BaseGeometry, areas: Areas) -> BaseGeometry:
    """What no smaller area covers of an area, or all of it where that is next to nothing."""
    if not geometry.area:
        return geometry
    bare = shapely.difference(geometry, shapely.union_all(areas.within_reach(geometry)))
    return bare if bare.area > geometry.area / 50 else geometry


def other_spots(bare: BaseGeometry, cells: int = 4) -> list[list[float]]:
    """More points for the label, one in each cell of a grid, for when the best is out of sight."""
    west, south, east, north = bare.bounds
    wide, high = (east - west) / cells, (north - south) / cells
    corners = [(west + n * wide, south + m * high) for n in range(cells) for m in range(cells)]
    pieces = [bare.intersection(shapely.box(x, y, x + wide, y + high)) for x, y in corners]
    points = [largest(p).representative_point() for p in pieces if p.area > wide * high / 4]
    return [[round(p.x, 2), round(p.y, 2)] for p in points]


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
