"""`selaras outcome`: what the forum decides of an outcome or a proposed indicator, as an event of the decision book."""

from __future__ import annotations

from uuid import uuid4

from pipelines.contract import decisions
from pipelines.contract.edition_reader import current_edition, reading
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.reference.read import read_catalogue


class OutcomeError(SelarasError):
    """One sentence: which round, outcome or action is not known, and which ones are."""


WORDINGS = """
    select outcome_code, wording_fingerprint from core.proposed_outcome where round_id = $round_id
    union all
    select proposal_code, wording_fingerprint from core.proposed_indicator where round_id = $round_id
"""


def proposed_wordings(paths: Paths, round_id: str) -> dict[str, str]:
    """What units propose in a round as the edition shows it: code -> fingerprint of its words; none without edition."""
    edition = current_edition(paths)
    if edition is None:
        return {}
    with reading(edition) as connection:
        return dict(connection.execute(WORDINGS, {"round_id": round_id}).fetchall())


def decide_outcome(paths: Paths, round_id: str, outcome_code: str, action: str, role: str, reason: str) -> str:
    """Nominate, choose, not choose or defer an outcome of the catalogue or a proposal of a file, and say what it is.

    Without a login only example rounds take decisions. Raise OutcomeError or Refused in one sentence; nothing is kept
    then.
    """
    catalogue = read_catalogue(paths.reference)
    if round_id not in catalogue.rounds:
        raise OutcomeError(
            f"Round {round_id} is not in planning_rounds.csv; choose one of {', '.join(catalogue.rounds)}."
        )
    workflow = decisions.load_workflow(paths.reference / decisions.WORKFLOW_FILE)
    known = workflow.subjects["outcome"].actions
    if action not in known:
        raise OutcomeError(f"{action} is nothing that can be done with an outcome; choose one of {', '.join(known)}.")
    if not catalogue.rounds[round_id].is_example:
        raise decisions.Refused(decisions.Refusal("decision.real_round", {"round": round_id}))
    subject_key = decisions.outcome_key(round_id, outcome_code)
    wordings = proposed_wordings(paths, round_id)
    book = decisions.open_book(paths.data)
    try:
        proposed = [key.split("/", 2)[2] for key in book.standings("outcome", round_id)]
        choices = dict.fromkeys(
            [*(str(each["outcome_code"]) for each in catalogue.outcomes), *sorted(proposed), *wordings]
        )
        if outcome_code not in choices:
            raise OutcomeError(
                f"{outcome_code} is not in outcomes.yml and no file of {round_id} proposes it; "
                f"choose one of {', '.join(choices)}."
            )
        standing = book.standing(subject_key)
        payload = {"text" if known[action].is_talk else "reason": reason} if reason else {}
        if outcome_code in wordings:
            payload["wording_fingerprint"] = wordings[outcome_code]
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
