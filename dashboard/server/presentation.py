"""The presentation: one page of its own, without the application around it, that needs no server once it stands.

``/present?story=ID&step=3`` shows a story; ``/present`` with the query of any view walks that lens's timeline
from the view's day, among the view's States. A wild query never breaks the page: it says what it ignored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.browser import asset_base, asset_files, shapes_address
from dashboard.browser.deck import deck_document
from dashboard.domain.address_bar import to_query
from dashboard.domain.addresses import MAP, PRESENTATION, story_address
from dashboard.domain.base_path import BASE
from dashboard.domain.days import LATEST
from dashboard.domain.links import read_link
from dashboard.domain.selection import Selection, resolve, shown_lens, with_lens
from dashboard.domain.stories import slides_of, timeline_slides
from dashboard.domain.vocabulary import kept_vocabulary
from dashboard.server import bundles
from dashboard.server.closing_slides import closing_slides
from dashboard.store.dataset import Served, shelf
from dashboard.store.editions import known_editions, served_as
from dashboard.store.stories import story_store
from dashboard.views.templates import render

TEMPLATES = Path(__file__).with_name("templates")
SHEETS = ("svgmap", "present", "present_map", "present_words", "present_panel", "present_sheet")
"""Style sheets of the page, in the order of their rules."""


@cache
def _icon() -> str:
    """The icon within the page: Chromium asks for it anew whenever the address changes, network or not."""
    return f"data:image/svg+xml,{quote(asset_files()['icon.svg'].read_text(encoding='utf-8'))}"


def _page(deck: dict[str, Any], served: Served) -> Response:
    deck |= {
        "geo": shapes_address(),
        "bundles": {key: bundles.status_address(key, served) for key in deck["instruments"]},
    }
    page = render("presentation.html", TEMPLATES, deck=deck, assets=asset_base(), sheets=SHEETS, icon=_icon())
    return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


def _nothing(
    status: int,
    heading: str,
    reason: str,
    problems: Sequence[str] = (),
    stories: Sequence[tuple[str, str]] | None = None,
) -> Response:
    page = render(
        "nothing_to_present.html",
        TEMPLATES,
        assets=asset_base(),
        heading=heading,
        reason=reason,
        problems=problems,
        stories=stories,
    )
    return HTMLResponse(page, status_code=status)


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
        reason = "Its file is broken:" if broken else "There is no such story."
        known = [(story_address(PRESENTATION, one.id), one.title) for one in story_files.stories]
        return _nothing(404, "This story cannot be shown", reason, broken, known)
    slides = slides_of(story)
    deck = deck_document(served.index, slides, title=story.title, deck_id=story.id, language=story.language)
    last = with_lens(Selection(as_of=slides[-1].as_of), slides[-1].lens_name, served.index)
    deck["slides"] += closing_slides(served.index, last)
    deck["start"] = _number(request.query_params.get("step"), len(deck["slides"]) - 1)
    return _page(
        deck | {"ignored": [], "address": {"story": story.id}, "leave": story_address(f"{BASE}/stories", story.id)},
        served,
    )


def _walk(request: Request, served: Served) -> Response:
    index = served.index
    params = {key: request.query_params.getlist(key) for key in request.query_params if key not in {"step", "theme"}}
    selection, ignored = read_link(params, kept_vocabulary(index))
    if selection.instrument not in index.instruments:
        selection = Selection(instrument=next(iter(index.instruments)))
    view = resolve(selection, index)
    chosen = view.iso3s if selection.states or selection.groups else frozenset()
    lens = shown_lens(selection, index)
    slides, start = timeline_slides(index, lens, chosen, view.day)
    slides = tuple(replace(slide, series=selection.series) for slide in slides)
    focus = selection.focus if selection.focus in index.countries else None
    deck = deck_document(
        index, slides, title=lens.title, deck_id=selection.lens_name, selected=chosen, chosen=focus, start=start
    )
    closing_day = max(slides[-1].as_of, lens.latest(index))
    deck["slides"] += closing_slides(index, replace(selection, as_of=closing_day, focus=focus))
    # All but the day, which the page writes as it walks: coming back shows the same filters and State.
    named = {} if selection.lens else {"instrument": view.instrument}
    address = named | to_query(replace(selection, as_of=LATEST))
    return _page(deck | {"ignored": ignored, "address": address, "leave": MAP}, served)


def presentation(request: Request) -> Response:
    """The page of ``/present``."""
    served = shelf.current()
    if "record" in request.query_params and "story" not in request.query_params:
        try:
            served = served_as(request.query_params["record"])
        except KeyError:
            known = ", ".join(known_editions())
            return _nothing(404, "This edition cannot be shown", f"It was never published; known are {known}.")
    if not served.index.instruments:
        return _nothing(503, "Nothing can be shown", "The table of instruments could not be read.")
    return (_story if "story" in request.query_params else _walk)(request, served)
