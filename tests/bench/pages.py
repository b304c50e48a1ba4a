"""What is clicked and what is to be seen on each page that is measured: all selectors stand here.

A picture that is waited for is a list of checks, carried out by ``probe.js`` inside the page:
``number`` (the first number of a text), ``words`` (a text holds them), ``counts`` (every label that has a
number has the right one), ``exactly`` and ``least`` (so many nodes). Each looks at a frame ("" is the page
itself) and a selector in it.
"""

import re
from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from playwright.sync_api import FrameLocator, Locator, Page

from tests.bench.expected import name_of, step

Want = list[list[Any]]


class Driver(Protocol):
    """How a page is used; a step of the filter is made ready, said, and clicked."""

    def first(self) -> Want:
        """The first map, whatever else is there; on a page without any, the first picture."""

    def ready(self) -> Want:
        """The first picture."""

    def reach(self, page: Page, k: int) -> Locator:
        """What to click for the ``k``-th change of the filter, from 1."""

    def changed(self, k: int) -> Want:
        """The picture after it."""

    def brush(self, page: Page, k: int) -> tuple[Locator, Want] | None:
        """A bar of the histogram to click, with the picture after it; None where there is no histogram."""

    def places(self, page: Page) -> list[tuple[Locator, Want]]:
        """Places to click, two at most and not open, each with the picture after it; none without a map."""


@dataclass(frozen=True)
class Dashboard:
    """Our own page."""

    expected: dict[str, Any]
    frame: str = "iframe[title*=folium]"
    ahead: str = "#first-map"
    option: str = "label.option"
    tick: str = "input"
    left: tuple[str, ...] = (".status strong", "[data-atlas=list] h2 .count")
    bar: str = "[data-atlas=years] .bars .bar"
    label: str = ".atlas-label:not(.base)"
    selected: str = ".atlas-label.selected"
    heading: str = "[data-atlas=panel] h2"
    quote: str = "[data-atlas=panel] blockquote mark"

    def first(self) -> Want:
        """The base map and the marks, in the first answer's map or the page's: labels come after both."""
        counts = self.expected["states"][name_of(set())]["counts"]
        return [["counts", [f"{self.ahead}, {self.frame}", self.label], counts]]

    def ready(self) -> Want:
        return self.picture(self.expected["states"][name_of(set())])

    def picture(self, state: dict[str, Any]) -> Want:
        """The head, the list and every label that has a number show these records."""
        counts = ["counts", [self.frame, self.label], state["counts"]]
        return [*(["number", ["", at], state["left"]] for at in self.left), counts]

    def reach(self, page: Page, k: int) -> Locator:
        clicked, _ = step(k, len(self.expected["topics"]))
        title = self.expected["topics"][clicked][1]
        return page.locator(self.option).filter(has_text=starting(title)).locator(self.tick).first

    def changed(self, k: int) -> Want:
        return self.picture(self.expected["states"][name_of(step(k, len(self.expected["topics"]))[1])])

    def brush(self, page: Page, k: int) -> tuple[Locator, Want] | None:
        n, state = self.expected["bars"][k % len(self.expected["bars"])]
        return page.locator(self.bar).nth(n), self.picture(state)

    def places(self, page: Page) -> list[tuple[Locator, Want]]:
        inside = page.frame_locator(self.frame)
        inside.locator(self.label).first.wait_for()
        others = inside.locator(f"{self.label}:not({self.selected})")
        shown = [words.strip() for words in others.all_inner_texts()]
        titles = [t for t in self.expected["places"] if any(starting(t).match(words) for words in shown)]
        return [(self.named(inside, title), self.opened(title)) for title in titles[:2]]

    def named(self, inside: FrameLocator, title: str) -> Locator:
        return inside.locator(self.label).filter(has_text=starting(title)).first

    def opened(self, title: str) -> Want:
        return [
            ["words", ["", self.heading], title],
            ["least", ["", self.quote], 1],
            ["words", [self.frame, self.selected], title],
        ]


def address(random: Random, known: dict[str, Any]) -> str:
    """A link that somebody might follow: topics, years, a place, each or not."""
    topics = [topic for topic, _ in known["topics"]]
    parts = [f"topic={topic}" for topic in sorted(random.sample(topics, random.choice([0, 1, 1, 2])))]
    low, high = sorted(random.choices(range(known["years"][0], known["years"][1] + 1), k=2))
    parts += [f"years={low}..{high}"] * (random.random() < 0.4)
    parts += [f"place={random.choice(known['ids'])}"] * (random.random() < 0.5)
    return "&".join(parts)


def acted(random: Random, known: dict[str, Any]) -> dict[str, Any]:
    """What somebody might do in a panel: mostly an option of the topics, else years, a place, a page."""
    low, high = sorted(random.choices(range(known["years"][0], known["years"][1] + 1), k=2))
    others = [
        {"do": "years", "low": low, "high": high},
        {"do": "place", "id": random.choice(known["ids"])},
        {"do": "page", "page": random.randint(1, 5)},
        {"do": "clear"},
    ]
    toggle = {"do": "toggle", "facet": "topic", "option": random.choice(known["topics"])[0]}
    return toggle if random.random() < 0.6 else random.choice(others)


def starting(title: str) -> re.Pattern:
    """A text that is the title, or the title and a number."""
    return re.compile(rf"^\s*{re.escape(title)}\s*[\d,]*\s*$")


@dataclass(frozen=True)
class Floor:
    """One choice and one line of text."""

    options: int = 12
    option: str = "[data-testid=stRadio] label[data-baseweb=radio], [data-testid=stRadio] label:has(input)"
    said: str = "[data-testid=stMarkdownContainer] p"

    def first(self) -> Want:
        return self.ready()

    def ready(self) -> Want:
        return self.picture(0)

    def picture(self, chosen: int) -> Want:
        return [["words", ["", self.said], f"You chose Choice {chosen}."]]

    def reach(self, page: Page, k: int) -> Locator:
        return page.locator(self.option).nth(k % self.options)

    def changed(self, k: int) -> Want:
        return self.picture(k % self.options)

    def brush(self, page: Page, k: int) -> tuple[Locator, Want] | None:
        """A change is a change: the least that one of years could take."""
        return self.reach(page, k), self.changed(k)

    def places(self, page: Page) -> list[tuple[Locator, Want]]:
        return []


FREE = """async () => {
  map.closePopup();
  await new Promise((done) => setTimeout(done, 400));
  const found = [];
  map.eachLayer((layer) => {
    if (!layer._icon || !layer.getPopup()) return;
    const box = layer._icon.getBoundingClientRect();
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const title = layer.getPopup().getContent().textContent.trim();
    const room = box.top > 180 && box.left > 160 && box.right < innerWidth - 160;
    if (over === layer._icon && room && !/[$*_<>&]/.test(title)) found.push({ title, x: box.left });
  });
  found.sort((a, b) => a.x - b.x);
  return found.map((marker) => marker.title);
}"""
"""Closes popups; the titles of the markers that none covers and whose popup moves no map, left to right."""
ICON = """(title) => {
  let found = null;
  map.eachLayer((layer) => {
    if (layer._icon && layer.getPopup() && layer.getPopup().getContent().textContent.trim() === title) {
      const box = layer._icon.getBoundingClientRect();
      const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      if (!found || over === layer._icon) found = layer._icon;
    }
  });
  return found;
}"""


@dataclass(frozen=True)
class Usual:
    """A marker for every record, and a multiselect."""

    expected: dict[str, Any]
    frame: str = "iframe[title*=folium]"
    icon: str = ".leaflet-marker-icon"
    tile: str = ".leaflet-tile-loaded"
    popup: str = ".leaflet-popup-content"
    left: str = "[data-testid=stMarkdownContainer] strong"
    heading: str = "[data-testid=stHeading] h3"
    quote: str = "[data-testid=stExpander] blockquote"
    box: str = "[data-testid=stMultiSelect]"
    option: str = "[role=option]"

    def first(self) -> Want:
        return self.ready()[1:]

    def ready(self) -> Want:
        return [*self.picture(set()), ["least", [self.frame, self.tile], 1]]

    def picture(self, chosen: set[int]) -> Want:
        state = self.expected["states"][name_of(chosen)]
        return [
            ["number", ["", self.left], state["left"]],
            ["exactly", [self.frame, self.icon], state["markers"]],
        ]

    def reach(self, page: Page, k: int) -> Locator:
        """An option of the opened list, or the cross of one that is chosen."""
        clicked, chosen = step(k, len(self.expected["topics"]))
        title = self.expected["topics"][clicked][1]
        if clicked not in chosen:
            return page.locator(f'{self.box} button[aria-label="Remove {title}"]:visible')
        page.locator(self.box).locator("input").click()
        page.locator(self.box).locator("input").fill(title)  # a long list is not drawn to its end
        return page.locator(self.option).filter(has_text=starting(title)).first

    def changed(self, k: int) -> Want:
        return self.picture(step(k, len(self.expected["topics"]))[1])

    def brush(self, page: Page, k: int) -> tuple[Locator, Want] | None:
        return None

    def places(self, page: Page) -> list[tuple[Locator, Want]]:
        frame = next(f for f in page.frames if "folium" in f.url)
        titles = list(dict.fromkeys(frame.evaluate(FREE)))[:2]
        if len(titles) < 2:
            return []
        return [(frame.evaluate_handle(ICON, t).as_element(), self.opened(t)) for t in titles]

    def opened(self, title: str) -> Want:
        return [
            ["words", [self.frame, self.popup], title],
            ["words", ["", self.heading], title],
            ["least", ["", self.quote], 1],
        ]
