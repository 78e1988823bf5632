"""Hostile and broken files: always a problem that can be understood, never an exception."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.load import load
from data.parse import MAX_CELL, parse_table
from data.problems import Problem
from data.schema import TABLES
from data.validate import validate

HEADER = "publisher_id,name,domain,grade,iso3,kind,note"
GOOD = "err,ERR,err.ee,B,EST,broadcaster,"


def parsed(text: str) -> tuple[int, list[int], list[tuple[int, str]]]:
    rows, lines, problems = parse_table("publishers", text, "publishers.csv")
    assert len(rows) == len(lines)
    assert all(str(problem).startswith("publishers.csv:") for problem in problems)
    return len(rows), lines, [(problem.line, problem.rule) for problem in problems]


@pytest.mark.parametrize(
    ("text", "rows", "problems"),
    [
        (f"{HEADER}\n{GOOD}\n", 1, []),
        (f"{HEADER}\n{GOOD}", 1, []),
        (f"{HEADER}\n", 0, []),
        ("", 0, [(1, "empty-file")]),
        ("\n", 0, [(1, "blank-line"), (1, "empty-file")]),
        (f"\ufeff{HEADER}\n{GOOD}\n", 1, [(1, "byte-order-mark")]),
        (f"{HEADER}\r\n{GOOD}\r\n", 1, [(1, "line-ends")]),
        (f"{HEADER}\n{GOOD}\r{GOOD.replace('err', 'b')}\n", 2, [(2, "line-ends")]),
        (f"{HEADER}\n\n{GOOD}\n", 1, [(2, "blank-line")]),
        (f"{HEADER}\nerr,ERR\n{GOOD}\n", 1, [(2, "row-length")]),
        (f"{HEADER}\n{GOOD},,\n{GOOD}\n", 1, [(2, "row-length")]),
        (f"{HEADER},extra\n{GOOD},\n", 0, [(1, "header")]),
        (f"{HEADER},note\n{GOOD},\n", 0, [(1, "header")]),
        (f"{HEADER.replace('grade', 'Grade')}\n{GOOD}\n", 0, [(1, "header"), (1, "header")]),
        (f"{HEADER}\ne\x00r,ERR,err.ee,B,EST,x,\n{GOOD}\n", 1, [(2, "control-character"), (2, "cell")]),
        (f"{HEADER}\nerr,\ufffd,err.ee,B,EST,x,\n{GOOD}\n", 1, [(2, "encoding")]),
        (f'{HEADER}\n{GOOD}"open\n{GOOD}\n', 0, [(2, "csv")]),
        (f'{HEADER}\n{GOOD}"open\nb,"B",b.ee,B,,x,\n{GOOD}\n', 1, [(2, "csv")]),
        (f'{HEADER}\nerr,E"R"R,err.ee,B,EST,x,\n', 1, []),
        (f'{HEADER}\n{GOOD}\nx,"open\n', 1, [(3, "csv")]),
        (f'{HEADER}\n"a"b,ERR,err.ee,B,EST,x,\n{GOOD}\n', 1, [(2, "csv")]),
        (f"{HEADER}\nerr,{'x' * 2001},err.ee,B,EST,x,\n{GOOD}\n", 1, [(2, "cell")]),
        (f'{HEADER}\nerr,ERR,err.ee,B,EST,x,"two\nlines"\nb,B,b.ee,Z,,x,\n', 1, [(4, "cell")]),
    ],
)
def test_broken_text(text: str, rows: int, problems: list[tuple[int, str]]) -> None:
    found_rows, _, found = parsed(text)
    assert (found_rows, found) == (rows, problems)


def test_a_cell_beyond_the_limit_is_refused_whatever_another_library_has_set() -> None:
    usual = csv.field_size_limit(10_000_000)
    try:
        assert parsed(f"{HEADER}\nerr,{'x' * (MAX_CELL + 1)},err.ee,B,EST,x,\n{GOOD}\n")[::2] == (1, [(2, "csv")])
    finally:
        csv.field_size_limit(usual)


def test_lines_point_at_the_rows() -> None:
    text = f'{HEADER}\na,A,a.ee,B,,x,"one\ntwo"\n\nb,B,b.ee,B,,x,\n'
    assert parsed(text)[1] == [2, 5]


def test_columns_may_stand_in_another_order() -> None:
    names = HEADER.split(",")
    text = ",".join(reversed(names)) + "\n" + ",".join(reversed(GOOD.split(","))) + "\n"
    assert parsed(text)[0] == 1


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for table in TABLES:
        parse_table(table, text, f"{table}.csv")


@given(st.lists(st.lists(st.text(alphabet='ab,";\n\r\x00 \ufeff0-Z', max_size=6), max_size=9), max_size=5))
def test_no_rows_under_a_right_header_raise(rows: list[list[str]]) -> None:
    text = HEADER + "\n" + "\n".join(",".join(row) for row in rows)
    _, lines, problems = parse_table("publishers", text, "publishers.csv")
    assert lines == sorted(lines)
    assert all(isinstance(problem, Problem) and problem.message for problem in problems)


@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"publisher_id\xe9\n", b"\x00" * 99, b"PK\x03\x04\x9c" * 50])
def test_bytes_that_are_no_text(tmp_path: Path, raw: bytes) -> None:
    for table in TABLES:
        (tmp_path / f"{table}.csv").write_bytes(raw)
    (tmp_path / "dataset.toml").write_bytes(raw)
    loaded, problems = validate(tmp_path)
    assert {f"{table}.csv" for table in TABLES} | {"dataset.toml"} <= {problem.file for problem in problems}
    assert loaded.dataset.meta.version == ""


def test_bad_bytes_name_their_line_and_cost_only_their_row(tmp_path: Path) -> None:
    (tmp_path / "publishers.csv").write_bytes(f"{HEADER}\n{GOOD}\nb,".encode() + b"\xe9,b.ee,B,,x,\n")
    loaded = load(tmp_path)
    mine = [(p.line, p.rule) for p in loaded.problems if p.file == "publishers.csv"]
    assert mine == [(3, "encoding"), (3, "encoding")]
    assert len(loaded.dataset.publishers) == 1


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "publishers.csv").mkdir()
    assert "publishers.csv" in {problem.file for problem in load(tmp_path).problems}


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert {p.rule for p in load(tmp_path / "nowhere").problems} == {"missing-file"}


def test_a_problem_reads_like_a_sentence_with_a_place() -> None:
    problem = Problem("treaty_actions.csv", 41, "apmbc-ltu-3", "effective_on", "notice-period", "is too early")
    assert str(problem) == "treaty_actions.csv:41: apmbc-ltu-3: effective_on: is too early"
    assert str(Problem("a.csv", 0, "", "", "missing-file", "is missing")) == "a.csv: is missing"
