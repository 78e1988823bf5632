"""The sources behind a view or a step of a story, as lines with the ids that rest on them."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.domain.index import Index
from dashboard.exports.programmes import programmes_of
from dashboard.exports.view import View
from dashboard.tables.provenance import sources_of


def ids_of(view: View) -> list[str]:
    """Rows that the day's classes rest on, then the announcements shown; each once."""
    found: dict[str, None] = {}
    for iso3 in view.index.countries:
        if view.in_view(iso3):
            found.update(dict.fromkeys(view.run_of(iso3).refs))
    for programme in programmes_of(view):
        found.update(dict.fromkeys(row.announcement_id for row in (*programme.heads, *programme.superseded)))
    return list(found)


def source_lines(index: Index, fact_ids: Iterable[str]) -> list[str]:
    """One line for each source of the facts: "B · Publisher, day: title, address [ids]", most used first.

    Unknown ids are named on the last line.
    """
    by_source: dict[str, list[str]] = {}
    unknown: list[str] = []
    for fact_id in fact_ids:
        row = index.facts.get(fact_id)
        if row is None:
            unknown.append(fact_id)
            continue
        for source_id in (*row.source_ids, *getattr(row, "effective_source_ids", ())):
            ids = by_source.setdefault(source_id, [])
            if fact_id not in ids:
                ids.append(fact_id)
    lines = []
    for source_id, ids in sorted(by_source.items(), key=lambda item: -len(item[1])):
        source = sources_of(index, (source_id,))[0]
        dated = f", {source['date']}" if source["date"] else ""
        title = f"{source['title']}, " if source["title"] else ""
        lines.append(
            f"{source['grade']} · {source['publisher']}{dated}: {title}{source['url']} [{', '.join(ids)}] ({source_id})"
        )
    return [*lines, *([f"Not in the record: {', '.join(unknown)}"] if unknown else [])]
