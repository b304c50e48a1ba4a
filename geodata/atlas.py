"""The Atlas: the gazetteer and the archive, joined; all we know, immutable."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas

from events import archive as archive_reader
from events import coverage, errors, grounding
from events.archive import Archive
from events.errors import Ledger, Spot
from events.fold import fold
from events.reading import one_of
from events.record import Mention, Record
from geodata import gazetteer as gazetteer_reader
from geodata.columns import Columns
from geodata.gazetteer import Gazetteer
from geodata.place import Place

OFF_LAYER = ("organisation",)
"""A place named only with these readings is not on the layer."""


@dataclass(frozen=True)
class Atlas:
    """Places joined to records; ``version`` is a hash over everything that was read."""

    archive: Archive
    gazetteer: Gazetteer
    version: str

    @cached_property
    def places(self) -> dict[str, Place]:
        return {place.id: place for place in self.gazetteer.places}

    @cached_property
    def records(self) -> dict[str, Record]:
        return {record.id: record for record in self.archive.records}

    @cached_property
    def mentions_of(self) -> dict[str, list[Mention]]:
        """The mentions of each place, in the order of the sources."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.archive.mentions:
            found[mention.place].append(mention)
        return dict(found)

    @cached_property
    def columns(self) -> Columns:
        """The records in columns, ready to be asked."""
        options = {
            "topic": [t.id for t in self.archive.topics],
            "source": [s.id for s in self.archive.sources],
        }
        words = [self.words_of(record) for record in self.archive.records]
        return Columns.of(self.archive.records, options, list(self.places), words)

    def words_of(self, record: Record) -> str:
        """What the search looks through: title, quotes, actors and every name of its places."""
        quotes = [p.quote.exact for p in record.passages]
        return " ".join(
            [record.title, *quotes, *record.actors, *map(self.names_of, (p.id for p in record.places))]
        )

    def names_of(self, place_id: str) -> str:
        """Every name of a place in any script, as printed and as data sets have it."""
        place = self.places[place_id]
        printed = dict.fromkeys(m.passage.quote.exact for m in self.mentions_of.get(place_id, []))
        return " ".join([place.title, *(n.toponym for n in place.names), *printed])

    @cached_property
    def folded_names(self) -> dict[str, str]:
        """Every name of each place, as a search is compared with it."""
        return {place_id: fold(self.names_of(place_id)) for place_id in self.places}

    def parts_of(self, place_id: str) -> list[Place]:
        """The places directly within a place."""
        return [place for place in self.gazetteer.places if place.part_of == place_id]

    def joined(self) -> geopandas.GeoDataFrame:
        """The layer with the number of records of each place (column ``records``)."""
        frame = self.gazetteer.frame()
        counts = self.columns.places.counts(self.columns.dated | True)
        return frame.assign(records=counts)


def load(folder: Path, texts: Path | None = None) -> Atlas:
    """Read, join and check the atlas in a folder.

    Without ``texts`` every passage has to match the lock; with them every quote is located
    afresh in the full texts. Raises AtlasFaults with everything that is wrong.
    """
    ledger = Ledger()
    atlas = gather(folder, texts, ledger)
    ledger.settle()
    return atlas


def gather(folder: Path, texts: Path | None, ledger: Ledger, *, locked: bool = True) -> Atlas:
    """The atlas of a folder with its faults in the ledger, not raised."""
    if not (folder / "events").is_dir() and not (folder / "geodata").is_dir():
        write = "an atlas folder has events/ and geodata/"
        ledger.add(errors.EmptyFolder(Spot(folder.name or "."), "folder", folder.name, write))
    archive = archive_reader.read(folder / "events", ledger)
    gazetteer = gazetteer_reader.read(folder / "geodata", ledger)
    check_join(archive, gazetteer, ledger)
    if texts is not None:
        found = grounding.load_texts(archive, texts, ledger)
        grounding.verify(archive, found, ledger)
        coverage.check_silences(archive, found, ledger)
    if locked:
        grounding.check_lock(archive, folder / grounding.LOCK, ledger)
    return Atlas(archive, gazetteer, version_of(folder))


def version_of(folder: Path) -> str:
    """The first 16 hexadecimal digits of the SHA-256 over every file of the atlas."""
    whole = hashlib.sha256()
    paths = [*sorted((folder / "events").glob("**/*.toml")), folder / grounding.LOCK]
    for path in [*paths, folder / "geodata" / "places.geojson"]:
        raw = path.read_bytes() if path.is_file() else b""
        whole.update(f"{path.relative_to(folder).as_posix()} {len(raw)}\n".encode() + raw)
    return whole.hexdigest()[:16]


def check_join(archive: Archive, gazetteer: Gazetteer, ledger: Ledger) -> None:
    """No dangling place id, no place without a passage; each asked only of what was read whole."""
    if gazetteer.whole:
        check_places_known(archive, [place.id for place in gazetteer.places], ledger)
    if archive.whole:
        check_places_named(archive, gazetteer, ledger)


def check_places_known(archive: Archive, known: list[str], ledger: Ledger) -> None:
    for record in archive.records:
        for link in record.places:
            one_of(link.id, known, archive.spots[record.id], "places", ledger, errors.Dangling)
    for mention in archive.mentions:
        spot = Spot(archive.spots[mention.passage.source].file, "mentions", None, mention.place)
        one_of(mention.place, known, spot, "mentions", ledger, errors.Dangling)


def check_places_named(archive: Archive, gazetteer: Gazetteer, ledger: Ledger) -> None:
    """Every place on the layer is printed somewhere with any reading but organisation."""
    named = {m.place for m in archive.mentions if m.reading not in OFF_LAYER}
    for n, place in enumerate(gazetteer.places, 1):
        if place.id not in named:
            spot = Spot(gazetteer_reader.NAME, "feature", n, place.id)
            write = "remove the place, or add the mention that prints it"
            ledger.add(errors.Ungrounded(spot, "id", place.id, write))
