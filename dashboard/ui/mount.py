"""How a part of the page that lives in the browser is put into a page of Streamlit."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import streamlit as st

from dashboard.browser import HERE, asset_base
from dashboard.browser.messages import TEXTS
from dashboard.server.reports import own_way

SEPARATE_MODULES = frozenset(
    {
        *("address", "compare", "header", "kept", "learn", "near", "picker", "print", "reports", "section", "sheet"),
        *("take_away", "visits"),
    }
)
"""Parts that stand apart from the clock of the main page: each a module, and perhaps a style, of its own name."""


STYLES = {
    "compare": ("svgmap", "compare"),
    "header": ("find", "header", "header_pages", "header_dialog"),
    "reports": ("report_form",),
    "side": ("card", "card_facts", "report_form", "side"),
    "sheet": (
        *("production", "programme", "report_form", "sheet", "listing", "evidence", "matrix", "matrix_many"),
        *("dossier", "changed", "states", "bands", "revisions"),
    ),
    "timeline": ("timeline", "timeline_track"),
}
"""Style sheets of a part that has more than the one of its own name, in the order of their rules."""


IN_THE_PAGE = frozenset({"reports", "take_away"})
"""Parts without a root of their own, whose style is theirs alone: a dialog keeps Tab to what it finds in the page, and
forms for reports stand among the text."""


LOAD_FAILURE = "This part of the page could not be loaded. Load the page again once the server answers."


WITH_REPORTS = frozenset({"reports", "side", "sheet"})
"""Parts where a fact stands: they are told where an error report goes."""


def _script(part: str) -> str:
    way = {"way": own_way()._asdict()} if part in WITH_REPORTS else {}
    texts = json.dumps(TEXTS.get(part, {}) | way)
    module, mounted = (
        (part, f"one.mount(component, {texts})")
        if part in SEPARATE_MODULES
        else ("parts", f'one.mount("{part}", component, {texts})')
    )
    return f"""export default (mounted) => {{
  const data = mounted.data && JSON.parse(new TextDecoder().decode(mounted.data));
  const component = {{ ...mounted, data }};
  let stop;
  const lost = () => {{
    component.parentElement.append(Object.assign(document.createElement("p"), {{ textContent: "{LOAD_FAILURE}" }}));
    dispatchEvent(new Event("ess-lost"));
  }};
  import(new URL("{asset_base()}/{module}.mjs", location.origin)).then((one) => {{ stop = {mounted}; }}, lost);
  return () => stop?.();
}};
"""


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


@cache
def _renderer(part: str) -> Any:
    shared = () if part in IN_THE_PAGE else ("scale", "parts")
    styles = [HERE / f"{name}.css" for name in (*shared, *STYLES.get(part, (part,)))]
    css = "\n".join(path.read_text(encoding="utf-8") for path in styles if path.exists())
    return st.components.v2.component(
        f"ess.{part}", js=_script(part), css=css, html="", isolate_styles=part not in IN_THE_PAGE
    )


def mount(part: str, *, data: Any = None, key: str, **callbacks: Any) -> Any:
    """Mount one part with ``data`` that JSON can hold; its callbacks are asked for what it reports.

    Data go as bytes: Streamlit looks for tables in a mapping and writes it twice, a tenth of what a list costs.
    """
    written = None if data is None else _json(data).encode("utf-8", "replace")
    return _renderer(part)(key=key, data=written, **callbacks)
