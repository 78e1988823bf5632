"""Parts that several pages mount: a sheet of HTML whose rows can be chosen, and two maps beside each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from dashboard.browser import shapes_address
from dashboard.server import bundles
from dashboard.store.dataset import Served
from dashboard.ui import browser_reports, state
from dashboard.ui.mount import mount

Report = Mapping[str, Any]


def sheet(key: str, html: str, kind: str, apply: Callable[[Report], None] = browser_reports.apply_report) -> None:
    """Mount a view's HTML; ``kind`` names its style, ``apply`` is given what the reader chooses in it."""
    mount(
        "sheet",
        key=key,
        data={"html": html, "theme": state.theme(), "kind": kind},
        on_go_change=lambda: apply(browser_reports.browser_report(key)),
    )


class MapSide(NamedTuple):
    """One of two maps: which record it draws, which lens and day, and its title."""

    served: Served
    lens_name: str
    """As ``lenses.lens_named`` reads it."""
    day: dt.date
    title: str

    def data(self) -> dict[str, str | dict[str, Any]]:
        """What the browser draws this side from."""
        bundle, key = bundles.browser_bundle(self.lens_name, self.served)
        return {"bundle": bundle, "key": key, "day": self.day.isoformat(), "title": self.title}


def two_maps(
    key: str,
    left: MapSide,
    right: MapSide,
    *,
    difference: bool,
    focus: str | None = None,
    selected: Collection[str] = (),
    apply: Callable[[Report], None] = lambda report: None,
) -> None:
    """Mount two maps side by side, or with ``difference`` one map of what differs; ``apply`` as for a sheet."""
    mount(
        "compare",
        key=key,
        data={
            "mode": "difference" if difference else "sides",
            "theme": state.theme(),
            "shapes": shapes_address(),
            "focus": focus,
            "selected": sorted(selected),
            "left": left.data(),
            "right": right.data(),
        },
        on_go_change=lambda: apply(browser_reports.browser_report(key)),
    )
