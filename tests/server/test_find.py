"""What the search field finds, as it is served."""

from __future__ import annotations

from asgi_client import ask
from starlette.applications import Starlette

from dashboard.server.routes import routes
from dashboard.store.dataset import shelf

APP = Starlette(routes=routes())
PATH = "/bundle/find.json"


def test_the_names_are_asked_about_and_not_sent_twice() -> None:
    first = ask(PATH, app=APP)
    assert (first.status, first.headers["cache-control"]) == (200, "no-cache")
    again = ask(PATH, headers={"If-None-Match": first.headers["etag"]}, app=APP)
    assert (again.status, again.body) == (304, b"")
    assert len(ask(PATH, headers={"Accept-Encoding": "gzip"}, app=APP).body) < 40_000


def test_every_state_treaty_and_happening_is_in_it() -> None:
    read = ask(PATH, app=APP).json()
    index = shelf.current().index
    assert {iso3: names[0] for iso3, names in read["states"].items()} == {
        iso3: row.name for iso3, row in index.countries.items()
    }
    lenses = [*index.instruments, *(row.lens_id for row in index.dataset.lenses)]
    assert [lens_id for lens_id, *_ in read["treaties"]] == lenses
    assert [bool(is_treaty) for *_, is_treaty in read["treaties"]] == [key in index.instruments for key in lenses]
    rows = (*index.dataset.policy_events, *index.dataset.announcements)
    assert len(read["happenings"]) == sum(row.restates_id is None for row in rows)
    days = [day for _, day, *_ in read["happenings"]]
    assert days == sorted(days, reverse=True)


def test_a_treaty_is_found_by_the_other_names_of_its_row() -> None:
    others = {treaty: names for treaty, _, names, _ in ask(PATH, app=APP).json()["treaties"]}
    assert {"Mine Ban Treaty", "Ottawa", "apmbc"} <= set(others["apmbc"])
    assert "International Criminal Court" in others["rome"]
    assert all(row.also_called for row in shelf.current().index.instruments.values())
