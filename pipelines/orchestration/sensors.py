"""Refreshes by an event: a file in the inbox has come to rest, a planning round has closed.

They read the catalogue when they look, not when the code location loads: a new round needs no restart, and a bad row is
one failed look with its sentence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import dagster as dg

from pipelines.contract.paths import Paths
from pipelines.orchestration import inbox_watch
from pipelines.orchestration.inbox_watch import InboxView
from pipelines.orchestration.jobs import BY_DAGSTER, all_rounds, refresh_job, run_request
from pipelines.orchestration.step_events import events_of
from pipelines.reference.model import PlanningRound
from pipelines.reference.read import read_catalogue
from pipelines.steps.journal import entries_after

INBOX_SECONDS = 1  # the daemon itself takes five
CLOSING_SECONDS = 60
JOURNAL_SECONDS = 15
AFTER_CLOSING = timedelta(minutes=5)


@dg.sensor(job=refresh_job, minimum_interval_seconds=INBOX_SECONDS, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Start one refresh when the content of the inbox has changed and every file has come to rest, or when a file was
    unlocked or withdrawn, or a cell of one set aside, since the last look."""
    before = InboxView.from_cursor(context.cursor)
    seen = inbox_watch.watch(Paths.from_environment(), before, inbox_watch.WATCH_SECONDS)
    if not seen.content or seen.content == before.content:
        context.update_cursor(seen.to_cursor())
        return dg.SkipReason(f"{len(seen.looks)} files in the inbox, {seen.waiting} still being written, nothing new.")
    request = run_request(f"inbox-{hashlib.sha256(seen.content.encode()).hexdigest()}")
    return dg.SensorResult(run_requests=[request], cursor=seen.to_cursor())


def closed_rounds(rounds: Mapping[str, PlanningRound], now: datetime) -> dict[str, str]:
    """The rounds that closed at least five minutes ago, each with its closing instant: a moved closing is a new one."""
    return {
        name: each.closes_at.astimezone(UTC).isoformat()
        for name, each in rounds.items()
        if each.closes_at + AFTER_CLOSING <= now
    }


@dg.sensor(job=refresh_job, minimum_interval_seconds=CLOSING_SECONDS, default_status=dg.DefaultSensorStatus.RUNNING)
def closing_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Start one refresh five minutes after a planning round has closed; the first look only remembers."""
    closed = closed_rounds(read_catalogue(Paths.from_environment().reference).rounds, datetime.now(UTC))
    before: dict[str, str] = json.loads(context.cursor) if context.cursor else closed
    newly = sorted(name for name, at in closed.items() if before.get(name) != at)
    if not newly:
        context.update_cursor(json.dumps(closed))
        return dg.SkipReason("No planning round has closed since the last look.")
    request = run_request(f"closed-{'-'.join(newly)}-{closed[newly[0]]}")
    return dg.SensorResult(run_requests=[request], cursor=json.dumps(closed))


@dg.sensor(minimum_interval_seconds=JOURNAL_SECONDS, default_status=dg.DefaultSensorStatus.RUNNING)
def journal_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Show what refreshes from the command line made and what they left standing; they start without Dagster."""
    paths = Paths.from_environment()
    entries = entries_after(paths, context.cursor or "")
    if not entries:
        return dg.SkipReason("No refresh since the last look.")
    all_rounds(context.instance)
    events = [event for entry in entries if entry.by != BY_DAGSTER for event in events_of(paths, entry)]
    return dg.SensorResult(asset_events=events, cursor=entries[-1].name)
