"""One cell of the matrix opened: what holds, and the acts and steps it rests on, each with its sources."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.domain.days import day_number, say_day
from dashboard.domain.index import Index
from dashboard.domain.status import reading
from dashboard.domain.terms import Standing
from dashboard.look.palette import Theme
from dashboard.tables.facts import act_fact, step_fact
from dashboard.views.event_card import GRADE_MEANINGS, sources_html
from dashboard.views.markup import class_of, go, grade_chip, label_of, patterns, swatch, text, yours


def acts_of(index: Index, instrument: str, iso3: str) -> list[dict[str, Any]]:
    """Acts and marked steps of a State under an instrument, oldest first, undated last."""
    facts = [act_fact(index, row) for row in index.actions_of(instrument, iso3)]
    facts += [step_fact(index, row) for row in index.steps_of(instrument, iso3)]
    return sorted(facts, key=lambda fact: (fact["on"] is None, fact["on"] or 0, fact["id"]))


def cell_html(index: Index, instrument: str, iso3: str | None, day: dt.date, theme: Theme) -> str:
    """The opened cell; a hint where no State is chosen."""
    if iso3 is None or iso3 not in index.countries:
        return '<p class="empty">Choose a cell to see the acts it rests on.</p>'
    now = reading(index, instrument, iso3, day)
    standing = Standing(now.status, now.stage, now.contested)
    since = f" since {say_day(now.since)}" if now.since else ""
    coming = f"<p>Next settled change: {text(say_day(now.next.on))}.</p>" if now.next else ""
    facts = acts_of(index, instrument, iso3)
    items = "".join(_fact(fact, later=fact["on"] is not None and fact["on"] > day_number(day)) for fact in facts)
    said = f"<ol>{items}</ol>" if items else '<p class="empty">No act on record.</p>'
    return (
        f'{patterns(theme, "o-")}<article class="evidence" data-state="{text(iso3)}"><header><h2>'
        f"{text(index.countries[iso3].name)}</h2></header>"
        f"<p>{text(index.instruments[instrument].short_title)}</p>"
        f'<p class="now">{swatch(class_of(standing), theme, "o-", contested=standing.contested)}<b>'
        f"{text(label_of(standing))}</b>{text(since)}</p>"
        f"{coming}{said}"
        f'<p class="states"><button type="button" {go(page="dossier")}>Open the dossier</button> '
        f'<button type="button" {go(page="map")}>See it on the map</button></p></article>'
    )


def _fact(fact: dict[str, Any], *, later: bool) -> str:
    after = " <small>(after the day shown)</small>" if later else ""
    notes = "".join(f"<p>{text(note)}</p>" for note in fact["notes"])
    return (
        f"<li{' class=later' if later else ''}><time>{text(fact['when'] or 'no day')}</time>{after} "
        f"{grade_chip(fact['grade'], GRADE_MEANINGS)}{yours(fact['yours'])}"
        f"<p>{text(fact['what'])}</p><details><summary>Sources ({len(fact['sources'])}), "
        f"{text(fact['confidence'])}</summary>{notes}{sources_html(fact['sources'])}</details></li>"
    )
