"""The pins are whole: what is imported stands first, what that needs stands below, and it is what is installed."""

from __future__ import annotations

import ast
import re
import sys
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
PRODUCT, TESTS = ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"
NOT_IMPORTED = {
    "uvicorn",  # serves `st.App`; Streamlit leaves the choice open
    "httptools",  # uvicorn takes it where it is there,
    "uvloop",  # and Streamlit this
}


def plain(name: str) -> str:
    """A distribution's name in its one comparable form."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Name → version of what is used, and of what that needs in turn."""
    first, _, rest = path.read_text(encoding="utf-8").partition("\n\n")
    return _pins(first), _pins(rest)


def _pins(part: str) -> dict[str, str]:
    read = [Requirement(line) for line in part.splitlines() if "==" in line]
    here = [one for one in read if one.marker is None or one.marker.evaluate()]
    return {plain(one.name): str(one.specifier).removeprefix("==") for one in here}


def closure(names: set[str]) -> set[str]:
    """The packages and everything they need on this machine, with the extras that others ask of them."""
    found: set[tuple[str, str]] = set()
    ahead = {(name, "") for name in names}
    while ahead:
        name, extra = one = ahead.pop()
        if one in found:
            continue
        found.add(one)
        for text in requires(name) or []:
            need = Requirement(text)
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                ahead |= {(plain(need.name), each) for each in ("", *need.extras)}
    return {name for name, _ in found}


def imported() -> set[str]:
    """Distributions that the product's own files import."""
    roots: set[str] = set()
    for part in ("dashboard", "data", "geo"):
        for path in (ROOT / part).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    roots |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    roots.add(node.module.partition(".")[0])
    homes = packages_distributions() | {"xstatic": ["XStatic-Leaflet"]}
    outside = roots - sys.stdlib_module_names - {"dashboard", "data", "geo"}
    return {plain(home) for name in outside for home in homes.get(name, [name])}


def test_what_is_imported_is_pinned() -> None:
    direct, _ = pins(PRODUCT)
    assert imported() <= set(direct), f"pin in the first part: {sorted(imported() - set(direct))}"


def test_what_is_pinned_first_is_imported() -> None:
    direct, _ = pins(PRODUCT)
    idle = set(direct) - imported() - NOT_IMPORTED
    assert not idle, f"nobody imports {sorted(idle)}"


@pytest.mark.parametrize("path", [PRODUCT, TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_the_lock_is_whole_and_holds_nothing_idle(path: Path) -> None:
    direct, below = pins(path)
    given = set() if path == PRODUCT else set().union(*pins(PRODUCT))
    needed = closure(set(direct)) - given
    missing = sorted(f"{name}=={version(name)}" for name in needed - set(direct) - set(below))
    assert not missing, f"add to the second part: {missing}"
    assert set(below) <= needed, f"nobody needs {sorted(set(below) - needed)}"


@pytest.mark.parametrize("path", [PRODUCT, TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_installed_is_what_is_pinned(path: Path) -> None:
    for part in pins(path):
        for name, number in part.items():
            try:
                assert version(name) == number, name
            except PackageNotFoundError:
                pytest.fail(f"{name} is pinned and not installed: make test")
