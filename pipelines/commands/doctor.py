"""Looks at everything Selaras keeps and says, in one sentence each, what is well and what to do about the rest."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

import duckdb

from pipelines.commands.backup import BOOK_FILE
from pipelines.commands.refresh import fingerprint_now, standing_edition
from pipelines.contract import edition_reader
from pipelines.contract.decisions import open_book, verify
from pipelines.contract.paths import Paths
from pipelines.edition.fingerprint import file_sha256
from pipelines.errors import SelarasError
from pipelines.reference.read import read_catalogue
from pipelines.supervisor.health import clock_fault
from pipelines.warehouse import connection as warehouse

SMALLEST_FREE_BYTES = 500_000_000
STORED_NAME = re.compile(r"^[0-9a-f]{64}$")
NAMED_AT_MOST = 3
RESTORE = "restore a backup into a new folder with `selaras restore`"


class Examination(NamedTuple):
    """One thing looked at: its name, whether it is well, and the sentence."""

    subject: str
    is_well: bool
    sentence: str


def examine(paths: Paths) -> list[Examination]:
    """Look at folder, clock, catalogue, store, register, book and editions; nothing is changed."""
    looks: dict[str, Callable[[Paths], str]] = {
        "folder": _folder,
        "clock": _clock,
        "reference": _reference,
        "store": _store,
        "register": _register,
        "book": _book,
        "edition": _edition,
    }
    return [_examination(subject, look, paths) for subject, look in looks.items()]


def _examination(subject: str, look: Callable[[Paths], str], paths: Paths) -> Examination:
    """Ask one look: an answer says how well it is, a Sick or a sentence of ours says what is wrong."""
    try:
        return Examination(subject, True, look(paths))
    except SelarasError as error:
        return Examination(subject, False, str(error))


class Sick(SelarasError):
    """What is wrong with one thing, and what to do."""


def _folder(paths: Paths) -> str:
    probe = paths.data / f".doctor-{os.getpid()}"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Sick(f"{paths.data} cannot be written ({error.strerror}); make it writable.") from error
    free = shutil.disk_usage(paths.data).free
    if free < SMALLEST_FREE_BYTES:
        raise Sick(
            f"Only {free / 1e6:,.0f} MB are free on the disk of {paths.data}; free some before the next refresh."
        )
    return f"{paths.data} can be written; {free / 1e9:,.1f} GB are free."


def _clock(paths: Paths) -> str:
    fault = clock_fault(paths, datetime.now(UTC))
    if fault:
        raise Sick(fault)
    return "The clock is not behind the current edition."


def _reference(paths: Paths) -> str:
    catalogue = read_catalogue(paths.reference)
    return f"{len(catalogue.indicators)} indicators, {len(catalogue.regions)} regions, {len(catalogue.rounds)} rounds."


def _store(paths: Paths) -> str:
    files = [file for file in paths.store.iterdir() if file.is_file()] if paths.store.is_dir() else []
    named = [file for file in files if STORED_NAME.match(file.name)]
    changed = [file.name for file in named if file_sha256(file) != file.name]
    if changed:
        raise Sick(
            f"{len(changed)} stored file(s) no longer have the content their name says, {_some(changed)}; {RESTORE}."
        )
    return f"{len(named)} stored files have the content their names say."


def _register(paths: Paths) -> str:
    with warehouse.reading(paths) as connection:
        if connection is None or not warehouse.exists(connection, "register.submission"):
            return "No register yet; the first `selaras refresh` makes it."
        rows = connection.execute(
            "select submission_id, offered_count <> accepted_count + rejected_count + blank_count "
            "from register.submission"
        ).fetchall()
    lost = [name for name, _ in rows if not (paths.store / name).is_file()]
    if lost:
        raise Sick(f"{len(lost)} registered submission(s) are not in the store, {_some(lost)}; {RESTORE}.")
    uneven = [name for name, is_uneven in rows if is_uneven]
    if uneven:
        raise Sick(f"{len(uneven)} submission(s) whose counts do not add up, {_some(uneven)}; {RESTORE} and report it.")
    return f"{len(rows)} submissions, each in the store, each with counts that add up."


def _book(paths: Paths) -> str:
    if not (paths.data / BOOK_FILE).exists() and not os.environ.get("SELARAS_DECISIONS"):
        return "No decision book yet; the first grant or decision makes it."
    book = open_book(paths.data)
    try:
        faults, head = verify(book), book.head()
    finally:
        book.close()
    if faults:
        raise Sick(f"The decision book is not as it was written ({'; '.join(faults[:NAMED_AT_MOST])}); {RESTORE}.")
    return f"{head.event_number} events, chained without a gap; the head is {head.event_hash[:12]}."


def _edition(paths: Paths) -> str:
    edition = edition_reader.current_edition(paths)
    if edition is None:
        raise Sick("There is no current edition; run `selaras refresh`.")
    try:
        with edition_reader.reading(edition) as connection:
            warehouse.single(connection, "select input_fingerprint from core.edition_note")
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        raise Sick(f"{edition.stem} cannot be read ({reason}); run `selaras refresh --force`.") from error
    if not _stands(paths):
        return f"{edition.stem} can be read; something has changed since, `selaras refresh` brings the next one."
    return f"{edition.stem} can be read and holds everything there is."


def _stands(paths: Paths) -> bool:
    """Tell as a refresh would whether there is nothing new; unknown counts as new while the reference is broken."""
    try:
        catalogue = read_catalogue(paths.reference)
    except SelarasError:
        return False
    return standing_edition(paths, fingerprint_now(paths, catalogue)) is not None


def _some(names: list[str]) -> str:
    more = f" and {len(names) - NAMED_AT_MOST} more" if len(names) > NAMED_AT_MOST else ""
    return ", ".join(name[:12] for name in names[:NAMED_AT_MOST]) + more
