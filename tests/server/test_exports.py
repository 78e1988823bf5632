"""Exports over HTTP: what comes back, validators before drawing, kept results, limits of their own."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from asgi_client import Answer, ask
from starlette.applications import Starlette

from dashboard.domain.addresses import EXPORT, address
from dashboard.exports import MEDIA
from dashboard.server.api import api_routes, exports
from dashboard.server.http import Refusal
from dashboard.server.limits import Limits, limits_from
from dashboard.server.renders import WAITING, Renders, code_version, tag_of
from dashboard.store.dataset import shelf
from geo.loader import GeometryProblem

BEGINS = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF", "pptx": b"PK", "html": b"<!doctype html>"}
KINDS = ("map", "production", "dossier")
VIEW = {"instrument": "apmbc", "as_of": "2025-07-12", "states": "EST,FIN", "focus": "FIN"}
UNLIMITED = Limits(exports_per_minute=0)


def app(limits: Limits = UNLIMITED) -> Starlette:
    return Starlette(routes=api_routes(limits))


APP = app()


def export(wanted: str, kind: str = "map", *, on: Any = APP, method: str = "GET", tag: str = "", **view: str) -> Answer:
    query = {"format": wanted, "kind": kind} | (view or VIEW)
    return ask(address(EXPORT, query), method, {"If-None-Match": tag} if tag else None, on)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Formats drawn so far; each drawing is only its number."""
    made: list[str] = []

    def make(wanted: str, view: Any) -> tuple[bytes, str, str]:
        made.append(wanted)
        return f"drawing {len(made)}".encode(), "", ""

    monkeypatch.setattr(exports, "make", make)
    return made


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wanted", MEDIA)
def test_every_format_of_every_kind_comes_as_a_file(wanted: str, kind: str) -> None:
    got = export(wanted, kind)
    assert got.status == 200
    assert got.body.startswith(BEGINS[wanted])
    assert got.headers["content-type"] == MEDIA[wanted]
    stem = "" if kind == "map" else f"{kind}-"
    assert got.headers["content-disposition"] == f'attachment; filename="{stem}apmbc-2025-07-12.{wanted}"'
    assert got.headers["cache-control"] == "no-cache"
    again = export(wanted, kind, on=app())
    assert again.body == got.body, "equal input gives equal bytes"
    assert again.headers == got.headers


def test_the_picture_is_of_the_view() -> None:
    text = export("svg", instrument="ccm", as_of="2025-03-06").text
    assert "6 March 2025" in text
    assert "instrument=ccm&amp;as_of=2025-03-06" in text
    assert "EST,FIN" in export("svg").text
    assert "Finland" in export("svg", "dossier").text


def test_what_is_not_named_is_the_page_s_default() -> None:
    day = shelf.current().index.dataset.meta.as_of.isoformat()
    plain = ask(EXPORT, app=APP)
    assert plain.status == 200
    assert plain.headers["content-disposition"] == f'attachment; filename="apmbc-{day}.png"'
    assert plain.headers["etag"] == export("png", instrument="apmbc", as_of=day).headers["etag"]


@pytest.mark.parametrize("wanted", MEDIA)
def test_the_validator_is_made_before_anything_is_drawn(wanted: str, drawn: list[str]) -> None:
    fresh = app()
    head = export(wanted, on=fresh, method="HEAD")
    assert (head.status, head.body, drawn) == (200, b"", [])
    assert "content-length" not in head.headers
    again = export(wanted, on=fresh, tag=head.headers["etag"])
    assert (again.status, again.body, drawn) == (304, b"", [])
    assert again.headers["etag"] == head.headers["etag"]
    full = export(wanted, on=fresh, tag='"other"')
    assert (full.status, drawn) == (200, [wanted])
    assert {key: value for key, value in full.headers.items() if key != "content-length"} == head.headers


def test_the_validator_tells_views_apart_and_spellings_of_one_view_not(drawn: list[str]) -> None:
    def tag(wanted: str = "png", kind: str = "map", **view: str) -> str:
        return export(wanted, kind, method="HEAD", **view).headers["etag"]

    others = [
        tag("svg"),
        tag(kind="dossier"),
        tag(**VIEW | {"as_of": "2025-07-13"}),
        tag(**VIEW | {"focus": "EST"}),
        tag(**VIEW | {"states": "FIN"}),
        tag(**VIEW | {"grades": "A"}),
        tag(**VIEW | {"instrument": "ccm"}),
    ]
    assert len({tag(), *others}) == len(others) + 1
    same = [
        tag(**dict(reversed(VIEW.items()))),
        tag(**VIEW | {"v": "1"}),
        tag(**VIEW | {"states": "FIN,EST"}),
        tag(**VIEW | {"compare_day": "2024-01-01", "compare_instrument": "ccm"}),
    ]
    assert {tag(), *same} == {tag()}
    assert drawn == []


def test_a_change_of_data_shapes_or_code_is_another_file(monkeypatch: pytest.MonkeyPatch, drawn: list[str]) -> None:
    def tag() -> str:
        return export("png", method="HEAD").headers["etag"]

    tags = {tag()}
    served, shapes = shelf.current(), exports.current_shapes()
    monkeypatch.setattr(exports, "served_for", lambda request: type(served)(served.index, (), "another"))
    tags.add(tag())
    monkeypatch.setattr(exports, "current_shapes", lambda: shapes._replace(stamp="another"))
    tags.add(tag())
    monkeypatch.setattr(exports, "code_version", lambda: "another")
    tags.add(tag())
    assert len(tags) == 4


def test_the_code_s_version_covers_what_draws() -> None:
    assert len(code_version()) == 16
    assert code_version() == code_version()
    assert tag_of("a", "b") != tag_of("ab", "")


def test_a_file_is_drawn_once_and_kept(drawn: list[str]) -> None:
    fresh = app(Limits(exports_burst=1))
    assert {export("png", on=fresh).body for _ in range(20)} == {b"drawing 1"}
    assert export("png", on=fresh, **VIEW | {"focus": "EST"}).status == 429


def test_memory_is_bounded() -> None:
    renders, made = Renders(UNLIMITED, kept_bytes=100), []

    def body(tag: str) -> bytes:
        return renders.body({}, tag, lambda: made.append(tag) or b"x" * 40)  # type: ignore[func-returns-value]

    for tag in ("a", "b", "a", "c", "a", "b"):
        assert len(body(tag)) == 40
    assert made == ["a", "b", "c", "b"], "the one unused for longest goes"
    renders.body({}, "large", lambda: b"x" * 1000)
    assert body("a")
    assert made == ["a", "b", "c", "b"], "one larger than the bound is not kept and drives nothing out"


def test_a_client_may_draw_six_at_once_and_thirty_a_minute(drawn: list[str]) -> None:
    fresh = app(Limits())

    def day(number: int) -> str:
        return (dt.date(2025, 1, 1) + dt.timedelta(days=number)).isoformat()

    got = [export("svg", on=fresh, **VIEW | {"as_of": day(number)}) for number in range(8)]
    assert [one.status for one in got] == [200] * 6 + [429] * 2
    assert 1 <= int(got[6].headers["retry-after"]) <= 2
    assert got[6].headers["cache-control"] == "no-store"
    assert "30 exports a minute" in got[6].json()["error"]
    assert export("svg", on=fresh, **VIEW | {"as_of": day(0)}).status == 200, "kept ones take no token"
    assert len(drawn) == 6


def in_threads(count: int, run: Callable[[int], Any]) -> list[Any]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.fixture
def slow() -> Iterator[tuple[Callable[[str], Callable[[], bytes]], threading.Event, list[int]]]:
    """Drawings that wait for a word to go on, and how many were under way at once."""
    go, running, seen = threading.Event(), [0], []

    def draw(name: str) -> Callable[[], bytes]:
        def run() -> bytes:
            running[0] += 1
            seen.append(running[0])
            assert go.wait(20)
            running[0] -= 1
            return name.encode()

        return run

    yield draw, go, seen
    go.set()


def test_one_is_drawn_at_a_time_and_a_long_queue_is_503(slow: Any) -> None:
    draw, go, seen = slow
    renders = Renders(UNLIMITED)
    results: list[Any] = []
    refused = threading.Event()

    def one(number: int) -> None:
        try:
            results.append(renders.body({}, str(number), draw(str(number))))
        except Refusal as refusal:
            results.append(refusal)
            refused.set()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(WAITING + 2)]
    for thread in threads:
        thread.start()
    assert refused.wait(20), "one more than may wait is turned away at once"
    assert len(results) == 1
    go.set()
    for thread in threads:
        thread.join(20)
    [refusal] = [one for one in results if isinstance(one, Refusal)]
    assert (refusal.status, refusal.response().headers["retry-after"]) == (503, "5")
    assert len(results) == WAITING + 2
    assert set(seen) == {1}


def test_two_who_want_the_same_file_have_it_drawn_once(slow: Any) -> None:
    draw, go, seen = slow
    renders = Renders(UNLIMITED)
    threading.Timer(0.2, go.set).start()
    assert in_threads(4, lambda _: renders.body({}, "same", draw("same"))) == [b"same"] * 4
    assert seen == [1]


def test_a_drawing_that_fails_frees_its_place() -> None:
    renders = Renders(UNLIMITED)

    def fail() -> bytes:
        raise ZeroDivisionError

    for _ in range(WAITING + 3):
        with pytest.raises(ZeroDivisionError):
            renders.body({}, "x", fail)
    assert renders.body({}, "x", lambda: b"x") == b"x"


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("format=gif", "format"),
        ("format=", "format"),
        ("kind=dragon", "kind"),
        ("kind=dossier", "focus"),
        ("kind=dossier&focus=ZZZ", "focus"),
        ("instrument=none", "instrument"),
        ("as_of=2025-02-30", "as_of"),
        ("as_of=1066-10-14", "as_of"),
        ("states=XXX", "states"),
        ("table=facts", "table"),
        ("format=png&format=svg", "format"),
    ],
)
def test_bad_values_are_named(query: str, parameter: str, drawn: list[str]) -> None:
    for method in ("GET", "HEAD"):
        got = ask(f"{EXPORT}?{query}", method, app=APP)
        assert got.status == 400
    read = ask(f"{EXPORT}?{query}", app=APP).json()
    assert read["parameter"] == parameter
    assert read["error"].startswith(("'", parameter))
    assert drawn == []


def test_without_shapes_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise GeometryProblem("/some/folder/europe.geojson: cannot be read")

    monkeypatch.setattr(exports, "current_shapes", broken)
    got = export("png")
    assert got.status == 503
    assert got.json() == {"error": "the shapes of the map cannot be read at the moment", "parameter": None}


def test_settings_of_the_exports() -> None:
    assert (Limits().exports_per_minute, Limits().exports_burst) == (30, 6)
    given = limits_from({"ESS_EXPORTS_PER_MINUTE": "2", "ESS_EXPORTS_BURST": "1"})
    assert (given.exports_per_minute, given.exports_burst) == (2, 1)
    for name in ("ESS_EXPORTS_PER_MINUTE", "ESS_EXPORTS_BURST"):
        with pytest.raises(ValueError, match=name):
            limits_from({name: "many"})
