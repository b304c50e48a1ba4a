"""What this process has published for browsers, and where Streamlit serves it."""

from collections import deque
from typing import Any

SERVED = "component/dashboard.assets.atlas"
"""Under it stands a folder for each version."""
OPENED: deque[Any] = deque(maxlen=1)
"""The ``opening.Opened`` of last; what opens it stands above this module."""


def newest() -> Any:
    """The atlas that was opened last, with its files published; None before the first."""
    return OPENED[-1] if OPENED else None
