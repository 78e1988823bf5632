"""The view in a page of somebody else's: one static page, and the answer that tells other programs how to hold it.

The page keeps no session, sets no cookie and reads no uploads. Its script posts a height and listens to nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain import product
from dashboard.domain.addresses import EMBED, MAP, PRESENTATION, PREVIEW, address, query_text
from dashboard.domain.days import say_day
from dashboard.domain.links import trimmed
from dashboard.domain.selection import resolve
from dashboard.domain.shared_view import (
    canonical_query,
    last_change,
    picture_query,
    questions,
    read_shared,
    refused,
    view_title,
)
from dashboard.exports import view_of
from dashboard.exports.captions import Captions
from dashboard.exports.card_picture import LARGEST_NAMES, SIZE, embed_map
from dashboard.exports.legend import legend_rows
from dashboard.exports.map_drawing import FIGURE_SIZE, NAME_SIZE
from dashboard.look.drawing import Page, paint_of
from dashboard.look.palette import PALETTES, Theme
from dashboard.look.svg import svg
from dashboard.server import http
from dashboard.server.head import WITHOUT_VIEW
from dashboard.server.http import Refusal
from dashboard.server.public_address import absolute, public_address
from dashboard.server.well_known import PageEntry
from dashboard.store.editions import served_at, served_to_share
from dashboard.store.shapes import GeometryProblem, current_shapes
from dashboard.views.embedding import NARROWEST, RATIO, USUAL, WIDEST, embed_query, frame_code
from dashboard.views.templates import render

TEMPLATES: Final = Path(__file__).with_name("templates")
HTML: Final = "text/html; charset=utf-8"
LONGEST: Final = 2000
"""Letters of an address that ``/oembed`` reads; ours stay below a few hundred."""
FROZEN: Final = "frozen"
"""Parameter that asks for the picture alone."""
SCRIPT: Final = Markup(
    "new ResizeObserver(() => "
    'parent.postMessage({ essHeight: document.body.offsetHeight }, "*")).observe(document.body)'
)
LIGHT: Final[Theme] = "standard"
DARK: Final[Theme] = "dark"
COLOUR: Final = re.compile(r'(?<=")#[0-9a-fA-F]{3,8}(?=")')
POLICY: Final = (
    "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; "
    f"script-src 'sha256-{base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()}'; "
    "frame-ancestors {ancestors}; base-uri 'none'; form-action 'none'"
)


class Inks:
    """Colours that follow the reader's scheme: pairs of a light and a dark one, with the names of their variables."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, str], str] = {}

    def inline(self, draw: Callable[[Theme], Page], prefix: str) -> Markup:
        """A drawing as a part of a page, once for both schemes, since only its colours differ; ``prefix`` parts its
        patterns from those of the page's other drawings."""
        light, dark = (svg(draw(theme), prefix).partition("\n")[2] for theme in (LIGHT, DARK))
        others = iter(COLOUR.findall(dark))

        def name(found: re.Match[str]) -> str:
            pair = found[0], next(others)
            return f"var({self.names.setdefault(pair, f'--ink-{len(self.names)}')})"

        return Markup(COLOUR.sub(name, light))  # noqa: S704 - the writer of drawings escaped every text


@lru_cache(maxsize=32)
def _page(stamp: str, shapes_stamp: str, query: str, question: str) -> bytes:
    """The page of a query; the stamps are those of what it is made from."""
    index = served_at(stamp).index
    selection = read_shared(index, parse_qs(query))
    day = resolve(selection, index).day
    drawn = replace(selection, as_of=last_change(index, selection))
    view = view_of(index, current_shapes().geojson, drawn, "map")
    told = view_of(index, current_shapes().geojson, replace(selection, as_of=day), "map")
    inks = Inks()
    picture = inks.inline(lambda theme: embed_map(replace(view, theme=theme)), "map-")
    rows = [
        (row, inks.inline(partial(_swatch, row.style, outlined=row.outlined), f"{row.style}-"))
        for row in legend_rows(view)
    ]
    home = address(MAP, canonical_query(index, selection))
    return render(
        "embed.html",
        TEMPLATES,
        product=product,
        title=view.lens.title,
        day=f"{say_day(day)}, edition {index.edition}" if index.closed else say_day(day),
        answer=told.answer,
        question=question,
        picture=picture,
        rows=rows,
        inks=inks.names,
        name_size=NAME_SIZE,
        largest_names=LARGEST_NAMES,
        figure_size=FIGURE_SIZE,
        sources=Captions(told).sources,
        boundaries=Captions(told).boundaries,
        home=absolute(home) or home,
        script=SCRIPT,
    ).encode()


def _swatch(style: str, theme: Theme, *, outlined: bool) -> Page:
    palette = PALETTES[theme]
    page = Page(28, 20, palette["paper"], "")
    page.box(1, 1, 26, 18, paint_of(style, theme), palette["outline"], 2.4 if outlined else 1.0)
    return page


def _frozen(query: Mapping[str, object], question: str) -> bytes:
    index = served_to_share(query).index
    selection = read_shared(index, query)
    home = address(MAP, canonical_query(index, selection))
    return render(
        "embed_frozen.html",
        TEMPLATES,
        title=view_title(index, selection),
        question=question,
        picture=address(PREVIEW, picture_query(index, selection)),
        size=SIZE,
        home=absolute(home) or home,
        script=SCRIPT,
    ).encode()


def embed(request: Request) -> Response:
    """The page of ``/embed``: the view that the query asks for; what it does not know is dropped."""
    params = {key: request.query_params.getlist(key) for key in request.query_params}
    served = served_to_share(params)
    frozen = params.pop(FROZEN, []) != []
    try:
        selection = read_shared(served.index, params)
        question = questions(served.index, params)
        query = query_text(embed_query(served.index, selection))
        body = _frozen(params, question) if frozen else _page(served.stamp, current_shapes().stamp, query, question)
    except (KeyError, GeometryProblem):
        return Response("The record cannot be read at the moment.\n", 503, {"Retry-After": "60"}, "text/plain")
    return http.answer(request, body, HTML)


def oembed_by(pages: Sequence[PageEntry]) -> Callable[[Request], Response]:
    """Handler of ``/oembed`` for those of ``pages`` that show a lens, for the presentation and for ``/embed``."""
    paths = {PRESENTATION, EMBED, *(MAP + page.path for page in pages if page.path not in WITHOUT_VIEW)}

    def oembed(request: Request) -> Response:
        try:
            return _oembed(request, paths)
        except Refusal as refusal:
            return refusal.response()

    return oembed


def _oembed(request: Request, paths: set[str]) -> Response:
    public = public_address()
    if public is None:
        raise Refusal("this server has no public address (ESS_PUBLIC_URL), so nothing can be embedded", status=404)
    wanted = request.query_params.get("format", "json")
    if wanted != "json":
        raise Refusal("format: only json is answered", "format", status=501)
    urls = request.query_params.getlist("url")
    if len(urls) != 1:
        raise Refusal("url: give the address of one page of this product", "url")
    query = _query_of_ours(trimmed(urls[0]), public, paths)
    index = served_to_share(query or {}).index
    if query is None or refused(index, query):
        raise Refusal("url: is not the address of a view of this product", "url", status=404)
    selection = read_shared(index, query)
    width = min(max(_whole(request, "maxwidth", USUAL), NARROWEST), WIDEST)
    height = min(int(width * RATIO), max(_whole(request, "maxheight", WIDEST * 2), NARROWEST))
    title = view_title(index, selection)
    shown = absolute(address(EMBED, embed_query(index, selection)))
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": product.NAME,
        "provider_url": absolute(MAP),
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": frame_code(shown or "", title, width, height),
        "thumbnail_url": absolute(address(PREVIEW, picture_query(index, selection))),
        "thumbnail_width": SIZE[0],
        "thumbnail_height": SIZE[1],
    }
    return http.answer(request, json.dumps(answer, ensure_ascii=True).encode(), http.JSON)


def _query_of_ours(url: str, public: str, paths: set[str]) -> dict[str, list[str]] | None:
    """Query of an address below the public one whose path is among ours; ``None`` for any other or a longer one."""
    start, rest = url[: len(public)], url[len(public) :]
    host = len("://".join(urlsplit(public)[:2]))  # scheme and host are alike in any case
    same = start[:host].lower() == public[:host].lower() and start[host:] == public[host:]
    if not same or len(url) > LONGEST or (rest and rest[0] not in "/?#"):
        return None
    parts = urlsplit(rest if rest.startswith("/") and not rest.startswith("//") else f"/{rest.lstrip('/')}")
    return parse_qs(parts.query) if MAP + trimmed(parts.path.strip("/")).rstrip("/") in paths else None


def _whole(request: Request, name: str, usual: int) -> int:
    text = request.query_params.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else usual
