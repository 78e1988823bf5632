"""Answers leave packed as the reader takes them, and Streamlit's own files are packed once."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from asgi_client import ask
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from dashboard import browser
from dashboard.server import packing
from dashboard.server.packing import FOR_GOOD, HeldAnswers, best_packing
from dashboard.server.routes import asset

SCRIPT = b"export const words = ['one', 'two'];\n" * 200
ADDRESS = "/tools/ess/static/js/index.abc.js"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@pytest.mark.parametrize(
    ("accepted", "name"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5, br;q=0.1", "gzip"),
        ("br;q=0, gzip;q=0.2", "gzip"),
        ("*", "br"),
        ("*;q=0, gzip", "gzip"),
        ("identity", None),
        ("gzip;q=0", None),
        ("gzip;q=many", None),
        ("", None),
    ],
)
def test_the_packing_is_the_one_the_reader_likes_best(accepted: str, name: str | None) -> None:
    assert best_packing(accepted) == name


class Served:
    """An app that serves one script as Streamlit does, and counts how often it was asked."""

    def __init__(self, *, body: bytes = SCRIPT, **headers: str) -> None:
        self.asked, self.body = 0, body
        self.headers = {"Cache-Control": FOR_GOOD, "ETag": '"abc"'} | headers
        self.app = HeldAnswers(Starlette(routes=[Route(ADDRESS, self.script, methods=["GET"])]))

    def script(self, request: Request) -> Response:
        self.asked += 1
        return Response(self.body, headers=self.headers, media_type="text/javascript")


@pytest.mark.parametrize("name", ["br", "gzip"])
def test_a_script_is_packed_once_and_then_answered_from_memory(name: str) -> None:
    served = Served()
    first, again = (ask(ADDRESS, headers={"accept-encoding": name}, app=served.app) for _ in range(2))
    assert served.asked == 1
    assert again == first
    assert UNPACK[name](first.body) == SCRIPT
    assert len(first.body) == int(first.headers["content-length"]) < len(SCRIPT)
    assert first.headers["content-encoding"] == name
    assert first.headers["vary"] == "Accept-Encoding"
    assert first.headers["cache-control"] == FOR_GOOD
    assert first.headers["etag"] == f'"abc-{name}"'


def test_who_takes_no_packing_gets_the_script_as_it_is_and_is_told_that_others_differ() -> None:
    answer = ask(ADDRESS, app=Served().app)
    assert (answer.body, answer.headers["vary"]) == (SCRIPT, "Accept-Encoding")
    assert "content-encoding" not in answer.headers


def test_head_says_what_get_says_and_a_known_copy_is_not_sent_again() -> None:
    served = Served()
    packed = {"accept-encoding": "br"}
    head = ask(ADDRESS, "HEAD", packed, served.app)
    full = ask(ADDRESS, headers=packed, app=served.app)
    assert (head.body, head.headers) == (b"", full.headers)
    known = ask(ADDRESS, headers=packed | {"if-none-match": f'"old", {full.headers["etag"]}'}, app=served.app)
    assert (known.status, known.body, known.headers["etag"]) == (304, b"", full.headers["etag"])
    assert served.asked == 1


def test_a_part_of_a_file_is_counted_in_its_own_bytes(tmp_path: Path) -> None:
    path = tmp_path / "index.abc.js"
    path.write_bytes(SCRIPT)
    route = Route(ADDRESS, lambda request: FileResponse(path, headers={"Cache-Control": FOR_GOOD}))
    app = HeldAnswers(Starlette(routes=[route]))
    answer = ask(ADDRESS, headers={"accept-encoding": "br", "range": "bytes=5-9"}, app=app)
    assert (answer.status, answer.body) == (206, SCRIPT[5:10])
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "asked"),
    [({"Cache-Control": "no-cache"}, 2), ({"Content-Encoding": "zstd"}, 2), ({"Content-Type": "font/woff2"}, 1)],
)
def test_what_may_change_or_is_packed_otherwise_is_left_alone_and_no_text_is_not_packed(
    headers: dict[str, str], asked: int
) -> None:
    served = Served(**headers)
    for _ in range(2):
        answer = ask(ADDRESS, headers={"accept-encoding": "br"}, app=served.app)
        assert (answer.body, answer.headers.get("content-encoding")) == (SCRIPT, headers.get("Content-Encoding"))
    assert served.asked == asked
    assert ask(f"{ADDRESS}x", headers={"accept-encoding": "br"}, app=served.app).status == 404


def test_an_answer_cut_short_is_sent_as_it_came_and_not_held() -> None:
    served = Served(**{"Content-Length": str(2 * len(SCRIPT))})
    for _ in range(2):
        answer = ask(ADDRESS, headers={"accept-encoding": "br"}, app=served.app)
        assert (answer.body, answer.headers["content-length"]) == (SCRIPT, str(2 * len(SCRIPT)))
        assert "content-encoding" not in answer.headers
    assert served.asked == 2


def test_what_leaves_packed_already_is_held_as_it_is() -> None:
    body = brotli.compress(SCRIPT)
    served = Served(**{"Content-Encoding": "br", "Content-Length": str(len(body))}, body=body)
    for _ in range(2):
        answer = ask(ADDRESS, headers={"accept-encoding": "br"}, app=served.app)
        assert (answer.body, answer.headers["etag"]) == (body, '"abc"')
    assert served.asked == 1


def test_a_file_of_a_frame_is_held_by_its_name_and_asked_for_in_one_packing() -> None:
    address = "/component/some.frame/static/js/main.521860b0.js"
    taken: list[str] = []

    def script(request: Request) -> Response:
        taken.append(request.headers["accept-encoding"])
        return Response(SCRIPT, headers={"Cache-Control": "public"}, media_type="application/javascript")

    app = HeldAnswers(Starlette(routes=[Route(address, script)]))
    for _ in range(2):
        answer = ask(address, headers={"accept-encoding": "gzip, br"}, app=app)
        assert (brotli.decompress(answer.body), answer.headers["cache-control"]) == (SCRIPT, FOR_GOOD)
    assert taken == ["br"]


def test_the_address_of_the_shapes_follows_their_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shapes = tmp_path / "europe.geojson"
    monkeypatch.setattr(browser, "EUROPE", shapes)
    app = HeldAnswers(Starlette(routes=[Route("/assets/{digest}/{name}", asset)]))
    seen, before = [], browser.asset_base()
    for text in (None, SCRIPT, SCRIPT[::-1], SCRIPT):
        if text is not None:
            shapes.write_bytes(text)
        address = browser.shapes_address()
        answers = [ask(address, headers={"accept-encoding": "br"}, app=app) for _ in range(2)]
        assert [one.status for one in answers] == [404 if text is None else 200] * 2
        if text is not None:
            assert {brotli.decompress(one.body) for one in answers} == {text}
            assert answers[0].headers["cache-control"] == FOR_GOOD
        seen.append(address)
    assert len(set(seen)) == 3
    assert seen[1] == seen[3]
    assert browser.asset_base() == before
    former = ask(seen[2], headers={"accept-encoding": "gzip"}, app=app)
    assert former.headers["cache-control"] != FOR_GOOD, "a copy of other content is not kept"


def test_what_is_held_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_HELD", 10)
    served = Served()
    for _ in range(2):
        answer = ask(ADDRESS, headers={"accept-encoding": "gzip"}, app=served.app)
        assert gzip.decompress(answer.body) == SCRIPT
    assert served.asked == 2
