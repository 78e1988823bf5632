"""Names and numbers as they stand in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data.schema import Country

ARTICLE = frozenset({"GBR", "NLD", "USA", "VAT"})
"""States whose name takes "the" inside a sentence."""

NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def number_word(count: int) -> str:
    """A count in words up to twelve, in figures beyond."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count}"


def spoken_names(countries: Iterable[Country]) -> dict[str, str]:
    """Alpha-3 → name as it stands in a sentence: "the Netherlands", "Finland"."""
    return {row.iso3: f"the {row.name}" if row.iso3 in ARTICLE else row.name for row in countries}


def sort_by_name(iso3s: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """The States by name, without their article; an unknown code stands for its name."""
    return sorted(iso3s, key=lambda iso3: names.get(iso3, iso3).removeprefix("the ").casefold())


def join_names(names: Sequence[str]) -> str:
    """ "Estonia", "Estonia and Latvia", "Estonia, Latvia and Lithuania"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
