"""A reader without a browser: the page of ``streamlit_app.py``, what it sends and what a reader does.

    page = visit(topic=["land"], place="almaty")
    page = act(page, "list", do="record", id="…")       # what a panel sends after a click
    page = pick(page, "almaty")                         # what the map's frame sends
    assert sent(page, "head")["left"] == 3

Acts travel as the widget states that a browser sends, so that the page's own callbacks run.
"""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from dashboard.digits import ALPHABET
from dashboard.panels import TOLD
from tests import acting

APP = Path(__file__).resolve().parent.parent / "streamlit_app.py"
PATIENCE = 60.0
CLICKS = itertools.count(1)
PANELS = ("head", "facets", "years", "list", "panel")
"""The panels of the map's page, which is the first."""


def visit(**params: str | list[str]) -> AppTest:
    """The page after somebody opened a link; no exception has happened."""
    return go(AppTest.from_file(str(APP), default_timeout=PATIENCE), **params)


def go(page: AppTest, /, **params: str | list[str]) -> AppTest:
    """The same session at another address, as by Back or a typed link."""
    return untroubled(gone(page, **params))


def gone(page: AppTest, /, **params: str | list[str]) -> AppTest:
    """The same session at another address, whatever happens there."""
    page.query_params.clear()
    page.query_params.update(params)
    return page.run()


def untroubled(page: AppTest) -> AppTest:
    """The page, on which no exception has happened and no part has failed."""
    assert [error.value for error in [*page.exception, *page.error]] == []
    return page


def panel(page: AppTest, name: str) -> Any:
    """The message that draws a panel."""
    return next(found.proto for found in page.get("bidi_component") if found.key == name)


def sent(page: AppTest, name: str) -> dict[str, Any]:
    """What a panel is told to show, the facts of a place with it."""
    found = shown(page)[name]
    facts = json.loads(panel(page, name).json).get("facts")
    return found if facts is None else found | {"place": facts | found["place"]}


def shown(page: AppTest) -> dict[str, Any]:
    """What the panels are told to show, all at once, by name."""
    return told(page)["shown"]


def told(page: AppTest) -> dict[str, Any]:
    """The one message that tells the panels."""
    return json.loads(panel(page, TOLD).bytes)


def unstepped(written: str) -> dict[int, int]:
    """Places by number with their counts, as the map's script reads them."""
    numbers, value, place = [], 0, 0
    for letter in written:
        digit = ALPHABET.index(letter)
        value |= (digit % 32) << place
        place += 5
        if digit < 32:
            numbers.append(value)
            value = place = 0
    steps, found = numbers[::2], numbers[1::2]
    return dict(zip(itertools.accumulate(steps), found, strict=True))


def version(page: AppTest) -> str:
    """The version of the atlas, the same in every panel as in what they are told."""
    panels = [one.proto for one in page.get("bidi_component") if one.key != TOLD]
    (found,) = {told(page)["version"], *(json.loads(one.json)["version"] for one in panels)}
    return found


def wordless(marks: dict[str, Any]) -> bool:
    """Whether marks are numbers, yes and no, and the digits of numbers, and nothing else."""
    counts, rest = marks["counts"], [value for name, value in marks.items() if name != "counts"]
    return set(counts) <= set(ALPHABET) and all(value is None or isinstance(value, int) for value in rest)


def map_message(page: AppTest) -> Any:
    """The message that draws the map: the one component of streamlit-folium."""
    (found,) = page.get("component_instance")
    return found.proto


def sent_to_map(page: AppTest) -> dict[str, Any]:
    """Everything that reaches the map's frame."""
    return json.loads(map_message(page).json_args)


def act(page: AppTest, name: str, /, **what: Any) -> AppTest:
    """The page after an act in a panel."""
    return run_with(page, event(page, name, what))


def pick(page: AppTest, place: Any) -> AppTest:
    """The page after a click on a place of the map."""
    return run_with(page, click(page, place))


def event(page: AppTest, name: str, value: Any) -> WidgetState:
    """What is sent when the reader acts in a panel of the page; each act has its number, as in acts.js."""
    assert panel(page, name)
    return sending(page, [[next(CLICKS), value]])


def sending(page: AppTest, acts: Any) -> WidgetState:
    """Acts of the panels, whatever is sent for them."""
    return acting.sending(panel(page, TOLD).id, acts)


def click(page: AppTest, place: Any) -> WidgetState:
    """What the map's frame sends; each click has its number, as in atlas-map.js."""
    drawing = {"type": "Feature", "id": place, "properties": {"click": next(CLICKS)}, "geometry": None}
    return WidgetState(id=map_message(page).id, json_value=json.dumps({"last_active_drawing": drawing}))


def run_with(page: AppTest, *states: WidgetState) -> AppTest:
    """A run with the states of components, which AppTest does not set by itself."""
    return untroubled(ran_with(page, *states))


def ran_with(page: AppTest, *states: WidgetState) -> AppTest:
    """Such a run, whatever happens in it."""
    widgets = page._tree.get_widget_states()
    widgets.widgets.extend(states)
    return page._run(widgets)


def strings(value: Any) -> Iterator[str]:
    """Every string in plain values, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from strings(key)
            yield from strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from strings(inner)


def elements(page: AppTest) -> Iterator[Any]:
    """Every message of the page, whatever draws it."""
    nodes = [page._tree]
    while nodes:
        node = nodes.pop()
        nodes.extend(getattr(node, "children", {}).values())
        if getattr(node, "proto", None) is not None:
            yield node.proto
