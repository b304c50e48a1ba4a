"""The panels: components of our own, fed with plain values; each change comes back as an act.

The browser part of each is the module of its name in ``static/``, loaded from our own server. A panel's
own message hardly ever changes, so that it crosses as a hash; one last message tells all of them what to
show, and they draw it in one go (``static/panels.js``). Acts come back by that one too, whichever panel they
were done in (``static/acts.js``), so that a run of what tells alone can answer them. Words of an atlas reach
the page through here alone.
"""

import json
from collections.abc import Callable
from typing import Any

import streamlit as st
from streamlit.components import v2

from dashboard import guard
from dashboard.phrases import ENGLISH, language, phrases
from dashboard.published import SERVED

LOADER = (
    "let m,v;export default c=>{const d=%(data)s;v===d.version?m.%(call)s:"
    'import(new URL("%(served)s/"+d.version+"/panels.js",document.baseURI))'
    ".then(f=>{m=f;v=d.version;m.%(call)s},\n"
    '()=>{c.parentElement.textContent="This part could not be loaded. Please reload."})}'
)
"""Of two lines, or Streamlit takes it for a file's name; what is loaded is kept: asking takes a moment."""

NAMES = (
    "head", "facets", "years", "list", "panel",
    "timeline", "investments", "questions", "sources", "names", "coverage", "corrections", "about",
)  # fmt: skip

TOLD = "told"
"""The key of the message that tells the panels what to show."""

MOST_ACTS = 50
"""Acts that may come at once: of more, the last."""


READ = "JSON.parse(new TextDecoder().decode(c.data))"
"""What the browser makes of bytes (``written``)."""


def loader(call: str, data: str = "c.data") -> str:
    """The script of a component: it loads the panels from our own server and calls one of theirs."""
    return LOADER % {"served": SERVED, "call": call, "data": data}


MOUNTS = {
    name: v2.component(f"atlas_{name}", js=loader(f'mount("{name}",c)'), isolate_styles=False)
    for name in NAMES
}
TELLER = v2.component(f"atlas_{TOLD}", js=loader("tell(c,d)", READ), isolate_styles=False)


class Desk:
    """The panels of one page: where each stands, and what they are told to show, now and after each act.

    ``language`` is the reader's, of those that dates can be said in; the page hears of it (BCP 47) unless
    it is English, as the page itself is.
    """

    def __init__(self, version: str, on_acts: Callable[[], None], locale: str | None = None) -> None:
        self.version = version
        self.on_acts = on_acts
        self.language = language(locale)

    def mount(self, name: str, facts: dict[str, Any] | None = None) -> None:
        """Put one of the panels here.

        ``facts`` are what it shows whatever the filters are: they cross again only when they are others.
        """
        with guard.part(f"the panel {name}"):
            more = {"facts": facts} if facts else {}
            MOUNTS[name](key=name, data={"version": self.version} | more)

    def tell(self, shown: dict[str, dict[str, Any]], heard: int) -> None:
        """Tell all of them at once: the browser lays the page out once; told first, it would do so twice.

        ``shown`` is what each panel shows, by its name, ``heard`` the number of the last act carried out.
        """
        spoken = {} if self.language == ENGLISH else {"lang": phrases(self.language).lang}
        said = {"version": self.version, "heard": heard, "shown": shown} | spoken
        TELLER(key=TOLD, data=written(said), on_act_change=self.on_acts)


def written(said: dict[str, Any]) -> bytes:
    """JSON without a space, in UTF-8: Streamlit's own has spaces, and six bytes for a letter beyond ASCII."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def acts() -> list[tuple[int, dict[str, Any]]]:
    """What the reader did in the panels, each act with its number; what means nothing is left out."""
    value = getattr(st.session_state.get(TOLD), "act", None)
    found = value[-MOST_ACTS:] if isinstance(value, list) else []
    return [(one[0], one[1]) for one in found if numbered(one)]


def numbered(given: Any) -> bool:
    return (
        isinstance(given, list) and len(given) == 2 and isinstance(given[1], dict)
        and isinstance(given[0], int) and not isinstance(given[0], bool)
    )  # fmt: skip
