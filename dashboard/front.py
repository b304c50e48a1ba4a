"""The front of the server: what never changes comes from memory, the first answer says what is to come.

Streamlit reads every file from disk and sends it as it is, and its page asks for what draws a button or a
component only when the first of them is there. The front keeps such files, compressed once, and names them
in the page's head, so that a browser fetches them while the page starts. Plain ASGI; the page works
without it, only later.
"""

import asyncio
import gzip
import logging
import mimetypes
import re
import webbrowser
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.middleware import Middleware

from dashboard.published import SERVED, newest
from events.errors import AtlasFaults

if TYPE_CHECKING:
    from dashboard.opening import Opened

Headers = list[tuple[bytes, bytes]]

DRAWN_WITH = ("Html", "BidiComponent", "ComponentInstance", "DownloadButton")
"""The parts of Streamlit's page that draw what ours holds, by the beginning of their files' names."""
PANELS = ("panels.js", "head.js", "facets.js", "years.js", "list.js", "panel.js")
MAP = (
    "leaflet.js", "leaflet.css", "atlas-shapes.js", "atlas-labels.js", "atlas-legend.js", "atlas-map.js",
    "atlas-map.css", "basemap.json", "places.json",
)  # fmt: skip
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*["']\./([\w.-]+\.js)["']""")
LATER = re.compile(
    rb'<link\s+rel="(?:stylesheet|preload|modulepreload|prefetch)"[^>]*>|<script type="module"[^>]*></script>'
)
OF_THE_ATLAS = re.compile(rf"{SERVED}/[0-9a-f]{{16}}/[\w.-]+")
FOREVER = (b"cache-control", b"public, immutable, max-age=31536000")
OF_ONE_ANSWER = {
    b"content-length", b"content-encoding", b"etag", b"last-modified", b"vary", b"date", b"accept-ranges",
    b"set-cookie",
}  # fmt: skip
OF_ONE_READER = {b"if-none-match", b"if-modified-since", b"accept-encoding", b"cookie", b"origin"}
"""What is not passed on when an answer may be kept: it is for everybody."""
COMPRESSIBLE = re.compile(rb"text/|application/(?:javascript|json)|image/svg")
MOST_KEPT = 48 * 2**20
"""Bytes; what comes later is passed on unkept."""


@dataclass(frozen=True, eq=False)
class Answer:
    """A whole answer of the server: its status, its headers without those of one transfer, its body."""

    status: int
    headers: Headers
    body: bytes

    @cached_property
    def compressed(self) -> bytes | None:
        """The body as gzip (RFC 1952), None where that is not worth it."""
        kind = dict(self.headers).get(b"content-type", b"")
        worth = len(self.body) > 1000 and COMPRESSIBLE.match(kind)
        return gzip.compress(self.body, 6, mtime=0) if worth else None

    def html(self) -> bool:
        return dict(self.headers).get(b"content-type", b"").startswith(b"text/html")


class Front:
    """Stands before Streamlit's own server (ASGI 3)."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.kept: dict[str, Answer] = {}

    async def __call__(self, scope: dict, receive: Any, send: Any) -> None:
        path = inside(scope)
        given = dict(scope.get("headers", ()))
        if path is None or b"range" in given or not from_here(given):
            return await self.app(scope, receive, send)
        answer = self.kept.get(path) or await self.asked(scope, path)
        if path == "":
            answer = await first(answer, scope["query_string"].decode("ascii", "replace"))
        await give(answer, b"gzip" in given.get(b"accept-encoding", b""), send)

    async def asked(self, scope: dict, path: str) -> Answer:
        """A file of an atlas, else what the server behind says, kept where it stays true."""
        answer = await asyncio.to_thread(of_an_atlas, path) or await heard(self.app, scope)
        if answer.status == 200 and (path == "" or not answer.html()) and self.room(answer):
            await asyncio.to_thread(lambda: answer.compressed)
            self.kept[path] = answer
        return answer

    def room(self, answer: Answer) -> bool:
        return sum(len(kept.body) for kept in self.kept.values()) + len(answer.body) <= MOST_KEPT


def of_an_atlas(path: str) -> Answer | None:
    """A published file of an atlas; Streamlit serves these only when a page has run."""
    if not OF_THE_ATLAS.fullmatch(path):
        return None
    from dashboard import assets

    found = assets.root().joinpath(*path.split("/")[-2:])
    if not found.is_file():
        return None
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    return Answer(200, [(b"content-type", kind.encode()), FOREVER], found.read_bytes())


def inside(scope: dict) -> str | None:
    """The path, under the base path, of a plain request for the page ("") or one of its files; else None."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    if not scope["path"].startswith(base()):
        return None
    path = scope["path"].removeprefix(base())
    return path if path == "" or path.startswith(("static/", "component/")) else None


def from_here(given: dict[bytes, bytes]) -> bool:
    """Whether no other site asks; of a file with ``crossorigin`` a browser names our own origin as well."""
    origin = given.get(b"origin")
    return origin is None or origin.partition(b"://")[2] == given.get(b"host")


def base() -> str:
    """The path that the page stands under, from one slash to another."""
    given = st.get_option("server.baseUrlPath").strip("/")
    return f"/{given}/" if given else "/"


async def heard(app: Any, scope: dict) -> Answer:
    """A whole answer, uncompressed, unconditional and for nobody in particular; 502 if a part is missing."""
    told: list[dict] = []
    asking = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict:
        """Nobody hangs up here: a file ends where its reader does, and what is kept would lack the rest."""
        return asking.pop() if asking else await asyncio.Future()

    async def hear(message: dict) -> None:
        told.append(message)

    headers = [pair for pair in scope["headers"] if pair[0] not in OF_ONE_READER]
    await app(scope | {"headers": headers, "extensions": {}}, receive, hear)
    kept = [(name.lower(), value) for name, value in told[0].get("headers", ())]
    body = b"".join(message.get("body", b"") for message in told[1:])
    if int(dict(kept).get(b"content-length", len(body))) != len(body):
        return Answer(502, [], b"")
    return Answer(told[0]["status"], [pair for pair in kept if pair[0] not in OF_ONE_ANSWER], body)


async def give(answer: Answer, compressed: bool, send: Any) -> None:
    body, more = answer.body, []
    if answer.compressed is not None:
        more = [(b"vary", b"Accept-Encoding")]
        if compressed:
            body, more = answer.compressed, [*more, (b"content-encoding", b"gzip")]
    headers = [*answer.headers, *more, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


# ---- what is to come -----------------------------------------------------------------
async def first(page: Answer, query: str) -> Answer:
    """The page's first answer: it names what is to come, and draws the map of a link ahead."""
    opened = newest()
    answer = announced(page, opened and opened.version, "show=" not in query)
    body = await asyncio.to_thread(map_ahead, opened, query) if opened else ""
    return Answer(answer.status, answer.headers, before(answer.body, body)) if body else answer


def before(html: bytes, first_map: str) -> bytes:
    """The page with the first map before all that it loads itself, which waits in a template.

    ``static/first-map.js`` takes it out there when the map's data have come.
    """
    later = b'<template id="later">%s</template>' % b"".join(LATER.findall(html))
    return LATER.sub(b"", html).replace(b"<body>", b"<body>" + first_map.encode() + later, 1)


def map_ahead(opened: "Opened", query: str) -> str:
    """The first map; without it the page still comes."""
    from dashboard import first_map, guard  # here, as the server starts before the atlas is opened

    try:
        return first_map.ahead(opened, query)
    except Exception:
        guard.noted("the first map")
        return ""


@lru_cache(maxsize=8)
def announced(page: Answer, version: str | None, with_map: bool) -> Answer:
    """The page's first answer with our title and, in its head, links to what it will ask for."""
    html = page.body.decode("utf-8").replace("<title>Streamlit</title>", "<title>Passage Atlas</title>")
    html = html.replace("</head>", "".join(links(html, version, with_map)) + "</head>", 1)
    return Answer(page.status, page.headers, html.encode("utf-8"))


def links(html: str, version: str | None, with_map: bool) -> Iterable[str]:
    for name in streamlits():
        if name not in html:
            yield f'<link rel="modulepreload" fetchpriority="low" crossorigin href="./static/js/{name}">'
    if version is None:
        return
    here = f"./{SERVED}/{version}"
    for name in needed(PANELS, ours):
        yield f'<link rel="modulepreload" fetchpriority="low" crossorigin href="{here}/{name}">'
    yield f'<link rel="preload" as="fetch" fetchpriority="low" crossorigin href="{here}/words.json">'
    for name in MAP if with_map else ():
        yield f'<link rel="prefetch" href="{here}/{name}">'


def needed(names: Iterable[str], text_of: Any) -> list[str]:
    """Modules and all that they import, each once, those that were asked for first."""
    found = list(names)
    for name in found:
        found += [other for other in dict.fromkeys(IMPORTED.findall(text_of(name))) if other not in found]
    return found


@cache
def streamlits() -> list[str]:
    """The files of Streamlit's page that draw what ours holds; what this version lacks is left out."""
    folder = files("streamlit").joinpath("static", "static", "js")
    by_beginning = {f.name.partition(".")[0]: f.name for f in folder.iterdir() if f.name.endswith(".js")}
    first = [by_beginning[name] for name in DRAWN_WITH if name in by_beginning]
    return needed(first, lambda name: folder.joinpath(name).read_text("utf-8"))


def ours(name: str) -> str:
    return files("dashboard").joinpath("static", name).read_text("utf-8")


# ---- the server's start --------------------------------------------------------------
MIDDLEWARE = [Middleware(Front)]
OUTSIDE_A_RUN = "streamlit.runtime.scriptrunner_utils.script_run_context"


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """While the server runs: the atlas is opened before a reader comes, and a browser unless headless."""
    begun = [asyncio.create_task(asyncio.to_thread(open_atlas))]
    if not st.get_option("server.headless"):
        begun.append(asyncio.create_task(asyncio.to_thread(webbrowser.open, address())))
    yield
    for task in begun:
        task.cancel()


def open_atlas() -> None:
    """Load the atlas and make its first map ready; what is wrong with it, the first reader is told.

    The page's own modules are not imported here: a component that registers outside a run is not found.
    """
    from dashboard import opening

    said = logging.getLogger(OUTSIDE_A_RUN)
    said.setLevel(logging.ERROR)  # the spinner of the cache has nobody to turn for, and says so
    with suppress(AtlasFaults):
        map_ahead(opening.as_it_stands(), "")
    said.setLevel(logging.NOTSET)


def address() -> str:
    """Where the page is, for a browser on this machine."""
    host = st.get_option("server.address")
    host = st.get_option("browser.serverAddress") if host in (None, "0.0.0.0", "::") else host
    return f"http://{host}:{st.get_option('server.port')}{base()}"
