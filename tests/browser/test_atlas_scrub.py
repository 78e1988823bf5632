"""Moving through time: painted in the browser, told to the server once, in a map that stays in its place."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from atlas_page import (
    Traffic,
    fill_of,
    go_to_day,
    open_atlas,
    shown_day,
    slider,
    store,
    wait_for_address,
    wait_for_day,
    wait_for_map,
    wait_for_shown_day_in_address,
    wait_until_settled,
)
from playwright.sync_api import Frame, Page, expect
from waiting import poll, poll_equal, resting_box


def drag(page: Page, shares: list[float]) -> None:
    """Press on the track at the first share of its width and move over the others; the button stays down."""
    box = resting_box(slider(page))
    y = box["y"] + 26
    for number, share in enumerate(shares):
        page.mouse.move(box["x"] + 12 + share * (box["width"] - 24), y)
        if number == 0:
            page.mouse.down()


def test_movement_changes_the_fill_sends_nothing_and_settles_once(page: Page, subtests: pytest.Subtests) -> None:
    traffic = Traffic(page)
    frame = open_atlas(page)
    wait_until_settled(page)
    with subtests.test("a drag, after its release"):
        traffic.clear()
        before = fill_of(frame, "POL")
        page.get_by_role("button", name="all", exact=True).click()
        drag(page, [0.98 - 0.009 * step for step in range(100)])
        page.wait_for_function("() => window.essStore.day < 14000")
        wait_for_day(frame, page.evaluate("new Date(window.essStore.day * 864e5).toISOString().slice(0, 10)"))
        poll(frame, lambda: fill_of(frame, "POL"), lambda fill: fill != before)
        # Longer than the time to settle: while the button is down nothing does.
        page.evaluate("new Promise((done) => setTimeout(done, 400))")
        assert traffic.nothing(), (traffic.frames, traffic.requests)
        assert "as_of" not in page.url
        page.mouse.up()
        wait_for_shown_day_in_address(page, frame)
        wait_until_settled(page)
        assert traffic.days() == 1
    go_to_day(page, "2026-10-02")
    wait_until_settled(page)
    with subtests.test("keys"):
        withdrawn = fill_of(frame, "EST")
        slider(page).focus()
        traffic.clear()
        # Held, as during play: however slow this machine is, no settle can fall between two keys.
        page.evaluate("window.essStore.hold(true)")
        for _ in range(12):
            page.keyboard.press("ArrowLeft")
        day = page.evaluate("new Date(window.essStore.day * 864e5).toISOString().slice(0, 10)")
        assert day < "2025-12-27"
        wait_for_day(frame, day)
        poll(frame, lambda: fill_of(frame, "EST"), lambda fill: fill != withdrawn)
        assert traffic.nothing(), (traffic.frames, traffic.requests)
        page.evaluate("window.essStore.hold(false)")
        wait_for_address(page, as_of=day)
        wait_until_settled(page)
        assert traffic.days() == 1, "the server hears the day once"
        expect(page.get_by_role("heading", name="What was announced, as known on")).to_be_visible()


def test_play_walks_the_changes_and_rests_on_the_last_day_of_the_record(page: Page) -> None:
    traffic = Traffic(page)
    frame = open_atlas(page, "as_of=2025-12-26")
    wait_until_settled(page)
    page.get_by_label("Speed", exact=True).select_option("fast")
    page.evaluate("""() => { window.seen = []; window.essStore.onPaint(({ day }) => {
        const text = new Date(day * 864e5).toISOString().slice(0, 10);
        if (window.seen.at(-1) !== text) window.seen.push(text); }); }""")
    traffic.clear()
    page.get_by_role("button", name="Play", exact=True).click()
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    wait_for_day(frame, "2026-02-20")
    assert traffic.nothing(), (traffic.frames, traffic.requests)
    wait_for_day(frame, "2026-10-02")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    steps = [f"{day}" for day in page.evaluate("window.seen")]
    assert steps[0] == "2025-12-26"
    assert steps[-1] == "2026-10-02"
    assert [day for day in steps if day in {"2025-12-27", "2026-01-10", "2026-02-20"}] == [
        "2025-12-27",
        "2026-01-10",
        "2026-02-20",
    ]
    wait_until_settled(page)
    assert traffic.days() == 1
    wait_for_address(page, as_of=None)


def centre_of(page: Page, day: str) -> tuple[float, float]:
    """Where ``day`` stands on the track, in the window."""
    box = resting_box(slider(page))
    x = page.evaluate("(day) => window.essStore.timeline.line.x(Date.parse(day) / 864e5)", day)
    return box["x"] + x, box["y"] + 38


def test_play_from_the_latest_day_shows_the_last_run_and_its_first_exit_in_time(page: Page) -> None:
    frame = open_atlas(page)
    wait_until_settled(page)
    page.evaluate("""() => { window.seen = []; window.essStore.onPaint(({ day }) => {
        if (window.seen.at(-1)?.[0] !== day) window.seen.push([day, performance.now()]); }); }""")
    started = page.evaluate("performance.now()")
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for_day(frame, "2025-03-18")
    wait_for_day(frame, "2025-12-27")
    page.get_by_role("button", name="Pause", exact=True).click()
    seen = page.evaluate("window.seen.map(([day, at]) => [new Date(day * 864e5).toISOString().slice(0, 10), at])")
    times = dict(seen)
    holds = [after[1] - before[1] for before, after in pairwise(seen[1:])]
    assert min(holds) >= 790
    assert len(holds) * 850 <= 12_000, "12 sentences of 850 ms on a machine that has nothing else to do"
    assert times["2025-03-18"] - started < 1000


def check_marks(page: Page, frame: Frame, subtests: pytest.Subtests) -> None:
    """Marks are told and met."""
    with subtests.test("every mark says its day and words whole within the window"):
        tip = page.locator(".timeline .tip")
        x, y = centre_of(page, "2025-03-18")
        page.mouse.move(x - 2, y)
        expect(tip).to_contain_text("18 Mar 2025: Estonia, Latvia, Lithuania and Poland announce their withdrawal")
        expect(tip).to_contain_text("Four defence ministers recommend leaving the Ottawa Convention")
        width = page.viewport_size["width"] if page.viewport_size else 0
        days = page.evaluate("window.essStore.timeline.line.marks.map(({ day, x }) => [day, x])")
        left = resting_box(slider(page))["x"]
        for day, at in (days[0], days[1], days[-2], days[-1]):
            page.mouse.move(left + at, y)
            said = page.evaluate("(day) => new Date(day * 864e5).getUTCFullYear()", day)
            expect(tip.locator(".first")).to_contain_text(f"{said}: ")
            box = resting_box(tip)
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= width
        page.mouse.move(5, 5)
        expect(tip).to_be_hidden()
        page.locator("body").press("Tab")
        slider(page).focus()
        page.keyboard.press("ArrowRight")
        expect(tip).to_contain_text("18 Jul 2025")
    with subtests.test("the handle snaps to an event within 8 px, and with Shift to any day"):
        for day in ("2025-03-18", "2025-04-16", "2025-05-08", "2025-12-27"):
            x, y = centre_of(page, day)
            for off in (-3, 0, 3):
                page.mouse.click(x + off, y)
                wait_for_day(frame, day)
        page.get_by_role("button", name="Settings of the timeline").click()
        page.get_by_label("Spacing").select_option("calendar")
        x, y = centre_of(page, "2025-10-30")
        page.keyboard.down("Shift")
        page.mouse.click(x, y)
        page.keyboard.up("Shift")
        under = page.evaluate("(x) => window.essStore.timeline.line.dayUnder({ clientX: x })", x)
        wait_for_day(frame, str(dt.date(1970, 1, 1) + dt.timedelta(days=under)))


STEPS = {"ArrowRight": "2026-01-10", "ArrowLeft": "2025-12-26", "Shift+ArrowLeft": "2025-11-27", "PageUp": "2026-12-27"}
"""Some keys of the slider, and the day that each leads to from 27 December 2025; all keys: tests/js/timeline_steps."""


def check_keys(page: Page, frame: Frame, subtests: pytest.Subtests) -> None:
    """The slider is worked by keys."""
    with subtests.test("the range follows the last run, and a day outside widens it"):
        pressed = page.locator('.timeline [data-range][aria-pressed="true"]')
        expect(pressed).to_have_text("since 2025")
        go_to_day(page, "2024-01-01")
        expect(pressed).to_have_text("since 2022")
        go_to_day(page, "2003-01-01")
        expect(pressed).to_have_text("all")
        page.get_by_role("button", name="since 2025").click()
        expect(pressed).to_have_text("since 2025")
        expect(page.locator(".timeline .day time")).to_have_text("18 March 2025")
    for key, day in STEPS.items():
        with subtests.test(key):
            go_to_day(page, "2025-12-27")
            slider(page).focus()
            page.keyboard.press(key)
            if key == "ArrowLeft":  # the change before, whichever the record holds
                frame.wait_for_function("document.documentElement.dataset.asOf < '2025-12-27'")
                assert shown_day(frame) <= day
            else:
                wait_for_day(frame, day)
            expect(slider(page)).to_have_attribute("aria-valuenow", str(store(page, "store.day")))
    with subtests.test("the map is the same node after 200 steps"):
        page.evaluate("""() => { const frame = document.querySelector("iframe");
            frame.essMark = 1; frame.contentWindow.essMark = 1;
            frame.contentDocument.querySelector("svg.ess-map").essMark = 1; }""")
        slider(page).focus()
        for step in range(200):
            page.keyboard.press("ArrowLeft" if step % 40 < 30 else "ArrowRight")
        wait_until_settled(page)
        assert wait_for_map(page) == frame
        assert page.evaluate("""() => { const frame = document.querySelector("iframe");
            return [frame.essMark, frame.contentWindow.essMark,
                frame.contentDocument.querySelector("svg.ess-map").essMark]; }""") == [1, 1, 1]


def check_step(page: Page, frame: Frame, subtests: pytest.Subtests) -> None:
    """A step is told everywhere."""
    with subtests.test("headline, counts and neighbours move without moving the page"):
        places = """() => [...document.querySelectorAll("iframe")].concat(
            ["stage", "cell_head", "cell_legend", "cell_time", "cell_side"]
                .map((key) => document.querySelector(`.st-key-${key}`)))
            .filter(Boolean).map((node) => { const { x, y, width, height } = node.getBoundingClientRect();
                return [x, y, width, height].map(Math.round); })"""
        before = page.evaluate(places)
        withdrawn = page.locator('.legend [data-class="withdrawn"] .count')
        expect(withdrawn).to_have_text("0")
        slider(page).focus()
        page.keyboard.press("ArrowRight")
        wait_for_day(frame, "2025-12-27")
        expect(withdrawn).to_have_text("3")
        expect(page.locator(".headline h1")).to_have_text(
            "27 December 2025: 43 of 51 States are bound; three have left, two have given notice"
        )
        expect(page.locator(".panel .last li").first).to_contain_text("27 Dec 2025")
        expect(page.locator(".panel .law li").first).to_contain_text("10 Jan 2026")
        poll_equal(page, places, before)
    with subtests.test("the slider says the day and what happened"):
        expect(slider(page)).to_have_attribute("aria-valuetext", "27 December 2025, three withdrawals took effect")
        expect(page.get_by_role("slider").first).to_have_attribute("aria-label", "As-of day")
        expect(page.get_by_label("As-of day")).to_have_count(1)
        go_to_day(page, "2025-12-28")
        expect(slider(page)).to_have_attribute("aria-valuetext", "28 December 2025, last change 27 December 2025")
    with subtests.test("Space plays and pauses, and a key stops the play"):
        go_to_day(page, "2024-01-01")
        slider(page).focus()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_the_timeline(page: Page, subtests: pytest.Subtests) -> None:
    frame = open_atlas(page)
    wait_until_settled(page)
    check_keys(page, frame, subtests)
    for day, check in {"2025-12-26": check_step, "2025-07-12": check_marks}.items():
        go_to_day(page, day)
        wait_until_settled(page)
        check(page, frame, subtests)
