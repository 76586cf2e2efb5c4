"""The two doors, data/plans and data/inbox: what lies there, under which instant, and its bytes kept in the store.

Nothing is judged or recorded here, and no file at a door is ever moved or changed.
"""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import yaml

from pipelines.contract.paths import Paths, printable
from pipelines.edition.fingerprint import file_sha256
from pipelines.errors import SelarasError
from pipelines.submissions.judge import Reception
from pipelines.submissions.settling import look_at

IDENTITY_ENDING = ".identitas.yml"
IDENTITY_BYTES = 2_000
INBOX = "inbox"
IDENTITY_FIELDS = {"putaran": "round_id", "unit_kerja": "unit_code", "jenis": "kind"}
MANIFEST = "manifest.csv"
# What editors, browsers and operating systems leave in a folder, all in small letters.
NOT_SUBMISSIONS = ("~$", ".", "~wrl")
NOT_SUBMISSION_ENDINGS = ("readme.md", ".identitas.yml", ".tmp", ".crdownload", ".part", ".lnk", ".url")
SYSTEM_FILES = frozenset(("desktop.ini", "thumbs.db", "ehthumbs.db", "icon\r", "autorun.inf", "folder.htt"))
SYSTEM_FOLDERS = frozenset(("__macosx", "$recycle.bin", "system volume information", ".trash"))


class ReceptionError(SelarasError):
    """One sentence: which bundled file does not match its manifest, and what to do."""


class NotYetError(ReceptionError):
    """One sentence: which file at a door cannot be copied at this moment. At the inbox it waits for the next look."""


class Offer(NamedTuple):
    """A file at the door. `received_at` is set by the manifest only; None means: when the register sees it."""

    path: Path
    file_name: str
    door: str
    submission_id: str  # sha256 of the bytes
    received_at: datetime | None

    @property
    def folder(self) -> str:
        """The folder next below the door, for bundled files the round's name; empty when it lay at the door itself."""
        return next(iter(Path(self.file_name).parent.parts[1:]), "")


def bundled_offers(paths: Paths) -> list[list[Offer]]:
    """Files of data/plans with the reception instants of the manifest, one batch per folder, earliest first."""
    manifest = paths.plans / MANIFEST
    if not manifest.is_file():
        return []
    batches: dict[str, list[Offer]] = {}
    with manifest.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), 2):
            path = paths.plans / row["file"]
            if not path.is_file():
                raise ReceptionError(
                    f"{MANIFEST} line {line} names {row['file']}, which is not there; restore the file."
                )
            found = file_sha256(path)
            if found != row["sha256"]:
                raise ReceptionError(
                    f"{MANIFEST} line {line}: {row['file']} has fingerprint {found[:12]}…, expected "
                    f"{row['sha256'][:12]}…; restore the file or correct the manifest."
                )
            received_at = datetime.fromisoformat(row["received_at"]).astimezone(UTC)
            offer = Offer(path, f"plans/{row['file']}", "plans", found, received_at)
            batches.setdefault(str(Path(row["file"]).parent), []).append(offer)
    for batch in batches.values():
        batch.sort(key=lambda offer: (offer.received_at, offer.submission_id))
    return sorted(batches.values(), key=lambda batch: (batch[0].received_at, batch[0].file_name))


def inbox_files(paths: Paths) -> list[Path]:
    """Everything under data/inbox that could be a submission, in the order in which it was put there. Links are not
    followed: what they point to was put there by nobody."""
    if not paths.inbox.is_dir():
        return []
    found = [path for path in paths.inbox.rglob("*") if _may_be_submission(path, paths.inbox)]
    return sorted(found, key=lambda path: (look_at(path).modified_ns, str(path)))


def _may_be_submission(path: Path, inbox: Path) -> bool:
    name = path.name.casefold()
    if name in SYSTEM_FILES or name.startswith(NOT_SUBMISSIONS) or name.endswith(NOT_SUBMISSION_ENDINGS):
        return False
    way = [path, *(folder for folder in path.parents if folder != inbox and inbox in folder.parents)]
    is_system = any(folder.name.casefold() in SYSTEM_FOLDERS for folder in way[1:])
    return not is_system and not any(place.is_symlink() for place in way) and path.is_file()


def inbox_offers(paths: Paths, looked: Iterable[Path]) -> list[Offer]:
    """Give the files of the inbox that can be read; one that has just gone or is locked is left for the next look."""
    offers: list[Offer] = []
    for path in looked:
        with suppress(OSError):
            name = f"inbox/{printable(path.relative_to(paths.inbox))}"
            offers.append(Offer(path, name, INBOX, file_sha256(path), None))
    return offers


def reception_of(offer: Offer, at: datetime) -> Reception:
    """What the door knows of a file: its name, the folders below the door in which it lay, and what a sidecar says."""
    place = Path(offer.file_name)
    return Reception(at, folders=place.parent.parts[1:], file_name=place.name, **sidecar(offer))


def keep(paths: Paths, offer: Offer) -> Path:
    """Copy the bytes into the content store under their fingerprint, whole or not at all; return the stored file."""
    paths.store.mkdir(parents=True, exist_ok=True)
    stored = paths.store / offer.submission_id
    if stored.is_file() and file_sha256(stored) == offer.submission_id:
        return stored
    beside = stored.with_name(f".{stored.name}.new")
    try:
        source = offer.path.open("rb")
    except OSError as error:
        raise NotYetError(f"{offer.file_name} cannot be read ({error.strerror}); make it readable.") from error
    try:
        with source, beside.open("wb") as target:
            shutil.copyfileobj(source, target)
        if file_sha256(beside) != offer.submission_id:
            raise NotYetError(f"{offer.file_name} changed while it was being copied; leave it alone and refresh again.")
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(stored)
    except OSError as error:
        raise ReceptionError(
            f"{offer.file_name} cannot be stored ({error.strerror}); free disk space or make the store writable."
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return stored


def sidecar(offer: Offer) -> dict[str, str]:
    """Round and unit of a foreign sheet that names none, from `<name>.identitas.yml` beside it.

    Anybody may put such a file there: one that cannot be understood says nothing, and the sheet's own finding then asks
    for it by name.
    """
    beside = offer.path.with_name(offer.path.name + IDENTITY_ENDING)
    try:
        if beside.stat().st_size > IDENTITY_BYTES:
            return {}
        said = yaml.safe_load(beside.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return {}
    if not isinstance(said, dict):
        return {}
    found = ((field, said.get(name)) for name, field in IDENTITY_FIELDS.items())
    return {field: str(value) for field, value in found if isinstance(value, (str, int))}
