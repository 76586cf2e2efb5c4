"""Small multiples: the same series for several regions or indicators side by side, on one shared scale where the
unit is shared."""

from __future__ import annotations

from textwrap import wrap

import polars as pl

from dashboards.charts.elements.axes import OPEN, Bounds, fit, years
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.style import Pen, draw

TITLE_WIDTH = 22
PANEL, FOOT = 170, 30  # pixels: the panel, the years beneath it


def small_multiples(
    frame: pl.DataFrame,
    targets: pl.DataFrame,
    pen: Pen,
    *,
    columns: int = 2,
    is_shared: bool = True,
    bounds: Bounds = OPEN,
) -> Figure:
    """Draw one small panel per row of `targets`: name, target_year, target_value, decimal_places, unit_words; frame:
    name, observation_year, observed_value. Panels of different units have a scale each.

    Two columns, so that four panels fit a phone."""
    columns = min(columns, max(1, targets.height))
    rows = max(1, -(-targets.height // columns))
    titles = [
        "<br>".join([*wrap(name, TITLE_WIDTH), f"({unit})"]) for name, unit in targets["name", "unit_words"].iter_rows()
    ]
    lines = max((title.count("<br>") for title in titles), default=0) + 1
    head, height = 17 * lines + 18, rows * (PANEL + FOOT + 17 * lines + 18)
    figure = Figure.of_panels(
        rows,
        columns,
        titles=titles,
        vertical_spacing=(head + FOOT) / (height - head - FOOT) if rows > 1 else 0,
        horizontal_spacing=0.14,
    )
    draw(figure, pen, height, margin=(4, 14, head, FOOT))
    figure.update_annotations(font={"size": 13, "color": pen.colours.ink}, yshift=12)
    everything = [*frame["observed_value"], *targets["target_value"]]
    for number, aimed in enumerate(targets.iter_slices(1)):
        place: dict[str, int] = {"row": number // columns + 1, "col": number % columns + 1}
        one = frame.filter(pl.col("name") == aimed["name"][0]).sort("observation_year")
        own = [*one["observed_value"], *aimed["target_value"]]
        _draw_panel(figure, place, one, aimed.drop_nulls("target_value"), pen, int(aimed["decimal_places"][0]))
        fit(
            figure,
            pen,
            "y",
            bounds,
            figures=everything if is_shared else own,
            most=4,
            row=place["row"],
            col=place["col"],
        )
    seen = [*frame["observation_year"], *targets["target_year"]]
    span = [min(seen) - 2, max(seen) + 2] if seen else None
    figure.update_xaxes(showgrid=False, range=span, **years(seen, most=4))
    figure.update_yaxes(automargin=True)
    return figure


def _draw_panel(
    figure: Figure, place: dict[str, int], one: pl.DataFrame, aimed: pl.DataFrame, pen: Pen, places: int
) -> None:
    say, colours = pen.say, pen.colours
    figure.add_scatter(
        x=one["observation_year"].to_list(),
        y=one["observed_value"].to_list(),
        mode="lines+markers+text",
        line={"color": colours.ink, "width": 2},
        marker={"size": [0] * (one.height - 1) + [7], "color": colours.ink},
        text=[""] * (one.height - 1) + [say.number(seen, places) for seen in one["observed_value"][-1:]],
        textposition="top center",
        textfont={"size": 12, "color": colours.ink},
        cliponaxis=False,
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
        textposition="bottom center",
        textfont={"size": 12, "color": colours.blue},
        hovertext=[
            f"{say('chart.target')} {year}: {say.number(aim, places)}"
            for year, aim in zip(aimed["target_year"], aimed["target_value"], strict=True)
        ],
        hoverinfo="text",
        cliponaxis=False,
        **place,
    )
