"""A real server on a real atlas, for the browser tests: started, waited for, and stopped."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0
"""Seconds that a server may take to answer."""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def serving(folder: Path, cache: Path) -> Iterator[str]:
    """The address of ``atlas run`` on a folder, as long as the block lasts."""
    port = free_port()
    command = [sys.executable, "-m", "dashboard.cli", "run", str(folder), "--headless", "--port", str(port)]
    log = (cache / f"server-{port}.log").open("wb")
    environment = os.environ | {"ATLAS_CACHE": str(cache)}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}/"
    finally:
        stop(process)
        log.close()


def wait_for(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server stopped with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(address)


def stop(process: subprocess.Popen) -> None:
    """Stop the command and the server under it: they are a session of their own."""
    try:
        os.killpg(process.pid, 15)
        process.wait(10)
    except ProcessLookupError:
        pass
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait(10)
