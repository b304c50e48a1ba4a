"""Many readers at once: each opens a session over the WebSocket and changes what it looks at.

    python -m tests.bench.readers DIR --readers 50 --seconds 60

A reader thinks between two and six seconds, then follows a link (topics, years, a place) or does something
in a panel (an option of a facet, years, a place, a page), all drawn with a seed, and waits for the end of the
run. Files that a browser would fetch once are not.
"""

import argparse
import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException

from tests.bench import expected, figures, report, wire
from tests.bench.pages import acted, address
from tests.bench.session import Session, opening
from tests.bench.sites import ROOT, Site, dashboard

THINKING = (2.0, 6.0)
PATIENCE = 60.0
"""Seconds after which a reader gives a run up: an error."""
OPENING = 1800.0
"""Seconds that a server may take to read a large atlas."""
ACTING = 0.7
"""Of the changes, the part that is done in a panel and not by a link."""


@dataclass
class Reading:
    """What the readers met: milliseconds of each change, and how many went wrong."""

    changes: list[float]
    errors: int = 0


async def read(home: str, random: Random, known: dict[str, Any], end: float, found: Reading) -> None:
    """One reader, from opening the page until the time is over; the opening is not a change."""
    await asyncio.sleep(random.uniform(0, THINKING[1]))
    try:
        async with opening(home) as socket:
            session = Session(socket)
            found.errors += troubled(await asyncio.wait_for(session.go(""), PATIENCE))
            while time.monotonic() < end:
                await asyncio.sleep(random.uniform(*THINKING))
                await change(session, random, known, found)
    except (OSError, WebSocketException, TimeoutError):
        found.errors += 1


async def change(session: Session, random: Random, known: dict[str, Any], found: Reading) -> None:
    asked = time.perf_counter()
    acts = random.random() < ACTING
    said = session.act(acted(random, known)) if acts else session.go(address(random, known))
    found.errors += troubled(await asyncio.wait_for(said, PATIENCE))
    found.changes.append((time.perf_counter() - asked) * 1000)


def troubled(said: list[ForwardMsg]) -> bool:
    return any(map(wire.is_error, said))


async def warmed(home: str) -> None:
    async with opening(home) as socket:
        if troubled(await asyncio.wait_for(Session(socket).go(""), OPENING)):
            raise RuntimeError(f"the first visit of {home} ended with an error")


def warm(site: Site) -> None:
    """The first visit of a server, which waits for its imports and its atlas."""
    asyncio.run(warmed(site.home))


async def crowd(home: str, known: dict[str, Any], readers: int, seconds: float, seed: int) -> Reading:
    found, end = Reading([]), time.monotonic() + seconds
    randoms = [Random(f"{seed} {n}") for n in range(readers)]
    await asyncio.gather(*(read(home, random, known, end, found) for random in randoms))
    return found


def measured(
    site: Site, known: dict[str, Any], readers: int, seconds: float, seed: int = 1
) -> dict[str, float]:
    """Readers on a warm server: how long their changes took, what went wrong, what the server holds."""
    warm(site)
    found = asyncio.run(crowd(site.home, known, readers, seconds, seed))
    return {
        "changes": len(found.changes),
        "p50": figures.median(found.changes),
        "p95": figures.p95(found.changes),
        "errors": found.errors,
        "memory": site.memory(),
    }


def main() -> None:
    told = argparse.ArgumentParser(description="Many readers at once.")
    told.add_argument("folder", type=Path, nargs="?", default=ROOT)
    told.add_argument("--readers", type=int, default=50)
    told.add_argument("--seconds", type=float, default=60)
    told.add_argument("--seed", type=int, default=1)
    given = told.parse_args()
    known = expected.read(given.folder)
    with tempfile.TemporaryDirectory() as cache, dashboard(given.folder, Path(cache)) as site:
        found = measured(site, known, given.readers, given.seconds, given.seed)
    print(report.readers_table({f"{given.readers} readers, {known['size']}": found}))


if __name__ == "__main__":
    main()
