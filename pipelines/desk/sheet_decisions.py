"""Decides what desk sheets brought, by the very decide() of the browser; each row gets its verdict once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import duckdb

from pipelines.contract import decisions
from pipelines.contract.decisions.sheets.sheet_form import offered_actions
from pipelines.desk.line_facts import facts_of_round
from pipelines.warehouse import connection as warehouse

WAITING = """
    select desk_row.* from register.desk_row as desk_row
    anti join register.desk_verdict as desk_verdict
        on desk_row.submission_id = desk_verdict.submission_id and desk_row.row_number = desk_verdict.row_number
    order by desk_row.received_at, desk_row.submission_id, desk_row.row_number
"""
Row = Mapping[str, Any]


def decide_sheets(connection: duckdb.DuckDBPyConnection, book: decisions.Book) -> int:
    """Judge every row that has no verdict yet and keep the verdicts; return how many rows were judged."""
    answer = connection.execute(WAITING)
    names = [column[0] for column in answer.description or []]
    rows = [dict(zip(names, values, strict=True)) for values in answer.fetchall()]
    times = Counter((row["submission_id"], row["line_key"]) for row in rows)
    facts: dict[str, Mapping[str, decisions.LineFacts]] = {}
    for row in rows:
        refusal: decisions.Refusal | None = None
        event: decisions.Event | None = None
        try:
            round_id = decisions.line_of(row["line_key"]).round_id
            if round_id not in facts:
                facts[round_id] = facts_of_round(connection, book, round_id)
            event = _decide(book, row, facts[round_id], times[row["submission_id"], row["line_key"]] > 1)
        except decisions.Refused as refused:
            refusal = refused.refusal
        _keep(connection, row, refusal, event)
    return len(rows)


def _decide(
    book: decisions.Book, row: Row, facts: Mapping[str, decisions.LineFacts], is_double: bool
) -> decisions.Event:
    key = row["line_key"]
    session = book.standing(decisions.session_key(row["session_id"]))
    if not row["is_whole"] or session is None:
        raise decisions.Refused(decisions.Refusal("decision.sheet_changed", {"session": row["session_id"]}))
    if (
        row["seen_sequence"] is None
        or key not in facts
        or not decisions.Session.of(session).covers(decisions.line_of(key))
    ):
        raise decisions.Refused(decisions.Refusal("decision.unknown_line", {"line": key}))
    if is_double:
        raise decisions.Refused(decisions.Refusal("decision.duplicate"))
    if row["fault_rule"]:
        told = {"written": row["fault_written"]}
        raise decisions.Refused(decisions.Refusal("decision.value_unreadable", told))
    own_id = str(uuid5(NAMESPACE_URL, f"{row['submission_id']} {row['row_number']}"))
    action = action_of(book.workflow, row["decision"])
    wanted = decisions.Decision(
        key, action, json.loads(row["payload"]) | _consent(book.workflow, action), row["seen_sequence"], own_id
    )
    around = decisions.Circumstance(facts[key], "file", row["submission_id"])
    return decisions.decide(book, wanted, _actor(book, row), around)


def action_of(workflow: decisions.Workflow, written: str) -> str:
    """The action by its code or its name in either language; Refused when the list does not have it."""
    wanted = written.strip().casefold()
    for action in offered_actions(workflow):
        if wanted in (action.action_code, action.name.id.casefold(), action.name.en.casefold()):
            return action.action_code
    raise decisions.Refused(decisions.Refusal("decision.unknown_action", {"action": written}))


def _consent(workflow: decisions.Workflow, action_code: str) -> dict[str, bool]:
    """A sheet is filled at the desk with both sides present: writing an agreement down says that both consent."""
    needs = workflow.subjects["line"].actions[action_code].needs
    return {name: True for name in needs if workflow.fields[name].kind == "consent"}


def _actor(book: decisions.Book, row: Row) -> decisions.Actor:
    """Who handed the sheet in, in the sheet's role; without a login the local operator, on example rounds."""
    role = row["role_code"]
    if role not in book.workflow.roles:
        raise decisions.Refused(decisions.Refusal("decision.sheet_changed", {"session": row["session_id"]}))
    issuer, bar, subject = row["handed_in_by"].partition("|")
    if not bar:
        return decisions.local_actor(role)
    return decisions.acting(book, decisions.Person(issuer, subject), role)


def _keep(
    connection: duckdb.DuckDBPyConnection, row: Row, refusal: decisions.Refusal | None, event: decisions.Event | None
) -> None:
    with warehouse.transaction(connection):
        connection.execute(
            "insert into register.desk_verdict values ($submission_id, $row_number, $outcome, $rule_id, $message_id, "
            "$message_en, $event_number, $judged_at)",
            {
                "submission_id": row["submission_id"],
                "row_number": row["row_number"],
                "outcome": "rejected" if refusal else "accepted",
                "rule_id": refusal.rule_id if refusal else None,
                "message_id": refusal.message_id if refusal else None,
                "message_en": refusal.message_en if refusal else None,
                "event_number": event.event_number if event else None,
                "judged_at": datetime.now(UTC),
            },
        )
