"""A machine without Chromium, rights or a free package manager gets one clear line, and every test that can run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import chromium
import office
import pytest

TESTS = Path(chromium.__file__).parent


def run(script: str, path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """A script of the tests with ``--install`` on a machine whose commands are those of ``path`` alone."""
    environment = {"PATH": str(path), "HOME": str(path), "PYTHONPATH": os.pathsep.join(sys.path)} | variables
    environment |= {"PLAYWRIGHT_BROWSERS_PATH": str(path), "HTTPS_PROXY": "http://127.0.0.1:9"}
    return subprocess.run(
        [sys.executable, TESTS / script, "--install"], env=environment, capture_output=True, text=True, timeout=300
    )


def command(path: Path, name: str, body: str) -> None:
    """Put a command of our own on the path."""
    file = path / name
    file.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    file.chmod(0o755)


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_a_busy_package_manager_is_named_and_fails_in_ci_alone(tmp_path: Path, ci: str, status: int) -> None:
    command(tmp_path, "apt-get", "echo 'could not get lock' >&2; exit 100")
    command(tmp_path, "sudo", 'shift; exec "$@"')
    done = run("chromium.py", tmp_path, CI=ci)
    assert done.returncode == status
    assert "no Chromium" in done.stdout
    if chromium.on_debian():
        assert "apt-get did not install chromium (100): it may be busy" in done.stdout


def test_a_package_manager_is_waited_for_a_minute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(tmp_path, "apt-get", f"echo $* >> {tmp_path}/words")
    command(tmp_path, "sudo", 'shift; exec "$@"')
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert chromium.apt(["some-package"])
    update, install = (tmp_path / "words").read_text(encoding="utf-8").splitlines()
    assert update == "-o DPkg::Lock::Timeout=60 update"
    assert install == "-o DPkg::Lock::Timeout=60 install -y --no-install-recommends some-package"


def test_a_reader_without_rights_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command(tmp_path, "apt-get", "exit 0")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert not chromium.apt(["some-package"])
    assert capsys.readouterr().out == "not root and no sudo, so some-package cannot be installed\n"


@pytest.mark.parametrize(("ci", "outcome"), [("", "1 skipped"), ("true", "1 error")])
def test_without_a_chromium_browser_tests_are_left_out_and_said_so(tmp_path: Path, ci: str, outcome: str) -> None:
    own = {"PATH": str(tmp_path), "CI": ci, chromium.VARIABLE: "", "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    one = "tests/browser/test_atlas_card.py::test_the_card"
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", one]
    done = subprocess.run(words, cwd=TESTS.parent, env=os.environ | own, capture_output=True, text=True, timeout=300)
    assert outcome in done.stdout
    assert chromium.MISSING in done.stdout


def test_what_slides_lack_is_named(tmp_path: Path) -> None:
    command(tmp_path, "apt-get", "exit 100")
    command(tmp_path, "sudo", 'shift; exec "$@"')
    done = run("office.py", tmp_path)
    assert done.returncode == 0
    assert "skipped without libreoffice-impress, poppler-utils, fonts-liberation" in done.stdout


def test_a_chromium_that_does_not_run_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(tmp_path, "chromium", "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(chromium, "_downloaded", lambda: None)
    assert chromium.found() is None


def test_a_wider_letter_is_no_arial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    command(tmp_path, "fc-match", "printf 'DejaVu Sans'")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not office.has_font()
