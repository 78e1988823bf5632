"""The command ``python -m data.check``: what it prints and the codes it leaves with."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from register_answers import dutch_xml, name_of, untc_rows, untc_xml

from data.check.command import main
from data.load import load


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("answers") / "XXVI-5.en.xml"
    path.write_text(untc_xml(list(untc_rows(load().dataset, "apmbc").values())), "utf-8")
    return path


def run(path: Path, *more: str) -> int:
    return main(["--from", str(path), "--register", "un-treaty-collection", "--instrument", "apmbc", *more])


def test_all_agree(answer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(answer, "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document.pop("notices") == ["footnote mark '3' at Türkiye"]
    assert document == {
        "instrument": "apmbc",
        "register": "un-treaty-collection",
        "read_on": None,
        "agreements": 89,
        "differences": [],
        "unknown_names": [],
    }


def test_a_difference_comes_with_a_row_to_judge(
    answer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "answer.xml"
    text = answer.read_text("utf-8")
    path.write_text(
        text.replace("</Rows>", "<Row><Entry>Armenia</Entry><Entry>3 Dec 1997</Entry></Row></Rows>"), "utf-8"
    )
    assert run(path, "--format", "json") == 2
    assert json.loads(capsys.readouterr().out)["differences"] == [
        {"iso3": "ARM", "field": "signature", "register": "1997-12-03", "record": None, "reason": "not yet entered"}
    ]
    for form in ("table", "markdown"):
        assert run(path, "--format", form) == 2
        assert "apmbc-arm-1,apmbc,ARM,signature,1997-12-03,day," in capsys.readouterr().out


def test_a_notice_is_not_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answer.xml"
    path.write_text("<html>urgent maintenance and is currently unavailable</html>", "utf-8")
    assert run(path) == 3
    assert "refused: " in capsys.readouterr().out


def test_bad_use(answer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--from", str(answer)]) == 1
    assert main(["--from", str(tmp_path / "nothing")]) == 1
    assert main(["--from", str(answer), "--register", "unoda", "--instrument", "ottawa"]) == 1
    assert "one of apmbc" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["--register", "rome"])
    assert left.value.code == 1


def test_find_lists_what_the_search_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "search.xml"
    path.write_text(
        '<s:searchRetrieveResponse xmlns:s="urn:s"><s:record><identifier>004285</identifier>'
        '<itemUrl manifestation="xml-nl">https://example.org/nl.xml</itemUrl></s:record></s:searchRetrieveResponse>',
        "utf-8",
    )
    assert main(["--find", "armed forces", "--from", str(path)]) == 0
    assert capsys.readouterr().out.split() == ["004285", "-", "-", "https://example.org/nl.xml"]
    path.write_text("<html>maintenance</html>", "utf-8")
    assert main(["--find", "armed forces", "--from", str(path)]) == 3
    assert main(["--find", "armed forces", "--register", "unoda"]) == 1


def test_a_saved_second_list_is_replayed_beside_the_first(
    answer: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list that the settings do not name, found by a search, is in the manifest alone."""
    record = load().dataset
    moved = dutch_xml(record, "apmbc", lambda iso3: name_of(record, iso3)).replace("1997-12-03", "1997-12-04", 1)
    bodies = {"un-treaty-collection": answer.read_bytes(), "dutch-treaty-register": moved.encode()}
    entries = []
    for register, raw in bodies.items():
        (tmp_path / register).write_bytes(raw)
        entry = {"file": register, "register": register, "instrument": "apmbc", "read_on": "2026-09-30"}
        entries.append(entry | {"sha256": hashlib.sha256(raw).hexdigest()})
    (tmp_path / "manifest.json").write_text(json.dumps({"answers": entries}), "utf-8")
    assert main(["--from", str(tmp_path)]) == 2
    assert "other register disagrees on 1 of" in capsys.readouterr().out
    assert main(["--from", str(tmp_path), "--register", "unoda"]) == 1
    (tmp_path / "manifest.json").write_text(json.dumps({"answers": [entries[0] | {"register": "x"}]}), "utf-8")
    assert main(["--from", str(tmp_path)]) == 1
