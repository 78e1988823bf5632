"""Bytes to JSON, or the reason why not."""

from __future__ import annotations

import json
from typing import Any

from data.check.answers import Refused
from data.check.markup import check_size, decoded, refuse_notice


def read_json(raw: bytes) -> Any:
    """The document of a JSON answer. Raises ``Refused`` for HTML, notices and whatever is no JSON."""
    check_size(raw)
    try:
        return json.loads(decoded(raw))
    except (ValueError, RecursionError) as error:
        refuse_notice(raw)
        kind = "an HTML page" if raw.lstrip()[:1] == b"<" else f"not JSON ({str(error)[:80]})"
        raise Refused(f"{kind} where a JSON answer is due") from None
