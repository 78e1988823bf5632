"""A view or a story as one HTML file that scrubs, plays and steps from ``file://`` without any request."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from html import escape
from typing import Any, Final

from dashboard.browser.bundle import status_bundle
from dashboard.browser.facts_bundle import facts_bundle
from dashboard.domain.days import day_number, say_day
from dashboard.exports.inline import json_safe, one_script, script_safe, styles
from dashboard.exports.view import NOT_TO_SCALE, Step, View, step_facts, step_lines, step_view
from dashboard.tables.facts import fact_document, sources_of

MAX_BYTES: Final = 3_000_000
SHEETS: Final = ("parts.css", "svgmap.css", "standalone.css")
Links = Sequence[tuple[str, str]]
"""Label and relative address."""


class TooLarge(ValueError):
    """The file would not be small enough to send around."""


def html(view: View, links: Links = ()) -> str:
    """The page. ``links`` lead to other pages beside it. Raises ``TooLarge`` above 3 MB."""
    steps: Sequence[Step] = view.story.steps if view.story else ()
    if steps:
        view = _first_step(view, steps[0])
    treaties = list(dict.fromkeys(step.instrument for step in steps)) or [view.instrument]
    data = _data(view, treaties, steps)
    title = view.story.title if view.story else f"{view.treaty.short_title}: {view.headline}"
    style, script = styles(*SHEETS), f"{script_safe(one_script('standalone.mjs'))}"
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'; connect-src 'none'"
    )
    navigation = "".join(f'<a href="{escape(href)}">{escape(label)}</a>' for label, href in links)
    page = (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{escape(title)}</title><style>{style}</style></head>\n'
        f'<body><main id="page" class="page">{f"<nav>{navigation}</nav>" if navigation else ""}</main>\n'
        f"<noscript>{_plain(view)}</noscript>\n"
        f'<script type="application/json" id="data">{json_safe(data)}</script>\n'
        f'<script type="module">{script}</script></body></html>\n'
    )
    size = len(page.encode())
    if size > MAX_BYTES:
        raise TooLarge(f"the page would be {size:,} bytes, more than {MAX_BYTES:,}")
    return page


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _first_step(view: View, step: Step) -> View:
    from dataclasses import replace

    return replace(step_view(view, step), story=view.story)


def _data(view: View, treaties: Sequence[str], steps: Sequence[Step]) -> dict[str, Any]:
    from dataclasses import replace

    index = view.index
    one = {key: replace(view, instrument=key, iso3s=frozenset(), selection=None) for key in treaties}
    return {
        "bundles": {key: status_bundle(index, key) for key in treaties},
        "facts": {key: facts_bundle(index, key) for key in treaties},
        "geo": {key: view.shapes[key] for key in ("type", "frame", "features")},
        "instrument": view.instrument,
        "day": day_number(view.day),
        "selected": sorted(view.iso3s),
        "theme": view.theme,
        "story": {
            "title": view.story.title,
            "summary": view.story.summary,
            "steps": [_step(view, step) for step in steps],
        }
        if view.story
        else None,
        "scaleNote": NOT_TO_SCALE,
        "citation": f"{index.dataset.meta.citation} Licence {index.dataset.meta.data_licence}.",
        "sourceLines": {key: one[key].source_line for key in treaties},
        "sources": {key: _sources(one[key]) for key in treaties},
    }


def _step(view: View, step: Step) -> dict[str, Any]:
    facts = [fact_document(view.index, fact_id) for fact_id in step_facts(step) if fact_id in view.index.facts]
    return {
        "day": day_number(step.as_of),
        "instrument": step.instrument,
        "focus": list(step.focus),
        "headline": step.headline,
        "lines": [list(line) for line in step_lines(step)],
        "facts": [{key: fact[key] for key in ("id", "when", "what", "grade", "sources")} for fact in facts],
    }


def _sources(view: View) -> list[dict[str, Any]]:
    """Sources of the treaty's acts, most used first."""
    used = Counter(
        source for act in view.index.actions_by_instrument.get(view.instrument, ()) for source in act.source_ids
    )
    return [sources_of(view.index, (source_id,))[0] | {"count": count} for source_id, count in used.most_common()]


def _plain(view: View) -> str:
    """The day as a table, for a browser without scripts."""
    rows = "".join(
        f"<tr><td>{escape(row.name)}</td><td>{escape(view.label_of(row.iso3))}</td></tr>"
        for row in view.index.dataset.countries
    )
    return (
        f'<div class="page plain"><h1>{escape(view.headline)}</h1>'
        f"<p>{escape(view.treaty.short_title)}. {escape(view.day_line)}</p>"
        f"<table><tr><th>State</th><th>Status on {say_day(view.day)}</th></tr>{rows}</table>"
        f"<p>{escape(view.boundary_note)}</p><p>{escape(view.source_line)}</p></div>"
    )
