"""The decision book as seen by a refresh: its words, the lines it holds fast, and its events, sealed and loaded."""

from collections.abc import Iterator

import dagster as dg

from pipelines.contract.decisions import WORKFLOW_FILE, BookError, load_workflow, open_book
from pipelines.desk.frozen_lines import frozen_lines
from pipelines.desk.sealing import seal_and_load
from pipelines.desk.words import action_frame, state_frame
from pipelines.orchestration.assets.models import key
from pipelines.orchestration.described import OWNERS, tell
from pipelines.orchestration.resources import WarehouseResource, progress
from pipelines.warehouse import connection as warehouse

WORDS = {
    "review_state": "Every state a line, a session, an outcome or a grant can be in, with its words and its marks.",
    "review_action": "Every action of the workflow, with its words and the state it leads to.",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(key(f"core.{name}"), description=text, group_name="reference", kinds={"yaml"}, owners=OWNERS)
        for name, text in WORDS.items()
    ]
)
def review_words(
    context: dg.AssetExecutionContext, resource: WarehouseResource
) -> Iterator[dg.MaterializeResult[None]]:
    """Read and verify the workflow, then replace its two tables."""
    workflow = load_workflow(resource.paths.reference / WORKFLOW_FILE)
    for name, frame in (("review_state", state_frame(workflow)), ("review_action", action_frame(workflow))):
        warehouse.load(resource.connection, f"core.{name}", frame)
        told = tell(context, resource.connection, f"core.{name}")
        yield dg.MaterializeResult(asset_key=key(f"core.{name}"), metadata=told)


@dg.asset(key=key("register.frozen_line"), group_name="register", kinds={"python", "duckdb"}, owners=OWNERS)
def frozen_line(context: dg.AssetExecutionContext, resource: WarehouseResource) -> dg.MaterializeResult[None]:
    """Lines that are before a session, or in final minutes: a newer file does not change them until they are free."""
    try:
        book = open_book(resource.paths.data)
        frame = frozen_lines(book)
        book.close()
    except BookError as error:
        progress.warning("Desk: %s Lines held at the last refresh stay held.", error)
        return dg.MaterializeResult(metadata={"skipped": str(error)})
    resource.connection.execute("delete from register.frozen_line")
    warehouse.append(resource.connection, "register.frozen_line", frame)
    return dg.MaterializeResult(metadata=tell(context, resource.connection, "register.frozen_line"))


@dg.asset(
    key=key("register.decision_event"),
    deps=[key(f"core.{name}") for name in ("target", "submission", "line_fact", "open_finding")],
    group_name="core",  # it reads targets in force and feeds the desk's tables: between two floors of core
    kinds={"python", "duckdb"},
    owners=OWNERS,
)
def decision_event(context: dg.AssetExecutionContext, resource: WarehouseResource) -> dg.MaterializeResult[None]:
    """Every event of the decision book up to this refresh, sealed in data/store/decisions; only ever added to."""
    try:
        sealed = seal_and_load(resource.connection, resource.paths)
    except BookError as error:
        progress.warning("Desk: %s The edition shows the decisions of the last refresh.", error)
        return dg.MaterializeResult(metadata={"skipped": str(error)})
    progress.info(
        "Desk: %s events from files, %s held, %s new in the register, the last is number %s",
        f"{sealed.told.added:,}",
        sealed.told.held,
        f"{sealed.loaded:,}",
        f"{sealed.last_number:,}",
    )
    told_of = tell(context, resource.connection, "register.decision_event", new_events=sealed.loaded)
    return dg.MaterializeResult(metadata=told_of)
