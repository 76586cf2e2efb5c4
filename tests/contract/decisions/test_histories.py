"""Random histories of a desk: whatever people try, the book stays gapless, chained, and the fold of its events."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pipelines.contract import decisions as desk
from tests.contract.decisions import given
from tests.contract.decisions.given import INDICATOR, REASON, ROUND, WORKFLOW

KEYS = [desk.line_key(ROUND, INDICATOR, region, 2027) for region in ("11", "12", "13")]
SESSIONS = [desk.session_key(f"{ROUND}.meja-{number}") for number in (1, 2)]
LINE_ACTIONS = sorted(set(WORKFLOW.subjects["line"].actions) - {"submit", "replace", "withdraw"})
SESSION_ACTIONS = sorted(WORKFLOW.subjects["session"].actions)
numbers = st.integers(min_value=-5, max_value=110).map(float)
texts = st.sampled_from(["", "pendek", REASON])


class DeskHistory(RuleBasedStateMachine):
    """Three lines, two sessions, everybody; each step is a decision that goes through or is refused."""

    @initialize()
    def start(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.book = given.open_book(Path(self.folder.name))
        self.refused = 0

    def teardown(self) -> None:
        if hasattr(self, "book"):
            assert desk.verify(self.book) == []
            self._counts()
            self.book.close()
            self.folder.cleanup()

    def _counts(self) -> None:
        """A session leaves each of its lines in exactly one count."""
        for session in self.book.sessions(ROUND):
            if session.closing is not None:
                known = sum(1 for event in self.book.events(kind="line") if event.action == "pass_over")
                assert sum(session.closing["counts"].values()) <= len(KEYS)
                assert session.closing["passed_over"] <= known

    def _try(self, key: str, action: str, role: str, payload: dict[str, Any], **more: Any) -> None:
        """Decide; a refusal leaves the book as it was, in both languages."""
        before = (self.book.head(), self.book.standing(key))
        try:
            event = given.decide(self.book, key, action, role, payload, **more)
        except desk.Refused as refused:
            assert (self.book.head(), self.book.standing(key)) == before
            assert refused.refusal.message_id and refused.refusal.message_en
            return
        after = self.book.standing(key)
        assert after and (after.sequence, after.state) == (event.subject_sequence, event.to_state)

    @rule(key=st.sampled_from(KEYS), value=numbers, action=st.sampled_from(["submit", "replace", "withdraw"]))
    def a_file_speaks(self, key: str, value: float, action: str) -> None:
        self._try(key, action, "register", {"proposal": given.proposal(value, submission="abc"[int(value) % 3])})

    @rule(
        key=st.sampled_from(KEYS),
        action=st.sampled_from(LINE_ACTIONS),
        role=st.sampled_from(given.ROLES),
        value=numbers,
        text=texts,
        consents_to=st.sampled_from(["", "reopen", "amend"]),
        consented=st.booleans(),
        behind=st.sampled_from([0, 0, 0, 1]),
    )
    def somebody_decides(
        self, key: str, action: str, role: str, value: float, text: str, consents_to: str, consented: bool, behind: int
    ) -> None:
        payload = dict.fromkeys(("reason", "note", "text", "statement_region", "statement_ministry"), text)
        payload |= {"next_forum": "rapat", "parts": ["value"], "criterion_code": "k", "level": 1}
        payload |= {"agreed": given.number(value), "ministry": given.number(value), "consents_to": consents_to}
        payload |= {"consent_region": consented, "consent_ministry": True}
        standing = self.book.standing(key)
        seen = max((standing.sequence if standing else 0) - behind, 0)
        self._try(key, action, role, payload, seen_sequence=seen)

    @rule(
        key=st.sampled_from(SESSIONS),
        action=st.sampled_from(SESSION_ACTIONS),
        role=st.sampled_from(["chair", "secretary", "round_manager"]),
        addendum=st.booleans(),
    )
    def a_session_moves(self, key: str, action: str, role: str, addendum: bool) -> None:
        states = WORKFLOW.subjects["line"].states
        waiting = [
            each.subject_key
            for each in self.book.standings("line", ROUND).values()
            if not (states[each.state].is_decided or states[each.state].has("is_gone"))
        ]
        payload = {"round_id": ROUND, "name": key, "indicator_codes": [INDICATOR], "present": given.ATTENDANCE}
        payload |= {"passed_over": waiting, "minutes_number": "BA-1", "reason": REASON}
        if addendum:
            payload["addendum_to"] = SESSIONS[0].split("/", 1)[1]
        self._try(key, action, role, payload)

    @rule(key=st.sampled_from(SESSIONS))
    def a_desk_sits(self, key: str) -> None:
        """Everything that leads to an open session, so that many histories decide something."""
        planned = {"round_id": ROUND, "name": key, "indicator_codes": [INDICATOR]}
        self._try(key, "plan", "secretary", planned)
        self._try(key, "attend", "secretary", {"present": given.ATTENDANCE})
        self._try(key, "open", "chair", {})

    @rule(key=st.sampled_from(KEYS), action=st.sampled_from(["agree", "disagree", "defer", "undo"]))
    def the_chair_decides_soundly(self, key: str, action: str) -> None:
        self._try(key, "submit", "register", {"proposal": given.proposal(80.0)})
        said = {"statement_region": REASON, "statement_ministry": REASON, "ministry": given.number(90.0)}
        self._try(key, action, "chair", {**given.agreement(80.0, reason=REASON), **said, "next_forum": "rapat"})

    @rule(key=st.sampled_from(KEYS), action=st.sampled_from(["reopen", "amend"]))
    def two_people_take_a_decision_back(self, key: str, action: str) -> None:
        self._try(key, "comment", "leader", {"text": REASON, "consents_to": action})
        self._try(key, action, "round_manager", {"reason": REASON})

    @invariant()
    def numbers_say_what_the_state_says(self) -> None:
        if not hasattr(self, "book"):
            return
        states = WORKFLOW.subjects["line"].states
        for standing in self.book.standings("line", ROUND).values():
            decision, marks = standing.decision or {}, states[standing.state].marks
            assert bool(decision.get("agreed")) == bool(marks.get("has_number"))
            assert bool(standing.decision) == states[standing.state].is_decided
            if marks["counts_as"] == "not_agreed":
                assert standing.proposal and standing.ministry
                assert decision["statement_region"] and decision["statement_ministry"]


DeskHistory.TestCase.settings = settings(
    max_examples=25, stateful_step_count=40, suppress_health_check=list(HealthCheck)
)
TestDeskHistories = DeskHistory.TestCase
