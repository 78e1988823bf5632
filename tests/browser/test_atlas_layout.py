"""Three screens, two themes: nothing overlaps, nothing is cut, nothing runs off the side."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest
from atlas_page import go_to_day, known_facts, open_atlas, wait_until_settled
from playwright.sync_api import Frame, Page, expect
from waiting import poll, poll_equal, resting_box

DESK, WIDE, PHONE = (1440, 900), (1920, 1080), (390, 844)
DAY = "2025-12-27"
LAST_DAY = "2026-10-02"
INSTRUMENTS = ("apmbc", "ccm", "tpnw", "cfe", "open-skies", "north-atlantic")

BOXES = """() => {
  const parts = {
    filters: ".st-key-filters", legend: ".st-key-cell_legend", map: ".st-key-cell_map iframe",
    headline: ".st-key-headline", side: ".st-key-cell_side", timeline: ".st-key-cell_time",
  };
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  return Object.fromEntries(Object.entries(parts).map(([name, path]) => [name, box(document.querySelector(path))]));
}"""

SIDEWAYS = """() => Math.max(...[document.documentElement, document.body, document.querySelector(".stMain")].map(
    (node) => node.scrollWidth - node.clientWidth))"""

# Own text only, through shadow roots: an element whose text is wider, or where it hides what is too much, taller.
CLIPPED = """(parts = "html") => {
  const found = [];
  const visit = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) visit(node.shadowRoot);
      if (![...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) continue;
      if (!node.closest(".ess") || node.closest("svg, datalist, select, .spoken, script, style")) continue;
      if (!node.checkVisibility({ visibilityProperty: true })) continue;
      const style = getComputedStyle(node);
      if (style.display === "inline") continue;
      if (node.clientWidth <= 1) continue; // said to screen readers alone
      const wide = node.scrollWidth > node.clientWidth + 1;
      const tall = style.overflowY !== "visible" && node.scrollHeight > node.clientHeight + 1;
      if (wide || tall) found.push(`${node.tagName}.${node.className}: ${node.textContent.trim().slice(0, 80)}`);
    }
  };
  for (const part of document.querySelectorAll(parts)) visit(part);
  return found;
}"""

CHANGING = ".st-key-headline, .st-key-cell_legend, .st-key-cell_side, .st-key-cell_time"
"""Parts whose words are others after a change; those of the rest are measured once."""

SVG_CUT = """() => { const { svg } = window.essStore.timeline; const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text")].filter((node) => { const box = node.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.bottom > frame.bottom + 1; })
    .map((node) => node.textContent); }"""


NAMES = """() => {
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  const named = [...document.querySelectorAll("g.labels text")].filter((node) => node.textContent);
  const small = ["EST", "LVA", "LTU"].map((iso3) => [iso3, box(document.querySelector(`[data-iso3="${iso3}"]`))]);
  return [Object.fromEntries(named.map((node) => [node.textContent, box(node)])), Object.fromEntries(small)];
}"""


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes share more than an edge."""
    return (
        min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 1
    )


def in_order(page: Page) -> dict[str, dict[str, float]]:
    """Wait until the parts stand apart and within the width; their boxes."""

    def overlaps(boxes: dict[str, dict[str, float]]) -> list[str]:
        return [
            f"{a} and {b} overlap: {one} {other}"
            for (a, one), (b, other) in combinations(boxes.items(), 2)
            if overlap(one, other)
        ]

    poll_equal(page, lambda: overlaps(page.evaluate(BOXES)), [])
    poll(page, SIDEWAYS, lambda pixels: pixels <= 0)
    boxes: dict[str, dict[str, float]] = page.evaluate(BOXES)
    return boxes


def check_parts(page: Page, frame: Frame, width: int, height: int) -> None:
    """Nothing overlaps, nothing is cut, nothing runs off the side."""
    boxes = in_order(page)
    poll_equal(page, CLIPPED, [])
    poll_equal(page, SVG_CUT, [])
    if width > 1000:
        for part in ("legend", "headline", "map", "side", "timeline"):
            assert boxes[part]["bottom"] <= height, f"{part} is below the fold: {boxes[part]}"
    else:
        assert boxes["headline"]["bottom"] < height
        assert boxes["map"]["bottom"] < height
    # Russia's east and some sea may stand beyond the frame; every other State is whole.
    room = """() => Math.min(...[...document.querySelectorAll("[data-iso3]:not([data-iso3=RUS])")].filter(
        (node) => node.closest("svg")).map((node) => { const box = node.getBoundingClientRect();
        return Math.min(box.left, box.top, innerWidth - box.right, innerHeight - box.bottom); }))"""
    poll(frame, room, lambda pixels: pixels >= -1)
    chips = frame.evaluate(
        """() => { const row = document.querySelector(".ess-chips"); const box = row.getBoundingClientRect();
            return { left: box.left, right: innerWidth - box.right,
                cut: getComputedStyle(row).overflowX === "visible" && row.scrollWidth > row.clientWidth }; }"""
    )
    assert chips["left"] >= 0
    assert chips["right"] >= 0
    assert not chips["cut"]


def check_choices(page: Page) -> None:
    """The choices made can be read whole."""
    cut = """[...document.querySelectorAll(".st-key-filters *")].filter((node) =>
        [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())
        && node.checkVisibility() && getComputedStyle(node).display !== "inline" && node.clientWidth > 1
        && node.scrollWidth > node.clientWidth + 1).map((node) => node.textContent)"""
    fields = """(nodes) => nodes.map((node) => {
        const pen = document.createElement("canvas").getContext("2d");
        pen.font = getComputedStyle(node).font;
        const style = getComputedStyle(node);
        const room = node.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        return [node.value, Math.round(pen.measureText(node.value).width), Math.round(room)]; })"""
    poll_equal(page, cut, [])
    boxes = page.locator('.st-key-filters [role="combobox"]')
    found = poll(
        page,
        lambda: boxes.evaluate_all(fields),
        lambda made: bool(made) and all(text <= room for _, text, room in made),
    )
    assert found[0][0] == "Ottawa Convention (anti-personnel mine ban)"


def check_names(frame: Frame, wide: bool) -> None:
    """Names leave small States and each other alone; on a phone there is room for the contested State's name alone."""
    ukraine = "Ukraine (contested)" if wide else "Ukraine"
    expected = {"Finland", "Estonia", "Latvia", "Lithuania", "Poland", ukraine}
    names, small = poll(frame, NAMES, lambda found: set(found[0]) == expected)
    for one, other in combinations(names, 2):
        assert not overlap(names[one], names[other]), (one, other)
    for name, iso3 in (("Estonia", "EST"), ("Latvia", "LVA"), ("Lithuania", "LTU")):
        box, state = names[name], small[iso3]
        whole = state["left"] <= box["left"] and box["right"] <= state["right"]
        assert whole or not overlap(box, state), name


def check_every_change(page: Page) -> None:
    """No headline or line of the neighbours is cut, on the day of any change and the day after."""
    cut: list[str] = page.evaluate(
        """async ([measure, instruments, parts]) => {
            const clipped = eval(measure);
            const store = window.essStore;
            const { key } = store.bundle;
            const { schedule } = store;
            const found = [];
            store.hold(true);
            store.schedule = (paint) => paint(); // measured at once: nobody looks at the frames between
            for (const instrument of instruments) {
                store.load(await (await fetch(key.replace("apmbc", instrument))).json());
                for (const [on] of store.bundle.steps) {
                    for (const day of [on, on + 1]) {
                        store.setDay(day);
                        found.push(...clipped(parts).map((text) => `${instrument} ${day} ${text}`));
                    }
                }
            }
            store.schedule = schedule;
            return found;
        }""",
        [CLIPPED, list(INSTRUMENTS), CHANGING],
    )
    assert not cut, f"{len(cut)} cut: " + "\n".join(cut)


def check_open_card(page: Page, width: int, height: int) -> None:
    """An open card keeps the order."""
    page.evaluate("window.essStore.setFocus('POL')")
    go_to_day(page, LAST_DAY)
    expect(known_facts(page).first).to_be_visible()
    wait_until_settled(page)
    boxes = in_order(page)
    poll_equal(page, CLIPPED, [])
    if width > 1000:
        assert boxes["side"]["bottom"] <= height
        assert boxes["timeline"]["bottom"] <= height


def check_thumbs(page: Page) -> None:
    """Thumbs find their targets."""
    for name in ("Previous change", "Play", "Next change"):
        box = resting_box(page.get_by_role("button", name=name, exact=True))
        assert min(box["width"], box["height"]) >= 44, name


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", [DESK, WIDE, PHONE], ids=lambda screen: f"{screen[0]}-{screen[1]}")
def test_the_main_page_on_a_screen(
    new_page: Callable[..., Page], subtests: pytest.Subtests, screen: tuple[int, int], theme: str
) -> None:
    page = new_page(*screen, theme)
    frame = open_atlas(page, f"as_of={DAY}")
    wait_until_settled(page)
    expect(frame.locator("html")).to_have_attribute("data-theme", "dark" if theme == "dark" else "standard")
    with subtests.test("nothing overlaps, is cut or runs off"):
        check_parts(page, frame, *screen)
    if screen == PHONE:
        with subtests.test("thumbs find their targets"):
            check_thumbs(page)
    if theme == "light":
        with subtests.test("the choices made can be read whole"):
            check_choices(page)
        with subtests.test("names leave small States and each other alone"):
            check_names(frame, wide=screen != PHONE)
        with subtests.test("an open card keeps the order"):
            check_open_card(page, *screen)
        with subtests.test("no headline or neighbour line of any change is cut"):
            check_every_change(page)


def test_the_middle_width_keeps_its_order_too(new_page: Callable[..., Page]) -> None:
    page = new_page(1024, 768)
    open_atlas(page, f"as_of={DAY}")
    wait_until_settled(page)
    in_order(page)
    go_to_day(page, LAST_DAY)
    poll_equal(page, CLIPPED, [])
