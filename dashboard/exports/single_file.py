"""A view or a story as one HTML file that scrubs, plays and steps from ``file://`` without any request."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from dashboard.browser.bundle import status_bundle
from dashboard.browser.facts_bundle import facts_bundle
from dashboard.browser.messages import SINGLE_FILE, TEXTS
from dashboard.domain.days import day_number
from dashboard.domain.index import Sourced
from dashboard.exports.captions import Captions
from dashboard.exports.inline import one_script, script_safe, styles
from dashboard.exports.story_steps import step_lines, step_view
from dashboard.exports.view import View
from dashboard.tables.facts import fact_document
from dashboard.tables.provenance import sources_of
from dashboard.views.templates import render
from data.story_schema import StoryStep

TEMPLATES: Final = Path(__file__).with_name("templates")
MAX_BYTES: Final = 3_000_000
PARTS: Final = ("card", "headline", "legend", "timeline")
"""Parts of the page that the file shows too."""
SHEETS: Final = (
    "scale.css",
    "parts.css",
    "headline.css",
    "legend.css",
    "card.css",
    "card_facts.css",
    "report_form.css",
    "timeline.css",
    "timeline_track.css",
    "svgmap.css",
    "standalone.css",
)
Links = Sequence[tuple[str, str]]
"""Label and relative address."""


class TooLarge(ValueError):
    """The file would not be small enough to send around."""


def html(view: View, links: Links = ()) -> str:
    """The page. ``links`` lead to other pages beside it. Raises ``TooLarge`` above 3 MB."""
    steps: Sequence[StoryStep] = view.story.steps if view.story else ()
    if steps:
        view = _first_step(view, steps[0])
    names = list(dict.fromkeys(step.lens_name for step in steps)) or [view.lens_name]
    style, script = styles(*SHEETS), script_safe(one_script("standalone.mjs"))
    page = render(
        "single_file.html",
        TEMPLATES,
        view=view,
        captions=Captions(view),
        links=links,
        title=view.story.title if view.story else f"{view.lens.title}: {view.answer}",
        policy=(
            f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'; connect-src 'none'"
        ),
        style=style,
        script=script,
        rows=[(row.name, view.told_of(row.iso3)) for row in view.index.dataset.countries],
        data=_data(view, names, steps),
    )
    size = len(page.encode())
    if size > MAX_BYTES:
        raise TooLarge(f"the page would be {size:,} bytes, more than {MAX_BYTES:,}")
    return page


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _first_step(view: View, step: StoryStep) -> View:
    from dataclasses import replace

    return replace(step_view(view, step), story=view.story)


def _data(view: View, names: Sequence[str], steps: Sequence[StoryStep]) -> dict[str, Any]:
    from dataclasses import replace

    index = view.index
    one = {key: replace(view, lens_name=key, iso3s=frozenset(), selection=None) for key in names}
    return {
        "bundles": {key: status_bundle(index, key) for key in names},
        "facts": {key: facts_bundle(index, key, view.reasons) for key in names},
        "geo": {key: view.shapes[key] for key in ("type", "frame", "features")},
        "instrument": view.lens_name,
        "day": day_number(view.day),
        "selected": sorted(view.iso3s),
        "focus": view.chosen,
        "theme": view.theme,
        "story": {
            "title": view.story.title,
            "summary": view.story.summary,
            "steps": [_step(view, step) for step in steps],
        }
        if view.story
        else None,
        "scaleNotes": {key: Captions(one[key]).how_to_read for key in names},
        "citation": f"{index.dataset.meta.citation} Licence {index.dataset.meta.data_licence}.",
        "sourceLines": {key: Captions(one[key]).sources for key in names},
        "sources": {key: _sources(one[key]) for key in names},
        "ui": {part: TEXTS[part] for part in PARTS} | {"single_file": SINGLE_FILE},
    }


def _step(view: View, step: StoryStep) -> dict[str, Any]:
    facts = [fact_document(view.index, fact_id, step.as_of) for fact_id in step.fact_ids if fact_id in view.index.facts]
    return {
        "day": day_number(step.as_of),
        "instrument": step.lens_name,
        "focus": list(step.focus),
        "headline": step.headline,
        "lines": [list(line) for line in step_lines(step)],
        "facts": [{key: fact[key] for key in ("id", "when", "what", "grade", "sources")} for fact in facts],
    }


def _sources(view: View) -> list[dict[str, Any]]:
    """Sources of the rows that the lens rests on, most used first."""
    index = view.index
    ids = {key for iso3 in index.countries for key in view.lens.facts(index, iso3)}
    rows = (index.facts[key] for key in sorted(ids) if key not in index.exit_steps)
    used = Counter(source for row in rows if _of_series(row, view) for source in row.source_ids)
    return [sources_of(view.index, (source_id,))[0] | {"count": count} for source_id, count in used.most_common()]


def _of_series(row: Sourced, view: View) -> bool:
    return (getattr(row, "series_id", None) or "") in ("", view.lens.series_id)
