"""Whom a reader writes to about a mistake: the host's setting, else the atlas's own address."""

import os
import re

CONTACT = "ATLAS_CONTACT"
"""The setting with the address of whoever hosts this copy; it goes before the atlas's own."""

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+|https://[^\s<>\"']+")


def contact(given: str) -> str:
    """The address for corrections: the host's setting, else the atlas's own, else none."""
    chosen = os.environ.get(CONTACT, "").strip() or given
    return chosen if ADDRESS.fullmatch(chosen) else ""
