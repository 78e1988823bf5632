"""Files as people save them: separators, encodings, workbooks, days, names of States, lists of other publishers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.store.dataset import Served, shelf
from dashboard.store.templates import KINDS, starter, starter_workbook
from dashboard.store.upload_days import DayReader
from dashboard.store.upload_headers import needed_columns
from dashboard.store.upload_reading import Reading
from dashboard.store.upload_words import NumberReader, TreatyReader
from dashboard.store.uploads import Upload, UploadResult, added, template
from dashboard.tables.dataset_files import dataset_csv
from data.schema import TABLES

HEADER = template("treaty_actions")
ROW = (
    "apmbc-nor-9,apmbc,NOR,withdrawal,2026-03-01,day,2026-09-01,day,stated,full,,,,,single,single,{note},,"
    "untc-xxvi-5,untc-xxvi-5\n"
)
TEXT = HEADER + ROW.format(note="")


DAYS = (
    "2026-03-28", "28.03.2026", "28/03/2026", "3/28/2026", "28 Mar 2026", "March 28, 2026", "28. marca 2026", "46109",
    "2026/03/28", "2026-03-28 00:00:00", "28. 3. 2026", "2026. 03. 28.", "28-Mar-2026",
)  # fmt: skip


@pytest.fixture(scope="module")
def base() -> Served:
    return shelf.current()


def read(base: Served, content: str | bytes, name: str = "my_rows.csv") -> UploadResult:
    return added(base, [Upload(name, content.encode() if isinstance(content, str) else content)])


def words(own: UploadResult) -> str:
    return " | ".join(map(str, own.problems))


def book(rows: Sequence[Sequence[object]]) -> bytes:
    made = openpyxl.Workbook()
    made.create_sheet("Notes").append(["nothing", "here"])
    for row in rows:
        made.worksheets[0].append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    separator=st.sampled_from(",;\t|"),
    says=st.booleans(),
    ends=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp1250", "cp1257", "xlsx"]
    ),
    state=st.sampled_from(
        ["NOR", "Norway", "NO", "nor", "578", " Norge ", "Kingdom of Norway", "Norwegia\u00a0", "Norra"]
    ),
    day=st.sampled_from(DAYS),
    quoted=st.booleans(),
    more=st.sampled_from(["", "empty lines", "empty rows", "empty columns", "plain words in the header", "capitals"]),
    title=st.sampled_from([(), ("My rows",), ("My rows", "as of 2026")]),
    below=st.sampled_from([(), ("Source: my own notes",), ("* from the gazette", "2) not checked")]),
)
def test_every_mix_reads_the_same_row(
    base: Served,
    separator: str,
    says: bool,
    ends: str,
    encoding: str,
    state: str,
    day: str,
    quoted: bool,
    more: str,
    title: tuple[str, ...],
    below: tuple[str, ...],
) -> None:
    rows = [line.split(",") for line in TEXT.splitlines()]
    rows[1][2], rows[1][4], rows[1][6] = state, day, "2026-09-28"
    match more:
        case "empty lines":
            rows[1:1] = [[""], [""]]
        case "empty rows":
            rows[1:1] = [[""] * len(rows[0])]
        case "empty columns":
            rows = [[*row, *[""] * 3000] for row in rows]
        case "plain words in the header":
            rows[0] = [name.replace("_", " ").capitalize() for name in rows[0]]
        case "capitals":
            rows[0] = [f"{name.upper()} " for name in rows[0]]
    rows = [*([one] for one in title), *rows, *([one] for one in below)]
    own = Reading(base.index)
    own.read(
        Upload("mine.csv", book(rows) if encoding == "xlsx" else saved(rows, separator, says, ends, encoding, quoted))
    )
    assert own.problems == []
    (row,) = own.rows["treaty_actions"]
    assert (row.action_id, row.iso3, str(row.acted_on)) == ("apmbc-nor-9", "NOR", "2026-03-28")  # type: ignore[attr-defined]
    known = {state.strip(), day} - {"NOR", "2026-03-28"}
    assert {one.written for one in own.converted} == known
    line = 2 + (says and encoding != "xlsx") + len(title) + {"empty lines": 2, "empty rows": 1}.get(more, 0)
    assert all(one.line == line for one in own.converted)


def saved(rows: Sequence[Sequence[str]], separator: str, says: bool, ends: str, encoding: str, quoted: bool) -> bytes:
    """Rows as a program writes them to a text file."""
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=separator, lineterminator=ends, quoting=quoting).writerows(rows)
    return ((f"sep={separator}{ends}" if says else "") + out.getvalue()).encode(encoding)


@pytest.mark.parametrize(
    ("page", "note"),
    [
        ("cp1250", "Źródło łódzkie"),
        ("cp1250", "Příští měsíc"),
        ("cp1257", "Kariuomenė išsiųsta"),
        ("cp1252", "Malmö"),
        ("cp1251", "Денонсація набула чинності"),
        ("cp1253", "Η σύμβαση ισχύει"),
        ("cp1254", "Genelkurmay Başkanlığı"),
    ],
)
def test_the_code_page_is_found_by_its_letters_and_named(base: Served, page: str, note: str) -> None:
    own = read(base, (HEADER + ROW.format(note=note)).encode(page))
    assert [row.note for row in own.rows["treaty_actions"]] == [note]  # type: ignore[attr-defined]
    assert any(page.replace("cp", "Windows-") in one for one in own.notes)


@pytest.mark.parametrize(
    ("cells", "written", "value"),
    [
        ((), "01.03.2026", None),
        ((), "3/4/2025", None),
        ((), "03.03.2026", "2026-03-03"),
        ((), "28.02.2026", "2026-02-28"),
        ((), "2/28/2026", "2026-02-28"),
        (("28.02.2026",), "01.03.2026", "2026-03-01"),
        (("2/28/2026",), "3/1/2026", "2026-03-01"),
        (("28.02.2026", "02.28.2026"), "01.03.2026", None),
        ((), "9 Jan 2012", "2012-01-09"),
        ((), "January 9, 2012", "2012-01-09"),
        ((), "2012/1/9", "2012-01-09"),
        ((), "20120109", "2012-01-09"),
        ((), "20121309", "20121309"),
        ((), "2012-01-09 00:00:00", "2012-01-09"),
        ((), "31.02.2026", "31.02.2026"),
        ((), "soon", "soon"),
        ((), "1. März 2026", "2026-03-01"),
        ((), "1 marca 2026 r.", "2026-03-01"),
        ((), "9 janv. 2012", "2012-01-09"),
        ((), "2026. 03. 01.", "2026-03-01"),
        ((), "5 listopadu 2025", "2025-11-05"),
        ((), "5 listopad 2025", None),
        ((), "46082", "2026-03-01"),
        ((), "3/28/2026 0:00", "2026-03-28"),
        ((), "3/28/2026 12:00:00 AM", "2026-03-28"),
        ((), "2026-03-28 14:30", "2026-03-28"),
        ((), "2026-03-27T23:00:00Z", "2026-03-27T23:00:00Z"),
        (("28.03.2026 09:15",), "01.03.2026 10:00", "2026-03-01"),
        ((), "Saturday, 28 March 2026", "2026-03-28"),
        ((), "sob. 28.03.2026", "2026-03-28"),
        ((), "Mar 28, 2026", "2026-03-28"),
        ((), "mar. 31 mars 2026", "2026-03-31"),
        ((), "28th of March 2026", "2026-03-28"),
        ((), "28.III.2026", "2026-03-28"),
        ((), "28 III 2026 r.", "2026-03-28"),
        ((), "2026‑03‑28", "2026-03-28"),
        ((), "28–03–2026", "2026-03-28"),
        ((), "2026 m. kovo 28 d.", "2026-03-28"),
        ((), "2026. gada 28. marts", "2026-03-28"),
        ((), "2026. március 28.", "2026-03-28"),
        ((), "28 Μαρτίου 2026", "2026-03-28"),
        ((), "28 марта 2026 г.", "2026-03-28"),
        ((), "28 березня 2026 року", "2026-03-28"),
        ((), "2026-Mar-28", "2026-03-28"),
    ],
)
def test_days_are_read_or_asked_back(cells: tuple[str, ...], written: str, value: str | None) -> None:
    days = DayReader((*cells, written))
    if value is None:
        with pytest.raises(ValueError, match=r"either of two days: type \d{4}-\d\d-\d\d for"):
            days.read(written)
    else:
        assert days.read(written) == value


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("UK", "GBR"), ("Turkey", "TUR"), ("XKS", "XKX"), ("RKS", "XKX"), ("KOS", "XKX"), ("ROM", "ROU"), ("EL", "GRC"),
        ("Holland", "NLD"), ("Czech Republic", "CZE"), ("Россия", "RUS"), ("Norway (NO)", "NOR"),
        ("Norway[note 1]", "NOR"), ('"Moldova, Republic of"', "MDA"), ('"MACEDONIA, NORTH"', "MKD"),
        ("Netherlands (Kingdom of the)", "NLD"), ("Türkiye (Turkey)", "TUR"), ("Denmark¹", "DNK"),
        ("TÃ¼rkiye", "TUR"), ("TĂĽrkiye", "TUR"), ("Ã–sterreich", "AUT"),
    ],
)  # fmt: skip
def test_other_codes_and_names_are_read(base: Served, code: str, meant: str) -> None:
    assert [one.value for one in read(base, TEXT.replace("NOR", code)).converted] == [meant]


@pytest.mark.parametrize(
    ("cells", "written", "value"),
    [
        ((), "2,5", "2.5"),
        ((), "1\u00a0234,5", "1234.5"),
        ((), "1.234.567", "1234567"),
        ((), "1.234,5", "1234.5"),
        ((), "1,234.5", "1234.5"),
        ((), "1.234", "1.234"),
        ((), "1,234", None),
        (("2,5",), "1,234", "1.234"),
        (("2,5",), "1.234", None),
        ((), "0,125", "0.125"),
        ((), "-3", "-3"),
        ((), "much", "much"),
    ],
)
def test_numbers_are_read_or_asked_back(cells: tuple[str, ...], written: str, value: str | None) -> None:
    numbers = NumberReader((*cells, written))
    if value is None:
        with pytest.raises(ValueError, match="either of two numbers: type"):
            numbers.read(written)
    else:
        assert numbers.read(written) == value


def test_a_day_of_another_weekday_is_asked_back() -> None:
    with pytest.raises(ValueError, match="2026-03-28 is a Saturday"):
        DayReader([]).read("Friday, 28 March 2026")


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ("Norway, Finland and Denmark", "NOR;FIN;DNK"),
        ("Norwegen / Finnland", "NOR;FIN"),
        ("Bosnia and Herzegovina", "BIH"),
        ("Bosnia and Herzegovina, Norway", "Bosnia and Herzegovina, Norway"),
        ("Norway and Ruritania", "Norway and Ruritania"),
    ],
)
def test_a_cell_for_several_states_takes_commas_where_every_part_is_one(base: Served, cell: str, read_as: str) -> None:
    assert Reading(base.index).states.read_several(cell) == read_as


def test_marks_that_keep_a_cell_as_typed_are_taken_off(base: Served) -> None:
    for day in ("'2026-03-28", '"=""2026-03-28"""'):
        own = read(base, TEXT.replace("2026-03-01", day).replace("2026-09-01", "2026-09-28"))
        assert own.problems == ()
        assert [one.value for one in own.converted] == ["2026-03-28"]


def test_rows_that_were_quoted_as_a_whole_are_read(base: Served) -> None:
    lines = TEXT.splitlines()
    whole = "\r\n".join('"' + line.replace('"', '""') + '"' for line in lines)
    assert read(base, whole).problems == ()


def test_words_of_other_people_are_read_and_shown(base: Served) -> None:
    header = "ID;Treaty;Country;Action;Date;Confidence;Source\n"
    row = "apmbc-nor-9;Ottawa;Norge;Denunciation;1. März 2026;Single;untc-xxvi-5\n"
    own = read(base, "My list\n\n" + header + row + "\nSource: my own notes\n")
    assert own.problems == ()
    assert [one.value for one in own.converted if one.line == 4] == [
        "apmbc",
        "NOR",
        "withdrawal",
        "2026-03-01",
        "single",
    ]
    assert {one.written: one.value for one in own.converted if one.line == 3}["Country"] == "iso3"
    assert [note.split(": ", 1)[1] for note in own.notes] == [
        "line 1 is words above the table: not read",
        "line 6 is words below the table: not read",
    ]
    for act in ("wypowiedzenie", "Kündigung", "opzegging", "денонсация"):
        assert read(base, header + row.replace("Denunciation", act)).problems == ()
    assert "did you mean withdrawal?" in words(read(base, header + row.replace("Denunciation", "withdrawl")))


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Ottawa Convention", "apmbc"),
        ("ottawa convention (APMBC)", "apmbc"),
        ("Convention on Cluster Munitions (CCM)", "ccm"),
        ("Rome Statute", "rome"),
        ("CCW Protocol IV", "ccw-p4"),
        ("landmines", "landmines"),
    ],
)
def test_a_treaty_is_known_without_what_a_name_adds_in_brackets(base: Served, written: str, read_as: str) -> None:
    assert TreatyReader(base.index).read(written) == read_as


@pytest.mark.parametrize("remark", ["# not checked yet", "#,see, the gazette", "// a draft", "---,---,:--", "== , =="])
def test_a_remark_between_rows_is_named_and_not_read(base: Served, remark: str) -> None:
    rows = [ROW.format(note=""), f"{remark}\n", ROW.format(note="").replace("NOR", "ISL").replace("-nor-", "-isl-")]
    own = read(base, HEADER + "".join(rows))
    assert [row.iso3 for row in own.rows["treaty_actions"]] == ["NOR", "ISL"]
    assert own.notes == ("my_rows.csv: remarks between the rows, line 3: not read",)


def test_rows_that_stand_word_for_word_are_left_out_beside_new_ones(base: Served) -> None:
    whole = dataset_csv(TABLES["treaty_actions"], base.index.dataset.treaty_actions).decode()
    own = read(base, whole + ROW.format(note=""))
    assert own.problems == ()
    assert own.count == 1
    assert own.notes == ()
    assert "stand in the dataset word for word" in own.repeated[0]


def test_messages_name_file_and_cell_as_written_and_what_to_type(base: Served) -> None:
    own = read(base, TEXT.replace("NOR", "Norwey"))
    assert words(own) == "my_rows.csv:2: iso3: 'Norwey' is not the code of a State: did you mean NOR (Norway)?"
    assert "did you mean acted_on?" in words(read(base, TEXT.replace("acted_on", "acted_onn")))
    assert "pattern" not in words(read(base, TEXT.replace("NOR", "Atlantis")))
    assert "did you mean untc-xxvi-5?" in words(read(base, TEXT.replace("untc-xxvi-5", "untc-xxvi5")))
    for day, advice in (
        ("01.03.26", "four digits"),
        ("March 2026", "month as its precision"),
        ("soon", "2026-03-01 for"),
    ):
        assert advice in words(read(base, TEXT.replace("2026-03-01", day)))


def test_a_workbook_is_read_and_its_cells_are_named(base: Served) -> None:
    header, row = (line.split(",") for line in TEXT.splitlines())
    row[4:7:2] = [dt.datetime(2026, 3, 1), dt.date(2026, 9, 1)]  # type: ignore[list-item]
    assert read(base, book([header, row]), "mine.xlsx").problems == ()
    row[6] = "=E2+184"
    assert "cell G2 is a formula without a stored value" in words(read(base, book([header, row]), "mine.xlsx"))


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as files:
        for name, body in parts.items():
            files.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04" + b"\xfd" * 50, "workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old kind (.xls)"),
        (packed({"word/document.xml": b"<w/>"}), "not an Excel workbook"),
        (packed({"xl/workbook.xml": b"<w/>", "xl/media/a.png": bytes(51 * 1024 * 1024)}), "more than 50 MB"),
        (packed({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w/>'}), "declarations"),
        (packed({"xl/workbook.xml": b"<w/>"}), "cannot be read"),
        (b"%PDF-1.7" + bytes(100), "a PDF"),
        (b"<html><table><tr><td>iso3", "a web page"),
        (b'[{"iso3": "NOR"}]', "JSON"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (packed({"content.xml": b"<w/>"}), "OpenDocument"),
        (packed({"xl/workbook.bin": b""}), ".xlsb"),
    ],
    ids=["damaged", "old", "other", "bomb", "entities", "hollow", "pdf", "web", "json", "password", "ods", "xlsb"],
)
def test_a_file_that_is_no_table_is_called_what_it_is(base: Served, content: bytes, said: str) -> None:
    assert said in words(read(base, content))


def repacked(content: bytes, cell: bytes, more: dict[str, bytes]) -> bytes:
    """A workbook with one more cell in its first sheet, and more parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        parts = {name: files.read(name) for name in files.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", cell + b"</sheetData>"
    )
    return packed(parts | more)


@pytest.mark.parametrize("place", ["XFD12", "CW12", "A50001", "A1048576"])
def test_a_cell_beyond_the_reach_of_a_sheet_is_refused_and_an_empty_one_is_not(base: Served, place: str) -> None:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode()
    content = book([line.split(",") for line in TEXT.splitlines()])
    full = b'<row r="%b"><c r="%b" t="inlineStr"><is><t>x</t></is></c></row>' % (row, place.encode())
    assert "50,000 rows of 100 columns" in words(read(base, repacked(content, full, {})))
    empty = b'<row r="%b"><c r="%b" s="0"/></row>' % (row, place.encode())
    assert read(base, repacked(content, empty, {})).problems == ()


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_sheet_that_is_not_shown_is_named_and_not_read(base: Served, state: str) -> None:
    made = openpyxl.Workbook()
    rows = list(csv.reader(io.StringIO(TEXT)))
    for row in rows:
        made.worksheets[0].append(row)
    old = made.create_sheet("Old")
    for row in (rows[0], ["apmbc-nor-8", *rows[1][1:]]):
        old.append(row)
    old.sheet_state = state
    out = io.BytesIO()
    made.save(out)
    own = read(base, out.getvalue(), "mine.xlsx")
    assert not own.problems
    assert own.notes == ("mine.xlsx: sheet Old is hidden: not read; show it in Excel to have it read",)


def test_macros_and_links_to_other_files_are_not_read(base: Served) -> None:
    parts = {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    content = repacked(book([line.split(",") for line in TEXT.splitlines()]), b"", parts)
    assert read(base, content, "mine.xlsm").problems == ()


@pytest.mark.parametrize("name", KINDS)
def test_a_template_holds_what_must_be_filled_and_its_example_reads(base: Served, name: str) -> None:
    kind, dataset = KINDS[name], base.index.dataset
    header, *rows = starter(kind, dataset).splitlines()
    assert set(needed_columns(kind.table)) <= set(header.split(","))
    assert len(rows) == 1
    for content in (starter(kind, dataset).encode(), starter_workbook(kind, dataset)):
        own = read(base, content, f"{name}.csv")
        assert {one.rule for one in own.problems} == {"unique-ids"}, words(own)
        assert own.converted == ()
        assert own.notes == ()
