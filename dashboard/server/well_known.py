"""The files that programs look for at the root of a site: robots.txt, sitemap.xml, llms.txt, the icon."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard.browser import asset_files
from dashboard.domain import product
from dashboard.domain.addresses import API, MCP, PRESENTATION
from dashboard.domain.base_path import BASE
from dashboard.server import http
from dashboard.server.api.openapi import document
from dashboard.server.public_address import absolute
from dashboard.server.tools import TOOLS, summary
from dashboard.store.dataset import shelf
from dashboard.views.templates import render

TEMPLATES: Final = Path(__file__).with_name("templates")
TEXT: Final = "text/plain; charset=utf-8"
NOT_FOR_ROBOTS: Final = (f"{API}/export", f"{API}/download", f"{BASE}/bundle/", f"{BASE}/_stcore/")
"""What takes a processor, or is of use to our own pages alone."""


class PageEntry(NamedTuple):
    """A page as programs are told of it."""

    path: str
    title: str
    lead: str = ""


def _addresses(pages: Sequence[PageEntry]) -> list[str]:
    return [*(f"{BASE}/{page.path}" for page in pages), PRESENTATION]


def robots(pages: Sequence[PageEntry]) -> str:
    """Text of robots.txt: all may read, but not what takes a processor; the sitemap where there is one."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), f"Allow: {BASE}/"]
    sitemap = absolute(f"{BASE}/sitemap.xml")
    return "\n".join([*lines, *([f"Sitemap: {sitemap}"] if sitemap else []), ""])


def sitemap(pages: Sequence[PageEntry]) -> str | None:
    """Text of sitemap.xml; ``None`` without a public base address, since its addresses must be whole."""
    addresses = [absolute(path) for path in _addresses(pages)]
    return None if None in addresses else str(render("sitemap.xml", TEMPLATES, addresses=addresses))


def llms(pages: Sequence[PageEntry]) -> str:
    """Text of llms.txt: what this is, its pages, and every address of the API."""
    paths = document(shelf.current().index)["paths"]
    leads = [f": {page.lead}" if page.lead else "" for page in pages]
    lines = [
        f"# {product.NAME}",
        "",
        f"> {product.PURPOSE}",
        "",
        "Every fact is a dated row with its sources; a status is computed for the day that is asked for. Cite the day",
        "and the version of the dataset, which every answer names.",
        "",
        "## Pages",
        "",
        *(f"- [{page.title}]({BASE}/{page.path}){lead}" for page, lead in zip(pages, leads, strict=True)),
        "",
        "## For programs",
        "",
        f"- [{API}/openapi.json]({API}/openapi.json): every address of the read-only API and its parameters",
        *(f"- [{path}]({path}): {operations['get']['summary']}" for path, operations in paths.items()),
        "",
        "## For assistants",
        "",
        f"`python -m dashboard.mcp` answers over standard input and output; {MCP} does where the operator opened it.",
        "",
        *(f"- {tool.__name__}: {summary(tool)}" for tool in TOOLS),
        "",
    ]
    return "\n".join(lines)


def well_known_routes(pages: Sequence[PageEntry]) -> list[Route]:
    """Routes of these files."""

    def serve_robots(request: Request) -> Response:
        return http.answer(request, robots(pages).encode(), TEXT)

    def serve_sitemap(request: Request) -> Response:
        text = sitemap(pages)
        if text is None:
            raise HTTPException(404, "there is no sitemap without a public base address")
        return http.answer(request, text.encode(), "application/xml")

    def serve_llms(request: Request) -> Response:
        return http.answer(request, llms(pages).encode(), TEXT)

    def serve_icon(request: Request) -> Response:
        return http.answer(request, asset_files()["icon.svg"].read_bytes(), "image/svg+xml")

    return [
        Route(f"{BASE}/robots.txt", serve_robots),
        Route(f"{BASE}/sitemap.xml", serve_sitemap),
        Route(f"{BASE}/llms.txt", serve_llms),
        *(Route(f"{BASE}/favicon.{ending}", serve_icon) for ending in ("ico", "svg", "png")),
    ]
