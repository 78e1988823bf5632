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

from dashboard.domain.announcements import Programme
from dashboard.domain.days import say_day
from dashboard.exports.programmes import extent_of, programmes_of, span
from dashboard.exports.slide_shapes import Box, emus, paint, rgb, write, xml_text
from dashboard.exports.view import LABELS, View
from dashboard.look.lettering import shorten
from dashboard.look.palette import PALETTES
from dashboard.views.production import programme_title

EXCEL = dt.date(1899, 12, 30)
"""Day nought of a spreadsheet's calendar."""

MAX_PROGRAMMES = 10
MIN_DAYS = 21
"""A single day is drawn this long, so that it can be seen."""


def counts_chart(slide: Any, view: View, class_ids: Sequence[str], box: Box) -> None:
    """How many States stand in each class, as a bar chart in the colours of the map."""
    palette = PALETTES[view.theme]
    data = CategoryChartData()
    data.categories = [LABELS[class_id] for class_id in class_ids] or ["no State"]
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


def production_chart(slide: Any, view: View, box: Box) -> None:
    """Windows of the lanes that name a day, as stacked bars on an axis of days, with the as-of line.

    At most ``MAX_PROGRAMMES``, those of the States in focus first; the rest is counted in words.
    """
    palette = PALETTES[view.theme]
    lanes = programmes_of(view)
    if not lanes:
        write(
            slide,
            "No announcement",
            (box[0], box[1] + 10, box[2], 30),
            "No announced production or purchase is known on this day.",
            11,
            palette["ink"],
        )
        return
    dated = sorted(
        (lane for lane in lanes if span(lane.heads[0]) is not None),
        key=lambda lane: bool(view.focus) and lane.iso3 not in view.focus,
    )
    shown = dated[: max(1, min(MAX_PROGRAMMES, int((box[3] - 130) // 30)))]
    left_out, undated = len(lanes) - len(shown), len(lanes) - len(dated)
    left_out_line = f"Striped: one end open (“from”, “by”). Not drawn: {left_out} more ({undated} undated)."
    height = min(box[3] - 48, 96 + 42.0 * len(shown)) if shown else 0
    write(slide, "Announcements not drawn", (box[0], box[1] + height + 2, box[2], 44), left_out_line, 9, palette["ink"])
    if not shown:
        return
    box = (box[0], box[1], box[2], height)
    first, last = extent_of(shown, view.day)
    first, last = first.replace(month=1, day=1), dt.date(last.year + 1, 1, 1)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *emus(*box), _windows(view, shown, first, last))
    frame.name = "Chart: announced windows"
    chart = frame.chart
    _plain(chart, f"Announced windows, {say_day(view.day)}", palette["ink"])
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 70, 100
    before, window, half_open = plot.series
    before.format.fill.background()
    before.format.line.fill.background()
    window.format.fill.solid()
    window.format.fill.fore_color.rgb = rgb(palette["outline"])
    half_open.format.fill.patterned()
    half_open.format.fill.pattern = MSO_PATTERN.NARROW_VERTICAL
    half_open.format.fill.fore_color.rgb, half_open.format.fill.back_color.rgb = (
        rgb(palette["outline"]),
        rgb(palette["halo"]),
    )
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
    axis.major_gridlines.format.line.color.rgb = rgb(palette["grid"])
    axis.format.line.fill.background()
    _as_of_line(slide, view, chart, box, first, last)


def _windows(view: View, lanes: Sequence[Programme], first: dt.date, last: dt.date) -> CategoryChartData:
    data = CategoryChartData(number_format="yyyy-mm-dd")
    data.categories = [xml_text(shorten(programme_title(view.index, lane), 15, 230)) for lane in lanes]
    found = [span(lane.heads[0]) for lane in lanes]
    data.add_series("first day", [serial(one.start) if one else None for one in found])
    lengths = [max(MIN_DAYS, (min(one.end, last) - one.start).days) if one else 0 for one in found]
    open_end = [one is not None and (one.opens or one.lasts) for one in found]
    data.add_series(
        "days, both ends stated",
        [None if half else days for days, half in zip(lengths, open_end, strict=True)],
        number_format="0",
    )
    data.add_series(
        "days, one end open",
        [days if half else None for days, half in zip(lengths, open_end, strict=True)],
        number_format="0",
    )
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


def _as_of_line(slide: Any, view: View, chart: Any, box: Box, first: dt.date, last: dt.date) -> None:
    """A line over the chart; the plot is laid out by hand so that it stands on its day."""
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
    share = (view.day - first).days / max(1, (last - first).days)
    x = box[0] + box[2] * (left + width * min(1.0, max(0.0, share)))
    line = slide.shapes.add_connector(
        MSO_CONNECTOR.STRAIGHT, *emus(x, box[1] + box[3] * top, x, box[1] + box[3] * (top + height))
    )
    line.name = f"As-of line {view.day.isoformat()}"
    line.line.color.rgb, line.line.width = rgb(PALETTES[view.theme]["day"]), Pt(1.5)
