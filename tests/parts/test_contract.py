"""What Python sends to the browser has the keys and types that its modules are checked against, no more and no fewer.

Every document is written as a literal of its declared type into a file that TypeScript checks: it refuses a key that
the declaration lacks and misses one that the document lacks, however deep. So that this cannot fail silently, spoilt
copies of each document stand beside it, which must be refused.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import node
import pytest
from export_views import stories, view
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from dashboard.browser.messages import TEXTS
from dashboard.exports import make
from dashboard.server import bundles
from dashboard.server.presentation import presentation
from dashboard.store.dataset import shelf
from dashboard.store.uploads import Upload, added, template
from dashboard.ui import mount as mounting
from dashboard.ui import take_away
from dashboard.ui.registry import PAGES

TYPES = node.ROOT / "dashboard" / "browser" / "types.d.ts"
MAIN = node.ROOT / "dashboard" / "ui" / "main.py"
COMPONENTS = {
    "address": "AddressData",
    "kept": "KeptData",
    "clock": "ClockData",
    "compare": "CompareData",
    "header": "HeaderData",
    "near": "NearData",
    "picker": "PickerData",
    "print": "PrintData",
    "section": "SectionData",
    "sheet": "SheetData",
    "take_away": "TakeAwayData",
    "visits": "VisitsData",
}
"""Parts that are given data."""
SENT_BY_NOBODY = {"essStore"}  # of the window
NOTICE = "apmbc-nor-9,apmbc,NOR,withdrawal,2026-03-01,day,2026-09-01,day,stated,full,,,,,single,single,,,{0},{0}"
"""A row of a reader's own."""
Document = tuple[str, Any]
"""Name of its declared type, and the document."""


def script_data(page: str, script_id: str) -> Any:
    """The JSON in a script of a page."""
    return json.loads(page.split(f'id="{script_id}">', 1)[1].split("</script>", 1)[0])


def deck(query: str) -> Any:
    scope = {"type": "http", "method": "GET", "path": "/present", "query_string": query.encode(), "headers": []}
    return script_data(bytes(presentation(Request(scope)).body).decode(), "deck")


def component_documents() -> Iterator[Document]:
    """Data of all parts, as the pages mount them."""
    sent: list[Document] = []

    def renderer(part: str) -> Callable[..., None]:
        return lambda *, key, data, **callbacks: sent.append((part, data))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mounting, "_renderer", renderer)
        for page in PAGES:
            test = AppTest.from_file(str(MAIN), default_timeout=60)
            test.query_params.update({"states": "EST,FIN", "focus": "EST", "compare_day": "2025-01-01"})
            test.session_state["changes_mode"] = "since your last visit"
            test.run()
            test.run()
            test.switch_page(page.script).run()
            assert not test.exception
        test.session_state[take_away.ASKED] = ""
        test.run()
        assert not test.exception
    given = {part for part, data in sent if data is not None}
    assert given == set(COMPONENTS), "name the type of a part's data in COMPONENTS"
    yield from ((COMPONENTS[part], json.loads(data)) for part, data in sent if data is not None)


def documents() -> Iterator[Document]:
    """What Python sends, of every kind."""
    served = shelf.current()
    for instrument in ("apmbc", "ccm", "inf", "conscription", "spending"):
        yield "StatusBundle", bundles.status_bundle(instrument, served)
        yield "Facts", bundles.facts_bundle(instrument, served)
    yield "FindBundle", json.loads(bundles.find_bundle())
    rows = template("treaty_actions") + NOTICE.format("untc-xxvi-5")
    own = added(served, [Upload("mine.csv", rows.encode())]).served
    assert own is not None
    yield "StatusBundle", bundles.browser_bundle("apmbc", own)[0]
    for part, texts in TEXTS.items():
        yield f"{part.title().replace('_', '')}Texts", texts
    yield "Deck", deck("instrument=apmbc&as_of=2025-07-12&states=EST,FIN&x=1")
    yield "Deck", deck(f"story={stories()[0].id}")
    day = dt.date(2026, 3, 1)
    for one in (view(day), view(day, story=stories()[0])):
        yield "SingleFile", script_data(make("html", one)[0].decode(), "data")
    yield from component_documents()


def spoilt(value: Any) -> Iterator[Any]:
    """Copies of a document with a key too many, or one that is always there missing: at the top and a level down."""
    for path in [(), *((key,) for key, below in value.items() if isinstance(below, dict) and "id" in below)]:
        for spoil in (lambda at: at.update(surplus=1), lambda at: at.pop(next(iter(at)))):
            changed = copy.deepcopy(value)
            at = changed
            for key in path:
                at = at[key]
            spoil(at)
            yield changed


def keys_of(value: Any) -> Iterator[str]:
    """Every key in a document."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield key
            yield from keys_of(below)
    elif isinstance(value, list):
        for below in value:
            yield from keys_of(below)


@pytest.fixture(scope="module")
def sent() -> list[Document]:
    return [(name, json.loads(json.dumps(value))) for name, value in documents()]


def test_documents_are_what_is_declared(sent: list[Document], tmp_path: Path) -> None:
    if not node.has("tsc"):
        assert os.environ.get("CI") != "true", "make lint installs TypeScript"
        pytest.skip("TypeScript is not installed: make lint")
    lines: list[str] = []
    seen: set[str] = set()
    for name, value in sent:
        lines.append(f"export const good{len(lines)}: {name} = {json.dumps(value)};")
        if name not in seen:
            seen.add(name)
            for bad in spoilt(value):
                lines.append(f"// @ts-expect-error\nexport const bad{len(lines)}: {name} = {json.dumps(bad)};")
    (tmp_path / "documents.ts").write_text("\n".join(lines), encoding="utf-8")
    options = {"noEmit": True, "strict": True, "allowJs": True, "lib": ["es2024", "dom"], "types": []}
    files = [str(TYPES), "documents.ts"]
    (tmp_path / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "files": files}))
    done = node.tsc("--project", tmp_path, "--pretty", "false", capture_output=True)
    assert done.returncode == 0, done.stdout[:4000]


def test_every_key_that_may_be_missing_is_sent_by_some_document(sent: list[Document]) -> None:
    optional = set(re.findall(r"^ *(\w+)\?:", TYPES.read_text(encoding="utf-8"), re.MULTILINE))
    keys = {key for _, value in sent for key in keys_of(value)}
    assert optional - keys == SENT_BY_NOBODY
    bundle_keys = {key for name, value in sent if name == "StatusBundle" for key in value}
    assert {"words", "factsAt", "facts"} <= bundle_keys


def test_the_declarations_are_not_served() -> None:
    from dashboard.browser import asset_files

    assert not [name for name in asset_files() if name.endswith(".ts")]
