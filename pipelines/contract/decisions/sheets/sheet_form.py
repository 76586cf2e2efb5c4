"""What a desk sheet offers to decide, and the fingerprint that ties its lines; its shape: desk_sheet_form.py."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pipelines.contract.decisions.event import canonical
from pipelines.contract.decisions.workflow import Action, Workflow


def offered_actions(workflow: Workflow) -> list[Action]:
    """What may be written under `keputusan`: what a person decides about a line, alone and in one step."""
    return [
        action
        for action in workflow.subjects["line"].actions.values()
        if action.trigger is None and not action.is_talk and not action.marks.get("second_roles")
    ]


def fingerprint(session_id: str, role: str, last_event: str, sequences: Iterable[tuple[str, int]]) -> str:
    """The sha256 of what a sheet must not lose or change: its session, its role, its lines and their sequences."""
    told = [session_id, role, last_event, sorted([key, sequence] for key, sequence in sequences)]
    return hashlib.sha256(canonical(told).encode("utf-8")).hexdigest()
