"""The panels: components of our own, fed with plain values; each change comes back as an act.

The browser part of each is the module of its name in ``static/``, loaded from our own server. A panel's
own message hardly ever changes, so that it crosses as a hash; one last message tells all of them what to
show, and they draw it in one go (``static/panels.js``). Words of an atlas reach the page through here alone.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.components import v2

from dashboard import guard
from dashboard.phrases import ENGLISH, language, phrases
from dashboard.published import SERVED

LOADER = (
    'export default c=>import(new URL("%s/"+c.data.version+"/panels.js",document.baseURI)).then(m=>m.%s,\n'
    '()=>{c.parentElement.textContent="This part could not be loaded. Please reload."})'
)
"""Of two lines, or Streamlit takes it for a file's name."""

Act = Callable[[str], None]
"""What is called with the key of a panel when the reader acts in it."""

NAMES = (
    "head", "facets", "years", "list", "panel",
    "timeline", "investments", "questions", "sources", "names", "coverage", "corrections", "about",
)  # fmt: skip

TOLD = "told"
"""The key of the message that tells the panels what to show."""


def component(name: str, call: str) -> Callable[..., Any]:
    return v2.component(f"atlas_{name}", js=LOADER % (SERVED, call), isolate_styles=False)


MOUNTS = {name: component(name, f'mount("{name}",c)') for name in NAMES}
TELLER = component(TOLD, "tell(c)")


class Desk:
    """The panels of one run: where each stands, and what they are told to show in the end.

    ``language`` is the reader's, of those that dates can be said in; the page hears of it (BCP 47) unless
    it is English, as the page itself is.
    """

    def __init__(self, version: str, on_act: Act, locale: str | None = None) -> None:
        self.version = version
        self.on_act = on_act
        self.language = language(locale)
        self.shown: dict[str, dict[str, Any]] = {}

    def draw(self, name: str, data: dict[str, Any], facts: dict[str, Any] | None = None) -> None:
        """Put one of the panels here; ``on_act`` is called with its key when the reader acts in it.

        ``facts`` are what it shows whatever the filters are: they cross again only when they are others.
        """
        with guard.part(f"the panel {name}"):
            act = guard.callback(lambda: self.on_act(name))
            more = {"facts": facts} if facts else {}
            MOUNTS[name](key=name, data={"version": self.version} | more, on_act_change=act)
            self.shown[name] = data

    def tell(self) -> None:
        """Tell all of them at once: the browser lays the page out once; told first, it would do so twice."""
        spoken = {} if self.language == ENGLISH else {"lang": phrases(self.language).lang}
        TELLER(key=TOLD, data={"version": self.version, "shown": self.shown} | spoken)


def act_of(key: str) -> dict[str, Any]:
    """What the reader did in a panel, or nothing that means anything."""
    value = getattr(st.session_state.get(key), "act", None)
    return value if isinstance(value, dict) else {}
