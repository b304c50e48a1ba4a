"""Where the parts of each page stand: what Streamlit draws itself, and a place for each of our panels."""

from functools import partial
from typing import Any

import streamlit as st

from dashboard import controls, guard, link, map
from dashboard.opening import Opened
from dashboard.panels import Desk
from dashboard.scene import Scene
from dashboard.view import FILTERED, Known


def laid_out(found: Opened, chosen: Scene, sheet: dict[str, Any] | None, desk: Desk) -> None:
    """The filters where they act, the head, and the map or a ``sheet``, None where that has failed."""
    if chosen.view.show in FILTERED:
        with st.sidebar, guard.part("the filters"):
            filters(found, chosen, desk)
    on_the_map = chosen.view.show == "map"
    desk.draw("head", chosen.head | ({"marks": chosen.marks} if on_the_map else {}))
    if on_the_map:
        map_page(found, chosen, desk)
    else:
        sheet_page(chosen, sheet, desk)


def filters(found: Opened, chosen: Scene, desk: Desk) -> None:
    controls.search(chosen.view)
    desk.draw("facets", chosen.facets)
    controls.undated(chosen.view, chosen.head["undated"])
    controls.downloads(found.atlas, chosen.view, chosen.head["left"])


def map_page(found: Opened, chosen: Scene, desk: Desk) -> None:
    """The map first, time under it, the panel beside, the list below."""
    with st.container(key="stage"):
        with st.container(key="map_area"), guard.part("the map"):
            map.draw(found.version, found.bounds, partial(on_map, found.known))
        controls.time(chosen.view, chosen.years, desk.draw)
        with st.container(key="panel_area"):
            desk.draw("panel", chosen.panel, chosen.facts)
        with st.container(key="list_area"):
            desk.draw("list", chosen.rows)


def sheet_page(chosen: Scene, sheet: dict[str, Any] | None, desk: Desk) -> None:
    """A page beside the map; should what it shows have failed, its controls still stand."""
    with st.container(key="sheet"):
        if chosen.view.show == "timeline":
            controls.time(chosen.view, chosen.years, desk.draw)
        if sheet is not None:
            desk.draw(chosen.view.show, sheet)


@guard.callback
def on_map(may_name: Known) -> None:
    """The reader picked a place on the map."""
    place = map.picked(st.session_state.get(map.KEY))
    if place is not None:
        link.change(link.acted(link.view(), {"do": "place", "id": place}, may_name))
