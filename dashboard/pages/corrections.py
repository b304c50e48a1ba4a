"""What changed in the atlas, field by field, with the reason where one is given.

The list is the one stored with the atlas (``events/changes.json``, written by ``atlas diff``): a
hosted page has no history to ask.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dashboard import cards
from dashboard.paging import page_of
from dashboard.phrases import ENGLISH
from dashboard.view import View
from dashboard.wording import when_words
from events.changes import Change, Changes, Difference, Quoted, Value
from events.when import NotADate, parse
from geodata.atlas import Atlas

CHANGES = 20
"""Changes of a page."""

MOST_VALUES = 12
"""Values of one side of a field that are shown; of more, their number."""

LONGEST_VALUE = 600
"""Characters of a value that are shown."""


def data(atlas: Atlas, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """A page of the list, of one article where the view names it; nothing without a list."""
    listed = atlas.changes
    if listed is None:
        return {"version": atlas.version}
    found = newest_first(listed, view.article)
    facts, shown = page_of(found, CHANGES, view.page)
    return cards.slim(
        facts
        | {
            "old": listed.old,
            "new": listed.new,
            "date": day_words(listed.date, language),
            "other": listed.new != atlas.version,
            "counts": list(listed.counts().items()),
            "article": view.article,
            "articles": articles(listed, atlas),
            "kinds": kinds(found),
            "changes": [told(atlas, change, language) for change in shown],
        }
    )


def newest_first(listed: Changes, article: str | None) -> list[Change]:
    """The changes by kind; within one those with the latest reason first, those without one last."""
    found = [c for c in listed.changes if article is None or article in c.sources]
    by_id = sorted(found, key=lambda change: change.rank)
    newest = sorted(by_id, key=lambda change: change.date, reverse=True)
    return sorted(newest, key=lambda change: change.rank[:2])


def kinds(found: Sequence[Change]) -> list[list[Any]]:
    """The kinds in their order, how many changes each has, and the page on which it begins."""
    counts = Counter(change.kind for change in found)
    starts: dict[str, int] = {}
    for n, change in enumerate(found):
        starts.setdefault(change.kind, n // CHANGES + 1)
    return [[kind, counts[kind], page] for kind, page in starts.items()]


def articles(listed: Changes, atlas: Atlas) -> list[list[Any]]:
    """The articles that changes are about, each with how many; those that are gone are left out."""
    counts = Counter(source for change in listed.changes for source in change.sources)
    return [[source.id, counts[source.id]] for source in atlas.archive.sources if counts[source.id]]


# ---- one change -------------------------------------------------------------------------
def told(atlas: Atlas, change: Change, language: str) -> dict[str, Any]:
    """A change with both sides of each field, and whether what it is about can be opened."""
    return cards.slim(
        {
            "kind": change.kind,
            "id": change.id,
            "what": change.what,
            "title": cut(change.title),
            "sources": [source for source in change.sources if source in atlas.sources],
            "reason": cut(change.reason),
            "date": day_words(change.date, language),
            "opens": opens(atlas, change),
            "fields": [field(difference) for difference in change.differences],
        }
    )


def opens(atlas: Atlas, change: Change) -> bool:
    """Whether this atlas has the thing on a page of its own."""
    held = {
        "record": atlas.records, "place": atlas.places, "name": atlas.names, "question": atlas.questions,
        "source": atlas.sources, "sum": atlas.records,
    }  # fmt: skip
    return change.id in held.get(change.kind, ())


def field(one: Difference) -> dict[str, Any]:
    return cards.slim(
        {"name": one.field, "old": side(one.old), "new": side(one.new), "reason": cut(one.reason)}
    )


def side(given: Sequence[Value]) -> list[Any]:
    """One side of a field: words, quotes, and the number of those that are not shown."""
    shown: list[Any] = [value(one) for one in given[:MOST_VALUES]]
    return shown if len(given) <= MOST_VALUES else [*shown, len(given) - MOST_VALUES]


def value(one: Value) -> Any:
    if not isinstance(one, Quoted):
        return cut(one)
    words = {"prefix": one.prefix, "exact": one.exact, "suffix": one.suffix, "voice": one.voice}
    return cards.slim(words | {"at": [one.start, one.end], "supports": list(one.supports)})


def cut(given: str) -> str:
    return given if len(given) <= LONGEST_VALUE else given[: LONGEST_VALUE - 1] + "…"


def day_words(given: str, language: str) -> str:
    """A day in words; what is no date is shown as it is written."""
    try:
        return when_words(parse(given), language)
    except NotADate:
        return given
