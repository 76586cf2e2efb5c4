"""The Dagster code location: the full list of what exists. Assets stand in assets/, what starts them in triggers.py."""

from __future__ import annotations

import dagster as dg

from pipelines.assets import analysis, catalogue, checks, edition, history, intake, tables
from pipelines.assets.resources import Bench
from pipelines.triggers import inbox_sensor, refresh_job, schedules

defs = dg.Definitions(
    assets=[catalogue.catalogue, history.history, intake.intake, *tables.tables, *analysis.analysis, edition.edition],
    asset_checks=checks.checks,
    jobs=[refresh_job],
    schedules=schedules(),
    sensors=[inbox_sensor],
    resources={"bench": Bench()},
    executor=dg.in_process_executor,
)
