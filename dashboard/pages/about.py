"""The page about the atlas: what its words and classes mean, where it is from, whom to write to."""

import re
from typing import Any

from dashboard.contact import contact
from dashboard.phrases import ENGLISH
from dashboard.view import View
from dashboard.wording import counted
from events.record import KINDS, READINGS, VOICES
from geodata.atlas import Atlas
from geodata.place import PRECISIONS


def data(atlas: Atlas, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """What differs from atlas to atlas; the prose about the method is the page's own."""
    archive = atlas.archive
    return {
        "holds": [
            counted(len(archive.sources), "article"),
            *(counted(sum(r.kind == kind for r in archive.records), kind) for kind in KINDS),
            counted(sum(len(r.passages) for r in archive.records), "passage"),
            counted(len(atlas.places), "place"),
        ],
        "undated": sum(r.dated is None for r in archive.records),
        "topics": [[t.title, t.definition] for t in archive.topics],
        "voices": pairs(VOICES),
        "readings": pairs(READINGS),
        "precisions": pairs(PRECISIONS),
        "outlines": outlines(atlas),
        "contact": contact(archive.contact),
    }


def pairs(words: dict[str, str]) -> list[list[str]]:
    return [[word, meaning] for word, meaning in words.items()]


def outlines(atlas: Atlas) -> list[str]:
    """The data sets that coordinates and outlines are from, each once."""
    found = (re.split(r", id \d", place.citation)[0] for place in atlas.gazetteer.places)
    return sorted({words for words in found if words})
