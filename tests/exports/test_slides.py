"""Slides: re-read with python-pptx, and rendered by LibreOffice where it is installed."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import office
import pytest
from export_views import DAY, PENDING, hostile_index, index, made, shapes, stories, view
from pptx import Presentation
from pptx.enum.dml import MSO_FILL, MSO_PATTERN

from dashboard.exports import View, slide_bands
from dashboard.exports.slide_frame import BODY, SMALL
from dashboard.exports.slide_map import MAP_BOX
from dashboard.look.map_fit import MapFit
from dashboard.look.palette import PALETTES, STYLES
from dashboard.tables.status_table import BOUND_CLASSES

NAMED = re.compile(r"([A-Z]{3}) .+ – .+")
OFFICE = shutil.which("soffice")
_DECKS: dict[bytes, Any] = {}


def _pptx(one: View) -> bytes:
    """The deck of a view."""
    return made("pptx", one)[0]


def _deck(one: View) -> Any:
    """The deck of a view as python-pptx reads it, once for all tests of this file: none changes it."""
    body = _pptx(one)
    if body not in _DECKS:
        _DECKS[body] = Presentation(io.BytesIO(body))
    return _DECKS[body]


def _states(slide: Any) -> dict[str, Any]:
    return {
        found[1]: shape
        for shape in slide.shapes
        if (found := NAMED.fullmatch(shape.name)) and not shape.name.endswith("(shape)")
    }


def _text(slide: Any, name: str) -> str:
    return next(shape.text_frame.text for shape in slide.shapes if shape.name == name)


def test_every_state_is_a_native_shape_named_by_its_code() -> None:
    states = _states(_deck(view(DAY)).slides[0])
    assert set(states) == set(index().countries)
    assert len(states) >= 45
    assert states["FIN"].name == "FIN Finland – withdrawn"
    assert states["UKR"].name == "UKR Ukraine – suspension notified, contested"
    assert states["FIN"]._element.spPr.find("{*}custGeom") is not None


def test_fills_are_those_of_the_day() -> None:
    palette = PALETTES["standard"]
    states = _states(_deck(view(DAY)).slides[0])
    for iso3, role in (
        ("FIN", "withdrawn"),
        ("POL", "withdrawn"),
        ("DEU", "party"),
        ("RUS", "never"),
        ("MLT", "party"),
    ):
        assert states[iso3].fill.type == MSO_FILL.SOLID
        assert f"#{states[iso3].fill.fore_color.rgb}" == palette[role]


def test_movement_is_a_native_pattern_and_the_more_advanced_the_denser() -> None:
    states = _states(_deck(view(PENDING)).slides[0])
    wanted = {
        "EST": (MSO_PATTERN.DARK_UPWARD_DIAGONAL, "party-3"),
        "POL": (MSO_PATTERN.WIDE_UPWARD_DIAGONAL, "party-2"),
        "UKR": (MSO_PATTERN.OUTLINED_DIAMOND, "party-2"),
    }
    for iso3, (pattern, ground) in wanted.items():
        fill = states[iso3].fill
        assert (fill.type, fill.pattern) == (MSO_FILL.PATTERNED, pattern)
        assert f"#{fill.fore_color.rgb}" == PALETTES["standard"]["leaving"]
        assert f"#{fill.back_color.rgb}" == PALETTES["standard"][ground]


def test_the_slide_says_what_is_needed_to_cite_it() -> None:
    one = view(DAY)
    slide = _deck(one).slides[0]
    assert slide.shapes.title.text_frame.text == one.answer
    assert _text(slide, "Treaty and day") == "Ottawa Convention, 1 March 2026"
    assert "Data as of 2 October 2026" in _text(slide, "Data line")
    assert "Boundaries imply no position on status" in _text(slide, "Data line")
    assert "UN Treaty Collection" in _text(slide, "Source line")
    closing = list(_deck(one).slides)[-1]
    assert _text(closing, "Boundary note") == index().dataset.meta.boundary_note
    assert "As of 1 March 2026" in _text(closing, "Day and data as of")
    assert "as_of=2026-03-01" in _text(closing, "Link")
    for text in (index().dataset.meta.boundary_note, "as_of=2026-03-01"):
        assert text in slide.notes_slide.notes_text_frame.text


def test_the_legend_can_be_edited_and_counts() -> None:
    slide = _deck(view(DAY)).slides[0]
    assert _text(slide, "Legend count withdrawn") == "5"
    assert _text(slide, "Legend names withdrawn") == "Estonia, Finland, Latvia, Lithuania, Poland"
    swatch = next(shape for shape in slide.shapes if shape.name == "Legend withdrawn")
    assert f"#{swatch.fill.fore_color.rgb}" == PALETTES["standard"]["withdrawn"]


def test_the_parts_of_the_legend_add_up() -> None:
    slide = _deck(view(PENDING)).slides[0]
    counts = {
        shape.name.removeprefix("Legend count "): int(shape.text_frame.text)
        for shape in slide.shapes
        if shape.name.startswith("Legend count ")
    }
    assert counts["bound"] == 46 == sum(counts.get(class_id, 0) for class_id in BOUND_CLASSES)
    assert (counts["exit-deposited"], counts["exit-adopted"], counts["suspension-notified"]) == (4, 1, 1)
    assert counts["bound"] + counts["withdrawn"] + counts["never-party"] == 51


def test_a_chart_is_native_and_holds_the_numbers() -> None:
    charts = [shape.chart for slide in _deck(view(DAY)).slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 1
    counts = charts[0].plots[0]
    numbers = dict(zip(counts.categories, counts.series[0].values, strict=True))
    assert (numbers["bound"], numbers["left"]) == (41, 5)


def _sizes(slide: Any) -> list[tuple[str, str, float]]:
    """Shape, text and size in points of every run that can be seen; charts by their own setting."""
    found = []
    for shape in slide.shapes:
        if shape.has_chart:
            found.append((shape.name, "chart", shape.chart.font.size.pt))
        for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
            for run in paragraph.runs:
                if run.text.strip():
                    assert run.font.size is not None, (shape.name, run.text)
                    found.append((shape.name, run.text, run.font.size.pt))
    return found


BODY_SHAPES = {"Title", "Treaty and day", "Text", "Chosen State", "Other States", "Without a date", "Link"}


@pytest.mark.parametrize("theme", ["standard", "dark"])
def test_nothing_is_smaller_than_can_be_read_from_the_back(theme: Any) -> None:
    chosen = view(DAY, theme=theme, focus=frozenset({"FIN"}))
    crowded = view(PENDING, instrument="cfe")
    for one in (chosen, crowded, *(view(DAY, story=story) for story in stories())):
        for number, slide in enumerate(_deck(one).slides, 1):
            sizes = _sizes(slide)
            assert len(sizes) > 3
            for name, text, size in sizes:
                assert size >= SMALL >= 14, (number, name, text, size)
                if name in BODY_SHAPES:
                    assert size >= BODY >= 18, (number, name, text, size)


FOOT = {"Source line", "Data line"}


def test_nothing_lies_on_the_foot_of_a_slide() -> None:
    for one in (view(DAY), view(DAY, instrument="cfe"), view(PENDING), *(view(DAY, story=one) for one in stories())):
        for slide in _deck(one).slides:
            top = min(shape.top for shape in slide.shapes if shape.name in FOOT)
            low = [shape.name for shape in slide.shapes if shape.name not in FOOT and shape.top + shape.height > top]
            assert low == [], _text(slide, "Title")


def test_the_map_takes_more_than_half_of_the_width() -> None:
    slide = _deck(view(DAY)).slides[0]
    sea = next(shape for shape in slide.shapes if shape.name == "Sea")
    assert sea.width > 0.54 * _deck(view(DAY)).slide_width


@pytest.mark.parametrize("iso3", ["FIN", "MLT", "USA"])
def test_the_chosen_state_is_marked_and_named(iso3: str) -> None:
    name = index().countries[iso3].name
    slide = _deck(view(PENDING, focus=frozenset({iso3}))).slides[0]
    marks = [shape for shape in slide.shapes if shape.name == f"Chosen State {iso3}"]
    assert len(marks) == 1
    assert marks[0].line.width.pt >= 3
    assert _text(slide, f"Name {iso3}") == name
    assert _text(slide, "Chosen State").startswith(f"{name}: ")
    assert not any(shape.name.startswith("Chosen State") for shape in _deck(view(PENDING)).slides[0].shapes)


def test_announced_production_stands_on_slides_of_its_own() -> None:
    slides = [one for one in _deck(view(DAY)).slides if _text(one, "Title").startswith("Announced production")]
    assert _text(slides[0], "Title") == "Announced production, as known on 1 March 2026"
    windows = [shape for slide in slides for shape in slide.shapes if shape.name.startswith("Window ")]
    assert any(shape.name == "Window fi-p-2026-02-end2027" for shape in windows)
    assert any(shape.name == "As-of line 2026-03-01" for shape in slides[0].shapes)
    assert "fi-p-2026-02-end2027" in slides[0].notes_slide.notes_text_frame.text


def _bands(slide: Any) -> list[str]:
    found = [shape.name.split()[1] for shape in slide.shapes if shape.name.startswith("Band ")]
    return list(dict.fromkeys(found))


def test_bands_hold_the_states_with_a_step_and_say_the_rest() -> None:
    slides = [one for one in _deck(view(dt.date(2025, 7, 12))).slides if "who moved when" in _text(one, "Title")]
    assert [_bands(one) for one in slides] == [["EST", "LVA", "LTU", "POL", "FIN", "UKR"]]
    assert _text(slides[0], "Other States").startswith("and 40 bound throughout")
    names = [shape.name for shape in slides[0].shapes]
    assert "Band FIN withdrawn 2026-01-10" in names  # settled by the notice of 10 July 2025
    assert max(name.split()[-1] for name in names if name.startswith("Band POL")) <= "2025-07-12"


def test_bands_continue_on_the_next_slide() -> None:
    slides = [one for one in _deck(view(DAY, instrument="cfe")).slides if "who moved when" in _text(one, "Title")]
    shown = [_bands(one) for one in slides]
    assert [len(one) for one in shown] == [slide_bands.ROWS, 25 - slide_bands.ROWS]
    assert len({iso3 for one in shown for iso3 in one}) == 25
    assert _text(slides[1], "Title").endswith("(continued)")
    assert "Other States" not in [shape.name for shape in slides[0].shapes]
    assert _text(slides[1], "Other States").startswith("and 22 not a party throughout")


def test_an_axis_keeps_the_order_of_its_schema() -> None:
    for shape in (shape for slide in _deck(view(DAY)).slides for shape in slide.shapes):
        if shape.has_chart:
            axis = shape.chart._chartSpace.chart.plotArea.find("{*}catAx")
            names = [child.tag.rsplit("}", 1)[1] for child in axis]
            assert names.index("lblOffset") < names.index("tickLblSkip") < names.index("noMultiLvlLbl")


def test_shape_ids_are_unique() -> None:
    for slide in _deck(view(DAY, story=stories()[0])).slides:
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def test_the_notes_list_every_source_with_grade_and_ids() -> None:
    notes = _deck(view(DAY)).slides[0].notes_slide.notes_text_frame.text
    assert "apmbc-fin-2" in notes
    assert "fi-p-2026-02-end2027" in notes
    line = next(line for line in notes.splitlines() if "apmbc-fin-2" in line)
    assert re.match(r"[A-E] · .+: .*https?://", line)


def test_a_story_is_one_slide_a_step_resting_on_its_facts() -> None:
    for story in stories():
        slides = list(_deck(view(DAY, story=story)).slides)
        assert _text(slides[-1], "Title") == "How to read and cite these slides"
        for slide, step in zip(slides, story.steps, strict=False):
            assert slide.shapes.title.text_frame.text == step.headline
            notes = slide.notes_slide.notes_text_frame.text
            assert "Not in the record" not in notes
            for fact_id in step.fact_ids:
                assert fact_id in notes
            assert len(_states(slide)) >= 45


def test_hostile_text_stays_text() -> None:
    text = "<a:p/>&\x00\x0b\ud800]]>"
    slide = _deck(View(hostile_index(text), shapes(), "apmbc", DAY)).slides[0]
    assert "<a:p/>&" in _states(slide)["FIN"].name


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A view and a story's deck as LibreOffice prints them."""
    if OFFICE is None or office.missing():
        pytest.skip(f"slides cannot be rendered without {', '.join(office.missing())}")
    folder = tmp_path_factory.mktemp("office")
    (folder / "view.pptx").write_bytes(_pptx(view(DAY)))
    (folder / "story.pptx").write_bytes(_pptx(view(DAY, story=stories()[0])))
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(folder / "view.pptx"),
            str(folder / "story.pptx"),
        ],
        check=True,
        capture_output=True,
        timeout=170,
    )
    return folder


def test_libreoffice_reads_as_many_pages_and_the_same_titles(rendered: Path) -> None:
    from pypdf import PdfReader

    story = stories()[0]
    book = PdfReader(rendered / "story.pdf")
    assert len(book.pages) == len(_deck(view(DAY, story=story)).slides)
    for page, step in zip(book.pages, story.steps, strict=False):
        assert " ".join(step.headline.split()) in " ".join(page.extract_text().split())
    first = PdfReader(rendered / "view.pdf")
    assert len(first.pages) == len(_deck(view(DAY)).slides)
    assert view(DAY).answer in " ".join(first.pages[0].extract_text().split())


def test_libreoffice_paints_each_state_where_and_as_the_map_does(rendered: Path) -> None:
    """Points inside each State without hatch, looked up in LibreOffice's rendering of the slide."""
    import numpy as np
    from PIL import Image
    from shapely import contains_xy
    from shapely.geometry import Polygon

    subprocess.run(
        ["pdftoppm", "-r", "100", "-png", str(rendered / "view.pdf"), str(rendered / "view")], check=True, timeout=60
    )
    slide = np.asarray(Image.open(min(rendered.glob("view-*.png"))).convert("RGB")).astype(int)
    scale = slide.shape[1] / 1920
    one = view(DAY)
    looked_at = 0
    for shape in MapFit(shapes(), MAP_BOX).states():
        style = STYLES[one.look_of(shape.iso3).style]
        if shape.dot or style.hatch:
            continue
        wanted = np.array(list(bytes.fromhex(PALETTES["standard"][style.base][1:])))
        inside = max((Polygon(ring) for ring in shape.rings if len(ring) > 2), key=lambda ring: ring.area).buffer(-2)
        left, top, right, bottom = inside.bounds
        xs, ys = (axis.ravel() for axis in np.meshgrid(np.linspace(left, right, 25), np.linspace(top, bottom, 25)))
        kept = contains_xy(inside, xs, ys)
        seen = slide[(ys[kept] * scale).astype(int), (xs[kept] * scale).astype(int)]
        share = (np.abs(seen - wanted).max(axis=1) < 8).mean()
        # A name lies over part of its State.
        assert share > (0.1 if shape.iso3 in one.iso3s_to_name else 0.75), (shape.iso3, share)
        looked_at += 1
    assert looked_at > 35
