"""The newest series of the warehouse as panels, and which targets and weights were known when, for back-tests."""

from __future__ import annotations

import duckdb

from pipelines.analysis.tables.panel import Panel, panels
from pipelines.analysis.tables.rule_hit_rate import KnownThen, known_then
from pipelines.steps.models.inputs import known_frames, series_frames


def panels_of_series(connection: duckdb.DuckDBPyConnection) -> list[Panel]:
    """Give the panels of core.reference_series: the newest figures, whichever round asks."""
    return list(panels(*series_frames(connection)))


def known_in(connection: duckdb.DuckDBPyConnection) -> KnownThen:
    """Ask for the national targets and weights of the rounds that really took place."""
    return known_then(*known_frames(connection))
