"""The one thing that leaves the house: an edition, built only after every check has passed."""

import dagster as dg

from pipelines.edition import publish
from pipelines.orchestration.assets.models import key
from pipelines.orchestration.described import OWNERS
from pipelines.orchestration.resources import WarehouseResource, progress
from pipelines.warehouse.models import analysis_tables, sql_tables


@dg.asset(
    deps=[key(name) for name in (*(table.table for table in sql_tables()), *analysis_tables())],
    group_name="edition",
    kinds={"duckdb"},
    owners=OWNERS,
)
def edition(resource: WarehouseResource) -> dg.MaterializeResult[None]:
    """The published database that the dashboard reads: built under a new name, judged, and only then made current."""
    name = publish.publish(resource.connection, resource.paths, resource.fingerprint)
    progress.info("Edition %s is current", name)
    size = (resource.paths.editions / f"{name}.duckdb").stat().st_size
    return dg.MaterializeResult(metadata={"edition": name, "megabytes": round(size / 1e6, 1)})
