"""Sealed segments give the whole book back, and a segment that was touched or lost is never taken for the truth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.contract import decisions as desk
from pipelines.contract.decisions import segments
from tests.contract.decisions import given
from tests.contract.decisions.given import KEY, agreement, decide


def story(book: desk.Book, folder: Path) -> None:
    """Two seals with decisions before, between and after."""
    given.submitted(book)
    desk.record_audit(book, "login", "https://sso.example", "u-1", "Sari", {"address": "10.0.0.7"})
    decide(book, KEY, "recommend")
    desk.seal(book, folder)
    given.opened(book)
    decide(book, KEY, "agree", "chair", agreement())
    desk.grant(book, None, desk.Person("https://sso.example", "u-1", "Sari"), "reviewer")
    desk.seal(book, folder)


def everything(book: desk.Book) -> list[object]:
    return [book.events(), *(book.standings(kind) for kind in ("line", "session", "grant")), book.head()]


def test_a_book_that_was_lost_comes_back_from_its_segments(tmp_path: Path, where: str | None) -> None:
    book = given.open_book(tmp_path, where)
    story(book, segments.segments_folder(tmp_path))
    before = everything(book)
    book.close()
    for file in tmp_path.glob("decisions.sqlite*"):
        file.unlink()
    restored = given.open_book(tmp_path)
    assert everything(restored) == before
    assert desk.verify(restored) == []
    decide(restored, KEY, "comment", payload={"text": "terima kasih semuanya"})
    assert [file.name for file in desk.seal(restored, segments.segments_folder(tmp_path))] == [
        "000000000009-000000000009.jsonl"
    ]
    restored.close()


def test_sealing_twice_writes_once(light_book: desk.Book, tmp_path: Path) -> None:
    given.submitted(light_book)
    assert len(desk.seal(light_book, tmp_path / "sealed")) == 1
    assert desk.seal(light_book, tmp_path / "sealed") == []


def test_a_seal_killed_before_it_was_noted_is_done_again_without_doubles(light_book: desk.Book, tmp_path: Path) -> None:
    given.submitted(light_book)
    folder = tmp_path / "store" / "decisions"
    folder.mkdir(parents=True)
    event = light_book.events()[0]
    (folder / "000000000001-000000000001.jsonl").write_text(event.line() + "\n", encoding="utf-8")
    decide(light_book, KEY, "recommend")
    desk.seal(light_book, folder)
    assert list(segments.sealed_events(folder)) == light_book.events()


@pytest.mark.parametrize("harm", ["a byte changed", "a line lost", "the first segment lost"])
def test_a_broken_segment_is_refused_with_its_event(light_book: desk.Book, tmp_path: Path, harm: str) -> None:
    folder = segments.segments_folder(tmp_path)
    story(light_book, folder)
    light_book.close()
    for file in tmp_path.glob("decisions.sqlite*"):
        file.unlink()
    first, second = segments.segment_files(folder)
    lines = second.read_text(encoding="utf-8").splitlines()
    if harm == "a byte changed":
        second.write_text("\n".join([lines[0].replace("Meja 1", "Meja 2"), *lines[1:]]) + "\n", encoding="utf-8")
    elif harm == "a line lost":
        second.write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
    else:
        first.unlink()
    with pytest.raises(desk.BookError, match=r"do not give the decision book back: event \d+ "):
        given.open_book(tmp_path)


def test_a_broken_book_is_not_sealed(light_book: desk.Book, tmp_path: Path) -> None:
    import sqlalchemy as sa

    given.submitted(light_book)
    with light_book.writing() as writer:
        writer.connection.execute(sa.text("drop trigger event_no_update"))
        writer.connection.execute(sa.text("update event set actor_name = 'orang lain'"))
    with pytest.raises(desk.BookError, match="is not sealed, for event 1 was changed"):
        desk.seal(light_book, tmp_path / "sealed")
    assert not (tmp_path / "sealed").exists()


def test_a_segment_is_one_json_object_a_line_with_every_column(light_book: desk.Book, tmp_path: Path) -> None:
    given.submitted(light_book)
    told = json.loads(desk.seal(light_book, tmp_path / "sealed")[0].read_text(encoding="utf-8"))
    assert told["payload"]["proposal"]["low"] == 80.0
    assert {"event_number", "event_id", "previous_hash", "event_hash", "workflow_version", "door"} <= set(told)
