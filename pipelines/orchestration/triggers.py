"""What starts a refresh by itself: a file in the inbox, a round's end, each day of an open round, each month."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import dagster as dg

from pipelines.contract.paths import Paths
from pipelines.edition.fingerprint import file_sha256
from pipelines.orchestration.partitions import FETCH_TAG, known_rounds, range_tags
from pipelines.reference.model import PlanningRound
from pipelines.reference.read import read_catalogue
from pipelines.submissions.inbox import inbox_files
from pipelines.submissions.readers.settling import Look, is_settled, look_at

SENSOR_SECONDS = 10
AFTER_CLOSING = timedelta(minutes=5)
JAKARTA = "Asia/Jakarta"
refresh_job = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="From files to edition: everything, for every planning round.",
    executor_def=dg.in_process_executor,
)


def run_request(run_key: str, rounds: list[str]) -> dg.RunRequest:
    return dg.RunRequest(run_key=run_key, job_name="refresh", tags=range_tags(rounds))


def all_rounds(instance: dg.DagsterInstance) -> list[str]:
    """All rounds of the catalogue in the instance's order; those it has not seen are added to its partitions."""
    return known_rounds(instance, read_catalogue(Paths.from_environment().reference).rounds)


@dg.sensor(job=refresh_job, minimum_interval_seconds=SENSOR_SECONDS, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Start one refresh when the content of the inbox has changed and every file has come to rest."""
    before: dict[str, Any] = json.loads(context.cursor) if context.cursor else {"looks": {}, "content": ""}
    files = inbox_files(Paths.from_environment())
    looks = {str(path): look_at(path) for path in files}
    resting = [path for path in files if is_settled(_earlier(before["looks"].get(str(path))), looks[str(path)], path)]
    content = ",".join(sorted({file_sha256(path) for path in resting}))
    cursor = json.dumps({"looks": {path: list(look) for path, look in looks.items()}, "content": content})
    if not content or content == before["content"]:
        context.update_cursor(cursor)
        return dg.SkipReason(
            f"{len(files)} files in the inbox, {len(files) - len(resting)} still being written, nothing new."
        )
    request = run_request(f"inbox-{hashlib.sha256(content.encode()).hexdigest()}", all_rounds(context.instance))
    return dg.SensorResult(run_requests=[request], cursor=cursor)


def _earlier(look: list[int] | None) -> Look | None:
    return Look(*look) if look else None


def after_closing(planning_round: PlanningRound) -> dg.ScheduleDefinition:
    """Refresh five minutes after the round's closing instant, in the round's own zone and in its own year only."""
    zone = ZoneInfo(planning_round.time_zone)
    day = planning_round.closes_at.astimezone(zone) + AFTER_CLOSING

    def due(context: dg.ScheduleEvaluationContext) -> Iterator[dg.RunRequest | dg.SkipReason]:
        if context.scheduled_execution_time.astimezone(zone).year != day.year:
            yield dg.SkipReason(f"Round {planning_round.round_id} closes in {day.year}.")
            return
        yield run_request(f"closed-{planning_round.round_id}-{day.date()}", all_rounds(context.instance))

    return dg.ScheduleDefinition(
        name=f"after_{planning_round.round_id.replace('-', '_')}_closes",
        job=refresh_job,
        cron_schedule=f"{day.minute} {day.hour} {day.day} {day.month} *",
        execution_timezone=planning_round.time_zone,
        execution_fn=due,
        default_status=dg.DefaultScheduleStatus.RUNNING,
        description=f"Refresh after round {planning_round.round_id} has closed.",
    )


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
    return run_request(f"daily-{now.date()}", all_rounds(context.instance))


@dg.schedule(
    job=refresh_job,
    cron_schedule="0 4 2 * *",
    execution_timezone=JAKARTA,
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def history_each_month(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """Refresh on the second of each month, after asking the publishers for newer tables when a key is set."""
    tags = {**range_tags(all_rounds(context.instance)), FETCH_TAG: "true"}
    return dg.RunRequest(f"history-{context.scheduled_execution_time.date()}", job_name="refresh", tags=tags)


def schedules() -> list[dg.ScheduleDefinition]:
    """The standing schedules and one per round of the catalogue; CatalogueError when that cannot be read."""
    rounds = read_catalogue(Paths.from_environment().reference).rounds.values()
    return [while_a_round_is_open, history_each_month, *(after_closing(planning_round) for planning_round in rounds)]
