"""A static site for any web server: a page for each lens and story, the data and its feeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from dashboard.domain.lenses import Lens, lenses_of
from dashboard.domain.selection import Selection
from dashboard.exports.calendar_feed import calendar_feed
from dashboard.exports.feeds import atom_feed
from dashboard.exports.inline import styles
from dashboard.exports.picture import map_page
from dashboard.exports.single_file import TEMPLATES, html
from dashboard.exports.view import View
from dashboard.exports.whole_file import MARKER, fill_whole
from dashboard.look.svg import svg
from dashboard.tables.about import about
from dashboard.tables.archive import unzip
from dashboard.tables.dataset_files import dataset_zip, descriptions
from dashboard.views.templates import render
from data.story_schema import Story

Report = Callable[[str], None]
ALL: Final = "All lenses and stories"


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
    lenses = list(lenses_of(view.index).values())
    steps = len(lenses) + len(stories) + 3
    done = 0

    def report_step(what: str) -> None:
        nonlocal done
        done += 1
        report(f"[{done}/{steps}] {what}")

    (folder / "maps").mkdir()
    for lens in lenses:
        one = _of_lens(view, lens)
        links = [(ALL, "index.html"), *((other.title, f"{other.id}.html") for other in lenses if other is not lens)]
        (folder / f"{lens.id}.html").write_text(html(one, links), encoding="utf-8")
        (folder / "maps" / f"{lens.id}.svg").write_text(svg(map_page(one)), encoding="utf-8")
        report_step(lens.title)
    for story in stories:
        story_view = replace(view, story=story, kind="map")
        links = [
            (ALL, "index.html"),
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


def _of_lens(view: View, lens: Lens) -> View:
    """The view of a lens on the site's day, on its own latest one where it has no figures yet on that."""
    day = min(view.day, lens.latest(view.index)) if view.day == view.index.dataset.meta.as_of else view.day
    return replace(
        view, lens_name=lens.id, day=day, story=None, kind="map", iso3s=frozenset(), selection=None, focus=frozenset()
    )


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
        view.index,
        everything,
        log.read_text(encoding="utf-8") if log.exists() else "",
        all_instruments=True,
        own=f"{view.link.rstrip('/')}/changes.atom" if view.link else "changes.atom",
    )
    (folder / "changes.atom").write_bytes(changes)
    (folder / "calendar.ics").write_bytes(calendar_feed(view.index, everything, all_instruments=True))
    return ["changes.atom", "calendar.ics"]


def _index(view: View, stories: Sequence[Story], folder: Path, feeds: Sequence[str]) -> str:
    cards = [
        (lens.id, lens.title, lens.question, _of_lens(view, lens).answer) for lens in lenses_of(view.index).values()
    ]
    return render(
        "site.html",
        TEMPLATES,
        meta=view.index.dataset.meta,
        style=styles("standalone.css"),
        day=view.day,
        lenses=cards,
        stories=stories,
        files=sorted(path.name for path in (folder / "data").iterdir()),
        feeds=feeds,
    )
