"""Reader of the UNODA treaties portal: the JSON that its GraphQL service answers."""

from __future__ import annotations

from typing import Any

from data.check.answers import Act, Answer, Field, Line, Refused, read_day
from data.check.json_answers import read_json
from data.problems import quote

QUERY = """query Treaty($input: TreatyRequestInput_) { treaty_(input: $input) { data {
 short_name actions_ { date action_type_ state { name } depositary { short_name } } } } }"""
ACTS: dict[str, tuple[Field, str]] = {
    "Signatory": ("signature", ""),
    "Signature": ("signature", ""),
    "Ratification": ("consent", "ratification"),
    "Acceptance": ("consent", "acceptance"),
    "Approval": ("consent", "approval"),
    "Accession": ("consent", "accession"),
    "Succession": ("consent", "succession"),
    "Withdrawal": ("withdrawal", ""),
}


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
    notices: list[str] = []
    for action in actions:
        if not isinstance(action, dict):
            raise Refused("an action is no object")
        _add(action, acts, notices)
    return Answer(tuple(Line(name, tuple(found)) for name, found in acts.items()), tuple(dict.fromkeys(notices)))


def _add(action: dict[str, Any], acts: dict[str, list[Act]], notices: list[str]) -> None:
    state, kind, date = action.get("state"), action.get("action_type_"), action.get("date")
    name = state.get("name") if isinstance(state, dict) else None
    if not isinstance(name, str) or not name.strip():
        notices.append("an action without a State")
        return
    notices += [
        f"column {quote(column)} is not known"
        for column in action
        if column not in {"id", "note", "date", "action_type_", "state", "depositary"}
    ]
    found = acts.setdefault(" ".join(name.split()), [])
    if not isinstance(kind, str) or kind not in ACTS:
        notices.append(f"action {quote(str(kind))} at {name} is not known")
        return
    field, said = ACTS[kind]
    text = date if isinstance(date, str) else ""
    found.append(Act(field, read_day(text)[0], text, said))
