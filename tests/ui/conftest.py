"""Pages are tried with the settings that they are served with."""

from dashboard.ui.streamlit_settings import read_settings

read_settings()
