"""Who carries the shortfall: each region's contribution to the distance between the regions' sum and the national
target."""

from __future__ import annotations

from itertools import accumulate

import polars as pl

from dashboards.charts.elements.axes import fit, unit_axis
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.style import Pen, draw

SHOWN = 12
ROW = 24  # pixels
LABEL_ROOM = 0.1


def waterfall(frame: pl.DataFrame, pen: Pen, unit_words: str, places: int, *, is_whole: bool = True) -> Figure:
    """Draw the largest contributions, the rest as one bar, and the whole. Frame: name, contribution (same unit; > 0
    falls short). Not whole: the regions still missing have a part nobody knows."""
    say, colours = pen.say, pen.colours
    ranked = frame.drop_nulls("contribution").sort(pl.col("contribution").abs(), descending=True)
    shown = ranked.head(SHOWN).sort("contribution", descending=True)
    rest = ranked.slice(SHOWN)
    names, parts = shown["name"].to_list(), shown["contribution"].to_list()
    if not rest.is_empty():
        names.append(say("chart.others", count=rest.height))
        parts.append(rest["contribution"].sum())
    total = sum(parts)
    figure = Figure()
    figure.add_trace(
        "waterfall",
        orientation="h",
        y=[*names, say("chart.whole" if is_whole else "chart.whole_part")],
        x=[*parts, total],
        measure=["relative"] * len(parts) + ["total"],
        text=[say.number(part, places, signed=True) for part in [*parts, total]],
        textposition="outside",
        textfont={"color": colours.ink, "size": 12},
        cliponaxis=False,
        hoverinfo="y+text",
        increasing={"marker": {"color": colours.vermilion}},
        decreasing={"marker": {"color": colours.green}},
        totals={"marker": {"color": colours.ink}},
        connector={"line": {"color": colours.line, "width": 1}},
    )
    draw(figure, pen, ROW * (len(parts) + 1) + 70, margin=(4, 48, 8, 40))
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False, tickfont={"color": colours.ink})
    figure.update_xaxes(
        **unit_axis(unit_words, pen),
        automargin=True,
        zeroline=True,
        zerolinecolor=colours.grey,
    )
    fit(figure, pen, "x", figures=_reach([0.0, *accumulate(parts)]), most=5)
    return figure


def _reach(tops: list[float]) -> list[float]:
    """The ends of the bars, and beyond them the room their figures are written in."""
    room = LABEL_ROOM * (max(tops) - min(tops))
    return [min(tops) - room, 0.0, max(tops) + room]
