"""A further treaty takes rows only, and one row per State that acts."""

import csv
import shutil
from pathlib import Path

from data.load import DATA_FOLDER
from data.schema import TABLES
from data.validate import validate


def add(folder: Path, table: str, **cells: str) -> None:
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, list(TABLES[table].model_fields), lineterminator="\n").writerow(cells)


def test_a_further_instrument_by_rows_only(tmp_path: Path) -> None:
    for path in (*DATA_FOLDER.glob("*.csv"), DATA_FOLDER / "dataset.toml"):
        shutil.copy(path, tmp_path)
    add(tmp_path, "publishers", publisher_id="moon-registry", name="Moon Registry", domain="moon.example", grade="A",
        kind="depositary")  # fmt: skip
    add(tmp_path, "sources", source_id="moon-list", publisher_id="moon-registry", published_precision="unknown",
        url="https://moon.example/list", read_as="opened")  # fmt: skip
    add(tmp_path, "instruments", instrument_id="moon-mines", short_name="Moon", short_title="Moon Mines Treaty",
        full_title="Invented", question="Who is bound on the Moon?", group="other-arms-control",
        subject="lunar mines", arms_control="yes", forbids="yes", opened_on="2000-01-31", signature="yes",
        in_force_on="2001-03-01",
        depositary="Nobody", exit_clause="yes", exit_term="denunciation", exit_article="Art. 1", notice_period="P1M",
        notice_is_minimum="no", conflict_delays_exit="unknown",
        entry_period="P3M", entry_rule="period-after-deposit", entry_note="three months after deposit",
        suspension_clause="yes", source_ids="moon-list")  # fmt: skip
    unknown = {"acted_precision": "unknown", "effective_precision": "unknown", "scope": "full",
               "confidence": "confirmed", "source_ids": "moon-list", "instrument_id": "moon-mines"}  # fmt: skip
    day = unknown | {"acted_precision": "day"}
    told = {"effective_precision": "day", "effective_confidence": "single", "effective_source_ids": "moon-list"}
    add(tmp_path, "treaty_actions", **day, action_id="moon-mines-isl-1", iso3="ISL", kind="signature",
        acted_on="2000-01-31")  # fmt: skip
    add(tmp_path, "treaty_actions", **(day | told), action_id="moon-mines-isl-2", iso3="ISL", kind="ratification",
        acted_on="2001-11-30", effective_on="2002-02-28", effective_method="computed")  # fmt: skip
    add(tmp_path, "treaty_actions", **(day | told), action_id="moon-mines-isl-3", iso3="ISL", kind="withdrawal",
        acted_on="2004-01-31", effective_on="2004-02-29", effective_method="stated")  # fmt: skip
    add(tmp_path, "treaty_actions", **unknown, action_id="moon-mines-nor-0", iso3="NOR", kind="never-acted")
    add(tmp_path, "not_read", not_read_id="moon-mines-all", lens_id="moon-mines", reason="Only two were looked at.",
        source_ids="moon-list")  # fmt: skip
    loaded, problems = validate(tmp_path)
    assert [str(problem) for problem in problems] == []
    assert loaded.dataset.instruments[-1].instrument_id == "moon-mines"
