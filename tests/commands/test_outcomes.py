"""An outcome is nominated and chosen as events of the book, without a login on example rounds only."""

from __future__ import annotations

import json

import pytest

from pipelines.commands.forum.outcomes import OutcomeError, decide_outcome
from pipelines.contract.decisions import Refused
from pipelines.contract.paths import Paths
from tests.sql.small_tables import empty_warehouse, make, put, rows

ROUND, CODE = "contoh-2026-2", "rehabilitasi-berfungsi"
WHY = "Paling langsung mengubah hidup anak."


def test_an_outcome_is_nominated_and_chosen_with_its_reason(data: Paths) -> None:
    assert "Nominated" in decide_outcome(data, ROUND, CODE, "nominate", "reviewer", "")
    assert "Chosen (Dipilih)" in decide_outcome(data, ROUND, CODE, "choose", "chair", WHY)


@pytest.mark.parametrize(
    ("action", "role", "reason"),
    [("choose", "chair", ""), ("choose", "reviewer", WHY), ("not_choose", "viewer", WHY)],
)
def test_a_choice_needs_its_role_and_its_reason(data: Paths, action: str, role: str, reason: str) -> None:
    decide_outcome(data, ROUND, CODE, "nominate", "reviewer", "")
    with pytest.raises(Refused):
        decide_outcome(data, ROUND, CODE, action, role, reason)


def test_without_a_login_the_real_round_takes_no_decision(data: Paths) -> None:
    with pytest.raises(Refused):
        decide_outcome(data, "rpjmn-2025", "kemiskinan-turun", "nominate", "reviewer", "")


@pytest.mark.parametrize(
    ("round_id", "code", "action", "sentence"),
    [
        ("nirwana", CODE, "nominate", "nirwana is not in planning_rounds.csv"),
        (ROUND, "nirwana", "nominate", "nirwana is not in outcomes.yml"),
        (ROUND, CODE, "nirwana", "nirwana is nothing that can be done"),
    ],
)
def test_an_unknown_name_is_one_sentence(data: Paths, round_id: str, code: str, action: str, sentence: str) -> None:
    with pytest.raises(OutcomeError, match=sentence):
        decide_outcome(data, round_id, code, action, "chair", WHY)


def event(number: int, from_state: str, to_state: str, **payload: str) -> dict[str, object]:
    return {
        "event_number": number, "event_id": str(number), "round_id": "first", "subject_kind": "outcome",
        "subject_key": "outcome/first/o", "subject_sequence": number, "action": to_state, "from_state": from_state,
        "to_state": to_state, "payload": json.dumps(payload), "actor_issuer": "local", "actor_subject": "x",
        "actor_name": "Ketua", "actor_role": "chair", "event_at": f"2026-01-0{number} 00:00:00+00", "door": "cli",
        "workflow_version": "1", "previous_hash": "", "event_hash": str(number),
    }  # fmt: skip


def test_the_newest_decision_stands_and_talk_changes_nothing() -> None:
    with empty_warehouse() as connection:
        put(connection, "core.outcome", [{"outcome_code": "o", "statement_id": "hasil"}])
        told = [
            event(1, "none", "nominated"),
            event(2, "nominated", "chosen", reason="paling berdampak"),
            event(3, "chosen", "chosen", text="setuju"),
        ]
        put(connection, "register.decision_event", told)
        make(connection, "mart.priority_outcome")
        (found,) = rows(connection, "select * from mart.priority_outcome")
    assert (found["state"], found["is_chosen"], found["reason"]) == ("chosen", True, "paling berdampak")
    assert (found["indicator_count"], found["line_count"]) == (0, 0)
