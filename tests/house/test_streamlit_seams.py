"""What leans on Streamlit's insides stands in files named ``streamlit_*`` that say which version they were checked
against. Raising the pin fails here first: check each of them, run their tests, then write the new version into them."""

from __future__ import annotations

import json
import re
import socket
from importlib.util import find_spec
from inspect import unwrap
from pathlib import Path
from unittest.mock import MagicMock, Mock

import pytest
from streamlit.components.v2.bidi_component import main
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData, ScriptRequests
from streamlit.web.server.starlette import starlette_server

from dashboard.server.packing import NAMED_BY_CONTENT
from dashboard.server.streamlit_scripts import ELEMENTS, element_scripts, frame_folder, frame_scripts
from dashboard.server.streamlit_socket import send_at_once
from dashboard.ui.streamlit_component_state import present_plainly
from dashboard.ui.streamlit_requests import PageRequests, Session
from dashboard.ui.streamlit_settings import read_settings
from dashboard.ui.streamlit_start import first_script
from dashboard.ui.streamlit_themes import make_themes_once

ROOT = Path(__file__).resolve().parents[2]
DASHBOARD = ROOT / "dashboard"
FILES = sorted(path for path in DASHBOARD.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
SEAMS = [path for path in FILES if re.fullmatch(r"streamlit(_\w+)?\.\w+", path.name)]
INSIDE = re.compile(
    r"data-testid|\.st(?:App|Main)\b|streamlit\.(?:runtime|web|proto|elements)|find_spec\(.streamlit|static/js"
    r"|\bst\.[\w.]+ = |setattr\(st\b"
)
"""Names that Streamlit promises nobody, and anything put in place of what is its own."""


def pinned() -> str:
    """The version of Streamlit that the product runs on."""
    match = re.search(r"^streamlit==(\S+)$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert match is not None
    return match[1]


@pytest.mark.parametrize("path", SEAMS, ids=lambda path: path.name)
def test_a_seam_names_the_version_it_was_checked_against(path: Path) -> None:
    head = " ".join(path.read_text(encoding="utf-8")[:700].split())
    assert re.search(rf"[Cc]hecked against {re.escape(pinned())}\b", head), head
    assert re.search(r"[Rr]emove (it )?(a line )?when", head), "say when the seam can go"


def test_scripts_of_elements_are_where_they_are_looked_for() -> None:
    """``server/streamlit_scripts.py``: without them the page loads all the same, some hundred milliseconds later."""
    scripts, spec = element_scripts(), find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    for name in ELEMENTS:
        assert any(f"/{name}." in one for one in scripts), name
    for one in scripts:
        assert (Path(spec.origin).parent / "static" / one).is_file()


def test_the_script_of_the_maps_frame_is_where_it_is_looked_for() -> None:
    (script,) = frame_scripts()
    folder = frame_folder()
    assert folder is not None
    assert (folder / script.partition(".st_folium/")[2]).is_file()
    assert NAMED_BY_CONTENT.search(script)


def test_its_first_script_reads_what_the_page_is_told() -> None:
    """``ui/streamlit_start.py``: with other names the page asks for the server's address and fonts first, as before."""
    spec = find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    scripts = "".join(
        path.read_text(encoding="utf-8") for path in (Path(spec.origin).parent / "static/static/js").glob("*.js")
    )
    for name in ("window.__streamlit", "BACKEND_BASE_URL", "HOST_CONFIG", "LIGHT_THEME", "DARK_THEME"):
        assert name in scripts, name
        assert name in first_script(), name
    assert re.search(r"document\.fonts\.load\(`1em \"\$\{\w+\.materialIcons}\"`\)", scripts)
    read_settings()
    fields = CustomThemeConfig.DESCRIPTOR.fields_by_name
    themes = re.findall(r'_THEME": ?({[^}]*})', first_script())
    assert len(themes) == 2
    for theme in map(json.loads, themes):
        assert {re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name) for name in theme} <= set(fields)
        assert theme["bodyFont"].startswith("system-ui")


def test_its_socket_is_told_to_send_at_once() -> None:
    """``server/streamlit_socket.py``: bound as here, small answers wait up to 40 ms for the one before."""
    with starlette_server._bind_socket("127.0.0.1", 0, 1) as listening:
        listening.setblocking(True)
        assert listening.proto != socket.IPPROTO_TCP, "bound with its protocol now: the seam can go"
        assert send_at_once()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_requests_of_a_left_page_join_the_run_of_the_new_one() -> None:
    """``ui/streamlit_requests.py``: what happens in a browser is in ``tests/browser/test_header.py``."""
    assert issubclass(PageRequests, script_runner.ScriptRequests)
    for kind, page in ((ScriptRequests, "left"), (PageRequests, "new")):
        requests = kind()
        requests.request_rerun(RerunData(page_script_hash="new", query_string="as_of=2025-07-12"))
        requests.request_rerun(RerunData(page_script_hash="left", fragment_id="clock"))
        joined = requests.on_scriptrunner_ready().rerun_data
        assert joined.page_script_hash == page, "Streamlit keeps to the new page now: this half of the seam can go"
        assert not joined.fragment_id_queue


def test_a_run_waits_until_the_one_before_is_done_with() -> None:
    """``ui/streamlit_requests.py``: what a stopped run has sent is thrown away once another runner is the session's."""
    assert "_create_scriptrunner" in AppSession.request_rerun.__code__.co_names
    session = Mock(spec=Session, _scriptrunner=Mock(), _state=AppSessionState.APP_NOT_RUNNING, _event_loop=Mock())
    asked = RerunData(fragment_id="bands")
    Session._create_scriptrunner(session, asked)
    _, later, told = session._event_loop.call_later.call_args.args
    assert (later, told) == (session._ask_again, asked), "a second runner beside the first"
    for accepts, begun in ((True, 0), (False, 1)):
        session._scriptrunner.request_rerun.return_value = accepts
        Session._ask_again(session, asked)
        assert session._create_scriptrunner.call_count == begun
    session._scriptrunner = None
    Session._ask_again(session, asked)
    assert session._create_scriptrunner.call_count == 2
    session._state = AppSessionState.SHUTDOWN_REQUESTED
    Session._ask_again(session, asked)
    assert session._create_scriptrunner.call_count == 2


def finished(fragment: str, status: int = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY) -> ForwardMsg:
    """What a browser hears when the run of a fragment has ended."""
    message = ForwardMsg(script_finished=status)
    message.metadata.run.fragment_ids.append(fragment)
    return message


def test_the_end_of_a_fragments_run_is_told_as_it_was_where_that_of_another_begins() -> None:
    """``ui/streamlit_requests.py``: told that it was broken off, the browser keeps what the run has left out."""
    early, done = ForwardMsg.FINISHED_EARLY_FOR_RERUN, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
    for kind, rows in ((AppSession, early), (Session, done)):
        for begins, expected in (
            (["chart"], [rows, early]),
            (["rows", "chart"], [early, early]),
            (None, [early, early]),
        ):
            session = Mock(spec=kind, _browser_queue=ForwardMsgQueue())
            for message in (finished("rows"), finished("rows", early)):
                session._browser_queue.enqueue(message)
            kind._clear_queue(session, begins)
            told = [message.script_finished for message in session._browser_queue.flush()]
            assert told == expected, (kind, begins)


def test_the_themes_of_every_run_are_those_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """``ui/streamlit_themes.py``: with another name each run would make its themes anew, as before."""
    assert "_populate_theme_msg" in AppSession._create_new_session_message.__code__.co_names
    read_settings()
    made_anew = app_session._populate_theme_msg
    monkeypatch.setattr(app_session, "_populate_theme_msg", made_anew)
    make_themes_once()
    themes = []
    for fill in (made_anew, app_session._populate_theme_msg):
        theme = CustomThemeConfig()
        for part, section in (
            (theme, "theme"),
            (theme.light, "theme.light"),
            (theme.dark, "theme.dark"),
            (theme.sidebar, "theme.sidebar"),
        ):
            fill(part, section)
        themes.append(theme.SerializeToString(deterministic=True))
    assert themes[0] == themes[1] != b""


def test_the_state_of_a_component_is_what_streamlit_says_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """``ui/streamlit_component_state.py``: with another name a class is made at each reading, as before."""
    assert "make_bidi_component_presenter" in unwrap(main.BidiComponentMixin._bidi_component).__code__.co_names
    monkeypatch.setattr(main, "make_bidi_component_presenter", make_bidi_component_presenter)
    present_plainly()
    told = {"event": "go", "value": {"do": "take_away"}}
    for reports in (None, [], [told, {"event": "settled", "value": 1}], told):
        state = MagicMock()
        state._new_widget_state.widget_metadata.get.return_value.value_type = "json_trigger_value"
        state._new_widget_state.__getitem__.return_value = reports
        for value in ({}, {"kept": 2}, None):
            given = [
                make("id", "component", {"go"})(value, state)  # type: ignore[operator]
                for make in (make_bidi_component_presenter, main.make_bidi_component_presenter)  # type: ignore[attr-defined]
            ]
            assert given[0] == given[1]


def test_nothing_else_leans_on_the_insides() -> None:
    leaning = [
        str(path.relative_to(ROOT))
        for path in FILES
        if path not in SEAMS and path.suffix in {".py", ".mjs", ".css"}
        if INSIDE.search(path.read_text(encoding="utf-8"))
    ]
    assert not leaning, leaning


def test_no_button_is_filled_with_the_accent() -> None:
    """Streamlit writes white on it, which nobody reads on the light accent of the dark theme."""
    filled = [path.name for path in FILES if path.suffix == ".py" and 'type="primary"' in path.read_text("utf-8")]
    assert not filled
