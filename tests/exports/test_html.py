"""The single file: small, whole, asking for nothing, and inert whatever the data hold."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from export_views import DAY, hostile_index, index, made, shapes, stories, view

from dashboard.exports import View, make
from dashboard.exports.captions import OF_CLASSES, OF_FIGURES, SCALE
from dashboard.exports.inline import UnusableModule, one_script
from dashboard.exports.single_file import MAX_BYTES
from dashboard.views.templates import in_script

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)><!--\u2028&"
LOADING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href"}


class _Tags(HTMLParser):
    """Every tag with its attributes, and the text of each script."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = tag == "script"
        if self.inside:
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts[-1] += data


def _read(text: str) -> _Tags:
    tags = _Tags()
    tags.feed(text)
    return tags


def test_the_view_in_one_small_file() -> None:
    body, mime, name = made("html", view(DAY))
    assert mime.startswith("text/html")
    assert name == "apmbc-2026-03-01.html"
    assert len(body) <= MAX_BYTES
    page = _read(body.decode())
    data = json.loads(page.scripts[0])
    assert set(data["bundles"]["apmbc"]["states"]) == set(index().countries)
    assert data["facts"]["apmbc"]["states"]["FIN"]["acts"]
    assert data["focus"] is None
    chosen = _read(made("html", view(DAY, focus=frozenset({"FIN"})))[0].decode())
    assert json.loads(chosen.scripts[0])["focus"] == "FIN"


def test_no_tag_loads_anything() -> None:
    for body in (made("html", view(DAY))[0], make("html", view(DAY, story=stories()[0]))[0]):
        page = _read(body.decode())
        for tag, attributes in page.tags:
            assert tag not in {"iframe", "img", "object", "embed", "base", "video", "audio"}
            assert not LOADING & set(attributes), (tag, attributes)
            if tag == "link":
                assert attributes["href"] == "data:,"
        policy = next(
            attributes["content"]
            for tag, attributes in page.tags
            if attributes.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy is not None
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        script = page.scripts[1]
        assert not re.search(
            r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|importScripts|sendBeacon)\b|\bimport\b\s*[(\"'{]", script
        )


def test_markup_in_the_data_stays_data() -> None:
    body = make("html", View(hostile_index(HOSTILE), shapes(), "apmbc", DAY))[0].decode()
    page = _read(body)
    assert [tag for tag, _ in page.tags].count("script") == 2
    assert "img" not in {tag for tag, _ in page.tags}
    assert json.loads(page.scripts[0])["bundles"]["apmbc"]["states"]["FIN"]["name"] == HOSTILE


def test_without_scripts_the_day_is_a_table() -> None:
    body = made("html", view(DAY))[0].decode()
    plain = re.search(r"<noscript>(.*)</noscript>", body, re.DOTALL)
    assert plain is not None
    assert "<td>Finland</td><td>withdrawn</td>" in plain[1]
    assert index().dataset.meta.boundary_note in plain[1]


def test_a_story_carries_each_step_and_the_facts_it_rests_on() -> None:
    for story in stories():
        body, _, name = made("html", view(DAY, story=story))
        assert name == f"story-{story.id}.html"
        assert len(body) <= MAX_BYTES
        data = json.loads(_read(body.decode()).scripts[0])
        assert [step["headline"] for step in data["story"]["steps"]] == [step.headline for step in story.steps]
        for told, step in zip(data["story"]["steps"], story.steps, strict=True):
            assert [fact["id"] for fact in told["facts"]] == list(step.fact_ids)
            assert all(fact["sources"] for fact in told["facts"])
            figures = step.lens_name.startswith("spending")
            assert data["scaleNotes"][step.lens_name] == f"{SCALE} {OF_FIGURES if figures else OF_CLASSES}"


def test_modules_are_inlined_once_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "a.mjs").write_text(
        'import { b } from "./b.mjs";\nimport { c as d } from "./c.mjs";\nconst x = b + d;\nexport { };\n'.replace(
            "export { };\n", ""
        )
    )
    (tmp_path / "b.mjs").write_text('import { c } from "./c.mjs";\nexport const b = c;\n')
    (tmp_path / "c.mjs").write_text("export function c() {}\nexport class C {}\n")
    script = one_script("a.mjs", tmp_path)
    assert script.count("const module_c =") == 1
    assert script.index("const module_c =") < script.index("const module_b =") < script.index("const module_a =")
    assert "return { c, C };" in script
    assert "const { c: d } = module_c;" in script


def test_comments_for_the_type_checker_stay_behind_and_nothing_else(tmp_path: Path) -> None:
    types = '/** @import { B } from "./b.mjs" */\n  /**\n   * @type {B}\n   */\n'
    code = "const w = 0;\n/** @type {B} */ (w).y = 2; /* z */\n"
    (tmp_path / "a.mjs").write_text(types + code + types + "const x = 1;\n")
    assert f"{{\n{code}const x = 1;\n" in one_script("a.mjs", tmp_path)


@pytest.mark.parametrize(
    "line",
    [
        "export default 1;",
        'import x from "./b.mjs";',
        'export * from "./b.mjs";',
        'const x = await import("./b.mjs");',
        "import.meta.url;",
    ],
)
def test_a_module_that_cannot_be_inlined_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.mjs").write_text(f"{line}\n")
    (tmp_path / "b.mjs").write_text("")
    with pytest.raises(UnusableModule, match=r"a\.mjs"):
        one_script("a.mjs", tmp_path)


def test_modules_in_a_circle_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.mjs").write_text('import { b } from "./b.mjs";\n')
    (tmp_path / "b.mjs").write_text('import { a } from "./a.mjs";\n')
    with pytest.raises(UnusableModule, match=r"a\.mjs → b\.mjs → a\.mjs"):
        one_script("a.mjs", tmp_path)


def test_json_holds_no_character_that_html_reads() -> None:
    text = in_script({"x": HOSTILE})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"x": HOSTILE}
