"""Levels of the book in the edition's tables: sealed until both are in, out of date when the number changed."""

from __future__ import annotations

import json
from typing import Any

import duckdb
import pytest

from tests.sql.small_tables import empty_warehouse, make, put, rows

ACTORS = {"a": "reviewer", "b": "reviewer", "u": "proposer", "c": "chair"}


def event(number: int, actor: str, kind: str, level: int, low: float = 80.0, **more: Any) -> dict[str, Any]:
    told = {"criterion_code": "kapabilitas", "level": level, "reason": f"sebab {number}", "assessor_kind": kind}
    told["assessed"] = {"low": low, "high": low, "denominator": None}
    return _row(number, actor, "assess", told | more)


def proposed(number: int, low: float) -> dict[str, Any]:
    proposal = {"low": low, "high": low, "denominator": None, "printed": f"{low:g}", "submission_id": "s"}
    return _row(number, "u", "submit", {"proposal": proposal})


def _row(number: int, actor: str, action: str, payload: dict[str, Any]) -> dict[str, Any]:
    return {
        "event_number": number, "event_id": str(number), "round_id": "first", "subject_kind": "line",
        "subject_key": "first/i/11/2030", "subject_sequence": number, "action": action, "from_state": "submitted",
        "to_state": "submitted", "payload": json.dumps(payload), "actor_issuer": "local", "actor_subject": actor,
        "actor_name": actor, "actor_role": ACTORS[actor], "event_at": "2026-01-01 00:00:00+00", "door": "cli",
        "workflow_version": "2", "previous_hash": "", "event_hash": str(number),
    }  # fmt: skip


def judged(*events: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The one row of the judgement, and the line's events as the edition shows them."""
    with empty_warehouse() as connection:
        put(connection, "register.decision_event", [proposed(1, 80.0), *events])
        made(connection)
        (row,) = rows(connection, "select * from core.criterion_judgement")
        return row, rows(connection, "select event_number, reason from core.review_event order by event_number")


def made(connection: duckdb.DuckDBPyConnection) -> None:
    make(connection, "core.criterion_judgement", "core.review_event")


def test_a_single_level_is_counted_and_shown_nowhere() -> None:
    row, events = judged(event(2, "a", "reviewer", 1), event(3, "a", "reviewer", 2))
    assert (row["reviewer_count"], row["first_level"], row["second_level"], row["first_reason"]) == (
        1,
        None,
        None,
        None,
    )
    assert [each["reason"] for each in events] == [None, None, None]


def test_both_levels_show_with_their_reasons_then_the_one_found_together() -> None:
    row, events = judged(
        event(2, "a", "reviewer", 0), event(3, "a", "reviewer", 1), event(4, "b", "reviewer", 3),
        event(5, "u", "unit", 2), event(6, "c", "consensus", 2),
    )  # fmt: skip
    assert (row["reviewer_count"], row["first_level"], row["second_level"]) == (2, 1, 3)
    assert (row["unit_level"], row["consensus_level"], row["consensus_reason"]) == (2, 2, "sebab 6")
    assert row["is_outdated"] is False
    assert [each["reason"] for each in events] == [None, None, "sebab 3", "sebab 4", "sebab 5", "sebab 6"]


@pytest.mark.parametrize(("low", "is_outdated"), [(80.0, False), (85.0, True)])
def test_levels_of_another_number_are_out_of_date(low: float, is_outdated: bool) -> None:
    row, _ = judged(event(2, "a", "reviewer", 1), event(3, "b", "reviewer", 1), proposed(4, low))
    assert row["is_outdated"] is is_outdated


def test_a_level_for_the_new_number_does_not_complete_the_pair_of_the_old_one() -> None:
    row, _ = judged(event(2, "a", "reviewer", 1), proposed(3, 85.0), event(4, "b", "reviewer", 2, low=85.0))
    assert (row["reviewer_count"], row["first_level"], row["is_outdated"]) == (1, None, False)
