"""Sources: which run of a file is the article, and the text exactly as it lies on disk."""

import hashlib

import pytest

from events.source import BODY, PARTS, Part, Source, digest, read_text


def source(length: int, *parts: Part) -> Source:
    nothing = dict(title=None, publisher=None, authors=(), published=None, published_when=None)
    return Source("one", "one.txt", "", "en", length, **nothing, absent=(), parts=parts, note=None, label="")


def test_a_standfirst_is_body_and_a_byline_is_not():
    assert source(100, Part("standfirst", 10, 20), Part("byline", 20, 30)).body_runs() == [
        (0, 10),
        (10, 20),
        (30, 100),
    ]


ARTICLE = source(
    100, Part("title", 0, 10), Part("dateline", 10, 20), Part("furniture", 40, 60), Part("caption", 90, 100)
)


@pytest.mark.parametrize(
    ("run", "part"),
    [
        ((0, 5), "title"),
        ((5, 15), "title"),
        ((10, 12), "dateline"),
        ((20, 40), "body"),
        ((39, 41), "furniture"),
        ((30, 95), "furniture"),
        ((60, 90), "body"),
        ((99, 100), "caption"),
    ],
    ids=str,
)
def test_a_run_lies_in_the_first_part_it_touches_or_in_the_body(run, part):
    assert ARTICLE.part_at(*run) == part


def test_records_may_rest_on_the_title_and_the_body_alone():
    assert ARTICLE.body_runs() == [(0, 10), (20, 40), (60, 90)]


def test_a_file_without_parts_is_all_body():
    assert source(100).body_runs() == [(0, 100)]


def test_a_file_that_is_all_furniture_has_no_body():
    assert source(100, Part("furniture", 0, 100)).body_runs() == []


def test_parts_may_be_written_in_any_order():
    assert source(100, *reversed(ARTICLE.parts)).body_runs() == ARTICLE.body_runs()


def test_the_parts_that_are_body_are_named_among_the_parts():
    assert set(BODY) - set(PARTS) == {"body"}


@pytest.mark.parametrize(
    "text",
    ["a\r\nb\rc\n", "\ufeffmarked", "“It’s”\u00a0ours\u2009", "e\u0301 is not é", "新疆 😀", "", "\x00\x0c"],
    ids=["line ends", "byte order mark", "spaces and quotes", "decomposed", "wide", "empty", "controls"],
)
def test_a_text_is_read_character_for_character(tmp_path, text):
    path = tmp_path / "one.txt"
    path.write_bytes(text.encode())
    assert read_text(path) == (text, hashlib.sha256(text.encode()).hexdigest())


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("utf-16", "plain"), ("latin-1", "naïve"), ("cp1251", "Казахстан"), ("gb18030", "新疆")],
)
def test_a_text_in_another_encoding_is_not_read(tmp_path, encoding, text):
    path = tmp_path / "one.txt"
    path.write_bytes(text.encode(encoding))
    with pytest.raises(UnicodeDecodeError):
        read_text(path)


def test_the_digest_is_sha_256_in_hexadecimal():
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
