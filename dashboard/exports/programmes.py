"""Which programmes of announced production a view shows."""

from __future__ import annotations

from dashboard.domain.announcements import Programme, programmes_as_of
from dashboard.domain.selection import DEFAULT_GRADES
from dashboard.exports.view import View


def programmes_of(view: View) -> tuple[Programme, ...]:
    """Programmes known on the view's day, by State name; with the reader's filters where the view has any."""
    chosen = view.selection
    return programmes_as_of(
        view.index,
        view.day,
        weapons=chosen.weapons if chosen else (),
        activities=chosen.activities if chosen else (),
        states=view.iso3s,
        instrument_id=view.lens.id,
        grades=chosen.grades if chosen else DEFAULT_GRADES,
    )
