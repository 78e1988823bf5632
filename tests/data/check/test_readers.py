"""Readers of the registers: every form agrees with the record it was made from, every trap is named or refused."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pytest
from babel import Locale
from register_answers import BEYOND, coe_json, dutch_xml, name_of, unoda_json, untc_page, untc_rows, untc_xml

from data.check.cells import read_cell, read_day, read_name
from data.check.names import LANGUAGES, OUTSIDE, find_state
from data.check.readings import Reading, Saved, read_answer
from data.check.settings import read_settings
from data.load import load
from data.schema import Dataset

SETTINGS = read_settings()
UN, NL, UNODA, COE = "un-treaty-collection", "dutch-treaty-register", "unoda", "council-of-europe"


@pytest.fixture(scope="module")
def record() -> Dataset:
    return load().dataset


@pytest.fixture(scope="module")
def read(record: Dataset) -> Callable[..., Reading]:
    def reading(register: str, lens: str, text: str | bytes) -> Reading:
        raw = text if isinstance(text, bytes) else text.encode()
        return read_answer(Saved(register, lens, raw), record, SETTINGS)

    return reading


def in_dutch(record: Dataset) -> Callable[[str], str]:
    names = Locale.parse("nl").territories
    codes = {row.iso3: row.iso2 for row in record.countries}
    return lambda iso3: names[codes[iso3]]


def differences(reading: Reading) -> list[tuple[str, str, str | None, str | None, str]]:
    assert reading.comparison is not None, reading.refused
    return [(one.iso3, one.field, one.register, one.record, one.reason) for one in reading.comparison.differences]


def test_every_form_agrees_with_the_record_it_was_made_from(record: Dataset, read: Callable[..., Reading]) -> None:
    rows = [*untc_rows(record, "apmbc").values(), *BEYOND]
    answers = [
        (UN, "apmbc", untc_xml(rows)),
        (UN, "apmbc", untc_page(rows)),
        (UN, "apmbc", untc_xml(rows).encode("iso-8859-1", "replace").replace(b"T?rkiye", b"T\xfcrkiye")),
        (NL, "cfe", dutch_xml(record, "cfe", in_dutch(record))),
        (NL, "open-skies", dutch_xml(record, "open-skies", lambda iso3: name_of(record, iso3))),
        (UNODA, "npt", unoda_json(record, "npt")),
        (COE, "att", coe_json(record, "att")),
    ]
    for register, lens, text in answers:
        reading = read(register, lens, text)
        assert (reading.refused, differences(reading)) == ("", [])
        assert reading.comparison is not None
        assert reading.comparison.unknown_names == ()
        assert reading.comparison.agreements > 70
    assert read(*answers[0]).comparison.notices == ("footnote mark '3' at Türkiye",)
    assert read(*answers[0]).comparison.outside == 3


def test_an_act_removed_a_day_moved_and_a_withdrawal_are_found(record: Dataset, read: Callable[..., Reading]) -> None:
    """Removed from the record, moved and added on the register's side; nothing is written."""
    rows = untc_rows(record, "apmbc")
    rows["AUT"][1] = "4 Dec 1997"
    rows["BEL"] = [rows["BEL"][0], *(f"[{cell}]" for cell in rows["BEL"][1:])]
    shorter = record.model_copy(
        update={"treaty_actions": tuple(row for row in record.treaty_actions if row.action_id != "apmbc-alb-2")}
    )
    found = differences(read_answer(Saved(UN, "apmbc", untc_xml(list(rows.values())).encode()), shorter, SETTINGS))
    assert found == [
        ("ALB", "consent", "2000-02-29", None, "not yet entered"),
        ("AUT", "signature", "1997-12-04", "1997-12-03", "other day"),
        ("BEL", "withdrawal", "left (square brackets)", None, "withdrawn mark"),
    ]


@pytest.mark.parametrize("shown", ["", "[30 Jun 2000]", "30 Jun 2000"])
def test_a_consent_that_was_withdrawn_may_stand_in_the_register_or_not(
    record: Dataset, read: Callable[..., Reading], shown: str
) -> None:
    rows = untc_rows(record, "ctbt")
    rows["RUS"][2] = shown
    assert differences(read(UN, "ctbt", untc_xml(list(rows.values())))) == []


def test_what_is_missing_unknown_or_new_is_named(record: Dataset, read: Callable[..., Reading]) -> None:
    rows = untc_rows(record, "apmbc")
    del rows["MLT"]
    rows["ITA"][2] = "31 Feb 1999"
    cells = [[*row, "x"] for row in [*rows.values(), ["Ruritania", "", ""]]]
    reading = read(UN, "apmbc", untc_xml(cells, ("Participant", "Signature", "Ratification", "Remarks")))
    assert ("MLT", "state") in {one[:2] for one in differences(reading)}
    assert ("ITA", "consent", "31 Feb 1999", "1999-04-23", "not a day") in differences(reading)
    assert reading.comparison is not None
    assert reading.comparison.unknown_names == ("Ruritania",)
    assert "column 'Remarks' is not known" in reading.comparison.notices


def test_what_is_no_register_is_refused_with_a_reason(record: Dataset, read: Callable[..., Reading]) -> None:
    notice = "<html><body>Down for urgent maintenance and is currently unavailable.</body></html>"
    page = "<!DOCTYPE html><html><body><h1>Not found</h1></body></html>"
    few = untc_xml(list(untc_rows(record, "apmbc").values())[:9])
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]><Treaty>&a;</Treaty>'
    for register, text, words in [
        *[(register, notice, "notice|HTML|root") for register in (UN, NL, UNODA, COE)],
        (UN, page, "without a table"),
        (UN, "MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + untc_page([["Austria", "", ""]]), "HTML only"),
        (NL, page, "HTML page"),
        (UNODA, page, "HTML page"),
        (COE, "[]", "no list"),
        (UNODA, '{"data":{"treaty_":null}}', "no actions"),
        (UNODA, '{"errors":[{"message":"no"}]}', "with errors"),
        (UN, "<Treaty><Participants/></Treaty>", "no table"),
        (UN, few, "9 of the"),
        (UN, few[:-300], "well-formed"),
        (NL, bomb, "entities"),
        (UN, "", "empty"),
    ]:
        reading = read(register, "apmbc", text)
        assert any(word in reading.refused for word in words.split("|")), (register, text[:40], reading.refused)


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Netherlands (Kingdom of the)", "NLD"),
        ("Kingdom of the Netherlands", "NLD"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("Moldova, Republic of", "MDA"),
        ("TÃ¼rkiye", "TUR"),
        ("TURKEY", "TUR"),
        ("Azerbeidzjan", "AZE"),
        ("Bosnië en Herzegovina", "BIH"),
        ("Tsjechië", "CZE"),
        ("Fédération de Russie", "RUS"),
        ("République de Moldova", "MDA"),
        ("Royaume-Uni de Grande-Bretagne et d'Irlande du Nord", "GBR"),
        ("Saint-Siège", "VAT"),
        ("Հայաստան", "ARM"),
        ("საქართველო", "GEO"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Republic of Korea", OUTSIDE),
        ("Democratic People's Republic of Korea", OUTSIDE),
        ("German Democratic Republic", OUTSIDE),
        ("Serbia and Montenegro", OUTSIDE),
        ("European Union", OUTSIDE),
        ("Union européenne", OUTSIDE),
        ("Ruritania", None),
        ("Republic", None),
        ("", None),
    ],
)
def test_names_of_states(record: Dataset, name: str, iso3: str | None) -> None:
    assert find_state(name, {row.iso2: row.iso3 for row in record.countries if row.iso2}) == iso3


def test_names_in_every_language_are_known(record: Dataset) -> None:
    codes = {row.iso2: row.iso3 for row in record.countries if row.iso2}
    for language in LANGUAGES:
        names = Locale.parse(language).territories
        assert {code: find_state(names[code], codes) for code in codes} == codes
    assert all(find_state(row.official_name, codes) == row.iso3 for row in record.countries)


@pytest.mark.parametrize(
    ("text", "day", "suffix"),
    [
        ("26 Feb 1999 a", "1999-02-26", "a"),
        ("26 Feb 1999\tAA", "1999-02-26", "AA"),
        ("3 December 1997", "1997-12-03", ""),
        ("26 Sept 2017 d", "2017-09-26", "d"),
        ("26/02/1999", "1999-02-26", ""),
        ("1999-02-26 00:00:00", "1999-02-26", ""),
        ("1er février 1999", "1999-02-01", ""),
        ("26 oktober 1992", "1992-10-26", ""),
        ("February 26, 1999", "1999-02-26", ""),
        ("26-Feb-1999", "1999-02-26", ""),
        ("26.2.1999", "1999-02-26", ""),
        ("26 Feb 1999 (a)", "1999-02-26", "a"),
        ("1999-02-26T00:00:00+01:00", "1999-02-26", ""),
        ("1999-02-25T23:00:00Z", None, ""),
        ("31 Feb 1999", None, ""),
        ("26 Fob 1999", None, ""),
        ("1999-W08-5", None, ""),
        ("²6 Feb 1999", None, ""),
    ],
)
def test_days(text: str, day: str | None, suffix: str) -> None:
    assert read_day(text) == (dt.date.fromisoformat(day) if day else None, suffix)


def test_a_cell_is_taken_apart() -> None:
    cell = read_cell("[ 12\tMay 2003 &lt;superscript&gt;4, 5&lt;/superscript&gt; ]")
    assert (cell.text, cell.marks, cell.bracketed) == ("12 May 2003", ("4, 5",), True)


@pytest.mark.parametrize(
    "mark", ["¹²", "*", "†", "(1)", "[1]", " 1, 2", "<sup>1</sup>", "&lt;superscript&gt;3&lt;/superscript&gt;"]
)
def test_a_footnote_mark_is_told_and_is_no_part_of_a_name_or_day(mark: str) -> None:
    for read_one, text in ((read_name, "Belgium"), (read_cell, "3 Dec 1997")):
        cell = read_one(text + mark)
        assert (cell.text, bool(cell.marks), cell.bracketed) == (text, True, False)


@pytest.mark.parametrize("text", ["*Belgium", "† Belgium", "~Belgium~", "{Belgium}", "Belgium ✝"])
def test_a_sign_that_no_name_has_is_told(text: str) -> None:
    assert (read_name(text).text, bool(read_name(text).marks)) == ("Belgium", True)


@pytest.mark.parametrize("name", ["Côte d’Ivoire", "Guinea-Bissau", "Iran (Islamic Republic of)", "फ़िनलैंड", "St. Lucia"])
def test_a_name_keeps_its_own_signs(name: str) -> None:
    assert (read_name(name).text, read_name(name).marks) == (name, ())


def test_a_long_number_in_a_name_is_read_at_once() -> None:
    assert read_name("Bel" + "9" * 4000 + "gium 1, 2").marks == ("1", "2")


@pytest.mark.parametrize(
    "text", ["[Belgium]", "(Belgium)", "[Belgium <sup>2</sup>]", "[Belgium", "[Belgium] 2", "［Belgium］", "⟦Belgium⟧"]
)
def test_brackets_around_a_name_say_that_a_state_left(text: str) -> None:
    assert (read_name(text).text, read_name(text).bracketed) == ("Belgium", True)
    assert not read_name("Netherlands [Kingdom of the]").bracketed


def test_a_mark_behind_the_brackets_of_a_day_is_no_part_of_it() -> None:
    cell = read_cell("[29 Jun 1998 a] 4, 5")
    assert (cell.text, cell.marks, cell.bracketed) == ("29 Jun 1998 a", ("4", "5"), True)


@pytest.mark.parametrize(
    "head", ["Objection to accession", "Entry into force of accession", "Provisional application pending ratification"]
)
def test_a_column_about_consents_is_no_column_of_consents(
    record: Dataset, read: Callable[..., Reading], head: str
) -> None:
    rows = [[*row, "1 Jan 2001"] for row in untc_rows(record, "apmbc").values()]
    reading = read(UN, "apmbc", untc_xml(rows, ("Participant", "Signature", "Date of ratification", head)))
    assert differences(reading) == []
    assert f"column {head!r} is not known" in reading.comparison.notices


def test_what_is_struck_through_or_read_but_not_compared_is_told(record: Dataset, read: Callable[..., Reading]) -> None:
    rows = untc_rows(record, "apmbc")
    rows["AUT"][2] = f"<s>{rows['AUT'][2]}</s>"
    notices = read(UN, "apmbc", untc_page(list(rows.values()))).comparison.notices
    assert "footnote mark 'struck through' at Austria, Ratification" in notices
    text = dutch_xml(record, "cfe", in_dutch(record))
    text = text.replace(
        "<DatumVoorlopigeToepassing/>", "<DatumVoorlopigeToepassing>1992-07-17</DatumVoorlopigeToepassing>", 1
    )
    assert "not compared" in read(NL, "cfe", text).comparison.notices[0]


def test_columns_stand_in_any_order_and_a_list_may_go_on_in_a_second_table(
    record: Dataset, read: Callable[..., Reading]
) -> None:
    rows = list(untc_rows(record, "apmbc").values())
    turned = untc_xml([[row[2], row[0], row[1]] for row in rows], ("Adhésion(a)", "État", "Signature"))
    first, second = untc_xml(rows[:20]), untc_xml(rows[20:])
    table = second[second.index("<Table>") : second.index("</Participants>")]
    for text in (turned, first.replace("</Participants>", f"{table}</Participants>")):
        reading = read(UN, "apmbc", text)
        assert (reading.refused, {one[4] for one in differences(reading)} - {"other kind"}) == ("", set())


def test_the_list_of_another_treaty_is_refused(record: Dataset, read: Callable[..., Reading]) -> None:
    reading = read(UN, "apmbc", untc_xml(list(untc_rows(record, "ctbt").values())))
    assert "another treaty" in reading.refused
    assert reading.comparison is not None
    assert (reading.comparison.agreements, reading.comparison.differences) == (0, ())
    named = dutch_xml(record, "cfe", in_dutch(record)).replace("<meta/>", "<identifier>000004</identifier>")
    assert read(NL, "cfe", named).comparison.notices == ("the answer calls itself '000004', the settings '004285'",)


def test_a_page_that_breaks_off_is_refused(record: Dataset, read: Callable[..., Reading]) -> None:
    page = untc_page(list(untc_rows(record, "apmbc").values()))
    assert "breaks off" in read(UN, "apmbc", page[:-200]).refused


def test_every_encoding_is_read(record: Dataset, read: Callable[..., Reading]) -> None:
    answers = [
        (UN, "apmbc", untc_xml(list(untc_rows(record, "apmbc").values())), ("utf-8-sig", "utf-16")),
        (UN, "apmbc", untc_page(list(untc_rows(record, "apmbc").values())), ("utf-8-sig", "utf-16", "utf-16-le")),
        (UNODA, "npt", unoda_json(record, "npt"), ("utf-8-sig", "utf-16", "utf-16-be")),
    ]
    for register, lens, text, encodings in answers:
        for encoding in encodings:
            reading = read(register, lens, text.encode(encoding))
            assert (reading.refused, differences(reading)) == ("", []), (register, encoding)


def test_5000_mutated_answers_end_as_reading_or_refusal(record: Dataset, read: Callable[..., Reading]) -> None:
    small = record.model_copy(
        update={"treaty_actions": tuple(row for row in record.treaty_actions if row.instrument_id in {"ccm", "cfe"})}
    )
    rows = list(untc_rows(small, "ccm").values())
    answers = [
        (UN, "ccm", untc_xml(rows).encode()),
        (UN, "ccm", untc_page(rows).encode()),
        (NL, "cfe", dutch_xml(small, "cfe", in_dutch(record)).encode()),
        (UNODA, "ccm", unoda_json(small, "ccm").encode()),
        (COE, "ccm", coe_json(small, "ccm").encode()),
    ]
    dice = random.Random(11)
    ends = {"read": 0, "difference": 0, "refused": 0}
    for number in range(5000):
        register, lens, raw = answers[number % len(answers)]
        reading = read_answer(Saved(register, lens, mutated(raw, dice)), small, SETTINGS)
        if reading.refused:
            ends["refused"] += 1
        else:
            assert reading.comparison is not None
            ends["difference" if reading.comparison.differences or reading.comparison.unknown_names else "read"] += 1
    assert min(ends.values()) > 50, ends
    assert sum(ends.values()) == 5000


def mutated(raw: bytes, dice: random.Random) -> bytes:
    """Bytes with one harm done: flipped, cut, doubled, swapped, emptied or filled with noise."""
    at = dice.randrange(len(raw))
    to = min(len(raw), at + dice.randrange(1, 60))
    match dice.randrange(7):
        case 0:
            return raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :]
        case 1:
            return raw[:at]
        case 2:
            return raw[:at] + raw[to:]
        case 3:
            return raw[:to] + raw[at:to] + raw[to:]
        case 4:
            return raw[:at] + dice.choice([b"\x00", b"<", b"&", b"]", b"null", b"\xff\xfe", b"<x>"]) + raw[at:]
        case 5:
            digit = raw.find(b"1", at)
            return raw[:digit] + b"2" + raw[digit + 1 :] if digit >= 0 else raw
        case _:
            return raw + b"\n"
