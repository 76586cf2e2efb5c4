"""Two reviewers judge apart: nobody sees a level before both are in; then it is settled together, per number."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.contract import decisions as desk
from tests.contract.decisions import given
from tests.contract.decisions.given import KEY, REASON, decide, refusal

FIRST, SECOND, THIRD = (desk.local_actor("reviewer", part=part) for part in ("satu", "dua", "tiga"))


def level(number: int = 1, criterion: str = "kapabilitas") -> dict[str, Any]:
    return {"criterion_code": criterion, "level": number, "reason": REASON, "evidence": "laporan"}


def assess(book: desk.Book, actor: desk.Actor, number: int = 1, **more: Any) -> desk.Event:
    return decide(book, KEY, "assess", payload=level(number, **more), actor=actor)


def seen_by(book: desk.Book, actor: desk.Actor) -> list[int]:
    return [
        event.payload["level"]
        for event in desk.open_events(book.history(KEY), actor.person)
        if event.action == "assess"
    ]


def test_neither_sees_the_others_level_until_both_are_in(light_book: desk.Book) -> None:
    given.submitted(light_book)
    assess(light_book, FIRST, 0)
    assert (seen_by(light_book, FIRST), seen_by(light_book, SECOND), seen_by(light_book, THIRD)) == ([0], [], [])
    assess(light_book, SECOND, 3, criterion="keberlanjutan")
    assert seen_by(light_book, FIRST) == [0]
    assess(light_book, SECOND, 2)
    assert (seen_by(light_book, FIRST), seen_by(light_book, THIRD)) == ([0, 2], [0, 2])
    assert desk.verify(light_book) == []


def test_ones_own_level_may_be_changed_before_the_other_is_in_and_not_after(light_book: desk.Book) -> None:
    given.submitted(light_book)
    assess(light_book, FIRST, 0)
    assess(light_book, FIRST, 1)
    assess(light_book, SECOND, 2)
    for actor in (FIRST, SECOND, THIRD):
        said = refusal(decide, light_book, KEY, "assess", payload=level(3), actor=actor)
        assert said and said.rule_id == "decision.levels_closed"


def test_the_unit_may_still_give_its_own_level(light_book: desk.Book) -> None:
    given.submitted(light_book)
    assess(light_book, FIRST)
    assess(light_book, SECOND)
    own = decide(light_book, KEY, "assess", "proposer", level(2))
    assert own.payload["assessor_kind"] == "unit"


def test_a_level_is_settled_together_only_after_both(light_book: desk.Book) -> None:
    given.submitted(light_book)
    for actor, missing in ((FIRST, 2), (SECOND, 1)):
        said = refusal(decide, light_book, KEY, "settle_level", "chair", level(1))
        assert said and said.rule_id == "decision.levels_missing" and said.message_en.startswith(f"{missing} ")
        assess(light_book, actor)
    assert decide(light_book, KEY, "settle_level", "chair", level(1)).payload["assessor_kind"] == "consensus"


def test_a_new_number_is_judged_anew(light_book: desk.Book) -> None:
    given.submitted(light_book)
    assess(light_book, FIRST, 1)
    assess(light_book, SECOND, 1)
    decide(light_book, KEY, "replace", "register", {"proposal": given.proposal(85.0, "b")})
    assess(light_book, FIRST, 3)
    assert seen_by(light_book, SECOND) == [1, 1]
    assert refusal(decide, light_book, KEY, "settle_level", "chair", level(1)) is not None


@pytest.mark.parametrize("action", ["comment", "assess"])
def test_nobody_says_whose_level_it_is_or_about_which_number(light_book: desk.Book, action: str) -> None:
    given.submitted(light_book)
    forged = level(1) | {"text": REASON, "assessor_kind": "consensus", "assessed": {"low": 1.0}}
    told = decide(light_book, KEY, action, "proposer", forged).payload
    assert told.get("assessor_kind") == {"comment": None, "assess": "unit"}[action]
    assert (
        told.get("assessed") == {"comment": None, "assess": {"low": 80.0, "high": 80.0, "denominator": 1000.0}}[action]
    )
