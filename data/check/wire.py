"""Asks the registers: one request at a time, named, with pauses; keeps raw answers with their day and hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import requests

from data.check import unoda
from data.check.answers import MAX_BYTES, Refused
from data.check.readings import MANIFEST, Saved
from data.check.settings import READERS, Register, Settings

WAIT: Callable[[float], None] = time.sleep


def fetch(
    pairs: Iterable[tuple[str, str]],
    settings: Settings,
    session: requests.Session,
    folder: Path | None = None,
    wait: Callable[[float], None] = WAIT,
) -> list[Saved]:
    """An answer for each pair of register and lens; with ``folder`` the raw bytes are kept in it beside a manifest.

    An answer that is no register is kept as ``.rejected``. The day is the one in the answer's own ``Date``. An answer
    whose ``Last-Modified`` or ``ETag`` the manifest holds is asked for conditionally and taken from the folder.
    """
    entries = _entries(folder) if folder else {}
    found = []
    pairs = list(pairs)
    for number, (name, lens_id) in enumerate(pairs):
        sys.stderr.write(f"[{number + 1}/{len(pairs)}] {name} {lens_id}\n")
        if number:
            wait(settings.wire.delay_seconds)
        register, old = settings.registers[name], entries.get((name, lens_id), {})
        try:
            response = _ask(register, lens_id, settings, session, old, wait)
            raw, day = response.content[: MAX_BYTES + 1], _day_of(response)
            if response.status_code == 304 and folder:
                raw = (folder / old["file"]).read_bytes()
        except (requests.RequestException, OSError, ValueError, KeyError) as error:
            # The text of an error may hold the request with its key: its name alone is told.
            why = (
                str(error) if isinstance(error, ValueError) and not isinstance(error, requests.RequestException) else ""
            )
            found.append(Saved(name, lens_id, b"", problem=f"no answer: {why or type(error).__name__}"))
            continue
        saved = Saved(name, lens_id, raw, day, hashlib.sha256(raw).hexdigest(), _refusal(name, raw))
        found.append(saved)
        if folder:
            entries[name, lens_id] = _keep(folder, saved, register, response)
            _write_manifest(folder, entries)
    return found


def _refusal(name: str, raw: bytes) -> str:
    try:
        READERS[name](raw)
    except Refused as reason:
        return str(reason)
    return ""


def _ask(
    register: Register,
    lens_id: str,
    settings: Settings,
    session: requests.Session,
    old: dict[str, str],
    wait: Callable[[float], None],
) -> requests.Response:
    """The answer with status 200 or 304. Raises ``ValueError`` that names the last status where there is none."""
    headers = {"User-Agent": settings.wire.user_agent}
    if not old.get("refused"):
        names = {"etag": "If-None-Match", "modified": "If-Modified-Since"}
        headers |= {header: old[name] for name, header in names.items() if old.get(name)}
    if register.key_from:
        key = os.environ.get(register.key_from, "")
        if not key:
            raise ValueError(f"set {register.key_from}: the register asks for a key")
        headers[register.key_header] = key
    post: dict[str, Any] = {}
    if short_name := register.lenses[lens_id].short_name:
        post = {"json": unoda.request(short_name)}
    status = 0
    for attempt in range(settings.wire.attempts):
        if attempt:
            wait(settings.wire.delay_seconds * 4**attempt)
        try:
            response = session.request(
                "POST" if post else "GET",
                register.address_of(lens_id),
                headers=headers,
                timeout=settings.wire.timeout_seconds,
                **post,
            )
        except (requests.ConnectionError, requests.Timeout):
            if attempt + 1 == settings.wire.attempts:
                raise
            continue
        if response.status_code in {200, 304}:
            return response
        status = response.status_code
        if status < 500 and status != 429:
            break
    raise ValueError(f"status {status}")


def _day_of(response: requests.Response) -> dt.date:
    try:
        return parsedate_to_datetime(response.headers["Date"]).date()
    except (KeyError, TypeError, ValueError):
        raise ValueError("the answer carries no day (Date)") from None


def _keep(folder: Path, saved: Saved, register: Register, response: requests.Response) -> dict[str, str]:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{saved.register}--{saved.instrument_id}.{'rejected' if saved.problem else register.extension}"
    (folder / name).write_bytes(saved.raw)
    entry = {
        "file": name,
        "register": saved.register,
        "instrument": saved.instrument_id,
        "read_on": str(saved.read_on),
        "sha256": saved.sha256,
        "refused": saved.problem,
        "etag": response.headers.get("ETag", ""),
        "modified": response.headers.get("Last-Modified", ""),
    }
    return {key: value for key, value in entry.items() if value}


def _entries(folder: Path) -> dict[tuple[str, str], dict[str, str]]:
    try:
        entries = json.loads((folder / MANIFEST).read_text("utf-8"))["answers"]
        return {(entry["register"], entry["instrument"]): entry for entry in entries}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _write_manifest(folder: Path, entries: dict[tuple[str, str], dict[str, str]]) -> None:
    text = json.dumps({"answers": list(entries.values())}, ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", "utf-8")
