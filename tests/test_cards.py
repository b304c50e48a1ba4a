"""What a panel shows of a record or a place: the words themselves and where they stand, nothing empty."""

import json
from dataclasses import replace

import pytest

from dashboard import cards
from dashboard.view import View
from dashboard.wording import amount_words, record_date
from dashboard.words import words as words_of
from events.record import Figure
from geodata import atlas as atlas_module
from geodata.standing import RULES
from tests.making import (
    ARTICLE,
    OPENED,
    TEXT,
    almaty,
    collection,
    make_atlas,
    swap,
    words,
    zhetysu,
)


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    return atlas_module.load(make_atlas(tmp_path_factory.mktemp("one")))


def made(tmp_path, *swaps, **pieces):
    """The small atlas with pieces of its article replaced."""
    article = ARTICLE
    for old, new in swaps:
        article = swap(article, old, new)
    return atlas_module.load(make_atlas(tmp_path, article=article, **pieces))


def card(atlas, record, place=None):
    return cards.card(atlas, atlas.records[record], place)


# ---- a record in the list ------------------------------------------------------------
def test_a_row_says_what_when_and_where(one):
    assert cards.row(one, one.records["one-bridge-opens"], View(record="one-bridge-opens")) == {
        "id": "one-bridge-opens",
        "kind": "event",
        "title": "A bridge opens",
        "date": "12 May 2019",
        "places": [one.numbers["almaty"]],
        "on": True,
    }


def test_a_row_of_a_record_without_a_place_has_none_and_is_not_on(one):
    row = cards.row(one, one.records["one-bridge-cost"], View())
    assert set(row) == {"id", "kind", "title", "date"}


# ---- what is left out ----------------------------------------------------------------
def test_what_says_nothing_is_left_out_and_the_rest_stays():
    said = {"word": "x", "yes": True, "number": 7, "list": [0], "table": {"a": ""}, "space": " "}
    said |= {"nought": 0, "nothing": 0.0}
    empty = {"no": False, "none": None, "blank": "", "bare": [], "bald": {}}
    assert cards.slim(said | empty) == said


def test_nothing_empty_is_left_in_any_shipped_row_card_or_place(shipped):
    found = [cards.row(shipped, r, View()) for r in shipped.archive.records]
    found += [cards.card(shipped, r, r.places[0].id if r.places else None) for r in shipped.archive.records]
    found += [cards.place_facts(shipped, place) for place in shipped.places.values()]
    found += [given["why"] for given in found if "why" in given]
    found += [inner for given in found for key in ("quotes", "named") for inner in given.get(key, [])]
    for given in found:
        if isinstance(given, dict):
            bare = [name for name, value in given.items() if not value and type(value) is not int]
            assert bare == [], given
    names = [
        name
        for place in shipped.places.values()
        for name in cards.place_facts(shipped, place).get("names", [])
    ]
    assert names and all(toponym and lang and all(years) for toponym, lang, _, *years in names)


def test_an_inferred_date_is_marked_and_its_reason_shown(tmp_path):
    inferred = 'inferred = { when = "2019-05", reason = "The dateline says May 2019." }\n'
    support = ('"what", "when", "where"', '"what", "when", "inferred", "where"')
    atlas = made(tmp_path, ('when = "2019-05-12"\n', inferred), support)
    assert cards.row(atlas, atlas.records["one-bridge-opens"], View())["inferred"] is True
    found = card(atlas, "one-bridge-opens")
    assert found["date"] == "“May\u00a012”; inferred May 2019"
    assert found["inferred"] == "The dateline says May 2019."


# ---- a card --------------------------------------------------------------------------
def test_a_quote_is_the_words_of_the_text_and_where_they_stand(one):
    quote = card(one, "one-bridge-opens")["quotes"][0]
    start = TEXT.index(OPENED)
    assert quote == {"exact": OPENED, "voice": "author", "at": [start, start + len(OPENED)]}


def test_a_quote_out_of_a_caption_or_a_headline_says_so(tmp_path, one):
    source, passage = one.archive.sources[0], one.archive.sources[0].title
    assert cards.quote(source, passage)["part"] == "title"
    body = one.records["one-visitors"].passages[0]
    assert "part" not in cards.quote(source, body)


def test_prefix_and_suffix_are_kept_apart_from_the_exact_words(tmp_path):
    atlas = made(tmp_path, (words("“It’s ours,” she said"), words("Almaty", 2)))
    quote = {"prefix": "", "suffix": ""} | card(atlas, "one-bridge-opens")["quotes"][1]
    assert quote["exact"] == "Almaty"
    assert f"{quote['prefix']}{quote['exact']}{quote['suffix']}" in TEXT
    assert quote["prefix"] or quote["suffix"]
    assert TEXT[slice(*quote["at"])] == "Almaty"


def test_a_card_says_why_it_stands_at_a_place(one):
    assert card(one, "one-visitors", "zhetysu")["why"] == {
        "role": "about", "rule": "printed", "named": [["Zhetysu", "base"]], "passages": [2],
    }  # fmt: skip
    assert card(one, "one-bridge-opens", "almaty")["why"] == {
        "role": "where", "rule": "printed", "named": [["Almaty", "where"]], "passages": [1],
    }  # fmt: skip


@pytest.mark.parametrize("place", [None, "almaty", "atlantis"])
def test_a_card_gives_no_reason_for_a_place_it_does_not_concern(one, place):
    assert "why" not in card(one, "one-visitors", place)


def test_a_card_shows_facts_that_are_there_and_no_empty_ones(tmp_path, one):
    assert card(one, "one-bridge-opens")["facts"] == [["Who", "the mayor"]]
    assert "facts" not in card(one, "one-bridge-cost")
    reason = "A bare sign in an article about the United States."
    atlas = made(
        tmp_path,
        ('currency = "USD"', f'currency = "USD", currency_inferred = "{reason}"'),
        ('type = "sum"', 'type = "sum"\nparties = ["the city", "a bank"]\nstatus = "paid"\nprojects = 0'),
        ('"amount", "as_of"', '"amount", "as_of", "parties", "status", "projects"'),
    )
    assert card(atlas, "one-bridge-cost")["facts"] == [
        ["Currency", reason],
        ["Parties", "the city, a bank"],
        ["Status", "paid"],
        ["Projects", "0"],
    ]


def test_a_party_is_not_named_as_an_actor_once_more(tmp_path):
    atlas = made(
        tmp_path,
        ('type = "sum"', 'type = "sum"\nactors = ["a bank", "a clerk"]\nparties = ["the city", "a bank"]'),
        ('"amount", "as_of"', '"amount", "as_of", "actors", "parties"'),
    )
    assert card(atlas, "one-bridge-cost")["facts"] == [["Who", "a clerk"], ["Parties", "the city, a bank"]]


def test_a_card_names_its_article_and_topics_by_id_and_its_places_by_number(one):
    found = card(one, "one-visitors")
    assert (found["source"], found["topics"]) == ("one", ["roads", "money"])
    assert found["places"] == [[one.numbers["zhetysu"], "about"]]
    assert "places" not in card(one, "one-bridge-cost")


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("one-bridge-opens", ""),
        ("one-bridge-cost", "US$5\u00a0million"),
        ("one-visitors", "about 300 people"),
    ],
)
def test_a_card_shows_an_amount_where_there_is_one(one, record, words):
    assert card(one, record).get("amount", "") == words


# ---- a place -------------------------------------------------------------------------
def test_a_place_shows_what_it_is_and_how_it_is_printed(one):
    found = cards.place_facts(one, one.places["almaty"])
    assert (found["title"], found["kind"], found["ccodes"]) == ("Almaty", "City or town", ["KZ"])
    assert found["precision"] == "A point: a city or a settlement."
    assert found["citation"] == "GeoNames"
    assert found["printed"] == ["Almaty"]
    assert found["readings"] == "Named 2 times in the articles: where 1, about 1."
    assert not {"named", "part_of", "names", "unplaced", "note"} & set(found)


def test_a_place_named_in_passing_shows_the_passage(one):
    found = cards.place_facts(one, one.places["zhetysu"])
    assert found["readings"] == "Named 1 time in the articles: base 1."
    (named,) = found["named"]
    assert (named["exact"], named["reading"], named["source"]) == ("Zhetysu", "base", "one")
    assert TEXT[slice(*named["at"])] == "Zhetysu"


def test_of_many_mentions_in_passing_a_few_are_shown(one):
    place, mention = one.places["zhetysu"], one.mentions_of["zhetysu"][0]
    many = replace(one, archive=replace(one.archive, mentions=(mention,) * (cards.MOST_MENTIONS + 1)))
    found = cards.place_facts(many, place)
    assert (len(found["named"]), found["readings"]) == (8, "Named 9 times in the articles: base 9.")


@pytest.mark.parametrize("first", ["almaty", "zhetysu"])
def test_a_part_names_what_it_is_a_part_of_by_its_number_nought_too(tmp_path, first):
    places = [almaty(part_of="zhetysu"), zhetysu()]
    atlas = made(tmp_path, places=collection(*(places if first == "almaty" else places[::-1])))
    assert cards.place_facts(atlas, atlas.places["almaty"])["part_of"] == int(first == "almaty")
    assert "part_of" not in cards.place_facts(atlas, atlas.places["zhetysu"])


def test_of_many_ways_to_print_a_place_a_few_are_shown(one):
    mention = one.mentions_of["almaty"][0]
    quotes = [replace(mention.passage.quote, exact=f"Almaty {n}") for n in range(cards.MOST_PRINTED + 1)]
    mentions = [replace(mention, passage=replace(mention.passage, quote=quote)) for quote in quotes]
    many = replace(one, archive=replace(one.archive, mentions=(*mentions, *mentions)))
    found = cards.place_facts(many, many.places["almaty"])
    assert found["printed"] == [f"Almaty {n}" for n in range(12)]
    assert found["readings"].startswith("Named 26 times")


def test_a_place_that_is_nowhere_on_the_map_says_why(tmp_path):
    nowhere = almaty(unplaced="The article does not say where it is.") | {"geometry": None}
    atlas = made(tmp_path, places=collection(nowhere, zhetysu()))
    found = cards.place_facts(atlas, atlas.places["almaty"])
    assert found["unplaced"] == "The article does not say where it is."
    assert found["precision"] == "Named by the articles, not placed on the map."


def test_a_name_says_its_language_its_data_set_and_its_years(tmp_path):
    names = [
        {
            "toponym": "Верный",
            "lang": "ru",
            "citations": [{"label": "GeoNames"}],
            "when": {"timespans": [{"start": {"in": "1867"}, "end": {"in": "1921"}}]},
        },
        {"toponym": "阿拉木图", "lang": "zh", "citations": [{"label": "Unicode CLDR"}]},
        {"toponym": "Almatı", "lang": "kk-Latn", "citations": [{"label": "GeoNames"}]},
    ]
    atlas = made(tmp_path, places=collection(almaty() | {"names": names}, zhetysu()))
    found = cards.place_facts(atlas, atlas.places["almaty"])["names"]
    assert found == [["Верный", "ru", 0, "1867–1921"], ["阿拉木图", "zh", 1], ["Almatı", "kk-Latn", 0]]
    known = words_of(atlas)
    assert known["citations"] == ["GeoNames", "Unicode CLDR"]
    assert [known["languages"][lang] for _, lang, *_ in found[:2]] == ["Russian", "Chinese"]


def test_the_names_in_the_language_of_the_page_stand_first(tmp_path):
    names = [
        {"toponym": toponym, "lang": lang, "citations": [{"label": "GeoNames"}]}
        for toponym, lang in [("ألماتي", "ar"), ("Almaty", "en"), ("Алматы", "kk"), ("Alma-Ata", "en-GB")]
    ]
    atlas = made(tmp_path, places=collection(almaty() | {"names": names}, zhetysu()))
    found = cards.place_facts(atlas, atlas.places["almaty"])["names"]
    assert [name for name, *_ in found] == ["Almaty", "Alma-Ata", "ألماتي", "Алматы"]


# ---- the shipped atlas ---------------------------------------------------------------
def test_every_shipped_card_shows_every_passage_word_for_word(shipped):
    for record in shipped.archive.records:
        found = cards.card(shipped, record, None)
        assert [q["exact"] for q in found["quotes"]] == [p.quote.exact for p in record.passages]
        assert [q["at"] for q in found["quotes"]] == [
            [p.position.start, p.position.end] for p in record.passages
        ]
        assert found["quotes"] and found["source"] == record.source and found["topics"], record.id
        assert found["date"] == record_date(record)
        assert found.get("amount", "") == (amount_words(record.amount) if isinstance(record, Figure) else "")


def test_every_shipped_card_at_a_place_names_the_passages_that_put_it_there(shipped):
    for record in shipped.archive.records:
        for link in record.places:
            why = cards.why_here(shipped, record, link.id)
            assert why["passages"], (record.id, link.id)
            assert all("where" in record.passages[n - 1].supports for n in why["passages"])
            assert why["role"] == link.role and why["rule"] in RULES
            assert len(why.get("named", [])) <= cards.MOST_NAMED


def test_every_shipped_place_counts_all_its_readings(shipped):
    for place in shipped.places.values():
        found, mentions = cards.place_facts(shipped, place), shipped.mentions_of[place.id]
        assert found["readings"].startswith(f"Named {len(mentions)} time")
        numbers = [int(words.rpartition(" ")[2]) for words in found["readings"].rstrip(".").split(", ")]
        assert sum(numbers) == len(mentions), place.id
        printed = list(dict.fromkeys(found["printed"]))
        assert printed == found["printed"] and set(printed) <= {m.passage.quote.exact for m in mentions}
        forms = len({m.passage.quote.exact for m in mentions})
        assert len(printed) == min(cards.MOST_PRINTED, forms), place.id
        assert len(found.get("named", [])) <= cards.MOST_MENTIONS


def test_every_shipped_card_and_place_is_plain_values(shipped):
    for record in shipped.archive.records:
        found = cards.card(shipped, record, None)
        assert json.loads(json.dumps(found)) == found
    for place in shipped.places.values():
        found = cards.place_facts(shipped, place)
        assert json.loads(json.dumps(found)) == found
