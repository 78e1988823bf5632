"""Error reports: where they go by the setting, what the inbox takes and refuses, and what is kept of one."""

from __future__ import annotations

import json
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from asgi_client import run

from dashboard.domain.addresses import REPORT
from dashboard.server import reports
from dashboard.server.http import Posts
from dashboard.server.limits import REPORTS_AN_HOUR, Limits
from dashboard.server.reports import Inbox, ReportWay, report_routes, report_way
from dashboard.store import inbox as kept
from data import inbox as editor

GIVEN = {
    "about": "fi-2025-04-04-insta",
    "edition": "1.1.0",
    "wrong": "The day",
    "source": "https://a.example",
    "name": "",
}
OURS = {"host": "ess.example", "origin": "https://ess.example", "content-type": "application/json"}


def post(
    app: Inbox, report: object = GIVEN, headers: Mapping[str, str] = OURS, method: str = "POST", client: str = "a"
) -> tuple[int, dict[str, str], Any]:
    """Status, headers and JSON of one answer."""
    body = report if isinstance(report, bytes) else json.dumps(report).encode()
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    head = [(key.encode(), value.encode()) for key, value in headers.items()]
    scope = {"type": "http", "method": method, "path": REPORT, "query_string": b"", "headers": head}
    run(Posts(app)(scope | {"client": (client, 1), "scheme": "http"}, receive, send))
    answered = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    text = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], answered, json.loads(text or b"null")


@pytest.fixture
def app(tmp_path: Path) -> Inbox:
    path = tmp_path / "in" / "reports.jsonl"
    kept.open_inbox(path)
    return Inbox(path, Limits())


@pytest.mark.parametrize(
    ("setting", "way"),
    [
        ("", ReportWay("off")),
        ("off", ReportWay("off")),
        ("inbox", ReportWay("inbox", REPORT)),
        ("errors@example.org", ReportWay("mail", "errors@example.org")),
        (
            "https://git.example/a/b/issues/new?template=e",
            ReportWay("tracker", "https://git.example/a/b/issues/new?template=e"),
        ),
    ],
)
def test_the_setting_says_where_reports_go(setting: str, way: ReportWay) -> None:
    assert report_way({"ESS_REPORTS": setting}) == way


@pytest.mark.parametrize(
    "setting",
    ["yes", "http://git.example/new", "javascript:alert(1)", "https://u" + ":p@host/x", "a@b@c"],
)
def test_a_setting_that_names_no_way_says_what_to_type(setting: str) -> None:
    with pytest.raises(ValueError, match=r"^ESS_REPORTS: .* type a mail address, .* inbox, or off$"):
        report_way({"ESS_REPORTS": setting})


def test_the_inbox_is_shut_unless_set_and_lies_outside_the_product(tmp_path: Path) -> None:
    assert report_routes({}) == []
    file = tmp_path / "x" / "r.jsonl"
    assert [route.path for route in report_routes({"ESS_REPORTS": "inbox", "ESS_REPORTS_FILE": str(file)})] == [REPORT]  # type: ignore[attr-defined]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    inside = str(Path(reports.__file__).with_name("r.jsonl"))
    for wrong, told in (("r.jsonl", "no whole path"), (inside, "own folder"), ("/proc/none/r", "cannot be written")):
        with pytest.raises(ValueError, match=told):
            report_routes({"ESS_REPORTS": "inbox", "ESS_REPORTS_FILE": wrong})


def test_a_report_is_kept_without_address_agent_or_control_characters(app: Inbox) -> None:
    hostile = GIVEN | {"wrong": "one\r\n\x00\u202etwo\ud800", "name": " A  B "}
    status, headers, body = post(app, hostile, OURS | {"user-agent": "spy", "x-forwarded-for": "203.0.113.9"})
    assert (status, body) == (201, {"kept": True})
    assert not [name for name in headers if name.startswith("access-control")]
    text = app.path.read_text(encoding="utf-8")
    assert text.count("\n") == 1
    assert "spy" not in text
    assert "203.0.113.9" not in text
    row = json.loads(text)
    assert list(row) == list(editor.FIELDS)
    assert (row["wrong"], row["name"]) == ("one two", "A B")
    assert stat.S_IMODE(app.path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("report", "headers", "status"),
    [
        (GIVEN, OURS | {"origin": "https://other.example"}, 403),
        (GIVEN, OURS | {"origin": "null"}, 403),
        (GIVEN, {key: value for key, value in OURS.items() if key != "origin"}, 403),
        (GIVEN, OURS | {"sec-fetch-site": "cross-site"}, 403),
        (GIVEN, OURS | {"content-type": "text/plain"}, 415),
        (b"{", OURS, 400),
        (b"[" * 4000, OURS, 400),
        (b"[]", OURS, 400),
        (GIVEN | {"extra": ""}, OURS, 400),
        (GIVEN | {"wrong": 7}, OURS, 400),
        (GIVEN | {"wrong": "\x00 \n"}, OURS, 400),
        (GIVEN | {"about": "x" * 81}, OURS, 400),
        (GIVEN | {"wrong": "x" * 4096}, OURS, 413),
    ],
)
def test_what_is_no_report_of_our_own_page_is_refused_and_not_kept(
    app: Inbox, report: object, headers: Mapping[str, str], status: int
) -> None:
    code, answered, body = post(app, report, headers)
    assert code == status
    assert body["error"]
    assert not [name for name in answered if name.startswith("access-control")]
    assert app.path.read_bytes() == b""


def test_other_methods_are_told_which_one_is_taken(app: Inbox) -> None:
    for method in ("GET", "OPTIONS", "PUT"):
        code, headers, _ = post(app, method=method)
        assert (code, headers["allow"]) == (405, "POST")


def test_five_an_hour_for_each_client(app: Inbox) -> None:
    codes = [post(app)[0] for _ in range(REPORTS_AN_HOUR + 1)]
    assert codes == [201] * REPORTS_AN_HOUR + [429]
    assert int(post(app)[1]["retry-after"]) > 600
    assert post(app, client="b")[0] == 201


def test_a_full_inbox_refuses_in_words(app: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (kept.MOST_REPORTS, kept.MOST_BYTES) == (1000, 5_000_000)
    monkeypatch.setattr(kept, "MOST_REPORTS", 1)
    assert post(app)[0] == 201
    code, _, body = post(app)
    assert (code, "full" in body["error"]) == (507, True)
    monkeypatch.setattr(kept, "MOST_REPORTS", 9)
    monkeypatch.setattr(kept, "MOST_BYTES", len(app.path.read_bytes()))
    assert post(app)[0] == 507
    app.path.unlink()
    app.path.symlink_to("/etc/hostname")
    assert post(app)[0] == 503


def test_the_editor_lists_reports_and_turns_one_into_a_row_to_judge(
    app: Inbox, capsys: pytest.CaptureFixture[str]
) -> None:
    post(app, GIVEN | {"name": "A. Reader"})
    post(app, GIVEN | {"about": "FIN"})
    file = ["--file", str(app.path)]
    assert editor.main(file) == 0
    assert "by A. Reader (published if accepted)" in capsys.readouterr().out
    assert editor.main([*file, "--correct", "1", "--field", "headline"]) == 0
    row = "fi-2025-04-04-insta,headline,Finnish firm Insta says it is interested in making mines,,1.1.0,,A. Reader\n"
    assert capsys.readouterr().out == row
    for wrong, told in ((["2"], "is no fact"), (["3"], "from 1 to 2"), (["1", "--field", "x"], "is no column")):
        assert editor.main([*file, "--correct", *wrong]) == 1
        assert told in capsys.readouterr().err
