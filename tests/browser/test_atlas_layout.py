"""Three screens, two themes: nothing overlaps, nothing is cut, nothing runs off the side."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from atlas_page import card, go_to_day, open_atlas, wait_until_settled
from playwright.sync_api import Page, expect

SCREENS = [(1440, 900), (1920, 1080), (390, 844)]
THEMES = ["light", "dark"]
INSTRUMENTS = ("apmbc", "ccm", "tpnw", "cfe", "open-skies", "north-atlantic")

BOXES = """() => {
  const parts = {
    topline: ".st-key-topline", legend: ".st-key-cell_legend", map: ".st-key-cell_map iframe",
    headline: ".st-key-headline, .st-key-cell_map > :first-child",
    card: ".st-key-cell_card", timeline: ".st-key-cell_time",
  };
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  return Object.fromEntries(Object.entries(parts).map(([name, path]) => [name, box(document.querySelector(path))]));
}"""

# Own text only, through shadow roots: an element whose text is wider, or where it hides what is too much, taller.
CLIPPED = """() => {
  const found = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) visit(node.shadowRoot);
      if (!node.closest(".ess") || node.closest("svg, datalist, select, .spoken, script, style")) continue;
      if (!node.checkVisibility({ visibilityProperty: true })) continue;
      if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) continue;
      const style = getComputedStyle(node);
      if (style.display === "inline") continue;
      const wide = node.scrollWidth > node.clientWidth + 1;
      const tall = style.overflowY !== "visible" && node.scrollHeight > node.clientHeight + 1;
      if (wide || tall) found.push(`${node.tagName}.${node.className}: ${node.textContent.trim().slice(0, 80)}`);
    }
  };
  visit(document);
  return found;
}"""

SVG_CUT = """() => { const { svg } = window.essTimeline; const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((node) => { const box = node.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1; })
    .map((node) => node.textContent); }"""


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 1
    )


def in_order(page: Page) -> dict[str, dict[str, float]]:
    """Assert that the parts stand apart and within the width; their boxes."""
    boxes: dict[str, dict[str, float]] = page.evaluate(BOXES)
    for (a, one), (b, other) in combinations(boxes.items(), 2):
        assert not overlap(one, other), f"{a} and {b} overlap: {one} {other}"
    wide = page.evaluate(
        """[document.documentElement, document.body, document.querySelector(".stMain")].map(
            (node) => node.scrollWidth - node.clientWidth)"""
    )
    assert max(wide) <= 0, f"scrolls sideways by {wide}"
    return boxes


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_overlaps_is_cut_or_runs_off(
    new_page: Callable[..., Page], width: int, height: int, theme: str
) -> None:
    page = new_page(width, height, theme)
    frame = open_atlas(page, "as_of=2025-12-27")
    wait_until_settled(page)
    assert frame.locator("html").get_attribute("data-theme") == ("dark" if theme == "dark" else "standard")
    boxes = in_order(page)
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(SVG_CUT) == []
    if width > 1000:
        for part in ("legend", "headline", "map", "card", "timeline"):
            assert boxes[part]["bottom"] <= height, f"{part} is below the fold: {boxes[part]}"
    else:
        assert boxes["headline"]["bottom"] < height
        assert boxes["map"]["bottom"] < height
    shapes = frame.evaluate(
        """() => { const box = document.querySelector("svg.ess-map").getBoundingClientRect();
            return [box.left, box.top, innerWidth - box.right, innerHeight - box.bottom]; }"""
    )
    assert min(shapes) >= -1, f"the map is shown whole: {shapes}"
    chips = frame.evaluate(
        """() => { const row = document.querySelector(".ess-chips"); const box = row.getBoundingClientRect();
            return { left: box.left, right: innerWidth - box.right,
                cut: getComputedStyle(row).overflowX === "visible" && row.scrollWidth > row.clientWidth }; }"""
    )
    assert chips["left"] >= 0
    assert chips["right"] >= 0
    assert not chips["cut"]


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_choices_made_can_be_read_whole(new_page: Callable[..., Page], width: int, height: int) -> None:
    page = new_page(width, height)
    open_atlas(page)
    wait_until_settled(page)
    cut = page.evaluate(
        """[...document.querySelectorAll(".st-key-topline *")].filter((node) =>
            [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
            && node.checkVisibility() && getComputedStyle(node).display !== "inline"
            && node.scrollWidth > node.clientWidth + 1).map((node) => node.textContent)"""
    )
    fields = page.evaluate(
        """[...document.querySelectorAll('.st-key-topline [role="combobox"]')].map((node) => {
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = getComputedStyle(node).font;
            const style = getComputedStyle(node);
            const room = node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
            return [node.value, Math.round(pen.measureText(node.value).width), Math.round(room)]; })"""
    )
    assert not cut
    assert fields[0][0] == "Ottawa Convention (anti-personnel mine ban)"
    assert [field for field in fields if field[1] > field[2]] == []


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_no_headline_or_neighbour_line_of_any_change_is_cut(
    new_page: Callable[..., Page], width: int, height: int
) -> None:
    page = new_page(width, height)
    open_atlas(page)
    wait_until_settled(page)
    cut: list[str] = page.evaluate(
        """async ([measure, instruments]) => {
            const clipped = eval(measure);
            const store = window.essStore;
            const found = [];
            store.hold(true);
            for (const instrument of instruments) {
                store.load(await (await fetch(store.wanted.replace("apmbc", instrument))).json());
                for (const [on] of store.bundle.steps) {
                    for (const day of [on, on + 1]) {
                        store.setDay(day);
                        await new Promise(requestAnimationFrame);
                        found.push(...clipped().map((text) => `${instrument} ${day} ${text}`));
                    }
                }
            }
            return found;
        }""",
        [CLIPPED, list(INSTRUMENTS)],
    )
    assert not cut, f"{len(cut)} cut: " + "\n".join(cut)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_an_open_card_keeps_the_order(new_page: Callable[..., Page], width: int, height: int) -> None:
    page = new_page(width, height)
    open_atlas(page, "as_of=2026-05-31&focus=POL")
    expect(card(page).locator("[data-fact]").first).to_be_visible()
    wait_until_settled(page)
    boxes = in_order(page)
    assert page.evaluate(CLIPPED) == []
    if width > 1000:
        assert boxes["card"]["bottom"] <= height
        assert boxes["timeline"]["bottom"] <= height


@pytest.mark.parametrize("theme", THEMES)
def test_thumbs_find_their_targets_on_a_phone(new_page: Callable[..., Page], theme: str) -> None:
    page = new_page(390, 844, theme)
    open_atlas(page)
    for name in ("Previous change", "Play", "Next change"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, name


def test_the_middle_width_keeps_its_order_too(new_page: Callable[..., Page]) -> None:
    page = new_page(1024, 768)
    open_atlas(page, "as_of=2025-12-27")
    wait_until_settled(page)
    in_order(page)
    go_to_day(page, "2026-05-31")
    assert page.evaluate(CLIPPED) == []


NAMES = """() => {
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  const named = [...document.querySelectorAll("g.labels text")].filter((node) => node.textContent);
  const small = ["EST", "LVA", "LTU"].map((iso3) => [iso3, box(document.querySelector(`[data-iso3="${iso3}"]`))]);
  return [Object.fromEntries(named.map((node) => [node.textContent, box(node)])), Object.fromEntries(small)];
}"""


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_names_leave_small_states_and_each_other_alone(new_page: Callable[..., Page], width: int, height: int) -> None:
    page = new_page(width, height)
    frame = open_atlas(page, "as_of=2025-12-27")
    names, small = frame.evaluate(NAMES)
    assert set(names) == {"Finland", "Estonia", "Latvia", "Lithuania", "Poland", "Ukraine (contested)"}
    for one, other in combinations(names, 2):
        assert not overlap(names[one], names[other]), (one, other)
    for name, iso3 in (("Estonia", "EST"), ("Latvia", "LVA"), ("Lithuania", "LTU")):
        assert not overlap(names[name], small[iso3]), name
