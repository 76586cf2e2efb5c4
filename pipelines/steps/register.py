"""What units handed in, as the register keeps it: every file once, every cell judged, nothing changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.contract.progress_lines import progress
from pipelines.steps.step import Step, Workplace


def take_in(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Take in what is new in data/plans and data/inbox."""
    from pipelines.submissions import ingest

    if place.side is not None:
        place.side.begin()  # while children read, this process waits: a later step's models are loaded by then
    arrivals, place.arrivals = place.arrivals, None  # a second walk looks again
    summary = ingest.receive(place.connection, place.paths, place.catalogue, arrivals=arrivals)
    progress.info(
        "Intake: %s new, %s duplicate, %s known, %s still being written",
        summary.new,
        summary.duplicate,
        summary.known,
        summary.waiting,
    )


REGISTER = Step(
    name="intake",
    group="register",
    makes={
        "register.reception": "Each time a file came to the door: when, under which name, and whether its content was "
        "new.",
        "register.submission": "Each file handed in once, known by its fingerprint, with its round, unit and counts of "
        "cells.",
        "register.judged_cell": "Every target cell that was offered: what was written, and whether it became a target.",
        "register.finding": "Everything the rules say about a file or a cell, with the remedy in both languages.",
        "register.judged_criterion": "The units' own assessment against the five criteria.",
        "register.judged_outcome": "Outcomes that units propose in sheet Outcome, in their own words.",
        "register.judged_indicator": "Indicators that units propose to measure those outcomes.",
        "register.withdrawal": "Submissions that were taken back, by whom and why.",
        "register.quarantined_cell": "Accepted cells set aside because a check of the whole failed with them.",
        "register.desk_row": "Every decision written in a desk sheet, as it came back through the inbox.",
        "register.take_up_file": "Every work plan (RKPD) a region handed in, to be set beside what was agreed.",
        "register.take_up_cell": "Every target cell of those work plans: what was written, and whether it can be read.",
        "register.take_up_finding": "What was said about those work plans, in both languages.",
        "register.unlock": "Late submissions that were let in, by whom and why.",
    },
    action=take_in,
    reads=tuple(
        f"core.{name}" for name in ("observation", "planning_round", "organisation_unit", "assignment", "indicator")
    ),
    is_always=True,
)


def leave(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Write nothing: rows are added after an edition is published (`pipelines/edition/seen_figures.py`)."""


SEEN = Step(
    name="seen",
    group="register",
    makes={
        "register.seen_figure": "The figures that closed rounds read in published editions: they stay theirs, whatever "
        "comes later.",
        "register.seen_source": "Since when each source of statistics is known here: what came later is later, "
        "whatever its date.",
    },
    action=leave,
    is_always=True,
)
