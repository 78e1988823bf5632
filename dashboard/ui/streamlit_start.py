"""What Streamlit's page and server are told before the first visit, so that they need not ask and change their mind.

Seam: checked against 1.67.0; remove a line when Streamlit writes the themes of its settings into its page, opens its
socket without asking for the server's address first, fetches the font of its icons (375 kB, more than all scripts of
the map together) only where an icon is shown, or serves a frame that was imported before any page ran. The icons of
the main page wait besides until the map stands, by ``streamlit.css``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit import config, runtime
from streamlit.components.v1.custom_component import CustomComponent

from dashboard.domain.base_path import BASE
from dashboard.server.streamlit_scripts import FRAME, frame_folder
from dashboard.views.templates import render

TEMPLATES = Path(__file__).with_name("templates")
OWN_HOST = {"useExternalAuthToken": False, "enableCustomParentMessages": False, "blockErrorDialogs": False}
"""What a server that belongs to no platform answers when it is asked; its page takes orders from no other origin."""


def first_script() -> str:
    """The ``<script>`` that stands before Streamlit's: the server's address, the host's rules, and both themes.

    Without the themes each page is first drawn in Streamlit's own font, which is fetched for it (170 kB).
    """
    themes = {"LIGHT_THEME": _theme("light"), "DARK_THEME": _theme("dark")}
    return render("first_script.html", TEMPLATES, host=OWN_HOST, themes=themes, base=f"{BASE}/")


def serve_map_frame() -> None:
    """Have the running server answer for the files of streamlit-folium's frame before a page has imported it.

    The page that names the frame's script is sent before it runs for the first time.
    """
    folder = frame_folder()
    if folder is not None:
        frame = CustomComponent(FRAME, str(folder), module_name=FRAME.partition(".")[0])
        runtime.get_instance().component_registry.register_component(frame)


def _theme(name: str) -> dict[str, Any]:
    """A theme of ``config.toml`` by the names of Streamlit's own message."""
    shared = config.get_options_for_section("theme")
    told = {
        **config.get_options_for_section(f"theme.{name}"),
        **{key: shared[key] for key in ("baseRadius", "headingFontSizes")},
        "bodyFont": shared["font"],
        "headingFont": shared["font"],
    }
    return {key: value for key, value in told.items() if value is not None}
