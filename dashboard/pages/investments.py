"""Investments: the sums as printed, grouped by what they measure, on one scale a unit.

A record stands in one group, that of its own amount; the projects that it counts besides are
drawn with the other counts of projects. What may be added up is told by ``adding``.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

from babel.numbers import get_currency_name

from dashboard import adding, cards
from dashboard.chart import ENOUGH_TO_COMPARE, Value, chart, numbers, other_readings, size
from dashboard.phrases import ENGLISH
from dashboard.view import View
from dashboard.wording import LOCALE, amount_words, record_date
from events.amount import Amount
from events.record import Figure, Investment, Passage
from geodata.atlas import Atlas

ROWS = 40
"""Records of a page of the table; the charts draw these and no others."""

Group = tuple[int, str]
"""A class, by which groups are ordered, and in it a currency (ISO 4217) or a unit as written."""

MONEY, UNKNOWN_MONEY, SHARES, COUNTS, RANKS, WORDS, NOTHING = range(7)
CLASS_OF_UNIT = {"money": UNKNOWN_MONEY, "percent": SHARES, "share": SHARES, "rank": RANKS}
TITLES = {
    (UNKNOWN_MONEY, "money"): "Money, its currency not in the text",
    (SHARES, "percent"): "Shares in per cent",
    (SHARES, "share"): "Shares",
    (COUNTS, ""): "Numbers without a unit",
    (RANKS, "rank"): "Ranks",
    (WORDS, ""): "In words only",
    (NOTHING, ""): "No amount in the text",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An investment with the group it stands in."""

    record: Investment
    group: Group


def data(atlas: Atlas, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """The table's page and its charts for what the filters leave, and the selected record."""
    if view.kind and Investment.kind not in view.kind:
        return {"blocked": list(view.kind)}
    found = entries(atlas, view)
    pages = max(1, -(-len(found) // ROWS))
    page = min(view.page, pages)
    shown = found[(page - 1) * ROWS : page * ROWS]
    return cards.slim(
        {
            "total": len(found),
            "numbered": sum(e.group[0] < WORDS for e in found),
            "sources": len({e.record.source for e in found}),
            "filtered": view.filtered,
            "page": page,
            "pages": pages,
            "totals": adding.totals(atlas, [e.record for e in found]),
            "charts": charts(atlas, [e.record for e in shown]),
            "groups": groups(atlas, shown, Counter(e.group for e in found), view, language),
            **selected(atlas, view, shown, language),
        }
    )


def selected(atlas: Atlas, view: View, shown: Sequence[Entry], language: str) -> dict[str, Any]:
    """The card of the selected investment, and whether this page of the table lacks it."""
    record = atlas.records.get(view.record or "")
    if not isinstance(record, Investment):
        return {}
    elsewhere = all(entry.record is not record for entry in shown)
    return {"card": cards.card(atlas, record, None, language), "elsewhere": elsewhere}


# ---- in which order ------------------------------------------------------------------
@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """An atlas as a key of a cache: equal to itself alone, for its values are too many to compare."""

    atlas: Atlas

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.atlas is self.atlas

    def __hash__(self) -> int:
        return id(self.atlas)


def entries(atlas: Atlas, view: View) -> list[Entry]:
    """The investments that the filters leave, in the order of the table."""
    answer = atlas.columns.ask(replace(view.query, kind=(Investment.kind,)))
    left = set(answer.page(0, answer.total))
    return [entry for number, entry in ranked(Same(atlas)) if number in left]


@lru_cache(maxsize=2)
def ranked(key: Same) -> list[tuple[int, Entry]]:
    """All investments with their row numbers, ordered once an atlas.

    Group after group, of currencies and units the most frequent first; the largest value first,
    and where there is none by date.
    """
    records, order = key.atlas.archive.records, key.atlas.columns.order.tolist()
    investments = [(n, r) for n, r in ((n, records[n]) for n in order) if isinstance(r, Investment)]
    found = [(n, Entry(r, group_of(r))) for n, r in investments]
    most = Counter(entry.group for _, entry in found)

    def place(pair: tuple[int, Entry]) -> tuple[int, int, str, Decimal]:
        group = pair[1].group
        return group[0], -most[group], group[1], order_in_group(pair[1])

    return sorted(found, key=place)


def group_of(record: Investment) -> Group:
    """The group of what a record measures first, else how it lacks a number."""
    for amount in measures(record):
        return unit_of(amount)
    return (WORDS if record.amount.qualifier else NOTHING), ""


def unit_of(amount: Amount) -> Group:
    """What an amount is measured in: its currency or its unit."""
    if amount.currency:
        return MONEY, amount.currency
    return CLASS_OF_UNIT.get(amount.unit, COUNTS), amount.unit


def order_in_group(entry: Entry) -> Decimal:
    """Largest first; of ranks, the first is the first."""
    for amount in measures(entry.record):
        return size(amount) if entry.group[0] == RANKS else size(amount).copy_negate()
    return Decimal(0)


def measures(record: Investment) -> list[Amount]:
    """The amounts of a record that have a number: its own, and the projects that it counts."""
    found = [record.amount] if numbers(record.amount) else []
    return found if record.projects is None else [*found, projects(record.projects)]


def projects(count: int) -> Amount:
    return Amount(Decimal(count), Decimal(count), unit="projects")


# ---- the table -----------------------------------------------------------------------
def groups(
    atlas: Atlas, shown: Iterable[Entry], counts: Counter[Group], view: View, language: str
) -> list[dict[str, Any]]:
    """The rows of a page under the titles of their groups, with how many each group has in all."""
    found: dict[Group, list[dict[str, Any]]] = {}
    for entry in shown:
        found.setdefault(entry.group, []).append(row(atlas, entry.record, view, language))
    return [
        {"title": group_title(group), "code": code(group), "count": counts[group], "rows": rows}
        for group, rows in found.items()
    ]


def group_title(group: Group) -> str:
    """“US dollars”, “Shares in per cent”, “Projects”."""
    name = get_currency_name(group[1], 2, LOCALE) if group[0] == MONEY else group[1]
    return TITLES.get(group) or name[:1].upper() + name[1:]


def code(group: Group) -> str:
    """The code of a currency (ISO 4217), else nothing."""
    return group[1] if group[0] == MONEY else ""


def row(atlas: Atlas, record: Investment, view: View, language: str) -> dict[str, Any]:
    """An investment as a row of the table, with the passage that its amount rests on."""
    amount, projects_too = record.amount, record.projects is not None
    return cards.slim(
        {
            "id": record.id,
            "title": record.title,
            "type": record.type,
            "amount": amount_words(amount),
            "guess": amount.currency_inferred,
            "senses": cards.senses(atlas, record.id),
            "wordy": bool(amount.qualifier) and not numbers(amount),
            "projects": amount_words(projects(record.projects or 0)) if projects_too else "",
            "date": record_date(record, language),
            "year": first_year(record),
            "inferred": date_is_inferred(record),
            "parties": list(record.parties),
            "places": [atlas.places[link.id].title for link in record.places],
            "status": record.status,
            "source": record.source,
            "quote": cards.quote(atlas.sources[record.source], first_passage(record)),
            "on": record.id == view.record,
        }
    )


def first_year(record: Investment) -> int | None:
    """The year that the table is sorted by: the first that the date may mean."""
    years = record.dated.years if record.dated else ()
    return next((year for year in years if year is not None), None)


def date_is_inferred(record: Figure) -> bool:
    return record.when is None and record.as_of is None and record.inferred is not None


def first_passage(record: Investment) -> Passage:
    """The first passage that supports the amount, else the first."""
    found = (p for p in record.passages if "amount" in p.supports)
    return next(found, record.passages[0])


# ---- the charts ----------------------------------------------------------------------
def charts(atlas: Atlas, records: Iterable[Investment]) -> list[dict[str, Any]]:
    """One chart for each unit with values to compare; a rank is no quantity and has none."""
    found: dict[Group, list[tuple[Amount, Investment]]] = {}
    for record in records:
        for amount in measures(record):
            found.setdefault(unit_of(amount), []).append((amount, record))
    drawable = (group for group in sorted(found, key=itemgetter(0)) if group[0] != RANKS)
    return [drawn(atlas, g, found[g]) for g in drawable if len(found[g]) >= ENOUGH_TO_COMPARE]


def drawn(atlas: Atlas, group: Group, given: list[tuple[Amount, Investment]]) -> dict[str, Any]:
    """The chart of a group; its marks say what they are where money of several types is drawn."""
    mixed = group[0] == MONEY and len({record.type for _, record in given}) > 1
    values = [
        Value(amount, r.id, r.title, r.type if mixed else "", readings(atlas, amount, r))
        for amount, r in given
    ]
    return chart(group_title(group), code(group), values)


def readings(atlas: Atlas, amount: Amount, record: Investment) -> tuple[Amount, ...]:
    """What an ambiguous sum may mean besides; a count of projects has no such readings."""
    return other_readings(atlas.overlap.sums.get(record.id), amount) if amount is record.amount else ()
