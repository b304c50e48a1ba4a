"""People and organisations: who the articles name, and the records whose passages name them.

Nothing is said of anybody here but the words of the articles and how often they print the name.
"""

from typing import Any

from dashboard import cards
from dashboard.paging import pages_of
from dashboard.phrases import ENGLISH
from dashboard.scene import CARDS
from dashboard.view import View
from events.fold import fold
from events.record import NAME_KINDS, Naming
from geodata.atlas import Atlas

MOST_NAMES = 500
"""Names of the index at a time: those named most often, and the chosen one."""

MOST_LISTED = 24
"""Spellings of a name, and articles with it, that are listed; of more, their number."""

MOST_APART = 8
"""Occurrences outside every passage that are shown by themselves."""


def data(atlas: Atlas, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """The index by kind, and the chosen name; a page of cards beyond the last is the last."""
    shown = listed(atlas, view.name)
    return {
        "groups": [group(atlas, kind, shown) for kind in NAME_KINDS if any(of_kind(atlas, kind, shown))],
        "names": len(atlas.names),
        "namings": len(atlas.archive.namings),
        "more": len(atlas.names) - len(shown),
        "chosen": None if view.name is None else chosen(atlas, view.name, view.cards, language),
    }


# ---- the index -------------------------------------------------------------------------
def listed(atlas: Atlas, name: str | None) -> list[str]:
    """The names that the index shows, in the order of the alphabet."""
    found = list(atlas.names)
    if len(found) > MOST_NAMES:
        ranked = sorted(found, key=lambda one: (one != name, -len(atlas.namings_of[one])))
        found = ranked[:MOST_NAMES]
    return sorted(found, key=lambda one: fold(atlas.names[one].title))


def of_kind(atlas: Atlas, kind: str, shown: list[str]) -> list[str]:
    return [name for name in shown if atlas.names[name].kind == kind]


def group(atlas: Atlas, kind: str, shown: list[str]) -> dict[str, Any]:
    return {"kind": kind, "names": [entry(atlas, name) for name in of_kind(atlas, kind, shown)]}


def entry(atlas: Atlas, name: str) -> list[Any]:
    """A line of the index: id, title, how often, in how many articles, and what else is printed."""
    title = atlas.names[name].title
    other = [words for words in spellings(atlas.namings_of[name])[:MOST_LISTED] if words not in title]
    found = [name, title, len(atlas.namings_of[name]), len(atlas.articles_naming[name])]
    return [*found, " ".join(other)] if other else found


def spellings(namings: list[Naming]) -> list[str]:
    """How a name is printed, each form once, in the order of the sources."""
    return list(dict.fromkeys(naming.passage.quote.exact for naming in namings))


# ---- the chosen name -------------------------------------------------------------------
def chosen(atlas: Atlas, given: str, page: int, language: str) -> dict[str, Any]:
    """A name: how and where it is printed, and a page of the records whose passages name it."""
    name, namings, rows = atlas.names[given], atlas.namings_of[given], atlas.records_naming[given]
    pages = pages_of(len(rows), CARDS)
    page = min(page, pages)
    printed, articles = spellings(namings), list(atlas.articles_naming[given].items())
    return cards.slim(
        {
            "id": name.id,
            "title": name.title,
            "kind": name.kind,
            "note": name.note,
            "inferred": name.inferred,
            "times": len(namings),
            "printed": printed[:MOST_LISTED],
            "more_printed": max(0, len(printed) - MOST_LISTED) or None,
            "articles": articles[:MOST_LISTED],
            "more_articles": max(0, len(articles) - MOST_LISTED) or None,
            "records": len(rows),
            "page": page,
            "pages": pages,
            "cards": [card(atlas, row, namings, language) for row in rows[(page - 1) * CARDS : page * CARDS]],
            "apart": apart(atlas, given),
        }
    )


def card(atlas: Atlas, row: int, namings: list[Naming], language: str) -> dict[str, Any]:
    """A record that opens at the first of its passages in which the name stands."""
    record = atlas.archive.records[row]
    told = enumerate(record.passages)
    first = next(n for n, p in told if any(p.touches(naming.passage) for naming in namings))
    return cards.slim(cards.card(atlas, record, None, language) | {"first": first})


def apart(atlas: Atlas, given: str) -> list[dict[str, Any]]:
    """The occurrences that stand in no passage of a record, with their article."""
    return [
        cards.quote(atlas.sources[naming.passage.source], naming.passage) | {"source": naming.passage.source}
        for naming in atlas.namings_apart[given][:MOST_APART]
    ]
