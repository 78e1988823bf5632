"""A running server, a real Chromium, and pages that may talk to that server alone.

Playwright is driven directly, without pytest-playwright: that plugin wants its own browser build and command
line, and cannot fail a test for what its page did in secret.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Timer
from typing import Any

import chromium
import psutil
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from readers import Guard, Readers
from servers import Server, copy_product, serve_product
from waiting import PATIENCE_MS

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--process-per-site",  # a page finds the scripts that the page before has compiled
    # Pages live for seconds: optimising costs more. Streamed scripts would be compiled anew, kept ones are found.
    "--js-flags=--no-turbofan --no-maglev --single-threaded-gc --no-script-streaming --no-flush-bytecode",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
)
DESK = (1440, 900)
CLOSED_WITHIN_S = 60
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Print what the servers of a failed test have said."""
    report = yield
    if report.failed:
        for name, value in getattr(item, "funcargs", {}).items():
            if isinstance(value, Server) and value.output.is_file():
                report.sections.append((f"end of the output of {name}", value.log()[-4000:]))
    return report


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The product on its own data, on a free port, until the tests end."""
    with serve_product() as running:
        yield running


def end_driver() -> None:
    """Kill Playwright's driver, which was seen to wait for ever once its Chromium had gone and all tests had passed."""
    for child in psutil.Process().children():
        if any("playwright" in word for word in child.cmdline()):
            child.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = chromium.found()
    if path is None:
        (pytest.fail if chromium.in_ci() else pytest.skip)(chromium.MISSING)
    watchdog = Timer(CLOSED_WITHIN_S, end_driver)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield started
        watchdog.start()
        started.close()
    watchdog.cancel()


@pytest.fixture(scope="session")
def all_readers(browser: Browser, server: Server) -> Readers:
    """The browser contexts of this worker."""
    return Readers(browser, server.url)


@pytest.fixture
def readers(all_readers: Readers) -> Iterator[Readers]:
    """Gives browser contexts; their pages are closed before a test's server goes, so that none asks it in vain."""
    yield all_readers
    all_readers.release()


@pytest.fixture
def broken_server(tmp_path: Path, readers: Readers) -> Iterator[Callable[[Callable[[Path], None]], Server]]:
    """Starts a copy of the product whose files a test has first put out of order."""
    with ExitStack() as stack:

        def start(breaking: Callable[[Path], None]) -> Server:
            root = copy_product(tmp_path)
            breaking(root)
            return stack.enter_context(serve_product(root))

        yield start
        readers.release()


@pytest.fixture
def guard() -> Iterator[Guard]:
    """Fails the test in the end for any request to another host and any error in a page."""
    seen = Guard()
    yield seen
    seen.check()


@pytest.fixture
def new_page(guard: Guard, readers: Readers, server: Server) -> Callable[..., Page]:
    """Makes pages, each of a reader of its own: ``new_page(width, height, theme, base, **context options)``."""

    def make(
        width: int = DESK[0], height: int = DESK[1], theme: str = "light", base: str | None = None, **options: Any
    ) -> Page:
        media = {key: options.pop(key) for key in ("reduced_motion", "forced_colors") if key in options}
        reader = readers.take(guard, base or server.url, {"has_touch": width < 500} | options)
        page = reader.context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light", **media)
        return page

    return make


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page at 1440×900, light."""
    return new_page()
