"""What goes back to the units: for each file of the inbox its annotated copy and its receipt, once, in `data/returns`.
Copies are made in capped children: a workbook that cannot be copied gets a copy with its findings only."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipelines.catalogue.model import Catalogue
from pipelines.intake.children import ChildPool, DeadChild
from pipelines.outgoing.annotate import annotate
from pipelines.outgoing.findings_shown import RecordedFinding
from pipelines.outgoing.receipt import Receipt, finding_counts
from pipelines.paths import Paths

SUBMISSIONS = """
select submission_id, file_name, round_id, unit_code, received_at, judged_status, offered_count, accepted_count,
    rejected_count, blank_count
from register.submission
where submission_id in (select submission_id from register.reception where door = 'inbox')
order by received_sequence
"""

FINDINGS = """
select rule_id, severity, sheet, source_cell, written, message_id, message_en, is_justified
from register.finding
where submission_id = $submission_id
order by finding_number
"""


class Copy(NamedTuple):
    """What a child needs to make one annotated copy."""

    findings: tuple[RecordedFinding, ...]
    out: Path
    file_name: str
    is_example: bool


def write_returns(connection: duckdb.DuckDBPyConnection, paths: Paths, catalogue: Catalogue) -> int:
    """Write what is missing in `data/returns` and give the number of submissions answered."""
    copies: dict[Path, Copy] = {}
    for submission_id, file_name, round_id, unit_code, received_at, status, *counts in connection.execute(
        SUBMISSIONS
    ).fetchall():
        out = paths.returns / f"{submission_id}.xlsx"
        if out.exists():
            continue
        rows = connection.execute(FINDINGS, {"submission_id": submission_id}).fetchall()
        findings = tuple(RecordedFinding(*row) for row in rows)
        planning_round = catalogue.rounds.get(round_id or "")
        is_late = planning_round is not None and received_at > planning_round.closes_at and "accepted" in status
        receipt = Receipt(
            submission_id,
            Path(file_name).name,
            round_id,
            unit_code,
            received_at,
            "late" if is_late else status,
            dict(zip(("offered", "accepted", "rejected", "blank"), counts, strict=True)),
            finding_counts(findings),
            planning_round is not None and planning_round.is_example,
        )
        _write_receipt(paths, receipt, planning_round.time_zone if planning_round else "Asia/Jakarta")
        copies[paths.store / submission_id] = Copy(findings, out, receipt.file_name, receipt.is_example)
    _make_copies(copies)
    return len(copies)


def copy_one(source: Path, copies: Mapping[Path, Copy]) -> bool:
    """Make one annotated copy; runs in a child. The copy appears under its name only when it is whole."""
    copy = copies[source]
    beside = copy.out.with_suffix(".new")
    annotate(source, copy.findings, beside, file_name=copy.file_name, is_example=copy.is_example)
    beside.replace(copy.out)
    return True


def _make_copies(copies: Mapping[Path, Copy]) -> None:
    if not copies:
        return
    with ChildPool(copy_one, dict(copies)) as pool:
        for source, answer in pool.run(copies):
            if isinstance(answer, DeadChild):
                copy = copies[source]
                annotate(source, copy.findings, copy.out, file_name=copy.file_name, findings_only=True)


def _write_receipt(paths: Paths, receipt: Receipt, time_zone: str) -> None:
    paths.returns.mkdir(parents=True, exist_ok=True)
    place = paths.returns / receipt.submission_id
    place.with_suffix(".txt").write_text(receipt.as_text(time_zone), encoding="utf-8")
    place.with_suffix(".json").write_text(receipt.as_json(), encoding="utf-8")
