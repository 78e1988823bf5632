"""How the classes of the legend look on a sheet of HTML: fills, the patterns behind them, swatches."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from markupsafe import Markup

from dashboard.look.drawing import paint_of
from dashboard.look.palette import PALETTES, STYLES, Theme
from dashboard.views.templates import macros


class Seen(Protocol):
    """What can be seen of a State: the style of its class, and whether that is contested."""

    @property
    def style(self) -> str: ...
    @property
    def contested(self) -> bool: ...


class Fills:
    """The looks of one theme, on a sheet whose patterns have ids that begin with ``prefix``."""

    def __init__(self, theme: Theme, prefix: str, size: tuple[int, int]) -> None:
        self.prefix, self.size = prefix, size
        self.palette = PALETTES[theme]
        self.of = {
            class_id: f"url(#{prefix}{class_id})" if style.hatch else self.palette[style.base]
            for class_id, style in STYLES.items()
        }
        """Style → value of a ``fill`` attribute."""
        self.hatched = [(class_id, paint_of(class_id, theme)) for class_id, style in STYLES.items() if style.hatch]
        """Style and paint of every style that needs a pattern."""
        self._made = macros("fills.html")
        self._swatches: dict[tuple[str, bool], Markup] = {}
        self.patterns: Markup = self._made.patterns(self)
        """An invisible picture with the patterns; stands once on the sheet."""

    def swatch(self, seen: Seen) -> Markup:
        """A small picture of what can be seen."""
        key = (seen.style, seen.contested)
        if key not in self._swatches:
            self._swatches[key] = self._made.swatch(self, seen)
        return self._swatches[key]


@cache
def fills(theme: Theme, prefix: str, size: tuple[int, int] = (26, 18)) -> Fills:
    """The looks of a theme; ``size`` is that of the swatches, in pixels."""
    return Fills(theme, prefix, size)
