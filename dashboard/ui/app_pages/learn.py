"""Learn: how a State joins and leaves a treaty, the words, both sides' reasons, three questions of the map, how to
cite."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dashboard.domain.addresses import MAP
from dashboard.domain.days import say_day
from dashboard.domain.glossary import Word, term_url
from dashboard.domain.notice import entry_period, exit_period
from dashboard.server.public_address import absolute
from dashboard.store.learn import learn_store
from dashboard.store.shapes import GeometryProblem, shapes
from dashboard.tables.citations import dataset_bibtex, dataset_csl
from dashboard.ui import frame, state
from dashboard.ui.mount import mount
from dashboard.ui.registry import BY_NAME
from dashboard.views.learn_page import SIDES, glossary_html, mercator_table, reasons_html, why_html, word_count
from dashboard.views.learn_strip import strip_html
from dashboard.views.markup import plain
from dashboard.views.mercator import MEASURE, inflation, relative_inflation
from data.fields import Answer
from data.periods import exit_may_be_later
from data.treaty_schema import CONSENTS, ActionKind, Instrument

LEAVES, JOINS = "leaves", "joins"
FAR = dt.date(2100, 12, 31)

frame.reading()
now = state.served_to_read()
index = now.index
learn = learn_store.current(now)
mount("learn", key="learn_anchor")


def strip() -> None:
    """Choose a treaty and a day of deposit, and see what follows from them."""
    st.header("How a State leaves, and how it joins", anchor="strip")
    one, two, three = st.columns([0.42, 0.29, 0.29])
    titles = {key: row.short_title for key, row in index.instruments.items()}
    chosen = one.selectbox("Treaty", list(titles), format_func=titles.__getitem__, key="learn_treaty")
    instrument = index.instruments[chosen]
    way = two.radio("A State", [LEAVES, JOINS], key="learn_way", horizontal=True)
    first = instrument.in_force_on if way == LEAVES and instrument.in_force_on else instrument.opened_on
    key = f"learn_day_{chosen}_{way}"
    deposited = three.date_input(
        "deposits its paper on",
        max(first, _example(chosen, way)),
        min_value=first,
        max_value=FAR,
        format="YYYY-MM-DD",
        key=key,
    )
    leaves = exit_period(instrument, deposited) if instrument.in_force_on else None
    run = leaves if way == LEAVES else entry_period(instrument, deposited)
    if run is None:
        st.info(_no_day(instrument, way))
        return
    earliest = way == LEAVES and exit_may_be_later(instrument)
    st.html(strip_html(run, state.theme(), joins=way == JOINS, approximate=earliest))
    _in_words(instrument, way)


def _no_day(instrument: Instrument, way: str) -> str:
    """Why no day follows from a deposit."""
    if way == LEAVES and instrument.in_force_on is None:
        return "This treaty is not in force: it binds nobody who could leave it."
    if way == LEAVES and instrument.exit_clause is Answer.NO:
        return f"This treaty has no clause on leaving. {plain(instrument.notice_condition)}"
    if way == LEAVES:
        return f"Our record holds no notice period of this treaty. {plain(instrument.notice_condition)}"
    if instrument.in_force_on is None:
        return f"This treaty is not in force, so that a deposit has no effect yet: {plain(instrument.entry_note)}."
    return f"Our record holds no rule from which the day of a later party follows: {plain(instrument.entry_note)}."


def _example(instrument_id: str, way: str) -> dt.date:
    """The last such deposit on record, else the last day of the record."""
    kinds = {ActionKind.WITHDRAWAL} if way == LEAVES else CONSENTS
    days = [
        row.acted_on
        for row in index.actions_by_instrument.get(instrument_id, ())
        if row.kind in kinds and row.acted_on is not None
    ]
    return max(days, default=index.dataset.meta.as_of)


def _in_words(instrument: Instrument, way: str) -> None:
    word = Word.WITHDRAWAL if instrument.exit_term == "withdrawal" else Word.DENUNCIATION
    if way == JOINS:
        st.markdown(
            f"The rule of this treaty: {plain(instrument.entry_note)}. Until then the State is a "
            f"[contracting State]({term_url(Word.CONTRACTING_STATE)}), from then on a "
            f"[State Party]({term_url(Word.STATE_PARTY)})."
        )
        return
    st.markdown(
        f"**{plain(instrument.exit_article)}, [{instrument.exit_term}]({term_url(word)}).** "
        f"{plain(instrument.notice_condition)} "
        f"While the [notice period]({term_url(Word.NOTICE_PERIOD)}) runs, the State is still a "
        f"[State Party]({term_url(Word.STATE_PARTY)}) and does all that the treaty asks."
    )


def questions() -> None:
    """Three things that look odd until they are explained."""
    st.header("Three questions", anchor="questions")
    names = {row.iso3: row.name for row in index.dataset.countries}
    for why in learn.whys:
        table = ""
        if why.id == "mercator":
            try:
                factors = relative_inflation(inflation(shapes()))
            except (GeometryProblem, KeyError):
                factors = {}
            table = mercator_table(names, factors, MEASURE)
        st.html(why_html(index, why, table))


def how_to_cite() -> None:
    """The edition, and its citation as text, BibTeX and CSL."""
    meta = index.dataset.meta
    home = meta.homepage or absolute(MAP) or ""
    st.header("How to cite", anchor="cite")
    st.markdown(
        f"This is edition **{plain(meta.version)}**, as of {say_day(meta.as_of)}. Name the edition and the day that "
        "your map shows: every file and every answer of the API names both. The citation of a view with its "
        "address, and its sources for your reference manager, stand among what you can take along from it."
    )
    for title, text in (
        ("Text", meta.citation),
        ("BibTeX", dataset_bibtex(meta, home)),
        ("CSL JSON", dataset_csl(meta, home)),
    ):
        st.caption(title)
        st.code(text.strip(), language=None, wrap_lines=True)


if learn.problems:
    st.warning("Some texts of this page are broken and left out.")
    frame.problem_list(learn.problems)
st.markdown(
    "A treaty binds a State from one day to another. This page shows how such days come about, what the words mean, "
    "and what those who leave and those who object say."
)
strip()
st.header("Both sides", anchor="sides")
counts = " · ".join(f"{title.lower()}: {word_count(learn.reasons, side)} words" for side, title in SIDES.items())
st.caption(f"What was said of the exits, each side as our record tells it, with equal room ({counts}).")
st.html(reasons_html(index, learn.reasons))
questions()
how_to_cite()
st.header("Glossary", anchor="glossary")
st.html(glossary_html(learn.terms))
st.caption(
    f"In our own words, not a legal definition. Data as of {say_day(index.dataset.meta.as_of)}. "
    f"What this record had wrong stands under [Corrections]({BY_NAME['corrections'].address})."
)
