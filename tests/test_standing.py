"""Why a record stands at a place: which words put it there, and by which rule."""

import pytest

from dashboard import cards
from geodata.standing import RULES, standing
from tests.visiting import sent, visit

PLACED = [
    ("002-sauytbay-ruling", "kazakhstan", "otherwise"),  # “a Kazakh court”
    ("001-former-detention", "china", "otherwise"),  # “the Chinese government”
    ("003-kazakh-official-response", "central-asia", "within"),  # Kazakhstan, of Central Asia
    ("000-china-projects", "kazakhstan", "printed"),
]


@pytest.mark.parametrize(("record", "place", "rule"), PLACED)
def test_the_rule_says_how_the_passage_names_the_place(shipped, record, place, rule):
    assert standing(shipped, shipped.records[record], place).rule == rule


def test_every_shipped_placing_has_a_rule_and_passages_that_carry_it(shipped):
    for record in shipped.archive.records:
        for link in record.places:
            found = standing(shipped, record, link.id)
            assert found.rule in RULES and found.passages, (record.id, link.id)
            assert bool(found.mentions) == (found.rule != "otherwise"), (record.id, link.id)


def test_a_printed_name_stands_in_a_passage_of_the_record_and_is_of_the_place(shipped):
    for record in shipped.archive.records:
        for link in record.places:
            found = standing(shipped, record, link.id)
            for mention in found.mentions:
                inside = [p for p in record.passages if p.touches(mention.passage)]
                assert inside and mention.passage.quote.exact in " ".join(p.quote.exact for p in inside)
                assert (mention.place == link.id) == (found.rule == "printed")


def test_a_name_of_another_place_is_no_reason(shipped):
    record = shipped.records["002-sauytbay-ruling"]
    assert {m.place for m in standing(shipped, record, "xinjiang").mentions} <= {"xinjiang"}


def test_the_card_says_why_here_with_the_printed_words_and_their_reading(shipped):
    why = cards.why_here(shipped, shipped.records["000-china-projects"], "kazakhstan")
    assert why["rule"] == "printed" and ["Kazakhstan", "where"] in why["named"]
    assert "certainty" not in why


def test_a_doubtful_outline_is_said_with_the_reason(shipped):
    unsure = {p.id for p in shipped.gazetteer.places if p.certainty != "certain"}
    told = {
        link.id: cards.why_here(shipped, record, link.id).get("certainty")
        for record in shipped.archive.records
        for link in record.places
    }
    assert unsure & set(told)
    assert {place for place, certainty in told.items() if certainty} == unsure & set(told)


def test_the_open_place_sends_why_each_of_its_records_stands_there():
    page = visit(place="xinjiang")
    found = sent(page, "panel")["place"]["cards"]
    assert found and all(card["why"]["rule"] in RULES and card["why"]["passages"] for card in found)
