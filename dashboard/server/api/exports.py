"""Pictures, slides and pages of a view as files."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, get_args

from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain.addresses import file_query, query_text
from dashboard.domain.vocabulary import kept_vocabulary
from dashboard.exports import MEDIA, Kind, file_name, make, view_of
from dashboard.exports.single_file import TooLarge
from dashboard.server import bundles, http
from dashboard.server.api.query import parse_query
from dashboard.server.http import Refusal
from dashboard.server.record import served_for
from dashboard.server.renders import Renders, code_version, tag_of
from dashboard.store.shapes import GeometryProblem, current_shapes

FORMATS: Final = tuple(MEDIA)
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


def export_by(renders: Renders) -> http.Handler:
    """Handler of the exports, drawn and kept by ``renders``."""

    def export(request: Request) -> Response:
        served = served_for(request)
        query = parse_query(request, served.index, ("format", "kind"), kept_vocabulary(served.index))
        wanted = query.choice("format", FORMATS[0], FORMATS)
        kind: Kind = next(one for one in KINDS if one == query.choice("kind", KINDS[0], KINDS))
        if kind == "dossier" and query.selection.focus is None:
            raise Refusal("focus: is missing; a dossier needs its State, such as focus=FIN", "focus")
        try:
            shapes = current_shapes()
        except GeometryProblem:
            raise Refusal("the shapes of the map cannot be read at the moment", status=503) from None
        selection = replace(query.selection, compare_day=None, compare_instrument=None, compare_lens=None)
        view = replace(view_of(served.index, shapes.geojson, selection, kind), reasons=bundles.reasons())
        canonical = query_text(file_query(served.index, selection))
        tag = tag_of(served.stamp, shapes.stamp, code_version(), wanted, kind, canonical)

        def draw() -> bytes:
            try:
                return make(wanted, view)[0]
            except TooLarge as error:
                raise Refusal(str(error), status=503) from None

        headers = {"Content-Disposition": f'attachment; filename="{file_name(wanted, view)}"'}
        return http.answer(request, lambda: renders.body(request.scope, tag, draw), MEDIA[wanted], headers, tag=tag)

    return export
