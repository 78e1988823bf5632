"""How the classes of the legend look on a sheet of HTML: fills, the patterns behind them, swatches."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from dashboard.domain.terms import LEGEND, Standing
from dashboard.look.drawing import paint_of
from dashboard.look.palette import PALETTES, STYLES, Theme
from dashboard.views.templates import macros


class Fills:
    """The looks of one theme, on a sheet whose patterns have ids that begin with ``prefix``."""

    def __init__(self, theme: Theme, prefix: str, size: tuple[int, int]) -> None:
        self.prefix, self.size = prefix, size
        self.palette = PALETTES[theme]
        self.of = {
            class_id: f"url(#{prefix}{class_id})" if style.hatch else self.palette[style.base]
            for class_id, style in STYLES.items()
        }
        """Class → value of a ``fill`` attribute."""
        self.hatched = [(class_id, paint_of(class_id, theme)) for class_id, style in STYLES.items() if style.hatch]
        """Class and paint of every class that needs a pattern."""
        made = macros("fills.html")
        self.patterns: Markup = made.patterns(self)
        """An invisible picture with the patterns; stands once on the sheet."""
        standings = [Standing(one.status, one.stage, contested) for one in LEGEND for contested in (False, True)]
        self.swatches: dict[Standing, Markup] = {one: made.swatch(self, one) for one in standings}
        """Standing → a small picture of it."""


@cache
def fills(theme: Theme, prefix: str, size: tuple[int, int] = (26, 18)) -> Fills:
    """The looks of a theme; ``size`` is that of the swatches, in pixels."""
    return Fills(theme, prefix, size)
