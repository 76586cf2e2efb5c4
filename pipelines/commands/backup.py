"""One verified archive of everything that cannot be made again, also while a refresh runs, and the way back.

In it: reference, history, plans, inbox, store, unlocks, returns, the warehouse with the register, the decision book and
the current edition. Not in it: logs, Dagster's own records, older editions, secrets.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pipelines.contract.decisions import open_book, seal
from pipelines.contract.decisions.segments import segments_folder
from pipelines.contract.edition_reader import current_edition
from pipelines.contract.paths import Paths
from pipelines.errors import SelarasError
from pipelines.warehouse import connection as warehouse

FORMAT = "selaras-backup-1"
MANIFEST = "MANIFEST.json"
TREES = ("reference", "history", "plans", "inbox", "store", "unlocks", "returns")
BOOK_FILE = "decisions.sqlite"
WAIT_FOR_REFRESH_SECONDS = 900.0
STAYS = {"seed.lock", "refresh.lock", "up.lock", "logs"}  # what an empty folder may hold already
PIECE = 1 << 20


class BackupError(SelarasError):
    """One sentence: what stands in the way of a backup or a restore, and what to do."""


def backup(paths: Paths, out: Path) -> dict[str, Any]:
    """Write the archive and read it back; return its manifest. Nothing stands at `out` unless it has been verified.

    A refresh that runs is waited for, and the next one waits until the warehouse is copied: seconds.
    """
    if out.exists():
        raise BackupError(f"{out} exists already; name another file, for a backup is never overwritten.")
    if not out.parent.is_dir():
        raise BackupError(f"The folder {out.parent} does not exist; make it, or name another with --out.")
    partial = out.with_name(f".{out.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix=".selaras-backup-", dir=out.parent) as staging:
            files = _frozen_files(paths, Path(staging))
            manifest = _archived_files(partial, files, paths)
        verify(partial)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return manifest


def restore(paths: Paths, archive: Path) -> dict[str, Any]:
    """Put an archive's content into an empty data folder, all of it or nothing; return its manifest."""
    held = sorted(entry.name for entry in paths.data.iterdir()) if paths.data.exists() else []
    if set(held) - STAYS:
        raise BackupError(
            f"{paths.data} is not empty ({', '.join(held[:5])}); set SELARAS_DATA to a new folder, restore there, "
            "and exchange the two when `selaras doctor` is content."
        )
    paths.data.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".restoring-", dir=paths.data))
    try:
        manifest = verify(archive, beside)
        for entry in sorted(beside.iterdir(), key=lambda entry: entry.name == "editions"):  # CURRENT comes last
            entry.rename(paths.data / entry.name)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    paths.inbox.mkdir(exist_ok=True)
    return manifest


def verify(archive: Path, into: Path | None = None) -> dict[str, Any]:
    """Read every file of an archive against the manifest at its end; write them into a folder when one is given."""
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] = {}
    try:
        with tarfile.open(archive, "r:gz") as opened:
            for member in opened:
                content = opened.extractfile(member) if member.isreg() else None
                if content is None or not _is_plain(member.name):
                    raise BackupError(
                        f"{archive.name} holds {member.name!r}, which no backup does; use another archive."
                    )
                if member.name == MANIFEST:
                    manifest = json.load(content)
                else:
                    found[member.name] = _copied_file(content, into / member.name if into else None)
    except (tarfile.TarError, EOFError, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None and not isinstance(error, FileNotFoundError):
            raise
        raise BackupError(f"{archive.name} is not a whole backup ({error}); use another archive.") from error
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{archive.name} has no manifest of format {FORMAT}; it is cut short or no backup.")
    wrong = sorted(
        name for name in found.keys() | manifest["files"].keys() if found.get(name) != manifest["files"].get(name)
    )
    if wrong:
        raise BackupError(
            f"{len(wrong)} file(s) of {archive.name} differ from its manifest, first {wrong[0]}; use another."
        )
    return manifest


def _frozen_files(paths: Paths, staging: Path) -> dict[str, Path]:
    """Hold everything still for a moment: archive name -> file, with copies of what the next refresh will change."""
    with warehouse.write_lock(paths, WAIT_FOR_REFRESH_SECONDS):
        files = {}
        if (paths.data / BOOK_FILE).exists() or os.environ.get("SELARAS_DECISIONS"):
            book = open_book(paths.data)
            seal(book, segments_folder(paths.data))
            book.close()
        if (paths.data / BOOK_FILE).exists():
            files[BOOK_FILE] = _book_copy(paths.data / BOOK_FILE, staging / BOOK_FILE)
        if warehouse.copy_to(paths, staging / "warehouse.duckdb"):
            files["warehouse.duckdb"] = staging / "warehouse.duckdb"
        edition = current_edition(paths)
        if edition is not None:
            files[f"editions/{edition.name}"] = _linked_file(edition, staging / edition.name)
            files["editions/CURRENT"] = Path(shutil.copyfile(paths.current, staging / "CURRENT"))
        for tree in TREES:
            files |= {file.relative_to(paths.data).as_posix(): file for file in _files(paths.data / tree)}
    return files


def _archived_files(archive: Path, files: dict[str, Path], paths: Paths) -> dict[str, Any]:
    listed: dict[str, dict[str, Any]] = {}
    with tarfile.open(archive, "w:gz", compresslevel=3) as opened:
        for name, file in sorted(files.items()):
            with file.open("rb") as content:
                entry = tarfile.TarInfo(name)
                entry.size = os.fstat(content.fileno()).st_size
                entry.mtime = int(file.stat().st_mtime)
                hashed = _HashedContent(content)
                opened.addfile(entry, hashed)
                listed[name] = {"sha256": hashed.digest.hexdigest(), "size": entry.size}
        edition = current_edition(paths)
        manifest = {
            "format": FORMAT,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "edition": edition.stem if edition else None,
            "files": listed,
        }
        text = json.dumps(manifest, indent=1).encode()
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(text)
        with tempfile.SpooledTemporaryFile() as beside:
            beside.write(text)
            beside.seek(0)
            opened.addfile(entry, beside)
    with archive.open("rb") as closed:
        os.fsync(closed.fileno())
    return manifest


class _HashedContent:
    """A file that fingerprints what is read of it."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content, self.digest = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._content.read(size)
        self.digest.update(piece)
        return piece


def _copied_file(content: IO[bytes], place: Path | None) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    if place is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
    with (place or Path(os.devnull)).open("wb") as out:
        while piece := content.read(PIECE):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
    return {"sha256": digest.hexdigest(), "size": size}


def _is_plain(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts != ()


def _files(root: Path) -> Iterator[Path]:
    """Every whole file below a folder; one still being written ends in `.new` or `.part`."""
    if root.is_dir():
        for file in sorted(root.rglob("*")):
            if file.is_file() and file.suffix not in (".new", ".part"):
                yield file


def _linked_file(file: Path, place: Path) -> Path:
    """The same file under a second name, so that a refresh cannot take it away; a copy on another disk."""
    try:
        place.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, place)
    return place


def _book_copy(file: Path, place: Path) -> Path:
    """A copy of the book between two of its transactions, while others go on deciding."""
    with sqlite3.connect(file) as book, sqlite3.connect(place) as copy:
        book.backup(copy)
    copy.close()
    book.close()
    return place
