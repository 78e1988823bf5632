"""Announced production in full: a row for each programme, its bars behind it, and what each row opens."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.domain.days import say_day
from dashboard.domain.selection import resolve
from dashboard.domain.weapons import governed_weapons
from dashboard.ui import cache, state
from dashboard.ui.charts import chart_when_seen
from dashboard.ui.parts import sheet
from dashboard.views.markup import plain
from dashboard.views.production import day_line_html, figure_height
from dashboard.views.production_rows import key_html


def announced() -> None:
    """Add what was announced, as known on the day: key, rows over their chart, list without dates, agenda, table."""
    selection, index = state.current(), state.served().index
    resolved = resolve(selection, index)
    day = resolved.day
    st.subheader(f"What was announced, as known on {say_day(day)}", anchor="announced")
    for weapon in sorted(governed_weapons(index, resolved.instrument)):
        line = cache.weapons_line(state.served(), weapon, day)
        if line:
            st.markdown(f"**What the record holds and does not hold.** {plain(line)}")
    asked = cache.Asked(selection.weapons, selection.activities, resolved.iso3s, resolved.instrument, selection.grades)
    served = state.served()
    chart, html = cache.announced(served, day, asked)
    if not chart.rows:
        st.info(plain(chart.summary))
        return
    sheet("announced_key", key_html(state.theme()), "production-key")
    with st.container(key="announced"):
        sheet("announced_rows", html, "production")
        if chart.dated:
            with st.container(key="announced_chart"):
                chart_when_seen(
                    "production",
                    partial(cache.figure, served, asked, chart, state.theme()),
                    figure_height(chart),
                    chart.timeless_summary,
                    config={"staticPlot": True},
                )
            with st.container(key="announced_day"):
                sheet("announced_day_line", day_line_html(chart, state.theme()), "production-day")
