"""Tags for a drawn PDF: language, a title that viewers show, a heading and paragraphs, and the drawing as one figure.

Matplotlib writes neither; its pages are read again here. Each text becomes an element in the order in which it was
drawn, the first of a page its heading; everything else of a page is one figure with the words of the page.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any, Final

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

LANGUAGE: Final = "en-GB"
PX: Final = 0.75
"""Points to a pixel of the drawing: a sheet of 794×1123 px is A4 on paper as well."""
_TEXT = re.compile(rb"(?<=\n)BT\n.*?\nET(?=\n)", re.DOTALL)
"""A text object. Its letters are two bytes each, so that none of them reads as an operator."""
_PAINTS = re.compile(rb"(?:^|\n)(?:[fFSsBb]\*?|\S+ Do)(?=\n|$)")


def tag_pages(body: bytes, told: Sequence[str]) -> bytes:
    """The PDF with tags; ``told`` says of each page what its drawing shows."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(body)))
    root = writer.root_object
    tree = _named(Type="StructTreeRoot")
    tree_ref = writer._add_object(tree)
    document = _named(Type="StructElem", S="Document")
    document[NameObject("/P")] = tree_ref
    document_ref = writer._add_object(document)
    kids, parents = ArrayObject(), ArrayObject()
    for number, (page, alt) in enumerate(zip(writer.pages, told, strict=True)):
        elements = _tag_page(writer, page, alt, document_ref, kids)
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


def _tag_page(writer: PdfWriter, page: Any, alt: str, document: Any, kids: ArrayObject) -> list[Any]:
    """Mark the content of a page and add its elements to ``kids``; the element of each mark, in order."""
    figure = _named(Type="StructElem", S="Figure")
    figure |= {NameObject("/P"): document, NameObject("/Pg"): page.indirect_reference}
    figure[NameObject("/Alt")] = TextStringObject(alt)
    figure_ref, drawn = writer._add_object(figure), ArrayObject()
    elements: list[Any] = []
    texts: list[Any] = []

    def mark(name: str, element: Any, piece: bytes) -> bytes:
        number = len(elements)
        elements.append(element)
        return f"/{name} <</MCID {number}>> BDC\n".encode() + piece + b"\nEMC\n"

    def text(piece: bytes) -> bytes:
        kind = "P" if texts else "H1"
        element = _named(Type="StructElem", S=kind)
        element |= {NameObject("/P"): document, NameObject("/Pg"): page.indirect_reference}
        element[NameObject("/K")] = NumberObject(len(elements))
        texts.append(writer._add_object(element))
        return mark(kind, texts[-1], piece)

    def drawing(piece: bytes) -> bytes:
        if not _PAINTS.search(piece):
            return piece
        drawn.append(NumberObject(len(elements)))
        return mark("Figure", figure_ref, piece)

    content, at = page.get_contents().get_data(), 0
    marked = [f"{PX} 0 0 {PX} 0 0 cm\n".encode()]
    for found in _TEXT.finditer(content):
        marked += [drawing(content[at : found.start()]), text(found[0])]
        at = found.end()
    marked.append(drawing(content[at:]))
    stream = DecodedStreamObject()
    stream.set_data(b"".join(marked))
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    for box in ("/MediaBox", "/CropBox", "/TrimBox"):
        if box in page:
            page[NameObject(box)] = ArrayObject([type(side)(float(side) * PX) for side in page[box]])
    figure[NameObject("/K")] = drawn
    kids.extend([*texts[:1], figure_ref, *texts[1:]])
    return elements
