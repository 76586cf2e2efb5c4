"""When the files of a round came in: units heard from, day by day, against the deadline."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from dashboards.charts.elements.axes import fit
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.labels import write
from dashboards.charts.elements.style import Pen, draw


def receptions(
    frame: pl.DataFrame, pen: Pen, *, opens_at: datetime, closes_at: datetime, zone: str, unit_count: int
) -> Figure:
    """Draw the rising count of units heard from. Frame: name, unit_code, received_at (UTC), is_late, oldest first."""
    say, colours, here = pen.say, pen.colours, ZoneInfo(zone)
    opened, end = (instant.astimezone(here).replace(tzinfo=None) for instant in (opens_at, closes_at))
    came = _arrivals(frame, pen, here)
    figure = Figure()
    figure.add_scatter(
        x=[opened, *came["moment"], max([end, *came["moment"]])],
        y=[0, *came["heard"], max([0, *came["heard"]])],
        mode="lines",
        line={"shape": "hv", "color": colours.blue, "width": 2},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=came["moment"],
        y=came["heard"],
        mode="markers",
        hovertext=came["words"],
        hoverinfo="text",
        cliponaxis=False,
        marker={
            "symbol": came["symbol"],
            "size": 9,
            "color": came["ink"],
            "line": {"width": 1.5, "color": came["ink"]},
        },
    )
    figure.add_shape(type="line", x0=end, x1=end, y0=0, y1=1, yref="paper", line={"color": colours.ink, "width": 1.5})
    place: dict[str, Any] = {"x": end, "y": 1, "yref": "paper", "xanchor": "right", "xshift": -6, "yanchor": "top"}
    write(figure, say("receptions.deadline"), colours.ink, **place)
    figure.add_hline(y=unit_count, line={"color": colours.grey, "width": 1, "dash": "dot"})
    key = "receptions.all_one" if unit_count == 1 else "receptions.all"
    everybody = say(key, count=say.number(unit_count))
    write(figure, everybody, colours.soft, x=0, xref="paper", y=unit_count, xanchor="left", yanchor="bottom")
    draw(figure, pen, 180, margin=(4, 18, 12, 32))
    last = max([end, *came["moment"]])
    days = [opened + (last - opened) * step / 4 for step in range(5)]
    figure.update_xaxes(showgrid=False, tickvals=days, ticktext=[say.day_and_month(day) for day in days])
    figure.update_xaxes(tickangle=0)
    figure.update_yaxes(automargin=True)
    fit(figure, pen, "y", figures=[unit_count * 1.08], is_count=True, is_from_zero=True)
    return figure


def _arrivals(frame: pl.DataFrame, pen: Pen, here: ZoneInfo) -> dict[str, list[Any]]:
    """Each file in order: when, how many units had been heard from by then, its words, its mark."""
    heard: set[str] = set()
    came: dict[str, list[Any]] = {name: [] for name in ("moment", "heard", "words", "symbol", "ink")}
    for row in frame.iter_rows(named=True):
        kind = "late" if row["is_late"] else "again" if row["unit_code"] in heard else "first"
        heard.add(row["unit_code"])
        instant = pen.say.instant(row["received_at"], str(here))
        came["moment"].append(row["received_at"].astimezone(here).replace(tzinfo=None))
        came["heard"].append(len(heard))
        came["words"].append(f"{row['name']}<br>{pen.say(f'receptions.{kind}')}<br>{instant}")
        came["symbol"].append({"late": "diamond", "first": "circle", "again": "circle-open"}[kind])
        came["ink"].append(pen.colours.vermilion if kind == "late" else pen.colours.blue)
    return came
