"""The audit trail: everything in the book, filtered by what an auditor asks, and the head of each day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from pipelines.contract import decisions
from pipelines.contract.audit_trail import OFFICE_ZONE, TrailFilter, choices, found_count, head_of, trail
from pipelines.contract.decisions import Person, record_audit
from pipelines.contract.paths import Paths
from tests.command_here import selaras_here
from tests.conftest import copy_data


@pytest.fixture
def book(tmp_path):
    opened = decisions.open_book(copy_data(tmp_path / "data").data)
    decisions.grant(opened, None, Person("https://id.example", "ani", "Ani 100%"), "viewer")
    record_audit(opened, "login", "https://id.example", "ani", "Ani 100%")
    record_audit(opened, "refused", "https://id.example", "budi", "Budi", {"asked": "hand_in", "unit": "dinsos-12"})
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("asked", "actions"),
    [
        (TrailFilter(), ["refused", "login", "grant"]),
        (TrailFilter(kind="audit"), ["refused", "login"]),
        (TrailFilter(action="refused"), ["refused"]),
        (TrailFilter(person="budi"), ["refused"]),
        (TrailFilter(person="100%"), ["login"]),
        (TrailFilter(person="%"), ["login"]),
        (TrailFilter(person="nobody' or 1=1 --"), []),
        (TrailFilter(first_day=date(2999, 1, 1)), []),
        (TrailFilter(last_day=date(2000, 1, 1)), []),
    ],
)
def test_filters_keep_what_was_asked_for_newest_first(book, asked, actions) -> None:
    assert [row["action"] for row in trail(book, asked)] == actions
    assert found_count(book, asked) == len(actions)
    parts = [trail(book, asked, limit=1, skipped=skipped) for skipped in range(len(actions) + 1)]
    assert [row["action"] for part in parts for row in part] == actions


def test_days_are_those_of_jakarta_and_both_are_included(book) -> None:
    today = datetime.now(OFFICE_ZONE).date()
    assert len(trail(book, TrailFilter(first_day=today, last_day=today))) == 3
    assert trail(book, TrailFilter(first_day=today + timedelta(days=1))) == []


def test_asvs_16_2_1_a_row_says_who_when_what_how_and_its_place_in_the_chain(book) -> None:
    row = trail(book, TrailFilter(action="refused"))[0]
    assert (row["actor"], row["issuer"], row["door"]) == ("Budi", "https://id.example", "browser")
    assert row["told"] == "asked: hand_in; unit: dinsos-12"
    assert (datetime.now(UTC) - row["at"]).total_seconds() < 60
    assert row["event_hash"] == book.head().event_hash


def test_what_stands_within_a_payload_is_told_in_its_own_words_and_nothing_empty(book) -> None:
    payload = {"proposal": {"low": 80.5, "denominator": None, "printed": "80,5"}, "note": "", "parts": {}}
    record_audit(book, "refused", "https://id.example", "budi", "Budi", payload)
    assert trail(book, TrailFilter(action="refused"))[0]["told"] == "proposal: (low: 80.5; printed: 80,5)"


def test_the_filters_offer_what_occurs(book) -> None:
    assert choices(book) == (["audit", "grant"], ["grant", "login", "refused"])


def test_the_head_of_a_day_is_the_last_event_before_it_began(book) -> None:
    today = datetime.now(OFFICE_ZONE).date()
    assert head_of(book, today) is None
    head = head_of(book, today + timedelta(days=1))
    assert (head.event_number, head.event_hash) == (3, book.head().event_hash)


def test_asvs_7_4_5_an_administrator_ends_every_login_of_a_person_by_command(book, tmp_path) -> None:
    done = selaras_here(
        Paths(tmp_path / "data"), "end-logins", "--issuer", "https://id.example", "--subject", "ani", "--reason", "left"
    )
    assert done.returncode == 0, done.stderr
    assert trail(book, TrailFilter(action="logins_ended"))[0]["told"] == "reason: left"
