"""Queries: what an empty filter means, and that the embedded engine answers the whole protocol."""

from dataclasses import FrozenInstanceError, fields
from inspect import getmembers, signature

import pytest

from geodata.columns import Columns, Matches
from geodata.query import FACETS, Answer, Engine, Query


@pytest.mark.parametrize(
    ("years", "undated", "kept"),
    [
        pytest.param(None, None, True, id="no years"),
        pytest.param((2016, 2019), None, False, id="years"),
        pytest.param((2016, None), None, False, id="years with an open end"),
        pytest.param((2016, 2019), True, True, id="years, undated wanted"),
        pytest.param(None, False, False, id="no years, undated unwanted"),
        pytest.param((2016, 2019), False, False, id="years, undated unwanted"),
    ],
)
def test_undated_records_are_kept_until_years_are_set_or_the_reader_says(years, undated, kept):
    assert Query(years=years, undated=undated).keeps_undated is kept


def test_the_facets_are_filters_that_start_empty():
    empty = {f.name: f.default for f in fields(Query) if f.name in FACETS}
    assert empty == dict.fromkeys(FACETS, ())


@pytest.mark.parametrize("facet", FACETS)
def test_without_leaves_one_facet_out_and_the_original_alone(facet):
    full = Query(
        (2016, 2019), None, "published", True, ("sea",), True, ("event",), ("ferry",), ("author",), "port"
    )
    bare = full.without(facet)
    assert getattr(bare, facet) == () and getattr(full, facet) != ()
    same = [f.name for f in fields(Query) if f.name != facet]
    assert [getattr(bare, n) for n in same] == [getattr(full, n) for n in same]


def test_a_query_does_not_change():
    with pytest.raises(FrozenInstanceError):
        Query().text = "port"


def test_the_embedded_engine_answers_everything_in_the_protocol():
    asked = {name for name, _ in getmembers(Answer, callable) if not name.startswith("_")}
    asked |= set(Answer.__annotations__)
    assert asked >= {"total", "place_counts", "option_counts", "year_counts", "page", "count_at"}
    assert [name for name in sorted(asked) if not hasattr(Matches, name)] == []
    steps = [signature(engine.year_counts).parameters["step"].default for engine in (Answer, Matches)]
    assert steps == [1, 1]
    assert callable(Engine.ask) and callable(Columns.ask)
