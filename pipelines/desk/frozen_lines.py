"""Which lines the book holds fast at this moment, and the file each of them keeps."""

from __future__ import annotations

import polars as pl

from pipelines.contract.decisions import Book, LineFacts, register_actor
from pipelines.contract.decisions.guards import GuardCase, is_frozen, sitting_of
from pipelines.contract.decisions.subjects import LINE, SESSION

SCHEMA = {
    "round_id": pl.String,
    "indicator_code": pl.String,
    "region_id": pl.String,
    "target_year": pl.Int32,
    "submission_id": pl.String,
    "session_name": pl.String,
}


def frozen_lines(book: Book) -> pl.DataFrame:
    """One row per line that is before a session or in final minutes: its key, its file, and who holds it."""
    workflow = book.workflow
    states = workflow.subjects[SESSION].states
    action = next(iter(workflow.subjects[LINE].actions.values()))
    found = []
    rounds = {standing.round_id for standing in book.standings(SESSION).values()}
    for round_id in sorted(rounds):
        sessions = book.sessions(round_id)
        if not any(states[each.state].has("freezes") or states[each.state].has("keeps_decisions") for each in sessions):
            continue
        for standing in book.standings(LINE, round_id).values():
            sitting = sitting_of(workflow, sessions, standing)
            asked = GuardCase(workflow, standing, action, register_actor(), sessions, LineFacts(), sitting)
            if standing.proposal and is_frozen(asked):
                holder = sitting or asked.deciding_session()
                found.append((*standing.line, standing.proposal["submission_id"], holder.name if holder else ""))
    return pl.DataFrame(found, schema=SCHEMA, orient="row")
