"""The picture of the chosen day for the main page's first bytes: made from what is served, the last ones kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qs

from dashboard.domain.lenses import lenses_of
from dashboard.domain.links import read_link
from dashboard.domain.selection import Selection, resolve
from dashboard.domain.shared_view import read_shared
from dashboard.domain.vocabulary import kept_vocabulary
from dashboard.exports import view_of
from dashboard.exports.first_picture import Notice, first_picture
from dashboard.look.coarse_map import CoarseMap, coarse_map
from dashboard.store.dataset import Served
from dashboard.store.editions import served_at, served_to_share
from dashboard.store.shapes import GeometryProblem, current_shapes

KEPT = 64
NOT_OF_THE_VIEW = frozenset({"record", "story", "since"})


class FirstView(NamedTuple):
    """What the main page of an address opens with."""

    served: Served
    selection: Selection
    notice: Notice
    """What will stand above its map."""


def first_view(query: bytes) -> FirstView | None:
    """What the main page of a query shows; ``None`` where there is nothing to show."""
    params = parse_qs(query.decode("ascii", "replace"))
    served = served_to_share(params)
    try:
        return FirstView(served, *_selection(served, params))
    except KeyError:
        return None


def picture_of(view: FirstView) -> str:
    """The picture that the page begins with; empty where there is nothing to draw."""
    try:
        return _picture(view.served.stamp, current_shapes().stamp, view.selection, view.notice)
    except (KeyError, GeometryProblem):
        return ""


def _selection(served: Served, params: Mapping[str, Sequence[str]]) -> tuple[Selection, Notice]:
    """What the page reads in its address, and what will stand above its map."""
    asked = {key: values for key, values in params.items() if key not in NOT_OF_THE_VIEW}
    selection, ignored = read_link(asked, kept_vocabulary(served.index))
    if selection.lens_id not in lenses_of(served.index):
        selection = read_shared(served.index, asked)
    plain = Selection(
        instrument=selection.instrument,
        lens=selection.lens,
        series=selection.series,
        as_of=resolve(selection, served.index).day,
        states=selection.states,
        groups=selection.groups,
        focus=selection.focus,
    )
    told_to_all = served.problems or served.index.closed
    return plain, "above" if told_to_all else "ignored" if ignored else ""


@lru_cache(maxsize=2)
def _coarse(stamp: str) -> CoarseMap:
    return coarse_map(current_shapes().geojson)


@lru_cache(maxsize=KEPT)
def _picture(stamp: str, shapes_stamp: str, selection: Selection, notice: Notice) -> str:
    view = view_of(served_at(stamp).index, current_shapes().geojson, selection, "map")
    return first_picture(view, _coarse(shapes_stamp), notice)
