"""What a story must keep to: known facts, none of them foreseen, and no date or figure that they do not support."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.problems import Problem, quote
from data.schema import Dataset
from data.story_facts import (
    UNSUPPORTED,
    fact_rows,
    first_known_days,
    rows_of,
    unsupported_figures,
    unsupported_in_step,
)
from data.story_schema import Story, StoryStep


class Lines:
    """Where the entries (steps of a story, unless named otherwise) and the keys of a file stand."""

    def __init__(self, text: str, entries: str = "steps") -> None:
        self.rows = text.split("\n")
        header = re.compile(rf"\s*\[\[\s*{entries}\s*\]\]")
        self.starts = [number for number, row in enumerate(self._outside_strings(), 1) if header.match(row)]

    def _outside_strings(self) -> Iterator[str]:
        open_mark = ""
        for row in self.rows:
            yield "" if open_mark else row
            for mark in re.findall(r'"""|\'\'\'', row):
                if not open_mark:
                    open_mark = mark
                elif mark == open_mark:
                    open_mark = ""

    def of(self, step: int | None, key: str, value: str = "") -> int:
        """Line of ``key`` in a step (counted from 0; ``None``: before the first); of ``value`` after it, where given.

        The first line of that part where the key is not written at all.
        """
        ends = [*self.starts, len(self.rows) + 1]
        inside = step is not None and step < len(self.starts)
        first, last = (ends[step], ends[step + 1]) if inside and step is not None else (1, ends[0])
        pattern = re.compile(rf'\s*"?{re.escape(key)}"?\s*=')
        at = next((n for n in range(first, last) if key and pattern.match(self.rows[n - 1])), first)
        return next((n for n in range(at, last) if value in self.rows[n - 1]), at)


@dataclass(frozen=True)
class _Place:
    """One step, or what stands before the first."""

    file_name: str
    lines: Lines
    step: int | None

    def problem(self, key: str, rule: str, message: str, value: str = "") -> Problem:
        row_id = "" if self.step is None else f"step {self.step + 1}"
        return Problem(self.file_name, self.lines.of(self.step, key, value), row_id, key, rule, message)


def check_story(story: Story, lines: Lines, file_name: str, dataset: Dataset) -> Iterator[Problem]:
    """Every problem of a story that reads well, against the rows of ``dataset``."""
    head = _Place(file_name, lines, None)
    known, known_on = fact_rows(dataset), first_known_days(dataset)
    if f"{story.id}.toml" != file_name:
        yield head.problem(
            "id",
            "story-id",
            f"type {file_name.removesuffix('.toml')}, the name of the file, instead of {quote(story.id)}",
        )
    cited = rows_of((key for step in story.steps for key in (*step.facts, *step.later_facts)), known)
    for figure in unsupported_figures(story.summary, cited, [step.as_of for step in story.steps]):
        yield head.problem("summary", "story-borne", f"{quote(figure)} {UNSUPPORTED}")
    for number, step in enumerate(story.steps):
        place = _Place(file_name, lines, number)
        yield from _check_view(step, place, dataset)
        yield from _check_facts(step, place, known_on)
        yield from _check_claim(step, place)
        for key, figure in unsupported_in_step(step, known):
            yield place.problem(key, "story-borne", f"{quote(figure)} {UNSUPPORTED}")


def _check_view(step: StoryStep, place: _Place, dataset: Dataset) -> Iterator[Problem]:
    first_days = {row.instrument_id: row.opened_on for row in dataset.instruments}
    first_days |= {row.lens_id: row.first_day for row in dataset.lenses}
    first = first_days.get(step.lens)
    if first is None:
        message = f"{quote(step.lens)} is not a lens of the dataset: type an id of instruments.csv or lenses.csv"
        yield place.problem("lens", "story-lens", message)
    elif not first <= step.as_of <= max(first, dataset.meta.as_of):
        message = f"{step.as_of} lies outside what the record covers, {first} to {dataset.meta.as_of}"
        yield place.problem("as_of", "story-day", message)
    if step.series is not None and step.lens not in {
        row.lens_id for row in dataset.series if row.series_id == step.series
    }:
        message = (
            f"{quote(step.series)} is not a series of {quote(step.lens)}: type an id of series.csv, or leave it out"
        )
        yield place.problem("series", "story-series", message)
    countries = {row.iso3 for row in dataset.countries}
    for iso3 in step.focus:
        if iso3 not in countries:
            yield place.problem(
                "focus",
                "story-state",
                f"{quote(iso3)} is not a State of the dataset: type a code of countries.csv",
                iso3,
            )


def _check_facts(step: StoryStep, place: _Place, known_on: Mapping[str, dt.date | None]) -> Iterator[Problem]:
    for key, fact_ids in (("facts", step.facts), ("later_facts", step.later_facts)):
        for fact_id in fact_ids:
            if fact_id not in known_on:
                yield place.problem(
                    key, "story-fact", f"{quote(fact_id)} is not a fact of the dataset: type the id of a row", fact_id
                )
    for fact_id in step.facts:
        day = known_on.get(fact_id)
        if day is not None and day > step.as_of:
            message = f"{quote(fact_id)} became known on {day}, after the day of the step: move it to later_facts"
            yield place.problem("facts", "story-foresight", message, fact_id)


def _check_claim(step: StoryStep, place: _Place) -> Iterator[Problem]:
    if bool(step.claim) != (step.verdict is not None):
        yield place.problem("claim", "story-claim", "fill in both claim and verdict, or neither")
    if bool(step.later) != bool(step.later_facts):
        yield place.problem("later", "story-later", "fill in both later and later_facts, or neither")
