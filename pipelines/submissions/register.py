"""Reads and adds to the register in the warehouse: receptions, submissions, judged cells, criteria and findings.

Rows are only ever added, all of a submission in one transaction. The columns are those of sql/schema/tables.sql.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipelines.submissions.desk_register import record_desk_sheet
from pipelines.submissions.inbox import Offer
from pipelines.submissions.judge import Judged
from pipelines.submissions.model.proposals import JudgedOutcome, JudgedProposedIndicator
from pipelines.submissions.rules.ruleset import RULESET_VERSION
from pipelines.submissions.take_up_register import is_take_up, record_take_up
from pipelines.warehouse import connection as warehouse

Schema = dict[str, Any]
TEXT, COUNT, NUMBER, YES_NO = pl.String, pl.Int64, pl.Float64, pl.Boolean
INSTANT = pl.Datetime("us", "UTC")
JUDGED_TABLES = ("submission", "desk_row", "take_up_file")
SUBMISSION: Schema = {
    "submission_id": TEXT, "round_id": TEXT, "unit_code": TEXT, "template": TEXT, "form": TEXT, "file_name": TEXT,
    "received_at": INSTANT, "received_sequence": COUNT, "judged_status": TEXT, "offered_count": COUNT,
    "accepted_count": COUNT, "rejected_count": COUNT, "blank_count": COUNT, "ruleset_version": TEXT,
}  # fmt: skip
CELL: Schema = {
    "submission_id": TEXT, "cell_number": COUNT, "source_cell": TEXT, "sheet": TEXT, "row_number": COUNT,
    "written": TEXT, "verdict": TEXT, "indicator_code": TEXT, "region_id": TEXT, "target_year": COUNT,
    "target_low": NUMBER, "target_high": NUMBER, "target_value": NUMBER, "printed_order": TEXT, "denominator": NUMBER,
    "confidence": TEXT, "is_provisional": YES_NO, "justification": TEXT, "note": TEXT,
}  # fmt: skip
CRITERION: Schema = {
    "submission_id": TEXT, "indicator_code": TEXT, "region_id": TEXT, "criterion_code": TEXT, "assessor_kind": TEXT,
    "level": COUNT, "is_not_applicable": YES_NO, "reason": TEXT, "evidence": TEXT, "source_cell": TEXT,
}  # fmt: skip
OUTCOME: Schema = {"submission_id": TEXT, **dict.fromkeys(JudgedOutcome._fields, TEXT)}
INDICATOR: Schema = {
    "submission_id": TEXT, **dict.fromkeys(JudgedProposedIndicator._fields, TEXT), "first_year": COUNT,
}  # fmt: skip
FINDING: Schema = {
    "submission_id": TEXT, "finding_number": COUNT, "rule_id": TEXT, "severity": TEXT, "sheet": TEXT,
    "source_cell": TEXT, "written": TEXT, "message_id": TEXT, "message_en": TEXT, "indicator_code": TEXT,
    "region_id": TEXT, "target_year": COUNT, "is_justified": YES_NO,
}  # fmt: skip


def sightings(connection: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    rows = connection.execute("select submission_id, file_name from register.reception").fetchall()
    return {(str(row[0]), str(row[1])) for row in rows}


def submission_ids(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Everything that was handed in and judged: submissions, desk sheets and work plans."""
    query = " union ".join(f"select submission_id from register.{table}" for table in JUDGED_TABLES)
    return {str(row[0]) for row in connection.execute(query).fetchall()}


def instant(connection: duckdb.DuckDBPyConnection, offer: Offer, now: Callable[[], datetime]) -> datetime:
    """When a file was received: the manifest's word, else now, and never before what the inbox already gave us."""
    if offer.received_at is not None:
        return offer.received_at
    last = warehouse.single(connection, "select max(received_at) from register.reception where door = 'inbox'")
    return max(now(), last) if last is not None else now()


class Entry(NamedTuple):
    """One file on its way into the register. `region_id` is that of a work plan's office, empty for other files."""

    offer: Offer
    received_at: datetime
    judged: Judged
    region_id: str = ""


def record_sighting(connection: duckdb.DuckDBPyConnection, offer: Offer, at: datetime, outcome: str) -> None:
    number = _last(connection, "reception_number", "register.reception") + 1
    connection.execute(
        "insert into register.reception values ($number, $submission_id, $file_name, $at, $door, $outcome)",
        {
            "number": number,
            "submission_id": offer.submission_id,
            "file_name": offer.file_name,
            "at": at,
            "door": offer.door,
            "outcome": outcome,
        },
    )


def record(connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """Write some submissions with all their cells, criteria and findings in one transaction: all of them, or none."""
    with warehouse.transaction(connection):
        for entry in entries:
            if entry.judged.reading.desk is not None:
                record_desk_sheet(connection, entry.offer, entry.received_at, entry.judged.reading.desk)
                record_sighting(connection, entry.offer, entry.received_at, "desk_sheet")
            elif is_take_up(entry.judged):
                record_take_up(connection, entry.offer, entry.received_at, entry.judged, entry.region_id)
                record_sighting(connection, entry.offer, entry.received_at, "take_up")
        entries = [entry for entry in entries if entry.judged.reading.desk is None and not is_take_up(entry.judged)]
        first = _last(connection, "received_sequence", "register.submission") + 1
        numbered = list(enumerate(entries, first))
        _add(connection, "register.submission", SUBMISSION, [_submission(entry, number) for number, entry in numbered])
        _add(connection, "register.judged_cell", CELL, [row for entry in entries for row in _cells(entry)])
        _add(connection, "register.judged_criterion", CRITERION, [row for entry in entries for row in _criteria(entry)])
        _add(connection, "register.judged_outcome", OUTCOME, [row for entry in entries for row in _outcomes(entry)])
        _add(connection, "register.judged_indicator", INDICATOR, [row for entry in entries for row in _proposed(entry)])
        _add(connection, "register.finding", FINDING, [row for entry in entries for row in _findings(entry)])
        for entry in entries:
            record_sighting(connection, entry.offer, entry.received_at, "new")


def _last(connection: duckdb.DuckDBPyConnection, column: str, table: str) -> int:
    return int(warehouse.single(connection, f"select coalesce(max({column}), 0) from {table}"))


def _add(connection: duckdb.DuckDBPyConnection, table: str, schema: Schema, rows: list[tuple[Any, ...]]) -> None:
    warehouse.append(connection, table, pl.DataFrame(rows, schema=schema, orient="row"))


def _submission(entry: Entry, sequence: int) -> tuple[Any, ...]:
    offer, reading, judgement = entry.offer, entry.judged.reading, entry.judged.judgement
    identity = (reading.round_id, reading.unit_code, reading.template, reading.form)
    return (
        offer.submission_id,
        *identity,
        offer.file_name,
        entry.received_at.astimezone(UTC),
        sequence,
        judgement.status,
        *judgement.counts,
        RULESET_VERSION,
    )


def _cells(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for number, cell in enumerate(entry.judged.judgement.cells, 1):
        yield (entry.offer.submission_id, number, *cell)


def _criteria(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for criterion in entry.judged.judgement.criteria:
        yield (entry.offer.submission_id, *criterion)


def _outcomes(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for outcome in entry.judged.judgement.proposals.outcomes:
        yield (entry.offer.submission_id, *outcome)


def _proposed(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for indicator in entry.judged.judgement.proposals.indicators:
        yield (entry.offer.submission_id, *indicator)


def _findings(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for number, finding in enumerate(entry.judged.judgement.findings, 1):
        yield (
            entry.offer.submission_id,
            number,
            finding.rule_id,
            finding.severity,
            finding.sheet,
            finding.source_cell,
            finding.written,
            finding.message_id,
            finding.message_en,
            finding.indicator_code,
            finding.region_id,
            finding.target_year,
            finding.is_justified,
        )
