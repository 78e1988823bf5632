"""The picture in the main page's first bytes shows what its address asks for, is small, and hides no live hook."""

from __future__ import annotations

import re

import brotli
import pytest
from lxml import html

from dashboard.browser import HERE
from dashboard.domain.shared_view import read_shared
from dashboard.exports import first_picture as made
from dashboard.exports import view_of
from dashboard.look.coarse_map import SPARE
from dashboard.look.palette import PALETTES
from dashboard.server.first_picture import first_view, picture_of
from dashboard.store.dataset import shelf
from dashboard.store.shapes import current_shapes

LARGEST = 13_000
DAY = "as_of=2025-07-12"
LIVE = ("data-iso3", 'role="slider"', "<input", "<button", "src=", "http:", "https:")


def drawn(query: bytes) -> str:
    view = first_view(query)
    assert view is not None
    return picture_of(view)


def answer_of(query: str) -> str:
    params = dict(part.split("=", 1) for part in query.split("&"))
    return view_of(
        shelf.current().index, current_shapes().geojson, read_shared(shelf.current().index, params), "map"
    ).answer


@pytest.mark.parametrize(
    "query",
    [
        DAY,
        f"{DAY}&states=FIN,EST&focus=FIN",
        f"{DAY}&groups=baltic",
        "instrument=ccm&as_of=2025-03-06",
        "lens=conscription&as_of=2023-06-01",
        "lens=spending",
    ],
)
def test_it_says_the_answer_of_its_address_once_and_is_small(query: str) -> None:
    text = drawn(query.encode())
    root = html.fromstring(text)
    (told,) = root.xpath("//p[contains(@class, 'answer')]")
    assert told.text == answer_of(query)
    assert not [hook for hook in LIVE if hook in text]
    assert root.find(".//svg").get("aria-hidden") == "true"
    assert len(brotli.compress(text.encode(), quality=5)) < LARGEST
    dim = {use.get("href")[-3:] for use in root.findall(".//use[@class='dim']")}
    if "FIN,EST" in query:
        assert "SWE" in dim
        assert not {"FIN", "EST"} & dim
        assert root.find(".//use[@stroke='#0b57d0']").get("href") == "#f-FIN"
        assert len(root.findall(".//noscript//tr")) == 2
    elif "groups" not in query:
        assert not dim
        assert len(root.findall(".//noscript//tr")) == len(shelf.current().index.countries)


def test_names_are_placed_for_desks_and_where_they_are_few_for_phones() -> None:
    root = html.fromstring(drawn(DAY.encode()))
    desks, phones = ([name.text for name in root.find_class(f"on-{one}")[0]] for one in ("desks", "phones"))
    assert "Finland" in desks
    assert len([name for name in phones if not name.isdigit()]) <= made.MOST_ON_PHONES
    layer = (HERE / "map_layer.mjs").read_text(encoding="utf-8")
    assert f"namesMax: {made.MOST_ON_PHONES} " in layer


def test_its_colours_are_those_of_the_palettes_in_the_light_and_in_the_dark() -> None:
    text = drawn(DAY.encode())
    light, dark = PALETTES["standard"], PALETTES["dark"]
    for role in re.findall(r"var\(--m-([\w-]+)\)", text):
        assert f"--m-{role}: light-dark({light[role]}, {dark[role]});" in text


def test_an_edition_a_wrong_address_and_a_hostile_one_are_drawn_too() -> None:
    for query, notice in ((DAY, []), ("as_of=2025-99-99", ["ignored"]), ("record=1.0.0&as_of=2025-07-12", ["above"])):
        classes = html.fromstring(drawn(query.encode())).get_element_by_id("ess-picture").get("class").split()
        assert classes == ["ess-first-stage", *notice]
    for query in (b"\xff=1", b"states=%3Cscript%3E&q=%22%3E%3Cx", b"lens=%00"):
        assert "<svg" in drawn(query)
        assert "<x" not in drawn(query)


def test_the_browser_measures_alike() -> None:
    layer, svgmap, headline = ((HERE / f"{name}.mjs").read_text() for name in ("map_layer", "svgmap", "headline"))
    assert "const SPARE = { " + ", ".join(f"{side}: {km}" for side, km in SPARE.items()) + " };" in layer
    for name, value in (
        ("DOT_PX", made.DOT),
        ("FIGURE_LINES", made.FIGURE_LINES),
        ("WIDTH_OF_LETTER", made.WIDTH_OF_LETTER),
    ):
        assert f"const {name} = {value};" in svgmap
    assert f"labelPx = {made.LETTERS}" in svgmap
    assert f"const LONG = {made.LONG};" in headline
    assert f"const LONGEST = {made.LONGEST};" in headline
