"""The list of facts against a plain reading of the same filters, written independently and over the raw rows."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from builders import action, announcement, dataset, publisher, source
from random_selections import random_selection
from whole_record import whole, whole_index

import dashboard.tables.rows as room
from dashboard.domain.announcements import SlipKind
from dashboard.domain.folding import fold
from dashboard.domain.grades import in_words
from dashboard.domain.groups import Group
from dashboard.domain.index import Index
from dashboard.domain.kinds import kind_labels
from dashboard.domain.selection import DEFAULT_GRADES, Selection
from dashboard.tables.catalogue import catalogue
from dashboard.tables.fact_row import FactRow
from dashboard.tables.provenance import sources_of
from dashboard.tables.rows import Rows, Table, rows_of
from data.source_schema import Grade, ReadAs
from data.treaty_schema import ActionKind, Scope

LOADED = whole()
INDEX = whole_index()
DATA = LOADED.dataset


def plainly(text: str) -> str:
    """Lower case without marks, by another way than the product's."""
    kept = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn")
    for letter, plain in (
        ("ł", "l"),
        ("ø", "o"),
        ("đ", "d"),
        ("æ", "ae"),
        ("ß", "ss"),
        ("ı", "i"),
        ("–", "-"),
        ("’", "'"),
    ):
        kept = kept.replace(letter, plain)
    return unicodedata.normalize("NFKC", kept)


def last_day(on: dt.date | None, precision: str) -> tuple[dt.date | None, dt.date | None]:
    if on is None or precision == "unknown":
        return None, None
    if precision in ("day", "on-or-before", "not-before"):
        return on, on
    months = {"month": 1, "quarter": 3, "year": 12}[precision]
    start = on.replace(month=(on.month - 1) // months * months + 1, day=1)
    end = start.replace(year=start.year + (start.month - 1 + months) // 12, month=(start.month - 1 + months) % 12 + 1)
    return start, end - dt.timedelta(days=1)


def happenings() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for a in DATA.treaty_actions:
        days = last_day(a.acted_on, a.acted_precision)
        if days[1] is None:
            days = last_day(a.effective_on, a.effective_precision)
        found.append({"id": a.action_id, "row": a, "kind": a.kind.value, "iso3s": {a.iso3}, "of": {a.instrument_id},
                      "weapon": None, "activity": None, "days": days, "up": None})  # fmt: skip
    for f in DATA.instrument_facts:
        found.append({"id": f.fact_id, "row": f, "kind": f.kind.value,
                      "iso3s": set(f.iso3s or INDEX.instruments[f.instrument_id].open_to), "of": {f.instrument_id},
                      "weapon": None, "activity": None, "days": last_day(f.happened_on, f.happened_precision),
                      "up": None})  # fmt: skip
    for e in DATA.policy_events:
        found.append({"id": e.event_id, "row": e, "kind": e.kind, "iso3s": set(e.iso3s),
                      "of": set(e.instrument_ids), "weapon": None, "activity": None,
                      "days": last_day(e.happened_on, e.happened_precision), "up": e.restates_id})  # fmt: skip
    for p in DATA.announcements:
        found.append({"id": p.announcement_id, "row": p, "kind": "announcement", "iso3s": {p.iso3},
                      "of": set(p.instrument_ids), "weapon": p.weapon, "activity": p.activity,
                      "days": last_day(p.announced_on, p.announced_precision), "up": p.restates_id})  # fmt: skip
    for one in found:
        read = [INDEX.sources[key] for key in one["row"].source_ids]
        hosts = [INDEX.publishers[source.carrier_id or source.publisher_id] for source in read]
        one["grade"] = min(host.grade.value for host in hosts)
    return found


HAPPENINGS = happenings()
FORBIDDING = {row.instrument_id for row in DATA.instruments if row.forbids == "yes"}
DECISIVE = {
    *(row.action_id for row in DATA.treaty_actions if row.scope == "full"),
    *(row.fact_id for row in DATA.instrument_facts),
    *(row.event_id for row in (*DATA.exit_steps, *DATA.observations) if row.event_id),
}
ABOVE = {one["id"]: one["up"] for one in HAPPENINGS}
FOLDED = {entry.row.id: entry.folded for entry in catalogue(INDEX).entries}


def of_group(group: Group) -> set[str]:
    day = DATA.meta.as_of
    tests = {
        Group.NATO: lambda c: c.nato_since and c.nato_since <= day,
        Group.EU: lambda c: c.eu_since and c.eu_since <= day and not (c.eu_until and c.eu_until <= day),
        Group.BORDER: lambda c: c.borders_russia == "yes" or c.borders_belarus == "yes",
        Group.BALTIC: lambda c: "baltic" in c.regions,
        Group.NORDIC: lambda c: "nordic" in c.regions,
    }
    return {c.iso3 for c in DATA.countries if tests[group](c)}


def brute(selection: Selection, grades: frozenset[Grade]) -> set[str]:
    day = DATA.meta.as_of if selection.as_of == "latest" else selection.as_of
    named = set(selection.states)
    for group in selection.groups:
        named |= of_group(group)
    passing = set()
    for one in HAPPENINGS:
        first, last = one["days"]
        keep = (last or DATA.meta.first_as_of or DATA.meta.as_of) <= day
        keep &= not (one["kind"] == "never-acted" and not selection.kinds)
        keep &= not selection.kinds or one["kind"] in selection.kinds
        keep &= not selection.weapons or one["weapon"] in selection.weapons
        keep &= not selection.activities or one["activity"] in selection.activities
        keep &= not selection.confidence or one["row"].confidence in selection.confidence
        keep &= not (selection.states or selection.groups) or bool(named & one["iso3s"])
        keep &= Grade(one["grade"]) in grades or (one["id"] in DECISIVE and grades == DEFAULT_GRADES)
        if selection.topics:
            keep &= bool(selection.topics & set(getattr(one["row"], "topic_ids", ())))
        elif not selection.every_instrument:
            ungoverned = bool(selection.weapons) and FORBIDDING.isdisjoint(one["of"])
            keep &= selection.instrument in one["of"] or ungoverned
        if selection.date_from:
            keep &= last is not None and last >= selection.date_from
        if selection.date_to:
            keep &= last is not None and first is not None and first <= selection.date_to
        for word in plainly(selection.text).split():
            keep &= word in FOLDED[one["id"]]
        if keep:
            passing.add(one["id"])
    shown = set()
    for key in passing:
        up = ABOVE[key]
        while up is not None and up not in passing:
            up = ABOVE.get(up)
        if up is None:
            shown.add(key)
    return shown


def test_200_random_selections_equal_a_plain_reading() -> None:
    chance = random.Random(20260531)
    filled = 0
    for _ in range(200):
        selection = random_selection(chance, INDEX)
        found = rows_of(INDEX, selection)
        expected = brute(selection, selection.grades)
        assert {row.id for row in found.rows} == expected, selection
        assert len(found.rows) == len(expected)
        assert found.hidden == max(0, len(brute(selection, frozenset(Grade))) - len(expected)), selection
        filled += bool(expected)
    assert filled > 50


def test_filters_that_are_kept_are_cut_at_each_day_as_if_read_anew() -> None:
    chance = random.Random(7)
    for _ in range(30):
        selection = random_selection(chance, INDEX)
        for _ in range(5):
            on = replace(selection, as_of=dt.date(1995, 1, 1) + dt.timedelta(days=chance.randint(0, 12000)))
            assert {row.id for row in rows_of(INDEX, on).rows} == brute(on, on.grades), on


def test_a_list_is_the_same_on_all_days_for_which_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(11)
    every = Selection(every_instrument=True, grades=frozenset(Grade))
    for selection in (every, *(random_selection(chance, INDEX) for _ in range(20))):
        for _ in range(6):
            on = replace(selection, as_of=dt.date(2015, 1, 1) + dt.timedelta(days=chance.randint(0, 4400)))
            first = rows_of(INDEX, replace(on, as_of=rows_of(INDEX, on).same_from))
            assert rows_of(INDEX, on) is first
            monkeypatch.setattr(room, "_KEPT", WeakKeyDictionary())
            anew = rows_of(INDEX, on)
            assert anew is not first
            assert all(getattr(anew, name) == getattr(first, name) for name in Rows.__slots__), on
            monkeypatch.undo()


def test_everything_is_listed_or_told_by_another_row() -> None:
    every = Selection(every_instrument=True, grades=frozenset(Grade))
    found = rows_of(INDEX, every).rows
    silent = {row.action_id for row in DATA.treaty_actions if row.kind == "never-acted"}
    listed = {row.id for row in found}
    assert not [row.id for row in found if row.restates in listed]
    assert 0 < len([row for row in found if row.table is Table.EVENTS]) < len(DATA.policy_events)
    told = {key for row in found for key in (row.id, *row.retold_by)}
    assert told | silent == {one["id"] for one in HAPPENINGS}
    assert {row.id for row in rows_of(INDEX, replace(every, kinds=frozenset({"never-acted"}))).rows} == silent


def test_a_duplicate_shows_only_where_its_original_does_not() -> None:
    original = announcement("x", "2025-01-01", source_ids=("sd",))
    twin = announcement("y", "2025-01-01", restates_id="x")
    index = Index(
        dataset(
            announcements=(original, twin),
            sources=(source("s", "p"), source("sd", "d")),
            publishers=(publisher("p", Grade.B), publisher("d", Grade.D)),
        )
    )
    every = Selection(instrument="pact", grades=frozenset(Grade))
    assert [(row.id, row.retold_by) for row in rows_of(index, every).rows] == [("x", ("y",))]
    assert [(row.id, row.retold_by) for row in rows_of(index, Selection(instrument="pact")).rows] == [("y", ())]


def test_the_default_hides_rows_resting_on_weak_grades_and_counts_them() -> None:
    usual = rows_of(INDEX, Selection(every_instrument=True))
    every = rows_of(INDEX, Selection(every_instrument=True, grades=frozenset(Grade)))
    assert usual.hidden == len(every.rows) - len(usual.rows) > 0
    assert all(row.grade in "ABC" or row.id in DECISIVE for row in usual.rows)
    assert Counter(usual.hidden_grades).total() == usual.hidden
    assert in_words(usual.hidden_grades).endswith(" of grade E hidden")


def test_the_default_hides_nothing_that_changes_a_status_or_class() -> None:
    act = action("a", ActionKind.WITHDRAWAL, dt.date(2025, 1, 1), dt.date(2025, 7, 1))
    partly = action("b", ActionKind.SUSPENSION, dt.date(2025, 1, 2), scope=Scope.PARTIAL)
    index = Index(dataset(treaty_actions=(act, partly), publishers=(publisher("p", Grade.D),)))
    usual = rows_of(index, Selection(instrument="pact"))
    assert [row.id for row in usual.rows] == ["a"]
    assert in_words(usual.hidden_grades) == "1 row of grade D hidden"
    assert rows_of(index, Selection(instrument="pact", grades=frozenset({Grade.A}))).rows == ()


def test_a_page_nobody_opened_has_the_grade_of_its_carrier() -> None:
    quoted = source("s", "p").model_copy(update={"read_as": ReadAs.QUOTED, "carrier_id": "d"})
    opened = source("t", "p")
    index = Index(dataset(sources=(quoted, opened), publishers=(publisher("p", Grade.A), publisher("d", Grade.D))))
    assert [index.grade_of_source(key) for key in ("s", "t")] == [Grade.D, Grade.A]
    assert sources_of(index, ("s",))[0]["publisher"] == "p, as quoted by d"


@pytest.mark.parametrize("word", ["nauseda", "Nausėda", "NAUSĖDA", "nausėda"])
def test_search_goes_without_accents_both_ways(word: str) -> None:
    found = rows_of(INDEX, Selection(text=word, every_instrument=True)).rows
    assert found == rows_of(INDEX, Selection(text="nauseda", every_instrument=True)).rows
    assert found


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Häkkänen", "hakkanen"),
        ("Wałęsa", "walesa"),
        ("Ämari", "amari"),
        ("Đukanović", "dukanovic"),
        ("Straße", "strasse"),
    ],
)
def test_folding(written: str, typed: str) -> None:
    assert fold(written) == typed == fold(typed)


def test_announcements_carry_the_version_current_that_day() -> None:
    only = Selection(kinds=frozenset({"announcement"}), every_instrument=True, grades=frozenset(Grade))
    then = {row.id: row for row in rows_of(INDEX, replace(only, as_of=dt.date(2025, 7, 12))).rows}
    later = {row.id: row for row in rows_of(INDEX, replace(only, as_of=dt.date(2026, 3, 1))).rows}
    assert then["fi-p-2025-07-autto"].current is True
    assert later["fi-p-2025-07-autto"].current is False
    assert later["fi-p-2026-01-first-2027"].chain == "fi-p-2025-07-autto"
    assert later["fi-p-2026-01-first-2027"].slip_text == "a different milestone"
    assert later["lv-p-2026-02-at-plant"].slip_days == 611


def test_every_row_on_production_has_its_window() -> None:
    """An event that announced production shows the window of the announcements that tell it."""
    kinds = frozenset({"production-announcement", "announcement"})
    found = rows_of(INDEX, Selection(kinds=kinds, every_instrument=True, grades=frozenset(Grade))).rows
    assert all(row.window for row in found)
    rows = {row.id: row for row in found}
    assert rows["lt-fi-2025-07-09-reuters"].window == "in the course of 2026"
    early = Selection(kinds=kinds, every_instrument=True, as_of=dt.date(2025, 7, 8))
    assert "lt-fi-2025-07-09-reuters" not in {row.id for row in rows_of(INDEX, early).rows}


def test_kinds_are_found_by_the_words_that_lists_write() -> None:
    every = Selection(every_instrument=True, grades=frozenset(Grade))
    labels = kind_labels(INDEX)
    for kind in ("announcement", "production-announcement"):
        of_kind = {row.id for row in rows_of(INDEX, replace(every, kinds=frozenset({kind}))).rows}
        by_words = rows_of(INDEX, replace(every, text=labels[kind], kinds=frozenset({kind}))).rows
        assert of_kind == {row.id for row in by_words}
    assert len(set(labels.values())) == len(labels)


def test_a_moved_date_can_be_asked_for() -> None:
    found = rows_of(INDEX, Selection(moved=frozenset({SlipKind.LATER}), every_instrument=True)).rows
    assert found
    assert all(row.slip_days is not None and row.slip_days > 0 for row in found)


def test_rows_keep_to_their_declared_types() -> None:
    for row in rows_of(INDEX, Selection(every_instrument=True, grades=frozenset(Grade))).rows:
        assert type(row).model_validate(row.model_dump()) == row


def test_one_table_can_be_asked_for() -> None:
    found = rows_of(INDEX, Selection(every_instrument=True), tables={Table.EVENTS}).rows
    assert {row.table for row in found} == {Table.EVENTS}


def test_every_column_of_a_fact_is_promised() -> None:
    """Columns that only some facts have are declared with what stands in the others; none may be missing."""
    schema = FactRow.model_json_schema(mode="serialization")
    assert schema["required"] == list(FactRow.model_fields)
    assert all(set(dict(row)) == set(FactRow.model_fields) for row in rows_of(INDEX, Selection()).rows)
