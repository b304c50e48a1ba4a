"""The base map: land is where land is, borders are lines, and nothing runs around the world."""

import json

import numpy as np
import pytest
import shapely
from shapely.geometry import MultiLineString, Point, Polygon, box

from geodata import basemap

KAZAKHSTAN = (46.5, 40.6, 87.3, 55.4)
PACIFIC = (175.25, -23.14, 190.23, -11.83)


@pytest.fixture(scope="module", params=[KAZAKHSTAN, PACIFIC], ids=["Kazakhstan", "Pacific"])
def base(request):
    """The base map around an atlas of either continent."""
    return basemap.build(request.param)


@pytest.fixture(scope="module")
def pacific():
    return basemap.build(PACIFIC)


def land(base):
    return shapely.union_all([Polygon(rings[0], rings[1:]) for rings in base["land"]])


def borders(base):
    return MultiLineString(base["borders"])


def lines(base):
    """Every ring and every border as an array (n, 2)."""
    return [np.array(ring) for rings in base["land"] for ring in rings] + [
        np.array(line) for line in base["borders"]
    ]


# ---- land and sea --------------------------------------------------------------------
ON_LAND = {
    "Almaty": (76.93, 43.25),
    "Ürümqi": (87.6, 43.8),
    "Nairobi": (36.8, -1.3),
    "Alice Springs": (133.9, -23.7),
    "Manaus": (-60.0, -3.1),
    "Denver": (-105.0, 39.7),
    "Chukotka, east of 180": (-173.0, 66.5),
    "Chukotka, west of 180": (178.0, 67.5),
    "South Pole": (0.0, -89.9),
    "inland Antarctica at 180": (179.9, -86.0),
}
AT_SEA = {
    "Gulf of Guinea": (0.0, 0.0),
    "mid-Atlantic": (-40.0, 30.0),
    "Pacific": (-150.0, 0.0),
    "between Fiji and Samoa": (-176.5, -15.0),
    "north of Fiji at 180": (180.0, -10.0),
    "Arctic at 180": (180.0, 80.0),
    "Caspian Sea": (50.8, 41.5),
    "Indian Ocean": (80.0, -20.0),
}


def test_land_covers_what_is_known_to_be_land(base):
    found = land(base)
    assert [name for name, at in ON_LAND.items() if not found.covers(Point(at))] == []


def test_the_sea_is_left_free(base):
    found = land(base)
    assert [name for name, at in AT_SEA.items() if found.intersects(Point(at))] == []


def test_the_finer_scale_shows_islands_that_the_world_does_not(pacific):
    tongatapu = Point(-175.2, -21.18)
    assert land(pacific).distance(tongatapu) < 0.05
    coarse = list(basemap.all_polygons(basemap.topology("110m")))
    assert np.nanmin(shapely.distance(shapely.make_valid(coarse), tongatapu)) > 1


def test_viti_levu_is_land(pacific):
    assert land(pacific).covers(Point(178.0, -17.8))


def test_a_country_inside_another_is_cut_out_of_it():
    coarse = basemap.topology("110m")
    (south_africa,) = (c for c in coarse.countries if c["properties"]["name"] == "South Africa")
    found = shapely.union_all(list(coarse.polygons(south_africa)))
    assert found.covers(Point(25, -29)) and not found.covers(Point(28.2, -29.6))


# ---- nothing runs around the world ---------------------------------------------------
def test_everything_lies_in_the_world(base):
    for line in lines(base):
        assert np.abs(line[:, 0]).max() <= 180 and np.abs(line[:, 1]).max() <= 90


def test_no_edge_runs_around_the_world_but_along_the_south_pole(base):
    """An outline that jumps from one side of 180 to the other would be a streak over the map."""
    for line in lines(base):
        steps = np.abs(np.diff(line[:, 0]))
        polar = (line[:-1, 1] == -90) & (line[1:, 1] == -90)
        assert steps[~polar].max() < 40


def test_no_outline_is_wider_than_half_the_world_but_afro_eurasia_and_antarctica(base):
    wide = [Polygon(rings[0]) for rings in base["land"] if np.ptp(np.array(rings[0])[:, 0]) > 180]
    known = [Point(ON_LAND["Nairobi"]), Point(ON_LAND["South Pole"])]
    assert len(wide) == 2
    assert all(any(outline.covers(point) for outline in wide) for point in known)


def test_rings_are_closed_and_long_enough(base):
    for rings in base["land"]:
        for ring in rings:
            assert len(ring) >= 4 and ring[0] == ring[-1]


# ---- borders -------------------------------------------------------------------------
@pytest.mark.parametrize(
    "at",
    [
        pytest.param((80.4, 44.2), id="Kazakhstan and China at Khorgos"),
        pytest.param((-100.0, 49.0), id="Canada and the United States"),
        pytest.param((141.0, -6.0), id="Papua"),
    ],
)
def test_a_border_runs_where_two_countries_meet(base, at):
    assert borders(base).distance(Point(at)) < 0.5


def test_borders_are_lines_on_land(base):
    found = borders(base)
    assert all(len(line) >= 2 for line in base["borders"])
    assert found.intersection(land(base).buffer(0.5)).length > 0.99 * found.length


def test_coasts_and_the_cut_between_the_scales_are_no_borders(base):
    """Mid-Australia, the coast of Peru, and the frame around Kazakhstan in Russia."""
    found = borders(base)
    assert not found.intersects(box(115, -38, 153, -12))
    assert not found.intersects(box(-79, -12, -76.5, -8))
    assert not found.intersects(box(60, 62, 75, 66))


# ---- names ---------------------------------------------------------------------------
def test_a_country_name_stands_in_its_country(base):
    coarse = basemap.topology("110m")
    shapes = {c["properties"]["name"]: shapely.union_all(list(coarse.polygons(c))) for c in coarse.countries}
    assert {"Kazakhstan", "China", "Fiji", "Russia"} <= {label["name"] for label in base["labels"]}
    for label in base["labels"]:
        assert shapes[label["name"]].distance(Point(label["at"])) < 0.02, label["name"]


def test_the_larger_country_may_keep_its_name(base):
    areas = {label["name"]: label["area"] for label in base["labels"]}
    assert areas["Russia"] > areas["Kazakhstan"] > areas["Kyrgyzstan"] > 0


# ---- the frame of the finer scale ----------------------------------------------------
def test_the_frame_is_the_bounds_with_a_margin():
    assert basemap.frame((50, 40, 80, 55)).equals(box(42, 32, 88, 63))


@pytest.mark.parametrize("east", [190.0, -170.0], ids=["past 180", "wrapped"])
def test_a_frame_across_the_antimeridian_is_two_halves(east):
    west = shapely.union(box(168, -30, 180, 0), box(-180, -30, -162, 0))
    assert basemap.frame((176, -22, east, -8)).equals(west)


@pytest.mark.parametrize("bounds", [(-180, -60, 180, 80), (-170.0, -55.0, 190.0, 75.0)])
def test_a_frame_around_the_world_is_one_box(bounds):
    assert basemap.frame(bounds).bounds[::2] == (-180, 180)


def test_a_frame_ends_at_the_poles():
    assert basemap.frame((0, -85, 10, 85)).equals(box(-8, -90, 18, 90))


# ---- what is sent --------------------------------------------------------------------
def test_the_base_map_can_be_written_as_json_and_says_where_it_is_from(base):
    again = json.loads(json.dumps(base, allow_nan=False))
    assert again == base and again["credit"] == "Natural Earth"


def test_the_outlines_are_no_finer_than_a_base_map_needs(base):
    assert len(json.dumps(base)) < 1_000_000
    assert all(round(x, 2) == x and round(y, 2) == y for x, y in base["borders"][0])
