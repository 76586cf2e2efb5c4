"""Dumbbells: from the baseline over the latest value to the target, one row per region or indicator on one shared
axis."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.style import Pen, colour_of, draw

ROW_HEIGHT = 40
ARROW = {
    **{"xref": "x", "yref": "y", "axref": "x", "ayref": "y"},
    **{"text": "", "showarrow": True, "arrowhead": 2, "arrowsize": 1, "arrowwidth": 2.5},
}


def dumbbells(frame: pl.DataFrame, pen: Pen, unit_words: str, places: int = 2) -> go.Figure:
    """Draw rows from top to bottom. Frame: name, standing, baseline_value, latest_value, target_low, target_high,
    target_value."""
    colours = pen.colours
    figure = go.Figure()
    names = frame["name"].to_list()
    _draw_ways(figure, frame, pen)
    _draw_marks(figure, frame, pen, unit_words, places)
    draw(figure, pen, ROW_HEIGHT * max(frame.height, 1) + 64, margin=(4, 16, 16, 40))
    figure.update_yaxes(
        autorange="reversed",
        showgrid=False,
        automargin=True,
        categoryorder="array",
        categoryarray=names,
        tickfont={"color": colours.ink},
    )
    figure.update_xaxes(title={"text": unit_words, "font": {"size": 13, "color": colours.soft}}, automargin=True)
    return figure


def _draw_ways(figure: go.Figure, frame: pl.DataFrame, pen: Pen) -> None:
    """An arrow from where a region stands to its target, and the target's range as a pale bar.

    The arrows are handed over together: each one added alone copies all before it.
    """
    arrows = []
    for row in frame.iter_rows(named=True):
        start = row["latest_value"] if row["latest_value"] is not None else row["baseline_value"]
        if start is not None and row["target_value"] is not None:
            ends = {"x": row["target_value"], "y": row["name"], "ax": start, "ay": row["name"]}
            arrows.append({**ARROW, **ends, "arrowcolor": _line_colour(row["standing"], pen)})
    figure.update_layout(annotations=arrows)
    ranged = frame.filter(pl.col("target_low") != pl.col("target_high"))
    for (standing,), rows in ranged.partition_by("standing", maintain_order=True, as_dict=True).items():
        figure.add_scatter(
            x=[end for low, high in rows.select("target_low", "target_high").iter_rows() for end in (low, high, None)],
            y=[name for name in rows["name"] for _ in range(3)],
            mode="lines",
            line={"color": colour_of(standing, pen), "width": 9},
            opacity=0.4,
            hoverinfo="skip",
        )


def _draw_marks(figure: go.Figure, frame: pl.DataFrame, pen: Pen, unit_words: str, places: int) -> None:
    colours, say, names = pen.colours, pen.say, frame["name"].to_list()
    marks = (
        ("baseline_value", "circle-open", colours.soft, "chart.baseline", None),
        ("latest_value", "circle", colours.ink, "chart.latest", "top center"),
        ("target_value", "diamond", colours.blue, "chart.target", "top center"),
    )
    for column, symbol, colour, words, position in marks:
        figure.add_scatter(
            x=frame[column].to_list(),
            y=names,
            mode="markers" if position is None else "markers+text",
            text=None
            if position is None
            else [say.number(seen, places) if seen is not None else "" for seen in frame[column]],
            textposition=position or "top center",
            textfont={"size": 12, "color": colour},
            cliponaxis=False,
            marker={"symbol": symbol, "size": 11, "color": colour, "line": {"width": 2, "color": colour}},
            hovertext=[
                f"{name}<br>{say(words)}: {say.number(seen, places)} {unit_words}"
                for name, seen in zip(names, frame[column], strict=True)
            ],
            hoverinfo="text",
            name=say(words),
        )


def _line_colour(standing: str, pen: Pen) -> str:
    """The colour of a standing, but never too pale for a thin line."""
    colour = colour_of(standing, pen)
    return pen.colours.grey if colour == pen.colours.pale else colour
