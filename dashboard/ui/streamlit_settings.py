"""Whether Streamlit reads the settings in ``dashboard/.streamlit/config.toml``, wherever it was started.

Seam: checked against 1.67.0; remove when Streamlit says which settings it read.
"""

from __future__ import annotations

from pathlib import Path

from streamlit import config

FILE = Path(__file__).parents[1] / ".streamlit" / "config.toml"
DOOR = Path(__file__).parents[1] / "app.py"


def read_settings() -> None:
    """Have the settings beside ``app.py`` read by whoever imports it without ``streamlit run``."""
    if config._main_script_path is None:
        config._main_script_path = str(DOOR)
        config.get_config_options(force_reparse=True)


def refuse_other_settings() -> None:
    """Stop the start where the settings are not in force. Raises ``SystemExit`` with the line that says what to do."""
    if config.get_option("client.showErrorDetails") != "none" or config.get_option("browser.gatherUsageStats"):
        raise SystemExit(
            f"The settings in {FILE} are not in force: start with `streamlit run {DOOR}` or `python {DOOR.parent}`, "
            "with that file in place and no option or variable against it."
        )
