"""The tables in Markdown, and the place for them in a README."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from tests.bench import figures
from tests.bench.goals import ROWS, Goal, Measured, Row, Values, said

COLUMNS = {
    "ours": "this page",
    "floor": "floor: a page that does nothing",
    "usual": "usual streamlit-folium page",
    "large": "this page, large atlas",
}
START, END = "<!-- bench -->", "<!-- /bench -->"
NOTES = """\
Browser, readers and servers share the machine's {cores} cores. *Painted*: from the press of the mouse, by the
page's own clock, until every count in the head, the list and the map is the expected one and two animation
frames have passed; the pages take turns. The *floor* is a radio and one line of text. The *usual page* sets a
folium.Marker with a popup for every record and is made again on every run. To its advantage its scripts come
from its own server and the browser's cache instead of CDNs; jQuery, Bootstrap and icon fonts are small or
empty stand-ins; one image is every tile; panning causes no run; it lists as many records as ours. *Heap*:
JavaScript and DOM of all frames after a forced collection. *WebSocket*: what it carries, uncompressed, as
Streamlit sends it. *On the line*: all bytes of TCP towards the browser, as each page is served (ours
compresses its messages). *Processor*: time that all processes of a side spend on a change. A
reader is a WebSocket client that thinks 2–6 s, then acts in a panel as the browser does (seven times of
ten) or follows a link, which runs the whole page; the memory is the peak of the server's process, loading
included."""


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; numbers stand on the right."""
    rule = ["---", *["---:"] * (len(head) - 2), "---"]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (head, rule, *lines))


def measured_table(found: Mapping[str, Measured]) -> str:
    """Every row over the columns that were measured, with ratios and goals."""
    columns = [name for name in COLUMNS if name in found]
    head = ["", *(COLUMNS[name] for name in columns), "this ÷ floor", "this ÷ usual", "goals"]
    return table(head, [line(row, found, columns) for row in ROWS])


def line(row: Row, found: Mapping[str, Measured], columns: Sequence[str]) -> list[str]:
    values: Values = {name: row.read(found[name]) for name in columns}
    shown = ["" if values[name] is None else row.shown(values[name]) for name in columns]
    ratios = [figures.times(values.get("ours"), values.get(other)) for other in ("floor", "usual")]
    return [row.title, *shown, *ratios, "; ".join(said(goal, values) for goal in row.goals)]


READERS_HEAD = ("", "changes", "p50", "p95", "errors", "server memory", "goals")
READER_GOALS = (
    Goal("p95 ≤ 500 ms", "p95", 500),
    Goal("≤ 512 MiB", "memory", 512),
    Goal("no error", "errors", 0),
)


def readers_table(found: Mapping[str, Values]) -> str:
    """Fifty readers at once, a line an atlas."""
    return table(READERS_HEAD, [reader_line(name, values) for name, values in found.items()])


def reader_line(name: str, values: Values) -> list[str]:
    times = ["" if values[n] is None else figures.milliseconds(values[n]) for n in ("p50", "p95")]
    counts = [f"{values[n]:,.0f}" for n in ("changes", "errors")]
    memory = figures.mebibytes(values["memory"])
    return [name, counts[0], *times, counts[1], memory, "; ".join(said(g, values) for g in READER_GOALS)]


def notes() -> str:
    return NOTES.format(cores=os.cpu_count())


def machine() -> str:
    """The machine in words: its processor and cores."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    models = (words.partition(":")[2].strip() for words in lines if words.startswith("model name"))
    model = next(models, platform.machine())
    return f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {platform.python_version()}"


def signed(body: str, command: str, day: date, load: float) -> str:
    """The tables with when, where and how they were made, and how busy others kept the machine."""
    where = f"{machine()}; load by others before the start {load:.1f}"
    return f"{body}\n\nMeasured on {day.isoformat()} ({where}) with `{command}`."


def replaced(text: str, block: str) -> str:
    """A text with another block between its marks; ValueError unless each mark is there once, in order."""
    if text.count(START) != 1 or text.count(END) != 1 or text.index(START) > text.index(END):
        raise ValueError(f"{START} and {END} have to stand there once each, in this order")
    return re.sub(
        f"{re.escape(START)}.*{re.escape(END)}", lambda _: f"{START}\n{block}\n{END}", text, flags=re.S
    )
