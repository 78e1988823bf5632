"""Reads the story files: TOML to stories, plus every problem met on the way, by file and line.

Nothing here raises for a bad file. A broken story is reported and left out; the others are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from data.load import DATA_FOLDER
from data.mistakes import explain
from data.parse import parse_toml, read_text
from data.problems import Problem
from data.schema import Dataset
from data.story_rules import Lines, check_story
from data.story_schema import Story

STORY_FOLDER = DATA_FOLDER / "stories"
MAX_FILE_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories that read well, in the order of the list, and what is wrong with the others."""

    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]


def load_stories(dataset: Dataset, folder: Path | str = STORY_FOLDER) -> Stories:
    """Read every ``*.toml`` of ``folder`` and check it against ``dataset``; a missing folder holds no story."""
    stories: list[Story] = []
    problems: list[Problem] = []
    for path in sorted(Path(folder).glob("*.toml")):
        text, found = read_text(path, MAX_FILE_BYTES)
        story = None
        if text is not None and not found:
            story, found = parse_story(text, path.name)
            if story is not None:
                found = list(check_story(story, Lines(text), path.name, dataset))
        problems += found
        if story is not None and not found:
            stories.append(story)
    return Stories(tuple(sorted(stories, key=lambda story: (story.order, story.id))), tuple(problems))


def parse_story(text: str, file_name: str) -> tuple[Story | None, list[Problem]]:
    """The story written in ``text``, or the problems that keep it from being read; never raises for bad text."""
    raw, problems = parse_toml(text, file_name)
    if problems:
        return None, problems
    try:
        return Story.model_validate(raw), []
    except ValidationError as error:
        return None, list(_explained(error, Lines(text), file_name))


def _explained(error: ValidationError, lines: Lines, file_name: str) -> Iterator[Problem]:
    for item in error.errors(include_url=False):
        place = item["loc"]
        step = int(place[1]) if len(place) > 1 and place[0] == "steps" and isinstance(place[1], int) else None
        keys = [str(part) for part in place if isinstance(part, str)]
        key = keys[-1] if keys else ""
        line = lines.of(step, key) if key != "steps" else lines.of(step, "")
        yield Problem(file_name, line, "" if step is None else f"step {step + 1}", key, "story", explain(item))
