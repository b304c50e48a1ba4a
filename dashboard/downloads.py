"""What the filters leave, as files: the only widgets of the page that are Streamlit's own."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import guard
from geodata import export
from geodata.atlas import Atlas
from geodata.query import Query

FILES = (
    ("records.csv", "Records (CSV)", "text/csv", export.csv_of),
    ("places.geojson", "Places (GeoJSON)", "application/geo+json", export.geojson_of),
)
"""What can be downloaded: file name, what the button says, media type, what makes it."""


def file_of(of: Callable[[Atlas, Query], bytes], atlas: Atlas, asked: Callable[[], Query]) -> bytes:
    """A file of what is asked by now."""
    return of(atlas, asked())


def buttons(atlas: Atlas, asked: Callable[[], Query], some: bool) -> None:
    """What the filters leave, if anything, as files: made when the reader asks, for what is asked by then."""
    for name, title, mime, of in FILES:
        make = partial(file_of, of, atlas, asked)
        st.download_button(
            title, partial(guard.made, name, make), f"passage-atlas-{name}", mime,
            key=f"download_{name}", disabled=not some, on_click="ignore", width="stretch",
        )  # fmt: skip
