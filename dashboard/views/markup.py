"""How a text is put into Markdown."""

from __future__ import annotations

import re

_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~$<>&:^=]")
_SHORTCUT = re.compile(r":(?=[\w+/-]+:|//)", re.ASCII)


def plain(value: object) -> str:
    """Any value as text that Streamlit's Markdown shows as it is: no markup, link, formula, icon or colour.

    Icons, emoji and bare addresses are looked for after Markdown has dropped the backslashes, so an invisible
    word joiner parts them.
    """
    joined = _SHORTCUT.sub(":\u2060", " ".join(str(value).split()))
    return _MARKDOWN.sub(r"\\\g<0>", joined)
