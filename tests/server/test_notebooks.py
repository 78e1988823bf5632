"""The examples of the documentation read the tables and a server that runs, and print what their file keeps."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import notebooks
import pytest
import uvicorn
from asgi_client import APP

from data.load import DATA_FOLDER, load

FOLDER = Path(__file__).resolve().parents[2] / "dashboard" / "docs" / "notebooks"
NOTEBOOK = FOLDER / "mine_ban.ipynb"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Address of the API on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(APP, host="127.0.0.1", port=0, log_level="error", lifespan="off"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    until = monotonic() + 60
    while not server.started and monotonic() < until:
        sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_the_notebook_says_what_its_file_keeps(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESS_URL", address)
    told = notebooks.printed(NOTEBOOK)
    assert told == notebooks.kept(NOTEBOOK), "run ESS_URL=… python tests/support/notebooks.py on it"
    assert any(told)


def test_the_client_reads_every_page_and_hands_on_the_reason(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.delitem(sys.modules, "record_client", raising=False)
    from record_client import Record, Refused

    record = Record(f"{address}/")
    rows = list(record.rows("actions", instrument="apmbc", kinds="withdrawal", limit=2))
    assert (
        len({row["action_id"] for row in rows})
        == len(rows)
        == record.get("actions", instrument="apmbc", kinds="withdrawal")["total"]
    )
    with pytest.raises(Refused, match="instrument: 'nope' is not one of"):
        record.get("status", instrument="nope")


def test_the_r_script_reads_tables_and_server(address: str) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    run = subprocess.run(
        ["Rscript", "mine_ban.R", str(DATA_FOLDER), address], cwd=FOLDER, capture_output=True, text=True, timeout=120
    )
    assert run.returncode == 0, run.stderr
    assert f"edition: {load().dataset.meta.version}" in run.stdout
