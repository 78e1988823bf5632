"""The way of a reader who has only a keyboard: what has the focus, and how many stops until it fits. Holds no tests."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

MOST_STOPS = 90

# The focus is followed through shadow trees and frames.
ACTIVE = """() => {
    let node = document.activeElement;
    for (;;) {
        if (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        else if (node?.tagName === "IFRAME" && node.contentDocument?.activeElement !== node.contentDocument?.body) {
            node = node.contentDocument?.activeElement ?? null;
            if (!node) break;
        } else break;
    }
    const label = node?.getAttribute?.("aria-label") ?? "";
    const name = label || node?.labels?.[0]?.textContent || node?.textContent || node?.placeholder || "";
    const path = [];
    for (let one = node; one; one = one.parentElement ?? one.getRootNode().host)
        path.push(one.className?.baseVal ?? one.className ?? "");
    return { name: name.trim(), role: node?.getAttribute?.("role") ?? node?.tagName ?? "", path: path.join(" "),
        iso3: node?.dataset?.iso3 ?? "" };
}"""


def active(page: Page) -> dict[str, str]:
    """Name, role, State and surroundings of what has the focus."""
    return dict(page.evaluate(ACTIVE))


def tab_to(page: Page, fits: Callable[[dict[str, str]], bool], key: str = "Tab") -> dict[str, str]:
    """Press ``key`` until what has the focus fits; that."""
    seen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        now = active(page)
        if fits(now):
            return now
        seen.append(now["name"][:30])
    raise AssertionError(f"{key} never came there; it passed {seen}")


def has_name(name: str) -> Callable[[dict[str, str]], bool]:
    """Whether what has the focus is called so."""
    return lambda now: now["name"] == name


def in_map(now: dict[str, str]) -> bool:
    """Whether a State of the map has the focus."""
    return bool(now["iso3"])
