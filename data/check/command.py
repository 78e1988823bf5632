"""The command line of ``python -m data.check``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from data.check.readings import Reading, Saved, read_answer, saved_answers
from data.check.report import as_json, as_text
from data.check.settings import READERS, Settings, read_settings
from data.load import DATA_FOLDER, load
from data.problems import quote
from data.schema import Dataset

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
    parser.add_argument("--format", choices=("table", "json", "markdown"), default="table")
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="folder with the tables")
    return parser.parse_args(arguments)


def pairs_of(settings: Settings, register: str | None, instrument_id: str | None, named: bool) -> list[tuple[str, str]]:
    """Pairs of register and lens that were asked for; one that is ``named`` in full need not stand in the settings."""
    if named and register and instrument_id:
        return [(register, instrument_id)]
    return [
        (name, lens_id)
        for name, found in settings.registers.items()
        for lens_id in found.lenses
        if register in (None, name) and instrument_id in (None, lens_id)
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
        _check_lens(options.instrument, loaded.dataset)
        pairs = pairs_of(settings, options.register, options.instrument, options.source is not None)
        if not pairs:
            raise ValueError("no register of registers.toml lists that: name another --instrument or --register")
        answers = _answers(options, pairs)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"python -m data.check: {error}\n")
        return BAD_USE
    readings = [read_answer(saved, loaded.dataset, settings) for saved in answers]
    if options.format == "json":
        text = as_json(readings)
    else:
        text = as_text(readings, loaded.dataset, options.format == "markdown")
    sys.stdout.write(text + "\n")
    return exit_code(readings)


def _answers(options: argparse.Namespace, pairs: list[tuple[str, str]]) -> list[Saved]:
    if options.source is None:
        raise ValueError("name saved answers with --from DIR or FILE")
    return saved_answers(options.source, pairs)


def _check_lens(instrument_id: str | None, dataset: Dataset) -> None:
    known = {row.instrument_id for row in dataset.instruments}
    if instrument_id is not None and instrument_id not in known:
        raise ValueError(f"{quote(instrument_id)} is no treaty of the record: one of {', '.join(sorted(known))}")
