"""The second coder's sheet is blind, drawn by its seed, and compared field by field."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from data.load import DATA_FOLDER
from data.recode import CODED, agreement, blind_sheet, main


def test_sheet_is_blind_and_repeatable() -> None:
    sheet = blind_sheet(DATA_FOLDER, 60, 7)
    assert len({row["action_id"] for row in sheet}) == 60
    assert all(row["sources"] and row["treaty"] and not any(row[field] for field in CODED) for row in sheet)
    assert sheet == blind_sheet(DATA_FOLDER, 60, 7) != blind_sheet(DATA_FOLDER, 60, 8)


def test_agreement_counts_what_was_coded_and_names_every_miss() -> None:
    record = {name: {"kind": kind} for name, kind in zip("abcd", ("x", "x", "y", ""), strict=True)}
    sheet = [{"action_id": name, "kind": kind} for name, kind in zip("abcd", ("x", "y", "y", "-"), strict=True)]
    found = agreement("kind", record, [*sheet, {"action_id": "a", "kind": " "}])
    assert (found.coded, found.same, found.misses) == (4, 3, (("b", "x", "y"),))
    # Observed disagreement 2/8; expected 2 * (3*3 + 3*2 + 3*2) / (8*7) = 42/56.
    assert found.alpha == pytest.approx(1 - (2 / 8) / (42 / 56))
    assert agreement("kind", record, sheet[:1]).alpha is None


def test_command_writes_reads_back_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sample", "5", "--seed", "1"]) == 0
    text = capsys.readouterr().out
    filled = tmp_path / "sheet.csv"
    filled.write_text(text, encoding="utf-8")
    assert main(["--read", str(filled)]) == 0
    assert "kind                 0     0    none  not defined" in capsys.readouterr().out
    name = next(csv.DictReader(io.StringIO(text)))["action_id"]
    filled.write_text(text.replace(name, "nobody-1"), encoding="utf-8")
    assert main(["--read", str(filled)]) == 1
    assert "row 2: no act 'nobody-1'" in capsys.readouterr().err
    assert main(["--sample", "5"]) == 1
