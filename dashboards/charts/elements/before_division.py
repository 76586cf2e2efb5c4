"""What stood before a province was divided: the undivided territory's figures, drawn open and starred, and the year of
the break. Never the province's own line, and outside all arithmetic (methods.md section 5)."""

from __future__ import annotations

import polars as pl

from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.labels import write
from dashboards.charts.elements.style import Pen


def draw_before_division(
    figure: Figure, before: pl.DataFrame, first_own_year: int | None, pen: Pen, places: int
) -> None:
    """Draw the parent's points and the break. Frame: parent_name, division_year, observation_year, observed_value."""
    if before.is_empty():
        return
    say, soft = pen.say, pen.colours.soft
    division_year, parent = int(before["division_year"][0]), str(before["parent_name"][0])
    seen = before.filter(pl.col("observed_value").is_not_null())
    years = seen["observation_year"].to_list()
    figure.add_scatter(
        x=years,
        y=seen["observed_value"].to_list(),
        mode="markers+text",
        text=["*"] * seen.height,
        textposition="top center",
        textfont={"color": soft, "size": 14},
        cliponaxis=False,
        marker={"symbol": "circle-open", "size": 8, "color": soft, "line": {"width": 1.5}},
        hovertext=[
            say("chart.parent_hover", parent=parent, year=year, value=say.number(value, places))
            for year, value in seen.select("observation_year", "observed_value").iter_rows()
        ],
        hoverinfo="text",
    )
    place = division_year if first_own_year is None else first_own_year - 0.5
    figure.add_vline(x=place, line={"color": pen.colours.orange, "width": 1.5, "dash": "dash"})
    words = (
        say("chart.division_only", year=division_year)
        if first_own_year is None
        else say("chart.division", year=division_year, first=first_own_year)
    )
    write(figure, words, pen.colours.orange, x=place, y=1, yref="paper", xanchor="right", yanchor="top", xshift=-4)
