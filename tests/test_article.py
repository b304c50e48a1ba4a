"""An article file: what its values mean, and every way in which they can be wrong."""

from datetime import date
from decimal import Decimal

import pytest

from events.record import Event, Figure, Investment, PlaceLink
from events.selector import CONTEXT, TextPositionSelector
from events.when import When
from tests.making import (
    ARTICLE,
    EVENT,
    MENTIONS,
    OPENED,
    SOURCE,
    faults_of,
    make_atlas,
    mention,
    read_archive,
    swap,
    words,
)

ONE = "events/records/one.toml"
OPENS, COST = f"{ONE}: event[1] one-bridge-opens", f"{ONE}: investment[1] one-bridge-cost"
VISITORS, TOLD = f"{ONE}: figure[1] one-visitors", f"{ONE}: source one"


def test_an_article_reads_as_its_source_its_mentions_and_its_records(tmp_path):
    archive, lines = read_archive(make_atlas(tmp_path))
    assert lines == []
    assert [source.id for source in archive.sources] == ["one"]
    assert [(m.place, m.reading) for m in archive.mentions] == [
        ("almaty", "about"),
        ("almaty", "where"),
        ("zhetysu", "base"),
    ]
    assert [(r.kind, r.id) for r in archive.records] == [
        ("event", "one-bridge-opens"),
        ("investment", "one-bridge-cost"),
        ("figure", "one-visitors"),
    ]


def test_an_event_holds_what_its_table_says(tmp_path):
    event = read_archive(make_atlas(tmp_path))[0].records[0]
    assert isinstance(event, Event)
    assert (event.source, event.type, event.title) == ("one", "decision", "A bridge opens")
    assert event.when == When("2019-05-12", date(2019, 5, 12), date(2019, 5, 12))
    assert event.when_words == "May\u00a012"
    assert event.places == (PlaceLink("almaty", "where"),)
    assert (event.topics, event.actors) == (("roads",), ("the mayor",))
    assert event.passages[0].quote.exact == OPENED
    assert event.passages[0].position == TextPositionSelector(45, 94)
    assert event.voices == ("author", "official")


def test_an_investment_holds_its_sum_exactly(tmp_path):
    cost = read_archive(make_atlas(tmp_path))[0].records[1]
    assert isinstance(cost, Investment)
    assert (cost.amount.value_min, cost.amount.value_max) == (Decimal(5_000_000), Decimal(5_000_000))
    assert (cost.amount.currency, cost.as_of.edtf) == ("USD", "2018")
    assert (cost.parties, cost.status, cost.projects) == ((), "", None)


def test_a_figure_holds_its_number_and_unit(tmp_path):
    figure = read_archive(make_atlas(tmp_path))[0].records[2]
    assert type(figure) is Figure
    assert (figure.amount.unit, figure.amount.qualifier, figure.as_of) == ("people", "about", None)


def test_a_source_holds_its_own_words_and_what_they_leave_out(tmp_path):
    (source,) = read_archive(make_atlas(tmp_path))[0].sources
    assert source.title.quote.exact == "Bridge opens in Almaty"
    assert (source.title.voice, source.title.supports) == ("author", ("what",))
    assert source.published.quote.exact == "12\u2009May 2019"
    assert source.published_when.earliest == date(2019, 5, 12)
    assert source.absent == (("publisher", "the text names no publisher"),)
    assert (source.publisher, source.authors, source.note) == (None, (), None)


def test_a_source_holds_its_publisher_and_its_authors_in_their_order(tmp_path):
    said = [f"{{ {words(name)} }}" for name in ("the mayor", "Zhetysu", "the city")]
    byline = f'language = "en"\npublisher = {said[2]}\nauthors = [{said[1]}, {said[0]}]'
    folder = make_atlas(tmp_path, article=swap(ARTICLE, 'language = "en"', byline))
    (source,) = read_archive(folder)[0].sources
    assert faults_of(folder, folder / "texts") == []
    assert source.publisher.quote.exact == "the city"
    assert [author.quote.exact for author in source.authors] == ["Zhetysu", "the mayor"]


@pytest.mark.parametrize(
    ("reading", "voice"), [("caption", "caption"), ("headline", "caption"), ("about", "author")]
)
def test_a_name_in_a_caption_or_a_headline_speaks_as_one(tmp_path, reading, voice):
    article = swap(ARTICLE, 'reading = "base"', f'reading = "{reading}"')
    mentions = read_archive(make_atlas(tmp_path, article=article))[0].mentions
    assert mentions[-1].passage.voice == voice


def test_an_inferred_date_is_kept_with_its_reason_and_apart_from_the_printed_one(tmp_path):
    inferred = 'inferred = { when = "2019-05", reason = "the dateline" }\nplaces = [{ id = "zhetysu"'
    article = swap(ARTICLE, 'places = [{ id = "zhetysu"', inferred)
    article = swap(article, 'supports = ["where"]', 'supports = ["where", "inferred"]')
    folder = make_atlas(tmp_path, article=article)
    figure = read_archive(folder)[0].records[2]
    assert faults_of(folder) == []
    assert (figure.when, figure.inferred.when.edtf, figure.inferred.reason) == (
        None,
        "2019-05",
        "the dateline",
    )


def test_a_note_of_the_editors_is_kept_apart_from_the_article(tmp_path):
    note = 'language = "en"\nnote = { text = "Ours.", url = "https://example.org/" }'
    (source,) = read_archive(make_atlas(tmp_path, article=swap(ARTICLE, 'language = "en"', note)))[0].sources
    assert (source.note.text, source.note.url) == ("Ours.", "https://example.org/")


WORDS = "is not one of the words for this field"

FAULTS = {
    "id is no slug": (
        'id = "one-bridge-opens"',
        'id = "Bridge-opens"',
        f'{ONE}: event[1] Bridge-opens: id: "Bridge-opens" is not a slug; '
        "write small letters, digits and single hyphens",
    ),
    "id of another record": (
        'id = "one-visitors"',
        'id = "one"',
        f'{ONE}: figure[1] one: id: "one" is an id twice; also in {TOLD}',
    ),
    "type of another kind": (
        'type = "people"',
        'type = "peeple"',
        f'{VISITORS}: type: "peeple" {WORDS}; write people',
    ),
    "type of no kind": (
        'type = "sum"',
        'type = "quantity"',
        f'{COST}: type: "quantity" {WORDS}; write sum, projects, factories, land, trade, share, rank, plan',
    ),
    "topic": (
        'topics = ["roads"]',
        'topics = ["raods"]',
        f'{OPENS}: topics: "raods" is not known; write roads',
    ),
    "topic without likeness": (
        'topics = ["money"]',
        'topics = ["x"]',
        f'{COST}: topics: "x" is not known; write roads, money',
    ),
    "no topic": (
        'topics = ["money"]',
        "topics = []",
        f'{COST}: topics: "" is missing; write topics',
    ),
    "no title": (
        'title = "A bridge opens"',
        'title = ""',
        f'{OPENS}: title: "" is missing; write title',
    ),
    "place": (
        'places = [{ id = "almaty"',
        'places = [{ id = "almatty"',
        f'{OPENS}: places: "almatty" is not known; write almaty',
    ),
    "role": (
        'role = "where"',
        'role = "were"',
        f'{OPENS}: places.role: "were" {WORDS}; write where',
    ),
    "reading": (
        'reading = "base"',
        'reading = "basis"',
        f'{ONE}: mentions.zhetysu[1]: reading: "basis" {WORDS}; write base',
    ),
    "part": (
        'kind = "dateline"',
        'kind = "date"',
        f'{TOLD}: part[2].kind: "date" {WORDS}; write dateline',
    ),
    "voice": (
        'voice = "official"',
        'voice = "offical"',
        f'{OPENS}: passage[2].voice: "offical" {WORDS}; write official',
    ),
    "supported field": (
        'supports = ["what", "amount"]',
        'supports = ["what", "amount", "amonut"]',
        f'{VISITORS}: passage[1].supports: "amonut" {WORDS}; write amount',
    ),
    "date": (
        'when = "2019-05-12"',
        'when = "1989-13"',
        f'{OPENS}: when: "1989-13" is not an EDTF date; month 13; write 1989 or 1989-XX',
    ),
    "reversed date": (
        'when = "2019-05-12"',
        'when = "2019-05-12/2018"',
        f'{OPENS}: when: "2019-05-12/2018" ends before it begins; '
        "swap the ends (2019-05-12 is after 2018-12-31)",
    ),
    "date of a sum": (
        'as_of = "2018"',
        'as_of = "in 2018"',
        f'{COST}: amount.as_of: "in 2018" is not an EDTF date; '
        "write 2019, 2019-09, 2019-09-21 or an interval as 2018-07/2019-09",
    ),
    "date of publication": (
        'edtf = "2019-05-12"',
        'edtf = "12.05.2019"',
        f'{TOLD}: published.edtf: "12.05.2019" is not an EDTF date; '
        "write year, month, day as in 2019-09-21, or only what the text gives",
    ),
    "inferred date": (
        'title = "A bridge opens"',
        'title = "A bridge opens"\ninferred = { when = "2019-02-30", reason = "" }',
        f'{OPENS}: inferred.when: "2019-02-30" is not an EDTF date; '
        "day 30 is not in that month; write 2019-02",
    ),
    "date words of no passage": (
        r'when_words = "May\u00A012"',
        'when_words = "May 12"',
        f'{OPENS}: when_words: "May 12" contradicts another field; copy the date words out of a passage',
    ),
    "date words without a date or a passage": (
        'title = "People at the opening"',
        'title = "People at the opening"\nwhen_words = "300"',
        f'{VISITORS}: when: "People at the opening" rests on no passage; '
        'add a passage with supports = ["when"]',
    ),
    "small currency": (
        'currency = "USD"',
        'currency = "usd"',
        f'{COST}: amount.currency: "usd" is not an ISO 4217 code; write USD, if that is meant',
    ),
    "no currency": (
        'currency = "USD"',
        'currency = "$"',
        f'{COST}: amount.currency: "$" is not an ISO 4217 code; write a code such as USD',
    ),
    "smallest above largest": (
        "min = 300",
        "min = 301",
        f'{VISITORS}: amount: "301" is not an amount; the smallest value is above the largest',
    ),
    "amount of nothing": (
        'amount = { min = 300, max = 300, unit = "people", qualifier = "about" }',
        'amount = { unit = "people" }',
        f'{VISITORS}: amount: "None" is not an amount; neither a number nor the words for one',
    ),
    "end out of step": (
        "end = 94",
        "end = 95",
        f'{OPENS}: passage[1].end: "95" contradicts another field; 49 code points; run atlas quote again',
    ),
    "end before start": (
        "start = 45, end = 94",
        "start = 94, end = 45",
        f'{OPENS}: passage[1].end: "45" contradicts another field; 49 code points; run atlas quote again',
    ),
    "date without a passage": (
        'supports = ["what", "when", "where", "actors"]',
        'supports = ["what", "where", "actors"]',
        f'{OPENS}: when: "A bridge opens" rests on no passage; add a passage with supports = ["when"]',
    ),
    "place without a passage": (
        'supports = ["where"]',
        'supports = ["what"]',
        f'{VISITORS}: where: "People at the opening" rests on no passage; '
        'add a passage with supports = ["where"]',
    ),
    "actor without a passage": (
        'supports = ["what", "when", "where", "actors"]',
        'supports = ["what", "when", "where"]',
        f'{OPENS}: actors: "A bridge opens" rests on no passage; add a passage with supports = ["actors"]',
    ),
    "amount without a passage": (
        'supports = ["what", "amount"]',
        'supports = ["what"]',
        f'{VISITORS}: amount: "People at the opening" rests on no passage; '
        'add a passage with supports = ["amount"]',
    ),
    "year of a sum without a passage": (
        'supports = ["what", "amount", "as_of"]',
        'supports = ["what", "amount"]',
        f'{COST}: as_of: "The bridge cost five million dollars" rests on no passage; '
        'add a passage with supports = ["as_of"]',
    ),
    "parties without a passage": (
        'topics = ["money"]',
        'topics = ["money"]\nparties = ["the city"]',
        f'{COST}: parties: "The bridge cost five million dollars" rests on no passage; '
        'add a passage with supports = ["parties"]',
    ),
    "status without a passage": (
        'topics = ["money"]',
        'topics = ["money"]\nstatus = "paid"',
        f'{COST}: status: "The bridge cost five million dollars" rests on no passage; '
        'add a passage with supports = ["status"]',
    ),
    "projects without a passage": (
        'topics = ["money"]',
        'topics = ["money"]\nprojects = 55',
        f'{COST}: projects: "The bridge cost five million dollars" rests on no passage; '
        'add a passage with supports = ["projects"]',
    ),
    "inferred date without a passage": (
        'topics = ["money"]',
        'topics = ["money"]\ninferred = { when = "2018", reason = "the next line" }',
        f'{COST}: inferred: "The bridge cost five million dollars" rests on no passage; '
        'add a passage with supports = ["inferred"]',
    ),
}
"""What is swapped in the article of ``making``, and the one line that the atlas is refused with."""


@pytest.mark.parametrize(("old", "new", "line"), FAULTS.values(), ids=FAULTS)
def test_a_fault_of_an_article_is_the_one_line_that_names_it(tmp_path, old, new, line):
    folder = make_atlas(tmp_path, article=swap(ARTICLE, old, new))
    assert faults_of(folder) == [line]


def quoted(exact: str, prefix: str = "", suffix: str = "") -> str:
    """The article with a second event that quotes words at the start of the text."""
    toml = f'exact = "{exact}", prefix = "{prefix}", suffix = "{suffix}", start = 0, end = {len(exact)}'
    return ARTICLE + (
        '[[event]]\nid = "one-quote"\ntype = "statement"\ntitle = "A quote"\ntopics = ["roads"]\n'
        f'passage = [{{ {toml}, voice = "author", supports = ["what"] }}]\n'
    )


QUOTE = f"{ONE}: event[2] one-quote: passage[1]"
SIXTY = " ".join(["word"] * 60)
BEGINS = f"{SIXTY[:79]}…"


@pytest.mark.parametrize(
    ("article", "lines"),
    [
        (quoted(SIXTY), []),
        (
            quoted(SIXTY + " word"),
            [f'{QUOTE}: "{BEGINS}" is too long for a quote; 61 words with its context; the most is 60'],
        ),
        (
            quoted(SIXTY, prefix="one ", suffix=" more"),
            [f'{QUOTE}: "{BEGINS}" is too long for a quote; 62 words with its context; the most is 60'],
        ),
        (quoted("word", "x" * CONTEXT, "y" * CONTEXT), []),
        (
            quoted("word", prefix="x" * 33),
            [f'{QUOTE}.prefix: "{"x" * 33}" is too long for a quote; the most is 32 characters'],
        ),
        (
            quoted("word", suffix="y" * 33),
            [f'{QUOTE}.suffix: "{"y" * 33}" is too long for a quote; the most is 32 characters'],
        ),
        (quoted("  "), [f'{QUOTE}: "  " is not in the source; copy it with atlas quote']),
        (quoted(""), [f'{QUOTE}: "" is not in the source; copy it with atlas quote']),
    ],
    ids=[
        "60 words",
        "61 words",
        "62 with context",
        "32",
        "prefix of 33",
        "suffix of 33",
        "spaces",
        "nothing",
    ],
)
def test_a_quote_has_at_most_sixty_words_and_little_context(tmp_path, article, lines):
    assert faults_of(make_atlas(tmp_path, article=article)) == lines


def test_a_record_without_a_passage_is_refused_for_every_field_it_fills(tmp_path):
    bare = EVENT[: EVENT.index("passage = [")]
    folder = make_atlas(tmp_path, article=SOURCE + MENTIONS + bare)
    assert faults_of(folder) == [
        f'{OPENS}: {field}: "A bridge opens" rests on no passage; add a passage with supports = ["{field}"]'
        for field in ("what", "when", "where", "actors")
    ] + [
        rf'{OPENS}: when_words: "May\u00a012" contradicts another field; copy the date words out of a passage'
    ]


def test_the_same_id_in_two_articles_names_both(tmp_path):
    two = swap(SOURCE, 'id = "one"', 'id = "two"') + EVENT
    folder = make_atlas(tmp_path, more={"events/records/two.toml": two})
    assert read_archive(folder)[1] == [
        'events/records/two.toml: event[1] one-bridge-opens: id: "one-bridge-opens" is an id twice; '
        f"also in {OPENS}"
    ]


def test_the_same_source_twice_names_both(tmp_path):
    folder = make_atlas(tmp_path, more={"events/records/two.toml": SOURCE})
    assert read_archive(folder)[1] == [
        f'events/records/two.toml: source one: id: "one" is an id twice; also in {TOLD}'
    ]


def test_all_faults_of_a_file_are_named_in_one_go_in_the_order_of_the_file(tmp_path):
    article = ARTICLE
    for old, new in [
        ('kind = "dateline"', 'kind = "x"'),
        ('reading = "base"', 'reading = "x"'),
        ('role = "where"', 'role = "x"'),
        ('when = "2019-05-12"', 'when = "x"'),
        ('currency = "USD"', 'currency = "x"'),
        ("min = 300", "min = 400"),
        ('supports = ["where"]', "supports = []"),
    ]:
        article = swap(article, old, new)
    found = [line.split(' "')[0] for line in faults_of(make_atlas(tmp_path, article=article))]
    assert found == [
        f"{TOLD}: part[2].kind:",
        f"{ONE}: mentions.zhetysu[1]: reading:",
        f"{OPENS}: places.role:",
        f"{OPENS}: when:",
        f"{COST}: amount.currency:",
        f"{VISITORS}: amount:",
        f"{VISITORS}: where:",
    ]


def test_a_file_that_cannot_be_read_hides_no_fault_of_another(tmp_path):
    broken = {"events/records/two.toml": "x = ", "events/records/three.toml": 'id = "3"'}
    folder = make_atlas(tmp_path, article=swap(ARTICLE, '"USD"', '"usd"'), more=broken)
    assert read_archive(folder)[1] == [
        f'{COST}: amount.currency: "usd" is not an ISO 4217 code; write USD, if that is meant',
        'events/records/three.toml: source: source: "source" is missing; write source = …',
        'events/records/three.toml: id: id: "id" is not a field here; remove it',
        'events/records/two.toml: file: "two.toml" is not TOML; Invalid value (at end of document)',
    ]


def test_a_mention_of_an_unknown_place_suggests_the_nearest(tmp_path):
    article = swap(ARTICLE, "zhetysu = [", f"zhetisu = [{mention('Zhetysu', 'about')}]\nzhetysu = [")
    assert faults_of(make_atlas(tmp_path, article=article)) == [
        f'{ONE}: mentions zhetisu: mentions: "zhetisu" is not known; write zhetysu'
    ]


def test_a_place_that_no_article_prints_is_refused(tmp_path):
    article = swap(ARTICLE, f"zhetysu = [\n  {mention('Zhetysu', 'base')},\n]\n", "")
    assert faults_of(make_atlas(tmp_path, article=article)) == [
        'geodata/places.geojson: feature[2] zhetysu: id: "zhetysu" rests on no passage; '
        "remove the place, or add the mention that prints it"
    ]
