"""Ten tasks of an analyst, each from a question to what can be cited or taken away."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from analyst_page import (
    close_popover,
    download,
    download_with_uploads,
    go_by_navigation,
    listed_ids,
    open_page,
    open_popover,
    press,
    query_of,
    search,
    wait_for_ids,
    wait_for_query,
)
from atlas_page import open_atlas, wait_for_day, wait_for_map, wait_for_status
from playwright.sync_api import Page, expect
from waiting import poll, poll_equal, resting_box

from dashboard.domain.announcements import SlipKind
from dashboard.domain.compare import Side, differences
from dashboard.domain.folding import fold
from dashboard.domain.grades import in_words
from dashboard.domain.groups import Group
from dashboard.domain.lenses import lens_of, lenses_of
from dashboard.domain.selection import Selection
from dashboard.store.dataset import shelf
from dashboard.store.uploads import template
from dashboard.tables.rows import rows_of
from data.event_schema import Activity
from data.source_schema import Grade

WIRE = "untc-xxvi-5"
GOOD = f"apmbc-nor-9,apmbc,NOR,withdrawal,2026-07-01,day,2027-01-01,day,stated,full,,,,,single,single,,,{WIRE},{WIRE}\n"
BAD = GOOD.replace("2027-01-01", "2026-12-01")


def wait_for_differing_states(page: Page, expected: list[str]) -> None:
    """Wait until the list of what differs is of these States, in whatever order."""
    rows = page.locator(".changed tr[data-state]")
    states = "rows => rows.map((row) => row.dataset.state).sort()"
    poll_equal(page, lambda: rows.evaluate_all(states), sorted(expected))


def frame_of(path: Path) -> pd.DataFrame:
    """Rows of a downloaded CSV, as text; lines before the header say what they are."""
    lines = [line for line in path.read_text(encoding="utf-8-sig").splitlines() if not line.startswith("#")]
    return pd.read_csv(io.StringIO("\n".join(lines)), dtype=str, keep_default_na=False)


def test_1_slipped_production_at_the_russian_border_as_csv(page: Page, tmp_path: Path) -> None:
    """Every production announcement by States bordering Russia or Belarus that slipped, with sources."""
    open_atlas(page)
    go_by_navigation(page, "Events")
    open_popover(page, "All States")
    press(page, "Groups", "groups", "border", "bordering Russia or Belarus")
    close_popover(page)
    open_popover(page, "Filters")
    page.get_by_role("dialog").locator("label", has_text="All treaties").click()
    wait_for_query(page, "every_instrument", "yes")
    press(page, "Activity", "activities", "production", "production")
    press(page, "How the announced date moved", "moved", "later", "later")
    press(page, "Grade of the best source", "grades", "A,B,C,D,E", "D", "E")
    close_popover(page)
    wanted = rows_of(
        shelf.current().index,
        Selection(
            groups=frozenset({Group.BORDER}),
            activities=frozenset({Activity.PRODUCTION}),
            moved=frozenset({SlipKind.LATER}),
            grades=frozenset(Grade),
            every_instrument=True,
        ),
    ).rows
    assert [row.id for row in wanted]
    found = frame_of(download(page, "CSV", tmp_path))
    assert sorted(found["id"]) == sorted(row.id for row in wanted)
    wait_for_ids(page, found["id"])
    assert {"pl-p-2025-12-zalewski", "lv-p-2026-02-at-plant"} <= set(found["id"])
    assert (found["slip_days"].astype(int) > 0).all()
    assert (found["sources"] != "").all()
    assert found["first_url"].str.startswith("http").all()
    assert dict(zip(found["id"], found["slip_days"], strict=True))["pl-p-2025-12-zalewski"] == "184"


def check_name_without_accents(page: Page) -> None:
    """2: a name is found without its accents."""
    everything = page.locator("table.events").get_attribute("aria-rowcount")
    plain = [row.id for row in rows_of(shelf.current().index, Selection(every_instrument=True, text="nauseda")).rows]
    assert plain
    search(page, "nauseda")
    wait_for_ids(page, plain)
    poll(page, page.locator("table.events tbody tr").all_inner_texts, lambda shown: "nauseda" in fold(" ".join(shown)))
    search(page, "Nausėda")
    wait_for_ids(page, plain)
    search(page, "")
    expect(page.locator("table.events")).to_have_attribute("aria-rowcount", str(everything))


def check_weak_rows(page: Page) -> None:
    """4: weak rows are hidden until asked for."""
    index = shelf.current().index
    usual = rows_of(index, Selection(every_instrument=True))
    every = rows_of(index, Selection(every_instrument=True, grades=frozenset(Grade)))
    assert usual.hidden > 0
    expect(page.get_by_text(in_words(usual.hidden_grades))).to_be_visible()
    expect(page.get_by_text(f"{len(usual.rows)} rows", exact=True)).to_be_visible()
    open_popover(page, "Filters")
    press(page, "Grade of the best source", "grades", "A,B,C,D,E", "D", "E")
    close_popover(page)
    expect(page.get_by_text(f"{len(every.rows)} rows", exact=True)).to_be_visible()
    expect(page.get_by_text("of grade D")).to_have_count(0)


def test_2_and_4_among_all_rows(page: Page, subtests: pytest.Subtests) -> None:
    open_page(page, "events", "every_instrument=yes")
    for check in (check_name_without_accents, check_weak_rows):
        with subtests.test(check.__doc__):
            check(page)


def test_3_the_evidence_of_a_row_by_keyboard_alone(page: Page) -> None:
    open_page(page, "events", "q=fi-p-2026-02-end2027&every_instrument=yes&grades=A,B,C,D,E")
    first = page.locator("table.events tbody td.what").first
    first.focus()
    page.keyboard.press("Enter")
    card = page.locator(".evidence-pane article")
    expect(card).to_have_attribute("data-fact", listed_ids(page)[0])
    open_page(page, "events", "kinds=announcement&states=FIN&every_instrument=yes&moved=same")
    wait_for_ids(page, ["fi-p-2026-02-end2027"])
    page.locator("table.events tbody td.what").first.focus()
    page.keyboard.press("Enter")
    expect(card).to_have_attribute("data-fact", "fi-p-2026-02-end2027")
    for part in ("Who", "Said on", "known to the", "Start as stated", "Replaces", "Our note", "Sources"):
        expect(card).to_contain_text(part)
    expect(card.locator(".sources .grade").first).to_be_attached()
    expect(card.locator(".sources a").first).to_have_attribute("href", re.compile("^http"))
    wait_for_query(page, "focus", "FIN")
    card.locator("button.row").first.click()
    expect(card).to_have_attribute("data-fact", "fi-p-2026-01-first-2027")
    expect(card).to_contain_text("a different milestone")


def test_5_from_a_cell_of_the_matrix_to_the_map(page: Page) -> None:
    open_page(page, "matrix", "as_of=2025-12-26&columns=apmbc,ccm,tpnw,cfe,open-skies,north-atlantic")
    cells = page.locator('table[role="grid"] td')
    index = shelf.current().index
    expect(cells).to_have_count(len(index.countries) * 6)
    box = resting_box(page.locator(".matrix .panels"))
    assert box["y"] + box["height"] <= 900, "the whole picture stands on one screen"
    cell = page.locator('td[data-key="LTU apmbc"]')
    expect(cell).to_have_attribute("data-class", "exit-deposited")
    page.locator('td[data-key="LVA apmbc"]').focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    wait_for_query(page, "focus", "LTU")
    panel = page.locator('article[data-state="LTU"]')
    expect(panel).to_contain_text("exit deposited, notice running")
    expect(panel).to_contain_text("Notice of withdrawal")
    page.locator('td[data-key="LTU ccm"]').click()
    wait_for_query(page, "instrument", "ccm")
    expect(panel).to_contain_text("withdrawn")
    panel.get_by_role("button", name="See it on the map").click()
    frame = wait_for_map(page)
    wait_for_day(frame, "2025-12-26")
    expect(frame.locator("html")).to_have_attribute("data-instrument", "ccm")
    wait_for_status(frame, LTU=("withdrawn", "none"))
    expect(page.get_by_role("heading", name="Lithuania", exact=True, level=2)).to_be_visible()


def test_5_every_lens_is_a_column_whose_head_can_be_read(page: Page) -> None:
    open_page(page, "matrix", "focus=UKR")
    index = shelf.current().index
    lenses = lenses_of(index)
    expect(page.locator('table[role="grid"] td[data-class]')).to_have_count(len(index.countries) * len(lenses))
    grid = page.locator(".matrix .many")
    poll_equal(page, lambda: grid.evaluate("node => node.scrollWidth <= node.clientWidth"), True)  # cut at the right
    heads = page.locator(".matrix thead tr:last-child th:not(:first-child)")
    expect(heads).to_have_count(len(lenses))
    cut = (
        "heads => heads.filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)"
    )
    assert not heads.evaluate_all(f"heads => ({cut})(heads).map(one => one.textContent)")
    expect(page.locator('td[data-key="UKR spending"]')).to_have_text("39.56○")
    expect(page.locator('td[data-key="SWE conscription"]')).to_have_attribute("data-class", "selective")
    grid.evaluate("node => node.scrollTo(0, 400)")
    box, head = resting_box(grid), resting_box(heads.first)
    assert head["y"] - box["y"] < 60, "the heads stay in view"
    page.locator('td[data-key="SWE conscription"]').click()
    wait_for_query(page, "lens", "conscription")
    expect(page.locator('article[data-state="SWE"]')).to_contain_text("selective draft since 1 January 2018")


def test_5_several_conditions_at_once_name_the_rows_they_rest_on(page: Page) -> None:
    open_page(page, "matrix", "where=apmbc:withdrawn,ccw-ap2:bound")
    expect(page.locator("body")).to_contain_text("5 States on 2 October 2026")
    rows = page.locator(".matches tr[data-state]")
    expect(rows).to_have_count(10)
    for iso3 in ("EST", "FIN", "LTU", "LVA", "POL"):
        expect(page.locator(f'.matches tr[data-state="{iso3}"][data-lens="ccw-ap2"]')).to_contain_text(
            f"ccw-ap2-{iso3.lower()}-1"
        )
    expect(page.locator('table[role="grid"] tbody tr')).to_have_count(5)


def test_6_the_dossier_tells_what_was_known_then(page: Page) -> None:
    open_page(page, "dossier", "focus=FIN&as_of=2025-07-12")
    sheet = page.locator('article[data-state="FIN"]')
    expect(sheet).to_contain_text("1,344 km")
    expect(sheet).to_contain_text("since 4 April 2023")
    poll(page, sheet.locator("svg.strips.wide g[data-class]").count, lambda count: count >= 6)
    expect(sheet.locator("table.said")).to_be_attached()
    expect(sheet.locator("table.said")).not_to_contain_text("2027")
    open_page(page, "dossier", "focus=FIN&as_of=2026-03-01")
    said = sheet.locator("table.said")
    expect(said).to_contain_text("by the end of 2027")
    expect(said).to_contain_text("a different milestone")
    sheet.locator('g[data-class="withdrawn"]').first.click()
    wait_for_query(page, "as_of", "2026-01-10")
    cited = sheet.locator(".sources").last.locator("li")
    poll(page, lambda: f"({cited.count()})" in sheet.locator("h3", has_text="Sources").inner_text(), bool)


def test_7_two_days_side_by_side_move_together(page: Page) -> None:
    open_page(page, "compare", "compare_day=2025-12-26&as_of=2025-12-27")
    left, right = (page.locator(".compare svg.ess-map").nth(number) for number in (0, 1))
    expect(left.locator('[data-iso3="LTU"]')).to_have_attribute("data-stage", "exit-deposited")
    expect(right.locator('[data-iso3="LTU"]')).to_have_attribute("data-status", "withdrawn")
    wait_for_differing_states(page, ["EST", "LVA", "LTU"])

    def wait_for_shared_box(other_than: str = "") -> str:
        """Wait until both maps show the same part, and another one than before; that part."""
        boxes = "maps => maps.map((map) => map.getAttribute('viewBox'))"
        maps = page.locator(".compare svg.ess-map")
        shown = poll(page, lambda: maps.evaluate_all(boxes), lambda two: two[0] == two[1] != other_than)
        return str(shown[0])

    left.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -400)
    page.keyboard.up("Control")
    nearer = "(map) => Number(map.getAttribute('viewBox').split(' ')[2]) < 5000"
    page.wait_for_function(nearer, arg=right.element_handle())
    before = wait_for_shared_box()
    box = resting_box(left)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 - 60, box["y"] + box["height"] / 2 - 30, steps=4)
    page.mouse.up()
    wait_for_shared_box(before)
    page.get_by_role("button", name="Whole of Europe").first.click()
    left.locator('[data-iso3="POL"]').hover()
    tips = page.locator(".compare .ess-tip")
    expect(tips.nth(0)).to_contain_text("Poland: exit deposited")
    expect(tips.nth(1)).to_contain_text("Poland: exit deposited")
    left.focus()
    page.keyboard.press("+")
    wait_for_shared_box(before)
    page.keyboard.press("0")
    right.locator('[data-iso3="POL"]').click()
    wait_for_query(page, "focus", "POL")


def test_8_two_treaties_as_one_difference(page: Page) -> None:
    open_page(page, "compare", "instrument=apmbc&compare_instrument=ccm")
    page.locator(".st-key-filters").get_by_text("difference", exact=True).click()
    index = shelf.current().index
    day = index.dataset.meta.as_of
    expected = {
        one.iso3 for one in differences(index, Side(lens_of(index, "apmbc"), day), Side(lens_of(index, "ccm"), day))
    }
    expect(page.locator(".compare svg.ess-map")).to_have_count(1)
    wait_for_differing_states(page, list(expected))
    drawn = page.locator(".compare [data-iso3]").evaluate_all(
        "nodes => nodes.filter((node) => node.dataset.differs === 'true').map((node) => node.dataset.iso3)"
    )
    assert set(drawn) <= expected
    assert expected - set(drawn) <= {"USA", "CAN"}


def test_8_two_lenses_of_different_kinds_and_who_is_what(page: Page) -> None:
    open_page(page, "compare", "instrument=apmbc&compare_lens=conscription&focus=FIN")
    expect(page.locator(".compare svg.ess-map")).to_have_count(2)
    expect(page.locator(".answer")).to_have_text(
        "Finland: Ottawa: withdrawn since 10 January 2026; Conscription: general draft since before the record."
    )
    expect(page.locator('.pairings tr[data-left="withdrawn"][data-right="universal"]')).to_contain_text("Estonia")
    expect(page.locator(".compare .key")).to_contain_text("withdrawn")
    expect(page.locator(".compare .key")).to_contain_text("general draft")
    page.locator(".pairings").get_by_role("button", name="Poland").click()
    wait_for_query(page, "focus", "POL")


def test_9_rows_of_one_s_own(page: Page, new_page: Callable[..., Page], tmp_path: Path) -> None:
    open_page(page, "own_rows")
    page.get_by_text("Templates and columns").click()
    chooser = page.locator('input[type="file"]')
    header = template("treaty_actions")
    chooser.set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": (header + BAD).encode()})
    problems = page.locator(".st-key-own_problems")
    expect(problems).to_contain_text("mine.csv:2: apmbc-nor-9")
    expect(problems).to_contain_text("P6M")
    expect(page.get_by_role("button", name="Take them in")).to_have_count(0)
    page.get_by_role("button", name="Remove mine.csv").click()
    expect(problems).to_have_count(0)
    chooser.set_input_files({"name": "mine.csv", "mimeType": "text/csv", "buffer": (header + GOOD).encode()})
    expect(page.locator(".changed")).to_contain_text("1 January 2027")
    expect(page.locator('.compare [data-iso3="NOR"]')).to_have_attribute("data-differs", "true")
    expect(page.get_by_role("button", name="Take them in")).to_have_count(0)
    banner = page.get_by_text("Your own rows are in view (1)")
    expect(banner).to_be_visible()
    page.locator(".changed").get_by_role("button", name="Norway").first.click()
    frame = wait_for_map(page)
    frame.wait_for_function("document.querySelector('[data-iso3=\"NOR\"]').dataset.stage === 'exit-deposited'")
    expect(banner).to_be_visible()
    other = new_page()  # another reader's session knows nothing of them, nor does the API
    elsewhere = open_atlas(other)
    wait_for_status(elsewhere, NOR=("state-party", "none"))
    expect(other.get_by_text("Your own rows are in view")).to_have_count(0)
    told = other.request.get("/api/v1/status?instrument=apmbc&as_of=latest").json()
    assert told["states"]["NOR"]["stage"] == "none"
    page.reload()  # the tab keeps them, and they are checked again
    frame = wait_for_map(page)
    frame.wait_for_function("document.querySelector('[data-iso3=\"NOR\"]').dataset.stage === 'exit-deposited'")
    expect(banner).to_be_visible()
    assert "apmbc-nor-9" not in page.url
    go_by_navigation(page, "Events")
    mine = page.locator('tr[data-id="apmbc-nor-9"]')
    expect(mine.locator(".yours")).to_be_visible()
    found = frame_of(download_with_uploads(page, "CSV", ".csv", tmp_path))
    assert dict(zip(found["id"], found["yours"].str.lower(), strict=True))["apmbc-nor-9"] in {"true", "yes", "1"}
    assert "+own-rows" in (tmp_path / next(path.name for path in tmp_path.iterdir())).name
    page.locator("header .own").get_by_role("button", name="Clear your own rows").click()
    expect(banner).to_have_count(0)
    poll_equal(page, "sessionStorage.getItem('ess-own-rows')", None)
    go_by_navigation(page, "Map")
    frame = wait_for_map(page)
    frame.wait_for_function("document.querySelector('[data-iso3=\"NOR\"]').dataset.stage === 'none'")


def test_10_sort_and_take_the_view_away_in_every_form(page: Page, tmp_path: Path) -> None:
    query = "instrument=ccm&states=LTU,POL,UKR&from=2024-01-01&grades=A,B"
    open_page(page, "events", query)
    shown = poll(page, lambda: listed_ids(page), bool)
    page.get_by_role("columnheader", name="State").get_by_role("button").click()
    expect(page.get_by_role("columnheader", name="State")).to_have_attribute("aria-sort", "ascending")
    names = page.locator("table.events tbody td:nth-child(2)")
    poll(page, names.all_inner_texts, lambda shown: shown == sorted(shown, key=str.casefold))
    assert sorted(frame_of(download(page, "CSV", tmp_path))["id"]) == sorted(shown)
    told = json.loads(download(page, "JSON", tmp_path).read_text(encoding="utf-8"))
    rows = next(value for value in told.values() if isinstance(value, list))
    assert sorted(row["id"] for row in rows) == sorted(shown)
    book = openpyxl.load_workbook(download(page, "XLSX, typed, with codebook and sources", tmp_path))
    assert len(book.sheetnames) >= 3
    shapes = json.loads(download(page, "GeoJSON, statuses with shapes", tmp_path).read_text(encoding="utf-8"))
    assert {feature["id"] for feature in shapes["features"]} == {"LTU", "POL", "UKR"}
    cited = download(page, "BibTeX, the sources", tmp_path).read_text(encoding="utf-8")
    assert cited.count("\n@") + cited.startswith("@") >= 1
    given = dict(part.split("=") for part in query.split("&"))
    poll(page, lambda: query_of(page), lambda held: held | given == held)


def test_a_chosen_state_follows_through_every_page(page: Page) -> None:
    open_page(page, "compare", "compare_day=2025-12-26&as_of=2025-12-27")
    page.locator('.changed tr[data-state="EST"] button').click()
    wait_for_query(page, "focus", "EST")
    go_by_navigation(page, "Dossier")
    expect(page.locator('article[data-state="EST"]')).to_be_visible()
    wait_for_query(page, "focus", "EST")
    go_by_navigation(page, "Matrix")
    expect(page.locator('td[data-key="EST apmbc"]')).to_have_attribute("aria-selected", "true")
    go_by_navigation(page, "Map")
    frame = wait_for_map(page)
    wait_for_day(frame, "2025-12-27")
    expect(page.get_by_role("heading", name="Estonia", exact=True, level=2)).to_be_visible()


FILTERED = {
    "events": (
        "kinds=accession,announcement,withdrawal&confidence=confirmed,single&q=%C4%97+%26+x&grades=A,B,D",
        "every_instrument=yes&moved=dropped,later&focus=LVA",
    ),
    "matrix": (
        "instrument=ccm&as_of=2024-07-18&states=EST,LTU&groups=nordic",
        "weapons=anti-personnel-mine,cluster-munition&activities=production&from=2024-01-01&to=2026-05-31",
    ),
}
"""Page → filters that stay in its address; all of them on both pages: tests/ui/test_explore."""


@pytest.mark.parametrize("name", FILTERED)
def test_filter_states_stay_in_the_address(page: Page, subtests: pytest.Subtests, name: str) -> None:
    for query in FILTERED[name]:
        with subtests.test(query):
            open_page(page, name, query)
            wait_for_query(page, "v", "1")
            given = {"v": "1"} | dict(part.split("=", 1) for part in query.split("&"))
            decoded = {key: value.replace("%C4%97+%26+x", "ė & x") for key, value in given.items()}
            poll_equal(page, lambda: query_of(page), decoded)


def test_hostile_words_in_rows_stay_words(page: Page) -> None:
    open_page(page, "own_rows")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    rows = template("policy_events").strip().split(",")
    writer.writerow(rows)
    nasty = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>'
    values = dict.fromkeys(rows, "") | {
        "event_id": "xx-2026-01-01-nasty",
        "happened_on": "2026-01-01",
        "happened_precision": "day",
        "iso3s": "NOR",
        "instrument_ids": "apmbc",
        "kind": "international-statement",
        "headline": nasty,
        "detail": nasty,
        "actor": nasty,
        "confidence": "single",
        "note": nasty,
        "source_ids": WIRE,
    }
    writer.writerow([values[name] for name in rows])
    file = {"name": f"{nasty}.csv", "mimeType": "text/csv", "buffer": text.getvalue().encode()}
    page.locator('input[type="file"]').set_input_files(file)
    expect(page.get_by_text("Your own rows are in view (1)")).to_be_visible()
    go_by_navigation(page, "Events")
    row = page.locator('tr[data-id="xx-2026-01-01-nasty"]')
    expect(row).to_contain_text("<script>")
    row.locator("td.what").click()
    expect(page.locator(".evidence-pane article")).to_contain_text("<img src=x")
    assert page.evaluate("window.pwned") is None


def test_a_row_leads_to_its_day_on_the_map(page: Page) -> None:
    open_page(page, "events", "kinds=withdrawal&states=POL")
    page.locator("table.events tbody td.what").first.click()
    card = page.locator(".evidence-pane article")
    expect(card).to_contain_text("Notice of withdrawal")
    card.get_by_role("button", name="See that day on the map").click()
    frame = wait_for_map(page)
    wait_for_day(frame, "2025-08-20")
    wait_for_status(frame, POL=("state-party", "exit-deposited"))
    expect(page.get_by_role("heading", name="Poland", exact=True, level=2)).to_be_visible()


def test_a_typed_day_is_taken_at_enter(page: Page, subtests: pytest.Subtests) -> None:
    for name, popover, label, key in (
        ("events", "Filters", "From", "from"),
        ("events", "Filters", "To", "to"),
        ("matrix", "12 July 2025", "As-of day", "as_of"),
        ("compare", "12 July 2024", "With the day", "compare_day"),
    ):
        with subtests.test(f"{name}: {label}"):
            open_page(page, name, "as_of=2025-07-12")
            open_popover(page, popover)
            page.get_by_role("spinbutton", name=f"year, {label}").click()
            page.keyboard.type("20250401")
            page.keyboard.press("Enter")
            wait_for_query(page, key, "2025-04-01")
            expect(page.get_by_role("button", name="Choose date").first).to_be_visible()  # the popover stays
