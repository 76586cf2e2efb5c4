"""A chart with what belongs to it: the sentence that says it in words, the alternative text, the table twin and the
downloads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st
from plotly.basedatatypes import BaseFigure

from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.style import plain_config
from dashboards.components.drawers.fold import fold
from dashboards.components.files import provenance
from dashboards.components.markup import el, put
from dashboards.services.memory import Memory
from dashboards.state.context import Visit


def picture(
    visit: Visit,
    figure: Figure | Callable[[], Figure],
    *,
    key: str,
    alt: str,
    depends: tuple[object, ...] = (),
    twin: Callable[[], object] | None = None,
    picks: str | None = None,
    is_of_round: bool = False,
) -> None:
    """Show a figure and, folded beneath, its table; a click writes the point's code into the URL parameter `picks`.

    A figure given as a function is drawn once per edition, selection, language and theme; `depends` names what else
    it depends on. A figure of the whole round is the same whatever region and indicator are picked.
    """
    if callable(figure):
        picked = replace(visit.picked, notices=())
        if is_of_round:
            picked = replace(picked, region_id="", indicator_code="")
        of_whom = (visit.edition_name, visit.scope, visit.page, key, picked, visit.pen.is_dark)
        figure = _figures().recall((*of_whom, *depends), figure)
    name, options = f"chart_{key}", {}
    if picks is not None:
        options = {"on_select": lambda: _write_pick(name, picks), "selection_mode": "points"}
    stem = provenance.file_stem(visit, key, is_example=provenance.holds_examples(visit, key))
    st.plotly_chart(
        _UncheckedFigure(figure), theme=None, key=name, config=plain_config(visit.pen, stem), alt=alt, **options
    )
    if twin is not None:
        fold(visit, visit.say("chart.as_table"), f"twin_{key}", lambda: _as_table(visit, key, twin))


def _as_table(visit: Visit, key: str, twin: Callable[[], object]) -> None:
    twin()
    png_button(visit, key)


def png_button(visit: Visit, key: str) -> None:
    """The picture as a file for whoever has no mouse to find the button that Plotly shows above it; page.js presses
    that one."""
    put(el("button", visit.say("download.png"), type="button", class_="png", data_png=key))


class _UncheckedFigure(BaseFigure):
    """A figure as Streamlit takes it: one that plotly is not asked to check again. Each chart's test lets it do so."""

    def __init__(self, figure: Figure) -> None:
        self._specification = figure.specification

    def to_dict(self) -> dict[str, Any]:
        return self._specification


@st.cache_resource(show_spinner=False)
def _figures() -> Memory[Figure]:
    return Memory(500)


def _write_pick(name: str, parameter: str) -> None:
    points: list[dict[str, Any]] = st.session_state[name].get("selection", {}).get("points", [])
    if points and points[0].get("customdata") is not None:
        code = points[0]["customdata"]
        st.query_params[parameter] = str(code[0] if isinstance(code, list) else code)
