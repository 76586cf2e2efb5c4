"""The conditions an action may name in review_workflow.yml: each gives a Refusal, or None where it is met.

A guard asked without payload (for a button) judges only what stands; with a payload it judges that too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.contract.decisions.assessing.pairs import REVIEWER, REVIEWERS, assessor_kind, reviewers, weighed_number
from pipelines.contract.decisions.event import Event
from pipelines.contract.decisions.people import Actor
from pipelines.contract.decisions.refusal import Refusal
from pipelines.contract.decisions.subjects import LINE, LineFacts, Session, Standing, differs
from pipelines.contract.decisions.workflow import Action, Workflow

SHORTEST_TEXT = 10
EVIDENCE_FROM_LEVEL = 2


@dataclass(frozen=True)
class GuardCase:
    """Everything a guard may look at. `payload` is None while only a button asks; `closing` while a session closes."""

    workflow: Workflow
    standing: Standing
    action: Action
    actor: Actor
    sessions: Sequence[Session]
    facts: LineFacts
    sitting: Session | None = None  # the open or suspended session that covers the line
    payload: Mapping[str, Any] | None = None
    is_closing: bool = False
    events: Sequence[Event] | None = None  # of the line, where levels are given; None while only a button asks
    open_lines: Sequence[str] = ()  # lines of a session that still wait for a decision

    def session_state(self, session: Session, mark: str) -> bool:
        return self.workflow.subjects["session"].states[session.state].has(mark)

    def deciding_session(self) -> Session | None:
        """The session that took the decision which stands."""
        decision = self.standing.decision
        session_id = decision.get("session_id") if decision else None
        return next((each for each in self.sessions if each.session_id == session_id), None)


Guard = Callable[[GuardCase], Refusal | None]


def sitting_of(workflow: Workflow, sessions: Sequence[Session], standing: Standing) -> Session | None:
    """The open or suspended session whose desk holds this line."""
    states = workflow.subjects["session"].states
    for session in sessions:
        if states[session.state].has("freezes") and session.covers(standing.line):
            return session
    return None


def is_frozen(asked: GuardCase) -> bool:
    """True while the line's session sits, or its minutes are final."""
    deciding = asked.deciding_session()
    return asked.sitting is not None or bool(deciding and asked.session_state(deciding, "keeps_decisions"))


def is_fixed(asked: GuardCase) -> bool:
    """True when the decision stands in signed minutes."""
    deciding = asked.deciding_session()
    return bool(deciding and asked.session_state(deciding, "fixes"))


def _not_frozen(asked: GuardCase) -> Refusal | None:
    if not is_frozen(asked):
        return None
    session = asked.sitting or asked.deciding_session()
    return Refusal("decision.frozen", {"session": session.name if session else ""})


def _final_value(asked: GuardCase) -> Refusal | None:
    proposal = (asked.payload or {}).get("proposal")
    if asked.payload is not None and (not proposal or proposal.get("is_provisional")):
        return Refusal("decision.provisional")
    return None


def _value_differs(asked: GuardCase) -> Refusal | None:
    if asked.payload is not None and not differs(asked.standing.proposal, asked.payload.get("proposal")):
        return Refusal("decision.unchanged")
    return None


def _session_open(asked: GuardCase) -> Refusal | None:
    if asked.sitting and asked.session_state(asked.sitting, "takes_decisions"):
        return None
    return Refusal("decision.session_closed")


def _attending(asked: GuardCase) -> Refusal | None:
    session = _own_session(asked)
    if session and asked.actor.person not in session.people:
        return Refusal("decision.not_attending", {"session": session.name})
    return None


def _own_session(asked: GuardCase) -> Session | None:
    if asked.standing.subject_kind == LINE:
        return asked.sitting
    return Session.of(asked.standing)


def _chair_is_not_proposer(asked: GuardCase) -> Refusal | None:
    proposal = asked.standing.proposal or {}
    if asked.actor.unit_code and asked.actor.unit_code == proposal.get("unit_code"):
        return Refusal("decision.own_unit", {"unit": asked.actor.unit_code})
    return None


def _children_decided(asked: GuardCase) -> Refusal | None:
    if asked.facts.undecided_children:
        return Refusal("decision.parent_waits", {"count": asked.facts.undecided_children})
    return None


def _third_number_has_reason(asked: GuardCase) -> Refusal | None:
    if asked.payload is None:
        return None
    agreed = asked.payload.get("agreed")
    if any(_same_number(agreed, other) for other in (asked.standing.proposal, asked.standing.ministry)):
        return None
    return text_refusal("reason", asked)


def _same_number(one: Any, other: Any) -> bool:
    return bool(one and other) and (one.get("low"), one.get("high")) == (other.get("low"), other.get("high"))


def _both_numbers(asked: GuardCase) -> Refusal | None:
    if not asked.standing.proposal:
        return Refusal("decision.no_proposal")
    if asked.payload is not None and not (asked.standing.ministry or asked.payload.get("ministry")):
        return Refusal("decision.value_missing", {"field": asked.workflow.fields["ministry"].name})
    return None


def _only_at_closing(asked: GuardCase) -> Refusal | None:
    return None if asked.is_closing else Refusal("decision.only_at_closing")


def _decided_in_this_session(asked: GuardCase) -> Refusal | None:
    decision = asked.standing.decision
    if asked.sitting and decision and decision.get("session_id") == asked.sitting.session_id:
        return None
    return Refusal("decision.other_session")


def _not_fixed(asked: GuardCase) -> Refusal | None:
    if not is_fixed(asked):
        return None
    deciding = asked.deciding_session()
    return Refusal("decision.fixed", {"session": deciding.name if deciding else ""})


def _line_fixed(asked: GuardCase) -> Refusal | None:
    return None if is_fixed(asked) else Refusal("decision.not_fixed")


def _in_addendum(asked: GuardCase) -> Refusal | None:
    deciding = asked.deciding_session()
    if (
        asked.sitting
        and deciding
        and asked.sitting.addendum_to == deciding.session_id
        and asked.session_state(asked.sitting, "takes_decisions")
    ):
        return None
    return Refusal("decision.no_addendum")


def _second_person(asked: GuardCase) -> Refusal | None:
    """Somebody else, in one of the second roles, has consented since the decision."""
    wanted = set(asked.action.marks.get("second_roles", ()))
    if len(asked.action.roles) > 1:
        wanted -= {asked.actor.role}
    for consent in asked.standing.detail.get("consents", {}).get(asked.action.action_code, ()):
        if consent["role"] in wanted and (consent["issuer"], consent["subject"]) != asked.actor.person:
            return None
    return Refusal("decision.second_person", {"roles": asked.workflow.role_words(frozenset(wanted))})


def _findings_answered(asked: GuardCase) -> Refusal | None:
    if asked.payload is None:
        return None
    waivers = asked.payload.get("waivers") or {}
    unanswered = [
        rule_id
        for finding_id, rule_id in asked.facts.open_findings.items()
        if len(str(waivers.get(finding_id, "")).strip()) < SHORTEST_TEXT
    ]
    return Refusal("decision.findings_open", {"rules": unanswered, "count": len(unanswered)}) if unanswered else None


def _evidence_from_level_2(asked: GuardCase) -> Refusal | None:
    payload = asked.payload
    if payload is not None and (payload.get("level") or 0) >= EVIDENCE_FROM_LEVEL and not payload.get("evidence"):
        return Refusal("decision.value_missing", {"field": asked.workflow.fields["evidence"].name})
    return None


def _levels_open(asked: GuardCase) -> Refusal | None:
    """A reviewer's level comes before the other's is seen: once both are in, it is settled together."""
    side = asked.workflow.roles[asked.actor.role].side
    kind = assessor_kind(str(asked.action.marks.get("assesses")), side)
    if kind == REVIEWER and _reviewer_count(asked) == REVIEWERS:
        return Refusal("decision.levels_closed")
    return None


def _both_assessed(asked: GuardCase) -> Refusal | None:
    count = _reviewer_count(asked)
    if count is None or count == REVIEWERS:
        return None
    return Refusal("decision.levels_missing", {"count": REVIEWERS - count})


def _reviewer_count(asked: GuardCase) -> int | None:
    """How many reviewers have given a level to the number that stands; None while only a button asks."""
    if asked.payload is None or asked.events is None:
        return None
    return len(reviewers(asked.events, str(asked.payload.get("criterion_code")), weighed_number(asked.standing)))


def _both_sides_present(asked: GuardCase) -> Refusal | None:
    sides = {role.side for role in asked.workflow.roles.values() if role.side}
    present = {each.get("side") for each in Session.of(asked.standing).attendance}
    return None if sides <= present else Refusal("decision.side_absent")


def _desks_do_not_overlap(asked: GuardCase) -> Refusal | None:
    own = Session.of(asked.standing)
    for other in asked.sessions:
        if other.session_id == own.session_id or not asked.session_state(other, "freezes"):
            continue
        shares_indicator = (
            not own.indicator_codes
            or not other.indicator_codes
            or bool(set(own.indicator_codes) & set(other.indicator_codes))
        )
        if shares_indicator and _scopes_meet(own.region_scope, other.region_scope):
            return Refusal("decision.desks_overlap", {"session": other.name})
    return None


def _scopes_meet(one: str, other: str) -> bool:
    from pipelines.contract.decisions.subjects import covers

    return any(covers(one, region_id) for region_id in other.split("|")) or any(
        covers(other, region_id) for region_id in one.split("|")
    )


def _every_line_decided(asked: GuardCase) -> Refusal | None:
    """Lines without a decision are passed over at closing, and only those the chair has listed."""
    if asked.payload is None or set(asked.open_lines) == set(asked.payload.get("passed_over") or ()):
        return None
    return Refusal("decision.lines_open", {"count": len(asked.open_lines)})


def text_refusal(field: str, asked: GuardCase) -> Refusal | None:
    """Ten characters or more where a reason is due."""
    text = str((asked.payload or {}).get(field) or "").strip()
    if len(text) >= SHORTEST_TEXT:
        return None
    return Refusal("decision.reason_missing", {"field": asked.workflow.fields[field].name, "shortest": SHORTEST_TEXT})


GUARDS: Mapping[str, Guard] = {
    "final_value": _final_value,
    "value_differs": _value_differs,
    "not_frozen": _not_frozen,
    "session_open": _session_open,
    "attending": _attending,
    "chair_is_not_proposer": _chair_is_not_proposer,
    "children_decided": _children_decided,
    "third_number_has_reason": _third_number_has_reason,
    "both_numbers": _both_numbers,
    "only_at_closing": _only_at_closing,
    "decided_in_this_session": _decided_in_this_session,
    "not_fixed": _not_fixed,
    "fixed": _line_fixed,
    "in_addendum": _in_addendum,
    "second_person": _second_person,
    "findings_answered": _findings_answered,
    "evidence_from_level_2": _evidence_from_level_2,
    "levels_open": _levels_open,
    "both_assessed": _both_assessed,
    "both_sides_present": _both_sides_present,
    "desks_do_not_overlap": _desks_do_not_overlap,
    "every_line_decided": _every_line_decided,
}
