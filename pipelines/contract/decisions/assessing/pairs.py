"""Which levels of a line belong together, and which nobody else may see yet. Whether one may be given: guards.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.contract.decisions.event import Event
from pipelines.contract.decisions.subjects import Standing

REVIEWERS = 2
UNIT, REVIEWER, CONSENSUS = "unit", "reviewer", "consensus"
WEIGHED = ("low", "high", "denominator")
Person = tuple[str, str]


def weighed_number(standing: Standing) -> dict[str, Any]:
    """The number a level is about: another one makes it out of date."""
    return {name: (standing.proposal or {}).get(name) for name in WEIGHED}


def assessor_kind(mark: str, side: str | None) -> str:
    """Whose level an action gives: the level found together, a reviewer's for the ministry, else the unit's own."""
    if mark == CONSENSUS:
        return CONSENSUS
    return REVIEWER if side == "ministry" else UNIT


def reviewers(events: Iterable[Event], criterion_code: str, value: Mapping[str, Any]) -> dict[Person, Event]:
    """The last level of each reviewer on one criterion about one number, in the order in which they came in."""
    found: dict[Person, Event] = {}
    for event in events:
        told = event.payload
        if told.get("assessor_kind") == REVIEWER and _is_about(told, criterion_code, value):
            found[event.actor_issuer, event.actor_subject] = event
    return found


def is_sealed(event: Event, events: Iterable[Event]) -> bool:
    """Whether an event is a reviewer's level that waits for the second one."""
    told = event.payload
    if told.get("assessor_kind") != REVIEWER:
        return False
    return len(reviewers(events, str(told.get("criterion_code")), told.get("assessed") or {})) < REVIEWERS


def open_events(events: Iterable[Event], person: Person | None) -> list[Event]:
    """The events of a line without the levels that wait for a second reviewer, one's own apart."""
    told = list(events)
    return [
        event for event in told if (event.actor_issuer, event.actor_subject) == person or not is_sealed(event, told)
    ]


def _is_about(told: Mapping[str, Any], criterion_code: str, value: Mapping[str, Any]) -> bool:
    assessed = told.get("assessed") or {}
    return told.get("criterion_code") == criterion_code and all(
        assessed.get(name) == value.get(name) for name in WEIGHED
    )
