"""What every rule may look at: the rows, their lines and a few indexes built once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from data.event_schema import Announcement, PolicyEvent
from data.fields import Row
from data.load import Loaded
from data.parse import META_FILE
from data.problems import Problem
from data.schema import TABLES, Country, Dataset, id_of
from data.treaty_schema import Instrument, TreatyAction


class Context:
    """A loaded dataset with indexes; rules only read it."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.dataset: Dataset = loaded.dataset

    def rows(self, table: str) -> tuple[Any, ...]:
        """Rows of ``table`` in file order."""
        rows: tuple[Row, ...] = getattr(self.dataset, table)
        return rows

    def problem(self, table: str, index: int, column: str, rule: str, message: str) -> Problem:
        """A problem with the row at ``index`` of ``table``."""
        row_id = id_of(table, self.rows(table)[index])
        return Problem(f"{table}.csv", self.loaded.lines[table][index], row_id, column, rule, message)

    def meta_problem(self, name: str, rule: str, message: str) -> Problem:
        """A problem with key or section ``name`` of the dataset's own description."""
        return Problem(META_FILE, self.loaded.meta_lines.get(name, 1), "", name, rule, message)

    @cached_property
    def position(self) -> dict[str, dict[str, int]]:
        """Table to id to index of the first row with that id."""
        found: dict[str, dict[str, int]] = {}
        for table in TABLES:
            index: dict[str, int] = {}
            for number, row in enumerate(self.rows(table)):
                index.setdefault(id_of(table, row), number)
            found[table] = index
        return found

    @cached_property
    def broken(self) -> dict[str, set[str]]:
        """Table to ids of rows that could not be read: known, though not loaded."""
        found: dict[str, set[str]] = {table: set() for table in TABLES}
        for problem in self.loaded.problems:
            found.get(problem.file.removesuffix(".csv"), set()).add(problem.row_id)
        return found

    def unreadable(self, table: str) -> bool:
        """Whether some of ``table`` could not be read, so that nothing follows from what is absent."""
        return bool(self.broken[table])

    @cached_property
    def acts(self) -> dict[tuple[str, str], list[TreatyAction]]:
        """Instrument and State to their acts, in file order."""
        found: dict[tuple[str, str], list[TreatyAction]] = defaultdict(list)
        for action in self.dataset.treaty_actions:
            found[action.instrument_id, action.iso3].append(action)
        return found

    def act_problem(self, action: TreatyAction, column: str, rule: str, message: str) -> Problem:
        """A problem with the first row of the id of ``action``."""
        return self.problem("treaty_actions", self.position["treaty_actions"][action.action_id], column, rule, message)

    def instrument(self, instrument_id: str) -> Instrument | None:
        """The instrument of that id, if there is one."""
        row: Instrument | None = self._get("instruments", instrument_id)
        return row

    def action(self, action_id: str | None) -> TreatyAction | None:
        """The treaty action of that id, if there is one."""
        row: TreatyAction | None = self._get("treaty_actions", action_id)
        return row

    def event(self, event_id: str | None) -> PolicyEvent | None:
        """The policy event of that id, if there is one."""
        row: PolicyEvent | None = self._get("policy_events", event_id)
        return row

    def announcement(self, announcement_id: str | None) -> Announcement | None:
        """The announcement of that id, if there is one."""
        row: Announcement | None = self._get("announcements", announcement_id)
        return row

    def country(self, iso3: str) -> Country | None:
        """The State or area of that code, if there is one."""
        row: Country | None = self._get("countries", iso3)
        return row

    def _get(self, table: str, row_id: str | None) -> Any:
        index = None if row_id is None else self.position[table].get(row_id)
        return None if index is None else self.rows(table)[index]


def cycles(successor: dict[str, str]) -> Iterator[str]:
    """One id of every loop in ``successor`` (id to the id it points to), in linear time."""
    done: set[str] = set()
    for start in successor:
        path: set[str] = set()
        here: str | None = start
        while here is not None and here not in done and here not in path:
            path.add(here)
            here = successor.get(here)
        if here is not None and here in path:
            yield here
        done |= path
