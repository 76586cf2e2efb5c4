"""Dumbbells: from the baseline over the latest value to the target, one row per region or indicator on one shared
axis."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.charts.elements.axes import OPEN, Bounds, Scale, axis_of_scale, main_body, scale, unit_axis
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.row_names import LONGEST_LINE, MARK, lines_of, name_rows, row_height
from dashboards.charts.elements.style import RANGE_OPACITY, Pen, draw, text_colour

ARROW = {
    **{"xref": "x", "yref": "y", "axref": "x", "ayref": "y"},
    **{"text": "", "showarrow": True, "arrowhead": 2, "arrowsize": 1, "arrowwidth": 2.5},
}
FIGURES = ("baseline_value", "latest_value", "target_low", "target_high", "target_value")


def dumbbells(frame: pl.DataFrame, pen: Pen, unit_words: str, places: int = 2, bounds: Bounds = OPEN) -> Figure:
    """Draw rows from top to bottom, each under its name and figures. Frame: name, standing, baseline_value,
    latest_value, target_low, target_high, target_value; `bounds` of the indicators on the axis. A figure far off all
    others is marked at the edge, so that it does not flatten the rest."""
    figure = Figure()
    body = main_body(*([each for name in names for each in frame[name]] for names in (FIGURES, FIGURES[:2])))
    found = scale(body, bounds, most=5) or Scale(0, 1, (), 0)
    heads = [_head(row, found, pen, places) for row in frame.iter_rows(named=True)]
    names = [plain for plain, _ in heads]
    _draw_ways(figure, frame, found, pen)
    _draw_marks(figure, frame, found, pen, unit_words, places)
    draw(figure, pen, row_height(names) * max(frame.height, 1) + 54, margin=(10, 12, 2, 52))
    name_rows(figure, names, pen, ends=[end for _, end in heads], at=found.low)
    figure.update_xaxes(**unit_axis(unit_words, pen), **axis_of_scale(found, pen))
    return figure


def _head(row: dict[str, Any], found: Scale, pen: Pen, places: int) -> tuple[str, str]:
    """The name of a row, and beside it, so that no label overprints another, where it stands and where it goes."""
    say, colours = pen.say, pen.colours
    aim = say("chart.no_target") if row["target_value"] is None else say.number(row["target_value"], places)
    seen, ink = say.number(row["latest_value"], places), colours.soft if row["target_value"] is None else colours.blue
    off = f" ({say('chart.off_axis')})" if any(_is_off(row[name], found) for name in FIGURES) else ""
    lines = lines_of(row["name"].replace("<br>", " "))
    is_full = len(lines[-1]) + len(seen) + len(aim) + len(off) + 5 > LONGEST_LINE
    end = f"<b>{seen}</b> → <span style='color:{ink}'><b>{aim}</b></span>{off}"
    return ("<br>".join([*lines, "\u00a0"]), end) if is_full else ("<br>".join(lines), f"\u00a0 {end}")


def _is_off(figure: float | None, found: Scale) -> bool:
    return figure is not None and not found.low <= figure <= found.high


def _figure_on_scale(figure: float | None, found: Scale) -> float | None:
    """A figure, or the edge it lies beyond."""
    return None if figure is None else min(max(figure, found.low), found.high)


def _draw_ways(figure: Figure, frame: pl.DataFrame, found: Scale, pen: Pen) -> None:
    """An arrow from where a region stands to its target, and the target's range as a bar.

    The arrows are handed over together: each one added alone copies all before it.
    """
    arrows = []
    for number, row in enumerate(frame.iter_rows(named=True)):
        start = row["latest_value"] if row["latest_value"] is not None else row["baseline_value"]
        if start is not None and row["target_value"] is not None:
            ends = {
                "x": _figure_on_scale(row["target_value"], found),
                "y": number,
                "ax": _figure_on_scale(start, found),
                "ay": number,
            }
            arrows.append({**ARROW, **ends, "arrowcolor": text_colour(row["standing"], pen)})
    figure.update_layout(annotations=arrows)
    ranged = frame.with_row_index("place").filter(pl.col("target_low") != pl.col("target_high"))
    for (standing,), rows in ranged.partition_by("standing", maintain_order=True, as_dict=True).items():
        held = [[_figure_on_scale(end, found) for end in rows[name]] for name in ("target_low", "target_high")]
        figure.add_scatter(
            x=[each for low, high in zip(*held, strict=True) for each in (low, high, None)],
            y=[place for place in rows["place"] for _ in range(3)],
            mode="lines",
            line={"color": text_colour(str(standing), pen), "width": 9},
            opacity=RANGE_OPACITY,
            hoverinfo="skip",
        )


def _draw_marks(figure: Figure, frame: pl.DataFrame, found: Scale, pen: Pen, unit_words: str, places: int) -> None:
    colours, say, names = pen.colours, pen.say, frame["name"].to_list()
    marks = (
        ("baseline_value", "circle-open", colours.soft, "chart.baseline"),
        ("latest_value", "circle", colours.ink, "chart.latest"),
        ("target_value", "diamond", colours.blue, "chart.target"),
    )
    for column, symbol, colour, words in marks:
        figure.add_scatter(
            x=[_figure_on_scale(seen, found) for seen in frame[column]],
            y=list(range(len(names))),
            mode="markers",
            cliponaxis=False,
            marker={
                "symbol": [_symbol(seen, found, symbol) for seen in frame[column]],
                "size": MARK,
                "color": colour,
                "line": {"width": 2, "color": colour},
            },
            hovertext=[
                f"{name}<br>{say(words)}: {say.number(seen, places)} {unit_words}"
                for name, seen in zip(names, frame[column], strict=True)
            ],
            hoverinfo="text",
            name=say(words),
        )


def _symbol(figure: float | None, found: Scale, symbol: str) -> str:
    """A mark's own sign, or an arrow towards where it lies beyond the edge."""
    if figure is None or not _is_off(figure, found):
        return symbol
    return "triangle-left" if figure < found.low else "triangle-right"
