"""A fold whose contents are worked out when somebody opens it. Nothing else of the page is drawn anew then."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboards.services import viewer
from dashboards.state.context import Visit

IS_OPEN = False  # as a page is first shown


@st.fragment
def fold(visit: Visit, label: str, key: str, draw: Callable[[], object]) -> None:
    """Place a closed fold; whoever opens it after their grants have changed gets the whole page anew."""
    opened = st.expander(label, key=key, on_change="rerun", expanded=IS_OPEN)
    if not opened.open:
        return
    if viewer.now().scope != visit.scope:
        st.rerun()
    with opened:
        draw()
