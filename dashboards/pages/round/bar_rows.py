"""The bars of the round manager's page as rows of 24 pixels: how full, and what changed."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.charts.changes import KINDS, changes, kind_colour
from dashboards.charts.filling import filling, part_colour
from dashboards.components.markup import Html
from dashboards.components.scale_rows import Bar, Heads, Line, rows
from dashboards.state.context import Visit


def filling_rows(visit: Visit, frame: pl.DataFrame, heading: str, caption: str) -> Html:
    """One bar for each row of a frame that owes something: name, expected, received, accepted, rejected."""
    say = visit.say
    heads = Heads(
        heading, say("round.received"), ((say("round.received"), 14, True), (say("column.fill"), 9, True)), 36
    )
    lines = [_fill_line(visit, row) for row in frame.filter(pl.col("expected") > 0).iter_rows(named=True)]
    return rows(lines, heads, caption=caption, lines_at=[(0, "0"), (50, ""), (100, say.percent(100, 0))])


def _fill_line(visit: Visit, row: dict[str, Any]) -> Line:
    say = visit.say
    bars = [
        Bar(round(start, 2), round(width, 2), part_colour(part, visit.pen))
        for part, start, width in filling(row)
        if width and part != "missing"
    ]
    came = say("tile.of", count=say.number(row["received"]), all=say.number(row["expected"]))
    cells = (came, say.share(row["accepted"] / row["expected"], 1))
    return Line(row["name"], None, cells, more_bars=tuple(bars))


def change_rows(visit: Visit, frame: pl.DataFrame, caption: str) -> Html:
    """One bar for each indicator, as long as its targets are many: how many became easier, harder, new or were
    withdrawn."""
    say = visit.say
    longest = max(frame.select(pl.sum_horizontal(KINDS)).to_series(), default=0)
    cells = tuple((say(f"change.{kind}"), 9.0, True) for kind in KINDS)
    lines = [
        Line(
            row["name"],
            None,
            tuple(say.number(row[kind]) for kind in KINDS),
            more_bars=tuple(
                Bar(round(start, 2), round(width, 2), kind_colour(kind, visit.pen))
                for kind, start, width in changes(row, longest)
                if width
            ),
        )
        for row in frame.iter_rows(named=True)
    ]
    heads = Heads(say("column.indicator"), say("changes.axis"), cells, 32, is_counted=True)
    return rows(lines, heads, caption=caption, lines_at=[(0, "0")])
