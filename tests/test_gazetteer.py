"""The gazetteer: what ``places.geojson`` may hold, and every way in which it is refused."""

import json
from pathlib import Path

import pytest
from shapely.geometry import Point

from events.errors import Ledger
from geodata import gazetteer
from geodata.place import Toponym

FIJI = Path(__file__).parent / "atlases" / "fiji" / "geodata"
CITED = [{"label": "made for tests"}]


def suva(id="suva", **properties):
    """A whole and right feature; ``properties`` that are None are left out."""
    found = {"title": "Suva", "kind": "city", "ccodes": ["FJ"]} | properties
    return {
        "type": "Feature",
        "id": id,
        "properties": {key: value for key, value in found.items() if value is not None},
        "names": [{"toponym": "سوفا", "lang": "ar", "citations": CITED}],
        "geometry": {"type": "Point", "coordinates": [178.44, -18.14], "citations": CITED},
    }


def read(tmp_path, *features, **members):
    """The gazetteer of a file with these features, and its faults."""
    collection = {"type": "FeatureCollection", "features": list(features)} | members
    (tmp_path / "places.geojson").write_text(json.dumps(collection), encoding="utf-8")
    ledger = Ledger()
    found = gazetteer.read(tmp_path, ledger)
    return found, [str(fault).removeprefix("geodata/places.geojson: ") for fault in ledger.faults]


def test_the_second_atlas_is_read_whole():
    ledger = Ledger()
    found = gazetteer.read(FIJI, ledger)
    assert ledger.faults == []
    places = {place.id: place for place in found.places}
    assert list(places)[:4] == ["fiji", "tonga", "samoa", "suva"]
    assert places["suva"].geometry == Point(178.44, -18.14)
    assert places["suva"].links == ("https://example.org/places/suva",)
    assert places["lau-group"].certainty == "less-certain"
    assert places["lau-group"].part_of == "fiji" and places["lau-group"].citation == "made for tests"
    assert places["moj-school"].geometry is None and places["moj-school"].unplaced
    assert Toponym("أبيا", "ar", "made for tests") in places["apia"].names
    assert found.view is None


def test_every_member_that_is_written_reaches_the_place(tmp_path):
    whole = suva(note="The capital.", part_of=None)
    whole["names"][0]["when"] = {"timespans": [{"start": {"in": "1882"}, "end": {"in": "1970"}}]}
    whole["names"][0]["citations"] = [{"label": "One", "@id": "https://example.org/1"}, {"label": "Two"}]
    whole["links"] = [{"type": "closeMatch", "identifier": "https://example.org/suva"}]
    whole["bbox"] = [178.44, -18.14, 178.44, -18.14]
    whole["geometry"] |= {"certainty": "uncertain"}
    found, faults = read(tmp_path, whole)
    assert faults == []
    (place,) = found.places
    assert (place.id, place.title, place.kind, place.ccodes) == ("suva", "Suva", "city", ("FJ",))
    assert place.names == (Toponym("سوفا", "ar", "One; Two", "1882", "1970"),)
    assert (place.certainty, place.citation) == ("uncertain", "made for tests")
    assert (place.note, place.links) == ("The capital.", ("https://example.org/suva",))


def test_the_layer_is_a_frame_of_longitudes_first():
    frame = gazetteer.read(FIJI, Ledger()).frame()
    assert list(frame.columns) == ["id", "title", "kind", "precision", "part_of", "geometry"]
    assert frame.crs.to_authority() == ("OGC", "CRS84")
    row = frame.set_index("id").loc["nukualofa"]
    assert (row.geometry.x, row.geometry.y, row.precision) == (-175.2, -21.14, "point")
    assert list(frame[frame.geometry.isna()].id) == ["moj-school"]


def test_an_empty_layer_is_a_layer(tmp_path):
    found, faults = read(tmp_path)
    assert (found.places, faults, len(found.frame())) == ((), [], 0)


def without(feature, *path):
    at = feature
    for step in path[:-1]:
        at = at[step]
    del at[path[-1]]
    return feature


def changed(feature, value, *path):
    at = feature
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return feature


ALLOWED = (
    "city, settlement, building, camp, district, prefecture, region, country, border, route, desert, island …"
)


@pytest.mark.parametrize(
    ("feature", "message"),
    [
        pytest.param(
            suva(id=1), 'feature[1] 1: id: "1" does not fit; Input should be a valid string', id="1"
        ),
        pytest.param(
            suva(id="Suva City"),
            'feature[1] Suva City: id: "Suva City" is not a slug;'
            " write small letters, digits and single hyphens",
            id="no slug",
        ),
        pytest.param(
            changed(suva(), 50, "population"),
            'feature[1] suva: population: "50" does not fit; Extra inputs are not permitted',
            id="unknown member",
        ),
        pytest.param(
            suva(titel="Suva"),
            'feature[1] suva: properties.titel: "Suva" does not fit; Extra inputs are not permitted',
            id="unknown property",
        ),
        pytest.param(
            changed(suva(), "Sova", "names", 0, "name"),
            'feature[1] suva: names.0.name: "Sova" does not fit; Extra inputs are not permitted',
            id="unknown member of a name",
        ),
        pytest.param(
            without(suva(), "names", 0, "citations"),
            "feature[1] suva: names.0.citations: \"{'toponym': 'سوفا', 'lang': 'ar'}\" does not fit;"
            " Field required",
            id="name without a citation",
        ),
        pytest.param(
            changed(suva(), [], "names", 0, "citations"),
            'feature[1] suva: names.0.citations: "[]" does not fit;'
            " List should have at least 1 item after validation, not 0",
            id="name with no citation in its list",
        ),
        pytest.param(
            without(suva(), "geometry", "citations"),
            'feature[1] suva: geometry.citations: "suva" rests on no passage;'
            ' say where the coordinates come from: "citations": [{"label": "…"}]',
            id="geometry without a citation",
        ),
        pytest.param(
            changed(suva(), "GeoNames", "geometry", "citations"),
            'feature[1] suva: geometry.citations: "GeoNames" does not fit; Input should be a valid list',
            id="a string for citations",
        ),
        pytest.param(
            changed(suva(), None, "geometry"),
            'feature[1] suva: properties.unplaced: "" is missing;'
            " say in properties.unplaced why it is not on the map",
            id="unplaced without a reason",
        ),
        pytest.param(
            suva(kind="citty"),
            'feature[1] suva: properties.kind: "citty" is not one of the words for this field; write city',
            id="kind misspelt",
        ),
        pytest.param(
            suva(kind="galaxy"),
            'feature[1] suva: properties.kind: "galaxy" is not one of the words for this field;'
            f" write {ALLOWED}",
            id="no kind at all",
        ),
        pytest.param(
            changed(suva(), "sure", "geometry", "certainty"),
            'feature[1] suva: geometry.certainty: "sure" is not one of the words for this field;'
            " write certain, less-certain, uncertain",
            id="certainty",
        ),
        pytest.param(
            changed(suva(), 5, "geometry", "certainty"),
            'feature[1] suva: geometry.certainty: "5" is not one of the words for this field;'
            " write certain, less-certain, uncertain",
            id="certainty a number",
        ),
        pytest.param(
            suva(part_of="fijji"),
            'feature[1] suva: properties.part_of: "fijji" is not known; write suva',
            id="dangling part_of",
        ),
        pytest.param(
            suva(part_of="suva"),
            'feature[1] suva: properties.part_of: "suva" contradicts another field;'
            " a place is no part of itself",
            id="part of itself",
        ),
        pytest.param(
            changed(suva(), "feature", "type"),
            "feature[1] suva: type: \"feature\" does not fit; Input should be 'Feature'",
            id="type",
        ),
        pytest.param(
            changed(suva(), [-18.14, 178.44], "geometry", "coordinates"),
            'feature[1] suva: geometry.coordinates: "[-18.14, 178.44]" is no longitude, latitude pair;'
            " latitude and longitude swapped? write [178.44, -18.14]",
            id="swapped",
        ),
        pytest.param(
            "suva",
            'feature[1]: feature: "suva" does not fit;'
            " Input should be a valid dictionary or instance of FeatureMember",
            id="no object",
        ),
        pytest.param(
            suva(ccodes="FJ"),
            'feature[1] suva: properties.ccodes: "FJ" does not fit; Input should be a valid list',
            id="string for a list",
        ),
    ],
)
def test_a_wrong_feature_is_refused_with_its_place_and_the_mend(tmp_path, feature, message):
    _, faults = read(tmp_path, feature)
    assert faults == [message]


def test_every_fault_of_a_file_is_named_in_one_go(tmp_path):
    _, faults = read(tmp_path, suva(id=1, kind="citty"), suva(kind="citty", part_of="fiji"))
    assert [fault.split(": ")[:2] for fault in faults] == [
        ["feature[1] 1", "id"],
        ["feature[2] suva", "properties.kind"],
        ["feature[2] suva", "properties.part_of"],
    ]


# ---- ids -----------------------------------------------------------------------------
def test_an_id_that_stands_twice_is_refused(tmp_path):
    _, faults = read(tmp_path, suva(), suva(id="apia"), suva(title="Suva again"))
    assert faults == ['feature[3] suva: id: "suva" is an id twice; write another']


def test_the_number_1_is_not_taken_for_the_string_1(tmp_path):
    found, faults = read(tmp_path, suva(id=1), suva(id="1"))
    assert faults == ['feature[1] 1: id: "1" does not fit; Input should be a valid string']
    assert [place.id for place in found.places] == ["1"]


def test_a_feature_without_an_id_is_refused(tmp_path):
    _, faults = read(tmp_path, without(suva(), "id"))
    assert len(faults) == 1
    assert faults[0].startswith("feature[1]: id: ") and faults[0].endswith("does not fit; Field required")


# ---- places in places ----------------------------------------------------------------
CIRCLE = "contradicts another field; a place is no part of itself"


def test_a_circle_of_parts_is_refused_at_each_of_its_places(tmp_path):
    parts = suva(part_of="viti-levu"), suva(id="viti-levu", part_of="fiji"), suva(id="fiji", part_of="suva")
    _, faults = read(tmp_path, *parts)
    assert faults == [
        f'feature[1] suva: properties.part_of: "viti-levu" {CIRCLE}',
        f'feature[2] viti-levu: properties.part_of: "fiji" {CIRCLE}',
        f'feature[3] fiji: properties.part_of: "suva" {CIRCLE}',
    ]


def test_a_place_may_be_part_of_one_that_stands_after_it(tmp_path):
    found, faults = read(tmp_path, suva(part_of="viti-levu"), suva(id="viti-levu", kind="island"))
    assert faults == [] and found.places[0].part_of == "viti-levu"


# ---- the first view ------------------------------------------------------------------
@pytest.mark.parametrize(
    "view",
    [
        pytest.param([177.0, -20.0, 180.0, -16.0], id="plain"),
        pytest.param([177, -20, -178, -16], id="across the antimeridian"),
    ],
)
def test_a_view_is_west_south_east_north(tmp_path, view):
    found, faults = read(tmp_path, suva(), view=view)
    assert faults == [] and found.view == tuple(view)


@pytest.mark.parametrize(
    ("view", "message"),
    [
        pytest.param(
            "Fiji", '"Fiji" is not a position; write [west, south, east, north]', id="a name for a view"
        ),
        pytest.param(
            [177, -20, 180],
            '"[177, -20, 180]" is not a position; write [west, south, east, north]',
            id="three numbers",
        ),
        pytest.param(
            [177, -20, "180", -16],
            "\"['180', -16]\" is not a position; write [longitude, latitude]",
            id="a string",
        ),
        pytest.param(
            [-20, 177, -16, 180],
            '"[-20, 177]" is no longitude, latitude pair; latitude and longitude swapped? write [177, -20]',
            id="swapped",
        ),
        pytest.param(
            [177, -20, 182, -16],
            '"[182, -16]" is not a position; longitude is -180 to 180, latitude -90 to 90',
            id="east above 180",
        ),
        pytest.param(
            [177, -16, 180, -20],
            '"[177, -16, 180, -20]" is not a position; write the south before the north',
            id="upside down",
        ),
    ],
)
def test_a_bad_view_is_refused(tmp_path, view, message):
    found, faults = read(tmp_path, suva(), view=view)
    assert faults[0] == f"view: {message}"
    assert found.view is None


# ---- the file ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(
            suva(), 'type: "Feature" does not fit; write a FeatureCollection with features', id="one feature"
        ),
        pytest.param(
            {"type": "FeatureCollection", "features": {"suva": suva()}},
            'type: "FeatureCollection" does not fit; write a FeatureCollection with features',
            id="features in an object",
        ),
        pytest.param([], 'file: "list" does not fit; write a FeatureCollection', id="a list"),
    ],
)
def test_what_is_no_collection_of_features_is_refused(tmp_path, raw, message):
    (tmp_path / "places.geojson").write_text(json.dumps(raw))
    ledger = Ledger()
    assert gazetteer.read(tmp_path, ledger).places == ()
    assert [str(fault) for fault in ledger.faults] == [f"geodata/places.geojson: {message}"]


def test_a_folder_without_the_file_is_named(tmp_path):
    ledger = Ledger()
    assert gazetteer.read(tmp_path, ledger).places == ()
    assert [str(fault) for fault in ledger.faults] == [
        'geodata/places.geojson: file: "places.geojson" is missing; write a FeatureCollection'
    ]


def test_a_layer_in_another_coordinate_reference_system_is_refused(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3460"}}
    _, faults = read(tmp_path, suva(), crs=crs)
    assert len(faults) == 1 and faults[0].startswith('crs: "urn:ogc:def:crs:EPSG::3460" is not WGS 84')
