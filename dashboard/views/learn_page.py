"""The reading parts of the Learn page: glossary, both sides' reasons, three questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.browser.deck import fact_document
from dashboard.domain.glossary import Word, anchor
from dashboard.domain.index import Index
from dashboard.views.article import facts_html
from dashboard.views.markup import text
from data.story_schema import Reason, Side, Term, Why

SIDES: dict[Side, str] = {
    Side.LEAVING: "Reasons given for leaving",
    Side.OBJECTING: "Reasons given against leaving",
}


def word_count(reasons: Sequence[Reason], side: Side) -> int:
    """How many words one side is given, with the names of who spoke."""
    return sum(len(f"{reason.who} {reason.text}".split()) for reason in reasons if reason.side is side)


def _evidence(index: Index, fact_ids: Sequence[str]) -> str:
    facts = [fact_document(index, fact_id) for fact_id in fact_ids]
    cites = f"{len(facts)} fact{'' if len(facts) == 1 else 's'} and sources"
    return f"<details><summary>{cites}</summary>{facts_html(facts)}</details>" if facts else ""


def glossary_html(terms: Sequence[Term]) -> str:
    """Every word with its meaning, each under its anchor."""
    items = "".join(
        f'<div id="{text(anchor(Word(one.id)))}" tabindex="-1"><dt>{text(one.term)}</dt><dd>{text(one.text)}</dd></div>'
        for one in terms
    )
    return f'<div class="ess-learn wide"><dl>{items}</dl></div>'


def reasons_html(index: Index, reasons: Sequence[Reason]) -> str:
    """Both sides beside each other, each sentence with who said it and the facts that support it."""
    columns = []
    for side, title in SIDES.items():
        items = "".join(
            f'<li><span class="who">{text(one.who)}.</span> {text(one.text)}{_evidence(index, one.facts)}</li>'
            for one in reasons
            if one.side is side
        )
        columns.append(f'<section data-side="{side.value}"><h4>{text(title)}</h4><ul>{items}</ul></section>')
    return f'<div class="ess-learn wide"><div class="sides">{"".join(columns)}</div></div>'


def why_html(index: Index, why: Why, table: str = "") -> str:
    """One question with its answer; ``table`` is finished HTML below it."""
    return (
        f'<section class="ess-learn" id="why-{text(why.id)}"><h3>{text(why.question)}</h3>'
        f"<p>{text(why.text)}</p>{table}{_evidence(index, why.facts)}</section>"
    )


def mercator_table(names: Mapping[str, str], factors: Mapping[str, float], measure: str) -> str:
    """How many times too large each State would look beside the one that measures."""
    rows = "".join(f"<tr><td>{text(names[iso3])}</td><td>{value:.1f}</td></tr>" for iso3, value in factors.items())
    head = f"<th>State</th><th>times too large beside {text(names[measure])}</th>"
    return f'<table class="mercator"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
