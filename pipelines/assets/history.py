"""Published statistics as tables: every figure with its source and vintage, faulty ones stopped or marked."""

from collections.abc import Iterator

import dagster as dg

from pipelines import warehouse
from pipelines.assets.resources import Bench, progress
from pipelines.assets.tables import key
from pipelines.history.bundle import read_history

READS = [key(f"core.{name}") for name in ("region", "region_code", "region_succession", "region_alias", "indicator")]


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            key("core.published_figure"),
            deps=READS,
            description="Every figure exactly as its publisher printed it, with table, vintage, trust and marks.",
            group_name="history",
        ),
        dg.AssetSpec(
            key("core.source"),
            deps=READS,
            description="Every published table the figures come from: publisher, title, trust, vintage, cadence.",
            group_name="history",
        ),
        dg.AssetSpec(
            key("core.history_fault"),
            deps=READS,
            description="Published figures that were stopped, marked or not read, with the reason in both languages.",
            group_name="history",
        ),
    ]
)
def history(bench: Bench) -> Iterator[dg.MaterializeResult[None]]:
    """Read and verify data/history, then replace the tables of published figures and sources."""
    found = read_history(bench.paths.history, bench.catalogue)
    progress.info(
        "History: %s published figures, %s stopped or marked", f"{found.figures.height:,}", found.faults.height
    )
    for name, frame in (
        ("core.published_figure", found.figures),
        ("core.source", found.sources),
        ("core.history_fault", found.faults),
    ):
        rows = warehouse.load(bench.connection, name, frame)
        yield dg.MaterializeResult(asset_key=key(name), metadata={"dagster/row_count": rows})
