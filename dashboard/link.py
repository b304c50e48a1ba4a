"""The view of this session: read from the link when somebody navigated, written back to it.

The session holds one View. Widgets and panels change it in their callbacks, which run before
the page does; the page seeds every widget from it and writes it into the address.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.panels import act_of
from dashboard.view import LAST_PAGE, Known, Parser, View
from geodata.query import FACETS

VIEW, WRITTEN, IGNORED, ACTED = "atlas_view", "atlas_written", "atlas_ignored", "atlas_acted"


def address() -> dict[str, list[str]]:
    """The parameters in the address now, repeated ones included."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def canonical(view: View) -> dict[str, list[str]]:
    return {n: v if isinstance(v, list) else [v] for n, v in view.params().items()}


def current(known: Known) -> tuple[View, tuple[str, ...]]:
    """The view to draw and what was ignored in the link that asked for it.

    A run that a callback asked for may carry the address of a moment ago, when changes follow
    each other quickly: then the view wins, and the address is written anew.
    """
    now = address()
    if st.session_state.pop(ACTED, False):
        return st.session_state[VIEW], ()
    if VIEW not in st.session_state or now != st.session_state.get(WRITTEN):
        parser = Parser(known)
        st.session_state[VIEW] = parser.view(now)
        st.session_state[IGNORED] = tuple(parser.ignored)
        st.session_state[WRITTEN] = now
    return st.session_state[VIEW], st.session_state.get(IGNORED, ())


def write(view: View) -> None:
    """Put the view into the address, if it is not there already: one entry of history."""
    wanted = canonical(view)
    if wanted != address() or wanted != st.session_state.get(WRITTEN):
        st.query_params.from_dict(view.params())
    st.session_state[WRITTEN] = wanted


def change(view: View) -> None:
    """What a callback does: the next run draws this view."""
    st.session_state[VIEW] = view
    st.session_state[ACTED] = True
    st.session_state[IGNORED] = ()


def view() -> View:
    return st.session_state.get(VIEW, View())


def on_act(key: str, known: Known) -> None:
    """Carry out what the reader did in a panel; what makes no sense changes nothing."""
    change(acted(view(), act_of(key), known))


def acted(before: View, act: dict[str, Any], known: Known) -> View:
    """The view after an act of a panel."""
    if any(isinstance(value, list | dict) for value in act.values()):
        return before
    do, given = act.get("do"), act.get("id")
    if do == "toggle" and act.get("option") in known.options.get(act.get("facet"), ()):
        return switched(before, act["facet"], act["option"], act.get("on"))
    if do == "drop":
        return dropped(before, act.get("facet"), act.get("option"))
    if do == "every":
        return before.narrowed(every_topic=act.get("every") is True)
    if do == "clear":
        return before.cleared()
    if do in ("page", "cards") and isinstance(act.get("page"), int):
        return replace(before, **{do: min(max(1, act["page"]), LAST_PAGE)})
    if do == "place" and (given is None or given in known.places):
        return before.with_selection(given, None)
    if do == "record" and (given is None or given in known.records):
        return with_record(before, given, known)
    return before


def switched(before: View, facet: str, option: str, on: Any) -> View:
    """The view with an option as the reader left it: two quick clicks are not taken for one."""
    if isinstance(on, bool) and on == (option in getattr(before, facet)):
        return before
    return before.toggled(facet, option)


def with_record(before: View, given: str | None, known: Known) -> View:
    """The view with a record chosen; a place that the record does not concern is let go."""
    concerned = given is None or before.place in known.records[given]
    return replace(before, record=given, place=before.place if concerned else None)


def dropped(before: View, facet: Any, option: Any) -> View:
    """The view without one of its active filters."""
    if facet in FACETS and option in getattr(before, facet):
        return before.toggled(facet, option)
    empty = {"years": None, "undated": None, "text": ""}
    return before.narrowed(**{facet: empty[facet]}) if facet in empty else before
