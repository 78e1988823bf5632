"""Lists of a treaty's participants as depositaries and others publish them, and what they add to the record."""

from __future__ import annotations

import io
import zipfile

import pytest

from dashboard.store.dataset import Served, shelf
from dashboard.store.proposal import proposal
from dashboard.store.uploads import Upload, UploadResult, added

UN = 'Participant,Signature,"Ratification, Acceptance(A), Accession(a), Succession(d)"\n'
KNOWN = "Norway 3,3 Dec 1997,9 Jul 1998\n"
NEW = "Armenia,,9 Jan 2012 a\n"


@pytest.fixture(scope="module")
def base() -> Served:
    return shelf.current()


def read(base: Served, text: str, name: str = "list.csv") -> UploadResult:
    return added(base, [Upload(name, text.encode())])


def words(own: UploadResult) -> str:
    return " | ".join(map(str, own.problems))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (UN + KNOWN + NEW, "list.csv"),
        (UN + NEW, "Ottawa Convention.csv"),
        (UN + NEW, "XXVI-5.csv"),
        (
            f"UNTC\nMine Ban Treaty\n\n{UN}{NEW}\nEnd note:\n1. With a text\n",
            "list.csv",
        ),
        (
            "State;Signature;Ratification;Entry into force;Notes;R.\n"
            "Norway;03/12/1997;09/07/1998;01/03/1999;;\nArmenia;;09/01/2012;01/07/2012;;X\nSweden;04/12/1997;30/11/1998;;;\n",
            "conventions.csv",
        ),
        (
            "Country,Action,Date\nNorway,Signatory,1997-12-03 00:00:00\nNorway,Ratification,1998-07-09 00:00:00\n"
            "Armenia,Accession,2012-01-09 00:00:00\n",
            "actions.csv",
        ),
        ("iso3,signature,ratification\nNOR,1997-12-03,1998-07-09\nARM,,20120109\n", "apmbc.csv"),
        ("Staat;Unterzeichnung;Beitritt\nNorwegen;3. Dezember 1997;\nArmenien;;9. Januar 2012\n", "ottawa.csv"),
        ("État,Signature,Adhésion\nNorvège,3 déc. 1997,\nArménie,,9 janvier 2012\n", "ottawa.csv"),
        ("Paese;Firma;Adesione\nNorvegia;3 dic. 1997;\nArmenia;;9 gennaio 2012\n", "ottawa.csv"),
        ("Państwo;Podpis;Ratyfikacja\nArmenia;;9 stycznia 2012\n", "ottawa.csv"),
        ("País;Firma;Adhesión\nNoruega;3 dic. 1997;\nArmenia;;9 enero 2012\n", "ottawa.csv"),
        (
            "State,Signature date,Deposit date,Deposit type\nNorway,3-Dec-1997,9-Jul-1998,Ratification\n"
            "Armenia,,9-Jan-2012,Accession\n",
            "list.csv",
        ),
        (
            "State[1]\tSigned\tDeposited\tMethod\nNorway[a]\tDec 3, 1997[2][3]\tJul 9, 1998\tRatified\n"
            "Armenia[note 1]\t—\tJan 9, 2012[4]\tAccession\n",
            "list.csv",
        ),
        (
            "État;Signature;Ratification (R) Adhésion (A)\nNorvège;03.12.1997;09.07.1998 R\nArménie;;2012-01-09 A\n"
            "Suède;30.11.1998;\n",
            "ottawa.csv",
        ),
        (
            "Partij;Ondertekening;Ratificatie;Type*;In werking\nNoorwegen;03-12-1997;09-07-1998;R;01-03-1999\n"
            "Armenië;;2012-01-09;T;01-07-2012\nZweden;04-12-1997;30-11-1998;R;01-05-1999\n",
            "ottawa.csv",
        ),
        ("Land;Undertecknande;Anslutning\nNorge;3 december 1997;\nArmenien;;9 januari 2012\n", "ottawa.csv"),
        ("Государство;Подписание;Присоединение\nАрмения;;9 января 2012 г.\n", "ottawa.csv"),
        ("Держава;Підписання;Приєднання\nВірменія;;9 січня 2012\n", "ottawa.csv"),
        ("Valstybė;Pasirašymas;Prisijungimas\nArmėnija;;2012 m. sausio 9 d.\n", "ottawa.csv"),
    ],
    ids=[
        "by its acts",
        "by its name",
        "by its chapter",
        "by its title",
        "Council of Europe",
        "a row an act",
        "by codes",
        "German",
        "French",
        "Italian",
        "Polish",
        "Spanish",
        "by type",
        "Wikipedia",
        "French letters",
        "Dutch",
        "Swedish",
        "Russian",
        "Ukrainian",
        "Lithuanian",
    ],
)
def test_a_list_is_read_and_a_state_that_never_acted_gives_way(base: Served, text: str, name: str) -> None:
    own = read(base, text, name)
    assert own.problems == ()
    assert own.served is not None
    (row,) = own.rows["treaty_actions"]
    said = (row.iso3, row.kind, str(row.acted_on), str(row.effective_on))  # type: ignore[attr-defined]
    assert said[0] == "ARM"
    assert said[1] in ("accession", "ratification")
    assert said[2:] == ("2012-01-09", "2012-07-01")
    assert own.given_way == {"apmbc-arm-0"}
    assert "apmbc-arm-0" not in own.served.index.actions
    assert any("apmbc-arm-0" in note and "gives way" in note for note in own.notes)
    with zipfile.ZipFile(io.BytesIO(proposal(base.index, own))) as files:
        assert b"apmbc-arm-0" not in files.read("data/treaty_actions.csv")
        assert b"removed apmbc-arm-0" in files.read("PROPOSAL.md")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("État;Ratification (R) Adhésion (A)\nArménie;9 janvier 2012 A\n", "accession"),
        ("Staat;Ratifikation Beitritt (B)\nArmenien;9. Januar 2012 B\n", "accession"),
        ("State;Ratification;Type\nArmenia;9 Jan 2012;a\n", "accession"),
        ("State;Deposit;Type\nArmenia;9 Jan 2012;A\n", "consent-to-be-bound"),
        ('State,Deposit\nArmenia,"(M) 12 Jan 2012; (L) 9 Jan 2012"\n', "consent-to-be-bound"),
        ("State;Deposit\nArmenia;9 Jan 2012 (L, W)\n", "consent-to-be-bound"),
    ],
)
def test_the_kind_of_an_act_is_what_the_list_calls_it(base: Served, text: str, kind: str) -> None:
    own = read(base, text, "ottawa.csv")
    assert [str(row.kind) for row in own.rows["treaty_actions"]] == [kind]  # type: ignore[attr-defined]


def test_a_column_of_days_that_is_not_read_is_named(base: Served) -> None:
    own = read(base, "State,Ratification,Registration\nArmenia,9 Jan 2012,20 Jan 2012\n", "ottawa.csv")
    assert own.served is not None
    assert any("'Registration' holds days" in note for note in own.notes)


def test_a_list_that_names_no_treaty_says_what_to_do(base: Served) -> None:
    for part in ("treaty_actions", "template", "YYYY-MM-DD", "apmbc.csv"):
        assert part in words(read(base, UN + NEW))
    assert "its acts are those of" in words(read(base, UN + KNOWN + NEW, "ccm.csv"))
    assert "nothing new" in words(read(base, UN + KNOWN))


def test_a_day_that_the_record_has_otherwise_is_named_and_left_out(base: Served) -> None:
    own = read(base, UN + KNOWN.replace("9 Jul", "10 Jul") + "Brazil,3 Dec 1997,30 Apr 1999\n" + NEW, "apmbc.csv")
    assert own.count == 1
    assert any(
        "line 2: Norway, ratification 1998-07-10: the record has ratification 1998-07-09" in one for one in own.notes
    )
    assert any("1 participant outside the dataset" in one for one in own.notes)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Armenia,,sometime 1998\n", "'sometime 1998' is not a day and a letter"),
        ("Armenia,,9 Jan 2012 q\n", "A acceptance"),
        ("Armenia,,2012019\n", "'2012019' is not a day and a letter"),
        ("Armenia,,[9 Jan 2012 a]\n", "stands in brackets"),
        ("Armennia,,9 Jan 2012 a\n", "did you mean ARM (Armenia)?"),
        ("Armenia,,03/04/2012\n", "either of two days"),
    ],
)
def test_what_cannot_be_read_is_told_by_line_and_cell(base: Served, text: str, said: str) -> None:
    own = read(base, UN + text, "apmbc.csv")
    assert own.served is None
    assert said in words(own)
    assert all(one.line == 2 for one in own.problems)
