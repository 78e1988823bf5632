"""What the documents tell a reader to type exists, what they link to is there, and what they quote is true."""

from __future__ import annotations

import importlib.util
import re
import shlex
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "data/README.md", "geo/README.md")]
FENCED = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`((?:make|python -m|streamlit run|\.ci/run)\b[^`]*)`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
OPTION = re.compile(r"^--[a-z-]+")


def commands(path: Path) -> list[str]:
    """Lines of fenced blocks and commands within sentences."""
    text = path.read_text(encoding="utf-8")
    lines = [line.partition("  #")[0].strip() for block in FENCED.findall(text) for line in block.splitlines()]
    starts = ("make", "python", "streamlit", ".ci")
    return [line for line in lines if line.startswith(starts)] + INLINE.findall(text)


CASES = [(path.relative_to(ROOT).as_posix(), command) for path in DOCUMENTS for command in commands(path)]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


@pytest.mark.parametrize(("document", "command"), CASES, ids=lambda value: value)
def test_a_command_of_the_documents_exists(document: str, command: str) -> None:
    words = shlex.split(command)
    match words:
        case ["make", *rest]:
            named = [word for word in rest if "=" not in word] or ["run"]
            assert set(named) <= targets(), command
        case [str(python), "-m", module, *rest] if python.endswith("python"):
            found = importlib.util.find_spec(module)
            assert found is not None, command
            assert found.origin is not None, command
            origin = Path(found.origin)
            files = sorted(origin.parent.glob("*.py")) if origin.name == "__init__.py" else [origin]
            source = "\n".join(path.read_text(encoding="utf-8") for path in files)
            if module.partition(".")[0] in {"data", "geo", "dashboard"}:
                for word in rest:
                    if OPTION.match(word):
                        assert f'"{word}"' in source, f"{module} has no {word}"
        case ["streamlit", "run", script, *_]:
            assert (ROOT / script).is_file()
        case [".ci/run"]:
            assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
        case _:
            pytest.fail(f"{document}: no test knows {command!r}")


def test_the_two_commands_stand_in_the_readme() -> None:
    told = [command for document, command in CASES if document == "README.md"]
    assert {"make run", "make test"} <= set(told)


@pytest.mark.parametrize("path", [*DOCUMENTS, ROOT / "CHANGELOG.md"], ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_target_of_the_makefile_is_declared_and_told() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = set(re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)[0].split())
    assert phony == targets()
    told = {word for _, command in CASES for word in command.split() if command.startswith("make")}
    assert phony <= told, f"not in any document: {sorted(phony - told)}"


def test_the_citation_is_the_dataset_s_own() -> None:
    meta = tomllib.loads((ROOT / "data" / "dataset.toml").read_text(encoding="utf-8"))
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").replace("\n> ", " ").split())
    assert meta["citation"] in readme


def test_checks_of_every_change_call_what_the_documents_call() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make lint" in script
    assert "make test" in script
    assert "set -euo pipefail" in script


def test_every_decision_is_dated_and_says_what_would_change_it() -> None:
    text = (ROOT / "dashboard" / "DECISIONS.md").read_text(encoding="utf-8")
    decisions = [" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.startswith("**")]
    assert decisions
    for decision in decisions:
        assert re.match(r"\*\*\d{4}-\d{2}-\d{2}\. ", decision), decision[:80]
        assert "change our mind" in decision or "Superseded 20" in decision, decision[:80]


def test_the_figures_of_the_readme_stand_among_the_measurements() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Performance")[2].partition("\n## ")[0]
    measured = set(re.findall(r"[\d.,]+\d", (ROOT / "tests/bench/RESULTS.md").read_text(encoding="utf-8")))
    quoted = re.findall(r"\*\*([\d.,]+)\*\*", told)
    assert quoted
    assert set(quoted) <= measured
