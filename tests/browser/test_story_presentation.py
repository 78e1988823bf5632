"""A story played from end to end with two keys at a projector's size, also once the network is gone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from atlas_page import card, wait_for_address
from playwright.sync_api import Page, expect
from readers import Guard
from waiting import poll, poll_equal

PROJECTOR = (1920, 1080)
FROM_THE_BACK_PX = 23.99
"""Least size of any text on a slide; 24 but for rounding."""
HEADLINE_PX = 44
STORIES = ("the-mine-ban-exits", "july-2025-article", "the-unravelling")

# Every visible text of the slide: its size in px, and whether it is cut off or hangs over the edge.
TEXTS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("#present"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent.trim();
    const box = node.parentElement;
    if (!text || box.closest(".spoken, nav, [hidden]") || !box.getClientRects().length) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rect = range.getBoundingClientRect();
    if (!rect.width) continue;
    let size = parseFloat(getComputedStyle(box).fontSize);
    if (box instanceof SVGElement) size = box.getScreenCTM().a * parseFloat(box.getAttribute("font-size"));
    const out = rect.left < -1 || rect.top < -1 || rect.right > innerWidth + 1 || rect.bottom > innerHeight + 1;
    found.push({ text: text.slice(0, 60), size, out, part: box.className?.baseVal ?? box.className });
  }
  const words = document.querySelector(".words");
  return { found, headline: parseFloat(getComputedStyle(document.querySelector("h1")).fontSize),
           over: words.scrollHeight - words.clientHeight, scrolls: document.documentElement.scrollWidth > innerWidth };
}"""


def open_presentation(page: Page, query: str) -> Page:
    """Open the presentation and wait until its maps are there."""
    page.goto(f"/present?{query}", wait_until="domcontentloaded")
    page.wait_for_function("document.documentElement.dataset.ready === 'true'")
    return page


def deck_of(page: Page) -> Any:
    """What the page was handed."""
    return page.evaluate("JSON.parse(document.querySelector('#deck').textContent)")


def current_step(page: Page) -> int:
    return int(page.evaluate("document.documentElement.dataset.step"))


def wait_for_step(page: Page, step: int) -> None:
    page.wait_for_function("(step) => document.documentElement.dataset.step === String(step)", arg=step)


def faults_of_slide(page: Page) -> list[str]:
    """What cannot be read from the back of a room: small or cut texts, and a slide that scrolls."""
    shown = page.evaluate(TEXTS)
    found = [f"small: {one}" for one in shown["found"] if one["size"] < FROM_THE_BACK_PX]
    found += [f"over the edge: {one}" for one in shown["found"] if one["out"]]
    found += [f"headline of {shown['headline']} px"] if shown["headline"] < HEADLINE_PX else []
    found += ["words are cut"] if shown["over"] > 1 else []
    return found + (["scrolls sideways"] if shown["scrolls"] else [])


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_played_with_two_keys_and_can_be_read_from_the_back(
    new_page: Callable[..., Page], story: str
) -> None:
    page = open_presentation(new_page(*PROJECTOR), f"story={story}")
    steps = int(page.evaluate("document.documentElement.dataset.steps"))
    seen = []
    for number in range(1, steps + 1):
        wait_for_step(page, number)
        expect(page.locator(".progress")).to_have_text(f"{number} / {steps}")
        poll_equal(page, lambda: faults_of_slide(page), [])
        seen.append(page.locator("h1").inner_text())
        page.keyboard.press("PageDown")
    assert len(set(seen)) == steps
    assert current_step(page) == steps, "the last step stays"
    for number in range(steps - 1, 0, -1):
        page.keyboard.press("PageUp")
        wait_for_step(page, number)
        expect(page.locator("h1")).to_have_text(seen[number - 1])


def test_it_stands_alone_and_goes_on_without_a_network(new_page: Callable[..., Page]) -> None:
    page = open_presentation(new_page(*PROJECTOR), f"story={STORIES[2]}")
    expect(page.locator("html")).to_have_attribute("data-theme", "projector")
    expect(page.locator('[data-testid="stHeader"], [data-testid="stApp"], header nav, button:visible')).to_have_count(0)
    maps = sum(slide["kind"] == "map" for slide in deck_of(page)["slides"])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.context.set_offline(True)
    steps = int(page.evaluate("document.documentElement.dataset.steps"))
    for number in range(2, steps + 1):
        page.keyboard.press("PageDown")
        wait_for_step(page, number)
    for number in range(steps - 1, maps - 1, -1):
        page.keyboard.press("PageUp")
        wait_for_step(page, number)
    page.keyboard.press("s")
    expect(page.locator(".sheet li[data-fact] a").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    expect(page.locator(".before")).to_be_visible()
    page.keyboard.press("PageUp")
    wait_for_step(page, maps - 1)
    assert asked == []


def test_the_day_of_the_step_blank_compare_sources_help_and_leave(new_page: Callable[..., Page]) -> None:
    page = open_presentation(new_page(*PROJECTOR), f"story={STORIES[0]}&step=9")
    status = '.now [data-iso3="{}"]'
    expect(page.locator("html")).to_have_attribute("data-as-of", "2025-06-27")
    for iso3 in ("EST", "LVA", "LTU"):
        shape = page.locator(status.format(iso3)).first
        expect(shape).to_have_attribute("data-status", "state-party")
        expect(shape).to_have_attribute("data-stage", "exit-deposited")
    page.keyboard.press("PageDown")
    wait_for_step(page, 10)
    expect(page.locator(status.format("UKR")).first).to_have_attribute("data-stage", "suspension-notified")
    page.wait_for_url("**story=the-mine-ban-exits&step=10")
    page.keyboard.press("PageUp")
    wait_for_step(page, 9)
    for key in ("b", "."):
        page.keyboard.press(key)
        expect(page.locator(".blank")).to_be_visible()
        page.keyboard.press("PageDown")
        expect(page.locator(".blank")).to_be_hidden()
        assert current_step(page) == 9, "the key that wakes the screen does not step"
    page.keyboard.press("m")
    before = page.locator('.before [data-iso3="EST"]').first
    expect(before).to_have_attribute("data-stage", "exit-adopted")
    expect(page.locator('.now [data-iso3="EST"]').first).to_have_attribute("data-stage", "exit-deposited")
    expect(page.locator(".before figcaption")).to_contain_text("25 June 2025")
    poll(page, TEXTS, lambda shown: min(one["size"] for one in shown["found"]) >= FROM_THE_BACK_PX)
    page.keyboard.press("m")
    expect(page.locator(".before")).to_be_hidden()
    page.keyboard.press("s")
    expect(page.locator('.sheet [data-fact="apmbc-est-2"] a').first).to_have_attribute(
        "href", "https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XXVI-5&chapter=26&clang=_en"
    )
    page.keyboard.press("Escape")
    expect(page.locator(".sheet")).to_be_hidden()
    page.keyboard.press("h")
    expect(page.locator(".sheet dl")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_url("**/stories?story=the-mine-ban-exits")


def test_a_view_is_presented_from_its_day_and_among_its_states(new_page: Callable[..., Page]) -> None:
    page = open_presentation(
        new_page(*PROJECTOR), "instrument=apmbc&as_of=2025-07-12&states=FIN,EST,LVA,LTU,POL&focus=FIN"
    )
    expect(page.locator("html")).to_have_attribute("data-as-of", "2025-07-12")
    expect(page.locator("h1")).to_contain_text("12 July 2025: 5 of 5 chosen States are bound")
    expect(page.locator(".lines li").first).to_contain_text("Since 10 July 2025")
    expect(page.locator(".key .total")).to_have_text("of 5 States")
    expect(page.locator(".words .chosen")).to_have_text("Finland: exit deposited, notice running")
    expect(page.locator(".now svg .chosen")).to_have_count(1)
    page.keyboard.press("PageDown")
    page.wait_for_function("document.documentElement.dataset.asOf === '2025-08-20'")
    expect(page.locator(".lines li").first).to_contain_text("Poland gives notice")
    page.keyboard.press("Escape")
    wait_for_address(page, states="EST,FIN,LTU,LVA,POL", focus="FIN", as_of="2025-08-20")
    expect(card(page).get_by_role("heading", level=2)).to_have_text("Finland")
    poll_equal(page, "window.essStore.bundle.instrument.id", "apmbc")


OVERFLOW = "node => node.scrollHeight - node.clientHeight"
MAP_SHARE = """document.querySelector(".now svg").getBoundingClientRect().width / innerWidth"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), PROJECTOR])
def test_every_slide_of_a_walk_can_be_read_from_the_back(
    new_page: Callable[..., Page], width: int, height: int
) -> None:
    page = open_presentation(new_page(width, height), "instrument=apmbc&as_of=2025-03-18&focus=FIN")
    kinds = [slide["kind"] for slide in deck_of(page)["slides"]]
    for number, kind in enumerate(kinds, 1):
        wait_for_step(page, number)

        def faults() -> list[str]:
            shown = page.evaluate(TEXTS)
            found = [f"small: {one}" for one in shown["found"] if one["size"] < FROM_THE_BACK_PX]
            found += [f"over the edge: {one}" for one in shown["found"] if one["out"]]
            return found + (["words are cut"] if shown["over"] > 1 else [])

        poll_equal(page, faults, [])
        if kind == "map":
            poll(page, MAP_SHARE, lambda share: share > 0.48)
        else:
            panel = page.locator(".panel")
            expect(panel).to_be_visible()
            poll(page, lambda: page.locator(".panel").evaluate(OVERFLOW), lambda over: over <= 1)
        page.keyboard.press("PageDown")
    assert kinds[-1] == "bands"
    assert "production" in kinds


@pytest.mark.parametrize("screens", [((1440, 900),), ((390, 844), (844, 390))], ids=["desk", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_can_be_read_on_other_screens(
    new_page: Callable[..., Page], screens: tuple[tuple[int, int], ...], theme: str
) -> None:
    page = open_presentation(new_page(*screens[0], theme), f"story={STORIES[1]}&step=5&theme={theme}")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark" if theme == "dark" else "projector")

    def can_be_read(shown: dict[str, Any]) -> bool:
        return not shown["scrolls"] and min(one["size"] for one in shown["found"] if one["part"] != "") >= 14.5

    for width, height in screens:
        page.set_viewport_size({"width": width, "height": height})
        poll_equal(page, "[innerWidth, innerHeight]", [width, height])
        poll(page, TEXTS, can_be_read)


def test_two_thumbs_are_enough_on_a_phone(new_page: Callable[..., Page]) -> None:
    page = open_presentation(new_page(390, 844, is_mobile=True), f"story={STORIES[0]}")
    page.get_by_role("button", name="Next step").tap()
    wait_for_step(page, 2)
    page.get_by_role("button", name="Sources").tap()
    expect(page.locator(".sheet li[data-fact]").first).to_be_visible()
    page.locator(".sheet").get_by_role("button", name="Close").tap()
    page.get_by_role("button", name="Previous step").tap()
    wait_for_step(page, 1)


def test_a_wild_address_is_answered_in_words(new_page: Callable[..., Page], guard: Guard) -> None:
    guard.expected.append("404 (Not Found)")  # a story that nobody has
    page = open_presentation(new_page(*PROJECTOR), "instrument=nonsense&as_of=yesterday")
    expect(page.locator(".sheet")).to_contain_text("Ignored as_of")
    page.goto("/present?story=no-such-story")
    expect(page.locator("h1")).to_have_text("This story cannot be shown")
