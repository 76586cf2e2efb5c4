"""Finds the current edition and opens it read-only. Editions are made in `edition/publish.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.contract.paths import Paths

EDITION_NAME = re.compile(r"^edition-\d{8}T\d{6}Z-\d+$")


def current_edition(paths: Paths) -> Path | None:
    """The file CURRENT names, or None when there is no readable edition yet."""
    if not paths.current.is_file():
        return None
    name = paths.current.read_text(encoding="utf-8").strip()
    file = paths.editions / f"{name}.duckdb"
    return file if EDITION_NAME.match(name) and file.is_file() else None


@contextmanager
def reading(edition: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an edition read-only with file access shut off."""
    with duckdb.connect(edition, read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        yield connection
