"""Days, windows and periods: strict, and right at every boundary."""

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from data.days import parse_day
from data.fields import Count, Day, Number, Period, Precision, date_window
from data.load import DATA_FOLDER, load
from data.periods import add_period
from data.schema import Meta

DAY: TypeAdapter[dt.date | None] = TypeAdapter(Day)
PERIOD: TypeAdapter[str] = TypeAdapter(Period)
NUMBER: TypeAdapter[float | None] = TypeAdapter(Number)
COUNT: TypeAdapter[int | None] = TypeAdapter(Count)
COARSE = (Precision.MONTH, Precision.QUARTER, Precision.YEAR)


@given(st.dates())
def test_every_day_reads_back(day: dt.date) -> None:
    assert DAY.validate_python(day.isoformat()) == day


@given(st.text(alphabet="0123456789-/.T Z+", max_size=12))
def test_only_days_of_the_calendar_are_days(text: str) -> None:
    try:
        day = DAY.validate_python(text)
    except ValidationError:
        return
    assert text == (day.isoformat() if day else "")


def test_no_other_module_reads_days() -> None:
    root = DATA_FOLDER.parent
    sources = [path for room in ("dashboard", "data", "geo") for path in (root / room).rglob("*.py")]
    readers = [str(path.relative_to(root)) for path in sources if "date.fromisoformat(" in path.read_text("utf-8")]
    assert readers == ["data/days.py"]


@pytest.mark.parametrize(
    "text", ["0", "1970", "2025-13-01", "2025-02-29", "20250101", "2025-W01-1", "2025-1-1", "NA", "None", "٢٠٢٥-٠١-٠١"]
)
def test_near_days_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        DAY.validate_python(text)
    with pytest.raises(ValueError, match=r"is not a day (written YYYY-MM-DD|of the calendar)$"):
        parse_day(text)


@pytest.mark.parametrize("text", ["0", 0, "2025-W01-1", "20250101", dt.datetime(2025, 1, 1)])
@pytest.mark.parametrize("name", ["as_of", "checked_on"])
def test_the_dataset_describes_itself_in_strict_days(name: str, text: object) -> None:
    meta = load().dataset.meta.model_dump()
    with pytest.raises(ValidationError, match="is not a day written YYYY-MM-DD"):
        Meta.model_validate(meta | {name: text if name == "as_of" else {"apmbc": text}})


@given(st.dates(), st.sampled_from(COARSE))
def test_a_window_holds_its_placeholder_and_ends_where_the_next_begins(day: dt.date, precision: Precision) -> None:
    first, last = date_window(day, precision)
    assert first is not None
    assert last is not None
    assert first <= day <= last
    assert first.day == 1
    assert last.day == calendar.monthrange(last.year, last.month)[1]
    assert date_window(first, precision) == date_window(last, precision) == (first, last)
    if last < dt.date.max:
        assert date_window(last + dt.timedelta(days=1), precision)[0] == last + dt.timedelta(days=1)


@given(st.dates())
def test_windows_nest(day: dt.date) -> None:
    month, quarter, year = (date_window(day, precision) for precision in COARSE)
    assert year[0] <= quarter[0] <= month[0] <= month[1] <= quarter[1] <= year[1]  # type: ignore[operator]


@given(st.dates())
def test_exact_open_and_unknown_windows(day: dt.date) -> None:
    assert date_window(day, Precision.DAY) == (day, day)
    assert date_window(day, Precision.ON_OR_BEFORE) == (None, day)
    assert date_window(day, Precision.UNKNOWN) == (None, None)
    assert date_window(None, Precision.DAY) == (None, None)


@pytest.mark.parametrize(
    ("day", "precision", "window"),
    [
        ("2024-02-10", Precision.MONTH, ("2024-02-01", "2024-02-29")),
        ("2023-12-31", Precision.MONTH, ("2023-12-01", "2023-12-31")),
        ("2025-12-01", Precision.QUARTER, ("2025-10-01", "2025-12-31")),
        ("2025-03-31", Precision.QUARTER, ("2025-01-01", "2025-03-31")),
        ("2026-07-01", Precision.YEAR, ("2026-01-01", "2026-12-31")),
        ("9999-12-31", Precision.YEAR, ("9999-01-01", "9999-12-31")),
    ],
)
def test_windows_at_their_boundaries(day: str, precision: Precision, window: tuple[str, str]) -> None:
    first, last = date_window(dt.date.fromisoformat(day), precision)
    assert (str(first), str(last)) == window


@pytest.mark.parametrize(
    ("day", "period", "sum_"),
    [
        ("2025-06-27", "P6M", "2025-12-27"),
        ("2025-08-31", "P6M", "2026-02-28"),
        ("2023-08-31", "P6M", "2024-02-29"),
        ("2025-08-28", "P6M", "2026-02-28"),
        ("2025-12-31", "P2M", "2026-02-28"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2024-02-29", "P12M", "2025-02-28"),
        ("2024-02-29", "P4Y", "2028-02-29"),
        ("2023-06-09", "P150D", "2023-11-06"),
        ("2023-12-31", "P1D", "2024-01-01"),
        ("2024-02-28", "P1W", "2024-03-06"),
        ("2024-01-31", "P1M1D", "2024-03-01"),
        ("2024-01-31", "", "2024-01-31"),
        ("9999-12-31", "P1D", "9999-12-31"),
        ("9999-07-01", "P6M", "9999-12-31"),
        ("2000-01-01", "P99999999999999999999Y", "9999-12-31"),
        ("2000-01-01", "P99999999999999999999D", "9999-12-31"),
    ],
)
def test_periods_by_the_calendar(day: str, period: str, sum_: str) -> None:
    assert str(add_period(dt.date.fromisoformat(day), period)) == sum_


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(0, 2400))
def test_months_land_in_the_right_month_and_never_beyond_the_day(day: dt.date, months: int) -> None:
    moved = add_period(day, f"P{months}M")
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, calendar.monthrange(moved.year, moved.month)[1])


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(0, 20_000))
def test_days_count_days(day: dt.date, days: int) -> None:
    assert add_period(day, f"P{days}D") - day == dt.timedelta(days=days)


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(0, 200))
def test_years_are_twelve_months_and_weeks_seven_days(day: dt.date, count: int) -> None:
    assert add_period(day, f"P{count}Y") == add_period(day, f"P{12 * count}M")
    assert add_period(day, f"P{count}W") == add_period(day, f"P{7 * count}D")


@given(st.dates(), st.dates(), st.sampled_from(["P6M", "P150D", "P1Y", "P1M1D"]))
def test_a_later_day_never_ends_earlier(one: dt.date, other: dt.date, period: str) -> None:
    first, second = sorted((one, other))
    assert add_period(first, period) <= add_period(second, period)


@pytest.mark.parametrize("text", ["P", "6M", "P6", "P-6M", "PT6H", "P6M ", "p6m", "P6.5M"])
def test_near_periods_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        PERIOD.validate_python(text)


@pytest.mark.parametrize("text", ["nan", "inf", "1e9", "1_000", "1,5", "-1", "٣", " 1", "1."])
def test_near_numbers_are_refused(text: str) -> None:
    for adapter in (NUMBER, COUNT):
        with pytest.raises(ValidationError):
            adapter.validate_python(text)


def test_numbers_and_their_absence() -> None:
    assert NUMBER.validate_python("336.2") == 336.2
    assert COUNT.validate_python("107") == 107
    assert NUMBER.validate_python("") is None
    assert COUNT.validate_python("") is None
