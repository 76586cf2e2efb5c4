"""`selaras assess`: a level against one criterion for one line, as an event of the book: apart, then together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import uuid4

from pipelines.contract import decisions
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.reference.read import read_catalogue

APART, TOGETHER = "level", "consensus"


class AssessError(SelarasError):
    """One sentence: which round, criterion or line is not known, and which ones are."""


class Level(NamedTuple):
    """What somebody says of a line; `person` tells two reviewers of one role apart where there is no login."""

    round_id: str
    indicator_code: str
    region_id: str
    criterion_code: str
    level: int
    reason: str
    evidence: str = ""
    target_year: int | None = None
    role: str = "reviewer"
    person: str = ""


def assess(paths: Paths, said: Level, is_together: bool = False) -> str:
    """Give a level, or settle it together once both reviewers have given theirs; say what the book now holds.

    Without a year the last target year of the round is meant. Raise AssessError or Refused in one sentence.
    """
    catalogue = read_catalogue(paths.reference)
    _require_known("Round", said.round_id, list(catalogue.rounds))
    _require_known("Criterion", said.criterion_code, [str(each["criterion_code"]) for each in catalogue.criteria])
    planning_round = catalogue.rounds[said.round_id]
    year = said.target_year or max(planning_round.target_years)
    key = decisions.line_key(said.round_id, said.indicator_code, said.region_id, year)
    workflow = decisions.load_workflow(paths.reference / decisions.WORKFLOW_FILE)
    mark = TOGETHER if is_together else APART
    action = next(
        code for code, each in workflow.subjects["line"].actions.items() if each.marks.get("assesses") == mark
    )
    payload = {"criterion_code": said.criterion_code, "level": said.level, "reason": said.reason}
    payload |= {"evidence": said.evidence} if said.evidence else {}
    book = decisions.open_book(paths.data)
    try:
        standing = book.standing(key)
        if standing is None or standing.proposal is None:
            raise AssessError(
                f"No target of {key} is proposed; name an indicator, region and year that a file targets."
            )
        decision = decisions.Decision(key, action, payload, standing.sequence, event_id=str(uuid4()))
        facts = decisions.LineFacts(is_example=planning_round.is_example)
        actor = decisions.local_actor(said.role, name=said.person, part=said.person)
        event = decisions.decide(book, decision, actor, decisions.Circumstance(facts, "cli"))
        is_sealed = decisions.is_sealed(event, book.history(key))
    finally:
        book.close()
    waits = "; it is shown once the second reviewer's is in" if is_sealed else ""
    return f"{said.criterion_code} of {key}: level {said.level} kept as event {event.event_number}{waits}."


def _require_known(what: str, code: str, choices: Sequence[str]) -> None:
    if code not in choices:
        raise AssessError(f"{what} {code} is not known; choose one of {', '.join(choices)}.")
