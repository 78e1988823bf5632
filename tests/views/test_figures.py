"""The table of figures says what it shows, and its chart joins no two series and prints what lies above it."""

from __future__ import annotations

import datetime as dt

from whole_record import whole_index

from dashboard.domain.lenses import lens_of
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.lenses.ranking import disagreements, ranking
from dashboard.views.figures import (
    MOST_LINES,
    disagreements_html,
    edition_line,
    lines_figure,
    lines_summary,
    ranked_html,
)

INDEX = whole_index()
DAY = dt.date(2025, 12, 31)


def spending(series: str = "") -> MeasureLens:
    lens = lens_of(INDEX, "spending", series)
    assert isinstance(lens, MeasureLens)
    return lens


def test_the_edition_and_its_day_stand_over_the_figures() -> None:
    said = edition_line(INDEX, spending(), DAY)
    assert "SIPRI, April 2026, version 1.2: military expenditure as SIPRI counts it" in said
    assert "published 27 April 2026, known later than 31 December 2025" in said
    assert "known later" not in edition_line(INDEX, spending("nato-2025"), DAY)
    assert "core defence" in edition_line(INDEX, spending("nato-core-2026"), DAY)


def test_the_table_ranks_with_change_and_quality() -> None:
    rows = ranking(INDEX, spending(), DAY, dt.date(2014, 1, 1), {"LTU", "LUX", "POL"})
    html = ranked_html(INDEX, spending(), rows, DAY, dt.date(2014, 1, 1), "standard")
    assert html.index("Poland") < html.index("Lithuania") < html.index("Luxembourg")
    assert "3.08" in html
    assert "+2.20" in html
    assert html.count("estimate<") == 1
    assert "No figure yet" in ranked_html(INDEX, spending(), (), DAY, None, "standard")


def test_disagreements_name_both_editions() -> None:
    html = disagreements_html(INDEX, spending(), disagreements(INDEX, spending(), {"LUX"}))
    assert "SIPRI, April 2026, version 1.2: 0.85" in html
    assert "NATO, August 2025: 2.00" in html
    assert "No two series differ" in disagreements_html(INDEX, spending(), ())


def test_a_line_has_gaps_and_what_lies_above_stands_at_the_edge_with_its_number() -> None:
    figure = lines_figure(INDEX, spending(), ["UKR", "POL", "EST", "LVA", "LTU", "FIN", "SWE"], "dark")
    assert len(figure.data) == MOST_LINES
    assert not any(trace.connectgaps for trace in figure.data)
    ukraine = figure.data[0]
    assert max(ukraine.y) == 7.5
    over = [text for text, symbol in zip(ukraine.text, ukraine.marker.symbol, strict=True) if symbol == "triangle-up"]
    assert len(over) == 4
    assert any("33.96" in text for text in over)
    assert [shape.y0 for shape in figure.layout.shapes] == [2, 3.5, 5]
    germany = lines_figure(INDEX, spending("nato-2025"), ["DEU"], "standard").data[0]
    assert germany.y[-1] is None


def test_the_chart_is_said_in_words() -> None:
    assert "Lithuania: 0.88 in 2014, 3.08 in 2025" in lines_summary(INDEX, spending(), ["LTU"])
    assert lines_summary(INDEX, spending(), []).endswith("No figure yet.")
