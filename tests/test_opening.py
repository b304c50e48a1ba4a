"""Opening an atlas: its faults are shown as a list, and nothing of the machine it runs on."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import assets
from dashboard.opening import MOST_FAULTS, known
from dashboard.view import Parser, View
from events.record import KINDS, VOICES
from tests.making import ARTICLE, TOPICS, make_atlas, swap, write
from tests.visiting import APP, PATIENCE, elements, untroubled, version

SECRETS = ("Traceback", 'File "', ".py", "Error(", "/tmp", "/work", "/home", "/root", "/var", "pytest-")
ASKED = "One thing has to be mended first:"


def opened(monkeypatch, folder):
    """The page of the atlas in a folder; no exception has reached it."""
    monkeypatch.setenv("ATLAS_FOLDER", str(folder))
    return untroubled(AppTest.from_file(str(APP), default_timeout=PATIENCE).run())


def no_folder(tmp_path):
    return tmp_path / "nowhere"


def empty_folder(tmp_path):
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


def a_file(tmp_path):
    write(tmp_path / "atlas.toml", "x = 1")
    return tmp_path / "atlas.toml"


def bad_toml(tmp_path):
    return make_atlas(tmp_path, topics=TOPICS + "[[topic")


def bad_date(tmp_path):
    return make_atlas(tmp_path, article=swap(ARTICLE, 'when = "2019-05-12"', 'when = "2019-13"'))


def cut_off_json(tmp_path):
    return make_atlas(tmp_path, places='{"type": "FeatureCollection", "features": [')


def not_utf8(tmp_path):
    return make_atlas(tmp_path, places=b"\xff\xfe{}")


def no_lock(tmp_path):
    return make_atlas(tmp_path, lock=False)


def lock_is_a_folder(tmp_path):
    folder = make_atlas(tmp_path, lock=False)
    (folder / "events" / "grounding.lock").mkdir()
    return folder


def files_are_folders(tmp_path):
    folder = make_atlas(tmp_path)
    for name in ("events/topics.toml", "events/silent.toml", "geodata/places.geojson"):
        (folder / name).unlink()
        (folder / name).mkdir()
    return folder


BROKEN = {
    no_folder: "nowhere",
    empty_folder: "an atlas folder has events/ and geodata/",
    a_file: "an atlas folder has events/ and geodata/",
    bad_toml: "events/topics.toml",
    bad_date: '"2019-13" is not an EDTF date',
    cut_off_json: "geodata/places.geojson",
    not_utf8: "is not UTF-8",
    no_lock: '"grounding.lock" is missing',
    lock_is_a_folder: '"grounding.lock" is missing',
    files_are_folders: "places.geojson",
}


@pytest.mark.parametrize(("make", "said"), BROKEN.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_broken_atlas_is_a_list_of_faults_without_a_path_or_a_trace(tmp_path, monkeypatch, make, said):
    page = opened(monkeypatch, make(tmp_path))
    assert [title.value for title in page.title] == ["This atlas cannot be shown yet"]
    assert said in page.code[0].value
    assert page.get("bidi_component") == page.get("component_instance") == []
    for element in elements(page):
        text = str(element)
        for secret in SECRETS:
            assert secret not in text, text


def test_one_fault_is_one_line_and_says_where_to_see_it_again(tmp_path, monkeypatch):
    page = opened(monkeypatch, bad_date(tmp_path))
    assert [text.value for text in page.markdown] == [
        ASKED,
        "Whoever keeps the atlas sees the same list with the command: atlas check",
    ]
    assert page.code[0].value.startswith("events/records/one.toml: event[1] one-bridge-opens: when: ")
    assert "\n" not in page.code[0].value


def test_of_many_faults_the_first_fifty_are_shown_and_all_are_counted(tmp_path, monkeypatch):
    topics = "".join(f'[[topic]]\nid = "Not A Slug {n}"\ntitle = "x"\ndefinition = "x"\n' for n in range(60))
    page = opened(monkeypatch, make_atlas(tmp_path, topics=TOPICS + topics))
    assert page.markdown[0].value == "60 things have to be mended first:"
    assert len(page.code[0].value.splitlines()) == MOST_FAULTS
    assert page.markdown[1].value == f"These are the first {MOST_FAULTS}."


def test_markup_in_a_fault_is_shown_as_text(tmp_path, monkeypatch):
    odd = "<img src=x onerror=alert(1)> $x$ [a](https://example.org) `b`"
    article = swap(ARTICLE, 'type = "decision"', f'type = "{odd}"')
    page = opened(monkeypatch, make_atlas(tmp_path, article=article))
    assert odd in page.code[0].value
    assert page.code[0].language in ("", "plaintext", None)
    assert not any(odd[:8] in text.value for text in page.markdown)


def title(page):
    """What the atlas of the page is called, in the words that its browser fetches."""
    return json.loads((assets.root() / version(page) / "words.json").read_bytes())["title"]


def test_a_mended_atlas_opens_on_the_next_run(tmp_path, monkeypatch):
    page = opened(monkeypatch, bad_date(tmp_path))
    make_atlas(tmp_path)
    untroubled(page.run())
    assert title(page) == "One bridge"
    assert list(page.title) == list(page.code) == []


def test_an_atlas_that_changes_on_disk_is_read_anew(tmp_path, monkeypatch):
    page = opened(monkeypatch, make_atlas(tmp_path))
    before = version(page)
    make_atlas(tmp_path, topics=swap(TOPICS, "One bridge", "Another bridge"))
    untroubled(page.run())
    assert title(page) == "Another bridge"
    assert version(page) != before


def test_a_busy_server_looks_at_the_folder_once_in_a_moment(tmp_path, monkeypatch):
    page = opened(monkeypatch, make_atlas(tmp_path))
    monkeypatch.setattr("dashboard.opening.LOOKS", 1e9)
    untroubled(page.run())
    bad_date(tmp_path)
    untroubled(page.run())
    assert not page.markdown or page.markdown[0].value != ASKED
    monkeypatch.setattr("dashboard.opening.LOOKS", 1e-6)
    untroubled(page.run())
    assert page.markdown[0].value == ASKED


def test_an_atlas_that_breaks_while_it_is_open_says_so(tmp_path, monkeypatch):
    page = opened(monkeypatch, make_atlas(tmp_path))
    bad_date(tmp_path)
    untroubled(page.run())
    assert page.markdown[0].value == ASKED


def test_a_link_may_name_what_the_atlas_holds_and_nothing_else(shipped):
    may_name = known(shipped)
    assert list(may_name.options["kind"]) == list(KINDS)
    assert list(may_name.options["voice"]) == list(VOICES)
    assert set(may_name.places) == set(shipped.places)
    for record in shipped.archive.records:
        assert list(may_name.records[record.id]) == [link.id for link in record.places]
    assert set(may_name.of("article")) == {s.id for s in shipped.archive.sources}
    assert set(may_name.of("name")) == set(shipped.names)
    everything = View(
        topic=tuple(sorted(t.id for t in shipped.archive.topics)),
        source=tuple(sorted(s.id for s in shipped.archive.sources)),
    )
    assert Parser(may_name).view(everything.params()) == everything
