"""A Plotly choropleth. Plotly projects by itself, so the shapes go to it in degrees."""

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import shapely
import streamlit as st
from shapely.geometry import mapping

from geo.loader import load_shapes
from tests.bench.peers.shared import COLOURS, HEIGHT, WITH_CONTENT, drawn, fills, world
from tests.bench.peers.stepping import step


@lru_cache
def degrees() -> dict[str, Any]:
    """The shapes in EPSG:4326, wound as plotly wants them."""
    frame = load_shapes().to_crs(4326)
    wound = [shapely.orient_polygons(shape, exterior_cw=True) for shape in frame.geometry]
    features = [
        {"type": "Feature", "id": iso3, "properties": {}, "geometry": mapping(shape)}
        for iso3, shape in zip(frame["iso3"], wound, strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


@lru_cache
def names() -> go.Scattergeo:
    """The States' names at a point inside each."""
    frame = load_shapes().to_crs(4326)
    points = frame.geometry.representative_point()
    said = [world()[0].name_of(iso3) for iso3 in frame["iso3"]]
    return go.Scattergeo(lon=points.x, lat=points.y, text=said, mode="text", textfont={"size": 10}, hoverinfo="skip")


st.set_page_config(layout="wide")
palette = list(COLOURS.values())
now = fills(step())
figure = go.Figure(
    go.Choropleth(
        geojson=degrees(),
        locations=list(drawn()),
        z=[palette.index(now[iso3]) for iso3 in drawn()],
        zmin=0,
        zmax=len(palette) - 1,
        colorscale=[[number / (len(palette) - 1), colour] for number, colour in enumerate(palette)],
        showscale=False,
    )
)
if WITH_CONTENT:
    figure.add_trace(names())
figure.update_geos(
    visible=False, projection_type="azimuthal equal area", lataxis_range=[33, 72], lonaxis_range=[-25, 50]
)
figure.update_layout(height=HEIGHT, showlegend=False, margin={"l": 0, "r": 0, "t": 0, "b": 0})
st.plotly_chart(figure, key="map", theme=None, config={"topojsonURL": "/topojson/", "displayModeBar": False})
