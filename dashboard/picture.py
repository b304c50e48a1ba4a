"""The Picture: what a page shows for a view, the scene and what a page beside the map has of its own."""

from dataclasses import dataclass
from typing import Any

from dashboard import guard, pages
from dashboard.opening import Opened
from dashboard.scene import Scene, scene
from dashboard.view import FILTERED, View


@dataclass(frozen=True, slots=True)
class Picture:
    """A scene, and what a page beside the map shows; None on the map and where that has failed."""

    scene: Scene
    sheet: dict[str, Any] | None

    @property
    def view(self) -> View:
        return self.scene.view

    @property
    def failed(self) -> bool:
        return self.sheet is None and self.view.show != "map"

    def told(self) -> dict[str, dict[str, Any]]:
        """What each panel of the page is told to show, by its name."""
        show, chosen = self.view.show, self.scene
        if show == "map":
            return {
                "head": chosen.head | {"marks": chosen.marks}, "facets": chosen.facets, "years": chosen.years,
                "panel": chosen.panel, "list": chosen.rows,
            }  # fmt: skip
        found = {"head": chosen.head}
        if show in FILTERED:
            found["facets"] = chosen.facets
        if show == "timeline":
            found["years"] = chosen.years
        return found if self.sheet is None else found | {show: self.sheet}


def picture(found: Opened, view: View, ignored: tuple[str, ...], language: str) -> Picture:
    """What to show for a view, with the pages that there are; ``ignored`` is what its link had in vain."""
    sheet, settled = None, view
    if view.show != "map":
        with guard.part(f"the page {view.show}"):
            sheet = pages.data(found.atlas, view, language)
            settled = pages.settle(view, sheet)
    return Picture(scene(found.atlas, settled, (*ignored, *view.beyond(settled)), language), sheet)
