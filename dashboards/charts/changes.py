"""What changed since the round before: how many targets were raised, created, kept, lowered, withdrawn."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.row_names import bar_share, name_rows, row_height
from dashboards.charts.style import Pen, draw

KINDS = ("lowered", "withdrawn", "unchanged", "created", "raised")
PATTERNS = {"lowered": "", "withdrawn": "x", "unchanged": "", "created": "/", "raised": ""}


def kind_colour(kind: str, pen: Pen) -> str:
    """The colour of a kind of change: eased targets warm, kept ones pale, harder ones green."""
    colours = pen.colours
    return {
        "lowered": colours.vermilion,
        "withdrawn": colours.purple,
        "unchanged": colours.pale,
        "created": colours.blue,
        "raised": colours.green,
    }[kind]


def changes(frame: pl.DataFrame, pen: Pen) -> go.Figure:
    """Draw one bar per indicator, counts of targets. Frame: name and one column per kind of change."""
    figure, say = go.Figure(), pen.say
    names = frame["name"].to_list()
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
                    "fgcolor": pen.colours.ground,
                    "size": 6,
                    "solidity": 0.2,
                },
            },
            text=[say.number(count) if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 12, "color": pen.colours.ink if kind == "unchanged" else pen.colours.on_mark},
            hovertext=[
                f"{name}<br>{say(f'change.{kind}')}: {say.number(count)}"
                for name, count in zip(names, counts, strict=True)
            ],
            hoverinfo="text",
            width=bar_share(names),
        )
    draw(figure, pen, row_height(names) * max(len(names), 1) + 56, margin=(10, 12, 4, 44))
    figure.update_layout(barmode="stack", uniformtext={"mode": "hide", "minsize": 11})
    name_rows(figure, names, pen)
    figure.update_xaxes(
        title={"text": say("changes.axis"), "font": {"size": 13, "color": pen.colours.soft}}, tickformat=",d", nticks=6
    )
    return figure
