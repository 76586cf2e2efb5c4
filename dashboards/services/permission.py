"""What a viewer may have the `selaras` command do: each way is asked here, at the press of the button, and what is
refused is written down. Nothing here narrows tables; that is the edition's."""

from __future__ import annotations

from collections.abc import Callable

from dashboards.queries import Ask
from dashboards.queries.round import owners
from dashboards.services import viewer
from dashboards.services.selaras_cli import Outcome

REFUSED = Outcome(fault="login.refused")


def to_make(ask: Ask, unit_code: str, make: Callable[[], Outcome]) -> Outcome:
    """A workbook or set of a unit, for those who see the unit."""
    somebody = viewer.now()
    if somebody.is_admitted and somebody.may_see_unit(unit_code, owners.region_scope(ask, unit_code)):
        return _noted_outcome("download", make(), unit=unit_code)
    return _refused_outcome("make_workbook", unit=unit_code)


def to_copy(ask: Ask, submission_id: str, make: Callable[[], Outcome]) -> Outcome:
    """The annotated copy of a stored file, for those in whose edition the file stands."""
    if viewer.now().is_admitted and owners.submission_is_seen(ask, submission_id):
        return _noted_outcome("download", make(), submission=submission_id)
    return _refused_outcome("annotated_copy", submission=submission_id)


def to_sheet(ask: Ask, round_id: str, region_id: str, make: Callable[[], Outcome]) -> Outcome:
    """The reference sheet of a region in a round, for those in whose edition it stands."""
    if viewer.now().is_admitted and owners.sheet_is_seen(ask, round_id, region_id):
        return _noted_outcome("download", make(), round=round_id, region=region_id)
    return _refused_outcome("reference_sheet", round=round_id, region=region_id)


def to_check(run: Callable[[], Outcome]) -> Outcome:
    """A file judged without being kept; it is the viewer's own file, but the answer tells what the unit owes."""
    return run() if viewer.now().is_admitted else _refused_outcome("check")


def to_hand_in(ask: Ask, check: Callable[[], Outcome], submit: Callable[[], Outcome]) -> Outcome:
    """A file handed in for the unit it names; the file itself says which, so it is judged first."""
    somebody = viewer.now()
    if somebody.scope.is_operator:
        return submit()
    judged = check() if somebody.is_admitted else REFUSED
    if judged.answer is None:
        return judged
    session_id = str(judged.answer.get("session_id") or "")
    if session_id and somebody.roles:  # a desk sheet: each of its decisions is judged by the grants of its role
        return _noted_outcome("hand_in", submit(), session=session_id)
    unit_code = str(judged.answer.get("unit_code") or "")
    if not somebody.may_hand_in(unit_code, owners.region_scope(ask, unit_code)):
        return _refused_outcome("hand_in", unit=unit_code, submission=str(judged.answer.get("submission_id", "")))
    return _noted_outcome("hand_in", submit(), unit=unit_code)


def _noted_outcome(action: str, outcome: Outcome, **payload: str) -> Outcome:
    if outcome.content is not None or outcome.answer is not None:
        submission = str((outcome.answer or {}).get("submission_id") or "")
        viewer.note(action, **payload, **({"submission": submission} if submission else {}))
    return outcome


def _refused_outcome(action: str, **payload: str) -> Outcome:
    viewer.note("refused", asked=action, **payload)
    return REFUSED
