"""Finds what renders slides in the tests; ``--install`` brings it on Debian. Without it those tests skip and say so."""

from __future__ import annotations

import shutil
import subprocess
import sys

from chromium import apt, on_debian

NEEDED = {"soffice": "libreoffice-impress", "pdftoppm": "poppler-utils"}
AS_WIDE_AS_ARIAL = ("Arial", "Liberation Sans", "Arimo")
"""Slides are set in Arial; in a wider letter names would cover what they stand beside."""


def has_font() -> bool:
    """Whether a letter as wide as Arial stands in for it."""
    if shutil.which("fc-match") is None:
        return False
    family = subprocess.run(
        ["fc-match", "--format=%{family}", "Arial"], capture_output=True, text=True, check=False, timeout=60
    ).stdout
    return any(name in family.split(",") for name in AS_WIDE_AS_ARIAL)


def missing() -> list[str]:
    """Debian packages that rendering slides still needs."""
    return [package for command, package in NEEDED.items() if shutil.which(command) is None] + (
        [] if has_font() else ["fonts-liberation"]
    )


def main() -> int:
    """Name what is missing; 0 always: only some tests need it."""
    if missing() and "--install" in sys.argv[1:] and on_debian():
        apt(missing())
    lacking = missing()
    print(f"tests that render slides are skipped without {', '.join(lacking)}" if lacking else "slides can be rendered")
    return 0


if __name__ == "__main__":
    sys.exit(main())
