"""The address bar: exact round trips, and no address that breaks the page."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from builders import country, dataset, instrument
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_record import whole_index

from dashboard.domain.address_bar import SCHEMA, from_query, to_query
from dashboard.domain.address_values import MAX_SENTENCES
from dashboard.domain.conditions import Condition
from dashboard.domain.days import LATEST
from dashboard.domain.groups import Group, members
from dashboard.domain.index import Index
from dashboard.domain.kinds import kind_labels
from dashboard.domain.names import StateNames
from dashboard.domain.selection import Selection, resolve, shown_lens, with_lens
from dashboard.domain.vocabulary import Vocabulary, vocabulary
from data.event_schema import Activity, Weapon
from data.fields import Confidence
from data.problems import visible
from data.schema import Region
from data.source_schema import Grade

EXTENTS = {
    "apmbc": (dt.date(1997, 12, 3), dt.date(2035, 7, 30)),
    "ccm": (dt.date(2008, 12, 3), dt.date(2026, 5, 31)),
}
ISO3S = frozenset({"EST", "FIN", "LTU", "LVA", "POL", "UKR", "XKX"})
INDEX = whole_index()
KINDS = sorted(kind_labels(INDEX))
NAMES = StateNames(INDEX.countries[iso3] for iso3 in sorted(ISO3S))
MONEY = {"money": (dt.date(2014, 1, 1), dt.date(2026, 10, 2))}
WORDS = Vocabulary(
    EXTENTS | MONEY,
    NAMES,
    KINDS,
    INDEX.topics,
    others=frozenset(MONEY),
    series={"money": ("one", "two")},
    classes={"apmbc": {"bound", "withdrawn"}, "money": {"low", "high"}},
)
CONDITIONS = (Condition("apmbc", ("bound",)), Condition("money", ("high", "low")), Condition("apmbc", ("withdrawn",)))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    chosen = draw(st.sampled_from(sorted(EXTENTS | MONEY)))
    inside = st.dates(*(EXTENTS | MONEY)[chosen])
    compared = draw(st.none() | st.sampled_from(sorted(EXTENTS | MONEY)))
    period = draw(st.none() | st.tuples(st.dates(), st.dates()).map(sorted))
    return Selection(
        instrument=chosen if chosen in EXTENTS else "apmbc",
        lens="" if chosen in EXTENTS else chosen,
        series=draw(st.sampled_from(("", "one", "two"))) if chosen in MONEY else "",
        as_of=draw(st.just(LATEST) | inside),
        states=draw(st.frozensets(st.sampled_from(sorted(ISO3S)))),
        groups=draw(st.frozensets(st.sampled_from(Group))),
        kinds=draw(st.frozensets(st.sampled_from(KINDS))),
        topics=draw(st.frozensets(st.sampled_from(sorted(INDEX.topics)))),
        weapons=draw(st.frozensets(st.sampled_from(Weapon))),
        activities=draw(st.frozensets(st.sampled_from(Activity))),
        confidence=draw(st.frozensets(st.sampled_from(Confidence))),
        grades=draw(st.frozensets(st.sampled_from(Grade))),
        date_from=period[0] if period else None,
        date_to=period[1] if period else None,
        text=draw(st.text(max_size=100).filter(str.isprintable)),
        focus=draw(st.none() | st.sampled_from(sorted(ISO3S))),
        compare_day=draw(st.none() | inside),
        compare_instrument=compared if compared in EXTENTS else None,
        compare_lens=compared if compared in MONEY else None,
        where=frozenset(draw(st.sets(st.sampled_from(CONDITIONS)))),
    )


@settings(max_examples=500, deadline=None)
@given(selections())
def test_round_trip_is_exact(selection: Selection) -> None:
    query = to_query(selection)
    assert all(isinstance(key, str) and isinstance(value, str) and value for key, value in query.items())
    assert from_query(query, WORDS) == (selection, [])
    assert from_query({key: [value] for key, value in query.items()}, WORDS) == (selection, [])


def test_the_default_writes_nothing() -> None:
    assert to_query(Selection()) == {}
    assert from_query({}, WORDS) == (Selection(), [])
    assert from_query({"as_of": "latest", "instrument": "apmbc", "v": "1", "states": ""}, WORDS) == (Selection(), [])


def test_the_written_form() -> None:
    picked = Selection(as_of=dt.date(2025, 7, 12), states=frozenset({"POL", "EST"}), groups=frozenset({Group.BALTIC}))
    assert to_query(picked) == {"v": "1", "as_of": "2025-07-12", "states": "EST,POL", "groups": "baltic"}
    assert to_query(Selection(grades=frozenset())) == {"v": "1", "grades": "none"}
    assert from_query({"states": "est, pol"}, WORDS)[0].states == {"EST", "POL"}


known_keys = st.sampled_from([param.key for param in SCHEMA] + ["v"])
wild_text = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="\x00\u202e\ud800<>&\"'`[]()%,\n\\", max_size=30),
    st.sampled_from(
        [
            "",
            ",",
            ",,,,",
            "0",
            "0000-00-00",
            "2025-02-30",
            "2025-7-12",
            "+2025-07-12",
            "\uff12\uff10\uff12\uff15-07-12",
            "2025-07-12\n",
            "9999-12-31",
            "0001-01-01",
            "null",
            "NaN",
            "latest ",
            "EST,<script>alert(1)</script>",
            "../../etc/passwd",
            "A" * 2001,
            "EST," * 500,
            "' OR 1=1 --",
            "[x](javascript:alert(1))",
        ]
    ),
)
wild_value = st.one_of(
    wild_text,
    st.none(),
    st.integers(),
    st.floats(),
    st.binary(max_size=8),
    st.lists(wild_text, max_size=3),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
)


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(st.one_of(known_keys, st.text(max_size=40)), wild_value, max_size=8))
def test_no_address_breaks_the_page(params: dict[str, Any]) -> None:
    selection, ignored = from_query(params, WORDS)
    assert len(ignored) <= MAX_SENTENCES + 1
    for sentence in ignored:
        assert len(sentence) < 400
        assert sentence.startswith("Ignored ")
        assert sentence.endswith(".")
        assert visible(sentence, 400) == sentence
    assert selection.instrument in EXTENTS
    assert selection.states <= ISO3S
    assert selection.focus is None or selection.focus in ISO3S
    if selection.as_of != LATEST:
        first, last = EXTENTS[selection.instrument]
        assert isinstance(selection.as_of, dt.date)
        assert first <= selection.as_of <= last
    assert from_query(to_query(selection), WORDS) == (selection, [])


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"instrument": "salt"}, "Ignored instrument: 'salt' is not one of apmbc, ccm."),
        ({"as_of": "yesterday"}, "Ignored as_of: 'yesterday' is not a day written YYYY-MM-DD."),
        ({"as_of": "2025-02-30"}, "Ignored as_of: '2025-02-30' is not a day of the calendar."),
        (
            {"as_of": "1990-01-01"},
            "Ignored as_of: '1990-01-01' lies outside the timeline of apmbc, 1997-12-03 to 2035-07-30.",
        ),
        (
            {"instrument": "ccm", "as_of": "2000-01-01"},
            "Ignored as_of: '2000-01-01' lies outside the timeline of ccm, 2008-12-03 to 2026-05-31.",
        ),
        ({"states": "EST,ZZZ"}, "Ignored in states: 'ZZZ' is not the name or code of a State in the dataset."),
        ({"groups": "oslo"}, "Ignored in groups: 'oslo' is not one of nato, eu, border, baltic, nordic."),
        ({"as_of": "2025-W01-1"}, "Ignored as_of: '2025-W01-1' is not a day written YYYY-MM-DD."),
        ({"from": "20250712"}, "Ignored from: '20250712' is not a day written YYYY-MM-DD."),
        ({"utm_source": "1"}, "Ignored 'utm_source': not a parameter of this page."),
        ({"<b>": "1"}, "Ignored '‹b›': not a parameter of this page."),
        ({"focus": "Österreich"}, "Ignored focus: 'Österreich' is not the name or code of a State in the dataset."),
        ({"focus": "\x00"}, "Ignored focus: '\ufffd' is not the name or code of a State in the dataset."),
        ({"q": "x" * 101}, "Ignored q: longer than 100 characters."),
        ({"q": "a\nb"}, "Ignored q: holds characters that cannot be shown."),
        ({"q": "x" * 2001}, "Ignored q: longer than 2000 characters."),
        ({"q": 3}, "Ignored q: not text."),
        ({"q": ["a", "b"]}, "Ignored q: given 2 times."),
        ({"v": "2"}, "Ignored v: version '2' is not known here; read as version 1."),
        ({"from": "2025-02-01", "to": "2025-01-01"}, "Ignored from and to: the period would end before it starts."),
    ],
)
def test_what_is_ignored_is_said(params: dict[str, Any], sentence: str) -> None:
    assert from_query(params, WORDS)[1] == [sentence]


def test_the_good_part_of_an_address_counts() -> None:
    params = {"states": "EST,ZZZ,POL", "as_of": "2025-07-12", "nonsense": "1"}
    selection, ignored = from_query(params, WORDS)
    assert (selection.states, selection.as_of) == ({"EST", "POL"}, dt.date(2025, 7, 12))
    assert len(ignored) == 2


def test_many_complaints_are_counted_not_listed() -> None:
    _, ignored = from_query({f"key{n}": "1" for n in range(10_000)}, WORDS)
    assert len(ignored) == MAX_SENTENCES + 1
    assert ignored[-1] == "Ignored 9988 more."


def test_the_usual_instrument_gives_way_where_the_dataset_has_none() -> None:
    words = Vocabulary({"pact": EXTENTS["ccm"]}, NAMES, KINDS, ())
    assert from_query({}, words)[0].instrument == "pact"


AS_OF = dt.date(2026, 5, 31)
COUNTRIES = (
    country("EST", nato_since=dt.date(2004, 3, 29), eu_since=dt.date(2004, 5, 1), regions=(Region.BALTIC,)),
    country("GBR", nato_since=dt.date(1949, 4, 4), eu_since=dt.date(1973, 1, 1), eu_until=dt.date(2020, 2, 1)),
    country("SWE", nato_since=dt.date(2026, 5, 31), eu_since=dt.date(1995, 1, 1), regions=(Region.NORDIC,)),
    country("UKR", nato_since=dt.date(2026, 6, 1), borders_russia="yes", borders_belarus="yes"),
    country("CHE"),
)


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (Group.NATO, {"EST", "GBR", "SWE"}),
        (Group.EU, {"EST", "SWE"}),
        (Group.BORDER, {"UKR"}),
        (Group.BALTIC, {"EST"}),
        (Group.NORDIC, {"SWE"}),
    ],
)
def test_groups_go_by_membership_on_the_dataset_s_day(group: Group, expected: set[str]) -> None:
    assert members(COUNTRIES, group, AS_OF) == expected


def test_resolving_a_selection() -> None:
    index = Index(dataset(AS_OF, countries=COUNTRIES, instruments=(instrument(instrument_id="apmbc"),)))
    everyone = frozenset(row.iso3 for row in COUNTRIES)
    assert resolve(Selection(), index) == ("apmbc", AS_OF, everyone)
    picked = Selection(
        as_of=dt.date(2001, 2, 3),
        states=frozenset({"CHE", "NOT"}),
        groups=frozenset({Group.BALTIC, Group.NORDIC}),
    )
    assert resolve(picked, index) == ("apmbc", dt.date(2001, 2, 3), {"CHE", "EST", "SWE"})
    assert vocabulary(index).extents["apmbc"] == (dt.date(2000, 1, 1), AS_OF)


def test_a_lens_may_be_named_for_every_kind_and_an_instrument_for_treaties_alone() -> None:
    assert from_query({"lens": "ccm"}, WORDS) == from_query({"instrument": "ccm"}, WORDS) == (Selection("ccm"), [])
    assert from_query({"lens": "money", "series": "two"}, WORDS) == (Selection(lens="money", series="two"), [])
    assert to_query(Selection(lens="money")) == {"v": "1", "lens": "money"}
    assert to_query(Selection(instrument="ccm")) == {"v": "1", "instrument": "ccm"}
    for query, told in (
        ({"instrument": "money"}, "Ignored instrument: 'money' is not one of apmbc, ccm."),
        ({"lens": "nothing"}, "Ignored lens: 'nothing' is not one of apmbc, ccm, money."),
        ({"lens": "ccm", "series": "one"}, "Ignored series: 'one' is not a series of ccm: it has none."),
        ({"lens": "money", "series": "three"}, "Ignored series: 'three' is not a series of money: one of one, two."),
        ({"lens": "money", "as_of": "2000-01-01"}, "Ignored as_of: '2000-01-01' lies outside the timeline of money, "),
    ):
        assert from_query(query, WORDS)[1][0].startswith(told), query


def test_where_lens_and_instrument_differ_the_lens_counts_with_a_notice() -> None:
    selection, told = from_query({"instrument": "apmbc", "lens": "money"}, WORDS)
    assert selection == Selection(lens="money")
    assert told == ["Ignored instrument: 'apmbc' differs from lens, 'money'."]
    assert from_query({"instrument": "ccm", "lens": "ccm"}, WORDS) == (Selection("ccm"), [])
    selection, told = from_query({"compare_instrument": "ccm", "compare_lens": "money"}, WORDS)
    assert (selection.compare_lens_id, len(told)) == ("money", 1)


def test_a_condition_that_cannot_be_read_is_named_and_the_others_count() -> None:
    selection, told = from_query({"where": "apmbc:withdrawn,money:rich,apmbc,none:bound"}, WORDS)
    assert selection.where == {Condition("apmbc", ("withdrawn",))}
    assert told == [
        "Ignored in where: 'rich' is not a class of money: one of high, low.",
        "Ignored in where: 'apmbc' is no condition: type a lens, a colon and a class, such as ccw-ap2:bound.",
        "Ignored in where: 'none' is not a lens: one of apmbc, money.",
    ]


def test_another_lens_keeps_the_rest_of_the_selection() -> None:
    ccm = Selection(instrument="ccm", states=frozenset({"FIN"}))
    spending = with_lens(ccm, "spending", INDEX)
    assert (spending.lens_id, spending.states) == ("spending", {"FIN"})
    assert with_lens(spending, "ccm", INDEX) == ccm
    day = resolve(spending, INDEX).day
    assert day == shown_lens(spending, INDEX).latest(INDEX) < INDEX.dataset.meta.as_of
