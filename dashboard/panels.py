"""The panels: components of our own, fed with plain values; each change comes back as an act.

The browser part of each is the module of its name in ``static/``, loaded from our own server by
a loader that never changes. Words of an atlas reach the page through here alone.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.components import v2

from dashboard import guard
from dashboard.assets import SERVED

LOADER = """export default c => {
import(new URL("%s/" + c.data.version + "/%s.js", document.baseURI)).then(m => m.default(c), () =>
{ c.parentElement.textContent = "This part of the page could not be loaded. Reloading may help."; }); }"""
"""Short, because it crosses with every change of a panel."""

Act = Callable[[str], None]
"""What is called with the key of a panel when the reader acts in it."""

NAMES = ("head", "facets", "years", "list", "panel", "investments", "sources", "names", "about")

MOUNTS = {
    name: v2.component(f"atlas_{name}", js=LOADER % (SERVED, name), isolate_styles=False) for name in NAMES
}


def draw(name: str, data: dict[str, Any], version: str, on_act: Act) -> None:
    """Draw one of the panels; ``on_act`` is called with its key when the reader acts."""
    with guard.part(f"the panel {name}"):
        MOUNTS[name](
            key=name, data=data | {"version": version},
            on_act_change=guard.callback(lambda: on_act(name)),
        )  # fmt: skip


def act_of(key: str) -> dict[str, Any]:
    """What the reader did in a panel, or nothing that means anything."""
    value = getattr(st.session_state.get(key), "act", None)
    return value if isinstance(value, dict) else {}
