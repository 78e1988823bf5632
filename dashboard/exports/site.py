"""A static site for any web server: a page for each treaty and story, the data and its feeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from dashboard.domain.days import say_day
from dashboard.domain.selection import Selection
from dashboard.exports.feeds import atom_feed, calendar_feed
from dashboard.exports.inline import styles
from dashboard.exports.picture import map_page
from dashboard.exports.single_file import html
from dashboard.exports.view import Story, View
from dashboard.exports.whole_file import MARKER, fill_whole
from dashboard.look.svg import svg
from dashboard.tables.about import about
from dashboard.tables.archive import unzip
from dashboard.tables.dataset_files import dataset_zip, descriptions

Report = Callable[[str], None]


def write_site(
    folder: Path, view: View, stories: Sequence[Story], data_folder: Path, report: Report = lambda _: None
) -> int:
    """Write the site and return how many files it has. ``report`` hears each step.

    Every link is relative and every page asks for nothing beside itself. Raises as ``fill_whole`` does.
    """
    counted: list[int] = []

    def fill(fresh: Path) -> None:
        _fill(fresh, view, stories, data_folder, report)
        counted.append(sum(1 for path in fresh.rglob("*") if path.is_file()))

    fill_whole(folder, fill)
    return counted[0]


def _fill(folder: Path, view: View, stories: Sequence[Story], data_folder: Path, report: Report) -> None:
    treaties = list(view.index.instruments.values())
    steps = len(treaties) + len(stories) + 3
    done = 0

    def report_step(what: str) -> None:
        nonlocal done
        done += 1
        report(f"[{done}/{steps}] {what}")

    (folder / "maps").mkdir()
    for treaty in treaties:
        one = replace(view, instrument=treaty.instrument_id, story=None, kind="map", iso3s=frozenset(), selection=None)
        links = [
            ("All treaties and stories", "index.html"),
            *((other.short_title, f"{other.instrument_id}.html") for other in treaties if other is not treaty),
        ]
        (folder / f"{treaty.instrument_id}.html").write_text(html(one, links), encoding="utf-8")
        (folder / "maps" / f"{treaty.instrument_id}.svg").write_text(svg(map_page(one)), encoding="utf-8")
        report_step(treaty.short_title)
    for story in stories:
        story_view = replace(view, story=story, kind="map")
        links = [
            ("All treaties and stories", "index.html"),
            *((other.title, f"story-{other.id}.html") for other in stories if other is not story),
        ]
        (folder / f"story-{story.id}.html").write_text(html(story_view, links), encoding="utf-8")
        report_step(story.title)
    _data(folder / "data", view, data_folder)
    report_step("data")
    feeds = _feeds(folder, view, data_folder)
    report_step("feeds")
    (folder / "index.html").write_text(_index(view, stories, folder, feeds), encoding="utf-8")
    meta = view.index.dataset.meta
    marker = {
        "title": meta.title,
        "version": meta.version,
        "as_of": meta.as_of.isoformat(),
        "licence": meta.data_licence,
    }
    (folder / MARKER).write_text(json.dumps(marker, indent=2) + "\n", encoding="utf-8")
    report_step("index")


def _data(folder: Path, view: View, source: Path) -> None:
    """The dataset's tables, what describes them, and both in one archive, as the API hands it over."""
    folder.mkdir()
    whole = about(view.index, Selection(as_of=view.day), all_instruments=True)
    archive = dataset_zip(view.index, whole, descriptions(source))
    for name, body in unzip(archive).items():
        (folder / name).write_bytes(body)
    (folder / "european-security-shifts.zip").write_bytes(archive)


def _feeds(folder: Path, view: View, data_folder: Path) -> list[str]:
    """The feeds of the whole record: names of the files written."""
    everything = Selection(as_of=view.day)
    log = data_folder / "CHANGELOG.md"
    changes = atom_feed(
        view.index, everything, log.read_text(encoding="utf-8") if log.exists() else "", all_instruments=True
    )
    (folder / "changes.atom").write_bytes(changes)
    (folder / "calendar.ics").write_bytes(calendar_feed(view.index, everything, all_instruments=True))
    return ["changes.atom", "calendar.ics"]


def _index(view: View, stories: Sequence[Story], folder: Path, feeds: Sequence[str]) -> str:
    meta = view.index.dataset.meta
    cards = ""
    for treaty in view.index.instruments.values():
        headline = replace(view, instrument=treaty.instrument_id, iso3s=frozenset()).headline
        key = treaty.instrument_id
        shown = f'<img src="maps/{key}.svg" alt="{escape(headline)}" width="480" height="270" loading="lazy">'
        cards += _card(f"{key}.html", treaty.short_title, headline, shown)
    story_cards = "".join(
        _card(f"story-{story.id}.html", story.title, " ".join(story.summary.split())) for story in stories
    )
    files = [(path.name, f"data/{path.name}") for path in sorted((folder / "data").iterdir())]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="icon" href="data:,"><title>{escape(meta.title)}</title>'
        f"<style>{styles('standalone.css')}</style></head>"
        f'<body><main class="page"><h1>{escape(meta.title)}</h1>'
        f"<p>What binds each European State on {escape(say_day(view.day))}, treaty by treaty. "
        f"Data as of {escape(say_day(meta.as_of))}, dataset {escape(meta.version)}, {escape(meta.data_licence)}.</p>"
        f'<ul class="cards">{cards}</ul>'
        + (f'<h2>Stories</h2><ul class="cards">{story_cards}</ul>' if story_cards else "")
        + f"<h2>Data</h2>{_list(files)}<h2>Feeds</h2>{_list([(name, name) for name in feeds])}"
        f"<footer><p>{escape(meta.boundary_note)}</p><p>{escape(meta.citation)}</p></footer></main></body></html>\n"
    )


def _card(href: str, title: str, text: str, picture: str = "") -> str:
    link = f'<a href="{escape(href)}">'
    shown = f"{link}{picture}</a>" if picture else ""
    return f"<li>{shown}<h3>{link}{escape(title)}</a></h3><p>{escape(text)}</p></li>"


def _list(links: Sequence[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="{escape(href)}">{escape(label)}</a></li>' for label, href in links)
    return f"<ul>{items}</ul>"
