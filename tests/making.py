"""A small atlas in a folder, whole and right, whose pieces a test changes one at a time.

    folder = make_atlas(tmp_path)                                    # loads without a fault
    folder = make_atlas(tmp_path, article=swap(ARTICLE, '"USD"', '"usd"'))
    folder = make_atlas(tmp_path, places=collection(almaty(), zhetysu()))
    assert faults_of(folder, folder / "texts") == ["events/records/one.toml: …"]

The lock is written for what was made, so a changed piece gives its own fault and no other.
"""

import json
from pathlib import Path
from typing import Any

from events import archive, grounding
from events.archive import Archive
from events.errors import AtlasFaults, Ledger
from events.quoting import ready, toml_list, toml_string
from events.source import digest
from geodata import atlas

TEXT = (
    "Bridge opens in Almaty\n"
    "\n"
    "12\u2009May 2019\n"
    "\n"
    "The new bridge opened on May\u00a012 in Almaty, said the mayor. “It’s ours,” she said.\n"
    "About 300 people came. The bridge cost $5\u00a0million, which the city paid in 2018.\n"
    "\n"
    "People from Zhetysu crossed the bridge too. The river was quiet.\n"
)
"""The article: curly quotes, a no-break space, a thin space, words that stand twice."""

PRINTED_DATE = "12\u2009May 2019"
OPENED = "bridge opened on May\u00a012 in Almaty, said the mayor"
PAID = "cost $5\u00a0million, which the city paid in 2018"


def words(exact: str, nth: int | None = None, text: str = TEXT) -> str:
    """The keys of located words in the text, as they stand in an inline table."""
    quote, start = ready(text, exact, nth, wanted=0)
    sides = f"prefix = {toml_string(quote.prefix)}, suffix = {toml_string(quote.suffix)}"
    return f"exact = {toml_string(exact)}, {sides}, start = {start}, end = {start + len(exact)}"


def passage(exact: str, *supports: str, nth: int | None = None, voice: str = "author") -> str:
    """A passage as an inline table."""
    return f'{{ {words(exact, nth)}, voice = "{voice}", supports = {toml_list(supports)} }}'


def mention(exact: str, reading: str, nth: int | None = None) -> str:
    """A printed place name as an inline table."""
    return f'{{ reading = "{reading}", {words(exact, nth)} }}'


SOURCE = f"""\
[source]
id = "one"
label = "Bridge opens (12 May 2019)"
file = "one.txt"
sha256 = "{digest(TEXT.encode())}"
length = {len(TEXT)}
language = "en"
title = {{ {words("Bridge opens in Almaty")} }}
published = {{ edtf = "2019-05-12", {words(PRINTED_DATE)} }}
absent = {{ publisher = "the text names no publisher" }}
part = [
  {{ kind = "title", start = 0, end = 22 }},
  {{ kind = "dateline", start = 24, end = 35 }},
]
"""

MENTIONS = f"""
[mentions]
almaty = [
  {mention("Almaty", "about", 1)},
  {mention("Almaty", "where", 2)},
]
zhetysu = [
  {mention("Zhetysu", "base")},
]
"""

EVENT = f"""
[[event]]
id = "one-bridge-opens"
type = "decision"
title = "A bridge opens"
when = "2019-05-12"
when_words = "May\\u00A012"
topics = ["roads"]
actors = ["the mayor"]
places = [{{ id = "almaty", role = "where" }}]
passage = [
  {passage(OPENED, "what", "when", "where", "actors")},
  {passage("“It’s ours,” she said", "what", voice="official")},
]
"""

INVESTMENT = f"""
[[investment]]
id = "one-bridge-cost"
type = "sum"
title = "The bridge cost five million dollars"
topics = ["money"]
amount = {{ min = 5_000_000, max = 5_000_000, currency = "USD", as_of = "2018" }}
passage = [
  {passage(PAID, "what", "amount", "as_of")},
]
"""

FIGURE = f"""
[[figure]]
id = "one-visitors"
type = "people"
title = "People at the opening"
topics = ["roads", "money"]
places = [{{ id = "zhetysu", role = "about" }}]
amount = {{ min = 300, max = 300, unit = "people", qualifier = "about" }}
passage = [
  {passage("About 300 people came", "what", "amount")},
  {passage("People from Zhetysu", "where")},
]
"""

ARTICLE = SOURCE + MENTIONS + EVENT + INVESTMENT + FIGURE
"""``events/records/one.toml``: an event with two passages, an investment and a figure."""

TOPICS = """\
[atlas]
title = "One bridge"
summary = "What one article tells about a bridge."
contact = "someone@example.org"

[[topic]]
id = "roads"
title = "Roads and bridges"
definition = "What people travel on."

[[topic]]
id = "money"
title = "Money"
definition = "What it costs."
"""

SILENT = f"""\
[[silent]]
source = "one"
exact = "The river was quiet."
start = {TEXT.index("The river")}
end = {TEXT.index("The river") + 20}
reason = "Scenery."

[[silent]]
source = "one"
exact = "Bridge opens in Almaty"
start = 0
end = 22
reason = "The headline."
"""


def feature(id: str, title: str, kind: str, geometry: dict[str, Any] | None, **properties: Any) -> dict:
    """A feature of ``places.geojson``; further ``properties`` as they stand there."""
    return {
        "type": "Feature",
        "id": id,
        "properties": {"title": title, "kind": kind, **properties},
        "geometry": geometry,
    }


def almaty(**properties: Any) -> dict:
    """A city: a point."""
    geometry = {"type": "Point", "coordinates": [76.9286, 43.2567], "citations": [{"label": "GeoNames"}]}
    return feature("almaty", "Almaty", "city", geometry, ccodes=["KZ"], **properties)


def zhetysu(**properties: Any) -> dict:
    """A region: a polygon around the city."""
    ring = [[75, 42], [80, 42], [80, 46], [75, 46], [75, 42]]
    geometry = {"type": "Polygon", "coordinates": [ring], "citations": [{"label": "Natural Earth"}]}
    return feature("zhetysu", "Zhetysu", "region", geometry, ccodes=["KZ"], **properties)


def collection(*features: dict, **members: Any) -> dict:
    """A FeatureCollection; further ``members`` (``view``, ``crs``) as they stand there."""
    return {"type": "FeatureCollection", "features": list(features), **members}


def swap(piece: str, old: str, new: str) -> str:
    """The piece with ``old``, which must stand in it once, replaced by ``new``."""
    assert piece.count(old) == 1, f"{old!r} stands {piece.count(old)} times"
    return piece.replace(old, new)


def make_atlas(
    tmp_path: Path,
    *,
    text: str | bytes | None = TEXT,
    topics: str | bytes | None = TOPICS,
    article: str | bytes | None = ARTICLE,
    silent: str | bytes | None = SILENT,
    places: dict | str | bytes | None = None,
    more: dict[str, str | bytes] | None = None,
    lock: bool = True,
) -> Path:
    """An atlas folder with its texts in ``texts/``; a piece that is None is not written.

    ``places`` is a FeatureCollection, or what the file holds (None: the two places); ``more``
    holds further files by their path in the folder (``events/records/two.toml``,
    ``texts/two.txt``).
    """
    folder = tmp_path / "atlas"
    if not isinstance(places, str | bytes):
        places = json.dumps(places or collection(almaty(), zhetysu()), ensure_ascii=False)
    pieces = {
        "texts/one.txt": text,
        "events/topics.toml": topics,
        "events/records/one.toml": article,
        "events/silent.toml": silent,
        "geodata/places.geojson": places,
        **(more or {}),
    }
    for path, piece in pieces.items():
        if piece is not None:
            write(folder / path, piece)
    if lock:
        write_lock(folder)
    return folder


def write(path: Path, piece: str | bytes) -> None:
    """The bytes of a piece, no line end changed, in a folder that is made for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(piece.encode() if isinstance(piece, str) else piece)


def write_lock(folder: Path) -> None:
    """The lock for what can be read of the folder, whatever is wrong with it."""
    grounding.write_lock(archive.read(folder / "events", Ledger()), folder / grounding.LOCK)


def faults_of(folder: Path, texts: Path | None = None) -> list[str]:
    """The lines of everything that is wrong with an atlas; none where it loads."""
    try:
        atlas.load(folder, texts)
    except AtlasFaults as found:
        return str(found).split("\n")
    return []


def read_archive(folder: Path) -> tuple[Archive, list[str]]:
    """What can be read of ``events/`` alone, and the lines of what is wrong with it."""
    ledger = Ledger()
    found = archive.read(folder / "events", ledger)
    return found, [str(fault) for fault in ledger.faults]
