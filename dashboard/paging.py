"""Long lists in pages: which page is shown, of how many, and what stands on it."""

from collections.abc import Sequence
from typing import Any, TypeVar

One = TypeVar("One")


def pages_of(count: int, size: int) -> int:
    """How many pages hold so many things; nothing at all is one empty page."""
    return max(1, -(-count // size))


def page_of(found: Sequence[One], size: int, asked: int) -> tuple[dict[str, Any], Sequence[One]]:
    """The page that was asked for, or the last one: its facts, and what stands on it."""
    pages = pages_of(len(found), size)
    page = min(asked, pages)
    first = (page - 1) * size
    facts = {"page": page, "pages": pages, "first": first + 1, "total": len(found)}
    return facts, found[first : first + size]
