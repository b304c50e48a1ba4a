"""The base map: land, borders and country names from Natural Earth, cut for one atlas.

The whole world at 1:110 million, and at 1:50 million inside a frame around the layer. Borders
are the arcs that two countries share, so that coasts and cuts are never drawn as borders.
TopoJSON is decoded here: its quantised arcs tell shared edges apart, which polygons do not.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import shapely
import shapely.affinity
from shapely.geometry import LineString, MultiLineString, Polygon, box
from shapely.geometry.base import BaseGeometry

CREDIT = "Natural Earth"
MARGIN = 8.0
"""Degrees around the layer that are drawn in the finer scale."""


@dataclass(frozen=True)
class Topology:
    """A decoded TopoJSON file: arcs as arrays (n, 2) of longitude, latitude in degrees."""

    arcs: tuple[np.ndarray, ...]
    countries: tuple[dict[str, Any], ...]

    def ring(self, numbers: list[int]) -> np.ndarray:
        """The positions of a ring of arcs; ~n is arc n backwards, joints stand once.

        Longitudes run on past 180 where a ring crosses the antimeridian, and a ring around a
        pole is closed along the pole.
        """
        pieces = [self.arcs[n] if n >= 0 else self.arcs[~n][::-1] for n in numbers]
        found = np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])
        found[:, 0] = np.unwrap(found[:, 0], period=360)
        if abs(found[-1, 0] - found[0, 0]) > 180:
            pole = -90.0 if found[:, 1].mean() < 0 else 90.0
            found = np.vstack([found, [found[-1, 0], pole], [found[0, 0], pole]])
        return found

    def polygons(self, country: dict[str, Any]) -> Iterator[Polygon]:
        if country["type"] not in ("Polygon", "MultiPolygon"):
            return
        nests = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        for nest in nests:
            shell, *holes = (self.ring(ring) for ring in nest)
            yield from within_world(Polygon(shell, holes))

    def borders(self) -> MultiLineString:
        """The arcs that two countries share."""
        uses: Counter[int] = Counter()
        for country in self.countries:
            uses.update(n if n >= 0 else ~n for n in flat(country.get("arcs", [])))
        return MultiLineString([LineString(self.arcs[n]) for n, count in uses.items() if count > 1])


def within_world(polygon: Polygon) -> Iterator[Polygon]:
    """The polygon cut at the antimeridian (RFC 7946 3.1.9)."""
    west, _, east, _ = polygon.bounds
    if west >= -180 and east <= 180:
        yield polygon
        return
    for turn in (-360, 0, 360):
        moved = shapely.make_valid(shapely.affinity.translate(polygon, turn))
        cut = shapely.intersection(moved, box(-180, -90, 180, 90))
        yield from (part for part in parts(cut) if part.geom_type == "Polygon")


def flat(nest: Any) -> Iterator[int]:
    for inner in nest:
        if isinstance(inner, int):
            yield inner
        else:
            yield from flat(inner)


@lru_cache(maxsize=2)
def topology(scale: str) -> Topology:
    """The shipped outlines at a scale, ``110m`` or ``50m``."""
    raw = files("geodata").joinpath("natural_earth", f"countries-{scale}.json").read_text("utf-8")
    found = json.loads(raw)
    step, origin = (np.array(found["transform"][key]) for key in ("scale", "translate"))
    arcs = tuple(np.cumsum(arc, axis=0) * step + origin for arc in found["arcs"])
    return Topology(arcs, tuple(found["objects"]["countries"]["geometries"]))


def frame(bounds: tuple[float, float, float, float]) -> BaseGeometry:
    """The finer part: bounds with a margin, in two halves where they cross the antimeridian."""
    west, south, east, north = bounds
    south, north = max(-90.0, south - MARGIN), min(90.0, north + MARGIN)
    west, east = west - MARGIN, (east if east >= west else east + 360) + MARGIN
    if east - west >= 360:
        return box(-180, south, 180, north)
    pieces = [box(west + turn, south, east + turn, north) for turn in (-360, 0, 360)]
    return shapely.intersection(shapely.union_all(pieces), box(-180, -90, 180, 90))


def build(bounds: tuple[float, float, float, float]) -> dict[str, Any]:
    """The base map around bounds (west, south, east, north): plain lists, ready for JSON.

    ``land`` is a list of polygons (lists of rings), ``borders`` a list of lines, ``labels`` a
    list of name, longitude, latitude and the area in square degrees that decides who may stay.
    """
    fine, coarse = topology("50m"), topology("110m")
    window = frame(bounds)
    land = shapely.union_all(
        [
            *clip(list(all_polygons(coarse)), window, inside=False),
            *clip(list(all_polygons(fine)), window, inside=True),
        ]
    )
    borders = [*clip([coarse.borders()], window, inside=False), *clip([fine.borders()], window, inside=True)]
    return {
        "credit": CREDIT,
        "land": [rings(p) for p in parts(land) if p.geom_type == "Polygon"],
        "borders": [line(part) for found in borders for part in parts(shapely.line_merge(found))],
        "labels": list(labels(coarse)),
    }


def all_polygons(found: Topology) -> Iterator[Polygon]:
    for country in found.countries:
        yield from found.polygons(country)


def clip(found: list[BaseGeometry], window: BaseGeometry, *, inside: bool) -> list[BaseGeometry]:
    whole = shapely.make_valid(np.array(found))
    cut = shapely.intersection(whole, window) if inside else shapely.difference(whole, window)
    return [geometry for geometry in cut if not geometry.is_empty]


def parts(found: BaseGeometry) -> list[BaseGeometry]:
    return list(getattr(found, "geoms", [found]))


def rings(polygon: Polygon) -> list[list[list[float]]]:
    return [line(ring) for ring in (polygon.exterior, *polygon.interiors)]


def line(found: Any) -> list[list[float]]:
    """Positions to a hundredth of a degree, about a kilometre: what a base map can show."""
    return np.round(np.array(found.coords)[:, :2], 2).tolist()


def labels(found: Topology) -> Iterator[dict[str, Any]]:
    """A country's name inside its largest part."""
    for country in found.countries:
        largest = max(found.polygons(country), key=lambda p: p.area, default=None)
        if largest is not None:
            point = shapely.make_valid(largest).representative_point()
            name = country.get("properties", {}).get("name", "")
            yield {"name": name, "at": [round(point.x, 2), round(point.y, 2)], "area": round(largest.area, 1)}
