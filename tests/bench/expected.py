"""What a page has to show after each change, from the atlas itself; made in a process of its own.

``python -m tests.bench.expected DIR`` prints it as JSON, so that the records of a large atlas do not
stay in the memory of the one who measures.
"""

import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from dashboard.scene import scene
from dashboard.view import View
from geodata import atlas as atlas_module
from geodata.atlas import Atlas
from geodata.place import Place
from geodata.query import Query
from tests.bench.marking import spots
from tests.serving import ROOT

MOST_TOPICS = 12
MOST_PLACES = 400
MOST_LINKED = 40
MOST_BARS = 11


def step(k: int, options: int) -> tuple[int, set[int]]:
    """The option to click as the ``k``-th change (from 1), and what is then chosen.

    One and two chosen in turn, through all options: no state is one of the run before, so that nothing
    comes from the cache of messages between browser and server.
    """
    if k % 2:
        clicked = (k - 3) // 2 if k > 1 else 0
        return clicked % options, {(k - 1) // 2 % options}
    return k // 2 % options, {(k // 2 - 1) % options, k // 2 % options}


def of(atlas: Atlas) -> dict[str, Any]:
    """The topics to click in turn, the states they lead to, and the places to click."""
    used = atlas.columns.ask(Query()).option_counts("topic")
    topics = [t for t in atlas.archive.topics if used[t.id]][:MOST_TOPICS]
    number = {t.id: n for n, t in enumerate(topics)}
    marked = spots(atlas)
    chosen = [set(), *(step(k, len(topics))[1] for k in range(1, 2 * len(topics) + 2))]
    states = {name_of(c): of_topics(atlas, tuple(topics[n].id for n in sorted(c)), marked) for c in chosen}
    return {
        "topics": [[t.id, t.title] for t in sorted(topics, key=lambda t: number[t.id])],
        "states": states,
        "bars": bars(atlas),
        "places": [p.title for p in busiest(atlas)],
        "ids": [p.id for p in busiest(atlas)[:MOST_LINKED]],
        "years": atlas.columns.year_range,
        "size": f"{atlas.columns.rows:,} records, {len(atlas.places):,} places",
    }


def name_of(chosen: set[int]) -> str:
    return ",".join(map(str, sorted(chosen)))


def of_topics(atlas: Atlas, topic: tuple[str, ...], marked: dict[str, Any]) -> dict[str, Any]:
    """The state under some topics, and the usual page's markers."""
    left = [r.id for r in atlas.archive.records if not topic or set(topic) & set(r.topics)]
    return state(atlas, Query(topic=topic)) | {"markers": sum(i in marked for i in left)}


def bars(atlas: Atlas) -> list[tuple[int, dict[str, Any]]]:
    """The highest bars of the histogram by their number, in their order, each with the state of its years."""
    shown = scene(atlas, View()).years
    highest = sorted(shown["counts"], key=lambda bar: -bar[1])[:MOST_BARS]
    first, step = shown["first"], shown["step"]
    years = {n: (first + n * step, first + (n + 1) * step - 1) for n, _ in sorted(highest)}
    return [(n, state(atlas, Query(years=both))) for n, both in years.items()]


def state(atlas: Atlas, query: Query) -> dict[str, Any]:
    """Records left, and the counts that labels of a title may show."""
    answer = atlas.columns.ask(query)
    counts: dict[str, list[int]] = defaultdict(list)
    for place, count in zip(atlas.gazetteer.places, answer.place_counts(), strict=True):
        if count:
            counts[place.title].append(count)
    return {"left": answer.total, "counts": counts}


def busiest(atlas: Atlas) -> list[Place]:
    """The places with most records that are points on the map."""
    counts = dict(zip(atlas.places, atlas.columns.ask(Query()).place_counts(), strict=True))
    points = [p for p in atlas.gazetteer.places if p.precision == "point" and p.geometry is not None]
    return sorted(points, key=lambda p: -counts[p.id])[:MOST_PLACES]


def read(folder: Path) -> dict[str, Any]:
    """What to expect of the atlas in a folder."""
    command = [sys.executable, "-m", "tests.bench.expected", str(folder)]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)


if __name__ == "__main__":
    json.dump(of(atlas_module.load(Path(sys.argv[1]))), sys.stdout)
