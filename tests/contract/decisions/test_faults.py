"""Nothing acknowledged is lost: killed at any moment, on a full disk, from many processes at once."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipelines.contract import decisions as desk
from pipelines.contract.decisions import segments
from pipelines.contract.paths import CHECKOUT
from tests.contract.decisions import given

KILLS = 6


def child(folder: Path, first: int, most_bytes: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.contract.decisions.writing_child", str(folder), str(first), str(most_bytes)]
    ignores_size_signal = {"restore_signals": False} if most_bytes else {}
    return subprocess.Popen(command, cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, **ignores_size_signal)


def kept(book: desk.Book) -> dict[int, str]:
    return {event.event_number: event.event_hash for event in book.events()}


def test_what_was_acknowledged_survives_kill_9_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(20261126)
    acknowledged: dict[int, str] = {}
    for round_ in range(KILLS):
        process = child(tmp_path, round_ * 100_000)
        assert process.stdout
        wanted, lines = chance.randrange(1, 60), []
        for line in process.stdout:
            lines.append(line)
            if len(lines) >= wanted:
                break
        time.sleep(chance.random() * 0.01)
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        process.wait()
        for line in lines:
            parts = line.split()
            if len(parts) == 2 and len(parts[1]) == 64:
                acknowledged[int(parts[0])] = parts[1]
    book = given.open_book(tmp_path)
    found = kept(book)
    assert len(acknowledged) >= KILLS
    assert {number: found.get(number) for number in acknowledged} == acknowledged
    assert desk.verify(book) == []
    book.close()


def test_a_full_disk_refuses_in_one_sentence_keeps_what_was_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    book = given.open_book(tmp_path)
    given.submitted(book)
    with book.engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar() or 0
    added = 0
    limited = sa.event.listen(
        book.engine, "begin", lambda connection: connection.exec_driver_sql(f"pragma max_page_count = {pages + 2}")
    )
    assert limited is None
    with pytest.raises(desk.BookError, match=r"^The disk that holds the decision book is full; .*nothing was written"):
        for number in range(500):
            key = desk.line_key(given.ROUND, given.INDICATOR, f"{number:04d}", 2027)
            given.submitted(book, key)
            added += 1
    assert book.head().event_number == 1 + added
    assert desk.verify(book) == []
    book.close()
    roomy = given.open_book(tmp_path)
    given.decide(roomy, given.KEY, "recommend")
    assert desk.verify(roomy) == []
    roomy.close()


def test_a_disk_that_fills_at_any_write_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    given.open_book(tmp_path).close()
    size = (tmp_path / "decisions.sqlite").stat().st_size
    process = child(tmp_path, 0, size + 200_000)
    output = process.communicate(timeout=120)[0].splitlines()
    acknowledged = {int(line.split()[0]): line.split()[1] for line in output if line[:1].isdigit()}
    assert acknowledged and output[-1].startswith("refused The ")
    book = given.open_book(tmp_path)
    found = kept(book)
    assert {number: found.get(number) for number in acknowledged} == acknowledged
    assert desk.verify(book) == []
    book.close()


@pytest.fixture
def books(tmp_path: Path, where: str | None) -> Iterator[list[desk.Book]]:
    opened = [given.open_book(tmp_path, where) for _ in range(4)]
    yield opened
    for book in opened:
        book.close()


def test_four_hosts_deciding_at_once_leave_no_gap(books: list[desk.Book]) -> None:
    def decide_some(number: int) -> int:
        for place in range(10):
            given.submitted(books[number], desk.line_key(given.ROUND, given.INDICATOR, f"{number}{place:02d}", 2027))
        return 10

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(decide_some, range(4))) == 40
    assert sorted(kept(books[0])) == list(range(1, 41))
    assert desk.verify(books[1]) == []


def test_a_seal_that_is_killed_leaves_no_half_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = given.open_book(tmp_path)
    given.submitted(book)
    folder = segments.segments_folder(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(segments.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        desk.seal(book, folder)
    assert segments.segment_files(folder) == []
    monkeypatch.undo()
    assert len(desk.seal(book, folder)) == 1
    book.close()
