"""A bounded run of requests made from the OpenAPI document: nothing breaks, and every answer is as declared."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from starlette.applications import Starlette

from dashboard.domain.addresses import EXPORT, VERIFY
from dashboard.domain.lenses import lenses_of
from dashboard.domain.timeline import extent
from dashboard.server.api import api_routes
from dashboard.server.limits import Limits
from dashboard.store.dataset import shelf
from dashboard.store.editions import known_editions

if TYPE_CHECKING:
    import schemathesis

# A few exports are drawn, the rest refused: what is fuzzed is the reading of the query.
APP = Starlette(routes=api_routes(Limits(exports_per_minute=1, exports_burst=4)))
INDEX = shelf.current().index

NAMES = {"instrument", "lens", "series", "where", "kinds", "topics", "compare_instrument", "compare_lens", "columns"}
SERIES = {(row.lens_id, row.series_id) for row in INDEX.dataset.series}


def mended(path: str, query: Any) -> Any:
    """A query with what a document of this kind cannot say: the order of a period's bounds, what fits which lens, and
    what a picture needs."""
    if not query:
        return query
    bounds = query.get("from"), query.get("to")
    if all(isinstance(bound, str) for bound in bounds) and bounds[0] > bounds[1]:
        query["from"], query["to"] = bounds[1], bounds[0]
    lens = query.get("lens")
    if isinstance(lens, str) and query.get("instrument", lens) != lens:
        del query["instrument"]
    if (lens, query.get("series")) not in SERIES:
        query.pop("series", None)
    if "where" in query:
        query["where"] = "apmbc:withdrawn,ccw-ap2:bound"
    if NAMES & query.keys():  # of the newest edition: an earlier one may not know them
        query.pop("record", None)
    if "since" in query:
        query |= {"since": known_editions()[0]}
    if path == VERIFY:
        query |= {"lens": "apmbc", "claim": "bound"}
        query = {
            key: value for key, value in query.items() if key not in ("instrument", "series", "as_known", "record")
        }
    if path == EXPORT:
        if query.get("kind") == "dossier":
            query.setdefault("focus", "FIN")
        if not _on_timeline(lens or query.get("instrument", "apmbc"), query.get("as_of")):
            query["as_of"] = "latest"
    return query


def _on_timeline(instrument: object, day: object) -> bool:
    """Whether a picture may show the day; true for all that is no day, which must be refused anyway."""
    if instrument not in lenses_of(INDEX) or not isinstance(day, str):
        return True
    try:
        shown = dt.date.fromisoformat(day)
    except ValueError:
        return True
    first, last = extent(INDEX, str(instrument))
    return first <= shown <= last


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def answer(case: schemathesis.Case) -> None:
    """Raises where the answer to a case is not as declared."""
    if case.meta is None or case.meta.generation.mode.is_positive:
        case.query = mended(case.operation.path, case.query)
    case.call_and_validate()


def test_answers_are_as_declared(subtests: pytest.Subtests) -> None:
    """One subtest for each operation. Imports stand here: every worker collects this file, and one runs it."""
    import schemathesis
    from schemathesis.checks import load_all_checks
    from schemathesis.generation import GenerationMode
    from schemathesis.pytest.lazy import get_all_tests

    load_all_checks()
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP)
    schema.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    tests = [one.ok() for one in get_all_tests(schema=schema, test_func=answer, settings=None, given_kwargs=None)]
    assert len(tests) > 20
    for operation, test in tests:
        with subtests.test(operation.label):
            test()
