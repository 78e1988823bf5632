"""The constant folium map: an empty plane in EPSG:3035 kilometres that the browser's layer draws upon."""

from __future__ import annotations

import folium
from branca.element import MacroElement
from jinja2 import Template


class StatusLayer(MacroElement):
    """Hands the Leaflet map to the layer script. Varies with the shapes alone: else the frame would be built anew."""

    _template = Template(
        """{% macro script(this, kwargs) %}
        import(new URL("{{ this.url }}", location.origin))
          .then((layer) => layer.mount({{ this._parent.get_name() }}, "{{ this.shapes }}", window));
        {% endmacro %}"""
    )

    def __init__(self, url: str, shapes: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "StatusLayer"
        self.url = url
        self.shapes = shapes


def base_map(assets: str, shapes: str) -> folium.Map:
    """A map without tiles or outside files, the same at every call for the same addresses; the layer brings the zoom.

    ``assets`` is the folder of the scripts, ``shapes`` the file that the layer draws.
    """
    plane = folium.Map(
        location=(3375, 5100),
        crs="Simple",
        tiles=None,
        zoom_start=-3,
        min_zoom=-6,
        max_zoom=4,
        zoom_control=False,
        control_scale=False,
        attribution_control=False,
        keyboard=False,
        zoom_snap=0,
        scroll_wheel_zoom=False,
        double_click_zoom=False,
        box_zoom=False,
        max_bounds_viscosity=1.0,
    )
    plane.default_js = [("leaflet", f"{assets}/leaflet.js")]
    plane.default_css = [("leaflet", f"{assets}/leaflet.css")]
    StatusLayer(f"{assets}/map_layer.mjs", shapes).add_to(plane)
    return plane
