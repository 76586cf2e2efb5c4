"""The dashboard's charts as plotly's own figures: plotly refuses what it does not know; pages skip that check."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import plotly.graph_objects as go

from dashboards.charts import among_peers as peers
from dashboards.charts import backtests as past
from dashboards.charts import dumbbells as ways
from dashboards.charts import intervals, multiples, outlines, tiles
from dashboards.charts import receptions as files
from dashboards.charts import rules as bars
from dashboards.charts import series as lines
from dashboards.charts import waterfall as parts
from dashboards.charts.elements.figure import Figure

Given = ParamSpec("Given")


def validated(chart: Callable[Given, Figure]) -> Callable[Given, go.Figure]:
    """The chart, checked by plotly property by property; ValueError names the one that plotly does not know."""

    @wraps(chart)
    def drawn(*given: Given.args, **named: Given.kwargs) -> go.Figure:
        return go.Figure(chart(*given, **named).specification)

    return drawn


alignment_intervals = validated(intervals.alignment_intervals)
among_peers = validated(peers.among_peers)
backtests = validated(past.backtests)
dumbbells = validated(ways.dumbbells)
outline_map = validated(outlines.outline_map)
receptions = validated(files.receptions)
rules = validated(bars.rules)
series = validated(lines.series)
small_multiples = validated(multiples.small_multiples)
tile_grid = validated(tiles.tile_grid)
waterfall = validated(parts.waterfall)
