"""The journal of refreshes: one small file for each, saying of every step whether it was made, and why.

Dagster reads it to show what a refresh from the command line did; nothing else depends on it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.contract.paths import Paths
from pipelines.steps.walk import Visit

KEPT = 100


@dataclass(frozen=True)
class Entry:
    """What one refresh did, and who ran it. `checks` holds the first rows of each check asked; none is a pass."""

    name: str
    by: str
    edition: str
    visits: tuple[Visit, ...]
    checks: Mapping[str, list[dict[str, Any]]]


def write(
    paths: Paths, by: str, edition: str, visits: Iterable[Visit], checks: Mapping[str, list[dict[str, Any]]]
) -> Entry:
    """Keep an entry under a name that sorts by time, and remove those older than the last hundred."""
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    entry = Entry(name, by, edition, tuple(visits), dict(checks))
    paths.journal.mkdir(parents=True, exist_ok=True)
    visited = [visit.as_json() for visit in entry.visits]
    text = {"by": by, "edition": edition, "visits": visited, "checks": entry.checks}
    waiting = paths.journal / f".{name}.part"
    waiting.write_text(json.dumps(text, default=str), encoding="utf-8")
    waiting.replace(paths.journal / f"{name}.json")
    for old in _files(paths)[:-KEPT]:
        old.unlink(missing_ok=True)
    return entry


def entries_after(paths: Paths, name: str) -> list[Entry]:
    """The entries written after the one named, oldest first; all of them when none is named."""
    return [_read(file) for file in _files(paths) if file.stem > name]


def _files(paths: Paths) -> list[Path]:
    return sorted(paths.journal.glob("[0-9]*.json")) if paths.journal.is_dir() else []


def _read(file: Path) -> Entry:
    said = json.loads(file.read_text(encoding="utf-8"))
    visits = tuple(
        Visit(**{**visit, "tables": tuple(visit["tables"]), "rounds": visit["rounds"] and tuple(visit["rounds"])})
        for visit in said["visits"]
    )
    return Entry(file.stem, said["by"], said["edition"], visits, said["checks"])
