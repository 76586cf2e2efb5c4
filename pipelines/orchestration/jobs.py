"""What Dagster runs: `refresh` takes the steps that stand on something new, `everything` makes every asset anew."""

import dagster as dg
from pydantic import Field

from pipelines.commands.refresh import refresh as bring_up_to_date
from pipelines.contract.paths import Paths
from pipelines.orchestration.partitions import known_rounds
from pipelines.orchestration.resources import WAIT_FOR_LOCK_SECONDS
from pipelines.orchestration.step_events import events_of
from pipelines.reference.read import read_catalogue

BY_DAGSTER = "Dagster"


class RefreshConfig(dg.Config):
    """What a run may be asked for besides what changed."""

    rounds: list[str] = Field(default_factory=list)
    is_forced: bool = False
    is_fetching: bool = False


@dg.op
def take_steps(context: dg.OpExecutionContext, config: RefreshConfig) -> None:
    """Refresh as the command line does, then tell of every table whether it was made or left standing, and why."""
    paths = Paths.from_environment()
    all_rounds(context.instance)
    outcome = bring_up_to_date(
        paths, config.rounds or None, config.is_forced, config.is_fetching, WAIT_FOR_LOCK_SECONDS, BY_DAGSTER
    )
    context.log.info(f"Edition {outcome.edition} is current.")
    for event in events_of(paths, outcome.entry) if outcome.entry else ():
        context.log_event(event)  # type: ignore[arg-type]  # a check evaluation is let in as well


@dg.job(name="refresh", executor_def=dg.in_process_executor)
def refresh_job() -> None:
    """From files to edition: whatever stands on something new is made, everything else is left and said so."""
    take_steps()


everything_job = dg.define_asset_job(
    "everything",
    selection=dg.AssetSelection.all(),
    description="Every table and the edition anew, one asset after another, whatever stands.",
    executor_def=dg.in_process_executor,
)


def run_request(run_key: str, is_fetching: bool = False) -> dg.RunRequest:
    config = RefreshConfig(is_fetching=is_fetching)
    return dg.RunRequest(run_key=run_key, job_name="refresh", run_config=dg.RunConfig(ops={"take_steps": config}))


def all_rounds(instance: dg.DagsterInstance) -> list[str]:
    """All rounds of the catalogue in the instance's order; those it has not seen are added to its partitions."""
    return known_rounds(instance, read_catalogue(Paths.from_environment().reference).rounds)
