"""Write a view, a story or the whole product to a file, without a browser and without a network."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, get_args

from dashboard.domain.addresses import Kind
from dashboard.domain.days import LATEST, parse_as_of
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, lens_of, lenses_of
from dashboard.domain.timeline import extent
from dashboard.exports import FORMATS, View, make
from dashboard.store.dataset import shelf
from data.learn_files import load_learn
from data.load import load
from data.problems import quote
from data.story_files import load_stories
from geo.loader import GeometryProblem, load_geojson

THEMES = ("standard", "projector", "dark")
EXAMPLES = """examples:
  python -m dashboard.export pptx --instrument apmbc --as-of 2026-03-01 --out slide.pptx
  python -m dashboard.export png --lens spending --series nato-2025 --out spending.png
  python -m dashboard.export pdf --kind dossier --states FIN --out finland.pdf
  python -m dashboard.export html --story the-mine-ban-exits --out story.html
  python -m dashboard.export site --out public/
"""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard.export",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("format", choices=(*FORMATS, "site"), metavar="FORMAT", help=", ".join((*FORMATS, "site")))
    parser.add_argument("--instrument", default="apmbc", help="treaty, by id (default apmbc)")
    parser.add_argument("--lens", default="", help="policy or measure instead of a treaty, by id")
    parser.add_argument("--series", default="", help="series of a measure, by id (default its first)")
    parser.add_argument("--as-of", default=LATEST, metavar="DAY", help="YYYY-MM-DD, or latest (default)")
    parser.add_argument(
        "--states", default="", metavar="STATE,…", help="only these States, by code or name (default all)"
    )
    parser.add_argument("--focus", default="", metavar="STATE", help="mark this State on maps and slides")
    parser.add_argument("--kind", choices=get_args(Kind), default="map", help="what a picture shows (png, svg, pdf)")
    parser.add_argument("--story", default=None, metavar="ID", help="a story instead of one view (pptx, html)")
    parser.add_argument("--theme", choices=THEMES, default="standard")
    parser.add_argument("--link", default="", metavar="URL", help="address at which the page runs, printed on pictures")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="file to write; a folder for site")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 written, 1 not written and nothing left behind, 2 bad arguments (the reason is printed)."""
    parser = _parser()
    options = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        loaded = load(shelf.folder)
        for problem in loaded.problems:
            print(f"warning: {problem}", file=sys.stderr)
        index = Index(loaded.dataset)
        story_files = load_stories(loaded.dataset)
        for problem in story_files.problems:
            print(f"warning: {problem}", file=sys.stderr)
        view = _view(parser, options, index, story_files.stories)
        size = _write(options, view, story_files.stories)
    except GeometryProblem as problem:
        return _failed(str(problem))
    except OSError as error:
        return _failed(f"{options.out}: {error.strerror or error}" if error.strerror else str(error))
    except (ValueError, KeyError) as error:
        return _failed(str(error))
    print(f"wrote {options.out} ({size}) in {time.monotonic() - started:.1f} s", file=sys.stderr)
    return 0


def _failed(reason: str) -> int:
    print(f"python -m dashboard.export: nothing written: {reason}", file=sys.stderr)
    return 1


def _view(parser: argparse.ArgumentParser, options: argparse.Namespace, index: Index, stories: Sequence[Any]) -> View:
    lens = _lens(parser, options, index)
    latest = index.dataset.meta.as_of if options.format == "site" else lens.latest(index)
    day = _as_of(parser, options) or latest
    first, last = extent(index, lens.id)
    if not first <= day <= last and options.format != "site" and options.story is None:
        parser.error(f"--as-of {day} lies outside the timeline of {lens.id}, {first} to {last}")
    chosen, focus = (_states(parser, index, name, getattr(options, name)) for name in ("states", "focus"))
    if options.kind == "dossier" and not chosen:
        parser.error("--kind dossier needs --states, for example --states FIN")
    return View(
        index,
        load_geojson(),
        f"{lens.id}.{options.series}" if options.series else lens.id,
        day,
        chosen,
        theme=options.theme,
        story=_story(parser, options, stories),
        kind=options.kind,
        focus=focus,
        link=options.link,
        reasons=load_learn(index.dataset, shelf.folder / "learn").reasons,
    )


def _lens(parser: argparse.ArgumentParser, options: argparse.Namespace, index: Index) -> Lens:
    lenses = lenses_of(index)
    if options.instrument not in index.instruments:
        parser.error(f"unknown instrument {quote(options.instrument)}; known: {', '.join(index.instruments)}")
    lens_id = options.lens or options.instrument
    if lens_id not in lenses:
        parser.error(f"unknown lens {quote(lens_id)}; known: {', '.join(lenses)}")
    try:
        return lens_of(index, lens_id, options.series)
    except KeyError:
        known = ", ".join(row.series_id for row in index.dataset.series if row.lens_id == lens_id)
        parser.error(f"unknown series {quote(options.series)} of {lens_id}; known: {known or 'none'}")


def _states(parser: argparse.ArgumentParser, index: Index, option: str, text: str) -> frozenset[str]:
    """States by code or name."""
    found = {name: index.state_names.find(name) for name in map(str.strip, text.split(",")) if name}
    unknown = [index.state_names.refusal(name) for name, iso3 in found.items() if iso3 is None]
    if unknown:
        parser.error(f"--{option}: {'; '.join(unknown)}")
    return frozenset(iso3 for iso3 in found.values() if iso3 is not None)


def _as_of(parser: argparse.ArgumentParser, options: argparse.Namespace) -> dt.date | None:
    try:
        return parse_as_of(options.as_of)
    except ValueError as error:
        parser.error(f"argument --as-of: {error}")


def _story(parser: argparse.ArgumentParser, options: argparse.Namespace, stories: Sequence[Any]) -> Any:
    if options.story is None:
        return None
    if options.format not in ("pptx", "html"):
        parser.error("--story goes with pptx and html")
    known: dict[str, Any] = {story.id: story for story in stories}
    return known.get(options.story) or _refuse(
        parser, f"unknown story {quote(options.story)}; known: {', '.join(known) or 'none'}"
    )


def _refuse(parser: argparse.ArgumentParser, reason: str) -> NoReturn:
    parser.error(reason)


def _write(options: argparse.Namespace, view: View, stories: Sequence[Any]) -> str:
    from dashboard.exports.whole_file import write_whole

    out: Path = options.out
    if options.format == "site":
        from dashboard.exports.site import write_site

        files = write_site(out, view, stories, shelf.folder, lambda line: print(line, file=sys.stderr, flush=True))
        return f"{files} files"
    if out.is_dir():
        raise IsADirectoryError(21, "is a folder, name a file")
    if not out.parent.is_dir():
        raise FileNotFoundError(2, "its folder does not exist")
    print(f"making {options.format} …", file=sys.stderr, flush=True)
    body, _, _ = make(options.format, view)
    write_whole(out, body)
    return f"{len(body):,} bytes"


if __name__ == "__main__":
    raise SystemExit(main())
