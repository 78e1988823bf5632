"""What is wrong with a cell or a key, and what to type instead: the words for what the row models refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.fields import PATTERNS
from data.problems import quote

NOTHING_TYPED = {
    "missing": "is missing: add it",
    "extra_forbidden": "is not known here: remove it",
    "string_too_short": "is empty: fill it in",
    "too_short": "is empty: fill it in",
    "date_type": "is empty: type a day as YYYY-MM-DD",
}
"""Kind of refusal → the whole message."""

ADVICE = {
    "enum": "type {expected}",
    "literal_error": "type {expected}",
    "string_too_long": "is longer than {max_length}: shorten it",
    "too_long": "is longer than {max_length}: shorten it",
    "greater_than_equal": "type {ge} or more",
    "less_than_equal": "type {le} or less",
    "int_parsing": "type a whole number",
    "int_type": "type a whole number",
    "int_from_float": "type a whole number",
    "string_type": "type text between quotation marks",
    "tuple_type": "type a list in square brackets",
}
"""Kind of refusal → what to type instead of the value; the limits are filled in."""


def explain(error: Mapping[str, Any]) -> str:
    """One refusal of a row model (``ValidationError.errors()``) as a message to whoever typed the value."""
    kind, limits = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(limits["error"])
    if kind in NOTHING_TYPED:
        return NOTHING_TYPED[kind]
    if kind == "string_pattern_mismatch":
        advice = f"type {PATTERNS[limits['pattern']]}"
    elif kind in ADVICE:
        advice = ADVICE[kind].format(**limits).replace("'", "")
    else:
        advice = error["msg"]
    return f"{quote(str(error['input']))}: {advice}"
