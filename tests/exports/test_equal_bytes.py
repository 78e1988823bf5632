"""Equal input gives equal bytes: every export, in another process, zone, second and order of hashes."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from export_digests import digests
from export_views import DAY, index, made, stories, view
from pptx import Presentation
from pypdf import PdfReader

from dashboard.exports import FORMATS, make
from dashboard.tables.downloads import Format

ROOT = Path(__file__).resolve().parents[2]
SECONDS_OF_A_ZIP = 2
"""A zip tells the time to two seconds."""


def _digests(seed: str, zone: str) -> dict[str, str]:
    own = {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
    script = ROOT / "tests" / "support" / "export_digests.py"
    run = subprocess.run([sys.executable, script], env=os.environ | own, check=True, capture_output=True, timeout=300)
    found: dict[str, str] = json.loads(run.stdout)
    return found


@cache
def _digests_here() -> dict[str, str]:
    """Those of this process, made once."""
    return digests()


@pytest.fixture
def other_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process in Pago Pago, where the day is never that of Kiritimati."""
    monkeypatch.setenv("TZ", "Pacific/Pago_Pago")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("other_zone")
def test_two_processes_write_the_same_bytes() -> None:
    other = _digests("1", "Pacific/Kiritimati")
    time.sleep(SECONDS_OF_A_ZIP)
    here = _digests_here()
    assert here == other
    assert {f"view.{form}" for form in FORMATS} | {f"table.{form}" for form in Format} < here.keys()


@pytest.mark.parametrize("form", FORMATS)
def test_one_process_writes_the_same_bytes_twice(form: str) -> None:
    assert hashlib.sha256(make(form, view(DAY))[0]).hexdigest() == _digests_here()[f"view.{form}"]


def test_a_deck_tells_the_day_of_the_dataset_and_no_time_of_day() -> None:
    as_of = index().dataset.meta.as_of
    deck = made("pptx", view(DAY, story=stories()[0]))[0]
    about = Presentation(io.BytesIO(deck)).core_properties
    assert {about.created.date(), about.modified.date()} == {as_of}
    with zipfile.ZipFile(io.BytesIO(deck)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        workbooks = [archive.read(name) for name in archive.namelist() if name.endswith(".xlsx")]
    assert workbooks
    for body in workbooks:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.read("docProps/core.xml").count(f"{as_of}T00:00:00Z".encode()) == 2


def test_a_pdf_tells_the_day_of_the_dataset() -> None:
    about = PdfReader(io.BytesIO(made("pdf", view(DAY))[0])).metadata
    assert about is not None
    assert about.creation_date is not None
    assert about.creation_date.date() == index().dataset.meta.as_of
