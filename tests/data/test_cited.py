"""Those who cite, keep or load the dataset are told of it as it is: CITATION.cff, .zenodo.json, croissant.json."""

from __future__ import annotations

import json
from typing import Any

import mlcroissant
import yaml
from whole_record import whole

from data.citation_files import CFF, ZENODO, citation_cff
from data.croissant import CROISSANT, croissant
from data.load import DATA_FOLDER
from data.package import package
from data.schema import TABLES

DATASET = whole().dataset
META = DATASET.meta
CFF_NEEDS = {"cff-version", "message", "title", "authors"}
CFF_KNOWS = CFF_NEEDS | {"type", "abstract", "version", "date-released", "license", "keywords", "url"}


def test_version_and_day_are_those_of_the_dataset() -> None:
    cff = yaml.safe_load((DATA_FOLDER.parent / CFF).read_text(encoding="utf-8"))
    zenodo = json.loads((DATA_FOLDER.parent / ZENODO).read_text(encoding="utf-8"))
    loaded = json.loads((DATA_FOLDER / CROISSANT).read_text(encoding="utf-8"))
    assert (cff["version"], cff["date-released"]) == (META.version, META.as_of.isoformat())
    assert (zenodo["version"], zenodo["publication_date"]) == (META.version, META.as_of.isoformat())
    assert (loaded["version"], loaded["datePublished"]) == (META.version, META.as_of.isoformat())
    assert cff["license"] == META.data_licence == zenodo["license"].upper()
    assert loaded["citeAs"] == META.citation


def test_the_citation_file_is_of_format_1_2() -> None:
    cff = yaml.safe_load((DATA_FOLDER.parent / CFF).read_text(encoding="utf-8"))
    assert cff["cff-version"] == "1.2.0"
    assert cff["type"] == "dataset"
    assert set(cff) >= CFF_NEEDS
    assert set(cff) <= CFF_KNOWS
    assert all(isinstance(value, str) and value for key, value in cff.items() if key not in {"authors", "keywords"})
    assert all(author["name"] for author in cff["authors"])


def test_a_sign_that_yaml_could_misread_stays_a_sign() -> None:
    odd = META.model_copy(update={"title": 'No: "x" #1 – ö', "homepage": "https://example.org/a#b"})
    read = yaml.safe_load(citation_cff(odd))
    assert (read["title"], read["url"]) == (odd.title, odd.homepage)


def test_a_loader_of_datasets_finds_no_fault_and_reads_the_rows() -> None:
    read = mlcroissant.Dataset(jsonld=str(DATA_FOLDER / CROISSANT))
    assert not read.metadata.issues.errors
    assert not read.metadata.issues.warnings
    for table in ("instruments", "countries", "exit_steps"):
        rows = list(read.records(record_set=table))
        assert len(rows) == len(getattr(DATASET, table))
        assert list(rows[0]) == [f"{table}/{column}" for column in TABLES[table].model_fields]


def test_both_descriptions_name_the_same_columns() -> None:
    loaded: dict[str, Any] = croissant(META)
    described = package(META)
    assert [one["path"] for one in described["resources"]] == [one["contentUrl"] for one in loaded["distribution"]]
    for resource, records in zip(described["resources"], loaded["recordSet"], strict=True):
        ours = [(one["name"], one["description"]) for one in resource["schema"]["fields"]]
        assert ours == [(one["name"], one["description"]) for one in records["field"]]
