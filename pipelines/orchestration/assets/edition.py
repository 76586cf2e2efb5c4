"""The one thing that leaves the house: an edition, built only after every check has passed."""

import dagster as dg

from pipelines.edition import publish
from pipelines.orchestration.assets.models import key
from pipelines.orchestration.resources import Bench, progress
from pipelines.warehouse.models import sql_tables


@dg.asset(
    deps=[key(table.table) for table in sql_tables()],
    group_name="edition",
    kinds={"duckdb"},
)
def edition(bench: Bench) -> dg.MaterializeResult[None]:
    """The published database that the dashboard reads: built under a new name, judged, and only then made current."""
    name = publish.publish(bench.connection, bench.paths, bench.fingerprint)
    progress.info("Edition %s is current", name)
    size = (bench.paths.editions / f"{name}.duckdb").stat().st_size
    return dg.MaterializeResult(metadata={"edition": name, "megabytes": round(size / 1e6, 1)})
