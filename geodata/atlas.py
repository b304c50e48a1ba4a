"""The Atlas: the gazetteer and the archive, joined; all we know, immutable."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas
import numpy as np

from events import archive as archive_reader
from events import coverage, errors, grounding
from events.archive import Archive
from events.errors import Ledger, Spot
from events.fold import fold
from events.overlap import Runs
from events.reading import one_of
from events.record import Mention, Name, Naming, Record
from events.source import Source
from geodata import gazetteer as gazetteer_reader
from geodata.columns import Columns
from geodata.gazetteer import Gazetteer
from geodata.place import Place
from geodata.search import Vocabulary
from geodata.version import version_of

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
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.archive.sources}

    @cached_property
    def mentions_of(self) -> dict[str, list[Mention]]:
        """The mentions of each place, in the order of the sources."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.archive.mentions:
            found[mention.place].append(mention)
        return dict(found)

    @cached_property
    def records_in(self) -> dict[str, list[Record]]:
        """The records of each article."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.archive.records:
            found[record.source].append(record)
        return dict(found)

    @cached_property
    def mentions_in(self) -> dict[str, list[Mention]]:
        """The printed place names of each article."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.archive.mentions:
            found[mention.passage.source].append(mention)
        return dict(found)

    @cached_property
    def names(self) -> dict[str, Name]:
        """The people and organisations that the articles name."""
        return {name.id: name for name in self.archive.names}

    @cached_property
    def namings_of(self) -> dict[str, list[Naming]]:
        """Where each person or organisation is named, in the order of the sources."""
        found: dict[str, list[Naming]] = defaultdict(list)
        for naming in self.archive.namings:
            found[naming.name].append(naming)
        return dict(found)

    @cached_property
    def articles_naming(self) -> dict[str, dict[str, int]]:
        """How often each article names a person or an organisation, in the order of the sources."""
        found = {name: Counter(n.passage.source for n in given) for name, given in self.namings_of.items()}
        return {name: dict(counts) for name, counts in found.items()}

    @cached_property
    def rows_naming(self) -> list[tuple[Naming, set[int]]]:
        """Each naming with the rows of the records that have a passage in which it stands."""
        told: dict[str, list] = {naming.passage.source: [] for naming in self.archive.namings}
        for row, record in enumerate(self.archive.records):
            if record.source in told:
                told[record.source] += [(row, p.position) for p in record.passages]
        runs = {source: Runs.of(owned) for source, owned in told.items()}
        return [(n, runs[n.passage.source].touching(n.passage.position)) for n in self.archive.namings]

    @cached_property
    def records_naming(self) -> dict[str, list[int]]:
        """The rows of the records whose passages name a person or an organisation, in date order."""
        rank = dict(zip(self.columns.order.tolist(), range(self.columns.rows), strict=True))
        found: dict[str, set[int]] = {name: set() for name in self.names}
        for naming, rows in self.rows_naming:
            found[naming.name] |= rows
        return {name: sorted(rows, key=rank.__getitem__) for name, rows in found.items()}

    @cached_property
    def namings_apart(self) -> dict[str, list[Naming]]:
        """The namings that stand in no passage of a record."""
        found: dict[str, list[Naming]] = {name: [] for name in self.names}
        for naming, rows in self.rows_naming:
            found[naming.name] += [naming] * (not rows)
        return found

    @cached_property
    def columns(self) -> Columns:
        """The records in columns, ready to be asked."""
        options = {
            "topic": [t.id for t in self.archive.topics],
            "source": [s.id for s in self.archive.sources],
        }
        words = map(self.words_of, self.archive.records)
        return Columns.of(self.archive.records, options, list(self.places), words)

    def words_of(self, record: Record) -> str:
        """What the search looks through: title, quotes, actors and every name of its places."""
        quotes = [p.quote.exact for p in record.passages]
        names = [self.all_names[place.id] for place in record.places]
        return " ".join([record.title, *quotes, *record.actors, *names])

    def names_of(self, place_id: str) -> str:
        """Every name of a place in any script, as printed and as data sets have it."""
        return self.all_names[place_id]

    @cached_property
    def all_names(self) -> dict[str, str]:
        """Every name of each place, a space between two."""
        printed = {
            place_id: dict.fromkeys(m.passage.quote.exact for m in mentions)
            for place_id, mentions in self.mentions_of.items()
        }
        return {
            place.id: " ".join([place.title, *(n.toponym for n in place.names), *printed.get(place.id, ())])
            for place in self.gazetteer.places
        }

    @cached_property
    def folded_names(self) -> dict[str, str]:
        """Every name of each place, as a search is compared with it."""
        return {place_id: fold(names) for place_id, names in self.all_names.items()}

    @cached_property
    def names_vocabulary(self) -> Vocabulary:
        """The words of all names, place after place."""
        return Vocabulary.of(self.all_names[place.id] for place in self.gazetteer.places)

    def places_named(self, text: str) -> list[Place]:
        """The places in whose names every word of a text stands, in the gazetteer's order."""
        return [self.gazetteer.places[n] for n in np.flatnonzero(self.names_vocabulary.matching(text))]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each place in the gazetteer."""
        return {place.id: n for n, place in enumerate(self.gazetteer.places)}

    @cached_property
    def unplaced(self) -> list[Place]:
        """The places without geometry."""
        return [place for place in self.gazetteer.places if place.geometry is None]

    @cached_property
    def placeless(self) -> int:
        """How many records have no place."""
        return sum(not record.places for record in self.archive.records)

    @cached_property
    def parts(self) -> dict[str, list[Place]]:
        """The places directly within each place that has any."""
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self.gazetteer.places:
            if place.part_of is not None:
                found[place.part_of].append(place)
        return dict(found)

    def parts_of(self, place_id: str) -> list[Place]:
        """The places directly within a place."""
        return self.parts.get(place_id, [])

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
    with young_alone():
        atlas = gather(folder, texts, ledger)
    ledger.settle()
    return atlas


@contextmanager
def young_alone() -> Iterator[None]:
    """Garbage is collected among new objects only: what is read stays, and looking through it takes long."""
    before = gc.get_threshold()
    gc.set_threshold(10_000, 10, 10**9)
    try:
        yield
    finally:
        gc.set_threshold(*before)


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


def check_join(archive: Archive, gazetteer: Gazetteer, ledger: Ledger) -> None:
    """No dangling place id, no place without a passage; each asked only of what was read whole."""
    if gazetteer.whole:
        check_places_known(archive, dict.fromkeys(place.id for place in gazetteer.places), ledger)
    if archive.whole:
        check_places_named(archive, gazetteer, ledger)


def check_places_known(archive: Archive, known: Mapping[str, object], ledger: Ledger) -> None:
    for record in archive.records:
        for link in record.places:
            if link.id not in known:
                one_of(link.id, known, archive.spots[record.id], "places", ledger, errors.Dangling)
    for mention in archive.mentions:
        if mention.place not in known:
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
