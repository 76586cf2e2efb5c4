"""How one event changes what stands: fold(standing, event) for lines, sessions, outcomes and grants. Pure.

The book stores the result beside each event in the same transaction; folding all events again must give the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.contract.decisions.event import Event
from pipelines.contract.decisions.subjects import AUDIT, GRANT, LINE, OUTCOME, SESSION, Standing
from pipelines.contract.decisions.workflow import BEFORE, Action, Workflow

Detail = dict[str, Any]


def opening(workflow: Workflow, subject_key: str, subject_kind: str, round_id: str) -> Standing:
    """A subject of which the book holds nothing yet."""
    return Standing(subject_key, subject_kind, round_id, workflow.subjects[subject_kind].initial)


def fold(workflow: Workflow, standing: Standing, event: Event) -> Standing:
    """What stands after an event; events about people (audit) leave nothing standing."""
    action = workflow.subjects[event.subject_kind].actions[event.action]
    change = {LINE: _line, SESSION: _session, OUTCOME: _outcome, GRANT: _grant}[event.subject_kind]
    return Standing(
        subject_key=standing.subject_key,
        subject_kind=standing.subject_kind,
        round_id=standing.round_id,
        state=event.to_state,
        sequence=event.subject_sequence,
        event_number=event.event_number,
        detail=change(workflow, action, standing, event),
    )


def fold_all(workflow: Workflow, events: Iterable[Event]) -> dict[str, Standing]:
    """What stands of every subject after all events, in order of their numbers."""
    found: dict[str, Standing] = {}
    for event in events:
        if event.subject_kind != AUDIT:
            before = found.get(event.subject_key) or opening(
                workflow, event.subject_key, event.subject_kind, event.round_id
            )
            found[event.subject_key] = fold(workflow, before, event)
    return found


def _line(workflow: Workflow, action: Action, standing: Standing, event: Event) -> Detail:
    detail: Detail = dict(standing.detail)
    payload = event.payload
    states = workflow.subjects[LINE].states
    if "proposal" in payload:
        detail["proposal"] = payload["proposal"]
    if payload.get("ministry"):
        detail["ministry"] = payload["ministry"]
    _remember_side(workflow, detail, event)
    if action.is_talk:
        _remember_consent(detail, event)
        return detail
    detail.pop("consents", None)
    if states[event.to_state].has("is_recommendation") and action.to == event.to_state:
        detail["recommendation"] = {
            "state": event.to_state,
            "text": payload.get("reason") or payload.get("note"),
            "sequence": event.subject_sequence,
            "by_unit": event.acting_unit_code,
            "proposal": detail.get("proposal"),
        }
    if action.to == BEFORE:
        _take_back(detail)
    elif states[event.to_state].is_decided:
        stack = [*detail.get("before", ()), {"state": event.from_state, "decision": detail.get("decision")}]
        detail["before"] = stack
        detail["decision"] = _decision(event)
    return detail


def _decision(event: Event) -> Detail:
    """What a decision leaves standing, with where and when it was taken."""
    kept = ("agreed", "reason", "statement_region", "statement_ministry", "next_forum", "session_id")
    return {
        "state": event.to_state,
        "sequence": event.subject_sequence,
        "at": event.at,
        **{name: event.payload[name] for name in kept if event.payload.get(name) is not None},
    }


def _take_back(detail: Detail) -> None:
    """Let the decision before the last one stand again."""
    stack = list(detail.get("before", ()))
    last = stack.pop()
    detail["before"] = stack
    detail["decision"] = last["decision"]
    if not stack:
        detail.pop("before")
    if detail["decision"] is None:
        detail.pop("decision")


def _remember_side(workflow: Workflow, detail: Detail, event: Event) -> None:
    """Note for which side of a line somebody has acted: nobody acts for both."""
    side = workflow.roles[event.actor_role].side
    if side is not None:
        person = f"{event.actor_issuer}|{event.actor_subject}"
        sides = {name: list(people) for name, people in detail.get("sides", {}).items()}
        if person not in sides.setdefault(side, []):
            sides[side].append(person)
        detail["sides"] = sides


def _remember_consent(detail: Detail, event: Event) -> None:
    """Note that somebody agrees beforehand to an action which needs two people; any change of state forgets it."""
    wanted = event.payload.get("consents_to")
    if wanted:
        consents = {name: list(people) for name, people in detail.get("consents", {}).items()}
        consents.setdefault(wanted, []).append(
            {"issuer": event.actor_issuer, "subject": event.actor_subject, "role": event.actor_role}
        )
        detail["consents"] = consents


def _session(workflow: Workflow, action: Action, standing: Standing, event: Event) -> Detail:
    detail: Detail = dict(standing.detail)
    payload: Mapping[str, Any] = event.payload
    for name in ("name", "indicator_codes", "region_scope", "addendum_to", "planned_for", "place", "unit_code"):
        if payload.get(name) is not None:
            detail[name] = payload[name]
    for name in ("closing", "minutes_number", "signed_sha256", "snapshot"):
        if payload.get(name) is not None:
            detail[name] = payload[name]
    if payload.get("present"):
        known = {(each["issuer"], each["subject"]): each for each in detail.get("attendance", ())}
        for each in payload["present"]:
            known[each["issuer"], each["subject"]] = {**each, "at": event.at}
        detail["attendance"] = list(known.values())
    if not action.is_talk:
        detail["moments"] = {**detail.get("moments", {}), event.to_state: event.at}
    return detail


def _outcome(workflow: Workflow, action: Action, standing: Standing, event: Event) -> Detail:
    if action.is_talk:
        return dict(standing.detail)
    return {**standing.detail, **event.payload, "decided_at": event.at}


def _grant(workflow: Workflow, action: Action, standing: Standing, event: Event) -> Detail:
    if workflow.subjects[GRANT].states[event.to_state].has("is_active"):
        return dict(event.payload)
    return {**standing.detail, "ended_at": event.at, "end_reason": event.payload.get("reason")}
