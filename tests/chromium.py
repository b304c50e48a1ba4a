"""Finds the Chromium that the browser tests drive, or installs it through apt where that is possible."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
SWITCHED_OFF = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",  # Chromium's own pages beside each: a fifth of its work
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay",
    "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)  # fmt: skip
"""Features of Chromium: what Playwright switches off is said again, for the last list counts."""
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-features=" + ",".join(SWITCHED_OFF),
]
"""Without these Chromium asks its maker's servers for things, which our test of requests would see."""

HOW = """The browser tests need Chromium, and none was found.
On Debian or Ubuntu:  sudo apt-get install chromium
On macOS:             brew install --cask chromium   (or install Google Chrome)
Elsewhere:            set ATLAS_CHROMIUM to the path of a Chromium or Chrome
"""


def find() -> str | None:
    """The path of a Chromium: ATLAS_CHROMIUM, else on the PATH, else where macOS keeps it."""
    given = os.environ.get("ATLAS_CHROMIUM")
    if given:
        return given if Path(given).exists() else None
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or next((path for path in ELSEWHERE if Path(path).exists()), None)


def install() -> bool:
    """Install Debian's Chromium if apt is here and we may use it."""
    if shutil.which("apt-get") is None:
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and shutil.which("sudo") is None:
        return False
    quiet = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "stdout": subprocess.DEVNULL}
    steps = (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"])
    return all(subprocess.call([*root, "apt-get", *step], **quiet) == 0 for step in steps)


def main() -> int:
    if find() is None:
        print("No Chromium found; trying to install it through apt …", flush=True)
        if not install() or find() is None:
            print(HOW, file=sys.stderr)
            return 1
    print(f"Chromium: {find()}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
