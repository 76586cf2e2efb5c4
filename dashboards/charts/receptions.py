"""When the files of a round came in: units heard from, day by day, against the deadline."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.style import Pen, draw


def receptions(
    frame: pl.DataFrame, pen: Pen, *, opens_at: datetime, closes_at: datetime, zone: str, unit_count: int
) -> go.Figure:
    """Draw the rising count of units that have handed in. Frame: name, unit_code, received_at (UTC), is_late, oldest first."""
    say, colours, here = pen.say, pen.colours, ZoneInfo(zone)
    figure = go.Figure()
    heard: set[str] = set()
    moments, counts, words, symbols, inks = [opens_at.astimezone(here).replace(tzinfo=None)], [0], [""], [], []
    for row in frame.iter_rows(named=True):
        is_first = row["unit_code"] not in heard
        heard.add(row["unit_code"])
        moments.append(row["received_at"].astimezone(here).replace(tzinfo=None))
        counts.append(len(heard))
        kind = "late" if row["is_late"] else "first" if is_first else "again"
        words.append(f"{row['name']}<br>{say(f'receptions.{kind}')}<br>{say.instant(row['received_at'], zone)}")
        symbols.append({"late": "diamond", "first": "circle", "again": "circle-open"}[kind])
        inks.append(colours.vermilion if kind == "late" else colours.blue)
    end = closes_at.astimezone(here).replace(tzinfo=None)
    figure.add_scatter(
        x=[*moments, max(moments[-1], end)], y=[*counts, counts[-1]], mode="lines",
        line={"shape": "hv", "color": colours.blue, "width": 2}, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=moments[1:], y=counts[1:], mode="markers", hovertext=words[1:], hoverinfo="text", cliponaxis=False,
        marker={"symbol": symbols, "size": 9, "color": inks, "line": {"width": 1.5, "color": inks}},
    )  # fmt: skip
    figure.add_shape(type="line", x0=end, x1=end, y0=0, y1=1, yref="paper", line={"color": colours.ink, "width": 1.5})
    figure.add_annotation(
        x=end, y=1, yref="paper", text=say("receptions.deadline"), showarrow=False, xanchor="right", xshift=-6, yanchor="top",
        font={"size": 13, "color": colours.ink},
    )  # fmt: skip
    figure.add_hline(y=unit_count, line={"color": colours.grey, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=0, xref="paper", y=unit_count, text=say("receptions.all", count=say.number(unit_count)), showarrow=False,
        xanchor="left", yanchor="bottom", font={"size": 13, "color": colours.soft},
    )  # fmt: skip
    draw(figure, pen, 300, margin=(4, 18, 12, 32))
    first, last = min(moments[0], end), max(moments[-1], end)
    days = [first + (last - first) * step / 4 for step in range(5)]
    figure.update_xaxes(showgrid=False, tickvals=days, ticktext=[say.day_and_month(day) for day in days])
    figure.update_yaxes(rangemode="tozero", automargin=True, nticks=6, tickformat=",d", range=[0, unit_count * 1.14])
    return figure
