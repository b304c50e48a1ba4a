"""The gazetteer: every place by id, read from ``<atlas>/geodata/places.geojson``."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import geopandas
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from events import errors
from events.errors import Ledger, Spot
from events.reading import check_slug, one_of, repeated
from events.tables import Few, Line, Many, Prose
from geodata import geojson
from geodata.place import CERTAINTIES, KINDS, Place, Toponym

NAME = "geodata/places.geojson"


@dataclass(frozen=True)
class Gazetteer:
    """All places, in the order of the file; ``view`` is the first view, or None.

    A view is west, south, east, north in degrees; west may be above east (RFC 7946 5.2).
    ``whole`` is False where a feature could not be read.
    """

    places: tuple[Place, ...]
    view: tuple[float, float, float, float] | None = None
    whole: bool = True

    def frame(self) -> geopandas.GeoDataFrame:
        """The layer: one row a place, columns id, title, kind, precision, part_of, geometry."""
        columns = ("id", "title", "kind", "precision", "part_of")
        rows = {name: [getattr(place, name) for place in self.places] for name in columns}
        geometry = [place.geometry for place in self.places]
        return geopandas.GeoDataFrame(rows, geometry=geometry, crs="OGC:CRS84")


class Member(BaseModel):
    """A member of a feature: no coercion; members we do not know are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class CitationMember(Member):
    label: Line
    id: Line = Field("", alias="@id")


class SpanEnd(Member):
    within: Line = Field(alias="in")


class SpanMember(Member):
    start: SpanEnd | None = None
    end: SpanEnd | None = None


class SpansMember(Member):
    timespans: Few[SpanMember]


class NameMember(Member):
    toponym: Line
    lang: Line
    citations: Annotated[list[CitationMember], Field(min_length=1, max_length=50)]
    when: SpansMember | None = None


class LinkMember(Member):
    type: Line
    identifier: Line


class PropertiesMember(Member):
    title: Line
    kind: Line
    ccodes: Few[Line] = []
    part_of: Line | None = None
    note: Prose = ""
    unplaced: Prose = ""


class FeatureMember(Member):
    type: Literal["Feature"]
    id: Line
    properties: PropertiesMember
    names: Many[NameMember] = []
    links: Few[LinkMember] = []
    bbox: list[float] | None = None
    geometry: dict[str, Any] | None


class CitedGeometry(BaseModel):
    """What the page shows of a geometry besides its coordinates, which are checked apart."""

    model_config = ConfigDict(strict=True)

    citations: Few[CitationMember] = []


M = TypeVar("M", bound=BaseModel)


def read(folder: Path, ledger: Ledger) -> Gazetteer:
    """Read ``<atlas>/geodata``; faults go to the ledger, what can be read is returned."""
    path = folder / "places.geojson"
    if not path.is_file():
        ledger.add(errors.Missing(Spot(NAME), "file", "places.geojson", "write a FeatureCollection"))
        return Gazetteer((), whole=False)
    collection = geojson.load(path.read_bytes(), NAME, ledger)
    if collection is None:
        return Gazetteer((), whole=False)
    return read_collection(collection, ledger)


def read_collection(collection: dict[str, Any], ledger: Ledger) -> Gazetteer:
    geojson.check_crs(collection, NAME, ledger)
    features = collection.get("features")
    if collection.get("type") != "FeatureCollection" or not isinstance(features, list):
        write = "write a FeatureCollection with features"
        ledger.add(errors.WrongShape(Spot(NAME), "type", collection.get("type"), write))
        return Gazetteer((), whole=False)
    places = [(n, read_place(feature, n, ledger)) for n, feature in enumerate(features, 1)]
    found = [(n, place) for n, place in places if place is not None]
    for at, given in repeated([place.id for _, place in found]):
        spot = Spot(NAME, "feature", found[at][0], given)
        ledger.add(errors.DuplicateId(spot, "id", given, "write another"))
    check_parts(found, ledger)
    view = read_view(collection.get("view"), ledger)
    return Gazetteer(tuple(place for _, place in found), view, len(found) == len(places))


def read_view(given: Any, ledger: Ledger) -> tuple[float, float, float, float] | None:
    if given is None:
        return None
    spot = Spot(NAME)
    if not isinstance(given, list) or len(given) != 4:
        ledger.add(errors.BadPosition(spot, "view", given, "write [west, south, east, north]"))
        return None
    before = len(ledger.faults)
    geojson.check_position(given[:2], spot, ledger, "view")
    geojson.check_position(given[2:], spot, ledger, "view")
    if len(ledger.faults) == before and given[1] > given[3]:
        ledger.add(errors.BadPosition(spot, "view", given, "write the south before the north"))
    return None if len(ledger.faults) > before else (given[0], given[1], given[2], given[3])


def read_place(feature: Any, n: int, ledger: Ledger) -> Place | None:
    """One feature as a place, or None with its faults."""
    given = feature.get("id", "") if isinstance(feature, dict) else ""
    spot = Spot(NAME, "feature", n, str(given))
    member = fitting(FeatureMember, feature, "", spot, ledger)
    if member is None:
        return None
    if member.geometry and fitting(CitedGeometry, member.geometry, "geometry.", spot, ledger) is None:
        return None
    check_words(member, spot, ledger)
    geometry = geojson.read_geometry(member.geometry, spot, ledger)
    return to_place(member, geometry)


def fitting(model: type[M], value: Any, above: str, spot: Spot, ledger: Ledger) -> M | None:
    """A value in its shape, or None with every misfit in the ledger."""
    try:
        return model.model_validate(value)
    except ValidationError as found:
        for error in found.errors(include_url=False):
            field = above + ".".join(str(step) for step in error["loc"]) or "feature"
            ledger.add(errors.WrongShape(spot, field, error["input"], error["msg"]))
    return None


def check_words(member: FeatureMember, spot: Spot, ledger: Ledger) -> None:
    """What the members mean: slugs, the words of each vocabulary, reasons where they are due."""
    check_slug(member.id, spot, ledger)
    one_of(member.properties.kind, KINDS, spot, "properties.kind", ledger)
    if member.geometry is None and not member.properties.unplaced:
        write = "say in properties.unplaced why it is not on the map"
        ledger.add(errors.MissingField(spot, "properties.unplaced", "", write))
    if member.geometry is not None:
        certainty = str(member.geometry.get("certainty", "certain"))
        one_of(certainty, CERTAINTIES, spot, "geometry.certainty", ledger)
        if not citation_of(member):
            write = 'say where the coordinates come from: "citations": [{"label": "…"}]'
            ledger.add(errors.Ungrounded(spot, "geometry.citations", member.id, write))


def citation_of(member: FeatureMember) -> str:
    """The label of the data set that the geometry comes from."""
    return "; ".join(citation["label"] for citation in (member.geometry or {}).get("citations", []))


def to_place(member: FeatureMember, geometry: Any) -> Place:
    properties = member.properties
    return Place(
        member.id, properties.title, properties.kind, tuple(properties.ccodes),
        tuple(to_toponym(name) for name in member.names), geometry,
        (member.geometry or {}).get("certainty", "certain"), citation_of(member),
        properties.part_of, properties.note, properties.unplaced,
        tuple(link.identifier for link in member.links),
    )  # fmt: skip


def to_toponym(name: NameMember) -> Toponym:
    spans = name.when.timespans if name.when else []
    start = next((s.start.within for s in spans if s.start), "")
    end = next((s.end.within for s in spans if s.end), "")
    return Toponym(name.toponym, name.lang, "; ".join(c.label for c in name.citations), start, end)


def check_parts(places: list[tuple[int, Place]], ledger: Ledger) -> None:
    """Every part_of is a place, and nothing is a part of itself; places with their numbers."""
    parents = {place.id: place.part_of for _, place in places}
    for n, place in places:
        spot = Spot(NAME, "feature", n, place.id)
        if place.part_of is not None:
            one_of(place.part_of, parents, spot, "properties.part_of", ledger, errors.Dangling)
        seen, at = {place.id}, place.part_of
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at is not None:
            ledger.add(
                errors.OutOfStep(spot, "properties.part_of", place.part_of, "a place is no part of itself")
            )
