"""streamlit-folium with a constant map and ``feature_group_to_add``."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from tests.bench.peers.shared import HEIGHT, layer, plane
from tests.bench.peers.stepping import step

st.set_page_config(layout="wide")
group = folium.FeatureGroup(name="status")
layer(step()).add_to(group)
st_folium(plane(), key="map", height=HEIGHT, use_container_width=True, returned_objects=[], feature_group_to_add=group)
