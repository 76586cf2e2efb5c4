"""How far past projections were off: error by horizon, and how often the 80 % band held what then happened."""

from __future__ import annotations

import polars as pl

from dashboards.charts.elements.axes import fit, years
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.style import Pen, draw

OURS = "pooled_local_level"
SYMBOLS = {OURS: "circle", "naive": "square-open", "drift": "triangle-up-open", "theil_sen": "diamond-open"}
PROMISED = 80
TICKS = (0, 20, 40, 60, 80, 100)


def backtests(frame: pl.DataFrame, pen: Pen, unit_words: str, places: int) -> Figure:
    """Draw error above coverage. Frame: method, horizon_years (from 1), mean_absolute_error, coverage80."""
    say, colours = pen.say, pen.colours
    figure = Figure.of_panels(
        rows=2,
        vertical_spacing=0.26,
        titles=[say("backtest.error", unit=unit_words), say("backtest.coverage")],
    )
    inks = {OURS: colours.blue, "naive": colours.grey, "drift": colours.orange, "theil_sen": colours.purple}
    for method in (name for name in SYMBOLS if name in set(frame["method"])):
        _draw_method(
            figure, frame.filter(pl.col("method") == method).sort("horizon_years"), method, inks[method], pen, places
        )
    figure.add_hline(y=PROMISED, line={"color": colours.ink, "width": 1, "dash": "dash"}, row=2, col=1)
    draw(figure, pen, 270, margin=(4, 12, 34, 46))
    figure.update_annotations(font={"size": 13, "color": colours.ink}, x=0, xanchor="left")
    figure.update_xaxes(showgrid=False, **years(frame["horizon_years"], most=12))
    title = {"text": say("backtest.horizon"), "font": {"size": 13, "color": colours.soft}}
    figure.update_xaxes(title=title, row=2, col=1)  # both panels have this axis; the words between them would touch
    figure.update_yaxes(automargin=True)
    fit(figure, pen, "y", figures=frame["mean_absolute_error"], is_from_zero=True, row=1, col=1)
    figure.update_yaxes(range=[0, 104], tickvals=TICKS, ticktext=[say.percent(tick, 0) for tick in TICKS], row=2, col=1)
    return figure


def _draw_method(figure: Figure, one: pl.DataFrame, method: str, ink: str, pen: Pen, places: int) -> None:
    """One method in both panels; ours thick, the others dotted."""
    say, is_ours, years = pen.say, method == OURS, one["horizon_years"].to_list()
    panels = (
        (1, one["mean_absolute_error"].to_list(), places),
        (2, [100 * share for share in one["coverage80"]], 0),
    )
    for panel, values, decimals in panels:
        figure.add_scatter(
            x=years,
            y=values,
            mode="lines+markers",
            line={"color": ink, "width": 3.5 if is_ours else 1.5, "dash": "solid" if is_ours else "dot"},
            marker={"symbol": SYMBOLS[method], "size": 9, "color": ink, "line": {"width": 1.5}},
            hovertext=[
                f"{say(f'backtest.{method}')}, {say('backtest.years', year=year)}: {say.number(value, decimals)}"
                for year, value in zip(years, values, strict=True)
            ],
            hoverinfo="text",
            row=panel,
            col=1,
        )
