"""The page: load, view, scene, draw."""

from functools import partial
from typing import Any

import streamlit as st

from dashboard import assets, controls, guard, link, map, pages, panels
from dashboard.opening import Opened, opened
from dashboard.scene import Scene, scene
from dashboard.view import FILTERED, Known, View


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
    desk = panels.Desk(found.version, partial(link.on_act, known=found.known))
    guard.say_what_failed()
    sheet, settled = sheet_of(found, view)
    chosen = scene(found.atlas, settled, (*ignored, *view.beyond(settled)))
    if view.show in FILTERED:
        with st.sidebar, guard.part("the filters"):
            filters(found, chosen, desk)
    desk.draw("head", chosen.head | ({"marks": chosen.marks} if view.show == "map" else {}))
    if view.show == "map":
        map_page(found, chosen, desk)
    elif sheet is not None:
        with st.container(key="sheet"):
            if view.show == "timeline":
                controls.time(chosen.view, chosen.years, desk.draw)
            desk.draw(view.show, sheet)
    desk.tell()
    link.write(chosen.view)


def sheet_of(found: Opened, view: View) -> tuple[dict[str, Any] | None, View]:
    """What a page beside the map shows, none where that failed, and the view with pages it has."""
    sheet = None
    if view.show != "map":
        with guard.part(f"the page {view.show}"):
            sheet = pages.data(found.atlas, view)
    return sheet, view if sheet is None else pages.settle(view, sheet)


def filters(found: Opened, chosen: Scene, desk: panels.Desk) -> None:
    controls.search(chosen.view)
    desk.draw("facets", chosen.facets)
    controls.undated(chosen.view, chosen.head["undated"])
    controls.downloads(found.atlas, chosen.view, chosen.head["left"])


def map_page(found: Opened, chosen: Scene, desk: panels.Desk) -> None:
    """The map first, time under it, the panel beside, the list below."""
    with st.container(key="stage"):
        with st.container(key="map_area"), guard.part("the map"):
            map.draw(found.version, found.bounds, partial(on_map, found.known))
        controls.time(chosen.view, chosen.years, desk.draw)
        with st.container(key="panel_area"):
            desk.draw("panel", chosen.panel)
        with st.container(key="list_area"):
            desk.draw("list", chosen.rows)


@guard.callback
def on_map(may_name: Known) -> None:
    """The reader picked a place on the map."""
    place = map.picked(st.session_state.get(map.KEY))
    if place is not None:
        link.change(link.acted(link.view(), {"do": "place", "id": place}, may_name))
