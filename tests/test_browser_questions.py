"""Where the articles disagree in Chromium: every quote is there, one click leads to the map and back."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from events.quoting import toml_string
from tests.browsing import Reader
from tests.hostile import MADE, PAYLOADS, WINDOW
from tests.making import make_atlas
from tests.serving import serving
from tests.sites import Site

ALL = "kazakhs-in-xinjiang", "sum-of-projects", "line-of-kazakhstan"


def opened(browser: Browser, site: Site, more: str = "", **size) -> Reader:
    reader = Reader(browser, site.home, **size)
    reader.page.goto(f"{site.home}?show=questions{more}")
    sheet(reader).locator("h2").first.wait_for()
    return reader


def sheet(reader: Reader) -> Locator:
    return reader.page.locator("[data-atlas=questions]")


def key(reader: Reader, name: str) -> Locator:
    return reader.page.locator(f"[data-key={name!r}]:visible").first


def test_every_question_opens_with_all_its_quotes_and_their_voices(browser: Browser, shipped_site: Site):
    questions = shipped_site.atlas.archive.questions
    reader = opened(browser, shipped_site)
    expect(sheet(reader).locator(".questions > li")).to_have_count(len(questions))
    key(reader, f"question-{questions[0].id}").click()
    for n, question in enumerate(questions):
        expect(sheet(reader).locator(f"[data-question={question.id!r}]")).to_have_text(question.title)
        records = [shipped_site.atlas.records[a.record] for a in question.answers]
        passages = [p for record in records for p in record.passages]
        quotes = sheet(reader).locator(".answers blockquote mark")
        assert quotes.all_text_contents() == [p.quote.exact for p in passages]
        voices = sheet(reader).locator(".answers .voice")
        assert voices.all_text_contents() == [f"Voice: {p.voice}" for p in passages]
        assert sheet(reader).locator(".answer h3").all_text_contents() == [a.says for a in question.answers]
        assert sheet(reader).locator(".answer .source cite").count() == len(records)
        notes = [r.note for r in records if r.note]
        shown = sheet(reader).locator(".answer .note:not(.senses)").all_text_contents()
        assert shown == [f"Editor’s note. {note}" for note in notes]
        if n + 1 < len(questions):
            key(reader, "question-after").click()
    expect(key(reader, "question-after")).to_be_disabled()
    assert (reader.errors, reader.strangers()) == ([], [])
    reader.close()


def test_one_click_leads_from_a_card_to_its_question_and_back_to_the_map(
    browser: Browser, shipped_site: Site
):
    reader = Reader(browser, shipped_site.home).open("?record=002-kazakhs-in-xinjiang")
    panel = reader.page.locator("[data-atlas=panel]")
    asked = panel.locator(".asked button")
    expect(panel.locator(".asked")).to_contain_text("1 question: How many ethnic Kazakhs live in Xinjiang?")
    asked.click()
    answer = sheet(reader).locator(".answer.on")
    expect(answer).to_have_attribute("data-record", "002-kazakhs-in-xinjiang")
    expect(answer).to_be_focused()
    reader.wait_for_address("question=kazakhs-in-xinjiang")
    key(reader, "map-004-kazakh-chinese-citizens").click()
    reader.map.locator("#map_div[data-ready=yes]").wait_for()
    expect(panel.locator(".card.on")).to_have_attribute("data-record", "004-kazakh-chinese-citizens")
    asked.click()
    expect(answer).to_have_attribute("data-record", "004-kazakh-chinese-citizens")
    assert reader.errors == []
    reader.close()


def test_a_relation_says_its_reason_and_leads_to_the_other_answer(browser: Browser, shipped_site: Site):
    reader = opened(browser, shipped_site, "&question=kazakhs-in-xinjiang")
    first = sheet(reader).locator(".answer").first
    expect(first.locator(".relations li").first).to_have_text(
        "contradicts answer 2 (some 1.5 million): "
        "The same people and region, both in the present tense and without a year."
    )
    key(reader, "relation-002-kazakhs-in-xinjiang-0").click()
    expect(sheet(reader).locator("[data-n='2']")).to_be_focused()
    key(reader, "mark-scale-001-kazakhs-in-xinjiang-nearly").click()
    expect(sheet(reader).locator("[data-n='3']")).to_be_focused()
    said = sheet(reader).locator("svg[role=img]").get_attribute("aria-label") or ""
    assert "linear scale from 0 to 2,000,000" in said
    assert "nearly 2,000,000" in said
    key(reader, "questions-all").click()
    expect(key(reader, "question-kazakhs-in-xinjiang")).to_be_focused()
    reader.close()


def test_an_inferred_origin_is_visibly_ours_and_says_what_it_joins(browser: Browser, shipped_site: Site):
    reader = opened(browser, shipped_site, "&question=sum-of-projects")
    note = sheet(reader).locator(".rests.note")
    expect(note).to_contain_text("Editor’s note, inferred. Answers 1 and 2 count as one origin:")
    expect(note).to_have_css("border-top-style", "dashed")
    readings = sheet(reader).locator(".answer .senses li")
    expect(readings).to_have_count(2)
    expect(readings.last).to_contain_text("our arithmetic, not printed")
    expect(sheet(reader).locator("circle.reading")).to_have_count(2)
    reader.close()


def test_the_total_of_money_says_how_both_ends_come_about(browser: Browser, shipped_site: Site):
    reader = Reader(browser, shipped_site.home)
    reader.page.goto(f"{shipped_site.home}?show=investments")
    total = reader.page.locator(".inv-total")
    expect(total.locator(".inv-sum")).to_have_text("US$27.6\u00a0billion to US$55.2\u00a0billion")
    expect(total.locator("dd").last).to_contain_text("our arithmetic, not printed")
    total.locator("summary").click()
    expect(total.locator("details li")).to_have_count(3)
    total.locator("details li button").first.click()
    expect(reader.page.locator("[data-atlas=investments] .card.on")).to_be_visible()
    expect(total.locator("details")).to_have_attribute("open", "")
    assert reader.errors == []
    reader.close()


def test_an_atlas_without_questions_says_so_with_a_way_out(browser: Browser, fiji_site: Site):
    reader = opened(browser, fiji_site)
    expect(sheet(reader)).to_contain_text("no questions here")
    key(reader, "questions-map").click()
    reader.map.locator("#map_div[data-ready=yes]").wait_for()
    assert reader.errors == []
    reader.close()


def hostile(tmp_path: Path, words: str) -> Path:
    """The small atlas with words in every field of its questions, its origins and its sums."""
    said = toml_string(words)
    question = f"""
[[question]]
id = "q"
title = {said}
why = {said}
settles = {{ record = "one-visitors", why = {said} }}
answer = [{{ record = "one-bridge-opens", says = {said}, scope = {said} }},
  {{ record = "one-bridge-cost", says = {said}, scope = {said} }}]
relation = [{{ from = "one-bridge-cost", kind = "contradicts", to = "one-bridge-opens", reason = {said} }}]
"""
    origin = f'[[origin]]\nid = "o"\ntitle = {said}\nreason = {said}\nrecords = ["one-bridge-cost"]\n'
    reading = f'[[sum.reading]]\nmeans = {said}\nmin = "1"\nmax = "2"\n'
    total = f'[[sum]]\nrecord = "one-bridge-cost"\ncounts = true\nreason = {said}\n{reading * 2}'
    more = {"events/questions.toml": question, "events/origins.toml": origin, "events/sums.toml": total}
    return make_atlas(tmp_path, more=more)


SHORT = [payload for payload in PAYLOADS.values() if len(payload) <= 80 and payload.isprintable()]


def test_script_in_a_question_an_origin_or_a_sum_is_shown_as_text(browser: Browser, tmp_path: Path):
    folder = hostile(tmp_path, SHORT[0])
    with serving(folder, tmp_path) as home:
        reader = Reader(browser, home)
        for n, words in enumerate(SHORT[:4]):
            hostile(tmp_path, words)
            reader.wait_for_a_look()
            reader.page.goto(f"{home}?show=questions&question=q&q={n}")
            expect(sheet(reader).locator("h2")).to_have_text(words)
            for where in (".standfirst", ".answer h3", ".rests b", ".settles p >> nth=0"):
                expect(sheet(reader).locator(where).first).to_have_text(words)
            expect(sheet(reader).locator(".senses li").first).to_contain_text(words)
            reader.page.goto(f"{home}?show=investments&record=one-bridge-cost")
            expect(reader.page.locator(".inv-total li").first).to_contain_text(words)
            assert reader.page.evaluate(f"window.{WINDOW}") is None
        assert not MADE.exists()
        assert reader.strangers() == []
        reader.close()


@pytest.mark.parametrize(
    ("width", "height", "scheme"), [(1440, 900, "light"), (1024, 768, "light"), (390, 844, "dark")]
)
@pytest.mark.parametrize("question", ["", *ALL])
def test_nothing_is_cut_off_and_axe_finds_nothing_serious(
    browser: Browser, shipped_site: Site, question: str, width: int, height: int, scheme: str
):
    more = f"&question={question}" if question else ""
    reader = opened(browser, shipped_site, more, width=width, height=height, scheme=scheme)
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= width
    assert "[object" not in sheet(reader).inner_text()
    assert reader.grave() == []
    assert reader.errors == []
    reader.close()
