"""Sealed segments: events as JSON Lines in data/store/decisions, and the way back from them into an empty book."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from pipelines.contract.decisions.book import Book
from pipelines.contract.decisions.event import FIRST_HASH, Event, chain_faults, from_row, row_faults, text_of
from pipelines.contract.decisions.fold import fold_all
from pipelines.contract.decisions.refusal import BookError
from pipelines.contract.decisions.store import tables
from pipelines.contract.decisions.store.engine import WRITES, store_errors
from pipelines.contract.decisions.store.rows import instant

SEALED_TOGETHER = 50_000
RESTORED_TOGETHER = 20_000


def segments_folder(data_folder: Path) -> Path:
    return data_folder / "store" / "decisions"


def seal(book: Book, folder: Path) -> list[Path]:
    """Write every event that no segment holds yet into new segments; return the files. A killed seal is done again."""
    made: list[Path] = []
    while True:
        with book.reading() as connection:
            last, before = _last_sealed(connection)
        rows = book.rows(last, SEALED_TOGETHER)
        if not rows:
            return made
        broken = row_faults(rows, last, before or FIRST_HASH)
        if broken:
            raise BookError(f"The decision book is not sealed, for {broken[0]}; restore it from its segments.")
        text = "".join(text_of(row) + "\n" for row in rows).encode("utf-8")
        first, until = rows[0]["event_number"], rows[-1]["event_number"]
        file = folder / f"{first:012d}-{until:012d}.jsonl"
        _write_whole(file, text)
        _note(book, first, until, file.name, hashlib.sha256(text).hexdigest())
        made.append(file)


def _last_sealed(connection: sa.Connection) -> tuple[int, str | None]:
    last = connection.execute(sa.select(sa.func.max(tables.segment.c.last_number))).scalar() or 0
    column = tables.event.c
    before = connection.execute(sa.select(column.event_hash).where(column.event_number == last)).scalar()
    return last, before


def _note(book: Book, first: int, last: int, file_name: str, sha256: str) -> None:
    with store_errors(), book.engine.connect().execution_options(**WRITES) as connection, connection.begin():
        connection.execute(
            sa.insert(tables.segment).values(
                first_number=first,
                last_number=last,
                file_name=file_name,
                sha256=sha256,
                sealed_at=instant(datetime.now(UTC)),
            )
        )


def _write_whole(file: Path, content: bytes) -> None:
    """Write beside, make it durable, then give it its name."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".part")
    with beside.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())
    beside.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def segment_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"))


def sealed_events(folder: Path) -> Iterator[Event]:
    """Every sealed event once, in order; a segment written twice with more events is read on from where it left."""
    number = 0
    for file in segment_files(folder):
        with file.open(encoding="utf-8") as opened:
            for text in opened:
                event = from_row(json.loads(text))
                if event.event_number > number:
                    number = event.event_number
                    yield event


def restore(book: Book, folder: Path) -> int:
    """Fill an empty book from its segments; return how many events came back. Raise BookError on a broken chain."""
    number, before = 0, FIRST_HASH
    with book.writing() as writer:
        if writer.head.event_number:
            return 0
        for events in batches(sealed_events(folder), RESTORED_TOGETHER):
            broken = chain_faults(events, number, before)
            if broken:
                raise BookError(
                    f"The segments in {folder.name}/ do not give the decision book back: {broken[0]}; "
                    "restore the folder from a backup."
                )
            number, before = events[-1].event_number, events[-1].event_hash
            writer.replay(events)
    _note_files(book, folder)
    return number


def batches(events: Iterator[Event], size: int) -> Iterator[list[Event]]:
    while batch := list(islice(events, size)):
        yield batch


def _note_files(book: Book, folder: Path) -> None:
    """Remember the segments a restored book came from, so that sealing goes on behind them."""
    last = 0
    for file in segment_files(folder):
        first, until = (int(part) for part in file.stem.split("-"))
        if until > last:
            _note(book, max(last + 1, first), until, file.name, hashlib.sha256(file.read_bytes()).hexdigest())
            last = until


def verify(book: Book) -> list[str]:
    """Every fault of a book: gaps, changed bytes, a state that its events do not give, a head that is another's."""
    try:
        events = book.events()
    except ValueError as error:
        return [f"the payload of an event is no longer JSON ({error})"]
    found = chain_faults(events)
    head = book.head()
    if events and (head.event_number, head.event_hash) != (events[-1].event_number, events[-1].event_hash):
        found.append(f"the head names event {head.event_number}, the last event is {events[-1].event_number}")
    return found or _misfolded_subjects(book, events)


def _misfolded_subjects(book: Book, events: list[Event]) -> list[str]:
    """Subjects whose stored state is not what their sound events give."""
    told_by_events = fold_all(book.workflow, events)
    stored = {key: each for kind in book.workflow.subjects for key, each in book.standings(kind).items()}
    return [
        f"what stands of {key} is not what its events give"
        for key in sorted(set(told_by_events) | set(stored))
        if told_by_events.get(key) != stored.get(key)
    ]
