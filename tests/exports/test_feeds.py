"""The feeds, read by parsers of another make and held against the record and the letter of their formats."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import replace

import feedparser
import pytest
from icalendar import Calendar
from lxml import etree
from whole_record import whole_index

from dashboard.domain.groups import Group
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import Selection
from dashboard.domain.windows import window_of
from dashboard.exports.calendar_feed import calendar_feed
from dashboard.exports.feeds import NEWEST, atom_feed, releases
from dashboard.exports.opml import feeds_of, opml
from dashboard.store.dataset import shelf
from dashboard.tables.rows import rows_of
from data.load import DATA_FOLDER
from data.source_schema import Grade

INDEX = whole_index()
META = INDEX.dataset.meta
LOG = (DATA_FOLDER / "CHANGELOG.md").read_text(encoding="utf-8")
EVERY = Selection(every_instrument=True)
BALTIC = replace(EVERY, groups=frozenset({Group.BALTIC}))
ATOM = "{http://www.w3.org/2005/Atom}"


def atom(selection: Selection = EVERY, *, stages: bool = False) -> bytes:
    return atom_feed(INDEX, selection, LOG, stages=stages)


def events(selection: Selection = EVERY) -> dict[str, dict[str, object]]:
    """Fact id to first day, last day and title of its entry."""
    found = {}
    for one in Calendar.from_ical(calendar_feed(INDEX, selection)).walk("VEVENT"):
        start, end = one.decoded("dtstart"), one.decoded("dtend")
        key = str(one["description"]).rsplit("Id: ", 1)[1]
        found[key] = {
            "first": start,
            "last": end - dt.timedelta(days=1),
            "title": str(one["summary"]),
            "status": str(one["status"]),
        }
    return found


@pytest.mark.parametrize("selection", [EVERY, BALTIC, Selection(), replace(EVERY, text="zzzz")])
def test_atom_read_by_feedparser_equals_the_list(selection: Selection) -> None:
    read = feedparser.parse(atom(selection))
    assert not read.bozo
    assert read.version == "atom10"
    rows = [row for row in rows_of(INDEX, selection).rows if row.on is not None][:NEWEST]
    facts = [one for one in read.entries if one.tags[0].term not in ("release", "correction")]
    assert {one.content[0].value.rsplit("Id: ", 1)[1] for one in facts} == {row.id for row in rows}
    assert len(facts) == len(rows)
    days = {one.content[0].value.rsplit("Id: ", 1)[1]: one.updated[:10] for one in facts}
    assert days == {row.id: row.known_on.isoformat() for row in rows}
    kept = [one for one in read.entries if one.tags[0].term == "release"]
    assert [one.title for one in kept] == [f"Dataset {one.title}" for one in releases(LOG)]
    assert kept


def test_atom_keeps_to_rfc_4287() -> None:
    root = etree.fromstring(atom())
    for one in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
        assert uuid.UUID(one.findtext(f"{ATOM}id").removeprefix("urn:uuid:"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+00:00", one.findtext(f"{ATOM}updated"))
        alternate = [link for link in one.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        assert len(alternate) <= 1
        assert alternate or one.find(f"{ATOM}content") is not None or one is root
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [one.findtext(f"{ATOM}id") for one in root.iter() if one.find(f"{ATOM}id") is not None]
    assert len(set(ids)) == len(ids)
    stamps = [one.findtext(f"{ATOM}updated") for one in root.findall(f"{ATOM}entry")]
    assert stamps == sorted(stamps, reverse=True)
    assert root.findtext(f"{ATOM}updated") == max(stamps)


def test_an_open_ended_feed_stays_open_ended() -> None:
    read = feedparser.parse(atom(BALTIC))
    own = next(link.href for link in read.feed.links if link.rel == "self")
    assert own == "/feeds/changes.atom?v=1&groups=baltic&every_instrument=yes"


def test_every_entry_names_its_sources() -> None:
    rows = {row.id: row for row in rows_of(INDEX, EVERY).rows}
    for one in feedparser.parse(atom()).entries:
        if one.tags[0].term not in ("release", "correction"):
            row = rows[one.content[0].value.rsplit("Id: ", 1)[1]]
            assert all(INDEX.sources[key].url in one.content[0].value for key in row.sources)


def test_each_correction_is_an_entry_of_its_edition() -> None:
    found = [one for one in feedparser.parse(atom()).entries if one.tags[0].term == "correction"]
    assert len(found) == len(INDEX.dataset.corrections)
    told = next(one for one in found if one.content[0].value.endswith("Id: fi-2025-04-04-insta"))
    assert told.title == "Correction: Finnish firm Insta says it is interested in making mines"
    assert told.updated.startswith("2026-10-02")
    assert "Headline said: Finnish firm Insta says it would like to make mines" in told.content[0].value
    assert not [one for one in feedparser.parse(atom(stages=True)).entries if one.tags[0].term == "correction"]


def test_the_edits_of_an_edition_are_one_entry_with_what_was_said() -> None:
    index = shelf.current().index
    read = feedparser.parse(atom_feed(index, Selection(), LOG))
    (entry,) = [one for one in read.entries if one.tags[0].term == "edit"]
    assert entry.title == f"Edition 1.1.0: {len(index.edits)} rows changed"
    assert entry.updated.startswith(index.dataset.meta.as_of.isoformat())
    said = "fi-2025-04-04-insta. Changed in 1.1.0: headline was “Finnish firm Insta says it would like to make mines”"
    assert said in entry.content[0].value
    stages = feedparser.parse(atom_feed(index, Selection(), LOG, stages=True))
    assert not [one for one in stages.entries if one.tags[0].term == "edit"]


def test_releases_are_the_dated_sections() -> None:
    log = "# Log\n\n## 2.0.0, 2027-01-02\n\ntext\n\n### part\n\n## undated\n"
    found = releases(f"{log}## 1.0.0, as of 2026-13-01\n\nx\n## 2026-05-31: first\nend")
    assert [(one.on, one.title) for one in found] == [
        (dt.date(2027, 1, 2), "2.0.0, 2027-01-02"),
        (dt.date(2026, 5, 31), "2026-05-31: first"),
    ]
    assert found[1].text == "end"
    assert releases("") == ()


def test_calendar_read_again_equals_the_record() -> None:
    found = events()
    since = META.as_of - dt.timedelta(days=365)
    effects = {
        row.action_id: row.effective_on
        for row in INDEX.dataset.treaty_actions
        if row.effective_on is not None and row.acted_on is not None and row.effective_on >= since
        if row.action_id not in INDEX.revoked_by
    }
    assert {key: one["first"] for key, one in found.items() if key in INDEX.actions} == effects
    assert {found[f"apmbc-{iso3}-2"]["first"] for iso3 in ("est", "lva")} == {dt.date(2025, 12, 27)}
    for key, one in found.items():
        if key in INDEX.announcements:
            window = window_of(INDEX.announcements[key])
            assert window is not None
            last = window.latest or window.earliest
            assert (one["first"], one["last"]) == (last if window.start_unknown else window.earliest, last)
            assert one["last"] >= since
    replaced = {row.replaces_id for row in INDEX.dataset.announcements if INDEX.grade_of(row) in "ABC"}
    assert not replaced & set(found)


def test_a_range_is_a_span_and_its_end_lies_after_it() -> None:
    one = Calendar.from_ical(calendar_feed(INDEX, EVERY))
    raw = [event for event in one.walk("VEVENT") if "in the course of 2028" in event["summary"]]
    assert raw
    assert (raw[0].decoded("dtstart"), raw[0].decoded("dtend")) == (dt.date(2028, 1, 1), dt.date(2029, 1, 1))


@pytest.mark.parametrize(
    "selection", [EVERY, BALTIC, replace(EVERY, grades=frozenset(Grade)), replace(EVERY, text="x")]
)
def test_calendar_keeps_to_rfc_5545(selection: Selection) -> None:
    body = calendar_feed(INDEX, selection)
    assert body.endswith(b"\r\n")
    lines = body.split(b"\r\n")[:-1]
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert all(0 < len(line) <= 75 for line in lines)
    unfolded = body.decode().replace("\r\n ", "").split("\r\n")
    assert all(re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:.*", line) for line in unfolded if line)
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT")
    for name in ("UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE"):
        assert sum(line.startswith(f"{name}:") for line in unfolded) == unfolded.count("BEGIN:VEVENT")
    uids = [line for line in unfolded if line.startswith("UID:")]
    assert len(set(uids)) == len(uids)
    assert all(line == f"DTSTAMP:{META.as_of:%Y%m%d}T000000Z" for line in unfolded if line.startswith("DTSTAMP"))


def test_feeds_follow_states_and_instrument() -> None:
    concerned = {key: getattr(INDEX.facts[key], "iso3", "") for key in events()}
    assert set(events(BALTIC)) == {key for key, iso3 in concerned.items() if iso3 in ("EST", "LVA", "LTU")}
    ottawa = events(Selection())
    assert all(
        "apmbc"
        in (INDEX.announcements[key].instrument_ids if key in INDEX.announcements else INDEX.actions[key].instrument_id)
        for key in ottawa
    )
    assert 0 < len(ottawa) < len(events())


def test_same_data_same_bytes_and_uids_outlive_the_day() -> None:
    assert atom() == atom()
    assert calendar_feed(INDEX, EVERY) == calendar_feed(INDEX, EVERY)

    def uids(selection: Selection) -> dict[str, str]:
        read = Calendar.from_ical(calendar_feed(INDEX, selection)).walk("VEVENT")
        return {str(one["description"]).rsplit("Id: ", 1)[1]: str(one["uid"]) for one in read}

    earlier, now = uids(replace(EVERY, as_of=dt.date(2026, 1, 1))), uids(EVERY)
    both = set(earlier) & set(now)
    assert both
    assert all(earlier[key] == now[key] for key in both)


def test_a_calendar_as_of_an_earlier_day_knows_no_more_than_was_known() -> None:
    found = events(replace(EVERY, as_of=dt.date(2025, 7, 12)))
    assert "apmbc-pol-3" not in found
    assert found["apmbc-fin-2"]["first"] == dt.date(2026, 1, 10)
    assert found["apmbc-fin-2"]["status"] == "CONFIRMED"
    assert found["fi-p-2025-07-autto"]["status"] == "TENTATIVE"


def test_a_notice_taken_back_is_due_until_then() -> None:
    before = events(replace(EVERY, as_of=dt.date(2026, 5, 28)))
    assert before["rome-hun-3"]["first"] == dt.date(2026, 6, 2)
    assert "rome-hun-3" not in events(replace(EVERY, as_of=dt.date(2026, 5, 29)))


CONSCRIPTION = Selection(lens="conscription")


def test_a_policy_has_its_classes_in_feed_and_calendar() -> None:
    read = feedparser.parse(atom(CONSCRIPTION))
    told = {one.content[0].value.rsplit("Id: ", 1)[1]: one for one in read.entries if one.tags[0].term != "release"}
    assert {INDEX.observations[key].lens_id for key in told if key in INDEX.observations} == {"conscription"}
    sweden = next(row for row in INDEX.observations_of("conscription", "SWE") if row.from_on == dt.date(2018, 1, 1))
    assert told[sweden.observation_id].title.startswith("Sweden, Conscription: selective draft")
    assert "conscription" in {tag.term for tag in told[sweden.observation_id].tags}
    shown = events(replace(CONSCRIPTION, as_of=dt.date(2023, 6, 1)))
    latvia = next(entry for entry in shown.values() if entry["title"] == "Latvia, Conscription: selective draft")
    assert latvia["first"] == dt.date(2024, 1, 1)  # settled by the law of April 2023


def test_a_measure_has_its_figures_in_the_feed_and_no_days_in_the_calendar() -> None:
    chosen = Selection(lens="spending", series="nato-core-2026", as_of=META.as_of)
    rows = [row for row in rows_of(INDEX, chosen).rows if row.id in INDEX.observations]
    assert {INDEX.observations[row.id].series_id for row in rows} == {"nato-core-2026"}
    assert all("core defence" in row.headline and "published 7 July 2026" in row.headline for row in rows)
    assert events(chosen) == {}


def test_no_class_or_figure_stands_among_the_facts_of_treaties() -> None:
    assert not {row.id for row in rows_of(INDEX, EVERY).rows} & set(INDEX.observations)


def test_the_end_of_a_treaty_stands_in_the_calendar_once_it_is_settled() -> None:
    of_treaty = Selection(instrument="new-start")
    assert events(replace(of_treaty, as_of=dt.date(2022, 1, 1)))["new-start-expiry"]["first"] == dt.date(2026, 2, 5)
    assert "new-start-expiry" not in events(replace(of_treaty, as_of=dt.date(2021, 1, 1)))


def test_a_feed_of_stages_holds_the_facts_alone_on_which_classes_rest() -> None:
    selection = Selection(instrument="apmbc")
    read = feedparser.parse(atom_feed(INDEX, selection, LOG, stages=True, own="https://example.org/x?a=1&b=2"))
    ids = {one.content[0].value.rsplit("Id: ", 1)[1] for one in read.entries}
    acts = {row.action_id for row in INDEX.actions_by_instrument["apmbc"]}
    assert ids
    assert ids < acts
    assert [link.href for link in read.feed.links if link.rel == "self"] == ["https://example.org/x?a=1&b=2"]


def test_the_list_of_feeds_names_each_lens_and_state_once() -> None:
    found = list(feeds_of(INDEX))
    outlines = etree.fromstring(opml(INDEX, found)).findall(".//outline[@xmlUrl]")
    assert [(one.get("text"), one.get("xmlUrl")) for one in outlines] == found
    assert len(dict(found)) == len(found) == 2 + len(lenses_of(INDEX)) + len(INDEX.countries)
