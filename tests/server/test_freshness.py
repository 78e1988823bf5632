"""What ``/health`` says of each lens, by the calendar that the entry lends."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from asgi_client import ask
from starlette.applications import Starlette

from dashboard.server import calendar
from dashboard.server.routes import routes
from dashboard.store.dataset import shelf


@pytest.mark.parametrize(("day", "overdue"), [("2026-11-06", False), ("2026-11-07", True), ("2020-01-01", False)])
def test_health_tells_how_fresh_each_lens_is(monkeypatch: pytest.MonkeyPatch, day: str, *, overdue: bool) -> None:
    monkeypatch.setattr(calendar, "_lent", [lambda: dt.date.fromisoformat(day)])
    told = json.loads(ask("/health", app=Starlette(routes=routes())).body)
    as_of = shelf.current().index.dataset.meta.as_of
    assert told["today"] == max(day, as_of.isoformat())
    rome = told["lenses"]["rome"]
    assert (rome["last_read"], rome["next_due"], rome["overdue"]) == ("2026-10-02", "2026-11-06", overdue)
    assert told["lenses"]["new-start"]["next_due"] is None
    assert told["overdue"] == sum(one["overdue"] for one in told["lenses"].values())


def test_a_wrong_day_of_the_setting_names_it() -> None:
    assert calendar.named_day({}) is None
    assert calendar.named_day({"ESS_TODAY": "2026-11-27"}) == dt.date(2026, 11, 27)
    with pytest.raises(ValueError, match="ESS_TODAY: 'tomorrow' is not a day written YYYY-MM-DD"):
        calendar.named_day({"ESS_TODAY": "tomorrow"})
