"""Starts nginx with the product's own configuration, its ports exchanged for free ones. Holds no tests."""

from __future__ import annotations

import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from servers import ROOT, free_port

CONFIGURATION = ROOT / "dashboard" / "deploy" / "nginx.conf"
OLD_PORTS = (8501, 8502)
OLD_ROOT, OLD_BELOW = 8080, 8081
PREFIX = "/tools/ess"


class Front(NamedTuple):
    """Ports nginx listens on: for the product at the root, and for one that was started below ``PREFIX``."""

    root: int
    below: int


@contextmanager
def nginx(ports: tuple[int, int]) -> Iterator[Front]:
    """nginx before processes on these two ports, until the block ends."""
    front = Front(free_port(), free_port())
    exchanged = {**dict(zip(OLD_PORTS, ports, strict=True)), OLD_ROOT: front.root, OLD_BELOW: front.below}
    text = CONFIGURATION.read_text(encoding="utf-8")
    for old, new in exchanged.items():
        text = text.replace(f"127.0.0.1:{old}", f"127.0.0.1:{new}")
    with tempfile.TemporaryDirectory(prefix="ess-nginx-") as folder:
        place = Path(folder)
        (place / "nginx.conf").write_text(text, encoding="utf-8")
        command = ["nginx", "-p", folder, "-c", str(place / "nginx.conf"), "-e", "stderr"]
        process = subprocess.Popen([*command, "-g", "daemon off;"], stderr=subprocess.PIPE)
        try:
            until = time.monotonic() + 10
            while not _answers(f"http://127.0.0.1:{front.root}/health"):
                if process.poll() is not None or time.monotonic() > until:
                    process.terminate()
                    told = process.stderr.read().decode() if process.stderr else ""
                    raise RuntimeError(f"nginx did not come up: {told}")
                time.sleep(0.1)
            yield front
        finally:
            process.terminate()
            process.wait(10)


def _answers(url: str) -> bool:
    """Whether nginx answers, whatever it says of the processes behind it."""
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
