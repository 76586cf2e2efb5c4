"""Proposals of files are nominated once; a choice is about the words it was taken on, and outlives a withdrawn file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipelines.contract import decisions as desk
from pipelines.desk.outcome_events import nominate, proposals
from pipelines.desk.sealing import load
from tests.contract.decisions import given
from tests.desk.small_round import ROUND
from tests.sql.hand_in import submission
from tests.sql.small_tables import empty_warehouse, make, put, rows

NOW = datetime(2024, 7, 1, tzinfo=UTC)
OUTCOME, INDICATOR = "usulan.u.1", "usulan.u.1.1"
TABLES = ("core.submission", "core.proposed_outcome", "core.proposed_indicator")


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    with empty_warehouse() as connection:
        put(connection, "core.planning_round", [ROUND])
        yield connection


@pytest.fixture
def book(tmp_path: Path) -> Iterator[desk.Book]:
    opened = given.open_book(tmp_path)
    yield opened
    opened.close()


def hand_in(connection: duckdb.DuckDBPyConnection, name: str, statement: str = "", **given_facts: Any) -> None:
    """One file; without a statement it proposes nothing."""
    submission(connection, name, **given_facts)
    if not statement:
        return
    texts = ("statement_en", "change_for_whom", "programme_code", "programme_decree", "issue_tags", "issue_words")
    words = ("sustainability_words", "community_words", "capability_words", "local_wisdom_words", "justification")
    outcome = dict.fromkeys((*texts, *words), "") | {"statement_id": statement, "outcome_code": OUTCOME}
    put(connection, "register.judged_outcome", [{"submission_id": name, "source_cell": "Outcome!B6", **outcome}])
    texts = ("definition_id", "numerator", "denominator", "unit_written", "source", "justification")
    indicator = dict.fromkeys(texts, "") | {"name_id": "Persentase anak", "good_direction": "up"}
    indicator |= {"outcome_code": OUTCOME, "proposal_code": INDICATOR, "source_cell": "Outcome!N6"}
    put(connection, "register.judged_indicator", [{"submission_id": name, **indicator}])


def tell(connection: duckdb.DuckDBPyConnection, book: desk.Book) -> int:
    make(connection, *TABLES)
    return nominate(book, proposals(connection), NOW)


def decide(book: desk.Book, code: str, action: str, role: str = "chair", **payload: Any) -> None:
    key = desk.outcome_key("first", code)
    standing = book.standing(key)
    assert standing is not None
    told = {"reason": "Paling berdampak bagi anak.", **payload}
    around = desk.Circumstance(desk.LineFacts(is_example=True))
    desk.decide(book, desk.Decision(key, action, told, standing.sequence), desk.local_actor(role), around)


def marts(connection: duckdb.DuckDBPyConnection, book: desk.Book, folder: Path) -> dict[str, dict[str, Any]]:
    desk.seal(book, folder)
    load(connection, folder)
    make(connection, "core.outcome_state", "mart.priority_outcome", "mart.proposed_indicator")
    found = {row["outcome_code"]: row for row in rows(connection, "select * from mart.priority_outcome")}
    return found | {row["proposal_code"]: row for row in rows(connection, "select * from mart.proposed_indicator")}


def test_a_proposal_is_nominated_once_by_its_file(warehouse: duckdb.DuckDBPyConnection, book: desk.Book) -> None:
    hand_in(warehouse, "a", "Anak pulang ke keluarga")
    assert [tell(warehouse, book), tell(warehouse, book)] == [2, 0]
    events = book.events(kind="outcome")
    assert [(event.action, event.to_state, event.source_sha256) for event in events] == [
        ("nominate", "nominated", "a")
    ] * 2
    assert desk.verify(book) == []


def test_a_choice_stands_beside_the_units_words(
    warehouse: duckdb.DuckDBPyConnection, book: desk.Book, tmp_path: Path
) -> None:
    hand_in(warehouse, "a", "Anak pulang ke keluarga")
    tell(warehouse, book)
    (outcome, indicator) = proposals(warehouse)
    decide(book, OUTCOME, "choose", wording_fingerprint=outcome["wording_fingerprint"])
    decide(book, INDICATOR, "defer", wording_fingerprint=indicator["wording_fingerprint"])
    found = marts(warehouse, book, tmp_path)
    chosen, deferred = found[OUTCOME], found[INDICATOR]
    assert (chosen["statement_id"], chosen["unit_code"], chosen["state"]) == ("Anak pulang ke keluarga", "u", "chosen")
    assert (chosen["is_chosen"], chosen["is_outdated"], chosen["is_withdrawn"]) == (True, False, False)
    assert (deferred["state"], deferred["reason"]) == ("deferred", "Paling berdampak bagi anak.")
    assert set(found) == {OUTCOME, INDICATOR}


def test_a_choice_is_out_of_date_when_the_words_changed(
    warehouse: duckdb.DuckDBPyConnection, book: desk.Book, tmp_path: Path
) -> None:
    hand_in(warehouse, "a", "Anak pulang ke keluarga")
    tell(warehouse, book)
    decide(book, OUTCOME, "choose", wording_fingerprint=proposals(warehouse)[0]["wording_fingerprint"])
    hand_in(warehouse, "b", "Anak pulang ke desa", received_at="2024-03-01 00:00:00+00")
    assert tell(warehouse, book) == 0
    found = marts(warehouse, book, tmp_path)
    assert (found[OUTCOME]["is_chosen"], found[OUTCOME]["is_outdated"]) == (True, True)
    assert found[OUTCOME]["statement_id"] == "Anak pulang ke desa"
    assert found[INDICATOR]["is_outdated"] is False


def test_words_corrected_before_any_decision_are_not_out_of_date(
    warehouse: duckdb.DuckDBPyConnection, book: desk.Book, tmp_path: Path
) -> None:
    hand_in(warehouse, "a", "Anak pulang ke keluarga")
    tell(warehouse, book)
    hand_in(warehouse, "b", "Anak pulang ke desa", received_at="2024-03-01 00:00:00+00")
    tell(warehouse, book)
    found = marts(warehouse, book, tmp_path)[OUTCOME]
    assert (found["state"], found["is_outdated"], found["statement_id"]) == ("nominated", False, "Anak pulang ke desa")


def test_a_choice_outlives_a_file_that_no_longer_proposes_it(
    warehouse: duckdb.DuckDBPyConnection, book: desk.Book, tmp_path: Path
) -> None:
    hand_in(warehouse, "a", "Anak pulang ke keluarga")
    tell(warehouse, book)
    decide(book, INDICATOR, "choose")
    hand_in(warehouse, "b", received_at="2024-03-01 00:00:00+00")
    tell(warehouse, book)
    found = marts(warehouse, book, tmp_path)
    assert (found[OUTCOME]["is_withdrawn"], found[OUTCOME]["statement_id"]) == (True, "Anak pulang ke keluarga")
    assert (found[INDICATOR]["is_withdrawn"], found[INDICATOR]["is_chosen"]) == (True, True)
    assert (found[INDICATOR]["name_id"], found[INDICATOR]["unit_code"]) == ("Persentase anak", "u")


def test_only_people_choose_and_a_reason_is_due(warehouse: duckdb.DuckDBPyConnection, book: desk.Book) -> None:
    hand_in(warehouse, "a", "Anak pulang ke keluarga")
    tell(warehouse, book)
    for role, payload in (("proposer", {}), ("chair", {"reason": "ya"})):
        with pytest.raises(desk.Refused):
            decide(book, OUTCOME, "choose", role, **payload)
