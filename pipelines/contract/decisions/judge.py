"""One judgement for buttons and for decisions: which actions are open to an actor, and why the others are not.

`allowed_actions` feeds the buttons, `judge` is asked again inside the transaction that writes; both walk the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from pipelines.contract.decisions.guards import GUARDS, SHORTEST_TEXT, GuardCase, sitting_of, text_refusal
from pipelines.contract.decisions.people import REGISTER_ROLE, Actor
from pipelines.contract.decisions.refusal import Refusal, Refused
from pipelines.contract.decisions.subjects import LINE, OUTCOME, LineFacts, Session, Standing, covers
from pipelines.contract.decisions.workflow import BEFORE, SAME, Action, Workflow

HIGHEST_LEVEL = 3


class Offer(NamedTuple):
    """An action beside what stands in its way for this actor now; None means it is open."""

    action: Action
    refusal: Refusal | None

    @property
    def is_open(self) -> bool:
        return self.refusal is None


def allowed_actions(
    standing: Standing,
    actor: Actor,
    workflow: Workflow,
    sessions: Sequence[Session] = (),
    facts: LineFacts | None = None,
) -> list[Offer]:
    """Every action of the workflow on this subject, open or with the reason why it is not. Texts are not judged."""
    facts = facts or LineFacts()
    sitting = sitting_of(workflow, sessions, standing) if standing.subject_kind == LINE else None
    return [
        Offer(
            action,
            _standing_refusal(GuardCase(workflow, standing, action, actor, sessions, facts, sitting))
            if actor.role in action.roles
            else _role_refusal(workflow, action),
        )
        for action in workflow.subjects[standing.subject_kind].actions.values()
    ]


def _role_refusal(workflow: Workflow, action: Action) -> Refusal:
    return Refusal("decision.role", {"action": action.name, "roles": workflow.role_words(action.roles)})


def judge(asked: GuardCase) -> str:
    """The state an action leads to; raise Refused with the first reason why it may not be taken."""
    if asked.sitting is None and asked.standing.subject_kind == LINE:
        asked = replace(asked, sitting=sitting_of(asked.workflow, asked.sessions, asked.standing))
    refusal = _standing_refusal(replace(asked, payload=None)) or _payload_refusal(asked) or _guard_refusal(asked)
    if refusal:
        raise Refused(refusal)
    return target_state(asked.action, asked.standing)


def target_state(action: Action, standing: Standing) -> str:
    """Where an action leads from here."""
    if action.to == SAME:
        return standing.state
    if action.to == BEFORE:
        return str(standing.detail["before"][-1]["state"])
    return action.to


def _standing_refusal(asked: GuardCase) -> Refusal | None:
    """Role, then the place of the actor, then the state, then the conditions the workflow names, in its order."""
    action, actor, standing = asked.action, asked.actor, asked.standing
    if actor.role not in action.roles:
        return _role_refusal(asked.workflow, action)
    if standing.subject_kind == OUTCOME and actor.is_local and not asked.facts.is_example:
        return Refusal("decision.real_round", {"round": standing.round_id})
    if standing.subject_kind == LINE:
        refusal = _place_refusal(asked)
        if refusal:
            return refusal
    if standing.state not in action.from_states:
        state = asked.workflow.state_name(standing.subject_kind, standing.state)
        return Refusal("decision.not_allowed", {"action": action.name, "state": state})
    return _guard_refusal(asked)


def _guard_refusal(asked: GuardCase) -> Refusal | None:
    """The first condition of the workflow that is not met; without a payload only what stands is looked at."""
    for name in asked.action.guards:
        refusal = GUARDS[name](asked)
        if refusal:
            return refusal
    return None


def _place_refusal(asked: GuardCase) -> Refusal | None:
    actor, standing = asked.actor, asked.standing
    if actor.role == REGISTER_ROLE:
        return None
    if actor.is_local and not asked.facts.is_example:
        return Refusal("decision.real_round", {"round": standing.round_id})
    line = standing.line
    if not covers(actor.region_scope, line.region_id):
        return Refusal("decision.scope", {"region": line.region_id})
    side = asked.workflow.roles[actor.role].side
    proposer = (standing.proposal or {}).get("unit_code")
    if side == "region" and actor.unit_code and proposer and actor.unit_code != proposer:
        return Refusal("decision.scope_unit", {"unit": proposer})
    person = f"{actor.issuer}|{actor.subject}"
    for other, people in standing.detail.get("sides", {}).items():
        if side and other != side and person in people:
            return Refusal("decision.both_sides")
    return None


def _payload_refusal(asked: GuardCase) -> Refusal | None:
    """What is due and missing, then every number and text that was given."""
    payload = asked.payload or {}
    for name in asked.action.needs:
        refusal = _missing(name, payload, asked)
        if refusal:
            return refusal
    for name in (*asked.action.needs, *asked.action.takes):
        if asked.workflow.fields[name].kind == "number" and payload.get(name):
            refusal = _number_refusal(payload[name], asked)
            if refusal:
                return refusal
    return None


def _missing(name: str, payload: Mapping[str, Any], asked: GuardCase) -> Refusal | None:
    field = asked.workflow.fields[name]
    given = payload.get(name)
    check: Callable[[], Refusal | None] = {
        "text": lambda: text_refusal(name, asked),
        "statement": lambda: _short(given, "decision.statement_missing", asked, name),
        "criterion": lambda: (
            None if str(given or "").strip() else Refusal("decision.value_missing", {"field": field.name})
        ),
        "words": lambda: None if str(given or "").strip() else Refusal("decision.value_missing", {"field": field.name}),
        "number": lambda: None if given else Refusal("decision.value_missing", {"field": field.name}),
        "consent": lambda: None if given else Refusal("decision.consent_missing", {"field": field.name}),
        "level": lambda: (
            None
            if isinstance(given, int) and 0 <= given <= HIGHEST_LEVEL
            else Refusal("decision.value_missing", {"field": field.name})
        ),
        "choices": lambda: (
            None
            if given and set(given) <= set(field.choices)
            else Refusal("decision.parts_missing", {"choices": list(field.choices.values())})
        ),
    }[field.kind]
    return check()


def _short(given: Any, rule_id: str, asked: GuardCase, name: str) -> Refusal | None:
    if len(str(given or "").strip()) >= SHORTEST_TEXT:
        return None
    return Refusal(rule_id, {"field": asked.workflow.fields[name].name, "shortest": SHORTEST_TEXT})


def _number_refusal(number: Any, asked: GuardCase) -> Refusal | None:
    """An interval with at least one end, its ends in order and within what the indicator can be."""
    low, high = number.get("low"), number.get("high")
    facts = asked.facts
    ends = [end for end in (low, high) if end is not None]
    told = {"low": facts.lower_bound, "high": facts.upper_bound, "written": number.get("printed") or ends}
    is_sound = bool(ends) and all(isinstance(end, int | float) and abs(end) < float("inf") for end in ends)
    if not is_sound or (len(ends) == 2 and low > high):
        return Refusal("decision.value_order", told)
    if any(
        (facts.lower_bound is not None and end < facts.lower_bound)
        or (facts.upper_bound is not None and end > facts.upper_bound)
        for end in ends
    ):
        return Refusal("decision.value_out_of_range", told)
    return None
