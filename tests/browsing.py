"""A reader in real Chromium: opens a page, sees what it asks for, and uses it by mouse and keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect, sync_playwright

from dashboard.opening import LOOKS
from tests import chromium

PATIENCE = 30_000
"""Milliseconds that a page may take; no test measures time."""
expect.set_options(timeout=PATIENCE)
AXE = {"resultTypes": ["violations"], "iframes": False}
"""No list of what is in order, which takes most of the time; each frame is looked at by itself."""
OF_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules of axe that may find something in one colour scheme and nothing in the other."""
WORN = """scheme => [...document.querySelectorAll(".stApp")].every((app) =>
    getComputedStyle(app).colorScheme === scheme)
    && !document.getAnimations().some((one) => one instanceof CSSTransition && one.playState === "running")"""
"""Whether what there is of Streamlit's page is in a colour scheme, and all is done with turning to it."""
RIGHTS = ["clipboard-read", "clipboard-write"]


@contextmanager
def browsing() -> Iterator[Browser]:
    """A headless Chromium that asks nobody for anything; readers share its first context."""
    path = chromium.find()
    if path is None:
        raise RuntimeError(chromium.HOW)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=chromium.FLAGS)
        browser.new_context(permissions=RIGHTS)
        yield browser
        browser.close()


@dataclass
class Reader:
    """One page, and what went wrong in it.

    Readers of one browser have at hand what any of them has loaded, as somebody has who comes again;
    one who stands apart comes for the first time, and may have a language of their own (BCP 47).
    """

    browser: Browser
    home: str
    width: int = 1440
    height: int = 900
    scheme: str = "light"
    apart: bool = False
    locale: str | None = None
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        here = self.browser
        own = {"permissions": RIGHTS, "locale": self.locale}
        self.context = here.new_context(**own) if self.apart else here.contexts[0]
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.set_viewport_size({"width": self.width, "height": self.height})
        self.page.emulate_media(color_scheme=self.scheme)
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        self.page.on(
            "response",
            lambda got: self.errors.append(f"{got.status} {got.url}") if got.status >= 400 else None,
        )

    def open(self, query: str = "") -> "Reader":
        self.page.goto(self.home + query)
        self.map.locator("#map_div[data-ready=yes]").wait_for()
        self.page.locator("[data-atlas=panel] :is(h2, .card)").first.wait_for(state="attached")
        self.page.locator("[data-atlas=list] h2").wait_for()
        self.page.locator("#first-map").wait_for(state="detached")
        return self

    @property
    def map(self) -> FrameLocator:
        return self.page.frame_locator("iframe[title*=folium]")

    def label(self, title: str) -> Locator:
        """A place's label on the map."""
        return self.map.locator(".atlas-label:not(.base)").filter(has_text=title).first

    def panel(self, title: str) -> Locator:
        return self.page.locator("[data-atlas=panel] h2", has_text=title)

    def option(self, title: str) -> Locator:
        return self.page.locator("[data-atlas=facets] .option").filter(has_text=title).first

    def row(self, n: int = 0) -> Locator:
        return self.page.locator("[data-atlas=list] .row").nth(n)

    def turn_to(self, show: str) -> Locator:
        """Another page, by the head where it leads there, else by its link; what the page shows."""
        leads = self.page.locator(f"[data-key=nav-{show}]")
        if leads.count():
            leads.click()
        else:
            self.page.goto(f"{self.home}?show={show}")
        found = self.page.locator(f"[data-atlas={show}]")
        found.locator("h2").first.wait_for()
        return found

    def status(self) -> str:
        return self.page.locator(".status strong").inner_text()

    def strangers(self) -> list[str]:
        """The requests that went anywhere but to our own server."""
        own = (self.home, "data:", "blob:")
        return [url for url in self.asked if not url.startswith(own)]

    def wait_for_address(self, part: str) -> None:
        self.page.wait_for_function("part => decodeURIComponent(location.search).includes(part)", arg=part)

    def wait_for_a_look(self) -> None:
        """Let the moment pass in which the server looks at its folder but once."""
        self.page.wait_for_timeout(1000 * LOOKS)

    def grave(self) -> list:
        """What axe finds serious or critical, in every frame: the rule and its first nodes.

        In the other colour scheme only what colours decide is looked at again.
        """
        found, other = self.violations(AXE), "dark" if self.scheme == "light" else "light"
        self.wear(other)
        found += self.violations(AXE | {"runOnly": OF_COLOUR})
        self.wear(self.scheme)
        return found

    def wear(self, scheme: str) -> None:
        """Change the colour scheme, as the reader's system does in the evening; Streamlit's part follows."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.wait_for_function(WORN, arg=scheme)

    def violations(self, options: dict) -> list:
        looked = [Axe().run(frame, options=options) for frame in self.page.frames]
        found = [rule for one in looked for rule in one.response["violations"]]
        return [
            (rule["id"], [node["target"] for node in rule["nodes"]][:3])
            for rule in found
            if rule["impact"] in ("serious", "critical")
        ]

    def close(self) -> None:
        self.page.close()
        if self.apart:
            self.context.close()
