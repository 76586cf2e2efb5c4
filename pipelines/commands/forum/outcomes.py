"""`selaras outcome`: what the forum decides of an outcome of a round, as an event of the decision book."""

from __future__ import annotations

from uuid import uuid4

from pipelines.contract import decisions
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.reference.read import read_catalogue


class OutcomeError(SelarasError):
    """One sentence: which round, outcome or action is not known, and which ones are."""


def decide_outcome(paths: Paths, round_id: str, outcome_code: str, action: str, role: str, reason: str) -> str:
    """Nominate, choose, not choose or defer an outcome, and say what it is now.

    Without a login only example rounds take decisions. Raise OutcomeError or Refused in one sentence; nothing is kept
    then.
    """
    catalogue = read_catalogue(paths.reference)
    if round_id not in catalogue.rounds:
        raise OutcomeError(
            f"Round {round_id} is not in planning_rounds.csv; choose one of {', '.join(catalogue.rounds)}."
        )
    outcomes = [str(each["outcome_code"]) for each in catalogue.outcomes]
    if outcome_code not in outcomes:
        raise OutcomeError(f"{outcome_code} is not in outcomes.yml; choose one of {', '.join(outcomes)}.")
    workflow = decisions.load_workflow(paths.reference / decisions.WORKFLOW_FILE)
    known = workflow.subjects["outcome"].actions
    if action not in known:
        raise OutcomeError(f"{action} is nothing that can be done with an outcome; choose one of {', '.join(known)}.")
    if not catalogue.rounds[round_id].is_example:
        raise decisions.Refused(decisions.Refusal("decision.real_round", {"round": round_id}))
    subject_key = decisions.outcome_key(round_id, outcome_code)
    book = decisions.open_book(paths.data)
    try:
        standing = book.standing(subject_key)
        payload = {"text" if known[action].is_talk else "reason": reason} if reason else {}
        decision = decisions.Decision(
            subject_key, action, payload, standing.sequence if standing else 0, event_id=str(uuid4())
        )
        facts = decisions.LineFacts(is_example=catalogue.rounds[round_id].is_example)
        event = decisions.decide(
            book, decision, decisions.local_actor(role), decisions.Circumstance(facts=facts, door="cli")
        )
    finally:
        book.close()
    state = workflow.subjects["outcome"].states[event.to_state]
    return f"Outcome {outcome_code} of {round_id}: {state.name.en} ({state.name.id}), event {event.event_number}."
