"""Draws the pictures of shared links: a process of its own, so that drawing takes no time from the pages.

``python -m dashboard.server.card_process`` reads one query a line and writes, for each, the length of the picture in
eight bytes and the picture; the length 0 says that it could not be drawn. It ends with its input.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO

from dashboard.domain.shared_view import last_change, read_shared
from dashboard.exports import view_of
from dashboard.exports.card_picture import SIZE, card_page
from dashboard.store.editions import served_to_share
from dashboard.store.shapes import current_shapes

LENGTH = 8
RESTS = 4
logger = logging.getLogger(__name__)


def draw(query: dict[str, str]) -> bytes:
    """The picture of a query as PNG. Raises ``GeometryProblem`` without shapes, ``KeyError`` without a lens."""
    from dashboard.look.canvas import png

    index = served_to_share(query).index
    selection = read_shared(index, query)
    selection = replace(selection, as_of=last_change(index, selection))
    return png(card_page(view_of(index, current_shapes().geojson, selection, "map")), SIZE)


def serve(asked: BinaryIO, answers: BinaryIO, rest: Callable[[float], None] = time.sleep) -> None:
    """Answer every line until there is none, and rest after each ``RESTS`` times as long as it took.

    One picture is drawn before, for nobody: whoever asks first then waits for no library, font or data. Being the last
    in turn is not enough to be out of the way: two processors are often the two halves of one.
    """
    with suppress(Exception):  # the data may be mended before anybody asks
        draw({})
    for line in asked:
        start = time.process_time()
        try:
            body = draw(json.loads(line))
        except Exception:  # one picture that fails must not end the others
            logger.exception("the picture of a shared link could not be drawn")
            body = b""
        answers.write(len(body).to_bytes(LENGTH) + body)
        answers.flush()
        rest(RESTS * (time.process_time() - start))


if __name__ == "__main__":
    os.nice(19)  # whoever looks at a page goes first
    serve(sys.stdin.buffer, sys.stdout.buffer)
