"""How full a round is: one bar per row, cut into accepted, rejected, held and not received, on one 0 to 100 % axis."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.elements.row_names import bar_share, end_rows, name_rows, row_height
from dashboards.charts.elements.style import Pen, draw

TICKS = (0, 25, 50, 75, 100)
PARTS = ("accepted", "rejected", "held", "missing")
PATTERNS = {"accepted": "", "rejected": "x", "held": "/", "missing": "."}


def part_colour(part: str, pen: Pen) -> str:
    """The colour of one part of a bar; patterns and words carry the same meaning."""
    colours = pen.colours
    return {
        "accepted": colours.blue,
        "rejected": colours.vermilion,
        "held": colours.orange,
        "missing": colours.grey,
    }[part]


def filling(frame: pl.DataFrame, pen: Pen) -> go.Figure:
    """Draw rows from top to bottom. Frame: name, expected, received, accepted, rejected (counts of targets)."""
    figure, say = go.Figure(), pen.say
    rows = frame.with_columns(
        held=pl.col("received") - pl.col("accepted") - pl.col("rejected"),
        missing=pl.col("expected") - pl.col("received"),
    ).filter(pl.col("expected") > 0)
    names = rows["name"].to_list()
    places = list(range(len(names)))
    for part in PARTS:
        figure.add_bar(
            orientation="h",
            y=places,
            x=[100 * count / owed for count, owed in rows.select(part, "expected").iter_rows()],
            marker={
                "color": part_colour(part, pen),
                "line": {"width": 1, "color": part_colour(part, pen)},
                "pattern": _pattern(part, pen),
            },
            hovertext=[_hover(pen, part, *row) for row in rows.select("name", part, "expected").iter_rows()],
            hoverinfo="text",
            width=bar_share(names),
        )
    counts = rows.select("received", "expected").iter_rows()
    end_rows(figure, 100, [f"{say.number(received)} / {say.number(owed)}" for received, owed in counts], pen)
    draw(figure, pen, row_height(names) * max(len(names), 1) + 36, margin=(14, 92, 4, 32))
    figure.update_layout(barmode="stack")
    name_rows(figure, names, pen)
    figure.update_xaxes(
        range=[0, 100],
        tickvals=TICKS,
        ticktext=[say.percent(tick, 0) for tick in TICKS],
        tickangle=0,
        showgrid=False,
        ticks="outside",
        tickcolor=pen.colours.grey,
        linecolor=pen.colours.grey,
    )
    return figure


def _pattern(part: str, pen: Pen) -> dict[str, object]:
    """The hatch of a part; what has not come is dots on the empty ground, so that it never looks like a result."""
    if part == "missing":
        grounds = {"fillmode": "replace", "bgcolor": pen.colours.ground, "fgcolor": pen.colours.grey}
    else:
        grounds = {"fillmode": "overlay", "fgcolor": pen.colours.ground}
    return {"shape": PATTERNS[part], "size": 6, "solidity": 0.2, **grounds}


def _hover(pen: Pen, part: str, name: str, count: int, expected: int) -> str:
    say = pen.say
    facts = {"part": say(f"filling.{part}"), "count": say.number(count), "expected": say.number(expected)}
    return f"{name}<br>{say('filling.hover', **facts)}"
