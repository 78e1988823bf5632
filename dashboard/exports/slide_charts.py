"""The native charts of a slide: States by class, and announced windows as bars on an axis of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from dashboard.domain.days import say_day
from dashboard.domain.production_marks import Ends, ProductionChart, ProgrammeMarks, chart_of_rows, production_chart
from dashboard.domain.terms import class_label
from dashboard.exports.programmes import programmes_of
from dashboard.exports.slide_shapes import Box, emus, paint, rgb, write, xml_text
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.lettering import shorten
from dashboard.look.palette import PALETTES, Theme

EXCEL = dt.date(1899, 12, 30)
"""Day nought of a spreadsheet's calendar."""

MAX_PROGRAMMES = 10


def counts_chart(slide: Any, view: View, class_ids: Sequence[str], box: Box) -> None:
    """How many States stand in each class, as a bar chart in the colours of the map."""
    palette = PALETTES[view.theme]
    data = CategoryChartData()
    data.categories = [class_label(class_id) for class_id in class_ids] or ["no State"]
    data.add_series("States", [view.counts.by_class[class_id] for class_id in class_ids] or [0])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *emus(*box), data)
    frame.name = "Chart: States by class"
    chart = frame.chart
    _plain(chart, f"States by class on {say_day(view.day)}", palette["ink"])
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 40, True
    plot.data_labels.font.size, plot.data_labels.font.color.rgb = Pt(10), rgb(palette["ink"])
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for number, class_id in enumerate(class_ids):
        point = plot.series[0].points[number].format
        paint(point.fill, class_id, view.theme)
        point.line.color.rgb, point.line.width = rgb(palette["outline"]), Pt(0.5)
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = rgb(palette["outline"])
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    _name_all(chart)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0


def windows_chart(slide: Any, view: View, box: Box) -> None:
    """Announced windows that name a day, as stacked bars on an axis of days, with the as-of line.

    At most ``MAX_PROGRAMMES``, those of the States in focus first; the rest is counted in words.
    """
    ink = PALETTES[view.theme]["ink"]
    rows = production_chart(view.index, programmes_of(view), view.day).rows
    if not rows:
        none_known = "No announced production or purchase is known on this day."
        write(slide, "No announcement", (box[0], box[1] + 10, box[2], 30), none_known, 11, ink)
        return
    dated = [row for row in rows if row.head.bar]
    dated.sort(key=lambda row: bool(view.focus) and row.iso3 not in view.focus)
    shown = dated[: max(1, min(MAX_PROGRAMMES, int((box[3] - 130) // 30)))]
    left_out, undated = len(rows) - len(shown), len(rows) - len(dated)
    left_out_line = f"Striped: one end open (“from”, “by”). Not drawn: {left_out} more ({undated} undated)."
    height = min(box[3] - 48, 96 + 42.0 * len(shown)) if shown else 0
    write(slide, "Announcements not drawn", (box[0], box[1] + height + 2, box[2], 44), left_out_line, 9, ink)
    if shown:
        _windows(slide, view.theme, chart_of_rows(shown, view.day), (box[0], box[1], box[2], height))


def _windows(slide: Any, theme: Theme, marks: ProductionChart, box: Box) -> None:
    palette = PALETTES[theme]
    first, last = marks.first.replace(month=1, day=1), dt.date(marks.last.year + 1, 1, 1)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *emus(*box), windows_data(marks.rows, last))
    frame.name = "Chart: announced windows"
    chart = frame.chart
    _plain(chart, f"Announced windows, {say_day(marks.as_of)}", palette["ink"])
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 70, 100
    before, whole, striped = (series.format for series in plot.series)
    before.fill.background()
    before.line.fill.background()
    whole.fill.solid()
    whole.fill.fore_color.rgb = rgb(palette["outline"])
    striped.fill.patterned()
    striped.fill.pattern = MSO_PATTERN.NARROW_VERTICAL
    striped.fill.fore_color.rgb, striped.fill.back_color.rgb = rgb(palette["outline"]), rgb(palette["halo"])
    _axes(chart, first, last, palette["grid"])
    _as_of_line(slide, chart, box, DayAxis(((first, 0), (last, 1))).place(marks.as_of), marks.as_of, palette["day"])


def _axes(chart: Any, first: dt.date, last: dt.date, grid: str) -> None:
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_labels.font.size = Pt(8)
    _name_all(chart)
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = serial(first), serial(last)
    axis.major_unit = 365.25
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "yyyy", False
    axis.tick_labels.font.size = Pt(9)
    axis.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    axis.major_gridlines.format.line.color.rgb = rgb(grid)
    axis.format.line.fill.background()


def windows_data(rows: Sequence[ProgrammeMarks], last: dt.date) -> CategoryChartData:
    """First day and length of each row's window; lengths with an open end in a series of their own."""
    bars = [row.head.bar for row in rows]
    days = [(min(bar.end, last) - bar.start).days if bar else None for bar in bars]
    whole = [bar is not None and bar.ends is Ends.BOTH for bar in bars]
    data = CategoryChartData(number_format="yyyy-mm-dd")
    data.categories = [xml_text(shorten(row.title, 15, 230)) for row in rows]
    data.add_series("first day", [serial(bar.start) if bar else None for bar in bars])
    for name, wanted in (("days, both ends stated", True), ("days, one end open", False)):
        lengths = [length if both is wanted else None for length, both in zip(days, whole, strict=True)]
        data.add_series(name, lengths, number_format="0")
    return data


def serial(day: dt.date) -> int:
    """A day as a spreadsheet counts it."""
    return (day - EXCEL).days


def _plain(chart: Any, title: str, ink: str) -> None:
    """No legend, plain text, a small title."""
    chart.has_legend = False
    chart.font.size, chart.font.color.rgb = Pt(10), rgb(ink)
    chart.has_title = True
    chart.chart_title.include_in_layout = False
    frame = chart.chart_title.text_frame
    frame.text = title
    style = frame.paragraphs[0].runs[0].font
    style.size, style.bold, style.color.rgb = Pt(10), True, rgb(ink)


def _name_all(chart: Any) -> None:
    """Every bar keeps its name, however little room there is."""
    after = chart.category_axis._element.find("{*}noMultiLvlLbl")
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        after.addprevious(parse_xml(f'<{tag} {nsdecls("c")} val="1"/>'))


def _as_of_line(slide: Any, chart: Any, box: Box, share: float, day: dt.date, colour: str) -> None:
    """A line over the chart at ``share`` of its axis; the plot is laid out by hand so that it stands on its day."""
    left, width, top = 0.46, 0.5, 44 / box[3]
    height = 1 - top - 40 / box[3]
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        '<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left}"/><c:y val="{top}"/><c:w val="{width}"/><c:h val="{height}"/>'
        "</c:manualLayout></c:layout>"
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall("{*}layout"):
        area.remove(old)
    area.insert(0, layout)
    x = box[0] + box[2] * (left + width * share)
    line = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, *emus(x, box[1] + box[3] * top, x, box[1] + box[3] * (top + height))
    )
    line.name = f"As-of line {day.isoformat()}"
    line.line.color.rgb, line.line.width = rgb(colour), Pt(1.5)
