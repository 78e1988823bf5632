"""An empty page: what Streamlit itself takes."""

import streamlit as st

st.write("An empty page.")
