"""Files speak to the desk: submitted, replaced, withdrawn, held while a session sits and judged again afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.contract import decisions as desk
from tests.contract.decisions import given
from tests.contract.decisions.given import REASON, agreement
from tests.desk.small_round import KEYS, SmallRound


@pytest.fixture
def desk_round(tmp_path: Path) -> SmallRound:
    return SmallRound(tmp_path)


def state(round_: SmallRound, region: str = "11") -> str:
    standing = round_.book.standing(KEYS[region])
    return standing.state if standing else "none"


def test_a_target_in_force_is_submitted_once_however_often_a_refresh_runs(desk_round: SmallRound) -> None:
    desk_round.hand_in({"11": 80.0, "12": 85.0})
    assert desk_round.refresh().added == 2
    assert desk_round.refresh().added == 0
    assert desk_round.lines("state, proposal_low") == {"11": ("submitted", 80.0), "12": ("submitted", 85.0)}
    assert desk.verify(desk_round.book) == []


def test_what_nobody_proposed_yet_is_a_draft_without_a_number(desk_round: SmallRound) -> None:
    desk_round.hand_in({"11": 80.0})
    desk_round.refresh()
    assert desk_round.lines("state, proposal_value")["12"] == ("draft", None)


def test_a_newer_file_with_another_value_returns_a_recommended_line_to_submitted(desk_round: SmallRound) -> None:
    desk_round.hand_in({"11": 80.0, "12": 85.0})
    desk_round.refresh()
    for key in KEYS.values():
        desk_round.decide(key, "recommend", "reviewer")
    desk_round.hand_in({"11": 82.0, "12": 85.0})
    assert desk_round.refresh().added == 1
    assert desk_round.lines("state, is_outdated") == {"11": ("submitted", True), "12": ("recommended", False)}


def test_a_newer_file_without_a_line_withdraws_it_only_before_it_is_recommended(desk_round: SmallRound) -> None:
    desk_round.hand_in({"11": 80.0, "12": 85.0})
    desk_round.refresh()
    desk_round.decide(KEYS["12"], "recommend", "reviewer")
    desk_round.hand_in({})
    desk_round.refresh()
    assert (state(desk_round, "11"), state(desk_round, "12")) == ("withdrawn", "recommended")
    desk_round.hand_in({"11": 80.0})
    desk_round.refresh()
    assert state(desk_round, "11") == "submitted"


def test_events_of_files_bear_the_files_instants_so_that_a_refresh_made_again_writes_the_same(
    desk_round: SmallRound,
) -> None:
    desk_round.hand_in({"11": 80.0})
    desk_round.hand_in({"12": 85.0})
    desk_round.refresh()
    desk_round.hand_in({"11": 80.0})
    desk_round.refresh()
    events = [*desk_round.book.history(KEYS["12"]), *desk_round.book.history(KEYS["11"])]
    assert [(event.action, event.at[:10]) for event in events] == [
        ("submit", "2024-02-02"),
        ("withdraw", "2024-02-03"),
        ("submit", "2024-02-03"),
    ]


def test_a_returned_line_is_submitted_again_by_the_next_file_even_with_the_same_value(desk_round: SmallRound) -> None:
    desk_round.hand_in({"11": 80.0})
    desk_round.refresh()
    desk_round.decide(KEYS["11"], "return", "reviewer", {"reason": REASON, "parts": ["evidence"]})
    desk_round.refresh()
    assert state(desk_round) == "returned"
    desk_round.hand_in({"11": 80.0})
    desk_round.refresh()
    assert state(desk_round) == "submitted"


def test_a_file_for_a_line_before_a_session_is_held_and_judged_after(desk_round: SmallRound) -> None:
    first = desk_round.hand_in({"11": 80.0, "12": 85.0})
    desk_round.refresh()
    meeting = desk_round.open_session()
    newer = desk_round.hand_in({"11": 60.0, "12": 85.0})
    desk_round.refresh()
    assert desk_round.lines("state, proposal_low, submission_id")["11"] == ("submitted", 80.0, first)
    assert desk_round.rows("select submission_id, target_low from core.target where region_id = '11'") == [
        {"submission_id": first, "target_low": 80.0}
    ]
    held = desk_round.rows("select submission_id, target_low, session_name from core.held_target order by region_id")
    assert held[0] == {"submission_id": newer, "target_low": 60.0, "session_name": "Meja"}
    desk_round.decide(KEYS["12"], "agree", "chair", agreement(85.0))
    desk_round.decide(meeting, "close", "chair", {"passed_over": [KEYS["11"]]})
    desk_round.decide(KEYS["11"], "comment", "leader", {"text": "setuju dibuka kembali", "consents_to": "reopen"})
    desk_round.decide(KEYS["11"], "reopen", "round_manager", {"reason": REASON})
    desk_round.refresh()
    assert desk_round.lines("state, proposal_low")["11"] == ("submitted", 60.0)
    assert desk_round.lines("state, agreed_value")["12"] == ("agreed", 85.0)
    assert desk_round.rows("select * from core.held_target") == []


def test_final_minutes_hold_a_line_fast_until_an_addendum(desk_round: SmallRound) -> None:
    desk_round.hand_in({"11": 80.0, "12": 85.0})
    desk_round.refresh()
    meeting = desk_round.open_session()
    for region, value in (("11", 80.0), ("12", 85.0)):
        desk_round.decide(KEYS[region], "agree", "chair", agreement(value))
    desk_round.decide(meeting, "close", "chair", {"passed_over": []})
    desk_round.decide(meeting, "finalise", "secretary")
    desk_round.decide(meeting, "sign", "secretary", {"minutes_number": "BA-1/2026"})
    desk_round.hand_in({"11": 60.0, "12": 85.0})
    desk_round.refresh()
    assert desk_round.lines("proposal_low, agreed_value, minutes_number")["11"] == (80.0, 80.0, "BA-1/2026")
    consent = {"text": "setuju diubah lewat adendum", "consents_to": "amend"}
    desk_round.decide(KEYS["11"], "comment", "leader", consent)
    said = given.refusal(desk_round.decide, KEYS["11"], "amend", "round_manager", {"reason": REASON})
    assert said and said.rule_id == "decision.no_addendum"
    addendum = desk.session_key("first.adendum")
    planned = {"round_id": "first", "name": "Adendum", "indicator_codes": ["water"], "addendum_to": "first.meja"}
    desk_round.decide(addendum, "plan", "secretary", planned)
    desk_round.decide(addendum, "attend", "secretary", {"present": given.ATTENDANCE})
    desk_round.decide(addendum, "open", "chair")
    desk_round.decide(KEYS["11"], "amend", "round_manager", {"reason": REASON})
    desk_round.decide(KEYS["11"], "agree", "chair", agreement(75.0, reason=REASON))
    desk_round.refresh()
    assert desk_round.lines("agreed_value, minutes_number, agreed_minus_proposal")["11"] == (75.0, None, -5.0)


def test_the_three_bases_add_up_from_their_own_numbers(desk_round: SmallRound) -> None:
    desk_round.hand_in({"11": 80.0, "12": 85.0})
    desk_round.refresh()
    desk_round.decide(KEYS["11"], "not_recommend", "reviewer", {"reason": REASON, "ministry": given.number(90.0)})
    desk_round.open_session()
    desk_round.decide(KEYS["12"], "agree", "chair", agreement(85.0))
    desk_round.refresh()
    found = desk_round.rows(
        "select basis, round(bottom_up_value, 6) as bottom_up, round(alignment_gap, 6) as gap, "
        "round(coverage_share, 6) as coverage, own_number_count from mart.alignment_by_basis order by basis"
    )
    assert [tuple(row.values()) for row in found] == [
        ("agreed", 85.0, 5.0, 0.7, 1),
        ("ministry", 0.3 * 90 + 0.7 * 85, 90 - (0.3 * 90 + 0.7 * 85), 1.0, 1),
        ("proposed", 83.5, 6.5, 1.0, 2),
    ]
    parts = desk_round.rows(
        "select basis, round(sum(contribution), 6) as gap from mart.alignment_part_by_basis group by all order by basis"
    )
    assert [row["gap"] for row in parts] == [row["gap"] for row in found]


def test_the_book_deleted_and_its_segments_replayed_give_equal_tables(desk_round: SmallRound) -> None:
    desk_round.hand_in({"11": 80.0, "12": 85.0})
    desk_round.refresh()
    desk_round.decide(KEYS["11"], "recommend", "reviewer")
    meeting = desk_round.open_session()
    desk_round.decide(KEYS["11"], "agree", "chair", agreement(80.0))
    desk_round.decide(KEYS["11"], "undo", "chair")
    disagreed = {"statement_region": REASON, "statement_ministry": REASON, "ministry": given.number(90.0)}
    desk_round.decide(KEYS["11"], "disagree", "chair", disagreed)
    desk_round.decide(meeting, "close", "chair", {"passed_over": [KEYS["12"]]})
    desk.grant(desk_round.book, None, desk.Person("sso", "u", "Sari"), "reviewer")
    desk_round.refresh()
    names = ("register.decision_event", *[name for name in _desk_tables() if name.startswith(("core.", "mart."))])
    before = {name: desk_round.rows(f"select * from {name} order by all") for name in names}
    assert all(before[name] for name in names if name != "mart.alignment_by_basis")
    desk_round.book.close()
    for file in desk_round.folder.glob("decisions.sqlite*"):
        file.unlink()
    desk_round.connection.execute("delete from register.decision_event")
    desk_round.book = given.open_book(desk_round.folder)
    assert desk_round.refresh().added == 0
    assert {name: desk_round.rows(f"select * from {name} order by all") for name in names} == before


def _desk_tables() -> tuple[str, ...]:
    from tests.desk.small_round import DESK_TABLES

    return DESK_TABLES


def test_what_stands_in_the_warehouse_is_what_stands_in_the_book(desk_round: SmallRound) -> None:
    desk_round.hand_in({"11": 80.0, "12": 85.0})
    desk_round.refresh()
    desk_round.decide(KEYS["11"], "recommend_with_note", "reviewer", {"note": REASON, "ministry": given.number(84.0)})
    meeting = desk_round.open_session()
    desk_round.decide(KEYS["11"], "defer", "chair", {"reason": REASON, "next_forum": "rapat teknis"})
    desk_round.decide(KEYS["11"], "defer", "chair", {"reason": REASON + " lagi", "next_forum": "rapat kedua"})
    desk_round.decide(KEYS["11"], "undo", "chair")
    desk_round.refresh()
    assert desk_round.lines("state, next_forum, decision_reason")["11"] == ("deferred", "rapat teknis", REASON)
    desk_round.decide(KEYS["11"], "agree", "chair", agreement(84.0))
    desk_round.decide(meeting, "close", "chair", {"passed_over": [KEYS["12"]]})
    desk_round.refresh()
    for region, key in KEYS.items():
        standing = desk_round.book.standing(key)
        assert standing
        row = desk_round.rows(f"select * from core.line_state where region_id = '{region}'")[0]
        decision = standing.decision or {}
        told = (row["state"], row["last_sequence"], row["agreed_low"], row["session_id"], row["next_forum"])
        agreed = (decision.get("agreed") or {}).get("low")
        assert told == (standing.state, standing.sequence, agreed, decision["session_id"], decision.get("next_forum"))
        assert row["is_outdated"] == standing.is_outdated
