"""The pictures in ``docs/``: the page on the shipped atlas, light and dark, wide and on a phone.

``python -m tests.screenshots docs`` (or ``make screenshots``).
"""

import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.browsing import Reader, browsing
from tests.serving import ROOT, serving

SIZES = {"wide": (1440, 900), "tablet": (1024, 768), "phone": (390, 844)}
VIEWS = {
    "": "home",
    "?place=almaty": "place",
    "?years=2016..2021&topic=protest": "filtered",
    "?show=timeline": "timeline",
    "?show=investments": "investments",
    "?show=questions": "questions",
    "?show=questions&question=kazakhs-in-xinjiang": "question",
    "?show=coverage": "coverage",
    "?show=corrections": "corrections",
    "?show=sources&article=003-anti-chinese-protests": "source",
    "?show=names&name=serikzhan-bilash": "names",
    "?show=about": "about",
}


def take(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as cache, serving(ROOT, Path(cache)) as home, browsing() as browser:
        for query, view in VIEWS.items():
            for size, (width, height) in SIZES.items():
                for scheme in ("light", "dark"):
                    reader = Reader(browser, home, width, height, scheme)
                    opened(reader, query)
                    reader.page.wait_for_timeout(1500)
                    keep(reader.page.screenshot(), out / f"{view}-{size}-{scheme}.webp")
                    reader.close()


def keep(png: bytes, path: Path) -> None:
    """A picture as WebP without loss: every colour is the page's own, and a clone is half as large."""
    with Image.open(BytesIO(png)) as full:
        full.convert("RGB").save(path, lossless=True, method=4)


def opened(reader: Reader, query: str) -> None:
    """The page of a query, with its map or without one."""
    if "show=" not in query:
        reader.open(query)
        return
    reader.page.goto(reader.home + query)
    reader.page.locator(".st-key-sheet h2").first.wait_for()


def lacking() -> str:
    """What is to be done before Chinese names are more than boxes; nothing where a font has them."""
    lists = shutil.which("fc-list")
    if lists is None or subprocess.check_output([lists, ":lang=zh", "family"]):
        return ""
    return "No font on this machine has Chinese letters: sudo apt-get install fonts-noto-cjk"


if __name__ == "__main__":
    sys.exit(lacking() or take(Path(sys.argv[1])))
