"""The filters that are Streamlit's own widgets: search, years, undated records, downloads.

Each is seeded from the view before it is made and changes the view in its callback.
"""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard import guard, link
from dashboard.view import LONGEST_TEXT, View, searchable
from geodata import export
from geodata.atlas import Atlas
from geodata.query import Query

UNDATED = {"auto": None, "kept": True, "left-out": False}
WITHOUT = {
    "happened": "Records without a date",
    "as-of": "Records without an as-of year",
    "published": "Records from undated articles",
}
"""What the records are that have no date of the sort in question (query.DATES)."""
UNDATED_WORDS = {
    "auto": "Keep until years are set",
    "kept": "Keep always",
    "left-out": "Leave out",
}

FILES = (
    ("records.csv", "Records (CSV)", "text/csv", export.csv_of),
    ("places.geojson", "Places (GeoJSON)", "application/geo+json", export.geojson_of),
)
"""What can be downloaded: file name, what the button says, media type, what makes it."""


def seed(key: str, value: object, *, anew: bool = False) -> None:
    """Give a widget its value where it has another, or is new: what is set crosses anew each time."""
    if anew or key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def search(view: View) -> None:
    """Free text over titles, quotes, people and place names in any script."""
    seed("search", view.text)
    st.text_input(
        "Search titles, quotes and names", key="search", max_chars=LONGEST_TEXT,
        placeholder="Words, people, places …", on_change=on_search,
    )  # fmt: skip


@guard.callback
def on_search() -> None:
    link.change(link.view().narrowed(text=searchable(st.session_state["search"])))


def years(view: View, span: tuple[int, int]) -> None:
    """The range of years, by slider and typed; the whole span is no filter."""
    first, last = span
    if first >= last:
        return
    low, high = clamped(view.years, span)
    anew = st.session_state.get("year_span") != span  # with other ends it is another widget and forgets
    st.session_state["year_span"] = span
    for key, value in {"year_range": (low, high), "year_from": low, "year_to": high}.items():
        seed(key, value, anew=anew)
    left, middle, right = st.columns([1, 5, 1], vertical_alignment="bottom")
    with left:
        st.number_input("From year", first, last, key="year_from", on_change=on_typed, args=(span,))
    with middle:
        st.slider("Years", first, last, key="year_range", on_change=on_slid, args=(span,))
    with right:
        st.number_input("To year", first, last, key="year_to", on_change=on_typed, args=(span,))


def clamped(given: tuple[int | None, int | None] | None, span: tuple[int, int]) -> tuple[int, int]:
    """The years of a view inside what the widgets can show."""
    low, high = given or (None, None)
    first, last = span
    low = first if low is None else min(max(low, first), last)
    return low, max(low, last if high is None else min(max(high, first), last))


@guard.callback
def on_slid(span: tuple[int, int]) -> None:
    set_years(*st.session_state["year_range"], span)


@guard.callback
def on_typed(span: tuple[int, int]) -> None:
    low, high = sorted((st.session_state["year_from"], st.session_state["year_to"]))
    set_years(low, high, span)


def set_years(low: int, high: int, span: tuple[int, int]) -> None:
    chosen = None if (low, high) == span else (low, high)
    link.change(link.view().narrowed(years=chosen))


def undated(view: View) -> None:
    """Whether records without a date stay; their number is in the head and under the years."""
    words = {value: key for key, value in UNDATED.items()}
    seed("undated", words[view.undated])
    st.selectbox(
        WITHOUT[view.date], list(UNDATED), key="undated",
        format_func=UNDATED_WORDS.__getitem__, on_change=on_undated,
    )  # fmt: skip


@guard.callback
def on_undated() -> None:
    link.change(link.view().narrowed(undated=UNDATED[st.session_state["undated"]]))


def file_of(of: Callable[[Atlas, Query], bytes], atlas: Atlas, asked: Callable[[], Query]) -> bytes:
    """A file of what is asked by now."""
    return of(atlas, asked())


def offered(count: int) -> tuple[bool, bool]:
    """Whether there is something to download, and whether the CSV holds all of it."""
    return count > 0, count <= export.MOST_ROWS


def downloads(atlas: Atlas, asked: Callable[[], Query], count: int) -> None:
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
