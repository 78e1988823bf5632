"""Pictures: what they hold, in SVG, PNG and PDF alike, on days that are known."""

from __future__ import annotations

import datetime as dt
import io
import re
from itertools import combinations, pairwise
from typing import Any, get_args
from xml.etree import ElementTree

import pytest
from export_views import DAY, PENDING, hostile_index, index, made, shapes, view
from PIL import Image
from pypdf import PdfReader

from dashboard.exports import Kind, View, make
from dashboard.exports.bands_picture import bands_page
from dashboard.exports.captions import OF_CLASSES, SCALE
from dashboard.exports.card_picture import LARGEST_NAMES, card_page, embed_map
from dashboard.exports.frame import EDGE
from dashboard.exports.map_drawing import NAME_SIZE
from dashboard.look.canvas import pdf
from dashboard.look.drawing import Page, Text
from dashboard.look.lettering import text_width
from dashboard.look.map_fit import LabelPlace
from dashboard.look.palette import PALETTES, STYLES

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>&\"'\x00\x0b]]>"


def _svg(one: View) -> ElementTree.Element:
    return ElementTree.fromstring(made("svg", one)[0])


def _texts(root: ElementTree.Element) -> str:
    return " ".join(node.text or "" for node in root.iter(f"{SVG}text"))


def _by_id(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {node.get("id", ""): node for node in root.iter() if re.fullmatch(r"[A-Z]{3}", node.get("id", ""))}


def test_every_state_is_a_named_shape_in_the_fill_of_its_class() -> None:
    shown = _by_id(_svg(view(DAY)))
    assert set(shown) == set(index().countries)
    palette = PALETTES["standard"]
    for iso3 in ("FIN", "EST", "LVA", "LTU", "POL"):
        assert shown[iso3].get("fill") == palette["withdrawn"]
    assert shown["DEU"].get("fill") == palette["party"]
    assert shown["RUS"].get("fill") == palette["never"]
    assert shown["UKR"].get("fill", "").startswith("url(#hatch-")
    assert shown["UKR"].find(f"{SVG}title").text == "Ukraine: suspension notified, contested"  # type: ignore[union-attr]


def _overlaps(page: Page, size: float) -> list[tuple[str, str]]:
    """Names of States that lie on each other where they are written in this size."""
    placed = [
        (one.text, LabelPlace(one.anchor, one.x, one.y - 5).box(text_width(one.text, size, bold=True), size))
        for one in page.marks
        if isinstance(one, Text) and one.size == NAME_SIZE
    ]
    return [
        (one, other)
        for (one, (left, top, right, bottom)), (other, (x0, y0, x1, y1)) in combinations(placed, 2)
        if x0 < right - 0.1 and left < x1 - 0.1 and y0 < bottom - 0.1 and top < y1 - 0.1
    ]


@pytest.mark.parametrize(
    ("instrument", "day"),
    [
        ("apmbc", dt.date(2025, 6, 29)),
        ("apmbc", dt.date(2025, 12, 27)),
        ("apmbc", dt.date(2026, 2, 20)),
        ("ccm", dt.date(2025, 3, 6)),
        ("ccw-p5", dt.date(2025, 3, 6)),
    ],
)
def test_no_name_lies_on_another_in_a_small_map(instrument: str, day: dt.date) -> None:
    one = view(day, instrument=instrument)
    assert not _overlaps(card_page(one), NAME_SIZE)
    for size in (NAME_SIZE, 20.0, LARGEST_NAMES):
        assert not _overlaps(embed_map(one), size)


def test_the_fill_does_not_flip_before_the_day_of_effect() -> None:
    before, on = (_by_id(_svg(view(DAY.replace(year=2026, month=1, day=day))))["FIN"] for day in (9, 10))
    assert before.find(f"{SVG}title").text == "Finland: exit deposited, notice running"  # type: ignore[union-attr]
    assert on.find(f"{SVG}title").text == "Finland: withdrawn"  # type: ignore[union-attr]


def test_hatches_have_the_measures_of_the_screen() -> None:
    root = _svg(view(PENDING))
    patterns = {node.get("id"): node for node in root.iter(f"{SVG}pattern")}
    used = patterns[_by_id(root)["EST"].get("fill", "").removeprefix("url(#").removesuffix(")")]
    hatch = STYLES["exit-deposited"].hatch
    assert hatch is not None
    assert float(used.get("width", 0)) == hatch.gap
    assert used.get("patternTransform") == f"rotate({hatch.angle})"


def test_the_picture_can_be_cited() -> None:
    one = view(DAY)
    told = _texts(_svg(one))
    meta = index().dataset.meta
    for wanted in (
        one.answer,
        one.headline,
        "1 March 2026",
        "2 October 2026",
        meta.boundary_note,
        f"{SCALE} {OF_CLASSES}",
        "UN Treaty Collection",
        meta.version,
        "as_of=2026-03-01",
    ):
        assert wanted in told


def test_the_legend_counts_what_the_map_shows() -> None:
    told = _texts(_svg(view(DAY)))
    assert "bound 41 of these: no step 40 suspension notified 1 left 5 not a party 5 area apart 1" in told
    assert "41 of 51 States are bound; of these: no step 40, suspension notified 1." in told


def test_a_selection_leaves_the_others_faint_and_uncounted() -> None:
    root = _svg(view(DAY, iso3s=frozenset({"FIN", "POL"})))
    shown = _by_id(root)
    assert shown["FIN"].get("opacity") is None
    assert float(shown["DEU"].get("opacity", 1)) < 0.5
    assert "bound 0 left 2 not a party 0" in _texts(root)
    assert "none of 2 chosen States is bound" in _texts(root)


def test_svg_asks_for_nothing_and_runs_nothing() -> None:
    text = made("svg", view(DAY))[0].decode()
    assert "<script" not in text
    assert "href" not in text
    assert set(re.findall(r"https?://[^\s\"<]+", text)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("kind", ["map", "production", "bands", "dossier"])
def test_markup_in_any_text_stays_text(kind: str) -> None:
    one = View(hostile_index(HOSTILE), shapes(), "apmbc", DAY, frozenset({"FIN"}), kind=kind)  # type: ignore[arg-type]
    root = ElementTree.fromstring(made("svg", one)[0])
    assert not list(root.iter(f"{SVG}script"))
    assert "<script>" in " ".join(node.text or "" for node in root.iter())


@pytest.mark.parametrize("kind", ["map", "production", "bands", "dossier"])
def test_png_is_3840_by_2160_and_shows_something(kind: str) -> None:
    body, mime, name = made("png", view(DAY, iso3s=frozenset({"FIN"}) if kind == "dossier" else frozenset(), kind=kind))
    picture = Image.open(io.BytesIO(body))
    assert (picture.size, mime) == ((3840, 2160), "image/png")
    assert name.endswith(".png")
    colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 50


def test_png_paints_finland_in_the_colour_of_the_withdrawn() -> None:
    picture = Image.open(io.BytesIO(made("png", view(DAY))[0])).convert("RGB")
    wanted = tuple(bytes.fromhex(PALETTES["standard"]["withdrawn"][1:]))
    counted = {colour: count for count, colour in picture.getcolors(1 << 24) or []}
    assert counted[wanted] > 50_000


def test_bands_hold_every_state_in_rows_that_can_be_read() -> None:
    for instrument in index().instruments:
        page = bands_page(view(DAY, instrument=instrument))
        names = [mark for mark in page.marks if isinstance(mark, Text) and mark.x == EDGE]
        rows = [mark for mark in names if mark.text in {row.name for row in index().dataset.countries}]
        assert len(rows) == len(index().countries)
        heights = [after.y - before.y for before, after in pairwise(rows)]
        assert min(heights) >= 14
        assert min(mark.size for mark in rows) >= 12


def test_pdf_text_can_be_searched_and_fonts_travel_with_it() -> None:
    body, mime, _ = made("pdf", view(DAY))
    book = PdfReader(io.BytesIO(body))
    assert (len(book.pages), mime) == (1, "application/pdf")
    told = book.pages[0].extract_text()
    for wanted in (
        "41 of 51 States are bound; five have left",
        "1 March 2026",
        "Boundaries and names imply no position",
        "Ukraine (contested)",
    ):
        assert wanted in told
    fonts = book.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    for font in fonts.values():
        whole = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in whole


@pytest.mark.parametrize("kind", get_args(Kind))
def test_pdf_is_tagged_with_title_headings_and_tables_in_order(kind: Kind) -> None:
    one = view(DAY, kind=kind, iso3s=frozenset({"FIN"}) if kind == "dossier" else frozenset())
    book = PdfReader(io.BytesIO(made("pdf", one)[0]))
    root: Any = book.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert book.metadata is not None
    assert book.metadata.title
    document: Any = root["/StructTreeRoot"]["/K"]
    elements = [one.get_object() for one in document["/K"]]
    tags = [str(one["/S"])[1:] for one in elements]
    assert (tags[:2], tags[-1]) == (["H1", "Figure"], "P")
    assert tags.count("H1") == tags.count("Figure") == len(book.pages)
    assert all(one["/Alt"] for one in elements if one["/S"] == "/Figure")
    assert ("Table" in tags) is (kind != "bands")
    assert ("H2" in tags) is (kind != "bands")
    for table in (one for one in elements if one["/S"] == "/Table"):
        rows = [row.get_object() for row in table["/K"]]
        assert all(row["/K"][0].get_object()["/S"] == "/TH" for row in rows)
        assert all(row["/P"].get_object()["/S"] == "/Table" for row in rows)
    marks: Any = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    for number, page in enumerate(book.pages):
        content = page.get_contents()
        assert content is not None
        assert len(marks[2 * number + 1].get_object()) == content.get_data().count(b" BDC\n")
        assert content.get_data().count(b" BDC\n") == content.get_data().count(b"\nEMC\n")


def test_a_line_that_wraps_stays_in_its_heading_and_the_foot_is_read_last() -> None:
    page = Page(400, 300, "#ffffff", "What the picture says")
    with page.told_as("P", last=True):
        page.text(10, 290, "foot", 8, "#000000")
    with page.told_as("H1"):
        page.paragraph(10, 40, "a heading that is longer than its line", 20, "#000000", 200)
    for name in ("one", "two"):
        row = page.new_row()
        for tag, text in (("TH", name), ("TD", f"{name}, told")):
            with page.told_as(tag, row):  # type: ignore[arg-type]
                page.text(10, 200, text, 10, "#000000")
    page.paragraph(10, 100, "said after it", 10, "#000000", 300)
    document: Any = PdfReader(io.BytesIO(pdf([page], DAY))).trailer["/Root"]["/StructTreeRoot"]["/K"]  # type: ignore[index]
    elements = [one.get_object() for one in document["/K"]]
    assert [one["/S"] for one in elements] == ["/H1", "/Figure", "/Table", "/P", "/P"]
    assert len(elements[0]["/K"]) == 2
    assert [len(row.get_object()["/K"]) for row in elements[2]["/K"]] == [2, 2]
    assert elements[-1]["/K"] == [1], "drawn first, read last"


@pytest.mark.parametrize(("kind", "size"), [("a4", (842, 595)), ("a4-upright", (595, 842))])
@pytest.mark.parametrize("instrument", ["apmbc", "cfe"])
def test_a_sheet_of_paper_holds_answer_map_rows_and_sources(kind: Kind, size: tuple[int, int], instrument: str) -> None:
    one = view(PENDING, kind=kind, instrument=instrument, focus=frozenset({"LVA"}))
    book = PdfReader(io.BytesIO(made("pdf", one)[0]))
    assert len(book.pages) == 1
    assert (float(book.pages[0].mediabox.width), float(book.pages[0].mediabox.height)) == pytest.approx(size, abs=1)
    told = " ".join(book.pages[0].extract_text().split())
    beside = "Announced production" if instrument == "apmbc" else "Status on the day"
    for wanted in (one.answer, one.treaty.short_title, "not a party", "Sources: depositary", beside):
        assert wanted in told, wanted
    assert ("Finland · New mines" if instrument == "apmbc" else "Andorra") in told
    root = _svg(one)
    heights = {text.text or "": float(text.get("y", "0")) for text in root.iter(f"{SVG}text")}
    top = next(y for text, y in heights.items() if text.startswith(beside))
    if kind == "a4-upright":
        assert all(y < top - 14 for text, y in heights.items() if text.startswith(("Settled", "Latvia:"))), (
            "one upon another"
        )
    assert set(_by_id(root)) == set(index().countries)
    width, height = (float(root.get(side, "0")) for side in ("width", "height"))
    for text in root.iter(f"{SVG}text"):
        assert 0 < float(text.get("x", "0")) < width
        assert 0 < float(text.get("y", "0")) < height


def test_a_dossier_is_a4_and_tells_every_treaty_and_act_known_that_day() -> None:
    book = PdfReader(io.BytesIO(made("pdf", view(DAY, iso3s=frozenset({"FIN"}), kind="dossier"))[0]))
    told = "\n".join(page.extract_text() for page in book.pages)
    for page in book.pages:
        assert float(page.mediabox.height) / float(page.mediabox.width) == pytest.approx(2**0.5, abs=0.01)
    for treaty in index().instruments.values():
        assert treaty.short_title in told
    for act in index().actions_of("apmbc", "FIN"):
        assert act.action_id in told


def test_a_dossier_does_not_know_what_was_said_later() -> None:
    early = PdfReader(io.BytesIO(made("pdf", view(PENDING, iso3s=frozenset({"FIN"}), kind="dossier"))[0]))
    told = "\n".join(page.extract_text() for page in early.pages)
    assert "fi-p-2026-02-end2027" not in told
    assert "fi-p-2025-07-autto" in told


def test_the_production_chart_tells_slippage_and_the_as_of_day() -> None:
    told = _texts(_svg(view(DAY, kind="production")))
    assert "as known on 1 March 2026" in told
    assert "Finland" in told
    assert "New mines" in told
    assert "same last day; before: a different milestone" in told
    assert "Announced without a date" in told
    assert "our record holds no finished new anti-personnel mine" in told


@pytest.mark.parametrize("theme", ["projector", "dark"])
def test_other_palettes(theme: str) -> None:
    root = _svg(view(DAY, theme=theme))
    assert _by_id(root)["POL"].get("fill") == PALETTES[theme]["withdrawn"]  # type: ignore[index]


def test_every_treaty_on_every_turn_of_its_timeline_can_be_drawn() -> None:
    for key in index().instruments:
        one = view(DAY, instrument=key)
        days = [step.on for step in one.steps]
        for day in {days[0], days[len(days) // 2], days[-1]}:
            root = _svg(view(day, instrument=key))
            assert len(_by_id(root)) == len(index().countries)


def test_unknown_formats_and_treaties_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown format 'gif'"):
        make("gif", view(DAY))
    with pytest.raises(KeyError):
        make("svg", view(DAY, instrument="nothing"))


def _name(root: ElementTree.Element, said: str) -> ElementTree.Element:
    return next(node for node in root.iter(f"{SVG}text") if node.text == said)


def test_a_name_stands_beside_a_small_state_and_never_on_another_that_moves() -> None:
    shown = _svg(view(DAY))
    assert _name(shown, "Estonia").get("text-anchor", "start") == "start", "to the right, where Russia is at rest"
    assert _name(shown, "Poland").get("text-anchor") == "middle", "large enough for its name"
    crowded = _svg(view(DAY.replace(year=2024, month=5, day=1), instrument="cfe"))
    assert _name(crowded, "Hungary").get("text-anchor") == "middle", "Romania and Slovakia suspend as well"
