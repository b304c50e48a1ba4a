"""The Atlas: the gazetteer and the archive, joined; all we know, immutable."""

import gc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TypeVar

import geopandas
import numpy as np

from events import archive as archive_reader
from events import changes, coverage, errors, grounding
from events.archive import Archive
from events.changes import Changes
from events.errors import Ledger, Spot
from events.overlap import Runs
from events.question import Origin, Question
from events.record import Mention, Name, Naming, Record
from events.source import Source
from events.totals import Overlap
from geodata import gazetteer as gazetteer_reader
from geodata.columns import Columns
from geodata.gazetteer import Gazetteer
from geodata.joining import check_join
from geodata.place import Place
from geodata.search import Vocabulary, forms
from geodata.version import version_of

One = TypeVar("One")


def grouped(found: Iterable[One], key: Callable[[One], str]) -> dict[str, list[One]]:
    """Lists of what has the same key, in the order given."""
    groups: dict[str, list[One]] = defaultdict(list)
    for one in found:
        groups[key(one)].append(one)
    return dict(groups)


@dataclass(frozen=True)
class Atlas:
    """Places joined to records; ``version`` is a hash over everything that was read.

    ``changes`` is told about the atlas and no part of it: the version leaves it aside.
    """

    archive: Archive
    gazetteer: Gazetteer
    version: str
    changes: Changes | None = None

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
        return grouped(self.archive.mentions, attrgetter("place"))

    @cached_property
    def records_in(self) -> dict[str, list[Record]]:
        """The records of each article."""
        return grouped(self.archive.records, attrgetter("source"))

    @cached_property
    def mentions_in(self) -> dict[str, list[Mention]]:
        """The printed place names of each article."""
        return grouped(self.archive.mentions, attrgetter("passage.source"))

    @cached_property
    def names(self) -> dict[str, Name]:
        """The people and organisations that the articles name."""
        return {name.id: name for name in self.archive.names}

    @cached_property
    def namings_of(self) -> dict[str, list[Naming]]:
        """Where each person or organisation is named, in the order of the sources."""
        return grouped(self.archive.namings, attrgetter("name"))

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
    def questions(self) -> dict[str, Question]:
        """The questions that several records answer, in the order of the file."""
        return {question.id: question for question in self.archive.questions}

    @cached_property
    def questions_of(self) -> dict[str, list[str]]:
        """The questions that each record answers; most answer none."""
        answered = ((a.record, q.id) for q in self.archive.questions for a in q.answers)
        return {record: [q for _, q in given] for record, given in grouped(answered, itemgetter(0)).items()}

    @cached_property
    def origins(self) -> dict[str, Origin]:
        """Whom articles have it from."""
        return {origin.id: origin for origin in self.archive.origins}

    @cached_property
    def origin_of(self) -> dict[str, str]:
        """The origin of each record that rests on one, by itself or with its whole article."""
        found = {record: origin.id for origin in self.archive.origins for record in origin.records}
        whole = [(s, origin.id) for origin in self.archive.origins for s in origin.sources]
        resting = ((r.id, origin) for source, origin in whole for r in self.records_in.get(source, ()))
        return dict(resting) | found

    @cached_property
    def overlap(self) -> Overlap:
        """How the money that the records tell of overlaps."""
        return Overlap.of(self.archive.sums, self.archive.questions)

    @cached_property
    def columns(self) -> Columns:
        """The records in columns, ready to be asked."""
        options = {
            "topic": [t.id for t in self.archive.topics],
            "source": [s.id for s in self.archive.sources],
        }
        words = map(self.words_of, self.archive.records)
        published = [source.published_when for source in self.archive.sources]
        return Columns.of(self.archive.records, options, list(self.places), words, published)

    def words_of(self, record: Record) -> str:
        """What the search looks through: title, quotes, actors and every name of its places."""
        quotes = [p.quote.exact for p in record.passages]
        names = [self.all_names[place.id] for place in record.places]
        return " ".join([record.title, *quotes, *record.actors, *names])

    def names_of(self, place_id: str) -> str:
        """Every name of a place in any script, as printed and as data sets have it."""
        return self.all_names[place_id]

    @cached_property
    def each_name(self) -> dict[str, list[str]]:
        """The names of each place: its title, those of data sets, those that are printed."""
        printed = {
            place_id: dict.fromkeys(m.passage.quote.exact for m in mentions)
            for place_id, mentions in self.mentions_of.items()
        }
        return {
            place.id: [place.title, *(n.toponym for n in place.names), *printed.get(place.id, ())]
            for place in self.gazetteer.places
        }

    @cached_property
    def all_names(self) -> dict[str, str]:
        """Every name of each place, a space between two."""
        return {place_id: " ".join(names) for place_id, names in self.each_name.items()}

    @cached_property
    def names_vocabulary(self) -> Vocabulary:
        """The words of all names, as they are and as they sound, place after place."""
        names = (dict.fromkeys(self.each_name[place.id]) for place in self.gazetteer.places)
        return Vocabulary.of(" ".join(map(forms, given)) for given in names)

    def places_named(self, text: str) -> list[Place]:
        """The places in whose names every word of a text stands or sounds, in the gazetteer's order."""
        return [self.gazetteer.places[n] for n in np.flatnonzero(self.names_vocabulary.sounding(text))]

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each place in the gazetteer."""
        return {place.id: n for n, place in enumerate(self.gazetteer.places)}

    @cached_property
    def citations(self) -> dict[str, int]:
        """The data sets that names are from, each with its number."""
        found = dict.fromkeys(n.citation for place in self.gazetteer.places for n in place.names)
        return {citation: n for n, citation in enumerate(found)}

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
        return grouped((p for p in self.gazetteer.places if p.part_of is not None), attrgetter("part_of"))

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
    return Atlas(archive, gazetteer, version_of(folder), changes.read(folder, ledger))
