"""The public base address: what stands before a path where an address leaves this host."""

from __future__ import annotations

import os
import re
from typing import Final

from dashboard.domain.base_path import BASE
from data.problems import quote

SETTING: Final = "ESS_PUBLIC_URL"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"(?P<host>https?://{_LABEL}(?:\.{_LABEL})*(?::(?P<port>\d{{1,5}}))?)(?P<path>(?:/(?!\.\.?(?:/|$))[\w.~-]+)*)/?",
    re.ASCII | re.IGNORECASE,
)


def public_address(setting: str | None = None) -> str | None:
    """``ESS_PUBLIC_URL`` without a slash at its end, with the path that everything lies below; ``None`` if not set.

    Its host is in small letters, as browsers send it.

    Raises ``ValueError`` for anything but ``https://host[:port][/path]``.
    """
    text = (os.environ.get(SETTING, "") if setting is None else setting).strip()
    if not text:
        return None
    found = _ADDRESS.fullmatch(text)
    if not found or not 0 < int(found["port"] or 443) < 65536:
        message = f"{SETTING}: {quote(text)} is not an address written https://host or https://host/path"
        raise ValueError(message)
    return found["host"].lower() + found["path"]


def note_at_start() -> str:
    """What the start says where no public address is set; empty where one is."""
    if public_address() is not None:
        return ""
    return f"{SETTING} is not set: /oembed and /sitemap.xml answer 404, and no page names its whole address."


def absolute(path: str) -> str | None:
    """The address by which the world asks for ``path`` of this host; ``None`` where no public address is set."""
    public = public_address()
    return None if public is None else public + path.removeprefix(BASE)
