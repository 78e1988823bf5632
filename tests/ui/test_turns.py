"""Turns: two draw at a time, the next waits, and no one waits for ever. Nothing is timed."""

from __future__ import annotations

import threading

import pytest

from dashboard.ui.turns import turn


def test_a_turn_is_held_until_its_block_ends_whatever_happens_in_it() -> None:
    slots = threading.BoundedSemaphore(1)

    def draw() -> None:
        with turn(slots) as taken:
            raise ZeroDivisionError(taken)

    with pytest.raises(ZeroDivisionError, match="True"):
        draw()
    assert slots.acquire(blocking=False)


def test_who_waited_too_long_draws_all_the_same_and_gives_back_nothing() -> None:
    slots = threading.BoundedSemaphore(1)
    with turn(slots), turn(slots, patience_s=0) as taken:
        assert not taken
    with turn(slots, patience_s=0) as again:
        assert again


def test_the_next_draws_once_a_turn_is_given_back() -> None:
    slots, drawn = threading.BoundedSemaphore(1), threading.Event()

    def draw() -> None:
        with turn(slots, patience_s=60) as taken:
            assert taken
            drawn.set()

    with turn(slots):
        other = threading.Thread(target=draw)
        other.start()
        assert not drawn.is_set()
    other.join(60)
    assert drawn.is_set()
