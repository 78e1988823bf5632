"""A small reader of the record's API, with nothing but Python's own library: copy it beside your notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

PATIENCE_S = 30


class Refused(Exception):
    """The server's own sentence on why it does not answer."""


class Record:
    """The API of one server; ``address`` is that of its map, such as ``http://localhost:8501``."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")

    def get(self, path: str, **query: str | int) -> Any:
        """Answer of ``/api/v1/<path>`` as JSON. Raises ``Refused`` with the reason."""
        return self._read(f"{self.address}/api/v1/{path}?{urlencode(query)}")

    def rows(self, table: str, **query: str | int) -> Iterator[dict[str, Any]]:
        """Every row of a table that passes the filters, page after page."""
        offset = 0
        while True:
            page = self.get(table, **query, offset=offset)
            yield from page["rows"]
            if page["next"] is None:
                return
            offset += len(page["rows"])

    def _read(self, address: str) -> Any:
        try:
            with urlopen(address, timeout=PATIENCE_S) as answer:  # noqa: S310 - the reader of this file names the server
                return json.load(answer)
        except HTTPError as error:
            raise Refused(json.load(error)["error"]) from None
