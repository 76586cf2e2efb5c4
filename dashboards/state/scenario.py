"""A scenario in the address: the targets as submitted, and a `lock` for each region that gets another value. No widgets
here but the link."""

from __future__ import annotations

import math
from collections.abc import Iterable

import streamlit as st

from dashboards.state import links
from dashboards.state.context import Visit

RULE = "as_submitted"
MOST_CARRIED = 60  # values in one address


def carried_values() -> list[tuple[str, float]]:
    """The values an address carries, region by region; what cannot be read is left out."""
    pairs = (text.partition("=") for text in st.query_params.get_all("lock"))
    return [(region_id, value) for region_id, _, text in pairs if (value := _number(text)) is not None]


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def to_scenario(visit: Visit, label: str, values: Iterable[tuple[str, float]], parent: str, focus: str = "") -> None:
    """A link to the scenario in which these regions have these values and the others keep what they submitted."""
    locks = [f"{region_id}={value!r}" for region_id, value in dict(values).items()]
    if len(locks) <= MOST_CARRIED:
        links.to_page(visit, "compose", label, rule=RULE, region=parent, focus=focus or None, lock=locks)
