"""Nominates in the decision book what units propose in sheet Outcome; whether it is chosen is for people to say.

What the book already knows is left alone: a changed wording shows as out of date, it takes no decision back.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import duckdb

from pipelines.contract.decisions import Book, outcome_key, register_actor
from pipelines.contract.decisions.guards import GuardCase
from pipelines.contract.decisions.judge import judge
from pipelines.contract.decisions.subjects import OUTCOME, LineFacts
from pipelines.contract.decisions.writer import Entry
from pipelines.desk.file_events import TargetInForce, tell

NOMINATE = "nominate"
TOLD = ("proposal_kind", "title", "wording_fingerprint", "unit_code", "submission_id")
PROPOSED = """
    select round_id, outcome_code, 'outcome', statement_id, wording_fingerprint, unit_code, submission_id, received_at
    from core.proposed_outcome
    inner join core.submission using (submission_id, round_id, unit_code)
    union all
    select round_id, proposal_code, 'indicator', name_id, wording_fingerprint, unit_code, submission_id, received_at
    from core.proposed_indicator
    inner join core.submission using (submission_id, round_id, unit_code)
    order by received_at, round_id, outcome_code
"""


def proposals(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Outcomes and indicators proposed in the files in force, oldest file first."""
    names = ("round_id", "code", *TOLD, "received_at")
    return [dict(zip(names, row, strict=True)) for row in connection.execute(PROPOSED).fetchall()]


def nominate(book: Book, proposed: list[dict[str, Any]], now: datetime) -> int:
    """Add one event for each proposal that the book does not know; return how many."""
    waiting = [each for each in proposed if _is_waiting(book, each)]
    if not waiting:
        return 0
    action = book.workflow.subjects[OUTCOME].actions[NOMINATE]
    actor = register_actor()
    with book.writing(now) as writer:
        for each in waiting:
            writer.now = min(each["received_at"], now)
            key = outcome_key(each["round_id"], each["code"])
            standing = writer.standing(key, OUTCOME, each["round_id"])
            payload = {name: each[name] for name in TOLD}
            asked = GuardCase(writer.workflow, standing, action, actor, (), LineFacts(), payload=payload)
            writer.add(
                Entry(
                    OUTCOME,
                    key,
                    each["round_id"],
                    NOMINATE,
                    standing.state,
                    judge(asked),
                    payload,
                    actor,
                    "file",
                    str(uuid5(NAMESPACE_URL, f"{key} {NOMINATE} {each['submission_id']}")),
                    each["submission_id"],
                ),
                standing,
            )
    return len(waiting)


def nominate_in_order(
    book: Book, offered: Sequence[TargetInForce], proposed: list[dict[str, Any]], now: datetime
) -> int:
    """Nominate what waits, each after the targets that came before it, so that events follow the instants of files."""
    added = 0
    for moment in sorted({each["received_at"] for each in proposed if _is_waiting(book, each)}):
        tell(book, [each for each in offered if each.received_at <= moment], now)
        added += nominate(book, [each for each in proposed if each["received_at"] == moment], now)
    return added


def _is_waiting(book: Book, each: dict[str, Any]) -> bool:
    return book.standing(outcome_key(each["round_id"], each["code"])) is None
