"""Reads and adds to the register in the warehouse: receptions, submissions, judged cells, criteria and findings.

Rows are only ever added, all of a submission in one transaction.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import duckdb
import polars as pl

from pipelines import warehouse
from pipelines.doors import Offer
from pipelines.judging import Judged
from pipelines.rules.judgement import JudgedCell, JudgedCriterion, Judgement
from pipelines.rules.ruleset import RULESET_VERSION


def sightings(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    rows = connection.execute("select submission_id, file_name from register.reception").fetchall()
    return {(str(row[0]), str(row[1])) for row in rows}


def submission_ids(connection: duckdb.DuckDBPyConnection) -> set[str]:
    return {str(row[0]) for row in connection.execute("select submission_id from register.submission").fetchall()}


def instant(connection: duckdb.DuckDBPyConnection, offer: Offer, now: Callable[[], datetime]) -> datetime:
    """When a file was received: the manifest's word, else now, and never before what the inbox already gave us."""
    if offer.received_at is not None:
        return offer.received_at
    last = warehouse.single(connection, "select max(received_at) from register.reception where door = 'inbox'")
    return max(now(), last) if last is not None else now()


def _next(connection: duckdb.DuckDBPyConnection, column: str, table: str) -> int:
    return int(warehouse.single(connection, f"select coalesce(max({column}), 0) + 1 from {table}"))


def record_sighting(connection: duckdb.DuckDBPyConnection, offer: Offer, at: datetime, outcome: str) -> None:
    connection.execute(
        "insert into register.reception values ($number, $submission_id, $file_name, $at, $door, $outcome)",
        {
            "number": _next(connection, "reception_number", "register.reception"),
            "submission_id": offer.submission_id,
            "file_name": offer.file_name,
            "at": at,
            "door": offer.door,
            "outcome": outcome,
        },
    )


def record(connection: duckdb.DuckDBPyConnection, offer: Offer, at: datetime, judged: Judged) -> None:
    """Write a submission with all its cells, criteria and findings, or nothing of it."""
    judgement = judged.judgement
    with warehouse.transaction(connection):
        warehouse.append(connection, "register.submission", _submission_frame(connection, offer, at, judged))
        warehouse.append(connection, "register.judged_cell", _cells_frame(offer, judgement))
        warehouse.append(connection, "register.judged_criterion", _criteria_frame(offer, judgement))
        warehouse.append(connection, "register.finding", _findings_frame(offer, judgement))
        record_sighting(connection, offer, at, "new")


def _submission_frame(
    connection: duckdb.DuckDBPyConnection, offer: Offer, at: datetime, judged: Judged
) -> pl.DataFrame:
    reading, judgement = judged
    return pl.DataFrame(
        {
            "submission_id": [offer.submission_id],
            "round_id": [reading.round_id],
            "unit_code": [reading.unit_code],
            "template": [reading.template],
            "form": [reading.form],
            "file_name": [offer.file_name],
            "received_at": [at],
            "received_sequence": [_next(connection, "received_sequence", "register.submission")],
            "judged_status": [judgement.status],
            "offered_count": [judgement.counts.offered],
            "accepted_count": [judgement.counts.accepted],
            "rejected_count": [judgement.counts.rejected],
            "blank_count": [judgement.counts.blank],
            "ruleset_version": [RULESET_VERSION],
        }
    )


def _cells_frame(offer: Offer, judgement: Judgement) -> pl.DataFrame:
    frame = pl.DataFrame(judgement.cells, schema=JudgedCell._fields, orient="row", infer_schema_length=None)
    return frame.select(
        pl.lit(offer.submission_id).alias("submission_id"), pl.int_range(1, pl.len() + 1).alias("cell_number"), pl.all()
    )


def _criteria_frame(offer: Offer, judgement: Judgement) -> pl.DataFrame:
    frame = pl.DataFrame(judgement.criteria, schema=JudgedCriterion._fields, orient="row", infer_schema_length=None)
    return frame.select(pl.lit(offer.submission_id).alias("submission_id"), pl.all())


def _findings_frame(offer: Offer, judgement: Judgement) -> pl.DataFrame:
    rows = [
        {
            "submission_id": offer.submission_id,
            "finding_number": number,
            "rule_id": finding.rule_id,
            "severity": finding.severity,
            "sheet": finding.sheet,
            "source_cell": finding.source_cell,
            "written": finding.written,
            "message_id": finding.message_id,
            "message_en": finding.message_en,
            "indicator_code": finding.indicator_code,
            "region_id": finding.region_id,
            "target_year": finding.target_year,
            "is_justified": finding.is_justified,
        }
        for number, finding in enumerate(judgement.findings, 1)
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
