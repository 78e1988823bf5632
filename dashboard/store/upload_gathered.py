"""What is gathered while uploads are read: rows with the lines they stand on, problems, and what was understood."""

from __future__ import annotations

from functools import lru_cache

from dashboard.domain.index import Index
from dashboard.domain.names import StateNames
from dashboard.store.upload_cells import Converted, StateReader
from dashboard.store.upload_words import TreatyReader
from data.fields import Row
from data.problems import Problem, visible
from data.schema import TABLES


@lru_cache(maxsize=2)
def _names(index: Index) -> tuple[StateReader, TreatyReader]:
    """Readers of names, which take time to make and no notice of what is uploaded."""
    return StateReader(StateNames(index.countries.values())), TreatyReader(index)


class Gathered:
    """Rows, problems and words on what was read."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.states, self.treaties = _names(index)
        self.problems: list[Problem] = []
        self.converted: list[Converted] = []
        self.notes: list[str] = []
        self.repeated: list[str] = []
        self.clear()

    def clear(self) -> None:
        """Forget the rows, and keep the problems."""
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self.origins: dict[str, list[tuple[str, int]]] = {table: [] for table in TABLES}
        """File and line of each row."""

    def refuse(self, rule: str, message: str, file: str = "upload", line: int = 0, column: str = "") -> None:
        """Note a problem that concerns no single row."""
        self.problems.append(Problem(file, line, "", visible(column), rule, message))
