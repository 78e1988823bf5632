"""``ESS_DATA`` names the data of everything: the API's archive, the commands and the site hold the served folder's."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.tables.dataset_files import DESCRIPTIONS
from data.load import DATA_FOLDER
from data.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]
VERSION, README = "7.7.7", b"# Another dataset\n"
API = """
import sys
from asgi_client import ask
sys.stdout.buffer.write(ask("/api/v1/download?format=zip").body)
"""
Run = Callable[..., bytes]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the dataset with its own version and README, and without a change log."""
    copy = tmp_path_factory.mktemp("served") / "data"
    copy.mkdir()
    for name in (*(f"{table}.csv" for table in TABLES), *DESCRIPTIONS):
        shutil.copy(DATA_FOLDER / name, copy / name)
    declared = (copy / "dataset.toml").read_text(encoding="utf-8")
    (copy / "dataset.toml").write_text(re.sub('(?m)^version = ".*"$', f'version = "{VERSION}"', declared))
    (copy / "README.md").write_bytes(README)
    (copy / "CHANGELOG.md").unlink()
    return copy


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    """Python with ``ESS_DATA`` set, as in a server started so."""

    def run(*arguments: str) -> bytes:
        own = {"ESS_DATA": str(folder), "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests" / "support")))}
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=os.environ | own, check=True, stdout=subprocess.PIPE, timeout=300).stdout

    return run


def contents(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def hold_the_served_folder(files: dict[str, bytes], folder: Path) -> None:
    assert files["README.md"] == README
    assert files["dataset.toml"] == (folder / "dataset.toml").read_bytes()
    assert f"dataset_version: {VERSION}\n" in files["ABOUT.txt"].decode()
    assert files["countries.csv"] == (folder / "countries.csv").read_bytes()
    assert "CHANGELOG.md" not in files


def test_the_archive_of_the_api(run: Run, folder: Path) -> None:
    hold_the_served_folder(contents(run("-c", API)), folder)


def test_the_site_and_its_archive(run: Run, folder: Path, tmp_path: Path) -> None:
    run("-m", "dashboard.export", "site", "--out", str(tmp_path / "site"))
    files = {path.name: path.read_bytes() for path in (tmp_path / "site" / "data").iterdir()}
    archive = files.pop("european-security-shifts.zip")
    hold_the_served_folder(files, folder)
    assert contents(archive) == files
    assert archive == run("-c", API)


def test_the_status_command(run: Run) -> None:
    assert f"dataset {VERSION}," in run("-m", "dashboard.status", "--instrument", "apmbc").decode()


def test_an_export(run: Run, tmp_path: Path) -> None:
    run("-m", "dashboard.export", "svg", "--out", str(tmp_path / "map.svg"))
    assert f"dataset {VERSION}" in (tmp_path / "map.svg").read_text(encoding="utf-8")
