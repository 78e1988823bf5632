"""The reading parts of the Learn page: glossary, both sides' reasons, three questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.domain.glossary import Word, anchor
from dashboard.domain.index import Index
from dashboard.domain.wording import join_names, sort_by_name, spoken_names
from dashboard.tables.facts import fact_document
from dashboard.views.templates import render
from data.story_schema import Reason, Side, Term, Why

SIDES: dict[Side, str] = {
    Side.LEAVING: "Reasons given for leaving",
    Side.OBJECTING: "Reasons given against leaving",
}
EARLIER: dict[Side, str] = {Side.EARLIER: "What the State itself thought before"}


def word_count(reasons: Sequence[Reason], side: Side) -> int:
    """How many words one side is given, with the names of who spoke."""
    return sum(len(f"{reason.who} {reason.text}".split()) for reason in reasons if reason.side is side)


def glossary_html(terms: Sequence[Term]) -> str:
    """Every word with its meaning, each under its anchor."""
    return render("glossary.html", terms=[(term, anchor(Word(term.id))) for term in terms])


def reasons_html(index: Index, reasons: Sequence[Reason]) -> str:
    """Both sides beside each other, then the same by State, with what the State itself thought before.

    Each sentence stands with who said it, of which States and treaty, and the facts that support it.
    """
    names = spoken_names(index.dataset.countries)
    entries = [(reason, _subject(index, reason, names), _facts(index, reason.facts)) for reason in reasons]

    def of_side(side: Side, iso3: str = "") -> list[Any]:
        return [entry for entry in entries if entry[0].side is side and (not iso3 or iso3 in entry[0].iso3s)]

    concerned = {iso3 for reason in reasons for iso3 in reason.iso3s if iso3 in index.countries}
    states = [
        (
            iso3,
            index.countries[iso3].name,
            [(side, title, said) for side, title in (SIDES | EARLIER).items() if (said := of_side(side, iso3))],
        )
        for iso3 in sort_by_name(concerned, names)
    ]
    sides = [(side, title, of_side(side)) for side, title in SIDES.items()]
    return render("reasons.html", sides=sides, states=states, version=index.dataset.meta.version)


def _subject(index: Index, reason: Reason, names: Mapping[str, str]) -> str:
    """ "Of Estonia and Latvia, Ottawa Convention." """
    states = join_names([names.get(iso3, iso3) for iso3 in sort_by_name(reason.iso3s, names)])
    return f"Of {states}; {index.instruments[reason.instrument].short_title}."


def why_html(index: Index, why: Why, table: str = "") -> str:
    """One question with its answer; ``table`` is a finished page of ours below it, such as ``mercator_table``."""
    return render("why.html", why=why, facts=_facts(index, why.facts), table=table, version=index.dataset.meta.version)


def mercator_table(names: Mapping[str, str], factors: Mapping[str, float], measure: str) -> str:
    """How many times too large each State would look beside the one that measures; a sentence where none is known."""
    rows = [(names[iso3], factor) for iso3, factor in factors.items()]
    return render("mercator.html", factors=rows, measure=names[measure])


def _facts(index: Index, fact_ids: Sequence[str]) -> list[dict[str, Any]]:
    return [fact_document(index, fact_id) for fact_id in fact_ids]
