"""A Plotly choropleth. Plotly projects by itself, so the shapes go to it in degrees."""

from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import shapely
import streamlit as st
from shapely.geometry import mapping

from geo.loader import load_shapes
from tests.bench.peers.shared import COLOURS, HEIGHT, drawn, fills
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
figure.update_geos(
    visible=False, projection_type="azimuthal equal area", lataxis_range=[33, 72], lonaxis_range=[-25, 50]
)
figure.update_layout(height=HEIGHT, margin={"l": 0, "r": 0, "t": 0, "b": 0})
st.plotly_chart(figure, key="map", theme=None, config={"topojsonURL": "/topojson/", "displayModeBar": False})
