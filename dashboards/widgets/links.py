"""Links between pages that keep what is selected."""

from __future__ import annotations

import streamlit as st

from dashboards.widgets import places
from dashboards.widgets.pickers import link_parameters
from dashboards.widgets.visit import Visit


def to_page(visit: Visit, page: str, label: str, **changed: str | int | None) -> None:
    """A link to a page with the selection of this one, changed where asked; nothing when there is no such page."""
    if page in places.there_are():
        st.page_link(places.page_file(page), label=label, query_params=link_parameters(visit, **changed))


def go(visit: Visit, page: str, **changed: str | int | None) -> None:
    """Open a page at once, after a row was opened."""
    st.switch_page(places.page_file(page), query_params=link_parameters(visit, **changed))
