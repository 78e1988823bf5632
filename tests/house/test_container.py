"""The container: its files are read for what must hold, nginx checks its own, an engine runs it where there is one."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PROCESSES = [one for one in SERVICES.values() if "build" in one]
FRONT = SERVICES["front"]
WITH_OPENSSL = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def instructions(word: str) -> list[str]:
    """What stands after ``word`` in the Dockerfile, lines that go on joined."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^\s*{word}\s+(.+)$", joined, re.MULTILINE)


def test_the_image_is_slim_has_no_rights_and_tells_its_health() -> None:
    assert all(re.match(r"python:3\.11-slim\b", one) for one in instructions("FROM"))
    assert instructions("USER") == ["10001:10001"]
    assert DOCKERFILE.index("\nUSER") < DOCKERFILE.index("\nCMD")
    command = json.loads(re.search(r"HEALTHCHECK[^[]*(\[.*\])", DOCKERFILE.replace("\\\n", ""))[1])  # type: ignore[index]
    assert command[:2] == ["python", "-c"]
    compile(command[-1], "HEALTHCHECK", "exec")
    assert json.loads(instructions("CMD")[-1])[:3] == ["python", "-m", "dashboard"]


def test_the_image_holds_the_product_and_nothing_else() -> None:
    kept = (ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert "*" in kept
    names = {line[1:] for line in kept if line.startswith("!")}
    copied = {one.split()[0] for one in instructions("COPY") if "--from" not in one}
    assert copied == names == {"requirements.txt", "dashboard", "data", "geo"}
    assert all((ROOT / name).exists() for name in names)


def test_two_processes_stand_behind_nginx_and_nothing_can_be_written() -> None:
    assert len(PROCESSES) == 2
    for service in SERVICES.values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["user"].split(":")[0] not in ("", "0", "root")
        assert "/tmp" in service["tmpfs"]
    for process in PROCESSES:
        assert "ports" not in process, "only nginx is asked from outside"
        assert process["environment"]["ESS_PROXIES"] == "${ESS_PROXIES:-1}"
        assert process["environment"]["ESS_PUBLIC_URL"].startswith("${ESS_PUBLIC_URL:-http")
        assert process["environment"]["STREAMLIT_SERVER_COOKIE_SECRET"] is None, "as the operator gives it"
        [(volume, folder)] = [one.split(":") for one in process["volumes"]]
        assert volume in COMPOSE["volumes"]
        assert process["environment"]["ESS_REPORTS_FILE"].startswith(f"{folder}/")
        assert f"--owner 10001 --group 10001 --mode 700 {folder}" in DOCKERFILE, "the one folder that can be written"
    assert {one["condition"] for one in FRONT["depends_on"].values()} == {"service_healthy"}


def certify(folder: Path) -> None:
    """The configuration for TLS with a certificate made for it, in a folder of their own."""
    folder.mkdir()
    shutil.copy(ROOT / "dashboard/deploy/nginx_tls.conf", folder)
    names = ["-keyout", folder / "key.pem", "-out", folder / "certificate.pem", "-subj", "/CN=localhost"]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    subprocess.run(["openssl", "req", "-x509", "-nodes", *curve, *names], check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
@pytest.mark.parametrize("certified", [False, pytest.param(True, marks=WITH_OPENSSL)], ids=["plain", "tls"])
def test_nginx_takes_the_configuration_as_compose_changes_it(tmp_path: Path, certified: bool) -> None:
    shell, flag, script = FRONT["command"]
    made = tmp_path / "nginx.conf"
    change = script.partition("&&")[0].replace("/etc/ess/nginx.conf", str(ROOT / "dashboard/deploy/nginx.conf"))
    subprocess.run([shell, flag, change.replace("/tmp/nginx.conf", str(made))], check=True)
    text = made.read_text(encoding="utf-8")
    names = re.findall(r"server (\S+):8501 max_fails", text)
    assert names == [name for name, one in SERVICES.items() if "build" in one]
    assert "listen 8080;" in text
    assert FRONT["ports"][0].endswith(":8080")
    for name in names:  # known among containers alone
        text = text.replace(f"{name}:8501", "127.0.0.1:8501")
    made.write_text(text, encoding="utf-8")
    if certified:
        certify(tmp_path / "tls")
    told = subprocess.run(
        ["nginx", "-t", "-p", str(tmp_path), "-c", str(made), "-e", "stderr"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr


def compose(*words: str) -> subprocess.CompletedProcess[str]:
    """``docker compose`` in the repository."""
    command = ["docker", "compose", "--project-name", "ess-test", *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_one_command_runs_it() -> None:
    if shutil.which("docker") is None or compose("ps").returncode:
        pytest.skip("read only: no container engine with compose answers on this machine")
    try:
        up = compose("up", "--build", "--wait")
        assert up.returncode == 0, up.stderr
        with urllib.request.urlopen("http://localhost:8080/health", timeout=10) as answer:
            assert json.load(answer)["status"] == "ok"
    finally:
        compose("down", "--volumes")
