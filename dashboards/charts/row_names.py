"""Names of rows written above their bars, so that long names cost no width and a narrow screen keeps its bars."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from dashboards.charts.style import Pen

LONGEST_LINE = 54
BAR, LINE, GAP = 16, 17, 12


def row_height(names: Sequence[str]) -> int:
    """Pixels a row needs: its bar, and as many lines as the longest name takes."""
    lines = max((len(wrap(name, LONGEST_LINE)) for name in names), default=1)
    return BAR + GAP + LINE * lines


def bar_share(names: Sequence[str]) -> float:
    """The share of a row that its bar takes, as plotly wants a bar's width."""
    return BAR / row_height(names)


def name_rows(figure: go.Figure, names: Sequence[str], pen: Pen, marks: Sequence[str] = ()) -> None:
    """Write each name above its bar, from the top row down, after its mark. One trace: annotations are slow."""
    lift = bar_share(names) / 2
    figure.add_scatter(
        x=[0] * len(names),
        y=[number - lift for number in range(len(names))],
        mode="text",
        text=[
            (f"{marks[number]} " if marks else "") + "<br>".join(wrap(name, LONGEST_LINE))
            for number, name in enumerate(names)
        ],
        textposition="top right",
        textfont={"size": 13, "color": pen.colours.ink},
        hoverinfo="skip",
        cliponaxis=False,
    )
    figure.update_yaxes(visible=False, range=[len(names) - 0.5, -1 + lift])


def end_rows(figure: go.Figure, at: float, words: Sequence[str], pen: Pen) -> None:
    """Write a figure at the right end of each row."""
    figure.add_scatter(
        x=[at] * len(words),
        y=list(range(len(words))),
        mode="text",
        text=[f"  {each}" for each in words],
        textposition="middle right",
        textfont={"size": 13, "color": pen.colours.ink},
        hoverinfo="skip",
        cliponaxis=False,
    )
