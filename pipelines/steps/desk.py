"""The decision book as seen by a refresh: its words, the lines it holds fast, and its events, sealed and loaded."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.contract.progress_lines import progress
from pipelines.steps.step import Step, Workplace
from pipelines.warehouse import connection as warehouse


def load_words(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Read and verify the workflow, then replace its two tables."""
    from pipelines.contract.decisions import WORKFLOW_FILE, load_workflow
    from pipelines.desk.words import action_frame, state_frame

    workflow = load_workflow(place.paths.reference / WORKFLOW_FILE)
    warehouse.load(place.connection, "core.review_state", state_frame(workflow))
    warehouse.load(place.connection, "core.review_action", action_frame(workflow))


def hold_lines(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Ask the book which lines it holds; when it cannot be opened, those held at the last refresh stay held."""
    from pipelines.contract.decisions import BookError, open_book
    from pipelines.desk.frozen_lines import frozen_lines

    try:
        book = open_book(place.paths.data)
        frame = frozen_lines(book)
        book.close()
    except BookError as error:
        place.has_missed_book = True
        progress.warning("Desk: %s Lines held at the last refresh stay held.", error)
        return
    place.connection.execute("delete from register.frozen_line")
    warehouse.append(place.connection, "register.frozen_line", frame)


def seal_events(place: Workplace, rounds: Sequence[str] | None) -> None:
    """Tell the book what files and desk sheets say, seal what is new, and add it to the register."""
    from pipelines.contract.decisions import BookError
    from pipelines.desk.sealing import seal_and_load

    try:
        sealed = seal_and_load(place.connection, place.paths)
    except BookError as error:
        place.has_missed_book = True
        progress.warning("Desk: %s The edition shows the decisions of the last refresh.", error)
        return
    progress.info(
        "Desk: %s events from files, %s held, %s new in the register, the last is number %s",
        f"{sealed.told.added:,}",
        sealed.told.held,
        f"{sealed.loaded:,}",
        f"{sealed.last_number:,}",
    )


REVIEW_WORDS = Step(
    name="review_words",
    group="reference",
    makes={
        "core.review_state": "Every state a line, a session, an outcome or a grant can be in, with its words and its "
        "marks.",
        "core.review_action": "Every action of the workflow, with its words and the state it leads to.",
    },
    action=load_words,
    folders=("reference",),
)
FROZEN_LINE = Step(
    name="frozen_line",
    group="register",
    makes={
        "register.frozen_line": "Lines that are before a session, or in final minutes: a newer file does not change "
        "them until they are free."
    },
    action=hold_lines,
    is_always=True,
)
DECISION_EVENT = Step(
    name="decision_event",
    group="core",  # it reads targets in force and feeds the desk's tables: between two floors of core
    makes={
        "register.decision_event": "Every event of the decision book up to this refresh, sealed in "
        "data/store/decisions; only ever added to.",
        "register.desk_verdict": "What became of each decision that came in a desk sheet: taken, or refused with its "
        "sentence.",
    },
    action=seal_events,
    reads=(
        *(
            f"core.{name}"
            for name in ("target", "submission", "line_fact", "open_finding", "proposed_outcome", "proposed_indicator")
        ),
        "register.desk_row",
    ),
    is_always=True,
)
