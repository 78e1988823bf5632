"""Addresses of pages, files, feeds and presentations. Whatever links to a view writes its address here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final, Literal
from urllib.parse import urlencode

from dashboard.domain.address_bar import VERSION, to_query
from dashboard.domain.base_path import BASE
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, resolve

API: Final = f"{BASE}/api/v1"
DOWNLOAD: Final = f"{API}/download"
EXPORT: Final = f"{API}/export"
CALENDAR: Final = f"{BASE}/feeds/calendar.ics"
CHANGES: Final = f"{BASE}/feeds/changes.atom"
FEED_LIST: Final = f"{BASE}/feeds/all.opml"
CHANGES_SINCE: Final = f"{API}/changes"
PREVIEW: Final = f"{BASE}/preview.png"
EMBED: Final = f"{BASE}/embed"
OEMBED: Final = f"{BASE}/oembed"
REPORT: Final = f"{BASE}/report"
VERIFY: Final = f"{API}/verify"
MCP: Final = f"{BASE}/mcp"
"""Where assistants ask, over the Model Context Protocol."""
PRESENTATION: Final = f"{BASE}/present"
MAP: Final = f"{BASE}/"
Kind = Literal["map", "production", "bands", "a4", "a4-upright", "dossier"]
"""What an exported picture shows."""


def query_text(query: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """The query as it stands in an address; lists keep their commas."""
    return urlencode(list(query.items()) if isinstance(query, Mapping) else list(query), safe=",")


def address(path: str, query: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> str:
    """ "/events?instrument=ccm": the path alone where the query is empty."""
    text = query_text(query)
    return f"{path}?{text}" if text else path


def view_query(
    index: Index, selection: Selection, *, all_instruments: bool = False, fixed: bool = True
) -> dict[str, str]:
    """Query that asks for the same rows whenever it is opened: day and treaty are spelled out.

    ``all_instruments`` leaves the treaty out; the day stays open-ended unless ``fixed``. What concerns the screen
    alone (the open card, the day compared with, how a table stands) is left out.
    """
    day = resolve(selection, index).day if fixed else selection.as_of
    every, usual = all_instruments or selection.every_instrument, Selection()
    plain = replace(
        selection,
        as_of=day,
        every_instrument=every,
        focus=None,
        compare_day=None,
        compare_instrument=None,
        compare_lens=None,
        columns=usual.columns,
        grouping=usual.grouping,
        sort=usual.sort,
    )
    query = to_query(plain)
    query.pop("instrument", None)
    named = {} if all_instruments or selection.lens else {"instrument": selection.instrument}
    return {"v": query.pop("v", VERSION), **named, **query}


def file_query(index: Index, selection: Selection, *, all_instruments: bool = False) -> dict[str, str]:
    """Query of a file of the view: as ``view_query``, with the chosen State."""
    chosen = {"focus": selection.focus} if selection.focus else {}
    return view_query(index, selection, all_instruments=all_instruments) | chosen


def story_address(path: str, story_id: str, step: int = 1) -> str:
    """A story on the page or in the presentation, at a step counted from 1."""
    return address(path, {"story": story_id} | ({"step": str(step)} if step > 1 else {}))
