"""The only opener of the story files: TOML to stories, plus every problem met on the way, by file and line.

Nothing here raises for a bad file. A broken story is reported and left out; the others are told.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.load import DATA_FOLDER
from data.problems import Problem, quote
from data.schema import Dataset
from data.story_rules import Lines, check_story
from data.story_schema import Story

STORY_FOLDER = DATA_FOLDER / "stories"
MAX_FILE_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Stories:
    """The stories that can be told, in the order of the list, and what is wrong with the others."""

    stories: tuple[Story, ...]
    problems: tuple[Problem, ...]


def load_stories(dataset: Dataset, folder: Path | str = STORY_FOLDER) -> Stories:
    """Read every ``*.toml`` of ``folder`` and check it against ``dataset``; a missing folder holds no story."""
    told: list[Story] = []
    problems: list[Problem] = []
    for path in sorted(Path(folder).glob("*.toml")):
        text, found = _read(path)
        story = None
        if text is not None:
            story, found = parse_story(text, path.name)
            if story is not None:
                found = list(check_story(story, Lines(text), path.name, dataset))
        problems += found
        if story is not None and not found:
            told.append(story)
    return Stories(tuple(sorted(told, key=lambda story: (story.order, story.id))), tuple(problems))


def parse_story(text: str, file_name: str) -> tuple[Story | None, list[Problem]]:
    """The story written in ``text``, or the problems that keep it from being read; never raises for bad text."""
    try:
        raw: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        return None, [Problem(file_name, line, "", "", "toml", str(error))]
    except RecursionError:
        return None, [Problem(file_name, 1, "", "", "toml", "is nested too deeply")]
    try:
        return Story.model_validate(raw), []
    except ValidationError as error:
        return None, list(_explained(error, Lines(text), file_name))


def _explained(error: ValidationError, lines: Lines, file_name: str) -> Iterator[Problem]:
    for item in error.errors(include_url=False, include_context=False):
        place = item["loc"]
        step = int(place[1]) if len(place) > 1 and place[0] == "steps" and isinstance(place[1], int) else None
        keys = [str(part) for part in place if isinstance(part, str)]
        key = keys[-1] if keys else ""
        message = str(item["msg"]).removeprefix("Value error, ")
        shown = quote(str(item["input"]), 60)
        if item["type"] != "missing":
            message = f"{message[:1].lower()}{message[1:]}: {shown}"
        line = lines.of(step, key) if key != "steps" else lines.of(step, "")
        yield Problem(file_name, line, "" if step is None else f"step {step + 1}", key, "story", message)


def _read(path: Path) -> tuple[str | None, list[Problem]]:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            return None, [Problem(path.name, 0, "", "", "file", f"is larger than {MAX_FILE_BYTES} bytes")]
        raw = path.read_bytes()
    except OSError as error:
        return None, [Problem(path.name, 0, "", "", "file", f"cannot be read: {error.strerror or error}")]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return None, [Problem(path.name, line, "", "", "encoding", f"byte 0x{raw[error.start]:02x} is not UTF-8")]
