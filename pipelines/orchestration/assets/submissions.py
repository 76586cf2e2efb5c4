"""What units handed in, as the register keeps it: every file once, every cell judged, nothing changed afterwards."""

from collections.abc import Iterator

import dagster as dg

from pipelines.orchestration.assets.models import key
from pipelines.orchestration.described import OWNERS, tell
from pipelines.orchestration.resources import WarehouseResource, progress
from pipelines.submissions import ingest

READS = [
    key(f"core.{name}") for name in ("observation", "planning_round", "organisation_unit", "assignment", "indicator")
]
DESCRIPTIONS = {
    "reception": "Each time a file came to the door: when, under which name, and whether its content was new.",
    "submission": "Each file handed in once, known by its fingerprint, with its round, unit and counts of cells.",
    "judged_cell": "Every target cell that was offered: what was written, and whether it became a target.",
    "finding": "Everything the rules say about a file or a cell, with the remedy in both languages.",
    "judged_criterion": "The units' own assessment against the five criteria.",
    "withdrawal": "Submissions that were taken back, by whom and why.",
    "quarantined_cell": "Accepted cells set aside because a check of the whole failed with them.",
    "unlock": "Late submissions that were let in, by whom and why.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            key(f"register.{name}"),
            deps=READS,
            description=text,
            group_name="register",
            kinds={"duckdb"},
            owners=OWNERS,
        )
        for name, text in DESCRIPTIONS.items()
    ]
)
def intake(context: dg.AssetExecutionContext, resource: WarehouseResource) -> Iterator[dg.MaterializeResult[None]]:
    """Take in what is new in data/plans and data/inbox."""
    summary = ingest.receive(resource.connection, resource.paths, resource.catalogue)
    progress.info(
        "Intake: %s new, %s duplicate, %s known, %s still being written",
        summary.new,
        summary.duplicate,
        summary.known,
        summary.waiting,
    )
    for name in DESCRIPTIONS:
        told = tell(context, resource.connection, f"register.{name}", new_submissions=summary.new)
        yield dg.MaterializeResult(asset_key=key(f"register.{name}"), metadata=told)
