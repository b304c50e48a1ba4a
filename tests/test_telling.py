"""After an act the panels alone are told anew: a real server, spoken to as the browser does."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.layout import outside
from dashboard.opening import known
from dashboard.panels import MOST_ACTS, TOLD
from dashboard.view import Parser
from tests.bench import wire
from tests.bench.session import TELLS, Session, drawn, opening
from tests.conftest import ROOT
from tests.serving import serving
from tests.sites import Site
from tests.visiting import PATIENCE, elements, go, panel, run_with, sending, sent, untroubled, visit


def in_a_session(home: str, act: Callable[[Session], Any]) -> Any:
    """What a reader meets who opens the page and does something."""

    async def opened() -> Any:
        async with opening(home) as socket:
            session = Session(socket)
            await session.go("")
            return await act(session)

    return asyncio.run(opened())


def address(params: dict[str, str]) -> dict[str, list[str]]:
    return {name: [value] for name, value in params.items()}


ANSWER = ["add_block", TELLS]
"""What is drawn where the panels alone are told anew: the fragment's own block, and in it what tells."""


def toggle(topic: str, on: bool = True) -> dict[str, Any]:
    return {"do": "toggle", "facet": "topic", "option": topic, "on": on}


@pytest.fixture
def topics(shipped):
    return [topic.id for topic in shipped.archive.topics]


# ---- what crosses --------------------------------------------------------------------
def test_an_act_in_a_panel_is_answered_by_one_message_and_the_address(shipped_site: Site, topics):
    async def act(session):
        for n, (what, query) in enumerate(
            [
                (toggle(topics[0]), f"topic={topics[0]}"),
                ({"do": "page", "page": 2}, f"topic={topics[0]}&page=2"),
                ({"do": "years", "low": 2016, "high": 2018}, f"years=2016..2018&topic={topics[0]}"),
                ({"do": "drop", "facet": "years", "option": ""}, f"topic={topics[0]}"),
                ({"do": "compare", "date": "published"}, f"date=published&topic={topics[0]}"),
                ({"do": "undated", "undated": False}, None),
                ({"do": "search", "text": "camp"}, None),
                ({"do": "clear"}, "date=published"),
                ({"do": "compare", "date": "happened"}, ""),
                ({"do": "record", "id": shipped_site.atlas.archive.records[3].id}, None),
            ],
            1,
        ):
            said = await session.act(what)
            assert list(drawn(said)) == ANSWER, what
            assert query is None or session.query == query
            assert session.shows()["heard"] == n

    in_a_session(shipped_site.home, act)


@pytest.mark.parametrize(
    "what",
    [
        {"do": "place", "id": "almaty"},
        {"do": "show", "show": "about"},
    ],
    ids=lambda what: what["do"],
)
def test_an_act_that_changes_more_than_the_panels_runs_the_page(shipped_site: Site, what):
    async def act(session):
        assert len(list(drawn(await session.act(what)))) > len(ANSWER)
        assert session.shows()["heard"] == 1
        assert session.query

    in_a_session(shipped_site.home, act)


def test_the_downloads_are_there_again_when_something_is_left_again(shipped_site: Site, shipped):
    """What the filters leave of no record cannot be downloaded: the buttons stand outside the panels."""

    def disabled(said):
        found = [one.delta.new_element for one in said if "download_button" in wire.kind_of(one)]
        return [one.download_button.disabled for one in found]

    none = next(
        (voice, topic.id)
        for voice in ("hearsay", "company", "witness")
        for topic in shipped.archive.topics
        if not any(topic.id in r.topics and voice in r.voices for r in shipped.archive.records)
    )

    async def act(session):
        await session.act({"do": "toggle", "facet": "voice", "option": none[0], "on": True})
        assert disabled(await session.act(toggle(none[1]))) == [True, True]
        assert disabled(await session.act({"do": "clear"})) == [False, False]

    in_a_session(shipped_site.home, act)


def test_on_another_page_an_act_is_answered_by_one_message_too(shipped_site: Site, topics):
    async def act(session):
        await session.act({"do": "show", "show": "investments"})
        before = session.shows()["shown"]["investments"]
        assert list(drawn(await session.act(toggle(topics[0])))) == ANSWER
        assert session.shows()["shown"]["investments"] != before

    in_a_session(shipped_site.home, act)


def test_an_atlas_that_changed_meanwhile_is_opened_by_the_next_act(tmp_path: Path, topics):
    folder = tmp_path / "atlas"
    for part in ("events", "geodata"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("*.py", "__pycache__"))

    async def act(session):
        before = session.shows()["version"]
        taxonomy = folder / "events" / "topics.toml"
        taxonomy.write_text(taxonomy.read_text("utf-8") + "\n# read again\n", "utf-8")
        said = await session.act(toggle(topics[0]))
        while session.shows()["version"] == before:  # it looks once in a moment
            await asyncio.sleep(0.1)
            said = await session.act({"do": "page", "page": 1})
        assert len(list(drawn(said))) > len(ANSWER)
        assert session.query == f"topic={topics[0]}"

    with serving(folder, tmp_path) as home:
        in_a_session(home, act)


def beside(page: AppTest) -> list[bytes]:
    """Everything that the page sends but what its panels are told; what a button would fetch is made then."""
    told, found = panel(page, TOLD), []
    for proto in elements(page):
        same = type(proto)()
        same.CopyFrom(proto)
        if hasattr(same, "deferred_file_id"):
            same.deferred_file_id = ""
        found += [same.SerializeToString(deterministic=True)] if proto is not told else []
    return found


@pytest.mark.parametrize(
    "base",
    [{}, {"place": "almaty"}, {"years": "2016..2019"}, {"show": "timeline"}, {"show": "investments"}],
    ids=str,
)
def test_what_stands_outside_the_panels_is_the_same_under_what_they_alone_depend_on(page, shipped, base):
    """Or a reader would see a widget of before: an act that changes nothing else never draws it again."""
    go(page, **base)
    before, view = beside(page), outside(Parser(known(shipped)).view(address(base)))
    assert len(before) > 5
    inside = {
        "topic": shipped.archive.topics[0].id, "kind": "event", "voice": "official",
        "source": shipped.archive.sources[0].id, "record": shipped.archive.records[0].id, "page": "2",
        "q": "camp", "years": "2017..2018", "date": "published", "rule": "inside", "undated": "kept",
    }  # fmt: skip
    others = {"place": "xinjiang", "every": "topic"}
    for name, value in (inside | others).items():
        given = base | {name: value}
        same = outside(Parser(known(shipped)).view(address(given))) == view
        assert same or name in others, name
        assert not same or beside(go(page, **given)) == before, name


# ---- each act once -------------------------------------------------------------------
def test_acts_that_come_together_are_all_carried_out_in_their_order(shipped_site: Site, topics):
    async def act(session):
        await session.act(*map(toggle, topics[:3]))
        assert session.query == "&".join(f"topic={topic}" for topic in sorted(topics[:3]))
        await session.act({"do": "clear"}, toggle(topics[1]))
        assert session.query == f"topic={topics[1]}"
        await session.act(toggle(topics[0]), {"do": "clear"})
        assert session.query == ""

    in_a_session(shipped_site.home, act)


def test_an_act_that_comes_twice_is_carried_out_once(shipped):
    page = visit()
    topic = shipped.archive.topics[0].id
    flip = {"do": "toggle", "facet": "topic", "option": topic}  # without ``on``, twice is never
    run_with(page, sending(page, [[2, flip]]))
    run_with(page, sending(page, [[2, flip], [3, {"do": "page", "page": 2}]]))
    assert page.query_params.get("topic") == topic
    run_with(page, sending(page, [[1, {"do": "clear"}]]))
    assert page.query_params.get("topic") == topic


@pytest.mark.parametrize(
    "acts",
    ["clear", 7, None, [], {"do": "clear"}, [{"do": "clear"}], [[1]], [["1", {"do": "clear"}]],
     [[True, {"do": "clear"}]], [[9, ["clear"]]], [[9, {"do": "clear"}, 1]], [[1.5, {"do": "clear"}]]],
    ids=str,
)  # fmt: skip
def test_what_is_no_numbered_act_changes_nothing(page, acts):
    go(page, kind="event")
    run_with(page, sending(page, acts))
    assert page.query_params == {"kind": "event"}


def test_of_too_many_acts_the_last_are_carried_out(shipped):
    page = visit()
    topics = [topic.id for topic in shipped.archive.topics][:2]
    first = [[1, {"do": "toggle", "facet": "topic", "option": topics[0]}]]
    rest = [[1 + n, {"do": "page", "page": 1}] for n in range(1, MOST_ACTS)]
    last = [[1 + MOST_ACTS, {"do": "toggle", "facet": "topic", "option": topics[1]}]]
    run_with(page, sending(page, first + rest + last))
    assert page.query_params == {"topic": topics[1]}
    assert sent(page, "head")["active"] == [["topic", topics[1]]]


# ---- what fails ----------------------------------------------------------------------
def failing_once():
    import streamlit as st

    from dashboard import guard

    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    guard.say_what_failed()
    if st.session_state["runs"] == 1:
        with guard.or_anew("the panels"):
            raise RuntimeError("planted")


def failing_first():
    import streamlit as st

    from dashboard import guard

    guard.begin()
    runs = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
    with guard.part("a part"):
        assert runs > 1
    st.session_state["failed"] = guard.has_failed()


def test_a_failure_that_is_still_told_is_taken_away_by_a_run_of_the_page():
    """The panels alone would leave the sentence where it stands."""
    page = AppTest.from_function(failing_first, default_timeout=PATIENCE).run()
    assert (len(page.error), page.session_state["failed"]) == (1, True)
    untroubled(page.run())
    assert (len(page.error), page.session_state["failed"]) == (0, False)


def test_what_fails_while_the_panels_are_told_is_said_by_a_run_of_the_page(caplog):
    page = AppTest.from_function(failing_once, default_timeout=PATIENCE).run()
    assert page.session_state["runs"] == 2
    (error,) = page.error
    assert "planted" not in error.value and "planted" in caplog.text
    assert not untroubled(page.run()).error
