"""A page in a browser context of its own whose clicks are timed inside the page (see ``probe.js``)."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, ElementHandle, Locator, Page

from tests.bench import wire
from tests.bench.pages import Driver, Want

PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")
SIZE = {"width": 1440, "height": 900}
PATIENCE = 120_000
"""Milliseconds; the very first visit of a server waits for its imports and its atlas."""
QUIET = 250
"""Milliseconds without a message after which a change is over."""


class NeverPainted(Exception):
    """What was still missing when patience ended."""


def checked(found: dict) -> float:
    """The milliseconds of a result of the probe."""
    if "ms" not in found:
        raise NeverPainted(json.dumps(found["missing"], ensure_ascii=False)[:2000])
    return found["ms"]


@dataclass
class Visit:
    """An opened page, how it is used, and the messages it has received."""

    name: str
    home: str
    page: Page
    driver: Driver
    changes: int = 0
    clicks: int = 0
    frames: list[bytes] = field(default_factory=list)
    fetched: list[float] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def change(self) -> float | None:
        """Change the filter; milliseconds until it is painted, None where nothing had to change."""
        self.changes += 1
        target = self.driver.reach(self.page, self.changes)
        return self.timed(target, self.driver.changed(self.changes))

    def brush(self) -> float | None:
        """Change the years; None on a page that has no histogram of them."""
        self.changes += 1
        found = self.driver.brush(self.page, self.changes)
        return self.timed(*found) if found is not None else None

    def click(self) -> float | None:
        """Click one of the places that can be clicked; None on a page without any."""
        places = self.driver.places(self.page)
        if not places:
            return None
        self.clicks += 1
        return self.timed(*places[self.clicks % len(places)])

    def timed(self, target: Locator | ElementHandle, want: Want) -> float | None:
        """Click, and wait until the picture is painted."""
        target.wait_for() if isinstance(target, Locator) else None
        fresh = self.page.evaluate("want => bench.arm(want)", want)
        target.click()
        ms = checked(self.page.evaluate("bench.result()"))
        return ms if fresh else None

    def reopen(self) -> None:
        """Go to the page anew and wait for its first picture."""
        self.changes = 0
        self.page.goto(self.home)
        self.page.evaluate("want => bench.arm(want, performance.timeOrigin)", self.driver.ready())
        checked(self.page.evaluate("bench.result()"))
        self.settle()

    def settle(self) -> None:
        """Wait until the server has had nothing to say for a while."""
        before = -1
        while before != len(self.frames):
            before = len(self.frames)
            self.page.wait_for_timeout(QUIET)

    def received(self, act: Callable[[], object]) -> list[bytes]:
        """The messages that an act brings over the WebSocket, the end of its run included."""
        self.settle()
        self.frames.clear()
        self.fetched.clear()
        act()
        while not any(wire.ends_run(wire.parsed(frame)) for frame in self.frames):
            self.page.wait_for_timeout(QUIET)
        self.settle()
        return list(self.frames)


def listen(visit: Visit) -> None:
    """Keep what crosses to the page: WebSocket frames, bytes over HTTP, requests to strangers."""
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("Network.enable")

    def on_frame(event: dict) -> None:
        given = event["response"]
        raw = given["payloadData"]
        visit.frames.append(base64.b64decode(raw) if given["opcode"] == 2 else raw.encode())

    def on_request(request) -> None:
        if not request.url.startswith((visit.home, "data:", "blob:")):
            visit.strangers.append(request.url)

    session.on("Network.webSocketFrameReceived", on_frame)
    session.on("Network.loadingFinished", lambda event: visit.fetched.append(event["encodedDataLength"]))
    visit.page.on("request", on_request)


@contextmanager
def visiting(browser: Browser, name: str, home: str, driver: Driver) -> Iterator[Visit]:
    """A page that is open and painted."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(PROBE)
    visit = Visit(name, home, context.new_page(), driver)
    listen(visit)
    visit.reopen()
    yield visit
    context.close()


def first_load(browser: Browser, home: str, want: Want) -> float:
    """Milliseconds from the start of the navigation in a new context to a painted picture."""
    context = browser.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE)
    arm = f"if (window === window.top) bench.arm({json.dumps(want)}, performance.timeOrigin);"
    context.add_init_script(PROBE + arm)
    page = context.new_page()
    page.goto(home, wait_until="commit")
    ms = checked(page.evaluate("bench.result()"))
    context.close()
    return ms
