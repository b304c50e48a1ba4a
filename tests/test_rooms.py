"""The house keeps its plan: imports run one way, rooms use what is theirs, bodies stay small."""

import ast
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
EVENTS = {"edtf", "pydantic", "tomli"}
GEODATA = EVENTS | {"geopandas", "shapely", "numpy", "pyarrow", "pyogrio"}
DASHBOARD = GEODATA | {"streamlit", "starlette", "folium", "streamlit_folium", "altair", "babel", "typer"}
MAY_IMPORT = {
    "events": EVENTS | {"events"},
    "geodata": GEODATA | {"events", "geodata"},
    "dashboard": DASHBOARD | {"events", "geodata", "dashboard"},
    "streamlit_app": {"dashboard", "streamlit"},
}
ONLY_IN = {
    "streamlit_folium": {"dashboard.map"},
    "folium": {"dashboard.own_map"},
    "starlette": {"dashboard.front"},
    "edtf": {"events.when"},
    "typer": {"dashboard.cli"},
    "tomli": {"events.tables"},
    "tomllib": {"dashboard.cli", "dashboard.phrases", "geodata.authoring.outlines"},
}
"""Who alone imports what: everything else goes through them."""
AUTHORING = {"babel"}
"""What making the layer needs beyond reading it: names of countries."""


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {
    module_of(path): path
    for room in ("events", "geodata", "dashboard")
    for path in sorted((ROOT / room).rglob("*.py"))
} | {"streamlit_app": ROOT / "streamlit_app.py"}
PAGES = [name for name in MODULES if name.startswith("dashboard.pages")]
every_module = pytest.mark.parametrize("name", MODULES)


@cache
def tree(name: str) -> ast.Module:
    return ast.parse(MODULES[name].read_text("utf-8"))


@cache
def imports(name: str) -> frozenset[str]:
    """Every module that a module names in an import, wherever it stands."""
    found = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(f for f in found if f in MODULES or f.partition(".")[0] not in MAY_IMPORT)


def reached(name: str) -> set[str]:
    """The modules of the house that an import of one leads to."""
    seen, left = set(), [name]
    while left:
        module = left.pop()
        if module in MODULES and module not in seen:
            seen.add(module)
            left += imports(module)
    return seen


def packages(name: str) -> set[str]:
    return {found.partition(".")[0] for found in imports(name)}


# ---- imports -------------------------------------------------------------------------
def test_every_room_was_looked_into():
    assert {"events.when", "geodata.atlas", "dashboard.app", "streamlit_app"} <= set(MODULES)
    assert {"events.record", "streamlit"} <= imports("dashboard.opening") | imports("dashboard.cards")


@every_module
def test_a_module_imports_what_its_room_may(name):
    more = AUTHORING if name.startswith("geodata.authoring") else set()
    foreign = packages(name) - set(sys.stdlib_module_names) - MAY_IMPORT[name.partition(".")[0]] - more
    assert foreign == set()


@pytest.mark.parametrize("package", ONLY_IN)
def test_one_door_leads_to_each_of_these(package):
    assert {name for name in MODULES if package in packages(name)} <= ONLY_IN[package]


@every_module
def test_nothing_imports_the_authoring_of_the_layer_but_itself(name):
    if not name.startswith("geodata.authoring"):
        assert not any(found.startswith("geodata.authoring") for found in reached(name))


@pytest.mark.parametrize(
    "name", [f"dashboard.{name}" for name in "view scene cards wording words".split()] + PAGES
)
def test_what_chooses_and_words_knows_no_streamlit(name):
    assert all("streamlit" not in packages(found) for found in reached(name))


@pytest.mark.parametrize(
    "name", sorted(set(MODULES) - {"dashboard.app", "dashboard.layout", "dashboard.map", "streamlit_app"})
)
def test_the_map_is_imported_by_the_page_alone_inside_a_run(name):
    assert "dashboard.map" not in reached(name)
    assert "streamlit_folium" not in packages(name)


def test_the_page_does_lead_to_the_map():
    assert "dashboard.map" in reached("streamlit_app")


@every_module
def test_no_module_imports_the_tests(name):
    assert "tests" not in packages(name)


def test_no_module_imports_itself_by_way_of_others():
    for name in MODULES:
        for found in imports(name):
            assert found == name or name not in reached(found), f"{name} and {found}"


# ---- sizes and names -----------------------------------------------------------------
def functions(name: str):
    return [n for n in ast.walk(tree(name)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


@every_module
def test_a_module_has_at_most_three_hundred_lines(name):
    assert len(MODULES[name].read_text("utf-8").splitlines()) <= 300


@every_module
def test_a_function_has_at_most_forty_five_lines(name):
    assert [f.name for f in functions(name) if f.end_lineno - f.lineno >= 45] == []


def test_the_page_is_read_from_top_to_bottom():
    assert len((ROOT / "dashboard" / "app.py").read_text("utf-8").splitlines()) <= 80


def test_half_of_all_functions_are_short():
    lengths = sorted(len(ast.unparse(f.body).splitlines()) for name in MODULES for f in functions(name))
    assert lengths[len(lengths) // 2] <= 8


@every_module
def test_a_module_says_what_it_is_and_is_not_called_after_nothing(name):
    assert ast.get_docstring(tree(name))
    assert not {"utils", "helpers", "common", "types", "models", "manager"} & set(name.split("."))


@every_module
def test_a_frozen_house_has_no_global_that_a_function_changes(name):
    assert not any(isinstance(node, ast.Global | ast.Nonlocal) for node in ast.walk(tree(name)))


# ---- text is shown as text -----------------------------------------------------------
SHOWS = {
    "set_page_config", "html", "write", "title", "code", "container", "stop", "cache_resource",
    "download_button", "error", "get_option", "rerun",
}  # fmt: skip
"""The calls of Streamlit that the dashboard makes; html, title, write and error take our own words alone."""
MARKUP = "unsafe_allow_html unsafe_allow_javascript st.markdown st.caption Popup Tooltip".split()
FROM_STRINGS = (
    "innerHTML outerHTML insertAdjacentHTML document.write eval( Function( http:// https://".split()
)
SVG = '"http://www.w3.org/2000/svg"'
"""The name of a drawing's elements; nothing is fetched there."""
DASHBOARD_MODULES = [name for name in MODULES if name.startswith("dashboard.")]


def streamlit_calls(name: str) -> list[ast.Call]:
    """Calls of ``st.something``."""
    return [
        node
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "st"
    ]


@pytest.mark.parametrize("name", DASHBOARD_MODULES)
def test_no_call_reads_text_as_markup(name):
    assert {call.func.attr for call in streamlit_calls(name)} <= SHOWS
    source = MODULES[name].read_text("utf-8")
    assert [word for word in MARKUP if word in source] == []


@pytest.mark.parametrize("name", DASHBOARD_MODULES)
def test_words_that_streamlit_writes_are_our_own(name):
    for call in streamlit_calls(name):
        if call.func.attr in ("write", "title", "error"):
            names = {node.id for arg in call.args for node in ast.walk(arg) if isinstance(node, ast.Name)}
            assert names <= {"count", "MOST_FAULTS", "export", "SAID", "number"}, ast.unparse(call)
        if call.func.attr == "html":
            assert [ast.unparse(arg) for arg in call.args] == ["assets.page_style()"]


def test_the_browser_part_makes_no_html_from_a_string():
    for path in (ROOT / "dashboard" / "static").glob("*.js"):
        source = path.read_text("utf-8").replace(SVG, "")
        assert [word for word in FROM_STRINGS if word in source] == [], path.name


# ---- what fails is told --------------------------------------------------------------
@pytest.mark.parametrize("name", DASHBOARD_MODULES)
def test_every_callback_is_guarded(name):
    found = [f for f in functions(name) if f.name.startswith("on_")]
    assert [f.name for f in found if "guard.callback" not in map(ast.unparse, f.decorator_list)] == []
    called = [k.value for n in ast.walk(tree(name)) if isinstance(n, ast.Call) for k in n.keywords
              if k.arg in ("on_change", "on_click", "on_act_change", "callback")]  # fmt: skip
    known = {f.name for f in found} | {"on_change", "self.on_acts", "'ignore'"}
    assert {ast.unparse(c) for c in called} <= known
