"""Addresses as mail and social sites leave them, on pages and at the API."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, quote

import pytest
from asgi_client import ask

from dashboard.domain.address_bar import SCHEMA, from_query
from dashboard.domain.links import is_tracking, nearest_day, read_link, trimmed
from dashboard.domain.vocabulary import vocabulary
from dashboard.store.dataset import shelf

WORDS = vocabulary(shelf.current().index)
ENDS = (
    ".",
    ")",
    ",",
    '"',
    ">",
    ";",
    ").",
    "%2E",
    "%29",
    "%2C",
    "%22",
    "%3E",
    "%3B",
    "%253E",
    "”",
    " ",
    "].",
    "…",
    "\n",
    "\u200b",
    "`",
    "_",
    "/",
    "。",
    "&gt;",
    "%26quot%3B",
    "%E2%80%8B",
    "%C2%A0",
)
TRACKED = ("fbclid", "utm_source", "utm_anything", "gclid", "mc_cid", "mc_eid", "igshid", "msclkid", "dclid", "yclid")
FIRST, LAST = dt.date(1990, 1, 1), dt.date(2026, 6, 30)


@pytest.mark.parametrize("params", [{"as_of": "2025-07-12"}, {"focus": "EST"}, {"states": "EST,POL"}, {"lens": "ccm"}])
def test_what_mail_leaves_at_an_end_is_dropped(params: dict[str, str]) -> None:
    meant = from_query(params, WORDS)
    assert meant[1] == []
    for end in ENDS:
        left = {key: value + end for key, value in params.items()}
        assert read_link(left, WORDS) == meant, end
        asked = "&".join(f"{key}={quote(value)}" for key, value in left.items())
        assert read_link(parse_qs(asked), WORDS) == meant, end
    assert read_link({f"amp;{key}": value for key, value in params.items()} | {"gt;": ""}, WORDS) == meant


def test_free_text_and_valid_values_stay_as_written() -> None:
    assert read_link({"q": "mines (land).", "as_of": "2025-07-12."}, WORDS)[0].text == "mines (land)."
    assert trimmed("EST") == "EST"


def test_tracking_passes_in_silence_and_nothing_else_does() -> None:
    assert (
        read_link(
            dict.fromkeys((*TRACKED, "_ga", "UTM_Source", "amp;utm_medium", "at_medium", "mibextid", "ref"), "x"), WORDS
        )[1]
        == []
    )
    assert len(read_link({"nonsense": "1", "fbclid": "2"}, WORDS)[1]) == 1
    ours = {param.key for param in SCHEMA}
    assert not any(map(is_tracking, ours | {"v", "story", "since", "step", "theme", "clid"}))


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("2025-02-30", "2025-02-28"),
        ("2025-13-01", "2025-12-01"),
        ("2025-00-00", "2025-01-01"),
        ("27.12.2025", "2025-12-27"),
        ("2025/12/27", "2025-12-27"),
        ("20251227", "2025-12-27"),
        ("2025-12-2", "2025-12-02"),
        ("2025-12", "2025-12-31"),
        ("2024", "2024-12-31"),
        ("2025-12-27T10:00:00Z", "2025-12-27"),
        ("1066-10-14", "1990-01-01"),
        ("9999-99-99", "2026-06-30"),
        ("0000-01-01", None),
        ("soon", None),
        ("", None),
        ("27 December 2025", "2025-12-27"),
        ("27 Dec. 2025", "2025-12-27"),
        ("March 4, 2025", "2025-03-04"),
        ("Dec 2025", "2025-12-31"),
        ("12/27/2025", "2025-12-27"),
        ("1766793600", None),
    ],
)
def test_the_nearest_day(written: str, near: str | None) -> None:
    found = nearest_day(written, FIRST, LAST)
    assert (found.isoformat() if found else None) == near


def test_a_day_that_cannot_be_read_is_asked_about() -> None:
    selection, told = read_link({"as_of": "2025-02-30", "instrument": "apmbc"}, WORDS)
    assert selection.as_of == dt.date(2025, 2, 28)
    assert told == ["Is 28 February 2025 the day that you mean? '2025-02-30' is not one; the nearest is shown."]
    selection, told = read_link({"as_of": "soon"}, WORDS)
    assert selection.as_of == "latest"
    assert told[0].startswith("Which day do you mean?")
    assert "'2025-12-01, 2025-06-01' is not one" in read_link({"as_of": ["2025-12-01", "2025-06-01"]}, WORDS)[1][0]


@pytest.mark.parametrize(
    ("asked", "parameter", "meant"),
    [
        ("instrument=apmbc&utm_source=x", "utm_source", "instrument=apmbc"),
        ("instrument=apmbc&as_of=2025-07-12).", "as_of", "instrument=apmbc&as_of=2025-07-12"),
        ("instrument=apmbc&as_of=2025-02-30", "as_of", "instrument=apmbc&as_of=2025-02-28"),
        ("instrment=apmbc", "instrment", "instrument=apmbc"),
        ("instrument=apmbc&amp;states=EST,EST", "amp;states", "instrument=apmbc&states=EST"),
        ("instrument=apmbc&focus=", "focus", "instrument=apmbc"),
    ],
)
def test_the_api_refuses_and_says_what_was_meant(asked: str, parameter: str, meant: str) -> None:
    got = ask(f"/api/v1/status?{asked}")
    assert got.status == 400
    assert got.json()["parameter"] == parameter
    assert "\\x5f" not in got.text
    assert got.json()["did_you_mean"] == [{"address": f"/api/v1/status?{meant}"}]
    assert ask(f"/api/v1/status?{meant}").status == 200
