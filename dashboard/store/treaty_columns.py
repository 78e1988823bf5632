"""Columns of a treaty's list of participants, as depositaries and other publishers name them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from dashboard.domain.folding import fold
from data.treaty_schema import ActionKind

_STATE: Final = re.compile(
    r"(?:the )?(?:(?:high )?contracting |signatory |member )?"
    r"(?:participants?|states?(?: part(?:y|ies))?|countr(?:y|ies)|part(?:y|ies)|members?)(?: names?)?|"
    r"(?:vertrags)?(?:staat(?:en)?|partei(?:en)?)|land|stat|partij(?:en)?|(?:etats?|estados?)(?: parte?s?)?|pays|"
    r"pais(?:es)?|stat[oi]|paese|panstwo|kraj|zeme|krajina|orszag|allam|valtio|maa|valsts|valstybe|riik|drzava|"
    r"государство(?: участник)?|страна|участник|держава|краіна|држава|κρατος|χωρα|devlet|ulke"
)
_CODE: Final = re.compile(r"iso(?: code)?|(?:country |state )?code")
_WORDS: Final = {
    ActionKind.SIGNATURE: "signature signed signatory unterzeichn firma podpis assinatura ondertek undertecknan "
    "undertegn underskri allekirjoit semnar alair parakst pasiras allakirj подпис підпис υπογραφ imza",
    ActionKind.RATIFICATION: "ratif ratyfik bekrachtig ратиф επικυρωσ",
    ActionKind.ACCEPTANCE: "acceptance accepted annahme acceptation aceptacion accettazione aanvaard принят прииня",
    ActionKind.APPROVAL: "approval approved genehmigung approbation aprobacion approvazione goedkeur godkann godkjenn "
    "godkend hyvaksy schvalen утвержд затвердж εγκρισ",
    ActionKind.ACCESSION: "accession acceded beitritt adhesion adesione przystapienie toetred tiltred tiltraed anslut "
    "liitty pristoup pristup csatlakoz aderare prisijung pievieno uhinemi присоедин приєднан προσχωρησ",
    ActionKind.SUCCESSION: "succession succeeded nachfolge sucesion successione opvolg sukces правопреем правонаступ",
    ActionKind.CONSENT_TO_BE_BOUND: "consent to be bound",
    ActionKind.WITHDRAWAL: "denunciation denounced withdraw withdrew kundigung rucktritt denonciation retrait denuncia "
    "opzeg uppsag oppsig opsig irtisano wypowiedz vypoved felmond выход вихід денонс καταγγελ",
}
_KINDS: Final = {
    word: kind
    for kind, words in _WORDS.items()
    for word in ([words] if kind == ActionKind.CONSENT_TO_BE_BOUND else words.split())
}
"""Part of a column's or an act's name → the kind of act that it means, in the languages of the States."""
_SHORT: Final = {
    "sig": ActionKind.SIGNATURE,
    "rat": ActionKind.RATIFICATION,
    "acc": ActionKind.ACCESSION,
    "suc": ActionKind.SUCCESSION,
}
LETTERS: Final = {
    "r": ActionKind.RATIFICATION,
    "A": ActionKind.ACCEPTANCE,
    "AA": ActionKind.APPROVAL,
    "a": ActionKind.ACCESSION,
    "d": ActionKind.SUCCESSION,
    "c": ActionKind.CONSENT_TO_BE_BOUND,
    "P": ActionKind.CONSENT_TO_BE_BOUND,
}
"""Letter behind a day → the kind of act, as the United Nations print them where the header says nothing else."""
KINDS_BY_LETTER: Final[Mapping[str, ActionKind]] = LETTERS | {
    "R": ActionKind.RATIFICATION,
    "A": ActionKind.CONSENT_TO_BE_BOUND,
    "S": ActionKind.SUCCESSION,
}
"""Letter alone in a column of kinds; "A" is acceptance to one depositary and accession to another."""
_LETTER: Final = re.compile(r"([^\W\d_][^\W\d_ ]*(?: [^\W\d_]+)*)\s*\(([A-Za-z]{1,2})\)")
_EFFECT: Final = (
    *("entry into force", "entered into force", "eif", "in force", "inkrafttret", "ikrafttr", "voimaantulo"),
    *("entree en vigueur", "entrada en vigor", "entrata in vigore", "wejscie w zycie", "inwerkingtreding"),
    *("in werking", "vstup v platnost", "hatalyba", "вступлени", "набран", "εναρξη"),
)
_DEPOSIT: Final = ("deposit", "deposited", "depot", "hinterlegung", "nederlegging")
_DAY: Final = ("date", "day", "datum", "fecha", "data", "дата", *_DEPOSIT)
_TYPE: Final = ("type", "action", "act", "kind", "mode", "form", "method", "art", "typ", "tipo", "soort")


_LONGEST: Final = 200
"""Letters of a column's name that are looked at."""


def _named(folded: str) -> list[tuple[int, ActionKind]]:
    """The kinds of acts that a text names, in its order."""
    return sorted((folded.index(word), kind) for word, kind in _KINDS.items() if word in folded)


def act_named(text: str) -> ActionKind | None:
    """The one kind of act that a word means; ``None`` where it means none, or several."""
    folded = fold(text[:_LONGEST])
    kinds = {kind for _, kind in _named(folded)}
    return _SHORT.get(folded) or (next(iter(kinds)) if len(kinds) == 1 else None)


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
    folded = [fold(cell[:_LONGEST]) for cell in header]
    plain = [" ".join(re.sub(r"[^\w()]+|[\d_]+", " ", cell).split()) for cell in folded]
    bare = [re.sub(r"\s*\(.*?\)", "", cell).strip() for cell in plain]
    states = [at for at, cell in enumerate(bare) if _STATE.fullmatch(cell)]
    if not states and any(word in cell for cell in plain for word in _KINDS):
        states = [at for at, cell in enumerate(bare) if _CODE.fullmatch(cell)]
    if not states:
        return None
    effect = next((at for at, cell in enumerate(bare) if any(word in cell for word in _EFFECT)), None)
    acts: dict[int, str] = {}
    for at, cell in enumerate(plain):
        if at not in (states[0], effect) and (words := _named(cell)):
            acts[at] = words[0][1]
    kind = next((at for at, cell in enumerate(bare) if cell.split()[-1:] and cell.split()[-1] in _TYPE), None)
    days, depositing = (_DAY, "") if kind is not None else (_DEPOSIT, str(ActionKind.CONSENT_TO_BE_BOUND))
    if kind is not None:
        acts.pop(kind, None)
    named = [at for at, cell in enumerate(bare) if at not in acts and at != effect and set(cell.split()) & set(days)]
    acts |= {at: depositing for at in named if at not in (states[0], kind)}
    if not acts or (kind is None and len(acts) == 1 and len(header) > 12):
        return None
    letters = dict(LETTERS)
    for cell in header:
        for name, letter in _LETTER.findall(cell[:_LONGEST]):
            if words := _named(fold(name)):
                letters[letter] = ActionKind.CONSENT_TO_BE_BOUND if "definitive" in fold(name) else words[-1][1]
    return Columns(states[0], acts, kind, effect, {one: str(kind) for one, kind in letters.items()})


def is_treaty_list(header: Sequence[str]) -> bool:
    """Whether a header is that of a list of participants."""
    return columns_of(header) is not None
