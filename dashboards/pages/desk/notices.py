"""What the desk tells one person after a click: it outlives what others do, and ends with this person's next click."""

from __future__ import annotations

import streamlit as st

from dashboards.components.markup import el, put

TOLD, SHOWN = "desk_told", "desk_told_shown"


def tell(text: str) -> None:
    """Say it when the page is drawn next."""
    st.session_state[TOLD] = text


def show() -> None:
    """What was told since the last click, once."""
    say_now(st.session_state.pop(TOLD, ""))


def say_now(text: str) -> None:
    """Say it in the run that is under way."""
    st.session_state[SHOWN] = text
    if text:
        put(el("p", text, class_="notice", role="status"))


def carry() -> None:
    """The page is about to be drawn again because of somebody else: what is being read stays."""
    if text := st.session_state.get(SHOWN):
        st.session_state[TOLD] = text
