"""Places: entries of the gazetteer, in the terms of the Linked Places Format."""

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

KINDS = {
    "city": "City or town",
    "settlement": "Settlement",
    "building": "Building",
    "camp": "Camp",
    "district": "District",
    "prefecture": "Prefecture",
    "region": "Region",
    "country": "Country",
    "border": "Border",
    "route": "Route",
    "desert": "Desert",
    "island": "Island",
    "water": "Sea, lake or river",
}
"""What a place is."""

CERTAINTIES = ("certain", "less-certain", "uncertain")
"""How sure its geometry is, in the words of the Linked Places Format."""

PRECISIONS = {
    "point": "A point: a city or a settlement.",
    "area": "An area within a country.",
    "country": "A whole country, or more than one.",
    "line": "A line: a border.",
    "none": "Named by the articles, not placed on the map.",
}
"""How precisely a place is drawn."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place in a language (BCP 47), the data set it is from, the years it held."""

    toponym: str
    lang: str
    citation: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the gazetteer; ``geometry`` is WGS 84, longitude first, or None."""

    id: str
    title: str
    kind: str
    ccodes: tuple[str, ...]
    names: tuple[Toponym, ...]
    geometry: BaseGeometry | None
    certainty: str = "certain"
    citation: str = ""
    part_of: str | None = None
    note: str = ""
    unplaced: str = ""
    links: tuple[str, ...] = ()

    @property
    def precision(self) -> str:
        """How precisely the place is drawn, a key of PRECISIONS."""
        if self.geometry is None:
            return "none"
        if "Line" in self.geometry.geom_type:
            return "line"
        if "Point" in self.geometry.geom_type:
            return "point"
        return "area" if self.part_of and self.kind != "country" else "country"
