"""The map of a slide, every State a native shape named by its code, and beside it what the day says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.text import PP_ALIGN

from dashboard.domain.days import say_day
from dashboard.domain.groups import BESIDE_THE_MAP
from dashboard.exports.captions import Captions
from dashboard.exports.legend import LegendRow, legend_rows
from dashboard.exports.map_drawing import placed_figures
from dashboard.exports.slide_frame import BODY, BOTTOM, LABEL, LEADING, SMALL, lines_of, paragraph, rule
from dashboard.exports.slide_shapes import (
    NO_FILL,
    Geometry,
    add,
    class_fill,
    ellipse,
    freeform,
    glow,
    plain_fill,
    rectangle,
    rgb,
    set_opacity,
    write,
)
from dashboard.exports.view import View
from dashboard.look.lettering import text_width
from dashboard.look.map_fit import DOT, MapFit, Shape
from dashboard.look.palette import PALETTES

MAP_BOX: Final = (48.0, 150.0, 1050.0, 842.0)
ASIDE: Final = (1130.0, 150.0, 742.0)
"""Left, top and width of what stands beside the map."""
ASIDE_END: Final = BOTTOM
INDENT, NAME_LEFT, COUNT_WIDTH = 24.0, 60.0, 72.0


class MapGeometry:
    """The shapes of the map, placed once for a deck."""

    def __init__(self, view: View) -> None:
        self.fit = MapFit(view.shapes, MAP_BOX)
        self.states = [shape for shape in self.fit.states() if shape.iso3 in view.index.countries]
        self.outlines: dict[str, Geometry] = {shape.iso3: freeform(shape.rings) for shape in self.states}
        self.context = [freeform(rings) for rings in self.fit.context()]


def draw_map(slide: Any, view: View, geometry: MapGeometry) -> None:
    """Sea, land, States, dots, States beside the map, the chosen State's outline, names."""
    palette = PALETTES[view.theme]
    fit = geometry.fit
    add(slide, "Sea", rectangle(fit.x, fit.y, fit.width, fit.height), plain_fill(palette["sea"]))
    for form in geometry.context:
        add(slide, "Land outside the scope", form, plain_fill(palette["outside"]))
    for shape in geometry.states:
        name = shape_name(view, shape.iso3)
        _state(slide, view, shape.iso3, f"{name} (shape)" if shape.dot else name, geometry.outlines[shape.iso3])
    for shape in geometry.states:
        if shape.dot and shape.anchor:
            rule(slide, f"Leader {shape.iso3}", (*shape.anchor, *shape.dot), palette["outline"], 0.5)
            _state(slide, view, shape.iso3, shape_name(view, shape.iso3), ellipse(*shape.dot, DOT))
    chosen = [(shape.iso3, _ring(shape, geometry)) for shape in geometry.states]
    x, y = fit.x + 12, fit.y + 14
    for iso3 in BESIDE_THE_MAP:
        if iso3 in view.index.countries:
            form = rectangle(x, y, 40, 28)
            _state(slide, view, iso3, shape_name(view, iso3), form)
            name = view.index.countries[iso3].name
            width = text_width(name, 2 * SMALL) + 10
            write(slide, f"Name {iso3}", (x + 50, y - 3, width, 34), name, SMALL, palette["ink"])
            chosen.append((iso3, form))
            x += 50 + width + 20
    for iso3, form in chosen:
        if iso3 == view.chosen:
            add(slide, f"Chosen State {iso3}, halo", form, NO_FILL, line=palette["halo"], width=6)
            add(slide, f"Chosen State {iso3}", form, NO_FILL, line=palette["ink"], width=3)
    for x, y, text in placed_figures(view, geometry.states, 2 * SMALL):
        _figure(slide, view, text, x, y)
    moving = [shape for shape in geometry.states if view.is_moving(shape.iso3)]
    for shape in geometry.states:
        if shape.iso3 in view.iso3s_to_name:
            _label(slide, view, shape, fit, moving)


def _ring(shape: Shape, geometry: MapGeometry) -> Geometry:
    return ellipse(*shape.dot, DOT + 5) if shape.dot else geometry.outlines[shape.iso3]


def _state(slide: Any, view: View, iso3: str, name: str, form: Geometry) -> None:
    fill = class_fill(view.look_of(iso3).style, view.theme, faint=not view.in_view(iso3))
    palette = PALETTES[view.theme]
    alt_text = f"{view.index.countries[iso3].name}: {view.told_of(iso3)} on {say_day(view.day)}"
    outlined = view.in_view(iso3) and view.look_of(iso3).entry.outlined
    line, width = (palette["ink"], 2.25) if outlined else (palette["outline"], 0.5)
    add(slide, name, form, fill, line=line, width=width, alt_text=alt_text)


def shape_name(view: View, iso3: str) -> str:
    """ "FIN Finland – withdrawn" """
    return f"{iso3} {view.index.countries[iso3].name} – {view.look_of(iso3).label}"


def _figure(slide: Any, view: View, text: str, x: float, y: float) -> None:
    width = text_width(text, 2 * SMALL, bold=True)
    box = (x - width / 2, y - 1.15 * SMALL, width, 2.3 * SMALL)
    ink = PALETTES[view.theme]["ink"]
    written = write(slide, f"Figure {text}", box, text, SMALL, ink, bold=True, align=PP_ALIGN.CENTER)
    written.text_frame.word_wrap = False
    glow(written, PALETTES[view.theme]["halo"])


def _label(slide: Any, view: View, shape: Shape, fit: MapFit, moving: Sequence[Shape]) -> None:
    text, palette = view.name_on_map(shape.iso3), PALETTES[view.theme]
    size = LABEL if shape.iso3 == view.chosen else SMALL
    width = text_width(text, 2 * size, bold=True) * 0.92
    place = shape.place_label(width, 1.5 * size, fit.across, moving)
    left, *_ = place.box(width, size)
    box = (left, place.y - 1.15 * size, width, 2.3 * size)
    name = f"Name {shape.iso3}"
    written = write(slide, name, box, text, size, palette["ink"], bold=True, align=PP_ALIGN.CENTER)
    written.text_frame.word_wrap = False
    written.fill.solid()
    written.fill.fore_color.rgb = rgb(palette["halo"])
    set_opacity(written, 50_000)
    glow(written, palette["halo"])  # not drawn by older LibreOffice, hence the ground as well


def draw_aside(slide: Any, view: View, text: str, chosen_line: str = "") -> None:
    """Lens and day, the series of its figures, the text, the chosen State, and the legend where there is room."""
    ink = PALETTES[view.theme]["ink"]
    x, y, width = ASIDE
    head = f"{view.short_name}, {say_day(view.day)}"
    y = paragraph(slide, "Treaty and day", (x, y, width), head, BODY, ink, bold=True) + 10
    if Captions(view).series:
        y = paragraph(slide, "Series", (x, y, width), f"{Captions(view).series}.", SMALL, ink) + 10
    if text:
        y = paragraph(slide, "Text", (x, y, width), text, BODY, ink) + 16
    if chosen_line:
        y = paragraph(slide, "Chosen State", (x, y, width), chosen_line, BODY, ink, bold=True) + 16
    for size in (BODY, SMALL):
        legend = _Legend(slide, view, size)
        if y + legend.height <= ASIDE_END:
            legend.draw(y)
            break


class _Legend:
    """Parents with the parts that add up to them; the names of who moves where there is room."""

    def __init__(self, slide: Any, view: View, size: float) -> None:
        self.slide, self.view, self.size = slide, view, size
        self.ink = PALETTES[view.theme]["ink"]
        self.rows = legend_rows(view)
        self.total = Captions(view).total
        heights = [self._row_height(row.label, row.part) for row in self.rows]
        self.height = sum(heights) + LEADING * SMALL * lines_of(self.total, SMALL, ASIDE[2]) + 4

    def _label_width(self, indented: bool) -> float:
        return ASIDE[2] - COUNT_WIDTH - NAME_LEFT - (INDENT if indented else 0)

    def _row_height(self, label: str, indented: bool) -> float:
        return LEADING * self.size * lines_of(label, self.size, self._label_width(indented)) + 2

    def draw(self, y: float) -> None:
        """Draw it from ``y`` on."""
        spare = ASIDE_END - y - self.height
        for row in self.rows:
            self._row(y, row)
            y += self._row_height(row.label, row.part)
            names = ", ".join(self.view.members_of(row.class_id)) if row.moving else ""
            at = (ASIDE[0] + INDENT + NAME_LEFT, y - 2, ASIDE[2] - INDENT - NAME_LEFT)
            needed = LEADING * SMALL * lines_of(names, SMALL, at[2]) + 8
            if names and needed <= spare:
                paragraph(self.slide, f"Legend names {row.id}", at, names, SMALL, self.ink)
                y, spare = y + needed, spare - needed
        paragraph(self.slide, "Legend total", (ASIDE[0], y + 4, ASIDE[2]), self.total, SMALL, self.ink)

    def _row(self, y: float, row: LegendRow) -> None:
        slide, theme, size = self.slide, self.view.theme, self.size
        x, high = ASIDE[0] + (INDENT if row.part else 0), LEADING * size
        swatch = rectangle(x, y + high * 0.12, 2.6 * size, high * 0.76)
        line, width = (self.ink, 2.25) if row.outlined else (PALETTES[theme]["outline"], 0.5)
        add(slide, f"Legend {row.id}", swatch, class_fill(row.style, theme), line=line, width=width)
        box = (x + NAME_LEFT, y, self._label_width(row.part), self._row_height(row.label, row.part))
        write(slide, f"Legend text {row.id}", box, row.label, size, self.ink, bold=not row.part)
        box = (ASIDE[0] + ASIDE[2] - COUNT_WIDTH, y, COUNT_WIDTH, high)
        name = f"Legend count {row.id}"
        write(slide, name, box, str(row.states), size, self.ink, bold=True, align=PP_ALIGN.RIGHT)
