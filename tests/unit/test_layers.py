"""Imports run one way, Streamlit stays where it belongs, no clock is asked, and nothing served names another host."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for part in ("dashboard", "data", "geo") for path in (ROOT / part).rglob("*.py"))
SERVED = sorted(
    path
    for path in (ROOT / "dashboard").rglob("*")
    if path.suffix in {".mjs", ".js", ".css", ".svg", ".html"} and path.is_file()
)

# What the dataset declares about itself, and how its periods count: all that the domain may know of it.
DECLARED = ("data.schema", "data.story_schema", "data.periods")

# Layer → layers it may import from. A module belongs to the longest prefix that fits.
LAYERS: dict[str, frozenset[str]] = {
    "data": frozenset({"data", *DECLARED}),
    "data.schema": frozenset(),
    "data.story_schema": frozenset({"data.schema"}),
    "data.periods": frozenset(),
    "geo": frozenset({"geo"}),
    "dashboard.domain": frozenset({"dashboard.domain", *DECLARED}),
    "dashboard.views": frozenset({"dashboard.views", "dashboard.domain", *DECLARED}),
    "dashboard.exports": frozenset({"dashboard.exports", "dashboard.views", "dashboard.domain", *DECLARED}),
}
# The shell reads files and serves them; it may use everything below it, and its own parts in one order.
SHELL_MAY = frozenset({"dashboard.views", "dashboard.exports", "dashboard.domain", "data", "geo", *DECLARED})
ORDER = ("dashboard.live", "dashboard.components", "dashboard.state", "dashboard.app_pages", "dashboard.main")
STREAMLIT_MAY = re.compile(r"dashboard\.(app\w*|main|frame|state|cache|components|filters|takeaway|app_pages|ui)(\.|$)")
UI_PACKAGES = frozenset({"streamlit", "streamlit_folium"})
NAMESPACES = ("http://www.w3.org/",)


def module_of(path: Path) -> str:
    """Dotted name of a source file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module: str) -> str | None:
    """The layer of a module; None for the shell."""
    fitting = [layer for layer in LAYERS if module == layer or module.startswith(f"{layer}.")]
    return max(fitting, key=len) if fitting else None


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, also inside functions; ``from a import b`` is ``a.b`` where that is one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
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


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_imports_run_one_way(path: Path) -> None:
    module = module_of(path)
    layer = layer_of(module)
    for name in filter(ours, imported(path)):
        target = layer_of(name)
        if layer is not None:
            assert target == layer or target in LAYERS[layer], f"{module} ({layer}) must not import {name}"
            continue
        assert target is None or target in SHELL_MAY, f"{module} must not import {name}"
        mine = next((n for n, part in enumerate(ORDER) if module.startswith(part)), None)
        its = next((n for n, part in enumerate(ORDER) if name.startswith(part)), None)
        if mine is not None and its is not None:
            assert its <= mine, f"{module} must not import {name}: it stands above"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_streamlit_stays_in_the_shell(path: Path) -> None:
    module = module_of(path)
    used = {name.partition(".")[0] for name in imported(path)} & UI_PACKAGES
    assert not used or STREAMLIT_MAY.match(module), f"{module} imports {used}"


@pytest.mark.parametrize("path", SOURCES, ids=module_of)
def test_the_day_is_an_argument(path: Path) -> None:
    """Only the entry may ask the calendar; clocks that only measure durations are free."""
    if module_of(path) == "dashboard.app":
        return
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}:
            value = ast.unparse(node.value)
            assert value.split(".")[-1] not in {"date", "datetime", "dt"}, f"{path}:{node.lineno}: {value}.{node.attr}"


def test_pages_and_cached_wrappers_are_where_they_are_expected() -> None:
    """Caching decorators stand in the few modules that own what is cached; never on the domain."""
    for path in SOURCES:
        if "cache_data" in (text := path.read_text(encoding="utf-8")) or "cache_resource" in text:
            assert module_of(path) in {"dashboard.cache", "dashboard.state"}, path


def test_the_data_and_the_shapes_do_not_know_each_other() -> None:
    for path in SOURCES:
        part = module_of(path).partition(".")[0]
        if part in {"data", "geo"}:
            assert {name.partition(".")[0] for name in filter(ours, imported(path))} <= {part}, path


@pytest.mark.parametrize("path", SERVED, ids=lambda path: path.name)
def test_nothing_served_names_another_host(path: Path) -> None:
    for found in re.finditer(r"(?:https?:)?//[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s\"'`)]*", path.read_text(encoding="utf-8")):
        assert found.group().startswith(NAMESPACES), f"{path.name}: {found.group()}"
