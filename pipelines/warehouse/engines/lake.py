"""The lake: Parquet of tables in a folder that this machine and a cluster both see, with a manifest that points at it.

A table lies there in parts, one for each round where it has rounds. `manifest.json` says which part holds which rows;
it is replaced in one step, so that a kill leaves the parts of before. Who reads and writes Parquet stands elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from pipelines.contract.paths import CHECKOUT
from pipelines.errors import SelarasError

MANIFEST = "manifest.json"
LAKE = "SELARAS_LAKE"


class EngineError(SelarasError):
    """One sentence: what of the second engine is missing or refuses, and what to do; the last edition stands."""


class Part(NamedTuple):
    """The rows of one round of a table, or of a table without rounds: their fingerprint, and where they lie."""

    content: str
    place: str


def part_name(part: str) -> str:
    """A name for a part that is safe in a path, whatever somebody wrote as a round."""
    return hashlib.sha256(part.encode()).hexdigest()


class Lake:
    """One folder, of one data folder; the write lock of the warehouse guards it too."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            held = folder / MANIFEST
            text = json.loads(held.read_text(encoding="utf-8")) if held.is_file() else {}
            self._check_writable()
        except (OSError, ValueError) as error:
            raise EngineError(
                f"{LAKE} {folder} cannot be used ({error}); give a folder that this machine and the cluster can both "
                "read and write, of this data folder alone."
            ) from error
        self._parts = {
            table: {part: Part(*found) for part, found in parts.items()}
            for table, parts in text.get("tables", {}).items()
        }

    @classmethod
    def from_environment(cls) -> Lake:
        folder = os.environ.get(LAKE, "").strip()
        if not folder:
            raise EngineError(f"{LAKE} is not set; name the folder that this machine and the cluster both see.")
        return cls((CHECKOUT / folder).resolve())

    def _check_writable(self) -> None:
        tried = self.folder / f".tried-{uuid4().hex}"
        tried.touch()
        tried.unlink()

    def parts(self, table: str) -> dict[str, Part]:
        """The parts of a table that the manifest points at."""
        return dict(self._parts.get(table, {}))

    def new_place(self, table: str) -> str:
        """Where a new part of a table may be written: a name nobody has used."""
        (self.folder / table).mkdir(exist_ok=True)
        return f"{table}/{uuid4().hex}"

    def path(self, place: str) -> str:
        return str(self.folder / place)

    def point(self, table: str, parts: dict[str, Part]) -> None:
        """Let the manifest point at these parts of a table and at no others."""
        if parts == self._parts.get(table):
            return
        self._parts[table] = parts
        waiting = self.folder / f".{MANIFEST}"
        with waiting.open("w", encoding="utf-8") as file:
            json.dump({"tables": self._parts}, file, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        waiting.replace(self.folder / MANIFEST)

    def sweep(self) -> None:
        """Remove what the manifest does not point at; only files and folders the lake itself has named."""
        kept = {part.place.split("/")[1] for parts in self._parts.values() for part in parts.values()}
        for place in self.folder.glob("*.*/*"):
            if place.name not in kept and len(place.name.removesuffix(".parquet")) == len(uuid4().hex):
                if place.is_dir():
                    shutil.rmtree(place, ignore_errors=True)
                else:
                    place.unlink(missing_ok=True)
