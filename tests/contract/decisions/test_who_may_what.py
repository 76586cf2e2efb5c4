"""Every state x action x role, open or refused with its sentence in both languages, as who_may_what.yml says."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.contract import decisions as desk
from pipelines.contract.decisions.guards import GuardCase
from pipelines.contract.decisions.judge import judge
from tests.contract.decisions import given
from tests.contract.decisions.given import INDICATOR, KEY, REASON, ROUND, WORKFLOW

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("who_may_what.yml").read_text(encoding="utf-8"))
STATES, ACTIONS, ROLES = TABLE["states"], TABLE["actions"], TABLE["roles"]
CELLS = list(product(STATES, ACTIONS, ROLES))
DECIDED = ("agreed", "not_agreed", "deferred", "not_discussed")
PAYLOAD = {
    "proposal": given.proposal(81.0),
    "reason": REASON,
    "note": REASON,
    "text": REASON,
    "parts": ["value"],
    "ministry": given.number(90.0),
    "agreed": given.number(85.0),
    "consent_region": True,
    "consent_ministry": True,
    "statement_region": REASON,
    "statement_ministry": REASON,
    "next_forum": "rapat teknis",
    "criterion_code": "kapabilitas",
    "level": 1,
}


def session(name: str, state: str, **more: Any) -> desk.Session:
    detail = {"name": name, "indicator_codes": [INDICATOR], "attendance": given.ATTENDANCE, **more}
    return desk.Session(name, ROUND, state, 3, detail)


SESSIONS = {
    "quiet": [session("lama", "closed")],
    "sitting": [session("kini", "open")],
    "closing": [session("kini", "open")],
    "addendum": [session("lama", "signed"), session("adendum", "open", addendum_to="lama")],
}
DECIDING = {"quiet": "lama", "sitting": "kini", "closing": "kini", "addendum": "lama"}


def standing(state: str, when: str) -> desk.Standing:
    """A line in a state, with what such a line must have: a proposal, a decision to take back, a second consent."""
    consent = {"issuer": "local", "subject": "somebody-else", "role": "leader"}
    other = {"issuer": "local", "subject": "somebody-else", "role": "round_manager"}
    detail: dict[str, Any] = {"consents": {"reopen": [consent], "amend": [consent, other]}}
    if state != "draft":
        detail["proposal"] = given.proposal()
    if state in DECIDED:
        detail["decision"] = {"state": state, "sequence": 3, "session_id": DECIDING[when]}
        detail["before"] = [{"state": "recommended", "decision": None}]
    return desk.Standing(KEY, "line", ROUND, state, 3, 3, detail)


def asked(state: str, action: str, role: str) -> GuardCase:
    when = ACTIONS[action]["when"]
    actor = desk.register_actor() if role == "register" else desk.local_actor(role)
    line = WORKFLOW.subjects["line"].actions[action]
    return GuardCase(
        WORKFLOW,
        standing(state, when),
        line,
        actor,
        SESSIONS[when],
        given.FACTS,
        payload=PAYLOAD,
        is_closing=when == "closing",
    )


def expected(state: str, action: str, role: str) -> tuple[str, str] | str:
    """The state it leads to, or the two sentences that refuse it."""
    said = ACTIONS[action]
    if role not in said["roles"]:
        words = zip(TABLE["sentences"]["role"], said["words"], said["belongs_to"], strict=True)
        id_, en = (sentence.format(action=name, roles=roles) for sentence, name, roles in words)
        return id_, en
    if said["open"] != "any" and state not in said["open"]:
        words = zip(TABLE["sentences"]["state"], said["words"], STATES[state], strict=True)
        id_, en = (sentence.format(action=name, state=name_of) for sentence, name, name_of in words)
        return id_, en
    return state if said["leads_to"] == "same" else str(said["leads_to"])


def test_the_table_has_the_size_of_the_design() -> None:
    assert len(CELLS) == 11 * 17 * 10 == 1870


@pytest.mark.parametrize("action", ACTIONS)
def test_a_decision_goes_through_or_is_refused_as_the_table_says(action: str) -> None:
    wrong = []
    for state, role in product(STATES, ROLES):
        told: tuple[str, str] | str
        try:
            told = judge(asked(state, action, role))
        except desk.Refused as refused:
            told = refused.refusal.message_id, refused.refusal.message_en
        if told != expected(state, action, role):
            wrong.append((state, role, told, expected(state, action, role)))
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_the_buttons_say_the_same_as_the_decision(role: str) -> None:
    wrong = []
    for state, action in product(STATES, ACTIONS):
        when = ACTIONS[action]["when"]
        if when == "closing":
            continue  # no button: lines are passed over by closing the session
        who = desk.register_actor() if role == "register" else desk.local_actor(role)
        offers = desk.allowed_actions(standing(state, when), who, WORKFLOW, SESSIONS[when], given.FACTS)
        offer = next(each for each in offers if each.action.action_code == action)
        told = (offer.refusal.message_id, offer.refusal.message_en) if offer.refusal else "open"
        wanted = expected(state, action, role)
        if told != (wanted if isinstance(wanted, tuple) else "open"):
            wrong.append((state, action, told, wanted))
    assert wrong == []


def test_every_state_action_and_role_of_the_workflow_stands_in_the_table() -> None:
    line = WORKFLOW.subjects["line"]
    assert (set(line.states), set(line.actions), set(WORKFLOW.roles)) == (set(STATES), set(ACTIONS), set(ROLES))
