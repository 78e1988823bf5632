"""The fills can be told apart by everyone, in print and on a washed-out wall; hatches stand out from their ground.

Colour vision after Machado, Oliveira and Fernandes (2009) at full severity; distances in CAM02-UCS; a projector is
the light of the screen plus a tenth of white. All from ``colorspacious``, nothing of our own but the flare.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE
from pptx.enum.dml import MSO_PATTERN

from dashboard.look.palette import PALETTES, STYLES, Theme

SOLID = ("party", "never", "withdrawn")
PAIRS = tuple(itertools.combinations(SOLID, 2))
FLOORS: dict[Theme, float] = {"standard": 25.0, "projector": 25.0, "dark": 20.0}
STEPS = ("party", "party-2", "party-3")
FILLS = ("none", "part", "full")
NEVER_BOUND = {"ended", "ratified-not-in-force", "signatory", "joining"}
RAMP = ("step-1", "step-2", "step-3", "step-4", "step-5")
LEAST_STEP = 6.0
LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
FLARE = 0.1
PARTS = Path(__file__).resolve().parents[2] / "dashboard" / "browser" / "parts"

Colour = Any
Seen = Callable[[Colour], Colour]


def colour(text: str) -> Colour:
    return np.array([int(text[place : place + 2], 16) / 255 for place in (1, 3, 5)])


def light(of: Colour) -> Colour:
    return cspace_convert(of, "sRGB1", "sRGB1-linear")


def screen(of: Colour) -> Colour:
    return cspace_convert(of, "sRGB1-linear", "sRGB1")


def without(kind: str) -> Seen:
    space = {"name": "sRGB1+CVD", "cvd_type": kind, "severity": 100}
    return lambda of: np.clip(cspace_convert(of, space, "sRGB1"), 0, 1)


CONDITIONS: dict[str, Seen] = {
    "normal": lambda of: of,
    "deutan": without("deuteranomaly"),
    "protan": without("protanomaly"),
    "tritan": without("tritanomaly"),
    "grey": lambda of: screen(np.full(3, light(of) @ LUMINANCE)),
    "projector": lambda of: screen((light(of) + FLARE) / (1 + FLARE)),
}


def distance(one: str, other: str, seen: Seen) -> float:
    return float(deltaE(seen(colour(one)), seen(colour(other)), input_space="sRGB1", uniform_space="CAM02-UCS"))


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(light(colour(text)) @ LUMINANCE) for text in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_solid_fills_stay_apart(theme: Theme, condition: str) -> None:
    found = {pair: distance(*(PALETTES[theme][role] for role in pair), CONDITIONS[condition]) for pair in PAIRS}
    assert min(found.values()) >= FLOORS[theme], found


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_party_that_leaves_is_told_from_one_that_left_and_from_one_that_never_joined(
    theme: Theme, condition: str
) -> None:
    palette, seen = PALETTES[theme], CONDITIONS[condition]
    found = {
        (step, role): distance(palette[step], palette[role], seen) for step in STEPS for role in ("withdrawn", "never")
    }
    assert min(found.values()) >= FLOORS[theme], found
    steps = {pair: distance(*(palette[role] for role in pair), seen) for pair in itertools.pairwise(STEPS)}
    assert min(steps.values()) >= LEAST_STEP, steps


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("condition", CONDITIONS)
def test_fills_of_a_policy_and_steps_of_a_measure_stay_apart(theme: Theme, condition: str) -> None:
    palette, seen = PALETTES[theme], CONDITIONS[condition]
    fills = {pair: distance(*(palette[role] for role in pair), seen) for pair in itertools.combinations(FILLS, 2)}
    assert min(fills.values()) >= 25, fills
    steps = {pair: distance(*(palette[role] for role in pair), seen) for pair in itertools.pairwise(RAMP)}
    assert min(steps.values()) >= 16, steps


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("condition", CONDITIONS)
def test_looks_without_movement_are_told_from_parties_and_from_those_that_left(theme: Theme, condition: str) -> None:
    """Paper, of "not open to it" and "list not read", is far from every fill but a State Party's, where the step's
    floor and the words of the legend have to do; the hatches of those never bound are as far from their ground."""
    palette, seen = PALETTES[theme], CONDITIONS[condition]
    papers = {role: distance(palette["area"], palette[role], seen) for role in ("never", "withdrawn")}
    assert min(papers.values()) >= FLOORS[theme], papers
    assert distance(palette["area"], palette["party"], seen) >= LEAST_STEP
    hatches = {
        name: distance(palette[hatch.ink], palette["never"], seen)
        for name in NEVER_BOUND
        if (hatch := STYLES[name].hatch) is not None
    }
    assert set(hatches) == NEVER_BOUND
    assert min(hatches.values()) >= 25, hatches


def test_hatches_on_one_ground_differ_in_kind_direction_or_density() -> None:
    """Whatever the eyes and the light: the ended treaty's upright lines lie level for one that is not in force."""
    for ground in {style.base for style in STYLES.values()}:
        hatches = {name: style.hatch for name, style in STYLES.items() if style.base == ground and style.hatch}
        for (name, one), (named, other) in itertools.combinations(hatches.items(), 2):
            wide, tight = max(one.gap, other.gap), min(one.gap, other.gap)
            turned = abs(one.angle - other.angle) % 180
            told_apart = one.kind != other.kind or 45 <= turned <= 135 or wide >= 1.45 * tight
            assert told_apart, (ground, name, named)
    assert STYLES["not-open"] == STYLES["not-read"]  # words say which


@pytest.mark.parametrize("theme", PALETTES)
def test_a_ramp_leads_one_way_and_no_colour_has_two_meanings(theme: Theme) -> None:
    palette = PALETTES[theme]
    lights = [float(light(colour(palette[role])) @ LUMINANCE) for role in RAMP]
    assert lights in (sorted(lights), sorted(lights, reverse=True))
    of_treaties = {palette[role] for role in (*SOLID, *STEPS, "leaving", "joining")} - {palette["leaving"]}
    assert not of_treaties & {palette[role] for role in (*FILLS, *RAMP)}


@pytest.mark.parametrize("theme", PALETTES)
def test_who_left_is_red(theme: Theme) -> None:
    """Redder than it is light, and of a red's hue, so that "the red ones" are found in every theme."""
    _lightness, chroma, hue = cspace_convert(colour(PALETTES[theme]["withdrawn"]), "sRGB1", "CIELCh")
    assert chroma >= 40, chroma
    assert hue <= 40 or hue >= 350, hue


def test_the_measure_condemns_a_traffic_light() -> None:
    worst = min(
        distance(one, other, seen)
        for one, other in itertools.combinations(("#2E7D32", "#C62828", "#9E9E9E"), 2)
        for seen in CONDITIONS.values()
    )
    assert worst < 12


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("class_id", [name for name, style in STYLES.items() if style.hatch])
def test_a_hatch_stands_out_from_its_ground(theme: Theme, class_id: str) -> None:
    """Movement (leaving, suspending) as text would have to; joining and areas as graphics; dots only add to a fill."""
    style = STYLES[class_id]
    assert style.hatch is not None
    least = {"lines": 4.5, "cross": 4.5, "dots": 2.6}[style.hatch.kind] if style.base != "never" else 2.6
    least = 3.0 if class_id in {"joining", "no-own-status"} else least
    palette = PALETTES[theme]
    assert contrast(palette[style.hatch.ink], palette[style.base]) >= least


def test_steps_of_leaving_differ_by_density_and_ground() -> None:
    for stages in (
        ["exit-announced", "exit-adopted", "exit-deposited"],
        ["suspension-announced", "suspension-notified", "suspension-in-effect"],
    ):
        gaps = [STYLES[name].hatch.gap for name in stages]  # type: ignore[union-attr]
        assert all(wide >= 1.45 * tight for wide, tight in itertools.pairwise(gaps)), gaps
        assert tuple(STYLES[name].base for name in stages) == STEPS


@pytest.mark.parametrize("theme", PALETTES)
def test_an_outline_of_two_strokes_shows_on_every_ground(theme: Theme) -> None:
    palette = PALETTES[theme]
    for ground in (*SOLID, *STEPS, *FILLS, *RAMP, "area", "sea", "outside"):
        best = max(contrast(palette[stroke], palette[ground]) for stroke in ("outline", "halo"))
        assert best >= 3, (theme, ground, best)


@pytest.mark.parametrize("theme", PALETTES)
def test_names_of_states_can_be_read_on_the_map(theme: Theme) -> None:
    """Ink in its own halo; and as bare text on a State Party, at any step."""
    palette = PALETTES[theme]
    assert contrast(palette["ink"], palette["halo"]) >= 7
    assert min(contrast(palette["ink"], palette[step]) for step in STEPS) >= 4.5


@pytest.mark.parametrize(("theme", "ground"), [("standard", ("#FFFFFF", "#F1F5F9")), ("dark", ("#0B1220", "#1C2733"))])
def test_the_text_of_our_parts_can_be_read(theme: str, ground: tuple[str, str]) -> None:
    style = (PARTS / "parts.css").read_text(encoding="utf-8")
    block = re.search(r'\.ess\[data-theme="dark"\] \{([^}]*)\}' if theme == "dark" else r"\.ess \{([^}]*)\}", style)
    assert block is not None
    said = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block[1]))
    for name in ("mute", "accent"):
        for one in ground:
            assert contrast(said[name], one) >= 4.5, (theme, name, one)


def test_every_hatch_has_a_pattern_of_office_of_its_own() -> None:
    patterns = [getattr(MSO_PATTERN, style.hatch.office) for style in STYLES.values() if style.hatch]
    assert len(set(patterns)) == len(patterns) > 0


def test_no_style_sheet_repeats_the_colour_of_a_class() -> None:
    colours = {palette[role].casefold() for palette in PALETTES.values() for role in ("withdrawn", "leaving")}
    texts = {path.name: path.read_text(encoding="utf-8").casefold() for path in PARTS.glob("*.css")}
    assert [(name, colour) for name, text in texts.items() for colour in colours if colour in text] == []
