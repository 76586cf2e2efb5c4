"""One refresh's part in the decision book: tell it what files say, seal what is new, load it into the register."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from pipelines.contract.decisions import Book, open_book, seal
from pipelines.contract.decisions.segments import segment_files, segments_folder
from pipelines.contract.paths import Paths
from pipelines.desk.example_desk import play_bundled
from pipelines.desk.file_events import FileEventCount, last_words, offered_targets, tell
from pipelines.desk.outcome_events import nominate_in_order, proposals
from pipelines.desk.sheet_decisions import decide_sheets
from pipelines.warehouse import connection as warehouse

COLUMNS = {
    "event_number": "bigint",
    "event_id": "varchar",
    "round_id": "varchar",
    "subject_kind": "varchar",
    "subject_key": "varchar",
    "subject_sequence": "bigint",
    "action": "varchar",
    "from_state": "varchar",
    "to_state": "varchar",
    "payload": "json",
    "actor_issuer": "varchar",
    "actor_subject": "varchar",
    "actor_name": "varchar",
    "actor_role": "varchar",
    "acting_unit_code": "varchar",
    "at": "varchar",
    "door": "varchar",
    "source_sha256": "varchar",
    "workflow_version": "varchar",
    "previous_hash": "varchar",
    "event_hash": "varchar",
}


CASTS = {"at": 'cast("at" as timestamptz) as event_at', "payload": "cast(payload as varchar) as payload"}


class BookSeal(NamedTuple):
    """What a refresh did with the book: what files told, how many events the register gained, the last number."""

    told: FileEventCount
    loaded: int
    last_number: int


def seal_and_load(connection: duckdb.DuckDBPyConnection, paths: Paths) -> BookSeal:
    """Bring the book and register.decision_event to this moment. Raise BookError when the book cannot be used."""
    book = open_book(paths.data)
    try:
        told = tell_files(connection, book, paths)
        folder = segments_folder(paths.data)
        seal(book, folder)
        loaded = load(connection, folder)
        return BookSeal(told, loaded, book.head().event_number)
    finally:
        book.close()


def tell_files(connection: duckdb.DuckDBPyConnection, book: Book, paths: Paths) -> FileEventCount:
    """Let files and desk sheets speak; in an empty book the bundled example sits between older and newer files."""
    now = datetime.now(UTC)
    offered = offered_targets(connection)
    if book.head().event_number == 0:
        play_bundled(connection, book, paths, offered, now)  # it nominates what it decides on
    nominate_in_order(book, offered, proposals(connection), now)
    decide_sheets(connection, book)
    return tell(book, offered, now, last_words(connection))


def load(connection: duckdb.DuckDBPyConnection, folder: Path) -> int:
    """Add the sealed events that the register does not hold yet; return how many."""
    last = int(warehouse.single(connection, "select coalesce(max(event_number), 0) from register.decision_event"))
    files = [str(file) for file in segment_files(folder) if int(file.stem.split("-")[1]) > last]
    if not files:
        return 0
    read = ", ".join(f"'{name}': '{kind}'" for name, kind in COLUMNS.items())
    chosen = ", ".join(CASTS.get(name, name) for name in COLUMNS)
    with warehouse.transaction(connection):
        connection.execute(
            f"insert into register.decision_event by name select {chosen} from read_json($files, "
            f"format = 'newline_delimited', columns = {{{read}}}, maximum_object_size = 16777216) "
            "where event_number > $last qualify row_number() over (partition by event_number) = 1 "
            "order by event_number",
            {"files": files, "last": last},
        )
    return warehouse.count(connection, "register.decision_event") - last
