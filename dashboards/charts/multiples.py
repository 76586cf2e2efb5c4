"""Small multiples: the same series for several regions or indicators side by side, on one shared scale where the
unit is shared."""

from __future__ import annotations

from textwrap import wrap

import plotly.graph_objects as go
import polars as pl
from plotly.subplots import make_subplots

from dashboards.charts.style import Pen, draw

TITLE_WIDTH = 32


def small_multiples(
    frame: pl.DataFrame, targets: pl.DataFrame, pen: Pen, *, columns: int = 4, is_shared: bool = True
) -> go.Figure:
    """Draw one small panel per row of `targets`: name, target_year, target_value, decimal_places, unit_words; frame:
    name, observation_year, observed_value. Panels of different units have a scale each."""
    rows = max(1, -(-targets.height // columns))
    titles = [
        "<br>".join([*wrap(name, TITLE_WIDTH), f"({unit})"]) for name, unit in targets["name", "unit_words"].iter_rows()
    ]
    figure = make_subplots(
        rows=rows,
        cols=columns,
        subplot_titles=titles,
        shared_yaxes="all" if is_shared else False,
        vertical_spacing=0.16 / rows,
        horizontal_spacing=0.04 if is_shared else 0.07,
    )
    for number, aimed in enumerate(targets.iter_slices(1)):
        place = {"row": number // columns + 1, "col": number % columns + 1}
        one = frame.filter(pl.col("name") == aimed["name"][0]).sort("observation_year")
        _draw_panel(figure, place, one, aimed.drop_nulls("target_value"), pen, int(aimed["decimal_places"][0]))
    lines = max((title.count("<br>") for title in titles), default=0)
    draw(figure, pen, 190 * rows + 40 + 17 * lines, margin=(4, 16, 30 + 17 * lines, 24))
    figure.update_annotations(font={"size": 13, "color": pen.colours.ink})
    years = [*frame["observation_year"], *targets["target_year"]]
    span = [min(years) - 1, max(years) + 1] if years else None
    figure.update_xaxes(showgrid=False, tickformat="d", nticks=4, range=span)
    figure.update_yaxes(automargin=True, nticks=4, tickformat=",.2~f")
    return figure


def _draw_panel(
    figure: go.Figure, place: dict[str, int], one: pl.DataFrame, aimed: pl.DataFrame, pen: Pen, places: int
) -> None:
    say, colours = pen.say, pen.colours
    figure.add_scatter(
        x=one["observation_year"].to_list(),
        y=one["observed_value"].to_list(),
        mode="lines",
        line={"color": colours.ink, "width": 2},
        hovertext=[
            f"{year}: {say.number(seen, places)}"
            for year, seen in zip(one["observation_year"], one["observed_value"], strict=True)
        ],
        hoverinfo="text",
        **place,
    )
    figure.add_scatter(
        x=aimed["target_year"].to_list(),
        y=aimed["target_value"].to_list(),
        mode="markers+text",
        marker={"symbol": "diamond", "size": 10, "color": colours.blue},
        text=[say.number(aim, places) for aim in aimed["target_value"]],
        textposition="top center",
        textfont={"size": 11, "color": colours.blue},
        hovertext=[
            f"{say('chart.target')} {year}: {say.number(aim, places)}"
            for year, aim in zip(aimed["target_year"], aimed["target_value"], strict=True)
        ],
        hoverinfo="text",
        cliponaxis=False,
        **place,
    )
