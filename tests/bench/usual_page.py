"""The usual page of streamlit-folium: a marker with a popup for every record, all of it made on every run.

It gains from every kindness that the comparison can show: files of its own server in the browser's cache
instead of CDNs, one tile for all, no rerun on pan and zoom, and no more records in the list than ours has.
"""

import os
from html import escape
from pathlib import Path

import folium
import streamlit as st
from streamlit_folium import st_folium

from events.record import Record
from geodata import atlas as atlas_module
from tests.bench.marking import spots

SERVED = "../../app/static"  # the folder beside this file, seen from the map's frame
LISTED = 12  # as many as our own list shows at a time

SCRIPTS, STYLES = ("leaflet", "jquery", "bootstrap", "awesome"), ("leaflet", "bootstrap", "awesome")

folium.Map.default_js = [(name, f"{SERVED}/{name}.js") for name in SCRIPTS]
folium.Map.default_css = [(name, f"{SERVED}/{name}.css") for name in STYLES]


@st.cache_resource
def opened():
    atlas = atlas_module.load(Path(os.environ["ATLAS_FOLDER"]))
    return atlas, spots(atlas)


def drawn(records: list[Record], where: dict[str, tuple[float, float]]) -> folium.Map:
    """The map with its markers."""
    points = list(where.values())
    found = folium.Map(tiles=f"{SERVED}/tile.png", attr="no tiles")
    found.fit_bounds([[min(p[0] for p in points), min(p[1] for p in points)],
                      [max(p[0] for p in points), max(p[1] for p in points)]])  # fmt: skip
    for record in records:
        if record.id in where:
            popup = folium.Popup(f"<b>{escape(record.title)}</b>", max_width=300)
            folium.Marker(where[record.id], popup=popup, tooltip=escape(record.title)).add_to(found)
    return found


def tell(record: Record, *, opened: bool) -> None:
    """A record with its quotes."""
    with st.expander(record.title, expanded=opened):
        for passage in record.passages:
            st.markdown("> " + passage.quote.exact.replace("$", "\\$"))


def page() -> None:
    st.set_page_config(page_title="Usual", layout="wide")
    atlas, where = opened()
    titles = {t.id: t.title for t in atlas.archive.topics}
    chosen = set(st.multiselect("Topics", list(titles), format_func=titles.get))
    records = [r for r in atlas.archive.records if not chosen or chosen & set(r.topics)]
    left, right = st.columns([3, 2])
    with left:
        returned = ["last_object_clicked_tooltip"]
        given = st_folium(
            drawn(records, where), key="map", height=560, use_container_width=True, returned_objects=returned
        )
    with right:
        st.markdown(f"**{len(records)} records**")
        wanted = (given.get("last_object_clicked_tooltip") or "").strip()
        picked = next((r for r in records if r.title == wanted), None)
        if picked is not None:
            st.subheader(picked.title)
            tell(picked, opened=True)
        for record in records[:LISTED]:
            tell(record, opened=False)


page()
