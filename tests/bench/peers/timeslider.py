"""folium's ``TimeSliderChoropleth``, which steps in the browser."""

import folium
import streamlit as st
from folium.plugins import TimeSliderChoropleth

from tests.bench.peers.shared import HEIGHT, drawn, fills, placed, plane, world


class Local(TimeSliderChoropleth):
    """The same, with its scripts from here."""

    default_js = (("d3v4", "/vendored/d3.js"), ("moment", "/vendored/moment.js"))


@st.cache_resource
def page() -> str:
    """The whole map as a page."""
    days = world()[2]
    styles: dict[str, dict[str, dict[str, object]]] = {iso3: {} for iso3 in drawn()}
    for number, day in enumerate(days):
        for iso3, colour in fills(number).items():
            styles[iso3][str(day.toordinal() * 86400)] = {"color": colour, "opacity": 1}
    found = plane(("leaflet", "jquery"))
    folium.Figure(height=HEIGHT).add_child(found)
    Local(placed(), styledict=styles).add_to(found)
    return str(found.get_root().render())


st.set_page_config(layout="wide")
st.iframe(page(), height=HEIGHT + 60)
