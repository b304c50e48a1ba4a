"""Sources: every article with what it gave; one article with its passages in the order of the text.

With the texts at hand (``ATLAS_TEXTS``) the whole article is shown as well, a chunk at a time,
out of memory alone: nothing of it is written anywhere.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dashboard import cards
from dashboard.paging import page_of, pages_of
from dashboard.phrases import ENGLISH
from dashboard.view import View
from events import coverage, edition
from events.edition import AROUND, Block, Entry
from events.record import Record
from events.source import Part, Source
from geodata.atlas import Atlas

TEXTS = "ATLAS_TEXTS"
ARTICLES = 20
"""Articles of the overview at a time."""
PASSAGES = 40
"""Passages of an article at a time."""
CHARACTERS = 20_000
"""Characters of a whole article at a time."""
MOST_NAMED = 12
"""Records, and places, that are listed with one passage; of more, their number."""
MOST_EXTENTS = 24
MOST_OVER = 6
"""Passages that a run of the whole article opens, the shortest first."""


def data(atlas: Atlas, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """One article where the view names it, else all of them; pages beyond the last are the last."""
    if view.article is None:
        return overview(atlas, view)
    return article(atlas, atlas.sources[view.article], view)


def texts() -> Path | None:
    """The folder of full texts, where the server was given one."""
    given = os.environ.get(TEXTS)
    return Path(given) if given else None


# ---- all articles ----------------------------------------------------------------------
def overview(atlas: Atlas, view: View) -> dict[str, Any]:
    facts, shown = page_of(atlas.archive.sources, ARTICLES, view.page)
    return facts | {"articles": [summary(atlas, source) for source in shown]}


def summary(atlas: Atlas, source: Source) -> dict[str, Any]:
    """What an article gave, in numbers; its own words stand in ``words``."""
    records, mentions = atlas.records_in.get(source.id, []), atlas.mentions_in.get(source.id, [])
    alone = replace(atlas.archive, records=tuple(records), mentions=tuple(mentions))
    left = [part for part in source.parts if part.kind in AROUND]
    return cards.slim(
        {
            "id": source.id,
            "sha256": source.sha256[:12],
            "records": len(records),
            "passages": len(edition.together(records)),
            "names": len(mentions),
            "quoted": round(100 * coverage.quoted_share(alone, source)),
            "left": [[kind, sum(p.kind == kind for p in left)] for kind in kinds(left)],
            "characters": sum(part.end - part.start for part in left),
            "length": source.length,
        }
    )


def kinds(parts: Iterable[Part]) -> list[str]:
    """The kinds of parts that occur, in the order of their definition."""
    found = {part.kind for part in parts}
    return [kind for kind in AROUND if kind in found]


# ---- one article -----------------------------------------------------------------------
def article(atlas: Atlas, source: Source, view: View) -> dict[str, Any]:
    """The passages on this page, the records they name, what was left out, the text if at hand."""
    text, why = edition.text_of(source, texts())
    found = edition.entries(atlas.records_in.get(source.id, []), atlas.mentions_in.get(source.id, []))
    first = next((n for n, entry in enumerate(found) if rests(entry, view.record)), None)
    page = turned(view.page, None if first is None else first // PASSAGES + 1, pages_of(len(found), PASSAGES))
    shown = found[(page - 1) * PASSAGES : page * PASSAGES]
    whole = None if text is None else whole_text(atlas, source, text, found, view)
    records = named_records([*shown, *(whole["entries"] if whole else [])])
    return summary(atlas, source) | cards.slim(
        {
            "article": source.id,
            "marked": None if first is None else view.record,
            "page": page,
            "pages": pages_of(len(found), PASSAGES),
            "first": (page - 1) * PASSAGES + 1,
            "total": len(found),
            "standing": sum(not entry.records for entry in found),
            "entries": [entry_facts(atlas, source, entry, view) for entry in shown],
            "titles": {r.id: [r.kind, r.title] for r in [*records, *marked(atlas, view, first)]},
            "extents": extents(source, text),
            "text": whole and whole["text"],
            "without": why,
        }
    )


def rests(entry: Entry, record: str | None) -> bool:
    return any(r.id == record for r in entry.records)


def marked(atlas: Atlas, view: View, first: int | None) -> list[Record]:
    """The selected record, where this article has it: it is named above the passages."""
    return [] if first is None else [atlas.records[view.record or ""]]


def turned(asked: int, marked: int | None, last: int) -> int:
    """The page asked for, else the one that holds the selected record; never beyond the last."""
    return marked if asked == 1 and marked is not None else min(asked, last)


def named_records(shown: Iterable[Entry]) -> list[Record]:
    return [record for entry in shown for record in entry.records[:MOST_NAMED]]


def entry_facts(atlas: Atlas, source: Source, entry: Entry, view: View) -> dict[str, Any]:
    """A passage as it is shown: its words, the records on it, the places in it."""
    reading = "" if entry.records else entry.mentions[0].reading
    return cards.slim(
        cards.quote(source, entry.passage) | resting(atlas, entry, view.record) | {"reading": reading}
    )


def resting(atlas: Atlas, entry: Entry, record: str | None) -> dict[str, Any]:
    """What rests on a passage; a selected record is listed, however many there are."""
    ids = sorted((r.id for r in entry.records), key=lambda given: given != record)
    places = list(dict.fromkeys(mention.place for mention in entry.mentions))
    return {
        "records": ids[:MOST_NAMED],
        "places": [[place, atlas.places[place].title] for place in places[:MOST_NAMED]],
        "more": max(0, len(ids) - MOST_NAMED) + max(0, len(places) - MOST_NAMED) or None,
        "on": rests(entry, record),
    }


def extents(source: Source, text: str | None) -> list[dict[str, Any]]:
    """What was left out: for each kind of part how many, where, how long; words where the text is at hand."""
    found = []
    for kind in kinds(source.parts):
        parts = [part for part in source.parts if part.kind == kind]
        said = {
            "kind": kind,
            "count": len(parts),
            "characters": sum(part.end - part.start for part in parts),
            "words": sum(len(text[p.start : p.end].split()) for p in parts) if text else None,
            "at": [[part.start, part.end] for part in parts[:MOST_EXTENTS]],
        }
        found.append(cards.slim(said))
    return found


# ---- the whole text --------------------------------------------------------------------
def whole_text(atlas: Atlas, source: Source, text: str, found: Sequence[Entry], view: View) -> dict[str, Any]:
    """A chunk of the whole article with the passages that reach into it, and those passages."""
    chunked = edition.chunks(edition.blocks(source, text, CHARACTERS), CHARACTERS)
    page = turned(view.cards, chunk_of(chunked, found, view.record), len(chunked))
    blocks = chunked[page - 1]
    here = [entry for entry in found if blocks and reaches(entry, blocks)]
    shown = {
        "page": page,
        "pages": len(chunked),
        "blocks": [block_facts(block, text, here) for block in blocks],
        "passages": [
            cards.slim({"voice": e.passage.voice, "at": list(e.run)} | resting(atlas, e, view.record))
            for e in here
        ],
    }
    return {"text": shown, "entries": here}


def chunk_of(chunked: list[list[Block]], found: Sequence[Entry], record: str | None) -> int | None:
    """The number of the chunk in which the selected record's first passage begins."""
    start = next((entry.run[0] for entry in found if rests(entry, record)), None)
    if start is None:
        return None
    return next((n for n, blocks in enumerate(chunked, 1) if blocks and start < blocks[-1].end), None)


def reaches(entry: Entry, blocks: Sequence[Block]) -> bool:
    return entry.run[0] < blocks[-1].end and entry.run[1] > blocks[0].start


def block_facts(block: Block, text: str, here: Sequence[Entry]) -> dict[str, Any]:
    """A paragraph as pieces of text, each with the numbers of the passages over it, the shortest first."""

    def length(n: int) -> int:
        return here[n].run[1] - here[n].run[0]

    cut = edition.runs(block, [entry.run for entry in here])
    return cards.slim(
        {
            "part": "" if block.kind == "body" else block.kind,
            "runs": [[text[a:b], sorted(over, key=length)[:MOST_OVER]] for a, b, over in cut],
        }
    )
