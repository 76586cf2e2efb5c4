"""Refreshes by the clock: each morning of an open round, and each month after asking the publishers."""

from __future__ import annotations

from datetime import datetime

import dagster as dg

from pipelines.contract.paths import Paths
from pipelines.orchestration.jobs import refresh_job, run_request
from pipelines.reference.model import PlanningRound
from pipelines.reference.read import read_catalogue

JAKARTA = "Asia/Jakarta"


def is_open(planning_round: PlanningRound, now: datetime) -> bool:
    return planning_round.opens_at <= now <= planning_round.closes_at


@dg.schedule(
    job=refresh_job,
    cron_schedule="0 6 * * *",
    execution_timezone=JAKARTA,
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def while_a_round_is_open(context: dg.ScheduleEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Refresh each morning (WIB) while at least one planning round is open."""
    now = context.scheduled_execution_time
    rounds = read_catalogue(Paths.from_environment().reference).rounds.values()
    if not any(is_open(planning_round, now) for planning_round in rounds):
        return dg.SkipReason("No planning round is open.")
    return run_request(f"daily-{now.date()}")


@dg.schedule(
    job=refresh_job,
    cron_schedule="0 4 2 * *",
    execution_timezone=JAKARTA,
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def history_each_month(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Refresh on the second of each month, after asking the publishers for newer tables when a key is set."""
    return run_request(f"history-{context.scheduled_execution_time.date()}", is_fetching=True)
