"""The words of an atlas that no filter changes: the browser fetches them once per version.

What crosses on a change is then ids and counts, and the words of the few records in sight.
"""

from typing import Any

from dashboard.contact import contact
from dashboard.view import LONGEST_TEXT
from dashboard.wording import NO_DATE, language_name, when_words, years_words
from events.question import RELATIONS
from events.record import KINDS, NAME_KINDS, READINGS, ROLES, VOICES
from events.source import PARTS, Source
from geodata.atlas import Atlas
from geodata.export import MOST_ROWS
from geodata.query import DATES, FACETS
from geodata.standing import RULES

SAFE_LINKS = ("https://", "http://")
KIND_TITLES = {"event": "Events", "investment": "Investments", "figure": "Figures"}
FACET_TITLES = {"topic": "Topics", "kind": "Kinds", "source": "Articles", "voice": "Voices"}
NAME_KIND_TITLES = {
    "person": "People", "group": "Groups", "organisation": "Organisations", "company": "Companies",
    "media": "Media", "state body": "State bodies", "party": "Parties",
}  # fmt: skip
COMPARISONS = {
    "overlap": "It overlaps the years: some of it may lie in them.",
    "inside": "It lies fully inside them: both its ends do, and none is open there.",
}
"""How a date has to meet the years (view.RULES)."""
WITHOUT = {
    "happened": "Records without a date",
    "as-of": "Records without an as-of year",
    "published": "Records from undated articles",
}
"""What the records are that have no date of the sort in question (query.DATES)."""
UNDATED = [[None, "Keep until years are set"], [True, "Keep always"], [False, "Leave out"]]
"""What may become of them (``View.undated``)."""
PART_TITLES = {
    "caption": "Photo caption", "headline": "Headline of another story", "title": "Headline",
    "standfirst": "Summary under the headline", "dateline": "Date line", "byline": "Authors",
}  # fmt: skip


def words(atlas: Atlas) -> dict[str, Any]:
    """Everything the panels look up by id, ready for JSON."""
    archive = atlas.archive
    return {
        "title": archive.title,
        "summary": archive.summary,
        "version": atlas.version,
        "contact": contact(archive.contact),
        "total": atlas.columns.rows,
        "years": years_words(*atlas.columns.year_range) if atlas.columns.dated.any() else NO_DATE,
        "placeless": atlas.placeless,
        "citations": list(atlas.citations),
        "languages": {n.lang: language_name(n.lang) for p in atlas.gazetteer.places for n in p.names},
        "places": [[place.id, place.title] for place in atlas.gazetteer.places],
        "facets": {
            facet: {"title": FACET_TITLES[facet], "options": options(atlas, facet)} for facet in FACETS
        },
        "sources": {source.id: citation(source) for source in archive.sources},
        "topics": {topic.id: topic.title for topic in archive.topics},
        "dates": DATES,
        "comparisons": COMPARISONS,
        "without": WITHOUT,
        "undated": UNDATED,
        "longest": LONGEST_TEXT,
        "rows": MOST_ROWS,
        "voices": VOICES,
        "roles": ROLES,
        "readings": READINGS,
        "rules": RULES,
        "name_kinds": {kind: option(kind, NAME_KIND_TITLES[kind], said) for kind, said in NAME_KINDS.items()},
        "relations": RELATIONS,
        "questions": {question.id: question.title for question in archive.questions},
        "origins": {origin.id: [origin.title, origin.reason, origin.inferred] for origin in archive.origins},
        "parts": PART_TITLES | {part: said for part, said in PARTS.items() if part not in PART_TITLES},
    }


def options(atlas: Atlas, facet: str) -> list[dict[str, str]]:
    """The options of a facet in their order: id, what a reader calls it, what it means."""
    return {
        "topic": [option(t.id, t.title, t.definition) for t in atlas.archive.topics],
        "kind": [option(kind, KIND_TITLES[kind]) for kind in KINDS],
        "source": [option(s.id, s.label) for s in atlas.archive.sources],
        "voice": [option(voice, voice.capitalize(), meaning) for voice, meaning in VOICES.items()],
    }[facet]


def option(given: str, title: str, hint: str = "") -> dict[str, str]:
    return {"id": given, "title": title, "hint": hint}


def citation(source: Source) -> dict[str, Any]:
    """A source as the line under a quote and its editor's note, from its own words."""
    note = source.note
    return {
        "id": source.id,
        "label": source.label,
        "file": source.file,
        "title": source.title.quote.exact if source.title else source.label,
        "publisher": source.publisher.quote.exact if source.publisher else "",
        "authors": ", ".join(a.quote.exact for a in source.authors),
        "date": when_words(source.published_when) if source.published_when else NO_DATE,
        "cited": cited(source),
        "absent": [said for _, said in source.absent],
        "note": note.text if note else "",
        "url": note.url if note and note.url.startswith(SAFE_LINKS) else "",
    }


def cited(source: Source) -> str:
    """A source in one line; what it does not say is left out."""
    found = [", ".join(a.quote.exact for a in source.authors)]
    found.append(f"“{source.title.quote.exact}”" if source.title else source.label)
    found.append(source.publisher.quote.exact if source.publisher else "")
    found.append(when_words(source.published_when) if source.published_when else NO_DATE)
    return ", ".join(filter(None, found))
