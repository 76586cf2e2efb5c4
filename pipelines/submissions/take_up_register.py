"""Keeps a region's work plan in the register: the file, its judged cells and its findings, once per content.

A plan that does not say whose it is never comes here: it stands in register.submission as a rejected file.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import duckdb
import polars as pl

from pipelines.reference.model import Catalogue
from pipelines.submissions.inbox import Offer
from pipelines.submissions.judge import JudgedFile
from pipelines.submissions.rules.ruleset import RULESET_VERSION
from pipelines.submissions.rules.take_up import refusing_rule
from pipelines.warehouse import connection as warehouse

Schema = dict[str, Any]
TEXT, COUNT, NUMBER = pl.String, pl.Int64, pl.Float64
FILE: Schema = {
    "submission_id": TEXT, "round_id": TEXT, "region_id": TEXT, "unit_code": TEXT, "layout": TEXT, "file_name": TEXT,
    "received_at": pl.Datetime("us", "UTC"), "received_sequence": COUNT, "judged_status": TEXT, "offered_count": COUNT,
    "accepted_count": COUNT, "rejected_count": COUNT, "blank_count": COUNT, "ruleset_version": TEXT,
}  # fmt: skip
CELL: Schema = {
    "submission_id": TEXT, "cell_number": COUNT, "source_cell": TEXT, "row_number": COUNT, "written": TEXT,
    "verdict": TEXT, "refusing_rule": TEXT, "indicator_code": TEXT, "region_id": TEXT, "target_year": COUNT,
    "target_low": NUMBER, "target_high": NUMBER, "target_value": NUMBER,
}  # fmt: skip
FINDING: Schema = {
    "submission_id": TEXT, "finding_number": COUNT, "rule_id": TEXT, "severity": TEXT, "sheet": TEXT,
    "source_cell": TEXT, "written": TEXT, "message_id": TEXT, "message_en": TEXT, "indicator_code": TEXT,
    "region_id": TEXT, "target_year": COUNT,
}  # fmt: skip


def is_take_up(judged: JudgedFile) -> bool:
    """Whether a judged file is a work plan of a known office for a known round."""
    reading = judged.reading
    return reading.form == "take_up" and bool(reading.round_id and reading.unit_code)


def record_take_up(
    connection: duckdb.DuckDBPyConnection, offer: Offer, received_at: datetime, judged: JudgedFile, region_id: str
) -> None:
    """Add one work plan with all its cells and findings; the same content under another name adds nothing."""
    known: dict[str, object] = {"submission_id": offer.submission_id}
    if warehouse.single(
        connection, "select count(*) from register.take_up_file where submission_id = $submission_id", known
    ):
        return
    reading, judgement = judged.reading, judged.judgement
    newest = "select coalesce(max(received_sequence), 0) from register.take_up_file"
    file = (
        offer.submission_id, reading.round_id, region_id, reading.unit_code, reading.template or "", offer.file_name,
        received_at.astimezone(UTC), int(warehouse.single(connection, newest)) + 1, judgement.status,
        *judgement.counts, RULESET_VERSION,
    )  # fmt: skip
    _add(connection, "register.take_up_file", FILE, [file])
    _add(connection, "register.take_up_cell", CELL, list(_cells(offer, judged)))
    _add(connection, "register.take_up_finding", FINDING, list(_findings(offer, judged)))


def region_of(catalogue: Catalogue, judged: JudgedFile) -> str:
    """The one region a work plan's office writes for."""
    return catalogue.units[judged.reading.unit_code or ""].region_scope or ""


def _cells(offer: Offer, judged: JudgedFile) -> list[tuple[Any, ...]]:
    findings = judged.judgement.findings
    return [
        (
            offer.submission_id, number, cell.source_cell, cell.row_number, cell.written, cell.verdict,
            refusing_rule(cell, findings), cell.indicator_code, cell.region_id, cell.target_year,
            cell.target_low, cell.target_high, cell.target_value,
        )
        for number, cell in enumerate(judged.judgement.cells, 1)
    ]  # fmt: skip


def _findings(offer: Offer, judged: JudgedFile) -> list[tuple[Any, ...]]:
    return [
        (
            offer.submission_id, number, finding.rule_id, finding.severity, finding.sheet, finding.source_cell,
            finding.written, finding.message_id, finding.message_en, finding.indicator_code, finding.region_id,
            finding.target_year,
        )
        for number, finding in enumerate(judged.judgement.findings, 1)
    ]  # fmt: skip


def _add(connection: duckdb.DuckDBPyConnection, table: str, schema: Schema, rows: list[tuple[Any, ...]]) -> None:
    warehouse.append(connection, table, pl.DataFrame(rows, schema=schema, orient="row"))
