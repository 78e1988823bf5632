"""Rules on lenses that are no treaty: what a lens must say of itself, and which classes and series it may have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from data.context import Context
from data.lens_schema import ClassStyle, LensClassRow, LensKind
from data.problems import Problem, quote
from data.schema import CountryKind

LENSES, CLASSES, SERIES = "lenses", "lens_classes", "series"
UNKNOWN = "unknown"
"""Class that every lens has: what is drawn where the record knows nothing."""
PERIODS = ("P1Y", "P3M", "P1M")
STYLES = {
    LensKind.POLICY: (ClassStyle.NONE, ClassStyle.PART, ClassStyle.FULL),
    LensKind.MEASURE: (ClassStyle.STEP_1, ClassStyle.STEP_2, ClassStyle.STEP_3, ClassStyle.STEP_4, ClassStyle.STEP_5),
}
"""Kind of lens → styles of its classes, beside the one of the class ``unknown``."""


def classes_by_lens(ctx: Context) -> dict[str, list[tuple[int, LensClassRow]]]:
    """Lens → its classes by rank, each with its place in the file."""
    found: dict[str, list[tuple[int, LensClassRow]]] = defaultdict(list)
    for index, row in enumerate(ctx.dataset.lens_classes):
        found[row.lens_id].append((index, row))
    return {key: sorted(rows, key=lambda one: one[1].rank) for key, rows in found.items()}


def asks(question: str) -> bool:
    """Whether a text is a question: a word at least, and a question mark at its end."""
    return question.endswith("?") and any(map(str.isalpha, question))


def lens_columns(ctx: Context) -> Iterator[Problem]:
    """A lens has an id of its own, asks a question, and a measure alone has unit, decimals and period."""
    for index, row in enumerate(ctx.dataset.lenses):
        if ctx.instrument(row.lens_id) is not None:
            message = "is the id of an instrument: type another one"
            yield ctx.problem(LENSES, index, "lens_id", "lens-columns", message)
        if not asks(row.question):
            message = f"{quote(row.question)} asks nothing: type one sentence that ends in a question mark"
            yield ctx.problem(LENSES, index, "question", "lens-columns", message)
        for column in ("unit", "decimals", "period"):
            filled = getattr(row, column) not in (None, "")
            if filled != (row.kind is LensKind.MEASURE):
                message = "fill it for a measure, leave it empty for a policy"
                yield ctx.problem(LENSES, index, column, "lens-columns", message)
        if row.period and row.period not in PERIODS:
            message = f"{quote(row.period)}: type {', '.join(PERIODS[:-1])} or {PERIODS[-1]}"
            yield ctx.problem(LENSES, index, "period", "lens-columns", message)


def lens_classes(ctx: Context) -> Iterator[Problem]:
    """A lens has classes: one ``unknown``, each of its own rank and name and of a style of the lens's kind."""
    classes = classes_by_lens(ctx)
    for index, lens in enumerate(ctx.dataset.lenses):
        ids = {row.class_id for _, row in classes.get(lens.lens_id, [])}
        if (UNKNOWN not in ids or len(ids) < 2) and not ctx.unreadable(CLASSES):
            message = f"add its classes to {CLASSES}.csv, one of them {UNKNOWN}"
            yield ctx.problem(LENSES, index, "lens_id", "lens-classes", message)
        ranks: dict[int, str] = {}
        labels: dict[str, str] = {}
        outlined = ""
        for at, row in classes.get(lens.lens_id, []):
            if row.label in labels:
                message = f"{quote(row.label)} is the name of {labels[row.label]} already: type another one"
                yield ctx.problem(CLASSES, at, "label", "lens-classes", message)
            labels.setdefault(row.label, row.class_id)
            if row.moving == "yes" and (row.class_id == UNKNOWN or outlined):
                message = f"type no: {outlined} is the one step outlined" if outlined else "type no: nothing is known"
                yield ctx.problem(CLASSES, at, "moving", "lens-classes", message)
            if row.moving == "yes" and lens.kind is LensKind.MEASURE:
                outlined = outlined or row.class_id
            if row.rank in ranks:
                message = f"{row.rank} is the rank of {ranks[row.rank]} already: type another number"
                yield ctx.problem(CLASSES, at, "rank", "lens-classes", message)
            ranks.setdefault(row.rank, row.class_id)
            due = (ClassStyle.UNKNOWN,) if row.class_id == UNKNOWN else STYLES[lens.kind]
            if row.style not in due:
                message = f"{quote(row.style)} does not fit this class of a {lens.kind}: type {' or '.join(due)}"
                yield ctx.problem(CLASSES, at, "style", "lens-classes", message)


def class_bounds(ctx: Context) -> Iterator[Problem]:
    """Bounds of a measure cover every number once, each class from its lower to below its upper; a policy has none."""
    if ctx.unreadable(CLASSES):
        return
    lenses = {row.lens_id: row for row in ctx.dataset.lenses}
    for lens_id, rows in classes_by_lens(ctx).items():
        lens = lenses.get(lens_id)
        if lens is None:
            continue
        numbered = [one for one in rows if lens.kind is LensKind.MEASURE and one[1].class_id != UNKNOWN]
        for index, row in rows:
            if (index, row) not in numbered and (row.lower is not None or row.upper is not None):
                message = "leave lower and upper empty: only the classes of a measure have bounds"
                yield ctx.problem(CLASSES, index, "lower", "class-bounds", message)
        yield from _meeting(ctx, numbered)


def _meeting(ctx: Context, rows: list[tuple[int, LensClassRow]]) -> Iterator[Problem]:
    """Problems with bounds that do not meet: gaps, overlaps, and ends that are not open."""
    below: LensClassRow | None = None
    for place, (index, row) in enumerate(rows, 1):
        due = below.upper if below else None
        if row.lower != due:
            where = f"type {due:g}, where {below.class_id} ends" if below and due is not None else "leave it empty"
            message = f"{where}: each number lies in one class"
            yield ctx.problem(CLASSES, index, "lower", "class-bounds", message)
        if (row.upper is None) != (place == len(rows)):
            message = "leave it empty in the highest class, and fill it in every other"
            yield ctx.problem(CLASSES, index, "upper", "class-bounds", message)
        elif row.upper is not None and row.lower is not None and row.upper <= row.lower:
            message = f"{row.upper:g} does not lie above lower {row.lower:g}: type a greater number"
            yield ctx.problem(CLASSES, index, "upper", "class-bounds", message)
        below = row


def series_editions(ctx: Context) -> Iterator[Problem]:
    """Measures alone have series; one replaces only an earlier edition of its own measure and basis."""
    lenses = {row.lens_id: row for row in ctx.dataset.lenses}
    rows = {row.series_id: row for row in ctx.dataset.series}
    counted = {row.lens_id for row in rows.values()}
    for index, lens in enumerate(ctx.dataset.lenses):
        if lens.kind is LensKind.MEASURE and lens.lens_id not in counted and not ctx.unreadable(SERIES):
            message = f"add a series of it to {SERIES}.csv: a figure belongs to an edition"
            yield ctx.problem(LENSES, index, "lens_id", "series-editions", message)
    for index, row in enumerate(ctx.dataset.series):
        measure = lenses.get(row.lens_id)
        if measure is not None and measure.kind is not LensKind.MEASURE:
            message = f"{row.lens_id} is a policy: type the id of a measure"
            yield ctx.problem(SERIES, index, "lens_id", "series-editions", message)
        if row.published_on > ctx.dataset.meta.as_of and ctx.dataset.meta.version:
            message = f"{row.published_on} lies after as_of {ctx.dataset.meta.as_of}"
            yield ctx.problem(SERIES, index, "published_on", "series-editions", message)
        earlier = rows.get(row.replaces_id or "")
        if earlier is None:
            continue
        if (earlier.lens_id, earlier.basis) != (row.lens_id, row.basis):
            message = f"{earlier.series_id} has another basis: leave it empty, figures of two bases are never joined"
            yield ctx.problem(SERIES, index, "replaces_id", "series-editions", message)
        if earlier.published_on >= row.published_on:
            message = f"{earlier.series_id} is not earlier than {row.published_on}: type an earlier edition"
            yield ctx.problem(SERIES, index, "replaces_id", "series-editions", message)


def covered_states(ctx: Context) -> Iterator[Problem]:
    """Every State has an observation under every lens, or a reason in ``not_read``, not both; areas may have one."""
    if ctx.unreadable("observations") or ctx.unreadable("countries") or ctx.unreadable("not_read"):
        return
    states = [row.iso3 for row in ctx.dataset.countries if row.kind is CountryKind.STATE]
    seen = {(row.lens_id, row.iso3) for row in ctx.dataset.observations}
    unread = {(row.lens_id, row.iso3) for row in ctx.dataset.not_read}
    told = seen | unread
    for index, lens in enumerate(ctx.dataset.lenses):
        missing = [iso3 for iso3 in states if (lens.lens_id, iso3) not in told]
        if missing and (lens.lens_id, None) not in unread:
            message = f"has no row of {', '.join(missing)}: add their observations, or a row in not_read.csv"
            yield ctx.problem(LENSES, index, "lens_id", "covered-states", message)
    for index, row in enumerate(ctx.dataset.not_read):
        if (row.lens_id, row.iso3) in seen:
            message = f"but {row.iso3} has observations under {row.lens_id}: remove this row"
            yield ctx.problem("not_read", index, "iso3", "covered-states", message)


RULES = (lens_columns, lens_classes, class_bounds, series_editions, covered_states)
