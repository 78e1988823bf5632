"""``python -m dashboard.status``."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.status import COLUMNS, main

ROOT = Path(__file__).resolve().parents[2]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "--instrument", "apmbc", "--as-of", "2025-07-12", "--format", "json")
    document = json.loads(text)
    assert (document["instrument"], document["as_of"]) == ("apmbc", "2025-07-12")
    assert document["dataset_version"]
    assert document["states"]["FIN"]["next"] == {"on": "2026-01-10", "status": "withdrawn", "stage": "none"}
    assert len(document["states"]) == 52


def test_csv(capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "--instrument", "apmbc", "--as-of", "2025-07-12", "--format", "csv")
    rows = {row["iso3"]: row for row in csv.DictReader(io.StringIO(text))}
    assert tuple(rows["FIN"]) == COLUMNS
    assert rows["POL"]["stage"] == "exit-adopted"
    assert rows["TUR"]["name"] == "Türkiye"


def test_table_and_latest(capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, "--instrument", "apmbc", "--as-of", "latest")
    assert " on 2026-10-02" in text
    assert "suspension notified (contested)" in text
    assert text == run(capsys, "--instrument", "apmbc")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--instrument", "salt"), "unknown instrument 'salt'; known: apmbc, ccm"),
        (("--instrument", "apmbc", "--as-of", "2025-02-30"), "neither a day written YYYY-MM-DD nor 'latest'"),
        (("--instrument", "apmbc", "--as-of", "12.7.2025"), "neither a day written YYYY-MM-DD nor 'latest'"),
        (("--instrument", "apmbc", "--as-of", "2025-W01-1"), "'2025-W01-1' is neither a day written YYYY-MM-DD nor"),
        (("--instrument", "apmbc", "--as-of", "20250712"), "'20250712' is neither a day written YYYY-MM-DD nor"),
        (("--instrument", "apmbc", "--format", "xml"), "invalid choice: 'xml'"),
        ((), "--instrument"),
    ],
)
def test_bad_arguments_exit_2_with_a_reason(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert reason in capsys.readouterr().err


def test_as_a_module() -> None:
    command = [sys.executable, "-m", "dashboard.status", "--instrument", "ccm", "--as-of", "2025-03-06"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "LTU  Lithuania" in done.stdout
