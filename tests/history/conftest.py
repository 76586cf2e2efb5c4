"""The catalogue and the bundled history, read once; and files of published forms, written where a test needs them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.contract.paths import CHECKOUT
from pipelines.history.bundle import read_history
from pipelines.history.figure import History
from pipelines.history.published_file import PublishedTable
from pipelines.reference.model import Catalogue
from pipelines.reference.read import read_catalogue
from tests.history.reading import read_published

HISTORY = CHECKOUT / "data" / "history"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return read_catalogue(CHECKOUT / "data" / "reference")


@pytest.fixture(scope="session")
def history(catalogue: Catalogue) -> History:
    return read_history(HISTORY, catalogue)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A history folder of its own, with an empty `published/`."""
    place = tmp_path / "history"
    shutil.copytree(HISTORY, place, ignore=shutil.ignore_patterns("published"))
    (place / "published").mkdir()
    return place


@pytest.fixture
def read(tmp_path: Path, catalogue: Catalogue) -> Callable[..., PublishedTable]:
    """Write a file and read it: text, bytes, or something for JSON."""

    def write_and_read(name: str, content: Any, title: str | None = None) -> PublishedTable:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_text(json.dumps(content), encoding="utf-8")
        return read_published(path, catalogue, title=title)

    return write_and_read


def values(table: PublishedTable, indicator_code: str) -> dict[tuple[str, str], float]:
    """(region, period) -> value of the figures of one indicator."""
    return {
        (str(row.region_id), row.period): float(row.value or 0)
        for row in table.rows
        if row.verdict == "figure" and row.indicator_code == indicator_code
    }


def rule_ids(table: PublishedTable) -> set[str]:
    return {fault.rule_id for fault in table.faults}
