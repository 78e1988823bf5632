"""Every format is made with the network shut, no browser on the path, no system font and a fresh home."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run

import pytest
from export_views import DAY, view

from dashboard.exports import FORMATS, make

ROOT = Path(__file__).resolve().parents[2]
SHUT = """
import socket, sys
def shut(*args, **more): raise AssertionError("the network was asked")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = shut
from dashboard.export import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("wanted", [*FORMATS, "site"])
def test_made_with_nothing_but_python(wanted: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = run(
        [sys.executable, "-c", SHUT, wanted, "--instrument", "apmbc", "--as-of", "2026-03-01", "--out", str(out)],
        cwd=ROOT,
        env={
            "PATH": str(tmp_path),
            "HOME": str(tmp_path),
            "FONTCONFIG_PATH": str(tmp_path),
            "PYTHONWARNINGS": "default",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert out.exists()
    assert "wrote" in told.stderr


def test_pictures_made_at_once_are_those_made_alone() -> None:
    """The page serves several readers from threads of one process."""
    alone = {wanted: make(wanted, view(DAY))[0] for wanted in ("png", "pdf")}
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda wanted: (wanted, make(wanted, view(DAY))[0]), ["png", "pdf"] * 2))
    for wanted, body in together:
        assert body == alone[wanted]
