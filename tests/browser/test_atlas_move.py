"""Moving over the map: the page scrolls under wheel and finger, the map zooms on request and never gets lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from analyst_page import open_page
from atlas_page import card, open_atlas, store, wait_until_settled
from playwright.sync_api import Frame, Locator, Page, expect
from waiting import poll, poll_equal, resting_box

PHONE = (390, 844)
SCROLLED = "document.querySelector('.stMain').scrollTop"
DEEPEST = 4


def depth(frame: Frame) -> float:
    """How many times larger than as a whole the map is shown."""
    return round(float(frame.evaluate("2 ** (map.getZoom() - map.getMinZoom())")), 3)


def covered(frame: Frame) -> float:
    """Share of the frame's height and width, the smaller of both, on which the map's own plane lies."""
    return float(
        frame.evaluate(
            """(() => { const box = document.querySelector(".ess-map").getBoundingClientRect();
            const share = (from, to, size) => (Math.min(to, size) - Math.max(from, 0)) / size;
            return Math.min(share(box.left, box.right, innerWidth), share(box.top, box.bottom, innerHeight)); })()"""
        )
    )


def put_pointer_on(page: Page, where: Locator) -> tuple[float, float]:
    """Move the pointer to the middle of what is seen of an element; where that is."""
    box = resting_box(where)
    bottom = min(box["y"] + box["height"], page.viewport_size["height"] if page.viewport_size else 900)
    at = box["x"] + box["width"] / 2, (box["y"] + bottom) / 2
    page.mouse.move(*at)
    return at


def turn_with_control(page: Page, notches: int) -> None:
    """Turn the wheel with Control held: away from the reader for positive ``notches``."""
    page.keyboard.down("Control")
    for _ in range(abs(notches)):
        page.mouse.wheel(0, -100 if notches > 0 else 100)
    page.keyboard.up("Control")


def map_frame(page: Page) -> Locator:
    return page.locator(".st-key-cell_map iframe")


def to_the_top(page: Page) -> None:
    """Scroll to the top until the page stays there: a wheel goes on turning it for a moment."""
    stands_at = """() => { const main = document.querySelector(".stMain"), before = main.scrollTop;
        main.scrollTo({ top: 0, behavior: "instant" }); return before; }"""
    poll(page, lambda: page.evaluate(stands_at), lambda top: top == 0)


def check_hint(page: Page, frame: Frame) -> None:
    """Who turns a plain wheel is told how the map zooms."""
    hint = frame.locator(".ess-hint")
    expect(hint).to_be_hidden()
    put_pointer_on(page, map_frame(page))
    poll(page, lambda: page.mouse.wheel(0, 10) or hint.is_visible(), bool)
    expect(hint).to_contain_text("wheel zooms the map")
    expect(hint).to_be_hidden()


def check_plain_wheel(page: Page, frame: Frame) -> None:
    """The page scrolls wherever the pointer is."""
    before = depth(frame)
    page.evaluate("window.essStore.setFocus('LTU')")
    expect(card(page).get_by_role("heading", level=2)).to_have_text("Lithuania")
    beside = [page.locator(".legend"), page.locator(".ess.side"), page.locator(".timeline .track")]
    for where in [map_frame(page), *beside]:
        to_the_top(page)
        put_pointer_on(page, where)
        poll(page, lambda: page.mouse.wheel(0, 120) or page.evaluate(SCROLLED), lambda top: top > 100)
    assert depth(frame) == before


def check_zoom(page: Page, frame: Frame) -> None:
    """The map zooms with Control and never deeper than four times."""
    put_pointer_on(page, map_frame(page))
    turn_with_control(page, 12)
    poll_equal(page, lambda: depth(frame), DEEPEST)
    poll_equal(page, SCROLLED, 0)
    turn_with_control(page, -20)
    poll_equal(page, lambda: depth(frame), 1)


def check_drag(page: Page, frame: Frame) -> None:
    """The map cannot be dragged away, and a drag chooses nothing."""
    x, y = put_pointer_on(page, map_frame(page))
    turn_with_control(page, 12)
    poll_equal(page, lambda: depth(frame), DEEPEST)
    for dx, dy in [(250, 150)] * 7 + [(-250, -150)] * 14:
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + dx, y + dy, steps=3)
        page.mouse.up()
        poll(page, lambda: covered(frame), lambda share: share > 0.98)
    assert store(page, "store.focus") is None


WAYS_BACK: dict[str, Callable[[Page, Frame], None]] = {
    "button": lambda page, frame: frame.get_by_role("button", name="Whole of Europe").click(),
    "key": lambda page, frame: page.keyboard.press("0"),
    "key on the map": lambda page, frame: frame.locator('[data-iso3="DEU"]').press("0"),
}
"""How the map comes back to the whole of Europe."""


def test_the_map_and_its_page_under_a_pointer(page: Page, subtests: pytest.Subtests) -> None:
    """The hint is given to who has not zoomed yet; the plain wheel comes last, since it may go on turning the page."""
    frame = open_atlas(page, "as_of=2025-12-26")
    wait_until_settled(page)
    whole = frame.evaluate("map.getBounds().toBBoxString()")
    for check in (check_hint, check_zoom, check_drag):
        with subtests.test(check.__doc__):
            to_the_top(page)
            check(page, frame)
    frame.get_by_role("button", name="Whole of Europe").click()
    poll_equal(page, lambda: frame.evaluate("map.getBounds().toBBoxString()"), whole)
    for way, go_back in WAYS_BACK.items():
        with subtests.test(f"back to the whole of Europe by {way}"):
            frame.get_by_role("button", name="Zoom in").click()
            frame.get_by_role("button", name="Zoom in").click()
            poll(page, lambda: depth(frame), lambda times: times > 1.5)
            go_back(page, frame)
            poll_equal(page, lambda: frame.evaluate("map.getBounds().toBBoxString()"), whole)
    with subtests.test(check_plain_wheel.__doc__):
        check_plain_wheel(page, frame)


def swipe(page: Page, points: list[list[tuple[float, float]]]) -> None:
    """Move fingers over the screen, one list of their places after another."""
    tools = page.context.new_cdp_session(page)

    def send(kind: str, fingers: list[tuple[float, float]]) -> None:
        touches: list[dict[str, Any]] = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(fingers)]
        tools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    send("touchStart", points[0])
    for fingers in points[1:]:
        send("touchMove", fingers)
        page.wait_for_timeout(16)  # a finger is no faster
    send("touchEnd", [])
    tools.detach()


def one_finger(page: Page, where: Locator) -> None:
    """A finger drawn up over an element."""
    x, y = put_pointer_on(page, where)
    swipe(page, [[(x, y - step)] for step in range(0, 160, 16)])


def two_fingers(page: Page, where: Locator) -> None:
    """Two fingers spread on an element."""
    x, y = put_pointer_on(page, where)
    swipe(page, [[(x - apart, y), (x + apart, y)] for apart in range(20, 150, 10)])


def test_on_the_phone_one_finger_scrolls_the_page_and_two_zoom_the_map(new_page: Callable[..., Page]) -> None:
    page = new_page(*PHONE)
    frame = open_atlas(page)
    wait_until_settled(page)
    one_finger(page, map_frame(page))
    poll(page, SCROLLED, lambda top: top > 100)
    assert depth(frame) == 1
    two_fingers(page, map_frame(page))
    poll(page, lambda: depth(frame), lambda times: 1.5 < times <= DEEPEST)
    to_the_top(page)
    one_finger(page, map_frame(page))
    poll(page, SCROLLED, lambda top: top > 100)
    poll_equal(page, "visualViewport.scale", 1)


def test_compared_maps_leave_wheel_and_finger_to_the_page(new_page: Callable[..., Page]) -> None:
    page = new_page(*PHONE)
    open_page(page, "compare", "compare_day=2025-12-26&as_of=2025-12-27")
    left = page.locator(".compare svg.ess-map").first
    shown = "(map) => Number(map.getAttribute('viewBox').split(' ')[2])"
    whole = poll(page, lambda: left.evaluate(shown), bool)
    left.scroll_into_view_if_needed()
    top = page.evaluate(SCROLLED)
    one_finger(page, left)
    poll(page, SCROLLED, lambda now: now > top + 100)
    left.scroll_into_view_if_needed()
    two_fingers(page, left)
    poll(page, lambda: left.evaluate(shown), lambda now: whole / DEEPEST <= now < whole / 1.5)
    top = page.evaluate(SCROLLED)
    put_pointer_on(page, left)
    poll(page, lambda: page.mouse.wheel(0, 40) or page.evaluate(SCROLLED), lambda now: now > top + 30)
