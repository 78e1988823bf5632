"""Dash with dash-leaflet: a slider, whose callback runs in the browser. Its own server; scripts come from here."""

from __future__ import annotations

import sys
from pathlib import Path

if str(Path(__file__).resolve().parents[3]) not in sys.path:
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

import dash_leaflet as dl
from dash import Dash, Input, Output, State, dcc, html

from tests.bench.peers.shared import CENTRE, HEIGHT, STEPS, WITH_CONTENT, fills, names, placed, words

TOLD = ("headline", "answer", "counts")
SHAPES_FOLLOW = "(day) => ({ day })"
WORDS_FOLLOW = "(day, told) => told[day]"

app = Dash(__name__, assets_folder=str(Path(__file__).with_name("dash_assets")))


@app.server.route("/health")
def health() -> str:
    """The server answers."""
    return "ok"


def shapes() -> dl.GeoJSON:
    """Every shape with its colours of all days."""
    colours = [fills(number) for number in range(STEPS)]
    data = placed()
    features = [one | {"properties": {"fills": [of_day[one["id"]] for of_day in colours]}} for one in data["features"]]
    style = {"variable": "dashExtensions.bench.style"}
    return dl.GeoJSON(id="shapes", data=data | {"features": features}, hideout={"day": 0}, style=style)


def labels() -> list[dl.DivMarker]:
    """The States' names."""
    options = [{"html": name, "iconSize": [90, 12], "className": ""} for name, _, _ in names()]
    places = [[up, across] for _, across, up in names()]
    return [dl.DivMarker(position=at, iconOptions=given) for at, given in zip(places, options, strict=True)]


def layout() -> html.Div:
    """The page."""
    drawn = [shapes(), *(labels() if WITH_CONTENT else [])]
    plane = dl.Map(drawn, crs="Simple", center=CENTRE, zoom=0, attributionControl=False, style={"height": HEIGHT})
    slider = dcc.Slider(0, STEPS - 1, 1, value=0, id="day", updatemode="drag", marks=None)
    said = [html.H3(id="headline"), html.P(id="answer"), html.Small(id="counts")] if WITH_CONTENT else []
    told = [dcc.Store(id="words", data=[list(words(number)) for number in range(STEPS)])] if WITH_CONTENT else []
    return html.Div([slider, *said, plane, *told])


app.layout = layout()
app.clientside_callback(SHAPES_FOLLOW, Output("shapes", "hideout"), Input("day", "value"))
if WITH_CONTENT:
    app.clientside_callback(
        WORDS_FOLLOW, [Output(one, "children") for one in TOLD], Input("day", "value"), State("words", "data")
    )

if __name__ == "__main__":
    app.run(host="127.0.0.1", port=sys.argv[1])
