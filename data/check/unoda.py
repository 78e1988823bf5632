"""Reader of the UNODA treaties portal: the JSON that its GraphQL service answers."""

from __future__ import annotations

from typing import Any

from data.check.answers import Act, Answer, Field, Line, Refused
from data.check.cells import read_day, read_name
from data.check.json_answers import read_json
from data.problems import quote

QUERY = """query Treaty($input: TreatyRequestInput_) { treaty_(input: $input) { data {
 short_name actions_ { date action_type_ state { name } depositary { short_name } } } } }"""
ACTS: dict[str, tuple[Field, str]] = {
    "signatory": ("signature", ""),
    "signature": ("signature", ""),
    "sig": ("signature", ""),
    "ratification": ("consent", "ratification"),
    "rat": ("consent", "ratification"),
    "acceptance": ("consent", "acceptance"),
    "approval": ("consent", "approval"),
    "accession": ("consent", "accession"),
    "acc": ("consent", "accession"),
    "succession": ("consent", "succession"),
    "suc": ("consent", "succession"),
    "withdrawal": ("withdrawal", ""),
}
"""Kind of action in small letters → what the record calls it. The short forms stand where a query asks for ``type``."""
KNOWN = frozenset({"id", "note", "date", "action_type_", "type", "state", "depositary", "objections_"})


def request(short_name: str) -> dict[str, Any]:
    """Body of the request for one treaty."""
    variables = {"input": {"id": None, "short_name": short_name, "type": "GET_TREATY"}}
    return {"operationName": "Treaty", "query": QUERY, "variables": variables}


def read(raw: bytes) -> Answer:
    """The States of a treaty, one line each; a State may have deposited with several depositaries."""
    body = read_json(raw)
    if isinstance(body, dict) and body.get("errors"):
        raise Refused(f"the service answered with errors: {str(body['errors'])[:120]}")
    treaty = body
    for step in ("data", "treaty_", "data"):
        treaty = treaty.get(step) if isinstance(treaty, dict) else None
    if isinstance(treaty, list) and len(treaty) == 1:
        treaty = treaty[0]
    actions = treaty.get("actions_") if isinstance(treaty, dict) else None
    if not isinstance(actions, list) or not actions:
        raise Refused("the answer holds no actions at data.treaty_.data.actions_")
    acts: dict[str, list[Act]] = {}
    left: set[str] = set()
    notices: list[str] = []
    for action in actions:
        if not isinstance(action, dict):
            raise Refused("an action is no object")
        _add(action, acts, left, notices)
    lines = tuple(Line(name, tuple(found), name in left) for name, found in acts.items())
    about = treaty.get("short_name") if isinstance(treaty, dict) else ""
    return Answer(lines, tuple(dict.fromkeys(notices)), about if isinstance(about, str) else "")


def _add(action: dict[str, Any], acts: dict[str, list[Act]], left: set[str], notices: list[str]) -> None:
    kind, date = action.get("action_type_", action.get("type")), action.get("date")
    named = read_name(_name_in(action.get("state")))
    if not named.text:
        notices.append("an action without a State")
        return
    notices += [f"column {quote(column)} is not known" for column in action if column not in KNOWN]
    notices += [f"footnote mark {quote(mark)} at {named.text}" for mark in named.marks]
    left |= {named.text} if named.bracketed else set()
    found = acts.setdefault(named.text, [])
    if not isinstance(kind, str) or kind.lower() not in ACTS:
        notices.append(f"action {quote(str(kind))} at {named.text} is not known")
        return
    field, said = ACTS[kind.lower()]
    text = date if isinstance(date, str) else ""
    found.append(Act(field, read_day(text)[0], text, said))


def _name_in(state: object) -> str:
    """The name of a State, at any depth: the portal wraps it differently from query to query."""
    if isinstance(state, dict):
        own = [text for key, text in state.items() if key.endswith("name") and isinstance(text, str)]
        return next(filter(None, (*own, *map(_name_in, state.values()))), "")
    return ""
