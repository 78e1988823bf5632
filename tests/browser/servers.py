"""Starts the product as a reader would, on a free port, and tells what it printed when it does not come up."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN_S = 90.0
PARTS = ("dashboard", "data", "geo")


@dataclass(frozen=True)
class Server:
    """A running server: its address without a slash at the end, its folder, and the file of its output."""

    url: str
    root: Path
    output: Path

    def log(self) -> str:
        """Everything printed so far."""
        return self.output.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def copy_product(folder: Path) -> Path:
    """The product's own files in ``folder``, to be broken there; as compiled, so that it starts the sooner."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part)
    return folder


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def health(url: str) -> dict[str, Any]:
    """What the server says of itself and its data."""
    with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def wait_for_health(url: str, status: str) -> None:
    """Wait until the server says so of its data; it looks at the files once a second."""
    until = time.monotonic() + READY_WITHIN_S
    found = ""
    while time.monotonic() < until:
        try:
            found = str(health(url)["status"])
        except OSError as error:
            found = str(error)
        if found == status:
            return
        time.sleep(0.1)
    raise AssertionError(f"the data are {found!r}, not {status!r}")


@contextmanager
def serve_product(
    root: Path = ROOT, environment: Mapping[str, str] | None = None, base_path: str = ""
) -> Iterator[Server]:
    """The plain command, in ``root``, until the block ends. Raises ``RuntimeError`` with the output if it fails."""
    port = free_port()
    streamlit = str(Path(sys.executable).with_name("streamlit"))
    command = [streamlit, "run", "dashboard/app.py", "--server.port", str(port)]
    command += ["--server.baseUrlPath", base_path] if base_path else []
    with tempfile.TemporaryDirectory(prefix="ess-server-") as folder:
        output = Path(folder) / "output.txt"
        with output.open("wb") as sink:
            process = subprocess.Popen(
                command,
                cwd=root,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | dict(environment or {}),
            )
        server = Server(f"http://localhost:{port}/{base_path}".rstrip("/"), root, output)
        try:
            until = time.monotonic() + READY_WITHIN_S
            while not _answers(server.url):
                if process.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"the server did not come up (exit {process.poll()}):\n{server.log()}")
                time.sleep(0.1)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(15)
