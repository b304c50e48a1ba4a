"""The panels: four components of our own, fed with plain values; each change comes back as an act.

The browser part is ``static/panels.js``, loaded from our own server by a loader of one line.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.components import v2

from dashboard.assets import SERVED

LOADER = """export default function (component) {
  const here = new URL("%s/" + component.data.version + "/", document.baseURI);
  if (!document.querySelector('link[data-atlas="' + component.data.version + '"]')) {
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: new URL("panels.css", here) });
    style.dataset.atlas = component.data.version;
    document.head.append(style);
  }
  import(new URL("panels.js", here)).then((panels) => panels.%s(component));
}"""

NAMES = ("head", "facets", "list", "panel")

MOUNTS = {
    name: v2.component(f"atlas_{name}", js=LOADER % (SERVED, name), isolate_styles=False) for name in NAMES
}


def draw(name: str, data: dict[str, Any], version: str, on_act: Callable[[str], None]) -> None:
    """Draw one of the panels; ``on_act`` is called with its key when the reader acts."""
    MOUNTS[name](
        key=name, data=data | {"version": version},
        on_act_change=lambda: on_act(name),
    )  # fmt: skip


def act_of(key: str) -> dict[str, Any]:
    """What the reader did in a panel, or nothing that means anything."""
    value = getattr(st.session_state.get(key), "act", None)
    return value if isinstance(value, dict) else {}
