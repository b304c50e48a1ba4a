"""The atlases of the browser tests: the shipped one, and a tiny one in Arabic across the antimeridian."""

from dataclasses import dataclass

from geodata.atlas import Atlas
from geodata.place import Place
from geodata.query import Query
from tests.serving import ROOT

FIJI = ROOT / "tests" / "atlases" / "fiji"


@dataclass(frozen=True)
class Site:
    """A served atlas and what is known about it without the page."""

    home: str
    atlas: Atlas

    @property
    def city(self) -> Place:
        """The busiest city."""
        return self.busiest("point")

    @property
    def area(self) -> Place:
        """The busiest area or country."""
        return self.busiest("area", "country")

    def busiest(self, *precisions: str) -> Place:
        counts = dict(zip(self.atlas.places, self.count_all(), strict=True))
        found = [p for p in self.atlas.gazetteer.places if p.precision in precisions]
        return max(found, key=lambda p: counts[p.id])

    def count_all(self) -> list[int]:
        return self.atlas.columns.ask(Query()).place_counts()

    def count(self, place: Place) -> int:
        return sum(place.id in [link.id for link in r.places] for r in self.atlas.archive.records)
