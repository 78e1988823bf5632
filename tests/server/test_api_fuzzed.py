"""A bounded run of requests made from the OpenAPI document: nothing breaks, and every answer is as declared."""

from __future__ import annotations

import schemathesis
from asgi_client import APP
from hypothesis import HealthCheck, Phase, settings
from schemathesis.generation import GenerationMode

schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)
schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@schema.hook
def map_query(context, query):  # type: ignore[no-untyped-def]
    """Put the bounds of a period in order: a document of this kind cannot say that one may not pass the other."""
    if (
        query
        and isinstance(query.get("from"), str)
        and isinstance(query.get("to"), str)
        and query["from"] > query["to"]
    ):
        query["from"], query["to"] = query["to"], query["from"]
    return query


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_answers_are_as_declared(case: schemathesis.Case) -> None:
    case.call_and_validate()
