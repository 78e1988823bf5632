"""The announced window: one reading of an announcement's days for words, charts, pictures, slides and feeds."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import announcement
from whole_record import whole

from dashboard.domain.announcements import known_on
from dashboard.domain.windows import Window, stage_text, window_of, window_text
from data.event_schema import Announcement, ProgrammeStage
from data.fields import Precision

ROWS = whole().dataset.announcements
SAID = dt.date(2025, 1, 1)


@pytest.mark.parametrize(
    ("first", "last", "window"),
    [
        (None, None, None),
        ("2025-01-01", None, None),
        ("2024-12-31", None, Window(dt.date(2024, 12, 31), None)),
        ("2025-01-02", None, Window(dt.date(2025, 1, 2), None)),
        ("2025-01-01", "2025-01-01", Window(SAID, SAID)),
        ("2025-01-01", "2025-01-02", Window(SAID, dt.date(2025, 1, 2), start_unknown=True)),
        ("2025-01-02", "2025-01-02", Window(dt.date(2025, 1, 2), dt.date(2025, 1, 2))),
        ("2025-01-02", "2025-01-03", Window(dt.date(2025, 1, 2), dt.date(2025, 1, 3))),
        (None, "2025-01-02", Window(SAID, dt.date(2025, 1, 2), start_unknown=True)),
        (None, "2024-12-31", Window(dt.date(2024, 12, 31), dt.date(2024, 12, 31), start_unknown=True)),
    ],
)
def test_windows_around_the_day_of_the_announcement(first: str | None, last: str | None, window: Window | None) -> None:
    row = announcement("x", "2025-01-01", start_earliest=first, start_latest=last)
    assert window_of(row) == window
    assert window_of(row.model_copy(update={"stage": ProgrammeStage.CANCELLED})) is None
    assert window is None or window.end_open == (last is None)


@pytest.mark.parametrize(
    ("first", "unknown"), [("2024-12-31", False), ("2025-01-01", True), ("2025-01-31", True), ("2025-02-01", False)]
)
def test_any_day_of_a_month_of_announcement_is_no_first_day(first: str, unknown: bool) -> None:
    row = announcement(
        "x", "2025-01-15", announced_precision=Precision.MONTH, start_earliest=first, start_latest="2027-12-31"
    )
    window = window_of(row)
    assert window is not None
    assert window.start_unknown is unknown
    assert window.earliest == (known_on(row) if unknown else row.start_earliest)


@pytest.mark.parametrize(
    ("precision", "coarse"),
    [(Precision.DAY, False), (Precision.MONTH, False), (Precision.QUARTER, True), (Precision.YEAR, True)],
)
def test_a_window_said_to_the_quarter_or_year_is_coarse(precision: Precision, coarse: bool) -> None:
    row = announcement("x", "2025-01-01", start_latest="2027-12-31", start_precision=precision)
    window = window_of(row)
    assert window is not None
    assert window.coarse is coarse


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.announcement_id)
def test_the_words_of_every_announcement_are_those_of_its_window(row: Announcement) -> None:
    window, words = window_of(row), window_text(row)
    if window is None:
        assert words in ("no date given", "cancelled", "no plan stated")
        return
    first, *_ = words.split()
    if window.end_open:
        assert first == "from"
        assert window.earliest == row.start_earliest
    elif window.start_unknown:
        assert first == "by"
        assert (window.earliest, window.latest) == (known_on(row), row.start_latest)
    else:
        assert first == "on" if window.earliest == window.latest else first in ("in", "between")
        assert (window.earliest, window.latest) == (row.start_earliest, row.start_latest)


def test_the_three_announcements_of_a_single_day_start_on_it() -> None:
    single = {row.announcement_id: window for row in ROWS if (window := window_of(row)) and window[0] == window[1]}
    assert sorted(single) == [
        "ee-p-2026-01-amari-open",
        "fi-p-2026-02-training-begun",
        "lt-p-2025-08-at-nspa",
    ]
    assert not any(window.start_unknown or window.end_open for window in single.values())


def test_a_plan_that_never_existed_is_not_called_cancelled() -> None:
    said = {row.announcement_id: stage_text(row) for row in ROWS if row.stage is ProgrammeStage.CANCELLED}
    assert said == {"ee-p-2025-03-no-plans": "no plan stated", "lt-p-2026-01-eksplosita-cancel": "cancelled"}
    assert stage_text(announcement("x", "2025-01-01", stage=ProgrammeStage.IN_PRODUCTION)) == "in production"
