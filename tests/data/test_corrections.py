"""Corrections are checked like facts: against their row, against the editions, with what to type."""

import csv
import shutil
from pathlib import Path

import pytest

from data.corrections import misquoted
from data.load import DATA_FOLDER, load
from data.rules import check

HEADLINE = "fi-2025-04-04-insta"


def problems_with(folder: Path, **cells: str) -> list[str]:
    """Problems with the correction of one headline after cells of it were changed in a copy."""
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "check", "stories", "learn"))
    path = folder / "corrections.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    next(row for row in rows if row["fact_id"] == HEADLINE).update(cells)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    loaded = load(folder)
    return [str(one) for one in (*loaded.problems, *check(loaded), *misquoted(loaded, folder))]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"fact_id": "fi-2025-04-04-inst"}, "is not in treaty_actions or"),
        ({"field": "headlines"}, "field: 'headlines' is no column of policy_events: type one of happened_on, "),
        ({"field": "Headline"}, "field: 'Headline': type the name of a column"),
        ({"field": "event_id"}, "field: 'event_id' is no column of policy_events"),
        ({"says": "Finnish firm Insta is interested"}, "says: is not what headline of fi-2025-04-04-insta says in"),
        ({"said": "Insta would like to"}, "said: is not what edition 1.0.0 said: copy the cell from releases/1.0.0"),
        ({"said": "x", "says": "x"}, "says: is the same as said"),
        ({"since_edition": "1.2.0"}, "1.2.0 comes after 1.1.0, the edition in dataset.toml: type 1.1.0"),
        ({"since_edition": "1.1"}, "since_edition: '1.1': type the number of an edition, such as 1.1.0"),
        ({"why": ""}, "why: is empty: fill it in"),
    ],
)
def test_a_correction_that_cannot_be_is_told_with_its_line(tmp_path: Path, cells: dict[str, str], told: str) -> None:
    found = problems_with(tmp_path / "data", **cells)
    assert any(told in one and one.startswith("corrections.csv:4: ") for one in found), found


def test_a_correction_that_was_corrected_again_may_say_what_no_row_says(tmp_path: Path) -> None:
    assert problems_with(tmp_path / "data") == []
    with (tmp_path / "data" / "corrections.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"{HEADLINE},headline,Insta asks,Finnish firm Insta wants mines,1.0.1,It asked.,\n")
    loaded = load(tmp_path / "data")
    assert check(loaded) == ()
