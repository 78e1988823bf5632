"""The page Your rows shows how a file was understood before anything is taken in."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard.store.dataset import shelf
from dashboard.store.templates import KINDS, starter, starter_workbook
from dashboard.store.uploads import template
from dashboard.ui import browser_reports, own_rows, registry, state, streamlit_batches

PAGE = Path(registry.__file__).parent / registry.BY_NAME["uploads"].script
ROW = (
    "apmbc-nor-9,apmbc,Norway,withdrawal,2026-03-01,day,2026-09-01,day,stated,full,,,,,single,single,Malmö,,"
    "untc-xxvi-5,untc-xxvi-5\n"
)


def test_a_cell_read_as_something_else_stands_beside_what_was_written() -> None:
    test = AppTest.from_file(str(PAGE), default_timeout=60).run()
    content = (template("treaty_actions") + ROW).replace(",", ";").encode("cp1252")
    test.file_uploader[0].set_value([("mine.csv", content, "text/csv")]).run()
    assert not test.exception
    assert [one.value for one in test.text] == ["mine.csv is read in the code page Windows-1252"]
    (shown,) = (one.value for one in test.dataframe if "As written" in one.value)
    assert shown[["Line", "As written", "Read as", "Meaning"]].values.tolist() == [[2, "Norway", "NOR", "Norway"]]
    assert [one.label for one in test.button] == ["Take them in for this session"]


def test_a_file_in_our_own_form_is_taken_in_at_once_and_forgotten_on_a_word() -> None:
    test = AppTest.from_file(str(PAGE), default_timeout=60).run()
    content = (template("treaty_actions") + ROW.replace("Norway", "NOR").replace("Malmö", "")).encode()
    test.file_uploader[0].set_value([("mine.csv", content, "text/csv")]).run()
    assert not test.exception
    assert test.session_state["uploads"].count == 1
    assert [one.label for one in test.button] == ["Forget my rows"]
    assert [one.value for one in test.subheader] == ["What changes on the map: 2"]
    test.button(key="own_forget").click().run()
    assert "uploads" not in test.session_state


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_row_below_the_example_of_a_template_is_taken_in_at_once(ending: str) -> None:
    kind, dataset = KINDS["acts"], shelf.current().index.dataset
    content = starter(kind, dataset).encode()
    row = ["apmbc-nor-9", "apmbc", "NOR", "withdrawal", "2025-09-01", "confirmed", "untc-xxvi-5"]
    if ending == "csv":
        content += ",".join(row).encode()
    else:
        book = load_workbook(io.BytesIO(starter_workbook(kind, dataset)))
        book.worksheets[0].append(row)
        book.save(written := io.BytesIO())
        content = written.getvalue()
    test = AppTest.from_file(str(PAGE), default_timeout=60).run()
    test.file_uploader[0].set_value([(f"acts.{ending}", content, "text/csv")]).run()
    assert not test.exception
    assert [one.label for one in test.button] == ["Forget my rows"]
    assert "1 row(s) stand in the dataset word for word: left out" in test.text[0].value


@pytest.mark.parametrize(
    "files", [None, [], "x", [["mine.csv"]], [["mine.csv", "%%%"]], [["a", "A" * 3_000_000]], [[1, 2]]]
)
def test_what_a_tab_kept_is_read_as_an_upload_is_or_dropped(files: object) -> None:
    own_rows._take_back({"files": files})
    assert state.held_uploads() is None


def test_a_list_that_names_no_treaty_is_read_when_the_reader_names_one() -> None:
    test = AppTest.from_file(str(PAGE), default_timeout=60).run()
    text = 'Participant,Signature,"Ratification, Accession(a)"\nArmenia,,9 Jan 2012 a\n'
    test.file_uploader[0].set_value([("list.csv", text.encode(), "text/csv")]).run()
    (asked,) = (one for one in test.selectbox if one.label == "Of which treaty is list.csv the list?")
    asked.select("apmbc").run()
    assert not test.exception
    assert any("gives way to your act" in one.value for one in test.text)
    assert [one.label for one in test.button] == ["Take them in for this session"]


def test_what_the_tab_kept_is_shown_by_the_whole_page_though_a_fragment_reported_with_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = template("treaty_actions") + ROW.replace("Norway", "NOR").replace("Malmö", "")
    found = {"files": [["mine.csv", b64encode(content.encode()).decode()]]}
    monkeypatch.setattr(browser_reports, "browser_report", lambda *_: found)
    session: dict[str, object] = {}
    reruns: list[str] = []
    fake = SimpleNamespace(session_state=session, rerun=lambda: reruns.append("whole page"))
    for module in (own_rows, state, streamlit_batches):
        monkeypatch.setattr(module, "st", fake)
    callbacks: dict[str, Callable[[], None]] = {}
    monkeypatch.setattr(own_rows, "mount", lambda *_, **given: callbacks.update(given))
    own_rows.keep()
    callbacks["on_found_change"]()
    assert session["uploads"]
    streamlit_batches.run_whole_page_if_asked()
    assert reruns == ["whole page"]
