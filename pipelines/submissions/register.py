"""Reads and adds to the register in the warehouse: receptions, submissions, judged cells, criteria and findings.

Rows are only ever added, all of a submission in one transaction. The columns are those of sql/schema/tables.sql.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any, NamedTuple, cast

import duckdb
import polars as pl

from pipelines.submissions.desk_register import record_desk_sheet
from pipelines.submissions.inbox import Offer
from pipelines.submissions.judge import JudgedFile
from pipelines.submissions.judged_columns import Columns, JudgedColumns
from pipelines.submissions.model.proposals import JudgedOutcome, JudgedProposedIndicator
from pipelines.submissions.rules.ruleset import RULESET_VERSION
from pipelines.submissions.take_up_register import is_take_up, record_take_up
from pipelines.warehouse import connection as warehouse

Schema = dict[str, Any]
TEXT, COUNT, NUMBER, YES_NO = pl.String, pl.Int64, pl.Float64, pl.Boolean
INSTANT = pl.Datetime("us", "UTC")
JUDGED_TABLES = ("submission", "desk_row", "take_up_file")
RECEPTION: Schema = {
    "reception_number": COUNT, "submission_id": TEXT, "file_name": TEXT, "received_at": INSTANT, "door": TEXT,
    "outcome": TEXT,
}  # fmt: skip
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


def last_arrival(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """When the inbox last gave us something."""
    last = warehouse.single(connection, "select max(received_at) from register.reception where door = 'inbox'")
    return cast("datetime | None", last)


def instant(offer: Offer, now: Callable[[], datetime], last: datetime | None) -> datetime:
    """When a file was received: the manifest's word, else now, and never before what the inbox already gave us."""
    if offer.received_at is not None:
        return offer.received_at
    return max(now(), last) if last is not None else now()


class Entry(NamedTuple):
    """One file on its way into the register. `region_id` is that of a work plan's office, empty for other files."""

    offer: Offer
    received_at: datetime
    columns: JudgedColumns
    region_id: str = ""

    @property
    def judged(self) -> JudgedFile:
        """What was judged beside cells and findings."""
        return self.columns.judged


def record_sighting(connection: duckdb.DuckDBPyConnection, offer: Offer, at: datetime, outcome: str) -> None:
    _add_sightings(connection, [(offer, at, outcome)])


def _add_sightings(connection: duckdb.DuckDBPyConnection, seen: Iterable[tuple[Offer, datetime, str]]) -> None:
    first = _last(connection, "reception_number", "register.reception") + 1
    rows = [
        (number, offer.submission_id, offer.file_name, at.astimezone(UTC), offer.door, outcome)
        for number, (offer, at, outcome) in enumerate(seen, first)
    ]
    _add(connection, "register.reception", RECEPTION, rows)


def record(connection: duckdb.DuckDBPyConnection, entries: Sequence[Entry]) -> None:
    """Write some submissions with all their cells, criteria and findings in one transaction: all of them, or none."""
    outcomes: list[tuple[Entry, str]] = []
    with warehouse.transaction(connection):
        for entry in entries:
            if entry.judged.reading.desk is not None:
                record_desk_sheet(connection, entry.offer, entry.received_at, entry.judged.reading.desk)
                outcomes.append((entry, "desk_sheet"))
            elif is_take_up(entry.judged):
                record_take_up(connection, entry.offer, entry.received_at, entry.columns.whole_file(), entry.region_id)
                outcomes.append((entry, "take_up"))
        entries = [entry for entry in entries if entry.judged.reading.desk is None and not is_take_up(entry.judged)]
        outcomes += [(entry, "new") for entry in entries]
        first = _last(connection, "received_sequence", "register.submission") + 1
        numbered = list(enumerate(entries, first))
        _add(connection, "register.submission", SUBMISSION, [_submission(entry, number) for number, entry in numbered])
        _add_columns(connection, "register.judged_cell", CELL, [(entry, entry.columns.cells) for entry in entries])
        _add(connection, "register.judged_criterion", CRITERION, [row for entry in entries for row in _criteria(entry)])
        _add(connection, "register.judged_outcome", OUTCOME, [row for entry in entries for row in _outcomes(entry)])
        _add(
            connection,
            "register.judged_indicator",
            INDICATOR,
            [row for entry in entries for row in _proposed_rows(entry)],
        )
        _add_columns(connection, "register.finding", FINDING, [(entry, entry.columns.findings) for entry in entries])
        _add_sightings(connection, ((entry.offer, entry.received_at, outcome) for entry, outcome in outcomes))


def _last(connection: duckdb.DuckDBPyConnection, column: str, table: str) -> int:
    return int(warehouse.single(connection, f"select coalesce(max({column}), 0) from {table}"))


def _add(connection: duckdb.DuckDBPyConnection, table: str, schema: Schema, rows: list[tuple[Any, ...]]) -> None:
    warehouse.append(connection, table, pl.DataFrame(rows, schema=schema, orient="row"))


def _add_columns(
    connection: duckdb.DuckDBPyConnection, table: str, schema: Schema, files: Sequence[tuple[Entry, Columns]]
) -> None:
    """Add the rows of several files, each under its file's fingerprint and its number within the file."""
    lengths = [len(columns[0]) for _, columns in files]
    known = (
        [entry.offer.submission_id for (entry, _), length in zip(files, lengths, strict=True) for _ in range(length)],
        [number for length in lengths for number in range(1, length + 1)],
    )
    joined = (list(chain.from_iterable(parts)) for parts in zip(*(columns for _, columns in files), strict=True))
    if files:
        frame = pl.DataFrame(dict(zip(schema, (*known, *joined), strict=True)), schema=schema)
        warehouse.append(connection, table, frame)


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


def _criteria(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for criterion in entry.judged.judgement.criteria:
        yield (entry.offer.submission_id, *criterion)


def _outcomes(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for outcome in entry.judged.judgement.proposals.outcomes:
        yield (entry.offer.submission_id, *outcome)


def _proposed_rows(entry: Entry) -> Iterator[tuple[Any, ...]]:
    for indicator in entry.judged.judgement.proposals.indicators:
        yield (entry.offer.submission_id, *indicator)
