"""Roles are grants in the book: looked up when somebody acts, ended at the next click, never read from elsewhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from pipelines.contract import decisions as desk
from tests.contract.decisions import given
from tests.contract.decisions.given import KEY, REASON, decide, refusal

SARI = desk.Person("https://sso.example", "u-sari", "Sari")
BUDI = desk.Person("https://sso.example", "u-budi", "Budi")
TODAY, TOMORROW, YESTERDAY = ((datetime.now(UTC) + timedelta(days=days)).date().isoformat() for days in (0, 1, -1))
LONG_AGO = "2020-01-01"
REAL = desk.LineFacts(0.0, 100.0, is_example=False)


def granted(book: desk.Book, person: desk.Person = SARI, role: str = "reviewer", **more: object) -> str:
    event = desk.grant(book, None, person, role, now=datetime.now(UTC), **more)  # type: ignore[arg-type]
    return event.subject_key.removeprefix("grant/")


def test_a_granted_reviewer_decides_on_a_real_round_and_an_ended_one_no_longer(book: desk.Book) -> None:
    given.submitted(book)
    grant_id = granted(book)
    actor = desk.acting(book, SARI, "reviewer", datetime.now(UTC))
    decide(book, KEY, "comment", payload={"text": "mohon data dukung"}, actor=actor, facts=REAL)
    desk.revoke(book, None, grant_id, "pindah tugas ke unit lain")
    said = refusal(decide, book, KEY, "recommend", actor=actor, facts=REAL)
    assert said and said.rule_id == "decision.no_grant"
    assert said.message_id.startswith("Sari ") and "Penelaah" in said.message_id
    assert [grant.state for grant in desk.all_grants(book)] == ["ended"]


@pytest.mark.parametrize(
    ("period", "holds"),
    [
        ({}, True),
        ({"starts_on": TODAY, "ends_on": TODAY}, True),
        ({"starts_on": TOMORROW}, False),
        ({"starts_on": LONG_AGO, "ends_on": YESTERDAY}, False),
    ],
)
def test_a_grant_holds_between_its_days_only(light_book: desk.Book, period: dict[str, str], holds: bool) -> None:
    granted(light_book, **period)
    assert bool(desk.live_grants(light_book, *SARI[:2], datetime.now(UTC))) is holds


def test_nobody_claims_more_regions_or_another_unit_than_granted(light_book: desk.Book) -> None:
    given.submitted(light_book)
    granted(light_book, role="proposer", unit_code="dinsos-12", region_scope="12")
    for claim in (
        desk.Actor(*SARI, "proposer", "dinsos-12", "00"),
        desk.Actor(*SARI, "proposer", "dinsos-11", "12"),
        desk.Actor(*SARI, "reviewer", "dinsos-12", "12"),
        desk.Actor(*BUDI, "proposer", "dinsos-12", "12"),
    ):
        said = refusal(decide, light_book, KEY, "comment", payload={"text": REASON}, actor=claim, facts=REAL)
        assert said and said.rule_id == "decision.no_grant", claim
    honest = desk.acting(light_book, SARI, "proposer", datetime.now(UTC))
    said = refusal(decide, light_book, KEY, "comment", payload={"text": REASON}, actor=honest, facts=REAL)
    assert said and said.rule_id == "decision.scope"


def test_several_grants_of_one_role_add_up_their_regions(light_book: desk.Book) -> None:
    given.submitted(light_book)
    for region_id in ("11", "12"):
        granted(light_book, region_scope=region_id)
    actor = desk.acting(light_book, SARI, "reviewer", datetime.now(UTC))
    assert actor.region_scope == "11|12"
    assert decide(light_book, KEY, "recommend", actor=actor, facts=REAL).actor_name == "Sari"


def test_only_an_administrator_grants_and_an_administrator_never_decides(light_book: desk.Book) -> None:
    given.submitted(light_book)
    granted(light_book, BUDI, "administrator")
    granted(light_book, SARI, "reviewer")
    boss = desk.acting(light_book, BUDI, "administrator", datetime.now(UTC))
    event = desk.grant(light_book, boss, SARI, "secretary")
    assert (event.actor_name, event.door) == ("Budi", "browser")
    said = refusal(desk.grant, light_book, desk.acting(light_book, SARI, "reviewer", datetime.now(UTC)), SARI, "chair")
    assert said and said.rule_id == "decision.role"
    offers = desk.allowed_actions(light_book.standing(KEY), boss, given.WORKFLOW, (), REAL)
    assert [offer.action.action_code for offer in offers if offer.is_open] == ["comment"]


@pytest.mark.parametrize(
    ("arguments", "rule_id"),
    [
        ({"role": "king"}, "decision.unknown_role"),
        ({"role": "register"}, "decision.unknown_role"),
        ({"role": "chair", "starts_on": TODAY, "ends_on": YESTERDAY}, "decision.grant_period"),
    ],
)
def test_a_grant_nobody_could_mean_is_refused(light_book: desk.Book, arguments: dict[str, str], rule_id: str) -> None:
    said = refusal(desk.grant, light_book, None, SARI, **arguments)
    assert said and said.rule_id == rule_id
    assert desk.all_grants(light_book) == []


def test_an_unknown_grant_cannot_be_ended_and_one_ends_once_with_a_reason(light_book: desk.Book) -> None:
    said = refusal(desk.revoke, light_book, None, "none", REASON)
    assert said and said.rule_id == "decision.unknown_grant"
    grant_id = granted(light_book)
    short = refusal(desk.revoke, light_book, None, grant_id, "x")
    assert short and short.rule_id == "decision.reason_missing"
    desk.revoke(light_book, None, grant_id, REASON)
    again = refusal(desk.revoke, light_book, None, grant_id, REASON)
    assert again and again.rule_id == "decision.not_allowed"


def test_audit_events_stand_in_the_same_chain_and_change_no_state(book: desk.Book) -> None:
    given.submitted(book)
    desk.record_audit(book, "login", *SARI)
    desk.record_audit(book, "download", *SARI, payload={"file": "temuan.xlsx"})
    events = book.history("person/https://sso.example|u-sari")
    assert [(event.subject_sequence, event.action, event.event_number) for event in events] == [
        (1, "login", 2),
        (2, "download", 3),
    ]
    assert desk.verify(book) == []


def test_an_ended_login_stays_ended(book: desk.Book) -> None:
    assert not desk.is_login_ended(book, "k1")
    desk.end_login(book, "k1", *SARI[:2], "keluar")
    desk.end_login(book, "k1", *SARI[:2], "keluar lagi")
    assert desk.is_login_ended(book, "k1")
    assert not desk.is_login_ended(book, "k2")
