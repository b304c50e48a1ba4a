"""The first map: the numbers of the very link, no word of an atlas, and no page that waits for it in vain."""

import json
import logging
import re
from html import unescape

import pytest

from dashboard import first_map, front, opening, published
from dashboard.first_map import ahead
from dashboard.opening import Opened
from dashboard.scene import marks
from dashboard.view import SHOWS, View
from events.fold import fold
from geodata import atlas as atlas_module
from geodata import drawing
from tests.hostile import hostile_atlas
from tests.test_front import STATIC, VERSION, Behind, get
from tests.visiting import wordless

NUMBERS = re.compile(
    r"window\.passageAtlasFirst = (\{.*?\});\(function|window\.passageAtlasFirst = (\{.*?\});/\*"
)


def opened_of(atlas) -> Opened:
    return Opened(atlas, VERSION, drawing.first_view(atlas), opening.known(atlas))


@pytest.fixture(scope="module")
def shipped_open(shipped):
    return opened_of(shipped)


def told(html: str) -> dict:
    """What the answer tells the map."""
    found = NUMBERS.search(html)
    return json.loads(found[1] or found[2])


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ("", View()),
        ("kind=figure", View(kind=("figure",))),
        ("topic=protest&topic=land&topics=all", View(topic=("land", "protest"), every_topic=True)),
        ("years=2016..2019&undated=left-out", View(years=(2016, 2019), undated=False)),
        ("q=K%C3%B6z&place=almaty", View(text="Köz", place="almaty")),
        ("place=nowhere&zoom=9&years=x", View()),
        ("show=map&utm_source=x", View()),
        ("kind=figure;show=about", View()),
        ("&".join(f"kind=figure&x{n}=1" for n in range(600)), View()),
        ("%ff%00&=&&kind", View()),
    ],
)
def test_it_has_the_marks_of_the_link(shipped_open, query, view):
    assert view.place is None or view.place in shipped_open.known.places
    assert set(view.topic) <= set(shipped_open.known.options["topic"])
    wanted = marks(shipped_open.atlas, view, shipped_open.atlas.columns.ask(view.query))
    found = told(ahead(shipped_open, query))
    assert found == {"version": VERSION, "marks": json.loads(json.dumps(wanted))}


@pytest.mark.parametrize("show", SHOWS[1:])
def test_a_link_to_another_page_has_none(shipped_open, show):
    assert ahead(shipped_open, f"show={show}") == ""
    assert ahead(shipped_open, "show=nothing-of-the-kind") != ""


def test_no_word_of_an_atlas_is_in_it(tmp_path):
    """But for numbers it is the same for every atlas, and for every link into it."""
    atlas = atlas_module.load(hostile_atlas(tmp_path))
    found = opened_of(atlas)
    words = [
        "",
        f"q={fold('script')}",
        "q=%3Cscript%3Ealert(1)%3C/script%3E",
        *(f"place={p}" for p in atlas.places),
    ]
    pages = [ahead(found, query) for query in words]
    for page in pages:
        assert wordless(told(page)["marks"])
    plain = {page.replace(json.dumps(told(page)), "#") for page in pages}
    assert len(plain) == 1 and "alert" not in plain.pop()


def test_its_document_is_the_pages_map_and_asks_our_own_server_alone(shipped_open):
    document = unescape(re.search('srcdoc="([^"]*)"', ahead(shipped_open, ""))[1])
    asked = re.findall(r"""(?:src|href)=["']([^"']*)["']""", document)
    here = f"./{published.SERVED}/{VERSION}/"
    names = {name.removeprefix(here) for name in asked}
    assert all(name.startswith(here) for name in asked)
    assert names == {*front.MAP}, "what the front announces is what the map asks for"
    assert '"ahead": true' in document and "//" not in document.replace("/*", "")


# ---- the page around it --------------------------------------------------------------
def test_all_that_the_page_loads_waits_behind_the_map(shipped_open, monkeypatch):
    html = (STATIC.parent.parent / "index.html").read_bytes()
    monkeypatch.setattr(published, "OPENED", type(published.OPENED)([shipped_open], maxlen=1))
    behind = Behind({"/": (html, b"text/html; charset=utf-8")})
    page = get(front.Front(behind), "/", b"kind=figure")[2].decode()
    before, later, after = re.split('<template id="later">|</template>', page)
    loads = re.findall(
        r'<link\s+rel="(?:stylesheet|preload|modulepreload)"[^>]*>|<script type="module"', html.decode()
    )
    assert len(loads) > 50 and all(load in later for load in loads)
    assert "srcdoc" in before and '<div id="root">' in after
    for part in (before, after):
        assert not re.search(
            r'<link\s+rel="(?:stylesheet|preload|modulepreload|prefetch)"', re.sub('srcdoc="[^"]*"', "", part)
        )
    other = get(front.Front(behind), "/", b"show=about")[2].decode()
    assert "srcdoc" not in other and "<template" not in other and all(load in other for load in loads)


def test_should_it_fail_the_page_comes_without_it_and_the_log_says_why(shipped_open, monkeypatch, caplog):
    monkeypatch.setattr(published, "OPENED", type(published.OPENED)([shipped_open], maxlen=1))
    monkeypatch.setattr(first_map, "marks", lambda *given: 1 / 0)
    with caplog.at_level(logging.ERROR):
        page = get(front.Front(Behind({})), "/")[2]
    assert (
        b"<title>Passage Atlas</title>" in page
        and b"srcdoc" not in page
        and page.endswith(b"<body></body></html>")
    )
    assert "the first map" in caplog.text and "ZeroDivisionError" in caplog.text


def test_before_an_atlas_is_open_nobody_waits_for_it(monkeypatch):
    monkeypatch.setattr(published, "OPENED", type(published.OPENED)(maxlen=1))
    assert b"srcdoc" not in get(front.Front(Behind({})), "/")[2]
