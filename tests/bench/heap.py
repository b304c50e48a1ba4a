"""The browser's heap over many changes."""

from tests.bench.watching import Visit

CYCLES = 2
"""Collections before a reading: the first frees what the second can then free too."""


def readings(visit: Visit, changes: int) -> list[float]:
    """Bytes of JavaScript and DOM in every frame of the page after each change, garbage collected.

    Frames of the page's own origin live in one isolate, so one reading holds them all.
    """
    session = visit.page.context.new_cdp_session(visit.page)
    session.send("HeapProfiler.enable")
    found = []
    for _ in range(changes):
        visit.change()
        visit.settle()
        found.append(reading(session))
    session.detach()
    return found


def reading(session) -> float:
    for _ in range(CYCLES):
        session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")
    return float(used["usedSize"] + used.get("embedderHeapUsedSize", 0) + used.get("backingStorageSize", 0))
