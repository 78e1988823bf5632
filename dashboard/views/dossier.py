"""The dossier of one State: every treaty on one time axis, its acts, its announcements, its borders and memberships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.domain.announcements import Programme, slip_text
from dashboard.domain.days import day_number, say_day
from dashboard.domain.index import Index
from dashboard.domain.status import reading, status_as_of
from dashboard.domain.windows import WEAPON_LABELS, stage_text, window_text
from dashboard.look.palette import Theme
from dashboard.tables.facts import announcement_fact, sources_of
from dashboard.views.cell import acts_of
from dashboard.views.event_card import GRADE_MEANINGS, sources_html
from dashboard.views.markup import class_of, grade_chip, label_of, swatch, text, yours
from dashboard.views.matrix import column_head
from dashboard.views.strips import BEND, PREFIX, Histories, strips
from data.schema import Country, CountryKind


def dossier_html(
    index: Index, histories: Histories, lanes: Sequence[Programme], iso3: str, day: dt.date, theme: Theme
) -> str:
    """Everything on record about one State, as known on ``day``. ``lanes`` are its announcements known that day."""
    country = index.countries[iso3]
    cited: dict[str, None] = {}
    parts = [
        _head(index, country, day, cited),
        f"<h3>Status under every treaty</h3><figure>{strips(index, histories, iso3, day, theme)}<figcaption>"
        f"From {BEND.year} on, the axis is drawn wider. Blue line: the day shown.</figcaption></figure>",
        _now(index, histories, iso3, day, theme),
        _acts(index, iso3, day, cited),
        _announcements(index, lanes, cited),
        _sources(index, cited),
    ]
    return f'<article data-state="{text(iso3)}">{"".join(parts)}</article>'


def _head(index: Index, country: Country, day: dt.date, cited: dict[str, None]) -> str:
    cited.update(dict.fromkeys(country.source_ids))
    kind = (
        ""
        if country.kind is CountryKind.STATE
        else "<p>An area without treaty status of its own; shown, not counted among States.</p>"
    )
    rows = [
        ("Capital", country.capital),
        ("NATO", _membership(country.nato_since, None)),
        ("European Union", _membership(country.eu_since, country.eu_until)),
        ("Council of Europe", _membership(country.coe_since, country.coe_until)),
        ("Region", ", ".join(region.value.capitalize() for region in country.regions)),
        ("Land border with Russia", _border(country.borders_russia, country.land_border_russia_km)),
        ("Land border with Belarus", _border(country.borders_belarus, country.land_border_belarus_km)),
    ]
    body = "".join(f"<p><b>{name}</b>: {text(said)}</p>" for name, said in rows if said)
    bordering = country.land_border_russia_km is not None or country.land_border_belarus_km is not None
    sources = sources_html(sources_of(index, country.source_ids)) if bordering or country.note else ""
    note = f"<p><small>{text(country.note)}</small></p>" if country.note else ""
    official = f"{text(country.official_name)} · " if country.official_name != country.name else ""
    return (
        f"<header><h2>{text(country.name)}</h2><p>{official}dossier as known on "
        f"{text(say_day(day))} · dataset {text(index.dataset.meta.version)}</p></header>"
        f'{kind}<div class="lead">{body}</div>{note}{sources}'
    )


def _membership(since: dt.date | None, until: dt.date | None) -> str:
    if since is None:
        return "not a member on record"
    return f"{say_day(since)} to {say_day(until - dt.timedelta(days=1))}" if until else f"since {say_day(since)}"


def _border(shared: str, km: float | None) -> str:
    return "none" if shared == "no" else f"{km:,.0f} km" if km is not None else "length not on record"


def _now(index: Index, histories: Histories, iso3: str, day: dt.date, theme: Theme) -> str:
    rows = []
    for instrument, of_states in histories.items():
        now = status_as_of(of_states[iso3], day)
        first = reading(index, instrument, iso3, day).since
        since = "" if first is None else say_day(first)
        rows.append(
            f'<tr><th scope="row">{text(index.instruments[instrument].short_title)}</th>'
            '<td><span class="cell">'
            f"{swatch(class_of(now.standing), theme, PREFIX, contested=now.standing.contested)}"
            f"{text(label_of(now.standing))}</span></td><td>{text(since)}</td></tr>"
        )
    return (
        f"<h3>On {text(say_day(day))}</h3><div class='scroller'><table class='now'><thead><tr><th scope='col'>"
        "Treaty</th><th scope='col'>Status</th>"
        f"<th scope='col'>Since</th></tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _acts(index: Index, iso3: str, day: dt.date, cited: dict[str, None]) -> str:
    rows = []
    for instrument in index.instruments:
        facts: list[dict[str, Any]] = acts_of(index, instrument, iso3)
        for fact in facts:
            later = fact["on"] is not None and fact["on"] > day_number(day)
            cited.update(dict.fromkeys(source["id"] for source in fact["sources"]))
            rows.append(
                f"<tr{' class=later' if later else ''}><td><time>{text(fact['when'] or 'no day')}</time>"
                f"{' (later)' if later else ''}</td>"
                f"<td>{text(column_head(index, instrument))}</td><td>{text(fact['what'])}{yours(fact['yours'])}</td>"
                f"<td>{grade_chip(fact['grade'], GRADE_MEANINGS)}</td><td>{_marks(fact, cited)}</td></tr>"
            )
    if not rows:
        return "<h3>Dated acts and steps</h3><p class='empty'>No act on record.</p>"
    return (
        f"<h3>Dated acts and steps ({len(rows)})</h3><div class='scroller'><table><thead><tr><th scope='col'>Day"
        "</th><th scope='col'>Treaty</th>"
        "<th scope='col'>Act</th><th scope='col'>Grade</th><th scope='col'>Source</th></tr></thead><tbody>"
        f"{''.join(rows)}</tbody></table></div>"
    )


def _marks(fact: dict[str, Any], cited: dict[str, None]) -> str:
    """Numbers of the sources in the list at the end."""
    places = list(cited)
    return ", ".join(f"{places.index(source['id']) + 1}" for source in fact["sources"])


def _announcements(index: Index, lanes: Sequence[Programme], cited: dict[str, None]) -> str:
    if not lanes:
        return (
            "<h3>Announced production, purchase and laying</h3><p class='empty'>No announcement known on that day.</p>"
        )
    rows = []
    for lane in lanes:
        moved = {slip.to_id: slip_text(slip) for slip in lane.slips}
        totals = {slip.to_id: slip_text(slip) for slip in lane.totals}
        for row in (*lane.heads, *lane.superseded):
            fact = announcement_fact(index, row)
            cited.update(dict.fromkeys(row.source_ids))
            head = row in lane.heads
            slipped = moved.get(row.announcement_id, "")
            if head and totals.get(row.announcement_id, slipped) != slipped:
                slipped += f"; in all {totals[row.announcement_id]}"
            rows.append(
                f"<tr{'' if head else ' class=later'}><td><time>{text(fact['when'])}</time></td><td>"
                f"{text(row.programme)}<br><small>{text(WEAPON_LABELS[row.weapon][1])}, {row.activity.value}"
                "</small></td>"
                f"<td>{text(row.start_as_stated)}{yours(fact['yours'])}<br><small>{text(row.announced_by)}, "
                f"{text(row.announced_by_role)}</small></td><td>{text(window_text(row))}</td>"
                f"<td>{text(slipped)}</td><td>{'current' if head else 'replaced'}, "
                f"{text(stage_text(row))}</td>"
                f"<td>{grade_chip(fact['grade'], GRADE_MEANINGS)}</td><td>{_marks(fact, cited)}</td></tr>"
            )
    heads = "".join(
        f"<th scope='col'>{head}</th>"
        for head in ("Said on", "Programme", "As stated", "Window", "Moved", "Version", "Grade", "Source")
    )
    return (
        f"<h3>Announced production, purchase and laying ({len(rows)})</h3><div class='scroller'><table class='said'>"
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _sources(index: Index, cited: Mapping[str, None]) -> str:
    found = sources_of(index, tuple(cited))
    listed = (
        sources_html(found).replace("<li>", '<li><span class="number"></span>')
        if found
        else "<p class='empty'>None.</p>"
    )
    return (
        f"<h3>Sources ({len(found)})</h3>{listed}<p><small>{text(index.dataset.meta.citation)} "
        f"{text(index.dataset.meta.boundary_note)}</small></p>"
    )
