"""The page Sources: every article in numbers, one article with its passages, its whole text if at hand."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.pages import sources
from dashboard.view import View
from events import edition
from events.source import digest
from geodata import atlas as atlas_module
from geodata.atlas import Atlas
from tests.making import ARTICLE, INVESTMENT, MENTIONS, SOURCE, TEXT, make_atlas, swap, words
from tests.visiting import act, sent, strings, visit

LINES = 300
HOSTILE = (
    "<script>window.hacked = 1</script> and <img src=x onerror=window.hacked=2> said `${7*7}` {{7*7}}\n"
    "Left \u202eto right\u2066 and [a link](javascript:window.hacked=3) $x^2$\r\n"
)


@pytest.fixture(autouse=True)
def no_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(sources.TEXTS, raising=False)


def long_text() -> str:
    """Many lines, each with words that stand nowhere else, and hostile lines among them."""
    lines = [
        f"Line {n:03} tells of the road and of what came by it. {'So it went on. ' * 4}\n"
        for n in range(LINES)
    ]
    return TEXT + HOSTILE + "".join(lines)


def event(id: str, text: str, *exact: str) -> str:
    told = ",\n  ".join(
        f'{{ {words(one, None, text)}, voice = "author", supports = ["what"] }}' for one in exact
    )
    return (
        f'\n[[event]]\nid = "{id}"\ntype = "situation"\ntitle = "{id} & <b>co</b>"\ntopics = ["roads"]\n'
        f"passage = [\n  {told},\n]\n"
    )


def long_article(text: str) -> str:
    """Fifty records on the long text, each on two passages, one on hostile words, and a box of the page."""
    facts = swap(SOURCE, digest(TEXT.encode()), digest(text.encode()))
    facts = swap(facts, f"length = {len(TEXT)}", f"length = {len(text)}")
    box = f'{{ kind = "furniture", start = {text.index("Left")}, end = {text.index(chr(13))} }}'
    facts = swap(facts, "end = 35 },\n", f"end = 35 }},\n  {box},\n")
    told = [
        event(f"line-{n}", text, f"Line {n:03} tells of the road", f"Line {n:03} tells")
        for n in range(0, LINES, 6)
    ]
    return (
        facts
        + MENTIONS
        + INVESTMENT
        + "".join(told)
        + event("hostile", text, "<script>window.hacked = 1</script>")
    )


def make_long(tmp_path: Path) -> Path:
    """An atlas with one long article: two chunks of text, three pages of passages."""
    text = long_text()
    return make_atlas(tmp_path, text=text, article=long_article(text))


@pytest.fixture
def long(tmp_path: Path) -> Path:
    return make_long(tmp_path)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return make_atlas(tmp_path)


def shown(folder: Path, **view: object) -> dict:
    return sources.data(atlas_module.load(folder), View(show="sources", **view))


# ---- all articles ----------------------------------------------------------------------
def test_the_overview_counts_what_each_article_gave(small: Path):
    (found,) = shown(small)["articles"]
    assert found == {
        "id": "one", "sha256": digest(TEXT.encode())[:12], "records": 3, "passages": 5, "names": 3,
        "quoted": found["quoted"], "characters": 0, "length": len(TEXT),
    }  # fmt: skip
    assert 50 < found["quoted"] < 100


def test_the_overview_of_the_shipped_atlas_adds_up(shipped: Atlas):
    found = sources.data(shipped, View(show="sources"))
    assert [a["id"] for a in found["articles"]] == [s.id for s in shipped.archive.sources]
    assert sum(a["records"] for a in found["articles"]) == len(shipped.archive.records)
    assert sum(a["names"] for a in found["articles"]) == len(shipped.archive.mentions)


def test_what_was_left_out_is_counted_by_kind(shipped: Atlas):
    found = sources.data(shipped, View(show="sources"))["articles"]
    for source, one in zip(shipped.archive.sources, found, strict=True):
        left = [p for p in source.parts if p.kind in ("caption", "headline", "furniture")]
        assert sum(count for _, count in one["left"]) == len(left)
        assert one["characters"] == sum(p.end - p.start for p in left)
        assert {kind for kind, _ in one["left"]} == {p.kind for p in left}


def test_many_articles_are_paged_and_a_page_beyond_the_last_is_the_last(small: Path, monkeypatch):
    monkeypatch.setattr(sources, "ARTICLES", 2)
    atlas = atlas_module.load(small)
    atlas = replace(atlas, archive=replace(atlas.archive, sources=atlas.archive.sources * 5))
    assert [sources.data(atlas, View(show="sources", page=n))["page"] for n in (1, 2, 3, 9999)] == [
        1,
        2,
        3,
        3,
    ]
    assert len(sources.data(atlas, View(show="sources", page=9999))["articles"]) == 1


# ---- one article -----------------------------------------------------------------------
def test_an_article_shows_its_passages_in_order_with_records_and_places(small: Path):
    found = shown(small, article="one")
    assert [e["exact"][:12] for e in found["entries"]] == [
        "Almaty", "bridge opene", "“It’s ours,”", "About 300 pe", "cost $5\u00a0mill", "People from ",
    ]  # fmt: skip
    assert found["entries"][0] == {
        "exact": "Almaty", "prefix": found["entries"][0]["prefix"], "voice": "author", "part": "title",
        "at": [16, 22], "places": [["almaty", "Almaty"]], "reading": "about",
    }  # fmt: skip
    assert found["entries"][1]["records"] == ["one-bridge-opens"]
    assert found["entries"][1]["places"] == [["almaty", "Almaty"]]
    assert found["titles"]["one-bridge-opens"] == ["event", "A bridge opens"]
    assert (found["total"], found["standing"]) == (6, 1)


def test_every_passage_and_every_place_name_of_the_shipped_atlas_is_on_some_page(shipped: Atlas):
    for source in shipped.archive.sources:
        first = sources.data(shipped, View(show="sources", article=source.id))
        pages = [
            sources.data(shipped, View(show="sources", article=source.id, page=n))
            for n in range(1, first["pages"] + 1)
        ]
        entries = [entry for page in pages for entry in page["entries"]]
        assert len(entries) == first["total"]
        assert [e["at"][0] for e in entries] == sorted(e["at"][0] for e in entries)
        told = {(r.id, p.quote.exact) for r in shipped.records_in[source.id] for p in r.passages}
        assert {(r, e["exact"]) for e in entries for r in e.get("records", [])} == told
        named = {m.place for m in shipped.mentions_in[source.id]}
        assert {place for e in entries for place, _ in e.get("places", [])} == named
        assert all(
            r in page["titles"] for page in pages for e in page["entries"] for r in e.get("records", [])
        )


def test_a_link_with_a_record_opens_the_page_of_its_first_passage_and_marks_all_of_them(long: Path):
    found = shown(long, article="one", record="line-240")
    assert (found["page"], found["marked"]) == (3, "line-240")
    on = [e["exact"] for e in found["entries"] if e.get("on")]
    assert on == ["Line 240 tells of the road", "Line 240 tells"]


def test_a_page_in_the_link_goes_before_the_record_and_stays_within_the_pages(long: Path):
    assert shown(long, article="one", record="line-240", page=2)["page"] == 2
    assert shown(long, article="one", page=9999)["page"] == shown(long, article="one")["pages"] == 3


def test_a_record_of_another_article_marks_nothing(shipped: Atlas):
    mine, other = shipped.archive.sources[:2]
    record = shipped.records_in[other.id][0].id
    found = sources.data(shipped, View(show="sources", article=mine.id, record=record))
    assert "marked" not in found and record not in found["titles"]
    assert not any(e.get("on") for e in found["entries"])


def test_a_passage_with_many_records_lists_the_selected_and_the_number_of_the_rest(tmp_path: Path):
    many = "".join(event(f"more-{n:02}", TEXT, "The bridge cost") for n in range(20))
    folder = make_atlas(tmp_path, article=ARTICLE + many)
    found = shown(folder, article="one", record="more-19")
    (entry,) = [e for e in found["entries"] if e["exact"] == "The bridge cost"]
    assert (entry["records"][0], len(entry["records"]), entry["more"]) == ("more-19", 12, 8)
    assert found["titles"]["more-19"] == ["event", "more-19 & <b>co</b>"]


def test_what_was_left_out_is_told_by_place_and_length_and_not_by_its_words(shipped: Atlas):
    found = sources.data(shipped, View(show="sources", article="002-economic-ties-headache"))
    by_kind = {e["kind"]: e for e in found["extents"]}
    assert (by_kind["caption"]["count"], by_kind["caption"]["at"][0]) == (5, [190, 276])
    assert "words" not in by_kind["caption"]
    assert not any("Skip to main content" in said for said in strings(found))


# ---- the whole text --------------------------------------------------------------------
@pytest.fixture
def at_hand(long: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(sources.TEXTS, str(long / "texts"))
    return long


def lines_of(found: dict) -> Iterator[str]:
    for block in found["text"]["blocks"]:
        yield "".join(run for run, _ in block["runs"])


def test_without_the_texts_no_word_but_the_quotes_crosses(long: Path, monkeypatch):
    found = shown(long, article="one")
    assert "text" not in found and "without" not in found
    monkeypatch.setenv(sources.TEXTS, str(long / "nowhere"))
    missing = shown(long, article="one")
    assert missing["without"] == "missing" and "text" not in missing
    (long / "other").mkdir()
    (long / "other" / "one.txt").write_text("something else")
    monkeypatch.setenv(sources.TEXTS, str(long / "other"))
    different = shown(long, article="one")
    assert different["without"] == "different" and "text" not in different
    assert not any(
        "So it went on" in said or "something else" in said for said in strings([missing, different])
    )


def test_with_the_texts_every_line_is_shown_character_for_character(at_hand: Path):
    first = shown(at_hand, article="one")
    pages = [shown(at_hand, article="one", cards=n + 1) for n in range(first["text"]["pages"])]
    told = [line for page in pages for line in lines_of(page)]
    assert told == [line.rstrip() for line in long_text().split("\n") if line.strip()]


def test_no_more_than_a_chunk_crosses_at_a_time(at_hand: Path):
    for number in (1, 2, 9999):
        found = shown(at_hand, article="one", cards=number)
        assert found["text"]["pages"] == 2
        assert found["text"]["page"] == min(number, 2)
        assert sum(map(len, lines_of(found))) <= sources.CHARACTERS
        assert all(
            any(n in over for b in found["text"]["blocks"] for _, over in b["runs"])
            for n in range(len(found["text"]["passages"]))
        )
        assert len(json.dumps(found, ensure_ascii=False).encode()) < 60_000


def test_the_marked_runs_of_a_passage_are_its_words(at_hand: Path):
    found = shown(at_hand, article="one")
    passages = found["text"]["passages"]
    for number, passage in enumerate(passages):
        run = "".join(run for b in found["text"]["blocks"] for run, over in b["runs"] if number in over)
        start, end = passage["at"]
        assert run == long_text()[start:end]
    (twice, *_) = [over for b in found["text"]["blocks"] for _, over in b["runs"] if len(over) == 2]
    assert [passages[n]["at"][1] - passages[n]["at"][0] for n in twice] == [14, 26]
    assert all(found["titles"][r] for p in passages for r in p.get("records", []))


def test_a_link_with_a_record_opens_the_chunk_of_its_first_passage(at_hand: Path):
    found = shown(at_hand, article="one", record="line-294")
    assert found["text"]["page"] == 2
    assert [p["records"] for p in found["text"]["passages"] if p.get("on")] == [["line-294"]] * 2
    assert shown(at_hand, article="one", record="line-0")["text"]["page"] == 1


def test_parts_are_told_apart_and_the_words_of_what_was_left_out_are_counted(tmp_path: Path, monkeypatch):
    at = TEXT.index("The river was quiet.")
    article = swap(
        ARTICLE, '"dateline", start = 24, end = 35 },',
        f'"dateline", start = 24, end = 35 }},\n  {{ kind = "furniture", start = {at}, end = {at + 20} }},',
    )  # fmt: skip
    folder = make_atlas(tmp_path, article=article)
    monkeypatch.setenv(sources.TEXTS, str(folder / "texts"))
    found = shown(folder, article="one")
    assert [b.get("part") for b in found["text"]["blocks"]] == [
        "title",
        "dateline",
        None,
        None,
        None,
        "furniture",
    ]
    assert found["extents"] == [
        {"kind": "furniture", "count": 1, "characters": 20, "words": 4, "at": [[at, at + 20]]}
    ]


def test_an_empty_text_has_no_paragraphs(tmp_path: Path, monkeypatch):
    article = '[source]\nid = "one"\nlabel = "Empty"\nfile = "one.txt"\nlanguage = "en"\nlength = 0\n'
    absent = ", ".join(f'{name} = "no"' for name in "title publisher authors published".split())
    article += f'sha256 = "{digest(b"")}"\nabsent = {{ {absent} }}\n'
    folder = make_atlas(
        tmp_path, text="", article=article, silent=None, places={"type": "FeatureCollection", "features": []}
    )
    monkeypatch.setenv(sources.TEXTS, str(folder / "texts"))
    found = shown(folder, article="one")
    assert found["text"] == {"page": 1, "pages": 1, "blocks": [], "passages": []}
    assert "entries" not in found
    assert found["pages"] == 1


def test_the_text_of_the_shipped_articles_is_never_longer_in_a_run_than_its_passages(shipped: Atlas):
    """Without the texts nothing but quotes of at most sixty words is in what crosses."""
    for source in shipped.archive.sources:
        found = sources.data(shipped, View(show="sources", article=source.id))
        said = [f"{e.get('prefix', '')}{e['exact']}{e.get('suffix', '')}" for e in found["entries"]]
        assert max(len(one.split()) for one in said) <= 60


# ---- in the page -----------------------------------------------------------------------
def test_the_page_opens_an_article_and_goes_from_a_passage_to_the_map_and_back(long: Path, monkeypatch):
    monkeypatch.setenv("ATLAS_FOLDER", str(long))
    page = visit(show="sources")
    assert [a["id"] for a in sent(page, "sources")["articles"]] == ["one"]
    page = act(page, "sources", do="show", show="sources", article="one", record=None)
    assert page.query_params == {"show": "sources", "article": "one"}
    page = act(page, "sources", do="record", id="line-12", show="map")
    assert page.query_params == {"record": "line-12"}
    assert sent(page, "panel")["card"]["id"] == "line-12"
    page = act(page, "panel", do="show", show="sources", article="one", record="line-12")
    assert sent(page, "sources")["marked"] == "line-12"
    page = act(page, "sources", do="page", page=2)
    assert sent(page, "sources")["page"] == 2
    assert page.query_params["page"] == "2"


def test_a_full_text_is_read_once_and_lives_in_memory_alone(at_hand: Path, tmp_path: Path):
    edition.full_text.cache_clear()
    for _ in range(3):
        shown(at_hand, article="one")
    assert edition.full_text.cache_info().misses == 1
