"""The bench: our page beside the least and the usual one, in real Chromium, in one run.

python -m tests.bench [--quick] [--rounds N] [--synthetic DIR] [--write README.md]
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tests.bench import expected, heap, readers, report, sites, wire
from tests.bench.goals import Measured
from tests.bench.line import Line, counted
from tests.bench.pages import Dashboard, Driver, Floor, Usual
from tests.bench.sites import ROOT, Site
from tests.bench.watching import Visit, first_load, visiting
from tests.browsing import browsing

SYNTHETIC = ("--records", "100000", "--places", "5000", "--seed", "1")


@dataclass(frozen=True)
class Plan:
    """How often each thing is done."""

    rounds: int = 30
    loads: int = 10
    changes: int = 50
    readers: int = 50
    seconds: float = 60

    @classmethod
    def quick(cls) -> "Plan":
        return cls(3, 2, 6, 5, 8)


@dataclass(frozen=True)
class Stand:
    """A page of the comparison: its server, how it is used, and what its atlas holds."""

    name: str
    site: Site
    driver: Driver
    known: Mapping[str, Any] | None = None


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


# ---- the atlases and the servers -----------------------------------------------------
def synthetic(given: Path | None) -> Path | None:
    """The large atlas: the folder that was given, else one made once under /tmp; None if it cannot be had."""
    if given is not None:
        return given if (given / "events").is_dir() else None
    maker = Path(__file__).with_name("synthetic.py")
    if not maker.is_file():
        return None
    stamp = hashlib.sha256(maker.read_bytes()).hexdigest()[:8]
    made = Path(tempfile.gettempdir()) / "passage-atlas-bench" / f"100000-5000-1-{stamp}"
    return made if made.is_dir() else make(made)


def make(made: Path) -> Path | None:
    """Make the large atlas; the folder appears whole or not at all."""
    fresh = made.with_name(made.name + ".fresh")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.bench.synthetic", str(fresh), *SYNTHETIC]
    if subprocess.call(command, cwd=ROOT, stdout=sys.stderr) != 0:
        return None
    return fresh.rename(made)


@contextmanager
def stands(large: Path | None) -> Iterator[list[Stand]]:
    """All pages, served, in the order of the columns."""
    with ExitStack() as stack:
        cache = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        known = expected.read(ROOT)
        found = [
            Stand("ours", stack.enter_context(sites.dashboard(ROOT, cache)), Dashboard(known), known),
            Stand("floor", stack.enter_context(sites.floor(cache)), Floor()),
            Stand("usual", stack.enter_context(sites.usual(ROOT, cache)), Usual(known)),
        ]
        if large is not None:
            known = expected.read(large)
            site = stack.enter_context(sites.dashboard(large, cache))
            found.append(Stand("large", site, Dashboard(known), known))
        yield found


# ---- measuring -----------------------------------------------------------------------
def measure(browser: Browser, pages: list[Stand], plan: Plan) -> dict[str, Measured]:
    """Everything that one browser tells, the pages in turn."""
    found = {page.name: Measured() for page in pages}
    with ExitStack() as stack:
        visits = [
            stack.enter_context(visiting(browser, p.name, p.site.home, p.driver))
            for p in pages
            if say(f"opening: {p.name}") is None
        ]
        take_times(visits, found, plan)
        say(report.measured_table(found))  # should a later part fail, this is not lost
        for visit, page in zip(visits, pages, strict=True):
            take_bytes(visit, found[visit.name], plan)
            take_work(visit, page.site, browser, found[visit.name], plan)
        for visit in visits:
            say(f"heap: {visit.name}")
            found[visit.name].heap = heap.readings(visit, plan.changes)
    for page in pages:
        take_crossing(browser, page, found[page.name], plan)
    take_loads(browser, pages, found, plan)
    return found


TIMED = {"filter": Visit.change, "years": Visit.brush, "click": Visit.click}
"""What is timed, by its name in Measured."""


def take_times(visits: list[Visit], found: Mapping[str, Measured], plan: Plan) -> None:
    for name, act in TIMED.items():
        say(f"times: {name}")
        for visit in visits:  # the first one loads what the later ones share
            visit.reopen()
            act(visit)
        for _ in range(plan.rounds):
            for visit in visits:
                keep(getattr(found[visit.name], name), rested(visit, act))


def rested(visit: Visit, act: Callable[[Visit], float | None]) -> float | None:
    """An act, and then its page at rest: what one page still does is no part of another's time."""
    found = act(visit)
    visit.settle()
    return found


def keep(values: list[float], value: float | None) -> None:
    if value is not None:
        values.append(value)


def take_bytes(visit: Visit, found: Measured, plan: Plan) -> None:
    """Bytes of a change with a place open; then, in a page opened anew, without one."""
    say(f"bytes: {visit.name}")
    count = min(plan.rounds, 12)
    if found.click:
        found.bytes_open = [weight(visit.received(visit.change)) for _ in range(count)]
    visit.reopen()
    for _ in range(count):
        frames = visit.received(visit.change)
        found.bytes.append(weight(frames))
        found.http.append(sum(visit.fetched))
    for kind, number, size in wire.breakdown(frames):
        say(f"    {size:>8} B in {number} {kind}")


def take_crossing(browser: Browser, page: Stand, found: Measured, plan: Plan) -> None:
    """Bytes of a change as they cross the line, without a place open and with one."""
    say(f"line: {page.name}")
    with counted(page.site.home) as line, visiting(browser, page.name, line.home, page.driver) as visit:
        found.crossed = [crossing(visit, line) for _ in range(min(plan.rounds, 12))][1:]
        visit.reopen()
        if visit.click() is not None:
            found.crossed_open = [crossing(visit, line) for _ in range(min(plan.rounds, 12))][1:]


def crossing(visit: Visit, line: Line) -> float:
    """Bytes towards the browser from a change until nothing more comes."""
    visit.settle()
    before = line.received
    visit.change()
    visit.settle()
    return line.received - before


def take_work(visit: Visit, site: Site, browser: Browser, found: Measured, plan: Plan) -> None:
    """Processor time of a change, on both sides: it says what a page costs even on a busy machine."""
    count = min(plan.rounds, 12)
    before = site.worked(), browser_worked(browser)
    for _ in range(count):
        visit.change()
        visit.settle()
    found.server.append((site.worked() - before[0]) / count)
    found.browser.append((browser_worked(browser) - before[1]) / count)


def browser_worked(browser: Browser) -> float:
    """Milliseconds of processor time of all processes of the browser."""
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return 1000 * sum(process["cpuTime"] for process in told)


def weight(frames: list[bytes]) -> float:
    return float(sum(map(len, frames)))


def take_loads(browser: Browser, pages: list[Stand], found: Mapping[str, Measured], plan: Plan) -> None:
    say("first loads")
    for _ in range(plan.loads):
        for page in pages:
            home, taken = page.site.home, found[page.name]
            taken.first.append(first_load(browser, home, page.driver.first()))
            taken.load.append(first_load(browser, home, page.driver.ready()))


def take_readers(pages: list[Stand], plan: Plan) -> dict[str, Mapping[str, float]]:
    """Many readers on each atlas, one atlas after the other."""
    found = {}
    for page in pages:
        if page.known is not None:
            say(f"readers: {page.name}")
            title = f"{plan.readers} readers, {page.known['size']}"
            found[title] = readers.measured(page.site, page.known, plan.readers, plan.seconds)
    return found


# ---- the command ---------------------------------------------------------------------
def options() -> argparse.ArgumentParser:
    told = argparse.ArgumentParser(description="Our page beside the least and the usual one.")
    told.add_argument("--rounds", type=int, help="Rounds of each timed change.")
    told.add_argument("--quick", action="store_true", help="A few of everything: does it work?")
    told.add_argument("--synthetic", type=Path, help="A folder that tests.bench.synthetic made.")
    told.add_argument("--small", action="store_true", help="Without the large atlas.")
    told.add_argument("--write", type=Path, help="A README to write the tables into.")
    return told


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the servers are stopped on the way out
    given = options().parse_args()
    plan = Plan.quick() if given.quick else Plan()
    plan = plan if given.rounds is None else Plan(**vars(plan) | {"rounds": given.rounds})
    put(given.write, None)
    load = os.getloadavg()[0]
    large = None if given.small else synthetic(given.synthetic)
    with stands(large) as pages:
        for page in pages:
            say(f"warming: {page.name}")
            readers.warm(page.site)
        with browsing() as browser:
            found = measure(browser, pages, plan)
        shown = report.measured_table(found)
        say(shown)
        crowds = take_readers(pages, plan)
    body = "\n\n".join([shown, report.readers_table(crowds), report.notes()])
    if large is None:
        why = "left out with --small" if given.small else "its folder is not there"
        body += f"\n\nThe large atlas was not measured: {why}."
    command = " ".join(["python -m tests.bench", *sys.argv[1:]])
    block = report.signed(body, command, date.today(), load)
    print(block)
    put(given.write, block)


def put(path: Path | None, block: str | None) -> None:
    """Write the block into a README; without one only see that it has a place for it."""
    if path is None:
        return
    text = report.replaced(path.read_text("utf-8"), block or "")
    if block is not None:
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
