"""What somebody pastes into a page of theirs to show a view: a frame that tells its height, or a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from dashboard.domain.address_bar import to_query
from dashboard.domain.addresses import EMBED, MAP, PREVIEW, address
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.domain.shared_view import PICTURE_SIZE, canonical_query, picture_query, read_shared, view_title
from dashboard.views.templates import render

NARROWEST, USUAL, WIDEST = 280, 640, 2000
"""Widths of the frame in px."""
RATIO: Final = 1.25
"""Height to width where nobody tells the height."""
LEAST_HEIGHT: Final = 700
"""Height that the view needs on a phone, where the ratio would cut it."""


class Embedding(NamedTuple):
    """Addresses of a view for other pages, and the two codes that show it."""

    frame: str
    picture: str
    frame_code: str
    picture_code: str


def embed_query(index: Index, selection: Selection) -> dict[str, str]:
    """Query of ``/embed`` for a view: its own day is kept, ``latest`` stays so."""
    day = {} if isinstance(selection.as_of, str) else {"as_of": selection.as_of.isoformat()}
    return canonical_query(index, selection) | day


def frame_code(src: str, title: str, width: int = USUAL, height: int = int(USUAL * RATIO)) -> str:
    """Code of a frame of a fixed ratio, and the script that gives it the height that its page tells."""
    least = min(height, LEAST_HEIGHT)
    return str(render("embed_snippet.html", src=src, title=title, width=width, height=height, least=least))


def embedding(index: Index, selection: Selection) -> Embedding:
    """What Take away offers of a view; what an embedded page does not show, as words searched for, is dropped."""
    asked: Mapping[str, object] = to_query(selection)
    shared = read_shared(index, asked)
    title = view_title(index, shared)
    home = address(MAP, canonical_query(index, shared))
    frame, picture = address(EMBED, embed_query(index, shared)), address(PREVIEW, picture_query(index, shared))
    width, height = PICTURE_SIZE
    drawn = render("embed_picture.html", home=home, src=picture, title=title, width=width, height=height)
    return Embedding(frame, picture, frame_code(frame, title), str(drawn))
