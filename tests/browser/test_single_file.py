"""The single file in a real Chromium, from the disk, with the network taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from waiting import poll, poll_equal, resting_box

from dashboard.domain.index import Index
from dashboard.exports import View, make
from dashboard.look.palette import PALETTES
from data.load import load
from data.story_files import load_stories
from geo.loader import load_geojson

DAY = dt.date(2026, 3, 1)
OPEN = "() => document.documentElement.dataset.asOf"
FILLS = """() => Object.fromEntries(
  [...document.querySelectorAll('.ess-map [data-iso3]')].map((node) => [node.dataset.iso3, node.getAttribute('fill')])
)"""
HOSTILE = "</script><script>window.harmed = 1</script><img src=x onerror='window.harmed = 1'>"

OpenFile = Callable[[View], Page]


@pytest.fixture
def open_file(browser: Browser, tmp_path: Path) -> Iterator[OpenFile]:
    """Writes a view, opens it from ``file://`` offline; fails for any request but that one and any error."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    asked: list[str] = []
    errors: list[str] = []

    def show(view: View) -> Page:
        body, _, name = make("html", view)
        path = tmp_path / name
        path.write_bytes(body)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(path.as_uri())
        page.wait_for_function(OPEN)
        asked[:] = [url for url in asked if url != path.as_uri() and not url.startswith("data:")]
        return page

    yield show
    context.close()
    assert not asked
    assert not errors


@cache
def whole_record() -> Index:
    """The record, loaded once for all files."""
    return Index(load().dataset)


def _view(**more: Any) -> View:
    return View(more.pop("index", None) or whole_record(), load_geojson(), "apmbc", more.pop("day", DAY), **more)


def test_a_whole_visit_of_the_file(open_file: OpenFile, subtests: pytest.Subtests) -> None:
    page = open_file(_view())
    with subtests.test("it opens on its day in the words and fills of the screen"):
        poll_equal(page, OPEN, "2026-03-01")
        expect(page.locator(".headline h1")).to_have_text(
            "1 March 2026: 41 of 51 States are bound; five have left, one has notified a suspension"
        )
        expect(page.locator(".headline .last")).to_have_text(
            "Last: 20 February 2026, the withdrawal of Poland takes effect"
        )
        fills = page.evaluate(FILLS)
        assert fills["POL"] == fills["FIN"] == PALETTES["standard"]["withdrawn"]
        assert fills["DEU"] == PALETTES["standard"]["party"]
        expect(page.locator('[data-class="withdrawn"] .count')).to_have_text("5")
    with subtests.test("a State opens its card with sources"):
        page.locator('.ess-map [data-iso3="FIN"]').click()
        expect(page.locator(".card h2")).to_have_text("Finland")
        expect(page.locator('.card [data-fact="apmbc-fin-2"]')).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".card h2")).to_have_count(0)
    with subtests.test("the map is one stop and arrows lead to neighbours"):
        expect(page.locator('.ess-map [tabindex="0"]')).to_have_count(1)
        page.locator('.ess-map [data-iso3="DEU"]').focus()
        page.keyboard.press("ArrowRight")
        reached = page.evaluate("() => document.activeElement.dataset.iso3")
        assert reached not in (None, "DEU")
        page.keyboard.press("Enter")
        expect(page.locator(".card h2")).to_be_visible()
        page.keyboard.press("Escape")
    with subtests.test("scrubbing changes fills"):
        track = page.locator(".track")
        box = resting_box(track)
        before = page.evaluate(FILLS)
        page.mouse.move(box["x"] + box["width"] - 60, box["y"] + 26)
        page.mouse.down()
        page.mouse.move(box["x"] + 40, box["y"] + 26, steps=6)
        page.mouse.up()
        page.wait_for_function("() => document.documentElement.dataset.asOf < '2025-03-01'")
        after = poll(page, FILLS, lambda fills: fills["FIN"] != before["FIN"])
        assert before["DEU"] != after["DEU"] or before["POL"] != after["POL"]
        expect(page.locator('[data-class="withdrawn"] .count')).to_have_text("0")


def test_keys_step_from_change_to_change_and_the_fill_flips_on_the_day_of_effect(open_file: OpenFile) -> None:
    page = open_file(_view(day=dt.date(2026, 1, 9)))
    poll(page, FILLS, lambda fills: fills["FIN"].startswith("url("))
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.documentElement.dataset.asOf === '2026-01-10'")
    poll(page, FILLS, lambda fills: fills["FIN"] == PALETTES["standard"]["withdrawn"])


def test_it_plays(open_file: OpenFile) -> None:
    page = open_file(_view(day=dt.date(2025, 3, 1)))
    page.locator('[data-set="speed"]').select_option("fast")
    page.locator('[data-do="play"]').click()
    page.wait_for_function("() => document.documentElement.dataset.asOf > '2025-06-01'")
    page.locator('[data-do="play"]').click()


def test_a_story_is_told_with_two_keys(open_file: OpenFile) -> None:
    index = whole_record()
    story = next(one for one in load_stories(index.dataset).stories if one.id == "the-unravelling")
    page = open_file(_view(index=index, story=story))
    head = page.locator(".tale h2")
    for step in story.steps:
        expect(head).to_have_text(step.headline)
        page.wait_for_function("(day) => document.documentElement.dataset.asOf === day", arg=step.as_of.isoformat())
        poll_equal(page, "document.documentElement.dataset.instrument", step.lens)
        page.locator(".tale summary").click()
        for fact_id in step.facts:
            expect(page.locator(".tale li", has_text=f"[{fact_id}").first).to_be_attached()
        page.keyboard.press("PageDown")
    for step in reversed(story.steps[:-1]):
        page.keyboard.press("PageUp")
        expect(head).to_have_text(step.headline)


def test_markup_in_the_data_harms_nothing(open_file: OpenFile) -> None:
    dataset = whole_record().dataset
    harmful = dataset.model_copy(
        update={
            "countries": tuple(row.model_copy(update={"name": HOSTILE}) for row in dataset.countries),
            "instruments": tuple(
                row.model_copy(update={"short_title": HOSTILE, "full_title": HOSTILE}) for row in dataset.instruments
            ),
            "sources": tuple(
                row.model_copy(update={"title": HOSTILE, "url": "javascript:window.harmed=1"})
                for row in dataset.sources
            ),
            "treaty_actions": tuple(row.model_copy(update={"note": HOSTILE}) for row in dataset.treaty_actions),
        }
    )
    page = open_file(_view(index=Index(harmful)))
    page.locator('.ess-map [data-iso3="FIN"]').click()
    page.locator(".card summary").first.click()
    page.locator("footer summary").click()
    assert page.evaluate("() => window.harmed") is None
    assert page.locator("img").count() == 0
    assert page.locator('footer a[href^="javascript:"]').count() == 0
