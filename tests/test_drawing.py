"""What the map draws: the first view, label positions, and turns across the antimeridian."""

import json
from pathlib import Path

import pytest
import shapely
from shapely.affinity import scale
from shapely.geometry import LineString, MultiLineString, MultiPoint, Point, Polygon, box, mapping, shape

from events.source import digest
from geodata.atlas import load
from geodata.drawing import WORLD, around, first_view, middle_of, places_data, turn
from tests.making import almaty, collection, feature, make_atlas, zhetysu

FIJI = Path(__file__).parent / "atlases" / "fiji"


@pytest.fixture(scope="module")
def fiji():
    return load(FIJI)


@pytest.fixture(scope="module")
def drawn(fiji):
    return {place["id"]: place for place in places_data(fiji)["places"]}


def polygons(place):
    return shapely.union_all([Polygon(rings[0], rings[1:]) for rings in place["rings"]])


def atlas_of(tmp_path, first, second=None, **members):
    """An atlas whose two places have these geometries (None: not placed)."""
    made = []
    for place, geometry in ((almaty(), first), (zhetysu(), second)):
        cited = None if geometry is None else mapping(geometry) | {"citations": [{"label": "made"}]}
        properties = place["properties"] | ({"unplaced": "not drawn"} if geometry is None else {})
        made.append(place | {"geometry": cited, "properties": properties})
    return load(make_atlas(tmp_path, places=collection(*made, **members)))


# ---- the first view ------------------------------------------------------------------
def test_the_first_view_of_an_atlas_across_the_antimeridian_is_narrow(fiji):
    assert first_view(fiji) == pytest.approx((175.25, -23.14, 190.23, -11.83))


def test_the_view_of_the_file_goes_first(tmp_path):
    atlas = atlas_of(tmp_path, Point(77, 43), view=[70, 40, 80, 50])
    assert first_view(atlas) == (70, 40, 80, 50)


def test_a_view_of_the_file_across_the_antimeridian_runs_on_past_180(tmp_path):
    atlas = atlas_of(tmp_path, Point(178, -18), view=[177, -20, -178, -16])
    assert first_view(atlas) == (177, -20, 182, -16)


def test_countries_do_not_widen_the_first_view(tmp_path):
    atlas = atlas_of(tmp_path, Point(77, 43), box(-20, 0, 130, 60))
    assert first_view(atlas) == (75, 41, 79, 45)


def test_countries_are_the_first_view_where_there_is_nothing_smaller(tmp_path):
    atlas = atlas_of(tmp_path, None, box(70, 40, 90, 50))
    assert first_view(atlas) == (68, 38, 92, 52)


def test_an_atlas_without_a_placed_place_opens_on_the_world(tmp_path):
    assert first_view(atlas_of(tmp_path, None)) == WORLD
    assert around([]) == WORLD


CUT = shapely.MultiPolygon([box(179, -17, 180, -16), box(-180, -17, -179, -16)])


@pytest.mark.parametrize(
    ("geometries", "bounds"),
    [
        pytest.param([Point(77, 43)], (75, 41, 79, 45), id="one point"),
        pytest.param([Point(-10, 5), Point(10, -5)], (-12, -7, 12, 7), id="on both sides of Greenwich"),
        pytest.param([Point(178, -18), Point(-172, -14)], (176, -20, 190, -12), id="on both sides of 180"),
        pytest.param([Point(-175, -21), Point(-172, -14)], (-177, -23, -170, -12), id="all in the west"),
        pytest.param([CUT], (177, -19, 183, -14), id="one area that is cut at 180"),
        pytest.param([CUT, Point(170, -18)], (168, -20, 183, -14), id="a cut area and a point"),
        pytest.param(
            [MultiLineString([[(179, -17), (180, -17)], [(-180, -17), (-178, -16)]])],
            (177, -19, 184, -14),
            id="a line that is cut at 180",
        ),
        pytest.param([MultiPoint([(179, 0), (-179, 1)])], (177, -2, 183, 3), id="points on both sides"),
        pytest.param([box(-5, 42, 8, 51), Point(20, 45)], (-7, 40, 22, 53), id="an area over Greenwich"),
        pytest.param([Point(0, 89), Point(0, -89)], (-2, -85, 2, 85), id="not beyond what Mercator draws"),
    ],
)
def test_bounds_are_narrow_on_either_side_of_the_world(geometries, bounds):
    assert around(geometries) == pytest.approx(bounds)


# ---- turns ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("longitude", "middle", "turned"),
    [
        pytest.param(-172, 183, 188, id="east of 180 belongs to the west"),
        pytest.param(178, 183, 178, id="already near"),
        pytest.param(178, -170, -182, id="the other way"),
        pytest.param(77, 75, 77, id="in the middle of Asia"),
        pytest.param(-120, 10, -120, id="under half a turn away"),
    ],
)
def test_a_place_is_turned_to_where_it_is_nearest_to_the_middle(longitude, middle, turned):
    assert turn(Point(longitude, 5), middle) == Point(turned, 5)


@pytest.mark.parametrize("middle", [-183, -1, 1, 183])
def test_halves_that_are_cut_at_180_are_drawn_as_one(middle):
    turned = turn(CUT, middle)
    assert turned.geom_type == "Polygon" and turned.is_valid
    assert turned.area == pytest.approx(CUT.area)
    west, _, east, _ = turned.bounds
    assert (west, east) == ((179, 181) if middle > 0 else (-181, -179))


def test_a_cut_country_becomes_one_piece_around_the_first_view(drawn):
    assert len(drawn["fiji"]["rings"]) == len(drawn["taveuni"]["rings"]) == 1
    assert drawn["fiji"]["bounds"] == pytest.approx([177.0, -20.2, 181.8, -15.9])


def test_no_line_and_no_ring_runs_around_the_world(drawn):
    lines = [ring for place in drawn.values() for rings in place.get("rings", []) for ring in rings]
    lines += [line for place in drawn.values() for line in place.get("lines", [])]
    assert len(lines) == 8
    for line in lines:
        assert max(x for x, _ in line) - min(x for x, _ in line) < 6


def test_every_place_lies_within_half_a_turn_of_the_middle(drawn):
    assert all(abs(place["at"][0] - 182.74) < 10 for place in drawn.values() if place["at"])
    assert drawn["apia"]["at"] == [188.23, -13.83]
    assert drawn["suva"]["at"] == [178.44, -18.14]


# ---- label points --------------------------------------------------------------------
def test_a_label_stands_inside_its_polygon(drawn):
    inside = {id: Point(p["at"]).within(polygons(p)) for id, p in drawn.items() if "rings" in p}
    assert inside == dict.fromkeys(["fiji", "tonga", "samoa", "viti-levu", "taveuni", "lau-group"], True)


HORSESHOE = Polygon([(0, 0), (9, 0), (9, 9), (0, 9), (0, 8), (8, 8), (8, 1), (0, 1)])
RINGED = Polygon(box(0, 0, 9, 9).exterior.coords, [box(1, 1, 8.5, 8).exterior.coords])


@pytest.mark.parametrize(
    "found",
    [
        pytest.param(HORSESHOE, id="horseshoe"),
        pytest.param(scale(HORSESHOE, 0.01, 0.01), id="horseshoe of a few kilometres"),
        pytest.param(RINGED, id="ring"),
        pytest.param(shapely.force_3d(HORSESHOE, 12.5), id="with heights"),
        pytest.param(shapely.MultiPolygon([box(50, 0, 51, 1), HORSESHOE]), id="two parts"),
    ],
)
def test_a_label_stands_inside_though_the_centre_is_outside(tmp_path, found):
    assert not found.centroid.within(found)
    place = places_data(atlas_of(tmp_path, None, found))["places"][1]
    assert Point(place["at"]).within(found)
    assert len(place["at"]) == 2


def test_the_label_of_an_area_stands_where_no_smaller_area_covers_it(tmp_path):
    country, region = box(0, 0, 20, 10), box(4, 0, 20, 10)
    found = places_data(atlas_of(tmp_path, region, country))["places"]
    assert Point(found[0]["at"]).within(region)
    assert Point(found[1]["at"]).within(box(0, 0, 4, 10))


def test_the_label_of_an_area_that_is_all_covered_stands_in_it_all_the_same(tmp_path):
    country, region = box(0, 0, 20, 10), box(0.1, 0, 20, 10)
    found = places_data(atlas_of(tmp_path, region, country))["places"]
    assert Point(found[1]["at"]).within(region)


def test_the_label_of_several_parts_stands_in_the_largest(drawn, tmp_path):
    parts = shapely.MultiPolygon([box(0, 0, 1, 1), box(10, 0, 14, 4), box(20, 0, 22, 2)])
    place = places_data(atlas_of(tmp_path, None, parts))["places"][1]
    assert Point(place["at"]).within(box(10, 0, 14, 4))
    assert len(place["rings"]) == 3


def test_the_mark_of_a_line_stands_on_the_line(drawn):
    line = LineString(drawn["suva-taveuni-line"]["lines"][0])
    assert Point(drawn["suva-taveuni-line"]["at"]).distance(line) < 0.001
    assert "bounds" in drawn["suva-taveuni-line"]


@pytest.mark.parametrize(
    ("geometry", "middle"),
    [
        pytest.param(Point(1, 2), (1, 2), id="point"),
        pytest.param(MultiPoint([(1, 2), (3, 6)]), (2, 4), id="points"),
        pytest.param(LineString([(0, 0), (4, 0), (4, 4)]), (4, 0), id="line"),
        pytest.param(MultiLineString([[(0, 0), (1, 0)], [(5, 0), (9, 0)]]), (7, 0), id="the longest line"),
    ],
)
def test_what_has_no_area_has_a_middle(geometry, middle):
    assert middle_of(geometry) == pytest.approx(middle)


def test_points_are_drawn_as_one_mark(tmp_path):
    place = places_data(atlas_of(tmp_path, MultiPoint([(76, 43), (78, 44)])))["places"][0]
    assert place["at"] == [77.0, 43.5]
    assert "bounds" not in place and "rings" not in place


def test_holes_are_drawn(tmp_path):
    place = places_data(atlas_of(tmp_path, None, RINGED))["places"][1]
    assert shape({"type": "Polygon", "coordinates": place["rings"][0]}).equals(RINGED)


# ---- what is said of a place ---------------------------------------------------------
def test_a_place_named_in_a_caption_only_is_a_hollow_mark(drawn):
    assert drawn["levuka"]["hollow"] and drawn["levuka"]["why"] == "named in a caption or headline only"
    assert [id for id, place in drawn.items() if place["hollow"]] == ["levuka"]


def test_a_place_named_in_the_text_without_a_record_is_hollow_for_another_reason(tmp_path):
    ili = feature("ili", "Ili", "region", None, unplaced="not drawn")
    atlas = load(make_atlas(tmp_path, places=collection(almaty(), zhetysu(), ili), more=named("ili")))
    hollow = [place for place in places_data(atlas)["places"] if place["hollow"]]
    assert [(place["id"], place["why"]) for place in hollow] == [("ili", "named, but no record is about it")]


def named(place):
    """A second article that says one sentence and names one place."""
    text = "The Ili valley is green.\n"
    mention = 'reading = "about", exact = "Ili valley", start = 4, end = 14'
    article = f"""
        [source]
        id = "two"
        label = "Two"
        file = "two.txt"
        sha256 = "{digest(text.encode())}"
        length = {len(text)}
        language = "en"

        [mentions]
        {place} = [{{ {mention} }}]
    """
    return {"events/records/two.toml": article, "texts/two.txt": text}


def test_a_place_without_geometry_is_data_without_a_position(drawn):
    assert drawn["moj-school"]["at"] is None
    assert not {"rings", "lines", "bounds"} & set(drawn["moj-school"])


def test_certainty_and_kind_are_handed_on(drawn):
    assert (drawn["lau-group"]["certainty"], drawn["lau-group"]["kind"]) == ("less-certain", "region")
    assert drawn["suva-taveuni-line"]["certainty"] == "uncertain"


def test_the_places_keep_the_order_of_the_file_and_can_be_written_as_json(fiji):
    data = places_data(fiji)
    assert [place["id"] for place in data["places"]] == list(fiji.places)
    assert json.loads(json.dumps(data, allow_nan=False)) == data
