"""What changed between two views, as a table whose rows choose their State."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.domain.compare import Difference, Stretch
from dashboard.domain.days import say_day
from dashboard.domain.headline import headline
from dashboard.domain.index import Index
from dashboard.domain.terms import Standing
from dashboard.domain.timeline import Change
from dashboard.domain.wording import spoken_names
from dashboard.look.palette import Theme
from dashboard.views.markup import class_of, go, label_of, patterns, swatch, text
from dashboard.views.matrix import column_head

PREFIX = "w-"


def _standing(standing: Standing, theme: Theme) -> str:
    return f"{swatch(class_of(standing), theme, PREFIX, contested=standing.contested)}{text(label_of(standing))}"


def differences_html(index: Index, differing: Sequence[Difference], theme: Theme, left: str, right: str) -> str:
    """One row for each State that differs; ``left`` and ``right`` head the two columns."""
    if not differing:
        return '<p class="empty">No State differs between the two.</p>'
    ordered = sorted(differing, key=lambda one: index.countries[one.iso3].name.casefold())
    rows = "".join(
        f'<tr data-state="{one.iso3}"><th scope="row"><button type="button" {go(focus=one.iso3)} '
        f'data-key="{one.iso3}">{text(index.countries[one.iso3].name)}</button></th>'
        f'<td data-class="{class_of(one.left)}">{_standing(one.left, theme)}</td><td data-class="{class_of(one.right)}'
        f'">{_standing(one.right, theme)}</td></tr>'
        for one in ordered
    )
    heads = "".join(f'<th scope="col">{text(head)}</th>' for head in ("State", left, right))
    return (
        f'{patterns(theme, PREFIX)}<table role="grid"><caption class="spoken">What differs</caption><thead><tr>{heads}'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def steps_html(index: Index, instrument: str, steps: Sequence[Change]) -> str:
    """Every step in between, in the words of the headline; each chooses its day."""
    names, term = spoken_names(index.dataset.countries), index.instruments[instrument].exit_term
    items = "".join(
        f'<li><button type="button" class="row" {go(as_of=step.on.isoformat(), instrument=instrument)}>'
        f"{text(headline(step, names, term))}</button></li>"
        for step in steps
    )
    return f"<ol class='steps'>{items}</ol>" if items else '<p class="empty">Nothing moved in between.</p>'


def stretches_html(index: Index, stretches: Sequence[Stretch], theme: Theme) -> str:
    """What own rows change on the map: State, treaty, days, before and after; each chooses its first day."""
    if not stretches:
        return '<p class="empty">No status on the map changes: these rows add evidence only.</p>'
    rows = "".join(
        '<tr><th scope="row"><button type="button" '
        f"{go(focus=one.iso3, instrument=one.instrument, as_of=one.start.isoformat(), page='map')}>"
        f"{text(index.countries[one.iso3].name)}</button></th><td>{text(column_head(index, one.instrument))}</td>"
        f"<td>{text('from the first day' if one.start.year == 1 else say_day(one.start))}"
        f"{' to ' + text(say_day(one.end)) if one.end else ' onwards'}</td>"
        f"<td>{_standing(one.before, theme)}</td><td>{_standing(one.after, theme)}</td></tr>"
        for one in stretches
    )
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("State", "Treaty", "Days", "In the dataset", "With your rows")
    )
    return f"{patterns(theme, PREFIX)}<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
