"""Servers, processes and versions of one run. Everything listens on 127.0.0.1 and ends with its block."""

from __future__ import annotations

import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil
from servers import READY_WITHIN_S, ROOT, free_port

PEERS = ROOT / "tests" / "bench" / "peers"
DASH = "dash_map"
"""The peer that Streamlit does not run."""
CONTENT = "+"
"""Ends the name of a peer that also draws the content that the product has, where it can."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost",
)
"""Those of the browser tests: no host but this one resolves."""
PACKAGES = (
    "streamlit",
    "streamlit-folium",
    "folium",
    "plotly",
    "altair",
    "dash",
    "dash-leaflet",
    "pandas",
    "starlette",
    "playwright",
)


@dataclass(frozen=True)
class Running:
    """A server of this run."""

    port: int
    process: psutil.Process

    @property
    def url(self) -> str:
        """Its address without a slash at the end; ``localhost``, which the browser's rules let through."""
        return f"http://localhost:{self.port}"


def answers(url: str) -> bool:
    """Whether ``/health`` answers 200."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def running(
    command: Sequence[object], port: int, *, root: Path = ROOT, environment: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Run ``command``, a Python script or module and its arguments, in ``root`` until the block ends.

    Raises ``RuntimeError`` with its output where nothing answers at ``port``.
    """
    with tempfile.TemporaryFile() as sink:
        process = psutil.Popen(
            [sys.executable, *(str(word) for word in command)],
            cwd=root,
            stdout=sink,
            stderr=subprocess.STDOUT,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"} | dict(environment or {}),
        )
        server = Running(port, process)
        until = time.monotonic() + READY_WITHIN_S
        try:
            while not answers(server.url):
                if process.poll() is not None or time.monotonic() > until:
                    sink.seek(0)
                    raise RuntimeError(f"{command[0]} did not come up:\n{sink.read().decode('utf-8', 'replace')}")
                time.sleep(0.05)
            yield server
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(10)
                except psutil.TimeoutExpired:
                    process.kill()
                    process.wait(10)


def _streamlit(script: Path, port: int) -> list[object]:
    streamlit = Path(sys.executable).with_name("streamlit")
    return [streamlit, "run", script, "--server.port", port, "--server.address", "127.0.0.1"]


@contextmanager
def product(root: Path = ROOT, port: int | None = None, **environment: str) -> Iterator[Running]:
    """The product in ``root``."""
    port = port or free_port()
    with running(_streamlit(root / "dashboard" / "app.py", port), port, root=root, environment=environment) as server:
        yield server


@contextmanager
def peer(name: str) -> Iterator[Running]:
    """One of ``tests/bench/peers``, as Streamlit or Dash runs it when nothing is set; with content where asked for."""
    port, plain = free_port(), name.removesuffix(CONTENT)
    environment = {
        "PEER": plain,
        "PEER_CONTENT": "yes" if plain != name else "no",
        "STREAMLIT_RUNNER_POST_SCRIPT_GC": "true",
    }
    command = [PEERS / f"{DASH}.py", port] if plain == DASH else _streamlit(PEERS / "app.py", port)
    with running(command, port, environment=environment) as server:
        yield server


def cpu_s(process: psutil.Process) -> float:
    """Seconds of processor that a process and all below it have used, those still alive."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            times = one.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total


def own_cpu_s() -> float:
    """Seconds of processor that this process has used, without those below it."""
    times = psutil.Process().cpu_times()
    return float(times.user + times.system)


def memory_mb(process: psutil.Process) -> float:
    """Resident memory of one process."""
    return float(process.memory_info().rss) / 1e6


def browser_process() -> psutil.Process | None:
    """The Chromium that this process drives."""
    below = psutil.Process().children(recursive=True)
    named = [one for one in below if "chrom" in one.name().lower()]
    mothers = {one.pid for one in named}
    return next((one for one in named if one.ppid() not in mothers), None)


def rested(limit: float, patience_s: float) -> float:
    """Wait until the machine's load is below ``limit``, but no longer than ``patience_s``; the load then."""
    until = time.monotonic() + patience_s
    while os.getloadavg()[0] > limit and time.monotonic() < until:
        time.sleep(5)
    return os.getloadavg()[0]


def described(chromium: str) -> dict[str, str]:
    """Day, machine and versions, for the report."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        lines = info.read_text(encoding="utf-8").splitlines()
        named = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
        model = named[0] if named else model
    told = subprocess.run([chromium, "--version"], capture_output=True, text=True, check=False).stdout
    return {
        "day": dt.datetime.now(dt.UTC).strftime("%d %B %Y, %H:%M UTC"),
        "processor": f"{model}, {psutil.cpu_count()} cores, {psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "chromium": " ".join(told.split()[:2]),
        "packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "load": f"{os.getloadavg()[0]:.2f}",
    }
