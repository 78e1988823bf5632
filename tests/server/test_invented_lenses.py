"""A new treaty, policy and measure are rows only: their values stand wherever those of the others do."""

from __future__ import annotations

import datetime as dt
import re
from html import escape
from typing import Any

import pytest
from invented import MEASURE, POLICY, TREATY, invented

from dashboard.browser.bundle import status_bundle
from dashboard.browser.facts_bundle import facts_bundle
from dashboard.domain.address_bar import from_query, to_query
from dashboard.domain.answer import answer, entries
from dashboard.domain.bands import band_chart
from dashboard.domain.compare import Side, changes_between, differences, pairings
from dashboard.domain.conditions import class_names, matching, parse_condition
from dashboard.domain.days import day_number
from dashboard.domain.index import Index
from dashboard.domain.lenses import lens_of, lenses_of
from dashboard.domain.outlook import due_changes
from dashboard.domain.selection import Selection
from dashboard.domain.summary import summary
from dashboard.domain.vocabulary import vocabulary
from dashboard.domain.wording import spoken_names
from dashboard.tables.dossier import dossier
from dashboard.tables.facts import fact_document
from dashboard.tables.readings import lenses_document, readings_document
from dashboard.tables.sheets import sheet
from dashboard.views.cell import cell_html
from dashboard.views.compare import pairings_html
from dashboard.views.dossier import dossier_html
from dashboard.views.matrix import matrix, matrix_html
from dashboard.views.states_list import states_list_html


@pytest.fixture(scope="module")
def index() -> Index:
    return invented()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def drawn(bundle: dict[str, Any], iso3: str, on: str) -> tuple[str, str]:
    """Class and figure of a State on the map."""
    state = bundle["states"][iso3]
    since, number, _ = [row for row in state["rows"] if row[0] <= day_number(day(on))][-1]
    return bundle["classes"][number]["id"], state.get("figures", {}).get(str(since), ["", ""])[1]


VALUES = [
    (TREATY, "FIN", "2023-03-01", "state-party"),
    (TREATY, "NOR", "2023-03-01", "exit-deposited"),
    (TREATY, "NOR", "2023-08-01", "withdrawn"),
    (TREATY, "SWE", "2024-05-04", "state-party"),
    (TREATY, "SWE", "2024-05-05", "ended"),
    (TREATY, "DEU", "2023-03-01", "not-open"),
    (POLICY, "FIN", "2023-03-01", "owing-all"),
    (POLICY, "NOR", "2021-12-31", "free"),
    (POLICY, "NOR", "2022-01-01", "owing-some"),
    (POLICY, "SWE", "2024-01-01", "soon-back"),
    (POLICY, "DEU", "2024-01-01", "unknown"),
    (MEASURE, "FIN", "2022-12-31", "light"),
    (MEASURE, "FIN", "2023-01-01", "heavy"),
    (MEASURE, "NOR", "2023-06-01", "light"),
    (MEASURE, "NOR", "2024-01-01", "unknown"),
]


@pytest.mark.parametrize(("lens_id", "iso3", "on", "class_id"), VALUES)
def test_map_readings_and_conditions_say_the_same(
    index: Index, lens_id: str, iso3: str, on: str, class_id: str
) -> None:
    assert drawn(status_bundle(index, lens_id), iso3, on)[0] == class_id
    read = readings_document(index, lenses_of(index)[lens_id], day(on), [iso3]).states[iso3]
    assert read.class_id == class_id
    assert set(read.refs) <= index.facts.keys()
    known = {lens_id: class_names(lenses_of(index)[lens_id])}
    assert iso3 in matching(index, [parse_condition(f"{lens_id}:{class_id}", known)], day(on), index.countries)


def test_figures_stand_on_the_map_with_their_series(index: Index) -> None:
    one, other = status_bundle(index, MEASURE), status_bundle(index, f"{MEASURE}.moon-two")
    assert drawn(one, "NOR", "2023-06-01") == ("light", "3.2 t in 2023, an estimate")
    assert drawn(other, "FIN", "2023-06-01") == ("heavy", "77.0 t in 2023")
    assert drawn(other, "NOR", "2023-06-01") == ("unknown", "")
    assert [state["NOR"]["figures"][str(day_number(day("2023-01-01")))][0] for state in (one["states"],)] == ["3.2○"]
    assert "First" in one["instrument"]["checked"]
    assert "Second" in other["instrument"]["checked"]


def test_legend_and_answer_count_them(index: Index) -> None:
    names = spoken_names(index.dataset.countries)
    told = {
        lens_id: answer(summary(index, lenses_of(index)[lens_id], day("2023-07-01")), day("2023-07-01"), names)
        for lens_id in (TREATY, POLICY, MEASURE)
    }
    assert told == {
        TREATY: "1 July 2023: 3 of 51 States are bound; one has given notice",
        POLICY: "1 July 2023: of 51 States, 1 soon back, 1 owing some, 1 owing all, 48 unknown",
        MEASURE: "1 July 2023: of 2 States with a figure, 1 at 10 t or more",
    }
    shown = entries(summary(index, lenses_of(index)[POLICY], day("2021-01-01")))
    assert [(one.label, one.n, one.part) for one in shown] == [
        ("free or freed", 2, False),
        ("free", 1, True),
        ("freed", 1, True),
        ("owing all", 1, False),
        ("unknown", 48, False),
    ]


def test_the_card_tells_what_they_rest_on(index: Index) -> None:
    def acts(lens_id: str, iso3: str) -> list[str]:
        return [fact["what"] for fact in facts_bundle(index, lens_id)["states"][iso3]["acts"]]

    assert acts(TREATY, "SWE")[-1].startswith("End of membership decided by others")
    assert acts(POLICY, "SWE") == [
        "Moon Duty: freed",
        "Moon Duty: soon back",
        "Sweden brings back the duty to the Moon from 2025",
        "Moon Duty: owing all",
    ]
    assert acts(MEASURE, "NOR") == [
        "Moon Money: 3.2 t in 2023, an estimate (SIPRI, First: all that is owed; published 1 March 2024)"
    ]
    told = fact_document(index, f"{POLICY}-nor-2022-01-01")
    assert (told["what"], told["when"]) == ("Norway: Moon Duty: owing some", "1 January 2022")


def test_what_comes_next_was_settled_by_its_law(index: Index) -> None:
    (due,) = due_changes(index, lenses_of(index)[POLICY])
    assert (due.fixed_on, due.on, due.move.iso3) == (day("2023-06-01"), day("2025-01-01"), "SWE")
    read = readings_document(index, lenses_of(index)[POLICY], day("2023-06-01"), ["SWE"]).states["SWE"]
    assert read.next is not None
    assert (read.next.on, read.next.class_id) == (day("2025-01-01"), "owing-all")
    assert readings_document(index, lenses_of(index)[POLICY], day("2023-05-31"), ["SWE"]).states["SWE"].next is None


def test_they_are_compared_with_each_other_and_with_the_record(index: Index) -> None:
    duty, money = lenses_of(index)[POLICY], lenses_of(index)[MEASURE]
    moved = changes_between(index, duty, day("2021-01-01"), day("2025-06-01"), index.countries)
    assert [step.on.isoformat() for step in moved] == ["2022-01-01", "2023-06-01", "2025-01-01"]
    found = differences(index, Side(duty, day("2021-01-01")), Side(duty, day("2025-06-01")))
    assert {(one.iso3, one.left.label, one.right.label) for one in found} == {
        ("NOR", "free", "owing some"),
        ("SWE", "freed", "owing all"),
    }
    assert differences(index, Side(money, day("2023-06-01")), Side(duty, day("2023-06-01")), {"FIN"})


def test_they_run_through_time_as_bands(index: Index) -> None:
    chart = band_chart(index, lenses_of(index)[POLICY], day("2024-06-01"), whole=True)
    (swede,) = [row for row in chart.rows if row.iso3 == "SWE"]
    assert [(piece.look.class_id, piece.to_come) for piece in chart.pieces(swede)] == [
        ("freed", False),
        ("soon-back", False),
        ("soon-back", True),
        ("owing-all", True),
    ]


def test_address_and_api_name_them(index: Index) -> None:
    words = vocabulary(index)
    for lens_id in (TREATY, POLICY, MEASURE):
        selection, ignored = from_query({"lens": lens_id}, words)
        assert (selection.lens_id, ignored) == (lens_id, [])
        assert from_query(to_query(selection), words) == (selection, [])
    assert from_query({"lens": MEASURE, "series": "moon-two"}, words)[0].series == "moon-two"
    listed = {entry.id: entry for entry in lenses_document(index).lenses}
    assert [one.id for one in listed[MEASURE].series] == ["moon-one", "moon-two"]
    assert listed[MEASURE].as_of == day("2023-12-31")
    assert lens_of(index, MEASURE).latest(index) == day("2023-12-31")
    rows = sheet(index, Selection(lens=MEASURE, series="moon-two"), "observations").rows
    assert [(row.iso3, row.value) for row in rows] == [("FIN", 77.0)]  # type: ignore[attr-defined]


def test_matrix_cell_and_dossier_show_them(index: Index) -> None:
    lenses = lenses_of(index)
    for lens_id, iso3, on, class_id in VALUES:
        lens, then = lenses[lens_id], day(on)
        table = matrix(index, [lens], then, {iso3})
        assert table.cells[iso3, lens_id].class_id == class_id
        html = matrix_html(index, table, "standard", focus=None, lens_id=lens_id, sort="")
        assert re.search(rf'data-key="{iso3} {lens_id}" data-class="{class_id}"', html)
        record = next(one for one in dossier(index, iso3, then, [lens]).lenses)
        assert record.now.look.class_id == class_id
        label = escape(record.now.look.label)
        assert label in cell_html(index, lens, iso3, then, "standard")
        assert label in dossier_html(index, dossier(index, iso3, then, [lens]), "standard")
    money = matrix_html(
        index, matrix(index, [lenses[MEASURE]], day("2023-06-01"), {"NOR"}), "dark", focus=None, lens_id="", sort=""
    )
    assert "<span>3.2○</span>" in money
    assert "<li>○ estimate, budget or open to doubt</li>" in money
    swedish = next(one for one in dossier(index, "SWE", day("2024-06-01"), [lenses[TREATY]]).lenses)
    assert any("Moon Council" in fact["what"] for fact in swedish.facts)


def test_rows_of_a_measure_stand_by_their_figures(index: Index) -> None:
    money, on = lenses_of(index)[MEASURE], day("2023-06-01")
    chart = band_chart(index, money, on, {"FIN", "NOR", "SWE"})
    assert [row.iso3 for row in (*chart.rows, *chart.rest)] == ["FIN", "NOR", "SWE"]
    html = states_list_html(index, money, on, {"SWE", "NOR", "FIN"}, "standard")
    assert re.findall(r'data-key="(...)"', html) == ["FIN", "NOR", "SWE"]
    assert "10.0 t in 2023" in html


def test_two_of_them_lie_beside_each_other(index: Index) -> None:
    left, right = (Side(lenses_of(index)[key], day("2023-09-01")) for key in (TREATY, POLICY))
    pairs = {(one.left.class_id, one.right.class_id): one.iso3s for one in pairings(index, left, right)}
    assert "NOR" in pairs["withdrawn", "owing-some"]
    assert "FIN" in pairs["state-party", "owing-all"]
    html = pairings_html(index, pairings(index, left, right), "standard", left, right, "NOR")
    assert "Norway: Moon: withdrawn since 1 August 2023" in html
