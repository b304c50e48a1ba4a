"""``atlas diff``: two folders or two git revisions, field by field, with the reasons that are given."""

import json
import os
import subprocess
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dashboard import cli
from events.changes import CHANGES, Quoted, as_json, lines
from geodata import atlas as atlas_module
from geodata import diff, revision
from geodata.version import version_of
from tests.making import (
    ARTICLE,
    EVENT,
    FIGURE,
    TEXT,
    TOPICS,
    almaty,
    collection,
    make_atlas,
    mention,
    passage,
    swap,
    words,
    zhetysu,
)

NAMES = '[[name]]\nid = "mayor"\ntitle = "the mayor"\nkind = "person"\n'
NAMED = swap(ARTICLE, "\n[[event]]", f"\n[names]\nmayor = [{{ {words('the mayor')} }}]\n\n[[event]]")
CORRECTION = '[[correction]]\ndate = "2026-11-22"\nrecord = "one-visitors"\nreason = "Read again."\n'
OF_TITLE = CORRECTION.replace('reason = "Read', 'field = "title"\nreason = "Misspelt: read')
RENAMED = swap(ARTICLE, 'title = "People at the opening"', 'title = "Visitors"')


@pytest.fixture
def made(tmp_path):
    """Atlases in folders of their own."""

    def make(name: str, **pieces):
        return make_atlas(tmp_path / name, **pieces)

    return make


def compared(old, new):
    """The changes between two folders, both read without a fault."""
    return diff.compare(atlas_module.load(old), atlas_module.load(new), "2026-11-22")


def told(found):
    """The changes in short: what happened to what, in which fields."""
    return [(c.what, c.kind, c.id, [d.field for d in c.differences]) for c in found.changes]


def atlas(*arguments):
    """What the command does with its arguments: its number, its words, its complaints."""
    found = CliRunner().invoke(cli.app, [str(a) for a in arguments])
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found.exit_code, found.stdout, found.stderr


# ---- what differs --------------------------------------------------------------------
def test_an_atlas_does_not_differ_from_its_copy(made):
    assert compared(made("a"), made("b")).changes == ()


def test_a_changed_field_is_told_with_both_sides(made):
    (change,) = compared(made("a"), made("b", article=RENAMED)).changes
    (one,) = change.differences
    assert (change.what, change.kind, change.id, change.sources) == (
        "changed",
        "record",
        "one-visitors",
        ("one",),
    )
    assert (one.field, one.old, one.new) == ("title", ("People at the opening",), ("Visitors",))


def test_the_fields_of_an_amount_are_told_apart(made):
    article = swap(ARTICLE, 'min = 300, max = 300, unit = "people"', 'min = 300, max = 310, unit = "people"')
    (change,) = compared(made("a"), made("b", article=article)).changes
    assert [(d.field, d.old, d.new) for d in change.differences] == [("amount.value_max", ("300",), ("310",))]


def test_a_date_is_told_as_it_is_written(made):
    article = swap(ARTICLE, 'when = "2019-05-12"', 'when = "2019-05"')
    (change,) = compared(made("a"), made("b", article=article)).changes
    assert [(d.field, d.old, d.new) for d in change.differences] == [("when", ("2019-05-12",), ("2019-05",))]


def test_of_a_list_each_side_has_what_only_it_has(made):
    article = swap(ARTICLE, 'topics = ["roads", "money"]', 'topics = ["roads"]')
    (change,) = compared(made("a"), made("b", article=article)).changes
    assert [(d.field, d.old, d.new) for d in change.differences] == [("topics", ("money",), ())]


def test_a_list_in_another_order_is_told_whole(made):
    article = swap(ARTICLE, 'topics = ["roads", "money"]', 'topics = ["money", "roads"]')
    (change,) = compared(made("a"), made("b", article=article)).changes
    assert (change.differences[0].old, change.differences[0].new) == (("roads", "money"), ("money", "roads"))


def test_a_passage_in_another_voice_is_a_quote_on_both_sides(made):
    article = swap(ARTICLE, 'voice = "official"', 'voice = "witness"')
    (change,) = compared(made("a"), made("b", article=article)).changes
    (one,) = change.differences
    assert one.field == "passages"
    (old,), (new,) = one.old, one.new
    assert isinstance(old, Quoted) and old.exact == new.exact == "“It’s ours,” she said"
    assert (old.voice, new.voice) == ("official", "witness")


def test_a_passage_that_was_added_stands_on_the_new_side_alone(made):
    first = f"  {passage('About 300 people came', 'what', 'amount')},\n"
    more = swap(ARTICLE, first, f"{first}  {passage('The river', 'what')},\n")
    (change,) = compared(made("a"), made("b", article=more, silent=None)).changes[:1]
    assert [q.exact for q in change.differences[0].new] == ["The river"] and change.differences[0].old == ()


def test_a_record_that_was_added_tells_all_its_fields(made):
    (change,) = compared(made("a", article=swap(ARTICLE, FIGURE, ""), places=collection(almaty(), zhetysu())),
                         made("b")).changes  # fmt: skip
    assert (change.what, change.title) == ("added", "People at the opening")
    found = {d.field: d.new for d in change.differences}
    assert found["kind"] == ("figure",) and found["topics"] == ("roads", "money")
    assert [q.exact for q in found["passages"]] == ["About 300 people came", "People from Zhetysu"]
    assert not any(d.old for d in change.differences)


def test_a_record_that_was_removed_tells_what_it_was(made):
    (change,) = compared(made("a"), made("b", article=swap(ARTICLE, EVENT, ""))).changes
    assert (change.what, change.id, change.title) == ("removed", "one-bridge-opens", "A bridge opens")
    assert not any(d.new for d in change.differences)


def test_a_record_of_another_kind_tells_so(made):
    article = swap(
        ARTICLE,
        '[[figure]]\nid = "one-visitors"\ntype = "people"',
        '[[investment]]\nid = "one-visitors"\ntype = "sum"',
    )
    (change,) = compared(made("a"), made("b", article=article)).changes
    found = {d.field: (d.old, d.new) for d in change.differences}
    assert found["kind"] == (("figure",), ("investment",)) and found["type"] == (("people",), ("sum",))


def test_a_mention_read_otherwise_is_told_by_where_it_stands(made):
    article = swap(ARTICLE, mention("Zhetysu", "base"), mention("Zhetysu", "about"))
    at = TEXT.index("Zhetysu")
    assert told(compared(made("a"), made("b", article=article))) == [
        ("changed", "mention", f"one:{at}-{at + 7}", ["reading"])
    ]


def test_a_name_and_its_naming_are_told(made):
    new = made("b", article=NAMED, more={"events/names.toml": NAMES})
    assert [(c.what, c.kind, c.title, c.sources) for c in compared(made("a"), new).changes] == [
        ("added", "name", "the mayor", ("one",)), ("added", "naming", "the mayor", ("one",)),
    ]  # fmt: skip


def test_a_place_tells_its_names_and_its_outline(made):
    moved = almaty(note="Since 1929.")
    moved["geometry"]["coordinates"] = [76.9, 43.2]
    (change,) = compared(made("a"), made("b", places=collection(moved, zhetysu()))).changes
    found = {d.field: (d.old, d.new) for d in change.differences}
    assert found["geometry"] == (("Point 76.9286, 43.2567",), ("Point 76.9, 43.2",))
    assert found["note"] == ((), ("Since 1929.",)) and change.sources == ("one",)


def test_an_outline_that_moved_is_told_though_its_size_and_bounds_are_as_before(made):
    other = zhetysu()
    other["geometry"]["coordinates"][0].insert(1, [77, 42])
    third = zhetysu()
    third["geometry"]["coordinates"][0].insert(1, [78, 42])
    old, new = (made(n, places=collection(almaty(), place)) for n, place in (("a", other), ("b", third)))
    (change,) = compared(old, new).changes
    (one,) = change.differences
    assert one.field == "geometry" and one.old[0].split("SHA")[0] == one.new[0].split("SHA")[0] != one.old[0]


def test_a_topic_a_silence_a_source_and_the_title_of_the_atlas_are_compared(made):
    topics = swap(TOPICS, 'definition = "What it costs."', 'definition = "What is paid."').replace(
        "One bridge", "A bridge"
    )
    article = swap(ARTICLE, 'label = "Bridge opens (12 May 2019)"', 'label = "Bridge opens"')
    new = made("b", topics=topics, article=article, silent=None)
    found = told(compared(made("a"), new))
    assert ("changed", "topic", "money", ["definition"]) in found
    assert ("changed", "source", "one", ["label"]) in found
    assert ("changed", "atlas", "about", ["title"]) in found
    assert sum(what == "removed" and kind == "silence" for what, kind, *_ in found) == 2


def test_questions_origins_and_sums_are_compared_too(shipped):
    questions, origins, sums = (getattr(shipped.archive, n) for n in ("questions", "origins", "sums"))
    archive = replace(
        shipped.archive, questions=(replace(questions[0], why="Other."), *questions[1:]), origins=origins[1:],
        sums=(replace(sums[0], counts=not sums[0].counts), *sums[1:]),
    )  # fmt: skip
    found = told(diff.compare(shipped, replace(shipped, archive=archive), "2026-11-22"))
    assert [(what, kind, given) for what, kind, given, _ in found] == [
        ("changed", "question", questions[0].id), ("changed", "sum", sums[0].record),
        ("removed", "origin", origins[0].id),
    ]  # fmt: skip
    assert found[0][3] == ["why"] and found[1][3] == ["counts"]


def test_the_list_is_in_order_and_the_same_each_time(made):
    old, new = made("a", article=swap(ARTICLE, FIGURE, "")), made("b", article=RENAMED, silent=None)
    first, again = compared(old, new), compared(old, new)
    assert first == again
    assert [c.rank for c in first.changes] == sorted(c.rank for c in first.changes)


# ---- reasons -------------------------------------------------------------------------
def test_a_reason_for_a_record_stands_beside_its_change(made):
    new = made("b", article=RENAMED, more={"events/corrections.toml": CORRECTION})
    (change,) = compared(made("a"), new).changes
    assert (change.reason, change.date, change.differences[0].reason) == ("Read again.", "2026-11-22", "")


def test_a_reason_for_a_field_stands_beside_the_field(made):
    new = made("b", article=RENAMED, more={"events/corrections.toml": OF_TITLE})
    (change,) = compared(made("a"), new).changes
    assert (change.reason, change.differences[0].reason) == ("", "Misspelt: read again.")


def test_a_reason_that_the_older_state_had_already_is_not_for_this_change(made):
    kept = {"events/corrections.toml": CORRECTION}
    (change,) = compared(made("a", more=kept), made("b", article=RENAMED, more=kept)).changes
    assert (change.reason, change.date) == ("", "")


def test_a_record_that_was_removed_has_its_reason(made):
    gone = CORRECTION.replace("one-visitors", "one-bridge-opens").replace("reason", "removed = true\nreason")
    new = made("b", article=swap(ARTICLE, EVENT, ""), more={"events/corrections.toml": gone})
    (change,) = compared(made("a"), new).changes
    assert (change.what, change.reason) == ("removed", "Read again.")


def test_a_correction_alone_is_no_change(made):
    new = made("b", more={"events/corrections.toml": CORRECTION})
    assert compared(made("a"), new).changes == ()


# ---- the command ---------------------------------------------------------------------
def test_the_command_prints_each_field_and_leaves_with_0(made):
    old, new = made("a"), made("b", article=RENAMED, more={"events/corrections.toml": OF_TITLE})
    code, said, complaints = atlas("diff", old, new)
    assert (code, complaints) == (0, "")
    assert said.splitlines() == [
        f"{version_of(old)} → {version_of(new)}: 0 added, 1 changed, 0 removed",
        "record one-visitors changed: Visitors",
        "    title: People at the opening → Visitors — because: Misspelt: read again.",
    ]


def test_the_command_says_that_nothing_differs(made):
    code, said, _ = atlas("diff", made("a"), made("b"), "--exit-code")
    assert code == 0 and said.rstrip().endswith("no difference")


def test_with_exit_code_differences_leave_with_1(made):
    assert atlas("diff", made("a"), made("b", article=RENAMED), "--exit-code")[0] == 1


def test_the_command_prints_json_for_machines(made):
    old, new = made("a"), made("b", article=RENAMED)
    found = json.loads(atlas("diff", old, new, "--json", "--date", "2026-11-22")[1])
    assert found == as_json(compared(old, new))
    assert found["changes"][0]["differences"] == [
        {"field": "title", "old": ["People at the opening"], "new": ["Visitors"]}
    ]


def test_what_would_move_the_cursor_is_written_out(made):
    article = swap(ARTICLE, 'title = "People at the opening"', 'title = "\\u001b[2J\\u202Eevil"')
    found = "\n".join(lines(compared(made("a"), made("b", article=article))))
    assert "\\u001b[2J\\u202eevil" in found and "\x1b" not in found


def test_a_state_that_cannot_be_read_is_refused_with_its_faults(made):
    code, said, complaints = atlas("diff", made("a"), made("b", article="not toml ["))
    assert (code, said) == (2, "")
    assert "events/records/one.toml" in complaints and "cannot be read whole" in complaints


def test_a_state_with_lesser_faults_is_compared_and_they_are_counted(made):
    new = made("b", article=RENAMED)
    (new / "events" / "grounding.lock").write_text("")
    code, said, complaints = atlas("diff", made("a"), new)
    assert code == 0 and "one-visitors changed" in said and "faults; what was read is compared" in complaints


@pytest.mark.parametrize("given", ["nowhere", "-x", "--upload-pack=x", "a\nb", "x" * 5000, "HEAD~99"])
def test_a_state_that_is_not_there_is_named_in_plain_words(made, tmp_path, monkeypatch, given):
    monkeypatch.chdir(tmp_path)
    code, said, complaints = atlas("diff", "--", given, made("a"))
    assert (code, said) == (2, "")
    assert "there is no such folder" in complaints and "Traceback" not in complaints


def test_a_day_that_is_none_is_refused(made):
    assert atlas("diff", made("a"), made("b"), "--date", "yesterday")[0] == 2


# ---- the stored list -----------------------------------------------------------------
def test_the_list_is_stored_with_the_newer_state_the_same_each_time(made):
    old, new = made("a"), made("b", article=RENAMED)
    version = version_of(new)
    assert atlas("diff", old, new, "--write", "--date", "2026-11-22")[0] == 0
    raw = (new / CHANGES).read_bytes()
    atlas("diff", old, new, "--write", "--date", "2026-11-22")
    assert (new / CHANGES).read_bytes() == raw
    assert sorted(p.name for p in (new / "events").iterdir() if "changes" in p.name) == ["changes.json"]
    assert atlas_module.load(new).changes == compared(old, new)
    assert version_of(new) == version == json.loads(raw)["new"]


# ---- git -----------------------------------------------------------------------------
def git(folder, *arguments):
    who = {f"GIT_{role}_{what}": "a@b.c" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    who |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | who, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture
def repository(made, monkeypatch):
    """A repository with an atlas in two states, tagged ``before`` and ``after``, and its folder."""
    folder = made("r", more={"docs/large.txt": "not of the atlas"})
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "before")
    git(folder, "tag", "before")
    (folder / "events" / "records" / "one.toml").write_text(RENAMED)
    git(folder, "commit", "-qam", "after")
    git(folder, "tag", "after")
    monkeypatch.chdir(folder)
    return folder


def test_two_revisions_are_compared(repository):
    code, said, complaints = atlas("diff", "before", "after")
    assert (code, complaints) == (0, "")
    assert "title: People at the opening → Visitors" in said
    assert atlas("diff", "after", "main", "--exit-code")[0] == 0


def test_a_revision_is_compared_with_the_working_folder_and_by_its_number(repository):
    first = git(repository, "rev-parse", "before").strip()
    assert "Visitors" in atlas("diff", first[:10], ".")[1]


def test_the_repository_is_only_read(repository):
    before = (
        git(repository, "status", "--porcelain"),
        git(repository, "rev-parse", "HEAD"),
        git(repository, "stash", "list"),
    )
    files = sorted((p, p.stat().st_mtime_ns) for p in repository.rglob("*") if p.is_file())
    atlas("diff", "before", "after")
    assert sorted((p, p.stat().st_mtime_ns) for p in repository.rglob("*") if p.is_file()) == files
    assert (
        git(repository, "status", "--porcelain"),
        git(repository, "rev-parse", "HEAD"),
        git(repository, "stash", "list"),
    ) == before


def test_only_the_rooms_of_an_atlas_are_exported_and_the_folder_is_gone_afterwards(repository):
    with revision.folder_of("before") as found:
        assert sorted(p.name for p in found.iterdir()) == ["events", "geodata"]
        assert "People at the opening" in (found / "events" / "records" / "one.toml").read_text()
    assert not found.exists()


def test_a_folder_wins_over_a_revision_of_its_name(repository, made):
    make_atlas(repository / "x").rename(repository / "before")
    code, said, _ = atlas("diff", "before", "after", "--exit-code")
    assert code == 1
    (repository / "before" / "events" / "records" / "one.toml").write_text(RENAMED)
    assert atlas("diff", "before", "after", "--exit-code")[0] == 0


def test_an_atlas_below_the_root_of_a_repository_is_found_from_its_own_folder(repository, monkeypatch):
    below = make_atlas(repository / "deep", article=RENAMED)
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "below")
    monkeypatch.chdir(below)
    with revision.folder_of("HEAD") as found:
        assert (found / "events" / "records" / "one.toml").read_text() == RENAMED


def test_a_revision_that_is_not_there_is_named(repository):
    code, _, complaints = atlas("diff", "before", "never")
    assert (code, complaints) == (2, "never: there is no such folder, and no such git revision\n")


def test_a_revision_without_an_atlas_is_named(repository):
    git(repository, "rm", "-rq", "events", "geodata")
    git(repository, "commit", "-qm", "emptied")
    code, _, complaints = atlas("diff", "before", "main")
    assert code == 2 and "holds no atlas here" in complaints


def test_a_place_without_a_repository_is_named(made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "this is no git repository" in atlas("diff", "HEAD", made("a"))[2]


def test_without_git_the_command_asks_for_folders(repository, monkeypatch):
    monkeypatch.setenv("PATH", str(repository))
    code, _, complaints = atlas("diff", "before", "after")
    assert (code, complaints) == (2, "git is not installed here: name two folders instead of revisions\n")


def test_a_revision_cannot_be_written_to(repository):
    code, _, complaints = atlas("diff", "before", "after", "--write")
    assert code == 2 and "needs NEW to be a folder" in complaints
