"""A step for each file of sql/core and sql/mart: the query is the step, what it reads stands in its text."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.steps.step import Step, Workplace
from pipelines.warehouse.models import SqlFile, sql_tables


def step_of(table: SqlFile) -> Step:
    """Make the step that runs one query and keeps its answer as the table of the same name."""

    def make(place: Workplace, rounds: Sequence[str] | None) -> None:
        place.engine.create(table, rounds)

    return Step(
        name=table.table,
        group=table.schema,
        makes={table.table: table.description},
        action=make,
        reads=table.depends_on,
        text=table.query,
        is_by_round=table.is_partitioned,
    )


def query_steps() -> list[Step]:
    return [step_of(table) for table in sql_tables()]
