"""The page: load, view, scene, draw."""

from functools import partial

import streamlit as st

from dashboard import assets, controls, link, map, panels
from dashboard.opening import known, opened
from dashboard.scene import scene
from dashboard.view import Known


def page() -> None:
    """Draw the page for this run."""
    st.set_page_config(page_title="Passage Atlas", layout="wide", initial_sidebar_state="auto")
    st.html(assets.page_style())
    assets.serve()
    atlas, version, bounds = opened()
    may_name = known(atlas)
    view, ignored = link.current(may_name)
    drawn = scene(atlas, view, ignored)
    act = partial(link.on_act, known=may_name)

    with st.sidebar:
        controls.search(view)
        panels.draw("facets", {"facets": drawn.facets}, version, act)
        controls.undated(view, drawn.head["undated"])
    panels.draw("head", drawn.head, version, act)
    with st.container(key="stage"):
        with st.container(key="map_area"):
            map.draw(drawn.marks, version, bounds, partial(on_map, may_name))
        with st.container(key="years_area"):
            controls.years(view, atlas.columns.year_range)
        with st.container(key="panel_area"):
            panels.draw("panel", drawn.panel, version, act)
        with st.container(key="list_area"):
            panels.draw("list", drawn.rows, version, act)
    link.write(view)


def on_map(may_name: Known) -> None:
    """The reader picked a place on the map."""
    place = map.picked(st.session_state.get(map.KEY))
    if place is not None:
        link.change(link.acted(link.view(), {"do": "place", "id": place}, may_name))
