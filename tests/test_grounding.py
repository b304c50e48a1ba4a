"""Grounding: every quote is where it says it is; the lock holds it there without the texts."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from events import archive, grounding
from events.errors import Ledger
from tests.making import (
    ARTICLE,
    INVESTMENT,
    OPENED,
    PAID,
    TEXT,
    faults_of,
    make_atlas,
    read_archive,
    swap,
    words,
    write,
    write_lock,
)

ONE, LOCK = "events/records/one.toml", "events/grounding.lock"
OPENS, COST = f"{ONE}: event[1] one-bridge-opens", f"{ONE}: investment[1] one-bridge-cost"
VISITORS, TOLD = f"{ONE}: figure[1] one-visitors", f"{ONE}: source one"
AGAIN = "run atlas verify --texts DIR"
CHANGED = "the quote, its place or its source changed"


def reverified(folder: Path) -> list[str]:
    """What is wrong with an atlas whose texts are at hand and whose lock is fresh."""
    return faults_of(folder, folder / "texts")


# ---- with the texts ------------------------------------------------------------------
QUOTES = {
    "straight for curly quote": (
        "“It’s ours,” she said",
        "“It's ours,” she said",
        f'{OPENS}: passage[2]: "“It\'s ours,” she said" is not in the source; '
        "a curly quote, dash or special space differs: U+0027 is written, the source has U+2019",
    ),
    "space for no-break space": (
        r"cost $5\u00A0million",
        "cost $5 million",
        f'{COST}: passage[1]: "cost $5 million, which the city paid in 2018" is not in the source; '
        "a curly quote, dash or special space differs: U+0020 is written, the source has U+00A0",
    ),
    "thin space for space": (
        'exact = "About 300 people came"',
        'exact = "About 300\\u2009people came"',
        rf'{VISITORS}: passage[1]: "About 300\u2009people came" is not in the source; '
        "a curly quote, dash or special space differs: U+2009 is written, the source has U+0020",
    ),
    "line end for space": (
        'exact = "About 300 people came"',
        'exact = "About 300\\npeople came"',
        rf'{VISITORS}: passage[1]: "About 300\u000apeople came" is not in the source; '
        "only spaces or line ends differ; copy it with atlas quote",
    ),
    "case": (
        'exact = "About 300 people came"',
        'exact = "about 300 people came"',
        f'{VISITORS}: passage[1]: "about 300 people came" is not in the source; '
        "only upper and lower case differ; copy it with atlas quote",
    ),
    "misprint": (
        'exact = "People from Zhetysu"',
        'exact = "People form Zhetysu"',
        f'{VISITORS}: passage[2]: "People form Zhetysu" is not in the source; '
        "write “People from Zhetysu”, if that is meant",
    ),
    "other words": (
        'exact = "About 300 people came"',
        'exact = "Nobody came yesterday"',
        f'{VISITORS}: passage[1]: "Nobody came yesterday" is not in the source; copy it with atlas quote',
    ),
    "prefix": (
        'exact = "People from Zhetysu", prefix = ""',
        'exact = "People from Zhetysu", prefix = "The "',
        f'{VISITORS}: passage[2]: "The People from Zhetysu" is not in the source; '
        "its prefix or suffix differs",
    ),
    "twice": (
        'exact = "Almaty", prefix = " in ", suffix = ", "',
        'exact = "Almaty", prefix = "", suffix = ""',
        f'{ONE}: mentions almaty: mention: "Almaty" is in the source more than once; '
        "copy it again with atlas quote, which adds context until it is the only one",
    ),
    "moved": (
        "start = 45, end = 94",
        "start = 46, end = 95",
        rf'{OPENS}: passage[1]: "bridge opened on May\u00a012 in Almaty, said the mayor" '
        "stands elsewhere in the source; write start = 45, end = 94",
    ),
    "before the text": (
        "start = 45, end = 94",
        "start = -4, end = 45",
        rf'{OPENS}: passage[1]: "bridge opened on May\u00a012 in Almaty, said the mayor" '
        "stands elsewhere in the source; write start = 45, end = 94",
    ),
    "title": (
        'title = { exact = "Bridge opens in Almaty"',
        'title = { exact = "Bridge Opens in Almaty"',
        f'{TOLD}: source words: "Bridge Opens in Almaty" is not in the source; '
        "only upper and lower case differ; copy it with atlas quote",
    ),
    "length": (
        f"length = {len(TEXT)}",
        "length = 266",
        f'{TOLD}: length: "266" contradicts another field; write {len(TEXT)}',
    ),
}
"""What is swapped in the article of ``making``, and the one line that names it."""


@pytest.mark.parametrize(("old", "new", "line"), QUOTES.values(), ids=QUOTES)
def test_a_quote_is_where_it_says_or_the_atlas_is_refused(tmp_path, old, new, line):
    assert reverified(make_atlas(tmp_path, article=swap(ARTICLE, old, new))) == [line]


@pytest.mark.parametrize(("old", "new", "line"), QUOTES.values(), ids=QUOTES)
def test_without_the_texts_a_locked_quote_is_taken_at_its_word(tmp_path, old, new, line):
    assert faults_of(make_atlas(tmp_path, article=swap(ARTICLE, old, new))) == []


ALTERED = TEXT.replace("quiet", "loud")
ANNOUNCED, FOUND = (sha256(text.encode()).hexdigest()[:12] for text in (TEXT, ALTERED))

TEXTS = {
    "altered": (
        ALTERED,
        f'{TOLD}: sha256: "one.txt" is not the text that was read; '
        f"its SHA-256 is {FOUND}…, the atlas was made from {ANNOUNCED}…",
    ),
    "missing": (None, f'{TOLD}: file: "one.txt" is missing; put it into the folder of texts'),
    "in UTF-16": (TEXT.encode("utf-16"), f'{TOLD}: file: "one.txt" is not UTF-8; byte 0 cannot be read'),
    "in cp1252": (
        TEXT.replace("\u2009", " ").encode("cp1252"),
        f'{TOLD}: file: "one.txt" is not UTF-8; byte 65 cannot be read',
    ),
}


@pytest.mark.parametrize(("text", "line"), TEXTS.values(), ids=TEXTS)
def test_a_text_that_is_not_the_one_that_was_read_is_refused(tmp_path, text, line):
    assert reverified(make_atlas(tmp_path, text=text)) == [line]


@pytest.mark.parametrize(
    "text",
    [TEXT.replace("\n", "\r\n"), TEXT.replace("\u00a0", " "), "\ufeff" + TEXT, TEXT.rstrip("\n"), ""],
    ids=["line ends", "no-break space", "byte order mark", "last line end", "nothing left"],
)
def test_what_an_editor_changes_without_showing_it_alters_a_source(tmp_path, text):
    (line,) = reverified(make_atlas(tmp_path, text=text))
    assert line.startswith(f'{TOLD}: sha256: "one.txt" is not the text that was read; ')


@pytest.mark.parametrize("file", [".", "..", "", r"\u0000", "x" * 300], ids=ascii)
def test_a_name_that_no_text_can_have_is_a_missing_text(tmp_path, file):
    folder = make_atlas(tmp_path, article=swap(ARTICLE, 'file = "one.txt"', f'file = "{file}"'))
    (line,) = reverified(folder)
    assert line.startswith(f"{TOLD}: file: ")
    assert line.endswith("is missing; put it into the folder of texts")


def test_every_misplaced_quote_is_named_in_one_go(tmp_path):
    article = swap(ARTICLE, "“It’s ours", "“It's ours")
    article = swap(article, 'exact = "About 300', 'exact = "about 300')
    found = reverified(make_atlas(tmp_path, article=article))
    assert [line.split(' "')[0] for line in found] == [f"{OPENS}: passage[2]:", f"{VISITORS}: passage[1]:"]


# ---- the lock ------------------------------------------------------------------------
def lock_of(folder: Path) -> list[str]:
    return (folder / LOCK).read_text("utf-8").splitlines()


def test_the_lock_holds_one_line_for_every_passage_of_sources_records_and_mentions(tmp_path):
    assert [line.split(" ")[:5] for line in lock_of(make_atlas(tmp_path))] == [
        ["source:one", "1", "one", "0", "22"],
        ["source:one", "2", "one", "24", "35"],
        ["one-bridge-opens", "1", "one", "45", "94"],
        ["one-bridge-opens", "2", "one", "96", "117"],
        ["one-bridge-cost", "1", "one", "153", "197"],
        ["one-visitors", "1", "one", "119", "140"],
        ["one-visitors", "2", "one", "200", "219"],
        ["place:almaty", "1", "one", "16", "22"],
        ["place:almaty", "2", "one", "72", "78"],
        ["place:zhetysu", "1", "one", "212", "219"],
    ]


def test_publisher_and_authors_are_verified_and_locked_between_title_and_date(tmp_path):
    said = [f"{{ {words(name)} }}" for name in ("the mayor", "Zhetysu", "the city")]
    byline = f'language = "en"\npublisher = {said[2]}\nauthors = [{said[1]}, {said[0]}]'
    folder = make_atlas(tmp_path, article=swap(ARTICLE, 'language = "en"', byline))
    starts = [TEXT.index(name) for name in ("Bridge", "the city", "Zhetysu", "the mayor", "12\u2009May")]
    assert [line.split(" ")[3] for line in lock_of(folder)[:5]] == [str(start) for start in starts]
    shouted = swap(byline, '"the city"', '"the City"')
    folder = make_atlas(tmp_path, article=swap(ARTICLE, 'language = "en"', shouted))
    assert reverified(folder) == [
        f'{TOLD}: source words: "the City" is not in the source; '
        "only upper and lower case differ; copy it with atlas quote"
    ]


def test_a_line_of_the_lock_is_the_hash_of_source_offsets_and_words(tmp_path):
    line = lock_of(make_atlas(tmp_path))[2]
    facts = [sha256(TEXT.encode()).hexdigest(), 45, 94, "", OPENED, ""]
    assert line.split(" ")[-1] == sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def test_the_lock_of_the_same_atlas_is_the_same_lock(tmp_path):
    one, other = make_atlas(tmp_path / "a"), make_atlas(tmp_path / "b")
    assert (one / LOCK).read_bytes() == (other / LOCK).read_bytes()


def test_writing_the_lock_returns_its_number_of_lines_and_leaves_nothing_else(tmp_path):
    folder = make_atlas(tmp_path)
    assert grounding.write_lock(archive.read(folder / "events", Ledger()), folder / LOCK) == 10
    assert sorted(path.name for path in (folder / "events").iterdir()) == [
        "grounding.lock",
        "records",
        "silent.toml",
        "topics.toml",
    ]


def test_a_missing_lock_is_one_fault(tmp_path):
    assert faults_of(make_atlas(tmp_path, lock=False)) == [
        f'{LOCK}: file: "grounding.lock" is missing; {AGAIN}'
    ]


def test_a_folder_in_the_place_of_the_lock_is_a_missing_lock(tmp_path):
    folder = make_atlas(tmp_path, lock=False)
    (folder / LOCK).mkdir()
    assert faults_of(folder) == [f'{LOCK}: file: "grounding.lock" is missing; {AGAIN}']


CHANGES = {
    "words": (
        'exact = "About 300 people came"',
        'exact = "About 400 people came"',
        f'{VISITORS}: passage[1]: "About 400 people came" does not match {LOCK}; {CHANGED}',
    ),
    "one invisible character": (
        r"cost $5\u00A0million",
        "cost $5 million",
        f'{COST}: passage[1]: "cost $5 million, which the city paid in 2018" '
        f"does not match {LOCK}; {CHANGED}",
    ),
    "prefix": (
        'exact = "People from Zhetysu", prefix = ""',
        'exact = "People from Zhetysu", prefix = " "',
        f'{VISITORS}: passage[2]: "People from Zhetysu" does not match {LOCK}; {CHANGED}',
    ),
    "suffix": (
        'prefix = " in ", suffix = ", "',
        'prefix = " in ", suffix = ","',
        f'{ONE}: mentions almaty: mention: "Almaty" does not match {LOCK}; {CHANGED}',
    ),
    "offsets": (
        "start = 45, end = 94",
        "start = 46, end = 95",
        rf'{OPENS}: passage[1]: "bridge opened on May\u00a012 in Almaty, said the mayor" '
        f"does not match {LOCK}; {CHANGED}",
    ),
    "title of the source": (
        'title = { exact = "Bridge opens in Almaty"',
        'title = { exact = "Bridge Opens in Almaty"',
        f'{TOLD}: source words: "Bridge Opens in Almaty" does not match {LOCK}; {CHANGED}',
    ),
}


@pytest.mark.parametrize(("old", "new", "line"), CHANGES.values(), ids=CHANGES)
def test_a_passage_that_changed_since_the_lock_is_refused(tmp_path, old, new, line):
    folder = make_atlas(tmp_path)
    write(folder / ONE, swap(ARTICLE, old, new))
    assert faults_of(folder) == [line]


def test_another_digest_of_the_source_unlocks_all_its_passages(tmp_path):
    folder = make_atlas(tmp_path)
    write(folder / ONE, ARTICLE.replace(sha256(TEXT.encode()).hexdigest(), "0" * 64))
    found = faults_of(folder)
    assert len(found) == len(lock_of(folder))
    assert all(line.endswith(f"does not match {LOCK}; {CHANGED}") for line in found)


def test_a_passage_without_a_line_in_the_lock_is_refused(tmp_path):
    folder = make_atlas(tmp_path, article=swap(ARTICLE, INVESTMENT, ""))
    write(folder / ONE, ARTICLE)
    shown = PAID.replace("\u00a0", r"\u00a0")
    assert faults_of(folder) == [f'{COST}: passage[1]: "{shown}" does not match {LOCK}; {AGAIN}']


def test_a_line_of_the_lock_without_a_passage_is_stale(tmp_path):
    folder = make_atlas(tmp_path)
    write(folder / ONE, swap(ARTICLE, INVESTMENT, ""))
    assert faults_of(folder) == [f'{LOCK}: one-bridge-cost: "1" is in {LOCK} but not in the atlas; {AGAIN}']


def test_an_empty_lock_locks_nothing(tmp_path):
    folder = make_atlas(tmp_path)
    write(folder / LOCK, "")
    found = faults_of(folder)
    assert len(found) == 10
    assert all(line.endswith(f"does not match {LOCK}; {AGAIN}") for line in found)


@pytest.mark.parametrize(
    ("line", "owner", "n"),
    [
        (b"=======", "=======", ""),
        (b"<<<<<<< HEAD", "<<<<<<<", "HEAD"),
        (b"caf\xe9 1 one 0 4 00", "caf\ufffd", "1"),
        (b"\xff\xfeo\x00n\x00e\x00", "\ufffd\ufffdo\\u0000n\\u0000e\\u0000", ""),
        (b"x" * 200 + b" 1", "x" * 79 + "…", "1"),
    ],
    ids=["one word", "conflict", "latin-1", "UTF-16", "long"],
)
def test_a_line_that_is_none_of_the_lock_is_stale(tmp_path, line, owner, n):
    folder = make_atlas(tmp_path)
    write(folder / LOCK, (folder / LOCK).read_bytes() + line + b"\n")
    assert faults_of(folder) == [f'{LOCK}: {owner}: "{n}" is in {LOCK} but not in the atlas; {AGAIN}']


def test_windows_line_ends_do_not_break_the_lock(tmp_path):
    folder = make_atlas(tmp_path)
    write(folder / LOCK, (folder / LOCK).read_bytes().replace(b"\n", b"\r\n"))
    assert faults_of(folder) == []


def test_what_is_no_quote_may_change_without_a_new_lock(tmp_path):
    folder = make_atlas(tmp_path)
    write(folder / ONE, swap(ARTICLE, 'title = "A bridge opens"', 'title = "The bridge opens"'))
    assert faults_of(folder) == []


def test_the_lock_is_checked_with_the_texts_too(tmp_path):
    folder = make_atlas(tmp_path)
    write(folder / LOCK, "\n".join(lock_of(folder)[:-1]) + "\n")
    assert reverified(folder) == [
        f'{ONE}: mentions zhetysu: mention: "Zhetysu" does not match {LOCK}; {AGAIN}'
    ]
    write_lock(folder)
    assert reverified(folder) == []


def test_every_passage_knows_its_owner_and_where_it_is_written(tmp_path):
    found, _ = read_archive(make_atlas(tmp_path))
    owners = [(own.owner, own.n, own.field) for own in grounding.owned(found)]
    assert owners[1] == ("source:one", 2, "source words")
    assert owners[3] == ("one-bridge-opens", 2, "passage[2]")
    assert owners[-1] == ("place:zhetysu", 1, "mention")


def test_a_file_that_cannot_be_read_is_not_held_against_the_others(tmp_path):
    """One slip is one fault: the lock, the layer and the silences are not asked for what it hid."""
    folder = make_atlas(tmp_path, article=swap(ARTICLE, "[source]", "[source]\nlangage = 1"))
    assert faults_of(folder) == [
        'events/records/one.toml: source: langage: "langage" is not a field here; remove it'
    ]
