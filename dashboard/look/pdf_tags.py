"""Tags for a drawn PDF: language, a title that viewers show, headings, paragraphs, tables, and the drawing as a figure.

Matplotlib writes none; its pages are read again here. Each text belongs to the element that its drawing names, in the
order in which it was drawn; everything else of a page is one figure with the words of the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any, Final, cast

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from dashboard.look.drawing import Page, Part, Text

LANGUAGE: Final = "en-GB"
PX: Final = 0.75
"""Points to a pixel of the drawing: a sheet of 794×1123 px is A4 on paper as well."""
_TEXT = re.compile(rb"(?<=\n)BT\n.*?\nET(?=\n)", re.DOTALL)
"""A text object. Its letters are two bytes each, so that none of them reads as an operator."""
_PAINTS = re.compile(rb"(?:^|\n)(?:[fFSsBb]\*?|\S+ Do)(?=\n|$)")


def tag_pages(body: bytes, drawn: Sequence[Page]) -> bytes:
    """The PDF with tags; ``drawn`` are the pages that it was written from."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    root = writer.root_object
    tree = _named(Type="StructTreeRoot")
    tree_ref = writer._add_object(tree)
    document = _named(Type="StructElem", S="Document")
    document[NameObject("/P")] = tree_ref
    document_ref = writer._add_object(document)
    kids, parents = ArrayObject(), ArrayObject()
    for number, (page, one) in enumerate(zip(writer.pages, drawn, strict=True)):
        elements = _tag_page(writer, page, one, document_ref, kids)
        page[NameObject("/StructParents")] = NumberObject(number)
        page[NameObject("/Tabs")] = NameObject("/S")
        parents.extend([NumberObject(number), writer._add_object(ArrayObject(elements))])
    document[NameObject("/K")] = kids
    tree[NameObject("/K")] = document_ref
    numbers = DictionaryObject()
    numbers[NameObject("/Nums")] = parents
    tree[NameObject("/ParentTree")] = writer._add_object(numbers)
    root[NameObject("/StructTreeRoot")] = tree_ref
    root[NameObject("/Lang")] = TextStringObject(LANGUAGE)
    root[NameObject("/MarkInfo")] = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    writer.pdf_header = "%PDF-1.7"
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _named(**names: str) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in names.items()})


def _kids(element: DictionaryObject) -> ArrayObject:
    return cast("ArrayObject", element["/K"])


def _parts(drawn: Page, written: int) -> list[Part]:
    """The element of each text object of a page: those that its drawing names, else a paragraph each."""
    named = [mark.part for mark in drawn.marks if isinstance(mark, Text)]
    given = named if len(named) == written else [None] * written
    return [part or Part("P", -number) for number, part in enumerate(given)]


def _tag_page(writer: PdfWriter, page: Any, drawn: Page, document: Any, kids: ArrayObject) -> list[Any]:
    """Mark the content of a page and add its elements to ``kids``; the element of each mark, in order."""
    content, at = page.get_contents().get_data(), 0
    texts = list(_TEXT.finditer(content))
    made: dict[Part, DictionaryObject] = {}
    marks: list[DictionaryObject] = []

    def element(tag: str) -> DictionaryObject:
        new = _named(Type="StructElem", S=tag)
        new |= {NameObject("/Pg"): page.indirect_reference, NameObject("/K"): ArrayObject()}
        writer._add_object(new)
        return new

    def mark(owner: DictionaryObject, piece: bytes) -> bytes:
        number = len(marks)
        marks.append(owner)
        _kids(owner).append(NumberObject(number))
        return f"{owner['/S']} <</MCID {number}>> BDC\n".encode() + piece + b"\nEMC\n"

    def drawing(piece: bytes) -> bytes:
        return mark(figure, piece) if _PAINTS.search(piece) else piece

    figure = element("Figure")
    figure[NameObject("/Alt")] = TextStringObject(drawn.title)
    marked = [f"{PX} 0 0 {PX} 0 0 cm\n".encode()]
    for found, part in zip(texts, _parts(drawn, len(texts)), strict=True):
        if part.tag != "Figure" and part not in made:
            made[part] = element(part.tag)
        marked += [drawing(content[at : found.start()]), mark(made.get(part, figure), found[0])]
        at = found.end()
    marked.append(drawing(content[at:]))
    stream = DecodedStreamObject()
    stream.set_data(b"".join(marked))
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    for box in ("/MediaBox", "/CropBox", "/TrimBox"):
        if box in page:
            page[NameObject(box)] = ArrayObject([type(side)(float(side) * PX) for side in page[box]])
    ordered = _in_tables(sorted(made.items(), key=lambda entry: entry[0].last), element)
    for one in (*ordered[:1], figure, *ordered[1:]):
        one[NameObject("/P")] = document
        kids.append(one.indirect_reference)
    return [owner.indirect_reference for owner in marks]


def _in_tables(
    parts: Sequence[tuple[Part, DictionaryObject]], element: Callable[[str], DictionaryObject]
) -> list[DictionaryObject]:
    """The elements with cells gathered in rows, and rows that follow each other in a table."""

    def within(tag: str, inner: Iterable[DictionaryObject]) -> DictionaryObject:
        outer = element(tag)
        for one in inner:
            one[NameObject("/P")] = outer.indirect_reference
            _kids(outer).append(one.indirect_reference)
        return outer

    found: list[DictionaryObject] = []
    for are_cells, run in groupby(parts, key=lambda entry: entry[0].row > 0):
        if not are_cells:
            found += [one for _, one in run]
            continue
        rows = groupby(run, key=lambda entry: entry[0].row)
        found.append(within("Table", [within("TR", [one for _, one in cells]) for _, cells in rows]))
    return found
