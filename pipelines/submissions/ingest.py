"""Takes in what lies at the doors: each new file is stored, judged once, and recorded in one transaction.

Reading files lives in readers/, judging cells in rules/, the doors in inbox.py, the rows in register.py.
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
from pipelines.submissions.judge import Facts, Task, judging_facts
from pipelines.submissions.judge_sandboxed import JudgingPool, judge_in_order
from pipelines.submissions.judged_columns import JudgedColumns
from pipelines.submissions.standing import Sender, StandingFile, earlier_targets, standing_files
from pipelines.submissions.take_up_register import is_take_up, region_of
from pipelines.submissions.withdrawals import accepted_targets, replaces_targets, withdrawal
from pipelines.warehouse import connection as warehouse

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
        settled, waiting = looked.settled_files()
        arrived = inbox_offers(paths, settled)
        summary.waiting = len(waiting) + len(settled) - len(arrived)
        for batch in _together(bundled_offers(paths), catalogue):
            _receive_batch(connection, paths, facts, batch, now, summary, looked.pool)
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
    pool: JudgingPool,
) -> None:
    seen, submitted = register.sightings(connection), register.submission_ids(connection)
    fresh: list[Offer] = []
    for offer in batch:
        if (offer.submission_id, offer.file_name) in seen:
            summary.known += 1
        elif offer.submission_id in submitted:
            at = register.instant(offer, now, register.last_arrival(connection))
            register.record_sighting(connection, offer, at, "duplicate")
            summary.duplicate += 1
        else:
            submitted.add(offer.submission_id)
            fresh.append(offer)
            seen.add((offer.submission_id, offer.file_name))
    if not fresh:
        return
    if len(fresh) > FEW:
        progress.info("  reading %s files", len(fresh))
    with warehouse.one_thread(connection):
        pool.begin(len(fresh))  # the children load while the files are copied
        _judge_and_record(connection, facts, _keep_all(paths, fresh, summary), now, summary, pool)


def _judge_and_record(
    connection: duckdb.DuckDBPyConnection,
    facts: Facts,
    kept: dict[Offer, Path],
    now: Callable[[], datetime],
    summary: Summary,
    pool: JudgingPool,
) -> None:
    fresh = list(kept)
    last = register.last_arrival(connection)
    moments = {offer: register.instant(offer, now, last) for offer in fresh}
    standing = standing_files(connection, facts.catalogue)
    task = Task(
        facts=Facts(facts.catalogue, facts.points, earlier_targets(connection, standing.values())),
        receptions={kept[offer]: reception_of(offer, moments[offer]) for offer in fresh},
    )
    judged = judge_in_order([kept[offer] for offer in fresh], task, pool)
    entries = (
        register.Entry(
            offer,
            moments[offer],
            _against_standing(each, offer, moments[offer], standing, facts.catalogue),
            region_of(facts.catalogue, each.judged) if is_take_up(each.judged) else "",
        )
        for offer, each in zip(fresh, judged, strict=True)
    )
    while together := list(islice(entries, RECORDED_TOGETHER)):
        register.record(connection, together)
        summary.new += len(together)


def _against_standing(
    columns: JudgedColumns, offer: Offer, at: datetime, standing: dict[Sender, StandingFile], catalogue: Catalogue
) -> JudgedColumns:
    """Ask what the file would withdraw of its unit's standing one, and let it stand in its place for those after it."""
    judged = columns.judged
    if not replaces_targets(judged):
        return columns
    sender = (judged.reading.round_id or "", judged.reading.unit_code or "")
    before, planning_round = standing.get(sender), catalogue.rounds.get(sender[0])
    brought = accepted_targets(columns.of_cells("verdict", "indicator_code", "region_id", "target_year"))
    if planning_round is not None and at <= planning_round.closes_at:
        standing[sender] = StandingFile(offer.submission_id, offer.file_name, brought)
    asked = withdrawal(brought, offer.submission_id, before, catalogue) if before is not None else None
    return columns if asked is None else columns.with_first(asked)


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
