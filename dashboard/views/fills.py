"""How the classes of the legend look on a sheet of HTML: fills, the patterns behind them, swatches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from markupsafe import Markup

from dashboard.domain.terms import LEGEND, Standing
from dashboard.look.palette import PALETTES, STYLES, Hatch, Theme
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
        made = macros("fills.html")
        self.patterns: Markup = made.patterns(self)
        """An invisible picture with the patterns; stands once on the sheet."""
        standings = [Standing(one.status, one.stage, contested) for one in LEGEND for contested in (False, True)]
        self.swatches: dict[Standing, Markup] = {one: made.swatch(self, one) for one in standings}
        """Standing → a small picture of it."""

    def hatched(self) -> Iterator[tuple[str, str, str, Hatch]]:
        """Class, colour of the ground, colour of the ink and hatch of every class that needs a pattern."""
        for class_id, style in STYLES.items():
            if style.hatch is not None:
                yield class_id, self.palette[style.base], self.palette[style.hatch.ink], style.hatch


@cache
def fills(theme: Theme, prefix: str, size: tuple[int, int] = (26, 18)) -> Fills:
    """The looks of a theme; ``size`` is that of the swatches, in pixels."""
    return Fills(theme, prefix, size)
