"""What a reader sees when we fail: one neutral sentence with an id; the log has the rest.

Streamlit's own signals (rerun, stop) are BaseExceptions and pass through.
"""

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import streamlit as st

FAILED, SPOKEN = "atlas_failed", "atlas_spoken"
SAID = (
    "Something went wrong on our side, and this part is left out. The rest of the page still works. "
    "If you write to whoever hosts this atlas, give the number"
)
log = logging.getLogger("passage_atlas")


def noted(where: str) -> str:
    """Log the exception being handled; returns the id that the reader is told."""
    number = secrets.token_hex(4)
    log.exception("failure %s in %s", number, where)
    return number


def say(number: str) -> None:
    """The neutral sentence; nothing of the exception is in it."""
    st.session_state[SPOKEN] = True
    st.error(f"{SAID} {number}.")


@contextmanager
def part(where: str) -> Iterator[None]:
    """A part of the page that may fail alone."""
    try:
        yield
    except Exception:
        say(noted(where))


@contextmanager
def or_anew(where: str) -> Iterator[None]:
    """A part of the page that runs alone: if it fails, the whole page runs, and says so."""
    try:
        yield
    except Exception:
        st.session_state[FAILED] = noted(where)
        st.rerun()


def callback(act: Callable[..., None]) -> Callable[..., None]:
    """A callback that may fail: nothing changes, and the next run says so."""

    @wraps(act)
    def guarded(*given: Any, **named: Any) -> None:
        try:
            act(*given, **named)
        except Exception:
            st.session_state[FAILED] = noted(act.__name__)

    return guarded


def made(where: str, make: Callable[[], bytes]) -> bytes:
    """A file that the browser asks for outside a run: if it fails, Streamlit says so in words of its own."""
    try:
        return make()
    except Exception:
        raise RuntimeError(f"failure {noted(where)}") from None


def begin() -> None:
    """A run of the whole page begins: what the last one said is gone."""
    st.session_state.pop(SPOKEN, None)


def has_failed() -> bool:
    """Whether there is a failure that no run has told of, or the page still tells of one."""
    return FAILED in st.session_state or SPOKEN in st.session_state


def say_what_failed() -> None:
    """Tell of what failed before this run."""
    number = st.session_state.pop(FAILED, None)
    if number is not None:
        say(number)
