"""The small edition that dashboard tests look at: invented rows of catalogue, statistics and register, and from there
on the steps and queries of the house. No mart is written by hand, and every check of the house holds.

The rows stand in invented.py and invented_register.py. Nobody but tests is shown any of it.
"""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl
from filelock import FileLock

from pipelines.contract.decisions import WORKFLOW_FILE
from pipelines.contract.paths import CHECKOUT, Paths
from pipelines.edition.publish import build
from pipelines.reference.frames import frames
from pipelines.reference.read import read_catalogue
from pipelines.steps.step import Workplace
from pipelines.steps.step_list import all_steps
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.models import sql_checks
from tests.dashboards import invented, invented_register

NAME = "edition-20260101T000000Z-1"
BUILT_AT = datetime(2026, 1, 1, 3, 0, tzinfo=UTC)
INVENTED_STEPS = {"catalogue", "history", "intake", "seen"}  # their rows are invented, all others are run
BOOK_STEPS = {"frozen_line", "decision_event"}  # a test that decides opens a book of its own
WORKFLOW = CHECKOUT / "data" / "reference" / WORKFLOW_FILE


def build_edition(data_folder: Path, name: str = NAME, *, malicious: str = "") -> Path:
    """Put the edition under a name and point CURRENT at it; `malicious` replaces every submitted text."""
    editions = data_folder / "editions"
    editions.mkdir(parents=True, exist_ok=True)
    (data_folder / "reference").mkdir(exist_ok=True)
    shutil.copyfile(WORKFLOW, data_folder / "reference" / WORKFLOW_FILE)
    file = editions / f"{name}.duckdb"
    shutil.copyfile(_original(malicious), file)
    if name != NAME:
        with duckdb.connect(file) as connection:
            connection.execute("update core.edition_note set edition_name = $name", {"name": name})
    (editions / "CURRENT").write_text(name + "\n", encoding="utf-8")
    return file


@cache
def _original(malicious: str) -> Path:
    """The edition as made once for all workers."""
    folder = Path(os.environ["PYTEST_SHARED_FOLDER"]) / f"invented-{sha256(malicious.encode()).hexdigest()[:8]}"
    file = folder / f"{NAME}.duckdb"
    with FileLock(folder.with_suffix(".lock")):
        if not file.is_file():
            folder.mkdir(exist_ok=True)
            _make(folder, file, malicious)
    return file


def _make(folder: Path, file: Path, malicious: str) -> None:
    (folder / "reference").mkdir(exist_ok=True)
    shutil.copyfile(WORKFLOW, folder / "reference" / WORKFLOW_FILE)
    unfinished = file.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        warehouse.prepare(connection)
        _put_rows(connection, malicious)
        rounds = [row["round_id"] for row in invented.ROUNDS]
        for step in all_steps():
            if step.name not in INVENTED_STEPS | BOOK_STEPS:
                step.action(Workplace(connection, Paths(folder)), rounds if step.is_by_round else None)
        offending = warehouse.failures(connection, sql_checks())
        assert not offending, offending
        connection.execute(f"attach '{unfinished}' as edition (block_size 16384)")  # of few rows: a tenth of the size
        connection.execute("detach edition")
        build(connection, unfinished, NAME, "test")
    with duckdb.connect(unfinished) as connection:
        connection.execute("update core.edition_note set built_at = $built_at", {"built_at": BUILT_AT})
    unfinished.rename(file)


def _put_rows(connection: duckdb.DuckDBPyConnection, malicious: str) -> None:
    """The invented tables, and of the bundled catalogue what is not invented."""
    bundled = {f"core.{name}": frame for name, frame in frames(read_catalogue(CHECKOUT / "data" / "reference")).items()}
    tables = bundled | invented.catalogue() | invented.statistics()
    for table, frame in tables.items():
        warehouse.load(connection, table, frame)
    for table, rows in invented_register.tables(malicious).items():
        warehouse.append(connection, table, pl.DataFrame(rows, infer_schema_length=None))
