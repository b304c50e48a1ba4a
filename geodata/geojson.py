"""GeoJSON, read strictly: RFC 7946 geometries from text to shapely, every fault named.

Readers elsewhere accept swapped and NaN coordinates, duplicate keys and open rings in silence;
this one refuses them. Positions are longitude, latitude in degrees of WGS 84.
"""

import json
import math
from collections import Counter
from typing import Any

import shapely
from shapely.geometry import shape as to_shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from events import errors
from events.errors import Ledger, Spot

DEPTHS = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}  # fmt: skip
"""How deep the coordinates of each geometry type nest above a position."""

WGS_84 = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:OGC::CRS84", "EPSG:4326")


class RepeatedKey(ValueError):
    """A key stands twice in one JSON object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = Counter(key for key, _ in pairs)
    for key, count in keys.items():
        if count > 1:
            raise RepeatedKey(key)
    return dict(pairs)


def load(raw: bytes, name: str, ledger: Ledger) -> dict[str, Any] | None:
    """A JSON object with no key twice, or None with the fault in the ledger."""
    spot = Spot(name)
    try:
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        ledger.add(errors.NotUtf8(spot, "file", name, f"byte {error.start} cannot be read; save it as UTF-8"))
    except RepeatedKey as error:
        ledger.add(errors.DuplicateKey(spot, "key", error, "keep one of the two"))
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}: {error.msg}; is the file cut off?"
        ledger.add(errors.NotJson(spot, "file", name, at))
    except RecursionError:
        ledger.add(errors.NotJson(spot, "file", name, "it nests too deep"))
    except ValueError:
        ledger.add(errors.NotJson(spot, "file", name, "it holds a number of thousands of digits"))
    else:
        if isinstance(found, dict):
            return found
        ledger.add(errors.WrongShape(spot, "file", type(found).__name__, "write a FeatureCollection"))
    return None


def check_crs(collection: dict[str, Any], name: str, ledger: Ledger) -> None:
    """RFC 7946 knows WGS 84 alone; an old ``crs`` member that says so too is let through."""
    crs = collection.get("crs")
    if crs is None:
        return
    properties = crs.get("properties") if isinstance(crs, dict) else None
    given = properties.get("name") if isinstance(properties, dict) else crs
    if given not in WGS_84:
        write = "convert it, for instance with GeoDataFrame.to_crs(4326), and remove crs"
        ledger.add(errors.WrongCrs(Spot(name), "crs", given, write))


def read_geometry(table: Any, spot: Spot, ledger: Ledger) -> BaseGeometry | None:
    """A geometry object as shapely; null is None, a bad one is None with its faults."""
    if table is None:
        return None
    if not isinstance(table, dict) or table.get("type") not in tuple(DEPTHS):
        given = table.get("type") if isinstance(table, dict) else table
        ledger.add(errors.BadGeometry(spot, "geometry.type", given, "write one of " + ", ".join(DEPTHS)))
        return None
    before = len(ledger.faults)
    check_coordinates(table.get("coordinates"), DEPTHS[table["type"]], spot, ledger)
    if len(ledger.faults) == before and "Polygon" in table["type"]:
        polygons = [table["coordinates"]] if table["type"] == "Polygon" else table["coordinates"]
        check_rings([ring for polygon in polygons for ring in polygon], spot, ledger)
    if len(ledger.faults) > before:
        return None
    return valid_shape(table, spot, ledger)


def valid_shape(table: dict[str, Any], spot: Spot, ledger: Ledger) -> BaseGeometry | None:
    try:
        found = to_shape({"type": table["type"], "coordinates": table["coordinates"]})
    except (ValueError, TypeError, shapely.errors.ShapelyError):
        write = "a line has two positions or more, and all positions have as many numbers"
        ledger.add(errors.BadGeometry(spot, "geometry", table["type"], write))
        return None
    if found.is_empty:
        ledger.add(
            errors.BadGeometry(
                spot, "geometry.coordinates", "[]", "write null for a place that is not placed"
            )
        )
        return None
    if not found.is_valid:
        ledger.add(errors.CrossingRing(spot, "geometry", table["type"], explain_validity(found)))
        return None
    return found


def check_coordinates(found: Any, depth: int, spot: Spot, ledger: Ledger) -> None:
    """Every position of a nest of the given depth is a position; the first bad one is named."""
    if depth == 0:
        check_position(found, spot, ledger)
        return
    if not isinstance(found, list) or not found:
        ledger.add(errors.BadGeometry(spot, "geometry.coordinates", found, "write a list of positions"))
        return
    before = len(ledger.faults)
    for inner in found:
        check_coordinates(inner, depth - 1, spot, ledger)
        if len(ledger.faults) > before:
            return


def check_position(found: Any, spot: Spot, ledger: Ledger, field: str = "geometry.coordinates") -> None:
    numbers = isinstance(found, list) and len(found) in (2, 3)
    if not numbers or any(isinstance(n, bool) or not isinstance(n, int | float) for n in found):
        ledger.add(errors.BadPosition(spot, field, found, "write [longitude, latitude]"))
    elif not all(abs(n) < math.inf for n in found):
        ledger.add(errors.BadPosition(spot, field, found, "write finite degrees"))
    elif abs(found[0]) <= 90 < abs(found[1]) <= 180:
        write = f"latitude and longitude swapped? write [{found[1]}, {found[0]}]"
        ledger.add(errors.SwappedPosition(spot, field, found, write))
    elif abs(found[0]) > 180 or abs(found[1]) > 90:
        ledger.add(errors.BadPosition(spot, field, found, "longitude is -180 to 180, latitude -90 to 90"))


def check_rings(rings: list[Any], spot: Spot, ledger: Ledger) -> None:
    """RFC 7946 3.1.6: four positions or more, the last equal to the first."""
    for ring in rings:
        if len(ring) < 4:
            ledger.add(
                errors.OpenRing(spot, "geometry.coordinates", ring, "a ring has four positions or more")
            )
        elif ring[0] != ring[-1]:
            write = f"end the ring with its first position {ring[0]}"
            ledger.add(errors.OpenRing(spot, "geometry.coordinates", ring[-1], write))
