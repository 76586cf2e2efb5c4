"""One asset for each table a step makes: its description is the step's, its inputs what the step reads.

Made from here, a table is made whatever stands: it was asked for by name. The job `refresh` leaves what stands.
"""

import warnings
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import dagster as dg

from pipelines.orchestration.descriptions import KINDS, OWNERS, code_reference, description, key, tell
from pipelines.orchestration.lineage import column_lineage
from pipelines.orchestration.partitions import planning_rounds
from pipelines.orchestration.resources import WarehouseResource, rounds_of
from pipelines.steps.step import Step
from pipelines.steps.step_list import all_steps
from pipelines.steps.walk import walk
from pipelines.warehouse.models import SqlFile, sql_tables

# `backfill_policy` lets one run cover all rounds; Dagster is pinned, so a change in it meets the tests first
warnings.filterwarnings("ignore", category=dg.BetaWarning, message=".*backfill_policy.*")

QUERIES: dict[str, SqlFile] = {table.table: table for table in sql_tables()}
PUBLISHED_ANEW_WITHIN = timedelta(days=40)  # the publishers are asked each month


def _groups() -> dict[str, str]:
    """Give each table its group: its step's, save that what is known before any file is read belongs to history.

    Groups form no circle: reference, history, register, core, analysis, mart, edition read in this order.
    """
    found: dict[str, str] = {}
    for step in all_steps():
        waits = any(name.startswith("register.") or found.get(name) == "core" for name in step.reads)
        group = "history" if step.group == "core" and not waits else step.group
        found |= dict.fromkeys(step.makes, group)
    return found


GROUPS = _groups()


def spec_of(step: Step, table: str) -> dg.AssetSpec:
    """Say of one table what Dagster shows before it is made."""
    is_query = table in QUERIES
    return dg.AssetSpec(
        key(table),
        deps=[key(name) for name in step.reads],
        description=description(step.makes[table]),
        group_name=GROUPS[table],
        kinds={"duckdb", "sql"} if is_query else KINDS[step.group],
        owners=OWNERS,
        metadata=code_reference(QUERIES[table]) if is_query else {},
        partitions_def=planning_rounds if step.is_by_round else None,
        freshness_policy=dg.FreshnessPolicy.time_window(fail_window=PUBLISHED_ANEW_WITHIN)
        if step.group == "history"
        else None,
    )


def asset_of(step: Step) -> dg.AssetsDefinition:
    """Make the asset that takes one step, whether or not its inputs have changed."""

    @dg.multi_asset(
        name=step.name.replace(".", "__"),
        specs=[spec_of(step, table) for table in step.makes],
        backfill_policy=dg.BackfillPolicy.single_run() if step.is_by_round else None,
    )
    def taken_step(
        context: dg.AssetExecutionContext, resource: WarehouseResource
    ) -> Iterator[dg.MaterializeResult[None]]:
        walk(resource.place, [step], rounds_of(context, resource) if step.is_by_round else None, is_forced=True)
        partitions = context.partition_keys if step.is_by_round else None
        for table in step.makes:
            more: dict[str, Any] = {}
            if table in QUERIES:
                more["dagster/column_lineage"] = column_lineage(resource.connection, resource.paths, QUERIES[table])
            told = tell(context, resource.connection, table, partitions, **more)
            yield dg.MaterializeResult(asset_key=key(table), metadata=told)

    return taken_step


tables = [asset_of(step) for step in all_steps()]


@dg.asset(
    deps=[key(table) for step in all_steps() for table in step.makes if not table.startswith("register.")],
    group_name="edition",
    kinds={"duckdb"},
    owners=OWNERS,
)
def edition(resource: WarehouseResource) -> dg.MaterializeResult[None]:
    """The published database that the dashboard reads: built under a new name, judged, and only then made current."""
    from pipelines.steps.edition import publish_if_new

    published = publish_if_new(resource.place, resource.fingerprint, is_forced=True)
    size = (resource.paths.editions / f"{published.name}.duckdb").stat().st_size
    return dg.MaterializeResult(metadata={"edition": published.name, "megabytes": round(size / 1e6, 1)})
