"""What every peer draws: the product's own dataset, shapes and colours, worked out once for each process."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import folium  # noqa: E402

from dashboard.domain.answer import answer, summary_text  # noqa: E402
from dashboard.domain.headline import headline_on  # noqa: E402
from dashboard.domain.index import Index  # noqa: E402
from dashboard.domain.lenses import lens_of  # noqa: E402
from dashboard.domain.status import intervals, status_as_of  # noqa: E402
from dashboard.domain.summary import summary  # noqa: E402
from dashboard.domain.terms import LEGEND, display_class  # noqa: E402
from dashboard.domain.timeline import Change, changes  # noqa: E402
from dashboard.domain.wording import spoken_names  # noqa: E402
from data.load import load  # noqa: E402
from geo.loader import load_geojson  # noqa: E402

INSTRUMENT = "apmbc"
STEPS = 60
WITH_CONTENT = os.environ.get("PEER_CONTENT") == "yes"
"""Whether names, headline, answer and counts stand beside the map, as they do in the product."""
HEIGHT = 500
METRES_PER_PX = 8500
CENTRE = (3375_000 / METRES_PER_PX, 5100_000 / METRES_PER_PX)
COLOURS = {entry.class_id: f"#{0x20 + 12 * number:02x}{0x60 + 9 * number:02x}c8" for number, entry in enumerate(LEGEND)}
"""One plain colour for each class: peers draw no hatch."""


@lru_cache
def world() -> tuple[Index, dict[str, Any], tuple[dt.date, ...]]:
    """Index, intervals, and the last ``STEPS`` days of change whose pictures differ from their neighbours'."""
    index = Index(load().dataset)
    histories = intervals(index, INSTRUMENT)
    days: list[dt.date] = []
    before = ""
    for change in changes(index, lens_of(index, INSTRUMENT)):
        now = digest(_fills(histories, change.on))
        if now != before:
            days.append(change.on)
        before = now
    return index, histories, tuple(days[-STEPS:])


def _fills(histories: dict[str, Any], day: dt.date) -> dict[str, str]:
    found = {}
    for iso3 in drawn():
        now = status_as_of(histories[iso3], day)
        found[iso3] = COLOURS[display_class(now.status, now.stage)]
    return found


@lru_cache
def drawn() -> tuple[str, ...]:
    """States that have a shape."""
    keys = (feature["properties"].get("iso3") for feature in load_geojson()["features"])
    return tuple(sorted(key for key in keys if key))


def fills(step: int) -> dict[str, str]:
    """State to colour on the day of a step; steps run round."""
    _, histories, days = world()
    return _fills(histories, days[step % len(days)])


def digest(fill: dict[str, str]) -> str:
    """How many shapes have which colour: what a picture is known by."""
    return json.dumps(sorted(Counter(fill.values()).items()), separators=(",", ":"))


class Words(NamedTuple):
    """What the product says of a day beside its map."""

    headline: str
    answer: str
    counts: str


@lru_cache
def words(step: int) -> Words:
    """The words of a step's day: the product's own sentences."""
    index, _, days = world()
    day, lens = days[step % len(days)], lens_of(index, INSTRUMENT)
    counted, spoken = summary(index, lens, day), spoken_names(index.dataset.countries)
    return Words(headline_on(_steps(), day, spoken, lens), answer(counted, day, spoken), summary_text(counted, spoken))


@lru_cache
def _steps() -> tuple[Change, ...]:
    index = world()[0]
    return tuple(changes(index, lens_of(index, INSTRUMENT)))


@lru_cache
def names() -> tuple[tuple[str, float, float], ...]:
    """Names of the States that have a shape, each with its place on the plane: across and up."""
    index = world()[0]
    found = []
    for feature in load_geojson()["features"]:
        told = feature["properties"]
        if told.get("iso3"):
            across, up = told["label"]
            found.append((index.name_of(told["iso3"]), across / METRES_PER_PX, up / METRES_PER_PX))
    return tuple(found)


@lru_cache
def placed() -> dict[str, Any]:
    """The keyed shapes on Leaflet's plain plane, so large that all of them are in view at zoom 0."""

    def scaled(part: Any) -> Any:
        if isinstance(part[0], (int, float)):
            return [part[0] / METRES_PER_PX, part[1] / METRES_PER_PX]
        return [scaled(one) for one in part]

    features = [
        {
            "type": "Feature",
            "id": feature["properties"]["iso3"],
            "properties": {"iso3": feature["properties"]["iso3"]},
            "geometry": feature["geometry"] | {"coordinates": scaled(feature["geometry"]["coordinates"])},
        }
        for feature in load_geojson()["features"]
        if feature["properties"].get("iso3")
    ]
    return {"type": "FeatureCollection", "features": features}


def plane(scripts: tuple[str, ...] = ("leaflet",)) -> folium.Map:
    """The product's own base map: Leaflet alone, no tiles."""
    found = folium.Map(location=CENTRE, crs="Simple", tiles=None, zoom_start=0, attribution_control=False)
    found.default_js = [(name, f"/vendored/{name}.js") for name in scripts]
    found.default_css = [("leaflet_style", "/vendored/leaflet.css")]
    for name, across, up in names() if WITH_CONTENT else ():
        folium.Marker((up, across), icon=folium.DivIcon(html=name, icon_size=(90, 12))).add_to(found)
    return found


def layer(step: int) -> folium.GeoJson:
    """The shapes in the colours of a step."""
    colours = fills(step)
    return folium.GeoJson(
        placed(),
        style_function=lambda feature: {
            "fillColor": colours[feature["properties"]["iso3"]],
            "fillOpacity": 1,
            "color": "#475569",
            "weight": 0.6,
        },
    )
