"""The figures of a measure in words; other lenses have none, and say so by an empty text."""

from __future__ import annotations

from typing import Final

from dashboard.domain.days import say_period
from dashboard.domain.lenses.lens import Lens, Run
from dashboard.domain.lenses.measure import MeasureLens
from data.lens_schema import Quality

ESTIMATE: Final = "○"
"""Right after a figure that was not measured."""


def figure_of(lens: Lens, run: Run) -> str:
    """ "4.50 % of GDP in 2025, an estimate"; empty without a figure."""
    return lens.figure(run) if isinstance(lens, MeasureLens) else ""


def short_figure(lens: Lens, run: Run) -> str:
    """ "4.50", for a map: a figure that was not measured bears a hollow dot; empty without a figure."""
    if not isinstance(lens, MeasureLens) or run.value is None:
        return ""
    return lens.number(run) + ("" if run.quality == Quality.MEASURED else ESTIMATE)


def number_of(lens: Lens, run: Run) -> str:
    """The figure of a run with the decimals of its measure: "4.50"; empty where there is none."""
    return lens.number(run) if isinstance(lens, MeasureLens) else ""


def greatest_first(run: Run) -> tuple[bool, float]:
    """Sort key of a run in a ranking: the greatest figure first, those without one last."""
    return run.value is None, -(run.value or 0.0)


def figure_head(lens: Lens, run: Run) -> str:
    """ "% of GDP in 2025": what the figures of a period are; empty for other lenses."""
    return f"{lens.unit} in {say_period(*lens.period_of(run.start))}" if isinstance(lens, MeasureLens) else ""
