"""The product below a path of a host that serves other things too, seen through nginx that passes on that path."""

from __future__ import annotations

import re
import shutil
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from asgi_client import run
from atlas_page import wait_for_map
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from playwright.sync_api import Browser, Page, expect
from proxies import PREFIX, nginx
from servers import serve_product

from dashboard.views.embedding import frame_code

SINGLE = (
    "api/v1/status?instrument=apmbc",
    "feeds/calendar.ics",
    "health",
    "robots.txt",
    "llms.txt",
    "present",
    "learn",
)
PAGES = ("present", "learn")
"""Of these, what people read: they are given a seat, programs are not."""


class _Foreign(BaseHTTPRequestHandler):
    """Somebody else's page, with the code that Take away gives."""

    code = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html>{self.code}".encode())

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture(scope="module")
def foreign() -> Iterator[str]:
    """Address of a page of another origin than the product's, without a slash at the end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Foreign) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def below(foreign: str) -> Iterator[str]:
    """Address of the product behind nginx, without a slash at the end."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    with serve_product(
        base_path=PREFIX.strip("/"), environment={"ESS_MCP": "1", "ESS_EMBED_ANCESTORS": foreign}
    ) as server:
        port = urlsplit(server.url).port or 0
        with nginx((port, port)) as front:
            yield f"http://localhost:{front.below}{PREFIX}"


def leads_out(page: Page) -> list[str]:
    """Links of the page, and of what its parts draw, that leave the path but stay on the host."""
    found: list[str] = page.evaluate(
        """prefix => {
          const all = [];
          const walk = root => {
            for (const one of root.querySelectorAll("*")) {
              if (one.shadowRoot) walk(one.shadowRoot);
              const address = one.href ?? one.src;
              if (String(address).startsWith(location.origin)) all.push(new URL(address).pathname);
            }
          };
          walk(document);
          return all.filter(path => path !== prefix && !path.startsWith(prefix + "/"));
        }""",
        PREFIX,
    )
    return found


def test_everything_stays_below_the_path(browser: Browser, below: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[tuple[str, int]] = []
    page.on("response", lambda got: asked.append((got.url, got.status)))
    page.goto(f"{below}/?v=1&as_of=2025-12-27")
    wait_for_map(page)
    assert leads_out(page) == []
    for name in ("Events", "Dossier", "Stories", "Learn"):
        if name in ("Events", "Dossier"):
            page.get_by_text("Explore", exact=True).first.click()
        page.get_by_role("link", name=name, exact=True).first.click()
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        page.wait_for_function("name => location.pathname.endsWith('/' + name)", arg=name.lower())
        assert leads_out(page) == []
    page.goto(f"{below}/present")
    page.wait_for_function("document.querySelectorAll('svg path').length > 20")
    assert leads_out(page) == []
    out = [url for url, _ in asked if url.startswith("http") and not urlsplit(url).path.startswith(f"{PREFIX}/")]
    assert out == []
    assert [url for url, status in asked if status >= 400 and "_stcore" not in url] == []
    assert {cookie["path"] for cookie in context.cookies()} == {f"{PREFIX}/"}
    context.close()
    for path in SINGLE:
        with urllib.request.urlopen(f"{below}/{path}", timeout=10) as answer:
            assert answer.status == 200, path
            assert (path in PAGES) == ("ess_seat" in answer.headers.get("Set-Cookie", "")), path
    script = next(url for url, _ in asked if url.endswith("/store.mjs"))
    for packing in ("br", "gzip"):
        wanted = urllib.request.Request(script, headers={"Accept-Encoding": packing})
        with urllib.request.urlopen(wanted, timeout=10) as answer:
            told = answer.headers
            assert (told["Content-Encoding"], told["Set-Cookie"]) == (packing, None)
            assert "immutable" in told["Cache-Control"]


def test_a_page_of_another_origin_holds_a_view_at_its_height(browser: Browser, below: str, foreign: str) -> None:
    src = f"{below}/embed?v=1&instrument=apmbc&as_of=2025-12-27"
    _Foreign.code = "".join(frame_code(address, "Mine ban", 400, 300) for address in (src, f"{src}&frozen=yes"))
    context = browser.new_context()
    page = context.new_page()
    page.goto(foreign)
    map_frame, picture = page.locator("iframe").all()
    expect(map_frame).to_have_attribute("style", re.compile(r"height: \d{3,4}px"))
    expect(picture).to_have_attribute("style", re.compile(r"height: \d{3}px"))
    inside = page.frame_locator("iframe").first
    expect(inside.get_by_text("27 December 2025").first).to_be_visible()
    told = page.evaluate("document.querySelector('iframe').offsetHeight")
    assert told == inside.locator("body").evaluate("body => body.offsetHeight")
    before = inside.locator("body").inner_html()
    page.evaluate("frames[0].postMessage({ essHeight: 9, as_of: '2020-01-01' }, '*')")
    page.evaluate("new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))")
    assert inside.locator("body").inner_html() == before, "it listens to nothing"
    expect(page.frame_locator("iframe").nth(1).locator("img")).to_have_js_property("naturalWidth", 1200)
    assert context.cookies() == []
    context.close()


def test_assistants_ask_below_the_path(below: str) -> None:
    async def told() -> dict[str, Any]:
        async with Client(streamable_http_client(f"{below}/mcp")) as client:
            claim = {"state": "Poland", "lens": "apmbc", "claim": "withdrawn", "on": "2026-02-20"}
            found: dict[str, Any] = (await client.call_tool("verify_claim", claim)).structured_content
            return found

    assert run(told())["verdict"] == "agrees"
