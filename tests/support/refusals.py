"""Every kind of refusal that an address or an upload can meet, with hostile examples of each. Holds no tests.

In Chromium the first example of a kind is tried; all of them, and thousands more by chance, where refusals are made.
"""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple
from urllib.parse import quote

from data.load import DATA_FOLDER

SCRIPTS = (
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    "[x](javascript:window.__pwned=1)",
    '"><svg onload=window.__pwned=1>',
    "javascript:window.__pwned=1",
    "{{7*7}}${7*7}",
    "../../../../etc/passwd",
)
SCRIPT, PICTURE, LINK, DRAWING, ADDRESS, FORMULA, CLIMB = SCRIPTS
UNSEEN = ("\x00", "\u202e\u2066", "\r\nSet-Cookie:a=b")


class Refusal(NamedTuple):
    """One kind of refusal of an address."""

    sentence: re.Pattern[str]
    """What the page says; no sentence of another kind fits."""
    queries: tuple[str, ...]
    """Addresses that meet it, as they stand after the question mark."""


def _kind(sentence: str, *queries: str | tuple[str, str]) -> Refusal:
    made = tuple(one if isinstance(one, str) else f"{quote(one[0])}={quote(one[1])}" for one in queries)
    return Refusal(re.compile(rf"^Ignored {sentence}\.$", re.DOTALL), made)


ADDRESSES = {
    "no parameter": _kind(
        ".*: not a parameter of this page",
        (f"<b onmouseover=window.__pwned=1>{SCRIPT}</b>", PICTURE),
        ("story", CLIMB),
        ("term", LINK),
        "%=%zz&%ff%fe=%c0%ae&==&;=1",
        "as_of[]=1&as_of[0]=2",
        "?".join("a" * 9) + "=1",
    ),
    "no version": _kind(r"v: version .* is not known here; read as version \d+", ("v", PICTURE), "v=0"),
    "given twice": _kind(r"\w+: given \d+ times", "&".join(f"instrument={quote(one)}" for one in SCRIPTS)),
    "too long": _kind(r"\w+: longer than 2000 characters", ("states", SCRIPT * 62), ("q", "A" * 2001)),
    "no treaty": _kind(
        "(instrument|compare_instrument): .* is not one of .*",
        ("instrument", SCRIPT),
        *(("instrument", one) for one in (*SCRIPTS, *UNSEEN)),
        ("compare_instrument", DRAWING),
    ),
    "no lens": _kind(
        "(lens|compare_lens|sort|in columns): .* is not one of .*",
        ("lens", SCRIPT),
        ("compare_lens", CLIMB),
        ("columns", SCRIPT),
        ("sort", CLIMB),
    ),
    "no grouping": _kind("grouping: .* is not one of .*", ("grouping", PICTURE)),
    "another lens than the treaty": _kind(
        r"(compare_)?instrument: .* differs from (compare_)?lens, .*",
        f"lens=conscription&instrument={quote(SCRIPT)}",
        "lens=spending&instrument=apmbc",
    ),
    "no series": _kind(r"series: .* is not a series of .*", ("series", PICTURE), "lens=spending&series=x"),
    "no condition": _kind(r"in where: .* is no condition: .*", ("where", SCRIPT), ("where", CLIMB)),
    "no lens of a condition": _kind("in where: .* is not a lens: .*", ("where", f"{FORMULA}:bound")),
    "no class of a condition": _kind("in where: .* is not a class of .*", ("where", f"apmbc:{DRAWING}")),
    "no written day": _kind(
        r"\w+: .* is not a day written YYYY-MM-DD",
        ("as_of", PICTURE),
        *(("as_of", one) for one in (*SCRIPTS, *UNSEEN, "0", "10000-01-01", "2025-W01-1", "-2025-01-01", "NaN")),
        "as_of=%c0%ae",
    ),
    "no day of the calendar": _kind(
        r"\w+: .* is not a day of the calendar", "from=2025-02-31", "as_of=2025-02-30", "to=0000-00-00"
    ),
    "outside the timeline": _kind(
        r"\w+: .* lies outside the timeline of .*", "compare_day=9999-12-31", "as_of=0001-01-01"
    ),
    "no State": _kind(
        r"(focus|in states): .* is not (the name or code of a State in the dataset.*|a State of the dataset)",
        ("focus", LINK),
        *(("states", one) for one in (*SCRIPTS, *UNSEEN, ",", "💣,ZZZ")),
    ),
    "no choice of a list": _kind(
        r"in (groups|topics|weapons|activities|confidence|grades|moved): .* is not one of .*",
        ("groups", DRAWING),
        *((key, one) for key in ("grades", "weapons", "confidence", "moved") for one in (SCRIPT, CLIMB)),
    ),
    "no kind of row": _kind(r"in kinds: .* is not a kind of act, event or announcement", ("kinds", SCRIPT)),
    "no yes": _kind(r"every_instrument: .* is not yes", ("every_instrument", FORMULA)),
    "long words": _kind(r"q: longer than 100 characters", ("q", SCRIPT * 4)),
    "words that cannot be shown": _kind(
        r"q: holds characters that cannot be shown", ("q", f"{UNSEEN[1]}{SCRIPT}"), "q=%00%0d%0aSet-Cookie:a=b"
    ),
    "a period that ends first": _kind(
        "from and to: the period would end before it starts", "from=2026-01-01&to=2020-01-01"
    ),
    "more than a dozen": _kind(r"\d+ more", "&".join(f"{quote(SCRIPT)}{number}=1" for number in range(14))),
}


# Uploads, by the rule that refuses them.

HEAD = "publisher_id,name,domain,grade,iso3,kind,note"
ACTS = (DATA_FOLDER / "treaty_actions.csv").read_text(encoding="utf-8").split("\n")
ACT_HEAD = ACTS[0]


def act(**cells: str) -> str:
    """A file with an act of its own, some cells put otherwise."""
    columns = ACT_HEAD.split(",")
    source = next(csv.reader([next(line for line in ACTS if line.startswith("apmbc-blr-"))]))
    row = dict(zip(columns, source, strict=True)) | {"action_id": "apmbc-blr-9"} | cells
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(row[column] for column in columns)
    return f"{ACT_HEAD}\n{out.getvalue()}"


def cycle() -> str:
    """Two announcements that replace each other."""
    text = (DATA_FOLDER / "announcements.csv").read_text(encoding="utf-8")
    head, *rows = list(csv.reader(io.StringIO(text, newline="")))
    one, two = list(rows[0]), list(rows[1])
    key, replaces = head.index("announcement_id"), head.index("replaces_id")
    one[key], two[key] = "own-one", "own-two"
    one[replaces], two[replaces] = "own-two", "own-one"
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, one, two])
    return out.getvalue()


DAYS = (
    "0", "1", "0000-00-00", "2025-02-31", "2025-02-30", "10000-01-01", "01.02.2025", "20251301", "-2025-01-01", "now",
)  # fmt: skip
NOTES = (
    *SCRIPTS[:3], "=1+1", "=cmd|' /C calc'!A0", "@SUM(A1)", ":material/home:", "$$x$$", "\u202eabc",
)  # fmt: skip
UPLOADS: dict[str, dict[str, bytes]] = {
    "cell": {
        "markup-id.csv": act(action_id="<b class=pwned>").encode(),
        **{f"day-{at}.csv": act(acted_on=day, effective_on=day).encode() for at, day in enumerate(DAYS)},
        "long-note.csv": act(note="x" * 2001).encode(),
        "bom.csv": b"\xef\xbb\xbf" + act(kind="joining").encode(),
        "crlf.csv": act(kind="joining").replace("\n", "\r\n").encode(),
        "cr.csv": act(kind="joining").replace("\n", "\r").encode(),
    },
    "known-ids": {
        **{f"text-{at}.csv": act(note=text, iso3="QQQ").encode() for at, text in enumerate(NOTES)},
        "no-source.csv": act(source_ids="nowhere").encode(),
        "no-treaty.csv": act(instrument_id="nowhere").encode(),
    },
    "encoding": {
        "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "replaced.csv": act(note="\ufffd").encode(),
        "surrogate.csv": act(note="\ud800").encode("utf-8", "surrogatepass"),
    },
    "header": {
        "<img class=pwned src=x onerror=window.__pwned=1>.csv": f"{SCRIPT},{PICTURE}\n{LINK},{DRAWING}\n".encode(),
        "nul.csv": act().replace(",", "\x00,").encode(),
        "no-header.csv": "\n".join(act().split("\n")[1:]).encode(),
        "double-column.csv": act().replace("note,", "kind,", 1).encode(),
        "missing-column.csv": act().replace("iso3,", "", 1).encode(),
        "empty.csv": b"",
        "line-end.csv": b"\n",
        "zip.csv": b"PK\x03\x04" + bytes(2000),
    },
    "csv": {
        "big-cell.csv": act(note="a" * 9_000_000).encode(),
        "big-day.csv": act(acted_on="2" * 2_000_000).encode(),
        "open-quote.csv": (act() + 'x,"').encode(),
    },
    "too-many": {"empty-rows.csv": (f"{ACT_HEAD}\n" + f"x{',' * ACT_HEAD.count(',')}\n" * 9_000).encode()},
    "row-length": {"short-row.csv": f"{HEAD}\nx,{SCRIPT}\n".encode()},
    "control-character": {"control.csv": act(note="a\x00b").encode()},
    "empty-file": {
        "header-alone.csv": f"{ACT_HEAD}\n".encode(),
        "blank-lines.csv": (ACT_HEAD + "\n" * 200_000).encode(),
    },
    "unique-ids": {
        "same-id.csv": act(action_id="apmbc-blr-1").encode(),
        "twice.csv": (act() + act().split("\n", 1)[1]).encode(),
    },
    "one-consent": {"again.csv": act().encode()},
    "not-before-opening": {"first-day.csv": act(acted_on="0001-01-01", effective_on="0001-01-01").encode()},
    "not-after-as-of": {"last-day.csv": act(acted_on="9999-12-31", effective_on="9999-12-31").encode()},
    "chains": {"cycle.csv": cycle().encode()},
    "objections": {"itself.csv": act(objects_to="apmbc-blr-9", kind="objection").encode()},
}
"""Rule → files that it refuses, by name."""
