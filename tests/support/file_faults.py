"""Ways in which a folder of tables breaks; each says what a reader is told of it. Holds no tests."""

from __future__ import annotations

from pathlib import Path


def break_one_row(data: Path) -> str:
    """A day of one act that is none."""
    path = data / "treaty_actions.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = next(number for number, line in enumerate(lines) if line.startswith("apmbc-fin-"))
    lines[at] = lines[at].replace(",day,", ",someday,", 1)
    path.write_text("\n".join(lines), encoding="utf-8")
    return f"treaty_actions.csv:{at + 1}: apmbc-fin-"


def truncate_file(data: Path) -> str:
    """A table cut off in the middle."""
    path = data / "policy_events.csv"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    return "policy_events.csv:"


def empty_file(data: Path) -> str:
    """A table of nothing."""
    (data / "sources.csv").write_bytes(b"")
    return "sources.csv:1: is empty"


def remove_file(data: Path) -> str:
    """A table that is gone."""
    (data / "countries.csv").unlink()
    return "countries.csv: is missing"


def break_toml(data: Path) -> str:
    """A description that is no TOML."""
    (data / "dataset.toml").write_text('title = "unclosed\n', encoding="utf-8")
    return "dataset.toml:1:"


FILE_FAULTS = (break_one_row, truncate_file, empty_file, remove_file, break_toml)
