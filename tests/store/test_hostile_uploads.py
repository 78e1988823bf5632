"""Five thousand mutated uploads: each is taken in whole or refused by file and line; nothing breaks or hangs.

Rows of the dataset itself are renamed and then broken by cell, row and file with a fixed seed; what the rules let
through is shown to the parts that draw it.
"""

from __future__ import annotations

import csv
import io
import random
import time
from collections import Counter
from collections.abc import Sequence

import pytest
from refusals import UPLOADS
from short_record import short_record

from dashboard.browser.bundle import status_bundle
from dashboard.browser.facts_bundle import facts_bundle
from dashboard.store.dataset import Served, shelf
from dashboard.store.uploads import MAX_BYTES, Upload, UploadResult, added
from dashboard.tables.dataset_files import dataset_csv
from data.schema import TABLES, key_of

SEED = 20260531
NUMBER = 5000
WHOLE = 25
"""Every so many uploads one meets the whole record, the others a record cut short."""
DRAWN = 60
LONGEST_S = 2.0
DAYS = (
    "0", "1", "0000-00-00", "0001-01-01", "0001-01-02", "9999-12-31", "9999-12-30", "10000-01-01",
    "12025-07-12", "2025-02-30", "2025-02-31",
    "2023-02-29", "2024-02-29", "2025-7-1", "01.07.2025", "07/01/2025", "20250701", "2025-07-01T00:00",
    "２０２５-07-01", "-2025-07-01", "today", "NaN",
)  # fmt: skip
CELLS = (
    "", " ", "NA", "None", "null", "nan", "inf", "-inf", "1e400", "-1", "0", "1.5.2", "=1+1",
    "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-2+3",
    "<script>window.__pwned=1</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)",
    "[x](javascript:1)", ":material/home:", "$$x$$",
    "\x00", "a\x00b", "\x1b[2J", "\ufeff", "\u202eabc", "\u2028", "\ufffd", "é", "e\u0301", "😀", "'", '"',
    '""', ",", ";", "\n", "\r\n", "\t", "a" * 81, "x" * 2001,
    "apmbc", "apmbc-ltu-3", "est", "EST", "EST;EST", "EST;ZZZ", "withdrawal", "day", "A", "P6M", "P",
    "P99999999999Y", "https://", "https://a b", "file:///etc/passwd",
)  # fmt: skip


@pytest.fixture(scope="module")
def base() -> Served:
    return shelf.current()


@pytest.fixture(scope="module")
def short(base: Served) -> Served:
    return short_record(base)


@pytest.fixture(scope="module")
def tables(short: Served) -> dict[str, list[list[str]]]:
    """Every table with rows as cells, its header first."""
    files = {table: dataset_csv(TABLES[table], getattr(short.index.dataset, table)).decode() for table in TABLES}
    return {
        table: rows for table, text in files.items() if len(rows := list(csv.reader(io.StringIO(text, newline="")))) > 1
    }


def written(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def fresh(rows: list[list[str]], table: str, rng: random.Random) -> list[list[str]]:
    """A few rows with ids of their own, so that they are new to the dataset."""
    head, *body = rows
    picked = [list(row) for row in rng.sample(body, min(len(body), rng.randint(1, 4)))]
    if rng.random() < 0.85 and table != "countries":
        key = head.index(key_of(table)[0])
        for row in picked:
            row[key] = f"{row[key][:60]}-own{rng.randrange(1000)}"
    return [head, *picked]


def broken_cells(rows: list[list[str]], rng: random.Random) -> None:
    head, *body = rows
    for _ in range(rng.randint(1, 3)):
        row, column = rng.choice(body), rng.randrange(len(head))
        if column >= len(row):
            continue
        dated = head[column].endswith(("_on", "_since", "_until", "_earliest", "_latest"))
        row[column] = rng.choice(DAYS if dated and rng.random() < 0.8 else CELLS)


def broken_rows(rows: list[list[str]], table: str, rng: random.Random) -> None:
    head, *body = rows
    row = rng.choice(body)
    match rng.randrange(7):
        case 0:
            rows.append(list(row))  # the same id twice
        case 1:
            rows.append([])
        case 2:
            row.pop()
        case 3:
            row.append("more")
        case 4:
            for column in ("replaces_id", "restates_id", "objects_to"):  # a row that refers to itself
                if column in head:
                    row[head.index(column)] = row[head.index(key_of(table)[0])]
        case 5:
            if len(body) > 1 and "replaces_id" in head:  # two that replace each other
                key, replaces = head.index(key_of(table)[0]), head.index("replaces_id")
                body[0][replaces], body[1][replaces] = body[1][key], body[0][key]
        case _:
            rng.shuffle(body)
            rows[1:] = body


def broken_header(rows: list[list[str]], rng: random.Random) -> None:
    head = rows[0] = list(rows[0])
    place = rng.randrange(len(head))
    match rng.randrange(5):
        case 0:
            head[place] = rng.choice(CELLS)
        case 1:
            head.pop(place)
        case 2:
            head.append(head[place])
        case 3:
            rng.shuffle(head)
        case _:
            rows.pop(0)


def broken_bytes(text: str, rng: random.Random) -> bytes:
    match rng.randrange(12):
        case 0:
            return text.encode("utf-16")
        case 1:
            return text.encode("latin-1", "replace").replace(b"a", b"\xe9", 1)
        case 2:
            return b"\xef\xbb\xbf" + text.encode()
        case 3:
            return text.replace("\n", "\r\n").encode()
        case 4:
            return text.replace("\n", "\r").encode()
        case 5:
            return text.encode()[: rng.randrange(len(text) + 1)]
        case 6:
            return text.replace(",", ";").encode()
        case 7:
            place = rng.randrange(len(text) + 1)
            return (text[:place] + '"' + text[place:]).encode()
        case 8:
            raw = bytearray(text.encode())
            for _ in range(rng.randint(1, 6)):
                raw[rng.randrange(len(raw))] = rng.randrange(256)
            return bytes(raw)
        case 9:
            return text.encode().replace(b",", b"\x00,", 1)
        case 10:
            return rng.randbytes(rng.randrange(400))
        case _:
            return (text + "\n\n" + text).encode()


def upload_of(tables: dict[str, list[list[str]]], rng: random.Random) -> Upload:
    table = rng.choice(list(tables))
    rows = fresh(tables[table], table, rng)
    kind = rng.randrange(10)
    if kind < 5:
        broken_cells(rows, rng)
    elif kind < 7:
        broken_rows(rows, table, rng)
    elif kind < 8:
        broken_header(rows, rng)
    text = written(rows)
    content = broken_bytes(text, rng) if kind >= 8 else text.encode("utf-8", "surrogatepass")
    return Upload(
        rng.choice(("mine.csv", f"{table}.csv", "../../etc/passwd", "<b>x</b>.csv", "a\nb.csv", "x" * 300, "")), content
    )


def judged(own: UploadResult) -> str:
    """Taken in whole, or refused with a place and a reason for each problem; a word for the count."""
    if own.served is not None:
        assert own.problems == ()
        return "taken in"
    assert own.problems
    for problem in own.problems[:50]:
        said = str(problem)
        assert problem.file
        assert problem.message
        assert len(said) < 1000, said
        assert "\n" not in said
        assert not set(said) & {"\x00", "\x1b", "\r"}, repr(said)
    return own.problems[0].rule


def test_every_upload_is_taken_in_or_refused_by_line(
    base: Served, short: Served, tables: dict[str, list[list[str]]]
) -> None:
    rng, slowest, verdicts, drawn = random.Random(SEED), 0.0, Counter[str](), 0
    for number in range(NUMBER):
        one = upload_of(tables, rng)
        begun = time.process_time()
        try:
            own = added(short if number % WHOLE else base, (one,))
        except Exception as error:
            raise AssertionError(f"upload {number}: {type(error).__name__}: {error}\n{one.content[:2000]!r}") from error
        slowest = max(slowest, time.process_time() - begun)
        verdict = judged(own)
        verdicts[verdict] += 1
        if own.served is not None and drawn < DRAWN:
            drawn += 1
            for instrument in own.served.index.instruments:
                try:
                    status_bundle(own.served.index, instrument)
                    facts_bundle(own.served.index, instrument)
                except Exception as error:
                    raise AssertionError(f"drawing upload {number}: {error!r}\n{one.content[:2000]!r}") from error
    assert slowest < LONGEST_S
    assert verdicts["taken in"] > 50, verdicts
    assert len(verdicts) > 12, verdicts
    assert base is shelf.current(), "an upload reached the data of everyone"


@pytest.mark.parametrize("rule", UPLOADS)
def test_every_kind_of_refusal_is_met_in_time(base: Served, rule: str) -> None:
    for name, content in UPLOADS[rule].items():
        begun = time.process_time()
        own = added(base, (Upload(name, content),))
        took = time.process_time() - begun
        assert judged(own) != "taken in", name
        assert rule in {problem.rule for problem in own.problems}, name
        assert took < LONGEST_S, f"{name}: {took:.2f} s"


BIG = 10 * 1024 * 1024 - 4096


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a cell of ten megabytes", b"id,name,domain,grade,iso3,kind,note\nx," + b"a" * BIG),
        ("a quoted cell of ten megabytes", b'publisher_id,name,domain,grade,iso3,kind,note\nx,"' + b"a" * BIG),
        ("ten megabytes of commas", b"publisher_id,name,domain,grade,iso3,kind,note\n" + b"," * BIG),
        ("ten megabytes of line ends", b"publisher_id,name,domain,grade,iso3,kind,note\n" + b"\n" * (BIG // 8)),
        ("ten megabytes of quotation marks", b"publisher_id,name,domain,grade,iso3,kind,note\n" + b'"' * BIG),
        ("a header of ten megabytes", b"a," * (BIG // 2)),
        ("zeros", b"\x00" * BIG),
        ("larger than allowed", b"a" * (MAX_BYTES + 1)),
        ("nothing", b""),
        ("one line end", b"\n"),
        ("a byte order mark", b"\xef\xbb\xbf"),
        ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40),
        ("a zip", b"PK\x03\x04" + b"\x00" * 4000),
    ],
)
def test_a_large_or_foreign_file_is_refused_in_time(base: Served, name: str, content: bytes) -> None:
    begun = time.process_time()
    own = added(base, (Upload(f"{name}.csv", content),))
    took = time.process_time() - begun
    assert judged(own) != "taken in"
    assert took < LONGEST_S, f"{name}: {took:.2f} s"
    assert len(own.problems) <= 10_001
