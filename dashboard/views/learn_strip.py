"""The interactive strip: a deposit, the time that runs, the effect, drawn to scale with the map's own looks."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from dashboard.domain.days import say_day
from dashboard.domain.notice import WaitingPeriod
from dashboard.domain.terms import LEGEND
from dashboard.look.css_hatch import chip, css_background
from dashboard.look.palette import PALETTES, Theme
from dashboard.views.markup import text

LABELS = {entry.class_id: entry.label for entry in LEGEND}
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


def _stretch(part: Phase, theme: Theme) -> str:
    return text(f"width: {part.share * 100:.3f}%; background: {css_background(part.class_id, theme)}")


def strip_html(run: WaitingPeriod, theme: Theme, *, joins: bool, approximate: bool = False) -> str:
    """The strip, its two days, and the table of the days around them. ``approximate``: the earliest effect."""
    parts = phases(run, joins=joins)
    outline = PALETTES[theme]["outline"]
    pieces = "".join(f'<div style="{_stretch(part, theme)}"></div>' for part in parts)
    names = "".join(
        f'<div style="{text(f"width: {part.share * 100:.3f}%")}">{text(LABELS[part.class_id])}</div>' for part in parts
    )
    word = "earliest effect" if approximate else "effect"
    said = f"Deposit on {say_day(run.deposited_on)}; {word} on {say_day(run.effective_on)}, {run.days:,} days later"
    rows = "".join(
        f"<tr><td>{text(say_day(day))}</td><td>{text(what)}</td>"
        f"<td>{chip(class_id, theme)} {text(LABELS[class_id])}</td></tr>"
        for day, what, class_id in days_table(run, joins=joins)
    )
    marks = "".join(
        f'<span style="left: {place * 100:.3f}%">▲ {name}<br>{text(say_day(day))}</span>'
        for place, name, day in (
            (parts[0].share, "deposit", run.deposited_on),
            (parts[0].share + parts[1].share, word, run.effective_on),
        )
    )
    head = "<thead><tr><th>Day</th><th>What it is</th><th>Status</th></tr></thead>"
    return (
        f'<div class="ess-learn strip-view" data-effective="{run.effective_on}">'
        f'<div class="strip" role="img" aria-label="{text(said)}" style="border-color: {outline}">{pieces}</div>'
        f'<div class="names">{names}</div><div class="marks">{marks}</div>'
        f"<p><strong>{text(said)}.</strong></p><table>{head}<tbody>{rows}</tbody></table></div>"
    )
