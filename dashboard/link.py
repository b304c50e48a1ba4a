"""The view of this session: read from the link when somebody navigated, written back to it.

The session holds one View. The map and the panels change it in their callbacks, which run before
the page does; the page shows it and writes it into the address.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard import guard
from dashboard.panels import acts
from dashboard.view import LAST_PAGE, LAST_YEAR, RULES, SHOWS, Known, Parser, View, searchable
from geodata.query import DATES, FACETS

VIEW, WRITTEN, IGNORED, ACTED = "atlas_view", "atlas_written", "atlas_ignored", "atlas_acted"
HEARD = "atlas_heard"
"""The number of the last act of a panel that was carried out."""
PLAYING = "atlas_playing"
"""Set while the years play: the address then waits for the last step, history keeps one entry."""


def address() -> dict[str, list[str]]:
    """The parameters in the address now, repeated ones included."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def canonical(view: View) -> dict[str, list[str]]:
    return {n: v if isinstance(v, list) else [v] for n, v in view.params().items()}


def current(known: Known) -> tuple[View, tuple[str, ...]]:
    """The view to draw and what was ignored in the link that asked for it.

    A run that a callback asked for may carry the address of a moment ago, when changes follow
    each other quickly: then the view wins, and the address is written anew.
    """
    now = address()
    if st.session_state.pop(ACTED, False):
        st.session_state[WRITTEN] = now
    elif VIEW not in st.session_state or now != st.session_state.get(WRITTEN):
        parser = Parser(known)
        st.session_state[VIEW] = parser.view(now)
        st.session_state[IGNORED] = tuple(parser.ignored)
        st.session_state[WRITTEN] = now
    return st.session_state[VIEW], st.session_state.get(IGNORED, ())


def write(view: View) -> None:
    """Put the view into the address, if it is not there already: one entry of history."""
    st.session_state[VIEW] = view
    if st.session_state.get(PLAYING, False):
        return
    wanted = canonical(view)
    if wanted != address() or wanted != st.session_state.get(WRITTEN):
        st.query_params.from_dict(view.params())
    st.session_state[WRITTEN] = wanted


def change(view: View, *, playing: bool = False) -> None:
    """What a callback does: the next run draws this view; any but a step of a play ends the play."""
    st.session_state[VIEW] = view
    st.session_state[PLAYING] = playing
    st.session_state[ACTED] = True
    st.session_state[IGNORED] = ()


def view() -> View:
    return st.session_state.get(VIEW, View())


def heard() -> int:
    return st.session_state.get(HEARD, 0)


@guard.callback
def on_acts(known: Known) -> None:
    """Carry out what the reader did in the panels, each act once; what makes no sense changes nothing."""
    for number, act in acts():
        if number > heard():
            st.session_state[HEARD] = number
            change(acted(view(), act, known), playing=act.get("playing") is True)


def acted(before: View, act: dict[str, Any], known: Known) -> View:
    """The view after an act of a panel."""
    if any(isinstance(value, list | dict) for value in act.values()):
        return before
    do = act.get("do")
    return ACTS[do](before, act, known) if isinstance(do, str) and do in ACTS else before


def toggled(before: View, act: dict[str, Any], known: Known) -> View:
    """An option of a facet as the reader left it: two quick clicks are not taken for one."""
    facet, option, on = act.get("facet"), act.get("option"), act.get("on")
    if option not in known.options.get(facet, ()):
        return before
    if isinstance(on, bool) and on == (option in getattr(before, facet)):
        return before
    return before.toggled(facet, option)


def dropped(before: View, act: dict[str, Any], known: Known) -> View:
    """The view without one of its active filters."""
    facet, option = act.get("facet"), act.get("option")
    if facet in FACETS and option in getattr(before, facet):
        return before.toggled(facet, option)
    empty = {"years": None, "undated": None, "text": ""}
    return before.narrowed(**{facet: empty[facet]}) if facet in empty else before


def searched(before: View, act: dict[str, Any], known: Known) -> View:
    """Words to look for, as a link can carry them (``view.searchable``)."""
    text = act.get("text")
    return before.narrowed(text=searchable(text)) if isinstance(text, str) else before


def kept(before: View, act: dict[str, Any], known: Known) -> View:
    """Whether undated records stay; None leaves it to whether years are set."""
    undated = act.get("undated", "")
    return before.narrowed(undated=undated) if undated is None or isinstance(undated, bool) else before


def turned(before: View, act: dict[str, Any], known: Known) -> View:
    """Another page of the list or of the cards."""
    page = act.get("page")
    return replace(before, **{act["do"]: min(max(1, page), LAST_PAGE)}) if whole(page) else before


def ranged(before: View, act: dict[str, Any], known: Known) -> View:
    """Years brushed or stepped to; None on both sides is no filter."""
    low, high = act.get("low"), act.get("high")
    if low is None and high is None:
        return before.narrowed(years=None)
    if not (whole(low) and whole(high) and abs(low) <= LAST_YEAR and abs(high) <= LAST_YEAR):
        return before
    return before.narrowed(years=(min(low, high), max(low, high)))


def whole(given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool)


def placed(before: View, act: dict[str, Any], known: Known) -> View:
    """A place chosen or let go; from another page the map opens."""
    given = act.get("id")
    if given is not None and given not in known.places:
        return before
    return before.with_selection(given, None).showing("map")


def recorded(before: View, act: dict[str, Any], known: Known) -> View:
    """A record chosen or let go; a place that it does not concern is let go.

    With ``show`` it opens on that page, on the map at its first place.
    """
    given, show = act.get("id"), act.get("show", before.show)
    if (given is not None and given not in known.records) or show not in SHOWS:
        return before
    places = known.records[given] if given is not None else ()
    place = before.place if given is None or before.place in places else None
    after = replace(before, record=given, place=place)
    return after if show == before.show else after.showing(show)


def shown(before: View, act: dict[str, Any], known: Known) -> View:
    """Another page, from its beginning or with something open in it: an article, a name, a question."""
    show, record = act.get("show"), act.get("record", before.record)
    opened = {what: act.get(what) for what in ("article", "name", "question")}
    strange = any(given is not None and given not in known.of(what) for what, given in opened.items())
    if show not in SHOWS or strange or (record is not None and record not in known.records):
        return before
    return replace(before.showing(show, **opened), record=record)


def celled(before: View, act: dict[str, Any], known: Known) -> View:
    """A cell of the coverage grid: a place with its years, an open side None; both let go without a place.

    With ``show`` it opens on that page. The years are those of the usual date, by the usual rule; a
    place without years is its whole row.
    """
    place, show, sides = act.get("place"), act.get("show", before.show), (act.get("low"), act.get("high"))
    years = [year for year in sides if year is not None]
    sane = all(whole(year) and abs(year) <= LAST_YEAR for year in years) and years == sorted(years)
    if not sane or show not in SHOWS or (place is not None and place not in known.places):
        return before
    after = replace(
        before, place=place, record=None, cards=1, years=sides if years and place is not None else None,
        undated=None, date="happened", rule="overlap",
    )  # fmt: skip
    return after if show == before.show else after.showing(show)


def compared(before: View, act: dict[str, Any], known: Known) -> View:
    """Another date to compare with the years, or another rule to compare by."""
    date, rule = act.get("date", before.date), act.get("rule", before.rule)
    return before.narrowed(date=date, rule=rule) if date in DATES and rule in RULES else before


ACTS = {
    "toggle": toggled,
    "drop": dropped,
    "every": lambda before, act, known: before.narrowed(every_topic=act.get("every") is True),
    "clear": lambda before, act, known: before.cleared(),
    "page": turned,
    "cards": turned,
    "search": searched,
    "years": ranged,
    "undated": kept,
    "compare": compared,
    "cell": celled,
    "place": placed,
    "record": recorded,
    "show": shown,
}
"""What a reader can do in a panel."""
