"""What a browser sends when a reader acts in the panels: the state of the one message that tells them."""

import json
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState


def sending(told: str, acts: Any) -> WidgetState:
    """Acts, each with its number (``static/acts.js``), by the id of the message that tells the panels."""
    events = f"$$STREAMLIT_INTERNAL_KEY_{told}__events"
    return WidgetState(id=events, json_trigger_value=json.dumps([{"event": "act", "value": acts}]))
