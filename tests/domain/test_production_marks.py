"""The marks of the production chart: bars, symbols, slippage and texts, before any medium draws them."""

from __future__ import annotations

import datetime as dt
from functools import cache

from builders import announcement, dataset

from dashboard.domain.announcements import programmes_as_of
from dashboard.domain.index import Index
from dashboard.domain.production_chart import (
    DAYS_AFTER,
    DAYS_BEFORE,
    FAINT,
    MIN_DAYS,
    OPEN_DAYS,
    PALE,
    production_chart,
)
from dashboard.domain.production_marks import Ends, ProductionChart
from data.event_schema import Announcement, ProgrammeStage
from data.fields import Precision
from data.load import load

AS_OF = dt.date(2026, 5, 31)


def chart(*rows: Announcement, as_of: dt.date = AS_OF) -> ProductionChart:
    index = Index(dataset(announcements=rows))
    return production_chart(index, programmes_as_of(index, as_of), as_of)


@cache
def record() -> ProductionChart:
    """The whole record on its own day."""
    index = Index(load().dataset)
    day = index.dataset.meta.as_of
    return production_chart(index, programmes_as_of(index, day), day)


def test_a_window_of_one_day_is_drawn_long_enough_to_be_seen() -> None:
    bar = (
        chart(announcement("a", "2026-01-01", start_earliest="2026-03-01", start_latest="2026-03-01")).rows[0].head.bar
    )
    assert bar is not None
    assert (bar.end - bar.start).days == MIN_DAYS
    assert (bar.ends, bar.stated_day, bar.opacity) == (Ends.BOTH, None, 1.0)


def test_an_open_end_is_drawn_for_a_while_and_lengthens_no_axis() -> None:
    shown = chart(announcement("a", "2026-01-01", start_earliest="2026-05-01"))
    bar = shown.rows[0].head.bar
    assert bar is not None
    assert (bar.ends, bar.stated_day, bar.opacity) == (Ends.END_OPEN, bar.start, PALE)
    assert (bar.end - bar.start).days == OPEN_DAYS
    assert shown.last == AS_OF + dt.timedelta(days=DAYS_AFTER)
    assert shown.first == dt.date(2026, 1, 1) - dt.timedelta(days=DAYS_BEFORE)


def test_an_unknown_start_is_drawn_from_the_day_it_became_known() -> None:
    row = announcement("a", "2026-01-15", announced_precision=Precision.MONTH, start_latest="2027-12-31")
    shown = chart(row)
    bar = shown.rows[0].head.bar
    assert bar is not None
    assert (bar.ends, bar.start, bar.stated_day) == (Ends.START_UNKNOWN, dt.date(2026, 1, 31), dt.date(2027, 12, 31))
    assert shown.rows[0].head.known_on == bar.start
    assert shown.last == dt.date(2027, 12, 31) + dt.timedelta(days=DAYS_AFTER)


def test_a_coarse_window_is_pale_and_a_superseded_one_faint() -> None:
    first = announcement("a", "2025-01-01", start_earliest="2026-01-01", start_latest="2026-12-31")
    later = announcement(
        "b",
        "2026-01-01",
        start_earliest="2027-01-01",
        start_latest="2027-12-31",
        start_precision=Precision.YEAR,
        replaces_id="a",
    )
    (row,) = chart(first, later).rows
    (old,) = row.superseded
    assert row.head.bar is not None
    assert old.bar is not None
    assert (row.head.bar.opacity, old.bar.opacity) == (PALE, FAINT)
    assert (row.head.colour, old.colour) == ("outline", "speck")
    assert (row.head.stage, old.stage) == ("announced", "replaced")
    assert [(line.before, line.after) for line in row.slippage] == [(dt.date(2026, 12, 31), dt.date(2027, 12, 31))]
    assert row.moved == "365 days later"


def test_versions_that_name_no_other_day_have_no_slippage_line() -> None:
    first = announcement("a", "2025-01-01", start_latest="2026-12-31")
    same = announcement("b", "2025-06-01", start_latest="2026-12-31", replaces_id="a")
    dropped = announcement("c", "2025-07-01", replaces_id="b")
    assert chart(first, same, dropped).rows[0].slippage == ()


def test_only_a_plan_that_existed_is_crossed_out() -> None:
    """Estonia said in March 2025 that it plans nothing; Lithuania gave up what it had announced."""
    rows = {row.head.announcement_id: row for row in record().rows}
    never, given_up = rows["ee-p-2025-03-no-plans"].head, rows["lt-p-2026-01-eksplosita-cancel"].head
    assert (never.cancels, never.stage, never.window, never.bar) == (False, "no plan stated", "no plan stated", None)
    assert (given_up.cancels, given_up.stage, given_up.window, given_up.bar) == (True, "cancelled", "cancelled", None)


def test_a_row_speaks_with_the_version_announced_last() -> None:
    index = Index(load().dataset)
    for row in record().rows:
        head = index.announcements[row.head.announcement_id]
        assert head.announced_on == max(index.announcements[one.announcement_id].announced_on for one in row.current)
        grade = index.grade_of(head)
        assert row.grade == (grade.value if grade else "")


def test_the_summary_names_every_row() -> None:
    summary = record().summary
    assert all(f"{row.title}: {row.head.window}" in summary for row in record().rows)
    empty = chart(announcement("a", "2027-01-01", stage=ProgrammeStage.ANNOUNCED))
    assert empty.rows == ()
    assert empty.summary == "No announcement is known on 31 May 2026 with these filters."
