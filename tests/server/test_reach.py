"""Addresses that strangers try, other origins, and what the root of the site tells programs."""

from __future__ import annotations

import pytest
from asgi_client import Answer, request, run
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard.domain.base_path import base_path
from dashboard.server.cors import OpenToOthers
from dashboard.server.public_address import public_address
from dashboard.server.routes import middleware, routes
from dashboard.server.well_known import PageEntry, llms, robots, sitemap

PAGES = (PageEntry("", "Map"), PageEntry("events", "Events", "Every act"))
ORIGIN = {"Origin": "https://notebook.example"}
PREFLIGHT = ORIGIN | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-any"}


def page(request: Request) -> PlainTextResponse:
    """What stands for Streamlit: it answers everything."""
    answer = PlainTextResponse(f"streamlit {request.headers.get('cookie', '')}")
    answer.set_cookie("_streamlit_xsrf", "1")
    return answer


SERVED = routes(PAGES)
APP = Starlette(routes=[*SERVED, Route("/{rest:path}", page)], middleware=middleware("", PAGES, SERVED))
AS_JSON = ("/API/v1/status", "/Feeds/x", "/health/x", "/health/", "/HEALTH", "/bundle/x", "/api", "/feeds", "/api/v1")
AS_PAGE = (
    "/Events",
    "/nothing",
    "/events/x",
    "//events",
    "/wp-admin.php",
    "/static/js/none.js",
    "/_stcore/x",
    "/.env",
    "/healthz",
)
THROUGH = ("/", "/events", "/events/", "/_stcore/health", "/manifest.json")


async def _all(asked: list[tuple[str, str, dict[str, str]]]) -> list[Answer]:
    return [await request(address, method, headers, APP) for address, method, headers in asked]


def ask_all(*asked: tuple[str, str, dict[str, str]]) -> list[Answer]:
    return run(_all(list(asked)))


def test_unknown_addresses_are_404_for_programs_and_people() -> None:
    for method in ("GET", "HEAD", "POST"):
        for address, got in zip(AS_JSON, ask_all(*((one, method, {}) for one in AS_JSON)), strict=True):
            assert got.status in ((404,) if method != "POST" else (404, 405)), address
            assert got.headers["content-type"] == "application/json", address
            assert "default-src" in got.headers["content-security-policy"]
        for address, got in zip(AS_PAGE, ask_all(*((one, method, {}) for one in AS_PAGE)), strict=True):
            assert got.status == 404, address
            assert ('href="/"' in got.text) == (method != "HEAD"), address
            assert got.headers["content-type"].startswith("text/html")


def test_pages_and_streamlits_own_addresses_pass() -> None:
    answers = ask_all(*((address, "GET", {}) for address in THROUGH))
    assert [got.text.split()[0] for got in answers] == ["streamlit"] * len(THROUGH)


def test_a_page_whose_address_mail_ended_is_led_on_to() -> None:
    ends = (
        "/events)?as_of=2025-07-12",
        "/events.",
        "/events%3E",
        "/).",
        "/embed)?lens=apmbc",
        "/nothing).",
        "//events.",
    )
    answers = ask_all(*((one, "GET", {}) for one in ends))
    led = ["/events?as_of=2025-07-12", "/events", "/events", "/", "/embed?lens=apmbc", None, None]
    assert [got.headers.get("location") for got in answers] == led


def test_other_origins_read_what_is_open_and_nothing_else() -> None:
    is_open = ("/api/v1/status?instrument=apmbc", "/api/v1/status", "/feeds/calendar.ics", "/bundle/find.json", "/api")
    for method in ("GET", "HEAD", "OPTIONS"):
        for got in ask_all(*((address, method, ORIGIN) for address in is_open)):
            assert got.headers["access-control-allow-origin"] == "*"
            assert "access-control-allow-credentials" not in got.headers
            assert "set-cookie" not in got.headers
    for got in ask_all(*((address, "OPTIONS", PREFLIGHT) for address in is_open)):
        assert (got.status, got.body) == (204, b"")
        assert got.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    closed = ("/", "/events", "/health", "/_stcore/health", "/apis", "/present", "/robots.txt")
    for got in ask_all(*((one, method, PREFLIGHT) for one in closed for method in ("GET", "OPTIONS"))):
        assert "access-control-allow-origin" not in got.headers
    for got in ask_all(("/api/v1/status", "POST", ORIGIN), ("/API/v1/status", "GET", ORIGIN)):
        assert "access-control-allow-origin" not in got.headers


def test_open_answers_know_no_cookie() -> None:
    inner = OpenToOthers(Starlette(routes=[Route("/api/x", page)]))
    got = run(request("/api/x", "GET", {"Cookie": "ess_seat=1"}, inner))
    assert (got.text, "set-cookie" in got.headers) == ("streamlit ", False)


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESS_PUBLIC_URL", "https://a.example/tools/ess/")


def test_files_at_the_root_are_real(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ESS_PUBLIC_URL", raising=False)
    names = ("/robots.txt", "/llms.txt", "/favicon.ico", "/favicon.svg", "/sitemap.xml")
    answers = ask_all(*((name, "GET", {}) for name in names))
    assert [got.status for got in answers] == [200, 200, 200, 200, 404]
    assert answers[0].text.startswith("User-agent: *\n")
    assert "Sitemap" not in answers[0].text
    assert "/api/v1/readings" in answers[1].text
    assert answers[2].headers["content-type"] == "image/svg+xml"


def test_a_public_address_makes_whole_addresses(public: None) -> None:
    text = sitemap(PAGES)
    assert text is not None
    assert "<loc>https://a.example/tools/ess/events</loc>" in text
    assert "Sitemap: https://a.example/tools/ess/sitemap.xml" in robots(PAGES)
    assert "[Events](/events): Every act" in llms(PAGES)


UNFIT = (
    *("a.example", "ftp://a.example", "https://a.example/?x", "https://a b", "https://", "https://a.example:99999"),
    *("https://a.example:0", "https://a.example/../b", "https://a.example/b/."),
)


@pytest.mark.parametrize("given", UNFIT)
def test_a_public_address_that_cannot_be_stops_the_start(given: str) -> None:
    with pytest.raises(ValueError, match="ESS_PUBLIC_URL"):
        public_address(given)


def test_a_public_address_has_its_host_in_small_letters() -> None:
    assert public_address("HTTPS://A.Example:8443/Tools/ess/") == "https://a.example:8443/Tools/ess"
    assert public_address("https://a.example/.well/b..c") == "https://a.example/.well/b..c"


def test_the_path_below_which_all_is_served() -> None:
    assert [base_path(one) for one in ("", "/", "tools/ess", "/tools/ess/")] == ["", "", "/tools/ess", "/tools/ess"]
