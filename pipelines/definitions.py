"""The Dagster code location: the full list of what exists. Assets stand in assets/, what starts them in triggers.py."""

from __future__ import annotations

import dagster as dg

from pipelines.orchestration import asset_checks
from pipelines.orchestration.assets import analysis, edition, history, models, reference, submissions
from pipelines.orchestration.resources import Bench
from pipelines.orchestration.triggers import inbox_sensor, refresh_job, schedules

defs = dg.Definitions(
    assets=[
        reference.catalogue,
        history.history,
        submissions.intake,
        *models.tables,
        *analysis.analysis,
        edition.edition,
    ],
    asset_checks=asset_checks.checks,
    jobs=[refresh_job],
    schedules=schedules(),
    sensors=[inbox_sensor],
    resources={"bench": Bench()},
    executor=dg.in_process_executor,
)
