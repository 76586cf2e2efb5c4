"""What changed since the round before: how many targets were raised, created, kept, lowered, withdrawn."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.elements.axes import fit
from dashboards.charts.elements.row_names import bar_share, name_rows, row_height
from dashboards.charts.elements.style import Pen, draw, faded, ink_upon

KINDS = ("lowered", "withdrawn", "unchanged", "created", "raised")
HATCH_OPACITY = 0.35  # of the hatch in a bar, so that the count written on it stays readable
EDGE, LETTER = 0.012, 0.024  # shares of the longest bar on a phone: free at a part's ends, and one letter
PATTERNS = {"lowered": "", "withdrawn": "x", "unchanged": "", "created": "/", "raised": ""}


def kind_colour(kind: str, pen: Pen) -> str:
    """The colour of a kind of change: eased targets warm, kept ones grey, harder ones green."""
    colours = pen.colours
    return {
        "lowered": colours.vermilion,
        "withdrawn": colours.purple,
        "unchanged": colours.grey,
        "created": colours.blue,
        "raised": colours.green,
    }[kind]


def changes(frame: pl.DataFrame, pen: Pen) -> go.Figure:
    """Draw one bar per indicator, counts of targets. Frame: name and one column per kind of change."""
    figure, say = go.Figure(), pen.say
    names = frame["name"].to_list()
    sums = frame.select(pl.sum_horizontal(KINDS)).to_series()
    longest = max(sums, default=0)
    for kind in KINDS:
        counts = frame[kind].to_list()
        figure.add_bar(
            orientation="h",
            y=list(range(len(names))),
            x=counts,
            marker={
                "color": kind_colour(kind, pen),
                "line": {"width": 0},
                "pattern": {
                    "shape": PATTERNS[kind],
                    "fillmode": "overlay",
                    "fgcolor": faded(pen.colours.ground, HATCH_OPACITY),
                    "size": 6,
                    "solidity": 0.2,
                },
            },
            text=[_fitting(say.number(count), count, longest) for count in counts],
            constraintext="none",
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 12, "color": ink_upon(kind_colour(kind, pen), pen)},
            hovertext=[
                f"{name}<br>{say(f'change.{kind}')}: {say.number(count)}"
                for name, count in zip(names, counts, strict=True)
            ],
            hoverinfo="text",
            width=bar_share(names),
        )
    draw(figure, pen, row_height(names) * max(len(names), 1) + 50, margin=(8, 14, 4, 46))
    figure.update_layout(barmode="stack")
    name_rows(figure, names, pen)
    figure.update_xaxes(
        title={"text": say("changes.axis"), "font": {"size": 13, "color": pen.colours.soft}},
        showgrid=False,
        ticks="outside",
        tickcolor=pen.colours.grey,
        linecolor=pen.colours.grey,
    )
    fit(figure, pen, "x", figures=sums, is_count=True, is_from_zero=True, most=5)
    return figure


def _fitting(written: str, count: int, longest: int) -> str:
    """A count as it is written into its part of a bar, or nothing where a phone leaves no room for it."""
    return written if count > (EDGE + LETTER * len(written)) * longest else ""
