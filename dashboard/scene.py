"""The Scene: what to draw for a view, as plain values; it chooses, and knows no Streamlit."""

from dataclasses import dataclass, replace
from typing import Any

from dashboard import cards, digits
from dashboard.paging import pages_of
from dashboard.phrases import ENGLISH
from dashboard.view import View
from dashboard.wording import counted, years_words
from geodata.atlas import Atlas
from geodata.place import Place
from geodata.query import FACETS, Answer

ROWS = 12
"""Rows of the list at a time."""

CARDS = 5
"""Cards of the panel at a time: each brings all its passages."""

MOST_FOUND = 8
"""Places that a search may offer."""

MOST_CHIPS = 24
"""Places that stand in a row of chips: those with most records."""

MOST_OPTIONS = 24
"""Options of a facet that are shown: those with most records, and the chosen ones."""

MOST_MARKS = 600
"""Places on the map at a time, those with most records: more is not seen, and would cross in vain."""

MOST_IGNORED = 24
"""Parts of a link that are named when they were left aside; of more, their number."""

WAYS = {
    ("happened", "overlap"): "{}",
    ("happened", "inside"): "fully inside {}",
    ("as-of", "overlap"): "as of {}",
    ("as-of", "inside"): "as of {}, fully inside",
    ("published", "overlap"): "published {}",
    ("published", "inside"): "published {}, fully inside",
}
"""The years as an active filter: by which date (query.DATES) and rule (view.RULES) they are compared."""

MOST_BARS = 120
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)
"""Years that a bar of the histogram may stand for."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything the map's page shows of an atlas for one view, ready for JSON.

    ``facts`` are those of the selected place, whatever the filters are; the panel shows them with the rest.
    """

    view: View
    head: dict[str, Any]
    facets: dict[str, Any]
    marks: dict[str, Any]
    years: dict[str, Any]
    rows: dict[str, Any]
    panel: dict[str, Any]
    facts: dict[str, Any]


def scene(atlas: Atlas, view: View, ignored: tuple[str, ...] = (), language: str = ENGLISH) -> Scene:
    """What to draw for a view, dates said in ``language``; the view comes back with pages that exist."""
    answer = atlas.columns.ask(view.query)
    settled = settle(view, answer)
    ignored += view.beyond(settled)
    return Scene(
        settled, head(settled, answer, ignored), facets(settled, answer), marks(atlas, settled, answer),
        years(atlas, settled, answer), rows(atlas, settled, answer, language),
        panel(atlas, settled, answer, language), facts(atlas, settled),
    )  # fmt: skip


def settle(view: View, answer: Answer) -> View:
    """The view with the pages of its list and of its cards inside what there is."""
    if view.show != "map":
        return view
    here = answer.count_at(view.place) if view.place is not None else 0
    page = min(view.page, pages_of(answer.total, ROWS))
    return replace(view, page=page, cards=min(view.cards, pages_of(here, CARDS)))


# ---- the line above the map ----------------------------------------------------------
def head(view: View, answer: Answer, ignored: tuple[str, ...]) -> dict[str, Any]:
    """Which page this is, what is active, how much is left, what was left out."""
    more = len(ignored) - MOST_IGNORED
    return {
        "show": view.show,
        "left": answer.total,
        "outside": answer.outside,
        "date": view.date,
        "rule": view.rule,
        "undated": answer.undated,
        "left_out": answer.undated_left_out,
        "active": active(view),
        "ignored": [*ignored[:MOST_IGNORED], *([f"and {counted(more, 'more part')}"] if more > 0 else [])],
    }


def active(view: View) -> list[list[str]]:
    """Each active filter: its facet, its option, and words where its option has no title."""
    found = [[facet, option] for facet in FACETS for option in getattr(view, facet)]
    if view.years is not None:
        found.append(["years", "", WAYS[view.date, view.rule].format(years_words(*view.years))])
    if view.undated is not None:
        found.append(["undated", "", "undated kept" if view.undated else "undated left out"])
    if view.text:
        found.append(["text", "", f"“{view.text}”"])
    return found


# ---- filters -------------------------------------------------------------------------
def facets(view: View, answer: Answer) -> dict[str, Any]:
    """The search, each facet's live counts by number, what becomes of the undated, how much is left."""
    return {
        "text": view.text,
        "every": view.every_topic,
        "facets": {facet: options(view, answer, facet) for facet in FACETS},
        "date": view.date,
        "undated": view.undated,
        "left": answer.total,
    }


def options(view: View, answer: Answer, facet: str) -> dict[str, Any]:
    counts, chosen = answer.option_counts(facet), getattr(view, facet)
    numbered = list(enumerate(counts.items()))
    ranked = sorted(numbered, key=lambda found: (found[1][0] not in chosen, -found[1][1]))
    shown = {n for n, _ in ranked[:MOST_OPTIONS]}
    return {
        "counts": [[n, count] for n, (_, count) in numbered if n in shown],
        "on": [n for n, (option, _) in numbered if option in chosen],
        "more": max(0, len(counts) - MOST_OPTIONS),
    }


# ---- time ----------------------------------------------------------------------------
def years(atlas: Atlas, view: View, answer: Answer) -> dict[str, Any]:
    """The histogram under the other filters: bars of ``step`` years from ``first`` on, and the undated."""
    first, last = span = atlas.columns.dates[view.date].year_range
    step = next((s for s in STEPS if (last - first) // s < MOST_BARS), STEPS[-1])
    first -= first % step
    counts = answer.year_counts(step)
    bars = range(first, last + 1, step)
    return {
        "first": first,
        "step": step,
        "bars": len(bars),
        "counts": [[n, counts[year]] for n, year in enumerate(bars) if counts.get(year)],
        "span": list(span),
        "range": list(view.years) if view.years else None,
        "undated": answer.undated,
        "left_out": answer.undated_left_out,
        "left": answer.total,
        "outside": answer.outside,
        "date": view.date,
        "rule": view.rule,
    }


# ---- the map -------------------------------------------------------------------------
def marks(atlas: Atlas, view: View, answer: Answer) -> dict[str, Any]:
    """Numbers alone: places by their number in the gazetteer, with their visible records (``stepped``)."""
    place = selected_place(atlas, view)
    shown = answer.busiest(MOST_MARKS)
    return {
        "counts": stepped(shown),
        "selected": atlas.numbers[place] if place else None,
        "most": shown[0][1] if shown else 0,
        "fit": place is not None,
        "more": answer.places - len(shown),
    }


def stepped(counts: list[tuple[int, int]]) -> str:
    """Numbers with their counts as digits: in order, the step of each from the last, and its count."""
    found, last = [], 0
    for number, count in sorted(counts):
        found += [number - last, count]
        last = number
    return digits.written(found)


def selected_place(atlas: Atlas, view: View) -> str | None:
    """The place the map marks: the chosen one, else the first of the chosen record."""
    if view.place is not None or view.record is None:
        return view.place
    links = atlas.records[view.record].places
    return links[0].id if links else None


# ---- the list ------------------------------------------------------------------------
def rows(atlas: Atlas, view: View, answer: Answer, language: str) -> dict[str, Any]:
    """A page of what the filters leave, in date order, and the places that the map lacks."""
    start = (view.page - 1) * ROWS
    numbers = answer.page(start, ROWS)
    return {
        "page": view.page,
        "pages": pages_of(answer.total, ROWS),
        "first": start + 1,
        "total": answer.total,
        "rows": [cards.row(atlas, atlas.archive.records[n], view, language) for n in numbers],
        "chosen": chosen(atlas, view, numbers, language),
        "found": found_by_name(atlas, view, answer),
        "unplaced": chips(atlas, answer, atlas.unplaced),
        "place": atlas.numbers[view.place] if view.place else None,
    }


def chosen(atlas: Atlas, view: View, numbers: list[int], language: str) -> dict[str, Any] | None:
    """The selected record where this page of the list does not show it."""
    if view.record is None or any(atlas.archive.records[n].id == view.record for n in numbers):
        return None
    return cards.row(atlas, atlas.records[view.record], view, language)


def found_by_name(atlas: Atlas, view: View, answer: Answer) -> dict[str, Any]:
    """The places that a search names, those without records among them."""
    found = atlas.places_named(view.query.text) if view.query.text else []
    return chips(atlas, answer, found, MOST_FOUND)


def chips(atlas: Atlas, answer: Answer, places: list[Place], most: int = MOST_CHIPS) -> dict[str, Any]:
    """Places by number, with their visible records; of many the busiest, and how many more."""
    counts = answer.place_counts()
    found = [[atlas.numbers[place.id], counts[atlas.numbers[place.id]]] for place in places]
    if len(found) > most:
        found = sorted(found, key=lambda pair: -pair[1])
    return cards.slim({"places": found[:most], "more": max(0, len(found) - most) or None})


# ---- the panel -----------------------------------------------------------------------
def panel(atlas: Atlas, view: View, answer: Answer, language: str) -> dict[str, Any]:
    """The selected record, the selected place, or an overview that teaches the page."""
    found: dict[str, Any] = {"kind": "overview"}
    if view.record is not None:
        found = {"kind": "record", "card": cards.card(atlas, atlas.records[view.record], None, language)}
    if view.place is not None:
        found |= {"kind": "place", "place": place_panel(atlas, view, answer, language)}
    return found if found["kind"] != "overview" else found | overview(atlas, answer)


def place_panel(atlas: Atlas, view: View, answer: Answer, language: str) -> dict[str, Any]:
    place = atlas.places[view.place or ""]
    count = answer.count_at(place.id)
    numbers = answer.page((view.cards - 1) * CARDS, CARDS, place.id)
    return {
        "id": place.id,
        "count": count,
        "filtered": view.filtered,
        "cards": [cards.card(atlas, atlas.archive.records[n], place.id, language) for n in numbers],
        "page": view.cards,
        "pages": pages_of(count, CARDS),
        "within": chips(atlas, answer, atlas.parts_of(place.id)),
    }


def facts(atlas: Atlas, view: View) -> dict[str, Any]:
    """What holds of the selected place under any filter."""
    return cards.place_facts(atlas, atlas.places[view.place]) if view.place else {}


def overview(atlas: Atlas, answer: Answer) -> dict[str, Any]:
    """Where to begin: the busiest places."""
    return {"busiest": cards.slim({"places": [list(pair) for pair in answer.busiest(MOST_FOUND)]})}
