"""Small pieces of HTML that several views share. Every text passes through ``text``; nothing is trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from html import escape
from typing import Any

from dashboard.domain.terms import LEGEND, Standing, display_class
from dashboard.look.palette import PALETTES, STYLES, Theme

LABELS = {entry.class_id: entry.label for entry in LEGEND}
_SAFE_LINK = ("https://", "http://")


def text(value: object) -> str:
    """Any value as text that is harmless inside HTML and inside a quoted attribute."""
    return escape(str(value), quote=True)


_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~$<>&:^=]")
_SHORTCUT = re.compile(r":(?=[\w+/-]+:|//)", re.ASCII)


def plain(value: object) -> str:
    """Any value as text that Streamlit's Markdown shows as it is: no markup, link, formula, icon or colour.

    Icons, emoji and bare addresses are looked for after Markdown has dropped the backslashes, so an invisible
    word joiner parts them.
    """
    joined = _SHORTCUT.sub(":\u2060", " ".join(str(value).split()))
    return _MARKDOWN.sub(r"\\\g<0>", joined)


def go(**where: Any) -> str:
    """The attribute that makes an element choose something: ``focus``, ``instrument``, ``as_of``, ``row``, ``sort``."""
    return f'data-go="{text(json.dumps(where, separators=(",", ":")))}"'


def class_of(standing: Standing) -> str:
    """Legend class of a standing."""
    return display_class(standing.status, standing.stage)


def label_of(standing: Standing) -> str:
    """The legend's words for a standing, with the contest."""
    return LABELS[class_of(standing)] + (", contested" if standing.contested else "")


def hatch_defs(theme: Theme, prefix: str, class_ids: Collection[str] | None = None) -> str:
    """``<defs>`` with one pattern for every hatched class, in screen units; ids are ``prefix`` + class id."""
    palette = PALETTES[theme]
    parts = []
    for class_id, style in STYLES.items():
        hatch = style.hatch
        if hatch is None or (class_ids is not None and class_id not in class_ids):
            continue
        gap, ink = hatch.gap, palette[hatch.ink]
        if hatch.kind == "dots":
            marks = f'<circle cx="{gap / 2}" cy="{gap / 2}" r="{hatch.width}" fill="{ink}"/>'
        else:
            down = f'<line x1="0" y1="0" x2="0" y2="{gap}" stroke="{ink}" stroke-width="{hatch.width * 2}"/>'
            across = f'<line x1="0" y1="0" x2="{gap}" y2="0" stroke="{ink}" stroke-width="{hatch.width * 2}"/>'
            marks = down + (across if hatch.kind == "cross" else "")
        parts.append(
            f'<pattern id="{prefix}{class_id}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate({0 if hatch.kind == "dots" else hatch.angle})">'
            f'<rect width="{gap}" height="{gap}" fill="{palette[style.base]}"/>{marks}</pattern>'
        )
    return f"<defs>{''.join(parts)}</defs>"


def fill(class_id: str, theme: Theme, prefix: str) -> str:
    """Value of a ``fill`` attribute for a class whose patterns stand under ``prefix``."""
    style = STYLES[class_id]
    return f"url(#{prefix}{class_id})" if style.hatch else PALETTES[theme][style.base]


def patterns(theme: Theme, prefix: str) -> str:
    """An invisible picture that holds the patterns for every swatch of a sheet."""
    return f'<svg width="0" height="0" class="defs" aria-hidden="true">{hatch_defs(theme, prefix)}</svg>'


def swatch(
    class_id: str, theme: Theme, prefix: str, *, width: int = 26, height: int = 18, contested: bool = False
) -> str:
    """A small picture of a class; a contested one carries a corner mark."""
    palette = PALETTES[theme]
    corner = (
        f'<path d="M{width - 9} 1H{width - 1}V9Z" fill="{palette["ink"]}" stroke="{palette["halo"]}" stroke-width="1"/>'
        if contested
        else ""
    )
    return (
        f'<svg class="swatch" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'preserveAspectRatio="xMaxYMid slice" aria-hidden="true">'
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="2" '
        f'fill="{fill(class_id, theme, prefix)}" stroke="{palette["outline"]}" stroke-width="0.8"/>{corner}</svg>'
    )


def link(url: str, label: str) -> str:
    """A link that opens beside the page; anything but http and https stays plain text."""
    if not url.startswith(_SAFE_LINK):
        return text(label)
    return f'<a href="{text(url)}" target="_blank" rel="noopener noreferrer">{text(label)}</a>'


def grade_chip(grade: str, meanings: Mapping[str, str]) -> str:
    """The letter of a grade with its meaning for the pointer."""
    return (
        f'<span class="grade grade-{text(grade)}" title="{text(meanings.get(grade, ""))}">{text(grade)}</span>'
        if grade
        else ""
    )


def yours(own: bool) -> str:
    """The mark of a row that the reader added for this session."""
    return '<span class="yours">yours</span>' if own else ""
