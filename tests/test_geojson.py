"""GeoJSON, read strictly: tables of what is let through and of what is refused, word for word."""

import json

import pytest
from shapely.geometry import shape

from events.errors import Ledger, Spot
from geodata import geojson

TYPES = "Point, MultiPoint, LineString, MultiLineString, Polygon, MultiPolygon"
POSITION = "is not a position"
GEOMETRY = "is not a geometry of RFC 7946"
AT = "places: feature[3] suva: "
RING = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
HOLE = [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]
FAR = [[10, 0], [14, 0], [14, 4], [10, 0]]


def read(table):
    """The geometry as JSON writes and reads it, and the faults without their spot."""
    ledger = Ledger()
    again = json.loads(json.dumps(table))
    found = geojson.read_geometry(again, Spot("places", "feature", 3, "suva"), ledger)
    assert all(str(fault).startswith(AT) for fault in ledger.faults)
    return found, [str(fault).removeprefix(AT) for fault in ledger.faults]


def load(raw):
    ledger = Ledger()
    return geojson.load(raw, "places.geojson", ledger), [str(fault) for fault in ledger.faults]


def geometry(kind, coordinates):
    return {"type": kind, "coordinates": coordinates}


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(geometry("Point", [178.44, -18.14]), id="point"),
        pytest.param(geometry("Point", [178, -18]), id="whole degrees"),
        pytest.param(geometry("Point", [178.44, -18.14, 12.5]), id="point with a height"),
        pytest.param(geometry("Point", [-180, 90]), id="corner of the world"),
        pytest.param(geometry("Point", [180.0, -90.0]), id="other corner of the world"),
        pytest.param(geometry("MultiPoint", [[1, 2], [3, 4]]), id="points"),
        pytest.param(geometry("LineString", [[1, 2], [3, 4]]), id="line"),
        pytest.param(geometry("MultiLineString", [[[1, 2], [3, 4]], [[5, 6], [7, 8]]]), id="lines"),
        pytest.param(geometry("Polygon", [RING]), id="polygon"),
        pytest.param(geometry("Polygon", [RING[::-1]]), id="polygon the other way round"),
        pytest.param(geometry("Polygon", [RING, HOLE]), id="polygon with a hole"),
        pytest.param(geometry("MultiPolygon", [[RING, HOLE], [FAR]]), id="polygons"),
        pytest.param(geometry("Point", [1, 2]) | {"citations": [], "certainty": "certain"}, id="members"),
    ],
)
def test_a_geometry_of_rfc_7946_is_read_as_it_stands(table):
    found, faults = read(table)
    assert faults == []
    assert found.equals(shape(table)) and found.geom_type == table["type"]


def test_null_is_a_place_without_geometry():
    assert read(None) == (None, [])


@pytest.mark.parametrize(
    ("table", "message"),
    [
        pytest.param(
            geometry("Point", [43.25, 120.0]),
            'geometry.coordinates: "[43.25, 120.0]" is no longitude, latitude pair; latitude and longitude'
            " swapped? write [120.0, 43.25]",
            id="swapped",
        ),
        pytest.param(
            geometry("Point", [190, 10]),
            f'geometry.coordinates: "[190, 10]" {POSITION}; longitude is -180 to 180, latitude -90 to 90',
            id="longitude above 180",
        ),
        pytest.param(
            geometry("Point", [100, 120]),
            f'geometry.coordinates: "[100, 120]" {POSITION}; longitude is -180 to 180, latitude -90 to 90',
            id="latitude above 90",
        ),
        pytest.param(
            geometry("Point", [10**400, 0]),
            f'geometry.coordinates: "[1{"0" * 77}…" {POSITION}; longitude is -180 to 180, latitude -90 to 90',
            id="an integer no float can hold",
        ),
        pytest.param(
            geometry("Point", [float("nan"), 10]),
            f'geometry.coordinates: "[nan, 10]" {POSITION}; write finite degrees',
            id="NaN",
        ),
        pytest.param(
            geometry("Point", [10, float("-inf")]),
            f'geometry.coordinates: "[10, -inf]" {POSITION}; write finite degrees',
            id="Infinity",
        ),
        pytest.param(
            geometry("Point", ["178.44", "-18.14"]),
            f"geometry.coordinates: \"['178.44', '-18.14']\" {POSITION}; write [longitude, latitude]",
            id="strings",
        ),
        pytest.param(
            geometry("Point", [True, False]),
            f'geometry.coordinates: "[True, False]" {POSITION}; write [longitude, latitude]',
            id="booleans",
        ),
        pytest.param(
            geometry("Point", [178.44, None]),
            f'geometry.coordinates: "[178.44, None]" {POSITION}; write [longitude, latitude]',
            id="null for a number",
        ),
        pytest.param(
            geometry("Point", [178.44]),
            f'geometry.coordinates: "[178.44]" {POSITION}; write [longitude, latitude]',
            id="one number",
        ),
        pytest.param(
            geometry("Point", [1, 2, 3, 4]),
            f'geometry.coordinates: "[1, 2, 3, 4]" {POSITION}; write [longitude, latitude]',
            id="four numbers",
        ),
        pytest.param(
            geometry("Point", {"lon": 1, "lat": 2}),
            f"geometry.coordinates: \"{{'lon': 1, 'lat': 2}}\" {POSITION}; write [longitude, latitude]",
            id="an object for a position",
        ),
        pytest.param(
            geometry("Point", [[1, 2], [3, 4]]),
            f'geometry.coordinates: "[[1, 2], [3, 4]]" {POSITION}; write [longitude, latitude]',
            id="a point nested too deep",
        ),
        pytest.param(
            geometry("Polygon", [[RING]]),
            f'geometry.coordinates: "[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]" {POSITION};'
            " write [longitude, latitude]",
            id="a polygon nested too deep",
        ),
        pytest.param(
            geometry("Polygon", RING),
            f'geometry.coordinates: "0" {POSITION}; write [longitude, latitude]',
            id="a polygon not nested enough",
        ),
        pytest.param(
            geometry("Polygon", [RING[:-1]]),
            'geometry.coordinates: "[0, 4]" is a ring that does not close;'
            " end the ring with its first position [0, 0]",
            id="open ring",
        ),
        pytest.param(
            geometry("Polygon", [[[0, 0], [4, 0], [0, 0]]]),
            'geometry.coordinates: "[[0, 0], [4, 0], [0, 0]]" is a ring that does not close;'
            " a ring has four positions or more",
            id="ring of three positions",
        ),
        pytest.param(
            geometry("MultiPolygon", [[RING], [RING, HOLE[:-1]]]),
            'geometry.coordinates: "[2, 1]" is a ring that does not close;'
            " end the ring with its first position [1, 1]",
            id="open hole of the second polygon",
        ),
        pytest.param(
            geometry("Polygon", [[[0, 0], [4, 4], [4, 0], [0, 4], [0, 0]]]),
            'geometry: "Polygon" crosses itself; Self-intersection[2 2]',
            id="bow-tie",
        ),
        pytest.param(
            geometry("Polygon", []),
            f'geometry.coordinates: "[]" {GEOMETRY}; write a list of positions',
            id="empty coordinates",
        ),
        pytest.param(
            geometry("Polygon", [[]]),
            f'geometry.coordinates: "[]" {GEOMETRY}; write a list of positions',
            id="an empty ring",
        ),
        pytest.param(
            geometry("LineString", "178.44 -18.14"),
            f'geometry.coordinates: "178.44 -18.14" {GEOMETRY}; write a list of positions',
            id="a string for a line",
        ),
        pytest.param(
            {"type": "MultiPoint"},
            f'geometry.coordinates: "None" {GEOMETRY}; write a list of positions',
            id="no coordinates",
        ),
        pytest.param(
            geometry("LineString", [[1, 2]]),
            f'geometry: "LineString" {GEOMETRY};'
            " a line has two positions or more, and all positions have as many numbers",
            id="a line of one position",
        ),
        pytest.param(
            geometry("LineString", [[1, 2], [3, 4, 5]]),
            f'geometry: "LineString" {GEOMETRY};'
            " a line has two positions or more, and all positions have as many numbers",
            id="a height here and there",
        ),
        pytest.param(
            geometry("Circle", [1, 2]), f'geometry.type: "Circle" {GEOMETRY}; write one of {TYPES}', id="type"
        ),
        pytest.param(
            geometry("point", [1, 2]), f'geometry.type: "point" {GEOMETRY}; write one of {TYPES}', id="case"
        ),
        pytest.param(
            geometry([], [1, 2]),
            f'geometry.type: "[]" {GEOMETRY}; write one of {TYPES}',
            id="list for a type",
        ),
        pytest.param(
            {"type": "GeometryCollection", "geometries": []},
            f'geometry.type: "GeometryCollection" {GEOMETRY}; write one of {TYPES}',
            id="collection",
        ),
        pytest.param(
            "POINT (1 2)", f'geometry.type: "POINT (1 2)" {GEOMETRY}; write one of {TYPES}', id="WKT"
        ),
    ],
)
def test_what_is_no_geometry_is_refused_in_one_line(table, message):
    found, faults = read(table)
    assert found is None
    assert faults == [message]
    assert "\n" not in message


def test_only_the_first_bad_position_of_a_geometry_is_named():
    _, faults = read(geometry("LineString", [[1, 2], [500, 0], [600, 0]]))
    assert len(faults) == 1 and "[500, 0]" in faults[0]


def test_every_open_ring_of_a_geometry_is_named():
    _, faults = read(geometry("Polygon", [RING[:-1], HOLE[:-1]]))
    assert len(faults) == 2


# ---- files ---------------------------------------------------------------------------
FILE = 'places.geojson: file: "places.geojson"'
NOT_OBJECT = "does not fit; write a FeatureCollection"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(
            b'{"type": "FeatureCollection", "features": [{"id": "su',
            f"{FILE} is not JSON; line 1, column 51: Unterminated string starting at; is the file cut off?",
            id="cut inside a word",
        ),
        pytest.param(
            b'{"type": "FeatureCollection",\n"features": [1, 2',
            f"{FILE} is not JSON; line 2, column 18: Expecting ',' delimiter; is the file cut off?",
            id="cut inside a list",
        ),
        pytest.param(
            b"", f"{FILE} is not JSON; line 1, column 1: Expecting value; is the file cut off?", id="empty"
        ),
        pytest.param(
            '{"title": "سوفا"}'.encode("cp1256"),
            f"{FILE} is not UTF-8; byte 11 cannot be read; save it as UTF-8",
            id="not UTF-8",
        ),
        pytest.param(
            b'{"id": "suva", "id": "apia"}',
            'places.geojson: key: "id" stands twice in one object; keep one of the two',
            id="key twice",
        ),
        pytest.param(
            b'{"features": [{"properties": {"title": "a", "title": "a"}}]}',
            'places.geojson: key: "title" stands twice in one object; keep one of the two',
            id="key twice, deep inside, with one value",
        ),
        pytest.param(b"[" * 100_000, f"{FILE} is not JSON; it nests too deep", id="nested too deep"),
        pytest.param(
            b'{"n": ' + b"1" * 5_000 + b"}",
            f"{FILE} is not JSON; it holds a number of thousands of digits",
            id="number too long",
        ),
        pytest.param(b"[]", f'places.geojson: file: "list" {NOT_OBJECT}', id="a list"),
        pytest.param(b"null", f'places.geojson: file: "NoneType" {NOT_OBJECT}', id="null"),
    ],
)
def test_what_is_no_json_object_is_refused(raw, message):
    assert load(raw) == (None, [message])


def test_a_json_object_is_read_with_its_keys_in_order():
    assert load('{"b": "سوفا", "a": [1]}'.encode()) == ({"b": "سوفا", "a": [1]}, [])


def test_nan_written_as_nan_in_a_file_is_refused():
    found, faults = load(b'{"type": "Point", "coordinates": [NaN, Infinity]}')
    assert faults == []
    assert read(found)[1] == [f'geometry.coordinates: "[nan, inf]" {POSITION}; write finite degrees']


# ---- coordinate reference systems ----------------------------------------------------
def crs_faults(collection):
    ledger = Ledger()
    geojson.check_crs(collection, "places.geojson", ledger)
    return [str(fault) for fault in ledger.faults]


def named(name):
    return {"crs": {"type": "name", "properties": {"name": name}}}


@pytest.mark.parametrize(
    "collection",
    [
        pytest.param({}, id="none"),
        pytest.param({"crs": None}, id="null"),
        pytest.param(named("urn:ogc:def:crs:OGC:1.3:CRS84"), id="CRS84"),
        pytest.param(named("urn:ogc:def:crs:OGC::CRS84"), id="CRS84 without a version"),
        pytest.param(named("EPSG:4326"), id="EPSG:4326"),
    ],
)
def test_wgs_84_is_let_through(collection):
    assert crs_faults(collection) == []


@pytest.mark.parametrize(
    ("collection", "given"),
    [
        pytest.param(named("urn:ogc:def:crs:EPSG::3857"), "urn:ogc:def:crs:EPSG::3857", id="Mercator"),
        pytest.param({"crs": "EPSG:3460"}, "EPSG:3460", id="Fiji map grid, as a string"),
        pytest.param({"crs": {"type": "name"}}, "{'type': 'name'}", id="no properties"),
        pytest.param(
            {"crs": {"properties": "EPSG:4326"}}, "{'properties': 'EPSG:4326'}", id="string for properties"
        ),
        pytest.param(named(["EPSG:4326"]), "['EPSG:4326']", id="list for a name"),
    ],
)
def test_another_coordinate_reference_system_is_refused(collection, given):
    write = "convert it, for instance with GeoDataFrame.to_crs(4326), and remove crs"
    assert crs_faults(collection) == [f'places.geojson: crs: "{given}" is not WGS 84; {write}']
