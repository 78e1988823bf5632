"""The themes that Streamlit repeats in the first message of every run, made of its settings once.

Made anew each time, from some hundred settings in six sections, they cost as much as a settled day of the map.

Seam: checked against 1.67.0; remove when Streamlit makes them once, or sends them once a session.
"""

from __future__ import annotations

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_read = app_session._populate_theme_msg


@cache
def _theme(section: str) -> CustomThemeConfig | None:
    """The theme of a section of the settings; none where nothing of it is set."""
    around = CustomThemeConfig()
    _read(around.light, section)
    return around.light if around.HasField("light") else None


def _fill(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Write the theme of a section into the message."""
    made = _theme(section)
    if made is not None:
        msg.MergeFrom(made)


def make_themes_once() -> None:
    """Have every run from now on sent the themes as the settings are now."""
    _theme.cache_clear()
    app_session._populate_theme_msg = _fill
