"""The made-up atlas of the benchmarks is an atlas like any other, and always the same."""

import pytest

from events.record import KINDS, READINGS, VOICES
from geodata import atlas
from tests.bench import synthetic


def made(folder, seed=1):
    synthetic.write(folder, 300, 40, seed, say=lambda line: None)
    return folder


def content(folder):
    return {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return made(tmp_path_factory.mktemp("synthetic") / "one")


@pytest.fixture(scope="module")
def found(folder):
    return atlas.load(folder, folder / "texts")


def test_it_loads_with_its_texts_and_without(folder, found):
    assert atlas.load(folder).archive == found.archive
    assert (len(found.archive.records), len(found.places)) == (300, 40)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(folder, tmp_path):
    first, again, other = (
        content(folder),
        content(made(tmp_path / "a")),
        content(made(tmp_path / "b", seed=2)),
    )
    assert again == first
    assert other.keys() == first.keys()
    assert all(other[name] != first[name] for name in first if name.suffix == ".txt")


def test_it_has_every_kind_voice_and_reading_and_dates_of_every_precision(found):
    records, archive = found.archive.records, found.archive
    assert {r.kind for r in records} == set(KINDS)
    assert {v for r in records for v in r.voices} == set(VOICES)
    assert {m.reading for m in archive.mentions} == set(READINGS)
    edtf = {r.when.edtf for r in records if r.when}
    assert {len(text) for text in edtf} >= {4, 7, 10, 15}
    assert archive.names and {n.name for n in archive.namings} == {n.id for n in archive.names}
    assert any(r.inferred for r in records) and any("/" in text for text in edtf)
    assert 0.3 < sum(r.when is None for r in records) / len(records) < 0.5


def test_a_place_is_printed_where_its_mentions_say(found):
    titles = {place.id: place.title for place in found.gazetteer.places}
    assert all(m.passage.quote.exact == titles[m.place] for m in found.archive.mentions)


def test_an_atlas_is_not_written_over(folder):
    with pytest.raises(FileExistsError):
        made(folder)
