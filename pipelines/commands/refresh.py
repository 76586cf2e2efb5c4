"""One refresh from files to edition: takes the steps that stand on something new, and says what happens in plain lines.

Dagster is not needed for it; what Dagster starts by itself comes through here as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from pipelines.contract import edition_reader, refresh_progress
from pipelines.contract.paths import Paths
from pipelines.contract.progress_lines import progress
from pipelines.edition.fingerprint import input_fingerprint
from pipelines.edition.publish import FailedChecksError
from pipelines.edition.standing import note, stands_for
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue
from pipelines.steps import journal
from pipelines.steps.edition import PublishedEdition, publish_if_new
from pipelines.steps.step import Workplace
from pipelines.steps.step_list import all_steps
from pipelines.steps.walk import Visit, clock_text, drop_unknown, walk
from pipelines.submissions.quarantine import set_aside
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import sql_checks

if TYPE_CHECKING:
    from pipelines.submissions.arrivals import Arrivals

MOST_TRIES = 6  # each after cells that failed a check have been set aside


class Outcome(NamedTuple):
    """The edition that is current now, whether it is new, and the journal's entry when steps were looked at."""

    edition: str
    is_new: bool
    entry: journal.Entry | None = None


def fingerprint_now(paths: Paths, catalogue: Catalogue) -> str:
    """One name for every input as it is now, with the day and the closings that tables depend on."""
    closings = {name: each.closes_at for name, each in catalogue.rounds.items()}
    return input_fingerprint(paths, clock_text(datetime.now(UTC), closings))


def standing_edition(paths: Paths, inputs: str) -> str | None:
    """The current edition's name if it stands for these inputs, otherwise None."""
    edition = edition_reader.current_edition(paths)
    return edition.stem if edition is not None and stands_for(paths, edition, inputs) else None


def refresh(
    paths: Paths,
    rounds: Sequence[str] | None = None,
    is_forced: bool = False,
    is_fetching: bool = False,
    wait_seconds: float = 0,
    by: str = "command line",
    is_alone: bool = False,
) -> Outcome:
    """Bring the edition up to date with every input; do nothing when nothing changed.

    `rounds` makes what belongs to those planning rounds again and leaves other rounds; `is_fetching` asks the
    publishers for newer tables first; `is_forced` makes everything; `is_alone` computes models in this process too, one
    after the other. Raises the sentence of whatever stood in the way; the last good edition stands then.
    """
    with ExitStack() as held:
        arrivals = held.enter_context(_arrivals(paths)) if _something_came(paths) else None
        catalogue = read_catalogue(paths.reference)
        inputs = fingerprint_now(paths, catalogue)  # as they are before the first is read; later ones wait
        if not (is_forced or is_fetching or rounds) and (standing := standing_edition(paths, inputs)):
            progress.info("Nothing new since edition %s; it stays current.", standing)
            return Outcome(standing, is_new=False)
        unknown = [round_id for round_id in rounds or () if round_id not in catalogue.rounds]
        if unknown:
            raise warehouse.WarehouseError(
                f"Round {unknown[0]} is not in planning_rounds.csv; choose one of {', '.join(catalogue.rounds)}."
            )
        from pipelines.steps.side_process import SideProcess  # not imported when nothing is new

        arrivals = arrivals or held.enter_context(_arrivals(paths))
        connection = held.enter_context(warehouse.writing(paths, wait_seconds))
        place = Workplace(connection, paths, is_fetching, arrivals=arrivals, side=None if is_alone else SideProcess())
        place.catalogue = catalogue  # read and verified once
        try:
            place.engine  # noqa: B018  asked for first: wrong settings are told before anything is taken in
            return _take_steps(place, inputs, rounds, is_forced, by)
        finally:
            place.close()
            refresh_progress.end(paths.journal)


def _arrivals(paths: Paths) -> Arrivals:
    """Look at the inbox; what has just come there is judged in a child that loads from now on."""
    from pipelines.submissions.arrivals import Arrivals  # not imported when nothing is new

    return Arrivals(paths)


def _something_came(paths: Paths) -> bool:
    """Tell whether there is no edition yet, or a file of the inbox is younger than it: a guess that costs nothing."""
    with suppress(OSError):
        published = paths.current.stat().st_mtime
        return any(file.stat().st_mtime > published for file in paths.inbox.rglob("*"))
    return True


def _take_steps(place: Workplace, inputs: str, rounds: Sequence[str] | None, is_forced: bool, by: str) -> Outcome:
    """Walk, publish, and note both; once more after cells that failed a check have been set aside."""
    steps = all_steps()
    visits: list[Visit] = []
    for tries_left in reversed(range(MOST_TRIES)):
        is_first = not visits
        if not is_first:
            inputs = fingerprint_now(place.paths, place.catalogue)
        visits += walk(place, steps, rounds if is_first else None, is_forced and is_first)
        drop_unknown(place, steps)
        if place.has_missed_book:
            inputs = f"{inputs} without the decision book"  # a name that no later fingerprint has
        try:
            published = publish_if_new(place, inputs, is_forced)
            place.engine.keep()
            break
        except FailedChecksError as error:
            aside = [target for check in error.checks for target in set_aside(place.connection, place.paths, check)]
            if not aside or not tries_left:
                raise
            progress.warning("%s cells that failed a check are set aside; the rest is made without them.", len(aside))
    if not published.visit.is_made:
        progress.info("No table that readers see has changed; edition %s stays current.", published.name)
        note(place.paths, published.name, inputs)
    entry = journal.write(place.paths, by, published.name, [*visits, published.visit], _answers(published))
    return Outcome(published.name, published.visit.is_made, entry)


def _answers(published: PublishedEdition) -> dict[str, list[dict[str, object]]]:
    """The first offending rows of each check as text; nothing when none was asked."""
    if published.found is None:
        return {}
    rows = {name: frame.cast(pl.String).to_dicts() for name, frame in published.found.items()}
    return {check.name: rows.get(check.name, []) for check in sql_checks()}
