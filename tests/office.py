"""Finds what renders slides in the tests; ``--install`` brings it on Debian. Without it those tests skip and say so."""

from __future__ import annotations

import shutil
import sys

from chromium import apt, on_debian

NEEDED = {"soffice": "libreoffice-impress", "pdftoppm": "poppler-utils"}


def main() -> int:
    """Name what is missing; 0 always: only some tests need it."""
    missing = [package for command, package in NEEDED.items() if shutil.which(command) is None]
    if missing and "--install" in sys.argv[1:] and on_debian():
        apt(missing)
        missing = [package for command, package in NEEDED.items() if shutil.which(command) is None]
    print(f"tests that render slides are skipped without {', '.join(missing)}" if missing else "slides can be rendered")
    return 0


if __name__ == "__main__":
    sys.exit(main())
