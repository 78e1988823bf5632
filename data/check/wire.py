"""Asks the registers: one request at a time, named, with pauses; keeps raw answers with their day and hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Final

import requests
from tqdm import tqdm

from data.check import dutch_treaty_register, unoda
from data.check.answers import MAX_BYTES, Refused
from data.check.readings import MANIFEST, Saved, read_answer
from data.check.settings import Register, Settings
from data.schema import Dataset

WAIT: Callable[[float], None] = time.sleep
MOST_FOUND: Final = 50
"""Treaties that one search may give."""


def fetch(
    pairs: Iterable[tuple[str, str]],
    settings: Settings,
    session: requests.Session,
    dataset: Dataset,
    folder: Path | None = None,
    wait: Callable[[float], None] = WAIT,
) -> list[Saved]:
    """An answer for each pair of register and lens; with ``folder`` the raw bytes are kept in it beside a manifest.

    An answer that is no register, or names too few States of the record, is kept as ``.rejected``. The day is the one
    in the answer's own ``Date``. An answer whose ``Last-Modified`` or ``ETag`` the manifest holds is asked for
    conditionally and taken from the folder. On a terminal a bar says how far the reading is.
    """
    asker = Asker(settings, session, wait)
    entries = _entries(folder) if folder else {}
    found = []
    for name, lens_id in tqdm(list(pairs), unit="list", file=sys.stderr, disable=None):
        register, old = settings.registers[name], entries.get((name, lens_id), {})
        try:
            address = asker.found(lens_id, dataset) if register.searched(lens_id) else register.address_of(lens_id)
            response = asker.ask(register, lens_id, address, old)
            raw, day = response.content[: MAX_BYTES + 1], _day_of(response)
            if response.status_code == 304 and folder:
                raw = (folder / old["file"]).read_bytes()
        except (requests.RequestException, OSError, ValueError, KeyError, Refused) as error:
            found.append(Saved(name, lens_id, b"", problem=f"no answer: {told(error)}"))
            continue
        saved = Saved(name, lens_id, raw, day, hashlib.sha256(raw).hexdigest())
        saved = replace(saved, problem=read_answer(saved, dataset, settings).refused)
        found.append(saved)
        if folder:
            entries[name, lens_id] = _keep(folder, saved, register, response)
            _write_manifest(folder, entries)
    return found


def told(error: Exception) -> str:
    """What may be said of a failure: the text of a library's error may hold the request with its key."""
    own = isinstance(error, (ValueError, Refused)) and not isinstance(error, requests.RequestException)
    return str(error) if own else type(error).__name__


@dataclass(slots=True)
class Asker:
    """Makes requests one after another, with a pause before each but the first."""

    settings: Settings
    session: requests.Session
    wait: Callable[[float], None] = WAIT
    asked: bool = False

    def found(self, lens_id: str, dataset: Dataset) -> str:
        """Address of a treaty that the Dutch register finds by its title. Raises ``Refused`` where it finds no one."""
        row = next(row for row in dataset.instruments if row.instrument_id == lens_id)
        listed = dutch_treaty_register.read_search(self.search(row.full_title))
        return dutch_treaty_register.chosen(listed, row.full_title, (row.adopted_on, row.opened_on)).address

    def search(self, words: str) -> bytes:
        """The Dutch register's answer to a search by words of a treaty's English title. Raises as ``ask`` does."""
        register = self.settings.registers["dutch-treaty-register"]
        query = {"operation": "searchRetrieve", "version": "2.0", "maximumRecords": str(MOST_FOUND)}
        query["query"] = dutch_treaty_register.query(words)
        return self._answer("GET", register.search, {}, {"params": query}).content[: MAX_BYTES + 1]

    def ask(self, register: Register, lens_id: str, address: str, old: dict[str, str]) -> requests.Response:
        """The answer with status 200 or 304, with ``old`` the manifest's entry of the answer before.

        Raises ``ValueError`` that names the last status where there is none, or what key is missing.
        """
        headers: dict[str, str] = {}
        if not old.get("refused"):
            names = {"etag": "If-None-Match", "modified": "If-Modified-Since"}
            headers |= {header: old[name] for name, header in names.items() if old.get(name)}
        if register.key_from:
            key = os.environ.get(register.key_from, "")
            if not key:
                raise ValueError(f"set {register.key_from}: the register asks for a key")
            headers[register.key_header] = key
        short_name = register.place_of(lens_id).short_name
        more = {"json": unoda.request(short_name)} if short_name else {}
        return self._answer("POST" if more else "GET", address, headers, more)

    def _answer(self, method: str, address: str, headers: dict[str, str], more: dict[str, Any]) -> requests.Response:
        rules, status = self.settings.wire, 0
        for attempt in range(rules.attempts):
            if self.asked:
                self.wait(rules.delay_seconds * 4**attempt)
            self.asked = True
            try:
                response = self.session.request(
                    method,
                    address,
                    headers={"User-Agent": rules.user_agent} | headers,
                    timeout=rules.timeout_seconds,
                    **more,
                )
            except (requests.ConnectionError, requests.Timeout):
                if attempt + 1 == rules.attempts:
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
