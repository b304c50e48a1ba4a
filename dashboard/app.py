"""The page: load, view, scene, lay out, tell."""

from functools import partial
from typing import Any

import streamlit as st

from dashboard import assets, guard, layout, link, pages, panels
from dashboard.opening import Opened, opened
from dashboard.scene import scene
from dashboard.view import View


def page() -> None:
    """Draw the page for this run."""
    st.set_page_config(page_title="Passage Atlas", layout="wide", initial_sidebar_state="auto")
    with guard.part("the style"):
        st.html(assets.page_style())
    with guard.part("the page"):
        assets.serve()
        drawn(opened())


def drawn(found: Opened) -> None:
    """The head, the filters where they act, and the page that the view asks for."""
    view, ignored = link.current(found.known)
    desk = panels.Desk(found.version, partial(link.on_act, known=found.known), st.context.locale)
    guard.say_what_failed()
    sheet, settled = sheet_of(found, view, desk.language)
    chosen = scene(found.atlas, settled, (*ignored, *view.beyond(settled)), desk.language)
    layout.laid_out(found, chosen, sheet, desk)
    desk.tell()
    link.write(chosen.view)


def sheet_of(found: Opened, view: View, language: str) -> tuple[dict[str, Any] | None, View]:
    """What a page beside the map shows, none where that failed, and the view with pages it has."""
    sheet = None
    if view.show != "map":
        with guard.part(f"the page {view.show}"):
            sheet = pages.data(found.atlas, view, language)
    return sheet, view if sheet is None else pages.settle(view, sheet)
