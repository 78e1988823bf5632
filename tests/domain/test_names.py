"""A State is found by every name it goes by, and no text is ever taken for another State."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.names import ALSO, LONGEST, MOST_NEAR, StateNames, name_key
from data.load import load


@cache
def names() -> StateNames:
    return StateNames(load().dataset.countries)


COMMON = {
    "GBR": "UK, uk, U.K., GB, GBR, Great Britain, Britain, the United Kingdom, England, Storbritannien",
    "TUR": "Turkey, Türkiye, turkiye, TÜRKİYE, Türkei, Republic of Türkiye, TR",
    "NLD": "Holland, the Netherlands, Nederland, Kingdom of the Netherlands, Pays-Bas, NL",
    "CZE": "Czech Republic, the Czech Republic, Czechia, Česko, cesko, Tschechien, CZ",
    "VAT": "Vatican, Vatican City, Holy See, the Holy See, Santa Sede, VA",
    "MKD": "Macedonia, North Macedonia, FYROM, FYR Macedonia, Северна Македонија, MK",
    "XKX": "Kosovo, Kosova, XKS, XKX, RKS, XK, xks, Косово",
    "USA": "USA, U.S.A., US, U.S., America, United States, United States of America",
    "MDA": "Moldova, Republic of Moldova, Moldavia, MD",
    "BIH": "Bosnia, Bosnia & Herzegovina, Bosnia-Herzegovina, Bosnia and Herzegovina, BiH",
    "RUS": "Russia, Russian Federation, Россия, россия, RU",
    "GRC": "Greece, Hellas, Ελλάδα, ΕΛΛΆΔΑ, EL, GR",
    "DEU": "Germany, Deutschland, Allemagne, Niemcy, Federal Republic of Germany, DE",
    "CHE": "Switzerland, Schweiz, Suisse, Svizzera, Svizra, CH",
    "FIN": "Finland, Suomi, Soome, Republic of Finland",
    "IRL": "Ireland, Éire, eire, Republic of Ireland",
    "BLR": "Belarus, Беларусь, White Russia, Byelorussia",
    "ISL": "Iceland, Ísland, Island",
}


NO_STATES = (
    *("Iran", "Iraq", "India", "Chad", "Mali", "Niger", "AU", "AUS", "CN", "Australia"),
    *("Atlantis", "Soviet Union", "Yugoslavia", "Europe", "of", "the", "", "  ", "💣", "x" * 999),
)


@pytest.mark.parametrize(("iso3", "written"), COMMON.items())
def test_common_names(iso3: str, written: str) -> None:
    assert {name: names().find(name) for name in written.split(", ")} == dict.fromkeys(written.split(", "), iso3)


def test_no_two_states_share_a_name_and_every_name_finds_its_state() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for iso3, listed in names().names.items():
        for name in listed:
            owners[name_key(name)].add(iso3)
            assert names().find(name) == iso3
            assert names().find(f"  {name.upper()} ") == iso3 or "ß" in name
    assert {key: iso3s for key, iso3s in owners.items() if len(iso3s) > 1} == {}
    assert "" not in owners


def test_every_state_has_its_name_in_its_own_languages() -> None:
    assert all(len(listed) > 5 for listed in names().names.values())
    assert set(ALSO) <= set(names().names)


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Grmany", ("DEU",)),
        ("Gremany", ("DEU",)),
        ("Frnace", ("FRA",)),
        ("Untied Kingdom", ("GBR",)),
        ("Swizerland", ("CHE",)),
        ("Lichtenstein", ("LIE",)),
        ("Slovnia", ("SVN",)),
        ("Slovania", ("SVK", "SVN")),
        ("Pland", ("POL",)),
        ("Ger", ("DEU",)),
        ("Germ", ("DEU",)),
        ("Sloven", ("SVK", "SVN")),
    ],
)
def test_a_misspelt_or_begun_name_leads_to_the_nearest(typed: str, near: tuple[str, ...]) -> None:
    assert names().find(typed) is None
    assert names().near(typed) == near


@pytest.mark.parametrize("typed", NO_STATES)
def test_what_is_no_state_here_is_taken_for_none(typed: str) -> None:
    assert names().find(typed) is None
    assert names().near(typed) == ()


def test_places_outside_the_dataset_are_never_taken_for_one_within() -> None:
    taken = {name: names().find(name) for name in names().elsewhere if names().find(name) or names().near(name)}
    assert taken == {}


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_one_typing_error_never_finds_another_state(data: st.DataObject) -> None:
    """It finds the State itself, or nothing, unless it spells what another goes by."""
    iso3 = data.draw(st.sampled_from(sorted(names().names)))
    name = names().names[iso3][0]
    place = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    typed = data.draw(
        st.sampled_from(
            [
                name[:place] + name[place + 1 :],
                name[:place] + letter + name[place:],
                name[:place] + letter + name[place + 1 :],
                name[:place] + name[place : place + 2][::-1] + name[place + 2 :],
            ]
        )
    )
    found = names().find(typed)
    if found is None:
        assert len(names().near(typed)) <= MOST_NEAR
    elif found != iso3:
        assert name_key(typed) in {name_key(one) for one in names().names[found]}


@given(st.text(max_size=2 * LONGEST))
def test_any_text_is_read(text: str) -> None:
    found = names().find(text)
    assert found is None or found in names().names
    names().refusal(text)


def test_a_refusal_says_what_comes_near() -> None:
    assert names().refusal("Grmany") == (
        "'Grmany' is not the name or code of a State in the dataset; the nearest is Germany (DEU)"
    )
    assert names().refusal("Slovania").endswith("; the nearest are Slovakia (SVK) and Slovenia (SVN)")
    assert names().refusal("Iran") == "'Iran' is not the name or code of a State in the dataset"
