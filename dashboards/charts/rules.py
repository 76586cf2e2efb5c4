"""Which rules spoke how often: one bar per rule, coloured and marked by severity."""

from __future__ import annotations

import polars as pl

from dashboards.charts.elements.axes import fit
from dashboards.charts.elements.figure import Figure
from dashboards.charts.elements.row_names import bar_share, name_rows, row_height
from dashboards.charts.elements.style import Pen, draw

SEVERITY_SIGNS = {"reject": "✕", "ask": "?", "note": "i"}


def severity_colour(severity: str, pen: Pen) -> str:
    """The colour of a severity; its sign stands beside it."""
    colours = pen.colours
    return {"reject": colours.vermilion, "ask": colours.orange, "note": colours.grey}[severity]


def rules(frame: pl.DataFrame, pen: Pen) -> Figure:
    """Draw rules from top to bottom as given. Frame: name, severity, finding_count, rule_id."""
    say = pen.say
    names = frame["name"].to_list()
    counts = frame["finding_count"].to_list()
    figure = Figure()
    figure.add_bar(
        orientation="h",
        y=list(range(len(names))),
        x=counts,
        customdata=frame["rule_id"].to_list(),
        marker={"color": [severity_colour(severity, pen) for severity in frame["severity"]], "line": {"width": 0}},
        text=[say.number(count) for count in counts],
        textposition="outside",
        constraintext="none",
        textfont={"size": 13, "color": pen.colours.ink},
        cliponaxis=False,
        hoverinfo="none",
        width=bar_share(names),
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    draw(figure, pen, row_height(names) * max(len(names), 1) + 50, margin=(8, 52, 4, 46))
    figure.update_layout(clickmode="event+select")
    name_rows(figure, names, pen, [SEVERITY_SIGNS[severity] for severity in frame["severity"]])
    figure.update_xaxes(
        title={"text": say("column.findings"), "font": {"size": 13, "color": pen.colours.soft}},
        showgrid=False,
        ticks="outside",
        tickcolor=pen.colours.grey,
        linecolor=pen.colours.grey,
    )
    fit(figure, pen, "x", figures=counts, is_count=True, is_from_zero=True, most=5)
    return figure
