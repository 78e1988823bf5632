"""The browser writes the style of a class as a CSS background as Python does, its steps in the ratio of the map's."""

from __future__ import annotations

import itertools
import re

import node

from dashboard.look.css_hatch import css_background
from dashboard.look.palette import PALETTES, STYLES, style_document


def test_backgrounds_are_written_alike() -> None:
    answer = node.call(
        node.JS / "pattern_twins.mjs", {"styles": {name: style_document(name) for name in STYLES}, "palettes": PALETTES}
    )
    assert answer == {
        theme: {class_id: css_background(class_id, palette) for class_id in STYLES}
        for theme, palette in PALETTES.items()
    }


def test_steps_of_leaving_keep_their_ratio_in_small() -> None:
    stages = ("announced", "adopted", "deposited"), ("announced", "notified", "in-effect")
    for kind, names in zip(("exit", "suspension"), stages, strict=True):
        written = [css_background(f"{kind}-{name}", PALETTES["standard"]) for name in names]
        gaps = [float(re.findall(r"([\d.]+)px\)", text)[0]) for text in written]
        assert all(wide >= 1.45 * tight for wide, tight in itertools.pairwise(gaps)), gaps
