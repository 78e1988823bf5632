"""Files of a policy and of a measure: classes, figures, series and the words that they came later."""

from __future__ import annotations

import datetime as dt
import io
import json

from export_views import index, shapes, stories
from pptx import Presentation

from dashboard.domain.selection import Selection
from dashboard.exports import View, make
from dashboard.exports.captions import OF_CLASSES, OF_FIGURES, SCALE
from dashboard.tables.downloads import table_download

DAY = dt.date(2025, 12, 31)


def _view(lens_name: str) -> View:
    return View(index(), shapes(), lens_name, DAY, focus=frozenset({"SWE"}))


def test_a_picture_tells_class_and_figure() -> None:
    assert "Sweden: selective draft" in make("svg", _view("conscription"))[0].decode()
    drawn = make("svg", _view("spending"))[0].decode()
    assert "Sweden: 2 to under 3.5 %, 2.47 % of GDP in 2025" in drawn
    assert "published 27 April 2026, known later than the day shown" in drawn


def test_a_deck_names_the_series_and_charts_the_figures() -> None:
    deck = Presentation(io.BytesIO(make("pptx", _view("spending.nato-2025"))[0]))
    first = {shape.name: shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame}
    assert first["Series"].startswith("NATO, August 2025: defence expenditure as NATO counted it until 2025")
    assert any(shape.name == "Chart: figures by State" for slide in deck.slides for shape in slide.shapes)


def test_the_last_slide_of_a_story_says_how_to_read_every_kind_of_its_maps() -> None:
    story = next(one for one in stories() if one.id == "who-drafts-who-spends")
    *_, last = Presentation(io.BytesIO(make("pptx", View(index(), shapes(), "spending", DAY, story=story))[0])).slides
    read = next(shape.text_frame.text for shape in last.shapes if shape.name == "How to read")
    assert read == f"{SCALE} {OF_CLASSES} {OF_FIGURES}"


def test_geojson_of_a_measure_holds_its_figures() -> None:
    body = table_download("geojson", index(), shapes(), Selection(lens="spending", as_of=DAY)).body
    rows = {one["id"]: one["properties"] for one in json.loads(body)["features"]}
    assert (rows["SWE"]["class_id"], rows["SWE"]["value"], rows["SWE"]["series_id"]) == ("from-2", 2.47, "sipri-2026")
    assert rows["AND"]["value"] is None
