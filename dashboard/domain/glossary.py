"""The words that the Learn page explains, and the address of each, for links from wherever a word appears."""

from __future__ import annotations

from enum import StrEnum

from dashboard.domain.base_path import BASE
from dashboard.domain.terms import LEGEND

PAGE = f"{BASE}/learn"


class Word(StrEnum):
    """Every entry of the glossary, by its anchor."""

    INSTRUMENT = "instrument"
    DEPOSITARY = "depositary"
    DEPOSIT = "deposit"
    SIGNATORY = "signatory"
    RATIFICATION = "ratification"
    CONSENT_TO_BE_BOUND = "consent-to-be-bound"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    CONTRACTING_STATE = "contracting-state"
    ENTRY_INTO_FORCE = "entry-into-force"
    STATE_PARTY = "state-party"
    WITHDRAWAL = "withdrawal"
    DENUNCIATION = "denunciation"
    REVOCATION = "revocation"
    TERMINATION = "termination"
    NOTICE_PERIOD = "notice-period"
    SUSPENSION = "suspension"
    CONTESTED = "contested"
    OBJECTION = "objection"
    EXIT_ANNOUNCED = "exit-announced"
    EXIT_ADOPTED = "exit-adopted"
    EXIT_DEPOSITED = "exit-deposited"
    NOT_OPEN = "not-open"
    NOT_READ = "not-read"
    AREA = "area"
    LENS = "lens"
    CONSCRIPTION = "conscription"
    SERIES = "series"
    TOPIC = "topic"
    ANTI_PERSONNEL_MINE = "anti-personnel-mine"
    ANTI_TANK_MINE = "anti-tank-mine"
    CLUSTER_MUNITION = "cluster-munition"
    GRADE = "grade"
    AS_OF_DAY = "as-of-day"
    ANNOUNCEMENT = "announcement"
    SLIPPAGE = "slippage"


WORD_OF_CLASS: dict[str, Word] = {
    "state-party": Word.STATE_PARTY,
    "exit-announced": Word.EXIT_ANNOUNCED,
    "exit-adopted": Word.EXIT_ADOPTED,
    "exit-deposited": Word.EXIT_DEPOSITED,
    "withdrawn": Word.WITHDRAWAL,
    "ended": Word.TERMINATION,
    "suspension-announced": Word.SUSPENSION,
    "suspension-notified": Word.SUSPENSION,
    "suspension-in-effect": Word.SUSPENSION,
    "joining": Word.CONTRACTING_STATE,
    "ratified-not-in-force": Word.CONTRACTING_STATE,
    "signatory": Word.SIGNATORY,
    "never-party": Word.STATE_PARTY,
    "not-open": Word.NOT_OPEN,
    "not-read": Word.NOT_READ,
    "no-own-status": Word.AREA,
}
"""Legend class → the word that explains it; every class has one."""

if WORD_OF_CLASS.keys() != {entry.class_id for entry in LEGEND}:
    raise AssertionError("every class of the legend has its word, and no other class has one")


def anchor(word: Word) -> str:
    """Id of the element that explains a word."""
    return f"term-{word.value}"


def term_url(word: Word) -> str:
    """Address of the explanation of a word."""
    return f"{PAGE}#{anchor(word)}"
