"""One refresh from files to edition: runs the asset graph in process and says what happens in plain lines."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from pipelines.contract import edition_reader
from pipelines.contract.paths import Paths
from pipelines.edition import publish
from pipelines.edition.fingerprint import input_fingerprint
from pipelines.reference.read import read_catalogue
from pipelines.supervisor.dagster_home import dagster_home
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import sql_checks

progress = logging.getLogger("selaras")
MOST_TRIES = 6  # of the whole graph, each after cells that failed a check have been set aside


class Outcome(NamedTuple):
    edition: str
    is_new: bool


def say_progress() -> None:
    """Send progress lines to standard output, and keep Dagster's own log to warnings."""
    if not progress.handlers:
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("%(message)s"))
        progress.addHandler(handler)
    progress.setLevel(logging.INFO)
    progress.propagate = False


def standing_edition(paths: Paths) -> str | None:
    """The current edition's name if everything it was made of is unchanged, otherwise None."""
    edition = edition_reader.current_edition(paths)
    if edition is None:
        return None
    try:
        with edition_reader.reading(edition) as connection:
            made_of = warehouse.single(connection, "select input_fingerprint from core.edition_note")
    except duckdb.Error as error:
        progress.warning("Edition %s cannot be read (%s); a new one is made.", edition.stem, str(error).splitlines()[0])
        return None
    return edition.stem if made_of == input_fingerprint(paths) else None


def refresh(
    paths: Paths, rounds: Sequence[str] | None = None, is_forced: bool = False, is_fetching: bool = False
) -> Outcome:
    """Bring the edition up to date with every input; do nothing when nothing changed.

    `rounds` limits what is computed again to those planning rounds; `is_fetching` asks the publishers for newer tables
    first. Raises the sentence of whatever stood in the way;
    the last good edition stands then.
    """
    if not (is_forced or is_fetching or rounds) and (standing := standing_edition(paths)):
        progress.info("Nothing new since edition %s; it stays current.", standing)
        return Outcome(standing, is_new=False)
    with warehouse.locked(paths):
        run_graph(paths, rounds, is_fetching)
    edition = edition_reader.current_edition(paths)
    if edition is None:
        raise publish.PublishingError(
            "The refresh ended without an edition; run `selaras refresh` again and report it."
        )
    return Outcome(edition.stem, is_new=True)


def run_graph(paths: Paths, rounds: Sequence[str] | None, is_fetching: bool = False) -> None:
    """Execute the refresh job of the code location in this process, all its rounds in one run."""
    known = read_catalogue(paths.reference).rounds
    unknown = [round_id for round_id in rounds or () if round_id not in known]
    if unknown:
        raise warehouse.WarehouseError(
            f"Round {unknown[0]} is not in planning_rounds.csv; choose one of {', '.join(known)}."
        )
    os.environ["DAGSTER_HOME"] = dagster_home(paths)
    import dagster as dg
    from dagster._core.errors import DagsterAssetCheckFailedError  # not exported where it is raised

    from pipelines.definitions import defs
    from pipelines.orchestration.partitions import FETCH_TAG, known_rounds, range_tags

    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    job = defs.resolve_job_def("refresh")
    with dg.DagsterInstance.get() as instance:
        in_order = known_rounds(instance, known)
        spans = [in_order] if rounds is None else [[round_id] for round_id in rounds]
        for _ in range(MOST_TRIES):
            aside = _quarantined(paths)
            try:
                for span in spans:
                    job.execute_in_process(
                        instance=instance,
                        run_config=quiet,
                        tags=range_tags(span) | {FETCH_TAG: str(is_fetching).lower()},
                    )
                return
            except DagsterAssetCheckFailedError as error:
                if _quarantined(paths) == aside:
                    raise publish.PublishingError(_explain_failed_checks(paths)) from error
                progress.warning("Cells that failed a check are set aside; everything else is computed again.")
    raise publish.PublishingError(_explain_failed_checks(paths))


def _quarantined(paths: Paths) -> int:
    """How many cells have been set aside so far, each time counted."""
    with warehouse.connect(paths) as connection:
        is_there = warehouse.exists(connection, "register.quarantined_cell")
        return warehouse.count(connection, "register.quarantined_cell") if is_there else 0


def _explain_failed_checks(paths: Paths) -> str:
    """Ask the blocking checks of the warehouse once more, for the rows that Dagster's error does not carry."""
    blocking = [check for check in sql_checks() if check.severity == "blocking"]
    with warehouse.connect(paths) as connection:
        made = [check for check in blocking if all(warehouse.exists(connection, name) for name in check.depends_on)]
        return publish.explain(warehouse.failures(connection, made), made)
