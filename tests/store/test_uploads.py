"""A reader's own rows: the dataset's rules, line-precise problems, a true preview, files that pass upstream, no "
"raise."""

from __future__ import annotations

import gc
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.server.bundles import browser_bundle
from dashboard.store.dataset import Served, shelf
from dashboard.store.proposal import proposal
from dashboard.store.uploads import MAX_BYTES, UPLOADS_VERSION, Upload, added, table_of, template
from dashboard.tables.dataset_files import dataset_csv
from dashboard.tables.rows import rows_of
from data.load import DATA_FOLDER
from data.schema import TABLES
from data.source_schema import Grade
from data.validate import validate

HEADER = template("treaty_actions")
SOURCE = "untc-xxvi-5"


@pytest.fixture(scope="module")
def base() -> Served:
    return shelf.current()


def withdrawal(iso3: str = "NOR", number: int = 9, effect: str = "2026-09-01", acted: str = "2026-03-01") -> str:
    return (
        f"apmbc-{iso3.lower()}-{number},apmbc,{iso3},withdrawal,{acted},day,{effect},day,stated,full,,,,,single,single,,,"
        f"{SOURCE},{SOURCE}\n"
    )


def upload(text: str, name: str = "mine.csv") -> Upload:
    return Upload(name, text.encode())


def test_templates_are_recognised_by_their_header() -> None:
    for table in TABLES:
        assert table_of(template(table).strip().split(",")) == table
    assert table_of(["name", "value"]) is None


def test_every_table_is_written_as_the_dataset_writes_it(base: Served) -> None:
    for table in TABLES:
        written = dataset_csv(TABLES[table], getattr(base.index.dataset, table))
        assert written == (DATA_FOLDER / f"{table}.csv").read_bytes(), table


def test_a_good_row_joins_and_its_change_is_told(base: Served) -> None:
    own = added(base, [upload(HEADER + withdrawal())])
    assert own.problems == ()
    assert own.served is not None
    assert own.served.has_uploads
    assert [(one.iso3, one.lens_id, one.start.isoformat()) for one in own.changes] == [
        ("NOR", "apmbc", "2026-03-01"),
        ("NOR", "apmbc", "2026-09-01"),
    ]
    assert own.served.index.upload_ids == {"apmbc-nor-9"}
    assert own.served.index.dataset.meta.version.endswith(UPLOADS_VERSION)
    assert "apmbc-nor-9" not in base.index.actions, "the product's own data stay as they are"
    assert own.served.stamp != base.stamp


def test_the_same_files_are_merged_once_for_all_who_hold_them(base: Served) -> None:
    first, again = (added(base, [upload(HEADER + withdrawal())]) for _ in range(2))
    assert again is first
    assert first.served is not None
    bundles_of = [browser_bundle("apmbc", first.served)[0] for _ in range(2)]
    assert bundles_of[0] is bundles_of[1]
    assert isinstance(bundles_of[0], dict)
    for other in (upload(HEADER + withdrawal("POL")), upload(HEADER + withdrawal(), "other.csv")):
        assert added(base, [other]) is not first
    assert added(replace(base, problems=()), [upload(HEADER + withdrawal())]) is first
    held = ref(first.served.index)
    del first, again, bundles_of
    gc.collect()
    assert held() is None, "nothing is kept that nobody holds"


def test_own_rows_are_marked_in_lists(base: Served) -> None:
    own = added(base, [upload(HEADER + withdrawal())])
    assert own.served is not None
    rows = rows_of(own.served.index, Selection(grades=frozenset(Grade))).rows
    assert {row.id for row in rows if row.yours} == {"apmbc-nor-9"}
    assert not any(row.yours for row in rows_of(base.index, Selection()).rows)


def test_problems_name_the_reader_s_file_and_line(base: Served) -> None:
    text = HEADER + withdrawal(effect="2026-08-01") + "a,b\n" + withdrawal("SWE", 9, effect="2026-13-01")
    own = added(base, [upload(text, "exits.csv")])
    assert own.served is None
    assert {(problem.file, problem.line) for problem in own.problems} == {("exits.csv", 3), ("exits.csv", 4)}
    own = added(base, [upload(HEADER + withdrawal(effect="2026-08-01"), "exits.csv")])
    (problem,) = own.problems
    assert (problem.file, problem.line, problem.row_id) == ("exits.csv", 2, "apmbc-nor-9")
    assert "P6M" in problem.message


def test_a_row_that_stands_already_is_refused(base: Served) -> None:
    own = added(base, [upload(HEADER + withdrawal(number=1))])
    assert any(problem.rule == "unique-ids" and problem.line == 2 for problem in own.problems)


def test_a_row_with_its_own_source_and_publisher(base: Served) -> None:
    publisher = template("publishers") + "example-press,Example Press,press.example,B,NOR,press,\n"
    source = (
        "source_id,publisher_id,title,published_on,url\n"
        "example-press-1,example-press,On leaving,2026-03-02,https://press.example/1\n"
    )
    act = HEADER + withdrawal().replace(SOURCE, "example-press-1")
    own = added(base, [upload(act, "a.csv"), upload(source, "s.csv"), upload(publisher, "p.csv")])
    assert own.problems == ()
    assert own.count == 3
    lonely = added(base, [upload(source, "s.csv"), upload(publisher, "p.csv")])
    assert {problem.rule for problem in lonely.problems} == {"used-sources"}


def test_files_as_spreadsheets_save_them(base: Served) -> None:
    text = "\ufeff" + (HEADER + withdrawal()).replace("\n", "\r\n")
    assert added(base, [upload(text)]).problems == ()
    broken = added(base, [Upload("a.csv", HEADER.encode() + b"Malm\x81\x00")])
    assert broken.problems[0].line == 2
    assert "UTF-8" in broken.problems[0].message


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\x00" * 500,
        b'"' + b"a," * 2000,
        HEADER.encode(),
        HEADER.encode() * 2,
        HEADER.encode() + b'"' + b"x" * 200_000,
        HEADER.encode() + b"=cmd|' /C calc'!A0," * 18 + b"\n",
        b"PK\x03\x04" + bytes(range(256)) * 20,
        HEADER.encode() + b"<script>alert(1)</script>" + b"," * 17 + b"\n",
        HEADER.encode() + b"\n".join([b"," * 17] * 5000),
    ],
    ids=lambda content: repr(content[:16]),
)
def test_hostile_files_are_told_not_raised(base: Served, content: bytes) -> None:
    own = added(base, [Upload("<img src=x>\x1b[31m\n.csv", content)])
    assert own.served is None
    assert own.problems
    assert all("<" not in problem.file and "\n" not in problem.file for problem in own.problems)


def test_too_much_is_refused_unread(base: Served) -> None:
    own = added(base, [Upload("big.csv", b"a" * (MAX_BYTES + 1))])
    assert [problem.rule for problem in own.problems] == ["size"]
    many = added(base, [upload(HEADER + "".join(withdrawal("NOR", number) for number in range(20_001)))])
    assert "size" in {problem.rule for problem in many.problems}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=400) | st.text(max_size=300).map(lambda text: (HEADER + text).encode()))
@example(b"\xff\xfe")
def test_anything_at_all_is_told_not_raised(base: Served, content: bytes) -> None:
    own = added(base, [Upload("x.csv", content)])
    assert own.problems or own.served is not None


def test_the_proposal_passes_upstream(base: Served, tmp_path: Path) -> None:
    own = added(base, [upload(HEADER + withdrawal())])
    folder = tmp_path / "data"
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with zipfile.ZipFile(io.BytesIO(proposal(base.index, own))) as files:
        assert sorted(files.namelist()) == ["PROPOSAL.md", "data/treaty_actions.csv"]
        files.extract("data/treaty_actions.csv", tmp_path)
        assert "apmbc-nor-9" in files.read("PROPOSAL.md").decode()
    loaded, problems = validate(folder)
    assert problems == ()
    ids = [row.action_id for row in loaded.dataset.treaty_actions]
    assert ids.index("apmbc-nor-9") == ids.index("apmbc-nor-3") + 1
    before = (DATA_FOLDER / "treaty_actions.csv").read_text(encoding="utf-8").splitlines()
    after = (folder / "treaty_actions.csv").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [withdrawal().strip()]
    assert len(after) == len(before) + 1


def test_the_merged_index_is_a_plain_index(base: Served) -> None:
    own = added(base, [upload(HEADER + withdrawal())])
    assert own.served is not None
    assert type(own.served.index) is Index
    assert len(own.served.index.dataset.treaty_actions) == len(base.index.dataset.treaty_actions) + 1
