"""Stories: sequences of days told in a few sentences each, with the facts they rest on."""

from __future__ import annotations

import streamlit as st

from dashboard.store.stories import story_store
from dashboard.ui import frame, state
from dashboard.views.article import article_html, present_link
from dashboard.views.markup import plain

frame.reading()
now = state.served_to_read()
book = story_store.current(now)
stories = {story.id: story for story in book.stories}
if book.problems:
    names = sorted({problem.file for problem in book.problems})
    st.warning(
        f"{len(names)} of the story files cannot be told: {plain(', '.join(names))}. The others are below. "
        "Mend the lines and the page recovers by itself."
    )
    frame.problem_list(book.problems)


def _pick_story() -> None:
    if st.session_state["story_pick"]:
        state.write_page_key("story", st.session_state["story_pick"])


if not stories:
    st.info("There is no story to tell: `data/stories/` holds no file that can be read.")
else:
    chosen = state.page_key("story", stories) or next(iter(stories))
    story = stories[chosen]
    side, main = st.columns([0.27, 0.73], gap="large")
    with side, st.container(key="no_print"):
        st.session_state["story_pick"] = chosen
        st.radio(
            "Story",
            list(stories),
            format_func=lambda key: f"{plain(stories[key].title)} ({len(stories[key].steps)} steps)",
            key="story_pick",
            on_change=_pick_story,
            label_visibility="collapsed",
        )
        st.html(present_link(story))
    with main:
        st.subheader(plain(story.title), anchor="story")
        st.html(article_html(now.index, story, state.theme()))
