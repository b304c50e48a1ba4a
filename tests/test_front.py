"""The front of the server: files from memory, and a first answer that names what is to come."""

import asyncio
import gzip
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit
from starlette.staticfiles import StaticFiles
from streamlit.web.server.app_discovery import discover_asgi_app

from dashboard import assets, front, published
from dashboard.front import IMPORTED, MOST_KEPT, PANELS, Front, needed, streamlits
from tests.serving import PATIENCE, ROOT, free_port, stop, wait_for

STATIC = Path(streamlit.__file__).parent / "static" / "static" / "js"
HTML = b"<html><head><title>Streamlit</title></head><body></body></html>"
VERSION = "0123456789abcdef"
OPENED = SimpleNamespace(version=VERSION)


class Behind:
    """A server of a few files (ASGI) that writes down what it was asked."""

    def __init__(self, bodies: dict[str, tuple[bytes, bytes]], status: int = 200) -> None:
        self.bodies, self.status, self.asked, self.more = bodies, status, [], []

    async def __call__(self, scope: dict, receive: Callable, send: Callable) -> None:
        self.asked.append((scope["path"], dict(scope["headers"])))
        body, kind = self.bodies.get(scope["path"], (HTML, b"text/html; charset=utf-8"))
        headers = [(b"Content-Type", kind), (b"ETag", b"x"), (b"Cache-Control", b"no-cache"), *self.more]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": body[:5], "more_body": True})
        await send({"type": "http.response.body", "body": body[5:]})


def get(
    app: Front, path: str, query: bytes = b"", method: str = "GET", receive: Any = None, **headers: str
) -> tuple[int, dict, bytes]:
    """What the front answers: the status, the headers, the body."""
    told = []

    async def send(message: dict) -> None:
        told.append(message)

    given = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query, "headers": given}
    asyncio.run(app(scope, receive, send))
    return told[0]["status"], dict(told[0]["headers"]), b"".join(m.get("body", b"") for m in told[1:])


@pytest.fixture(autouse=True)
def nothing_published(monkeypatch):
    monkeypatch.setattr(published, "OPENED", type(published.OPENED)(maxlen=1))
    monkeypatch.setattr(front, "map_ahead", lambda opened, query: "")


def file_of(kind: bytes, size: int = 4000) -> tuple[bytes, bytes]:
    return b"const a = 1;\n" * (size // 13), kind


def test_a_file_is_asked_for_once_and_comes_whole():
    body, kind = file_of(b"application/javascript")
    behind = Behind({"/static/js/a.js": (body, kind)})
    app = Front(behind)
    for _ in range(3):
        status, headers, given = get(app, "/static/js/a.js", if_none_match="x", accept_encoding="br")
        assert (status, given, headers[b"content-type"]) == (200, body, kind)
        assert int(headers[b"content-length"]) == len(body) and b"etag" not in headers
    assert behind.asked == [("/static/js/a.js", {})], "asked again, or under a condition"


def test_it_is_compressed_for_who_can_read_that():
    body, kind = file_of(b"text/css")
    app = Front(Behind({"/static/css/a.css": (body, kind)}))
    _, headers, given = get(app, "/static/css/a.css", accept_encoding="gzip, br")
    assert headers[b"content-encoding"] == b"gzip" and headers[b"vary"] == b"Accept-Encoding"
    assert len(given) == int(headers[b"content-length"]) < len(body) / 10 and gzip.decompress(given) == body


async def hung_up() -> dict:
    return {"type": "http.disconnect"}


def test_who_hangs_up_while_a_file_is_read_leaves_it_whole_for_the_others(tmp_path):
    body = b"const a = 1;\n" * 40_000
    tmp_path.joinpath("static").mkdir()
    tmp_path.joinpath("static", "a.js").write_bytes(body)
    app = Front(StaticFiles(directory=tmp_path))
    get(app, "/static/a.js", receive=hung_up)
    assert get(app, "/static/a.js")[2] == body


def test_an_answer_that_lacks_a_part_is_neither_given_nor_kept():
    behind = Behind({"/static/a.js": file_of(b"text/javascript")})
    behind.more = [(b"Content-Length", b"4001")]
    app = Front(behind)
    assert get(app, "/static/a.js")[::2] == (502, b"") and not app.kept


def test_fonts_and_small_files_are_not_compressed():
    app = Front(
        Behind({"/static/a.woff2": file_of(b"font/woff2"), "/static/b.css": file_of(b"text/css", 100)})
    )
    for path in ("/static/a.woff2", "/static/b.css"):
        assert b"content-encoding" not in get(app, path, accept_encoding="gzip")[1]


def test_the_files_of_an_atlas_stay_with_the_browser_for_their_name_is_their_version():
    here = f"/{published.SERVED}/{VERSION}"
    behind = Behind({"/component/x/main.js": file_of(b"text/javascript")})
    app = Front(behind)
    assets.root().joinpath(VERSION).mkdir()
    try:
        for name, kind in (
            ("a.json", b"application/json"),
            ("b.js", b"text/javascript"),
            ("c.css", b"text/css"),
        ):
            assets.root().joinpath(VERSION, name).write_bytes(name.encode())
            status, headers, body = get(app, f"{here}/{name}")
            assert (status, body, headers[b"content-type"]) == (200, name.encode(), kind)
            assert b"immutable" in headers[b"cache-control"]
        assert behind.asked == [], "Streamlit has such files only when a page has run"
        for other in (f"{here}/nothing.js", f"{here}/..", f"{here}/../{VERSION}/a.json"):
            get(app, other)
            assert behind.asked[-1][0] == other
    finally:
        shutil.rmtree(assets.root() / VERSION)
    assert get(app, "/component/x/main.js")[1][b"cache-control"] == b"no-cache"


@pytest.mark.parametrize("path", ["/_stcore/health", "/media/x.csv", "/other", "/_stcore/stream"])
def test_what_may_change_goes_through(path):
    behind = Behind({path: file_of(b"text/plain")})
    app = Front(behind)
    for _ in range(2):
        assert get(app, path, accept_encoding="gzip")[1][b"ETag"] == b"x"
    assert behind.asked == [(path, {b"accept-encoding": b"gzip"})] * 2


@pytest.mark.parametrize("asked", [{"method": "POST"}, {"method": "HEAD"}, {"range": "bytes=0-4"}])
def test_what_is_not_a_plain_question_goes_through(asked):
    behind = Behind({"/static/a.css": file_of(b"text/css")})
    app = Front(behind)
    get(app, "/static/a.css", **asked)
    get(app, "/static/a.css", **asked)
    assert len(behind.asked) == 2 and not app.kept


def test_nothing_of_one_reader_is_asked_or_kept_for_all():
    behind = Behind({"/static/a.css": file_of(b"text/css")})
    behind.more = [(b"Set-Cookie", b"session=of-one-reader")]
    app = Front(behind)
    _, headers, _ = get(app, "/static/a.css", cookie="session=mine")
    assert b"set-cookie" not in headers and behind.asked == [("/static/a.css", {})]
    get(app, "/static/a.css", origin="https://atlas.example:8501", host="atlas.example:8501")
    assert len(behind.asked) == 1, "a script with crossorigin names our own origin, and is no stranger's"
    given = {"origin": "http://elsewhere", "host": "atlas.example:8501"}
    get(app, "/static/a.css", **given)
    assert behind.asked[1:] == [
        ("/static/a.css", {name.encode(): value.encode() for name, value in given.items()})
    ], "another origin has its own answer"


def test_a_refusal_is_passed_on_and_not_kept():
    app = Front(Behind({"/static/a.css": file_of(b"text/css")}, status=404))
    assert get(app, "/static/a.css")[0] == 404 and not app.kept


def test_a_page_in_the_place_of_a_file_is_not_kept():
    app = Front(Behind({}))
    assert get(app, "/static/js/nothing-here.js")[2] == HTML and not app.kept


def test_what_is_kept_is_bounded():
    kind = b"font/woff2"
    app = Front(Behind({f"/static/{n}": (bytes(MOST_KEPT // 2), kind) for n in range(4)}))
    for n in range(4):
        assert len(get(app, f"/static/{n}")[2]) == MOST_KEPT // 2
    assert len(app.kept) == 2


def test_the_first_answer_has_our_title_and_names_the_files_to_come():
    app = Front(Behind({}))
    before = get(app, "/")[2].decode()
    published.OPENED.append(OPENED)
    after = get(app, "/")[2].decode()
    assert "<title>Passage Atlas</title>" in after and after.endswith("</head><body></body></html>")
    assert VERSION not in before and all(f'href="./static/js/{name}"' in before for name in streamlits())
    for name in (*PANELS, "dom.js", "words.json", "places.json", "basemap.json", "atlas-map.js"):
        assert f'href="./{published.SERVED}/{VERSION}/{name}"' in after, name


def test_a_link_to_another_page_does_not_fetch_the_map():
    published.OPENED.append(OPENED)
    app = Front(Behind({}))
    assert b"basemap.json" in get(app, "/", b"topic=land")[2]
    assert b"basemap.json" not in get(app, "/", b"show=about")[2]


def test_what_the_page_names_already_is_not_named_twice():
    name = streamlits()[0]
    html = f'<head><link href="./static/js/{name}"></head>'.encode()
    assert get(Front(Behind({"/": (html, b"text/html")})), "/")[2].count(name.encode()) == 1


def test_every_file_that_is_named_exists_and_draws_what_our_page_holds():
    names = streamlits()
    assert {name.partition(".")[0] for name in names} >= set(front.DRAWN_WITH), (
        "Streamlit calls a part otherwise"
    )
    assert len(names) == len(set(names)) > 20 and all((STATIC / name).is_file() for name in names)


def test_our_modules_and_theirs_are_all_found():
    found = needed(PANELS, front.ours)
    assert {"dom.js", "quote.js", "words.js", "chips.js"} <= set(found) and len(found) == len(set(found))
    told = {"a.js": 'import{b}from"./b.js";import "./c.js"', "b.js": 'export*from"./a.js"', "c.js": ""}
    assert needed(["a.js"], told.__getitem__) == ["a.js", "b.js", "c.js"]
    assert not re.search(IMPORTED, 'import("./lazy.js")'), "what is imported later is not waited for"


def test_under_a_base_path_the_page_is_where_it_says(monkeypatch):
    monkeypatch.setattr(front, "base", lambda: "/maps/")
    body, kind = file_of(b"text/css")
    behind = Behind({"/maps/static/a.css": (body, kind)})
    app = Front(behind)
    assert get(app, "/maps/static/a.css")[2] == body and list(app.kept) == ["static/a.css"]
    assert b"Passage Atlas" in get(app, "/maps/")[2] and b"Streamlit" in get(app, "/")[2]


# ---- the real thing ------------------------------------------------------------------
def test_streamlits_page_has_the_title_and_the_head_that_we_write_into():
    html = (STATIC.parent.parent / "index.html").read_text("utf-8")
    assert html.count("<title>Streamlit</title>") == 1 and html.count("</head>") == 1


def test_streamlit_run_finds_the_server_in_the_file_that_hosts_look_for():
    found = discover_asgi_app(ROOT / "streamlit_app.py")
    assert found.import_string == "streamlit_app:app"


def fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as found:
        return found.read()


def test_atlas_run_opens_a_browser_asks_nothing_and_has_the_atlas_ready(tmp_path):
    """On a machine that never ran Streamlit, which else would ask for an email address and wait."""
    asked, browser, port = tmp_path / "asked", tmp_path / "browser", free_port()
    browser.write_text(f'#!/bin/sh\necho "$1" > {asked}\n')
    browser.chmod(0o755)
    command = [sys.executable, "-m", "dashboard.cli", "run", "--port", str(port)]
    own = {"HOME": str(tmp_path), "ATLAS_CACHE": str(tmp_path / "cache"), "BROWSER": f"{browser} %s"}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | own, stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        home = f"http://127.0.0.1:{port}/"
        wait_for(f"{home}_stcore/health", process)
        end = time.monotonic() + PATIENCE
        while b"words.json" not in urllib.request.urlopen(home).read() and time.monotonic() < end:
            time.sleep(0.2)
        assert b"words.json" in urllib.request.urlopen(home).read(), (
            "the atlas was not opened before a reader"
        )
        assert asked.read_text().strip() == home
    finally:
        stop(process)
    said = (tmp_path / "log").read_text()
    assert "Email" not in said and "ScriptRunContext" not in said, said
