"""Alignment of several indicators: a row each with its own labelled axis, the national range as a band, the regions'
bottom-up value on it."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

import polars as pl

from dashboards.charts.elements.axes import Scale, axis_of_scale, scale
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.style import RANGE_OPACITY, Pen, draw, faded_colour

LINE, PANEL, FOOT, GAP = 19, 62, 26, 14  # pixels: a line of the heading, the lanes, the axis, between rows
LONGEST_LINE = 42
# Lanes of a panel from its foot: the ends of the band, the band with its marks, the figures of the marks.
ENDS, BAND, MARKS, WORDS = 0.13, (0.28, 0.72), 0.5, 0.87
FIGURES = ("national_low", "national_high", "bottom_up_low", "bottom_up_high", "bottom_up_value", "latest_value")
LETTER = 0.026  # of a phone's axis: the width of one letter of a figure
SIDE = 0.14  # of an axis, free at both ends for the figures of the band


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


def drawn_parts(frame: pl.DataFrame) -> tuple[str, ...]:
    """Which marks a picture of these rows holds, in the order in which a key tells them."""
    ranged = frame.filter(pl.col("bottom_up_low") != pl.col("bottom_up_high"))
    is_there = {
        "sum": frame["bottom_up_value"].drop_nulls().len() > 0,
        "ends": ranged.height > 0,
        "national": frame["national_low"].drop_nulls().len() + frame["national_high"].drop_nulls().len() > 0,
        "latest": frame["latest_value"].drop_nulls().len() > 0,
        "scales": frame.height > 1,
    }
    return tuple(name for name, is_drawn in is_there.items() if is_drawn)


def alignment_intervals(frame: pl.DataFrame, pen: Pen) -> Figure:
    """Draw one row per indicator, as given, each on its own axis. Frame: name, words, verdict, decimal_places,
    national_low, national_high, bottom_up_low, bottom_up_high, bottom_up_value, latest_value (national); any figure may
    be null."""
    rows = max(frame.height, 1)
    headings = [_heading(row, pen) for row in frame.iter_rows(named=True)]
    head = LINE * max((heading.count("<br>") + 1 for heading in headings), default=1) + 8
    between = head + FOOT + GAP
    height = rows * (between + PANEL)
    figure = Figure.of_panels(rows, vertical_spacing=between / (rows * PANEL + (rows - 1) * between) if rows > 1 else 0)
    draw(figure, pen, height, margin=(6, 6, head, FOOT + GAP))
    figure.update_yaxes(visible=False, range=[0, 1])
    figure.update_xaxes(showgrid=False, ticks="outside", ticklen=4, tickcolor=pen.colours.grey, showline=True)
    figure.update_xaxes(linecolor=pen.colours.grey, tickfont={"size": 12, "color": pen.colours.soft})
    for number, (row, heading) in enumerate(zip(frame.iter_rows(named=True), headings, strict=True), start=1):
        _draw_row(figure, {"row": number, "col": 1}, row, heading, pen)
    return figure


def _heading(row: dict[str, Any], pen: Pen) -> str:
    """Name and verdict of a row in lines that fit a phone."""
    colour, sign = verdict_colour(row["verdict"], pen), VERDICT_SIGNS.get(row["verdict"] or "", "○")
    name = "<br>".join(f"<b>{line}</b>" for line in wrap(row["name"], LONGEST_LINE))
    return f"{name}<br><span style='color:{colour}'>{sign}</span> " + "<br>".join(wrap(row["words"], LONGEST_LINE + 4))


def _draw_row(figure: Figure, place: dict[str, int], row: dict[str, Any], heading: str, pen: Pen) -> None:
    found = _scale(row)
    if found is not None:
        figure.update_xaxes(**axis_of_scale(found, pen), **place)
        _draw_national(figure, place, row, found, pen)
        _draw_sum(figure, place, row, pen)
        _draw_latest(figure, place, row, found, pen)
    figure.add_annotation(
        text=heading,
        x=0,
        xref="x domain",
        xanchor="left",
        y=1,
        yref="y domain",
        yanchor="bottom",
        align="left",
        showarrow=False,
        font={"size": 14},
        **place,
    )


def _scale(row: dict[str, Any]) -> Scale | None:
    """The row's own axis, with room at its ends for the figures of the band."""
    seen = [row[name] for name in FIGURES if row[name] is not None]
    if not seen:
        return None
    room = SIDE * ((max(seen) - min(seen)) or 0.2 * abs(max(seen)) or 1)
    return scale([min(seen) - room, max(seen) + room], most=5)


def _draw_sum(figure: Figure, place: dict[str, int], row: dict[str, Any], pen: Pen) -> None:
    colours, say, places, colour = pen.colours, pen.say, int(row["decimal_places"]), verdict_colour(row["verdict"], pen)
    if row["bottom_up_value"] is None:
        return
    ends = [row["bottom_up_low"], row["bottom_up_high"]]
    if None not in ends and ends[0] != ends[1]:
        figure.add_scatter(
            x=ends,
            y=[MARKS, MARKS],
            mode="lines",
            line={"color": colour, "width": 7},
            opacity=RANGE_OPACITY,
            hoverinfo="skip",
            **place,
        )
    written = say.number(row["bottom_up_value"], places)
    figure.add_scatter(
        x=[row["bottom_up_value"]],
        y=[MARKS],
        mode="markers",
        marker={"color": colour, "size": 15, "symbol": "diamond", "line": {"color": colours.ground, "width": 2}},
        hovertext=[f"{row['name']}<br>{say('chart.bottom_up')}: {written}"],
        hoverinfo="text",
        **place,
    )
    _write(figure, place, row["bottom_up_value"], WORDS, f"<b>{written}</b>", colours.ink, 14)


def _draw_latest(figure: Figure, place: dict[str, int], row: dict[str, Any], found: Scale, pen: Pen) -> None:
    """The nation's latest figure; it is written only where it does not run into the regions' sum."""
    colours, say, places, latest = pen.colours, pen.say, int(row["decimal_places"]), row["latest_value"]
    if latest is None:
        return
    written = say.number(latest, places)
    figure.add_scatter(
        x=[latest],
        y=[MARKS],
        mode="markers",
        marker={"color": colours.soft, "size": 16, "symbol": "line-ns-open", "line": {"width": 3}},
        hovertext=[f"{row['name']}<br>{say('chart.latest_national')}: {written}"],
        hoverinfo="text",
        **place,
    )
    summed = row["bottom_up_value"]
    if summed is None or abs(latest - summed) > LETTER * (len(written) + 1) * (found.high - found.low):
        _write(figure, place, latest, WORDS, written, colours.soft, 13)


def _draw_national(figure: Figure, place: dict[str, int], row: dict[str, Any], found: Scale, pen: Pen) -> None:
    """The national range as a band, open to the edge where it has one end, a line where it is one figure."""
    low, high = row["national_low"], row["national_high"]
    if low is None and high is None:
        return
    colours, say, places = pen.colours, pen.say, int(row["decimal_places"])
    left, right = (found.low if low is None else low), (found.high if high is None else high)
    (foot, top), is_point = BAND, low == high
    figure.add_scatter(
        x=[left, right, right, left, left],
        y=[foot, foot, top, top, foot],
        mode="lines",
        fill="toself",
        fillcolor=faded_colour(colours.blue, 0.22),
        line={"color": colours.blue, "width": 4 if is_point else 1.2},
        hoverinfo="skip",
        **place,
    )
    ends = [end for end in dict.fromkeys((low, high)) if end is not None]
    sides = ["center"] if len(ends) == 1 else ["left", "right"]
    for end, side in zip(ends, sides, strict=True):
        _write(figure, place, end, ENDS, say.number(end, places), colours.blue, 12, side)


def _write(
    figure: Figure, place: dict[str, int], at: float, lane: float, words: str, ink: str, size: int, side: str = ""
) -> None:
    """A figure in a lane of its own; the ends of a band are written outwards."""
    figure.add_scatter(
        x=[at],
        y=[lane],
        mode="text",
        text=[words],
        textposition={"left": "middle left", "right": "middle right"}.get(side, "middle center"),
        textfont={"color": ink, "size": size},
        cliponaxis=False,
        hoverinfo="skip",
        **place,
    )
