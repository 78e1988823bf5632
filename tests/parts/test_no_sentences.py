"""No module or style of the browser holds a sentence: what is read comes with the data, from browser/messages.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import node
import pytest

MODULES = sorted(node.PARTS.glob("*.mjs"))
STYLES = sorted([*node.PARTS.glob("*.css"), *node.PARTS.parents[1].glob("ui/*.css")])
PROSE = re.compile(r"[^\W\d_]{2,}[,.;:!?]?\s+[^\W\d_]{2,}")
"""Two words beside each other."""
NO_PROSE = re.compile(
    r"""(
      \bclass:[^,{}]*             # a list of classes
    | \bclassName\s=\s
    | \brel:\s                    # of a link: noopener noreferrer
    | \bpreserveAspectRatio(:|",)\s
    | \.(closest|matches)\(
    | \bmatchMedia\(
    | \bconst\s\w+_SELECTOR\s=\s+ # elements by name, such as "button, a"
    )$""",
    re.VERBOSE,
)
"""What stands before a literal that holds words but no prose."""
BEFORE_PATTERN = re.compile(r"(^|[(,=:\[!&|?{};>]|\breturn)\s*$")
"""Where a slash begins a regular expression, and does not divide."""
TOKEN = re.compile(
    r"""//[^\n]* | /\*.*?\*/
      | (?P<text>"(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*')
      | (?P<template>`) | (?P<slash>/) | (?P<open>\{) | (?P<close>\})""",
    re.VERBOSE | re.DOTALL,
)
PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\[])+/\w*")


def literals(source: str, start: int = 0, *, inside: bool = False) -> Iterator[tuple[int, str, int]]:
    """Place, text and end of every string and every fixed piece of a template; ``inside`` ends with its brace."""
    at, depth = start, 0
    while found := TOKEN.search(source, at):
        at = found.end()
        match found.lastgroup:
            case "text":
                yield found.start(), found["text"][1:-1], at
            case "template":
                for place, text, end in _template(source, at):
                    yield place, text, end
                    at = end
            case "slash" if BEFORE_PATTERN.search(source[: found.start()]):
                pattern = PATTERN.match(source, found.start())
                assert pattern is not None
                at = pattern.end()
            case "open":
                depth += 1
            case "close":
                if inside and not depth:
                    yield at, "", at
                    return
                depth -= 1


def _template(source: str, start: int) -> Iterator[tuple[int, str, int]]:
    at = piece = start
    while True:
        if source[at] == "\\":
            at += 2
        elif source[at] == "`":
            yield start - 1, source[piece:at], at + 1
            return
        elif source.startswith("${", at):
            yield start - 1, source[piece:at], at
            for _, text, end in literals(source, at + 2, inside=True):
                yield start - 1, text, end
                at = end
            piece = at
        else:
            at += 1


def sentences(source: str) -> list[str]:
    """Literals with two words of prose."""
    return [text for place, text, _ in literals(source) if PROSE.search(text) and not NO_PROSE.search(source[:place])]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_holds_a_sentence(path: Path) -> None:
    assert sentences(path.read_text(encoding="utf-8")) == []


def test_no_style_adds_words() -> None:
    contents = [
        (path.name, text)
        for path in STYLES
        for content in re.findall(r"\bcontent:([^;}]*)", path.read_text(encoding="utf-8"))
        for text in re.findall(r'"([^"]*)"', content)
    ]
    assert contents
    assert [one for one in contents if re.search(r"[^\W\d_]{2}", one[1])] == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('say("Two words")', ["Two words"]),
        ("say('Zwei Wörter')", ["Zwei Wörter"]),
        ("say(`of ${n} States here`)", [" States here"]),
        ('say(`${ok ? "not yet, but soon" : `in ${n} whole days`} `)', ["not yet, but soon", " whole days"]),
        ('// two words\n/* "two words" */ say("word", 1 / 2, "of one")', ["of one"]),
        ('const two = /["`] a b/.test("x") && "two words";', ["two words"]),
        ('el("p", { class: dark ? "very dark" : "not dark" }, "two words")', ["two words"]),
        ('const HOME_SELECTOR = "button, a, summary"; x.closest("button, a");', []),
        ('const svg = { d: "M20 4 9 12l11 8Z", viewBox: "0 0 26 18", step: "aria-label" };', []),
    ],
)
def test_a_sentence_is_found_where_it_is_one(source: str, expected: list[str]) -> None:
    assert sentences(source) == expected
