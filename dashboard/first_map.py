"""The first map: in the server's first answer, for a reader to look at until the page can draw its own.

It is the page's map, drawn by the same script from the same files, in a frame that gives way to the live
one (``static/first-map.js``). What it adds to the answer is the map's document, styles of ours, and numbers.
"""

import json
from functools import cache
from html import escape
from importlib.resources import files
from urllib.parse import parse_qs

from dashboard import own_map
from dashboard.opening import Opened
from dashboard.scene import marks
from dashboard.view import Parser, View

MOST_PARTS = 1000
"""Of a link, as Streamlit reads it; ``static/head.js`` tells the reader."""
TITLE = "Map of the places, while the page opens"


def ahead(opened: Opened, query: str) -> str:
    """HTML for the page's body that draws the map for a link's ``query``; none for another page's link."""
    view = asked(opened, query)
    if view.show != "map":
        return ""
    found = marks(opened.atlas, view, opened.atlas.columns.ask(view.query))
    numbers = json.dumps({"version": opened.version, "marks": found})
    document = escape(own_map.whole_page(opened.version, opened.bounds))
    return (
        f'<style id="first-style">{style()}</style>'
        f"<script>window.passageAtlasFirst = {numbers};{script()}</script>"
        f'<p id="first-words"><b>Passage Atlas</b> is opening …</p>'
        f'<iframe id="first-map" title="{TITLE}" srcdoc="{document}"></iframe>'
    )


def asked(opened: Opened, query: str) -> View:
    """The view of a link, as the page will read it: of one that is too long, nothing."""
    try:
        given = parse_qs(query, keep_blank_values=True, max_num_fields=MOST_PARTS)
    except ValueError:
        given = {}
    return Parser(opened.known).view(given)


@cache
def style() -> str:
    return own("first-map.css")


@cache
def script() -> str:
    return own("first-map.js")


def own(name: str) -> str:
    return files("dashboard").joinpath("static", name).read_text("utf-8")
