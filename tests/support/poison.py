"""A copy of the dataset in which every text field carries markup, scripts and the forms of Streamlit's Markdown."""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from pathlib import Path

from pydantic.fields import FieldInfo

from data.schema import TABLES

MARK = "pwned"
"""Class of every element, and part of every address, that the poison would make."""
MARKUP = f"""<img class={MARK} src=x onerror=window.__{MARK}=1><script>window.__{MARK}=1</script>"'&"""
MARKDOWN = (
    f"[x](javascript:window.__{MARK}=1) [y](https://{MARK}.invalid/) ![z](https://{MARK}.invalid/z.png) "
    r"$$\frac{1}{2}$$ $a_b$ :material/pest_control: :red[hot] :rocket: **bold** `code` <!-- %{y} {{7*7}} ${7*7} "
    f"""</script></style></textarea></title>--><b class={MARK} onmouseover=window.__{MARK}=1>b</b>"""
)
FORMULA = "=HYPERLINK"
LONG = f" {MARKUP} {MARKDOWN}"
SHORT = f" {MARKUP} :material/pest_control: $a$ **bold**"
SHORT_COLUMNS = {"name", "short_title", "programme", "subject", "capital", "title"}
"""Also carried by controls and labels, where a wall of text would only push the page about."""
LOCAL_PARTS = f"?{MARK}='onmouseover='window.__{MARK}=1')[x](javascript:1)&lt;b"
EMPTY_UNLESS_DUE = {"effective_note", "quantity_unit", "unit", "decided_by", "exit_article"}
"""Columns whose empty cells stay empty: the rules refuse a text there."""


def _is_free_text(info: FieldInfo) -> bool:
    lengths = [length for one in info.metadata if (length := getattr(one, "max_length", None))]
    patterns = any(getattr(one, "pattern", None) for one in info.metadata)
    return info.annotation is str and set(lengths) == {2000} and not patterns


def text_columns(table: str) -> list[str]:
    """Columns of ``table`` that may hold any text."""
    return [name for name, info in TABLES[table].model_fields.items() if _is_free_text(info)]


BOUND = ("corrections.said", "observation_details.unit")
"""Quotes an earlier edition, word for word, and ends the name of its detail: the rules compare them."""


def _says_text(row: dict[str, str]) -> bool:
    """Whether a correction quotes a cell that is itself poisoned."""
    return any(row["field"] in text_columns(table) for table in TABLES if table != "corrections")


def poison_text(cell: str, column: str) -> str:
    """The cell with the poison behind it; a question stays one."""
    if column == "question":
        return f"{cell.removesuffix('?')}{SHORT}?"
    return (cell + (SHORT if column in SHORT_COLUMNS else LONG))[:2000].strip()


def poison_tables(folder: Path) -> dict[str, int]:
    """Poison every free text and address in the tables of ``folder``; cells per column."""
    done: dict[str, int] = {}
    for table in TABLES:
        path = folder / f"{table}.csv"
        with path.open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        for column in text_columns(table):
            if f"{table}.{column}" in BOUND:
                continue
            for row in rows:
                says = (table, column) == ("corrections", "says")
                if says and not _says_text(row):
                    continue
                if row[column] or column not in EMPTY_UNLESS_DUE:
                    row[column] = poison_text(row[column], row["field"] if says else column)
            done[f"{table}.{column}"] = len(rows)
        if table == "sources":
            for row in rows:
                row["url"] = (row["url"].split("#")[0] + LOCAL_PARTS)[:600]
            done["sources.url"] = len(rows)
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(TABLES[table].model_fields), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return done


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def poison_meta(folder: Path) -> None:
    """Poison the texts of ``dataset.toml``."""
    path = folder / "dataset.toml"
    text = path.read_text(encoding="utf-8")
    meta = tomllib.loads(text)
    lines = text.split("\n")
    for key in (
        "title",
        "version",
        "data_licence",
        "code_licence",
        "citation",
        "homepage",
        "boundary_note",
        "coverage_note",
    ):
        place = next(number for number, line in enumerate(lines) if line.startswith(f"{key} ="))
        lines[place] = f"{key} = {_quoted(str(meta[key]) + SHORT)}"
    path.write_text("\n".join(lines), encoding="utf-8")


STORY = f"<img class={MARK} src=x onerror=window.__{MARK}=true> **b** $a$"
STORY_LONG = f"{STORY} <script>window.__{MARK}=true</script> [x](javascript:{MARK}) :material/pest_control: </script>'&"


def poison_stories(folder: Path) -> None:
    """Put poison in place of the words of every story; it names no figure and no day, so the rules let it pass."""
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        for key in ("title", "headline"):
            text = re.sub(rf'^{key} = ".*"$', f'{key} = "{STORY}"', text, flags=re.MULTILINE)
        for key in ("summary", "text", "later", "claim"):
            for long in (rf'^{key} = """.*?"""$', rf'^{key} = ".*?"$'):
                text = re.sub(long, f'{key} = "{STORY_LONG}"', text, flags=re.MULTILINE | re.DOTALL)
        path.write_text(text, encoding="utf-8")


def poison_product(root: Path) -> dict[str, int]:
    """Poison the dataset of a copy of the product that stands in ``root``; cells per column."""
    done = poison_tables(root / "data")
    poison_meta(root / "data")
    poison_stories(root / "data" / "stories")
    return done


def copy_poisoned_data(source: Path, folder: Path) -> dict[str, int]:
    """Copy the dataset from ``source`` to ``folder`` (made here) and poison it; cells per column."""
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    done = poison_tables(folder)
    poison_meta(folder)
    return done


__all__ = ["LONG", "MARK", "SHORT", "copy_poisoned_data", "poison_product", "poison_text", "text_columns"]
