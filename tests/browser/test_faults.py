"""What goes wrong while people look: each fault is told, nothing is lost, no stack trace is shown, and it mends."""

from __future__ import annotations

import ast
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from atlas_page import (
    address,
    go_to_day,
    open_atlas,
    shown_day,
    slider,
    status_and_stage,
    wait_for_address,
    wait_for_day,
    wait_for_instrument,
    wait_for_map,
    wait_for_shown_day_in_address,
    wait_for_status,
    wait_until_settled,
)
from pages import text_without_trace, wait_until_idle
from playwright.sync_api import Page, Route, expect
from servers import READY_WITHIN_S, ROOT, free_port, health
from waiting import poll, poll_equal

# The server.

GONE = ["ERR_", "WebSocket", "Failed to fetch", "status of 404", "when disconnected", "Client Error", "still running"]
"""What the console may say while the server is away."""
NOTICE = ".ess.header .notice"
DIALOG_AFTER_MS = 4000
"""After how long Streamlit has opened its dialog about a server that is away."""


class Process:
    """The product on a port that stays the same over a kill and a new start."""

    def __init__(self, folder: Path) -> None:
        self.port, self.output = free_port(), folder / "output.txt"
        self.url = f"http://localhost:{self.port}"
        self.start()

    def start(self) -> None:
        streamlit = Path(sys.executable).with_name("streamlit")
        with self.output.open("ab") as sink:
            self.running = subprocess.Popen(
                [str(streamlit), "run", "dashboard/app.py", "--server.port", str(self.port)],
                cwd=ROOT,
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
        until = time.monotonic() + READY_WITHIN_S
        while time.monotonic() < until and self.running.poll() is None:
            try:
                health(self.url)
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"the server did not come up:\n{self.output.read_text(errors='replace')}")

    def kill(self) -> None:
        self.running.send_signal(signal.SIGKILL)
        self.running.wait(15)


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    running = Process(tmp_path)
    yield running
    running.kill()


def test_a_server_killed_and_restarted_mid_scrub(new_page: Callable[..., Page], process: Process, guard: Any) -> None:
    guard.expected += GONE
    other = new_page(base=process.url)
    open_atlas(other)
    go_to_day(other, "2025-07-18")
    wait_until_settled(other)
    wait_for_address(other, as_of="2025-07-18")
    page = new_page(base=process.url)
    frame = open_atlas(page, "as_of=2025-12-26&focus=LTU&states=FIN,LTU,POL")
    wait_until_settled(page)
    page.get_by_label("Speed", exact=True).select_option("slow")
    slider(page).focus()
    page.keyboard.press("Space")
    frame.wait_for_function("document.documentElement.dataset.asOf > '2025-12-26'")
    process.kill()
    here = shown_day(frame)
    frame.wait_for_function("(day) => document.documentElement.dataset.asOf > day", arg=here)
    page.evaluate("window.essStore.timeline.pause()")
    before = page.evaluate("window.essStore.day")
    page.evaluate("window.essStore.setDay(window.essStore.day - 60)")  # nobody to hear it
    frame.wait_for_function(
        "(day) => Math.round(Date.parse(document.documentElement.dataset.asOf) / 864e5) < day", arg=before
    )
    left_on = shown_day(frame)
    wait_for_address(page, as_of=left_on, focus="LTU", states="FIN,LTU,POL")
    expect(page.locator(NOTICE)).to_contain_text("No answer from the server.")
    page.wait_for_timeout(DIALOG_AFTER_MS)
    expect(page.get_by_text("Is Streamlit still running?")).not_to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(1)
    expect(page.get_by_test_id("stStatusWidget")).to_be_hidden()
    text_without_trace(page)
    process.start()
    page.wait_for_function(
        """() => document.querySelector('[data-testid="stApp"]').dataset.testConnectionState === "CONNECTED" """,
    )
    wait_until_idle(page)
    expect(page.locator(NOTICE)).to_be_empty()
    wait_for_address(page, as_of=left_on, focus="LTU")
    frame = wait_for_map(page)
    wait_for_day(frame, left_on)
    poll(page, lambda: status_and_stage(frame, "LTU")[0], bool)
    expect(page.locator(".ess.side .card h2")).to_have_text("Lithuania")
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    wait_until_settled(page)
    poll(page, lambda: address(page)["as_of"], lambda day: day != left_on)
    text_without_trace(page)
    # Another reader, who was away meanwhile, comes back and finds the view.
    other.reload()
    frame = wait_for_map(other)
    wait_for_day(frame, "2025-07-18")
    wait_for_status(frame, UKR=("state-party", "suspension-notified"))


def test_without_cookies_the_map_works_and_the_page_of_files_says_why_not(
    new_page: Callable[..., Page], guard: Any
) -> None:
    guard.expected.append("status of 404")  # Streamlit looks for its server below the page's own address first
    page = new_page()
    page.add_init_script("Object.defineProperty(Document.prototype, 'cookie', { get: () => '', set: () => {} })")
    open_atlas(page)
    expect(page.locator(NOTICE)).to_be_empty()
    page.goto("/own_rows")
    expect(page.locator(NOTICE)).to_contain_text("No file can be sent without this page's one cookie")


# The clock.

WALL = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("time", "time"),
    ("time", "localtime"),
    ("time", "gmtime"),
}
MAY_ASK = {"app.py"}
"""Files that may read the clock on the wall: the entry lends the day, by which a reading of a lens is overdue."""


def test_nothing_asks_what_day_it_is() -> None:
    asked = []
    for folder in ("dashboard", "data", "geo"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    of = node.func.value
                    name = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
                    if (name, node.func.attr) in WALL and path.name not in MAY_ASK:
                        asked.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    for path in sorted((ROOT / "dashboard" / "browser" / "parts").glob("*.mjs")):
        code = path.read_text(encoding="utf-8")
        asked += [f"{path.name}: {found}" for found in re.findall(r"Date\.now\(\)|new Date\(\)", code)]
    assert not asked


@pytest.mark.parametrize("now", ["1970-01-01T00:00:01Z", "2099-12-31T23:59:59Z"])
def test_a_browser_whose_clock_is_wrong(page: Page, now: str) -> None:
    page.add_init_script(
        f"""(() => {{ const shift = Date.parse("{now}") - Date.now(); const Real = Date;
            globalThis.Date = class extends Real {{
                constructor(...given) {{ given.length ? super(...given) : super(Real.now() + shift); }}
                static now() {{ return Real.now() + shift; }} }}; }})()"""
    )
    frame = open_atlas(page)
    wait_for_day(frame, "2026-10-02")
    expect(page.locator(".timeline")).to_contain_text("record ends 2 October 2026")
    slider(page).focus()
    page.keyboard.press("ArrowLeft")
    wait_until_settled(page)
    poll(page, lambda: shown_day(frame), lambda day: day < "2026-10-02")
    text_without_trace(page)


def test_a_clock_that_jumps_while_a_page_is_open(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-12-26")
    wait_until_settled(page)
    for shift in (10**11, -(10**11)):
        page.evaluate(
            f"""() => {{ const Real = window.RealDate ??= Date;
                window.Date = class extends Real {{
                    constructor(...given) {{ given.length ? super(...given) : super(Real.now() + {shift}); }}
                    static now() {{ return Real.now() + {shift}; }} }}; }}"""
        )
        slider(page).focus()
        page.keyboard.press("ArrowRight")
        wait_until_settled(page)
    poll(page, lambda: shown_day(frame), lambda day: day > "2026-01-01")
    text_without_trace(page)


# The disk.


def run_export(arguments: list[str], *, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command; with ``limit`` no file can grow beyond so many bytes, as on a full disk."""

    def limited() -> None:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "dashboard.export", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "MPLCONFIGDIR": os.environ.get("MPLCONFIGDIR", "/tmp")},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
        preexec_fn=limited,
    )


@pytest.mark.parametrize("form", ["svg", "html"])
def test_a_full_disk_leaves_the_earlier_file_whole(tmp_path: Path, form: str) -> None:
    out = tmp_path / f"view.{form}"
    out.write_text("the earlier file", encoding="utf-8")
    done = run_export([form, "--out", str(out)], limit=20_000)
    assert done.returncode == 1, done.stderr
    assert "nothing written" in done.stderr
    assert "Traceback" not in done.stderr
    assert out.read_text(encoding="utf-8") == "the earlier file"
    assert [one.name for one in tmp_path.iterdir()] == [out.name], "something is left behind"


def test_a_device_without_room_is_named(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    out = tmp_path / "view.svg"
    out.symlink_to("/dev/full")  # by a link, so that no fault of ours can replace the device itself
    done = run_export(["svg", "--out", str(out)])
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert str(out) in done.stderr
    assert out.is_symlink()
    assert Path("/dev/full").is_char_device()


# Tabs and requests.


def test_two_tabs_keep_their_own_days(new_page: Callable[..., Page]) -> None:
    one = new_page()
    two = one.context.new_page()
    first, second = open_atlas(one, "as_of=2025-12-26"), open_atlas(two, "as_of=2025-07-12&instrument=ccm")
    wait_until_settled(one)
    wait_until_settled(two)
    for _ in range(3):
        one.bring_to_front()
        slider(one).focus()
        one.keyboard.press("ArrowRight")
        wait_until_settled(one)
    poll_equal(two, lambda: (shown_day(second), address(two)["as_of"]), ("2025-07-12", "2025-07-12"))
    two.bring_to_front()
    go_to_day(two, "2025-03-06")
    wait_until_settled(two)
    poll(one, lambda: shown_day(first), lambda day: day > "2025-12-26")
    assert address(one).get("instrument") is None
    expect(second.locator("html")).to_have_attribute("data-instrument", "ccm")
    expect(first.locator("html")).to_have_attribute("data-instrument", "apmbc")
    one.bring_to_front()
    one.reload()
    wait_for_shown_day_in_address(one, wait_for_map(one))
    two.reload()
    wait_for_day(wait_for_instrument(two, "ccm"), "2025-03-06")
    assert shown_day(wait_for_map(one)) > "2025-12-26"


BUNDLE = re.compile(r"/bundle/[^/]+/[\w-]+\.json$")
FACTS = re.compile(r"/bundle/[^/]+/[\w-]+/facts\.json$")
PART = re.compile(r"/assets/[^/]+/parts\.mjs$")
SHAPES = re.compile(r"/assets/[^/]+/europe\.geojson$")


def abort_request(route: Route) -> None:
    route.abort("connectionfailed")


def answer_503(route: Route) -> None:
    route.fulfill(status=503, body="no")


def answer_half(route: Route) -> None:
    route.fulfill(status=200, content_type="application/json", body='{"instrument": {"id"')


def test_a_record_that_does_not_come_is_told_and_asked_for_again(page: Page, guard: Any) -> None:
    guard.expected += ["ERR_", "status of 503"]
    faults = [abort_request, answer_503, answer_half]
    asked: list[Route] = []

    def answer(route: Route) -> None:
        asked.append(route)
        faults[min(len(asked), len(faults)) - 1](route)

    page.route(BUNDLE, answer)
    page.goto("/?as_of=2025-12-27")
    told = page.locator(".headline .trouble")
    expect(told).to_contain_text("could not be loaded")
    expect(told).to_be_visible()
    expect(page.locator(".headline h1")).to_have_text("The record is not here yet")
    expect(page.get_by_role("heading", name="Acts, events and announcements up to")).to_be_visible()
    text_without_trace(page)
    poll(page, lambda: len(asked), lambda times: times > len(faults))
    expect(told).to_be_visible()
    page.unroute(BUNDLE)
    frame = wait_for_map(page)
    wait_for_day(frame, "2025-12-27")
    expect(told).to_be_hidden()


def test_facts_that_do_not_come_are_told_on_the_card(page: Page, guard: Any) -> None:
    guard.expected.append("ERR_")
    page.route(FACTS, abort_request)
    frame = open_atlas(page, "as_of=2025-12-27&focus=LTU")
    expect(page.locator(".ess.side .card")).to_contain_text("The facts could not be loaded")
    expect(page.locator(".ess.side .card h2")).to_have_text("Lithuania")
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    wait_for_day(frame, "2026-01-10")
    page.unroute(FACTS)
    page.get_by_label("Find a State").fill("Finland")
    expect(page.locator(".ess.side .card [data-fact]").first).to_be_visible()


def test_a_script_that_does_not_come_is_told(page: Page, guard: Any) -> None:
    guard.expected += ["ERR_", "Failed to fetch dynamically imported module"]
    page.route(PART, abort_request)
    page.goto("/")
    lost = page.locator(".st-key-cell_head, .st-key-cell_legend, .st-key-cell_side, .st-key-cell_time")
    expect(lost.get_by_text("This part of the page could not be loaded")).to_have_count(4)
    for one in lost.get_by_text("This part of the page could not be loaded").all():
        expect(one).to_be_visible()
    text_without_trace(page)


def test_shapes_that_do_not_come_are_told_in_the_map(page: Page, guard: Any) -> None:
    guard.expected.append("ERR_")
    page.route(SHAPES, abort_request)
    page.goto("/?as_of=2025-12-27")
    expect(page.frame_locator("iframe").first.get_by_text("The shapes of the map could not be read")).to_be_visible()
    expect(page.locator(".headline h1")).to_contain_text("27 December 2025")
    text_without_trace(page)
