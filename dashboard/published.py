"""What this process has published for browsers, and where Streamlit serves it."""

from collections import deque

SERVED = "component/dashboard.assets.atlas"
"""Under it stands a folder for each version."""
VERSIONS: deque[str] = deque(maxlen=1)


def newest() -> str | None:
    """The version that was published last (16 hex digits), None before the first."""
    return VERSIONS[-1] if VERSIONS else None
