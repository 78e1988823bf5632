"""A dataset with markup in every text, through every format that leaves: well formed, inert, whole."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from poison import MARK, copy_poisoned_data, poison_stories
from pptx import Presentation

from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.exports import View, make
from dashboard.exports.calendar_feed import calendar_feed
from dashboard.exports.feeds import atom_feed
from dashboard.tables.downloads import Format, table_download
from data.load import DATA_FOLDER, load
from data.rules import check
from data.source_schema import Grade
from data.story_files import load_stories
from geo.loader import load_geojson

SVG = "{http://www.w3.org/2000/svg}"
EVERY = Selection(grades=frozenset(Grade))


@cache
def world() -> tuple[Index, tuple[Any, ...]]:
    """The poisoned dataset and its stories."""
    with TemporaryDirectory() as holder:
        folder = Path(holder) / "data"
        copy_poisoned_data(DATA_FOLDER, folder)
        poison_stories(folder / "stories")
        loaded = load(folder)
        assert not loaded.problems
        assert not check(loaded)
        stories = load_stories(loaded.dataset, folder / "stories")
        assert stories.stories, [str(one) for one in stories.problems[:5]]
        return Index(loaded.dataset), stories.stories


def view(**more: Any) -> View:
    index, _ = world()
    return View(index, load_geojson(), "apmbc", index.dataset.meta.as_of, **({"iso3s": frozenset()} | more))


class Elements(HTMLParser):
    """Elements and attributes of a page as a browser's parser would meet them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.met: list[tuple[str, dict[str, str]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.met.append((tag, {key: value or "" for key, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def inert_html(body: str) -> Elements:
    found = Elements()
    found.feed(body)
    found.close()
    for tag, attributes in found.met:
        assert MARK not in attributes.get("class", ""), (tag, attributes)
        for key, value in attributes.items():
            assert not (key.startswith("on") and MARK in value), (tag, key, value)
            if key in ("href", "src", "action"):
                assert not value.strip().lower().startswith(("javascript:", "vbscript:", "data:text")), value
                assert f"{MARK}.invalid" not in value.split("?")[0], value
    return found


@pytest.mark.parametrize("story", [False, True])
def test_the_single_file_holds_no_element_of_the_data(story: bool) -> None:
    _, stories = world()
    body = make("html", view(story=stories[0]) if story else view())[0].decode()
    found = inert_html(body)
    scripts = [attributes for tag, attributes in found.met if tag == "script"]
    assert all("src" not in attributes for attributes in scripts)
    assert f"window.__{MARK}=1</script>" not in body, "the data close the element around them"
    assert MARK in body, "the poison is nowhere in the file"


@pytest.mark.parametrize("kind", ["map", "production", "dossier"])
def test_a_picture_is_one_tree_without_strangers(kind: str) -> None:
    iso3s = frozenset({"FIN"}) if kind == "dossier" else frozenset[str]()
    body = make("svg", view(kind=kind, iso3s=iso3s))[0]
    tree = ElementTree.fromstring(body)
    allowed = {"svg", "g", "path", "rect", "circle", "line", "text", "tspan", "title", "desc", "defs", "pattern", "clipPath", "use", "polygon", "polyline", "style", "metadata", "a", "symbol", "marker"}  # fmt: skip  # noqa: E501
    for one in tree.iter():
        name = str(one.tag).rpartition("}")[2]
        if str(one.tag).startswith(SVG):
            assert name in allowed, name
        assert MARK not in one.attrib.get("class", "")
        for key, value in one.attrib.items():
            assert not key.lower().startswith("on"), key
            if key.endswith("href"):
                assert value.startswith(("#", "https://", "http://")), value
    for form in ("png", "pdf"):
        assert len(make(form, view(kind=kind, iso3s=iso3s))[0]) > 5000


def test_a_slide_opens_and_links_only_to_sources() -> None:
    _, stories = world()
    for one in (view(), view(story=stories[0])):
        body = make("pptx", one)[0]
        deck = Presentation(io.BytesIO(body))
        assert len(deck.slides) >= 1
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels")):
                    tree = ElementTree.fromstring(parts.read(name))
                    if name.endswith(".rels"):
                        outside = [rel.attrib["Target"] for rel in tree if rel.attrib.get("TargetMode") == "External"]
                        assert all(target.startswith(("https://", "http://")) for target in outside), outside


@pytest.mark.parametrize("table", ["facts", "actions", "events", "announcements", "sources", "states", "instruments"])
def test_a_table_keeps_its_shape_and_starts_no_formula(table: str) -> None:
    index, _ = world()
    text = table_download(Format.CSV, index, {}, EVERY, table=table, all_instruments=True).body.decode("utf-8-sig")
    lines = [line for line in csv.reader(io.StringIO(text, newline=""), strict=True) if line]
    data = [line for line in lines if not line[0].startswith("#")]
    assert len({len(line) for line in data}) == 1, {len(line) for line in data}
    for line in data:
        for cell in line:
            number = cell.replace(".", "", 1).replace("-", "", 1).isdigit()
            assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell[:60]
    book = load_workbook(io.BytesIO(table_download(Format.XLSX, index, {}, EVERY, table=table).body))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row), sheet.title


def test_documents_of_data_parse() -> None:
    index, _ = world()
    for form in (Format.JSON, Format.CSL, Format.GEOJSON):
        shapes = load_geojson() if form is Format.GEOJSON else {}
        json.loads(table_download(form, index, shapes, EVERY).body)
    bib = table_download(Format.BIBTEX, index, {}, EVERY).body.decode()
    assert bib.count("{") - bib.count("\\{") == bib.count("}") - bib.count("\\}")


def test_feeds_carry_text_alone() -> None:
    index, _ = world()
    body = atom_feed(index, EVERY, "# Changes\n", all_instruments=True)
    ElementTree.fromstring(body)
    read = feedparser.parse(body)
    assert read.entries
    assert not read.bozo
    for entry in read.entries[:40]:
        for link in entry.get("links", []):
            assert link["href"].startswith(("http://", "https://", "urn:", "/", "tag:")), link
        for content in (*entry.get("content", []), entry.get("summary_detail", {}), entry.get("title_detail", {})):
            if content and content.get("type") != "text/plain":
                inert_html(content["value"])
    calendar = Calendar.from_ical(calendar_feed(index, EVERY, all_instruments=True))
    assert len(list(calendar.walk("VEVENT"))) > 3
