"""What is wrong with a cell or a key, and what to type instead: the words for what the row models refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.problems import quote
from data.schema import PATTERNS


def explain(error: Mapping[str, Any]) -> str:
    """One refusal of a row model (``ValidationError.errors()``) as a message to whoever typed the value."""
    limits = error.get("ctx", {})
    match error["type"]:
        case "value_error":
            return str(limits["error"])
        case "missing":
            return "is missing: add it"
        case "extra_forbidden":
            return "is not known here: remove it"
        case "string_too_short" | "too_short":
            return "is empty: fill it in"
        case "date_type":
            return "is empty: type a day as YYYY-MM-DD"
        case "string_pattern_mismatch":
            advice = f"type {PATTERNS[limits['pattern']]}"
        case "enum" | "literal_error":
            advice = f"type {str(limits['expected']).replace(chr(39), '')}"
        case "string_too_long" | "too_long":
            advice = f"is longer than {limits['max_length']}: shorten it"
        case "greater_than_equal":
            advice = f"type {limits['ge']} or more"
        case "less_than_equal":
            advice = f"type {limits['le']} or less"
        case "int_parsing" | "int_type" | "int_from_float":
            advice = "type a whole number"
        case "string_type":
            advice = "type text between quotation marks"
        case "tuple_type":
            advice = "type a list in square brackets"
        case _:
            advice = error["msg"][:1].lower() + error["msg"][1:]
    return f"{quote(str(error['input']))}: {advice}"
