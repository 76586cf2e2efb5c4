"""The decision book: open it, read it, write to it. Adding lives in writer.py, what may be added in deciding.py."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from pipelines.contract.decisions.event import Event, from_row
from pipelines.contract.decisions.store import tables
from pipelines.contract.decisions.store.engine import FILE_NAME, VARIABLE, WRITES, address, open_engine, store_errors
from pipelines.contract.decisions.store.rows import Head, as_standing, read_head, read_sessions, read_standing
from pipelines.contract.decisions.subjects import AUDIT, LINE, Session, Standing
from pipelines.contract.decisions.workflow import Workflow, load_workflow
from pipelines.contract.decisions.writer import Writer

WORKFLOW_FILE = "review_workflow.yml"
IMPERSONAL_DOORS = ("file", "example")


class Book:
    """One open book; safe to share between threads, each call takes its own connection."""

    def __init__(self, where: str, workflow: Workflow) -> None:
        self.workflow = workflow
        self.engine = open_engine(where)

    def close(self) -> None:
        self.engine.dispose()

    def head(self) -> Head:
        with self.reading() as connection:
            return read_head(connection)

    def standing(self, subject_key: str) -> Standing | None:
        """What stands of one subject; None when the book has no event about it."""
        with self.reading() as connection:
            return read_standing(connection, subject_key)

    def standings(
        self, kind: str = LINE, round_id: str | None = None, indicator_codes: Sequence[str] | None = None
    ) -> dict[str, Standing]:
        """What stands of all subjects of a kind, by key, in order of key."""
        state = tables.subject_state
        query = sa.select(state).where(state.c.subject_kind == kind).order_by(state.c.subject_key)
        if round_id is not None:
            query = query.where(state.c.round_id == round_id)
        if indicator_codes:
            query = query.where(state.c.indicator_code.in_(list(indicator_codes)))
        with self.reading() as connection:
            return {row.subject_key: as_standing(row._mapping) for row in connection.execute(query)}

    def sessions(self, round_id: str) -> list[Session]:
        with self.reading() as connection:
            return read_sessions(connection, round_id)

    def events(
        self,
        after: int = 0,
        limit: int | None = None,
        round_id: str | None = None,
        kind: str | None = None,
        subject_key: str | None = None,
    ) -> list[Event]:
        """Events with a higher number than `after`, in their order."""
        event = tables.event
        query = sa.select(event).where(event.c.event_number > after).order_by(event.c.event_number).limit(limit)
        for column, wanted in ((event.c.round_id, round_id), (event.c.subject_kind, kind)):
            if wanted is not None:
                query = query.where(column == wanted)
        if subject_key is not None:
            query = query.where(event.c.subject_key == subject_key)
        with self.reading() as connection:
            return [from_row(row._mapping) for row in connection.execute(query)]

    def rows(self, after: int, limit: int) -> list[Mapping[Any, Any]]:
        """Events as they are stored, payload as text, for sealing."""
        event = tables.event
        query = sa.select(event).where(event.c.event_number > after).order_by(event.c.event_number).limit(limit)
        with self.reading() as connection:
            return [row._mapping for row in connection.execute(query)]

    def last_decision(self) -> int:
        """The number of the last event that no file and no example caused and that is more than an audit note."""
        event = tables.event
        query = sa.select(event.c.event_number).order_by(event.c.event_number.desc()).limit(1)
        query = query.where(event.c.subject_kind != AUDIT, event.c.door.not_in(IMPERSONAL_DOORS))
        with self.reading() as connection:
            return connection.execute(query).scalar() or 0

    def history(self, subject_key: str) -> list[Event]:
        return self.events(subject_key=subject_key)

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A connection that sees one moment of the book."""
        with store_errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, now: datetime | None = None) -> Iterator[Writer]:
        """Be the only writer until the block ends; all it added is kept, or nothing of it."""
        with (
            store_errors(),
            self.engine.connect().execution_options(**WRITES) as connection,
            connection.begin(),
        ):
            writer = Writer(connection, self.workflow, now or datetime.now(UTC))
            yield writer
            writer.finish()


def exists(data_folder: Path) -> bool:
    """True when there is a book to open: a file, a server that is named, or segments to take it back from."""
    from pipelines.contract.decisions.segments import segments_folder

    file = data_folder / FILE_NAME
    return bool(os.environ.get(VARIABLE)) or file.is_file() or segments_folder(data_folder).is_dir()


def open_book(data_folder: Path, workflow: Workflow | None = None, where: str | None = None) -> Book:
    """Open the book of a data folder; an empty one takes back what its sealed segments hold."""
    from pipelines.contract.decisions.segments import restore, segments_folder

    workflow = workflow or load_workflow(data_folder / "reference" / WORKFLOW_FILE)
    folder = segments_folder(data_folder)
    book = Book(where or address(data_folder), workflow)
    if folder.is_dir() and book.head().event_number == 0:
        restore(book, folder)
    return book
