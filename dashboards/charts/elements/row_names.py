"""Names of rows written above their bars, so that long names cost no width and a narrow screen keeps its bars."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.style import Pen

LONGEST_LINE = 46
BAR, LINE, CLEAR, GAP = 7, 13, 2, 5  # pixels: the bar, a line of its name, between the two, between rows
MARK, SIZE = 7, 12  # pixels: a mark on the bar, the letters of a name


def row_height(names: Sequence[str]) -> int:
    """Pixels a row needs: its bar, and as many lines as the longest name takes."""
    return BAR + CLEAR + GAP + LINE * max((len(lines_of(name)) for name in names), default=1)


def bar_share(names: Sequence[str]) -> float:
    """The share of a row that its bar takes, as plotly wants a bar's width."""
    return BAR / row_height(names)


def lines_of(name: str) -> list[str]:
    """A name in lines that fit a phone; lines already broken stay broken."""
    return [line for part in name.split("<br>") for line in wrap(part, LONGEST_LINE) or [part]]


def name_rows(
    figure: Figure,
    names: Sequence[str],
    pen: Pen,
    marks: Sequence[str] = (),
    ends: Sequence[str] = (),
    at: float = 0,
) -> None:
    """Write each name above its bar from `at`, the axis' left end, the top row first; after its mark and before its
    end, which is markup and counts no letters. A hairline between rows says which bar a name belongs to. One trace:
    annotations are slow."""
    height = row_height(names)
    lift = (BAR / 2 + CLEAR) / height
    figure.add_scatter(
        x=[at] * len(names),
        y=[number - lift for number in range(len(names))],
        mode="text",
        text=[
            (f"{marks[number]} " if marks else "") + "<br>".join(lines_of(name)) + (f"{ends[number]}" if ends else "")
            for number, name in enumerate(names)
        ],
        textposition="top right",
        textfont={"size": SIZE, "color": pen.colours.ink},
        hoverinfo="skip",
        cliponaxis=False,
    )
    top = -(BAR / 2 + CLEAR + LINE * max((len(lines_of(name)) for name in names), default=1) + GAP / 2) / height
    figure.update_yaxes(
        range=[len(names) - 1 + (BAR / 2 + GAP / 2) / height, top],
        showticklabels=False,
        ticks="",
        showline=False,
        tickvals=[number + top for number in range(1, len(names))],
    )
