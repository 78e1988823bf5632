"""Figures: one measure's numbers ranked, since an earlier period, as lines, and where its series disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard.domain.days import LATEST, say_period
from dashboard.domain.lenses import lens_of, lenses_of
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.lenses.ranking import APART, disagreements, periods, ranking
from dashboard.domain.selection import resolve
from dashboard.ui import filters, state
from dashboard.ui.charts import chart_when_seen
from dashboard.ui.parts import sheet
from dashboard.views.figures import (
    HEIGHT_PX,
    MOST_LINES,
    disagreements_html,
    edition_line,
    lines_figure,
    lines_summary,
    ranked_html,
    ranked_title,
)
from dashboard.views.markup import plain
from dashboard.views.templates import render

now, selection = state.served(), state.current()
index = now.index
measures = {key: lens for key, lens in lenses_of(index).items() if isinstance(lens, MeasureLens)}


def _choice(title: str, key: str, options: Mapping[Any, str], chosen: Any, apply: Callable[[Any], None]) -> None:
    """A box that shows the names of some values and tells ``apply`` which was chosen."""
    st.selectbox(
        title,
        list(options),
        format_func=options.__getitem__,
        key=state.preset(key, chosen),
        on_change=lambda: apply(st.session_state[key]),
        width=max(160, 40 + 8 * max(map(len, options.values()))),
        label_visibility="collapsed",
    )


def _choices(lens: MeasureLens, day: dt.date, since: dt.date) -> None:
    """Boxes for measure, series, period and the period compared with."""
    spans = periods(index, lens)
    if len(measures) > 1:
        titles = {key: one.title for key, one in measures.items()}
        _choice("Measure", "figures_lens", titles, lens.id, lambda key: _open(key, ""))
    editions = {one.series_id: f"{index.publishers[one.publisher_id].name}, {one.edition}" for one in lens.series}
    _choice("Series", "figures_series", editions, lens.series_id, lambda key: _open(lens.id, key))
    ends = {last: say_period(first, last) for first, last in (*spans, lens.period_of(day))}
    _choice("Period", "figures_period", ends, lens.period_of(day)[1], lambda last: _show(lens, last))
    starts = {first: f"since {say_period(first, last)}" for first, last in spans}
    _choice("Since", "figures_since", starts, since, lambda first: state.update(compare_day=first))


def _open(lens_id: str, series_id: str) -> None:
    state.update(lens=lens_id, series=series_id, as_of=LATEST, compare_day=None)


def _show(lens: MeasureLens, last: dt.date) -> None:
    state.go_to(lens=lens.id, series=lens.series_id, as_of=min(last, index.dataset.meta.as_of))


def _draw(lens: MeasureLens, day: dt.date) -> None:
    """The page of one measure on one day."""
    spans = periods(index, lens)
    wanted = lens.period_of(selection.compare_day)[0] if selection.compare_day else None
    since = wanted if wanted in {first for first, _ in spans} and wanted else spans[0][0]
    with filters.bar(lists=(), day=False, instrument=False):
        _choices(lens, day, since)
    st.markdown(plain(edition_line(index, lens, day)))
    iso3s = resolve(selection, index).iso3s
    rows = ranking(index, lens, day, since, iso3s)
    if not rows:
        words, last = say_period(*lens.period_of(day)), spans[-1]
        label = f"No figure yet for {words}: see {say_period(*last)}"
        st.button(label, key="figures_last", on_click=_show, args=(lens, last[1]))
    table, charts = st.columns([0.45, 0.55])
    with table:
        st.markdown(f"#### {ranked_title(index, rows, iso3s)}")
        sheet("figures_list", ranked_html(index, lens, rows, day, since, state.theme()), "changed")
    with charts:
        chosen = _lines([one.iso3 for one in rows])
        st.markdown(f"#### Over time, at most {MOST_LINES} States")
        chart_when_seen(
            "figures_lines",
            lambda: lines_figure(index, lens, chosen, state.theme()),
            HEIGHT_PX,
            lines_summary(index, lens, chosen),
        )
        st.caption("Choose States above for others. ○ is an estimate or a budget; ▲ lies above the chart.")
        st.markdown(f"#### Where two series differ by more than {APART}")
        sheet("figures_apart", disagreements_html(index, lens, disagreements(index, lens, iso3s)), "changed")


def _lines(ranked: list[str]) -> list[str]:
    """States whose lines are drawn: the open one first, then the highest of those in view."""
    first = [selection.focus] if selection.focus in ranked else []
    return [*first, *(iso3 for iso3 in ranked if iso3 not in first)][:MOST_LINES]


if measures:
    known = selection.lens in measures
    key = selection.lens if known else next(iter(measures))
    series = selection.series if known else ""
    lens = lens_of(index, key, series)
    assert isinstance(lens, MeasureLens)
    day = resolve(selection, index).day if known else lens.latest(index)
    _draw(lens, day)
else:
    st.html(render("hint.html", text="The dataset holds no measure."))
