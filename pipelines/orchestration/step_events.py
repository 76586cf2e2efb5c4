"""What a refresh tells Dagster: a table that was made is a materialisation, one left standing an observation with its
reason, a question asked of the edition a check evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import dagster as dg
import duckdb

from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths
from pipelines.orchestration.asset_checks import checked_table
from pipelines.orchestration.assets.tables import QUERIES
from pipelines.orchestration.descriptions import column_schema, key, numbers
from pipelines.orchestration.lineage import column_lineage
from pipelines.steps.journal import Entry
from pipelines.steps.step import Step
from pipelines.steps.step_list import all_steps
from pipelines.steps.walk import Visit
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import sql_checks

Event = dg.AssetMaterialization | dg.AssetObservation | dg.AssetCheckEvaluation


def events_of(paths: Paths, entry: Entry) -> Iterator[Event]:
    """Give the events of one refresh. Counts and columns are read from its edition; one that has gone gives none."""
    file = paths.editions / f"{entry.edition}.duckdb"
    steps = {step.name: step for step in all_steps()}
    if not file.is_file():
        for visit in entry.visits:
            yield from _of_visit(None, paths, visit, steps.get(visit.step))
        return
    with edition_reader.reading(file) as connection:
        for visit in entry.visits:
            yield from _of_visit(connection, paths, visit, steps.get(visit.step))
    yield from _of_checks(entry)


def _of_visit(
    connection: duckdb.DuckDBPyConnection | None, paths: Paths, visit: Visit, step: Step | None
) -> Iterator[Event]:
    for table in visit.tables:
        if not visit.is_made:
            yield dg.AssetObservation(key(table), metadata={"left_standing": visit.reason})
            continue
        said: dict[str, Any] = {"reason": visit.reason, "seconds": visit.seconds}
        if table in visit.row_counts:
            said["dagster/row_count"] = visit.row_counts[table]
        is_there = connection is not None and "." in table and warehouse.exists(connection, table)
        if connection is not None and is_there:
            said |= {} if step is not None and step.is_by_round else numbers(connection, table)
            said["dagster/column_schema"] = column_schema(connection, table)
            if table in QUERIES:
                said["dagster/column_lineage"] = column_lineage(connection, paths, QUERIES[table])
        for part in visit.rounds or (None,):
            of_round = numbers(connection, table, part) if connection is not None and is_there and part else {}
            yield dg.AssetMaterialization(key(table), metadata=said | of_round, partition=part)


def _of_checks(entry: Entry) -> Iterator[dg.AssetCheckEvaluation]:
    for check in sql_checks():
        if check.name in entry.checks:
            rows = entry.checks[check.name]
            yield dg.AssetCheckEvaluation(
                asset_key=key(checked_table(check)),
                check_name=check.name,
                passed=not rows,
                severity=dg.AssetCheckSeverity.ERROR if check.severity == "blocking" else dg.AssetCheckSeverity.WARN,
                metadata={"first_rows": dg.MetadataValue.json(rows)},
            )
