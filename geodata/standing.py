"""Why a record stands at a place: the words that name it, what they mean there, by which rule."""

from dataclasses import dataclass

from events.record import Mention, Record
from geodata.atlas import Atlas

RULES = {
    "printed": "The passage prints the name.",
    "within": "The passage prints the name of a place within it.",
    "otherwise": "The passage does not print the name: it says it in other words, and we read it so.",
}
"""How a passage comes to stand at a place, the surest first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The rule (a key of RULES), the printed names it rests on, and the passages that carry it, from 1."""

    rule: str
    mentions: tuple[Mention, ...]
    passages: tuple[int, ...]


def standing(atlas: Atlas, record: Record, place: str) -> Standing:
    """How one record comes to stand at one of its places."""
    numbers = tuple(n for n, passage in enumerate(record.passages, 1) if "where" in passage.supports)
    near = [m for m in atlas.mentions_in.get(record.source, ()) if stands_in(m, record)]
    printed = tuple(m for m in near if m.place == place)
    if printed:
        return Standing("printed", printed, numbers)
    parts = {part.id for part in atlas.parts_of(place)}
    within = tuple(m for m in near if m.place in parts)
    return Standing("within" if within else "otherwise", within, numbers)


def stands_in(mention: Mention, record: Record) -> bool:
    """Whether a printed name stands in one of the passages of a record."""
    return any(passage.touches(mention.passage) for passage in record.passages)
