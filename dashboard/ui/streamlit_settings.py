"""Streamlit's settings in ``dashboard/.streamlit/config.toml``: in force wherever it was started, and nobody is asked.

Seam: checked against 1.67.0; remove when Streamlit says which settings it read, and asks no host for its own address.
"""

from __future__ import annotations

from pathlib import Path

from streamlit import config, net_util

FILE = Path(__file__).parents[1] / ".streamlit" / "config.toml"
DOOR = Path(__file__).parents[1] / "app.py"
FIXED = {"client.showErrorDetails": "none", "client.toolbarMode": "viewer", "browser.gatherUsageStats": False}
"""Settings on which the promises to readers rest."""
LARGEST_UPLOAD_MB = 10


def read_settings() -> None:
    """Have the settings beside ``app.py`` read by whoever imports it without ``streamlit run``."""
    if config._main_script_path is None:
        config._main_script_path = str(DOOR)
        config.get_config_options(force_reparse=True)


def refuse_other_settings() -> None:
    """Stop the start where the settings are not in force. Raises ``SystemExit`` with the line that says what to do."""
    wanted = {name: value for name, value in FIXED.items() if config.get_option(name) != value}
    if config.get_option("server.maxUploadSize") > LARGEST_UPLOAD_MB:
        wanted["server.maxUploadSize"] = f"{LARGEST_UPLOAD_MB} or less"
    if wanted:
        told = ", ".join(f"{name} must be {str(value).lower()}" for name, value in wanted.items())
        raise SystemExit(
            f"The settings in {FILE} are not in force ({told}): start with `streamlit run {DOOR}` or "
            f"`python {DOOR.parent}`, with that file in place and no option or variable against it."
        )


def _unknown_address() -> None:
    """``None``: the address by which the world sees this machine is not known."""


def ask_no_host() -> None:
    """Keep Streamlit from asking a host outside which address this machine has.

    It asks whenever a page of another origin knocks, and nobody else is answered for two seconds where that host
    cannot be reached.
    """
    net_util.get_external_ip = _unknown_address
