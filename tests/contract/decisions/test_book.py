"""The book keeps every event once, in order, chained and unchanged, whichever store holds it."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from pipelines.contract import decisions as desk
from pipelines.contract.decisions.store import tables
from pipelines.contract.paths import CHECKOUT
from tests.contract.decisions import given
from tests.contract.decisions.given import KEY, REASON, agreement, decide, refusal


def whole_story(book: desk.Book) -> None:
    """A line recommended, agreed, taken back and agreed on another number; another passed over."""
    given.submitted(book)
    other = given.submitted(book, desk.line_key(given.ROUND, given.INDICATOR, "12", 2027), unit="dinsos-12")
    decide(book, KEY, "recommend")
    meeting = given.opened(book)
    decide(book, KEY, "agree", "chair", agreement())
    decide(book, KEY, "undo", "chair")
    decide(book, KEY, "agree", "chair", agreement(82.5, reason=REASON))
    decide(book, meeting, "close", "chair", {"passed_over": [other]})


def test_a_story_is_numbered_without_gaps_chained_and_folds_to_what_stands(book: desk.Book) -> None:
    whole_story(book)
    events = book.events()
    assert [event.event_number for event in events] == list(range(1, len(events) + 1))
    assert all(later.previous_hash == earlier.event_hash for earlier, later in pairwise(events))
    assert desk.verify(book) == []
    standing = book.standing(KEY)
    assert standing and standing.decision
    assert (standing.state, standing.decision["agreed"]["low"]) == ("agreed", 82.5)
    assert standing.ministry and standing.ministry["low"] == 80.0
    session = book.sessions(given.ROUND)[0]
    assert session.closing and session.closing["counts"] == {"agreed": 1, "not_discussed": 1}


def test_two_at_once_one_wins_and_the_other_reads_who_won(book: desk.Book) -> None:
    given.submitted(book)

    def reviewed(value: float) -> desk.Event | desk.Refusal:
        try:
            payload = {"reason": REASON, "ministry": given.number(value)}
            return decide(book, KEY, "not_recommend", payload=payload, seen_sequence=1)
        except desk.Refused as refused:
            return refused.refusal

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(reviewed, [70.0 + place for place in range(8)]))
    won = [each for each in results if isinstance(each, desk.Event)]
    lost = [each for each in results if isinstance(each, desk.Refusal)]
    assert (len(won), len(lost)) == (1, 7)
    printed = won[0].payload["ministry"]["printed"]
    for each in lost:
        assert each.rule_id == "decision.stale"
        assert f"Operator lokal: Tidak merekomendasikan ({printed})" in each.message_id
        assert f"Operator lokal: Do not recommend ({printed})" in each.message_en


def test_the_same_event_id_twice_is_kept_once(book: desk.Book) -> None:
    given.submitted(book)
    event_id = str(uuid4())
    first = decide(book, KEY, "recommend", event_id=event_id)
    again = decide(book, KEY, "recommend", event_id=event_id, seen_sequence=1)
    assert again == first
    assert book.head().event_number == first.event_number == 2


@pytest.mark.parametrize("statement", ["update event set actor_name = 'x'", "delete from event"])
def test_an_event_can_be_neither_changed_nor_deleted(book: desk.Book, statement: str) -> None:
    given.submitted(book)
    before = book.events()
    with pytest.raises(desk.BookError, match="can be neither changed nor deleted"), book.writing() as writer:
        writer.connection.execute(sa.text(statement))
    assert book.events() == before


@pytest.mark.parametrize("column", [column.name for column in tables.event.columns])
def test_one_changed_byte_of_any_column_is_found(light_book: desk.Book, column: str) -> None:
    given.submitted(light_book)
    decide(light_book, KEY, "recommend")
    decide(light_book, KEY, "return", payload={"reason": REASON, "parts": ["value"]})
    change = f"{column} + 7" if "number" in column or "sequence" in column else f"coalesce({column}, '') || ' '"
    with light_book.writing() as writer:
        writer.connection.execute(sa.text("drop trigger event_no_update"))
        if column == "payload":
            change = "replace(payload, '80', '81')"
        writer.connection.execute(sa.text(f"update event set {column} = {change} where event_number = 1"))
    assert desk.verify(light_book) != []


def test_a_missing_event_and_a_state_nobody_decided_are_found(light_book: desk.Book) -> None:
    whole_story(light_book)
    with light_book.writing() as writer:
        writer.connection.execute(sa.text("drop trigger event_no_delete"))
        writer.connection.execute(sa.text("update subject_state set state = 'agreed' where region_id = '12'"))
    key = "contoh-2026-2/spm_children_inside/12/2027"
    assert desk.verify(light_book) == [f"what stands of {key} is not what its events give"]
    with light_book.writing() as writer:
        writer.connection.execute(sa.text("delete from event where event_number = 3"))
    assert desk.verify(light_book)[0] == "event 3 is missing: 4 stands in its place"


def test_a_payload_that_is_no_longer_json_is_found(light_book: desk.Book) -> None:
    given.submitted(light_book)
    with light_book.writing() as writer:
        writer.connection.execute(sa.text("drop trigger event_no_update"))
        writer.connection.execute(sa.text("update event set payload = 'x' || payload"))
    assert desk.verify(light_book)[0].startswith("the payload of an event is no longer JSON")


def test_a_refused_decision_leaves_the_book_as_it_was(book: desk.Book) -> None:
    given.submitted(book)
    before = (book.head(), book.standing(KEY), book.events())
    assert refusal(decide, book, KEY, "not_recommend", payload={"reason": "pendek"})
    assert (book.head(), book.standing(KEY), book.events()) == before


def test_a_clock_set_back_is_refused_and_a_small_difference_never_reorders(book: desk.Book) -> None:
    now = datetime(2026, 11, 25, 3, tzinfo=UTC)
    decide(book, KEY, "submit", "register", {"proposal": given.proposal()}, now=now)
    late = decide(book, KEY, "recommend", now=now - timedelta(minutes=4))
    assert late.at == book.events()[0].at
    said = refusal(decide, book, KEY, "return", now=now - timedelta(hours=2))
    assert said and said.rule_id == "decision.clock"
    assert said.message_id.startswith("Jam komputer ini (2026-11-25T01:00:00.000000Z) mundur")


def test_a_locked_book_says_so_in_one_sentence(light_book: desk.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    given.submitted(light_book)
    other = sa.create_engine(light_book.engine.url, connect_args={"timeout": 0, "isolation_level": None})
    with other.connect() as holding:
        holding.exec_driver_sql("begin immediate")
        with light_book.engine.connect() as connection:
            connection.exec_driver_sql("pragma busy_timeout = 50")
        with pytest.raises(desk.BookError, match=r"^The decision book is busy .*; nothing was written\.$"):
            decide(light_book, KEY, "recommend")
        holding.exec_driver_sql("rollback")
    assert decide(light_book, KEY, "recommend").event_number == 2


def test_an_unreachable_or_misspelt_store_says_so_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(desk.BookError, match=r"cannot be reached .*nothing was written"):
        given.open_book(tmp_path, "postgresql+psycopg2://nobody@127.0.0.1:9/none")
    with pytest.raises(desk.BookError, match=r"^SELARAS_DECISIONS does not say where the decision book is"):
        given.open_book(tmp_path, "postgres:/nowhere")


def test_a_damaged_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "decisions.sqlite").write_bytes(b"no database at all, but long enough to look like a page " * 40)
    with pytest.raises(desk.BookError, match="damaged; set it aside and refresh"):
        given.open_book(tmp_path)


def test_the_revision_in_the_code_is_the_newest_migration() -> None:
    folder = CHECKOUT / "pipelines" / "contract" / "decisions" / "store" / "migrations" / "versions"
    revisions = [re.search(r'^revision = "(\w+)"', file.read_text(), re.M) for file in sorted(folder.glob("0*.py"))]
    assert [found[1] for found in revisions if found][-1] == tables.REVISION


def test_importing_the_book_loads_neither_dagster_nor_duckdb_nor_streamlit() -> None:
    heavy = "{'dagster', 'duckdb', 'streamlit', 'polars', 'alembic'}"
    code = f"import sys, pipelines.contract.decisions; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
