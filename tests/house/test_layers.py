"""Imports run one way, Streamlit stays in ui, no clock is asked, and nothing served names another host."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for part in ("dashboard", "data", "geo") for path in (ROOT / part).rglob("*.py"))
SERVED = sorted(
    path
    for path in (ROOT / "dashboard").rglob("*")
    if path.suffix in {".mjs", ".js", ".css", ".svg", ".html"} and path.is_file()
)

# What the record declares about itself and how its periods count: modules without files, usable everywhere but in geo.
DECLARED = (
    "data.fields data.schema data.treaty_schema data.event_schema data.lens_schema data.source_schema "
    "data.story_schema data.reading_schema data.days data.freshness data.periods data.problems"
)

# Room → rooms it may import from, from the door down. A module belongs to the longest name that fits it.
MAY_IMPORT = {
    "dashboard.app": "ui server",
    "dashboard.__main__": "",
    "dashboard.status": "store tables domain data geo.loader",
    "dashboard.export": "store exports tables domain data geo.loader",
    "dashboard.verify": "store tables domain data",
    "dashboard.mcp": "server",
    "dashboard.docs.notebooks": "",
    "dashboard.ui": "server store exports views browser tables look domain data.load",
    "dashboard.server": "store exports views browser tables look domain",
    "dashboard.exports": "views browser tables look domain",
    "dashboard.views": "browser tables look domain",
    "dashboard.browser": "tables look domain geo.loader",
    "dashboard.store": "tables domain data geo.loader",
    "dashboard.tables": "look domain",
    "dashboard.look": "domain",
    "dashboard.domain": "",
    "data": "",
    "data.fields": "",
    "data.schema": "",
    "data.treaty_schema": "",
    "data.event_schema": "",
    "data.lens_schema": "",
    "data.source_schema": "",
    "data.story_schema": "",
    "data.days": "",
    "data.freshness": "",
    "data.periods": "",
    "data.problems": "",
    "data.reading_schema": "",
    "geo": "",
}
OUTSIDE_DASHBOARD = ("data", "geo")
STREAMLIT = {"streamlit", "streamlit_folium"}
NAMESPACES = ("http://www.w3.org/",)


def full_name(room: str) -> str:
    """A room as the table abbreviates it, with its package."""
    return room if room.partition(".")[0] in OUTSIDE_DASHBOARD else f"dashboard.{room}"


ALLOWED = {
    room: (room, *map(full_name, may.split()), *(() if room == "geo" else DECLARED.split()))
    for room, may in MAY_IMPORT.items()
}


def module_of(path: Path) -> str:
    """Dotted name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def within(module: str, room: str) -> bool:
    """Whether a module is a room, or stands in it."""
    return module == room or module.startswith(f"{room}.")


def room_of(module: str) -> str:
    """The room of a module: the longest name of the table that fits; fails for a module that stands in none."""
    fitting = [room for room in MAY_IMPORT if within(module, room)]
    assert fitting, f"{module} stands in no room: move it into one, or give it a line in MAY_IMPORT"
    return max(fitting, key=len)


@cache
def tree(path: Path) -> ast.Module:
    """A source file, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside functions; ``from a import b`` is ``a.b`` where that is one."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                below = f"{node.module}.{alias.name}"
                place = ROOT / Path(*below.split("."))
                own = place.with_suffix(".py").exists() or (place / "__init__.py").exists()
                yield below if own else str(node.module)


def ours(module: str) -> bool:
    """Whether a module is one of this product."""
    return module.partition(".")[0] in {"dashboard", "data", "geo"}


def test_imports_run_one_way() -> None:
    wrong = [
        f"{module_of(path)} must not import {name}: {room_of(module_of(path))} may not"
        for path in SOURCES
        if path != ROOT / "dashboard" / "__init__.py"
        for name in filter(ours, imported(path))
        if not any(within(name, room) for room in ALLOWED[room_of(module_of(path))])
    ]
    assert not wrong, "\n".join(wrong)


def test_every_room_of_the_table_exists() -> None:
    modules = {module_of(path) for path in SOURCES}
    assert set(MAY_IMPORT) <= modules | {module.rpartition(".")[0] for module in modules}


def test_only_doors_stand_beside_the_rooms() -> None:
    beside = {path.stem for path in (ROOT / "dashboard").glob("*.py")}
    assert beside == {"__init__", "__main__", "app", "export", "mcp", "status", "verify"}


def test_streamlit_stays_in_ui() -> None:
    users = {module_of(path) for path in SOURCES if {name.partition(".")[0] for name in imported(path)} & STREAMLIT}
    assert {room_of(module) for module in users} == {"dashboard.app", "dashboard.ui"}


def test_the_day_is_an_argument() -> None:
    """Only the entry may ask the calendar; clocks that only measure durations are free."""
    asks = [
        f"{path}:{node.lineno}"
        for path in SOURCES
        if module_of(path) != "dashboard.app"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
        if ast.unparse(node.value).split(".")[-1] in {"date", "datetime", "dt"}
    ]
    assert not asks, asks


def test_what_pages_keep_is_kept_in_one_place() -> None:
    """In one module of the pages, which leaves out what a reader has uploaded; never by Streamlit's decorators."""
    texts = {module_of(path): path.read_text("utf-8") for path in SOURCES}
    assert [name for name, text in texts.items() if "import LRUCache, cached" in text] == ["dashboard.ui.cache"]
    assert not [name for name, text in texts.items() if "cache_data" in text or "cache_resource" in text]


def test_nothing_served_names_another_host() -> None:
    for path in SERVED:
        for found in re.finditer(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s\"'`)]*", path.read_text("utf-8")):
            assert found.group().startswith(NAMESPACES), f"{path.name}: {found.group()}"
