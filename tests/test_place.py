"""Places: how precisely they are drawn, and the words of their vocabularies."""

from dataclasses import FrozenInstanceError

import pytest
from shapely.geometry import LineString, MultiLineString, MultiPoint, MultiPolygon, Point, box

from geodata.place import CERTAINTIES, KINDS, PRECISIONS, Place, Toponym

AREA = box(177, -19, 180, -16)


def place(kind, geometry, part_of=None):
    return Place("fiji", "Fiji", kind, ("FJ",), (), geometry, part_of=part_of)


@pytest.mark.parametrize(
    ("found", "precision"),
    [
        pytest.param(place("building", None, "taveuni"), "none", id="no geometry"),
        pytest.param(place("city", Point(178.44, -18.14), "fiji"), "point", id="point"),
        pytest.param(place("settlement", MultiPoint([(1, 2), (3, 4)])), "point", id="points"),
        pytest.param(place("border", LineString([(1, 2), (3, 4)])), "line", id="line"),
        pytest.param(place("route", MultiLineString([[(1, 2), (3, 4)]]), "fiji"), "line", id="lines"),
        pytest.param(place("island", AREA, "fiji"), "area", id="area in a country"),
        pytest.param(place("region", MultiPolygon([AREA]), "fiji"), "area", id="areas in a country"),
        pytest.param(place("region", AREA), "country", id="area in nothing, as East Asia"),
        pytest.param(place("country", AREA), "country", id="country"),
        pytest.param(place("country", AREA, "oceania"), "country", id="country in something"),
    ],
)
def test_precision_follows_the_geometry(found, precision):
    assert found.precision == precision
    assert precision in PRECISIONS


def test_every_precision_and_kind_is_said_in_words():
    assert all(PRECISIONS.values()) and all(KINDS.values())
    assert len(set(KINDS.values())) == len(KINDS)


def test_a_place_is_certain_until_the_file_says_less():
    assert place("city", Point(1, 2)).certainty == CERTAINTIES[0] == "certain"


def test_places_and_their_names_do_not_change():
    with pytest.raises(FrozenInstanceError):
        place("city", None).title = "Viti"
    with pytest.raises(FrozenInstanceError):
        Toponym("Suva", "en", "made for tests").lang = "fj"
