"""Candidates of a composed set: one row per region, from where it stands to what each rule asks of it, on one axis; and
what each adds up to beside the range above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

from dashboards.charts.elements.axes import OPEN, Bounds, Scale, axis_of_scale, main_body, scale, unit_axis
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.row_names import MARK, name_rows, row_height
from dashboards.charts.elements.style import RANGE_OPACITY, Pen, draw, faded_colour

MARKS = ("diamond", "triangle-up", "square")
SIGNS = ("◆", "▲", "■")
SUBMITTED, PLANNED = "x-thin", "circle-open"
SIZES = {"as_planned": MARK + 4}  # a ring around whatever lies in the same place
LONG = 16  # rows; from here on two columns are shorter than one and still wide enough


@dataclass(frozen=True)
class Candidate:
    """A column of the frame under the words of its rule."""

    column: str
    words: str


def colours_of(pen: Pen) -> tuple[str, str, str]:
    """The colours of the first, second and third candidate; their signs differ as well."""
    return pen.colours.blue, pen.colours.orange, pen.colours.purple


def halves(frame: pl.DataFrame) -> list[pl.DataFrame]:
    """A long list in two parts to stand beside each other, the worst first; a short one stays whole."""
    if frame.height < LONG:
        return [frame]
    middle = (frame.height + 1) // 2
    return [frame.head(middle), frame.slice(middle)]


def in_use(frame: pl.DataFrame, columns: Sequence[str]) -> list[str]:
    """Of some columns those with a figure in at least one row: what a key has to explain."""
    return [name for name in columns if frame[name].count()]


def candidate_rows(
    frame: pl.DataFrame,
    candidates: Sequence[Candidate],
    pen: Pen,
    unit_words: str,
    places: int,
    bounds: Bounds = OPEN,
    whole: pl.DataFrame | None = None,
) -> Figure:
    """Draw rows from top to bottom. Frame: name, is_locked, latest_value, one column per candidate, as_submitted,
    as_planned; any figure may be null. A line leads from today's value to the first candidate. The axis holds all
    rows of `whole`, so that parts of one list stand on one scale."""
    names = [f"{row['name']} 🔒" if row["is_locked"] else str(row["name"]) for row in frame.iter_rows(named=True)]
    columns = ["latest_value", *(each.column for each in candidates), "as_submitted", "as_planned"]
    whole = frame if whole is None else whole
    body = main_body((value for name in columns for value in whole[name]), whole["latest_value"])
    found = scale(body, bounds, most=5) or Scale(0, 1, (), 0)
    figure, ends = Figure(), []
    for row in frame.iter_rows(named=True):
        aim = row[candidates[0].column]
        ends.append(
            f"\u00a0 <b>{pen.say.number(row['latest_value'], places)}</b> → <b>{pen.say.number(aim, places)}</b>"
        )
    _ways(figure, frame, candidates[0].column, found, pen)
    _draw_marks(figure, frame, candidates, found, pen, lambda value: f"{pen.say.number(value, places)} {unit_words}")
    draw(figure, pen, row_height(names) * max(frame.height, 1) + 54, margin=(10, 12, 2, 52))
    name_rows(figure, names, pen, ends=ends, at=found.low)
    figure.update_xaxes(**unit_axis(unit_words, pen), **axis_of_scale(found, pen))
    return figure


def _draw_marks(
    figure: Figure,
    frame: pl.DataFrame,
    candidates: Sequence[Candidate],
    found: Scale,
    pen: Pen,
    written: Callable[[float | None], str],
) -> None:
    """One trace a column, the first candidate on top; `written` gives a figure with its unit."""
    marks = [("latest_value", pen.say("chart.latest"), "circle", pen.colours.ink)]
    marks += [
        ("as_planned", pen.say("compose.as_planned"), PLANNED, pen.colours.soft),
        ("as_submitted", pen.say("compose.as_submitted"), SUBMITTED, pen.colours.ink),
    ]
    drawn = zip(candidates, MARKS, colours_of(pen), strict=False)
    marks += [(each.column, each.words, symbol, colour) for each, symbol, colour in list(drawn)[::-1]]
    for column, words, symbol, colour in marks:
        figure.add_scatter(
            x=[_figure_on_scale(value, found) for value in frame[column]],
            y=list(range(frame.height)),
            mode="markers",
            cliponaxis=False,
            marker={
                "symbol": symbol,
                "size": SIZES.get(column, MARK),
                "color": colour,
                "line": {"width": 1.5, "color": colour},
            },
            hovertext=[
                f"{name}<br>{words}: {written(value)}" for name, value in zip(frame["name"], frame[column], strict=True)
            ],
            hoverinfo="text",
            name=words,
        )


def _figure_on_scale(figure: float | None, found: Scale) -> float | None:
    """A figure, or the edge it lies beyond."""
    return None if figure is None else min(max(figure, found.low), found.high)


def _ways(figure: Figure, frame: pl.DataFrame, column: str, found: Scale, pen: Pen) -> None:
    """One trace of lines from today's value to the first candidate."""
    x: list[float | None] = []
    y: list[int | None] = []
    for number, (start, end) in enumerate(frame.select("latest_value", column).iter_rows()):
        if start is not None and end is not None:
            x += [_figure_on_scale(start, found), _figure_on_scale(end, found), None]
            y += [number, number, None]
    figure.add_scatter(
        x=x, y=y, mode="lines", line={"color": colours_of(pen)[0], "width": 3}, opacity=RANGE_OPACITY, hoverinfo="skip"
    )


def candidate_sums(
    frame: pl.DataFrame, pen: Pen, unit_words: str, places: int, national: tuple[float | None, float | None]
) -> Figure:
    """Draw what each set adds up to, one row a set, over the band of the range above. Frame: name, total_value,
    best_feasible_value (how far the regions could go, null where that is not known)."""
    low, high = national
    names = frame["name"].to_list()
    figures = [*frame["total_value"], *frame["best_feasible_value"], low, high]
    found = scale(figures, most=5) or Scale(0, 1, (), 0)
    figure = Figure()
    if low is not None or high is not None:
        left, right = (found.low if low is None else low), (found.high if high is None else high)
        figure.add_shape(
            type="rect", x0=left, x1=right, y0=0, y1=1, yref="paper", layer="below",
            line={"width": 1, "color": pen.colours.green}, fillcolor=faded_colour(pen.colours.green, 0.18),
        )  # fmt: skip
    for column, symbol, words in (
        ("best_feasible_value", "line-ns-open", "compose.best_feasible"),
        ("total_value", "diamond", "compose.total"),
    ):
        colour = pen.colours.vermilion if column == "best_feasible_value" else pen.colours.blue
        figure.add_scatter(
            x=frame[column].to_list(),
            y=list(range(frame.height)),
            mode="markers",
            cliponaxis=False,
            marker={"symbol": symbol, "size": MARK, "color": colour, "line": {"width": 2, "color": colour}},
            hovertext=[
                f"{name}<br>{pen.say(words)}: {pen.say.number(value, places)} {unit_words}"
                for name, value in zip(names, frame[column], strict=True)
            ],
            hoverinfo="text",
            name=pen.say(words),
        )
    ends = [f"\u00a0 <b>{pen.say.number(value, places)}</b>" for value in frame["total_value"]]
    draw(figure, pen, row_height(names) * max(frame.height, 1) + 54, margin=(10, 12, 2, 52))
    name_rows(figure, names, pen, ends=ends, at=found.low)
    figure.update_xaxes(
        title={"text": unit_words, "font": {"size": 13, "color": pen.colours.soft}}, **axis_of_scale(found, pen)
    )
    return figure
