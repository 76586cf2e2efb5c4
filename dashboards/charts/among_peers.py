"""One region among its peers: where everybody stands and what everybody promises, each as a tick on one shared axis."""

from __future__ import annotations

import polars as pl

from dashboards.charts.elements.axes import OPEN, Bounds, fit, unit_axis
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.labels import write
from dashboards.charts.elements.style import Pen, draw

ROWS = {"latest_value": 1.0, "target_value": 0.0}
LANE = 112  # pixels from one row to the next


def among_peers(
    frame: pl.DataFrame,
    pen: Pen,
    *,
    chosen: str,
    nation_value: float | None,
    target_words: str,
    unit_words: str,
    places: int,
    bounds: Bounds = OPEN,
) -> Figure:
    """Draw two rows of ticks, or one where nobody has a target. Frame: region_id, region_name, latest_value,
    target_value; `chosen` is in focus."""
    say, colours = pen.say, pen.colours
    figure = Figure()
    rows = {column: height for column, height in ROWS.items() if frame[column].drop_nulls().len()}
    for column, height in rows.items():
        seen = frame.filter(pl.col(column).is_not_null()).select("region_id", "region_name", value=column)
        _draw_others(figure, seen.filter(pl.col("region_id") != chosen), height, pen, places)
        _draw_own(figure, seen, chosen, height, pen, f" {unit_words}", places)
    if nation_value is not None:
        figure.add_shape(
            type="line",
            x0=nation_value,
            x1=nation_value,
            y0=0.68,
            y1=1.32,
            line={"color": colours.vermilion, "width": 2.5},
        )
        words = say("among.nation", value=say.number(nation_value, places))
        write(figure, words, colours.vermilion, x=nation_value, y=0.66, yanchor="top")
    named = {"latest_value": say("chart.latest"), "target_value": target_words}
    for column, height in rows.items():
        write(figure, named[column], colours.soft, x=0, xref="paper", xanchor="left", y=height + 0.62)
    lowest, highest = min(rows.values(), default=1.0) - 0.62, max(rows.values(), default=1.0) + 0.8
    draw(figure, pen, int(LANE * (highest - lowest)) + 60, margin=(10, 24, 8, 52))
    figure.update_yaxes(visible=False, range=[lowest, highest])
    figure.update_xaxes(**unit_axis(unit_words, pen))
    fit(figure, pen, "x", bounds, figures=[nation_value, *(each for column in rows for each in frame[column])])
    return figure


def _draw_others(figure: Figure, others: pl.DataFrame, height: float, pen: Pen, places: int) -> None:
    grey = pen.colours.grey
    figure.add_scatter(
        x=others["value"].to_list(),
        y=[height] * others.height,
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 24, "color": grey, "line": {"width": 1.6, "color": grey}},
        hovertext=[
            f"{name}: {pen.say.number(value, places)}"
            for name, value in others.select("region_name", "value").iter_rows()
        ],
        hoverinfo="text",
    )


def _draw_own(figure: Figure, seen: pl.DataFrame, chosen: str, height: float, pen: Pen, unit: str, places: int) -> None:
    """The region in focus: a dot where it stands, a diamond where it wants to be, with its name and figure."""
    is_target = height == ROWS["target_value"]
    symbol, ink = ("diamond", pen.colours.blue) if is_target else ("circle", pen.colours.ink)
    own = seen.filter(pl.col("region_id") == chosen)
    for name, value in own.select("region_name", "value").iter_rows():
        written = f"{name} {pen.say.number(value, places)}"
        figure.add_scatter(
            x=[value],
            y=[height],
            mode="markers",
            cliponaxis=False,
            marker={"symbol": symbol, "size": 17, "color": ink, "line": {"width": 2, "color": pen.colours.ground}},
            hovertext=[written + unit],
            hoverinfo="text",
        )
        place = _side(value, seen["value"])
        write(figure, f"<b>{written}</b>", ink, size=14, x=value, y=height, yshift=26, xanchor=place)


def _side(figure: float, everybody: pl.Series) -> str:
    """Keep a label inside the picture: it leans away from the nearer edge."""
    low, high = everybody.min(), everybody.max()
    if not isinstance(low, float) or not isinstance(high, float) or high == low:
        return "center"
    place = (figure - low) / (high - low)
    return "left" if place < 0.25 else "right" if place > 0.75 else "center"
