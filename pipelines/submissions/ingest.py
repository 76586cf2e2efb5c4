"""Takes in what lies at the doors: each new file is stored, judged once, and recorded in one transaction.

Reading files lives in intake/, judging cells in rules/, the doors in doors.py, the rows in register.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import duckdb

from pipelines.contract.paths import Paths
from pipelines.reference.model import Catalogue
from pipelines.sandbox.process_pool import ChildPool
from pipelines.submissions import register
from pipelines.submissions.arrivals import Arrivals
from pipelines.submissions.inbox import (
    INBOX,
    NotYetError,
    Offer,
    bundled_offers,
    inbox_offers,
    keep,
    reception_of,
)
from pipelines.submissions.judge import Facts, Judged, Task, judging_facts
from pipelines.submissions.judge_sandboxed import judge_in_order
from pipelines.submissions.standing import Sender, StandingFile, earlier_targets, standing_files
from pipelines.submissions.take_up_register import is_take_up, region_of
from pipelines.submissions.withdrawals import USABLE, accepted_targets, with_withdrawals

progress = logging.getLogger("selaras")
FEW = 5
RECORDED_TOGETHER = 24  # a commit costs as much as judging a file; what a kill loses is read again


@dataclass
class Summary:
    """What one look at the doors brought."""

    new: int = 0
    duplicate: int = 0
    known: int = 0
    waiting: int = 0


def receive(
    connection: duckdb.DuckDBPyConnection,
    paths: Paths,
    catalogue: Catalogue,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    arrivals: Arrivals | None = None,
) -> Summary:
    """Take in everything new, bundled folders first, then the inbox; of each file all or nothing is recorded.

    `arrivals` is the first look at the inbox where one was taken before.
    """
    summary = Summary()
    with arrivals or Arrivals(paths) as looked:
        facts = judging_facts(connection, catalogue)
        settled, waiting = looked.settled()
        arrived = inbox_offers(paths, settled)
        summary.waiting = len(waiting) + len(settled) - len(arrived)
        for batch in _together(bundled_offers(paths), catalogue):
            _receive_batch(connection, paths, facts, batch, now, summary)
        _receive_batch(connection, paths, facts, arrived, now, summary, looked.pool)
    return summary


def _together(batches: list[list[Offer]], catalogue: Catalogue) -> list[list[Offer]]:
    """Join what may be judged at the same time: a round with a round before it waits for that one's targets."""
    joined: list[list[Offer]] = []
    for batch in batches:
        if joined and catalogue.previous_round(batch[0].folder) is None:
            joined[-1].extend(batch)
        else:
            joined.append(list(batch))
    return joined


def _receive_batch(
    connection: duckdb.DuckDBPyConnection,
    paths: Paths,
    facts: Facts,
    batch: Sequence[Offer],
    now: Callable[[], datetime],
    summary: Summary,
    begun: ChildPool[Task, Judged] | None = None,
) -> None:
    seen, submitted = register.sightings(connection), register.submission_ids(connection)
    fresh: list[Offer] = []
    for offer in batch:
        if (offer.submission_id, offer.file_name) in seen:
            summary.known += 1
        elif offer.submission_id in submitted:
            register.record_sighting(connection, offer, register.instant(connection, offer, now), "duplicate")
            summary.duplicate += 1
        else:
            submitted.add(offer.submission_id)
            fresh.append(offer)
            seen.add((offer.submission_id, offer.file_name))
    if not fresh:
        return
    if len(fresh) > FEW:
        progress.info("  reading %s files", len(fresh))
    kept = _keep_all(paths, fresh, summary)
    fresh = list(kept)
    moments = {offer: register.instant(connection, offer, now) for offer in fresh}
    standing = standing_files(connection, facts.catalogue)
    task = Task(
        facts=Facts(facts.catalogue, facts.points, earlier_targets(connection, standing.values())),
        receptions={kept[offer]: reception_of(offer, moments[offer]) for offer in fresh},
    )
    judged = judge_in_order([kept[offer] for offer in fresh], task, begun)
    entries = (
        register.Entry(
            offer,
            moments[offer],
            _against_standing(each, offer, moments[offer], standing, facts.catalogue),
            region_of(facts.catalogue, each) if is_take_up(each) else "",
        )
        for offer, each in zip(fresh, judged, strict=True)
    )
    while together := list(islice(entries, RECORDED_TOGETHER)):
        register.record(connection, together)
        summary.new += len(together)


def _against_standing(
    judged: Judged, offer: Offer, at: datetime, standing: dict[Sender, StandingFile], catalogue: Catalogue
) -> Judged:
    """Ask what the file would withdraw of its unit's standing one, and let it stand in its place for those after it."""
    sender = (judged.reading.round_id or "", judged.reading.unit_code or "")
    asked = with_withdrawals(judged, offer.submission_id, standing.get(sender), catalogue)
    planning_round = catalogue.rounds.get(sender[0])
    is_in_time = planning_round is not None and at <= planning_round.closes_at
    if is_in_time and judged.judgement.status in USABLE and judged.reading.form != "take_up":
        standing[sender] = StandingFile(offer.submission_id, offer.file_name, accepted_targets(judged))
    return asked


def _keep_all(paths: Paths, fresh: Sequence[Offer], summary: Summary) -> dict[Offer, Path]:
    """Copy new files into the store; one of the inbox that cannot be copied now waits and holds up nobody else."""
    kept: dict[Offer, Path] = {}
    for offer in fresh:
        try:
            kept[offer] = keep(paths, offer)
        except NotYetError as error:
            if offer.door != INBOX:
                raise
            progress.info("  %s", error)
            summary.waiting += 1
    return kept
