"""HTML from templates: every value is escaped, unless a template made it.

A view's template is the file of its name in ``templates/``; exports and server keep theirs in a folder of their own,
and may use the shared pieces of ``marks.html`` as well. A line break counts only between words: beside a tag or
``{…}`` it vanishes with its indent, so that templates are indented and pages hold no white space that would be seen.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup, escape

from dashboard.domain.days import say_day
from dashboard.tables.facts import NOTES
from dashboard.tables.provenance import GRADE_MEANINGS
from data.source_schema import Grade

FOLDER = Path(__file__).with_name("templates")
_BACKTICKS = re.compile(r"`([^`]+)`")
LINKS = ("https://", "http://")
_BREAK = re.compile(r"(?<=[>}])\s*\n\s*(?=[<{])")
_AS_TEXT: dict[type, Callable[[Any], str]] = {str: html.escape, Markup: str, int: str, float: str}
_json = json.JSONEncoder(separators=(",", ":")).encode


def go(**where: Any) -> str:
    """Value of ``data-go``, by which an element chooses ``focus``, ``instrument``, ``as_of``, ``row``, ``sort``."""
    return _json(where)


def is_link(url: str) -> bool:
    """Whether an address may become a link; anything but http and https stays plain text."""
    return url.startswith(LINKS)


def in_script(value: Any) -> Markup:
    """JSON that can stand inside a script: without any character that HTML or a script reads as its own."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text.encode("utf-8", "replace").decode())  # noqa: S704 - no tag can begin or end in it


def pieces(text: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it stood between backticks; one without a second stays as it is."""
    return [(piece, at % 2 == 1) for at, piece in enumerate(_BACKTICKS.split(text)) if piece]


class _TextOutput(CodeGenerator):
    """Writes each value as text. Jinja wraps it in an object first, which took half the time of a long list.

    Seam: overrides an inner method, as Jinja's own NativeCodeGenerator does; checked against 3.1.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.autoescape:
            self.write("environment.escaped(")
        else:
            super()._output_child_pre(node, frame, finalize)


class _Environment(Environment):
    code_generator_class = _TextOutput

    @staticmethod
    def escaped(value: Any) -> str:
        """A value as text that is harmless inside HTML and inside a quoted attribute."""
        as_text = _AS_TEXT.get(type(value))
        return as_text(value) if as_text else str(escape(value))

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """The source without the breaks beside tags; a comment keeps their number, for the lines of errors."""
        tight = _BREAK.sub(lambda found: "{#" + "\n" * found[0].count("\n") + "#}", source)
        return super().preprocess(tight, name, filename)


@cache
def environment(folder: Path = FOLDER) -> Environment:
    """The templates of a folder beside the shared ones; each is read and compiled once."""
    made = _Environment(
        loader=FileSystemLoader((folder, FOLDER)), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    made.globals |= {"go": go, "notes_head": NOTES}
    made.filters |= {"say_day": say_day, "in_script": in_script, "pieces": pieces}
    made.tests["link"] = is_link
    grades: Any = made.get_template("grade_chip.html").module
    chips: dict[Grade | str | None, Markup | str] = {"": "", None: ""}
    chips |= {grade: grades.chip(grade, meaning) for grade, meaning in GRADE_MEANINGS.items()}
    made.globals["grade_chips"] = chips
    return made


def render(template: str, folder: Path = FOLDER, /, **values: Any) -> Markup:
    """What ``template`` makes of ``values``. Raises ``UndefinedError`` where one that it needs is missing."""
    made = environment(folder).get_template(template).render(values)
    return Markup(made)  # noqa: S704 - the template escaped every value


def macros(template: str) -> Any:
    """The macros of ``template`` as functions of Python."""
    return environment().get_template(template).module
