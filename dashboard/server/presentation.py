"""The presentation: one page of its own, without the application around it, that needs no server once it stands.

``/present?story=ID&step=3`` shows a story; ``/present`` with the query of any view walks that treaty's timeline
from the view's day, among the view's States. A wild query never breaks the page: it says what it ignored.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from html import escape
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.browser import asset_base, asset_files
from dashboard.browser.deck import deck_document
from dashboard.domain.addresses import MAP, PRESENTATION, story_address
from dashboard.domain.selection import LATEST, Selection, from_query, resolve, to_query, vocabulary
from dashboard.domain.stories import slides_of, timeline_slides
from dashboard.server import bundles
from dashboard.store.dataset import Served, shelf
from dashboard.store.stories import story_store

PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{assets}/svgmap.css">
<link rel="stylesheet" href="{assets}/present.css">
</head>
<body>
<main id="present">{plain}</main>
<script type="application/json" id="deck">{deck}</script>
<script type="module">import {{ start }} from "{assets}/present.mjs"; start(document);</script>
</body>
</html>
"""

NOT_FOUND = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Nothing to present</title><link rel="stylesheet" href="{assets}/present.css"></head>
<body><main class="lost">{body}</main></body>
</html>
"""


def _in_script(document: dict[str, Any]) -> str:
    """JSON that cannot close the element around it."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@cache
def _icon() -> str:
    """The icon within the page: Chromium asks for it anew whenever the address changes, network or not."""
    return f"data:image/svg+xml,{quote(asset_files()['icon.svg'].read_text(encoding='utf-8'))}"


def _plain(deck: dict[str, Any]) -> str:
    """The first slide as text, which stands until the maps are there, and the others for readers without scripts."""
    first = deck["slides"][deck["start"]]
    others = "".join(
        f"<section><h2>{escape(slide['day'])}: {escape(slide['headline'])}</h2><p>{escape(slide['text'])}</p></section>"
        for slide in deck["slides"]
    )
    head = f"<h1>{escape(first['headline'])}</h1><p>{escape(first['text'])}</p>"
    return f'{head}<p role="status">The maps are loading.</p><noscript>{others}</noscript>'


def _page(deck: dict[str, Any], served: Served) -> Response:
    deck |= {
        "geo": f"{asset_base()}/europe.geojson",
        "bundles": {key: bundles.status_address(key, served) for key in deck["instruments"]},
    }
    page = PAGE.format(
        language=escape(deck["language"]),
        title=escape(deck["title"]),
        assets=asset_base(),
        icon=_icon(),
        plain=_plain(deck),
        deck=_in_script(deck),
    )
    return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


def _number(text: str | None, last: int) -> int:
    """A step counted from 1 as it stands in the address, brought into range; 0 for anything else."""
    if text is None or not re.fullmatch(r"\d{1,5}", text, re.ASCII):
        return 0
    return min(max(int(text) - 1, 0), last)


def _story(request: Request, served: Served) -> Response:
    wanted = request.query_params["story"]
    story_files = story_store.current(served)
    story = next((one for one in story_files.stories if one.id == wanted), None)
    if story is None:
        broken = [str(problem) for problem in story_files.problems if problem.file == f"{wanted}.toml"]
        return _not_found(broken, [(one.id, one.title) for one in story_files.stories])
    slides = slides_of(story)
    start = _number(request.query_params.get("step"), len(slides) - 1)
    deck = deck_document(
        served.index, slides, title=story.title, deck_id=story.id, start=start, language=story.language
    )
    return _page(
        deck | {"ignored": [], "address": {"story": story.id}, "leave": story_address("/stories", story.id)}, served
    )


def _not_found(broken: list[str], known: list[tuple[str, str]]) -> Response:
    problems = "".join(f"<li>{escape(one)}</li>" for one in broken)
    reason = f"<p>Its file is broken:</p><ul>{problems}</ul>" if broken else "<p>There is no such story.</p>"
    links = "".join(
        f'<li><a href="{escape(story_address(PRESENTATION, key))}">{escape(title)}</a></li>' for key, title in known
    )
    stories = f"<p>Stories to present:</p><ul>{links}</ul>"
    page = NOT_FOUND.format(assets=asset_base(), body=f"<h1>This story cannot be shown</h1>{reason}{stories}")
    return HTMLResponse(page, status_code=404)


def _walk(request: Request, served: Served) -> Response:
    index = served.index
    params = {key: request.query_params.getlist(key) for key in request.query_params if key not in {"step", "theme"}}
    selection, ignored = from_query(params, vocabulary(index))
    if selection.instrument not in index.instruments:
        selection = Selection(instrument=next(iter(index.instruments)))
    view = resolve(selection, index)
    chosen = view.iso3s if selection.states or selection.groups else frozenset()
    slides, start = timeline_slides(index, view.instrument, chosen, view.day)
    title = index.instruments[view.instrument].short_title
    deck = deck_document(index, slides, title=title, deck_id=view.instrument, selected=chosen, start=start)
    # All but the day, which the page writes as it walks: coming back shows the same filters and State.
    address = {"instrument": view.instrument} | to_query(replace(selection, as_of=LATEST))
    return _page(deck | {"ignored": ignored, "address": address, "leave": MAP}, served)


def presentation(request: Request) -> Response:
    """The page of ``/present``."""
    served = shelf.current()
    if not served.index.instruments:
        body = "<h1>Nothing can be shown</h1><p>The table of instruments could not be read.</p>"
        return HTMLResponse(NOT_FOUND.format(assets=asset_base(), body=body), status_code=503)
    return (_story if "story" in request.query_params else _walk)(request, served)
