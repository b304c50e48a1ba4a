"""Checks that every reader shares: words of a vocabulary, slugs, dates, ids that repeat."""

import difflib
import re
from collections.abc import Iterator
from typing import Any

from events import errors
from events.errors import Ledger, Spot
from events.when import NotADate, Reversed, When, parse

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_when(text: str | None, spot: Spot, field: str, ledger: Ledger) -> When | None:
    """An EDTF string as a When; None stays None, a bad one is a fault."""
    if text is None:
        return None
    try:
        return parse(text)
    except Reversed as error:
        ledger.add(errors.ReversedDate(spot, field, text, f"swap the ends ({error})"))
    except NotADate as error:
        ledger.add(errors.BadDate(spot, field, text, str(error)))
    return None


def one_of(
    value: str, allowed: Any, spot: Spot, field: str, ledger: Ledger,
    fault: type[errors.Fault] = errors.NotOneOf,
) -> bool:  # fmt: skip
    """Whether a word is allowed; if not, the fault suggests the nearest that is."""
    if value in allowed:
        return True
    near = suggestion(value, allowed) or listed(allowed)
    ledger.add(fault(spot, field, value, f"write {near}" if near else ""))
    return False


def suggestion(value: str, allowed: Any) -> str:
    """The allowed word most like ``value``."""
    near = difflib.get_close_matches(value, list(allowed), n=1, cutoff=0.6)
    return near[0] if near else ""


def listed(words: Any, most: int = 12) -> str:
    """A list of words for a message, cut where it gets long."""
    words = list(words)
    return ", ".join(words[:most]) + (" …" if len(words) > most else "")


def repeated(ids: list[str]) -> Iterator[tuple[int, str]]:
    """Each id that stood before, with its number."""
    seen: set[str] = set()
    for n, given in enumerate(ids):
        if given in seen:
            yield n, given
        seen.add(given)


def check_slug(given: str, spot: Spot, ledger: Ledger, field: str = "id") -> None:
    """An id is small letters and digits with single hyphens between."""
    if not SLUG.fullmatch(given):
        ledger.add(errors.BadId(spot, field, given, "write small letters, digits and single hyphens"))
