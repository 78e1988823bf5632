"""Every name by which a State or area is found, and which of them a text means: exactly one State, or none.

Names in the languages of the States come from Unicode's CLDR by way of Babel; ``ALSO`` holds what CLDR does not list.
The browser's twin is ``find_names.mjs``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Final

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages
from rapidfuzz.distance import OSA

from dashboard.domain.folding import fold
from data.problems import quote
from data.schema import Country

ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "ALB": ("Shqipëria", "Shqiperia"),
    "ARM": ("Hayastan",),
    "AZE": ("Azerbaidzhan",),
    "BGR": ("Bulgariya", "Balgaria"),
    "BIH": ("Bosnia", "Bosnia-Herzegovina", "Bosna", "Bosnien", "BiH"),
    "BLR": ("Byelorussia", "Belorussia", "White Russia", "Weissrussland", "Biélarus"),
    "CHE": ("Swiss Confederation", "Confoederatio Helvetica", "Helvetia", "Svizra"),
    "CYP": ("Kypros",),
    "CZE": ("Czech Republic", "Czech Rep.", "Česká republika", "Tschechische Republik"),
    "DEU": ("FRG", "BRD", "Bundesrepublik Deutschland"),
    "ESP": ("Espana",),
    "FRA": ("French Republic", "République française"),
    "GBR": (
        "Great Britain",
        "Britain",
        "United Kingdom of Great Britain",
        "GB and Northern Ireland",
        "England",
        "Scotland",
        "Wales",
        "Northern Ireland",
        "Grande-Bretagne",
        "Großbritannien",
        "Gran Bretagna",
        "Gran Bretaña",
        "Grã-Bretanha",
        "Groot-Brittannië",
        "Wielka Brytania",
        "Velká Británie",
        "Marea Britanie",
        "Nagy-Britannia",
    ),
    "GEO": ("Sakartvelo", "Gruziya"),
    "GRC": ("EL", "Hellas", "Ellada", "Hellenic Republic"),
    "IRL": ("Eire", "Irish Republic"),
    "ITA": ("Italian Republic",),
    "MDA": ("Moldavia", "Moldau"),
    "MKD": (
        "Macedonia",
        "FYROM",
        "FYR Macedonia",
        "Former Yugoslav Republic of Macedonia",
        "The former Yugoslav Republic of Macedonia",
        "N. Macedonia",
        "Makedonija",
        "Mazedonien",
        "Macédoine",
        "Македонија",
    ),
    "NLD": ("Holland", "The Netherlands", "Hollande", "Olanda", "Holanda", "The Low Countries"),
    "POL": ("Rzeczpospolita Polska",),
    "PRT": ("Portuguese Republic",),
    "ROU": ("ROM", "Roumania", "Rumania"),
    "RUS": ("Russian Federation", "Rossiya", "Rossija"),
    "SVK": ("Slovak Republic", "Slovenská republika"),
    "SRB": ("Srbija",),
    "TUR": ("Turkey", "Turkiye", "Turkei"),
    "UKR": ("Ukrayina", "The Ukraine", "Ucraine"),
    "USA": ("United States of America", "America", "U.S.", "U.S.A.", "US of A", "États-Unis d'Amérique"),
    "VAT": (
        "Vatican",
        "Vatican City State",
        "Vatikanstaat",
        "Santa Sede",
        "Saint-Siège",
        "Heiliger Stuhl",
        "Sancta Sedes",
    ),
    "XKX": ("XKS", "RKS", "KOS", "Kosova", "Kosovo and Metohija"),
}
"""Common names that CLDR does not list: short, former and plain forms, parts that stand for the whole, more codes."""

SHORTEST: Final = 4
"""Letters from which a text may be a misspelt name; shorter ones are codes or beginnings."""
MOST_NEAR: Final = 3
LONGEST: Final = 60

_FORMAL = re.compile(r"^(?:the )?(?:(?:federal )?(?:republic|kingdom|principality|grand duchy) of (?:the )?)?")
_SIGNS = re.compile(r"[^\w]|_")


def name_key(text: str) -> str:
    """A name without case, accents, signs, "the" and "Republic of", to compare with another's."""
    plain = _SIGNS.sub(" ", re.sub(r"['.]", "", fold(text).replace("&", " and ")))
    words = " ".join(plain.split())
    return _FORMAL.sub("", words) or words


def allowed_errors(key: str) -> int:
    """How many typing errors a text of that length may hold and still be taken for a name."""
    return 0 if len(key) < SHORTEST else 1 if len(key) < 6 else 2 if len(key) < 10 else 3


def distance(typed: str, name: str) -> int:
    """Letters added, left out, changed or swapped; an error in the first letter counts twice."""
    return int(OSA.distance(typed, name)) + (typed[:1] != name[:1])


@cache
def _languages(iso2s: frozenset[str]) -> tuple[str, ...]:
    """The languages of the States, English first."""
    spoken = {language for iso2 in iso2s for language in get_official_languages(iso2, regional=False, de_facto=True)}
    return ("en", *sorted(spoken - {"en"}))


@cache
def _cldr(iso2s: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """Two-letter code → names in the languages of the States, each once. About 0.4 s, once a set of States."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for language in _languages(iso2s):
        territories = Locale.parse(language).territories
        for iso2 in iso2s:
            if iso2 in territories:
                found[iso2][territories[iso2]] = None
    return {iso2: tuple(names) for iso2, names in found.items()}


def _codes() -> Mapping[str, str]:
    """Other codes of a place (GBR, UK) → its two-letter code."""
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    return {code: of[0] for code, of in aliases.items() if len(of) == 1 and code.isalpha()}


@cache
def _elsewhere(iso2s: frozenset[str]) -> tuple[str, ...]:
    """English names and codes of all other places of the world."""
    names = {code: name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    codes = {code for code, iso2 in _codes().items() if iso2 not in iso2s and iso2 in names}
    others = {code: name for code, name in names.items() if code not in iso2s and code not in _codes()}
    return tuple(sorted({*others, *others.values(), *codes}))


class StateNames:
    """The names of a dataset's States. Cheap to make; what it needs of CLDR is read at the first question."""

    def __init__(self, countries: Iterable[Country]) -> None:
        self.countries: Mapping[str, Country] = {row.iso3: row for row in countries}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StateNames) and self.countries == other.countries

    def __hash__(self) -> int:
        return hash(tuple(self.countries))

    @cached_property
    def _iso2s(self) -> frozenset[str]:
        return frozenset(row.iso2 for row in self.countries.values())

    @cached_property
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """Alpha-3 → every name of the State, the record's own first, each once."""
        return {iso3: tuple(dict.fromkeys(self._names_of(row))) for iso3, row in self.countries.items()}

    def _names_of(self, row: Country) -> Iterator[str]:
        yield from (row.name, row.iso3, row.iso2, row.official_name)
        yield from ALSO.get(row.iso3, ())
        yield from (code for code, iso2 in _codes().items() if iso2 == row.iso2)
        yield from _cldr(self._iso2s).get(row.iso2, ())

    @cached_property
    def elsewhere(self) -> tuple[str, ...]:
        """Names and codes of places that are not in the dataset: none of them is ever taken for one that is."""
        return tuple(name for name in _elsewhere(self._iso2s) if name_key(name) not in self._by_key)

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        """What a name comes down to → its State; what two States share means neither."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for iso3, names in self.names.items():
            for name in names:
                found[name_key(name)].add(iso3)
        return {key: next(iter(iso3s)) for key, iso3s in found.items() if len(iso3s) == 1 and key}

    @cached_property
    def _elsewhere_keys(self) -> frozenset[str]:
        return frozenset(map(name_key, self.elsewhere))

    def find(self, text: str) -> str | None:
        """Alpha-3 of the State that has this name or code; ``None`` where none has."""
        code = text.strip().upper()
        if code in self.countries:
            return code
        return None if len(text) > LONGEST else self._by_key.get(name_key(text))

    def near(self, text: str) -> tuple[str, ...]:
        """The States, at most ``MOST_NEAR``, whose names begin so or come nearest; empty where that says nothing."""
        key = name_key(text[: LONGEST + 1])
        if not key or len(key) > LONGEST or key in self._elsewhere_keys:
            return ()
        begins = sorted({iso3 for name, iso3 in self._by_key.items() if len(key) > 1 and name.startswith(key)})
        if begins:
            return tuple(begins) if len(begins) <= MOST_NEAR else ()
        allowed = allowed_errors(key)
        if not allowed:
            return ()
        found: defaultdict[int, set[str]] = defaultdict(set)
        for name, iso3 in self._by_key.items():
            if len(name) >= SHORTEST and abs(len(name) - len(key)) <= allowed:
                found[distance(key, name)].add(iso3)
        least = min(found, default=allowed + 1)
        elsewhere = min((distance(key, name) for name in self._elsewhere_keys), default=allowed + 1)
        if least > allowed or elsewhere < least or len(found[least]) > MOST_NEAR:
            return ()
        return tuple(sorted(found[least]))

    def refusal(self, text: str) -> str:
        """Why a text means no State, with the nearest names, as the end of a sentence without its full stop."""
        near = [f"{self.countries[iso3].name} ({iso3})" for iso3 in self.near(text)]
        reason = f"{quote(text)} is not the name or code of a State in the dataset"
        if not near:
            return reason
        listed = near[0] if len(near) == 1 else f"{', '.join(near[:-1])} and {near[-1]}"
        return f"{reason}; the nearest {'is' if len(near) == 1 else 'are'} {listed}"
