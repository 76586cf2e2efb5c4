"""One indicator in one region over time: observations, breaks, earlier vintages, the target path and a pale
projection fan."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from dashboards.charts.elements.axes import OPEN, Bounds, fit, years
from dashboards.charts.elements.before_division import draw_before_division
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.style import RANGE_OPACITY, Pen, draw, faded_colour

FAN = ((95, 0.10), (80, 0.16), (50, 0.24))
EMPTY = pl.DataFrame()


@dataclass(frozen=True)
class History:
    """What one series chart shows. Frames may be empty; their columns are named beside them."""

    observations: pl.DataFrame  # observation_year, observed_value, is_break
    revisions: pl.DataFrame = field(
        default_factory=lambda: EMPTY
    )  # observation_year, observed_value, vintage: replaced figures
    targets: pl.DataFrame = field(default_factory=lambda: EMPTY)  # target_year, target_low, target_high, target_value
    projection: pl.DataFrame = field(
        default_factory=lambda: EMPTY
    )  # projection_year, projection_value, low50 ... high95
    peers: pl.DataFrame = field(default_factory=lambda: EMPTY)  # name, observation_year, observed_value
    before: pl.DataFrame = field(
        default_factory=lambda: EMPTY
    )  # parent_name, division_year, observation_year, observed_value: the undivided territory's figures
    baseline_year: int | None = None
    baseline_value: float | None = None
    tried_value: float | None = None  # a what-if target, for the last target year
    judged_year: int | None = None  # the target year in view, when its own observation judges it


def series(history: History, pen: Pen, unit_words: str, places: int, bounds: Bounds = OPEN) -> Figure:
    """Draw the series from the first observation to the last target year."""
    figure = Figure()
    _draw_peers(figure, history.peers, pen, places)
    _draw_fan(figure, history, pen, places)
    own_years = history.observations["observation_year"].to_list() if history.observations.height else []
    draw_before_division(figure, history.before, min(own_years, default=None), pen, places)
    _draw_observations(figure, history, pen, places)
    _draw_targets(figure, history, pen, places)
    draw(figure, pen, 430, margin=(4, 66, 18, 36))
    figure.update_xaxes(
        showgrid=False, automargin=True, **years(year for trace in figure.traces for year in trace["x"])
    )
    figure.update_yaxes(
        title={"text": unit_words, "font": {"size": 13, "color": pen.colours.soft}},
        automargin=True,
    )
    fit(figure, pen, "y", bounds)
    return figure


def _draw_peers(figure: Figure, peers: pl.DataFrame, pen: Pen, places: int) -> None:
    if peers.is_empty():
        return
    for (name,), one in peers.group_by("name", maintain_order=True):
        figure.add_scatter(
            x=one["observation_year"].to_list(),
            y=one["observed_value"].to_list(),
            mode="lines",
            line={"color": faded_colour(pen.colours.grey, 0.45), "width": 1},
            hovertext=[
                f"{name} {year}: {pen.say.number(observed, places)}"
                for year, observed in zip(one["observation_year"], one["observed_value"], strict=True)
            ],
            hoverinfo="text",
        )


def _draw_fan(figure: Figure, history: History, pen: Pen, places: int) -> None:
    fan, colours, say = history.projection, pen.colours, pen.say
    if fan.is_empty() or history.observations.is_empty():
        return
    last = history.observations.row(-1, named=True)
    years = [last["observation_year"], *fan["projection_year"].to_list()]
    for share, opacity in FAN:
        lows = [last["observed_value"], *fan[f"low{share}"].to_list()]
        highs = [last["observed_value"], *fan[f"high{share}"].to_list()]
        figure.add_scatter(
            x=[*years, *reversed(years)],
            y=[*highs, *reversed(lows)],
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=faded_colour(colours.purple, opacity),
            fillpattern={
                "shape": "/",
                "size": 7,
                "solidity": 0.12,
                "fgcolor": faded_colour(colours.purple, 0.5),
                "bgcolor": faded_colour(colours.purple, opacity),
            },
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=years,
        y=[last["observed_value"], *fan["projection_value"].to_list()],
        mode="lines",
        line={"color": colours.purple, "width": 1.5, "dash": "dot"},
        hovertext=[
            "",
            *[
                say(
                    "chart.projection_hover",
                    year=row["projection_year"],
                    middle=say.number(row["projection_value"], places),
                    low=say.number(row["low80"], places),
                    high=say.number(row["high80"], places),
                )
                for row in fan.iter_rows(named=True)
            ],
        ],
        hoverinfo="text",
    )
    _label(
        figure, years[-1], fan["projection_value"][-1], say("chart.projection"), colours.purple, shift=0, is_beside=True
    )


def _draw_observations(figure: Figure, history: History, pen: Pen, places: int) -> None:
    _draw_revisions(figure, history, pen, places)
    seen, colours, say = history.observations, pen.colours, pen.say
    if seen.is_empty():
        return
    lines: list[float | None] = []
    years: list[int] = []
    for row in seen.iter_rows(named=True):
        if row["is_break"] and years:
            years.append(row["observation_year"])
            lines.append(None)
            figure.add_vline(
                x=row["observation_year"] - 0.5, line={"color": colours.orange, "width": 1.5, "dash": "dash"}
            )
            figure.add_annotation(
                x=row["observation_year"] - 0.5,
                y=1,
                yref="paper",
                text=say("chart.break"),
                showarrow=False,
                xanchor="right",
                yanchor="top",
                font={"size": 12, "color": colours.orange_ink},
            )
        years.append(row["observation_year"])
        lines.append(row["observed_value"])
    figure.add_scatter(
        x=years,
        y=lines,
        mode="lines+markers",
        line={"color": colours.ink, "width": 2.5},
        marker={"size": 7, "color": colours.ink},
        hovertext=[f"{year}: {say.number(observed, places)}" for year, observed in zip(years, lines, strict=True)],
        hoverinfo="text",
    )
    _label_seen(figure, years, lines, history.judged_year, pen, places)
    _draw_baseline(figure, history, pen, places)


def _label_seen(
    figure: Figure, years: list[int], lines: list[float | None], judged_year: int | None, pen: Pen, places: int
) -> None:
    """Label the latest figure; where an earlier year judges the target, that year's too, each with its year."""
    say, colours = pen.say, pen.colours
    judged = [place for place, year in enumerate(years) if year == judged_year and lines[place] is not None]
    if not judged or judged[-1] == len(years) - 1:
        _label(figure, years[-1], lines[-1], f"<b>{say.number(lines[-1], places)}</b>", colours.ink, shift=-16)
        return
    place = judged[-1]
    words = f"<b>{say.number(lines[place], places)}</b> ({years[place]})"
    _label(figure, years[place], lines[place], words, colours.ink, shift=-16)
    words = f"{say.number(lines[-1], places)} ({years[-1]})"
    _label(figure, years[-1], lines[-1], words, colours.soft, shift=0, is_beside=True)


def _draw_revisions(figure: Figure, history: History, pen: Pen, places: int) -> None:
    colours, say = pen.colours, pen.say
    if not history.revisions.is_empty():
        figure.add_scatter(
            x=history.revisions["observation_year"].to_list(),
            y=history.revisions["observed_value"].to_list(),
            mode="markers",
            marker={"symbol": "x-thin-open", "size": 9, "color": colours.grey, "line": {"width": 2}},
            hovertext=[
                say(
                    "chart.revision_hover",
                    year=row["observation_year"],
                    value=say.number(row["observed_value"], places),
                    vintage=say.short_day(row["vintage"]),
                )
                for row in history.revisions.iter_rows(named=True)
            ],
            hoverinfo="text",
        )


def _draw_baseline(figure: Figure, history: History, pen: Pen, places: int) -> None:
    colours, say = pen.colours, pen.say
    if history.baseline_value is not None:
        figure.add_scatter(
            x=[history.baseline_year],
            y=[history.baseline_value],
            mode="markers",
            marker={"symbol": "circle-open", "size": 15, "color": colours.blue, "line": {"width": 2.5}},
            hovertext=[
                f"{say('chart.baseline')} {history.baseline_year}: {say.number(history.baseline_value, places)}"
            ],
            hoverinfo="text",
        )


def _draw_targets(figure: Figure, history: History, pen: Pen, places: int) -> None:
    targets, colours, say = history.targets, pen.colours, pen.say
    if targets.is_empty():
        return
    years, values = targets["target_year"].to_list(), targets["target_value"].to_list()
    if history.baseline_value is not None:
        figure.add_scatter(
            x=[history.baseline_year, *years],
            y=[history.baseline_value, *values],
            mode="lines",
            line={"color": colours.blue, "width": 2, "dash": "dash"},
            hoverinfo="skip",
        )
    for row in targets.iter_rows(named=True):
        if row["target_low"] is not None and row["target_low"] != row["target_high"]:
            figure.add_scatter(
                x=[row["target_year"]] * 2,
                y=[row["target_low"], row["target_high"]],
                mode="lines",
                line={"color": colours.blue, "width": 10},
                opacity=RANGE_OPACITY,
                hoverinfo="skip",
            )
    figure.add_scatter(
        x=years,
        y=values,
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 13,
            "color": colours.blue,
            "line": {"color": colours.ground, "width": 1.5},
        },
        hovertext=[
            f"{say('chart.target')} {year}: {say.number(figure, places)}"
            for year, figure in zip(years, values, strict=True)
        ],
        hoverinfo="text",
    )
    _label(figure, years[-1], values[-1], f"<b>{say.number(values[-1], places)}</b>", colours.blue, shift=16)
    if history.tried_value is not None:
        figure.add_scatter(
            x=[years[-1]],
            y=[history.tried_value],
            mode="markers",
            marker={"symbol": "star", "size": 17, "color": colours.orange, "line": {"color": colours.ink, "width": 1}},
            hovertext=[f"{say('chart.tried')}: {say.number(history.tried_value, places)}"],
            hoverinfo="text",
        )


def _label(
    figure: Figure, year: int, height: float | None, text: str, colour: str, shift: int, *, is_beside: bool = False
) -> None:
    if height is not None:
        figure.add_annotation(
            x=year,
            y=height,
            text=text,
            showarrow=False,
            yshift=shift,
            xshift=6 if is_beside else 0,
            xanchor="left" if is_beside else "center",
            font={"size": 13, "color": colour},
        )
