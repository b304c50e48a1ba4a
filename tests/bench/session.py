"""A reader's session over the WebSocket: what a browser sends, keeps and is told, without drawing it."""

import json
from collections.abc import Iterator
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

from dashboard.panels import TOLD
from tests.acting import sending
from tests.bench import wire

SOCKET = {"subprotocols": ["streamlit"], "max_size": None, "compression": None, "ping_interval": None}
TELLS = f"bidi_component atlas_{TOLD}"
"""The kind of the message that tells the panels what to show."""


def opening(home: str) -> connect:
    """A connection to a server; of its socket a session is made."""
    return connect(home.replace("http", "ws", 1) + "_stcore/stream", **SOCKET)


class Session:
    """An open page: its address, and the last message that told its panels what to show.

    ``kept`` are the hashes of the messages that the reader still has: like a browser, it tells them to the
    server, which then sends a hash for what has not changed.
    """

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.query = ""
        self.kept: set[str] = set()
        self.told: ForwardMsg | None = None
        self.acted = 0

    async def go(self, query: str) -> list[ForwardMsg]:
        """What the server says to an address."""
        self.query = query
        return await self.run()

    async def act(self, *acts: dict[str, Any]) -> list[ForwardMsg]:
        """What the server says to acts in the panels that come together, each with the next number."""
        numbered = []
        for one in acts:
            self.acted += 1
            numbered.append([self.acted, one])
        delta = self.told.delta
        state = sending(delta.new_element.bidi_component.id, numbered)
        return await self.run(delta.fragment_id, state)

    async def run(self, fragment: str = "", *states: WidgetState) -> list[ForwardMsg]:
        """All that the server says until it has no more to do; a ``fragment`` alone runs by its id."""
        asked = BackMsg()
        asked.rerun_script.query_string = self.query
        asked.rerun_script.fragment_id = fragment
        asked.rerun_script.widget_states.widgets.extend(states)
        asked.rerun_script.cached_message_hashes.extend(self.kept)
        if not fragment:
            self.kept.clear()
        await self.socket.send(asked.SerializeToString())
        said = []
        async for frame in self.socket:
            said.append(wire.parsed(frame))
            self.hear(said[-1])
            if wire.ends_run(said[-1]):
                return said
        raise ConnectionError("the server hung up")

    def hear(self, message: ForwardMsg) -> None:
        if message.metadata.cacheable or message.ref_hash:
            self.kept.add(message.ref_hash or message.hash)
        if wire.kind_of(message) == TELLS:
            self.told = message
        if message.WhichOneof("type") == "page_info_changed":
            self.query = message.page_info_changed.query_string

    def shows(self) -> dict[str, Any]:
        """What the panels were told last: ``version``, ``heard``, and what each is ``shown``."""
        return json.loads(self.told.delta.new_element.bidi_component.bytes)


def drawn(said: list[ForwardMsg]) -> Iterator[str]:
    """What the server draws, by kind."""
    return (wire.kind_of(one) for one in said if one.WhichOneof("type") == "delta")
