"""One asset for each file of sql/core and sql/mart: its description is the file's header, its inputs what it reads."""

import warnings

import dagster as dg

from pipelines.orchestration.partitions import planning_rounds
from pipelines.orchestration.resources import Bench, progress, rounds_of
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import SqlFile, sql_tables

# `backfill_policy` lets one run cover all rounds; Dagster is pinned, so a change in it meets the tests first
warnings.filterwarnings("ignore", category=dg.BetaWarning, message=".*backfill_policy.*")


def key(table: str) -> dg.AssetKey:
    return dg.AssetKey(table.split("."))


def table_asset(table: SqlFile) -> dg.AssetsDefinition:
    """Make the asset that runs one query and stores its answer as the table of the same name."""

    @dg.asset(
        key=key(table.table),
        deps=[key(name) for name in table.depends_on],
        description=table.description,
        group_name=table.schema,
        kinds={"duckdb", "sql"},
        partitions_def=planning_rounds if table.is_partitioned else None,
        backfill_policy=dg.BackfillPolicy.single_run() if table.is_partitioned else None,
    )
    def made(context: dg.AssetExecutionContext, bench: Bench) -> dg.MaterializeResult[None]:
        rounds = rounds_of(context, bench) if table.is_partitioned else None
        rows = warehouse.create(bench.connection, table, rounds)
        progress.info("  %s: %s rows", table.table, f"{rows:,}")
        return dg.MaterializeResult(metadata={"dagster/row_count": rows, "query": dg.MetadataValue.md(table.query)})

    return made


tables = [table_asset(table) for table in sql_tables()]
