"""The coverage grid, place by year: what is quoted, where an article is silent, what no article covers.

A cell is a place and its years in the link. The grid is of the whole atlas, by the date when things
happened: the other filters do not act here.
"""

from typing import Any

import numpy as np

from dashboard import cards
from dashboard.paging import page_of, pages_of
from dashboard.phrases import ENGLISH
from dashboard.scene import CARDS
from dashboard.view import View
from geodata.atlas import Atlas
from geodata.grid import Grid, Spans
from geodata.query import Query

PLACES = 40
"""Rows of the grid at a time."""

MOST_ARTICLES = 12
"""Articles that are named as silent on a cell; of more, their number."""


def data(atlas: Atlas, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """A page of rows, busiest first, and what stands in the chosen cell."""
    totals = atlas.columns.places.totals
    busiest = np.argsort(-totals, kind="stable")[: np.count_nonzero(totals)].tolist()
    facts, rows = page_of(busiest, PLACES, view.page)
    shown = with_chosen(atlas, view, rows)
    grid = Grid.of(atlas.columns, [atlas.gazetteer.places[n].id for n in shown])
    return cards.slim(
        facts
        | {
            "columns": [
                [low, high, int(on)] for (low, high), on in zip(grid.columns, grid.covered, strict=True)
            ],
            "rows": [row(grid, line, n, int(totals[n])) for line, n in enumerate(shown)],
            "place": None if view.place is None else atlas.numbers[view.place],
            "years": view.years and list(view.years),
            "chosen": chosen(atlas, view, language),
        }
    )


def with_chosen(atlas: Atlas, view: View, shown: list[int]) -> list[int]:
    """The rows of this page; a chosen place from another page stands before them."""
    number = None if view.place is None else atlas.numbers[view.place]
    return shown if number is None or number in shown else [number, *shown]


def row(grid: Grid, line: int, number: int, total: int) -> list[Any]:
    """A place by its number: its records, the undated ones, its cells that hold any.

    A cell is its column, its count, and 1 where only records with an open end reach it.
    """
    counts, named = grid.counts[line].tolist(), grid.named[line].tolist()
    cells = [[n, c, *([1] if not named[n] else [])] for n, c in enumerate(counts) if c]
    return [number, total, int(grid.undated[line]), cells]


# ---- the chosen cell -------------------------------------------------------------------
def chosen(atlas: Atlas, view: View, language: str) -> dict[str, Any] | None:
    """The passages of a place in its years, or who is silent on it; without years the row alone."""
    if view.place is None:
        return None
    rows = atlas.columns.places.rows_of(view.place)
    found = {
        "place": atlas.numbers[view.place],
        "records": len(rows),
        "undated": int((~atlas.columns.dated[rows]).sum()),
        "filtered": bool(view.topic or view.kind or view.source or view.voice or view.text),
    }
    return cards.slim(found if view.years is None else found | cell(atlas, view, view.place, rows, language))


def cell(atlas: Atlas, view: View, place: str, rows: np.ndarray, language: str) -> dict[str, Any]:
    """A cell opened: a page of its cards, and the articles whose span has one of its years."""
    answer = atlas.columns.ask(Query(years=view.years, undated=False))
    count = answer.count_at(place)
    page = min(view.cards, pages_of(count, CARDS))
    numbers = answer.page((page - 1) * CARDS, CARDS, place)
    return {
        "count": count,
        "page": page,
        "pages": pages_of(count, CARDS),
        "cards": [cards.card(atlas, atlas.archive.records[n], place, language) for n in numbers],
        **silent(atlas, view, place, rows, answer.page(0, count, place)),
    }


def silent(atlas: Atlas, view: View, place: str, rows: np.ndarray, quoted: list[int]) -> dict[str, Any]:
    """The articles that span the years: how many, and those that do not have the place in them.

    Each of these with its span and with how many records of the place it has beside, in other
    years or undated.
    """
    spans, codes = Spans.of(atlas.columns), atlas.columns.facets["source"].code
    spanning = spans.touching(view.years or (None, None))
    here = np.bincount(codes[rows], minlength=len(spans.first))
    left = np.setdiff1d(spanning, codes[np.array(quoted, dtype=np.int64)])
    shown = left[np.argsort(-here[left], kind="stable")][:MOST_ARTICLES]
    ids = [source.id for source in atlas.archive.sources]
    return {
        "spanning": len(spanning),
        "silent": [[ids[n], int(spans.first[n]), int(spans.last[n]), int(here[n])] for n in shown],
        "more": len(left) - len(shown) or None,
    }
