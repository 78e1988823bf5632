"""Serves one peer, named by ``PEER``, and the scripts that it would otherwise fetch from other hosts.

``packed`` is the empty page behind the product's own compression.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from starlette.middleware import Middleware  # noqa: E402
from starlette.requests import Request  # noqa: E402
from starlette.responses import FileResponse, JSONResponse, Response  # noqa: E402
from starlette.routing import Route  # noqa: E402
from xstatic.pkg import d3, jquery, leaflet  # noqa: E402

from dashboard.server.packing import HeldAnswers  # noqa: E402

HERE = Path(__file__).parent
FILES = {
    "leaflet.js": Path(leaflet.BASE_DIR) / "leaflet.js",
    "leaflet.css": Path(leaflet.BASE_DIR) / "leaflet.css",
    "jquery.js": Path(jquery.BASE_DIR) / "jquery.min.js",
    "d3.js": Path(d3.BASE_DIR) / "d3.js",
    "moment.js": HERE / "moment.js",
}
NO_LAND = {"type": "Topology", "objects": {}, "arcs": []}
LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")


def vendored(request: Request) -> Response:
    """A script or style by exact name."""
    path = FILES.get(request.path_params["name"])
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(path, headers=headers) if path else Response(status_code=404)


def topology(request: Request) -> Response:
    """The base layers that plotly asks its CDN for: empty, since the shapes are ours."""
    empty = {name: {"type": "GeometryCollection", "geometries": []} for name in LAYERS}
    return JSONResponse(NO_LAND | {"objects": empty})


def health(request: Request) -> Response:
    """The server answers."""
    return JSONResponse({"status": "ok"})


is_packed = os.environ["PEER"] == "packed"
app = st.App(
    HERE / ("empty.py" if is_packed else f"{os.environ['PEER']}.py"),
    middleware=[Middleware(HeldAnswers)] if is_packed else [],
    routes=[
        Route("/health", health),
        Route("/vendored/{name}", vendored),
        Route("/topojson/{name}", topology),
    ],
)
