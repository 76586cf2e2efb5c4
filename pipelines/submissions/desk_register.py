"""Keeps the rows of a desk sheet in the register, once per sheet; what becomes of them is decided in pipelines/desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import duckdb
import polars as pl
import yaml

from pipelines.submissions.inbox import IDENTITY_BYTES, IDENTITY_ENDING, Offer
from pipelines.submissions.model.desk_rows import DeskSheet
from pipelines.warehouse import connection as warehouse

HANDED_IN_BY = "penyerah"
SCHEMA: dict[str, Any] = {
    "submission_id": pl.String,
    "row_number": pl.Int64,
    "source_cell": pl.String,
    "session_id": pl.String,
    "role_code": pl.String,
    "is_whole": pl.Boolean,
    "handed_in_by": pl.String,
    "received_at": pl.Datetime("us", "UTC"),
    "line_key": pl.String,
    "seen_sequence": pl.Int64,
    "decision": pl.String,
    "payload": pl.String,
    "fault_rule": pl.String,
    "fault_written": pl.String,
}


def record_desk_sheet(
    connection: duckdb.DuckDBPyConnection, offer: Offer, received_at: datetime, sheet: DeskSheet
) -> None:
    """Add the filled rows of one sheet; the same bytes under another name add nothing."""
    known: dict[str, object] = {"submission_id": offer.submission_id}
    query = "select count(*) from register.desk_row where submission_id = $submission_id"
    if warehouse.single(connection, query, known):
        return
    sequences = dict(sheet.sequences)
    rows = [
        (
            offer.submission_id,
            row.row_number,
            row.source_cell,
            sheet.session_id,
            sheet.role,
            sheet.is_whole,
            handed_in_by(offer),
            received_at,
            row.line_key,
            sequences.get(row.line_key),
            row.decision,
            row.payload,
            row.fault_rule,
            row.fault_written,
        )
        for row in sheet.rows
    ]
    warehouse.append(connection, "register.desk_row", pl.DataFrame(rows, schema=SCHEMA, orient="row"))


def is_desk_sheet(connection: duckdb.DuckDBPyConnection, submission_id: str) -> bool:
    """Whether what was handed in under this fingerprint was taken in as a desk sheet."""
    query = "select count(*) from register.reception where submission_id = $id and outcome = 'desk_sheet'"
    return bool(warehouse.single(connection, query, {"id": submission_id}))


def handed_in_by(offer: Offer) -> str:
    """Who handed the file in, `issuer|subject`, as `<name>.identitas.yml` beside it says; empty without a login."""
    beside = offer.path.with_name(offer.path.name + IDENTITY_ENDING)
    try:
        if beside.stat().st_size > IDENTITY_BYTES:
            return ""
        said = yaml.safe_load(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return ""
    return str(said.get(HANDED_IN_BY) or "") if isinstance(said, dict) else ""
