"""The Scene: what to draw for a view, as plain values; it chooses, and knows no Streamlit."""

from dataclasses import dataclass
from typing import Any

from dashboard import cards
from dashboard.view import View
from dashboard.wording import NO_DATE, counted, years_words
from events.record import KINDS, VOICES
from geodata.atlas import Atlas
from geodata.query import FACETS, Answer

PAGE = 12
"""Rows of the list, and cards of the panel, at a time."""

MOST_FOUND = 8
"""Places that a search may offer."""

KIND_TITLES = {"event": "Events", "investment": "Investments", "figure": "Figures"}
FACET_TITLES = {"topic": "Topics", "kind": "Kinds", "source": "Articles", "voice": "Voices"}


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a page shows of an atlas for one view, ready for JSON."""

    head: dict[str, Any]
    facets: list[dict[str, Any]]
    marks: dict[str, Any]
    rows: dict[str, Any]
    panel: dict[str, Any]


def scene(atlas: Atlas, view: View, ignored: tuple[str, ...] = ()) -> Scene:
    """What to draw of an atlas for a view."""
    answer = atlas.columns.ask(view.query)
    return Scene(
        head(atlas, view, answer, ignored), facets(atlas, view, answer), marks(atlas, view, answer),
        rows(atlas, view, answer), panel(atlas, view, answer),
    )  # fmt: skip


# ---- the line above the map ----------------------------------------------------------
def head(atlas: Atlas, view: View, answer: Answer, ignored: tuple[str, ...]) -> dict[str, Any]:
    """What this is, what is active, how much is left, what was left out."""
    return {
        "title": atlas.archive.title,
        "summary": atlas.archive.summary,
        "total": atlas.columns.rows,
        "left": answer.total,
        "sources": len(atlas.archive.sources),
        "years": years_words(*atlas.columns.year_range) if atlas.columns.dated.any() else NO_DATE,
        "undated": answer.undated,
        "left_out": answer.undated_left_out,
        "active": active(atlas, view),
        "ignored": list(ignored),
    }


def active(atlas: Atlas, view: View) -> list[dict[str, str]]:
    """Each active filter as words, with what takes it away."""
    found = [
        {"facet": facet, "option": option, "words": titles[option]}
        for facet in FACETS
        for titles in [option_titles(atlas, facet)]
        for option in getattr(view, facet)
    ]
    if view.years is not None:
        found.append({"facet": "years", "option": "", "words": years_words(*view.years)})
    if view.undated is not None:
        words = "undated kept" if view.undated else "undated left out"
        found.append({"facet": "undated", "option": "", "words": words})
    if view.text:
        found.append({"facet": "text", "option": "", "words": f"“{view.text}”"})
    return found


# ---- filters -------------------------------------------------------------------------
def option_titles(atlas: Atlas, facet: str) -> dict[str, str]:
    """What a reader calls each option of a facet."""
    return {
        "topic": {t.id: t.title for t in atlas.archive.topics},
        "kind": {kind: KIND_TITLES[kind] for kind in KINDS},
        "source": {s.id: s.label for s in atlas.archive.sources},
        "voice": {voice: voice.capitalize() for voice in VOICES},
    }[facet]


def option_hints(atlas: Atlas, facet: str) -> dict[str, str]:
    if facet == "topic":
        return {t.id: t.definition for t in atlas.archive.topics}
    return VOICES if facet == "voice" else {}


def facets(atlas: Atlas, view: View, answer: Answer) -> list[dict[str, Any]]:
    """Every facet with its options, their live counts and which are chosen."""
    return [
        {
            "id": facet,
            "title": FACET_TITLES[facet],
            "every": view.every_topic if facet == "topic" else None,
            "options": options(atlas, view, answer, facet),
        }
        for facet in FACETS
    ]


def options(atlas: Atlas, view: View, answer: Answer, facet: str) -> list[dict[str, Any]]:
    counts, hints = answer.option_counts(facet), option_hints(atlas, facet)
    return [
        {
            "id": option,
            "title": title,
            "hint": hints.get(option, ""),
            "count": counts[option],
            "on": option in getattr(view, facet),
        }
        for option, title in option_titles(atlas, facet).items()
    ]


# ---- the map -------------------------------------------------------------------------
def marks(atlas: Atlas, view: View, answer: Answer) -> dict[str, Any]:
    """Numbers alone: places by their number in the gazetteer, with their visible records."""
    place = selected_place(atlas, view)
    numbers = {place.id: n for n, place in enumerate(atlas.gazetteer.places)}
    counts = answer.place_counts()
    return {
        "counts": [[n, count] for n, count in enumerate(counts) if count],
        "selected": numbers.get(place) if place else None,
        "most": max(counts, default=0),
        "fit": place is not None,
    }


def selected_place(atlas: Atlas, view: View) -> str | None:
    """The place the map marks: the chosen one, else the first of the chosen record."""
    if view.place is not None or view.record is None:
        return view.place
    links = atlas.records[view.record].places
    return links[0].id if links else None


# ---- the list ------------------------------------------------------------------------
def rows(atlas: Atlas, view: View, answer: Answer) -> dict[str, Any]:
    """A page of what the filters leave, in date order, and the places that the map lacks."""
    pages = pages_of(answer.total)
    page = min(view.page, pages)
    numbers = answer.page((page - 1) * PAGE, PAGE)
    return {
        "page": page,
        "pages": pages,
        "first": (page - 1) * PAGE + 1,
        "total": answer.total,
        "filtered": view.filtered,
        "rows": [cards.row(atlas, atlas.archive.records[n], view) for n in numbers],
        "chosen": chosen(atlas, view, numbers),
        "found": found_by_name(atlas, view, answer),
        "unplaced": unplaced(atlas, view, answer),
    }


def chosen(atlas: Atlas, view: View, numbers: list[int]) -> dict[str, Any] | None:
    """The selected record where this page of the list does not show it."""
    if view.record is None or any(atlas.archive.records[n].id == view.record for n in numbers):
        return None
    return cards.row(atlas, atlas.records[view.record], view)


def found_by_name(atlas: Atlas, view: View, answer: Answer) -> list[dict[str, Any]]:
    """The places that a search names, those without records among them."""
    words = view.query.text.split()
    if not words:
        return []
    counts = dict(zip(atlas.places, answer.place_counts(), strict=True))
    hits = [p for p in atlas.gazetteer.places if all(w in atlas.folded_names[p.id] for w in words)]
    return [{"id": p.id, "title": p.title, "count": counts[p.id]} for p in hits[:MOST_FOUND]]


def pages_of(count: int) -> int:
    return max(1, -(-count // PAGE))


def unplaced(atlas: Atlas, view: View, answer: Answer) -> list[dict[str, Any]]:
    """The places without geometry: they are reached from the list alone."""
    counts = answer.place_counts()
    return [
        {"id": place.id, "title": place.title, "count": counts[n], "on": place.id == view.place}
        for n, place in enumerate(atlas.gazetteer.places)
        if place.geometry is None
    ]


# ---- the panel -----------------------------------------------------------------------
def panel(atlas: Atlas, view: View, answer: Answer) -> dict[str, Any]:
    """The selected record, the selected place, or an overview that teaches the page."""
    found: dict[str, Any] = {"kind": "overview"}
    if view.record is not None:
        found = {"kind": "record", "card": cards.card(atlas, atlas.records[view.record], None)}
    if view.place is not None:
        found |= {"kind": "place", "place": place_panel(atlas, view, answer)}
    return found if found["kind"] != "overview" else found | overview(atlas, answer)


def place_panel(atlas: Atlas, view: View, answer: Answer) -> dict[str, Any]:
    place = atlas.places[view.place or ""]
    count = answer.count_at(place.id)
    pages = pages_of(count)
    page = min(view.cards, pages)
    numbers = answer.page((page - 1) * PAGE, PAGE, place.id)
    return cards.place_facts(atlas, place) | {
        "count": count,
        "counted": counted(count, "record"),
        "filtered": view.filtered,
        "cards": [cards.card(atlas, atlas.archive.records[n], place.id) for n in numbers],
        "page": page,
        "pages": pages,
        "within": within(atlas, answer, place.id),
    }


def within(atlas: Atlas, answer: Answer, place_id: str) -> list[dict[str, Any]]:
    """The places within a place: its own count does not include theirs."""
    counts = dict(zip(atlas.places, answer.place_counts(), strict=True))
    return [{"id": p.id, "title": p.title, "count": counts[p.id]} for p in atlas.parts_of(place_id)]


def overview(atlas: Atlas, answer: Answer) -> dict[str, Any]:
    """Where to begin: the busiest places, and how the page is read."""
    counts = zip(atlas.gazetteer.places, answer.place_counts(), strict=True)
    busiest = sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])[:8]
    placeless = sum(1 for r in atlas.archive.records if not r.places)
    return {
        "summary": atlas.archive.summary,
        "busiest": [{"id": p.id, "title": p.title, "count": count} for p, count in busiest],
        "placeless": placeless,
        "sources": [cards.citation(source) for source in atlas.archive.sources],
    }
