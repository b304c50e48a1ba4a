"""Hostile words in real Chromium: shown as text, run and fetched by nothing, and the map stays whole."""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard import opening, pages
from dashboard.pages import corrections
from dashboard.scene import scene
from dashboard.view import SHOWS, Parser, View
from events import changes, edition, tables
from events.errors import Ledger
from geodata import atlas as atlas_module
from geodata import export
from geodata.atlas import Atlas
from tests.browsing import PATIENCE, Reader
from tests.hostile import (
    EVENT_YEAR,
    FIELDS,
    MADE,
    PAYLOADS,
    SILENT_YEAR,
    WINDOW,
    bare_list,
    fuzzed_quotes,
    mixed_atlas,
    slug_of,
    spoken,
)
from tests.serving import serving

FUZZED = fuzzed_quotes(600, seed=7)
NO_TEXT = {
    "address", "file", "absent-key", "date", "silent", "why-silent", "correction", "change-source",
    "change-id",
}  # fmt: skip
"""Fields that are no text of a panel: a link, a part of what is copied, an id, what is told in our words."""

TEXTS = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) found.push(walk.currentNode.data);
  return found.join("\\x1e");
}"""
MISSING = f"wanted => {{ const text = ({TEXTS})(); return wanted.filter((words) => !text.includes(words)); }}"
ALL_THERE = f"wanted => {{ const text = ({TEXTS})(); return wanted.every((words) => text.includes(words)); }}"

DRAW = """async ([version, given, own]) => {
  const here = new URL(`component/dashboard.assets.atlas/${version}/`, document.baseURI);
  const { words } = await import(new URL("words.js", here));
  Object.assign(words, own);
  const boxes = [];
  for (const [name, data] of given) {
    const module = await import(new URL(`${name}.js`, here));
    const box = document.createElement("div");
    Object.assign(box.style, { position: "fixed", width: "420px", contain: "strict" });
    document.body.append(box);
    module.default({ data: { ...data, version }, parentElement: box, act: () => {} });
    for (const closed of box.querySelectorAll("details")) closed.open = true;
    boxes.push(box);
  }
  await new Promise((done) => setTimeout(done, 0));
  return boxes.map((box) => {
    const texts = [], walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) texts.push(walk.currentNode.data);
    const all = [...box.querySelectorAll("*")];
    const strange = all.filter((node) => [...node.attributes].some((one) => /^(on|src)/i.test(one.name))
      || /^(iframe|script|style|img|object|embed|form|link|base|meta|use|template)$/i.test(node.localName));
    const links = all.map((node) => node.getAttribute("href")).filter((to) => to !== null);
    box.remove();
    return { text: texts.join("\\x1e"), links, strange: strange.map((node) => node.outerHTML) };
  });
}"""
"""Draws panels as the page does, from the modules and the data that the page would get."""


@dataclass(frozen=True)
class Site:
    """The shipped atlas with hostile articles in it, served."""

    home: str
    folder: Path
    atlas: Atlas
    cache: Path

    @property
    def version(self) -> str:
        (found,) = [path.name for path in self.cache.iterdir() if (path / "places.json").is_file()]
        return found


@pytest.fixture(scope="module")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    MADE.unlink(missing_ok=True)
    folder = mixed_atlas(tmp_path_factory.mktemp("mixed"), FUZZED)
    cache = tmp_path_factory.mktemp("cache")
    with serving(folder, cache) as home:
        warm = Reader(browser, home)
        warm.page.set_default_timeout(4 * PATIENCE)
        warm.open().close()
        yield Site(home, folder, atlas_module.load(folder), cache)
    assert not MADE.exists()


@pytest.fixture
def reader(browser: Browser, site: Site) -> Iterator[Reader]:
    """A reader to whom nothing happens but what the page is for."""
    found = Reader(browser, site.home)
    dialogs: list[str] = []
    found.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))

    def opened(page: Page) -> None:
        dialogs.append(f"a window: {page.url}")

    found.context.on("page", opened)
    yield found
    found.context.remove_listener("page", opened)
    found.page.locator("#first-map").wait_for(state="detached")  # or its frame goes while it is asked
    ran = [frame.url for frame in found.page.frames if frame.evaluate(f"Boolean(window.{WINDOW})")]
    assert (ran, dialogs, found.errors, found.strangers()) == ([], [], [], [])
    assert not [url for url in found.asked if "hostile-fetched" in url or ".invalid" in url]
    found.close()


def turn(reader: Reader, query: str) -> None:
    """Another address in the same page, as by Back."""
    push = "history.pushState({}, '', location.pathname + query)"
    reader.page.evaluate(f"query => {{ {push}; dispatchEvent(new PopStateEvent('popstate')); }}", query)


def wait_for(page: Page, wanted: list[str]) -> None:
    """Until every string stands in the text of the page, character for character."""
    try:
        page.wait_for_function(ALL_THERE, arg=wanted)
    except Exception as error:
        raise AssertionError(page.evaluate(MISSING, wanted)) from error


# ---- on the page -------------------------------------------------------------------------
SOME = [0, 7, 20, 35, 44, 52, 62, 71, 73, 83]
"""Payloads of every sort, for what takes a while."""


TIP = """map => {
  const labels = [...map.querySelectorAll(".atlas-label:not(.base)")];
  const label = labels.find((one) => one.textContent.includes("·place"));
  label.dispatchEvent(new MouseEvent("mousemove", { bubbles: true }));
  return [label.querySelector("bdi").innerText, map.querySelector(".atlas-tip").innerText];
}"""
"""The title of a label and what its tip says, at one moment: where the map moves, labels are set anew."""


def test_the_map_holds_hostile_titles_and_stays_whole(reader: Reader, site: Site):
    reader.open()
    expect(reader.label("Almaty")).to_be_visible()
    titles = {place.title for place in site.atlas.gazetteer.places}
    labels: set[str] = set()
    for n in SOME:
        said = spoken(list(PAYLOADS.values())[n])
        turn(reader, f"?place=p-{n}&record={slug_of(n)}-event")
        fields = "place toponym note-of-place event-title actor reason exact prefix suffix headline publisher"
        wait_for(reader.page, [said(field) for field in fields.split()])
        labels |= set(reader.map.locator(".atlas-label:not(.base) bdi").all_text_contents())
    assert labels <= titles and len([label for label in labels if label.endswith("·place")]) > 10
    turn(reader, "?place=almaty")
    reader.panel("Almaty").wait_for()
    assert reader.map.locator("#map_div[data-ready=yes]").count() == 1
    title, tip = reader.map.locator("#map_div").evaluate(TIP)
    assert title in titles and tip == f"{title}, city or town: 3 records"


ON_PAGE = {
    "timeline&source={slug}": "event-title",
    "investments&source={slug}": "investment-title party sum-title sum-reason means unit",
    f"coverage&place=p-{{n}}&years={EVENT_YEAR}..{EVENT_YEAR}": "place event-title exact headline publisher",
    f"coverage&place=p-{{n}}&years={SILENT_YEAR}..{SILENT_YEAR}": "place headline publisher author",
    "corrections&article={slug}": (
        "change-kind change-title change-field change-old change-new change-exact change-prefix change-suffix"
        " change-voice change-supports change-why change-reason change-date headline"
    ),
    "questions&question=q-{n}": (
        "question question-why says scope relation settles origin headline event-note exact"
    ),
    "about": "topic definition coordinates-from",
    "sources&article={slug}": "editors-note absent second headline",
    "names&name=n-{n}": "name name-note name-inferred naming",
}
"""What each page shows of these atlases, by its address."""


def on_page(field: str, words: str) -> str:
    """A field as its page writes it; a field's own name is told in words."""
    return words.replace("_", " ").replace(".", ", ") if field == "change-field" else words


@pytest.mark.parametrize("address", ON_PAGE)
def test_every_other_page_shows_them_as_text(reader: Reader, site: Site, address: str):
    for n in SOME[::3] if "{" in address else SOME[:1]:
        said = spoken(list(PAYLOADS.values())[n])
        query = "?show=" + address.format(n=n, slug=slug_of(n))
        reader.page.goto(site.home + query) if n == SOME[0] else turn(reader, query)
        wait_for(reader.page, [on_page(field, said(field)) for field in ON_PAGE[address].split()])


def test_a_hostile_search_is_a_search(reader: Reader, site: Site):
    reader.open()
    for n in SOME[:4]:
        given = list(PAYLOADS.values())[n].strip()
        turn(reader, f"?q={quote(given)}")
        wait_for(reader.page, [f"“{given}”"])
        expect(reader.page.get_by_label("Search titles, quotes and names")).to_have_value(given)


# ---- every payload in every field --------------------------------------------------------
MAIL = re.compile(r"mailto:[^\s?]+@[^\s?]+\?subject=")


Panels = list[tuple[str, dict]]
"""Names of panels with their data."""


def drawn(page: Page, site: Site, panels: Panels, own: dict[str, str] | None = None) -> str:
    """The text of panels, drawn in this page; ``own`` are other words of the atlas.

    Nothing in them runs, loads, or leads where no article is.
    """
    notes = {source.note.url for source in site.atlas.archive.sources if source.note}
    found = page.evaluate(DRAW, [site.version, json.loads(json.dumps(panels)), own or {}])
    for panel in found:
        assert panel["strange"] == [], panel["strange"]
        assert all(link in notes or MAIL.match(link) for link in panel["links"]), panel["links"]
    return "\x1e".join(panel["text"] for panel in found)


def every_page(atlas: Atlas) -> Panels:
    """The panels of the map's page and the other pages, as they are first seen."""
    found = scene(atlas, View())
    of_map = {
        "head": found.head,
        "panel": panel_of(atlas, View()),
        "facets": found.facets,
        "list": found.rows,
    }
    return [*of_map.items(), *(panel for show in SHOWS[1:] for panel in pages_of(atlas, show))]


def pages_of(atlas: Atlas, show: str) -> Panels:
    """A page as it is first seen; of what the list of changes and the grid hold, all of it."""
    first = pages.data(atlas, View(show=show))
    more = range(2, first["pages"] + 1) if show in ("coverage", "corrections") else ()
    return [(show, first), *((show, pages.data(atlas, View(show=show, page=n))) for n in more)]


def of_payload(atlas: Atlas, n: int) -> Panels:
    """What the page has of one payload alone; the index of names is drawn once, with every page."""
    name = pages.data(atlas, View(show="names", name=f"n-{n}")) | {"groups": []}
    return [
        ("panel", panel_of(atlas, View(place=f"p-{n}"))),
        ("panel", panel_of(atlas, View(place=f"u-{n}"))),
        ("facets", scene(atlas, View(source=(slug_of(n),))).facets),
        ("names", name),
        ("sources", pages.data(atlas, View(show="sources", article=slug_of(n)))),
        ("questions", pages.data(atlas, View(show="questions", question=f"q-{n}"))),
        ("investments", pages.data(atlas, View(show="investments", source=(slug_of(n),)))),
        *(("coverage", cell_of(atlas, f"p-{n}", year)) for year in (EVENT_YEAR, SILENT_YEAR)),
    ]


def panel_of(atlas: Atlas, view: View) -> dict:
    """The reading panel with the facts of its place, as the browser puts them together."""
    found = scene(atlas, view)
    return found.panel | {"facts": found.facts}


def cell_of(atlas: Atlas, place: str, year: int) -> dict:
    """A cell opened, without the grid: that is drawn once, with every page."""
    return pages.data(atlas, View(show="coverage", place=place, years=(year, year))) | {"rows": []}


def open_about(reader: Reader) -> None:
    """A page without a map, which would be laid out anew with each panel that is drawn here."""
    reader.page.goto(reader.home + "?show=about")
    reader.page.locator("[data-atlas=about] h2").first.wait_for()


def test_every_payload_of_every_field_is_drawn_as_text(reader: Reader, site: Site):
    open_about(reader)
    always = drawn(reader.page, site, every_page(site.atlas))
    missing = []
    for n, payload in enumerate(PAYLOADS.values()):
        own = drawn(reader.page, site, of_payload(site.atlas, n))
        said = {field: spoken(payload)(field) for field in FIELDS if field not in NO_TEXT}
        shown = {field: on_page(field, it) for field, it in said.items()}
        missing += [(n, field) for field, it in shown.items() if it not in own and it not in always]
    assert missing == []


def listed_changes(atlas: Atlas, payload: str) -> Panels:
    """The page of a list of changes that holds nothing but a payload."""
    ledger = Ledger()
    table = tables.shape(changes.ChangesFile, bare_list(payload), changes.CHANGES, ledger)
    ledger.settle()
    told = replace(atlas, changes=changes.from_table(table))
    return [("corrections", corrections.data(told, View(show="corrections")))]


def test_a_payload_alone_is_text_wherever_the_list_of_changes_takes_words(reader: Reader, site: Site):
    open_about(reader)

    def shown(payload: str) -> Counter[str]:
        return Counter(drawn(reader.page, site, listed_changes(site.atlas, payload)).split("\x1e"))

    places = shown("plain")["plain"]
    for payload in PAYLOADS.values():
        found = shown(payload)
        assert found[payload] == places - 2 * (on_page("change-field", payload) != payload), payload
        assert found[f"From version {payload} to version {payload}, told on "] == 1
        assert found[f"Voice: {payload}"] == 2


def test_every_payload_is_a_title_a_summary_and_a_contact_shown_as_text(reader: Reader, site: Site):
    open_about(reader)
    about = pages.data(site.atlas, View(show="about"))
    head, panel = every_page(site.atlas)[:2]
    for payload in PAYLOADS.values():
        own = {"title": payload, "summary": f"{payload}·summary"}
        panels = [head, panel, ("about", about | {"contact": f"{payload}·contact"})]
        shown = drawn(reader.page, site, panels, own)
        assert shown.startswith(payload)
        assert own["summary"] in shown and f"Passage Atlas: {payload}. Version" in shown
        assert f"{payload}·contact" in shown


# ---- quotes ------------------------------------------------------------------------------
QUOTES = """() => [...document.querySelectorAll("[data-atlas=sources] .passages blockquote")].map((quote) => {
  const [before, after] = quote.querySelectorAll(".around");
  return [before.textContent, quote.querySelector("mark").textContent, after.textContent];
})"""
COPIES = """async () => {
  const found = [];
  for (const item of document.querySelectorAll("[data-atlas=sources] .passages > li")) {
    await navigator.clipboard.writeText("");
    [...item.querySelectorAll("button")].find((node) => node.textContent === "Copy quote").click();
    let copied = "";
    for (let n = 0; n < 200 && !copied; n += 1) {
      copied = await navigator.clipboard.readText();
      if (!copied) await new Promise((done) => setTimeout(done, 5));
    }
    found.push(copied);
  }
  return found;
}"""
LAST = f"wanted => JSON.stringify(({QUOTES})().at(-1)) === JSON.stringify(wanted)"
PASSAGES = 40


def test_a_thousand_quotes_are_shown_and_copied_character_for_character(reader: Reader, site: Site):
    compared = copied = 0
    reader.page.goto(site.home + "?show=sources")
    reader.page.locator("[data-atlas=sources] h2").wait_for()
    for source in site.atlas.archive.sources:
        if source.id == "constructor" or source.id.startswith("a-"):
            continue
        found = edition.entries(site.atlas.records_in[source.id], site.atlas.mentions_in.get(source.id, []))
        wanted = [[e.passage.quote.prefix, e.passage.quote.exact, e.passage.quote.suffix] for e in found]
        for start in range(0, len(wanted), PASSAGES):
            here = wanted[start : start + PASSAGES]
            turn(reader, f"?show=sources&article={source.id}&page={start // PASSAGES + 1}")
            reader.page.wait_for_function(LAST, arg=here[-1])
            assert reader.page.evaluate(QUOTES) == here
            compared += len(here)
            for (_, exact, _), got in zip(here, reader.page.evaluate(COPIES), strict=True):
                assert got.startswith(f"“{exact}” — "), (exact, got)
                copied += 1
    assert compared == copied >= 1000


# ---- files -------------------------------------------------------------------------------
def test_the_downloads_hold_the_words_and_no_formula(reader: Reader, site: Site):
    reader.open()
    with reader.page.expect_download() as started:
        reader.page.get_by_role("button", name="Records (CSV)").click()
    raw = Path(started.value.path()).read_bytes()
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row.values()]
    assert len(rows) == len(site.atlas.archive.records)
    assert not [c for c in cells if c.startswith(export.FORMULA) and not export.NUMBER.fullmatch(c)]
    with reader.page.expect_download() as started:
        reader.page.get_by_role("button", name="Places (GeoJSON)").click()
    layer = json.loads(Path(started.value.path()).read_text("utf-8"))
    titles = {feature["properties"]["title"] for feature in layer["features"]}
    assert {spoken(payload)("place") for payload in PAYLOADS.values()} <= titles


# ---- addresses ---------------------------------------------------------------------------
LINKS = {
    "?years=1000000000..-1000000000&zoom=3&place=%3Cimg%20src=x%20onerror=alert(1)%3E": [
        "years=1000000000", "zoom ", "place=<img src=x onerror=alert(1)>",
    ],
    "?q=%ff%fe%00%0d%0a&%00=1&=2&topic=%ED%A0%80": ["q", "\\u0000", "a part without a name", "topic="],
    "?topic=gone&topic=stale&kind=event&kind=rumour&undated=maybe": ["topic=gone", "topic=stale", "rumour"],
    "?page=999999&cards=7&place=almaty&place=almaty2": ["place"],
    "?show=nowhere&record=__proto__&article=constructor&name=toString": ["show=", "__proto__", "toString"],
    "?years=2019..2016&years=NaN": ["years"],
    "?" + "&".join(f"p{n}=1" for n in range(900)): ["p0 ", "and 876 more parts"],
    "?" + "&".join(f"p{n}=1" for n in range(1001)): ["all of its 1,001 parts"],
    "?" + "&".join(f"topic=t{n}" for n in range(600)): ["topic=t0 ", "topic has more than"],
    "?q=" + "x" * 50_000: ["q=xxx"],
}  # fmt: skip


@pytest.mark.parametrize("query", LINKS, ids=range(len(LINKS)))
def test_a_hostile_link_opens_says_what_it_left_aside_and_becomes_canonical(
    reader: Reader, site: Site, query: str
):
    reader.page.goto(site.home + query)
    alert = reader.page.locator(".ignored")
    alert.wait_for()
    for part in LINKS[query]:
        expect(alert).to_contain_text(part)
    settled(reader, site)
    expect(reader.page.locator("[data-atlas=head] h1")).to_have_text(site.atlas.archive.title)


def settled(reader: Reader, site: Site) -> None:
    """Wait until the address says what the page shows, and nothing else."""
    reader.page.wait_for_function("location.search.length < 2000")
    known = opening.known(site.atlas)
    for _ in range(100):
        given = parse_qs(urlsplit(reader.page.url).query, keep_blank_values=True)
        parser = Parser(known)
        again = {n: v if isinstance(v, list) else [v] for n, v in parser.view(given).params().items()}
        if (again, parser.ignored) == (given, []):
            return
        reader.page.wait_for_timeout(100)
    raise AssertionError(reader.page.url)


# ---- faults, last: the atlas is broken ---------------------------------------------------
def test_the_page_of_faults_shows_hostile_words_as_text(reader: Reader, site: Site):
    broken = site.folder / "events" / "records" / "<img src=x onerror=alert(1)>.toml"
    broken.write_text(
        "\n".join(f"[[{json.dumps(payload)}]]" for payload in list(PAYLOADS.values())[:30]), "utf-8"
    )
    try:
        reader.page.goto(site.home)
        reader.page.get_by_role("heading", name="This atlas cannot be shown yet").wait_for()
        shown = reader.page.locator("[data-testid=stCode]").inner_text()
        assert "events/records/<img src=x onerror=alert(1)>.toml: " in shown
        assert "<script>" in shown
    finally:
        broken.unlink()
