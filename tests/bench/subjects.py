"""Who is measured: the product, an empty page, and peers; how each is served, controlled and seen to stand."""

from __future__ import annotations

from contextlib import AbstractContextManager

from tests.bench import machine
from tests.bench.machine import CONTENT, DASH

OURS, EMPTY, PACKED = "ours", "empty", "packed"
SERVER_SIDE = ("rebuilt", "group", "choropleth")
CLIENT_SIDE = ("timeslider", "vegalite", DASH)
PLAIN = (*CLIENT_SIDE, *SERVER_SIDE)
WITH_CONTENT = tuple(f"{name}{CONTENT}" for name in PLAIN if name != "timeslider")
"""Peers once more, with State names, headline, answer and counts; the time slider has no place for words."""
NAMES = {
    OURS: "European Security Shifts",
    "rebuilt": "streamlit-folium, map rebuilt",
    "group": "streamlit-folium, `feature_group_to_add`",
    "choropleth": "Plotly choropleth in Streamlit",
    "timeslider": "folium `TimeSliderChoropleth`",
    "vegalite": "Vega-Lite (Altair) with a bound slider in Streamlit",
    DASH: "Dash with dash-leaflet, callback in the browser",
    EMPTY: "empty Streamlit page",
    PACKED: "the same behind our compression",
}
NAMES |= {name: f"{NAMES[name.removesuffix(CONTENT)]}, with our content" for name in WITH_CONTENT}
SLIDERS = {"timeslider": "input[type=range]", "vegalite": ".vega-bindings input[type=range]", DASH: "[role=slider]"}
"""What ArrowRight moves by a day."""

# A picture is known by how many of its shapes have which colour, and by its headline where it has one; each peer keeps
# them elsewhere.
PICTURE = """
window.benchPicture = () => {
  const shapes = "path.leaflet-interactive, path.choroplethlocation, .mark-shape path";
  const inside = [...document.querySelectorAll("iframe")].flatMap((frame) => {
    try { return [...frame.contentDocument.querySelectorAll("path.leaflet-interactive")]; } catch { return []; }
  });
  const paths = [...inside, ...document.querySelectorAll(shapes)];
  const counts = {};
  for (const path of paths) {
    const parts = (path.style.fill || path.getAttribute("fill") || "").match(/rgba?\\((\\d+), (\\d+), (\\d+)/);
    const hex = (part) => (+part).toString(16).padStart(2, "0");
    const colour = parts ? `#${parts.slice(1).map(hex).join("")}` : path.getAttribute("fill");
    counts[colour] = (counts[colour] ?? 0) + 1;
  }
  return JSON.stringify(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
};
window.benchSays = (headline) => !headline || [...document.querySelectorAll(
  ".st-key-headline, #headline, .role-title")].some((one) => one.textContent.includes(headline));
window.benchShows = ([picture, headline]) => window.benchPicture() === picture && window.benchSays(headline);
true; // or Playwright would call it
"""
THERE = {
    OURS: """() => window.essStore?.timeline && [...document.querySelectorAll("iframe")].some(
        (frame) => frame.contentDocument?.documentElement?.dataset.asOf)""",
    EMPTY: """() => document.body.innerText.includes("An empty page.")""",
    PACKED: """() => document.body.innerText.includes("An empty page.")""",
    "choropleth": """() => document.querySelectorAll("path.choroplethlocation").length > 40""",
    "vegalite": """() => document.querySelectorAll(".mark-shape path").length > 40
        && document.querySelector(".vega-bindings input")""",
    DASH: """() => document.querySelectorAll("path.leaflet-interactive").length > 40
        && document.querySelector("[role=slider]")""",
    "timeslider": """() => [...document.querySelectorAll("iframe")].some((frame) =>
        frame.contentDocument?.querySelectorAll('path.leaflet-interactive[fill="#"], path[fill^="#"]').length > 40
        && frame.contentDocument.querySelector("input[type=range]"))""",
}
THERE["rebuilt"] = THERE["group"] = """() => [...document.querySelectorAll("iframe")].some(
    (frame) => frame.contentDocument?.querySelectorAll("path.leaflet-interactive").length > 40)"""


def there(name: str) -> str:
    """The condition, in the browser, under which the map of ``name`` stands."""
    return THERE[name.removesuffix(CONTENT)]


def serving(name: str) -> AbstractContextManager[machine.Running]:
    """The product or a peer."""
    return machine.product() if name == OURS else machine.peer(name)
