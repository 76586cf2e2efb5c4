"""How full a round is: one bar per row, cut into accepted, rejected, held and not received, all rows on one 0 to 100 % axis."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.style import Pen, draw

ROW_HEIGHT = 30
TICKS = (0, 25, 50, 75, 100)
PARTS = ("accepted", "rejected", "held", "missing")
PATTERNS = {"accepted": "", "rejected": "x", "held": "/", "missing": ""}


def part_colour(part: str, pen: Pen) -> str:
    """The colour of one part of a bar; patterns and words carry the same meaning."""
    colours = pen.colours
    return {
        "accepted": colours.blue,
        "rejected": colours.vermilion,
        "held": colours.orange,
        "missing": colours.pale,
    }[part]


def filling(frame: pl.DataFrame, pen: Pen) -> go.Figure:
    """Draw rows from top to bottom. Frame: name, expected, received, accepted, rejected (counts of targets)."""
    figure, say = go.Figure(), pen.say
    rows = frame.with_columns(
        held=pl.col("received") - pl.col("accepted") - pl.col("rejected"),
        missing=pl.col("expected") - pl.col("received"),
    ).filter(pl.col("expected") > 0)
    names = rows["name"].to_list()
    for part in PARTS:
        figure.add_bar(
            orientation="h",
            y=names,
            x=[100 * count / owed for count, owed in rows.select(part, "expected").iter_rows()],
            marker={
                "color": part_colour(part, pen),
                "line": {"width": 0},
                "pattern": {"shape": PATTERNS[part], "fillmode": "overlay", "fgcolor": pen.colours.ground, "size": 6, "solidity": 0.2},
            },
            hovertext=[
                f"{name}<br>{say(f'filling.{part}')}: {say.number(count)} {say('filling.of', expected=say.number(owed))}"
                for name, count, owed in rows.select("name", part, "expected").iter_rows()
            ],
            hoverinfo="text",
            width=0.62,
        )
    for name, received, owed in rows.select("name", "received", "expected").iter_rows():
        figure.add_annotation(
            x=1, xref="paper", xshift=8, y=name, text=f"{say.number(received)} / {say.number(owed)}", showarrow=False, xanchor="left",
            font={"size": 13, "color": pen.colours.ink},
        )  # fmt: skip
    draw(figure, pen, ROW_HEIGHT * max(len(names), 1) + 48, margin=(4, 96, 4, 34))
    figure.update_layout(barmode="stack")
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False, tickfont={"color": pen.colours.ink})
    figure.update_xaxes(range=[0, 100], tickvals=TICKS, ticktext=[say.percent(tick, 0) for tick in TICKS])
    return figure
