"""The native chart of a deck: how many States stand in each class."""

from __future__ import annotations

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from dashboard.domain.days import say_day
from dashboard.exports.captions import Captions
from dashboard.exports.legend import legend_rows
from dashboard.exports.slide_frame import BODY, BOTTOM, EDGE, TOP, WIDTH, new_slide
from dashboard.exports.slide_shapes import emus, paint, rgb
from dashboard.exports.sources import ids_of, source_lines
from dashboard.exports.view import View
from dashboard.look.palette import PALETTES


def counts_slide(deck: Any, view: View) -> None:
    """How many States stand in each class, as a bar chart in the colours of the map."""
    title = f"{view.short_name}: States by class on {say_day(view.day)}"
    rows = legend_rows(view)
    told = [f"{row.label} {row.states}" for row in rows]
    notes = [title, *told, Captions(view).total, "Sources:", *source_lines(view.index, ids_of(view))]
    slide = new_slide(deck, view, title, notes)
    palette = PALETTES[view.theme]
    data = CategoryChartData()
    data.categories = [row.label for row in rows]
    data.add_series("States", [row.states for row in rows])
    box = emus(EDGE, TOP, WIDTH, min(BOTTOM - TOP, 120 + 110.0 * len(rows)))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
    frame.name = "Chart: States by class"
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(BODY), rgb(palette["ink"])
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 40, True
    plot.data_labels.font.size, plot.data_labels.font.color.rgb = Pt(BODY), rgb(palette["ink"])
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for number, row in enumerate(rows):
        point = plot.series[0].points[number].format
        paint(point.fill, row.style, view.theme)
        point.line.color.rgb, point.line.width = rgb(palette["outline"]), Pt(0.5)
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = rgb(palette["outline"])
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    _name_all(chart)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0


def _name_all(chart: Any) -> None:
    """Every bar keeps its name, however little room there is."""
    after = chart.category_axis._element.find("{*}noMultiLvlLbl")
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        after.addprevious(parse_xml(f'<{tag} {nsdecls("c")} val="1"/>'))
