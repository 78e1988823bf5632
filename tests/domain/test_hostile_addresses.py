"""Ten thousand addresses from a seeded mutator, through the reader of the page and that of the API.

A mutator of valid addresses reaches further into the parser than text at random; hypothesis, which shrinks, does
the rest in ``test_domain_selection``. The seed is fixed, so that a failure is one for everybody.
"""

from __future__ import annotations

import random
import time
from urllib.parse import parse_qs, quote, urlencode

import pytest
from refusals import ADDRESSES
from starlette.requests import Request

from dashboard.domain.address_bar import SCHEMA, from_query, to_query
from dashboard.domain.address_values import MAX_SENTENCES
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import Selection, resolve
from dashboard.domain.vocabulary import vocabulary
from dashboard.server.api.query import Query, Refusal, parse_query
from data.load import load
from data.problems import visible

SEED = 20260531
PAGE_QUERIES = 8000
API_QUERIES = 4000
LONGEST_S = 2.0
WILD = (
    "", " ", ",", ",,,", "0", "-1", "1e9", "NaN", "null", "None", "true", "undefined", "latest", "LATEST",
    "none", "all",
    "2025-02-30", "2025-02-31", "2024-02-29", "0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "-2025-01-01",
    "+2025-07-12", "2025-7-1", "20250712", "2025-W28-6", "2025-07-12T00:00:00Z", "２０２５-07-12",
    "2025-07-12\n", "1970-01-01",
    "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "C:\\windows\\win.ini", "file:///etc/passwd",
    "//evil.example/",
    "<script>window.__pwned=1</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{7*7}}",
    "${7*7}", "%{y}",
    "' OR '1'='1", "'; DROP TABLE acts;--", "$(reboot)", "`id`", "| cat /etc/passwd", "=1+1", "@SUM(A1)",
    "[x](javascript:1)",
    "\x00", "a\x00b", "\x1b[31m", "\r\nSet-Cookie: a=b", "\u202e\u2066abc", "\u200b", "\ufeff", "\ud800",
    "😀" * 30, "é" * 99, "e\u0301" * 60,
    "A" * 101, "A" * 2000, "A" * 2001, "," * 1999, "EST," * 499, "est", "EST,EST", "EST;LTU", "XKX", "ZZZ",
    "__proto__", "constructor",
)  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(load().dataset)


def valid_values(index: Index) -> dict[str, list[str]]:
    states = sorted(index.countries)
    return {
        "instrument": list(index.instruments),
        "compare_instrument": list(index.instruments),
        "lens": [*lenses_of(index)],
        "compare_lens": [*lenses_of(index)],
        "series": ["sipri-2026", "nato-2025"],
        "where": ["apmbc:withdrawn,ccw-ap2:bound", "spending:from-2|from-5"],
        "as_of": ["latest", "2025-12-27", "1997-12-03", "2026-05-31"],
        "compare_day": ["2023-01-12", "2025-12-26"],
        "states": ["EST", ",".join(states[:9]), "LTU,LVA"],
        "groups": ["nato", "eu,nato", "baltic"],
        "kinds": ["withdrawal", "announcement,ratification"],
        "topics": ["alliance", "basing,eastern-borders"],
        "weapons": ["anti-personnel-mine"],
        "activities": ["production", "purchase"],
        "confidence": ["confirmed", "disputed,single-source"],
        "grades": ["A", "A,B,C,D,E", "none"],
        "from": ["2025-01-01"],
        "to": ["2025-12-31"],
        "q": ["mines", "Finland Army"],
        "every_instrument": ["yes"],
        "moved": ["later", "earlier"],
        "focus": states,
        "v": ["1", "2"],
        "limit": ["10", "1000"],
        "offset": ["0", "100"],
        "format": ["csv", "json"],
    }


def mutated(rng: random.Random, text: str) -> str:
    match rng.randrange(8):
        case 0:
            return rng.choice(WILD)
        case 1:
            place = rng.randrange(len(text) + 1)
            return text[:place] + rng.choice(WILD) + text[place:]
        case 2:
            return text[: rng.randrange(len(text) + 1)]
        case 3:
            return text * rng.choice((2, 7, 60))
        case 4:
            return "".join(rng.sample(text, len(text)))
        case 5:
            return text.swapcase()
        case 6:
            place = rng.randrange(len(text) or 1)
            return (
                text[:place]
                + chr(rng.choice((rng.randrange(128), rng.randrange(0xD800), rng.randrange(0xE000, 0x110000))))
                + text[place + 1 :]
            )
        case _:
            return text


def query_of(rng: random.Random, values: dict[str, list[str]]) -> list[tuple[str, str]]:
    pairs = []
    for _ in range(rng.randint(1, 7)):
        key = rng.choice(list(values))
        pairs.append((mutated(rng, key) if rng.random() < 0.1 else key, mutated(rng, rng.choice(values[key]))))
    return pairs


def encoded(pairs: list[tuple[str, str]], rng: random.Random) -> str:
    text = urlencode(pairs, errors="surrogatepass", quote_via=quote)
    if rng.random() < 0.15:  # broken escapes and raw bytes
        place = rng.randrange(len(text) + 1)
        text = text[:place] + rng.choice(("%", "%zz", "%00", "%ff%fe", "&&==", ";", "%c0%ae", "+", "#")) + text[place:]
    return text


def kind_of(sentence: str) -> str:
    """The one kind of refusal that says so."""
    (kind,) = [kind for kind, refusal in ADDRESSES.items() if refusal.sentence.search(sentence)]
    return kind


@pytest.mark.parametrize("kind", ADDRESSES)
def test_every_kind_of_refusal_is_met_and_told(index: Index, kind: str) -> None:
    words = vocabulary(index)
    for query in ADDRESSES[kind].queries:
        _, ignored = from_query(parse_qs(query, keep_blank_values=True, errors="replace"), words)
        assert kind in map(kind_of, ignored), query


def test_no_address_breaks_the_page(index: Index) -> None:
    words, rng = vocabulary(index), random.Random(SEED)
    values, slowest, told, usable = valid_values(index), 0.0, 0, 0
    for _ in range(PAGE_QUERIES):
        text = encoded(query_of(rng, values), rng)
        params = parse_qs(text, keep_blank_values=True, errors="replace")
        begun = time.process_time()
        selection, ignored = from_query(params, words)
        resolved = resolve(selection, index)
        slowest = max(slowest, time.process_time() - begun)
        assert resolved.instrument in index.instruments
        assert resolved.iso3s <= set(index.countries)
        assert selection.focus is None or selection.focus in index.countries
        assert len(ignored) <= MAX_SENTENCES + 1
        for sentence in ignored:
            kind_of(sentence)
            assert len(sentence) < 500
            assert visible(sentence, 500) == sentence
        assert from_query(to_query(selection), words) == (selection, []), text
        told += bool(ignored)
        usable += selection != Selection()
    assert slowest < LONGEST_S
    assert told > PAGE_QUERIES / 4, "hardly an address was refused anything: the mutator does not bite"
    assert usable > PAGE_QUERIES / 4, "hardly an address could be used: the mutator only makes noise"


def named(refusal: Refusal, known: set[str]) -> None:
    """The refusal says which parameter and why, in words that are safe to show."""
    assert refusal.status in (400, 414)
    assert 0 < len(refusal.reason) < 600
    assert visible(refusal.reason, 600) == refusal.reason
    if refusal.status == 400:
        assert refusal.parameter is not None, refusal.reason
        assert refusal.parameter in known or len(refusal.parameter) <= 30


def test_every_address_is_answered_or_refused_by_name(index: Index) -> None:
    rng = random.Random(SEED + 1)
    values, slowest, refused, answered = valid_values(index), 0.0, 0, 0
    known = {param.key for param in SCHEMA} | {"v", "limit", "offset", "format"}
    for _ in range(API_QUERIES):
        pairs = (
            query_of(rng, values)
            if rng.random() < 0.8
            else [(key, rng.choice(values[key])) for key in rng.sample(sorted(set(values) - {"from", "to"}), 2)]
        )
        raw = encoded(pairs, rng).encode("utf-8", "surrogatepass")
        request = Request(
            {"type": "http", "path": "/api/v1/facts", "query_string": raw, "headers": [], "method": "GET"}
        )
        begun = time.process_time()
        try:
            found = parse_query(request, index, ("format", "limit", "offset"))
            found.whole("limit", 100, 1, 1000)
            found.whole("offset", 0, 0, 9_999_999)
            found.choice("format", "json", ("json", "csv"))
        except Refusal as refusal:
            refused += 1
            named(refusal, known)
        else:
            answered += 1
            assert isinstance(found, Query)
            assert found.selection.instrument in index.instruments
        slowest = max(slowest, time.process_time() - begun)
    assert slowest < LONGEST_S
    assert refused > API_QUERIES / 4
    assert answered > API_QUERIES / 50
