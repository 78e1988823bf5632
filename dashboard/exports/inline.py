"""Put the browser's modules and data into one document: modules become one script, data become inert text."""

from __future__ import annotations

import re
from pathlib import Path

from markupsafe import Markup

from data.problems import quote

ASSETS = Path(__file__).parents[1] / "browser" / "parts"

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.mjs)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|class|const|let) (\w+))", re.MULTILINE)
_TYPES = re.compile(r"^ *\/\*\*(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)
"""A comment for the type checker, alone on its lines."""
_STRAY = re.compile(r"^(?:import|export)\b.*$|\bimport\(|import\.meta", re.MULTILINE)


class UnusableModule(ValueError):
    """A module is written in a way that cannot be inlined. The message names file and line."""


def one_script(entry: str, folder: Path = ASSETS) -> str:
    """The module ``entry`` and all it imports as one script, each in a scope of its own.

    Understands ``import { a, b } from "./x.mjs"`` and ``export`` before a declaration. Raises
    ``UnusableModule`` for any other form or a circle, ``OSError`` for a missing file.
    """
    parts: list[str] = []
    _gather(entry, folder, parts, [])
    return '"use strict";\n' + "".join(parts)


def _gather(name: str, folder: Path, parts: list[str], path: list[str]) -> None:
    if name in path:
        raise UnusableModule(f"{' → '.join([*path, name])}: modules import each other in a circle")
    variable = _variable(name)
    if any(part.startswith(f"const {variable} =") for part in parts):
        return
    text = _TYPES.sub("", (folder / name).read_text(encoding="utf-8"))
    for match in _IMPORT.finditer(text):
        _gather(match[2], folder, parts, [*path, name])
    body = _IMPORT.sub(lambda match: f"const {{{match[1].replace(' as ', ': ')}}} = {_variable(match[2])};\n", text)
    exported = _EXPORT.findall(body)
    body = _EXPORT.sub("", body)
    stray = _STRAY.search(body)
    if stray:
        raise UnusableModule(f"{name}: cannot be inlined: {quote(stray[0])}")
    parts.append(f"const {variable} = (() => {{\n{body}\nreturn {{ {', '.join(exported)} }};\n}})();\n")


def _variable(name: str) -> str:
    return f"module_{re.sub(r'[^A-Za-z0-9]', '_', name.removesuffix('.mjs'))}"


def script_safe(script: str) -> Markup:
    """A script that no HTML parser ends early."""
    safe = re.sub(r"</(script)", r"<\\/\1", script, flags=re.IGNORECASE).replace("<!--", "<\\!--")
    return Markup(safe)  # noqa: S704 - a script of our own, and no tag can end it


def styles(*names: str, folder: Path = ASSETS) -> Markup:
    """Style sheets one after another, for a ``<style>``."""
    return Markup("\n".join((folder / name).read_text(encoding="utf-8") for name in names))  # noqa: S704 - our own files
