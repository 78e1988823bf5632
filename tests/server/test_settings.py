"""What the product promises before any request comes: its policy, its settings, and no secret in its files."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from dashboard.server.headers import CONTENT_POLICY, frame_ancestors

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
LOCAL = {"'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:", "{ancestors}"}
SECRETS = {
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "cloud key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "forge token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,}|glpat-[\w-]{20,})"),
    "chat token": re.compile(r"\bxox[abprs]-[0-9A-Za-z-]{10,}"),
    "api key": re.compile(r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)[-_][0-9A-Za-z_-]{16,}"),
    "signed token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    "password in an address": re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s/:@\"'{}<>]+:[^\s/@\"'{}<>]+@[\w.-]+"),
    "assignment": re.compile(
        r"(?i)\b(?:password|passwd|secret|api_?key|access_?token)\s*[=:]\s*['\"][^'\"\s]{8,}['\"]"
    ),
}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout: no list of files")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_the_policy_names_no_host() -> None:
    for rule in CONTENT_POLICY.split(";"):
        name, *values = rule.split()
        assert set(values) <= LOCAL, (name, values)
    assert "object-src 'none'" in CONTENT_POLICY
    assert "default-src 'self'" in CONTENT_POLICY


@pytest.mark.parametrize(
    ("given", "policy"),
    [
        (None, "'self'"),
        ("", "'self'"),
        ("  ", "'self'"),
        ("'self'", "'self'"),
        ("'none'", "'none'"),
        ("https://example.org", "'self' https://example.org"),
        ("https://*.example.org:8443 http://localhost", "'self' https://*.example.org:8443 http://localhost"),
        ("https://a.example https://a.example", "'self' https://a.example"),
    ],
)
def test_hosts_that_may_embed_the_pages(given: str | None, policy: str) -> None:
    assert frame_ancestors(given) == policy


@pytest.mark.parametrize(
    "given",
    [
        "*",
        "nonsense",
        "example.org",
        "https://example.org; script-src *",
        "https://example.org,https://b.example",
        "https://example.org/path",
        "https://example.org\r\nX-Evil: 1",
        "'none' https://example.org",
        "javascript:alert(1)",
        "https://*",
        "https://exa mple",
        "data:",
        "https://пример.example",
    ],
)
def test_a_slip_cannot_write_the_policy(given: str) -> None:
    with pytest.raises(ValueError, match="ESS_FRAME_ANCESTORS"):
        frame_ancestors(given)


def test_settings_of_the_server() -> None:
    server, client = SETTINGS["server"], SETTINGS["client"]
    assert server["enableXsrfProtection"] is True
    assert server.get("enableCORS", True) is True
    assert server.get("enableStaticServing", False) is False
    assert server.get("enableAgentApi", False) is False
    assert 0 < server["maxUploadSize"] <= 10
    assert client["showErrorDetails"] == "none"
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert "secrets" not in SETTINGS


def test_settings_hold_in_the_library_too() -> None:
    from streamlit import config

    from dashboard.ui.streamlit_settings import read_settings, refuse_other_settings

    read_settings()
    refuse_other_settings()
    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("server.enableXsrfProtection") is True
    assert config.get_option("server.enableCORS") is True
    assert config.get_option("server.enableStaticServing") is False
    assert config.get_option("server.enableAgentApi") is False


def test_no_secret_in_any_file() -> None:
    found = []
    for path in tracked():
        if not path.is_file() or path.stat().st_size > 20_000_000:
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {name}" for name, pattern in SECRETS.items() if pattern.search(text)]
        assert path.name not in {".env", "secrets.toml", "id_rsa", ".netrc", ".pypirc"}, path
        assert path.suffix not in {".pem", ".key", ".p12", ".pfx", ".pickle", ".pkl"}, path
    assert not found


def test_nothing_runs_text_as_code() -> None:
    """No eval, exec, pickle, shell or unsafe HTML in the product."""
    wrong = []
    for folder in ("dashboard", "data", "geo"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                place = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
                if isinstance(node, ast.Call):
                    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                    if isinstance(node.func, ast.Name) and name in {"eval", "exec", "compile", "__import__"}:
                        wrong.append(f"{place}: {name}")
                    for keyword in node.keywords:
                        if keyword.arg in {"unsafe_allow_html", "shell", "unsafe_allow_javascript"}:
                            wrong.append(f"{place}: {keyword.arg}")
                elif isinstance(node, ast.Import) and {alias.name.split(".")[0] for alias in node.names} & {
                    "pickle",
                    "marshal",
                    "shelve",
                }:
                    wrong.append(f"{place}: pickle")
    assert not wrong


def test_no_part_of_the_browser_calls_out_or_runs_text() -> None:
    for path in sorted((ROOT / "dashboard" / "browser" / "parts").glob("*.mjs")):
        code = path.read_text(encoding="utf-8")
        hosts = set(re.findall(r"https?://([\w.-]+)", code)) - {"www.w3.org"}
        assert not hosts, (path.name, hosts)
        assert not re.search(r"\beval\(|new Function\(|document\.write|insertAdjacentHTML|outerHTML\s*=", code), (
            path.name
        )


IN_FORCE = f"""
import socket, sys
sys.path.insert(0, {str(ROOT)!r})
import dashboard.app
from streamlit import config
from streamlit.web import bootstrap
from streamlit.web.server.server_util import is_url_from_allowed_origins
def refuse(host, *_):
    raise SystemExit("asked for " + str(host))
socket.getaddrinfo = refuse
assert not is_url_from_allowed_origins("https://elsewhere.example")
bootstrap._print_url(False)
options = ("server.maxUploadSize", "client.toolbarMode", "client.showErrorDetails", "browser.gatherUsageStats")
print([config.get_option(one) for one in options])
"""


def test_the_settings_hold_from_any_folder_and_no_host_is_asked(tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text("[server]\nmaxUploadSize = 500\n", encoding="utf-8")
    asked = subprocess.run([sys.executable, "-c", IN_FORCE], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "URL: http://localhost:8501" in asked.stdout
    assert asked.stdout.endswith("\n[10, 'viewer', 'none', False]\n")


@pytest.mark.parametrize(
    "against",
    [("client.showErrorDetails", "full"), ("client.toolbarMode", "developer"), ("server.maxUploadSize", "200")],
)
def test_the_start_stops_where_the_settings_do_not_hold(tmp_path: Path, against: tuple[str, str]) -> None:
    command = [sys.executable, str(ROOT / "dashboard"), f"--{against[0]}", against[1]]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode
    assert f"config.toml are not in force ({against[0]} must be " in ended.stdout + ended.stderr


def test_the_entry_run_by_itself_says_how_to_start() -> None:
    ended = subprocess.run(
        [sys.executable, str(ROOT / "dashboard" / "app.py")], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "start with `streamlit run " in ended.stderr


def test_a_public_address_that_cannot_be_ends_the_start_in_one_line(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "dashboard"), "--server.port", "0"]
    settings = os.environ | {"ESS_PUBLIC_URL": "example.org"}
    ended = subprocess.run(command, cwd=tmp_path, env=settings, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode
    assert "ESS_PUBLIC_URL: 'example.org' is not an address written https://host" in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr
