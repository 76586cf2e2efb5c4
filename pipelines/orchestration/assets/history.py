"""Published statistics as tables: every figure with its source and vintage, faulty ones stopped or marked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import dagster as dg

from pipelines.history.bundle import read_history
from pipelines.history.clients import Asking, fetch_published, read_requests
from pipelines.orchestration.assets.models import key
from pipelines.orchestration.described import OWNERS, tell
from pipelines.orchestration.partitions import FETCH_TAG
from pipelines.orchestration.resources import WarehouseResource, progress
from pipelines.settings import Settings
from pipelines.warehouse import connection as warehouse

YEARS_ASKED = 3
FETCHED = dg.AssetKey(["history", "fetched_table"])
READS = [key(f"core.{name}") for name in ("region", "region_code", "region_succession", "region_alias", "indicator")]


@dg.asset(
    key=FETCHED,
    group_name="history",
    kinds={"json"},
    owners=OWNERS,
    freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(days=40)),
)
def fetched_table(context: dg.AssetExecutionContext, resource: WarehouseResource) -> dg.MaterializeResult[None]:
    """Newer tables of BPS and the World Bank, fetched once a month when a key is set; without it the bundle serves."""
    if context.run.tags.get(FETCH_TAG) != "true":
        return dg.MaterializeResult(metadata={"fetched": "not asked for in this run"})
    requests = read_requests(resource.paths.history / "requests.csv")
    this_year = datetime.now(UTC).year
    years = range(this_year - YEARS_ASKED + 1, this_year + 1)
    outcomes = fetch_published(
        resource.paths.history, resource.catalogue, requests, years, Asking(Settings().plain_key())
    )
    for outcome in outcomes:
        progress.info("  fetch: %s", outcome.message_en)
    return dg.MaterializeResult(metadata={"fetched": dg.MetadataValue.json([each.message_id for each in outcomes])})


DESCRIPTIONS = {
    "published_figure": "Every figure exactly as its publisher printed it, with table, vintage, trust and marks.",
    "source": "Every published table the figures come from: publisher, title, trust, vintage, cadence.",
    "published_error": "Relative standard errors that publishers print beside their figures.",
    "history_fault": "Published figures that were stopped, marked or not read, with the reason in both languages.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            key(f"core.{name}"),
            deps=[*READS, FETCHED],
            description=text,
            group_name="history",
            kinds={"csv"},
            owners=OWNERS,
            freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(days=40)),
        )
        for name, text in DESCRIPTIONS.items()
    ]
)
def history(context: dg.AssetExecutionContext, resource: WarehouseResource) -> Iterator[dg.MaterializeResult[None]]:
    """Read and verify data/history, then replace the tables of published figures and sources."""
    found = read_history(resource.paths.history, resource.catalogue)
    progress.info(
        "History: %s published figures, %s stopped or marked", f"{found.figures.height:,}", found.faults.height
    )
    for name, frame in (
        ("core.published_figure", found.figures),
        ("core.source", found.sources),
        ("core.published_error", found.sampling_errors),
        ("core.history_fault", found.faults),
    ):
        warehouse.load(resource.connection, name, frame)
        yield dg.MaterializeResult(asset_key=key(name), metadata=tell(context, resource.connection, name))
