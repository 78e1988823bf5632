"""A register's list beside the record's acts: what agrees, what differs, and why that may be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.check.answers import FIELDS, Act, Answer, Line
from data.check.names import OUTSIDE, find_state
from data.schema import Dataset
from data.treaty_schema import CONSENTS, ActionKind, Method, Scope, TreatyAction

LEAVING = frozenset({ActionKind.WITHDRAWAL, ActionKind.RATIFICATION_WITHDRAWN, ActionKind.CESSATION, ActionKind.LAPSE})
LEAST_SHARE = 0.9
"""Of the States that the record knows to have acted, how many an answer must name."""
LEAST_AGREED, FEWEST_DAYS = 0.1, 10
"""Of the days that both print, how many must agree, where there are this many: else it is another treaty's list."""
MARKED = "left (square brackets)"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what the register says, what the record says, and the likely reason."""

    iso3: str
    field: str
    register: str | None
    record: str | None
    reason: str
    kind: str = ""
    """Kind of act that the register prints, where it does."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Outcome for one register and one treaty."""

    agreements: int
    differences: tuple[Difference, ...]
    unknown_names: tuple[str, ...]
    outside: int
    notices: tuple[str, ...]
    said: dict[tuple[str, str], tuple[str, ...]]
    """State and field → days that the register prints, for the table of two registers."""
    refused: str = ""


def compare(dataset: Dataset, instrument_id: str, answer: Answer, fields: Iterable[str], on: dt.date) -> Comparison:
    """The comparison of an answer with the record, for the fields that its register prints, as of a day."""
    iso2_to_iso3 = {row.iso2: row.iso3 for row in dataset.countries if row.iso2}
    acts: dict[str, list[TreatyAction]] = {}
    for row in dataset.treaty_actions:
        if row.instrument_id == instrument_id and row.scope is Scope.FULL:
            acts.setdefault(row.iso3, []).append(row)
    lines: dict[str, list[Line]] = {}
    unknown, outside = [], 0
    for line in answer.lines:
        iso3 = find_state(line.name, iso2_to_iso3)
        if iso3 is None:
            unknown.append(line.name)
        elif iso3 == OUTSIDE:
            outside += 1
        else:
            lines.setdefault(iso3, []).append(line)
    fields = [field for field in FIELDS if field in set(fields)]
    agreements, differences = 0, []
    said: dict[tuple[str, str], tuple[str, ...]] = {}
    acted = {iso3 for iso3, rows in acts.items() if any(_field_of(row) for row in rows)}
    for iso3 in sorted(acted | set(lines)):
        if iso3 not in lines:
            told = "; ".join(f"{row.kind} {row.acted_on or row.effective_on or ''}".strip() for row in acts[iso3])
            differences.append(Difference(iso3, "state", None, told, "not in the register"))
            continue
        for outcome in _compare_state(iso3, lines[iso3], acts.get(iso3, []), fields, on):
            if isinstance(outcome, Difference):
                differences.append(outcome)
            else:
                agreements += 1
        for field in fields:
            days = tuple(sorted({str(act.day) for line in lines[iso3] for act in line.acts if act.field == field}))
            said[iso3, field] = days
    notices = list(answer.notices)
    notices += [f"{iso3} stands on {len(found)} lines" for iso3, found in lines.items() if len(found) > 1]
    seen = len(acted & set(lines))
    refused = ""
    other = sum(1 for one in differences if one.reason in {"other day", "computed day"})
    if acted and seen < LEAST_SHARE * len(acted):
        refused = f"names {seen} of the {len(acted)} States known to have acted: is the answer whole?"
    elif other + agreements >= FEWEST_DAYS and agreements < LEAST_AGREED * (other + agreements):
        refused = f"{agreements} of {other + agreements} days agree: is this the list of another treaty?"
    if refused:
        return Comparison(0, (), tuple(unknown), outside, tuple(notices), {}, refused)
    return Comparison(agreements, tuple(differences), tuple(unknown), outside, tuple(notices), said)


def _field_of(row: TreatyAction) -> str:
    if row.kind is ActionKind.SIGNATURE:
        return "signature"
    return "consent" if row.kind in CONSENTS else "withdrawal" if row.kind in LEAVING else ""


def _compare_state(
    iso3: str, lines: Sequence[Line], rows: Sequence[TreatyAction], fields: Sequence[str], on: dt.date
) -> Iterator[Difference | str]:
    acts = [act for line in lines for act in line.acts]
    taken_back = {row.concerns_id for row in rows if row.kind is ActionKind.REVOCATION}
    leaving = [row for row in rows if row.kind in LEAVING and row.action_id not in taken_back]
    consents = [row for row in rows if row.kind in CONSENTS]
    signatures = [row for row in rows if row.kind is ActionKind.SIGNATURE]
    if "signature" in fields:
        yield from _compare_days(iso3, "signature", acts, signatures)
    if "consent" in fields:
        if consents and _all_withdrawn(consents, rows, on) and all(act.field != "consent" for act in acts):
            yield "consent"
        else:
            yield from _compare_days(iso3, "consent", acts, consents)
    if "in-force" in fields:
        yield from _compare_effect(iso3, "in-force", acts, consents)
    if "withdrawal" in fields or any(act.field == "withdrawal" for act in acts):
        yield from _compare_days(iso3, "withdrawal", acts, leaving)
        if any(line.left for line in lines) and not leaving and all(act.field != "withdrawal" for act in acts):
            yield Difference(iso3, "withdrawal", MARKED, None, "withdrawn mark")
        if "withdrawal-effective" in fields:
            yield from _compare_effect(iso3, "withdrawal-effective", acts, leaving)
    else:
        yield from _compare_left(iso3, any(line.left for line in lines), leaving, on)


def _all_withdrawn(consents: Sequence[TreatyAction], rows: Sequence[TreatyAction], on: dt.date) -> bool:
    """Whether each consent was withdrawn by a day: a register then lists none of them."""
    withdrawn = {
        row.concerns_id
        for row in rows
        if row.kind is ActionKind.RATIFICATION_WITHDRAWN and row.acted_on is not None and row.acted_on <= on
    }
    return all(row.action_id in withdrawn for row in consents)


def _compare_days(
    iso3: str, field: str, acts: Sequence[Act], rows: Sequence[TreatyAction]
) -> Iterator[Difference | str]:
    printed = [act for act in acts if act.field == field]
    unread = [act for act in printed if act.day is None]
    days = {act.day: act.kind for act in printed if act.day}
    ours = {row.acted_on: row for row in rows if row.acted_on}
    texts = [row.acted_on.isoformat() if row.acted_on else f"{row.kind}, day not recorded" for row in rows]
    record = "; ".join(texts) or None
    for act in unread:
        yield Difference(iso3, field, act.text, record, "not a day")
    if not days:
        if rows and not unread:
            yield Difference(iso3, field, None, record, "not in the register")
        return
    shared = [day for day in days if day in ours]
    if shared:
        yield field
        day = shared[0]
        if field == "consent" and not _same_kind(days[day], ours[day].kind):
            yield Difference(iso3, "consent-kind", days[day], str(ours[day].kind), "other kind", days[day])
        return
    day = min(days)
    if not rows or not ours:
        yield Difference(iso3, field, day.isoformat(), record, "not yet entered", days[day])
        return
    vague = all(row.acted_precision != "day" for row in ours.values())
    yield Difference(iso3, field, day.isoformat(), record, "computed day" if vague else "other day", days[day])


def _same_kind(printed: str, recorded: ActionKind) -> bool:
    loose = {"", "consent-to-be-bound", "definitive-signature"}
    return printed in loose or str(recorded) in loose or printed == str(recorded)


def _compare_effect(
    iso3: str, field: str, acts: Sequence[Act], rows: Sequence[TreatyAction]
) -> Iterator[Difference | str]:
    days = sorted(act.day for act in acts if act.field == field and act.day)
    ours = {row.effective_on: row for row in rows if row.effective_on}
    record = "; ".join(day.isoformat() for day in ours) or None
    for act in acts:
        if act.field == field and act.day is None:
            yield Difference(iso3, field, act.text, record, "not a day")
    if not days:
        return
    if any(day in ours for day in days):
        yield field
    elif not ours:
        yield Difference(iso3, field, days[0].isoformat(), None, "not yet entered")
    else:
        computed = any(row.effective_method is Method.COMPUTED for row in ours.values())
        yield Difference(iso3, field, days[0].isoformat(), record, "computed day" if computed else "other day")


def _compare_left(iso3: str, left: bool, leaving: Sequence[TreatyAction], on: dt.date) -> Iterator[Difference | str]:
    """Square brackets say that a State left; they give no day of the withdrawal itself."""
    told = "; ".join(f"{row.kind} {row.acted_on or row.effective_on or ''}".strip() for row in leaving) or None
    if left and not leaving:
        yield Difference(iso3, "withdrawal", MARKED, None, "withdrawn mark")
    elif left:
        yield "withdrawal"
    elif any(row.kind is not ActionKind.LAPSE and (row.effective_on or dt.date.max) <= on for row in leaving):
        yield Difference(iso3, "withdrawal", "no square brackets", told, "withdrawn mark")
