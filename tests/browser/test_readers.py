"""A browser context that served one test serves the next as if it were new, but for its cache."""

from __future__ import annotations

from playwright.sync_api import Page
from readers import Guard, Reader, Readers
from servers import Server

LEAVE = """async () => {
    document.cookie = "left=1; path=/";
    localStorage.left = sessionStorage.left = "1";
    await new Promise((done) => { indexedDB.open("left").onsuccess = ({ target }) => done(target.result.close()); });
    await caches.open("left");
}"""
FOUND = """async () => [document.cookie, localStorage.length, sessionStorage.length, await indexedDB.databases(),
    await caches.keys(), await (await fetch("/robots.txt")).text() === "not the server's", navigator.onLine,
    matchMedia("(prefers-color-scheme: dark)").matches, innerWidth === 390, window.left ?? null]"""
NOTHING = ["", 0, 0, [], [], False, True, False, False, None]


def page_of(reader: Reader) -> Page:
    """A new page of the reader's, on an address that draws nothing."""
    page = reader.context.new_page()
    page.goto("/health")
    return page


def test_nothing_of_a_test_is_left_to_the_next(all_readers: Readers, server: Server) -> None:
    first = all_readers.take(Guard(), server.url, {})
    page = page_of(first)
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.add_init_script("window.left = 1")
    first.context.route("**/robots.txt", lambda route: route.fulfill(body="not the server's"))
    page.reload()
    page.evaluate(LEAVE)
    left = page.evaluate(FOUND)
    assert not any(one == other for one, other in zip(left, NOTHING, strict=True) if other is not True), left
    first.context.set_offline(True)
    all_readers.release()
    guard = Guard()
    second = all_readers.take(guard, server.url, {})
    assert second.context is first.context, "the cache is kept with it"
    assert second.guard is guard
    assert page_of(second).evaluate(FOUND) == NOTHING
    all_readers.release()
