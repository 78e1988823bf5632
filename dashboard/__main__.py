"""``python -m dashboard`` (or ``python /elsewhere/dashboard``): the whole product, with the options of Streamlit."""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    command = [sys.executable, "-m", "streamlit", "run", str(Path(__file__).resolve().with_name("app.py"))]
    os.execv(command[0], [*command, *sys.argv[1:]])  # noqa: S606 - no shell is wanted
