"""The pages beside the map, one module each: plain values for the panel of the same name."""

from dataclasses import replace
from typing import Any

from dashboard.pages import about, corrections, coverage, investments, names, questions, sources, timeline
from dashboard.phrases import ENGLISH
from dashboard.view import View
from geodata.atlas import Atlas

SHEETS = (timeline, investments, questions, sources, names, coverage, corrections, about)
PAGES = {page.__name__.rpartition(".")[2]: page for page in SHEETS}


def data(atlas: Atlas, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """What the page shows that the view asks for; every page module has ``data(atlas, view, language)``."""
    return PAGES[view.show].data(atlas, view, language)


def settle(view: View, found: dict[str, Any]) -> View:
    """The view with pages that a page has: those of its list, and of what is open in it."""
    inner = found.get("chosen") or found.get("text") or found.get("lane") or {}
    return replace(
        view, page=min(view.page, found.get("pages", 1)), cards=min(view.cards, inner.get("pages", 1))
    )
