"""What the Learn page tells: every word has its place, both sides their room, every sentence its facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from whole_record import whole

from dashboard.browser.facts_bundle import facts_bundle
from dashboard.domain.glossary import WORD_OF_CLASS, Word, anchor, term_url
from dashboard.domain.index import Index
from dashboard.domain.terms import LEGEND
from dashboard.tables.facts import fact_document
from dashboard.views.learn_page import SIDES, glossary_html, mercator_table, reasons_html, why_html, word_count
from dashboard.views.mercator import MEASURE, SHOWN, inflation, relative_inflation
from data.learn_files import LEARN_FOLDER, load_learn
from data.story_schema import Side
from data.treaty_schema import ActionKind
from geo.loader import load_geojson

LOADED = whole()
LEARN = load_learn(LOADED.dataset)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(LOADED.dataset)


def test_the_files_read_without_a_problem() -> None:
    assert LEARN.problems == ()


def test_every_word_that_can_be_linked_is_explained_and_no_other() -> None:
    assert [one.id for one in LEARN.terms] == [word.value for word in Word]
    html = glossary_html(LEARN.terms)
    for word in Word:
        assert html.count(f'id="{anchor(word)}"') == 1
        assert term_url(word) == f"/learn#term-{word.value}"


def test_every_class_of_the_legend_leads_to_its_word() -> None:
    assert list(WORD_OF_CLASS) == [entry.class_id for entry in LEGEND]


def test_both_sides_have_the_same_room() -> None:
    leaving, objecting = (word_count(LEARN.reasons, side) for side in SIDES)
    assert abs(leaving - objecting) <= 0.1 * max(leaving, objecting), (leaving, objecting)
    told = [
        sum(len(reason.text.split()) for reason in LEARN.reasons if reason.side is side)
        for side in (Side.LEAVING, Side.OBJECTING)
    ]
    assert abs(told[0] - told[1]) <= 0.1 * max(told), told
    entries = [sum(reason.side is side for reason in LEARN.reasons) for side in SIDES]
    assert entries[0] == entries[1]


def test_every_state_that_moves_on_the_mine_ban_meets_a_reason_and_an_objection(index: Index) -> None:
    exits = (ActionKind.WITHDRAWAL, ActionKind.SUSPENSION)
    acts = [(row.iso3, row.kind) for row in LOADED.dataset.treaty_actions if row.instrument_id == "apmbc"]
    moving = {iso3 for iso3, kind in acts if kind in exits}
    assert moving == {"EST", "FIN", "LTU", "LVA", "POL", "UKR"}
    for iso3 in moving:
        reached = {reason.side for reason in LEARN.reasons if reason.instrument == "apmbc" and iso3 in reason.iso3s}
        assert reached >= set(SIDES), iso3


def test_what_a_state_thought_before_is_on_neither_side() -> None:
    """Latvia's view of 2024 is its own earlier one: what others said against leaving is not joined by it."""
    earlier = [reason for reason in LEARN.reasons if reason.side is Side.EARLIER]
    assert "lv-2024-01-nbs-advice" in {fact_id for reason in earlier for fact_id in reason.facts}
    assert all(len(reason.iso3s) == 1 for reason in earlier)
    debated = {fact_id for reason in LEARN.reasons if reason not in earlier for fact_id in reason.facts}
    assert not debated & {fact_id for reason in earlier for fact_id in reason.facts}


def test_a_card_tells_its_state_only_what_was_known(index: Index) -> None:
    states = facts_bundle(index, "apmbc", LEARN.reasons)["states"]
    assert states["SWE"]["reasons"] == []
    for iso3, facts in states.items():
        for said in facts["reasons"]:
            reason = next(one for one in LEARN.reasons if one.text == said["text"] and one.who == said["who"])
            assert iso3 in reason.iso3s
            assert said["sources"]
            assert said["when"]
            assert said["on"] == max(fact_document(index, fact_id)["on"] for fact_id in reason.facts)
    poland = states["POL"]["reasons"]
    first = {said["who"] for said in poland[:3]}
    assert "Four defence ministers (Estonia, Latvia, Lithuania, Poland)" not in first, "its own reasons come first"
    assert {said["text"] for said in facts_bundle(index, "ccm", LEARN.reasons)["states"]["LTU"]["reasons"]} == {
        reason.text for reason in LEARN.reasons if reason.instrument == "ccm"
    }


def test_reasons_stand_by_state_too(index: Index) -> None:
    html = reasons_html(index, LEARN.reasons)
    latvia = html.split('id="reasons-LVA"')[1].split('id="reasons-')[0]
    assert latvia.count("<section") == 3
    assert "Kalniņš" in latvia
    assert "Kalniņš" not in html.split('id="reasons-by-state"')[0]
    assert "Sikorski" not in latvia


def test_every_reason_names_who_said_it_and_what_bears_it(index: Index) -> None:
    html = reasons_html(index, LEARN.reasons)
    for reason in LEARN.reasons:
        assert reason.who
        for fact_id in reason.facts:
            assert fact_document(index, fact_id)["sources"]
            assert f'data-fact="{fact_id}"' in html
            assert f'data-report="{fact_id}"' in html


def test_the_speaker_stands_in_the_facts(index: Index) -> None:
    """A surname of every speaker who is a person is found in the rows the reason rests on."""
    for reason in LEARN.reasons:
        told = " ".join(str(fact_document(index, fact_id)) for fact_id in reason.facts)
        person = reason.who.split(",")[0]
        if len(person.split()) in (2, 3) and person.istitle() and not person.startswith(("The ", "Finland")):
            assert person.split()[-1] in told, reason.who


def test_the_three_questions_are_answered(index: Index) -> None:
    assert [why.id for why in LEARN.whys] == ["ukraine", "kosovo", "mercator"]
    for why in LEARN.whys:
        assert why_html(index, why).count("data-fact=") == len(why.facts)


def test_mercator_figures_are_computed_from_the_shapes(index: Index) -> None:
    found = inflation(load_geojson())
    assert set(found) == set(SHOWN)
    beside = relative_inflation(found)
    assert list(beside.values()) == sorted(beside.values(), reverse=True)
    assert beside[MEASURE] == pytest.approx(1)
    # On a sphere the factor is 1/cos² of the latitude: about 4.5 at 62° N against 1.9 at 43° N.
    assert 2.4 < beside["FIN"] < 3.3
    assert 2.5 < beside["NOR"] < 3.5
    assert 0.8 < beside["ESP"] < 1
    table = mercator_table({row.iso3: row.name for row in index.dataset.countries}, beside, MEASURE)
    assert f"<td>Finland</td><td>{beside['FIN']:.1f}</td>" in table


def test_figures_that_cannot_be_computed_leave_a_sentence(index: Index) -> None:
    table = mercator_table({row.iso3: row.name for row in index.dataset.countries}, {}, MEASURE)
    assert why_html(index, LEARN.whys[-1], table).count("<p>The shapes cannot be read, so there are no figures") == 1


BROKEN = [
    ("reasons.toml", 'side = "leaving"', 'side = "neutral"', "side"),
    ("reasons.toml", "lt-2025-01-03-chod", "lt-2025-01-03-nobody", "facts"),
    ("reasons.toml", "In 2024 the Monitor", "In 2019 the Monitor", "text"),
    ("reasons.toml", 'instrument = "apmbc"', 'instrument = "ccm"', "facts"),
    ("reasons.toml", 'instrument = "apmbc"', 'instrument = "none"', "instrument"),
    ("reasons.toml", 'iso3s = "EST;LVA;LTU;POL"', 'iso3s = "EST;LVA;LTU;POL;FIN"', "iso3s"),
    ("reasons.toml", 'iso3s = "EST;LVA;LTU;POL"', 'iso3s = ""', "iso3s"),
    ("glossary.toml", 'term = "deposit"', 'word = "deposit"', "term"),
    ("why.toml", "dated 18 July 2025", "dated 19 July 2025", "text"),
]


@pytest.mark.parametrize(("name", "old", "new", "column"), BROKEN)
def test_a_broken_entry_is_reported_by_line_and_left_out(
    tmp_path: Path, name: str, old: str, new: str, column: str
) -> None:
    for path in LEARN_FOLDER.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        if path.name == name:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    found = load_learn(LOADED.dataset, tmp_path)
    assert {(one.file, one.column) for one in found.problems} >= {(name, column)}
    assert all(one.line > 1 for one in found.problems)
    before = len(LEARN.terms) + len(LEARN.reasons) + len(LEARN.whys)
    assert len(found.terms) + len(found.reasons) + len(found.whys) == before - 1


def test_a_file_that_is_no_toml_is_reported(tmp_path: Path) -> None:
    for path in LEARN_FOLDER.glob("*.toml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8") + "\n=\n", encoding="utf-8")
    assert {one.rule for one in load_learn(LOADED.dataset, tmp_path).problems} == {"toml"}
