"""The timeline: one mark per record at its own precision, undated records in a lane of their own.

A mark stands where the date in question (query.DATES) lies: a day, a month, a year, an interval, an
end that is open. Rows are in date order, and every page of them has its own axis.
"""

from collections.abc import Sequence
from typing import Any

from dashboard import cards
from dashboard.calendar_axis import CalendarAxis, calendar_axis
from dashboard.phrases import ENGLISH
from dashboard.view import View
from dashboard.wording import date_inferred, date_words, years_words
from events.record import Figure, Record
from events.when import When
from geodata.atlas import Atlas
from geodata.query import Answer

ROWS = 60
"""Dated records of a page."""

LANE = 40
"""Undated records of a page."""


def data(atlas: Atlas, view: View, language: str = ENGLISH) -> dict[str, Any]:
    """The rows of a page with their marks, a page of the undated, and the selected record."""
    answer = atlas.columns.ask(view.query)
    dated = answer.total - answer.undated + answer.undated_left_out
    pages = max(1, -(-dated // ROWS))
    start = (min(view.page, pages) - 1) * ROWS
    shown = records(atlas, answer, start, min(ROWS, dated - start))
    axis = calendar_axis([date_of(atlas, r, view.date) for r in shown]) if shown else None
    found = lane(atlas, answer, dated, view)
    return cards.slim(
        {
            "date": view.date,
            "dated": dated,
            "first": start + 1,
            "page": min(view.page, pages),
            "pages": pages,
            "axis": drawn_axis(axis) if axis else None,
            "rows": [row(atlas, r, view, axis, language) for r in shown] if axis else [],
            "lane": found,
            **selected(
                atlas, view, [*(r.id for r in shown), *(r["id"] for r in found.get("rows", ()))], language
            ),
        }
    )


def records(atlas: Atlas, answer: Answer, start: int, length: int) -> list[Record]:
    return [atlas.archive.records[n] for n in answer.page(start, length)] if length > 0 else []


def date_of(atlas: Atlas, record: Record, date: str) -> When | None:
    """The date of a record that is asked about (query.DATES)."""
    if date == "published":
        return atlas.sources[record.source].published_when
    if date == "as-of":
        return record.as_of if isinstance(record, Figure) else None
    return record.dated


def selected(atlas: Atlas, view: View, shown: Sequence[str], language: str) -> dict[str, Any]:
    """The card of the selected record, and whether it is not among those shown."""
    record = atlas.records.get(view.record or "")
    if record is None:
        return {}
    return {"card": cards.card(atlas, record, None, language), "elsewhere": record.id not in shown}


# ---- the rows ------------------------------------------------------------------------
def row(atlas: Atlas, record: Record, view: View, axis: CalendarAxis, language: str) -> dict[str, Any]:
    """A record with its mark: from where to where, which ends are open, what is doubtful about it."""
    when = date_of(atlas, record, view.date)
    inferred = date_inferred(record, view.date)
    return cards.slim(
        {
            "id": record.id,
            "kind": record.kind,
            "title": record.title,
            "date": date_words(record, atlas.sources[record.source].published_when, view.date, language),
            "at": axis.extent(when),
            "day": when.earliest is not None and when.earliest == when.latest,
            "open": open_end(when),
            "about": any(sign in when.edtf for sign in "~%"),
            "perhaps": any(sign in when.edtf for sign in "?%"),
            "inferred": record.inferred.reason if inferred and record.inferred else "",
            "on": record.id == view.record,
        }
    )


def open_end(when: When) -> str:
    """Which end of a date is open or unknown."""
    if when.earliest is None:
        return "start"
    return "end" if when.latest is None else ""


def drawn_axis(axis: CalendarAxis) -> dict[str, Any]:
    """The ticks with their words, and the cuts with the years that they leave out."""
    return cards.slim(
        {
            "ticks": axis.ticks,
            "breaks": [[left, right, years_words(*years)] for left, right, years in axis.breaks],
            "span": years_words(axis.runs[0][0], axis.runs[-1][1]),
        }
    )


# ---- the undated ---------------------------------------------------------------------
def lane(atlas: Atlas, answer: Answer, dated: int, view: View) -> dict[str, Any]:
    """A page of the records without that date, after all that have one; those left out are counted."""
    kept = answer.total - dated
    pages = max(1, -(-kept // LANE))
    page = min(view.cards, pages)
    start = dated + (page - 1) * LANE
    shown = records(atlas, answer, start, min(LANE, answer.total - start))
    return cards.slim(
        {
            "count": kept,
            "left_out": answer.undated_left_out,
            "page": page,
            "pages": pages,
            "rows": undated_rows(shown, view),
        }
    )


def undated_rows(shown: Sequence[Record], view: View) -> list[dict[str, Any]]:
    """Records by their titles, with the words that the text has instead of a date."""
    usual = view.date == "happened"
    return [
        cards.slim(
            {
                "id": record.id,
                "kind": record.kind,
                "title": record.title,
                "words": record.when_words if usual else "",
                "on": record.id == view.record,
            }
        )
        for record in shown
    ]
