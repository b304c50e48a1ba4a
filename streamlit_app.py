"""The file that hosts look for: puts the repository on the path and draws the page."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from dashboard.app import page

page()
