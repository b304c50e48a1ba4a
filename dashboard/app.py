"""The page: load, view, picture, lay out, tell."""

from functools import partial

import streamlit as st

from dashboard import assets, guard, link, opening, panels
from dashboard.layout import Laid, lay_out, offered, outside
from dashboard.opening import Opened, opened
from dashboard.picture import Picture, picture


def page() -> None:
    """Draw the page for this run."""
    st.set_page_config(page_title="Passage Atlas", layout="wide", initial_sidebar_state="auto")
    guard.begin()
    with guard.part("the style"):
        st.html(assets.page_style())
    with guard.part("the page"):
        assets.serve()
        drawn(opened())


def drawn(found: Opened) -> None:
    """The head, the filters where they act, and the page that the view asks for."""
    desk = panels.Desk(found.version, partial(link.on_acts, found.known), st.context.locale)
    view, ignored = link.current(found.known)
    guard.say_what_failed()
    laid = Laid(found, desk, picture(found, view, ignored, desk.language))
    lay_out(laid)
    telling(laid)


@st.fragment
def telling(laid: Laid) -> None:
    """Tell the panels what to show, at the end of a run of the page, and alone after an act in one of them.

    An act asks for a run of this fragment, which sends one message; the page as a whole runs anew only
    where something else on it has to change.
    """
    with guard.part("the panels") if not laid.told else guard.or_anew("the panels"):
        if laid.told:
            laid.picture = after_an_act(laid)
        laid.told = True
        laid.desk.tell(laid.picture.told(), link.heard())
        link.write(laid.picture.view)


def after_an_act(laid: Laid) -> Picture:
    """What the page shows now; where telling the panels is not enough, this run ends and the page runs."""
    view, ignored = link.current(laid.found.known)
    same = outside(view) == outside(laid.picture.view) and opening.stands(laid.found)
    if guard.has_failed() or not same:
        st.rerun()
    now = picture(laid.found, view, ignored, laid.desk.language)
    if now.failed or offered(now.scene) != offered(laid.picture.scene):
        st.rerun()
    return now
