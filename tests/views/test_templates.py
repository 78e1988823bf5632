"""Templates escape by construction: every kind of value, and few named places that may say otherwise."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import pytest
from html_tree import html_tree
from jinja2 import TemplateSyntaxError, UndefinedError
from markupsafe import Markup

from dashboard.views.templates import environment, go, is_link, render

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "dashboard").rglob("templates/*.html"))
HOSTILE = """<b class="x">&'</b>"""
ESCAPED = "&lt;b class=&quot;x&quot;&gt;&amp;&#x27;&lt;/b&gt;"
MAY_SAY_MARKUP = {
    "dashboard/views/templates.py": "what a template made",
    "dashboard/views/bands.py": "type of what its template made",
    "dashboard/views/fills.py": "types of what its macros made",
    "dashboard/exports/inline.py": "scripts and style sheets of our own, inside one file",
    "dashboard/server/embed.py": "a script of our own, and a drawing whose writer escapes every text",
    "dashboard/server/head.py": "types of what its template made",
    "dashboard/server/preload.py": "style sheets of our own, in the first bytes of every page",
}


class Hostile(StrEnum):
    ONE = HOSTILE


class Shown:
    def __str__(self) -> str:
        return HOSTILE


def made(source: str, **values: object) -> str:
    return environment().from_string(source).render(values)


@pytest.mark.parametrize("value", [HOSTILE, Hostile.ONE, Shown()], ids=["text", "enum", "object"])
def test_every_kind_of_value_is_escaped(value: object) -> None:
    tree = f"<p title={HOSTILE!r}>\n  {HOSTILE!r}\n"
    assert html_tree(made('<p title="{{ x }}">{{ x }}</p>', x=value)) == tree
    macro = '{% macro m(x) %}<p title="{{ x }}">{{ x }}</p>{% endmacro %}{{ m(x) }}'
    assert html_tree(made(macro, x=value)) == tree
    assert "<b" not in made("{{ x ~ '<b>' }} {{ [x]|join('<b>') }} {{ '<b>' }}", x=value)


def test_what_a_template_made_is_not_escaped_again() -> None:
    piece = render("hint.html", text=HOSTILE)
    assert made("{{ x }}", x=piece) == str(piece) == f'<p class="empty">{ESCAPED}</p>'
    assert made("{{ x }}", x=Markup("<i>")) == "<i>"


def test_numbers_are_written_as_they_are() -> None:
    assert made("{{ 1 }} {{ x }} {{ y }}", x=2.5, y=None) == "1 2.5 None"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        made("{{ nothing }}")
    with pytest.raises(UndefinedError):
        render("hint.html")


def test_line_breaks_count_only_between_words() -> None:
    assert made("<p>\n  {{ x }}\n  <b>a\n  b</b>\n</p>\n", x=1) == "<p>1<b>a\n  b</b></p>"
    assert made("{% if x %}\n  <i>a</i>\n{% endif %}\n<i>b</i> <i>c</i>", x=1) == "<i>a</i><i>b</i> <i>c</i>"


def test_errors_name_the_line_of_the_file() -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        environment().from_string("<p>\n  <b>\n  </b>\n\n  {% nonsense %}\n</p>")
    assert caught.value.lineno == 5


def test_every_template_compiles() -> None:
    assert TEMPLATES
    for path in TEMPLATES:
        environment(path.parent).get_template(path.name)


def test_a_choice_is_json_that_stays_in_its_attribute() -> None:
    html = made('<b data-go="{{ go(row=x) }}"></b>', x='"><script>')
    assert html == '<b data-go="{&quot;row&quot;:&quot;\\&quot;&gt;&lt;script&gt;&quot;}"></b>'
    assert go(focus="FIN", page="map") == '{"focus":"FIN","page":"map"}'


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JavaScript:1", "data:text/html,x", "//host/x", " https://x", ""]
)
def test_only_http_becomes_a_link(url: str) -> None:
    assert not is_link(url)
    assert is_link("https://example.org")
    assert is_link("http://example.org")


def test_few_places_say_that_text_is_safe() -> None:
    """``Markup`` in Python, and no template that switches the escaping off."""
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|Markup", text), path.name
    sources = [path for path in (ROOT / "dashboard").rglob("*.py") if "Markup" in path.read_text(encoding="utf-8")]
    assert {path.relative_to(ROOT).as_posix() for path in sources} == MAY_SAY_MARKUP.keys()
    said = {name: (ROOT / name).read_text(encoding="utf-8").count("Markup(") for name in MAY_SAY_MARKUP}
    assert list(said.values()) == [2, 0, 0, 2, 2, 0, 1], "each `Markup(` needs its reason beside it"
