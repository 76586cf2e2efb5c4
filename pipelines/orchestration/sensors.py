"""Refreshes by an event: a file in the inbox has come to rest, a planning round has closed.

They read the catalogue when they look, not when the code location loads: a new round needs no restart, and a bad row is
one failed look with its sentence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import dagster as dg

from pipelines.contract.paths import Paths
from pipelines.edition.fingerprint import file_sha256
from pipelines.orchestration.jobs import BY_DAGSTER, all_rounds, refresh_job, run_request
from pipelines.orchestration.step_events import events_of
from pipelines.reference.model import PlanningRound
from pipelines.reference.read import read_catalogue
from pipelines.steps.journal import entries_after
from pipelines.submissions.inbox import inbox_files
from pipelines.submissions.settling import Look, is_settled, look_at

INBOX_SECONDS = 3
CLOSING_SECONDS = 60
JOURNAL_SECONDS = 15
AFTER_CLOSING = timedelta(minutes=5)


@dg.sensor(job=refresh_job, minimum_interval_seconds=INBOX_SECONDS, default_status=dg.DefaultSensorStatus.RUNNING)
def inbox_sensor(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """Start one refresh when the content of the inbox has changed and every file has come to rest, or when a file was
    unlocked or withdrawn, or a cell of one set aside, since the last look."""
    before: dict[str, Any] = json.loads(context.cursor) if context.cursor else {}
    paths = Paths.from_environment()
    files = inbox_files(paths)
    looks = {str(path): look_at(path) for path in files}
    resting = [
        path for path in files if is_settled(_earlier(before, path), looks[str(path)], path) or _is_kept(paths, path)
    ]
    known = {str(path): _fingerprint(before, path, looks[str(path)]) for path in resting}
    marks = sorted(place.name for place in paths.unlocks.iterdir()) if paths.unlocks.is_dir() else []
    content = ",".join([*sorted(set(known.values())), *marks])
    cursor = json.dumps(
        {"looks": {path: list(look) for path, look in looks.items()}, "fingerprints": known, "content": content}
    )
    if not content or content == before.get("content"):
        context.update_cursor(cursor)
        return dg.SkipReason(
            f"{len(files)} files in the inbox, {len(files) - len(resting)} still being written, nothing new."
        )
    request = run_request(f"inbox-{hashlib.sha256(content.encode()).hexdigest()}")
    return dg.SensorResult(run_requests=[request], cursor=cursor)


def _is_kept(paths: Paths, path: Path) -> bool:
    """Tell whether a command has handed this very content in: it is whole, and its unit waits for the edition."""
    try:
        return (paths.store / file_sha256(path)).is_file()
    except OSError:
        return False


def _earlier(before: dict[str, Any], path: Path) -> Look | None:
    look = before.get("looks", {}).get(str(path))
    return Look(*look) if look else None


def _fingerprint(before: dict[str, Any], path: Path, look: Look) -> str:
    """Give the content's fingerprint, read anew only where size or time differ from the last look."""
    known: str | None = before.get("fingerprints", {}).get(str(path))
    return known if known and _earlier(before, path) == look else file_sha256(path)


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
