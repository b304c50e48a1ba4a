"""A line between a browser and a server that counts what comes through, as it crosses."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from urllib.parse import urlsplit

PIECE = 2**16


class Line:
    """A TCP port on this machine that leads to another; ``received`` are the bytes towards the browser."""

    def __init__(self, home: str) -> None:
        self.port = urlsplit(home).port
        self.door = socket.create_server(("127.0.0.1", 0))
        self.home = f"http://127.0.0.1:{self.door.getsockname()[1]}/"
        self.received = 0
        self.lock = Lock()
        Thread(target=self.open, daemon=True).start()

    def open(self) -> None:
        """Lead everybody who comes to the server, until the door is closed."""
        with suppress(OSError):
            while True:
                near, _ = self.door.accept()
                far = socket.create_connection(("127.0.0.1", self.port))
                Thread(target=self.pump, args=(near, far, 0), daemon=True).start()
                Thread(target=self.pump, args=(far, near, 1), daemon=True).start()

    def pump(self, source: socket.socket, target: socket.socket, counts: int) -> None:
        with suppress(OSError):
            while piece := source.recv(PIECE):
                with self.lock:
                    self.received += counts * len(piece)
                target.sendall(piece)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def counted(home: str) -> Iterator[Line]:
    """A line to a server, closed in the end."""
    line = Line(home)
    try:
        yield line
    finally:
        line.door.shutdown(socket.SHUT_RDWR)
        line.door.close()
