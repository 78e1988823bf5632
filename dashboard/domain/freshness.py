"""How fresh a lens is, in words: when its sources were last read, how, and whether they are due again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens
from data.fields import Precision
from data.freshness import Freshness, freshness


def freshness_of(index: Index, lens_id: str, on: dt.date | None = None) -> Freshness:
    """How fresh a lens is on a day, without one on the dataset's as-of day. An earlier edition is read no more."""
    day = on or index.dataset.meta.as_of
    key = f"freshness {lens_id} {day}"
    if key not in index.memo:
        found = freshness(index.dataset, lens_id, day)
        index.memo[key] = replace(found, due_on=None) if index.closed else found
    kept: Freshness = index.memo[key]
    return kept


def read_when(fresh: Freshness) -> str:
    """ "on 3 February 2026", "in July 2018"; empty where no reading is logged."""
    if fresh.read_on is None:
        return ""
    joined = "in" if fresh.read_precision in (Precision.MONTH, Precision.YEAR) else "on"
    return f"{joined} {say_day(fresh.read_on, fresh.read_precision)}"


def read_text(index: Index, lens: Lens) -> str:
    """ "checked against the depositary on 3 February 2026, next reading overdue", as of the dataset's day."""
    fresh = freshness_of(index, lens.id)
    if fresh.read_on is None:
        return "day of the last reading not recorded"
    told = lens.wording.frames["read"].format(when=read_when(fresh))
    return f"{told}, next reading overdue" if fresh.overdue else told


def unread_text(fresh: Freshness) -> str:
    """ "not read since 3 February 2026": of the days after the last reading; empty without one."""
    if fresh.read_on is None or fresh.ended:
        return ""
    return f"not read since {say_day(fresh.read_on, fresh.read_precision)}"


def reading_line(fresh: Freshness) -> str:
    """In a few words, when the sources were last read; that another reading is overdue comes first."""
    if fresh.ended:
        return "The treaty has ended: its list is read no more"
    if fresh.read_on is None:
        return "No reading of the sources is logged"
    differ = f"; {fresh.open_differences} differences open" if fresh.open_differences else ""
    told = f"Overdue: sources {unread_text(fresh)}" if fresh.overdue else f"Sources last read {read_when(fresh)}"
    return f"{told}{differ}"


def reading_text(fresh: Freshness) -> str:
    """The same in full sentences: with the method, the last change on record and what the reader cannot know."""
    method = f" ({fresh.method})" if fresh.method else ""
    if fresh.ended:
        told = "It has ended, so its list is read no more."
    elif fresh.read_on is None:
        told = "No reading of its sources is logged, so nobody can say how complete it is."
    elif fresh.overdue:
        told = (
            f"Its sources were {unread_text(fresh)}{method}; the next reading was due by {say_day(fresh.due_on)}. "
            "What happened since may be missing."
        )
    else:
        due = f"; the next reading is due by {say_day(fresh.due_on)}" if fresh.due_on else ""
        told = f"Its sources were last read {read_when(fresh)}{method}{due}."
    changed = (
        f" Last change on record: {say_day(fresh.changed_on, fresh.changed_precision)}." if fresh.changed_on else ""
    )
    differ = f" Differences open: {fresh.open_differences}." if fresh.open_differences is not None else ""
    return f"{told}{changed}{differ}"


def freshness_document(fresh: Freshness) -> dict[str, Any]:
    """The same for programs: days, method, what is open, and whether the next reading is overdue."""
    return {
        "last_read": fresh.read_on.isoformat() if fresh.read_on else None,
        "last_read_precision": fresh.read_precision.value if fresh.read_on else None,
        "method": fresh.method,
        "last_change": fresh.changed_on.isoformat() if fresh.changed_on else None,
        "last_change_id": fresh.changed_by,
        "next_due": fresh.due_on.isoformat() if fresh.due_on else None,
        "open_differences": fresh.open_differences,
        "ended": fresh.ended,
        "overdue": fresh.overdue,
    }
