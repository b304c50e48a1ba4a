"""Records: what one article says about one thing, and the passages that carry it."""

from dataclasses import dataclass, field
from typing import ClassVar

from events.amount import Amount
from events.selector import TextPositionSelector, TextQuoteSelector
from events.when import When

VOICES = {
    "author": "The article's own narration.",
    "official": "A state, a ministry, a court, police or their spokespeople.",
    "witness": "Somebody who lived it: a former detainee, a relative, a worker there.",
    "participant": "Somebody who takes part: a protester, an activist.",
    "expert": "A scholar or analyst who is quoted or summarised.",
    "organisation": "A group, institute, news organisation or its data.",
    "company": "A company or its study.",
    "hearsay": "Said by nobody who is named: reportedly, is called, are said to.",
    "caption": "A photo caption, or the headline of another story inside the page.",
}
"""Whose voice a passage is: the innermost speaker in the sentence, not who wrote the page."""

READINGS = {
    "where": "Something happened or exists there.",
    "about": "The words concern the place.",
    "base": "Somebody or something is based there.",
    "government": "The name stands for a government or a state that acts.",
    "organisation": "The name is part of an organisation's name.",
    "caption": "The name stands in a photo caption.",
    "headline": "The name stands in the headline of another story.",
}
"""What a printed place name means where it stands."""

NAME_KINDS = {
    "person": "One person, public or private.",
    "group": "People who act together without being an organisation: a movement, a circle.",
    "organisation": "An association, institute, university, or a body of several states.",
    "company": "A business.",
    "media": "A newspaper, broadcaster, news agency or journal.",
    "state body": "A ministry, court, parliament, embassy or another body of one state.",
    "party": "A political party.",
}
"""What is named in the index of people and organisations."""

ROLES = {"where": "It happened or is there.", "about": "It concerns the place."}

SUPPORTS = (
    "what", "when", "where", "amount", "as_of", "actors", "parties", "status", "projects", "inferred",
)  # fmt: skip

TYPES = {
    "event": (
        "protest arrest ruling release decision policy agreement visit statement migration famine"
        " conflict detention publication appointment situation"
    ).split(),
    "investment": "sum projects factories land trade share rank plan".split(),
    "figure": "people share count duration length age rank price amount".split(),
}
"""The types that each kind of record may have."""

LASTING = ("situation", "policy", "detention", "famine")
"""The types of events that last: an interval is from when until when, not the time in which one happened."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A source with a selector: words, verbatim, whose voice they are and what they carry."""

    source: str
    quote: TextQuoteSelector
    position: TextPositionSelector
    voice: str
    supports: tuple[str, ...] = ()

    def touches(self, other: "Passage") -> bool:
        """Whether the two share a code point of one source."""
        mine, theirs = self.position, other.position
        return self.source == other.source and mine.start < theirs.end and theirs.start < mine.end


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place of a record and its role: where it happened, or what it is about."""

    id: str
    role: str


@dataclass(frozen=True, slots=True)
class Inferred:
    """A date that the text does not print with the record, and why we read it so."""

    when: When
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """What one article says about one thing; all its passages come from that source."""

    id: str
    source: str
    type: str
    title: str
    passages: tuple[Passage, ...]
    topics: tuple[str, ...]
    places: tuple[PlaceLink, ...] = ()
    actors: tuple[str, ...] = ()
    when: When | None = None
    when_words: str = ""
    inferred: Inferred | None = None
    note: str = ""
    kind: ClassVar[str] = ""

    @property
    def dated(self) -> When | None:
        """The date that time filters use: printed, else the year of a sum, else inferred."""
        return self.when or (self.inferred.when if self.inferred else None)

    @property
    def voices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.voice for p in self.passages))


@dataclass(frozen=True, slots=True)
class Event(Record):
    """What happened, or was said, or lasts."""

    kind: ClassVar[str] = "event"


@dataclass(frozen=True, slots=True)
class Figure(Record):
    """A number that the article claims."""

    amount: Amount = field(default_factory=Amount)
    as_of: When | None = None
    kind: ClassVar[str] = "figure"

    @property
    def dated(self) -> When | None:
        return self.when or self.as_of or (self.inferred.when if self.inferred else None)


@dataclass(frozen=True, slots=True)
class Investment(Figure):
    """Money: a sum, projects, land, trade or a share of it, with who gives and who takes."""

    parties: tuple[str, ...] = ()
    status: str = ""
    projects: int | None = None
    kind: ClassVar[str] = "investment"


@dataclass(frozen=True, slots=True)
class Mention:
    """One printed place name and what it means where it stands."""

    place: str
    reading: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Name:
    """A person or an organisation; ``inferred`` says why different printed names are taken for one."""

    id: str
    title: str
    kind: str
    note: str = ""
    inferred: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """One printed name of a person or an organisation."""

    name: str
    passage: Passage


KINDS = {"event": Event, "investment": Investment, "figure": Figure}
