"""A copy of the record with a treaty, a policy and a measure that nobody has heard of, added by rows alone."""

from __future__ import annotations

import csv
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from dashboard.domain.index import Index
from data.load import DATA_FOLDER
from data.schema import TABLES
from data.validate import validate

TREATY, POLICY, MEASURE = "moon-pact", "moon-duty", "moon-money"
SOURCE = "untc-xxvi-5"


def add(folder: Path, table: str, **cells: str) -> None:
    """One more row at the end of a table; columns that are not named stay empty."""
    columns = list(TABLES[table].model_fields)
    row = ({"source_ids": SOURCE} if "source_ids" in columns else {}) | cells
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, columns, lineterminator="\n").writerow(row)


def add_treaty(folder: Path) -> None:
    """Open to Finland, Norway and Sweden; Norway gives notice in 2023, others end Sweden's part in 2024."""
    names = {"short_name": "Moon", "short_title": "Moon Pact", "full_title": "Pact on the Moon", "subject": "the Moon"}
    terms = {"exit_term": "withdrawal", "exit_article": "Art. 9", "notice_period": "P6M", "notice_is_minimum": "no"}
    entry = {"entry_period": "P30D", "entry_rule": "period-after-deposit"}
    answers = {"exit_clause": "yes", "conflict_delays_exit": "no", "suspension_clause": "no", "signature": "yes"}
    rest = {"group": "law-and-courts", "arms_control": "no", "forbids": "no", "depositary": "Iceland"}
    days = {"adopted_on": "2020-01-01", "opened_on": "2020-01-01", "in_force_on": "2020-03-01"}
    asks = {"question": "Who shares the Moon?", "open_to": "FIN;NOR;SWE"}
    add(
        folder, "instruments", instrument_id=TREATY, **names, **terms, **entry, **answers, **rest, **days, **asks
    )  # fmt: skip
    acted = {"acted_precision": "day", "scope": "full", "confidence": "confirmed"}
    known = {"effective_precision": "day", "effective_confidence": "confirmed", "effective_source_ids": SOURCE}
    for iso3 in ("FIN", "NOR", "SWE"):
        add(
            folder, "treaty_actions", action_id=f"{TREATY}-{iso3.lower()}-1", instrument_id=TREATY, iso3=iso3,
            kind="ratification", acted_on="2020-01-15", effective_on="2020-03-01", effective_method="stated",
            **acted, **known,
        )  # fmt: skip
    add(
        folder, "treaty_actions", action_id=f"{TREATY}-nor-2", instrument_id=TREATY, iso3="NOR", kind="withdrawal",
        acted_on="2023-02-01", effective_on="2023-08-01", effective_method="stated", **acted, **known,
    )  # fmt: skip
    add(
        folder, "treaty_actions", action_id=f"{TREATY}-swe-2", instrument_id=TREATY, iso3="SWE", kind="cessation",
        acted_on="2024-05-05", effective_on="2024-05-05", effective_method="stated", decided_by="the Moon Council",
        note="Ended by a decision of the council.", **acted, **known,
    )  # fmt: skip


def add_lens(folder: Path, lens_id: str, kind: str, **given: str) -> None:
    """The row of a policy or measure; nothing was read of the States without a row."""
    words = {"short_title": lens_id.replace("-", " ").title(), "question": f"Who owes {lens_id}?"}
    add(
        folder, "lenses", lens_id=lens_id, kind=kind, group="people-and-money", first_day="2020-01-01", **words, **given
    )
    add(folder, "not_read", not_read_id=f"{lens_id}-all", lens_id=lens_id, reason="Only three were looked at.")


def add_classes(folder: Path, lens_id: str, *rows: tuple[str, str, dict[str, str]]) -> None:
    """Classes in their order: id, style, and what else."""
    for rank, (class_id, style, more) in enumerate(rows, 1):
        words = {"label": class_id.replace("-", " "), "meaning": f"The State is {class_id}.", "moving": "no"}
        add(folder, "lens_classes", class_id=class_id, lens_id=lens_id, rank=str(rank), style=style, **(words | more))


def add_observation(folder: Path, lens_id: str, iso3: str, on: str, precision: str = "day", **what: str) -> None:
    """A class or a figure of a State."""
    how = {"quality": "measured", "confidence": "confirmed", "from_precision": precision}
    own = {"observation_id": f"{lens_id}-{iso3.lower()}-{on}"}
    add(folder, "observations", lens_id=lens_id, iso3=iso3, from_on=on, **(own | how | what))


def add_policy(folder: Path) -> None:
    """Finland owes it all, Norway some from 2022 on, Sweden none until a law of 2023 brings it back in 2025."""
    add_lens(folder, POLICY, "policy")
    moving = {"moving": "yes"}
    add_classes(
        folder, POLICY, ("free", "none", {}), ("freed", "none", {}), ("soon-back", "none", moving),
        ("owing-some", "part", {}), ("owing-all", "full", {}), ("unknown", "unknown", {}),
    )  # fmt: skip
    event = "moon-law-2023"
    add(
        folder, "policy_events", event_id=event, happened_on="2023-06-01", happened_precision="day", iso3s="SWE",
        lens_ids=POLICY, kind="service-law", headline="Sweden brings back the duty to the Moon from 2025",
        confidence="confirmed",
    )  # fmt: skip
    add_observation(folder, POLICY, "FIN", "2020-01-01", class_id="owing-all")
    add_observation(folder, POLICY, "NOR", "2020-01-01", class_id="free")
    add_observation(folder, POLICY, "NOR", "2022-01-01", class_id="owing-some")
    add_observation(folder, POLICY, "SWE", "2020-01-01", class_id="freed")
    add_observation(folder, POLICY, "SWE", "2023-06-01", class_id="soon-back", event_id=event)
    add_observation(folder, POLICY, "SWE", "2025-01-01", class_id="owing-all", event_id=event)


def add_measure(folder: Path) -> None:
    """Two series of tons a year; the step at 10 is outlined."""
    add_lens(folder, MEASURE, "measure", unit="t", decimals="1", period="P1Y")
    add_classes(
        folder, MEASURE, ("light", "step-1", {"upper": "10"}), ("heavy", "step-4", {"lower": "10", "moving": "yes"}),
        ("unknown", "unknown", {"label": "no figure"}),
    )  # fmt: skip
    for series_id, edition in (("moon-one", "First"), ("moon-two", "Second")):
        add(
            folder, "series", series_id=series_id, lens_id=MEASURE, publisher_id="sipri", edition=edition,
            published_on="2024-03-01", basis="all that is owed",
        )  # fmt: skip
    for iso3, year, value in (("FIN", 2022, "9.9"), ("FIN", 2023, "10"), ("NOR", 2023, "3.25")):
        add_observation(
            folder, MEASURE, iso3, f"{year}-01-01", "year", series_id="moon-one", value=value, quality="estimate"
        )  # fmt: skip
    key = {"observation_id": f"{MEASURE}-two-fin-2023"}
    add_observation(folder, MEASURE, "FIN", "2023-01-01", "year", series_id="moon-two", value="77", **key)


@cache
def invented_folder() -> Path:
    """The copy, made once a run."""
    folder = Path(mkdtemp(prefix="invented-"))
    for path in (*DATA_FOLDER.glob("*.csv"), DATA_FOLDER / "dataset.toml", DATA_FOLDER / "CHANGELOG.md"):
        shutil.copy(path, folder)
    for make in (add_treaty, add_policy, add_measure):
        make(folder)
    return folder


@cache
def invented() -> Index:
    """The record with the three lenses. Fails where a rule refuses a row."""
    loaded, problems = validate(invented_folder())
    assert [str(problem) for problem in problems] == []
    return Index(loaded.dataset)
