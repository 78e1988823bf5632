"""How a standing is put into words, and how a text is put into Markdown."""

from __future__ import annotations

import re
from typing import NamedTuple

from dashboard.domain.terms import LEGEND, Standing, display_class

LABELS = {entry.class_id: entry.label for entry in LEGEND}
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~$<>&:^=]")
_SHORTCUT = re.compile(r":(?=[\w+/-]+:|//)", re.ASCII)


def plain(value: object) -> str:
    """Any value as text that Streamlit's Markdown shows as it is: no markup, link, formula, icon or colour.

    Icons, emoji and bare addresses are looked for after Markdown has dropped the backslashes, so an invisible
    word joiner parts them.
    """
    joined = _SHORTCUT.sub(":\u2060", " ".join(str(value).split()))
    return _MARKDOWN.sub(r"\\\g<0>", joined)


class Shown(NamedTuple):
    """A standing as it is shown: its class in the legend, and its words with the contest."""

    class_id: str
    label: str
    contested: bool


def shown(standing: Standing) -> Shown:
    """How a standing is shown."""
    class_id = display_class(standing.status, standing.stage)
    return Shown(class_id, LABELS[class_id] + (", contested" if standing.contested else ""), standing.contested)
