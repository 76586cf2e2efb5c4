"""What was committed moves into the warehouse's file beside other work, and a refusal is one sentence."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipelines.contract.paths import Paths
from pipelines.warehouse import connection as warehouse
from pipelines.warehouse.checkpoint import checkpoint_beside
from pipelines.warehouse.connection import WarehouseError


@pytest.fixture
def connection(tmp_path: Path):
    with warehouse.writing(Paths(tmp_path)) as opened:
        opened.execute("create table core.sample as select range as number from range(10000)")
        yield opened


def log_bytes(paths: Paths) -> int:
    log = paths.warehouse.with_name(paths.warehouse.name + ".wal")
    return log.stat().st_size if log.exists() else 0


def test_after_the_block_the_log_is_empty_and_the_block_could_read(connection, tmp_path: Path) -> None:
    assert log_bytes(Paths(tmp_path)) > 0
    with checkpoint_beside(connection), warehouse.transaction(connection):
        read = connection.execute("select count(*) from core.sample").fetchone()
    assert read == (10_000,)
    assert log_bytes(Paths(tmp_path)) == 0


def test_what_the_block_raises_is_told_and_the_log_moved_all_the_same(connection, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), checkpoint_beside(connection):
        raise ZeroDivisionError
    assert log_bytes(Paths(tmp_path)) == 0


class FullDisk:
    """A connection, and its own cursor, on a disk that has no room."""

    def cursor(self) -> FullDisk:
        return self

    def __enter__(self) -> FullDisk:
        return self

    def __exit__(self, *error: object) -> None: ...

    def execute(self, statement: str) -> None:
        raise duckdb.IOException("IO Error: No space left on device\nand a second line")


def test_a_refused_checkpoint_is_one_sentence_after_the_block() -> None:
    done = []
    with (
        pytest.raises(
            WarehouseError, match=r"^The warehouse could not be written \(IO Error: No space[^\n]*is lost\.$"
        ),
        checkpoint_beside(FullDisk()),  # type: ignore[arg-type]
    ):
        done.append("the block")
    assert done == ["the block"]
