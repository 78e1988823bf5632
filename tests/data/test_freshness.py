"""How fresh a lens is: by the log alone, on the day that is passed in."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

import pytest

from data.check.settings import read_settings
from data.checks import parse_due
from data.fields import Precision
from data.freshness import Freshness, freshness, lens_ids
from data.load import load
from data.reading_schema import Check, Due
from data.schema import Dataset
from data.todo import due
from data.todo import main as todo
from data.validate import main as validate


@pytest.fixture(scope="module")
def record() -> Dataset:
    return load().dataset


def read(day: str, precision: str = "day", lens_id: str = "apmbc", **more: Any) -> Check:
    cells = dict.fromkeys(Check.model_fields, "") | {"lens_id": lens_id, "read_on": day, "read_precision": precision}
    return Check.model_validate(cells | {"method": "its table"} | more)


def of(record: Dataset, checks: Iterable[Check], on: str, lens_id: str = "apmbc") -> Freshness:
    logged = record.model_copy(update={"checks": tuple(checks), "due": Due(every_days=35, lenses={"spending": 183})})
    return freshness(logged, lens_id, dt.date.fromisoformat(on))


@pytest.mark.parametrize(("on", "overdue"), [("2026-03-09", False), ("2026-03-10", False), ("2026-03-11", True)])
def test_a_reading_is_overdue_from_the_day_after_it_was_due(record: Dataset, on: str, *, overdue: bool) -> None:
    found = of(record, [read("2025-01-01"), read("2026-02-03")], on)
    assert (found.read_on, found.due_on) == (dt.date(2026, 2, 3), dt.date(2026, 3, 10))
    assert found.overdue is overdue


def test_a_later_reading_is_not_known_before_its_day(record: Dataset) -> None:
    logged = [read("2026-02-03", open_differences="2", agreements="40"), read("2026-02-20", open_differences="0")]
    before, after = of(record, logged, "2026-02-19"), of(record, logged, "2026-02-20")
    assert (before.open_differences, after.open_differences) == (2, 0)
    assert of(record, [read("2026-02-03"), read("2026-02-03", method="again")], "2026-03-01").method == "again"


def test_what_was_last_found_to_have_changed_names_its_row(record: Dataset) -> None:
    assert of(record, [], "2025-07-11").changed_by == "apmbc-fin-2"
    assert of(record, [], "2025-07-11").changed_on == dt.date(2025, 7, 10)
    assert of(record, [], "2026-07-06", "spending").changed_by == "sipri-2026"
    assert of(record, [], "2026-07-07", "spending").changed_by == "nato-core-2026"
    assert of(record, [], "2026-07-07", "nonsense").changed_on is None


def test_what_ended_is_never_due_and_what_was_never_read_says_so(record: Dataset) -> None:
    ended = of(record, [read("2020-01-01", lens_id="new-start")], "2026-10-02", "new-start")
    assert ended.ended
    assert ended.due_on is None
    assert not ended.overdue
    assert not ended.never_read
    assert of(record, [], "2026-10-02", "cfe").never_read
    month = of(record, [read("2018-07-01", "month")], "2026-10-02")
    assert month.read_precision is Precision.MONTH
    assert of(record, [read("2026-07-10", lens_id="spending")], "2026-10-02", "spending").due_on == dt.date(2027, 1, 9)


def test_how_often_is_configuration(record: Dataset) -> None:
    assert record.due == read_settings().due
    assert set(record.due.lenses) <= set(lens_ids(record))
    found, problems = parse_due({"due": {"every_days": 0, "lenses": {"npt": 1}}}, "registers.toml")
    assert found == Due()
    assert [(one.file, one.column) for one in problems] == [("registers.toml", "due.every_days")]


def test_the_list_and_the_warning_take_the_day_and_never_fail_for_it(
    record: Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "rome" not in "\n".join(due(record, dt.date(2026, 11, 5)))
    assert "rome: due on 2026-11-06" in "\n".join(due(record, dt.date(2026, 11, 6)))
    assert validate(["--format", "json", "--on", "2030-01-01"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["valid"]
    assert "rome: was to be read again by 2026-11-06, last read on 2026-10-02" in told["warnings"]
    assert not any("new-start" in line for line in told["warnings"])
    assert todo(["--on", "2026-11-06"]) == 0
    for main in (validate, todo):
        with pytest.raises(SystemExit):
            main(["--on", "tomorrow"])
