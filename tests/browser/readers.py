"""Browser contexts that serve one test after another and keep their HTTP cache, but nothing else of a test.

A new context would fetch and compile Streamlit's scripts again for every test. Holds no tests.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Error
from waiting import PATIENCE_MS

INSIDE = ("data:", "blob:", "about:")
STORED = "local_storage,indexeddb,cache_storage"
"""What pages keep in a browser, but for its HTTP cache and cookies."""


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


class Reader:
    """One context on one server, watched by the guard of the test that has it."""

    def __init__(self, browser: Browser, base: str, options: dict[str, Any]) -> None:
        self.base, self.guard = base, Guard()
        self.context = browser.new_context(base_url=base, **options)
        self.context.set_default_timeout(PATIENCE_MS)
        # Blocked by the browser itself, not by interception, which would also switch its cache off.
        self.context.on("request", lambda request: self.watch(request.url))
        self.context.on("console", lambda message: self.guard.record_console_error(message))
        self.context.on("weberror", lambda error: self.guard.errors.append(f"page: {error.error}"))
        self.context.on("page", lambda page: page.on("websocket", lambda socket: self.watch(socket.url)))
        # A first page that stays keeps the window and the process of its site for the tests that follow.
        self.anchor = self.context.new_page()
        self.anchor.goto("/health")
        self.tools = self.context.new_cdp_session(self.anchor)

    def watch(self, url: str) -> None:
        """Tell the guard of an address that is not the server's."""
        if not url.startswith(INSIDE) and urlsplit(url).netloc != urlsplit(self.base).netloc:
            self.guard.outside.append(url)

    def forget(self) -> None:
        """Close the pages of a test, drop cookies and what the pages have stored."""
        for page in self.context.pages:
            if page != self.anchor:
                page.close()
        self.context.set_offline(False)
        self.context.unroute_all()
        self.context.clear_cookies()
        self.tools.send("Storage.clearDataForOrigin", {"origin": self.base, "storageTypes": STORED})


class Readers:
    """The readers of a worker. Those of servers that stay wait for the next test; those of others end with theirs."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.homes = browser, {home}
        self.idle: defaultdict[str, list[Reader]] = defaultdict(list)
        self.busy: list[tuple[str, Reader]] = []

    def take(self, guard: Guard, base: str, options: dict[str, Any]) -> Reader:
        """A reader whom nobody else in the test has."""
        key = f"{base} {sorted(options.items())!r}"
        reader = self.idle[key].pop() if self.idle[key] else Reader(self.browser, base, options)
        reader.guard = guard
        self.busy.append((key, reader))
        return reader

    @contextmanager
    def keeping(self, base: str) -> Iterator[None]:
        """Keep the readers of a server that several tests share, until it goes."""
        self.homes.add(base)
        yield
        self.homes.remove(base)
        for key in [key for key in self.idle if key.startswith(f"{base} ")]:
            for reader in self.idle.pop(key):
                reader.context.close()

    def release(self) -> None:
        """Take all readers of the test back."""
        while self.busy:
            key, reader = self.busy.pop()
            try:
                reader.forget()
            except Error:
                reader.context.close()
                raise
            if reader.base in self.homes:
                self.idle[key].append(reader)
            else:
                reader.context.close()
