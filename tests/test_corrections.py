"""Corrections: the reasons an editor writes, the stored list, and the page that shows it."""

import json
from dataclasses import replace

import pytest

from dashboard import assets, contact
from dashboard.pages import corrections as page
from dashboard.pages import settle
from dashboard.view import View
from dashboard.words import words
from events import changes, errors
from events.changes import CHANGES, Change, Changes, Difference, Quoted, as_json
from events.corrections import CORRECTED, FIELDS, Correction
from events.errors import Ledger
from geodata import atlas as atlas_module
from geodata.version import version_of
from tests.making import faults_of, make_atlas, write
from tests.visiting import act, go, sent, strings, visit

GIVEN = (
    '[[correction]]\ndate = "2026-11-22"\nrecord = "one-visitors"\nfield = "title"\nreason = "Read again."\n'
)


def with_corrections(tmp_path, text):
    return make_atlas(tmp_path, more={"events/corrections.toml": text})


def said_of(tmp_path, old, new):
    """What is wrong with a correction in which one part is replaced."""
    assert GIVEN.count(old) == 1
    return faults_of(with_corrections(tmp_path, GIVEN.replace(old, new)))


# ---- corrections.toml ----------------------------------------------------------------
def test_a_correction_is_read(tmp_path):
    found = atlas_module.load(with_corrections(tmp_path, GIVEN)).archive.corrections
    assert found == (Correction("2026-11-22", "record", "one-visitors", "Read again.", "title"),)


def test_an_atlas_without_the_file_has_no_corrections(tmp_path):
    assert atlas_module.load(make_atlas(tmp_path)).archive.corrections == ()


def test_the_reasons_are_part_of_the_version(tmp_path):
    assert version_of(with_corrections(tmp_path / "a", GIVEN)) != version_of(make_atlas(tmp_path / "b"))


@pytest.mark.parametrize("kind, given", [("place", "almaty"), ("source", "one")])
def test_other_things_are_corrected_too(tmp_path, kind, given):
    text = f'[[correction]]\ndate = "2026-11-22"\n{kind} = "{given}"\nreason = "Read again."\n'
    assert faults_of(with_corrections(tmp_path, text)) == []


THING, FIELD = 'record = "one-visitors"', 'field = "title"'


@pytest.mark.parametrize("old, new, fault", [
    (THING, 'record = "one-visitor"', 'record: "one-visitor" is not known; write one-visitors'),
    (THING, 'place = "almati"', 'place: "almati" is not known; write almaty'),
    (THING, 'name = "mayor"', 'name: "mayor" is not known'),
    (THING, "", 'record: "" is missing; name what was changed: one of record, place'),
    (THING, THING + '\nplace = "almaty"', "contradicts another field; write one correction"),
    (THING, 'removed = true\nrecord = "One gone"', 'record: "One gone" is not a slug'),
    (FIELD, 'field = "titel"', 'field: "titel" is not one of the words for this field; write title'),
    (FIELD, "fields = 1", 'fields: "fields" is not a field here; remove it'),
    (FIELD, "removed = true", 'removed: "true" contradicts another field; one-visitors is still'),
    (FIELD, "removed = 1", "does not fit"),
    ('"2026-11-22"', '"2026-11"', "is not an EDTF date; write one day, as in 2026-11-22"),
    ('"2026-11-22"', '"2026-11-22?"', "write one day"),
    ('"2026-11-22"', '"2026/2027?"', "write one day"),
    ('"2026-11-22"', '"22 November"', "is not an EDTF date"),
    ('"Read again."', '" "', 'reason: "" is missing; write reason'),
    ('reason = "Read again."', "", 'reason: "reason" is missing'),
])  # fmt: skip
def test_a_slip_in_a_correction_is_named(tmp_path, old, new, fault):
    found = said_of(tmp_path, old, new)
    assert len(found) == 1, found
    assert found[0].startswith("events/corrections.toml: correction[1]") and fault in found[0]


def test_what_was_removed_may_be_unknown(tmp_path):
    text = GIVEN.replace("one-visitors", "one-gone").replace("field", "removed = true\nfield")
    assert faults_of(with_corrections(tmp_path, text)) == []


def test_a_file_that_is_not_toml_is_one_fault(tmp_path):
    (found,) = faults_of(with_corrections(tmp_path, "[[correction"))
    assert found.startswith("events/corrections.toml") and "is not TOML" in found


def test_every_kind_that_is_read_here_has_its_fields():
    assert set(FIELDS) == set(CORRECTED) - {"place"}
    assert {"when", "amount", "as_of", "parties", "passages", "note"} <= set(FIELDS["record"])


# ---- changes.json --------------------------------------------------------------------
QUOTE = Quoted("It’s ours", "“", ",”", 94, 103, "official", ("what",))
TITLE = Difference("title", ("People",), ("Visitors",), "Misspelt.")
GONE, COME = Difference("passages", (QUOTE,), ()), Difference("passages", (), (QUOTE,))
LISTED = Changes("0" * 16, "1" * 16, "2026-11-22", (
    Change("record", "one-visitors", "changed", "Visitors", ("one",), (TITLE, GONE)),
    Change("record", "one-bridge-opens", "added", "A bridge opens", ("one",), (COME,), "Overlooked.",
           "2026-11-21"),
    Change("place", "almaty", "removed", "Almaty", (), (Difference("kind", ("city",), ()),)),
))  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return make_atlas(tmp_path)


def listed(folder, found=LISTED):
    """The atlas of a folder into which a list was written."""
    changes.write(found, folder)
    return atlas_module.load(folder)


def test_a_stored_list_comes_back_whole(folder):
    assert listed(folder).changes == LISTED


def test_what_is_empty_is_not_stored_and_the_number_0_is(folder):
    found = as_json(LISTED)["changes"]
    assert "reason" not in found[0] and "date" not in found[0] and "sources" not in found[2]
    at_start = replace(QUOTE, start=0, supports=())
    one = replace(LISTED.changes[0], differences=(Difference("passages", (at_start,), ()),))
    assert as_json(replace(LISTED, changes=(one,)))["changes"][0]["differences"][0]["old"][0]["start"] == 0
    assert listed(folder, replace(LISTED, changes=(one,))).changes.changes == (one,)


def test_the_list_is_no_part_of_the_version_that_it_names(folder):
    before = version_of(folder)
    listed(folder)
    assert version_of(folder) == before == atlas_module.load(folder).version


@pytest.mark.parametrize("raw, fault", [
    (b"{", errors.NotJson), (b"[]", errors.WrongShape), (b"\xff", errors.NotUtf8),
    (b'{"old": 1}', errors.MissingField), (b"[" * 100_000, errors.NotJson),
    (b'{"old": "a", "new": "b", "date": "", "more": 1}', errors.UnknownField),
])  # fmt: skip
def test_a_list_that_cannot_be_read_is_a_fault_that_says_how_to_mend_it(folder, raw, fault):
    write(folder / CHANGES, raw)
    ledger = Ledger()
    assert changes.read(folder, ledger) is None
    assert any(isinstance(found, fault) and found.spot.file == CHANGES for found in ledger.faults)
    assert faults_of(folder)


def test_a_change_of_no_known_sort_is_refused(folder):
    given = as_json(LISTED)
    given["changes"][0]["what"] = "improved"
    write(folder / CHANGES, json.dumps(given))
    assert "what" in faults_of(folder)[0]


# ---- the page ------------------------------------------------------------------------
def test_an_atlas_without_a_list_says_so(folder):
    assert page.data(atlas_module.load(folder), View(show="corrections")) == {"version": version_of(folder)}


def test_the_changes_stand_by_kind_and_the_latest_reason_first(folder):
    found = page.data(listed(folder), View(show="corrections"))
    assert [c["id"] for c in found["changes"]] == ["one-bridge-opens", "one-visitors", "almaty"]
    assert found["kinds"] == [["record", 2, 1], ["place", 1, 1]]
    assert found["counts"] == [("added", 1), ("changed", 1), ("removed", 1)]


def test_both_sides_reasons_and_days_are_told(folder):
    first, second, _ = page.data(listed(folder), View(show="corrections"))["changes"]
    assert (first["reason"], first["date"]) == ("Overlooked.", "21 November 2026")
    assert second["fields"][0] == {
        "name": "title",
        "old": ["People"],
        "new": ["Visitors"],
        "reason": "Misspelt.",
    }
    quote = {
        "prefix": "“",
        "exact": "It’s ours",
        "suffix": ",”",
        "voice": "official",
        "at": [94, 103],
        "supports": ["what"],
    }
    assert second["fields"][1] == {"name": "passages", "old": [quote]}


def test_only_what_the_atlas_has_can_be_opened(folder):
    gone = replace(LISTED.changes[0], id="one-gone")
    found = page.data(
        listed(folder, replace(LISTED, changes=(*LISTED.changes, gone))), View(show="corrections")
    )
    assert {c["id"]: c.get("opens", False) for c in found["changes"]} == {
        "one-bridge-opens": True, "one-visitors": True, "one-gone": False, "almaty": True,
    }  # fmt: skip


def test_one_article_leaves_what_is_about_it(folder):
    found = page.data(listed(folder), View(show="corrections", article="one"))
    assert (found["total"], found["kinds"], found["articles"]) == (2, [["record", 2, 1]], [["one", 2]])


def test_a_list_for_another_version_says_so(folder):
    atlas = listed(folder)
    assert page.data(atlas, View(show="corrections"))["other"]
    own = replace(LISTED, new=version_of(folder))
    assert "other" not in page.data(listed(folder, own), View(show="corrections"))


def many(count):
    one = LISTED.changes[0]
    return replace(
        LISTED, changes=tuple(replace(one, id=f"r{n:05}", kind="abc"[n % 3]) for n in range(count))
    )


def test_a_long_list_is_paged_and_bounded(folder):
    atlas, view = listed(folder, many(10_000)), View(show="corrections", page=9999)
    found = page.data(atlas, view)
    assert found["pages"] == found["page"] == settle(view, found).page == 500
    assert len(found["changes"]) == page.CHANGES and len(json.dumps(found)) < 20_000


def test_every_kind_begins_on_the_page_that_is_said(folder):
    atlas = listed(folder, many(100))
    for kind, _, number in page.data(atlas, View(show="corrections"))["kinds"]:
        found = page.data(atlas, View(show="corrections", page=number))["changes"]
        assert kind in {c["kind"] for c in found}


def test_long_values_and_long_lists_are_cut_and_their_number_told(folder):
    long = Difference("names", tuple(f"name {n}" for n in range(100)), ("x" * 9999,))
    found = replace(LISTED, changes=(replace(LISTED.changes[0], differences=(long,)),))
    (one,) = page.data(listed(folder, found), View(show="corrections"))["changes"][0]["fields"]
    assert len(one["old"]) == page.MOST_VALUES + 1 and one["old"][-1] == 100 - page.MOST_VALUES
    assert len(one["new"][0]) == page.LONGEST_VALUE and one["new"][0].endswith("…")


def test_a_list_that_is_written_anew_is_shown_though_the_version_is_the_same(folder, monkeypatch):
    listed(folder)
    monkeypatch.setenv("ATLAS_FOLDER", str(folder))
    opened = visit(show="corrections")
    assert sent(opened, "corrections")["total"] == 3
    changes.write(replace(LISTED, changes=LISTED.changes[:1]), folder)
    assert sent(go(opened, show="corrections", article="one"), "corrections")["total"] == 1


def test_a_reader_chooses_an_article_and_a_page(shipped):
    opened = visit(show="corrections")
    first = sent(opened, "corrections")["articles"][0]
    opened = act(opened, "corrections", do="show", show="corrections", article=first[0])
    assert sent(opened, "corrections")["total"] == first[1]


# ---- the shipped list ----------------------------------------------------------------
def test_the_shipped_list_can_be_read_and_fills_the_page(shipped):
    found = page.data(shipped, View(show="corrections"))
    assert found["total"] == len(shipped.changes.changes) > 0
    assert {c["kind"] for c in found["changes"]} <= set(changes.KINDS)


def test_the_shipped_list_quotes_what_the_atlas_holds(shipped):
    """A quote on the newer side is a passage of today."""
    archive = shipped.archive
    held = {
        (p.quote.exact, p.position.start)
        for p in [*(m.passage for m in archive.mentions), *(n.passage for n in archive.namings),
                  *(p for r in archive.records for p in r.passages)]
    }  # fmt: skip
    quoted = [
        v for c in shipped.changes.changes for d in c.differences for v in d.new if isinstance(v, Quoted)
    ]
    assert quoted and all((q.exact, q.start) in held for q in quoted)


# ---- whom to report to ---------------------------------------------------------------
@pytest.mark.parametrize("given, known", [
    ("someone@example.org", "someone@example.org"), ("https://example.org/x", "https://example.org/x"),
    ("javascript:alert(1)", ""), ("a@b.c\nbcc: x@y.z", ""), ("", ""),
])  # fmt: skip
def test_the_words_name_whom_to_write_to_where_it_is_an_address(folder, monkeypatch, given, known):
    monkeypatch.delenv(contact.CONTACT, raising=False)
    atlas = atlas_module.load(folder)
    found = replace(atlas, archive=replace(atlas.archive, contact=given))
    assert words(found)["contact"] == known


def test_another_host_has_files_of_its_own(folder, monkeypatch):
    atlas = atlas_module.load(folder)
    monkeypatch.setenv(contact.CONTACT, "one@example.org")
    first = assets.publish(atlas)
    monkeypatch.setenv(contact.CONTACT, "two@example.org")
    assert assets.publish(atlas) != first
    found = json.loads((assets.root() / assets.publish(atlas) / "words.json").read_text("utf-8"))
    assert "two@example.org" in set(strings(found))
