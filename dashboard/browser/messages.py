"""The words that the browser's modules show, by the part that shows them: their one table.

A part is handed its own section when it is mounted; ``UI`` travels with every bundle. ``{names}`` are filled in by the
browser; where a count decides, ``one`` and ``many`` stand beside each other.
"""

from __future__ import annotations

from typing import Any, Final

from dashboard.tables.facts import NOTES
from dashboard.tables.provenance import WEAK

Texts = dict[str, Any]

UI: Final[Texts] = {
    "contested": "{label}, contested",
    "figure": "{label}: {figure}",
    "contested_name": "{name} (contested)",
    "named": "{name}: {label}",
    "of_states": {"one": "of {n} State", "many": "of {n} States"},
    "map": "Map of Europe: the class of each State. Arrow keys move between States, Enter opens one.",
    "map_of_page": "Map of Europe: the class of each State. Arrow keys move between States, Enter opens one, "
    "Escape leaves.",
    "beside": "States beside the map",
    "no_shapes": "The shapes of the map could not be read. Timeline, cards and lists still work.",
    "tip_since": "{label}, since {day}",
    "tip_open": "{label}, since before the record",
    "tip_next": "Next: {day}, {text}",
    "tip_announced": "Announced {day}: {name}, {window}",
    "whole": "Whole of Europe",
    "zoom_in": "Zoom in",
    "zoom_out": "Zoom out",
    "wheel_hint": "Ctrl + wheel zooms the map",
    "wheel_hint_apple": "⌘ + wheel zooms the map",
    "fingers_hint": "Two fingers move the map",
    "word": "What is “{word}”?",
    "word_link": "What is “{word}”? Opens the glossary",
}
"""Whatever shows a map says these."""

FIRST_PICTURE: Final[Texts] = {
    "loading": "The live map is loading…",
    "failed": "The live map did not load: this is its picture. Load the page again once the server answers.",
    "no_script": "The live map needs JavaScript. Without it:",
    "slides": "the record as slides in words",
    "file": "this view as one file",
    "api": "its rows as data",
}
"""What stands in the page's first bytes says these."""

CLOCK: Final[Texts] = {
    "no_answer": "The record could not be loaded: the server does not answer. Trying again…",
}

HEADLINE: Final[Texts] = {
    "loading": "Loading the record…",
    "not_here": "The record is not here yet",
    "spoken": "{day}: {summary}. {headline}.",
}

LEGEND: Final[Texts] = {
    "title": "Status on the day. Choose a class to light its States; arrow keys lead along the line.",
    "of_these": "of these:",
    "all": "all classes",
    "record": "Data as of {day}; {checked}.",
    "published": "Figures published {day}.",
    "published_later": "Figures published {day}, known later than the day shown.",
}

SIDE: Final[Texts] = {
    "last": "What happened last",
    "earlier": "Earlier changes",
    "plan": "{name}, {window}",
    "more": {"one": " +{n} more", "many": " +{n} more"},
    "teaser": "Announced next: {state}: {plan}",
    "teaser_none": "Announced next: {text}",
    "teaser_due": "Next, {day}: {text}",
    "teaser_back": "{text}: {day}",
    "nothing_fixed": "Law has fixed no later change.",
    "nothing_planned": "Nothing with a date was announced.",
    "last_figures": "Go to the last figures",
}

REPORT: Final[Texts] = {
    "open": "Report an error",
    "wrong": "What is wrong, and what should it say?",
    "source": "Which source says so? (address, or title and day)",
    "name": "Your name, if you wish (published if accepted)",
    "subject": "Error report: {about} (dataset {edition})",
    "body": "About: {about}\nDataset: {edition}\nPage: {page}\n\nWhat is wrong:\n{wrong}\n\nSource:\n{source}\n",
    "off": "This server takes no reports: the text goes nowhere by itself. Copy it and send it to whoever runs it.",
    "mail": "This opens a mail in your own program, to {address}. Nothing is sent before you send it.",
    "tracker": "This opens a new issue at {host}, filled in. Nothing is published before you do it there.",
    "inbox": "The report goes to the editors of this record, who check it by hand. No address is kept.",
    "do_off": "Copy the text",
    "do_mail": "Write the mail",
    "do_tracker": "Open the issue",
    "do_inbox": "Send the report",
    "copied": "Copied. It goes nowhere by itself: paste it into your message.",
    "selected": "The text is selected below: copy it with Ctrl + C, or ⌘ C.",
    "ready": "Text of the report",
    "sending": "Sending…",
    "sent": "Thank you. The editors will check it; a mended fact stands under Corrections.",
    "refused": "Not taken: {reason}.",
    "lost": "The server does not answer. Your text stays here; copy it or try again.",
    "empty": "Say what is wrong first.",
    "close": "Close",
}
"""The form for an error report; how it leaves the page is the operator's choice."""

CARD: Final[Texts] = {
    "empty": "Choose a State on the map, in the search field or with the arrow keys "
    "to see its acts, its announcements and their sources.",
    "loading": "Loading the facts…",
    "lost": "The facts could not be loaded. The map still works; try again when the server is back.",
    "close": "Close the card",
    "since": " since {day}",
    "history": "History: {text}",
    "history_from": "from {day} {label}",
    "counted": "{label} ({n})",
    "since_open": " since before the record",
    "still_bound": "Still bound by",
    "also_bound": "Also bound by",
    "bound_since": "since {day}",
    "bound_compare": "compare",
    "not_bound": "On this day no other treaty of the record binds it.",
    "announcements": "Announced",
    "why": "Why",
    "leaving": "Its reasons",
    "objecting": "Its critics",
    "earlier": "What the State itself thought before",
    "no_reasons": "None on record.",
    "more_said": {"one": "{n} more of what was said", "many": "{n} more of what was said"},
    "all_sources": "Sources",
    "later": {"one": "{n} known only after the day shown", "many": "{n} known only after the day shown"},
    "known_later": "after the day shown",
    "replaced": "since replaced",
    "fewer": {"one": "Hide what was known only later", "many": "Hide what was known only later"},
    "deposit": "deposit",
    "announcement": "announcement",
    "notes": NOTES,
    "sources": "Sources ({n})",
    "archived": "archived copy",
    "seen": " · seen {day}",
    "yours": "yours",
    "slide": "Slide",
    "dossier": "Dossier",
    "cite": "Cite",
    "cite_text": "{name}, {treaty}: {label} on {day}. European Security Shifts, dataset {version}. {address}",
    "cite_copied": "copied",
    "cite_ready": "Citation, ready to copy",
    "report": REPORT,
}

PICKER: Final[Texts] = {
    "label": "Treaty, policy or measure",
    "list": "Treaties, policies and measures by group",
    "none": "No treaty, policy or measure holds these words.",
}

FIND: Final[Texts] = {
    "label": "Find a State",
    "placeholder": "State, treaty, event",
    "found": "What fits",
    "count": {"one": "{n} fits", "many": "{n} fit"},
    "none": "No State has that name.",
    "near": " Did you mean {names}?",
    "lost": "The names could not be loaded. Try again when the server answers.",
    "treaty": "treaty",
    "other": "policy or measure",
    "page": "page",
}

TAKE_AWAY: Final[Texts] = {
    "making": "Making “{name}” …",
    "made": "“{name}” is in your downloads.",
    "too_many": {
        "one": "This server makes only so many files a minute. Try again in {n} second.",
        "many": "This server makes only so many files a minute. Try again in {n} seconds.",
    },
    "busy": {
        "one": "Other files are being made. Try again in {n} second.",
        "many": "Other files are being made. Try again in {n} seconds.",
    },
    "refused": "“{name}” could not be made: {reason}.",
    "lost": "The server does not answer. Try again when it does.",
    "copied": "Copied.",
    "selected": "The text is selected: copy it with Ctrl + C, or ⌘ C.",
    "preview_lost": "The preview could not be drawn now. The files below can still be made.",
}

HEADER: Final[Texts] = {
    "away": "No answer from the server. The map works on; the rest comes back with it.",
    "no_cookie": "No file can be sent without this page's one cookie: allow it in the browser, then load again.",
}

VISITS: Final[Texts] = {
    "blocked": "This browser keeps nothing for this page, so it cannot tell what is new to you.",
    "first": "This browser remembers no earlier visit of yours. From your next one on, what is new stands here.",
    "same": "Your last visit was on {day}. Nothing in the record has changed since: edition {edition}, as of {as_of}.",
    "touched": (
        "Your last visit was on {day}. The edition is the same, {edition}, as of {now_as_of}; some of its files were "
        "touched since."
    ),
    "newer": (
        "Your last visit was on {day}, to edition {edition} as of {as_of}. The record is now edition {now}, as of "
        "{now_as_of}."
    ),
    "kept": "Kept in this browser alone.",
    "show_edition": "What changed since edition {edition}",
    "show_day": "What happened since {day}",
}

SHORTCUTS: Final[Texts] = {
    "title": "Shortcuts",
    "close": "Close",
    "key_list": [
        ["← →", "previous and next change"],
        ["Shift ← →", "a month back and on"],
        ["↑ ↓", "a day on and back (timeline focused)"],
        ["Home, End", "first and last day"],
        ["Space", "play and pause"],
        ["F or /", "find a State, treaty or event"],
        ["M", "compare two days"],
        ["P", "present from here"],
        ["H", "this help"],
        ["Esc", "close the card, leave the map"],
        ["Tab, then arrows", "enter the map, move between neighbouring States; Enter opens the card; + and − zoom"],
        ["0", "the whole of Europe"],
        ["Ctrl or ⌘ + wheel, two fingers", "zoom the map"],
    ],
}

TIMELINE: Final[Texts] = {
    "slider": "As-of day",
    "go_to_day": "Go to day",
    "day_title": "Type another day",
    "record_ends": "record ends {day}",
    "whole": "the whole record, also what came later",
    "mark": "{day}: {text}",
    "more_marks": {"one": ", and {n} more", "many": ", and {n} more"},
    "later": "after the day shown",
    "both": "{unread}; {ends}",
    "buttons": "Move in time",
    "settings": {"label": "Settings of the timeline", "title": "Range, speed, spacing, first and last day"},
    "first": {"label": "First day", "title": "First day (Home)"},
    "previous": {"label": "Previous change", "title": "Previous change (←)"},
    "play": {"label": "Play", "title": "Play the last run of movement (Space)"},
    "pause": {"label": "Pause", "title": "Pause (Space)"},
    "next": {"label": "Next change", "title": "Next change (→)"},
    "last": {"label": "Last day", "title": "Last day of what was announced (End)"},
    "today": {"label": "Latest day", "title": "Go to the last day of our record"},
    "speed": {"label": "Speed", "options": {"slow": "slow", "normal": "normal", "fast": "fast"}},
    "spacing": {"label": "Spacing", "options": {"events": "by event", "calendar": "by calendar"}},
    "range": {
        "label": "Range",
        "options": {"2025-01-01": "since 2025", "2022-01-01": "since 2022", "all": "all"},
    },
}

COMPARE: Final[Texts] = {
    "left": "Map, first view. Arrow keys move the map, plus and minus zoom, Tab walks the States.",
    "right": "Map, second view. Arrow keys move the map, plus and minus zoom, Tab walks the States.",
    "beside": "Outside the frame, listed below: {names}.",
    "colours": "Colours: the second view. Pale: the same in both.",
    "lost": "The maps could not be drawn: {reason}",
}

SHEET: Final[Texts] = {"table": "Table", "report": REPORT}

PRESENTATION: Final[Texts] = {
    "ignored": "What the address asked for and could not have",
    "no_maps": "The maps could not be loaded. The words and sources are all here.",
    "map": "Map of Europe, {treaty}, {day}",
    "step": "Step {step} of {steps}. {day}: {headline}",
    "claim": "The claim",
    "quote": "“{claim}”",
    "verdict": "Our record: {verdict}",
    "later": "Later: {text}",
    "weak": WEAK,
    "origin": {"one": "Sources: {sources} · {n} fact, key S", "many": "Sources: {sources} · {n} facts, key S"},
    "now": "Now: {day} · {treaty}",
    "before": "Before: {day} · {treaty}",
    "no_step_before": "No earlier step to compare with",
    "steps": "Steps",
    "previous": "Previous step",
    "next": "Next step",
    "sources": "Sources",
    "compare": "Compare",
    "leave": "Leave",
    "close": "Close",
    "sheet": "Sources and keys",
    "rests_on": "This step rests on",
    "later_rests_on": "What happened later rests on",
    "more_in_record": "and {n} more in the record",
    "no_day": "no day on record",
    "keys": "Keys",
    "key_list": [
        ["PageDown, →, Space", "next step"],
        ["PageUp, ←", "previous step"],
        ["Home, End", "first and last step"],
        ["B or .", "blank the screen, and back"],
        ["M", "compare with the step before"],
        ["S", "facts and sources of this step"],
        ["D", "dark room"],
        ["F", "full screen"],
        ["Esc", "close, then leave"],
    ],
}

SINGLE_FILE: Final[Texts] = {
    "record": "{treaty}. Data as of {day} (dataset {version}); {checked}.",
    "sources": "Sources of this treaty's record",
    "facts": {"one": " ({n} fact)", "many": " ({n} facts)"},
    "previous": "◂ Previous step",
    "next": "Next step ▸",
    "step": "{step} of {steps}",
    "rests_on": {"one": "Rests on {n} fact of the record", "many": "Rests on {n} facts of the record"},
    "fact": "{text} [{id}] ",
    "graded_fact": "{text} [{id}, grade {grade}] ",
}

TEXTS: Final[dict[str, Texts]] = {
    "card": CARD,
    "clock": CLOCK,
    "compare": COMPARE,
    "header": {"find": FIND, "shortcuts": SHORTCUTS} | HEADER,
    "headline": HEADLINE,
    "legend": LEGEND,
    "picker": PICKER,
    "reports": {"report": REPORT},
    "sheet": SHEET,
    "side": SIDE | {"card": CARD},
    "take_away": TAKE_AWAY,
    "timeline": TIMELINE,
    "visits": VISITS,
}
"""Part that a page mounts → its texts; a part without any has none."""
