"""Which rules spoke how often: one bar per rule, coloured and marked by severity."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboards.charts.style import Pen, draw

SEVERITY_SIGNS = {"reject": "✕", "ask": "?", "note": "i"}
ROW_HEIGHT = 28


def severity_colour(severity: str, pen: Pen) -> str:
    """The colour of a severity; its sign stands beside it."""
    colours = pen.colours
    return {"reject": colours.vermilion, "ask": colours.orange, "note": colours.grey}[severity]


def rules(frame: pl.DataFrame, pen: Pen) -> go.Figure:
    """Draw rules from top to bottom as given. Frame: name, severity, finding_count, rule_id."""
    say = pen.say
    labels = [f"{SEVERITY_SIGNS[severity]} {name}" for severity, name in frame.select("severity", "name").iter_rows()]
    counts = frame["finding_count"].to_list()
    figure = go.Figure(
        go.Bar(
            orientation="h",
            y=labels,
            x=counts,
            customdata=frame["rule_id"].to_list(),
            marker={"color": [severity_colour(severity, pen) for severity in frame["severity"]], "line": {"width": 0}},
            text=[say.number(count) for count in counts],
            textposition="outside",
            textfont={"size": 13, "color": pen.colours.ink},
            cliponaxis=False,
            hoverinfo="y+text",
            width=0.62,
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}},
        )
    )
    draw(figure, pen, ROW_HEIGHT * max(len(labels), 1) + 16, margin=(4, 52, 4, 8))
    figure.update_layout(clickmode="event+select")
    figure.update_yaxes(autorange="reversed", automargin=True, showgrid=False, tickfont={"color": pen.colours.ink})
    figure.update_xaxes(showgrid=False, showticklabels=False)
    return figure
