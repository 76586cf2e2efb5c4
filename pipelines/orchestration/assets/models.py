"""One asset for each file of sql/core and sql/mart: its description is the file's header, its inputs what it reads."""

import warnings

import dagster as dg

from pipelines.orchestration.described import OWNERS, code_reference, description, tell
from pipelines.orchestration.lineage import column_lineage
from pipelines.orchestration.partitions import planning_rounds
from pipelines.orchestration.resources import WarehouseResource, progress, rounds_of
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import SqlFile, sql_tables

# `backfill_policy` lets one run cover all rounds; Dagster is pinned, so a change in it meets the tests first
warnings.filterwarnings("ignore", category=dg.BetaWarning, message=".*backfill_policy.*")


def key(table: str) -> dg.AssetKey:
    return dg.AssetKey(table.split("."))


def _groups() -> dict[str, str]:
    """Give each query its group: its schema, save that what is known before any file is read belongs to history.

    Groups form no circle: reference, history, register, core, analysis, mart, edition read in this order.
    """
    found: dict[str, str] = {}
    for table in sql_tables():
        waits = any(name.startswith("register.") or found.get(name) == "core" for name in table.depends_on)
        found[table.table] = "history" if table.schema == "core" and not waits else table.schema
    return found


def table_asset(table: SqlFile, groups: dict[str, str]) -> dg.AssetsDefinition:
    """Make the asset that runs one query and stores its answer as the table of the same name."""

    @dg.asset(
        key=key(table.table),
        deps=[key(name) for name in table.depends_on],
        description=description(table.description),
        group_name=groups[table.table],
        kinds={"duckdb", "sql"},
        owners=OWNERS,
        metadata=code_reference(table),
        partitions_def=planning_rounds if table.is_partitioned else None,
        backfill_policy=dg.BackfillPolicy.single_run() if table.is_partitioned else None,
    )
    def made(context: dg.AssetExecutionContext, resource: WarehouseResource) -> dg.MaterializeResult[None]:
        rounds = rounds_of(context, resource) if table.is_partitioned else None
        rows = warehouse.create(resource.connection, table, rounds)
        progress.info("  %s: %s rows", table.table, f"{rows:,}")
        lineage = column_lineage(resource.connection, resource.paths, table)
        partitions = context.partition_keys if table.is_partitioned else None
        told = tell(context, resource.connection, table.table, partitions, **{"dagster/column_lineage": lineage})
        return dg.MaterializeResult(metadata=told)

    return made


tables = [table_asset(table, _groups()) for table in sql_tables()]
