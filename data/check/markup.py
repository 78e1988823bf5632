"""Bytes to a tree: XML with entities off, HTML, and the pages that are no register."""

from __future__ import annotations

import json
import re

from lxml import etree, html

from data.check.answers import MAX_BYTES, Refused
from data.problems import quote

_NOTICES = (
    "urgent maintenance",
    "maintenance",
    "currently unavailable",
    "temporarily unavailable",
    "service unavailable",
    "access denied",
)
_SCRIPT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)


def check_size(raw: bytes) -> None:
    """Nothing; raises ``Refused`` for an answer that is empty or too large."""
    if not raw.strip():
        raise Refused("the answer is empty")
    if len(raw) > MAX_BYTES:
        raise Refused(f"the answer is larger than {MAX_BYTES} bytes")


def decoded(raw: bytes) -> str:
    """The text of an answer in UTF-8, UTF-16 or UTF-32, with a byte order mark or without; else as Latin-1."""
    try:
        return raw.decode(json.detect_encoding(raw)).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return raw.decode("iso-8859-1")


def refuse_notice(raw: bytes) -> None:
    """Nothing; raises ``Refused`` for a maintenance notice, whatever its status said."""
    text = decoded(raw).lower()
    for words in _NOTICES:
        if words in text:
            raise Refused(f"a notice, not a register ({quote(words)}): try again later")


def read_xml(raw: bytes) -> etree._Element:
    """The root of an XML answer; also where Latin-1 bytes are declared as UTF-8. Raises ``Refused``."""
    check_size(raw)
    if re.search(r"<!\s*(DOCTYPE|ENTITY)", decoded(raw), re.IGNORECASE):
        raise Refused("XML with a document type or entities of its own is not read")
    for encoding in (None, "iso-8859-1"):
        parser = etree.XMLParser(encoding=encoding, resolve_entities=False, no_network=True, huge_tree=False)
        try:
            return etree.fromstring(raw, parser)
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            problem = str(error)
    raise Refused(f"not well-formed XML: {problem[:120]}")


def read_root(raw: bytes, name: str, meant: str) -> etree._Element:
    """The root of an XML answer, which must be ``<name>``. Raises ``Refused``, of a notice with its own reason."""
    check_size(raw)
    if re.match(r"\s*<(!doctype\s+)?html\b", decoded(raw), re.IGNORECASE):
        refuse_notice(raw)
        raise Refused(f"an HTML page, not {meant}")
    try:
        root = read_xml(raw)
    except Refused:
        refuse_notice(raw)
        raise
    if local_name(root) != name.lower():
        refuse_notice(raw)
        raise Refused(f"the root is <{local_name(root)}>, not <{name}>: is this {meant}?")
    return root


def read_html(raw: bytes) -> etree._Element:
    """The root of an HTML page. Raises ``Refused`` where nothing can be read, or the page breaks off in a table."""
    check_size(raw)
    if re.search(rb"^(mime-version|content-type):", raw[:2048], re.IGNORECASE | re.MULTILINE):
        raise Refused("a page in one file with its pictures (MHTML): save it as HTML only")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(raw))
    tags = _SCRIPT.sub("", text).lower()
    if tags.rfind("<tr") > tags.rfind("</table"):
        raise Refused("the page breaks off inside a table: save it again")
    try:
        return html.document_fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Refused(f"not an HTML page: {str(error)[:120]}") from None


def local_name(element: etree._Element) -> str:
    """Name of an element without its namespace, in small letters; empty for comments."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Every descendant of that local name, in the order of the document."""
    return [child for child in element.iter() if local_name(child) == name]


def text_with_marks(element: etree._Element) -> str:
    """Text of an element; footnote marks keep their tags so that ``read_cell`` tells them from the text."""
    parts = [element.text or ""]
    for child in element:
        inner = text_with_marks(child) if local_name(child) else ""
        parts.append(f"<sup>{inner}</sup>" if local_name(child) in {"sup", "superscript"} else f" {inner} ")
        parts.append("<sup>struck through</sup>" if local_name(child) in {"s", "strike", "del"} else "")
        parts.append(child.tail or "")
    return "".join(parts)
