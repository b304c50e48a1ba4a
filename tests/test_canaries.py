"""Canaries: each states one thing that we rest on in folium, streamlit-folium, Leaflet or Streamlit.

When one falls after an update, the guard that its message names no longer holds; mend the guard first.
"""

import inspect
import json
import re
import tomllib
from functools import cache
from importlib.resources import files
from inspect import signature
from pathlib import Path

import branca.element
import folium
import pytest
import streamlit
import streamlit.components.v1 as components
import streamlit_folium
from streamlit import config
from streamlit.components.v2.component_path_utils import ComponentPathUtils
from streamlit.elements.exception import marshall
from streamlit.proto.Exception_pb2 import Exception as ExceptionProto
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime import forward_msg_cache, runtime_util
from streamlit.runtime.app_session import _get_toolbar_mode
from streamlit.runtime.scriptrunner import RerunException, ScriptRunner, StopException
from streamlit.testing.v1 import AppTest
from streamlit.watcher.path_watcher import NoOpPathWatcher, get_path_watcher_class
from streamlit.web.cli import main_run
from streamlit.web.server.starlette import starlette_routes
from streamlit_folium import st_folium

from dashboard import assets, cli, published
from dashboard.map import KEY, draw
from dashboard.own_map import OwnMap, Start, own_map
from dashboard.panels import LOADER
from tests.visiting import PATIENCE, elements, ran_with

ROOT = Path(__file__).resolve().parent.parent
VERSION = "0" * 16
VIEW = (46.0, 34.0, 97.0, 56.0)
PAGE = Path(streamlit.__file__).parent / "static"
FRAME = Path(streamlit_folium.__file__).parent / "frontend" / "build"


@cache
def page_bundle() -> dict[str, str]:
    """The scripts that the browser loads with Streamlit's page, by file name."""
    return {path.name: path.read_text("utf-8") for path in (PAGE / "static" / "js").glob("*.js")}


@cache
def frame_bundle() -> str:
    """The scripts of streamlit-folium's frame."""
    return "".join(path.read_text("utf-8") for path in sorted((FRAME / "static" / "js").glob("*.js")))


def somewhere(pattern: str) -> bool:
    """Whether one script of Streamlit's page holds what a pattern says."""
    return any(re.search(pattern, script) for script in page_bundle().values())


def ran(page) -> AppTest:
    """A page of a function, run once; what it raises is a failure."""
    found = AppTest.from_function(page, default_timeout=PATIENCE).run()
    assert [error.value for error in found.exception] == []
    return found


def protos(page: AppTest, kind: str) -> list:
    """The messages of one kind that a page sends."""
    return [proto for proto in elements(page) if type(proto).DESCRIPTOR.name == kind]


@pytest.fixture
def asked(monkeypatch):
    """What ``draw`` asks of streamlit-folium's component, by keyword: twice, and of a map made anew."""
    found = []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: found.append(given))
    for _ in range(2):
        draw(VERSION, VIEW, lambda: None)
    own_map.cache_clear()
    draw(VERSION, VIEW, lambda: None)
    return found


# ---- folium and branca ---------------------------------------------------------------
def test_a_map_loads_the_scripts_and_styles_of_its_own_attributes(asked):
    lost = "OwnMap.default_js and default_css no longer replace folium's: scripts come from CDNs"
    here = f"../dashboard.assets.atlas/{VERSION}/"
    assert asked[0]["js_links"] and all(link.startswith(here) for link in asked[0]["js_links"]), lost
    assert asked[0]["css_links"] and all(link.startswith(here) for link in asked[0]["css_links"]), lost
    assert all("http" not in link for _, link in [*OwnMap(VERSION).default_js]), lost


def test_a_plain_map_still_asks_other_servers():
    """The reason for OwnMap: the day this falls, it may go."""
    plain = [link for _, link in [*folium.Map.default_js, *folium.Map.default_css]]
    assert any(link.startswith("https://") for link in plain), "folium needs no CDN any more: OwnMap is spare"


def test_a_map_without_tiles_names_no_server(asked):
    for name in ("script", "header", "html"):
        assert "//" not in asked[0][name], f"tiles=None leaves an address in the map's {name}"


def test_options_of_the_map_reach_its_script_in_leaflets_spelling(asked):
    for option in (
        '"keyboard": false',
        '"attributionControl": false',
        '"zoomSnap": 0.25',
        '"minZoom": 1',
        '"maxZoom": 10',
    ):
        assert option in asked[0]["script"], f"OwnMap asks for {option} in vain"


def test_limits_of_zoom_reach_a_map_in_leaflets_spelling_alone():
    """``min_zoom`` and ``max_zoom`` are folium's for its tiles; a map without tiles loses them."""
    lost = "folium spells the limits of zoom in another way: look at OwnMap"
    assert folium.Map(tiles=None, minZoom=1, maxZoom=10).options.keys() >= {"minZoom", "maxZoom"}, lost
    ours = folium.Map(tiles=None, min_zoom=1, max_zoom=10).options
    assert not {name for name in ours if "min" in name.lower() or "max" in name.lower()}, lost


def test_a_macro_element_adds_its_script_to_the_map(asked):
    call = 'PassageAtlas.start(map_div, {"view": [46.0, 34.0, 97.0, 56.0], "ahead": false});'
    assert call in asked[0]["script"], "Start's template is no longer rendered: the map never starts"


def test_a_template_escapes_nothing_which_is_why_only_numbers_pass():
    start = Start(VIEW)
    start.settings = "</script><b>"
    start.add_to(OwnMap(VERSION))
    said = (
        "folium escapes what a template is given: Start's float() and the walk over what is sent may be eased"
    )
    assert "</script><b>" in start._template.module.script(start), said


# ---- streamlit-folium, Python --------------------------------------------------------
def test_a_map_that_was_rendered_is_not_rendered_anew(asked, monkeypatch):
    assert signature(st_folium).parameters["render"].default is True, "render=False in draw is spare"
    rendered = []
    render = branca.element.Figure.render
    monkeypatch.setattr(
        branca.element.Figure,
        "render",
        lambda self, **given: (rendered.append(self), render(self, **given))[1],
    )
    draw(VERSION, VIEW, lambda: None)
    assert rendered == [], "st_folium renders the whole figure in spite of render=False"
    assert asked[-1] | {"on_change": None} == asked[0] | {"on_change": None}, (
        "a map lacks what is not rendered anew"
    )
    st_folium(own_map(VERSION, VIEW), key=KEY)
    assert len(rendered) == 1, "st_folium renders nothing of its own accord: render=False in draw is spare"


def test_a_rendered_map_is_asked_to_render_itself_all_the_same(asked, monkeypatch):
    calls = []
    monkeypatch.setattr(OwnMap, "render", lambda self, **given: calls.append(self))
    draw(VERSION, VIEW, lambda: None)
    assert len(calls) == 1, "st_folium leaves the map alone with render=False: OwnMap.render is spare"


def test_a_map_is_looked_for_in_its_header_under_the_id_that_it_gets():
    """The first writing out gives a map the id “div”; what was rendered before has the id of then."""
    plain = folium.Map(tiles=None)
    plain.get_root().render()
    first, name = streamlit_folium._get_header(plain), plain.get_name()
    assert "#map_div {" in first and name not in first, "st_folium no longer puts its own id into the header"
    streamlit_folium._get_map_string(plain)
    assert plain.get_name() == "map_div", "a map keeps its id: _id in OwnMap is spare"
    assert name in streamlit_folium._get_header(plain), (
        "a header is mended for every run: _id in OwnMap is spare"
    )
    assert "#map_div {" in streamlit_folium._get_header(own_map(VERSION, VIEW)), (
        "the frame's style finds no map"
    )


def test_all_that_is_asked_is_the_same_on_every_run_and_of_every_map(asked):
    same = [{name: value for name, value in one.items() if name != "on_change"} for one in asked]
    assert same[0] == same[1] == same[2], "the map's message differs from run to run: it crosses in full"
    assert same[0]["feature_group"] is same[0]["layer_control"] is None, (
        "the frame is sent something to evaluate"
    )


def test_the_message_of_the_map_is_the_very_same_in_every_session_and_crosses_as_a_hash(as_served):
    def page():
        from dashboard.map import draw

        draw("0" * 16, (46.0, 34.0, 97.0, 56.0), lambda: None)

    one, other = ran(page), ran(page)
    again = one.run()
    messages = []
    for found in (one, again, other):
        message = ForwardMsg()
        (proto,) = protos(found, "ComponentInstance")
        message.delta.new_element.component_instance.CopyFrom(proto)
        message.metadata.delta_path.extend([0, len(messages)])
        forward_msg_cache.populate_hash_if_needed(message)
        messages.append(message)
    assert len({message.hash for message in messages}) == 1, "the map's message is another on every run"
    assert all(message.metadata.cacheable for message in messages), "the map's message always crosses in full"


def test_only_what_is_asked_for_is_returned(asked):
    assert asked[0]["returned_objects"] == ["last_active_drawing"], (
        "the frame reports more than a chosen place"
    )
    assert asked[0]["default"] == {"last_active_drawing": None}, (
        "the first value holds more than was asked for"
    )


def test_the_frame_takes_the_width_of_its_container(asked):
    assert asked[0]["width"] is None, "use_container_width no longer frees the width of the map"


def test_a_choice_is_in_the_session_under_our_key_before_our_callback_runs(monkeypatch):
    heard = []
    session, asked = {}, []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: asked.append(given))
    monkeypatch.setattr(streamlit_folium.st, "session_state", session)
    draw(VERSION, VIEW, lambda: heard.append(session[KEY]))
    session[asked[0]["key"]] = {"last_active_drawing": {"id": "almaty"}}
    asked[0]["on_change"]()
    assert heard == [{"last_active_drawing": {"id": "almaty"}}], "on_map reads a choice that is not there yet"


def test_the_main_map_is_told_apart_by_script_key_and_hover_alone():
    one = streamlit_folium.generate_js_hash("map_1a.start()", "map", False)
    lost = "the frame's key depends on something else than our constant script and key"
    assert one == streamlit_folium.generate_js_hash("map_2b.start()", "map", False), lost
    assert one != streamlit_folium.generate_js_hash("map_1a.go()", "map", False), lost
    assert one != streamlit_folium.generate_js_hash("map_1a.start()", "other", False), lost


# ---- streamlit-folium, in the browser ------------------------------------------------
def test_the_frame_runs_the_script_of_the_map_once_and_evaluates_nothing_where_there_is_no_group():
    lost = "the map's script is run at other moments than once in the frame: PassageAtlas.start"
    once = r'if\(!window\.map\)\{.{0,200}\.innerHTML=script\+"window\.map = map_div;'
    assert re.search(once, frame_bundle()), lost
    lost = "the frame evaluates something in every run, though no group is sent"
    assert re.search(r"feature_group!==window\.__GLOBAL_DATA__\.last_feature_group", frame_bundle()), lost
    assert re.search(r",feature_group\)\{eval\(feature_group\+", frame_bundle()), lost


@pytest.mark.parametrize("name", ["last_active_drawing", "previous_data"])
def test_the_frame_keeps_what_it_last_told_where_our_script_writes_it(name):
    lost = f"report() in atlas-map.js writes __GLOBAL_DATA__.{name} in vain: a second click is dead"
    assert re.search(rf"__GLOBAL_DATA__=\{{[^}}]*\b{name}:", frame_bundle()), lost
    assert name in (ROOT / "dashboard" / "static" / "atlas-map.js").read_text("utf-8")


def test_the_frame_speaks_to_the_page_by_a_global_of_its_own():
    script = frame_bundle()
    assert re.search(r"window\.Streamlit=", script), "report() finds no window.Streamlit in the frame"
    assert "setComponentValue=function" in script, "report() finds no Streamlit.setComponentValue"


def test_the_frame_reports_a_clicked_layer_as_geojson():
    """Ours stop the click before it gets there; a polygon would be sent with its whole outline."""
    lost = "the frame tells of clicks in another way: look at stopPropagation in atlas-map.js"
    assert re.search(r"last_active_drawing=\w+\.layer\.toGeoJSON\(\)", frame_bundle()), lost


def test_the_frame_says_nothing_twice():
    lost = "equal values are sent again: the number of the click in report() is spare"
    assert re.search(
        r"JSON\.stringify\(\w+\)!==JSON\.stringify\(\w+\)&&\(\w+\.previous_data=", frame_bundle()
    ), lost


def test_the_frame_has_the_boxes_that_our_style_fills():
    html = (FRAME / "index.html").read_text("utf-8")
    for hook in ('id="root"', 'id="parent"', 'class="float-child"', 'id="map_div"', "<span>"):
        assert hook in html, f"atlas-map.css fills the frame by {hook}, which is gone"


def test_the_frame_is_given_the_background_of_the_theme():
    lost = "theme() in atlas-map.js reads --background-color in vain: the map stays light in the dark"
    assert re.search(r":root \{.{0,120}--background-color: ", frame_bundle(), re.DOTALL), lost


def test_the_frame_loads_scripts_one_after_the_other_and_then_the_map():
    script = frame_bundle()
    lost = "atlas-map.js may run before leaflet.js"
    assert re.search(r"for\(const \w+ of js_links\)await new Promise", script), lost


# ---- Leaflet -------------------------------------------------------------------------
def test_leaflet_comes_with_its_package_in_the_version_that_folium_expects():
    static = files("js_lib_leaflet").joinpath("static", "js_lib_leaflet")
    script = static.joinpath("leaflet.js").read_text("utf-8")
    expected = next(link for name, link in folium.Map.default_js if name == "leaflet")
    version = re.search(r"leaflet@(\d+\.\d+)", expected)
    assert version, f"folium takes Leaflet from elsewhere: {expected}"
    assert f"Leaflet {version[1]}." in script[:200], (
        "our Leaflet is another than folium's scripts are made for"
    )
    assert ".leaflet-pane" in static.joinpath("leaflet.css").read_text("utf-8")


# ---- Streamlit: text stays text ------------------------------------------------------
def test_html_is_cleaned_in_the_browser():
    cleaned = [
        name for name, script in page_bundle().items() if "stHtml" in script and ".sanitize(" in script
    ]
    assert cleaned, "st.html is drawn without DOMPurify"
    assert any("purify" in name for name in page_bundle()), "DOMPurify is not in the bundle"


def test_html_of_ours_runs_no_script_unless_it_is_asked_to():
    def page():
        import streamlit as st

        st.html("<p>words</p>")

    (proto,) = protos(ran(page), "Html")
    assert proto.unsafe_allow_javascript is False, "st.html runs scripts by default"


def test_a_style_is_sent_as_it_is_and_takes_no_room():
    def page():
        import streamlit as st

        from dashboard import assets

        st.html(assets.page_style())

    found = ran(page)
    (proto,) = protos(found, "Html")
    assert proto.body == assets.page_style(), "the page's style is changed on its way"
    assert len(found.main.children) == 0, "the page's style takes room at the top of the page"


def test_a_css_file_is_sent_as_a_style(tmp_path, monkeypatch):
    def page():
        from pathlib import Path

        import streamlit as st

        st.html(Path("own.css"))

    monkeypatch.chdir(tmp_path)
    Path("own.css").write_text("p { color: red }", "utf-8")
    (proto,) = protos(ran(page), "Html")
    assert proto.body == "<style>p { color: red }</style>", "st.html no longer takes a style by its path"


def test_code_without_a_language_is_plain_text():
    def page():
        import streamlit as st

        st.code("<b>*words*</b> $x$", language=None, wrap_lines=True)

    (found,) = ran(page).code
    assert (found.value, found.language) == ("<b>*words*</b> $x$", "plaintext"), (
        "faults are highlighted or read as markup"
    )
    assert found.proto.wrap_lines, "long faults are cut at the edge"


# ---- Streamlit: what stops a run -----------------------------------------------------
@pytest.mark.parametrize("signal", [RerunException, StopException])
def test_a_signal_of_streamlit_is_no_exception_that_a_guard_catches(signal):
    assert issubclass(signal, BaseException)
    assert not issubclass(signal, Exception), "guard.part and guard.callback swallow st.stop and st.rerun"


def test_a_part_of_the_page_may_stop_the_run(caplog):
    def page():
        import streamlit as st

        from dashboard import guard

        with guard.part("a part"):
            st.text("before")
            st.stop()
        st.text("after")

    found = ran(page)
    assert [text.value for text in found.text] == ["before"], "st.stop inside guard.part does not stop"
    failures = [record for record in caplog.records if record.name == "passage_atlas"]
    assert (len(found.error), failures) == (0, []), "st.stop inside guard.part is taken for a failure"


def test_the_page_may_be_configured_after_something_was_drawn():
    def page():
        import streamlit as st

        with st.spinner("Opening"):
            pass
        st.set_page_config(page_title="Passage Atlas", layout="wide", initial_sidebar_state="auto")

    ran(page)  # streamlit_app.py draws a spinner while the page's modules are imported


def test_the_garbage_is_collected_after_every_run():
    wanted = config.get_config_options()["runner.postScriptGC"].default_val
    assert wanted is True, "Streamlit no longer collects after every run: gc.freeze in opening.py is spare"


# ---- Streamlit: panels ---------------------------------------------------------------
def bird():
    import streamlit as st
    from streamlit.components import v2

    seen = st.session_state.setdefault("seen", [])
    seen.append("run")
    mount = v2.component("canary", js="export default function (c) {\n}", isolate_styles=False)
    mount(key="bird", data={"n": 1}, on_act_change=lambda: seen.append(st.session_state["bird"].act))


def test_a_panel_is_sent_its_loader_and_its_data_as_they_are():
    (proto,) = protos(ran(bird), "BidiComponent")
    assert proto.js_content == "export default function (c) {\n}", (
        "the loader of a panel is changed on its way"
    )
    assert json.loads(proto.json) == {"n": 1}, "the data of a panel is changed on its way"
    assert proto.isolate_styles is False, "panels are drawn in a shadow root, out of reach of page_style"


def bytes_told():
    from streamlit.components import v2

    v2.component("teller", js="export default function (c) {\n}", isolate_styles=False)(
        data=b'{"n":"\xc3\xa9"}'
    )


def test_bytes_reach_a_panel_as_they_are():
    (proto,) = protos(ran(bytes_told), "BidiComponent")
    assert (proto.bytes, proto.json) == (b'{"n":"\xc3\xa9"}', ""), (
        "what tells the panels is changed on its way"
    )
    assert somewhere(r"case`bytes`:return (\w+)\?\?null"), (
        "the browser hands bytes to a panel as something else"
    )


def test_an_act_is_heard_before_the_page_runs_and_gone_after_it():
    page = ran(bird)
    (proto,) = protos(page, "BidiComponent")
    events = f"$$STREAMLIT_INTERNAL_KEY_{proto.id}__events"
    given = json.dumps([{"event": "act", "value": {"do": "clear"}}])
    ran_with(page, WidgetState(id=events, json_trigger_value=given))
    assert page.session_state["seen"] == ["run", {"do": "clear"}, "run"], (
        "callbacks run after the page, or twice"
    )
    page.run()
    assert page.session_state["seen"][3:] == ["run"], "an act is carried out again in the next run"
    assert page.session_state["bird"].act is None, "an act stays in the session after its run"


def test_a_loader_of_several_lines_is_a_script_and_no_path():
    assert ComponentPathUtils.looks_like_inline_content(LOADER), (
        "panels.LOADER is taken for the path of a file"
    )


@pytest.mark.parametrize("name", ["[^}]*data:", "[^}]*parentElement:", ".{0,600}setTriggerValue:"])
def test_the_browser_hands_a_panel_what_its_script_uses(name):
    called = rf"\.default\(\{{(?=[^}}]*name:)(?={name})(?=.{{0,600}}setStateValue:)"
    assert somewhere(called), f"component.{name} is not handed to the default export of a panel"


def test_a_trigger_names_its_event_and_its_value():
    assert somewhere(r"\.setTriggerValue\([^)]*\},\{event:\w+,value:\w+\}"), (
        "acts reach Python in another shape"
    )


def test_the_page_has_no_base_of_its_own():
    html = (PAGE / "index.html").read_text("utf-8")
    assert "<base" not in html, "document.baseURI in panels.LOADER leads elsewhere"


# ---- Streamlit: files that we serve --------------------------------------------------
def test_a_component_is_named_after_the_module_that_declares_it(tmp_path):
    name = components.declare_component("atlas", path=str(tmp_path)).name
    assert name == f"{__name__}.atlas", "published.SERVED is not where our files are served"
    assert f"component/{assets.__name__}.atlas" == published.SERVED


def test_components_are_served_under_one_address_side_by_side():
    lost = "“../dashboard.assets.atlas/…” in OwnMap does not lead from the map's frame to our files"
    assert starlette_routes.BASE_ROUTE_COMPONENT == "component", lost
    assert streamlit_folium._component_func.name == "streamlit_folium.st_folium", lost
    one_segment = r"buildComponentURL\((\w+),(\w+)\)\{[^}]*`\$\{\w+\}/\$\{\1\}/\$\{\2\}`"
    assert somewhere(one_segment), lost
    assert somewhere("[`\"']/component[`\"']"), lost


@pytest.mark.parametrize("right", ["allow-scripts", "allow-same-origin"])
def test_a_frame_may_run_scripts_and_reach_the_page_it_stands_in(right):
    assert somewhere(f"`{right}`"), (
        f"a frame without {right}: the map fetches no places, Escape reaches no list, marks reach no map"
    )


def test_the_frame_of_a_component_has_its_name_as_its_title():
    drawn = r"`stCustomComponentV1`.{0,200}sandbox:\w+,title:(\w+),"
    titles = [re.search(drawn, script) for script in page_bundle().values()]
    (script, title) = next((found.string, found[1]) for found in titles if found)
    assert re.search(rf"\{{componentName:{title},", script), (
        "“iframe[title*=folium]” in marks.js finds no map"
    )
    assert "folium" in streamlit_folium._component_func.name, (
        "“iframe[title*=folium]” in marks.js finds no map"
    )
    assert "iframe[title*=folium]" in (ROOT / "dashboard" / "static" / "marks.js").read_text("utf-8")


# ---- Streamlit: the address ----------------------------------------------------------
def test_the_address_keeps_repeated_parameters():
    def page():
        import streamlit as st

        st.session_state["all"] = {name: st.query_params.get_all(name) for name in st.query_params}
        st.query_params.from_dict({"topic": ["c", "d"], "q": "x"})

    found = AppTest.from_function(page, default_timeout=PATIENCE)
    found.query_params["topic"] = ["a", "b"]
    found.query_params["place"] = "almaty"
    found.run()
    read = found.session_state["all"]
    assert read == {"topic": ["a", "b"], "place": ["almaty"]}, "link.address loses repeated parameters"
    written = dict(found.query_params)
    assert written == {"topic": ["c", "d"], "q": "x"}, "from_dict does not replace the whole address at once"


# ---- Streamlit: downloads ------------------------------------------------------------
def test_a_file_is_made_only_when_it_is_downloaded():
    def page():
        import streamlit as st

        def made():
            st.session_state["made"] = True
            return b"file"

        st.download_button("Records", made, "records.csv", "text/csv", key="csv", on_click="ignore")

    found = ran(page)
    (proto,) = protos(found, "DownloadButton")
    assert "made" not in found.session_state, "every run makes every file of downloads.buttons"
    assert proto.deferred_file_id and not proto.url, "every run makes every file of downloads.buttons"
    assert proto.ignore_rerun, "a download runs the page again"


# ---- Streamlit: settings -------------------------------------------------------------
SETTINGS = (
    dict(cli.flat(tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8")))) | cli.PRODUCTION
)


@pytest.mark.parametrize("name", [*SETTINGS, "server.port", "server.address", "server.allowedHosts"])
def test_a_setting_still_exists_and_is_not_on_its_way_out(name):
    option = config.get_config_options().get(name)
    assert option is not None, f"Streamlit has no setting {name}: what .streamlit/config.toml says is ignored"
    assert not option.deprecated, f"{name} is deprecated: {option.deprecation_text}"


def test_every_setting_is_a_flag_of_the_command_that_we_start():
    given = cli.flags(cli.PRODUCTION | {"server.port": 8501, "server.allowedHosts": '["example.org"]'})
    parsed = main_run.make_context("run", ["page.py", *given]).params
    assert parsed["browser_gatherUsageStats"] is False, (
        "usage statistics are on for whoever runs atlas elsewhere"
    )
    assert parsed["client_showErrorDetails"] == "none", "errors are shown to readers of a served atlas"
    assert parsed["server_port"] == 8501


def test_the_value_of_a_setting_is_of_the_kind_that_it_takes():
    for name, value in SETTINGS.items():
        option = config.get_config_options()[name]
        kinds = (int, float) if option.type in (int, float) else (option.type,)
        assert type(value) in kinds, f"{name} takes {option.type.__name__}, config.toml has {value!r}"


def test_usage_statistics_are_on_unless_they_are_turned_off():
    option = config.get_config_options()["browser.gatherUsageStats"]
    assert option.default_val is True, "statistics are off by default: gatherUsageStats = false is spare"
    assert SETTINGS["browser.gatherUsageStats"] is False


@pytest.fixture
def as_served():
    """The settings of the served page in this process, for one test."""
    before = {name: config.get_option(name) for name in SETTINGS}
    for name, value in SETTINGS.items():
        config._set_option(name, value, "test")
    yield
    for name, value in before.items():
        config._set_option(name, value, "test")


def test_no_error_detail_reaches_a_reader(as_served):
    proto = ExceptionProto()
    marshall(proto, ValueError("a path of the machine"), apply_show_error_details=True)
    said = str(proto)
    assert "a path of the machine" not in said, "showErrorDetails = none shows the message of an error"
    assert "ValueError" not in said and not proto.stack_trace, (
        "showErrorDetails = none shows where an error was"
    )


def test_no_file_is_watched(as_served):
    kind = get_path_watcher_class(config.get_option("server.fileWatcherType"))
    assert kind is NoOpPathWatcher, (
        "fileWatcherType = none watches files: the first run takes three times as long"
    )


def test_garbage_is_left_to_python_after_a_run(as_served):
    """A full collection after every run took half of the time of a server with fifty readers."""
    assert config.get_option("runner.postScriptGC") is False
    finished = inspect.getsource(ScriptRunner._on_script_finished)
    assert 'if config.get_option("runner.postScriptGC"):' in finished and finished.count("gc.collect") == 1


def test_the_toolbar_can_be_minimal(as_served):
    assert _get_toolbar_mode() == Config.ToolbarMode.MINIMAL, "toolbarMode = minimal is refused"


def test_the_longest_message_is_counted_in_megabytes(as_served, monkeypatch):
    monkeypatch.setattr(runtime_util, "_max_message_size_bytes", None)
    size = runtime_util.get_max_message_size_bytes()
    assert size == SETTINGS["server.maxMessageSize"] * 10**6, "maxMessageSize is in another unit"


def test_the_shortest_message_that_crosses_as_a_hash_is_counted_in_bytes(as_served):
    short, long = ForwardMsg(), ForwardMsg()
    short.delta.new_element.text.body = "x" * 60
    long.delta.new_element.text.body = "x" * 600
    for message in (short, long):
        forward_msg_cache.populate_hash_if_needed(message)
    assert [m.metadata.cacheable for m in (short, long)] == [False, True], (
        "minCachedMessageSize is in another unit"
    )


# ---- Streamlit: what page.css hangs on -----------------------------------------------
STATIC = ROOT / "dashboard" / "static"
STYLE = "".join((STATIC / name).read_text("utf-8") for name in ("page.css", "first-map.css", "first-map.js"))
HOOKS = sorted({*re.findall(r"\.(st[A-Z]\w+)", STYLE), *re.findall(r"""data-testid=["'](\w+)["']""", STYLE)})


def test_the_style_of_the_page_hangs_on_something():
    assert {"stMainBlockContainer", "stAppHeader", "stSidebar"} <= set(HOOKS)


@pytest.mark.parametrize("hook", HOOKS)
def test_what_the_style_hangs_on_is_still_drawn(hook):
    named = rf"[`\"' ]{hook}[`\"' ]"
    assert somewhere(named), f"page.css styles {hook}, which Streamlit no longer draws"


def test_a_container_with_a_key_has_a_class_of_that_name():
    def page():
        import streamlit as st

        with st.container(key="map_area"):
            st.text("x")

    keyed = [proto.id for proto in protos(ran(page), "Block") if proto.id]
    assert [key.split("-")[-1] for key in keyed] == ["map_area"], "the key of a container is not sent"
    assert somewhere("`st-key-`"), "page.css lays out by st-key-… in vain"
