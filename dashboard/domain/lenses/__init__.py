"""The lenses of a dataset, behind one protocol."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.domain.index import Index
from dashboard.domain.lenses.lens import Lens, LensClass, LensKind, Look, Run, class_of, run_on
from dashboard.domain.lenses.treaty import TreatyLens

__all__ = ["Lens", "LensClass", "LensKind", "Look", "Run", "class_of", "lenses_of", "run_on"]


def lenses_of(index: Index) -> Mapping[str, Lens]:
    """Every lens by its id, treaties first, each in the order of its table; built once for an index."""
    if "lenses" not in index.memo:
        index.memo["lenses"] = _built(index)
    lenses: Mapping[str, Lens] = index.memo["lenses"]
    return lenses


def _built(index: Index) -> Mapping[str, Lens]:
    treaties = [TreatyLens(row) for row in index.instruments.values()]
    return {lens.id: lens for lens in treaties}
