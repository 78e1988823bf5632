"""How fresh a lens is, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.domain.freshness import freshness_document, freshness_of, read_text, reading_line, reading_text
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.store.dataset import shelf

AS_OF = "2026-10-02"
LATER = "2026-11-27"


@pytest.fixture(scope="module")
def index() -> Index:
    return shelf.current().index


@pytest.mark.parametrize(
    ("lens_id", "on", "line", "part"),
    [
        ("apmbc", AS_OF, "Overdue: sources not read since 3 February 2026", "next reading was due by 10 March 2026"),
        ("npt", AS_OF, "Overdue: sources not read since July 2018", "What happened since may be missing"),
        ("rome", AS_OF, "Sources last read on 2 October 2026", "the next reading is due by 6 November 2026"),
        ("rome", LATER, "Overdue: sources not read since 2 October 2026", "was due by 6 November 2026"),
        ("cfe", AS_OF, "No reading of the sources is logged", "nobody can say how complete it is"),
        ("new-start", AS_OF, "The treaty has ended: its list is read no more", "It has ended"),
    ],
)
def test_what_a_reader_is_told(index: Index, lens_id: str, on: str, line: str, part: str) -> None:
    fresh = freshness_of(index, lens_id, dt.date.fromisoformat(on))
    assert reading_line(fresh) == line
    assert part in reading_text(fresh)
    assert freshness_document(fresh)["overdue"] is line.startswith("Overdue")


def test_files_speak_of_the_records_own_day(index: Index) -> None:
    lenses = lenses_of(index)
    told = "checked against the depositary on 3 February 2026, next reading overdue"
    assert read_text(index, lenses["apmbc"]) == told
    assert read_text(index, lenses["rome"]) == "checked against the depositary on 2 October 2026"
    assert read_text(index, lenses["npt"]) == "checked against the depositary in July 2018, next reading overdue"


def test_an_earlier_edition_is_read_no_more(index: Index) -> None:
    closed = freshness_of(Index(index.dataset, closed=True), "apmbc", dt.date.fromisoformat(LATER))
    assert closed.due_on is None
    assert reading_line(closed) == "Sources last read on 3 February 2026"
