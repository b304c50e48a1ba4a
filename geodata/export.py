"""Exports: the layer as GeoJSON, records and passages as CSV (RFC 4180, UTF-8).

Dates, ids and names survive a round trip: everything is written as text, absent is empty.
"""

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from shapely.geometry import mapping

from events.amount import Amount
from events.coverage import quoted_share
from events.record import KINDS, Figure, Passage, Record
from geodata.atlas import Atlas
from geodata.place import Place
from geodata.query import Query

RECORD_FIELDS = (
    "record_id", "kind", "type", "source_id", "title", "edtf", "earliest", "latest", "when_words",
    "inferred", "inferred_reason", "place_ids", "place_roles", "topics", "actors", "value_min",
    "value_max", "unit", "qualifier", "currency", "as_of", "projects", "parties", "status", "note",
)  # fmt: skip
DOWNLOAD_FIELDS = (*RECORD_FIELDS, "quotes")
PASSAGE_FIELDS = (
    "record_id", "kind", "n", "source_id", "source_file", "start", "end", "exact", "prefix",
    "suffix", "voice", "supports", "part", "reading",
)  # fmt: skip
MOST_ROWS = 50_000
"""Rows of a download; the command ``atlas export`` has no limit."""

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet may take for a formula, in some languages in full width (OWASP)."""

NUMBER = re.compile(r"-?\d+(\.\d+)?")
SEPARATOR = " | "
"""Between the values of a list: no id holds it, and no name should."""


def write(atlas: Atlas, out: Path) -> Iterator[tuple[str, int]]:
    """Write the three files into a folder; yields each name and its number of rows."""
    out.mkdir(parents=True, exist_ok=True)
    collection = layer(atlas)
    (out / "places.geojson").write_text(
        json.dumps(collection, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    yield "places.geojson", len(collection["features"])
    yield "records.csv", write_csv(out / "records.csv", RECORD_FIELDS, record_rows(atlas))
    yield "passages.csv", write_csv(out / "passages.csv", PASSAGE_FIELDS, passage_rows(atlas))


def write_csv(path: Path, fields: Sequence[str], rows: Iterator[dict[str, str]]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fields)
        writer.writeheader()
        found = list(rows)
        writer.writerows(found)
    return len(found)


def csv_of(atlas: Atlas, query: Query) -> bytes:
    """What a query leaves as CSV with its quotes, safe to open in a spreadsheet.

    A cell that would begin a formula gets an apostrophe before it, numbers aside; the file
    begins with a byte order mark, without which spreadsheets misread letters beyond ASCII.
    """
    rows = atlas.columns.ask(query).page(0, MOST_ROWS)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, DOWNLOAD_FIELDS)
    writer.writeheader()
    for record in (atlas.archive.records[n] for n in rows):
        quotes = SEPARATOR.join(p.quote.exact for p in record.passages)
        cells = common_cells(record) | amount_cells(record) | {"quotes": quotes}
        writer.writerow({name: calm(cell) for name, cell in cells.items()})
    return out.getvalue().encode("utf-8-sig")


def calm(cell: str) -> str:
    """The cell, with an apostrophe where a spreadsheet would calculate it."""
    return f"'{cell}" if cell.startswith(FORMULA) and not NUMBER.fullmatch(cell) else cell


def geojson_of(atlas: Atlas, query: Query) -> bytes:
    """The places of what a query leaves as GeoJSON (RFC 7946), with their numbers of records."""
    counts = dict(zip(atlas.places, atlas.columns.ask(query).place_counts(), strict=True))
    found = [feature(p, counts[p.id], atlas) for p in atlas.gazetteer.places if counts[p.id]]
    return json.dumps({"type": "FeatureCollection", "features": found}, ensure_ascii=False).encode()


def record_rows(atlas: Atlas) -> Iterator[dict[str, str]]:
    for record in atlas.archive.records:
        yield common_cells(record) | amount_cells(record)


def common_cells(record: Record) -> dict[str, str]:
    when = record.dated
    inferred = record.when is None and record.inferred is not None and when is record.inferred.when
    return {
        "record_id": record.id, "kind": record.kind, "type": record.type,
        "source_id": record.source, "title": record.title,
        "edtf": when.edtf if when else "",
        "earliest": when.earliest.isoformat() if when and when.earliest else "",
        "latest": when.latest.isoformat() if when and when.latest else "",
        "when_words": record.when_words,
        "inferred": "true" if inferred else "false",
        "inferred_reason": record.inferred.reason if record.inferred else "",
        "place_ids": SEPARATOR.join(p.id for p in record.places),
        "place_roles": SEPARATOR.join(p.role for p in record.places),
        "topics": SEPARATOR.join(record.topics), "actors": SEPARATOR.join(record.actors),
        "note": record.note,
    }  # fmt: skip


def amount_cells(record: Record) -> dict[str, str]:
    amount = record.amount if isinstance(record, Figure) else Amount()
    projects = getattr(record, "projects", None)
    return {
        "value_min": plain(amount.value_min), "value_max": plain(amount.value_max),
        "unit": amount.unit, "qualifier": amount.qualifier, "currency": amount.currency or "",
        "as_of": amount.as_of or "", "projects": "" if projects is None else str(projects),
        "parties": SEPARATOR.join(getattr(record, "parties", ())),
        "status": getattr(record, "status", ""),
    }  # fmt: skip


def plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def passage_rows(atlas: Atlas) -> Iterator[dict[str, str]]:
    """Every passage of records, of places and of people and organisations."""
    for record in atlas.archive.records:
        for n, passage in enumerate(record.passages, 1):
            yield passage_cells(atlas, record.id, record.kind, n, passage, "")
    for place in atlas.gazetteer.places:
        for n, mention in enumerate(atlas.mentions_of.get(place.id, []), 1):
            yield passage_cells(atlas, place.id, "place", n, mention.passage, mention.reading)
    for name, namings in atlas.namings_of.items():
        for n, naming in enumerate(namings, 1):
            yield passage_cells(atlas, name, "name", n, naming.passage, "")


def passage_cells(
    atlas: Atlas, owner: str, kind: str, n: int, passage: Passage, reading: str
) -> dict[str, str]:
    source = atlas.sources[passage.source]
    quote, position = passage.quote, passage.position
    return {
        "record_id": owner, "kind": kind, "n": str(n), "source_id": source.id,
        "source_file": source.file, "start": str(position.start), "end": str(position.end),
        "exact": quote.exact, "prefix": quote.prefix, "suffix": quote.suffix,
        "voice": passage.voice, "supports": SEPARATOR.join(passage.supports),
        "part": source.part_at(position.start, position.end), "reading": reading,
    }  # fmt: skip


def layer(atlas: Atlas) -> dict[str, object]:
    """The joined layer as a FeatureCollection (RFC 7946) in Linked Places terms."""
    counts = dict(zip(atlas.places, atlas.joined()["records"].tolist(), strict=True))
    features = [feature(place, counts[place.id], atlas) for place in atlas.gazetteer.places]
    return {"type": "FeatureCollection", "features": features}


def feature(place: Place, records: int, atlas: Atlas) -> dict[str, object]:
    printed = dict.fromkeys(m.passage.quote.exact for m in atlas.mentions_of.get(place.id, []))
    return {
        "type": "Feature",
        "id": place.id,
        "properties": {
            "title": place.title, "kind": place.kind, "precision": place.precision,
            "certainty": place.certainty, "ccodes": list(place.ccodes), "part_of": place.part_of,
            "records": records, "printed": list(printed), "unplaced": place.unplaced,
            "note": place.note, "coordinates_from": place.citation,
        },
        "names": [
            {"toponym": n.toponym, "lang": n.lang, "citations": [{"label": n.citation}]}
            for n in place.names
        ],
        "geometry": None if place.geometry is None else mapping(place.geometry),
    }  # fmt: skip


def summary(atlas: Atlas) -> list[str]:
    """What an atlas holds, line by line."""
    kinds = Counter(r.kind for r in atlas.archive.records)
    undated = sum(r.dated is None for r in atlas.archive.records)
    passages = sum(len(r.passages) for r in atlas.archive.records)
    placed = sum(p.geometry is not None for p in atlas.gazetteer.places)
    lines = [
        f"{atlas.archive.title}",
        f"{len(atlas.archive.sources)} sources, {len(atlas.archive.records)} records: "
        + ", ".join(f"{kinds[k]} {k}s" for k in KINDS),
        f"{passages} passages of records",
        f"{len(atlas.archive.mentions)} mentions of {len(atlas.places)} places, {placed} of them on the map",
        *named(atlas),
        *compared(atlas),
        f"{undated} records without a date",
    ]
    for source in atlas.archive.sources:
        lines.append(f"{source.id}: {quoted_share(atlas.archive, source):.0%} of its words are quoted")
    return lines


def compared(atlas: Atlas) -> list[str]:
    """The line on questions, origins and sums, where the atlas has any."""
    archive = atlas.archive
    answers = sum(len(q.answers) for q in archive.questions)
    relations = sum(len(q.relations) for q in archive.questions)
    found = []
    if archive.questions:
        found.append(f"{len(archive.questions)} questions with {answers} answers and {relations} relations")
    if archive.origins:
        found.append(f"{len(archive.origins)} origins of {len(atlas.origin_of)} records")
    if archive.sums:
        found.append(f"{len(archive.sums)} sums, {sum(s.counts for s in archive.sums)} of which may be added")
    return found


def named(atlas: Atlas) -> list[str]:
    """The line on people and organisations, where the atlas names any."""
    count = len(atlas.names)
    return [f"{len(atlas.archive.namings)} namings of {count} people and organisations"] if count else []
