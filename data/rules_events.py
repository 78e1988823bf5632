"""Rules on events, exit steps and announcements, and on the dates of every table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from data.context import Context, cycles
from data.event_schema import Announcement
from data.fields import Answer, Precision, date_window
from data.problems import Problem, quote
from data.treaty_schema import ActionKind, Step

PAIRS = (
    ("treaty_actions", "acted_on", "acted_precision"),
    ("treaty_actions", "effective_on", "effective_precision"),
    ("instrument_facts", "happened_on", "happened_precision"),
    ("policy_events", "happened_on", "happened_precision"),
    ("announcements", "announced_on", "announced_precision"),
    ("sources", "published_on", "published_precision"),
)
RECORDED = (
    ("treaty_actions", "acted_on", "acted_precision"),
    ("instrument_facts", "happened_on", "happened_precision"),
    ("policy_events", "happened_on", "happened_precision"),
    ("announcements", "announced_on", "announced_precision"),
)


def precisions(ctx: Context) -> Iterator[Problem]:
    """A day is empty exactly where its precision is unknown."""
    for table, day, precision in PAIRS:
        for index, row in enumerate(ctx.rows(table)):
            if (getattr(row, day) is None) != (getattr(row, precision) is Precision.UNKNOWN):
                yield ctx.problem(
                    table,
                    index,
                    precision,
                    "precisions",
                    f"type unknown if {day} is empty, else how exactly the day is known",
                )
    for index, row in enumerate(ctx.dataset.announcements):
        silent = row.start_earliest is None and row.start_latest is None
        if silent != (row.start_precision is Precision.UNKNOWN):
            message = "type unknown if start_earliest and start_latest are empty, else how exactly they were said"
            yield ctx.problem("announcements", index, "start_precision", "precisions", message)


def _idle_derivation(row: Announcement, known_on: dt.date, ctx: Context) -> str:
    """Why the day from which a window could be derived says nothing; empty where it does."""
    if row.start_earliest is None and row.start_latest is None:
        return "leave it empty where start_earliest and start_latest are"
    said = date_window(row.announced_on, row.announced_precision)[1]
    if said is not None and known_on <= said:
        return f"leave it empty where the window was known when it was said, on {said}"
    if known_on > ctx.dataset.meta.as_of:
        return f"lies after the dataset's as-of day {ctx.dataset.meta.as_of}"
    return ""


def derived_windows(ctx: Context) -> Iterator[Problem]:
    """A window that begins or ends with the effect of a State's exit was not known before the notice of it."""
    fixed = {
        (row.instrument_id, row.iso3, row.effective_on): row
        for row in ctx.dataset.treaty_actions
        if row.kind is ActionKind.WITHDRAWAL and row.effective_on is not None and row.acted_on is not None
    }
    for index, row in enumerate(ctx.dataset.announcements):
        said = date_window(row.announced_on, row.announced_precision)[1]
        for instrument_id in row.instrument_ids:
            for bound in (row.start_earliest, row.start_latest):
                act = fixed.get((instrument_id, row.iso3, bound)) if bound else None
                acted = act.acted_on if act else None
                if act is None or acted is None or said is None or acted <= said:
                    continue
                if row.bounds_known_on is None or row.bounds_known_on < acted:
                    message = f"{bound} was fixed by {act.action_id}: type {acted}, or the later day of its derivation"
                    yield ctx.problem("announcements", index, "bounds_known_on", "derived-windows", message)


def windows(ctx: Context) -> Iterator[Problem]:
    """Bounds and intervals begin before they end."""
    for index, row in enumerate(ctx.dataset.announcements):
        if row.start_earliest and row.start_latest and row.start_earliest > row.start_latest:
            message = f"{row.start_earliest} lies after start_latest {row.start_latest}"
            yield ctx.problem("announcements", index, "start_earliest", "windows", message)
        if row.bounds_known_on is not None and (reason := _idle_derivation(row, row.bounds_known_on, ctx)):
            yield ctx.problem("announcements", index, "bounds_known_on", "windows", reason)
    for index, country in enumerate(ctx.dataset.countries):
        for name in ("eu", "coe"):
            since, until = getattr(country, f"{name}_since"), getattr(country, f"{name}_until")
            if until is not None and (since is None or since >= until):
                message = f"{until} does not follow {name}_since {since or 'empty'}"
                yield ctx.problem("countries", index, f"{name}_until", "windows", message)
    for index, instrument in enumerate(ctx.dataset.instruments):
        days = [day for day in (instrument.adopted_on, instrument.opened_on, instrument.in_force_on) if day]
        if days != sorted(days):
            message = "adoption, opening and entry into force do not follow each other"
            yield ctx.problem("instruments", index, "opened_on", "windows", message)


def borders(ctx: Context) -> Iterator[Problem]:
    """A border length stands exactly where there is such a border, and it has a source."""
    for index, country in enumerate(ctx.dataset.countries):
        for name in ("russia", "belarus"):
            length = getattr(country, f"land_border_{name}_km")
            if (length is not None) != (getattr(country, f"borders_{name}") == Answer.YES):
                column = f"land_border_{name}_km"
                yield ctx.problem(
                    "countries", index, column, "borders", f"fill it if borders_{name} is yes, else leave it empty"
                )
            if length is not None and not country.source_ids:
                yield ctx.problem("countries", index, "source_ids", "borders", "name the source of the border length")


def amounts(ctx: Context) -> Iterator[Problem]:
    """A quantity has its unit, a budget its currency."""
    for index, row in enumerate(ctx.dataset.announcements):
        if row.quantity is not None and not row.quantity_unit:
            yield ctx.problem("announcements", index, "quantity_unit", "amounts", "name the unit of the quantity")
        if row.budget_amount is not None and not row.budget_currency:
            yield ctx.problem(
                "announcements", index, "budget_currency", "amounts", "type the currency of the budget, such as EUR"
            )


def not_after_as_of(ctx: Context) -> Iterator[Problem]:
    """Nothing is recorded as done after the dataset's as-of day; effects and plans may lie beyond it."""
    meta = ctx.dataset.meta
    if not meta.version:
        return
    for table, column, precision in RECORDED:
        for index, row in enumerate(ctx.rows(table)):
            first = date_window(getattr(row, column), getattr(row, precision))[0] or getattr(row, column)
            if first is not None and first > meta.as_of:
                yield ctx.problem(table, index, column, "not-after-as-of", f"{first} lies after as_of {meta.as_of}")


def exit_steps(ctx: Context) -> Iterator[Problem]:
    """A step is marked by an event of the same day, State and instrument, once, and in order."""
    table = "exit_steps"
    days: dict[tuple[str, str, Step], dt.date] = {}
    for index, row in enumerate(ctx.dataset.exit_steps):
        expected = f"{row.instrument_id}-{row.iso3.lower()}-{row.step}"
        if row.exit_step_id != expected:
            yield ctx.problem(table, index, "exit_step_id", "exit-steps", f"type {expected}")
        if (row.instrument_id, row.iso3, row.step) in days:
            yield ctx.problem(table, index, "step", "exit-steps", "this step is already marked for the State")
        days.setdefault((row.instrument_id, row.iso3, row.step), row.stepped_on)
        event = ctx.event(row.event_id)
        if event is None:
            continue
        if event.happened_on != row.stepped_on or event.happened_precision is not Precision.DAY:
            message = f"{row.stepped_on}, but {event.event_id} is of {event.happened_on} ({event.happened_precision})"
            yield ctx.problem(table, index, "stepped_on", "exit-steps", message)
        if row.iso3 not in event.iso3s:
            message = f"{row.iso3} is not among the States of {event.event_id}"
            yield ctx.problem(table, index, "iso3", "exit-steps", message)
        if row.instrument_id not in event.instrument_ids:
            message = f"{row.instrument_id} is not among the instruments of {event.event_id}"
            yield ctx.problem(table, index, "instrument_id", "exit-steps", message)
    for index, row in enumerate(ctx.dataset.exit_steps):
        announced = days.get((row.instrument_id, row.iso3, Step.ANNOUNCED))
        if row.step is Step.ADOPTED and announced and announced > row.stepped_on:
            yield ctx.problem(table, index, "stepped_on", "exit-steps", f"adopted before announced on {announced}")
        for action in ctx.acts.get((row.instrument_id, row.iso3), []):
            if action.kind is ActionKind.WITHDRAWAL and action.acted_on and row.stepped_on > action.acted_on:
                message = f"{row.stepped_on} lies after the deposit {action.action_id} of {action.acted_on}"
                yield ctx.problem(table, index, "stepped_on", "exit-steps", message)


def chains(ctx: Context) -> Iterator[Problem]:
    """A later announcement replaces an earlier one of the same State and programme; no loops, no namesakes."""
    table = "announcements"
    rows = ctx.dataset.announcements
    earlier = {row.announcement_id: row.replaces_id for row in rows if row.replaces_id}
    loops = set(cycles(earlier))
    roots: dict[str, str] = {}
    programmes: dict[tuple[str, str], str] = {}
    for index, row in enumerate(rows):
        if row.announcement_id in loops:
            yield ctx.problem(table, index, "replaces_id", "chains", "replaces itself through a loop")
        replaced = ctx.announcement(row.replaces_id)
        if replaced is not None:
            if replaced.iso3 != row.iso3:
                message = f"{replaced.announcement_id} is of {replaced.iso3}, not {row.iso3}"
                yield ctx.problem(table, index, "replaces_id", "chains", message)
            if replaced.programme != row.programme:
                message = f"{quote(row.programme)}, but {replaced.announcement_id} is of {quote(replaced.programme)}"
                yield ctx.problem(table, index, "programme", "chains", message)
            first = date_window(replaced.announced_on, replaced.announced_precision)[0]
            last = date_window(row.announced_on, row.announced_precision)[1]
            if first is not None and last is not None and first > last:
                message = f"{row.announced_on} lies before {replaced.announcement_id} of {replaced.announced_on}"
                yield ctx.problem(table, index, "announced_on", "chains", message)
    for index, row in enumerate(rows):
        root = _root(row.announcement_id, earlier, roots)
        other = programmes.setdefault((row.iso3, row.programme), root)
        if other != root and row.announcement_id == root:
            message = f"{quote(row.programme)} already names the chain of {other}; give this one its own name"
            yield ctx.problem(table, index, "programme", "chains", message)


def _root(start: str, earlier: dict[str, str], roots: dict[str, str]) -> str:
    path: list[str] = []
    seen: set[str] = set()
    here = start
    while here not in roots and here not in seen and here in earlier:
        seen.add(here)
        path.append(here)
        here = earlier[here]
    root = roots.get(here, here)
    for step in (*path, here):
        roots[step] = root
    return root


def restated(ctx: Context) -> Iterator[Problem]:
    """What a row restates concerns its own State and instrument, and nothing restates itself."""
    events = ctx.dataset.policy_events
    announcements = ctx.dataset.announcements
    points = {row.announcement_id: row.restates_id for row in announcements if row.restates_id}
    points |= {row.event_id: row.restates_id for row in events if row.restates_id}
    loops = set(cycles(points))
    for index, event in enumerate(events):
        if event.event_id in loops:
            yield ctx.problem("policy_events", index, "restates_id", "restated", "restates itself through a loop")
        action = ctx.action(event.restates_id)
        if action and (action.iso3 not in event.iso3s or action.instrument_id not in event.instrument_ids):
            message = f"{action.action_id} is not of a State and instrument of this event"
            yield ctx.problem("policy_events", index, "restates_id", "restated", message)
    for index, row in enumerate(announcements):
        if row.announcement_id in loops:
            yield ctx.problem("announcements", index, "restates_id", "restated", "restates itself through a loop")
        happening = ctx.event(row.restates_id)
        if happening and row.iso3 not in happening.iso3s:
            message = f"{row.iso3} is not among the States of {happening.event_id}"
            yield ctx.problem("announcements", index, "restates_id", "restated", message)


RULES = (precisions, windows, derived_windows, borders, amounts, not_after_as_of, exit_steps, chains, restated)
