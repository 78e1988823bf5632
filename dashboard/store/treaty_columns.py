"""Columns of a treaty's list of participants, as depositaries and other publishers name them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from dashboard.domain.folding import fold
from data.treaty_schema import ActionKind

_STATE: Final = re.compile(
    r"(?:the )?(?:(?:high )?contracting |signatory )?"
    r"(?:participants?|states?(?: part(?:y|ies))?|countr(?:y|ies)|part(?:y|ies)|members?)(?: names?)?|"
    r"(?:vertrags)?staat(?:en)?|land|(?:etats?|estados?)(?: parte?s?)?|pays|pais(?:es)?|stat[oi]|paese|panstwo|kraj"
)
_CODE: Final = re.compile(r"iso(?: code)?|(?:country |state )?code")
_MAY_BE_STATE: Final = re.compile(
    r"part|tat|staat|countr|member|land|pays|pa[ií]s|paes|pa[nń]st|kraj|iso|code", re.IGNORECASE
)
_KINDS: Final = {
    "signature": ActionKind.SIGNATURE,
    "signed": ActionKind.SIGNATURE,
    "ratif": ActionKind.RATIFICATION,
    "acceptance": ActionKind.ACCEPTANCE,
    "approval": ActionKind.APPROVAL,
    "accession": ActionKind.ACCESSION,
    "succession": ActionKind.SUCCESSION,
    "consent to be bound": ActionKind.CONSENT_TO_BE_BOUND,
    "denunciation": ActionKind.WITHDRAWAL,
    "withdraw": ActionKind.WITHDRAWAL,
    **dict.fromkeys(("unterzeichn", "firma", "podpis"), ActionKind.SIGNATURE),
    "ratyfik": ActionKind.RATIFICATION,
    **dict.fromkeys(("annahme", "acceptation", "aceptacion", "accettazione"), ActionKind.ACCEPTANCE),
    **dict.fromkeys(("genehmigung", "approbation", "aprobacion", "approvazione"), ActionKind.APPROVAL),
    **dict.fromkeys(("beitritt", "adhesion", "adesione", "przystapienie"), ActionKind.ACCESSION),
    **dict.fromkeys(("kundigung", "rucktritt", "denonciation", "retrait", "denuncia"), ActionKind.WITHDRAWAL),
}
"""Part of a column's name → the kind of act whose days stand in it."""
LETTERS: Final[Mapping[str, ActionKind]] = {
    "r": ActionKind.RATIFICATION,
    "A": ActionKind.ACCEPTANCE,
    "AA": ActionKind.APPROVAL,
    "a": ActionKind.ACCESSION,
    "d": ActionKind.SUCCESSION,
    "c": ActionKind.CONSENT_TO_BE_BOUND,
    "P": ActionKind.CONSENT_TO_BE_BOUND,
}
"""Letter behind a day → the kind of act, as the United Nations print them where the header says nothing else."""
_LETTER: Final = re.compile(r"([A-Za-z][A-Za-z ]*?)\s*\(([A-Za-z]{1,2})\)")
_EFFECT: Final = (
    *("entry into force", "entered into force", "eif", "in force"),
    *("inkrafttreten", "entree en vigueur", "entrada en vigor", "entrata in vigore", "wejscie w zycie"),
)
_DAY: Final = ("date", "day", "deposit", "deposited")
_TYPE: Final = ("type", "action", "act", "kind", "mode", "form")


class Columns(NamedTuple):
    """Places of the columns of a list."""

    state: int
    acts: Mapping[int, str]
    """Column of days → the kind of act where no letter says another; empty where ``kind`` holds it."""
    kind: int | None
    """Column that names the kind of each row's act."""
    effect: int | None
    letters: Mapping[str, str]


def columns_of(header: Sequence[str]) -> Columns | None:
    """The columns of a list of participants; ``None`` for another header."""
    if not any(map(_MAY_BE_STATE.search, header)):
        return None
    plain = [" ".join(re.sub(r"[^a-z()]+", " ", fold(cell)).split()) for cell in header]
    bare = [re.sub(r"\s*\(.*?\)", "", cell).strip() for cell in plain]
    states = [at for at, cell in enumerate(bare) if _STATE.fullmatch(cell)]
    if not states and any(word in cell for cell in plain for word in _KINDS):
        states = [at for at, cell in enumerate(bare) if _CODE.fullmatch(cell)]
    if not states:
        return None
    effect = next((at for at, cell in enumerate(bare) if any(word in cell for word in _EFFECT)), None)
    acts: dict[int, str] = {}
    for at, cell in enumerate(plain):
        words = [(cell.index(word), str(kind)) for word, kind in _KINDS.items() if word in cell]
        if words and at not in (states[0], effect):
            acts[at] = min(words)[1]
    kind = next((at for at, cell in enumerate(bare) if cell.split()[-1:] and cell.split()[-1] in _TYPE), None)
    if kind is not None:
        acts.pop(kind, None)
        named = [
            at for at, cell in enumerate(bare) if at not in acts and at != effect and set(cell.split()) & set(_DAY)
        ]
        acts |= {at: "" for at in named if at not in (states[0], kind)}
    if not acts or (kind is None and len(acts) == 1 and len(header) > 12):
        return None
    letters = dict(LETTERS)
    for cell in header:
        for name, letter in _LETTER.findall(cell):
            meant = next((kind for word, kind in _KINDS.items() if word in fold(name)), None)
            if meant is not None:
                letters[letter] = ActionKind.CONSENT_TO_BE_BOUND if "definitive" in fold(name) else meant
    return Columns(states[0], acts, kind, effect, {one: str(kind) for one, kind in letters.items()})


def is_treaty_list(header: Sequence[str]) -> bool:
    """Whether a header is that of a list of participants."""
    return columns_of(header) is not None
