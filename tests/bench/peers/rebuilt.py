"""streamlit-folium with the map built anew at each step."""

import streamlit as st
from streamlit_folium import st_folium

from tests.bench.peers.shared import HEIGHT, layer, plane
from tests.bench.peers.stepping import step

st.set_page_config(layout="wide")
now = plane()
layer(step()).add_to(now)
st_folium(now, key="map", height=HEIGHT, use_container_width=True, returned_objects=[])
