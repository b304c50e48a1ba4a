"""The least that a Streamlit page can do: one choice and one line of text. No page can be faster."""

import streamlit as st

WORDS = [f"Choice {n}" for n in range(12)]

st.set_page_config(page_title="Floor", layout="wide")
st.write(f"You chose {st.radio('Choose one', WORDS)}.")
