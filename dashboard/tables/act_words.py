"""Kinds of acts, and of what happens to a treaty, in words."""

from __future__ import annotations

import datetime as dt
import re

from dashboard.domain.effects import known_from
from dashboard.domain.index import Index
from data.treaty_schema import ActionKind, InstrumentFactKind, Method, TreatyAction

ACTS: dict[ActionKind, str] = {
    ActionKind.SIGNATURE: "Signature",
    ActionKind.RATIFICATION: "Ratification",
    ActionKind.ACCEPTANCE: "Acceptance",
    ActionKind.APPROVAL: "Approval",
    ActionKind.ACCESSION: "Accession",
    ActionKind.SUCCESSION: "Succession",
    ActionKind.CONSENT_TO_BE_BOUND: "Consent to be bound",
    ActionKind.RATIFICATION_WITHDRAWN: "Ratification withdrawn",
    ActionKind.SIGNATURE_WITHDRAWN: "Signature withdrawn",
    ActionKind.DECLARED_NOT_TO_BECOME_PARTY: "Declares that it will not become a party",
    ActionKind.WITHDRAWAL: "Notice of withdrawal",
    ActionKind.REVOCATION: "Taken back",
    ActionKind.CESSATION: "End of membership decided by others",
    ActionKind.SUSPENSION: "Notice of suspension",
    ActionKind.SUSPENSION_ANNOUNCED: "Suspension announced",
    ActionKind.PROVISIONAL_APPLICATION: "Provisional application",
    ActionKind.DECLARATION: "Declaration",
    ActionKind.RESERVATION: "Reservation",
    ActionKind.LAPSE: "Lapsed",
    ActionKind.OBJECTION: "Objection to a suspension",
    ActionKind.NEVER_ACTED: "No act on record",
}

TOLD_KINDS = frozenset({ActionKind.DECLARATION, ActionKind.RESERVATION})

METHODS: dict[Method, str] = {
    Method.STATED: "",
    Method.COMPUTED: ", computed by the treaty's own rule",
    Method.RETROACTIVE: ", a day that the act itself names",
}

HAPPENINGS: dict[InstrumentFactKind, str] = {
    InstrumentFactKind.EXTENSION: "The treaty is extended",
    InstrumentFactKind.EXPIRY: "The treaty expires",
    InstrumentFactKind.TERMINATION: "The treaty ends",
}


def is_revoked(index: Index, row: TreatyAction, as_of: dt.date) -> bool:
    """Whether an act had been taken back by ``as_of``."""
    back = index.revoked_by.get(row.action_id)
    return back is not None and (known_from(back) or dt.date.max) <= as_of


def act_words(index: Index, row: TreatyAction) -> str:
    """What an act is, with the act that it answers: "Notice of withdrawal taken back", "Reservation lapsed"."""
    answered = index.actions.get(row.concerns_id or row.objects_to or "")
    match row.kind:
        case ActionKind.REVOCATION | ActionKind.LAPSE if answered is not None:
            return f"{ACTS[answered.kind]} {ACTS[row.kind].lower()}"
        case ActionKind.OBJECTION if answered is not None and answered.kind in TOLD_KINDS:
            return f"Objection to a {ACTS[answered.kind].lower()}"
        case ActionKind.CESSATION:
            return f"{ACTS[row.kind]}: {row.decided_by}"
        case _:
            return ACTS[row.kind]


_NOTIFICATION = re.compile(r"C\.N\.(\d{1,4})\.(\d{4})(?:\..*)?", re.ASCII)


def notification_address(reference: str) -> str:
    """Where the UN depositary publishes a notification of that number; empty for any other reference."""
    found = _NOTIFICATION.fullmatch(reference)
    number, year = found.groups() if found else ("", "")
    return f"https://treaties.un.org/doc/Publication/CN/{year}/CN.{number}.{year}-Eng.pdf" if found else ""
