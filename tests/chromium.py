"""Finds the Chromium that the browser tests drive; ``--install`` brings one where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
VARIABLE = "CHROMIUM"


def _downloaded() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def _runs(path: str) -> bool:
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def found() -> str | None:
    """Path of a Chromium that runs: ``CHROMIUM`` where set, then the PATH, then Playwright's own; None without one."""
    named = os.environ.get(VARIABLE)
    if named:
        return named
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path and _runs(path)), None) or _downloaded()


def on_debian() -> bool:
    """Whether packages can be had from Debian."""
    release = Path("/etc/os-release")
    debian = release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()
    return debian and shutil.which("apt-get") is not None


def apt(packages: list[str]) -> bool:
    """Install Debian packages; whether that worked."""
    root = [] if os.geteuid() == 0 else ["sudo"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = [
        subprocess.run([*root, "apt-get", *words], env=environment, check=False).returncode == 0
        for words in (["update"], ["install", "-y", "--no-install-recommends", *packages])
    ]
    return done[-1]


def install() -> None:
    """Bring a Chromium: from the distribution on Debian, elsewhere (or where that fails) Playwright's build."""
    if on_debian() and apt(["chromium"]) and found():
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


def main() -> int:
    """Print the path; with ``--install``, bring a Chromium first where there is none."""
    path = found()
    if path is None and "--install" in sys.argv[1:]:
        install()
        path = found()
    print(path or f"no Chromium found: install one, or name it in {VARIABLE}")
    return 0 if path else 1


if __name__ == "__main__":
    sys.exit(main())
