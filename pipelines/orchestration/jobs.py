"""The one job: from files to edition, everything, for every planning round; and what every request for it carries."""

from __future__ import annotations

import dagster as dg

from pipelines.contract.paths import Paths
from pipelines.orchestration.partitions import known_rounds, range_tags
from pipelines.reference.read import read_catalogue

refresh_job = dg.define_asset_job(
    "refresh",
    selection=dg.AssetSelection.all(),
    description="From files to edition: everything, for every planning round.",
    executor_def=dg.in_process_executor,
)


def run_request(run_key: str, rounds: list[str], **tags: str) -> dg.RunRequest:
    return dg.RunRequest(run_key=run_key, job_name="refresh", tags=range_tags(rounds) | tags)


def all_rounds(instance: dg.DagsterInstance) -> list[str]:
    """All rounds of the catalogue in the instance's order; those it has not seen are added to its partitions."""
    return known_rounds(instance, read_catalogue(Paths.from_environment().reference).rounds)
