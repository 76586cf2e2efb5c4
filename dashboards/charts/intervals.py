"""Alignment of several indicators: the national range as a band, the regions' bottom-up value on it, each on its own
scale."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboards.charts.style import Pen, draw, faded

ROW_HEIGHT, HEADING, FOOTING = 166, 76, 34


def verdict_colour(verdict: str | None, pen: Pen) -> str:
    """The colour of an alignment verdict."""
    colours = pen.colours
    return {
        "aligned": colours.green,
        "beyond_target": colours.green,
        "short_of_target": colours.vermilion,
        "infeasible": colours.vermilion,
    }.get(verdict or "", colours.grey)


VERDICT_SIGNS = {
    "aligned": "▲",
    "beyond_target": "▲",
    "short_of_target": "▼",
    "infeasible": "▼",
    "cannot_say": "○",
    "refused": "–",
}


def alignment_intervals(frame: pl.DataFrame, pen: Pen) -> go.Figure:
    """Draw one row per indicator. Frame: name, words, verdict, decimal_places, national_low, national_high,
    bottom_up_low,
    bottom_up_high, bottom_up_value, latest_value (national); any figure may be null."""
    rows = max(frame.height, 1)
    height = ROW_HEIGHT * rows
    figure = make_subplots(rows=rows, cols=1, vertical_spacing=(HEADING + FOOTING) / height if rows > 1 else 0)
    for number, row in enumerate(frame.iter_rows(named=True), start=1):
        _draw_row(figure, number, row, pen)
    draw(figure, pen, height, margin=(6, 6, HEADING, FOOTING))
    figure.update_yaxes(visible=False, range=[0, 1])
    figure.update_xaxes(showgrid=False, showticklabels=False, showline=False, ticks="")
    return figure


def _draw_row(figure: go.Figure, number: int, row: dict[str, Any], pen: Pen) -> None:
    places = int(row["decimal_places"])
    colour = verdict_colour(row["verdict"], pen)
    place: dict[str, int] = {"row": number, "col": 1}
    national = [row["national_low"], row["national_high"]]
    figures = [
        figure
        for figure in (
            *national,
            row["bottom_up_low"],
            row["bottom_up_high"],
            row["bottom_up_value"],
            row["latest_value"],
        )
        if figure is not None
    ]
    if figures:
        low, high = min(figures), max(figures)
        room = (high - low or abs(high) or 1) * 0.16
        figure.update_xaxes(range=[low - room, high + room], **place)
    if any(end is not None for end in national):
        _draw_national(figure, place, national, figures, places, pen)
    _draw_sum(figure, place, row, pen)
    _draw_latest(figure, place, row, pen)
    sign = f"<span style='color:{colour}'>{VERDICT_SIGNS.get(row['verdict'] or '', '○')}</span>"
    figure.add_annotation(
        text=f"<b>{row['name']}</b><br>{sign} " + row["words"].replace(" · ", "<br>", 1),
        x=0,
        xref="x domain",
        xanchor="left",
        y=1.08,
        yref="y domain",
        yanchor="bottom",
        align="left",
        showarrow=False,
        font={"size": 14},
        **place,
    )


def _draw_sum(figure: go.Figure, place: dict[str, int], row: dict[str, Any], pen: Pen) -> None:
    colours, say, places, colour = pen.colours, pen.say, int(row["decimal_places"]), verdict_colour(row["verdict"], pen)
    if row["bottom_up_value"] is not None:
        ends = [row["bottom_up_low"], row["bottom_up_high"]]
        if None not in ends and ends[0] != ends[1]:
            figure.add_scatter(
                x=ends,
                y=[0.45, 0.45],
                mode="lines",
                line={"color": colour, "width": 7},
                opacity=0.45,
                hoverinfo="skip",
                **place,
            )
        written = say.number(row["bottom_up_value"], places)
        figure.add_scatter(
            x=[row["bottom_up_value"]],
            y=[0.45],
            mode="markers+text",
            marker={"color": colour, "size": 15, "symbol": "diamond", "line": {"color": colours.ground, "width": 2}},
            text=[f"<b>{written}</b>"],
            textposition="top center",
            textfont={"color": colours.ink, "size": 14},
            hovertext=[f"{row['name']}<br>{say('chart.bottom_up')}: {written}"],
            hoverinfo="text",
            **place,
        )


def _draw_latest(figure: go.Figure, place: dict[str, int], row: dict[str, Any], pen: Pen) -> None:
    colours, say, places = pen.colours, pen.say, int(row["decimal_places"])
    if row["latest_value"] is not None:
        written = say.number(row["latest_value"], places)
        figure.add_scatter(
            x=[row["latest_value"]],
            y=[0.45],
            mode="markers+text",
            text=[written],
            textposition="top center",
            textfont={"color": colours.soft, "size": 13},
            cliponaxis=False,
            marker={"color": colours.soft, "size": 10, "symbol": "line-ns-open", "line": {"width": 3}},
            hovertext=[f"{row['name']}<br>{say('chart.latest_national')}: {written}"],
            hoverinfo="text",
            **place,
        )


def _draw_national(
    figure: go.Figure, place: dict[str, int], national: list[float | None], figures: list[float], places: int, pen: Pen
) -> None:
    colours, say = pen.colours, pen.say
    low, high = national
    is_point = low is not None and low == high
    if is_point:
        figure.add_scatter(
            x=[low, low],
            y=[0.1, 0.8],
            mode="lines",
            line={"color": colours.blue, "width": 4},
            hoverinfo="skip",
            **place,
        )
    else:
        spread = (max(figures) - min(figures)) or abs(max(figures)) or 1
        left = low if low is not None else min(figures) - spread * 0.16
        right = high if high is not None else max(figures) + spread * 0.16
        figure.add_scatter(
            x=[left, right, right, left, left],
            y=[0.1, 0.1, 0.8, 0.8, 0.1],
            mode="lines",
            fill="toself",
            fillcolor=faded(colours.blue, 0.22),
            line={"color": colours.blue, "width": 1},
            hoverinfo="skip",
            **place,
        )
    ends = [end for end in dict.fromkeys(national) if end is not None]
    figure.add_scatter(
        x=ends,
        y=[0.1] * len(ends),
        mode="markers+text",
        marker={"color": colours.blue, "size": 1},
        text=[say.number(end, places) for end in ends],
        textposition=["bottom center"] if len(ends) == 1 else ["bottom left", "bottom right"],
        textfont={"color": colours.blue, "size": 12},
        cliponaxis=False,
        hovertext=[f"{say('chart.national_target')}: {say.number(end, places)}" for end in ends],
        hoverinfo="text",
        **place,
    )
