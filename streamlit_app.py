"""The file that hosts look for: puts the repository on the path, stands before the server, draws the page."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import streamlit as st

if __name__ == "__main__":  # a reader's page, run anew with every change
    with st.spinner("Opening the atlas …"):  # the first visit waits for the imports
        from dashboard.app import page

    page()
else:  # the server, which looks for an app here
    from dashboard import front

    app = st.App(__file__, middleware=front.MIDDLEWARE, lifespan=front.lifespan)
