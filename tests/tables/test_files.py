"""Every download read again by a reader of another make, and compared with the view."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import bibtexparser
import geopandas
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import Package, system
from whole_record import whole, whole_index

from dashboard.domain.groups import Group
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.store.shapes import shapes
from dashboard.tables.citations import dataset_bibtex, dataset_csl
from dashboard.tables.columns import Kind, columns, flat_value, plain_value
from dashboard.tables.dataset_files import DESCRIPTIONS, descriptions
from dashboard.tables.downloads import table_download
from dashboard.tables.fact_row import FactRow
from dashboard.tables.flat import escape_formula, reads_as_formula
from dashboard.tables.records import RECORDS
from dashboard.tables.sheets import sheet, source_rows
from dashboard.tables.status_table import status_document
from data.fields import Row
from data.load import DATA_FOLDER, load
from data.schema import TABLES

LOADED = whole()
INDEX = whole_index()
SHAPES = shapes()
META = LOADED.dataset.meta
VIEW = Selection(groups=frozenset({Group.BORDER}), every_instrument=True, as_of=dt.date(2026, 3, 1))
BEGINNINGS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", " =1", "＝1", "-2+3+cmd|' /C calc'!A0", "\n=1", "\ufeff=1")


def take(form: str, selection: Selection = VIEW, table: str = "facts", index: Index = INDEX, **more: Any) -> bytes:
    return table_download(form, index, SHAPES, selection, table=table, **more).body


def shown(table: str = "facts", selection: Selection = VIEW, index: Index = INDEX) -> list[Row]:
    return list(sheet(index, selection, table).rows)


def with_headline(text: str, index: Index = INDEX) -> Index:
    """The dataset with one event that says ``text``."""
    first, *rest = index.dataset.policy_events
    changed = first.model_copy(update={"headline": text, "detail": text, "actor": text, "votes_for": None})
    return Index(index.dataset.model_copy(update={"policy_events": (changed, *rest)}))


@pytest.mark.parametrize("table", list(RECORDS))
def test_csv_read_by_pandas_equals_the_view(table: str) -> None:
    rows, of = shown(table), columns(RECORDS[table])
    read = pd.read_csv(io.BytesIO(take("csv", table=table)), dtype=str, keep_default_na=False)
    assert list(read.columns)[: len(of)] == [column.name for column in of]
    assert len(read) == len(rows) > 0
    for place, row in enumerate(rows):
        for column in of:
            value = flat_value(getattr(row, column.name))
            text = "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
            expected = escape_formula(text) if isinstance(value, str) else text
            assert read.loc[place, column.name] == expected, (table, column.name)
    assert set(read["export_dataset_version"]) == {META.version}
    assert set(read["export_as_of"]) == {"2026-03-01"}
    assert set(read["export_data_as_of"]) == {META.as_of.isoformat()}
    assert set(read["export_licence"]) == {"CC-BY-4.0"}
    assert all("groups=border" in text and "every_instrument=yes" in text for text in read["export_filter"])


def test_csv_needs_no_setting_and_types_come_back() -> None:
    read = pd.read_csv(io.BytesIO(take("csv")), parse_dates=["on", "known_on"])
    rows = shown()
    assert read["slip_days"].dropna().tolist() == [row.slip_days for row in rows if row.slip_days is not None]
    assert [day.date() for day in read["known_on"]] == [row.known_on for row in rows]
    assert read["current"].dropna().map(bool).tolist() == [row.current for row in rows if row.current is not None]


@pytest.mark.parametrize("table", list(RECORDS))
def test_xlsx_read_by_openpyxl_equals_the_view(table: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(take("xlsx", table=table)))
    page, rows, of = book[table], shown(table), columns(RECORDS[table])
    assert page.freeze_panes == "B2"
    lines = list(page.iter_rows())
    assert [cell.value for cell in lines[0]] == [column.name for column in of]
    assert len(lines) - 1 == len(rows)
    for line, row in zip(lines[1:], rows, strict=True):
        for cell, column in zip(line, of, strict=True):
            value = flat_value(getattr(row, column.name))
            if column.kind is Kind.DAY and value is not None:
                assert cell.is_date
                assert cell.value.date() == value
            else:
                assert cell.value == (None if value == "" else value)
                assert cell.data_type != "f"
    names = {(line[0].value, line[1].value): line[3].value for line in book["codebook"].iter_rows(min_row=2)}
    for column in of:
        assert names[table, column.name] == column.meaning
    told = {line[0].value: line[1].value for line in book["about"].iter_rows(min_row=2)}
    assert told["dataset_version"] == META.version
    assert told["as_of"] == "2026-03-01"
    assert told["licence"] == "CC-BY-4.0"
    assert "groups=border" in told["filter"]
    assert "bordering Russia or Belarus" in told["filter_in_words"]
    if table != "sources":
        cited = sheet(INDEX, VIEW, table).source_ids
        assert ("sources" in book.sheetnames) == bool(cited)
        assert not cited or [line[0].value for line in book["sources"].iter_rows(min_row=2)] == list(cited)


def test_codebook_speaks_in_the_words_of_the_schema() -> None:
    described = {column.name: column.meaning for column in columns(RECORDS["actions"])}
    for name, field in TABLES["treaty_actions"].model_fields.items():
        assert described[name] == field.description


@pytest.mark.parametrize("table", list(RECORDS))
def test_parquet_read_by_pyarrow_equals_the_view(table: str) -> None:
    read = pq.read_table(io.BytesIO(take("parquet", table=table)))
    rows, of = shown(table), columns(RECORDS[table])
    assert read.schema.metadata[b"dataset_version"].decode() == META.version
    assert read.schema.metadata[b"as_of"] == b"2026-03-01"
    assert b"groups=border" in read.schema.metadata[b"filter"]
    assert read.schema.metadata[b"licence"] == b"CC-BY-4.0"
    for column in of:
        assert read.schema.field(column.name).metadata[b"description"].decode() == column.meaning
        assert read.column(column.name).to_pylist() == [plain_value(getattr(row, column.name)) for row in rows]


@pytest.mark.parametrize("table", list(RECORDS))
def test_json_equals_the_view(table: str) -> None:
    read = json.loads(take("json", table=table))
    model = RECORDS[table]
    # Strings become days and lists become tuples again by the model's own rules.
    assert [model.model_validate(row) for row in read["rows"]] == shown(table)
    assert [row["source_id"] for row in read["sources"]] == list(sheet(INDEX, VIEW, table).source_ids)
    assert read["about"]["dataset_version"] == META.version
    assert read["about"]["filter_in_words"].startswith("all instruments; as of 1 March 2026")


@pytest.mark.parametrize("crs", ["4326", "3035"])
def test_geojson_read_by_geopandas_equals_the_status(crs: str) -> None:
    body = take("geojson", Selection(as_of=dt.date(2025, 12, 27)), crs=crs)
    read = geopandas.read_file(io.BytesIO(body))
    assert read.crs is not None
    assert read.crs.to_epsg() == int(crs)
    expected = status_document(INDEX, "apmbc", dt.date(2025, 12, 27))["states"]
    assert dict(zip(read["iso3"], read["status"], strict=True)) == {k: v["status"] for k, v in expected.items()}
    assert dict(zip(read["iso3"], read["stage"], strict=True)) == {k: v["stage"] for k, v in expected.items()}
    drawn = read[~read.geometry.isna()]
    assert set(read["iso3"]) - set(drawn["iso3"]) == {"USA", "CAN"}
    assert drawn.geometry.is_valid.all()
    upstream = geopandas.GeoDataFrame.from_features(
        [one for one in SHAPES["features"] if "iso3" in one["properties"]], crs="EPSG:3035"
    ).set_index("iso3")
    same = drawn.to_crs("EPSG:3035").set_index("iso3").geometry
    overlap = same.symmetric_difference(upstream.geometry.reindex(same.index)).area / same.area
    assert overlap.max() < 0.001
    told = json.loads(body)
    assert told["about"]["dataset_version"] == META.version
    assert ("3035" in json.dumps(told.get("crs", ""))) == (crs == "3035")


def test_geojson_keeps_to_rfc_7946() -> None:
    read = json.loads(take("geojson", Selection()))
    assert "crs" not in read

    def area(ring: list[list[float]]) -> float:
        return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))

    for feature in read["features"]:
        assert set(feature) == {"type", "id", "properties", "geometry"}
        if feature["geometry"] is None:
            continue
        polygons = feature["geometry"]["coordinates"]
        for outer, *holes in polygons if feature["geometry"]["type"] == "MultiPolygon" else [polygons]:
            assert outer[0] == outer[-1]
            assert area(outer) > 0
            assert all(area(hole) < 0 for hole in holes)
            assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in outer)


def test_bibtex_read_by_bibtexparser_equals_the_sources() -> None:
    read = bibtexparser.parse_string(take("bibtex").decode())
    assert not read.failed_blocks
    sources = source_rows(INDEX, sheet(INDEX, VIEW, "facts").source_ids)
    assert [entry.key for entry in read.entries] == [row.source_id for row in sources]
    for entry, row in zip(read.entries, sources, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert fields["url"] == row.url
        assert f"Grade {row.grade}" in fields["note"]
        assert fields["urldate"] == (row.seen_on or META.as_of).isoformat()
        assert ("the very day is not recorded" in fields["note"]) == (row.seen_on is None)
        assert ("year" in fields) == (row.published_on is not None)
        if row.published_on is None:
            assert fields["date"] == f"/{fields['urldate']}"
        elif row.published_precision == "day":
            assert fields["date"] == row.published_on.isoformat()
    assert META.version in read.comments[0].comment


def test_a_kept_copy_stands_in_citations() -> None:
    from dashboard.tables.about import about
    from dashboard.tables.citations import bibtex, csl, ris

    kept = "https://archive.example/1"
    row = source_rows(INDEX, ["untc-xxvi-5"])[0].model_copy(update={"archived_url": kept})
    for text in (make([row], about(INDEX, VIEW)) for make in (bibtex, csl, ris)):
        assert "Archived at https://archive.example/1" in text
        assert "not recorded" not in text


def test_bibtex_survives_hostile_titles() -> None:
    hostile = 'A } title \\ with {every & % $ # _ ~ ^ @comment{x} "sign'
    row = source_rows(INDEX, [next(iter(INDEX.sources))])[0].model_copy(update={"title": hostile})
    from dashboard.tables.about import about
    from dashboard.tables.citations import bibtex

    read = bibtexparser.parse_string(bibtex([row], about(INDEX, VIEW)))
    assert not read.failed_blocks
    assert [entry.key for entry in read.entries] == [row.source_id]


def test_csl_equals_the_sources() -> None:
    read = json.loads(take("csl"))
    sources = source_rows(INDEX, sheet(INDEX, VIEW, "facts").source_ids)
    assert [(item["id"], item["URL"]) for item in read] == [(row.source_id, row.url) for row in sources]
    for item, row in zip(read, sources, strict=True):
        assert item["title"]
        assert META.version in item["source"]
        seen = row.seen_on or META.as_of
        assert item["accessed"] == {"date-parts": [[seen.year, seen.month, seen.day]]}
        assert ("very day is not recorded" in item["note"]) == (row.seen_on is None)
        if row.published_on is not None and row.published_precision == "month":
            assert item["issued"]["date-parts"] == [[row.published_on.year, row.published_on.month]]


def test_the_dataset_itself_is_cited_with_its_edition() -> None:
    entry = bibtexparser.parse_string(dataset_bibtex(META, "https://maps.example/tools/ess/")).entries[0]
    fields = {field.key: field.value for field in entry.fields}
    assert (fields["version"], fields["date"]) == (META.version, META.as_of.isoformat())
    assert fields["url"] == "https://maps.example/tools/ess/"
    assert "url" not in dataset_bibtex(META), "no address that nobody gave"
    item = json.loads(dataset_csl(META))[0]
    assert (item["type"], item["version"], "URL" in item) == ("dataset", META.version, False)
    assert item["issued"]["date-parts"] == [[META.as_of.year, META.as_of.month, META.as_of.day]]


def test_zip_holds_the_dataset_as_committed(tmp_path: Path) -> None:
    described = descriptions(DATA_FOLDER)
    assert set(described) == set(DESCRIPTIONS)
    with zipfile.ZipFile(io.BytesIO(take("zip", described=described))) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    for table in TABLES:
        assert (tmp_path / f"{table}.csv").read_bytes() == (DATA_FOLDER / f"{table}.csv").read_bytes()
    same = load(tmp_path).dataset == LOADED.dataset  # told apart, not shown: pytest would compare for minutes
    assert same
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.to_summary()
    assert META.version in (tmp_path / "ABOUT.txt").read_text()


@pytest.mark.parametrize("text", BEGINNINGS)
def test_formulas_are_made_harmless(text: str) -> None:
    index = with_headline(text)
    event = index.dataset.policy_events[0]
    selection = Selection(kinds=frozenset({event.kind}), every_instrument=True)
    body = take("csv", selection, index=index).decode()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(body, newline=""))}
    assert rows[event.event_id]["headline"] == f"'{text}".replace("\r", "\n")
    page = openpyxl.load_workbook(io.BytesIO(take("xlsx", selection, index=index)))["facts"]
    header, *lines = page.iter_rows()
    place = [cell.value for cell in header].index("headline")
    assert all(cell.data_type != "f" for line in lines for cell in line)
    written = next(line[place] for line in lines if line[0].value == event.event_id)
    assert written.data_type == "s"
    assert written.quotePrefix


def test_negative_numbers_stay_numbers() -> None:
    moved = replace(VIEW, kinds=frozenset({"announcement"}))
    slips = [row.slip_days for row in shown(selection=moved) if isinstance(row, FactRow) and row.slip_days is not None]
    assert min(slips) < 0
    assert pd.read_csv(io.BytesIO(take("csv", moved)))["slip_days"].dropna().tolist() == slips
    page = openpyxl.load_workbook(io.BytesIO(take("xlsx", moved)))["facts"]
    place = [cell.value for cell in page[1]].index("slip_days")
    assert [line[place].value for line in page.iter_rows(min_row=2) if line[place].value is not None] == slips
    assert escape_formula(-5) == -5
    assert not reads_as_formula("5")


def test_an_empty_view_is_an_empty_table_in_every_format() -> None:
    nothing = Selection(text="zzzzzz")
    assert len(pd.read_csv(io.BytesIO(take("csv", nothing)))) == 0
    assert pq.read_table(io.BytesIO(take("parquet", nothing))).num_rows == 0
    assert json.loads(take("json", nothing))["rows"] == []
    assert openpyxl.load_workbook(io.BytesIO(take("xlsx", nothing)))["facts"].max_row == 1
    assert bibtexparser.parse_string(take("bibtex", nothing).decode()).entries == []
    assert json.loads(take("csl", nothing)) == []


def test_unknown_words_are_refused() -> None:
    with pytest.raises(ValueError, match="docx"):
        take("docx")
    with pytest.raises(KeyError):
        take("csv", table="nothing")
