"""The browser takes a text for the same State as Python does."""

from __future__ import annotations

import json
import random
import string

import node

from dashboard.browser.find_bundle import find_bundle
from dashboard.domain.index import Index
from data.load import load

TEXTS = 1500
LETTERS = string.ascii_lowercase + " éşøßłİ.'&-"


def misspelt(chance: random.Random, name: str) -> str:
    """A name with one or two letters added, left out, changed or swapped."""
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(name) + 1)
        letter = chance.choice(LETTERS)
        name = chance.choice(
            [
                name[:at] + letter + name[at:],
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at + 1 :],
                name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
                name[:at],
            ]
        )
    return name


def test_the_browser_finds_the_same_states() -> None:
    index = Index(load().dataset)
    names = index.state_names
    chance = random.Random(9)
    every = sorted({name for listed in names.names.values() for name in listed})
    plain = [names.names[iso3][0] for iso3 in names.names]
    texts = [*every, *names.elsewhere, *(misspelt(chance, chance.choice(plain)) for _ in range(TEXTS))]
    done = node.run(
        node.JS / "name_twins.mjs",
        input=json.dumps({"bundle": find_bundle(index), "texts": texts}),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {text: (names.find(text), list(names.near(text))) for text in texts} == {
        text: (iso3, near) for text, iso3, near in zip(texts, found["found"], found["near"], strict=True)
    }
    assert sum(iso3 is not None for iso3 in found["found"]) > len(every) - 1
    assert sum(bool(near) for near in found["near"]) > TEXTS / 4
