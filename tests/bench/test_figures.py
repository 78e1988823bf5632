"""The arithmetic of the measurements and the larger world they run on. Nothing here is timed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.status import intervals
from data.load import DATA_FOLDER, load
from data.rules import check
from tests.bench import lens_worlds, lenses, report
from tests.bench.figures import Target, exponent, median, most_served, p95, quantile, rounded, table
from tests.bench.lines import LINES
from tests.bench.peers import shared
from tests.bench.subjects import CLIENT_SIDE, EMPTY, OURS, SERVER_SIDE
from tests.bench.world import factors, read, write

finite = st.floats(-1e9, 1e9)


def test_quantiles_of_a_known_row() -> None:
    values = [float(number) for number in range(1, 101)]
    assert median(values) == 50.5
    assert p95(values) == pytest.approx(95.05)
    assert quantile(values, 0) == 1
    assert quantile(values, 1) == 100
    assert p95([7]) == 7


@given(st.lists(finite, min_size=1), st.floats(0, 1))
def test_a_quantile_lies_among_its_values_whatever_their_order(values: list[float], share: float) -> None:
    found = quantile(values, share)
    assert min(values) <= found <= max(values)
    assert found == quantile(values[::-1], share)


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], -0.1), ([1.0], 1.1)])
def test_no_quantile_of_nothing(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        quantile(values, share)


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0, 2.0])
def test_the_exponent_of_a_pure_power_is_the_power(power: float) -> None:
    sizes = [1, 10, 100]
    assert exponent(sizes, [3 * size**power for size in sizes]) == pytest.approx(power)


@pytest.mark.parametrize(("sizes", "costs"), [([1], [1]), ([1, 1], [1, 2]), ([1, 10], [0, 1]), ([1, 10], [1])])
def test_no_exponent_without_growth(sizes: list[float], costs: list[float]) -> None:
    with pytest.raises(ValueError, match="no growth"):
        exponent(sizes, costs)


def test_viewers_count_up_to_the_first_late_level() -> None:
    assert most_served([(4, 100), (8, 400), (16, 600), (32, 200)], 500) == 8
    assert most_served([(4, 501)], 500) == 0


def test_targets_look_both_ways() -> None:
    assert Target("a", 10, 10, "").met
    assert not Target("a", 10.1, 10, "").met
    assert Target("a", 10, 10, "", at_least=True).met
    assert not Target("a", 9.9, 10, "", at_least=True).met


def test_words_of_figures_and_tables() -> None:
    assert [rounded(value) for value in (0, 0.01234, 1.5, 33, 12345.6)] == ["0", "0.0123", "1.50", "33.0", "12,346"]
    assert table(("a", "b"), [(1, 2)]).splitlines() == ["| a | b |", "| --- | ---: |", "| 1 | 2 |"]


@pytest.mark.parametrize("times", [1, 2, 7, 10, 36, 100])
def test_states_and_instruments_share_the_factor(times: int) -> None:
    states, instruments = factors(times)
    assert states * instruments == times
    assert states >= instruments >= 1


@pytest.mark.parametrize("times", [1, 4, 6])
def test_a_larger_world_has_as_many_acts_and_breaks_no_rule(tmp_path: Path, times: int) -> None:
    before = {table: len(rows) for table, rows in read(DATA_FOLDER).items()}
    states, instruments = factors(times)
    rows = write(tmp_path, times)
    assert rows["countries"] == before["countries"] * states
    assert rows["instruments"] == before["instruments"] * instruments
    for name in ("treaty_actions", "exit_steps", "policy_events", "announcements"):
        assert rows[name] == before[name] * times
    assert rows["publishers"] == before["publishers"]
    loaded = load(tmp_path)
    assert (*loaded.problems, *check(loaded)) == ()
    kinds, once = (Counter(row.kind for row in one.dataset.treaty_actions) for one in (loaded, load()))
    assert kinds == {kind: times * count for kind, count in once.items()}


def test_the_world_once_is_the_world_itself(tmp_path: Path) -> None:
    write(tmp_path, 1)
    ours, theirs = load(), load(tmp_path)
    same = ours.dataset == theirs.dataset  # told apart, not shown: pytest would compare for minutes
    assert same


def test_the_peers_draw_the_days_of_the_record() -> None:
    assert len(shared.world()[2]) == shared.STEPS
    assert {shared.digest(shared.fills(step)) for step in range(2)} != {shared.digest(shared.fills(0))}
    assert shared.words(0).headline != shared.words(1).headline


@pytest.mark.parametrize("count", [lenses.LENSES[0], lenses.LENSES[1], lenses.LENSES[-1]])
def test_a_record_of_other_lenses_breaks_no_rule_and_keeps_the_first(tmp_path: Path, count: int) -> None:
    lens_worlds.write(tmp_path / "data", count)
    loaded = load(tmp_path / "data")
    assert (*loaded.problems, *check(loaded)) == ()
    index = Index(loaded.dataset)
    assert len(lenses_of(index)) == count
    assert intervals(index, lens_worlds.FIRST) == intervals(Index(load().dataset), lens_worlds.FIRST)


def test_each_promise_that_may_be_broken_says_why() -> None:
    step = {"p95_ms": 1.0, "bytes": 0.0, "median_ms": 1.0, "browser_cpu_ms": 1.0}
    first = {"fresh": {"median_ms": 1.0}}
    level = {"viewers": 8, "gone": 0, "lost": 0, "overdue": 0.0}
    world = {"load_s": 1.0, "check_s": 1.0, "intervals_s": 1.0, "settle_ms": 1.0, "times": 100}
    on_line = {"map_ms": 1.0, "paint_ms": 1.0, "picture_ms": 1.0, "shift": 0.0}
    listed = {"median_ms": 1.0}
    results: dict[str, object] = {
        "speed": {
            "steps": dict.fromkeys((OURS, *CLIENT_SIDE, *SERVER_SIDE), step),
            "first": {OURS: first, EMPTY: first},
            "drag": step,
            "settle": step,
            "settle_unseen": step,
            "heap": {"growth": 0.0},
        },
        "lines": {label: {OURS: on_line, EMPTY: on_line} for label in LINES},
        "lists": [listed, listed],
        "slides": {"a": step},
        "growth": {"worlds": [world], "exponents": world},
        "lenses": {"exponents": world},
        "exports": {"a": {"s": 1.0}},
        "viewers": {"served": 8, "levels": [level]},
        "viewers_two": {"served": 8, "levels": [level]},
    }
    names = [one.name for one in report.targets(results)]
    assert len(names) == len(set(names)) > 30
    assert {report.why(name) for name in names} == set(report.WHY.values())
    assert results.keys() == report.PROMISES.keys()
