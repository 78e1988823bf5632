"""Addresses as they arrive: with what mail and social sites leave at their ends, mended where they cannot be read."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import Final

from dashboard.domain.address_bar import SCHEMA, from_query
from dashboard.domain.days import say_day
from dashboard.domain.selection import Selection
from dashboard.domain.vocabulary import Vocabulary
from data.days import MONTHS, parse_day
from data.problems import quote

DAYS: Final = {"as_of": True, "compare_day": True, "from": False, "to": False}
"""Parameters that hold a day, and whether the timeline bounds it."""
FREE_TEXT: Final = frozenset({"q"})
TRACKING: Final = re.compile(
    r"utm_.*|(?:fb|g|d|gb|wb|tt|tw|y|ya)clid|msclkid|gbraid|wbraid|gclsrc|gad_.*|mc_[ce]id|igshid|igsh|_ga|_gl|_ke|_hs.*|"
    r"hsctatracking|mkt_tok|li_fat_id|srsltid|epik|s_cid|s_kwcid|ml_subscriber.*|vero_.*|oly_.*|pk_.*|mtm_.*|matomo_.*|"
    r"piwik_.*|ref_src|ref_url|cmpid|ncid|wt_mc|wickedid|twclid|rdt_cid|sc_cid|__s|_openstat|spm|trk.*|"
    r"ref|mibextid|fb_.*|__cft__.*|__tn__|__twitter_impression|at_.*|xtor|"
    r"_branch_.*|guccounter|guce_.*|hss_channel|sfmc_.*|usqp|dm_i|elq.*|itm_.*|stm_.*|ss_.*|irclickid|sscid|sms_.*|"
    r"sr_share|sharedid|cx_.*|_bta_.*|ck_subscriber_id|gs_lcrp|ved|usg",
    re.IGNORECASE,
)
"""Names by which others follow a reader; they say nothing of the view."""
DEBRIS: Final = frozenset({"gt", "gt;", "lt;", "quot", "quot;", "nbsp;", "#39;", "apos;"})
"""What is left as a name where a mail program ended an address with an entity."""
_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"
_END = (
    rf"(?:[\s.,;:!?)\]}}>\"'`»“”’…*\\|/_~–—。、，）」》{_UNSEEN}]|(?:&|%26)(?:amp|gt|lt|quot|nbsp|apos|#39)|"
    r"%(?:25)*(?:2e|29|2c|22|3e|3b|3a|21|3f|5d|7d|27|20|0a|0d|09|a0|2a|2f|5c|5f|60|7c|7e)|%(?:25)*c2%(?:25)*(?:a0|ad|bb)|"
    r"%(?:25)*e2%(?:25)*80%(?:25)*(?:8b|8c|8d|8e|8f|93|94|99|9c|9d|a6)|%(?:25)*ef%(?:25)*bb%(?:25)*bf)+"
)
_ENDS: Final = re.compile(rf"^[\s<(\[\"'`«“„_*（「《{_UNSEEN}]+|{_END}$", re.IGNORECASE)
_YEAR_FIRST: Final = re.compile(r"(?<!\d)(\d{4})(?:\D?(\d{1,2})(?:\D?(\d{1,2}))?)?(?!\d)", re.ASCII)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})\D{1,3}(\d{1,2})\D{1,3}(\d{4})(?!\d)", re.ASCII)
_MONTH: Final = re.compile(rf"\b({'|'.join(name[:3] for name in MONTHS)})[a-z]*\.?", re.IGNORECASE)
_MONTH_BEFORE: Final = re.compile(rf"({_MONTH.pattern})\D{{1,3}}(\d{{1,2}})(?!\d)", re.IGNORECASE | re.ASCII)


def is_tracking(key: str) -> bool:
    """Whether this parameter is one by which others follow a reader, or debris of a mail program."""
    return key in DEBRIS or TRACKING.fullmatch(key.removeprefix("amp;")) is not None


def trimmed(text: str) -> str:
    """The text without punctuation and closing marks around it, encoded or not."""
    return _ENDS.sub("", text)


def mended(params: Mapping[str, object]) -> dict[str, object]:
    """The same parameters without tracking, with plain names and trimmed values."""
    known = {param.key for param in SCHEMA} | {"v"}
    kept: dict[str, object] = {}
    for key, value in params.items():
        if is_tracking(key):
            continue
        plain = key.removeprefix("amp;")
        name = plain if plain in known and plain not in params else key
        kept[name] = value if name in FREE_TEXT else _trimmed(value)
    return kept


def _trimmed(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_trimmed(one) for one in value]
    return trimmed(value) if isinstance(value, str) else value


def nearest_day(text: str, first: dt.date, last: dt.date) -> dt.date | None:
    """The day between ``first`` and ``last`` nearest to what was written; ``None`` where no year can be read.

    A month or year alone means its last day. Months may be English words, and stand before the day where only that
    can be.
    """
    text = _MONTH.sub(_number_of_month, _MONTH_BEFORE.sub(r"\3 \1", text))
    if found := _YEAR_LAST.search(text):
        day, month, year = (int(part) for part in found.groups())
        if month > len(MONTHS) >= day:
            day, month = month, day
    elif found := _YEAR_FIRST.search(text):
        year, month, day = int(found[1]), int(found[2] or 12), int(found[3] or 31)
    else:
        return None
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    month = min(max(month, 1), 12)
    day = min(max(day, 1), calendar.monthrange(year, month)[1])
    return min(max(dt.date(year, month, day), first), last)


def _number_of_month(found: re.Match[str]) -> str:
    named = found[1].title()
    return str(next(number for number, name in enumerate(MONTHS, 1) if name.startswith(named)))


def with_nearest_days(
    params: Mapping[str, object], selection: Selection, refused: list[str], words: Vocabulary
) -> dict[str, object]:
    """The parameters with the nearest day in place of each that ``refused`` names."""
    bounds = words.extents.get(selection.lens_id, (dt.date.min, dt.date.max))
    changed = dict(params)
    for key, on_timeline in DAYS.items():
        if not any(sentence.startswith(f"Ignored {key}:") for sentence in refused):
            continue
        near = nearest_day(_one(params.get(key)), *(bounds if on_timeline else (dt.date.min, dt.date.max)))
        if near is not None:
            changed[key] = near.isoformat()
    return changed


def _one(value: object) -> str:
    """The value as a reader wrote it; of a parameter given more than once all, the first one first."""
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def read_link(params: Mapping[str, object], words: Vocabulary) -> tuple[Selection, list[str]]:
    """The selection a page's address asks for, and a sentence for each thing in it that could not be used.

    As ``from_query``, but tracking and what mail left behind pass in silence, and a day that cannot be read gives
    way to the nearest one, with a question in place of the sentence.
    """
    selection, ignored = from_query(params, words)
    if not ignored:
        return selection, ignored
    params = mended(params)
    selection, ignored = from_query(params, words)
    nearer = with_nearest_days(params, selection, ignored, words)
    if not any(sentence.startswith(tuple(f"Ignored {key}:" for key in DAYS)) for sentence in ignored):
        return selection, ignored
    shown, rest = from_query(nearer, words)
    questions = [
        _question(key, _one(params[key]), parse_day(str(nearer[key])), shown.record)
        for key in DAYS
        if key in params and nearer[key] != params[key]
    ]
    if any(sentence.startswith("Ignored as_of:") for sentence in rest):
        questions.append("Which day do you mean? The address names none that can be read; the latest is shown.")
    return shown, questions + rest


def _question(key: str, written: str, near: dt.date, edition: str) -> str:
    try:
        asked = parse_day(written)
    except ValueError:
        of = {"as_of": "", "compare_day": " to compare with", "from": " the period begins", "to": " the period ends"}[
            key
        ]
        return f"Is {say_day(near)} the day{of} that you mean? {quote(written)} is not one; the nearest is shown."
    who, bound = f"Edition {edition}" if edition else "The record", "up to" if asked > near else "from"
    return f"{who} describes days {bound} {say_day(near)}: that day is shown, not {say_day(asked)}."
