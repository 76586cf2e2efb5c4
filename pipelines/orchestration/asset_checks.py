"""One asset check for each file of sql/checks; a blocking one that finds rows stops the edition."""

import dagster as dg
import polars as pl

from pipelines.contract.progress_lines import progress
from pipelines.orchestration.descriptions import description, key
from pipelines.orchestration.resources import WarehouseResource
from pipelines.submissions.quarantine import set_aside
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import SqlFile, sql_checks, sql_tables


def checked_table(check: SqlFile) -> str:
    """The table a check is about: of those it reads, the one made last."""
    order = [table.table for table in sql_tables()]
    return max(check.depends_on, key=lambda name: order.index(name) if name in order else -1)


def asset_check(check: SqlFile) -> dg.AssetChecksDefinition:
    """Ask the question of one file; no row is a pass."""
    about = checked_table(check)

    @dg.asset_check(
        asset=key(about),
        name=check.name,
        description=description(check.description),
        blocking=check.severity == "blocking",
        additional_deps=[key(name) for name in check.depends_on if name != about],
    )
    def check_result(resource: WarehouseResource) -> dg.AssetCheckResult:
        rows = warehouse.failures(resource.connection, [check]).get(check.name)
        if rows is not None:
            progress.warning("  check %s: %s", check.name, rows.row(0, named=True))
            set_aside(resource.connection, resource.paths, check)
        return dg.AssetCheckResult(
            passed=rows is None,
            severity=dg.AssetCheckSeverity.ERROR if check.severity == "blocking" else dg.AssetCheckSeverity.WARN,
            metadata={"first_rows": dg.MetadataValue.json([] if rows is None else rows.cast(pl.String).to_dicts())},
        )

    return check_result


checks = [asset_check(check) for check in sql_checks()]
