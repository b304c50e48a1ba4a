"""The archive: all sources and records of an atlas, read from ``<atlas>/events``.

Layout: ``records/*.toml`` (one file per article), ``topics.toml``, ``grounding.lock``, and where there
are any ``names.toml``, ``silent.toml``, ``questions.toml``, ``origins.toml``, ``sums.toml`` and
``corrections.toml``.
Everything is read before anything is refused, so that one run names every fault.
"""

from dataclasses import dataclass
from pathlib import Path

from events import article, asking, corrections, errors, naming, summing, tables, tracing
from events.authored import Told
from events.corrections import Correction
from events.errors import Ledger, Spot
from events.question import Origin, Question, Sum
from events.reading import check_slug, one_of, repeated
from events.record import Mention, Name, Naming, Record
from events.selector import TextPositionSelector
from events.source import Source

TOPICS, SILENT = "events/topics.toml", "events/silent.toml"


@dataclass(frozen=True, slots=True)
class Topic:
    """An entry of the taxonomy."""

    id: str
    title: str
    definition: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A body sentence that gives no record, and why."""

    source: str
    exact: str
    position: TextPositionSelector
    reason: str


@dataclass(frozen=True, slots=True)
class Archive:
    """All that was said: immutable, in the order of the files.

    ``whole`` is False where a file could not be read: then what is missing is not held against
    the files that could.
    """

    title: str
    summary: str
    contact: str
    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    records: tuple[Record, ...]
    mentions: tuple[Mention, ...]
    names: tuple[Name, ...]
    namings: tuple[Naming, ...]
    silences: tuple[Silence, ...]
    spots: dict[str, Spot]
    whole: bool = True
    questions: tuple[Question, ...] = ()
    origins: tuple[Origin, ...] = ()
    sums: tuple[Sum, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def source(self, source_id: str) -> Source:
        return next(s for s in self.sources if s.id == source_id)


def read(folder: Path, ledger: Ledger) -> Archive:
    """Read ``<atlas>/events``; faults go to the ledger, what can be read is returned."""
    about, topics = read_topics(folder, ledger)
    spots: dict[str, Spot] = {}
    known = None if topics is None else [topic.id for topic in topics]
    reader = article.Reader(known, spots, ledger)
    found = [reader.read(path) for path in paths_of(folder, ledger)]
    articles = [one for one in found if one is not None]
    sources = tuple(one.source for one in articles)
    namings = tuple(given for one in articles for given in one.namings)
    records = tuple(record for one in articles for record in one.records)
    whole = len(articles) == len(found)
    told = Told({record.id: record for record in records}, tuple(s.id for s in sources), whole)
    questions = asking.read_questions(folder, told, ledger)
    return Archive(
        title=about.title,
        summary=about.summary,
        contact=about.contact,
        topics=topics or (),
        sources=sources,
        records=records,
        mentions=tuple(mention for one in articles for mention in one.mentions),
        names=naming.read(folder, namings, spots, whole, ledger),
        namings=namings,
        silences=read_silences(folder, sources, whole, ledger),
        spots=spots,
        whole=whole,
        questions=questions,
        origins=tracing.read_origins(folder, told, ledger),
        sums=summing.read_sums(folder, told, questions, ledger),
        corrections=corrections.read(folder, ledger),
    )


def paths_of(folder: Path, ledger: Ledger) -> list[Path]:
    """The article files in the order of their names; none at all is a fault."""
    paths = sorted((folder / "records").glob("*.toml"))
    if not paths:
        spot = Spot("events/records")
        ledger.add(errors.EmptyFolder(spot, "folder", "events/records", "write one file per article"))
    return paths


def read_topics(folder: Path, ledger: Ledger) -> tuple[tables.AboutTable, tuple[Topic, ...] | None]:
    """What the atlas is called and its taxonomy; None where it could not be read."""
    given = tables.load_toml(folder / "topics.toml", TOPICS, ledger)
    found = None if given is None else tables.shape(tables.TopicsFile, given, TOPICS, ledger)
    if found is None:
        return tables.AboutTable(title="Untitled atlas"), None
    for n, topic in enumerate(found.topic, 1):
        check_slug(topic.id, Spot(TOPICS, "topic", n, topic.id), ledger)
    for n, given_id in repeated([topic.id for topic in found.topic]):
        spot = Spot(TOPICS, "topic", n + 1, given_id)
        ledger.add(errors.DuplicateId(spot, "id", given_id, "write another"))
    return found.atlas, tuple(Topic(t.id, t.title, t.definition) for t in found.topic)


def read_silences(
    folder: Path, sources: tuple[Source, ...], whole: bool, ledger: Ledger
) -> tuple[Silence, ...]:
    """The sentences without a record; an atlas without the file is silent on none."""
    path = folder / "silent.toml"
    given = tables.load_toml(path, SILENT, ledger) if path.exists() else None
    found = None if given is None else tables.shape(tables.SilentFile, given, SILENT, ledger)
    rows = found.silent if found else []
    known = dict.fromkeys(source.id for source in sources)
    for n, row in enumerate(rows if whole else [], 1):
        one_of(row.source, known, Spot(SILENT, "silent", n), "source", ledger, errors.Dangling)
    return tuple(Silence(r.source, r.exact, TextPositionSelector(r.start, r.end), r.reason) for r in rows)
