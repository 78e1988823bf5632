"""The pictures of shared links: drawn by one process, kept in bounded memory, never refused."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Final

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain.addresses import query_text
from dashboard.domain.lenses import lenses_of
from dashboard.domain.shared_view import picture_query, read_shared
from dashboard.server import http
from dashboard.server.card_process import LENGTH
from dashboard.server.public_address import public_address
from dashboard.server.renders import ROOT, WAITING, code_version, drawing, tag_of
from dashboard.store.editions import served_to_share
from dashboard.store.shapes import GeometryProblem, current_shapes

PNG: Final = "image/png"
KEPT_BYTES: Final = 64_000_000
PATIENCE_S: Final = 30.0
"""A picture that takes longer ends the process that draws it."""
KEPT_S: Final = 3600
"""How long others may keep a picture before they ask again."""


class Cards:
    """Pictures by their tag, and the process that draws them, started with the first. Safe between threads."""

    def __init__(self, kept_bytes: int = KEPT_BYTES, waiting: int = WAITING) -> None:
        self._places = threading.BoundedSemaphore(1 + waiting)
        self._drawing = threading.Lock()
        self._guard = threading.Lock()
        self._kept: LRUCache[str, bytes] = LRUCache(kept_bytes, len)
        self._process: subprocess.Popen[bytes] | None = None

    def body(self, tag: str, query: Mapping[str, str]) -> bytes | None:
        """The picture of ``tag``; ``None`` where too many wait already or it cannot be drawn."""
        if (body := self._look_up(tag)) is not None:
            return body
        if not self._places.acquire(blocking=False):
            return None
        try:
            with self._drawing:
                body = self._look_up(tag) or self._draw(query)
                if body:
                    self._keep(tag, body)
                return body or None
        finally:
            self._places.release()

    def start(self) -> None:
        """Start the process ahead of the first picture."""
        if self._process is None and self._drawing.acquire(blocking=False):
            try:
                self._started()
            finally:
                self._drawing.release()

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "dashboard.server.card_process"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        return self._process

    def _draw(self, query: Mapping[str, str]) -> bytes:
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        timer = threading.Timer(PATIENCE_S, process.kill)
        timer.daemon = True
        timer.start()
        try:
            process.stdin.write(json.dumps(dict(query)).encode() + b"\n")
            process.stdin.flush()
            size = int.from_bytes(process.stdout.read(LENGTH))
            body = process.stdout.read(size)
        except OSError:
            return b""
        finally:
            timer.cancel()
        return body if len(body) == size else b""

    def _look_up(self, tag: str) -> bytes | None:
        with self._guard:
            return self._kept.get(tag)

    def _keep(self, tag: str, body: bytes) -> None:
        with self._guard, suppress(ValueError):  # larger than all that is kept
            self._kept[tag] = body


cards = Cards()


def draw_ahead() -> None:
    """Start the process where pages name their pictures, so that the first link that is shared waits for none of it."""
    if public_address() is not None:
        cards.start()


def plain_picture(title: str) -> bytes:
    """The picture of a lens alone, drawn once however many ask for it at the same time."""
    with _one_plain:
        return _drawn_plain(title)


_one_plain = threading.Lock()


@lru_cache(maxsize=64)
def _drawn_plain(title: str) -> bytes:
    from dashboard.exports.card_picture import SIZE, plain_card
    from dashboard.look.canvas import png

    with drawing:
        return png(plain_card(title), SIZE)


def preview(request: Request) -> Response:
    """The picture of the view that the query asks for; what it does not know is dropped, and it always answers 200."""
    params = {key: request.query_params.getlist(key) for key in request.query_params}
    served = served_to_share(params)
    index = served.index
    try:
        selection = read_shared(index, params)
        query = picture_query(index, selection)
        title = lenses_of(index)[selection.lens_id].title
        shapes = current_shapes().stamp
    except KeyError:
        return http.answer(request, plain_picture(index.dataset.meta.title), PNG)
    except GeometryProblem:
        return http.answer(request, plain_picture(title), PNG)
    tag = tag_of(served.stamp, shapes, code_version(), "card", query_text(query))
    body = cards.body(tag, query)
    if body is None:
        return http.answer(request, plain_picture(title), PNG, {"Cache-Control": "no-store"})
    return http.answer(request, body, PNG, {"Cache-Control": f"public, max-age={KEPT_S}"}, tag=tag)
