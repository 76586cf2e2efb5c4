"""Links between pages that keep what is selected.

A link to the very page one is on writes the URL itself: the framework's page link would leave the address as it was.
"""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dashboards.components.pickers import link_parameters
from dashboards.state import routes
from dashboards.state.context import Visit


def to_page(visit: Visit, page: str, label: str, **changed: str | int | list[str] | None) -> None:
    """A link to a page with the selection of this one, changed where asked; nothing when there is no such page."""
    if page not in routes.there_are():
        return
    parameters = link_parameters(visit, **changed)
    if page == visit.page:
        key = "link_" + "_".join(f"{name}_{text}" for name, text in parameters.items())
        st.button(label, key=key, type="tertiary", on_click=write, kwargs={"parameters": parameters})
    else:
        pairs = [
            (key, each) for key, text in parameters.items() for each in ([text] if isinstance(text, str) else text)
        ]
        st.page_link(routes.page_file(page), label=label, query_params=pairs)


def address(visit: Visit, page: str, **changed: str | int | None) -> str:
    """The address of a page with the selection of this one, changed where asked; relative, for pages are siblings."""
    path = "" if page == "overview" else routes.ADDRESSES[page]
    return f"./{path}?{urlencode(link_parameters(visit, **changed), doseq=True)}"


def here(**changed: str) -> str:
    """The address of this very page with all that its URL says, changed where asked."""
    kept = {key: st.query_params.get_all(key) for key in st.query_params} | changed
    return "?" + urlencode(kept, doseq=True)


def write(parameters: dict[str, str | list[str]]) -> None:
    """Put a selection into the URL; Back undoes it."""
    st.query_params.update(parameters)
