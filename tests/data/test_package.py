"""The dictionary and the data package are current, and other tools read the tables by them."""

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from frictionless import Package, Row
from frictionless.resources import TableResource

from data.citation_files import CFF, ZENODO
from data.croissant import CROISSANT
from data.dictionary import BEGIN, README, main, rendered
from data.load import DATA_FOLDER, load
from data.package import PACKAGE
from data.schema import TABLES, key_of


def test_every_file_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().out + "run python -m data.dictionary --write"


def test_a_stale_file_is_told_and_renewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(DATA_FOLDER, tmp_path / "data", ignore=shutil.ignore_patterns("__pycache__"))
    folder = str(tmp_path / "data")
    for path in (tmp_path / "data" / PACKAGE, tmp_path / "data" / CROISSANT, tmp_path / CFF):
        path.write_text("{}\n", encoding="utf-8")
    assert main(["--check", "--data", folder]) == 1
    told = capsys.readouterr().out
    assert all(name in told for name in (PACKAGE, CROISSANT, CFF))
    assert ZENODO not in told, "nobody asked for it there"
    assert main(["--write", "--data", folder]) == 0
    assert main(["--check", "--data", folder]) == 0


def test_a_readme_without_marks_is_refused(tmp_path: Path) -> None:
    (tmp_path / README).write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="once each"):
        rendered(tmp_path, load().dataset)


def test_the_readme_names_every_column() -> None:
    text = (DATA_FOLDER / README).read_text(encoding="utf-8").split(BEGIN)[1]
    for table, model in TABLES.items():
        part = text.split(f"### `{table}.csv`")[1].split("\n### ")[0]
        assert all(f"| `{column}` |" in part for column in model.model_fields)


def test_the_package_is_valid_with_all_rows() -> None:
    report = Package(str(DATA_FOLDER / PACKAGE)).validate()
    assert report.valid, report.flatten(["resourceName", "rowNumber", "fieldName", "message"])[:5]
    counts = {task.name: task.stats.get("rows", 0) for task in report.tasks}
    assert counts == {table: len(getattr(load().dataset, table)) for table in TABLES}


def rows_of(table: str) -> list[Row]:
    resource = Package(str(DATA_FOLDER / PACKAGE)).get_resource(table)
    assert isinstance(resource, TableResource)
    return resource.read_rows()


def test_the_package_types_the_cells() -> None:
    row = next(row for row in rows_of("treaty_actions") if row["action_id"] == "apmbc-fin-2")
    assert row["effective_on"] == dt.date(2026, 1, 10)
    country = next(row for row in rows_of("countries") if row["iso3"] == "ALB")
    assert country["m49"] == "008"
    assert country["eu_since"] is None


def test_keys_licence_and_missing_values() -> None:
    document = json.loads((DATA_FOLDER / PACKAGE).read_text(encoding="utf-8"))
    assert document["licenses"][0]["name"] == "CC-BY-4.0"
    for resource in document["resources"]:
        assert resource["schema"]["primaryKey"] == list(key_of(resource["name"]))
        assert resource["schema"]["missingValues"] == [""]


def test_the_package_catches_a_foreign_kind(tmp_path: Path) -> None:
    for path in (*DATA_FOLDER.glob("*.csv"), DATA_FOLDER / PACKAGE):
        shutil.copy(path, tmp_path)
    table = tmp_path / "treaty_actions.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",withdrawal,", ",leaving,", 1), encoding="utf-8")
    assert not Package(str(tmp_path / PACKAGE)).validate().valid
