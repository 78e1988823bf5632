"""What stands in the head of each page for those who share, list or cite it: title, description, picture, dataset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs

from markupsafe import Markup

from dashboard.domain import product
from dashboard.domain.addresses import DOWNLOAD, MAP, OEMBED, PREVIEW, address
from dashboard.domain.answer import answer
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, resolve, shown_lens
from dashboard.domain.shared_view import canonical_query, picture_query, read_shared, view_title
from dashboard.domain.summary import summary
from dashboard.domain.wording import spoken_names
from dashboard.exports.card_picture import SIZE
from dashboard.server.public_address import absolute
from dashboard.server.well_known import PageEntry
from dashboard.store.dataset import Served, shelf
from dashboard.store.editions import served_to_share
from dashboard.store.stories import story_store
from dashboard.views.templates import render

TEMPLATES = Path(__file__).with_name("templates")
WITHOUT_VIEW: Final = frozenset({"learn", "own_rows", "stories", "changes", "corrections"})
"""Paths of pages that show no lens."""
LARGEST_QUERY: Final = 8000


class Head(NamedTuple):
    """Title and tags of one address."""

    title: str
    tags: Markup


def head_of(pages: Sequence[PageEntry], path: str, query: bytes) -> Head:
    """Title and tags of the page at ``path``, with the view that the query asks for; it raises for no query."""
    params = parse_qs(query[:LARGEST_QUERY].decode("ascii", "replace"))
    served = served_to_share(params)
    page = next((one for one in pages if MAP + one.path == path.rstrip("/") or MAP + one.path == path), None)
    try:
        selection = read_shared(served.index, params)
    except KeyError:
        return Head(product.NAME, _tags(served.index, product.NAME, product.PURPOSE, path, {}, {}))
    title, about, shown = _words(served, page, selection, params)
    picture = picture_query(served.index, selection if shown else Selection(instrument=selection.instrument))
    canonical: Mapping[str, str] = canonical_query(served.index, selection) if shown else _story_query(params, page)
    return Head(title, _tags(served.index, title, about, path, canonical, picture, embeds=shown))


def _story_query(params: Mapping[str, Sequence[str]], page: PageEntry | None) -> dict[str, str]:
    story = params.get("story", [""])[0]
    known = {one.id for one in story_store.current(shelf.current()).stories} if page and page.path == "stories" else ()
    return {"story": story} if story in known else {}


def _words(
    served: Served, page: PageEntry | None, selection: Selection, params: Mapping[str, Sequence[str]]
) -> tuple[str, str, bool]:
    """Title and description of a page, and whether it shows a lens."""
    index = served.index
    if page is not None and page.path in WITHOUT_VIEW:
        wanted = params.get("story", [""])[0] if page.path == "stories" else ""
        story = next((one for one in story_store.current(shelf.current()).stories if one.id == wanted), None)
        title = story.title if story else page.title
        return f"{title} – {product.NAME}", page.lead or product.PURPOSE, False
    day = resolve(selection, index)
    chosen = day.iso3s if selection.states or selection.groups else None
    counted = summary(index, shown_lens(selection, index), day.day, chosen)
    told = answer(counted, day.day, spoken_names(index.dataset.countries), chosen=chosen is not None)
    view = view_title(index, selection)
    if page is not None and page.path == "dossier" and selection.focus:
        view = f"{index.name_of(selection.focus)}, {view}"
    titled = f"{page.title}: {view}" if page is not None and page.path else view
    return f"{titled} – {product.NAME}", told, True


def _tags(
    index: Index,
    title: str,
    about: str,
    path: str,
    canonical: Mapping[str, str],
    picture: Mapping[str, str],
    *,
    embeds: bool = False,
) -> Markup:
    page = absolute(address(path, canonical))
    return render(
        "shared_head.html",
        TEMPLATES,
        product=product,
        title=title,
        about=about,
        page=page,
        picture=absolute(address(PREVIEW, picture)),
        size=SIZE,
        oembed=absolute(address(OEMBED, {"url": page, "format": "json"})) if page and embeds else None,
        dataset=dataset_document(index),
    )


def dataset_document(index: Index) -> dict[str, Any]:
    """The record as a schema.org ``Dataset``; addresses stand in it only where the public one is known."""
    meta = index.dataset.meta
    home, files = absolute(MAP), absolute(DOWNLOAD)
    document: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": meta.title,
        "description": f"{product.PURPOSE}. Every fact is one dated row with its sources. {meta.coverage_note}".strip(),
        "version": meta.version,
        "dateModified": meta.as_of.isoformat(),
        "license": f"https://spdx.org/licenses/{meta.data_licence}",
        "citation": meta.citation,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": meta.title},
        "spatialCoverage": "Europe",
    }
    if home and files:
        kinds = {"zip": "application/zip", "csv": "text/csv", "json": "application/json"}
        document |= {
            "url": home,
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": media, "contentUrl": f"{files}?format={ending}"}
                for ending, media in kinds.items()
            ],
        }
    return document
