"""HTML as a tree in lines, so that two pages that a browser reads alike are the same text. Holds no tests itself."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
INLINE = frozenset(["a", "b", "button", "em", "i", "small", "span", "strong", "time"])
"""White space beside these is seen."""


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[tuple[str, str, str]] = []
        """Kind (start, end, text), name of the tag, what is shown."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = "".join(f" {name}={value!r}" if value is not None else f" {name}" for name, value in attrs)
        self.items.append(("start", tag, f"<{tag}{shown}>"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.items.append(("end", tag, f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        if self.items and self.items[-1][0] == "text":
            data = self.items.pop()[2] + data
        self.items.append(("text", "", data))

    def handle_decl(self, decl: str) -> None:
        self.items.append(("text", "", f"<!{decl}>"))


def html_tree(html: str) -> str:
    """One line for each element and text, indented; attributes in their order, characters as they are meant.

    White space counts as HTML shows it: many as one, none at the edge of a block.
    """
    reader = _Tree()
    reader.feed(html)
    reader.close()
    lines, depth = [], 0
    for place, (kind, tag, shown) in enumerate(reader.items):
        if kind == "end":
            depth -= tag not in VOID
            continue
        if kind == "text":
            shown = re.sub(r"\s+", " ", shown)
            around = [reader.items[at][1] if 0 <= at < len(reader.items) else "" for at in (place - 1, place + 1)]
            shown = shown if around[0] in INLINE else shown.lstrip()
            shown = shown if around[1] in INLINE else shown.rstrip()
            if not shown:
                continue
            shown = repr(shown)
        lines.append("  " * depth + shown)
        if kind == "start":
            depth += tag not in VOID
    return "\n".join(lines) + "\n"
