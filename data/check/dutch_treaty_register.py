"""Reader of the Dutch treaty register: the XML of one treaty, in Dutch or English, and its SRU search."""

from __future__ import annotations

from lxml import etree

from data.check.answers import Act, Answer, Field, Line, Refused, read_day
from data.check.markup import children, local_name, read_root, read_xml
from data.problems import quote

FIELDS: dict[str, Field] = {
    "datumondertekening": "signature",
    "datumondertekenning": "signature",
    "datumratificatie": "consent",
    "datuminwerkingtreding": "in-force",
    "datumopzegging": "withdrawal",
    "datumbuitenwerkingtreding": "withdrawal-effective",
}
KINDS = {"R": "", "T": "accession", "VG": "succession", "O": "", "DO": "definitive-signature", "NB": "", "N": ""}
"""R stands for ratification, acceptance and approval alike, so it names no kind."""
PASSED_OVER = {
    "naampartij",
    "datumvoorlopigetoepassing",
    "datumterugwerkendekracht",
    "typeinstemming",
    "isvoorbehoud",
    "isbezwaar",
    "voorbehouden",
    "bezwaren",
}


def read(raw: bytes) -> Answer:
    """The parties of a treaty. Raises ``Refused`` for whatever is no ``<Verdragenbank>``."""
    root = read_root(raw, "Verdragenbank", "the XML of a treaty")
    parties = children(root, "partij")
    if not parties:
        raise Refused("the XML lists no party")
    notices: list[str] = []
    lines = tuple(line for party in parties if (line := _read_party(party, notices)))
    return Answer(lines, tuple(dict.fromkeys(notices)))


def _read_party(party: etree._Element, notices: list[str]) -> Line | None:
    cells: dict[str, str] = {}
    for child in party:
        if column := local_name(child):
            cells[column] = " ".join("".join(child.itertext()).split())
            if column not in FIELDS and column not in PASSED_OVER:
                notices.append(f"column {quote(etree.QName(child).localname)} is not known")
    name = cells.get("naampartij", "")
    if not name:
        notices.append("a party without a name")
        return None
    code = cells.get("typeinstemming", "")
    if code and code not in KINDS:
        notices.append(f"kind of consent {quote(code)} at {name} is not known")
    acts = tuple(
        Act(field, read_day(cells[column])[0], cells[column], KINDS.get(code, "") if field == "consent" else "")
        for column, field in FIELDS.items()
        if cells.get(column)
    )
    return Line(name, acts)


def read_search(raw: bytes) -> dict[str, str]:
    """Number of each treaty that an SRU search found → address of its XML, in English where there is one."""
    root = read_xml(raw)
    if local_name(root) != "searchretrieveresponse":
        raise Refused(f"the root is <{local_name(root)}>, not a search answer")
    found: dict[str, str] = {}
    for record in children(root, "record"):
        numbers = [item.text or "" for item in children(record, "identifier")]
        addresses = {item.get("manifestation") or "": item.text or "" for item in children(record, "itemurl")}
        address = addresses.get("xml-en") or addresses.get("xml-nl")
        if numbers and address:
            found[numbers[0]] = address
    return found
