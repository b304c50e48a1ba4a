"""Outlines as paths: read back they are where they were."""

import re

import numpy as np
import pytest

from geodata import basemap, drawing, paths
from geodata.atlas import Atlas

PIECE = re.compile(r"M(-?\d+),(-?\d+)(?:l([-\d, ]*)|h0)(z?)")
UNIT = 360 / paths.WORLD


def read(path: str) -> list[tuple[np.ndarray, bool]]:
    """Every piece of a path as longitudes and latitudes in degrees, and whether it is closed."""
    assert PIECE.sub("", path) == "", "something that is no start, no step and no end"
    return [(degrees(found), found[4] == "z") for found in PIECE.finditer(path)]


def degrees(found: re.Match) -> np.ndarray:
    steps = [pair.split(",") for pair in (found[3] or "").split()]
    x, y = np.cumsum(np.array([[found[1], found[2]], *steps], dtype=float), axis=0).T / paths.WORLD
    return np.column_stack([360 * (x - 0.5), np.degrees(np.arcsin(np.tanh(2 * np.pi * (0.5 - y))))])


def within_reach(piece: np.ndarray, positions: list[list[float]]) -> bool:
    """Whether each position stands, to a unit, where the path goes through."""
    wanted = np.array(positions)
    wanted[:, 1] = np.clip(wanted[:, 1], -paths.NORTHMOST, paths.NORTHMOST)
    far = np.abs(wanted[:, None] - piece[None]).max(axis=2).min(axis=1)
    return bool((far <= UNIT).all())


@pytest.fixture(scope="module")
def base():
    return basemap.build((46.0, 34.0, 97.0, 56.0))


def test_land_and_borders_are_one_path_each_with_every_ring_and_line(base):
    drawn = paths.of_base(base)
    rings = [ring for polygon in base["land"] for ring in polygon]
    for written, wanted, closed in ((drawn["land"], rings, True), (drawn["borders"], base["borders"], False)):
        found = read(written)
        assert len(found) == len(wanted) and {end for _, end in found} == {closed}
        assert all(
            within_reach(piece, positions) for (piece, _), positions in zip(found, wanted, strict=True)
        )
    assert drawn["labels"] == base["labels"] and drawn["world"] == paths.WORLD


def test_every_place_keeps_its_shape_and_all_else_that_is_said_of_it(shipped: Atlas):
    before = drawing.places_data(shipped)
    after = paths.of_places(before)["places"]
    shaped = 0
    for had, has in zip(before["places"], after, strict=True):
        for name in {"rings", "lines"} & had.keys():
            shaped += 1
            wanted = had[name] if name == "lines" else [ring for polygon in had[name] for ring in polygon]
            found = read(has[name])
            assert {end for _, end in found} == {name == "rings"}
            assert all(within_reach(p, w) for (p, _), w in zip(found, wanted, strict=True)), had["id"]
        assert {k: v for k, v in has.items() if k not in ("rings", "lines")} == {
            k: v for k, v in had.items() if k not in ("rings", "lines")
        }
    assert shaped > 10


@pytest.mark.parametrize(
    ("at", "unit"),
    [
        ([0, 0], (0.5, 0.5)),
        ([-180, paths.NORTHMOST], (0, 0)),
        ([180, -paths.NORTHMOST], (1, 1)),
        ([190, 0], (190 / 360 + 0.5, 0.5)),
        ([0, 90], (0.5, 0)),
        ([0, -90], (0.5, 1)),
    ],
)
def test_the_world_is_a_square_with_the_north_above(at, unit):
    """The corners are those of EPSG:3857; a pole lies on the edge."""
    found = PIECE.match(paths.line([at, [10, 10]]))
    assert [int(found[1]), int(found[2])] == [round(u * paths.WORLD) for u in unit]


def test_steps_that_lead_nowhere_are_left_out_and_a_piece_without_any_is_a_dot():
    assert (
        paths.line([[0, 0], [0.0001, 0], [90, 0]])
        == f"M{paths.WORLD // 2},{paths.WORLD // 2}l{paths.WORLD // 4},0"
    )
    assert paths.line([[0, 0], [0.0001, 0]]).endswith("h0")
