"""The file that hosts look for: puts the repository on the path and draws the page."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import streamlit as st

with st.spinner("Opening the atlas …"):  # the first visit waits for the imports
    from dashboard.app import page

page()
