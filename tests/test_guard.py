"""What fails on our side: one neutral sentence with an id, the rest of the page; the log has the reason."""

import asyncio
import logging
import re

import pytest
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest
from streamlit.runtime.backend_operation_handler import DeferredFileHandler
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest

from dashboard import guard, panels
from dashboard.downloads import FILES
from dashboard.panels import TOLD
from dashboard.view import SHOWS
from geodata.query import Query
from tests.visiting import (
    APP,
    PANELS,
    PATIENCE,
    click,
    elements,
    event,
    go,
    gone,
    ran_with,
    sent,
    shown,
    untroubled,
)

SECRET = "zq-secret"
PLANTED = f"{SECRET} <b>/home/{SECRET}/file.py</b> ${{x}}"
NEUTRAL = re.compile(re.escape(guard.SAID) + r" ([0-9a-f]{8})\.")
STRANGE = (SECRET, "Traceback", "RuntimeError", 'File "', ".py", "/home", "/work", "/tmp")


def fails(*given, **named):
    raise RuntimeError(PLANTED)


def numbers(page):
    """The ids that the page tells the reader, each in the neutral sentence."""
    return [NEUTRAL.fullmatch(error.value)[1] for error in page.error]


def told(page, caplog):
    """The one failure that the page tells: nothing of it is shown, all of it is in the log."""
    assert list(page.exception) == []
    for element in elements(page):
        text = str(element)
        assert [word for word in STRANGE if word in text] == [], text
    (number,) = numbers(page)
    (noted,) = [r for r in caplog.records if r.name == "passage_atlas" and number in r.getMessage()]
    assert noted.levelno == logging.ERROR
    assert str(noted.exc_info[1]) == PLANTED
    assert "Traceback" in caplog.text and PLANTED in caplog.text
    return number


def parts(page):
    """What is on the page: panels that are told what to show, the map, the widgets."""
    mounted = {element.key for element in page.get("bidi_component")}
    found = set(shown(page)) & mounted if TOLD in mounted else set()
    found |= {button.proto.label for button in page.get("download_button")}
    return found | ({"map"} if page.get("component_instance") else set())


def plant(monkeypatch, where):
    """An exception in a function of the dashboard, or in the component of a panel."""
    if where in panels.NAMES:
        monkeypatch.setitem(panels.MOUNTS, where, fails)
    elif where == TOLD:
        monkeypatch.setattr(panels, "TELLER", fails)
    else:
        monkeypatch.setattr(f"dashboard.{where}", fails)


DOWNLOADS = {"Records (CSV)", "Places (GeoJSON)"}
WHOLE = DOWNLOADS | {"map", *PANELS}


def test_the_parts_that_these_tests_look_for_are_those_of_the_page(page):
    assert parts(page) == WHOLE


# ---- a part of a page ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("where", "left_out"),
    [
        ("assets.page_style", set()),
        ("map.draw", {"map"}),
        ("downloads.buttons", DOWNLOADS),
        ("link.write", set()),
        *((name, {name}) for name in PANELS),
        (TOLD, {*PANELS}),
        ("assets.serve", WHOLE),
        ("app.opened", WHOLE),
        ("opening.atlas_module.version_of", WHOLE),
        ("link.current", WHOLE),
        ("picture.scene", WHOLE),
    ],
)
def test_a_part_that_fails_is_left_out_and_the_others_stay(page, monkeypatch, caplog, where, left_out):
    plant(monkeypatch, where)
    gone(page, kind="event")
    told(page, caplog)
    assert parts(page) == WHOLE - left_out
    monkeypatch.undo()
    assert parts(go(page, kind="event")) == WHOLE


@pytest.mark.parametrize("show", SHOWS[1:])
@pytest.mark.parametrize("planted", ["its data", "its panel"])
def test_another_page_that_fails_leaves_the_way_to_the_others(page, monkeypatch, caplog, show, planted):
    whole = parts(go(page, show=show))
    assert {"head", show} <= whole
    plant(monkeypatch, show if planted == "its panel" else f"pages.{show}.data")
    gone(page, show=show)
    told(page, caplog)
    assert parts(page) == whole - {show}
    ran_with(page, event(page, "head", {"do": "show", "show": "map"}))
    assert parts(untroubled(page)) == WHOLE


def test_the_years_of_a_timeline_whose_data_fail_are_still_set(page, monkeypatch, caplog):
    plant(monkeypatch, "pages.timeline.data")
    gone(page, show="timeline")
    told(page, caplog)
    ran_with(page, event(page, "years", {"do": "years", "low": 2016, "high": 2018}))
    assert page.query_params == {"show": "timeline", "years": "2016..2018"}
    assert sent(page, "years")["range"] == [2016, 2018]


def test_two_parts_that_fail_have_a_number_each(page, monkeypatch, caplog):
    plant(monkeypatch, "map.draw")
    plant(monkeypatch, "list")
    gone(page)
    assert len(set(numbers(page))) == 2
    assert all(number in caplog.text for number in numbers(page))
    assert parts(page) == WHOLE - {"map", "list"}


def test_opening_an_atlas_that_fails_is_told_and_mended_on_the_next_run(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("ATLAS_FOLDER", str(tmp_path))
    monkeypatch.setattr("dashboard.opening.atlas_module.load", fails)
    page = gone(AppTest.from_file(str(APP), default_timeout=PATIENCE))
    told(page, caplog)
    assert parts(page) == set()
    monkeypatch.undo()
    assert parts(untroubled(page.run())) == WHOLE


# ---- a callback ----------------------------------------------------------------------
def by_panel(name, **what):
    return lambda page: ran_with(page, event(page, name, what))


CALLBACKS = {
    "search": by_panel("facets", do="search", text="camp"),
    "range": by_panel("years", do="years", low=2016, high=2018),
    "undated": by_panel("facets", do="undated", undated=True),
    "map": lambda page: ran_with(page, click(page, "almaty")),
    **{name: by_panel(name, do="place", id="almaty") for name in PANELS},
}


def seen(page):
    """What the reader sees of the view."""
    return [sent(page, name) for name in PANELS], page.query_params


@pytest.mark.parametrize("planted", ["link.change", "link.view"])
@pytest.mark.parametrize("act", CALLBACKS.values(), ids=CALLBACKS)
def test_a_callback_that_fails_changes_nothing_and_is_told_once(page, monkeypatch, caplog, act, planted):
    go(page, kind="event")
    before = seen(page)
    with monkeypatch.context() as patch:
        plant(patch, planted)
        act(page)
    told(page, caplog)
    assert seen(page) == before
    assert parts(page) == WHOLE
    untroubled(page.run())
    assert seen(page) == before
    act(page)
    assert untroubled(page).query_params != before[-1]


@pytest.mark.parametrize("show", SHOWS[1:])
def test_an_act_on_another_page_that_fails_changes_nothing(page, monkeypatch, caplog, show):
    go(page, show=show)
    plant(monkeypatch, "link.change")
    ran_with(page, event(page, show, {"do": "show", "show": "map"}))
    told(page, caplog)
    assert page.query_params == {"show": show}
    assert {"head", show} <= parts(page)


def test_a_callback_that_fails_while_years_play_leaves_the_address_to_the_next(page, monkeypatch, caplog):
    ran_with(page, event(page, "years", {"do": "years", "low": 2016, "high": 2016, "playing": True}))
    with monkeypatch.context() as patch:
        plant(patch, "link.acted")
        ran_with(page, event(page, "years", {"do": "years", "low": 2017, "high": 2017, "playing": True}))
    told(page, caplog)
    assert sent(page, "years")["range"] == [2016, 2016]
    ran_with(page, event(page, "panel", {"do": "place", "id": "almaty"}))
    assert untroubled(page).query_params == {"years": "2016..2016", "place": "almaty"}


# ---- Streamlit's own signals ---------------------------------------------------------
def stops():
    import streamlit as st

    from dashboard import guard

    with guard.part("a part"):
        st.text("before")
        st.stop()
    st.text("never")


def reruns():
    import streamlit as st

    from dashboard import guard

    with guard.part("a part"):
        st.session_state["runs"] = st.session_state.get("runs", 0) + 1
        if st.session_state["runs"] < 3:
            st.rerun()
    st.text(f"run {st.session_state['runs']}")


def acts_and_stops():
    import streamlit as st

    from dashboard import guard

    def on_click():
        st.session_state["clicked"] = True
        st.stop()

    st.button("press", on_click=guard.callback(on_click))
    guard.say_what_failed()
    st.text(f"clicked {'clicked' in st.session_state}")


@pytest.mark.parametrize(("script", "said"), [(stops, ["before"]), (reruns, ["run 3"])])
def test_stop_and_rerun_pass_through_a_part(script, said, caplog):
    page = untroubled(AppTest.from_function(script, default_timeout=PATIENCE).run())
    assert [text.value for text in page.text] == said
    assert [r for r in caplog.records if r.name == "passage_atlas"] == []


def test_stop_passes_through_a_callback(caplog):
    page = untroubled(AppTest.from_function(acts_and_stops, default_timeout=PATIENCE).run())
    untroubled(page.button[0].click().run())
    assert "clicked" in page.session_state and guard.FAILED not in page.session_state
    assert [r for r in caplog.records if r.name == "passage_atlas"] == []


def test_what_is_no_exception_passes_through():
    with pytest.raises(KeyboardInterrupt), guard.part("a part"):
        raise KeyboardInterrupt
    with pytest.raises(SystemExit):
        guard.callback(lambda: (_ for _ in ()).throw(SystemExit))()


# ---- downloads -----------------------------------------------------------------------
@pytest.fixture
def asked(page, monkeypatch):
    """What Streamlit does when the reader asks for a file of the page, by its name."""
    registered = {}
    add = MediaFileManager.add_deferred

    def remembered(self, make, mimetype, coordinates, **named):
        registered[named["file_name"]] = make
        return add(self, make, mimetype, coordinates, **named)

    monkeypatch.setattr(MediaFileManager, "add_deferred", remembered)
    go(page, kind="event")
    storage = MemoryMediaFileStorage("/media")
    files = MediaFileManager(storage)

    def ask(name):
        request = BackendOperationRequest(request_id="1")
        number = add(files, registered[f"passage-atlas-{name}"], "text/plain", "here", file_name=name)
        request.deferred_file.file_id = number
        answer = asyncio.run(DeferredFileHandler(lambda: files).handle(request, "session"))
        return answer, storage

    return ask


@pytest.mark.parametrize("name", [file for file, *_ in FILES])
def test_a_download_is_what_the_filters_leave(asked, shipped, name):
    answer, storage = asked(name)
    assert answer.error_msg == ""
    found = storage.get_file(answer.deferred_file.url.removeprefix("/media/").split("?")[0])
    wanted = next(of for file, _, _, of in FILES if file == name)
    assert found.content == wanted(shipped, Query(kind=("event",)))


@pytest.mark.parametrize("name", [file for file, *_ in FILES])
def test_a_download_that_fails_says_so_and_the_log_has_the_reason(asked, monkeypatch, caplog, name):
    monkeypatch.setattr("geodata.columns.Columns.ask", fails)
    answer, _ = asked(name)
    assert answer.error_msg == "Failed to generate file for download"
    assert [word for word in STRANGE if word in str(answer)] == []
    (noted,) = [r for r in caplog.records if r.name == "passage_atlas"]
    assert re.fullmatch(f"failure [0-9a-f]{{8}} in {re.escape(name)}", noted.getMessage())
    assert str(noted.exc_info[1]) == PLANTED
