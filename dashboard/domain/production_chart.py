"""The chart of announced production: the marks of each programme as known on a day, and the days of its axis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from dashboard.domain.announcements import MILESTONES, SLIP_LABELS, Programme, SlipKind, known_on, slip_text
from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.production_marks import (
    Bar,
    Ends,
    Mark,
    ProductionChart,
    ProgrammeMarks,
    SlippageLine,
    VersionMarks,
)
from dashboard.domain.weapons import WEAPON_LABELS
from dashboard.domain.windows import CANCELLED, stage_text, window_of, window_text
from data.event_schema import Announcement, ProgrammeStage

OPEN_DAYS = 240
"""How far a window without end is drawn."""
MIN_DAYS = 21
"""A shorter window is drawn this long, so that it can be seen."""
DAYS_BEFORE, DAYS_AFTER = 60, 120
"""Room on the axis before the first statement and after the last window."""
PALE = 0.6
"""Opacity of a bar that is less sure: known to the quarter or year only, or with an open end."""
FAINT = 0.45
"""Opacity of a superseded version's bar."""
_MARKS: dict[ProgrammeStage, Mark] = {
    ProgrammeStage.CONTRACTED: Mark.CONTRACT,
    ProgrammeStage.IN_PRODUCTION: Mark.START,
    ProgrammeStage.DELIVERED: Mark.START,
}


def production_chart(index: Index, programmes: Sequence[Programme], as_of: dt.date) -> ProductionChart:
    """Marks of the programmes as known on ``as_of``, in their order."""
    return chart_of_rows([_row(index, programme) for programme in programmes], as_of)


def chart_of_rows(rows: Sequence[ProgrammeMarks], as_of: dt.date) -> ProductionChart:
    """The chart of some rows, on an axis as long as they need."""
    versions = [version for row in rows for version in (*row.superseded, *row.current)]
    stated_ends = [one.bar.end for one in versions if one.bar and one.bar.ends is not Ends.END_OPEN]
    first = min([as_of, *(one.known_on for one in versions)]) - dt.timedelta(days=DAYS_BEFORE)
    last = max([as_of, *stated_ends]) + dt.timedelta(days=DAYS_AFTER)
    return ProductionChart(as_of, first, last, tuple(rows))


def by_state(rows: Iterable[ProgrammeMarks]) -> list[tuple[str, list[ProgrammeMarks]]]:
    """Name of each State with its programmes, in the order of the rows."""
    return [(state, list(group)) for state, group in groupby(rows, key=attrgetter("state"))]


def slippage_text(programme: Programme, announcement_id: str) -> str:
    """How far a current version moved from the first dated one; empty where it replaces none."""
    return next((slip_text(total) for total in programme.totals if total.to_id == announcement_id), "")


def _of_another_milestone(programme: Programme, head: Announcement) -> list[Announcement]:
    """Superseded versions that named a last day of another milestone than the head's, latest first."""
    return [row for row in programme.superseded if row.activity is not head.activity and row.start_latest is not None]


def _moved(programme: Programme, head: Announcement) -> str:
    text = slippage_text(programme, head.announcement_id)
    other = SLIP_LABELS[SlipKind.OTHER_MILESTONE]
    return f"{text}; before: {other}" if text not in ("", other) and _of_another_milestone(programme, head) else text


def moved_in_full(index: Index, programme: Programme, head: Announcement) -> str:
    """How a current version's date moved, as a sentence; empty where it replaces none that named a date.

    "moved: first in the course of 2026, now in the course of 2027 (365 days later)". Where a version before spoke of
    another milestone, it is named and not compared.
    """
    total = next((one for one in programme.totals if one.to_id == head.announcement_id), None)
    if total is None:
        return ""
    before = index.announcements[total.from_id]
    match total.kind:
        case SlipKind.LATER | SlipKind.EARLIER:
            text = f"moved: first {window_text(before)}, now {window_text(head)} ({slip_text(total)})"
        case SlipKind.DROPPED:
            text = f"moved: first {window_text(before)}, now {window_text(head)}"
        case SlipKind.SAME | SlipKind.DATED:
            text = slip_text(total)
        case SlipKind.OTHER_MILESTONE | SlipKind.NONE:
            text = ""
    others = _of_another_milestone(programme, head)
    if not others:
        return text
    milestone, window = MILESTONES[others[-1].activity], window_text(others[-1])
    return f"{text}{'; ' if text else ''}before: {milestone} {window}, a different milestone"


def _row(index: Index, programme: Programme) -> ProgrammeMarks:
    head = programme.heads[0]
    grade = index.grade_of(head)
    return ProgrammeMarks(
        iso3=programme.iso3,
        chain_id=programme.chain_id,
        state=index.countries[programme.iso3].name,
        name=programme.name,
        kind=f"{head.activity.value}: {WEAPON_LABELS[head.weapon][1]}",
        current=tuple(_version(row, current=True) for row in programme.heads),
        superseded=tuple(_version(row, current=False) for row in programme.superseded),
        slippage=tuple(_slippage(programme)),
        moved=_moved(programme, head),
        moved_in_full=moved_in_full(index, programme, head),
        grade=grade.value if grade else "",
    )


def _version(row: Announcement, *, current: bool) -> VersionMarks:
    return VersionMarks(
        announcement_id=row.announcement_id,
        current=current,
        known_on=known_on(row) or row.announced_on,
        cancels=window_text(row) == CANCELLED,
        bar=_bar(row, current),
        stated=row.start_as_stated,
        window=window_text(row),
        speaker=f"{row.announced_by}, {row.announced_by_role}",
        announced=say_day(row.announced_on, row.announced_precision),
        stage=stage_text(row) if current else "replaced",
        mark=Mark.CANCELLED if window_text(row) == CANCELLED else _MARKS.get(row.stage, Mark.ANNOUNCED),
    )


def window_bar(row: Announcement) -> Bar | None:
    """The window of a current version as it is drawn everywhere; ``None`` where it names no date."""
    return _bar(row, current=True)


def _bar(row: Announcement, current: bool) -> Bar | None:
    window = window_of(row)
    if window is None:
        return None
    ends = Ends.START_UNKNOWN if window.start_unknown else Ends.END_OPEN if window.end_open else Ends.BOTH
    end = window.latest or window.earliest + dt.timedelta(days=OPEN_DAYS)
    if ends is Ends.BOTH:
        end = max(end, window.earliest + dt.timedelta(days=MIN_DAYS))
    unsure = window.coarse or ends is not Ends.BOTH
    return Bar(window.earliest, end, ends, FAINT if not current else PALE if unsure else 1.0, window.coarse)


def _slippage(programme: Programme) -> Iterator[SlippageLine]:
    latest = {row.announcement_id: row.start_latest for row in (*programme.heads, *programme.superseded)}
    for slip in programme.slips:
        before, after = latest[slip.from_id], latest[slip.to_id]
        if slip.days and before is not None and after is not None:
            yield SlippageLine(before, after, slip.from_id, slip.to_id)
