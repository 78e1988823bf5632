"""The native charts of a deck: how many States stand in each class, and the figure of each State."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from dashboard.domain.days import say_day
from dashboard.exports.captions import Captions
from dashboard.exports.legend import legend_rows
from dashboard.exports.slide_frame import BODY, BOTTOM, EDGE, SMALL, TOP, WIDTH, new_slide
from dashboard.exports.slide_shapes import emus, paint, rgb
from dashboard.exports.sources import ids_of, source_lines
from dashboard.exports.view import View
from dashboard.look.palette import PALETTES

FEW: Final = 16
"""Bars up to which their names are in the size of text."""
ROWS: Final = 26
"""Bars on one slide."""


def chart_slides(deck: Any, view: View) -> None:
    """How many States stand in each class, then the figure of each where there is any, in the colours of the map."""
    title = f"{view.short_name}: States by class on {say_day(view.day)}"
    counts = [Bar(row.label, row.states, str(row.states), row.style) for row in legend_rows(view)]
    notes = [title, *(f"{bar.label} {bar.value}" for bar in counts), Captions(view).total, Captions(view).series]
    told = "Sources:", *source_lines(view.index, ids_of(view))
    _chart(new_slide(deck, view, title, [*notes, *told]), view, counts, "Chart: States by class", "States")
    figures = [
        Bar(view.index.name_of(iso3), run.value or 0, view.figure_on_map(iso3), run.entry.style)
        for iso3, run in view.figures
    ]
    pages = -(-len(figures) // ROWS)
    most = -(-len(figures) // max(1, pages))
    head = f"{view.short_name}, {Captions(view).legend_title}"
    for number in range(pages):
        shown = figures[number * most : (number + 1) * most]
        title = head + (" (continued)" if number else ", highest first")
        notes = [title, *(f"{bar.label} {bar.text}" for bar in shown), Captions(view).series]
        _chart(new_slide(deck, view, title, notes), view, shown, "Chart: figures by State", Captions(view).legend_title)


class Bar(NamedTuple):
    """One bar of a chart: its name, its length, what stands at its end, its style."""

    label: str
    value: float
    text: str
    style: str


def _chart(slide: Any, view: View, bars: Sequence[Bar], name: str, series: str) -> None:
    """A native bar chart with the values at the ends."""
    palette = PALETTES[view.theme]
    size = BODY if len(bars) <= FEW else SMALL
    data = CategoryChartData()
    data.categories = [bar.label for bar in bars]
    data.add_series(series, [bar.value for bar in bars])
    box = emus(EDGE, TOP, WIDTH, min(BOTTOM - TOP, 120 + 110.0 * len(bars)))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
    frame.name = name
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.color.rgb = Pt(size), rgb(palette["ink"])
    plot = chart.plots[0]
    plot.gap_width, plot.has_data_labels = 40, True
    plot.data_labels.font.size, plot.data_labels.font.color.rgb = Pt(size), rgb(palette["ink"])
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    worded = any(bar.text != str(bar.value) for bar in bars)
    for number, bar in enumerate(bars):
        point = plot.series[0].points[number]
        paint(point.format.fill, bar.style, view.theme)
        point.format.line.color.rgb, point.format.line.width = rgb(palette["outline"]), Pt(0.5)
        if worded:
            _say(point.data_label, bar.text, size, palette["ink"])
    chart.category_axis.reverse_order = True
    chart.category_axis.format.line.color.rgb = rgb(palette["outline"])
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    _name_all(chart)
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0


def _say(label: Any, text: str, size: float, ink: str) -> None:
    """Words of our own at the end of a bar."""
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    label.text_frame.text = text
    font = label.text_frame.paragraphs[0].runs[0].font
    font.size, font.color.rgb = Pt(size), rgb(ink)


def _name_all(chart: Any) -> None:
    """Every bar keeps its name, however little room there is."""
    after = chart.category_axis._element.find("{*}noMultiLvlLbl")
    for tag in ("c:tickLblSkip", "c:tickMarkSkip"):
        after.addprevious(parse_xml(f'<{tag} {nsdecls("c")} val="1"/>'))
