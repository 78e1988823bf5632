"""Zip archives that are equal in bytes where their contents are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first day a zip can tell: every entry has this time."""


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """An archive of ``files`` (name → content), in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, body)
    return out.getvalue()


def unzip(body: bytes) -> dict[str, bytes]:
    """Name → content of every entry, in the archive's order. Raises ``zipfile.BadZipFile``."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
