"""Downloads of exactly the filtered view, in every format."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, NamedTuple, assert_never

from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.tables.about import About, about
from dashboard.tables.citations import bibtex, csl, ris
from dashboard.tables.dataset_files import dataset_zip
from dashboard.tables.flat import csv_of_lines, json_bytes, parquet_bytes, xlsx_bytes
from dashboard.tables.geojson import Crs, geojson_bytes
from dashboard.tables.records import SourceRow
from dashboard.tables.sheet_rows import lens_rows, status_rows
from dashboard.tables.sheets import sheet, source_rows


class Format(StrEnum):
    """What a view can be taken away as."""

    CSV = "csv"
    CSV_EXCEL = "csv-excel"
    """With the mark by which Excel knows UTF-8."""
    XLSX = "xlsx"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    JSON = "json"
    BIBTEX = "bibtex"
    CSL = "csl"
    RIS = "ris"
    ZIP = "zip"


MEDIA: dict[Format, tuple[str, str]] = {
    Format.CSV: ("text/csv; charset=utf-8", "csv"),
    Format.CSV_EXCEL: ("text/csv; charset=utf-8", "excel.csv"),
    Format.XLSX: ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    Format.PARQUET: ("application/vnd.apache.parquet", "parquet"),
    Format.GEOJSON: ("application/geo+json", "geojson"),
    Format.JSON: ("application/json", "json"),
    Format.BIBTEX: ("application/x-bibtex; charset=utf-8", "bib"),
    Format.CSL: ("application/vnd.citationstyles.csl+json", "csl.json"),
    Format.RIS: ("application/x-research-info-systems", "ris"),
    Format.ZIP: ("application/zip", "zip"),
}
"""Media type and file ending."""


class Download(NamedTuple):
    """A file to hand over."""

    body: bytes
    media_type: str
    filename: str


def table_download(
    wanted: Format | str,
    index: Index,
    shapes: Mapping[str, Any],
    selection: Selection,
    *,
    table: str = "facts",
    all_instruments: bool = False,
    crs: Crs = "4326",
    described: Mapping[str, bytes] | None = None,
) -> Download:
    """The view as a file. Equal arguments give equal bytes.

    ``table`` is a key of ``records.RECORDS``. geojson always holds the statuses of the selected States under
    the selection's treaty, or their readings under its policy or measure; bibtex, csl and ris the sources behind
    the rows, zip the whole dataset whatever the selection. ``shapes`` is the map file (EPSG:3035), read for geojson
    alone; ``described`` are the dataset's own descriptions by file name, added to the zip. Raises ``ValueError`` for
    an unknown format, ``KeyError`` for an unknown table, lens or series.
    """
    chosen = Format(wanted)
    stamp = about(index, selection, all_instruments=all_instruments)
    media_type, ending = MEDIA[chosen]
    if chosen is Format.ZIP:
        name = f"european-security-shifts-{stamp.dataset_version}.{ending}"
        return Download(dataset_zip(index, stamp, described or {}), media_type, name)
    if chosen is Format.GEOJSON:
        stamp = about(index, replace(selection, every_instrument=False))
        rows = lens_rows(index, selection) if selection.lens else status_rows(index, selection)
        name = selection.lens_name if selection.lens else "status"
        return Download(geojson_bytes(shapes, rows, stamp, crs), media_type, _filename(name, stamp, ending))
    shown = sheet(index, selection, table, all_instruments=all_instruments)

    def sources() -> list[SourceRow]:
        return source_rows(index, shown.source_ids)

    match chosen:
        case Format.CSV:
            body = csv_of_lines(shown.model, shown.lines, stamp)
        case Format.CSV_EXCEL:
            body = codecs.BOM_UTF8 + csv_of_lines(shown.model, shown.lines, stamp)
        case Format.XLSX:
            body = xlsx_bytes(table, shown.model, shown.rows, sources(), stamp)
        case Format.PARQUET:
            body = parquet_bytes(table, shown.model, shown.rows, stamp)
        case Format.JSON:
            body = json_bytes(table, shown.model, shown.rows, sources(), stamp)
        case Format.BIBTEX:
            body = bibtex(sources(), stamp).encode()
        case Format.CSL:
            body = csl(sources(), stamp).encode()
        case Format.RIS:
            body = ris(sources(), stamp).encode()
        case _:
            assert_never(chosen)
    named = "sources" if chosen in (Format.BIBTEX, Format.CSL, Format.RIS) else table
    return Download(body, media_type, _filename(named, stamp, ending))


def _filename(table: str, stamp: About, ending: str) -> str:
    return f"european-security-shifts-{stamp.dataset_version}-{table}-{stamp.as_of}.{ending}"


__all__ = ["MEDIA", "Download", "Format", "table_download"]
