"""The interactive strip: a deposit, the time that runs, the effect, drawn to scale with the map's own looks."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from dashboard.domain.days import say_day
from dashboard.domain.notice import WaitingPeriod
from dashboard.domain.terms import class_label
from dashboard.look.css_hatch import chip_style, css_background
from dashboard.look.palette import PALETTES, Theme
from dashboard.views.templates import render

MARGIN = 0.5
"""Room before the deposit and after the effect, as a share of the run."""


class Phase(NamedTuple):
    """A stretch of the strip."""

    class_id: str
    share: float
    """Of the strip's width, between 0 and 1."""


def phases(run: WaitingPeriod, *, joins: bool) -> tuple[Phase, Phase, Phase]:
    """Before the deposit, while it runs, from the effect on. Their shares add up to 1."""
    classes = ("never-party", "joining", "state-party") if joins else ("state-party", "exit-deposited", "withdrawn")
    whole = 1 + 2 * MARGIN
    shares = (MARGIN / whole, 1 / whole, MARGIN / whole)
    before, running, after = (Phase(class_id, share) for class_id, share in zip(classes, shares, strict=True))
    return before, running, after


def days_table(run: WaitingPeriod, *, joins: bool) -> list[tuple[dt.date, str, str]]:
    """Day, what it is, and the class of the State on it: the deposit, the day before the effect, of it, after it."""
    before, running, after = (phase.class_id for phase in phases(run, joins=joins))
    one = dt.timedelta(days=1)
    first_running = after if run.days <= 0 else running
    rows = [
        (run.deposited_on - one, "the day before the deposit", before),
        (run.deposited_on, "the deposit", first_running),
        (run.last_day_before, "the last day before the effect", running if run.days > 0 else before),
        (run.effective_on, "the effect", after),
    ]
    return rows if run.days > 1 else [rows[0], *rows[2:]]


def strip_html(run: WaitingPeriod, theme: Theme, *, joins: bool, approximate: bool = False) -> str:
    """The strip, its two days, and the table of the days around them. ``approximate``: the earliest effect."""
    parts, palette = phases(run, joins=joins), PALETTES[theme]
    before, running, _ = parts
    word = "earliest effect" if approximate else "effect"
    summary = f"Deposit on {say_day(run.deposited_on)}; {word} on {say_day(run.effective_on)}, {run.days:,} days later"
    return render(
        "learn_strip.html",
        effective_on=run.effective_on,
        summary=summary,
        outline=palette["outline"],
        parts=[
            (_percent(part.share), css_background(part.class_id, palette), class_label(part.class_id)) for part in parts
        ],
        marks=[
            (_percent(before.share), "deposit", run.deposited_on),
            (_percent(before.share + running.share), word, run.effective_on),
        ],
        days=[
            (day, what, chip_style(class_id, theme), class_label(class_id))
            for day, what, class_id in days_table(run, joins=joins)
        ],
    )


def _percent(share: float) -> str:
    return f"{share * 100:.3f}"
