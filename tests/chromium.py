"""Finds the Chromium that the browser tests drive; ``--install`` brings one where there is none.

A machine whose package manager is busy, absent or not ours to use still runs every test that needs no browser: this
says in one line what is missing. Only where ``CI`` is true does a missing Chromium fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGES = ("chromium-headless-shell", "chromium")
NAMES = (*PACKAGES, "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""The shell first: the same engine without the windows around it, for a sixth less work."""
VARIABLE = "CHROMIUM"
MISSING = f"no Chromium: install one, or name it in {VARIABLE}"
LOCK_S = 60
"""How long another use of the package manager is waited for."""
INSTALL_S = 900


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


def in_ci() -> bool:
    """Whether a missing tool fails instead of leaving its tests out."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def on_debian() -> bool:
    """Whether packages can be had from Debian."""
    release = Path("/etc/os-release")
    debian = release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines()
    return debian and shutil.which("apt-get") is not None


def apt(packages: list[str]) -> bool:
    """Install Debian packages; whether that worked. Says why not: no rights, another use of the manager, no network."""
    root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if root and shutil.which("sudo") is None:
        print(f"not root and no sudo, so {', '.join(packages)} cannot be installed")
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-o", f"DPkg::Lock::Timeout={LOCK_S}"]
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        try:
            done = subprocess.run(
                [*root, "apt-get", *wait, *words], env=environment, check=False, timeout=INSTALL_S
            ).returncode
        except (OSError, subprocess.TimeoutExpired) as problem:
            done = f"{type(problem).__name__}"
    if done != 0:
        print(f"apt-get did not install {', '.join(packages)} ({done}): it may be busy, or without a network")
    return done == 0


def install() -> None:
    """Bring a Chromium: from the distribution on Debian, elsewhere (or where that fails) Playwright's build."""
    if on_debian() and any(apt([package]) for package in PACKAGES) and found():
        return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, timeout=INSTALL_S)


def main() -> int:
    """Print the path or what is missing; with ``--install``, bring a Chromium first. 1 only in CI without one."""
    path = found()
    if path is None and "--install" in sys.argv[1:]:
        install()
        path = found()
    print(path or f"{MISSING}. Tests that drive a browser are left out.")
    return int(path is None and in_ci())


if __name__ == "__main__":
    sys.exit(main())
