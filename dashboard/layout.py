"""Where the parts of each page stand: what Streamlit draws itself, and a place for each of our panels."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard import downloads, guard, link, map
from dashboard.opening import Opened
from dashboard.panels import Desk
from dashboard.picture import Picture
from dashboard.scene import Scene
from dashboard.view import FILTERED, Known, View
from geodata.query import Query


@dataclass
class Laid:
    """A page as it was laid out, and what it shows now: its panels may have been told anew since."""

    found: Opened
    desk: Desk
    picture: Picture
    told: bool = False

    def asked(self) -> Query:
        """What is left by the filters of now."""
        return self.picture.view.query


def outside(view: View) -> Hashable:
    """What of a view stands outside the panels; while it stays, they alone are told anew."""
    return view.show, view.place


def offered(chosen: Scene) -> bool:
    """What of a scene stands outside them: whether there is something to download."""
    return chosen.head["left"] > 0


def lay_out(laid: Laid) -> None:
    """The filters where they act, the head, and the map or the page that the view asks for."""
    on = laid.picture.view.show
    if on in FILTERED:
        with st.sidebar, guard.part("the filters"):
            filters(laid)
    laid.desk.mount("head")
    if on == "map":
        map_page(laid)
    else:
        sheet_page(laid)


def filters(laid: Laid) -> None:
    laid.desk.mount("facets")
    downloads.buttons(laid.found.atlas, laid.asked, offered(laid.picture.scene))


def map_page(laid: Laid) -> None:
    """The map first, time under it, the panel beside, the list below."""
    found, mount = laid.found, laid.desk.mount
    with st.container(key="stage"):
        with st.container(key="map_area"), guard.part("the map"):
            map.draw(found.version, found.bounds, partial(on_map, found.known))
        time(laid)
        with st.container(key="panel_area"):
            mount("panel", laid.picture.scene.facts)
        with st.container(key="list_area"):
            mount("list")


def sheet_page(laid: Laid) -> None:
    """A page beside the map; should what it shows have failed, its filters still stand."""
    with st.container(key="sheet"):
        if laid.picture.view.show == "timeline":
            time(laid)
        if not laid.picture.failed:
            laid.desk.mount(laid.picture.view.show)


def time(laid: Laid) -> None:
    """The range of years, and under it the histogram and how years are compared."""
    with st.container(key="years_area"):
        laid.desk.mount("years")


@guard.callback
def on_map(may_name: Known) -> None:
    """The reader picked a place on the map."""
    place = map.picked(st.session_state.get(map.KEY))
    if place is not None:
        link.change(link.acted(link.view(), {"do": "place", "id": place}, may_name))
