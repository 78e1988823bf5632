"""``python -m data.check``: compare the registers with the record. 0 agree, 1 bad use, 2 differences, 3 not read."""

from __future__ import annotations

import sys

from data.check.command import main

if __name__ == "__main__":
    sys.exit(main())
