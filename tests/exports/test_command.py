"""The command: what it writes, how it refuses, and that it never leaves half a file."""

from __future__ import annotations

import errno
import json
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from export_views import index, stories

from dashboard import export
from dashboard.exports import FORMATS
from dashboard.exports.whole_file import fill_whole, write_whole

STARTS = {"pptx": b"PK", "xlsx": b"PK", "png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml", "html": b"<!doctype html>"}


def _run(*arguments: object) -> int:
    return export.main([str(one) for one in arguments])


@pytest.mark.parametrize("wanted", FORMATS)
def test_every_format_is_written(wanted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / f"view.{wanted}"
    assert _run(wanted, "--instrument", "apmbc", "--as-of", "2026-03-01", "--states", "FIN,POL", "--out", out) == 0
    body = out.read_bytes()
    assert body.startswith(STARTS.get(wanted, b""))
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    said = capsys.readouterr()
    assert said.out == ""
    assert f"wrote {out} ({len(body):,} bytes)" in said.err


def test_geojson_and_csv_hold_the_states_asked_for(tmp_path: Path) -> None:
    _run("geojson", "--as-of", "2026-03-01", "--states", "FIN,POL", "--out", tmp_path / "a")
    found = json.loads((tmp_path / "a").read_bytes())
    assert {feature["properties"]["iso3"] for feature in found["features"]} == {"FIN", "POL"}
    _run("csv", "--as-of", "2026-03-01", "--states", "FIN", "--out", tmp_path / "b")
    assert "Finland" in (tmp_path / "b").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("gif",), "invalid choice: 'gif'"),
        (("png", "--instrument", "salt"), "unknown instrument 'salt'; known: apmbc"),
        (("png", "--as-of", "2026-02-30"), "neither a day written YYYY-MM-DD nor 'latest'"),
        (("png", "--as-of", "2025-W01-1"), "'2025-W01-1' is neither a day written YYYY-MM-DD nor 'latest'"),
        (("site", "--as-of", "2025-W01-1"), "'2025-W01-1' is neither a day written YYYY-MM-DD nor 'latest'"),
        (("png", "--as-of", "1066-10-14"), "lies outside the timeline of apmbc"),
        (("png", "--states", "FIN,XXX"), "'XXX' is not the name or code of a State in the dataset"),
        (("pdf", "--kind", "dossier"), "needs --states"),
        (("pptx", "--story", "nothing"), "unknown story 'nothing'; known: "),
        (("png", "--story", "the-mine-ban-exits"), "--story goes with pptx and html"),
    ],
)
def test_bad_arguments_exit_2_with_a_clear_line(
    arguments: tuple[str, ...], reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        _run(*arguments, "--out", tmp_path / "x")
    assert left.value.code == 2
    assert reason in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("svg", "--out", tmp_path / "absent" / "x.svg") == 1
    assert "nothing written" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("svg", "--out", tmp_path) == 1
    assert "is a folder" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tmp_path.chmod(0o500)
    assert _run("svg", "--out", tmp_path / "x.svg") == 1
    assert "Permission denied" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that takes no files even from root")
def test_a_folder_that_takes_no_files_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("svg", "--out", "/proc/self/x.svg") == 1
    assert "nothing written: /proc/self/x.svg: " in capsys.readouterr().err


def _full(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_half_one(
    broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "x.svg"
    out.write_bytes(b"old")
    if broken == "fsync":
        monkeypatch.setattr(os, "fsync", _full)
    else:
        monkeypatch.setattr(Path, "replace", _full)
    assert _run("svg", "--out", out) == 1
    assert "No space left on device" in capsys.readouterr().err
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_write_cut_short_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Any] = os.fdopen

    def short(handle: int, mode: str) -> Any:
        found = real(handle, mode)

        class Short:
            def __enter__(self) -> Short:
                return self

            def __exit__(self, *_: object) -> None:
                found.close()

            def write(self, body: bytes) -> int:
                found.write(body[:10])
                raise OSError(errno.ENOSPC, "No space left on device")

        return Short()

    monkeypatch.setattr(os, "fdopen", short)
    with pytest.raises(OSError, match="No space left"):
        write_whole(tmp_path / "x", b"0" * 100)
    assert not list(tmp_path.iterdir())


def test_a_site_is_whole_and_only_points_to_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "public"
    assert _run("site", "--out", out) == 0
    assert "[1/" in capsys.readouterr().err
    for key in index().instruments:
        assert (out / f"{key}.html").is_file()
        assert (out / "maps" / f"{key}.svg").is_file()
    for story in stories():
        assert (out / f"story-{story.id}.html").is_file()
    first = (out / "index.html").read_text(encoding="utf-8")
    assert "<script" not in first
    links = re.findall(r'(?:href|src)="([^"]+)"', first)
    for link in links:
        if link != "data:,":
            assert not re.match(r"[a-z]+:|/", link), link
            assert (out / link).exists(), link
    assert json.loads((out / "data" / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    assert json.loads((out / "data" / "croissant.json").read_text(encoding="utf-8"))["recordSet"]
    with zipfile.ZipFile(out / "data" / "european-security-shifts.zip") as packed:
        assert packed.testzip() is None
        assert packed.read("treaty_actions.csv") == (out / "data" / "treaty_actions.csv").read_bytes()
    assert (out / "changes.atom").read_bytes().startswith(b"<?xml")
    assert _run("site", "--out", out) == 0, "an earlier site is replaced"
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_a_folder_with_other_files_is_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("mine")
    assert _run("site", "--out", tmp_path / "letters") == 1
    assert "holds other files" in capsys.readouterr().err
    assert (tmp_path / "letters" / "a.txt").read_text() == "mine"


def test_a_site_that_fails_leaves_the_earlier_one(tmp_path: Path) -> None:
    old = tmp_path / "public"
    fill_whole(old, lambda folder: (folder / "site.json").write_text("old") and None)

    def fail(folder: Path) -> None:
        (folder / "half").write_text("x")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        fill_whole(old, fail)
    assert [path.name for path in tmp_path.iterdir()] == ["public"]
    assert (old / "site.json").read_text() == "old"
