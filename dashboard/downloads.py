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


def offered(count: int) -> tuple[bool, bool]:
    """Whether there is something to download, and whether the CSV holds all of it."""
    return count > 0, count <= export.MOST_ROWS


def buttons(atlas: Atlas, asked: Callable[[], Query], count: int) -> None:
    """What the filters leave, as files: made when the reader asks for them, for what is asked by then."""
    some, whole = offered(count)
    for name, title, mime, of in FILES:
        make = partial(file_of, of, atlas, asked)
        st.download_button(
            title, partial(guard.made, name, make), f"passage-atlas-{name}", mime,
            key=f"download_{name}", disabled=not some, on_click="ignore", width="stretch",
        )  # fmt: skip
    if not whole:
        st.write(f"The CSV holds the first {export.MOST_ROWS:,}; atlas export writes all.")
