"""A running server, a real Chromium, and pages that may talk to that server alone.

Playwright is driven directly, without pytest-playwright: that plugin wants its own browser build and command
line, and cannot fail a test for what its page did in secret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromium
import pytest
from atlas_page import open_atlas
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from servers import Server, copy_product, serve_product

__all__ = ["Guard", "open_atlas"]

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
)
DESK = (1440, 900)
PATIENCE_MS = 20_000
INSIDE = ("data:", "blob:", "about:")
expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Guard:
    """What the pages of a test did that they must not do."""

    outside: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    """Parts of console errors that the test provokes on purpose."""

    def record_console_error(self, message: ConsoleMessage) -> None:
        """Keep errors of the console."""
        if message.type == "error":
            self.errors.append(f"console: {message.text}")

    def check(self) -> None:
        """Raise ``AssertionError`` for any request to another host, page error or error in the console."""
        unexpected = [one for one in self.errors if not any(part in one for part in self.expected)]
        assert not self.outside, f"requests to other hosts: {self.outside}"
        assert not unexpected, f"errors in the page: {unexpected}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The product on its own data, on a free port, until the tests end."""
    with serve_product() as running:
        yield running


@pytest.fixture
def contexts() -> Iterator[list[BrowserContext]]:
    """What a test has opened; closed before its server goes, so that no page asks a server that is gone."""
    opened: list[BrowserContext] = []
    yield opened
    close_all(opened)


def close_all(opened: list[BrowserContext]) -> None:
    """Close and forget."""
    while opened:
        opened.pop().close()


@pytest.fixture
def broken_server(
    tmp_path: Path, contexts: list[BrowserContext]
) -> Iterator[Callable[[Callable[[Path], None]], Server]]:
    """Starts a copy of the product whose files a test has first put out of order."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(breaking: Callable[[Path], None]) -> Server:
            root = copy_product(tmp_path)
            breaking(root)
            return stack.enter_context(serve_product(root))

        yield start
        close_all(contexts)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = chromium.found()
    if path is None:
        pytest.fail(f"no Chromium: `make test` brings one, or name it in {chromium.VARIABLE}")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def guard() -> Iterator[Guard]:
    """Fails the test in the end for any request to another host and any error in a page."""
    found = Guard()
    yield found
    found.check()


@pytest.fixture
def new_page(browser: Browser, server: Server, guard: Guard, contexts: list[BrowserContext]) -> Callable[..., Page]:
    """Makes pages: ``new_page(width, height, theme="light", base=None, **context options)``."""

    def make(
        width: int = DESK[0], height: int = DESK[1], theme: str = "light", base: str | None = None, **options: Any
    ) -> Page:
        base = base or server.url
        context = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": height},
            color_scheme="dark" if theme == "dark" else "light",
            has_touch=width < 500,
            **options,
        )
        contexts.append(context)
        home = urlsplit(base).netloc

        # Blocked by the browser itself, not by interception, which would also switch its cache off.
        def watch(url: str) -> None:
            if not url.startswith(INSIDE) and urlsplit(url).netloc != home:
                guard.outside.append(url)

        context.on("request", lambda request: watch(request.url))
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: guard.errors.append(f"page: {error}"))
        page.on("console", guard.record_console_error)
        page.on("websocket", lambda socket: watch(socket.url))
        return page

    return make


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page at 1440×900, light."""
    return new_page()


@pytest.fixture
def atlas(page: Page) -> Page:
    """The main page, opened and painted."""
    open_atlas(page)
    return page
