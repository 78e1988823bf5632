"""What a presentation ends with: announced production and all States through time, so that it always leads on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.browser.deck import slide_document
from dashboard.domain.announcements import programmes_as_of
from dashboard.domain.bands import band_chart
from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.lenses import run_on
from dashboard.domain.production_chart import production_chart
from dashboard.domain.selection import Selection, resolve, shown_lens
from dashboard.domain.stories import Slide
from dashboard.views.panels import band_panels, production_panels


def closing_slides(index: Index, selection: Selection) -> list[dict[str, Any]]:
    """The slides for a selection's lens, States and day, as the deck holds them; empty where there is nothing.

    Announced production stands under treaties alone.
    """
    _, day, iso3s = resolve(selection, index)
    lens = shown_lens(selection, index)
    programmes = programmes_as_of(
        index,
        day,
        weapons=selection.weapons,
        activities=selection.activities,
        states=iso3s,
        instrument_id=lens.id,
        grades=selection.grades,
    )
    found = []
    produced = production_panels(production_chart(index, programmes, day), selection.focus)
    title = f"Announced production, as known on {say_day(day)}"
    for number, (panel, ids) in enumerate(produced, 1):
        found.append(_slide(index, selection, "production", _numbered(title, number, len(produced)), panel, ids))
    chosen = iso3s if selection.states or selection.groups else frozenset[str]()
    chart = band_chart(index, lens, day, chosen)
    short = lens.title.split(" (")[0]
    panels = band_panels(chart, selection.focus)
    title = f"{short}: {lens.wording.frames['bands-title']}, {chart.first.year} to {day.year}"
    for number, (panel, shown) in enumerate(panels, 1):
        ids = list(dict.fromkeys(key for iso3 in shown for key in run_on(lens.known_runs(index, iso3, day), day).refs))
        found.append(_slide(index, selection, "bands", _numbered(title, number, len(panels)), panel, ids))
    return found


def _numbered(title: str, number: int, total: int) -> str:
    return f"{title} ({number} of {total})" if total > 1 else title


def _slide(
    index: Index, selection: Selection, kind: str, title: str, panel: str, fact_ids: Sequence[str]
) -> dict[str, Any]:
    day = resolve(selection, index).day
    slide = Slide(day, selection.lens_id, title, fact_ids=tuple(fact_ids), series=selection.series)
    return slide_document(index, slide) | {"kind": kind, "panel": panel}
