"""Answers of registers in the form that each sends, made from the record's own acts and from States beyond it."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.sax.saxutils import escape

from data.schema import Dataset
from data.treaty_schema import CONSENTS, ActionKind, TreatyAction

OFFICIAL = {"GBR": "United Kingdom of Great Britain and Northern Ireland", "NLD": "Netherlands (Kingdom of the)"}
SUFFIX = {"accession": "a", "acceptance": "A", "approval": "AA", "succession": "d", "consent-to-be-bound": "P"}
BEYOND = [["Iran (Islamic Republic of)", "", ""], ["Viet Nam", "", ""], ["Côte d'Ivoire", "3 Dec 1997", "30 Jun 2000"]]


def listed(dataset: Dataset, instrument_id: str) -> dict[str, dict[str, TreatyAction]]:
    """State → ``signature``, ``consent``, ``withdrawal`` → its act under a treaty."""
    found: dict[str, dict[str, TreatyAction]] = {}
    for row in dataset.treaty_actions:
        if row.instrument_id == instrument_id:
            field = "consent" if row.kind in CONSENTS else str(row.kind)
            if field in {"signature", "consent", "withdrawal"} and row.scope == "full":
                found.setdefault(row.iso3, {})[field] = row
    return found


def name_of(dataset: Dataset, iso3: str) -> str:
    """Name as a register prints it."""
    row = next(row for row in dataset.countries if row.iso3 == iso3)
    return OFFICIAL.get(iso3, row.official_name)


def untc_rows(dataset: Dataset, instrument_id: str) -> dict[str, list[str]]:
    """State → cells of the participants' table: days as ``26 Feb 1999``, a tab and a suffix; brackets where it left."""
    rows = {}
    for iso3, acts in listed(dataset, instrument_id).items():
        signed, bound = acts.get("signature"), acts.get("consent")
        cells = [f"{row.acted_on:%d %b %Y}".lstrip("0") if row and row.acted_on else "" for row in (signed, bound)]
        if bound and cells[1]:
            cells[1] += f"\t{SUFFIX.get(str(bound.kind), '')}".rstrip()
        if "withdrawal" in acts:
            cells = [f"[{cell}]" if cell else "" for cell in cells]
        mark = " <superscript>3</superscript>" if iso3 == "TUR" else ""
        rows[iso3] = [name_of(dataset, iso3) + mark, *cells]
    return rows


def untc_xml(
    rows: list[list[str]], head: tuple[str, ...] = ("Participant", "Signature", "Ratification, Accession(a)")
) -> str:
    """The MTDSG XML of a treaty's status."""

    def row(cells: list[str] | tuple[str, ...]) -> str:
        return "<Row>" + "".join(f"<Entry>{escape(cell)}</Entry>" for cell in cells) + "</Row>"

    return (
        '<?xml version="1.0" encoding="UTF-8"?><Treaty><Chapter><Header>CHAPTER XXVI</Header></Chapter><Participants>'
        f"<Table><TGroup><Thead>{row(head)}</Thead><Tbody><Rows>{''.join(map(row, rows))}"
        "</Rows></Tbody></TGroup></Table>"
        "</Participants><EndNotes/></Treaty>"
    )


def untc_page(rows: list[list[str]]) -> str:
    """The status page, as a browser saves it."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    head = "<tr><th>Participant</th><th>Signature</th><th>Ratification</th></tr>"
    grid = "ctl00_ctl00_ContentPlaceHolder1_ContentPlaceHolderInnerPage_tblgrid"
    table = f'<table id="{grid}">{head}{body}</table>'
    return f"<!DOCTYPE html><html><body><table><tr><td>{table}</td></tr></table></body></html>"


def dutch_xml(dataset: Dataset, instrument_id: str, named: Callable[[str], str]) -> str:
    """The Dutch register's XML of a treaty."""

    def day(row: TreatyAction | None, column: str = "acted_on") -> str:
        found = getattr(row, column) if row else None
        return found.isoformat() if found else ""

    parts = []
    for iso3, acts in listed(dataset, instrument_id).items():
        bound, leaving = acts.get("consent"), acts.get("withdrawal")
        kind = {ActionKind.ACCESSION: "T", ActionKind.SUCCESSION: "VG"}.get(bound.kind, "R") if bound else ""
        parts.append(
            f"<Partij><NaamPartij>{escape(named(iso3))}</NaamPartij>"
            f"<DatumOndertekenning>{day(acts.get('signature'))}</DatumOndertekenning>"
            f"<DatumRatificatie>{day(bound)}</DatumRatificatie><DatumVoorlopigeToepassing/>"
            f"<DatumInwerkingtreding>{day(bound, 'effective_on')}</DatumInwerkingtreding><DatumTerugwerkendeKracht/>"
            f"<DatumOpzegging>{day(leaving)}</DatumOpzegging>"
            f"<DatumBuitenwerkingtreding>{day(leaving, 'effective_on')}</DatumBuitenwerkingtreding>"
            f"<TypeInstemming>{kind}</TypeInstemming><IsVoorbehoud>false</IsVoorbehoud><IsBezwaar>false</IsBezwaar>"
            "<Voorbehouden/></Partij>"
        )
    return (
        f"<Verdragenbank><meta/><body><verdrag><Partijen>{''.join(parts)}</Partijen></verdrag></body></Verdragenbank>"
    )


def unoda_json(dataset: Dataset, instrument_id: str) -> str:
    """The answer of the UNODA portal."""
    said = {"signature": "Signatory", "withdrawal": "Withdrawal"}
    actions = [
        {
            "date": f"{row.acted_on} 00:00:00",
            "action_type_": said.get(field, "Succession" if row.kind == "succession" else str(row.kind).capitalize()),
            "state": {"name": name_of(dataset, iso3)},
            "depositary": {"short_name": "UK"},
        }
        for iso3, acts in listed(dataset, instrument_id).items()
        for field, row in acts.items()
    ]
    return json.dumps({"data": {"treaty_": {"data": {"short_name": instrument_id, "actions_": actions}}}})


def coe_json(dataset: Dataset, instrument_id: str) -> str:
    """The Council of Europe's list of signatures."""

    def day(row: TreatyAction | None, column: str = "acted_on") -> str | None:
        found = getattr(row, column) if row else None
        return f"{found:%d/%m/%Y}" if found else None

    records = [
        {
            "CodePays": iso3,
            "LibPaysOrga": name_of(dataset, iso3),
            "NumSTE": "999",
            "DateSignature": day(acts.get("signature")),
            "DateConsentement": day(acts.get("consent")),
            "DateEntreeVigueur": day(acts.get("consent"), "effective_on"),
        }
        for iso3, acts in listed(dataset, instrument_id).items()
    ]
    return json.dumps(records)
