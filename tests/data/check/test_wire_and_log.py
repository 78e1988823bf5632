"""Asking, keeping and logging, with a register played by the test."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import requests
from register_answers import dutch_xml, name_of

from data.check.command import main
from data.check.log import row_by_hand, rows_of
from data.check.readings import Reading, saved_answers
from data.check.settings import read_settings
from data.check.wire import fetch
from data.checks import parse_checks
from data.load import DATA_FOLDER, load
from data.reading_schema import last_days

DAY = {"Date": "Fri, 02 Oct 2026 10:00:00 GMT", "ETag": '"7"'}
RECORD = load().dataset
GOOD = dutch_xml(RECORD, "cfe", lambda iso3: name_of(RECORD, iso3)).encode()
FOUND = b"""<s:searchRetrieveResponse xmlns:s="urn:s"><s:records>
<s:record><title>Convention on Cluster Munitions</title><identifier>012000</identifier>
<datumTotstandkoming>2008-05-30</datumTotstandkoming>
<itemUrl manifestation="xml-nl">https://example.org/nl.xml</itemUrl>
<itemUrl manifestation="xml-en">https://example.org/en.xml</itemUrl></s:record>
<s:record><title>Amendment of the Convention on Cluster Munitions</title><identifier>012001</identifier>
<datumTotstandkoming>2012-05-30</datumTotstandkoming>
<itemUrl manifestation="xml-nl">https://example.org/other.xml</itemUrl></s:record>
</s:records></s:searchRetrieveResponse>"""
PAIR = ("dutch-treaty-register", "cfe")


class Played(requests.Session):
    """A session that answers from a list and remembers what it was asked."""

    def __init__(self, *answers: tuple[int, bytes]) -> None:
        super().__init__()
        self.answers, self.asked = list(answers), []

    def request(self, method: str, url: str, **more: Any) -> requests.Response:  # type: ignore[override]
        self.asked.append((method, url, more))
        response = requests.Response()
        response.status_code, response._content = self.answers.pop(0)
        response.headers.update(DAY)
        return response


def test_an_answer_is_kept_and_asked_for_conditionally(tmp_path: Path) -> None:
    pauses: list[float] = []
    session = Played((503, b""), (200, GOOD), (304, b""))
    first = fetch([PAIR], read_settings(), session, RECORD, tmp_path, pauses.append)
    assert (first[0].raw, first[0].read_on, first[0].problem) == (GOOD, dt.date(2026, 10, 2), "")
    assert pauses == [12]
    assert session.asked[0][1].endswith("/004285/1/xml-en/004285.xml")
    assert saved_answers(tmp_path, [PAIR]) == first
    assert fetch([PAIR], read_settings(), session, RECORD, tmp_path, pauses.append) == first
    method, url, more = session.asked[-1]
    assert (method, more["headers"]["If-None-Match"]) == ("GET", '"7"')
    assert url.endswith("/004285/1/xml-en/004285.xml")
    (tmp_path / "dutch-treaty-register--cfe.xml").write_bytes(b"other")
    assert "other hash" in saved_answers(tmp_path, [PAIR])[0].problem


def test_a_notice_is_kept_as_rejected_alone(tmp_path: Path) -> None:
    notice = b"<html>urgent maintenance</html>"
    found = fetch([PAIR], read_settings(), Played((200, notice)), RECORD, tmp_path, lambda seconds: None)
    assert "urgent maintenance" in found[0].problem
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dutch-treaty-register--cfe.rejected", "manifest.json"]
    assert "urgent maintenance" in saved_answers(tmp_path, [PAIR])[0].problem


def test_a_list_with_few_of_the_known_states_is_kept_as_rejected(tmp_path: Path) -> None:
    few = b"<Verdragenbank><Partij><NaamPartij>Malta</NaamPartij></Partij></Verdragenbank>"
    found = fetch([PAIR], read_settings(), Played((200, few)), RECORD, tmp_path, lambda seconds: None)
    assert "names 0 of the 29 States" in found[0].problem
    assert (tmp_path / "dutch-treaty-register--cfe.rejected").read_bytes() == few


def test_a_treaty_without_a_number_is_searched_for() -> None:
    """The Dutch register is the second list of any treaty: one request for its address, one for the list."""
    pauses: list[float] = []
    answer = dutch_xml(RECORD, "ccm", lambda iso3: name_of(RECORD, iso3)).encode()
    session = Played((200, FOUND), (200, answer))
    second = ("dutch-treaty-register", "ccm")
    found = fetch([second], read_settings(), session, RECORD, None, pauses.append)
    assert (found[0].problem, pauses) == ("", [3])
    (_, address, more), (_, then, _) = session.asked
    assert address == read_settings().registers["dutch-treaty-register"].search
    assert more["params"]["query"].endswith('dt.title all "Convention on Cluster Munitions"')
    assert then == "https://example.org/en.xml"


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (FOUND.replace(b"2008-05-30", b"2012-05-30").replace(b">Convention", b">The"), "no single treaty"),
        (FOUND[:60] + b"</s:searchRetrieveResponse>", "not well-formed"),
        (b"<s:searchRetrieveResponse xmlns:s='urn:s'/>", "Found: none"),
        (b"<html>maintenance</html>", "notice"),
    ],
)
def test_a_search_without_one_treaty_says_what_to_do(raw: bytes, told: str) -> None:
    pair = ("dutch-treaty-register", "ccm")
    found = fetch([pair], read_settings(), Played((200, raw)), RECORD, None, lambda seconds: None)
    assert told in found[0].problem


def test_the_bar_stands_on_a_terminal_alone(capsys: pytest.CaptureFixture[str]) -> None:
    fetch([PAIR], read_settings(), Played((200, GOOD)), RECORD, None, lambda seconds: None)
    assert capsys.readouterr().err == ""


def test_no_answer_and_no_key_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = fetch([PAIR], read_settings(), Played((404, b"")), RECORD, tmp_path, lambda seconds: None)
    assert found[0].problem == "no answer: status 404"
    assert list(tmp_path.iterdir()) == []


def test_a_failed_or_undated_reading_is_not_logged() -> None:
    with pytest.raises(ValueError, match="nothing is logged"):
        rows_of([Reading("unoda", "npt", dt.date(2026, 10, 2), "", None, "no JSON", unproven=True)])


def test_what_a_person_read_keeps_its_precision() -> None:
    assert row_by_hand("npt", "2018-07", "list")["read_on"] == "2018-07-01"
    assert row_by_hand("npt", "2018-07", "list")["read_precision"] == "month"
    for day in ("2018-13", "tomorrow"):
        with pytest.raises(ValueError, match="day"):
            row_by_hand("npt", day, "list")


def test_the_log_is_added_to_and_gives_the_last_days() -> None:
    rows, problems = parse_checks((DATA_FOLDER / "checks.csv").read_text("utf-8"))
    assert problems == []
    assert last_days(rows)["npt"] == dt.date(2018, 7, 1)
    _, problems = parse_checks((DATA_FOLDER / "checks.csv").read_text("utf-8").replace("2018-07-01,month", "2018-07,x"))
    assert {(one.line, one.column) for one in problems} >= {(15, "read_on"), (15, "read_precision")}


def test_bad_use_of_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    before = (DATA_FOLDER / "checks.csv").read_bytes()
    assert main(["--by-hand", "--day", "2018-07", "--method", "list"]) == 1
    assert main(["--by-hand", "--instrument", "npt", "--day", "2030-01-01", "--method", "list"]) == 1
    assert main(["--write-log"]) == 1
    assert "lies after as_of" in capsys.readouterr().err
    assert (DATA_FOLDER / "checks.csv").read_bytes() == before


def test_manifest_of_another_kind_is_bad_use(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"answers": [1]}), "utf-8")
    with pytest.raises(ValueError, match="manifest"):
        saved_answers(tmp_path, [PAIR])
