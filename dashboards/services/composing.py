"""Sets of targets for the compose page, drawn up from the current edition and kept in memory; nothing is written."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboards.queries import Ask
from pipelines.analysis.tables.composed_set import DrawnSet, Request, draw_up
from pipelines.analysis.tables.composition import Composition, composition


def known_composition(
    ask: Ask, edition_name: str, round_id: str, indicator_code: str, parent_region_id: str
) -> Composition:
    """What the edition knows of one round, indicator and parent; raises CompositionError where there is nothing."""
    return _kept_composition(lambda: composition(ask, round_id, indicator_code, parent_region_id),
                  edition_name, round_id, indicator_code, parent_region_id)  # fmt: skip


@st.cache_resource(show_spinner=False, max_entries=60)
def _kept_composition(_ask: Callable[[], Composition], *key: str) -> Composition:
    return _ask()


def drawn_set(found: Composition, request: Request, edition_name: str) -> DrawnSet:
    """One set as somebody asks for it; the arithmetic takes a millisecond, so it is not kept."""
    return draw_up(found, request, edition_name)
