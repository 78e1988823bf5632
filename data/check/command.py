"""The command line of ``python -m data.check``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import requests

from data.check import dutch_treaty_register
from data.check.answers import Refused
from data.check.log import add_rows, check_not_after, row_by_hand, rows_of
from data.check.readings import Reading, Saved, pairs_in, read_answer, saved_answers
from data.check.report import as_json, as_text
from data.check.settings import READERS, Settings, read_settings
from data.check.wire import Asker, fetch, told
from data.load import DATA_FOLDER, load
from data.problems import quote
from data.schema import Dataset

SEARCHED = "dutch-treaty-register"
AGREE, BAD_USE, DIFFERENCES, NOT_READ = 0, 1, 2, 3


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Leave with 1, the code for bad use; 2 means differences here."""
        self.print_usage(sys.stderr)
        self.exit(BAD_USE, f"{self.prog}: {message}\n")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = _Parser(prog="python -m data.check", description="Compare the registers with the record.")
    parser.add_argument("--from", dest="source", type=Path, metavar="DIR|FILE", help="replay saved answers, no network")
    parser.add_argument("--register", choices=sorted(READERS), help="only this register")
    parser.add_argument("--instrument", metavar="LENS", help="only this lens")
    parser.add_argument("--find", metavar="WORDS", help="search the Dutch register for a treaty, by its English title")
    parser.add_argument("--format", choices=("table", "json", "markdown"), default="table")
    parser.add_argument("--save", type=Path, metavar="DIR", help="ask the registers and keep their raw answers")
    parser.add_argument("--write-log", action="store_true", help="add the readings to checks.csv")
    parser.add_argument("--by-hand", action="store_true", help="log what a person read: --instrument, --day, --method")
    parser.add_argument("--day", help="with --by-hand: 2018-07-14, 2018-07 or 2018")
    parser.add_argument("--method", help="with --by-hand: what was read, and how")
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="folder with the tables")
    return parser.parse_args(arguments)


def pairs_of(
    settings: Settings, register: str | None, instrument_id: str | None, source: Path | None = None
) -> list[tuple[str, str]]:
    """Pairs of register and lens that were asked for: of a folder of saved answers, else of the settings.

    One that is named in full need not stand in the settings where its answer is replayed, or where the register can be
    searched for it. Raises ``ValueError`` for a folder without its manifest.
    """
    if source is not None and source.is_dir():
        listed = pairs_in(source, settings)
    elif register and instrument_id and (source is not None or settings.registers[register].search):
        return [(register, instrument_id)]
    else:
        listed = [(name, lens_id) for name, found in settings.registers.items() for lens_id in found.lenses]
    return [
        (name, lens_id) for name, lens_id in listed if register in (None, name) and instrument_id in (None, lens_id)
    ]


def exit_code(readings: Sequence[Reading]) -> int:
    """3 where a register could not be read, else 2 where anything differs or a name is unknown, else 0."""
    if not readings or any(reading.refused for reading in readings):
        return NOT_READ
    found = [reading.comparison for reading in readings if reading.comparison]
    return DIFFERENCES if any(item.differences or item.unknown_names for item in found) else AGREE


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report; the code says what was found."""
    options = _options(arguments)
    try:
        loaded, settings = load(options.data), read_settings(options.data)
        if loaded.problems:
            raise ValueError(f"the record does not read: {loaded.problems[0]} (python -m data.validate says all)")
        if options.by_hand:
            _log_by_hand(options, loaded.dataset)
            return AGREE
        _check_use(options)
        if options.find:
            return _find(options, settings)
        _check_lens(options.instrument, loaded.dataset)
        pairs = pairs_of(settings, options.register, options.instrument, options.source)
        if not pairs:
            where = options.source or "registers.toml"
            raise ValueError(f"no register of {where} lists that: name another --instrument or --register")
        for _, lens_id in pairs:
            _check_lens(lens_id, loaded.dataset)
        answers = _answers(options, pairs, settings, loaded.dataset)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"python -m data.check: {error}\n")
        return BAD_USE
    readings = [read_answer(saved, loaded.dataset, settings) for saved in answers]
    if options.format == "json":
        text = as_json(readings)
    else:
        text = as_text(readings, loaded.dataset, options.format == "markdown")
    sys.stdout.write(text + "\n")
    if options.write_log:
        try:
            rows = rows_of(readings)
            check_not_after(rows, loaded.dataset.meta.as_of)
            add_rows(options.data, rows)
        except (ValueError, OSError) as error:
            sys.stderr.write(f"python -m data.check: {error}\n")
            return NOT_READ if exit_code(readings) == NOT_READ else BAD_USE
    return exit_code(readings)


def _answers(
    options: argparse.Namespace, pairs: list[tuple[str, str]], settings: Settings, dataset: Dataset
) -> list[Saved]:
    if options.source is not None:
        return saved_answers(options.source, pairs)
    with requests.Session() as session:
        return fetch(pairs, settings, session, dataset, options.save)


def _find(options: argparse.Namespace, settings: Settings) -> int:
    """Print the treaties that the Dutch register finds: number, day of conclusion, title, address."""
    try:
        if options.source is not None:
            raw = options.source.read_bytes()
        else:
            with requests.Session() as session:
                raw = Asker(settings, session).search(options.find)
        listed = dutch_treaty_register.read_search(raw)
    except (Refused, ValueError, requests.RequestException) as error:
        sys.stderr.write(f"python -m data.check: the search was not answered: {told(error)}\n")
        return NOT_READ
    lines = [f"{one.number}  {one.concluded or '-':10}  {one.title or '-'}  {one.address}" for one in listed]
    sys.stdout.write("\n".join(lines or ["the register finds no treaty of that title"]) + "\n")
    return AGREE


def _check_use(options: argparse.Namespace) -> None:
    if options.source is not None and options.save is not None:
        raise ValueError("--from replays saved answers and --save asks for new ones: take one of them")
    if options.find and (options.write_log or options.instrument or options.register not in (None, SEARCHED)):
        raise ValueError("--find looks in the Dutch treaty register and takes only --from FILE beside it")
    if options.day or options.method:
        raise ValueError("--day and --method belong to --by-hand")
    if options.write_log and options.save is None and options.source is None:
        raise ValueError("--write-log takes the day from the manifest of --save: add --save DIR or --from DIR")


def _log_by_hand(options: argparse.Namespace, dataset: Dataset) -> None:
    lenses = {row.instrument_id for row in dataset.instruments} | {row.lens_id for row in dataset.lenses}
    if options.instrument not in lenses or not options.day or not options.method:
        raise ValueError("--by-hand needs --instrument with a lens of the record, --day and --method")
    row = row_by_hand(options.instrument, options.day, options.method)
    check_not_after([row], dataset.meta.as_of)
    add_rows(options.data, [row])


def _check_lens(instrument_id: str | None, dataset: Dataset) -> None:
    known = {row.instrument_id for row in dataset.instruments}
    if instrument_id is not None and instrument_id not in known:
        raise ValueError(f"{quote(instrument_id)} is no treaty of the record: one of {', '.join(sorted(known))}")
