"""What a word on the screen means, said where the word stands: meaning, formula in words, and how far its statistics
reach. Texts come from the catalogues and the edition, never from a submitted file."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboards.i18n import sentences
from dashboards.queries import Ask, definitions, freshness
from dashboards.services.memory import Memory
from dashboards.state.context import Visit

# Figure: word of the glossary, method of the edition. Either may be missing.
MEANINGS = {
    "alignment_gap": ("alignment", "alignment"),
    "ambition": ("ambition", "ambition"),
    "attainment": ("", "attainment"),
    "baseline_value": ("baseline", "baseline"),
    "bottom_up_value": ("bottom_up", "alignment"),
    "chance_band": ("chance", "chance"),
    "contribution": ("", "contribution"),
    "coverage_share": ("coverage", ""),
    "fill_percent": ("fill", "fill_rate"),
    "gap_value": ("gap", "gap_value"),
    "latest_value": ("observation", "vintage"),
    "legal_gap_value": ("spm", "legal_gap_value"),
    "observed_annual_change": ("", "observed_annual_change"),
    "progress_status": ("", "progress_ratio"),
    "required_annual_change": ("", "required_annual_change"),
    "suggested_value": ("", "suggested_adjustment"),
    "target_value": ("target", ""),
    "verdict": ("alignment", "verdict"),
    "weight_share": ("weight", ""),
}
LABELS = {
    "alignment.coverage": "coverage_share",
    "alignment.weight": "weight_share",
    "chart.bottom_up": "bottom_up_value",
    "column.baseline": "baseline_value",
    "column.chance": "chance_band",
    "column.gap": "gap_value",
    "column.latest": "latest_value",
    "column.target": "target_value",
    "explorer.ambition": "ambition",
    "explorer.legal": "legal_gap_value",
    "explorer.pace": "required_annual_change",
    "explorer.progress": "progress_status",
    "fill.title": "fill_percent",
}
OBSERVED = ("baseline_value", "gap_value", "latest_value", "observed_annual_change")


def meaning(visit: Visit, figure: str, said: str | None = None) -> str:
    """What a figure means, line by line: `said` or the glossary, the formula, the last statistics; empty when nobody
    has written any."""
    say = visit.say
    word, code = MEANINGS.get(figure, ("", ""))
    method = _method(visit, code) if code else {}
    what = say(f"glossary.{word}.meaning") if word else say.name_of(method, "words")
    lines = [line for line in (what, said) if line]
    formula = say.name_of(method, "formula")
    if formula:
        lines.append(f"{say('methods.formula')}: {formula}")
    if figure in OBSERVED:
        newest = freshness.of_indicator(visit.ask, visit.picked.round_id, visit.picked.indicator_code)
        lines += [sentences.reach(say, newest)] if newest else []
    return "\n".join(lines)


def meaning_of_label(visit: Visit, label: str) -> str:
    """What a word means that stands as the name of a fact or of a large figure; empty for every other word."""
    figure = next((figure for key, figure in LABELS.items() if visit.say(key) == label), None)
    return "" if figure is None else meaning(visit, figure)


def _method(visit: Visit, code: str) -> dict[str, Any]:
    return _methods().recall(visit.edition_name, lambda: _by_code(visit.ask)).get(code, {})


def _by_code(ask: Ask) -> dict[str, dict[str, Any]]:
    return {row["method_code"]: row for row in definitions.methods(ask).iter_rows(named=True)}


@st.cache_resource(show_spinner=False)
def _methods() -> Memory[dict[str, dict[str, Any]]]:
    """The methods of an edition, which everybody sees, by their codes."""
    return Memory(3)
