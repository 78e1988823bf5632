"""Slides: re-read with python-pptx, and rendered by LibreOffice where it is installed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import office
import pytest
from export_views import DAY, PENDING, hostile_index, index, shapes, stories, view
from pptx import Presentation
from pptx.enum.dml import MSO_FILL, MSO_PATTERN

from dashboard.exports import View, make
from dashboard.exports.slides import MAP_BOX
from dashboard.look.map_fit import MapFit
from dashboard.look.palette import PALETTES, STYLES

NAMED = re.compile(r"([A-Z]{3}) .+ – .+")
OFFICE = shutil.which("soffice")


def _deck(one: View) -> Any:
    return Presentation(io.BytesIO(make("pptx", one)[0]))


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
        "EST": MSO_PATTERN.DARK_UPWARD_DIAGONAL,
        "POL": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
        "UKR": MSO_PATTERN.OUTLINED_DIAMOND,
    }
    for iso3, pattern in wanted.items():
        fill = states[iso3].fill
        assert (fill.type, fill.pattern) == (MSO_FILL.PATTERNED, pattern)
        assert f"#{fill.fore_color.rgb}" == PALETTES["standard"]["withdrawn"]
        assert f"#{fill.back_color.rgb}" == PALETTES["standard"]["party"]


def test_the_slide_says_what_is_needed_to_cite_it() -> None:
    one = view(DAY)
    slide = _deck(one).slides[0]
    assert slide.shapes.title.text_frame.text == one.headline
    assert "As of 1 March 2026" in _text(slide, "Day and data as of")
    assert "Data as of 31 May 2026" in _text(slide, "Day and data as of")
    assert _text(slide, "Boundary note") == index().dataset.meta.boundary_note
    assert "UN Treaty Collection" in _text(slide, "Source line")
    assert "as_of=2026-03-01" in _text(slide, "Link")


def test_the_legend_can_be_edited_and_counts() -> None:
    slide = _deck(view(DAY)).slides[0]
    assert _text(slide, "Legend count withdrawn") == "5"
    assert _text(slide, "Legend names withdrawn") == "Estonia, Finland, Latvia, Lithuania, Poland"
    swatch = next(shape for shape in slide.shapes if shape.name == "Legend withdrawn")
    assert f"#{swatch.fill.fore_color.rgb}" == PALETTES["standard"]["withdrawn"]


def test_charts_are_native_and_hold_the_numbers() -> None:
    slide = _deck(view(DAY)).slides[0]
    charts = {shape.name: shape.chart for shape in slide.shapes if shape.has_chart}
    counts = charts["Chart: States by class"].plots[0]
    assert dict(zip(counts.categories, counts.series[0].values, strict=True))["withdrawn"] == 5
    windows = charts["Chart: announced windows"].plots[0]
    assert any(name.startswith("Finland · New mines") for name in windows.categories)
    assert len(windows.series) == 3
    assert any(shape.name == "As-of line 2026-03-01" for shape in slide.shapes)


def test_an_axis_keeps_the_order_of_its_schema() -> None:
    slide = _deck(view(DAY)).slides[0]
    for shape in slide.shapes:
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
        slides = _deck(view(DAY, story=story)).slides
        assert len(slides) == len(story.steps)
        for slide, step in zip(slides, story.steps, strict=True):
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
    (folder / "view.pptx").write_bytes(make("pptx", view(DAY))[0])
    (folder / "story.pptx").write_bytes(make("pptx", view(DAY, story=stories()[0]))[0])
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
    assert len(book.pages) == len(story.steps)
    for page, step in zip(book.pages, story.steps, strict=True):
        assert " ".join(step.headline.split()) in " ".join(page.extract_text().split())
    first = PdfReader(rendered / "view.pdf")
    assert len(first.pages) == 1
    assert view(DAY).headline in " ".join(first.pages[0].extract_text().split())


def test_libreoffice_paints_each_state_where_and_as_the_map_does(rendered: Path) -> None:
    """Points inside each State without hatch, looked up in LibreOffice's rendering of the slide."""
    import numpy as np
    from PIL import Image
    from shapely import contains_xy
    from shapely.geometry import Polygon

    subprocess.run(
        ["pdftoppm", "-r", "100", "-png", str(rendered / "view.pdf"), str(rendered / "view")], check=True, timeout=60
    )
    slide = np.asarray(Image.open(next(rendered.glob("view-*.png"))).convert("RGB")).astype(int)
    scale = slide.shape[1] / 1920
    one = view(DAY)
    looked_at = 0
    for shape in MapFit(shapes(), MAP_BOX).states():
        style = STYLES[one.standing_of(shape.iso3).class_id]
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
