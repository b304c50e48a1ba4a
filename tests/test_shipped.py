"""The shipped atlas as a test: grounded, complete, quoted within bounds, and what readers were promised."""

import os
import random
from pathlib import Path

import pytest

from events import coverage, grounding
from events.errors import Ledger
from events.record import Figure
from events.selector import LONGEST_QUOTE, TextQuoteSelector, locate
from geodata import atlas as atlas_module
from geodata.atlas import Atlas

ROOT = Path(__file__).resolve().parent.parent
TEXTS = os.environ.get("ATLAS_TEXTS")
needs_texts = pytest.mark.skipif(
    TEXTS is None, reason="the full texts are not in the repository; set ATLAS_TEXTS to their folder"
)

NAMED_BY_THE_USER = ("almaty", "astana", "khorgos", "kashgar", "ili-prefecture", "tacheng")


@pytest.fixture(scope="module")
def texts(shipped: Atlas) -> dict[str, str]:
    ledger = Ledger()
    found = grounding.load_texts(shipped.archive, Path(TEXTS or ""), ledger)
    ledger.settle()
    return found


def test_every_passage_matches_the_lock():
    ledger = Ledger()
    atlas_module.gather(ROOT, None, ledger)
    assert [str(fault) for fault in ledger.faults] == []


@needs_texts
def test_every_passage_is_located_in_the_texts():
    ledger = Ledger()
    atlas_module.gather(ROOT, Path(TEXTS or ""), ledger)
    assert [str(fault) for fault in ledger.faults] == []


@needs_texts
def test_every_body_sentence_has_a_record_or_a_reason(shipped: Atlas, texts: dict[str, str]):
    assert [sentence.text for sentence in coverage.untold(shipped.archive, texts)] == []


@needs_texts
def test_a_thousand_one_character_changes_are_all_found(shipped: Atlas, texts: dict[str, str]):
    """Each change of a quote, its prefix or its suffix is either not located or breaks the lock."""
    rng = random.Random(20261122)
    owned = list(grounding.owned(shipped.archive))
    shas = {source.id: source.sha256 for source in shipped.archive.sources}
    for _ in range(1000):
        own = rng.choice(owned)
        changed = one_character_changed(own.passage.quote, rng)
        kept = grounding.seal(own.passage, shas[own.passage.source])
        passage = type(own.passage)(own.passage.source, changed, own.passage.position, own.passage.voice)
        assert grounding.seal(passage, shas[own.passage.source]) != kept
        assert own.passage.position not in locate(changed, texts[own.passage.source])


def one_character_changed(quote: TextQuoteSelector, rng: random.Random) -> TextQuoteSelector:
    """The exact words with one character replaced, removed or doubled."""
    at = rng.randrange(len(quote.exact))
    old = quote.exact[at]
    swaps = {"’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u2009": " ", "–": "-", " ": "\u00a0"}
    new = rng.choice([swaps.get(old, chr(ord(old) ^ 1)), "", old + "x"])
    return TextQuoteSelector(quote.exact[:at] + new + quote.exact[at + 1 :], quote.prefix, quote.suffix)


def test_no_quote_has_more_than_sixty_words(shipped: Atlas):
    longest = max(own.passage.quote.words for own in grounding.owned(shipped.archive))
    assert longest <= LONGEST_QUOTE


def test_no_record_rests_on_furniture_captions_or_headlines(shipped: Atlas):
    for record in shipped.archive.records:
        source = shipped.archive.source(record.source)
        for passage in record.passages:
            part = source.part_at(passage.position.start, passage.position.end)
            # The date that the page prints may anchor an inferred date, and nothing else.
            anchors = part == "dateline" and passage.supports == ("inferred",)
            assert anchors or part in ("body", "title", "standfirst"), record.id


def test_the_articles_give_well_over_a_hundred_records_and_thirty_places(shipped: Atlas):
    assert len(shipped.archive.sources) == 5
    assert len(shipped.archive.records) > 200
    assert len(shipped.places) >= 30


@pytest.mark.parametrize("place", NAMED_BY_THE_USER)
def test_the_places_that_the_user_named_are_on_the_layer(shipped: Atlas, place: str):
    assert shipped.places[place].geometry is not None
    assert shipped.mentions_of[place]


@pytest.mark.parametrize("place", ["kashgar", "tacheng"])
def test_a_place_named_in_a_caption_only_has_no_records(shipped: Atlas, place: str):
    assert {mention.reading for mention in shipped.mentions_of[place]} == {"caption"}
    assert not [r.id for r in shipped.archive.records if place in [p.id for p in r.places]]


@pytest.mark.parametrize("city", ["beijing", "astana", "bishkek", "moscow"])
def test_a_city_that_stands_for_a_government_is_not_where_something_happened(shipped: Atlas, city: str):
    """Every record at such a city quotes words that name the city itself, not its government."""
    governments = {
        (m.passage.source, m.passage.position.start)
        for m in shipped.mentions_of[city]
        if m.reading == "government"
    }
    for record in shipped.archive.records:
        if city not in [link.id for link in record.places if link.role == "where"]:
            continue
        named = {
            (m.passage.source, m.passage.position.start)
            for m in shipped.mentions_of[city]
            if m.passage.source == record.source and m.reading != "government"
        }
        assert named, f"{record.id} stands at {city}, which its article names as a government only"
        assert not named & governments


def test_countries_and_prefectures_are_areas_and_cities_are_points(shipped: Atlas):
    for place in shipped.gazetteer.places:
        if place.geometry is None:
            assert place.unplaced
        elif place.kind in ("country", "region", "prefecture"):
            assert "Polygon" in place.geometry.geom_type, place.id
        elif place.kind in ("city", "settlement"):
            assert place.geometry.geom_type == "Point", place.id


def test_every_city_lies_in_what_it_is_part_of(shipped: Atlas):
    for place in shipped.gazetteer.places:
        parent = shipped.places.get(place.part_of or "")
        if place.geometry is None or parent is None or parent.geometry is None:
            continue
        # A settlement on the border may lie a little over it at this scale.
        assert parent.geometry.buffer(0.15).intersects(place.geometry.representative_point()), place.id


def test_every_name_and_every_outline_cites_its_data_set(shipped: Atlas):
    for place in shipped.gazetteer.places:
        assert place.geometry is None or place.citation, place.id
        assert all(name.citation for name in place.names), place.id


def test_no_undated_article_gives_a_date_to_a_relative_word(shipped: Atlas):
    """Where a text prints no date, “last week” and “on Wednesday” stay without one."""
    undated = {s.id for s in shipped.archive.sources if s.published is None}
    relative = ("last week", "Wednesday", "recently", "this year", "last few", "in July", "in May")
    for record in shipped.archive.records:
        if record.source in undated and any(word in record.when_words for word in relative):
            assert record.when is None and record.inferred is None, record.id


def test_a_bare_dollar_is_inferred_and_a_us_dollar_is_not(shipped: Atlas):
    for record in shipped.archive.records:
        if isinstance(record, Figure) and record.amount.currency == "USD":
            printed = " ".join(p.quote.exact for p in record.passages)
            assert bool(record.amount.currency_inferred) != ("US$" in printed), record.id
