"""The arithmetic of the measurements and the larger world they run on. Nothing here is timed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.load import DATA_FOLDER, load
from data.rules import check
from tests.bench.figures import Target, exponent, median, most_served, p95, quantile, rounded, table
from tests.bench.peers import shared
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
