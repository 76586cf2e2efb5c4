"""One region among its peers: where everybody stands and what everybody promises, each as a tick on one shared axis."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.style import Pen, draw

ROWS = {"latest_value": 1.0, "target_value": 0.0}


def among_peers(
    frame: pl.DataFrame,
    pen: Pen,
    *,
    chosen: str,
    nation_value: float | None,
    target_words: str,
    unit_words: str,
    places: int,
) -> go.Figure:
    """Draw two rows of ticks. Frame: region_id, region_name, latest_value, target_value; `chosen` is the region in focus."""
    say, colours = pen.say, pen.colours
    figure = go.Figure()
    for column, height in ROWS.items():
        seen = frame.filter(pl.col(column).is_not_null())
        others = seen.filter(pl.col("region_id") != chosen)
        figure.add_scatter(
            x=others[column].to_list(), y=[height] * others.height, mode="markers",
            marker={"symbol": "line-ns-open", "size": 24, "color": colours.grey, "line": {"width": 1.6, "color": colours.grey}},
            hovertext=[f"{name}: {say.number(seen_value, places)}" for name, seen_value in others.select("region_name", column).iter_rows()],
            hoverinfo="text",
        )  # fmt: skip
        own = seen.filter(pl.col("region_id") == chosen)
        is_target = column == "target_value"
        symbol, ink = ("diamond", colours.blue) if column == "target_value" else ("circle", colours.ink)
        for name, figure_value in own.select("region_name", column).iter_rows():
            figure.add_scatter(
                x=[figure_value], y=[height], mode="markers", cliponaxis=False,
                marker={"symbol": symbol, "size": 17, "color": ink, "line": {"width": 2, "color": colours.ground}},
                hovertext=[f"{name}: {say.number(figure_value, places)} {unit_words}"], hoverinfo="text",
            )  # fmt: skip
            figure.add_annotation(
                x=figure_value, y=height, yshift=26, text=f"<b>{name} {say.number(figure_value, places)}</b>", showarrow=False,
                xanchor=_side(figure_value, seen[column]), font={"size": 14, "color": ink},
            )  # fmt: skip
    if nation_value is not None:
        figure.add_shape(
            type="line", x0=nation_value, x1=nation_value, y0=0.68, y1=1.32, line={"color": colours.vermilion, "width": 2.5}
        )  # fmt: skip
        figure.add_annotation(
            x=nation_value, y=0.66, text=say("among.nation", value=say.number(nation_value, places)), showarrow=False, yanchor="top",
            font={"size": 13, "color": colours.vermilion},
        )  # fmt: skip
    for height, words in ((1.0, say("chart.latest")), (0.0, target_words)):
        figure.add_annotation(
            x=0, xref="paper", y=height + 0.62, text=words, showarrow=False, xanchor="left", font={"size": 13, "color": colours.soft}
        )  # fmt: skip
    draw(figure, pen, 300, margin=(10, 24, 8, 44))
    figure.update_yaxes(visible=False, range=[-0.3, 1.8])
    figure.update_xaxes(title={"text": unit_words, "font": {"size": 13, "color": colours.soft}}, nticks=7)
    return figure


def _side(figure: float, everybody: pl.Series) -> str:
    """Keep a label inside the picture: it leans away from the nearer edge."""
    low, high = everybody.min(), everybody.max()
    if not isinstance(low, float) or not isinstance(high, float) or high == low:
        return "center"
    place = (figure - low) / (high - low)
    return "left" if place < 0.25 else "right" if place > 0.75 else "center"
