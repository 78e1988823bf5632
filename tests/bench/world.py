"""A larger world: the real tables, several times over, with new ids and no broken rule."""

from __future__ import annotations

import csv
import itertools
import math
import shutil
import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from data.checks import FILE as CHECKS_FILE
from data.links import LINKS
from data.load import DATA_FOLDER, REGISTERS_FILE
from data.parse import META_FILE
from data.schema import TABLES, key_of

Row = dict[str, str]
STATE_COLUMNS = {
    "treaty_actions": ("iso3",),
    "exit_steps": ("iso3",),
    "policy_events": ("iso3s",),
    "announcements": ("iso3",),
    "not_read": ("iso3",),
    "observations": ("iso3",),
    "observation_details": ("iso3",),
}
OF_EVERY_STATE = {"instruments": "open_to", "instrument_facts": "iso3s"}
"""Lists of States that name those of every copy."""
LONGEST = 72
"""Letters of an id that a copy keeps, so that its own is not too long."""
ONCE = (
    "publishers",
    "topics",
    "event_kinds",
    "lenses",
    "lens_classes",
    "series",
)
PER_STATE, PER_INSTRUMENT = ("countries", "observations", "observation_details"), ("instruments", "instrument_facts")


def factors(times: int) -> tuple[int, int]:
    """How many times the States and how many times the instruments: their product is ``times``.

    Raises ``ValueError`` for less than one.
    """
    if times < 1:
        message = f"a world cannot be multiplied by {times}"
        raise ValueError(message)
    instruments = max(number for number in range(1, math.isqrt(times) + 1) if times % number == 0)
    return times // instruments, instruments


def codes(taken: frozenset[str]) -> Iterator[str]:
    """Three-letter codes that no State has yet."""
    for letters in itertools.product(string.ascii_uppercase, repeat=3):
        code = "".join(letters)
        if code not in taken:
            yield code


def read(folder: Path) -> dict[str, list[Row]]:
    """Every table as text."""
    found = {}
    for table in TABLES:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found[table] = list(csv.DictReader(file))
    return found


class Copies:
    """New names of rows in every copy of the States and of the instruments; the first copy keeps its own."""

    def __init__(self, rows: Mapping[str, list[Row]], times: int) -> None:
        self.states, self.instruments = factors(times)
        own = [row["iso3"] for row in rows["countries"]]
        outside = {code for row in rows["policy_events"] for code in row["iso3s"].split(";") if code}
        fresh = codes(frozenset(own) | outside)
        self.code = {(iso3, copy): iso3 if copy == 0 else next(fresh) for copy in range(self.states) for iso3 in own}
        self.acts = {row["action_id"]: row for row in rows["treaty_actions"]}
        self.facts = {row["fact_id"]: row["instrument_id"] for row in rows["instrument_facts"]}
        self.unread = {row["not_read_id"]: (row["lens_id"], row["iso3"]) for row in rows["not_read"]}
        self.observed = {row["observation_id"]: row["iso3"] for row in rows["observations"]}
        named = {table: of_table for table, of_table in rows.items() if len(key_of(table)) == 1}
        self.tables = {row[key_of(table)[0]]: table for table, of_table in named.items() for row in of_table}
        self.tables |= {row["source_id"]: "sources" for row in rows["sources"]}

    def each(self) -> Iterator[tuple[int, int]]:
        """Every copy of the States with every copy of the instruments."""
        return itertools.product(range(self.states), range(self.instruments))

    def name(self, row_id: str, copy_s: int, copy_i: int) -> str:
        """The id of a row in a copy. Acts and observations are named after what they are of, as the rules ask."""
        if (row_id, copy_s) in self.code:
            return self.code[row_id, copy_s]
        table = self.tables.get(row_id)
        if table is None or table in ONCE or not (copy_s or copy_i):
            return row_id
        if table == "instrument_facts":
            of = self.facts[row_id]
            return self.name(of, copy_s, copy_i) + row_id.removeprefix(of)
        if table == "not_read":
            of, iso3 = self.unread[row_id]
            return f"{self.name(of, copy_s, copy_i)}-{self.code[iso3, copy_s].lower()}"
        if table in PER_INSTRUMENT:
            return f"{row_id}-i{copy_i}" if copy_i else row_id
        if row_id in self.acts:
            act = self.acts[row_id]
            instrument = self.name(act["instrument_id"], copy_s, copy_i)
            return f"{instrument}-{self.code[act['iso3'], copy_s].lower()}-{row_id.rsplit('-', 1)[1]}"
        name = f"{row_id[:LONGEST].rstrip('-')}-s{copy_s}i{copy_i}"
        if table == "observations":
            iso3 = self.observed[row_id]
            return name.replace(f"-{iso3.lower()}-", f"-{self.code[iso3, copy_s].lower()}-")
        return name

    def row(self, table: str, row: Row, copy_s: int, copy_i: int) -> Row:
        """One row in one copy of the world."""
        new = dict(row)
        if table in OF_EVERY_STATE:
            named = [part for part in row[OF_EVERY_STATE[table]].split(";") if part]
            new[OF_EVERY_STATE[table]] = ";".join(
                self.code[part, copy] for copy in range(self.states) for part in named
            )
        if not copy_s and not copy_i:
            return new
        key = key_of(table)[0]
        columns = {key, *(link.column for link in LINKS if link.table == table), *STATE_COLUMNS.get(table, ())}
        if table == "observations":  # a figure names a source of its series, and series stay
            columns.remove("source_ids")
        columns.discard(OF_EVERY_STATE.get(table, ""))
        columns -= {"publisher_id", "carrier_id"}  # some sources bear the id of a publisher, and publishers stay
        for column in columns:
            new[column] = ";".join(self.name(part, copy_s, copy_i) for part in row[column].split(";") if part)
        if table == "announcements":
            new["programme"] = f"{row['programme']} {copy_s}.{copy_i}"
        if table == "exit_steps":
            new[key] = f"{new['instrument_id']}-{new['iso3'].lower()}-{new['step']}"
        if table == "sources":
            new["url"] = f"{row['url']}{'&' if '?' in row['url'] else '?'}copy={copy_s}-{copy_i}"
        return new


def many(rows: Mapping[str, list[Row]], times: int) -> tuple[dict[str, list[Row]], Copies]:
    """The tables multiplied, and how their rows are named.

    States × instruments × acts grow by ``times``; so do events, announcements and their sources. Publishers stay.
    """
    copies = Copies(rows, times)
    out: dict[str, list[Row]] = {table: list(rows[table]) if table in ONCE else [] for table in rows}
    for copy_s, copy_i in copies.each():
        for table, of_table in rows.items():
            if table in ONCE or (table in PER_STATE and copy_i) or (table in PER_INSTRUMENT and copy_s):
                continue
            out[table] += [
                copies.row(table, row, copy_s, copy_i)
                for row in of_table
                if not (copy_i and table == "not_read" and copies.tables[row["lens_id"]] in ONCE)
            ]
    pointing = [(link.table, link.column) for link in LINKS if link.targets == ("sources",)]
    used = {one for table, column in pointing for row in out[table] for one in row[column].split(";")}
    out["sources"] = [row for row in out["sources"] if row["source_id"] in used]
    return out, copies


def described(meta_text: str, copies: Copies) -> str:
    """``dataset.toml`` with the exceptions of every copy."""
    parts = [meta_text.split("[exceptions.", 1)[0]]
    for rule, named in tomllib.loads(meta_text)["exceptions"].items():
        parts.append(f"\n[exceptions.{rule}]\n")
        for row_id, reason in named.items():
            ids = {copies.name(row_id, copy_s, copy_i): None for copy_s, copy_i in copies.each()}
            parts += [f'{one} = "{reason}"\n' for one in ids]
    return "".join(parts)


def write(folder: Path, times: int, source: Path = DATA_FOLDER) -> dict[str, int]:
    """Write the world ``times`` as large to ``folder``; rows of each table."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, copies = many(read(source), times)
    for table, of_table in rows.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(TABLES[table].model_fields), lineterminator="\n")
            writer.writeheader()
            writer.writerows(of_table)
    meta = (source / META_FILE).read_text(encoding="utf-8")
    (folder / META_FILE).write_text(described(meta, copies), encoding="utf-8")
    for name in (CHECKS_FILE, REGISTERS_FILE):
        shutil.copy(source / name, folder)
    return {table: len(of_table) for table, of_table in rows.items()}
