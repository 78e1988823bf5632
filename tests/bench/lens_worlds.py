"""Records with more or fewer lenses than ours: some treaties left out, or policies invented, by rows alone."""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path

from invented import add_classes, add_lens, add_observation

from data.checks import FILE as CHECKS_FILE
from data.links import LINKS
from data.load import DATA_FOLDER, META_FILE
from data.schema import TABLES, key_of
from tests.bench.world import Row, read

FIRST = "apmbc"
"""The treaty that every one of these records holds: what is measured is its page."""


def _without(rows: Mapping[str, list[Row]], gone: set[str]) -> dict[str, list[Row]]:
    """The tables without these ids, and without the rows that say nothing of what is left."""
    left = {table: list(of_table) for table, of_table in rows.items()}
    while gone:
        now: set[str] = set()
        for table, of_table in left.items():
            key, links = key_of(table)[0], [link for link in LINKS if link.table == table]
            kept = []
            for row in of_table:
                named = [link.column for link in links if set(row[link.column].split(";")) & gone]
                for link in links:
                    if link.many and link.column in named:
                        row[link.column] = ";".join(one for one in row[link.column].split(";") if one not in gone)
                lost = [link for link in links if link.column in named and not row[link.column]]
                single = [link for link in links if link.column in named and not link.many]
                about_none = bool(lost) and not any(row.get(one) for one in ("instrument_ids", "lens_ids", "topic_ids"))
                if row[key] in gone or single or about_none:
                    now.add(row[key])
                else:
                    kept.append(row)
            left[table] = kept
        gone = now - gone
    return left


def lens_ids(rows: Mapping[str, list[Row]]) -> list[str]:
    """Ids of every treaty, policy and measure, ``FIRST`` before all and treaties within others last."""
    treaties = sorted(rows["instruments"], key=lambda row: (row["instrument_id"] != FIRST, bool(row["parent_id"])))
    return [row["instrument_id"] for row in treaties] + [row["lens_id"] for row in rows["lenses"]]


def _used(rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The tables without sources and publishers that no row names any more."""
    for target in ("sources", "publishers"):
        links = [link for link in LINKS if target in link.targets]
        named = {one for link in links for row in rows[link.table] for one in row[link.column].split(";")}
        key = key_of(target)[0]
        rows[target] = [row for row in rows[target] if row[key] in named]
    return rows


def _described(text: str, rows: Mapping[str, list[Row]]) -> str:
    """``dataset.toml`` with the floors and exceptions that these tables need."""
    parts = [re.split(r"(?m)^\[(?:floors|exceptions)", text)[0], "[floors]\n"]
    parts += [f"{table} = {min(floor, len(rows[table]))}\n" for table, floor in tomllib.loads(text)["floors"].items()]
    ids = {row[key_of(table)[0]] for table, of_table in rows.items() for row in of_table}
    treaties = {row["instrument_id"] for row in rows["instruments"]}
    for rule, named in tomllib.loads(text)["exceptions"].items():
        if rule != "alliance-days" or "north-atlantic" in treaties:
            parts.append(f"\n[exceptions.{rule}]\n")
            parts += [f'{row_id} = "{reason}"\n' for row_id, reason in named.items() if row_id in ids]
    return "".join(parts)


def write(folder: Path, lenses: int, source: Path = DATA_FOLDER) -> None:
    """Write the record with that many lenses to ``folder``: the first of ours, or all and invented policies."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py", "releases", "stories"))
    rows = read(source)
    ids = lens_ids(rows)
    left = _used(_without(rows, set(ids[lenses:]))) if lenses < len(ids) else {}
    for table, of_table in left.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(TABLES[table].model_fields), lineterminator="\n")
            writer.writeheader()
            writer.writerows(of_table)
    if left:
        checks = (folder / CHECKS_FILE).read_text(encoding="utf-8").splitlines(keepends=True)
        known = {"lens_id", *ids[:lenses]}
        (folder / CHECKS_FILE).write_text("".join(line for line in checks if line.split(",")[0] in known), "utf-8")
        meta = folder / META_FILE
        meta.write_text(_described(meta.read_text(encoding="utf-8"), left), encoding="utf-8")
    for number in range(lenses - len(ids)):
        policy = f"moon-{number}"
        add_lens(folder, policy, "policy")
        add_classes(
            folder, policy, (f"{policy}-free", "none", {}), (f"{policy}-owing", "full", {}), ("unknown", "unknown", {})
        )
        for iso3, year in (("FIN", 2020), ("NOR", 2021), ("SWE", 2022)):
            add_observation(folder, policy, iso3, f"{year}-01-01", class_id=f"{policy}-owing")
