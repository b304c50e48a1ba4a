"""The words that the browser fetches once: every id that a panel may get has its words here."""

import json
from dataclasses import replace

import pytest

from dashboard import words
from dashboard.scene import scene
from dashboard.view import View
from events.record import KINDS, NAME_KINDS, READINGS, ROLES, TYPES, VOICES
from events.source import PARTS, EditorsNote
from geodata import atlas as atlas_module
from geodata.query import FACETS
from tests.making import ARTICLE, TOPICS, make_atlas, swap
from tests.making import words as located


def made(tmp_path, *swaps, **pieces):
    """The small atlas with pieces of its article replaced."""
    article = ARTICLE
    for old, new in swaps:
        article = swap(article, old, new)
    return atlas_module.load(make_atlas(tmp_path, article=article, **pieces))


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    return atlas_module.load(make_atlas(tmp_path_factory.mktemp("one")))


# ---- the atlas as a whole ------------------------------------------------------------
def test_an_atlas_says_what_it_is_and_what_it_holds(one):
    found = words.words(one)
    assert (found["title"], found["summary"]) == (one.archive.title, one.archive.summary)
    assert (found["version"], found["total"], found["placeless"]) == (one.version, 3, 1)
    assert found["years"] == "2018–2019"


def test_the_shipped_atlas_says_what_it_holds(shipped):
    found, records = words.words(shipped), shipped.archive.records
    assert (found["total"], found["placeless"]) == (len(records), sum(not r.places for r in records))
    assert found["years"] == "–".join(map(str, shipped.columns.year_range))


def test_an_atlas_without_a_date_says_so_in_place_of_years(tmp_path):
    undated = swap(ARTICLE, 'when = "2019-05-12"\n', "")
    undated = swap(undated, ', as_of = "2018" }', " }").replace('"amount", "as_of"', '"amount"')
    atlas = atlas_module.load(make_atlas(tmp_path, article=undated))
    assert words.words(atlas)["years"] == "no date in the text"


def test_an_atlas_of_one_year_names_it_once(tmp_path):
    atlas = made(tmp_path, ('when = "2019-05-12"', 'when = "2018-05-12"'))
    assert words.words(atlas)["years"] == "2018"


def test_the_words_are_plain_values_that_json_keeps_as_they_are(one, shipped):
    for atlas in (one, shipped):
        found = words.words(atlas)
        assert json.loads(json.dumps(found, allow_nan=False)) == found | {"facets": dict(found["facets"])}


# ---- what panels look up by id -------------------------------------------------------
def test_every_option_of_every_facet_has_a_title_in_the_order_of_its_counts(shipped):
    answer = shipped.columns.ask(View().query)
    facets = words.words(shipped)["facets"]
    assert list(facets) == list(FACETS)
    for facet in FACETS:
        assert [o["id"] for o in facets[facet]["options"]] == list(answer.option_counts(facet))
        assert facets[facet]["title"] and all(o["title"] for o in facets[facet]["options"])


def test_options_say_what_they_mean_where_somebody_defined_it(one):
    assert words.options(one, "topic") == [
        {"id": "roads", "title": "Roads and bridges", "hint": "What people travel on."},
        {"id": "money", "title": "Money", "hint": "What it costs."},
    ]
    assert words.options(one, "source") == [{"id": "one", "title": "Bridge opens (12 May 2019)", "hint": ""}]
    assert {o["id"]: o["hint"] for o in words.options(one, "voice")} == VOICES
    assert {o["id"]: o["title"] for o in words.options(one, "kind")} == {
        "event": "Events", "investment": "Investments", "figure": "Figures",
    }  # fmt: skip


def test_every_vocabulary_of_the_records_has_its_words(one):
    found = words.words(one)
    assert (found["voices"], found["roles"], found["readings"]) == (VOICES, ROLES, READINGS)
    assert set(found["name_kinds"]) == set(NAME_KINDS) and all(
        n["title"] for n in found["name_kinds"].values()
    )
    assert set(found["parts"]) == set(PARTS) and all(found["parts"].values())
    assert set(KINDS) == set(TYPES) == set(words.KIND_TITLES)


def test_titles_that_are_our_own_stand_before_the_definitions_of_parts(one):
    assert words.words(one)["parts"]["headline"] == "Headline of another story"
    assert words.words(one)["parts"]["furniture"] == PARTS["furniture"]


def ids(panel, rows):
    """What panels name by id or number: articles, topics, voices, roles, readings, parts, places."""
    place = panel.get("place", {})
    yield from (("places", number) for row in rows["rows"] for number in row.get("places", []))
    for chips in (rows["unplaced"], rows["found"], place.get("within", {}), panel.get("busiest", {})):
        yield from (("places", number) for number, _ in chips.get("places", []))
    yield from (("places", number) for number in (rows["place"], place.get("part_of")) if number is not None)
    for _, lang, citation, *_ in place.get("names", []):
        yield from (("languages", lang), ("citations", citation))
    for card in [*place.get("cards", []), *([panel["card"]] if "card" in panel else [])]:
        yield "sources", card["source"]
        yield from (("topics", topic) for topic in card["topics"])
        yield from (("voices", quote["voice"]) for quote in card["quotes"])
        yield from (("parts", quote["part"]) for quote in card["quotes"] if "part" in quote)
        yield from (("places", number) for number, _ in card.get("places", []))
        yield from (("roles", role) for _, role in card.get("places", []))
        yield from (("roles", card["why"]["role"]) for _ in "1" if "why" in card)
        yield from (("rules", card["why"]["rule"]) for _ in "1" if "why" in card)
    for quote in place.get("named", []):
        yield "sources", quote["source"]
        yield "voices", quote["voice"]
        yield "readings", quote["reading"]
        yield from (("parts", quote["part"]) for _ in "1" if "part" in quote)


def test_every_id_that_a_panel_of_the_shipped_atlas_names_has_its_words(shipped):
    known, named = words.words(shipped), set()
    views = [View(), *(View(place=p) for p in shipped.places), *(View(record=r) for r in shipped.records)]
    views += [View(text=place.title) for place in shipped.places.values()]
    for view in views:
        found = scene(shipped, view)
        named |= set(ids(found.panel | {"place": found.facts | found.panel.get("place", {})}, found.rows))
    known |= {numbered: range(len(known[numbered])) for numbered in ("places", "citations")}
    assert [(what, given) for what, given in named if given not in known[what]] == []
    told = {"sources", "topics", "voices", "roles", "readings", "parts", "rules"}
    assert {what for what, _ in named} == told | {"places", "languages", "citations"}


def test_a_place_is_told_by_its_number_in_the_layer(shipped):
    found = words.words(shipped)
    assert found["places"] == [[place.id, place.title] for place in shipped.gazetteer.places]
    assert [shipped.numbers[place] for place, _ in found["places"]] == list(range(len(shipped.places)))
    assert len(found["places"]) == len(shipped.places) > 20


def test_every_language_and_data_set_of_a_name_is_told_once(shipped):
    found, names = words.words(shipped), [n for p in shipped.gazetteer.places for n in p.names]
    assert len(set(found["citations"])) == len(found["citations"])
    assert all(found["citations"][shipped.citations[name.citation]] == name.citation for name in names)
    assert set(found["languages"]) == {name.lang for name in names}
    assert all(said and said != lang for lang, said in found["languages"].items())
    assert found["languages"]["ru"] == "Russian"


# ---- a source ------------------------------------------------------------------------
def test_a_source_is_cited_from_its_own_words_and_says_what_it_lacks(one):
    source = one.archive.sources[0]
    cited = "“Bridge opens in Almaty”, 12 May 2019"
    assert words.cited(source) == cited
    assert words.citation(source) == {
        "id": "one",
        "label": "Bridge opens (12 May 2019)",
        "file": "one.txt",
        "title": "Bridge opens in Almaty",
        "publisher": "",
        "authors": "",
        "date": "12 May 2019",
        "cited": cited,
        "absent": ["the text names no publisher"],
        "note": "",
        "url": "",
    }


def test_a_source_that_says_nothing_of_itself_is_cited_by_its_label(tmp_path):
    title = f"title = {{ {located('Bridge opens in Almaty')} }}\n"
    published = next(line for line in ARTICLE.splitlines() if line.startswith("published"))
    atlas = made(tmp_path, (title, ""), (published + "\n", ""))
    source = atlas.archive.sources[0]
    assert words.cited(source) == "Bridge opens (12 May 2019), no date in the text"
    assert words.citation(source)["title"] == "Bridge opens (12 May 2019)"


def test_authors_and_publisher_are_named_as_printed(tmp_path):
    found = f"authors = [{{ {located('the mayor')} }}, {{ {located('People from Zhetysu')} }}]\n"
    found += f"publisher = {{ {located('the city')} }}\n"
    absent = 'absent = { publisher = "the text names no publisher" }\n'
    atlas = made(tmp_path, (absent, found))
    source = atlas.archive.sources[0]
    assert words.cited(source) == (
        "the mayor, People from Zhetysu, “Bridge opens in Almaty”, the city, 12 May 2019"
    )
    assert words.citation(source)["authors"] == "the mayor, People from Zhetysu"
    assert (words.citation(source)["publisher"], words.citation(source)["absent"]) == ("the city", [])


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", ""),
        (" https://example.org", ""),
        ("JavaScript:alert('https://')", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("", ""),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(one, url, shown):
    """Whatever passed the reading: here it is looked at once more."""
    found = words.citation(replace(one.archive.sources[0], note=EditorsNote("Identified by us.", url)))
    assert (found["note"], found["url"]) == ("Identified by us.", shown)


# ---- nothing of a filter -------------------------------------------------------------
def test_a_changed_word_of_the_atlas_changes_the_words(one, tmp_path):
    other = atlas_module.load(make_atlas(tmp_path, topics=swap(TOPICS, "One bridge", "Another bridge")))
    before, after = words.words(one), words.words(other)
    assert {name for name in before if before[name] != after[name]} == {"title", "version"}
