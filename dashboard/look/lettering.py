"""Fonts: the page's own; how wide text is and where its lines break in the one that travels along, DejaVu Sans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

PAGE_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
"""Of the page, for its charts: plotly would bring one of its own."""


@cache
def font_file(bold: bool = False) -> Path:
    """DejaVu Sans as shipped with matplotlib, which itself is not imported. Raises ``FileNotFoundError``."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("DejaVu Sans is missing: install matplotlib, which ships it")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if bold else ''}.ttf"


@cache
def _widths(bold: bool) -> tuple[dict[int, float], float]:
    """Width of each character and of an unknown one, in ems."""
    font = TTFont(font_file(bold), lazy=True)
    metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
    advances = {code: metrics[name][0] / em for code, name in font.getBestCmap().items()}
    return advances, metrics[".notdef"][0] / em


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in px, without kerning."""
    advances, unknown = _widths(bold)
    return sum(advances.get(ord(one), unknown) for one in text) * size


def wrap(text: str, size: float, width: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """Lines no wider than ``width``; what does not fit ``most`` lines ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in (piece for long in text.split() for piece in _pieces(long, size, width, bold)):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    if line:
        lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), size, width, bold=bold)]
    return lines


def _pieces(word: str, size: float, width: float, bold: bool) -> Iterable[str]:
    while text_width(word, size, bold=bold) > width and len(word) > 1:
        cut = max(1, int(len(word) * width / text_width(word, size, bold=bold)) - 1)
        while cut > 1 and text_width(word[:cut], size, bold=bold) > width:
            cut -= 1
        yield word[:cut]
        word = word[cut:]
    yield word


def shorten(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than ``width``."""
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(f"{text}…", size, bold=bold) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def first_that_fits(texts: Sequence[str], size: float, width: float, *, bold: bool = False) -> str:
    """The first of several wordings, fullest first, that is no wider than ``width``; else the last one, cut."""
    fitting = (text for text in texts if text_width(text, size, bold=bold) <= width)
    return next(fitting, None) or shorten(texts[-1], size, width, bold=bold)


def fit_size(text: str, sizes: Sequence[float], width: float, lines: int, *, bold: bool = False) -> float:
    """The largest of ``sizes`` at which the text needs at most ``lines``; else the smallest."""
    for size in sorted(sizes, reverse=True):
        if len(wrap(text, size, width, bold=bold)) <= lines:
            return size
    return min(sizes)
