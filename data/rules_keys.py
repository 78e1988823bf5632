"""Rules on ids and sources: every id points to a row, every source is used, nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from data.context import Context
from data.fields import date_window
from data.links import LINKS
from data.problems import Problem, quote
from data.schema import TABLES, id_of, key_of
from data.source_schema import ReadAs

ORIGIN_ONLY = "Named as origin"
"""How the note of a publisher begins that no source of its own stands behind."""


def unique_ids(ctx: Context) -> Iterator[Problem]:
    """No id stands twice in a table."""
    for table in TABLES:
        for index, row in enumerate(ctx.rows(table)):
            first = ctx.position[table][id_of(table, row)]
            if first != index:
                line = ctx.loaded.lines[table][first]
                yield ctx.problem(
                    table, index, key_of(table)[-1], "unique-ids", f"this id already stands on line {line}"
                )


def known_ids(ctx: Context) -> Iterator[Problem]:
    """Every id in a pointing column names a row of its target table."""
    for link in LINKS:
        if any(not ctx.rows(target) and ctx.unreadable(target) for target in link.targets):
            continue
        known = {row_id for target in link.targets for row_id in (*ctx.position[target], *ctx.broken[target])}
        for index, row in enumerate(ctx.rows(link.table)):
            value = getattr(row, link.column)
            for row_id in value if link.many else () if value is None else (value,):
                if row_id not in known:
                    message = (
                        f"{quote(row_id)} is not in {' or '.join(link.targets)}"
                        ": add that row, or type an id that is there"
                    )
                    yield ctx.problem(link.table, index, link.column, "known-ids", message)


def used_sources(ctx: Context) -> Iterator[Problem]:
    """Every source stands behind at least one row."""
    pointing = [link for link in LINKS if link.targets == ("sources",)]
    if any(ctx.unreadable(link.table) for link in pointing):
        return
    used = {row_id for link in pointing for row in ctx.rows(link.table) for row_id in getattr(row, link.column)}
    for index, source in enumerate(ctx.dataset.sources):
        if source.source_id not in used:
            yield ctx.problem(
                "sources",
                index,
                "source_id",
                "used-sources",
                "no row names this source: name it in source_ids of a row, or remove it",
            )


def used_publishers(ctx: Context) -> Iterator[Problem]:
    """Every publisher has a source, unless its note says that it is only named as origin."""
    if ctx.unreadable("sources"):
        return
    used = {row_id for source in ctx.dataset.sources for row_id in (source.publisher_id, source.carrier_id)}
    for index, publisher in enumerate(ctx.dataset.publishers):
        if publisher.publisher_id not in used and not publisher.note.startswith(ORIGIN_ONLY):
            yield ctx.problem(
                "publishers",
                index,
                "publisher_id",
                "used-publishers",
                f"has no source: remove it, or begin its note with {quote(ORIGIN_ONLY)}",
            )


def carriers(ctx: Context) -> Iterator[Problem]:
    """A page that nobody opened names who carried it, and only such a page does."""
    for index, source in enumerate(ctx.dataset.sources):
        if (source.carrier_id is None) != (source.read_as is ReadAs.OPENED):
            message = "leave it empty if read_as is opened, else type the publisher that carried the copy or quotation"
            yield ctx.problem("sources", index, "carrier_id", "carriers", message)


def one_row_per_address(ctx: Context) -> Iterator[Problem]:
    """No address stands in two sources."""
    seen: dict[str, int] = {}
    for index, source in enumerate(ctx.dataset.sources):
        first = seen.setdefault(source.url, index)
        if first != index:
            other = ctx.dataset.sources[first].source_id
            yield ctx.problem(
                "sources", index, "url", "one-row-per-address", f"is the address of {other} already: keep one of them"
            )


def publisher_hosts(ctx: Context) -> Iterator[Problem]:
    """The address of a source lies on its publisher's host."""
    domains = {publisher.publisher_id: publisher.domain for publisher in ctx.dataset.publishers}
    for index, source in enumerate(ctx.dataset.sources):
        domain = domains.get(source.publisher_id)
        host = _host(source.url)
        if domain is not None and host != domain and not host.endswith("." + domain):
            message = f"host {quote(host)} is not {quote(domain)}, the host of {source.publisher_id}"
            yield ctx.problem("sources", index, "url", "publisher-hosts", message)


@lru_cache(maxsize=4096)  # every added row has all addresses looked at again
def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def seen_days(ctx: Context) -> Iterator[Problem]:
    """No page was seen before it was published, or after the as-of day."""
    for index, source in enumerate(ctx.dataset.sources):
        if source.seen_on is None:
            continue
        window = date_window(source.published_on, source.published_precision)
        if source.seen_on > ctx.dataset.meta.as_of:
            message = f"{source.seen_on} lies after as_of {ctx.dataset.meta.as_of}: move as_of in dataset.toml first"
            yield ctx.problem("sources", index, "seen_on", "seen-days", message)
        elif window[0] is not None and source.seen_on < window[0]:
            message = f"{source.seen_on} lies before published_on: type the day on which the page was read"
            yield ctx.problem("sources", index, "seen_on", "seen-days", message)


def floors(ctx: Context) -> Iterator[Problem]:
    """Every table holds at least as many rows as the dataset's description expects."""
    for table, least in ctx.dataset.meta.floors.items():
        if table not in TABLES:
            yield ctx.meta_problem(table, "floors", "no such table")
        elif len(ctx.rows(table)) < least:
            message = f"holds {len(ctx.rows(table))} rows where at least {least} are due; is the file cut off?"
            yield Problem(f"{table}.csv", 0, "", "", "floors", message)


def checked_instruments(ctx: Context) -> Iterator[Problem]:
    """Check days name instruments or other lenses and do not lie beyond the dataset's as-of day."""
    meta = ctx.dataset.meta
    known = {row_id for table in ("instruments", "lenses") for row_id in (*ctx.position[table], *ctx.broken[table])}
    for lens_id, day in meta.checked_on.items():
        if lens_id not in known:
            yield ctx.meta_problem(lens_id, "checked-instruments", "no such instrument or lens")
        if day > meta.as_of:
            yield ctx.meta_problem(lens_id, "checked-instruments", f"{day} lies after as_of {meta.as_of}")


def first_edition(ctx: Context) -> Iterator[Problem]:
    """The first edition does not reach further than this one."""
    meta = ctx.dataset.meta
    if meta.first_as_of is not None and meta.first_as_of > meta.as_of:
        message = f"{meta.first_as_of} lies after as_of {meta.as_of}: type the as-of day of the first edition"
        yield ctx.meta_problem("first_as_of", "first-edition", message)


RULES = (
    unique_ids,
    known_ids,
    used_sources,
    used_publishers,
    carriers,
    one_row_per_address,
    publisher_hosts,
    seen_days,
    floors,
    checked_instruments,
    first_edition,
)
