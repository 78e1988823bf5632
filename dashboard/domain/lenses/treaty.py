"""Treaties as lenses: classes computed from dated acts, nothing stored twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from dashboard.domain.days import counts_from
from dashboard.domain.effects import facts
from dashboard.domain.history import Interval, sweep
from dashboard.domain.index import Index
from dashboard.domain.lenses.lens import LensClass, LensKind, Look, Run
from dashboard.domain.lenses.treaty_words import move_key, treaty_wording
from dashboard.domain.lenses.words import Wording
from dashboard.domain.phrases import Milestone
from dashboard.domain.status import foreseen, reading, record_of
from dashboard.domain.terms import FAMILIES, LEGEND, REMARK_LABELS, Stage
from data.fields import Answer
from data.treaty_schema import Instrument, InstrumentFact, InstrumentFactKind

MEANINGS: Final[dict[str, str]] = {
    "state-party": "The treaty is in force for the State and no step to leave it is on record.",
    "exit-announced": "The State is bound; those responsible have announced that it will leave.",
    "exit-adopted": "The State is bound; its parliament has voted to leave.",
    "exit-deposited": "The State is bound while the notice that it has given runs.",
    "withdrawn": "The State was bound and has left.",
    "suspension-announced": "The State is bound; it has announced that it will suspend the treaty.",
    "suspension-notified": "The State is bound; it has given notice that it suspends the treaty.",
    "suspension-in-effect": "The State is bound; the suspension that it notified is in effect.",
    "joining": "The State has consented to be bound; the treaty is not yet in force for it.",
    "ratified-not-in-force": "The State has consented to be bound; the treaty itself is not in force.",
    "signatory": "The State has signed and is not bound by that alone.",
    "never-party": "No consent of the State to be bound is on record.",
    "ended": "The treaty has ended for all its parties, or others have decided that it ends for the State.",
    "not-open": "The treaty is open to named States only, and this is none of them.",
    "not-read": "The list that would say so was not read.",
    "no-own-status": "An area that cannot act under the treaty by itself; it is not counted.",
}
"""Class of a treaty → what it says of a State."""


CLASSES: Final = tuple(
    LensClass(
        class_id=entry.class_id,
        label=entry.label,
        meaning=MEANINGS[entry.class_id],
        style=entry.class_id,
        moving=entry.moving,
        whole=entry.whole,
        family=FAMILIES.get(entry.stage),
        status=entry.status.value,
        stage=entry.stage.value,
    )
    for entry in LEGEND
)
"""The classes of every treaty, in the order of the legend."""
_BY_ID: Final = {entry.class_id: entry for entry in CLASSES}


HAPPENINGS: Final[dict[InstrumentFactKind, Milestone]] = {
    InstrumentFactKind.EXTENSION: Milestone.EXTENDED,
    InstrumentFactKind.EXPIRY: Milestone.EXPIRES,
    InstrumentFactKind.TERMINATION: Milestone.ENDS,
}
DELAYED: Final = "an armed conflict of its own would delay the day of effect"


class TreatyLens:
    """The lens of one instrument."""

    kind: Final = LensKind.TREATY
    classes: Final = CLASSES
    series_id: Final = ""

    def __init__(self, instrument: Instrument, happenings: Sequence[InstrumentFact] = ()) -> None:
        self.instrument = instrument
        self.happenings = tuple(happenings)
        self.id = instrument.instrument_id
        self.title = instrument.short_title
        self.full_title = instrument.full_title
        self.first = instrument.opened_on
        self._runs: dict[str, tuple[Run, ...]] = {}

    @property
    def question(self) -> str:
        """What it asks of every State."""
        return self.instrument.question

    @property
    def group(self) -> str:
        """Where the picker shows it."""
        return self.instrument.group.value

    @property
    def wording(self) -> Wording:
        """The words of its sentences, with its own word for leaving."""
        return treaty_wording(self.instrument.exit_term)

    @property
    def milestones(self) -> tuple[tuple[dt.date, str], ...]:
        """Its opening for signature, else its adoption, its entry into force, and what happened to it later."""
        first = Milestone.OPENS if self.instrument.signature == "yes" else Milestone.ADOPTED
        days = (
            (self.instrument.opened_on, first),
            (self.instrument.in_force_on, Milestone.ENTERS_INTO_FORCE),
            *((_day_of(row), HAPPENINGS[row.kind]) for row in self.happenings),
        )
        return tuple((day, key.value) for day, key in days if day is not None)

    def move_key(self, before: Look, after: Look) -> str:
        """Key of a move. Raises ``ValueError`` where nothing moved."""
        return move_key(before, after).value

    def runs(self, index: Index, iso3: str) -> tuple[Run, ...]:
        """The whole record of a State; computed once."""
        if iso3 not in self._runs:
            record = record_of(index, self.id, iso3)
            self._runs[iso3] = as_runs(sweep(record, facts(record)))
        return self._runs[iso3]

    def known_runs(self, index: Index, iso3: str, as_of: dt.date) -> tuple[Run, ...]:
        """The record of a State from what was settled by ``as_of``."""
        return as_runs(foreseen(index, self.id, iso3, as_of))

    def settling_days(self, index: Index, iso3: str) -> tuple[dt.date, ...]:
        """Days on which anything was settled, where something was settled before its day."""
        dated = facts(record_of(index, self.id, iso3))
        if all(fact.fixed_on == fact.on for fact in dated):
            return ()
        return tuple(sorted({fact.fixed_on for fact in dated}))

    def facts(self, index: Index, iso3: str) -> tuple[str, ...]:
        """Ids of the rows that the record of a State rests on, in order of their days; those without a day last.

        Its acts and marked steps, what it did under the convention of a protocol, and what happened to the treaty.
        """
        record = record_of(index, self.id, iso3)
        acts = [(row.acted_on or row.effective_on, row.action_id) for row in (*record.actions, *record.of_parent)]
        steps = [(row.stepped_on, row.exit_step_id) for row in record.steps]
        happened = [
            (row.happened_on, row.fact_id)
            for row in self.happenings
            if record.is_open and (not row.iso3s or iso3 in row.iso3s)
        ]
        found = sorted((*acts, *steps, *happened), key=lambda one: (one[0] or dt.date.max, one[1]))
        unread = (record.not_read,) if record.not_read and record.is_open else ()
        return (*(key for _on, key in found), *unread)

    def refs(self, index: Index, iso3: str, day: dt.date) -> tuple[str, ...]:
        """Ids of the acts, steps and facts on which class and remarks rest on a day, as known on it."""
        now = reading(index, self.id, iso3, day)
        return (*now.action_ids, *now.exit_step_ids)

    def remarks(self, index: Index, iso3: str, day: dt.date) -> tuple[str, ...]:
        """What is said of a State beside its class on a day, in words."""
        now = reading(index, self.id, iso3, day)
        delayed = now.stage is Stage.EXIT_DEPOSITED and self.instrument.conflict_delays_exit is Answer.YES
        return (*(REMARK_LABELS[one] for one in now.remarks), *((DELAYED,) if delayed else ()))

    def remark_days(self, index: Index, iso3: str) -> tuple[dt.date, ...]:
        """First days of the stretches of a State on which its remarks are the same; only one where none is made."""
        record = record_of(index, self.id, iso3)
        stretches = sweep(record, facts(record))
        ever = any(one.remarks or one.stage is Stage.EXIT_DEPOSITED for one in stretches)
        return tuple(one.start for one in stretches) if ever else ()

    def last(self, index: Index) -> dt.date:
        """Last day that law has fixed or an actor announced, at least the dataset's as-of day."""
        last = max(index.dataset.meta.as_of, self.first, *(day for row in self.happenings if (day := _day_of(row))))
        for row in index.dataset.announcements:
            if self.id in row.instrument_ids and row.start_latest is not None:
                last = max(last, row.start_latest)
        for action in index.actions_by_instrument.get(self.id, ()):
            for day in (
                counts_from(action.acted_on, action.acted_precision),
                counts_from(action.effective_on, action.effective_precision),
            ):
                if day is not None and day < dt.date.max:
                    last = max(last, day)
        return last

    def latest(self, index: Index) -> dt.date:
        """The dataset's as-of day."""
        return index.dataset.meta.as_of


def _day_of(row: InstrumentFact) -> dt.date | None:
    return counts_from(row.happened_on, row.happened_precision)


def as_runs(intervals: Sequence[Interval]) -> tuple[Run, ...]:
    """Intervals of a treaty as runs: neighbours differ in class or contest; each rests on its first interval's rows."""
    starts: list[Interval] = []
    for interval in intervals:
        if not starts or starts[-1].standing != interval.standing:
            starts.append(interval)
    ends = [*(interval.start for interval in starts[1:]), None]
    return tuple(
        Run(
            start=interval.start,
            end=end,
            entry=_BY_ID[interval.standing.class_id],
            refs=(*interval.action_ids, *interval.exit_step_ids),
            exact=interval.exact,
            contested=interval.contested,
        )
        for interval, end in zip(starts, ends, strict=True)
    )
