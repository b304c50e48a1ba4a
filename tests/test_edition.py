"""An article as one reads it: passages in order, the whole text in blocks, chunks and marked runs."""

from dataclasses import replace
from pathlib import Path

import pytest

from events import edition
from events.archive import Archive
from events.edition import Block
from events.errors import AtlasFaults
from events.source import Part, Source
from tests.making import ARTICLE, TEXT, make_atlas, passage, read_archive, swap


def archive_of(tmp_path: Path, article: str = ARTICLE) -> Archive:
    found, faults = read_archive(make_atlas(tmp_path, article=article))
    assert faults == []
    return found


def told(archive: Archive) -> list[tuple[str, list[str], list[str]]]:
    """The entries as words, ids of records and ids of places."""
    found = edition.entries(archive.records, archive.mentions)
    return [(e.passage.quote.exact, [r.id for r in e.records], [m.place for m in e.mentions]) for e in found]


# ---- passages ------------------------------------------------------------------------
def test_passages_come_in_the_order_of_the_text_and_hold_the_places_in_their_words(tmp_path: Path):
    assert told(archive_of(tmp_path)) == [
        ("Almaty", [], ["almaty"]),
        ("bridge opened on May\u00a012 in Almaty, said the mayor", ["one-bridge-opens"], ["almaty"]),
        ("“It’s ours,” she said", ["one-bridge-opens"], []),
        ("About 300 people came", ["one-visitors"], []),
        ("cost $5\u00a0million, which the city paid in 2018", ["one-bridge-cost"], []),
        ("People from Zhetysu", ["one-visitors"], ["zhetysu"]),
    ]


def test_words_that_two_records_rest_on_are_one_entry(tmp_path: Path):
    shared = passage("About 300 people came", "amount")
    article = swap(
        ARTICLE, '"what", "amount", "as_of"] },\n', f'"what", "amount", "as_of"] }},\n  {shared},\n'
    )
    (entry,) = [found for found in told(archive_of(tmp_path, article)) if found[0] == "About 300 people came"]
    assert entry[1] == ["one-bridge-cost", "one-visitors"]


def test_the_same_words_in_two_voices_are_two_entries(tmp_path: Path):
    archive = archive_of(tmp_path)
    first = archive.records[0]
    other = replace(first, id="other", passages=(replace(first.passages[0], voice="hearsay"),))
    found = edition.entries([first, other], [])
    assert [(e.passage.voice, [r.id for r in e.records]) for e in found[:2]] == [
        ("author", [first.id]), ("hearsay", ["other"]),
    ]  # fmt: skip


def test_a_longer_passage_comes_before_the_one_inside_it_and_both_name_its_place(tmp_path: Path):
    nested = passage("bridge opened on May\u00a012 in Almaty", "where")
    article = swap(ARTICLE, '"where", "actors"] },\n', f'"where", "actors"] }},\n  {nested},\n')
    found = told(archive_of(tmp_path, article))[1:3]
    assert [words.endswith("the mayor") for words, _, _ in found] == [True, False]
    assert [places for _, _, places in found] == [["almaty"], ["almaty"]]


def test_two_places_that_the_same_words_name_are_one_entry(tmp_path: Path):
    archive = archive_of(tmp_path)
    one = archive.mentions[0]
    (entry,) = edition.entries([], [one, replace(one, place="zhetysu")])
    assert [m.place for m in entry.mentions] == ["almaty", "zhetysu"]


# ---- the whole text ------------------------------------------------------------------
def test_a_text_is_read_when_it_is_the_one_the_atlas_was_made_from(tmp_path: Path):
    folder = make_atlas(tmp_path)
    (source,) = read_archive(folder)[0].sources
    assert edition.text_of(source, folder / "texts") == (TEXT, "")
    assert edition.text_of(source, None) == (None, "")


@pytest.mark.parametrize("altered", [TEXT + "x", TEXT.replace("quiet", "noisy"), b"\xff\xfe"])
def test_a_text_that_is_another_is_not_shown(tmp_path: Path, altered: str | bytes):
    folder = make_atlas(tmp_path, text=altered)
    (source,) = read_archive(folder)[0].sources
    assert edition.text_of(source, folder / "texts") == (None, "different")


def test_a_text_of_another_length_is_not_shown(tmp_path: Path):
    folder = make_atlas(tmp_path)
    (source,) = read_archive(folder)[0].sources
    assert edition.text_of(replace(source, length=5), folder / "texts") == (None, "different")


def test_a_missing_text_is_looked_for_again_and_a_read_one_stays(tmp_path: Path):
    folder = make_atlas(tmp_path)
    (source,) = read_archive(folder)[0].sources
    path = folder / "texts" / source.file
    path.rename(tmp_path / "away")
    assert edition.text_of(source, folder / "texts") == (None, "missing")
    (tmp_path / "away").rename(path)
    assert edition.text_of(source, folder / "texts") == (TEXT, "")
    path.unlink()
    assert edition.text_of(source, folder / "texts") == (TEXT, "")


@pytest.mark.parametrize("file", ["..", ".", "\0", "a" * 5000])
def test_a_file_name_that_names_no_file_is_a_missing_text(tmp_path: Path, file: str):
    (source,) = read_archive(make_atlas(tmp_path))[0].sources
    assert edition.text_of(replace(source, file=file), tmp_path) == (None, "missing")
    with pytest.raises(AtlasFaults):
        edition.full_text(replace(source, file=file), tmp_path)


def source_with(length: int, *parts: Part) -> Source:
    return Source(
        "s", "s.txt", "0" * 64, "en", length, title=None, publisher=None, authors=(), published=None,
        published_when=None, absent=(), parts=parts, note=None, label="S",
    )  # fmt: skip


def test_blocks_are_the_lines_that_hold_words_cut_where_a_part_begins_or_ends():
    text = "Title\n\n   Body one. AD Body two.\r\n  \n"
    at = text.index("AD")
    source = source_with(len(text), Part("title", 0, 5), Part("furniture", at, at + 3))
    found = [(b.kind, text[b.start : b.end]) for b in edition.blocks(source, text, 100)]
    assert found == [("title", "Title"), ("body", "   Body one."), ("furniture", "AD"), ("body", "Body two.")]


def test_a_line_longer_than_a_chunk_is_cut_after_a_space_and_nothing_is_lost():
    text = "word " * 100
    found = list(edition.blocks(source_with(len(text)), text, 50))
    assert all(b.end - b.start <= 50 and text[b.start : b.end].startswith("word") for b in found)
    assert "".join(text[b.start : b.end] for b in found) == text.rstrip()
    unbroken = list(edition.blocks(source_with(120), "x" * 120, 50))
    assert [(b.start, b.end) for b in unbroken] == [(0, 50), (50, 100), (100, 120)]


def test_chunks_hold_whole_blocks_and_no_more_than_they_may():
    blocks = [Block("body", n * 10, n * 10 + 8) for n in range(5)]
    assert edition.chunks(blocks, 20) == [blocks[:2], blocks[2:4], blocks[4:]]
    assert edition.chunks([], 20) == [[]]


def test_runs_are_split_where_a_passage_begins_or_ends_and_name_every_passage_over_them():
    marked = [(0, 10), (4, 6), (5, 12), (30, 40)]
    assert edition.runs(Block("body", 2, 20), marked) == [
        (2, 4, [0]), (4, 5, [0, 1]), (5, 6, [0, 1, 2]), (6, 10, [0, 2]), (10, 12, [2]), (12, 20, []),
    ]  # fmt: skip
    assert edition.runs(Block("body", 20, 25), marked) == [(20, 25, [])]
