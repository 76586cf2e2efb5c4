"""Axes of every chart: the range its marks need, within the indicator's bounds, and round ticks of equal decimals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from math import ceil, floor, isfinite, log10
from typing import Any

from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.style import Pen

Bounds = tuple[float | None, float | None]
OPEN: Bounds = (None, None)
ROOM = 0.06  # of the span, so that no mark touches an edge
HAIR = 0.025  # what a range may reach past a bound, so that a mark on the bound is whole
FEWEST_TO_LEAVE = 8  # of so few figures none is called far off
FAR_OFF = 2  # spans of the others between them and a figure far off
FEWER = 3  # times as many must stay on the axis
STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Scale:
    """The ends of an axis, its ticks, and the decimals with which every tick is written."""

    low: float
    high: float
    ticks: tuple[float, ...]
    places: int


def scale(
    figures: Iterable[Any], bounds: Bounds = OPEN, *, most: int = 6, is_count: bool = False, is_from_zero: bool = False
) -> Scale | None:
    """The scale that holds all figures; no tick lies beyond a bound. None where there is no figure."""
    seen = [float(each) for each in figures if isinstance(each, (int, float)) and isfinite(each)]
    if not seen:
        return None
    low, high = min(seen), max(seen)
    if is_from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    room = ROOM * (high - low) or 0.1 * abs(high) or 1.0
    is_grounded = is_from_zero and low == 0
    low, high = (low if is_grounded else low - room), high + room
    lower, upper = (low if bounds[0] is None else bounds[0]), (high if bounds[1] is None else bounds[1])
    hair = 0.0 if is_grounded else HAIR * (min(high, upper) - max(low, lower))
    low, high = max(low, lower - hair), min(high, upper + hair)
    step = _step(low, high, most)
    if is_count:
        step = max(step, 1.0)
    places = max(0, -floor(log10(step) + 1e-9))
    first, last = max(low, lower), min(high, upper)
    numbers = range(ceil(first / step - 1e-9), floor(last / step + 1e-9) + 1)
    return Scale(low, high, tuple(round(number * step, places) for number in numbers), places)


def main_body(figures: Iterable[Any], observed: Iterable[Any]) -> list[float]:
    """The figures without a few that lie so far off that they would flatten all others; mostly all of them.

    What was observed always stays: only promises may leave the axis.
    """
    seen = sorted(float(each) for each in figures if isinstance(each, (int, float)) and isfinite(each))
    if len(seen) < FEWEST_TO_LEAVE:
        return seen
    kept = {each for each in observed if each is not None}
    gap, place = max((seen[place + 1] - seen[place], place + 1) for place in range(len(seen) - 1))
    few, many = sorted((seen[:place], seen[place:]), key=len)
    is_far_off = gap > FAR_OFF * (many[-1] - many[0]) and len(few) * FEWER <= len(many) and kept.isdisjoint(few)
    return many if is_far_off else seen


def _step(low: float, high: float, most: int) -> float:
    """The smallest round step that gives at most so many ticks."""
    raw = (high - low) / most
    power: float = 10.0 ** floor(log10(raw))
    return next(step * power for step in STEPS if step * power >= raw * (1 - 1e-9))


def fit(
    figure: Figure,
    pen: Pen,
    axis: str,
    bounds: Bounds = OPEN,
    *,
    figures: Iterable[Any] | None = None,
    most: int = 6,
    is_count: bool = False,
    is_from_zero: bool = False,
    row: int | None = None,
    col: int | None = None,
) -> None:
    """Give the axis `x` or `y` the scale of what is drawn on it, or of `figures`; `row` and `col` name a panel."""
    drawn = chain.from_iterable(trace.get(axis) or () for trace in figure.traces) if figures is None else figures
    found = scale(drawn, bounds, most=most, is_count=is_count, is_from_zero=is_from_zero)
    if found is not None:
        update = figure.update_xaxes if axis == "x" else figure.update_yaxes
        update(**axis_of_scale(found, pen), row=row, col=col)


def unit_axis(unit_words: str, pen: Pen) -> dict[str, Any]:
    """An axis of figures under their unit, with ticks outside and no grid."""
    colours = pen.colours
    return {
        "title": {"text": unit_words, "font": {"size": 13, "color": colours.soft}},
        "showgrid": False,
        "ticks": "outside",
        "tickcolor": colours.grey,
        "linecolor": colours.grey,
    }


def axis_of_scale(found: Scale, pen: Pen) -> dict[str, Any]:
    """A scale in plotly's terms, its ticks in the pen's language."""
    return {
        "range": [found.low, found.high],
        "tickmode": "array",
        "tickvals": list(found.ticks),
        "ticktext": [pen.say.number(tick, found.places) for tick in found.ticks],
        "tickangle": 0,
    }


def years(seen: Iterable[int | None], most: int = 6) -> dict[str, Any]:
    """An axis of whole years in plotly's terms; its labels lie flat."""
    known = [year for year in seen if year is not None]
    if not known:
        return {}
    first, last = min(known), max(known)
    step = next((step for step in (1, 2, 5, 10, 20) if (last - first) // step < most), 50)
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    words = [str(year) for year in ticks]
    return {"tickmode": "array", "tickvals": ticks, "ticktext": words, "tickangle": 0}


def bounds_of(indicators: Iterable[Mapping[str, Any]]) -> Bounds:
    """The bounds that hold for all of several indicators on one axis; None where one of them has none."""
    rows = list(indicators)
    lows, highs = ([row.get(name) for row in rows] for name in ("lower_bound", "upper_bound"))
    return (
        min((float(low) for low in lows if low is not None), default=None) if None not in lows else None,
        max((float(high) for high in highs if high is not None), default=None) if None not in highs else None,
    )
