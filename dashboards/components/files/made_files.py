"""Files that the `selaras` command makes when somebody asks: first a button, then the file; a failure is one
sentence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboards.components.files.downloads import WORKBOOK_TYPE
from dashboards.services.selaras_cli import Outcome
from dashboards.state.context import Visit


def made_file(
    visit: Visit,
    key: str,
    make: Callable[[], Outcome],
    *,
    ask: str,
    download: str,
    is_primary: bool = False,
    kind: str = WORKBOOK_TYPE,
) -> None:
    """Make a file at the press of a button and keep it for this visit; `ask` and `download` are wording keys."""
    say, memory = visit.say, f"made_{key}"
    made: Outcome | None = st.session_state.get(memory)
    if made is None and st.button(say(ask), key=f"make_{key}"):
        with st.spinner(say("command.running")):
            made = st.session_state[memory] = make()
    if made is None:
        return
    if made.content is None:
        del st.session_state[memory]
        fault(visit, made)
        return
    st.download_button(
        say(download),
        made.content,
        made.file_name,
        kind,
        key=f"download_{key}",
        on_click="ignore",
        type="primary" if is_primary else "secondary",
    )


def fault(visit: Visit, outcome: Outcome) -> None:
    """Say why a command made nothing: our sentence, and the command's own, as plain text."""
    with st.container(key="fault", border=True):
        st.text(visit.say(outcome.fault or "command.nothing"))
        if outcome.sentence:
            st.text(outcome.sentence)
